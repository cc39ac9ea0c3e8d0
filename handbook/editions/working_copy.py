"""A working copy: one practice of one edition while somebody writes in it. It is the truth; what is shown follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from handbook.editions.adapt import Place
from handbook.editions.meeting import Met, met
from handbook.editions.naming import followed, item_slug, items, names, renamed
from handbook.editions.placing import placements
from handbook.editions.resolve import layers
from handbook.editions.sheets import (
    Refused,
    adaptation_plan,
    entry_plan,
    plain_sheet,
    reason_to_move,
    shared_sheet,
)
from handbook.editions.translated import in_language
from handbook.errors import DecisionError, UnknownPractice
from handbook.model.field import Kind
from handbook.model.handbook import Handbook
from handbook.model.ids import BORROWED, free_id, is_entry_id
from handbook.model.plan import Plan
from handbook.model.resolved import Item, Resolved, State, Unit
from handbook.model.sheet import Sheet, differences, flat, slot
from handbook.model.units import UnitPath, Value

TOGETHER = 1.0  # seconds: what is typed in one unit without a pause is undone in one step
MOST_STEPS = 500
_FIXED = ("format", "id", "from", "revision", "ext")  # what a file and an item say of themselves


class Origin(StrEnum):
    """Where the words of a unit come from, as an editor is told."""

    OWN = "own"  # an entry of this edition: there are no other words
    INHERITED = "inherited"
    ADAPTED = "adapted"
    ADDED = "added"
    LEFT_OUT = "left out"


@dataclass(slots=True)
class _Step:
    sheet: Sheet
    path: str
    at: float


class WorkingCopy:
    """Before: as it was opened. Now: with what was typed. Each change can be undone, in whichever unit it was."""

    def __init__(self, edition: str, practice: str, lang: str, before: Sheet, *, digest: str, shared: bool) -> None:
        self.edition, self.practice, self.lang = edition, practice, lang
        self.digest = digest  # of the files it was opened from
        self.shared = shared
        self.before = self.now = before
        self.theirs = Sheet()  # what the edition above says; empty for an entry of our own
        self.resolved: Resolved | None = None
        self._place: Place | None = None  # None for an entry of our own
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._compared: tuple[Sheet, list[str]] | None = None
        self._placed: tuple[Sheet, frozenset[str]] | None = None

    @classmethod
    def opened(cls, handbook: Handbook, edition: str, practice: str, digest: str) -> WorkingCopy:
        """A practice as it lies on disk now. Raises UnknownPractice, UnknownEdition and ChainError."""
        chain = handbook.chain(edition)
        found = layers(chain, practice)
        ours = found[-1]
        if practice in chain[-1].practices:
            held = chain[-1].practices[practice]
            copy = cls(edition, practice, held.lang, flat(held.content), digest=digest, shared=False)
        else:
            place = Place(handbook, edition, practice)
            # As readers of this edition see it: what is typed in a translation's place is in its language too.
            ours, theirs = (in_language(one, chain, place.lang) for one in (ours, found[-2]))
            copy = cls(edition, practice, place.lang, shared_sheet(ours, place), digest=digest, shared=True)
            copy.theirs = plain_sheet(theirs)
            copy._place = place
        copy.resolved = ours
        return copy

    @property
    def changed(self) -> list[str]:
        """The paths that read otherwise than when it was opened."""
        if self._compared is None or self._compared[0] is not self.now:
            self._compared = (self.now, differences(self.before, self.now))
        return self._compared[1]

    @property
    def moved(self) -> frozenset[str]:
        """The items of the edition above that now get another place, for which readers are told a reason."""
        if self._placed is None or self._placed[0] is not self.now:
            self._placed = (self.now, frozenset(self._moved()))
        return self._placed[1]

    def as_opened(self) -> WorkingCopy:
        """The same practice as it was opened."""
        return WorkingCopy(self.edition, self.practice, self.lang, self.before, digest=self.digest, shared=self.shared)

    @property
    def title(self) -> str:
        """What the practice is called, as it reads now."""
        return self.now.text("title") or self.practice

    def set(self, path: str, value: Value, at: float = 0.0) -> None:
        """Give a unit other words, another value or other members."""
        if not self.can_set(path):
            raise DecisionError(
                f"“{path}” cannot be changed by an edition.", todo="Write to those whose words they are."
            )
        self._to(self.now.with_value(path, value), path, at)

    def say_why(self, path: str, reason: str, at: float = 0.0) -> None:
        """Say in one sentence why a unit reads otherwise here; of words of our own there is nothing to say."""
        if not self.shared:
            raise DecisionError("These words are your own: readers are told no reason.", todo="Just change them.")
        self._to(self.now.with_why(path, reason), f"why {path}", at)

    def add(self, name: str, values: Mapping[str, Value], *, id: str = "", after: str | None = None) -> str:
        """Put a new item into a list, and return its id: `<edition>/<slug>` in a shared practice."""
        front = f"{self.edition}/" if self.shared and name not in BORROWED else ""
        taken = {*self.now.lists.get(name, ()), *self.before.lists.get(name, ())}
        item = (
            front + id.removeprefix(front)
            if id
            else free_id(front + item_slug(str(values.get("text", "")), name), taken)
        )
        if not is_entry_id(item):
            todo = "Use lower-case words joined by hyphens, such as ask-first."
            raise DecisionError(f"“{item}” cannot be the id of an item.", todo=todo)
        if item in self.now.lists.get(name, ()):
            raise DecisionError(f"“{item}” is in this list already.", todo="Change the one that is there.")
        self._to(self.now.with_item(name, item, values, after), f"{name}/{item}")
        return item

    def take_out(self, name: str, item: str) -> None:
        """Delete an item of our own; one of the edition above is left out instead, see `leave_out`."""
        if self.origin(f"{name}/{item}") in (Origin.INHERITED, Origin.ADAPTED, Origin.LEFT_OUT):
            raise DecisionError("This item is not yours to delete.", todo="Leave it out, with a reason.")
        self._to(self.now.without_item(name, item), f"{name}/{item}")

    def leave_out(self, name: str, item: str, reason: str) -> None:
        """Leave an item of the edition above out for a reason; without one it is shown again."""
        if reason and self.origin(f"{name}/{item}") in (Origin.OWN, Origin.ADDED):
            raise DecisionError("This item is your own: it is not left out but deleted.", todo="Delete it.")
        self._to(self.now.leaving_out(f"{name}/{item}", reason), f"{name}/{item}")

    def move(self, name: str, item: str, by: int) -> None:
        """Move an item up (-1) or down (+1) in its list."""
        ids = list(self.now.lists.get(name, ()))
        if item not in ids:
            return
        at = ids.index(item)
        to = max(0, min(at + by, len(ids) - 1))
        if to != at:
            ids.remove(item)
            self._to(self.now.moved(name, item, ids[to - 1] if to else ""), name)

    def back(self, path: str) -> None:
        """Back to the words of the edition above, to the byte; our reason goes with ours."""
        at = UnitPath.parse(path)
        if not self.shared or self._is_ours(at):
            raise DecisionError("It is your own; there are no other words to go back to.")
        sheet = self.now.with_why(path, "")
        if at.item and not at.part:
            sheet = sheet.leaving_out(path, "")
            front = f"{path}."
            units = [unit for unit in dict.fromkeys([*sheet.values, *self.theirs.values]) if unit.startswith(front)]
        else:
            units = [path]
        for unit in units:
            sheet = sheet.with_value(unit, self.theirs.values.get(unit, "")).with_why(unit, "")
        self._to(sheet, path)

    def replace_all(self, sheet: Sheet) -> None:
        """Read otherwise in several units at once, as one step."""
        self._to(sheet, "")

    def undo(self) -> str | None:
        """Take the last change back, and return its path; None where there is none."""
        return self._step(self._done, self._undone)

    def redo(self) -> str | None:
        """Do again what was undone last."""
        return self._step(self._undone, self._done)

    def can_set(self, path: str) -> bool:
        """Whether this edition may write here: in a shared practice only units, and all parts of its own items."""
        field, at = slot(path), UnitPath.parse(path)
        if field is None or field.kind in (Kind.ITEMS, Kind.GROUP) or field.name in _FIXED:
            return False
        if at.item and (at.item not in self.now.lists.get(at.field, ()) or self._is_left_out(at)):
            return False
        if not self.shared or self._is_ours(at):
            return True
        top = slot(at.field)
        return bool(field.unit and top and top.unit and "." not in at.part)

    def origin(self, path: str) -> Origin:
        """Where the words of a unit, or an item, come from as it reads now."""
        at = UnitPath.parse(path)
        if not self.shared:
            return Origin.OWN
        if self._is_left_out(at):
            return Origin.LEFT_OUT
        if self._is_ours(at):
            return Origin.ADDED
        if at.item and not at.part:
            return Origin.INHERITED
        same = self.now.values.get(path) == self.theirs.values.get(path)
        return Origin.INHERITED if same else Origin.ADAPTED

    def state(self, path: str) -> State | None:
        """How the adaptation that is on disk stands to their present words."""
        at = UnitPath.parse(path)
        if at.item and not at.part:
            item = self._item(at)
            return item.state if item else None
        unit = self.unit(path)
        return unit.state if unit else None

    def unit(self, path: str) -> Unit | None:
        """A unit as it was opened: its language, whether that is a translation, and how it stands."""
        at = UnitPath.parse(path)
        if not at.item:
            return self.resolved.parts.get(path) if self.resolved else None
        item = self._item(at)
        return item.units.get(at.part) if item else None

    def _item(self, at: UnitPath) -> Item | None:
        lists = self.resolved.lists if self.resolved else {}
        return next((one for one in lists.get(at.field, ()) if one.id == at.item), None)

    def wants_reason(self, path: str) -> bool:
        """Whether readers must be told why, and nobody has said it yet."""
        if path in self.moved:
            at = UnitPath.parse(path)
            return not reason_to_move(self.before, self.now, at.field, at.item)
        ours = self.origin(path) is Origin.ADAPTED
        return ours and path in self.changed and not self.now.why.get(path, "").strip()

    def reason_at(self, path: str) -> str:
        """Where the reason stands that is asked for beside a unit: at the unit, or at its item as a whole."""
        at = UnitPath.parse(path)
        item = f"{at.field}/{at.item}"
        whole = at.item and self.origin(path) is not Origin.ADAPTED
        return item if whole and (self._is_ours(at) or item in self.moved or item in self.now.why) else path

    def name_items(self) -> Mapping[str, str]:
        """Give new items ids from their words, now that they have some: `steps/step` → `steps/ask-first`."""
        given = names(self.before, self.now)
        at = items(given)
        self.now = renamed(self.now, given)
        for step in (*self._done, *self._undone):
            step.sheet, step.path = renamed(step.sheet, given), _followed(step.path, at)
        return at

    def plan(self, handbook: Handbook) -> tuple[Plan, Refused]:
        """What to write, and by path what cannot be written as it stands."""
        if self.shared:
            return adaptation_plan(handbook, self.edition, self.practice, self.before, self.now, self.theirs)
        held = handbook.edition(self.edition).practices.get(self.practice)
        if held is None:
            what = f"“{self.practice}” has been taken away since you opened it."
            raise UnknownPractice(what, todo="Your words are kept as a draft.")
        return entry_plan(held, self.before, self.now)

    def meet(self, fresh: WorkingCopy) -> Met:
        """Our changes and those that somebody else has saved since, by unit."""
        return met(self.before, self.now, fresh.before)

    def rebased(self, fresh: WorkingCopy, sheet: Sheet) -> WorkingCopy:
        """`fresh`, the newer file, with all that was done here upon it; `sheet` is what both say together.

        It is `fresh` that goes on, and that is changed. What is undone there is ours alone: what they have saved stays.
        """
        for steps, kept in ((self._done, fresh._done), (self._undone, fresh._undone)):
            kept[:] = [replace(one, sheet=met(self.before, one.sheet, fresh.before).sheet, at=0.0) for one in steps]
        together = self.meet(fresh).sheet
        fresh.now = together
        fresh._to(sheet, "")
        return fresh

    def saved(self, fresh: WorkingCopy) -> WorkingCopy:
        """`fresh`, opened once the file says what was written; what was done here can still be undone there."""
        fresh._done, fresh._undone = self._done, self._undone
        return fresh

    def tree(self) -> dict[str, Any]:
        """What a journal keeps of it."""
        return {"before": self.before.tree(), "now": self.now.tree(), "digest": self.digest, "title": self.title}

    def _moved(self) -> Iterator[str]:
        for name in self.now.lists if self._place is not None else ():
            before, now = (one.lists.get(name, ()) for one in (self.before, self.now))
            if before != now and self._place is not None:
                found = placements(self._place, name, self.before, self.now)
                theirs = self.theirs.lists.get(name, ())
                yield from (f"{name}/{item}" for item, after in found.items() if after is not None and item in theirs)

    def _is_left_out(self, at: UnitPath) -> bool:
        return f"{at.field}/{at.item}" in self.now.left_out

    def _is_ours(self, at: UnitPath) -> bool:
        return bool(at.item) and at.item not in self.theirs.lists.get(at.field, ())

    def _to(self, sheet: Sheet, path: str, at: float = 0.0) -> None:
        if sheet == self.now:
            return
        last = self._done[-1] if self._done else None
        if not (at and last and last.path == path and at - last.at < TOGETHER and not self._undone):
            self._done = [*self._done[-MOST_STEPS:], _Step(self.now, path, at)]
        elif last is not None:
            last.at = at
        self._undone.clear()
        self.now = sheet

    def _step(self, taken: list[_Step], kept: list[_Step]) -> str | None:
        if not taken:
            return None
        step = taken.pop()
        kept.append(_Step(self.now, step.path, 0.0))
        self.now = step.sheet
        return step.path.removeprefix("why ")


def _followed(path: str, at: Mapping[str, str]) -> str:
    """The path of a step: that of a unit, or of its reason."""
    unit = path.removeprefix("why ")
    return path[: len(path) - len(unit)] + followed(unit, at)
