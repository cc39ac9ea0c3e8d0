"""The same judge for both: what of a year's improvements did not arrive, and which local words are gone."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from tests.journeys.ten_years.phrases import sentences
from tests.journeys.ten_years.shared import LISTS, Edit, Trees, change, units, value_of

Place = tuple[str, str]  # practice and unit, or practice and `list/item`


@dataclass(slots=True)
class Score:
    """What it has cost to take in the shared edition's news."""

    questions: int = 0
    conflicts: int = 0
    mended: int = 0  # of the questions: files done again by hand
    unparsed: int = 0
    swallowed: int = 0
    unasked: int = 0  # of the swallowed: in practices about which nothing was asked
    lost: int = 0

    def add(self, other: Score) -> None:
        """Add what it cost another time."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))


def added_up(scores: Iterable[Score]) -> Score:
    """Several times in one score."""
    whole = Score()
    for score in scores:
        whole.add(score)
    return whole


@dataclass(slots=True)
class Judge:
    """Follows one local edition through the years: which of its adaptations live, and what the shared one said."""

    local: list[Edit]
    before: Trees
    alive: list[bool] = field(default_factory=list)
    first: Trees = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.first = copy.deepcopy(self.before)
        self.alive = [True] * len(self.local)

    def year(self, now: Trees, result: Trees, asked: Collection[str] = ()) -> Score:
        """Judge what the local edition says after a year's sync.

        `now` is what the shared edition says, `asked` the practices about which the editor was asked something.
        """
        swallowed = self._swallowed(now, result)
        score = Score(swallowed=len(swallowed), unasked=sum(practice not in asked for practice, _ in swallowed))
        for at, edit in enumerate(self.local):
            if self.alive[at] and not self._holds(edit, result[edit[1]]):
                score.lost += 1
                self.alive[at] = False
            elif _converged(edit, now[edit[1]], result[edit[1]]):
                self.alive[at] = False  # both say the same: there is nothing local any more
        self.before = copy.deepcopy(now)
        return score

    def living(self, practice: str) -> list[Edit]:
        """The local edits of a practice that are still local."""
        return [edit for edit, lives in zip(self.local, self.alive, strict=True) if lives and edit[1] == practice]

    def _swallowed(self, now: Trees, result: Trees) -> set[Place]:
        """The units that the shared edition changed and the local one did not, and that say something else here."""
        found: set[Place] = set()
        for name, practice in now.items():
            was, here, is_now = (_flat(trees[name]) for trees in (self.before, result, now))
            adapted = {_adapted(edit, practice) for edit in self.living(name)}
            items_then, items_now = (
                {f"{key}/{item['id']}" for key in LISTS for item in trees[name][key]} for trees in (self.before, now)
            )
            for unit in was.keys() | is_now.keys():
                item = unit.rpartition(".")[0] if "/" in unit else ""
                whole = item in items_then ^ items_now
                if was.get(unit) == is_now.get(unit) or here.get(unit) == is_now.get(unit):
                    continue
                touched = unit in adapted or item in adapted or (whole and any(one.startswith(item) for one in adapted))
                if not touched:
                    found.add((name, item if whole else unit))
            if practice["status"] != self.before[name]["status"] and practice["status"] != result[name].get("status"):
                found.add((name, "status"))
        return found

    def _holds(self, edit: Edit, practice: dict[str, Any]) -> bool:
        """Whether what the local edition wanted is still so."""
        here = _flat(practice)
        said = [one for value in here.values() if isinstance(value, str) for one in sentences(value)]
        match edit:
            case ["say", name, unit, *_]:
                was = sentences(value_of(self.first[name], unit))
                ours = sentences(self._ours(edit))
                own = [one for one in ours if one not in was]
                gone = [one for one in was if one not in ours]
                if own:
                    return all(one in said for one in own)
                return not any(one in sentences(str(here.get(unit, ""))) for one in gone)
            case ["set", _, unit, value]:
                return bool(here.get(unit, value) == value)
            case ["join", _, unit, member]:
                return member in here.get(unit, (member,))
            case ["leave", _, unit, member]:
                return member not in here.get(unit, ())
            case ["remove", _, place, item]:
                return item not in [held["id"] for held in practice[place]]
            case ["add", _, place, _, item]:
                return all(one in said for one in sentences(item["text"]))
            case ["move", _, place, item, after]:
                ids = [held["id"] for held in practice[place]]
                return item not in ids or after not in ids or ids.index(item) > ids.index(after)
        raise ValueError(edit)

    def _ours(self, edit: Edit) -> str:
        practice = copy.deepcopy(self.first[edit[1]])
        change(practice, [edit[0], *edit[2:]])
        return str(value_of(practice, edit[2]))


def _adapted(edit: Edit, now: dict[str, Any]) -> str:
    """The shared unit or item that a local edit changes; nothing where it changes none."""
    match edit:
        case ["remove", _, place, item]:
            return f"{place}/{item}"
        case ["add", _, place, _, own]:
            return next((f"{place}/{item['id']}" for item in now[place] if item.get("from") == own["id"]), "nothing")
        case ["move", *_]:
            return "nothing"
    return str(edit[2])


def _converged(edit: Edit, now: dict[str, Any], result: dict[str, Any]) -> bool:
    """Whether the shared edition says what the local one wanted, so that later news may simply come in."""
    match edit:
        case ["say" | "set", _, unit, *_]:
            return _flat(now).get(unit) == _flat(result).get(unit)
        case ["join" | "leave" as verb, _, unit, member]:
            return (member in _flat(now).get(unit, ())) is (verb == "join")
        case ["add", _, place, _, own]:
            return any(item.get("from") == own["id"] and item["text"] == own["text"] for item in now[place])
    return False


def _flat(practice: dict[str, Any]) -> dict[str, Any]:
    """Unit → value, in a form in which line breaks and the order of a set say nothing."""
    return {
        unit: " ".join(value.split()) if isinstance(value, str) else tuple(sorted(value))
        for unit, value in units(practice)
    }
