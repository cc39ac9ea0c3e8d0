"""Sentences of the library that people read: English, unless the program that runs has said in which language."""

from __future__ import annotations

from gettext import NullTranslations


class _Speaker:
    """Which words are said; one for the whole program, since it talks to one person."""

    def __init__(self) -> None:
        self.translations = NullTranslations()


_speaker = _Speaker()


def speak(translations: NullTranslations) -> None:
    """Say all sentences with these translations from now on; `NullTranslations()` is English."""
    _speaker.translations = translations


def _(message: str, /, **values: object) -> str:
    """A sentence in the language that is spoken, with its values filled in."""
    said = _speaker.translations.gettext(message) if message else ""
    return said.format(**values) if values else said


def count(one: str, many: str, number: int, /, **values: object) -> str:
    """A sentence with `{number}` in it, in the plural form that the language asks for."""
    return _speaker.translations.ngettext(one, many, number).format(number=number, **values)


def N_(message: str) -> str:
    """Marks a sentence that is said elsewhere."""
    return message


def pair(one: str, many: str) -> tuple[str, str]:
    """Marks a sentence with `{number}` in it, for one and for many, that is said elsewhere."""
    return one, many
