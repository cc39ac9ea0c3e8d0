"""One change of an adaptation, with what it is judged by: what the others say, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handbook.checks.finding import Finding, Rule, quoted
from handbook.checks.held import Held
from handbook.editions.states import item_words
from handbook.model.adaptation import Change
from handbook.model.edition import Edition
from handbook.model.resolved import Item, Resolved, State, Unit
from handbook.model.units import UnitPath


@dataclass(frozen=True, slots=True)
class Changed:
    """One change: `theirs` is the entry as it was taken over, `ours` as this edition has it."""

    held: Held
    key: str  # the path as the file has it, also where it is none
    change: Change
    edition: Edition
    theirs: Resolved
    ours: Resolved

    @property
    def path(self) -> UnitPath:
        """The unit it changes."""
        return UnitPath.parse(self.key)

    @property
    def name(self) -> str:
        """The unit, as a sentence shows it."""
        return quoted(self.key)

    @property
    def pointer(self) -> str:
        """Where the change stands in its file."""
        return f"changes.{self.key}"

    def breaks(self, rule: Rule, message: str, todo: str) -> Finding:
        """That this change breaks a rule."""
        return self.held.breaks(rule, self.pointer, message, todo)

    @property
    def their_item(self) -> Item | None:
        """The item it changes, as they show it."""
        return _item(self.theirs.items(self.path.field), self.path.item)

    @property
    def their_unit(self) -> Unit | None:
        """The unit it changes, as they show it."""
        item = self.their_item
        return item.units.get(self.path.part) if item else self.theirs.parts.get(self.key)

    @property
    def their_words(self) -> str | None:
        """What its base is held against: the text or value of the unit, or of the whole item."""
        if self.their_item is not None and not self.path.part:
            return item_words(self.their_item)
        return None if self.their_unit is None else str(self.their_unit.value)

    @property
    def state(self) -> State | None:
        """How it stands to what they say now."""
        item = _item(self.ours.lists.get(self.path.field, ()), self.path.item)
        if self.path.item and not self.path.part:
            return item.state if item else State.ORPHANED
        unit = item.units.get(self.path.part) if item else self.ours.parts.get(self.key)
        return unit.state if unit else None


def _item(items: Sequence[Item], name: str) -> Item | None:
    """The item of that id, or the one that bore it before an edition took it in."""
    found = next((item for item in items if item.id == name), None)
    return found or next((item for item in items if item.alias == name), None)
