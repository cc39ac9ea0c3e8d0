"""The editors' desk in the terminal. It is not built yet: this package holds its place among the floors."""
