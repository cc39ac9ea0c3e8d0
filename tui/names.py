"""What ids are called: labels of the taxonomy, titles of practices and sources, names of fields and editions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from handbook.editions.holdings import holdings, taxonomy
from handbook.editions.resolve import entry_of, practice_ids
from handbook.errors import HandbookError
from handbook.model.edition import Edition, in_language
from handbook.model.field import Field
from handbook.model.handbook import Handbook
from handbook.model.ids import BORROWED
from handbook.model.sheet import slot
from handbook.model.taxonomy import LISTS, TRIGGERS, Taxonomy
from handbook.model.units import UnitPath
from tui.speech import language


class Names:
    """Names of one edition, in the editor's language where there are such."""

    def __init__(self, handbook: Handbook, edition: str) -> None:
        self.chain = handbook.chain(edition)
        self.titles: Mapping[str, str] = {}  # of practices, as the library lists them

    @property
    def edition(self) -> str:
        """What this edition is called in a line: the Netherlands."""
        return named(self.chain[-1])

    @property
    def parent(self) -> str:
        """What the edition above is called; empty for one that builds on none."""
        return named(self.chain[-2]) if len(self.chain) > 1 else ""

    def of(self, kind: str, key: str) -> str:
        """What an id is called."""
        if kind in LISTS:
            return self._taxonomy.label(kind, key, language())
        if kind == "practices":
            return self.titles.get(key) or self._title(key)
        if kind == "units":
            return spoken(key)
        return self._others(kind).get(key, key)

    def options(self, kind: str) -> Iterator[tuple[str, str]]:
        """Id and name of all that such a field can name."""
        if kind in LISTS:
            yield from ((key, self._taxonomy.label(kind, key, language())) for key in self._taxonomy.lists[kind])
        elif kind == "practices":
            yield from ((key, self.of(kind, key)) for key in practice_ids(self.chain))
        else:
            yield from self._others(kind).items()

    @cached_property
    def _taxonomy(self) -> Taxonomy:
        return taxonomy(self.chain)

    def _title(self, key: str) -> str:
        entry = entry_of(self.chain, key)
        return entry.title if entry is not None else key

    def _others(self, kind: str) -> dict[str, str]:
        if kind == "triggers":
            return {key: choice(key) for key in TRIGGERS}
        name = {"terms": "glossary"}.get(kind, kind)
        try:
            held = holdings(self.chain, name)
        except HandbookError:
            return {}
        return {one.item["id"]: str(one.item.get("title") or one.item.get("term") or one.item["id"]) for one in held}


def named(edition: Edition) -> str:
    """What an edition is called in a line: its region, else its title."""
    labels = edition.content.get("name") or edition.content.get("title") or {}
    name = in_language(labels, language(), edition.id)[0]
    return name[:1].upper() + name[1:]


def language_name(code: str) -> str:
    """What a language is called, in the editor's language."""
    from babel import Locale, UnknownLocaleError  # late: few fields are in another language

    try:
        return Locale.parse(code, sep="-").get_display_name(language()) or code
    except (UnknownLocaleError, ValueError):
        return code


def label(field: Field) -> str:
    """What a field is called."""
    return _word(field.label or field.name.replace("_", " ").capitalize())


def choice(value: str) -> str:
    """What a choice is called: in-review → in review."""
    return _word(value).replace("-", " ")


def spoken(path: str) -> str:
    """What a path is called: Summary, Step 2 is told by the form; here “Steps: consult early”."""
    at = UnitPath.parse(path)
    top, part = slot(at.field), slot(path)
    if top is None:
        return path
    words = label(top)
    if at.item:
        words += f": {at.item.rpartition('/')[2].replace('-', ' ')}"
    if at.part and at.part != "text" and part is not None and label(part) != words:
        words += f" ({label(part).lower()})"
    return words


def pointed(field: Field, path: str) -> str:
    """What a field's ids point at; the id of an item of a borrowed list is such a one too."""
    return field.of or BORROWED.get(UnitPath.parse(path).field, "")


def _word(word: str) -> str:
    if language() == "en":
        return word
    from handbook.publish.words import catalog  # late: English needs no catalog

    return catalog(language()).gettext(word)
