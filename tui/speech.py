"""The desk's words in the editor's language (en, es, fr), and content as text that acts on nothing."""

from __future__ import annotations

import os
import re
import unicodedata
from gettext import NullTranslations

from handbook.errors import HandbookError
from handbook.wording import N_, _, count, speak

__all__ = ["LANGUAGES", "N_", "_", "count", "language", "shown", "speak_as_asked"]

DOMAIN = "desk"
LANGUAGES = ("en", "es", "fr")


def language() -> str:
    """The editor's language, by the environment, as gettext tells it; English where the desk has no other."""
    asked = next(
        (os.environ[name] for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    codes = (re.split(r"[_.@]", one)[0] for one in asked.split(":"))
    return next((code for code in codes if code in LANGUAGES), "en")


def speak_as_asked() -> None:
    """Let the desk speak the editor's language, and with it all that the library says to her."""
    speak(_translations(language()))


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


def _translations(code: str) -> NullTranslations:
    """The words of the desk, and behind them those of the site: what fields and choices are called."""
    if code == "en":
        return NullTranslations()
    from handbook.publish import words  # late: most editors read English, which needs no catalog

    try:
        found = words.read_catalog(DOMAIN, code)
        found.add_fallback(words.read_catalog(words.DOMAIN, code))
    except HandbookError:  # a spoilt catalog is no reason not to write: the desk is then in English
        return NullTranslations()
    return found
