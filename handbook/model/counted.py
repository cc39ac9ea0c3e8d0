"""How many of something, as people are told: “1 change”, “2 practices”."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its words: `one` for a single one, `many` for all else, by itself the plural of `one`."""
    plural = many or (f"{one[:-1]}ies" if one.endswith("y") else f"{one}s")
    return f"{number} {one if number == 1 else plural}"
