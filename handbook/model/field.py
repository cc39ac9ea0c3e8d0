"""What a field is: what it holds, and so how it is checked, merged and shown. `fields` tells which there are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """What a field holds, and so how it is checked, merged and shown."""

    LINE = "line"  # one line of words, translatable
    PROSE = "prose"  # Markdown, translatable
    TEXT = "text"  # text that is nobody's prose: an address, a version, a licence; never translated
    CHOICE = "choice"
    ID = "id"
    IDS = "ids"  # a set of ids
    TEXTS = "texts"  # a list of texts
    LANGUAGES = "languages"  # language codes, the main one first
    LANGUAGE = "language"  # a language code: en, pt-BR
    DATE = "date"  # 2017, 2017-12 or 2017-12-19
    LOCATOR = "locator"  # a line of a source or a range of lines
    NUMBER = "number"
    ADDRESS = "address"  # http, https or mailto
    LABELS = "labels"  # language -> words
    GROUP = "group"  # named parts
    ITEMS = "items"  # a list of items, each with an id
    MAP = "map"  # free keys, each with the same parts
    ADDITIONS = "additions"  # the item fields of a practice, for an edition's own items
    FREE = "free"  # anything; kept as it is


class Merge(StrEnum):
    """How an edition's change meets a newer text of its parent."""

    WORDS = "words"
    VALUE = "value"
    SET = "set"
    MEMBERS = "members"
    NONE = "none"


_MERGE = {
    Kind.LINE: Merge.WORDS,
    Kind.PROSE: Merge.WORDS,
    Kind.IDS: Merge.SET,
    Kind.ITEMS: Merge.MEMBERS,
    Kind.CHOICE: Merge.VALUE,
    Kind.DATE: Merge.VALUE,
    Kind.TEXT: Merge.VALUE,
    Kind.ADDRESS: Merge.VALUE,
    Kind.ID: Merge.VALUE,
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in files, what it holds, what people read beside it, and where it is shown."""

    name: str
    kind: Kind
    label: str = ""
    help: str = ""
    unit: bool = True  # an edition may adapt it
    page: str = ""  # the block of the practice page: what, do, why, from, edition; "" where a template places it
    choices: tuple[str, ...] = ()
    of: str = ""  # what ids point at: a list of the taxonomy, practices, terms, sources, units
    fields: tuple[Field, ...] = ()
    required: bool = False  # the file has no meaning without it
    essential: bool = False  # a published practice needs it
    longest: int = 0  # characters; 0: the cap for all text

    @property
    def merge(self) -> Merge:
        """How this field merges; what is no unit does not."""
        return _MERGE.get(self.kind, Merge.NONE) if self.unit else Merge.NONE

    @property
    def words(self) -> bool:
        """Whether it holds words of a language, which can be translated."""
        return self.kind in (Kind.LINE, Kind.PROSE)

    def part(self, name: str) -> Field | None:
        """The named part of a group or item."""
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of one kind of file, in the order in which they stand there."""

    name: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """The named field."""
        return next((field for field in self.fields if field.name == name), None)

    def with_field(self, field: Field) -> Shape:
        """The same shape with one more field, as adding one to the declaration would give."""
        return replace(self, fields=(*self.fields, field))
