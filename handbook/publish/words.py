"""The words of the interface in each language: gettext catalogs, names of languages, directions, dates."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from handbook.errors import Place, PublishError
from handbook.store.data import data_folder

DOMAIN = "handbook"


def N_(message: str) -> str:
    """Marks a message that is translated where it is shown."""
    return message


class Catalog:
    """The interface in one language; a message without translation stays English."""

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language
        # The same few hundred messages are said on every page. An empty one would be the head of the catalog.
        self.gettext: Callable[[str], str] = lru_cache(maxsize=None)(
            lambda message: translations.gettext(message) if message else ""
        )
        self.ngettext = translations.ngettext

    def count(self, one: str, many: str, number: int) -> str:
        """A message with a number in it, in the plural form that the language asks for."""
        return self.ngettext(one, many, number) % {"number": number}

    def day(self, text: str) -> str:
        """2017, 2017-12 or 2017-12-19 as this language writes it; anything else as it stands."""
        return _date(text, self.language)

    def listed(self, parts: list[str]) -> str:
        """Several things, with the commas of this language between them."""
        # Translators: what stands between the members of a list.
        return self.gettext(", ").join(parts)


@lru_cache(maxsize=64)
def catalog(language: str, folder: Path | None = None) -> Catalog:
    """The catalog of a language, else of its base (`pt` for `pt-BR`), else plain English."""
    for name in (*_names(language), "en"):  # English has a catalog too: a choice is no word before it is said
        path = (folder or locales_folder()) / name / "LC_MESSAGES" / f"{DOMAIN}.po"
        if path.is_file():
            return Catalog(language, _read(path, name))
    return Catalog(language, gettext.NullTranslations())


def read_catalog(domain: str, language: str) -> gettext.NullTranslations:
    """The messages of another part of the program in a language that has a catalog; none where it has not."""
    path = locales_folder() / language / "LC_MESSAGES" / f"{domain}.po"
    return _read(path, language) if path.is_file() else gettext.NullTranslations()


def locales_folder() -> Path:
    """Where the catalogs lie."""
    return data_folder() / "site" / "locales"


@lru_cache(maxsize=256)
def direction(language: str) -> str:
    """`rtl` or `ltr`: how the script of a language runs."""
    return locale.text_direction if (locale := _locale(language)) else "ltr"


@lru_cache(maxsize=256)
def own_name(language: str) -> str:
    """What a language calls itself, with a capital: Nederlands, العربية."""
    locale = _locale(language)
    name = locale.get_display_name(locale) if locale else None
    return name[:1].upper() + name[1:] if name else language


def _names(language: str) -> list[str]:
    parts = language.split("-")
    return [name for name in ("_".join(parts), parts[0]) if name and all(part.isalnum() for part in parts)]


def _read(path: Path, name: str) -> gettext.GNUTranslations:
    compiled = BytesIO()
    try:
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, locale=name, abort_invalid=True))
    except (PoFileError, ValueError, UnicodeError, OSError) as error:
        raise PublishError(
            f"The translations of the interface cannot be read: {error}.",
            where=Place(f"site/locales/{name}/LC_MESSAGES/{path.name}"),
            todo="Correct the file, or take it away: pages are then in English.",
        ) from error
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@lru_cache(maxsize=256)
def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return None


@lru_cache(maxsize=4096)
def _date(text: str, language: str) -> str:
    # The handbook is written in British English: 8 December 2016.
    locale = Locale("en", "GB") if language == "en" else _locale(language) or Locale("en", "GB")
    try:
        if len(text) == len("2017-12-19"):
            return format_date(date.fromisoformat(text), "long", locale)
        if len(text) == len("2017-12"):
            return format_skeleton("yMMMM", date.fromisoformat(f"{text}-01"), locale=locale)
    except ValueError:
        return text
    return text
