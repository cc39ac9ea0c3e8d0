"""An answer under its number, as the desk's pages and plain mode offer it, and the digits of many keyboards."""

from __future__ import annotations

from dataclasses import dataclass

# The row of digits on a French keyboard without Shift, and the digits of Arabic and Persian keyboards.
DIGITS = {
    **{str(n): n for n in range(1, 10)},
    **dict(zip("&é\"'(-è_ç", range(1, 10), strict=True)),
    **dict(zip("١٢٣٤٥٦٧٨٩", range(1, 10), strict=True)),
    **dict(zip("۱۲۳۴۵۶۷۸۹", range(1, 10), strict=True)),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its key in the program, its words, and what follows from it; `off` says why it cannot be given."""

    key: str
    words: str
    follows: str = ""
    off: str = ""
