"""The desk's words in the editor's language (en, es, fr), and content as text that acts on nothing."""

from __future__ import annotations

import gettext
import os
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from handbook.errors import HandbookError

DOMAIN = "desk"
LANGUAGES = ("en", "es", "fr")


def _(message: str, **names: object) -> str:
    """A message in the editor's language with its names filled in."""
    said = _catalog().gettext(message) if message else ""
    return said.format(**names) if names else said


def count(one: str, many: str, number: int, **names: object) -> str:
    """A message with `{number}` in it, in the plural form that the language asks for."""
    return _catalog().ngettext(one, many, number).format(number=number, **names)


def N_(message: str) -> str:
    """Marks a message that is said elsewhere."""
    return message


def language() -> str:
    """The editor's language, by the environment, as gettext tells it; English where the desk has no other."""
    asked = next(
        (os.environ[name] for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    codes = (re.split(r"[_.@]", one)[0] for one in asked.split(":"))
    return next((code for code in codes if code in LANGUAGES), "en")


def shown(text: str, *, lines: bool = True) -> str:
    """Text of a file as the screen may show it: what would act on a terminal stands there as a visible mark.

    Letters that only make sense within a word (the joiners of Persian and Indic scripts, soft marks) are kept.
    """
    if text.isprintable():
        return text
    return "".join(_mark(c, lines) for c in text)


def _mark(c: str, lines: bool) -> str:
    if c == "\n":
        return c if lines else " "
    if c == "\t":
        return "  "
    if c in "\u200c\u200d\u200e\u200f\u00ad":
        return c if c in "\u200c\u200d" else ""
    return f"⟨{ord(c):04X}⟩" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") else c


@lru_cache(maxsize=1)
def _catalog() -> gettext.NullTranslations:
    code = language()
    if code == "en":
        return gettext.NullTranslations()
    from handbook.publish.words import read_catalog  # late: most editors read English, which needs no catalog

    try:
        return read_catalog(DOMAIN, code)
    except HandbookError:  # a spoilt catalog is no reason not to write: the desk is then in English
        return gettext.NullTranslations()


Say = Callable[[str], None]
