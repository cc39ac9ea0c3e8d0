"""A practice as one edition has it: each unit with its value, origin, language and state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from handbook.model.field import Field
from handbook.model.practice import Practice
from handbook.model.units import Value


class State(StrEnum):
    """How an adaptation stands to the parent's present words; computed, never stored. In order of precedence."""

    ORPHANED = "orphaned"
    CLAIMED = "claimed"
    CONVERGED = "converged"
    CONFLICT = "conflict"
    STALE = "stale"
    DISPLACED = "displaced"
    FRESH = "fresh"


class Stance(StrEnum):
    """An edition's position on a practice."""

    OWN = "own"
    ADAPTED = "adapted"
    AS_IS = "as-is"
    NOT_FOR_US = "not-for-us"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True)
class Translated:
    """That a unit is shown in a translation: of what kind, by whom, and whether its original has changed since."""

    kind: str
    by: str
    outdated: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit as this edition has it."""

    path: str
    field: Field
    value: Value
    lang: str
    origin: str  # the id of the edition whose words these are
    state: State | None = None  # of this edition's own adaptation; None where it has none
    why: str = ""
    before: Value | None = None  # what the parent says, where this edition says otherwise
    before_lang: str = ""
    unsure: bool = False  # no base text was stored, so nobody can tell whether the parent has changed since
    suggestion: str | None = None  # a clean three-way merge, where the parent's words have changed
    translated: Translated | None = None
    parent_behind: bool = False  # an edition above has not yet taken in the news of the one above it

    @property
    def adapted(self) -> bool:
        """Whether this edition itself changed it."""
        return self.state is not None


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: its units by part, and the parts that are no units (`basis`, `source`, …)."""

    id: str
    origin: str
    units: Mapping[str, Unit]
    fixed: Mapping[str, Any]
    state: State | None = None  # of this edition's own item, hide or change of order
    why: str = ""
    hidden: bool = False
    added: bool = False  # an item of this edition
    unsure: bool = False  # as of a unit
    adrift: bool = False  # none of what it stands after is there, or that stands after it in turn
    alias: str = ""  # an id it was known by before a parent took it in

    def text(self, part: str) -> str:
        """The words of a part, or nothing."""
        unit = self.units.get(part)
        return str(unit.value) if unit else ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A practice of an edition, in a language. `parts` are the fields that are no lists, by unit path."""

    id: str
    edition: str
    owner: str  # the edition that has it as an entry
    practice: Practice
    language: str
    parts: Mapping[str, Unit]
    lists: Mapping[str, tuple[Item, ...]]
    stance: Stance
    stance_why: str = ""
    above_not_for: tuple[str, str] | None = None  # (edition, reason) of an edition above that does not use it
    languages: tuple[str, ...] = field(default=())

    def value(self, path: str) -> Any:
        """The value of a field or part, or nothing."""
        unit = self.parts.get(path)
        return unit.value if unit else ""

    def items(self, name: str) -> tuple[Item, ...]:
        """The items of a list that are shown."""
        return tuple(item for item in self.lists.get(name, ()) if not item.hidden)

    def item(self, name: str, id: str, *, shown: bool = False) -> Item | None:
        """An item of a list by its id, or by the one it bore before an edition took it in; `shown`: none left out."""
        items = self.items(name) if shown else self.lists.get(name, ())
        known = {item.alias: item for item in items} | {item.id: item for item in items}  # who bears it comes first
        return known.get(id) if id else None

    def units(self) -> Iterator[Unit]:
        """All units that are shown."""
        yield from self.parts.values()
        for items in self.lists.values():
            for item in items:
                if not item.hidden:
                    yield from item.units.values()

    def changed(self) -> list[tuple[str, State]]:
        """Path and state of all that this edition itself changed, hid, moved or added."""
        found = [(unit.path, unit.state) for unit in self.parts.values() if unit.state]
        for name, items in self.lists.items():
            for item in items:
                if item.state:
                    found.append((f"{name}/{item.id}", item.state))
                if not item.added and not item.hidden:
                    found.extend((unit.path, unit.state) for unit in item.units.values() if unit.state)
        return found
