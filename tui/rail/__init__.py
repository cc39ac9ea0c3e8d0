"""The tabs of the rail, a module each: `number(desk)`, `holds(desk)` and, for rows, `chosen(desk, key)`."""
