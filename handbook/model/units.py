"""Unit paths: how files, commands, findings and pages name the smallest addressable text, value or set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handbook.model import fields as declared
from handbook.model.field import Field, Kind

Value = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitPath:
    """`summary`, `priority.level`, `checklist/consult-early` or `checklist/consult-early.text`, taken apart."""

    field: str
    item: str = ""
    part: str = ""

    @classmethod
    def parse(cls, text: str) -> UnitPath:
        """Take a path apart; an item's id may itself have a slash (`checklist/nl/ask-regulator.text`)."""
        head, slash, rest = text.partition("/")
        if not slash:
            field, _, part = head.partition(".")
            return cls(field, "", part)
        item, _, part = rest.partition(".")
        return cls(head, item, part)

    def __str__(self) -> str:
        item = f"/{self.item}" if self.item else ""
        part = f".{self.part}" if self.part else ""
        return f"{self.field}{item}{part}"

    @property
    def anchor(self) -> str:
        """The address of this unit's item or field on a page."""
        return f"{self.field}-{self.item.replace('/', '.')}" if self.item else self.field

    @property
    def pointer(self) -> tuple[str, ...]:
        """The way to this unit through a file's tree."""
        return tuple(step for step in (self.field, self.item, self.part) if step)


def said(value: Value | None) -> str:
    """A value as text: members with a comma between, nothing as nothing."""
    return ", ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def spoken(path: str, word: Callable[[str], str] = str) -> str:
    """A unit path as people are told of it: “Checklist: consult early”, “Do it: why then”.

    `word` says what a field is called in another language.
    """
    at = UnitPath.parse(path)
    field = declared.PRACTICE.field(at.field)
    if field is None:
        return path
    words = word(field.label) or at.field
    if at.item:
        words += f": {at.item.rpartition('/')[2].replace('-', ' ')}"
    part = field.part(at.part) if at.part else None
    if part is not None and at.part != "text":
        words += f" ({(word(part.label) or part.name).lower()})"
    return words


def units_of(content: Mapping[str, Any]) -> Iterator[tuple[UnitPath, Field, Value]]:
    """All units of a practice in the declared order: path, field and value; empty ones are left out."""
    for field in declared.PRACTICE.fields:
        held = content.get(field.name)
        if held is None or held == "" or held == []:
            continue
        if field.kind is Kind.ITEMS:
            for item in held:
                yield from _parts(field, item, UnitPath(field.name, item["id"]))
        elif field.kind is Kind.GROUP:
            yield from _parts(field, held, UnitPath(field.name))
        elif field.unit:
            yield UnitPath(field.name), field, _value(held)


def field_at(path: UnitPath) -> Field | None:
    """The declaration behind a path: the part where it names one, else the field; None if there is none such."""
    field = declared.PRACTICE.field(path.field)
    if field is None or bool(path.item) != (field.kind is Kind.ITEMS):
        return None
    if not path.part:
        return field
    return field.part(path.part)


def exists(content: Mapping[str, Any], path: UnitPath) -> bool:
    """Whether a practice has this unit, item or group."""
    held = content.get(path.field)
    if held is None:
        return False
    if path.item:
        held = next((item for item in held if isinstance(item, dict) and item.get("id") == path.item), None)
        if held is None:
            return False
    if path.part:
        return isinstance(held, dict) and path.part in held
    return True


def _parts(field: Field, holder: Mapping[str, Any], at: UnitPath) -> Iterator[tuple[UnitPath, Field, Value]]:
    for part in field.fields:
        held = holder.get(part.name)
        if part.unit and held is not None and held != "" and held != []:
            yield UnitPath(at.field, at.item, part.name), part, _value(held)


def _value(held: Any) -> Value:
    return tuple(held) if isinstance(held, list) else held
