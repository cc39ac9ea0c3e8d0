"""The shared edition as plain trees, and the edits of a year: what the histories are written in."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HISTORIES = Path(__file__).resolve().parent.parent / "histories"
PARAGRAPH = "¶"
FIRST_WIDTH = 100
LISTS = ("steps", "checklist", "pitfalls")
WORDS = ("title", "summary", "problem", "breakthrough", "reason", "text")
SETS = ("groups",)
VALUES = ("maturity", "level")
SELDOM = 5  # every so many seeds the local side takes in only …
THIRD = 3  # … every so many years, and the last one

Tree = dict[str, Any]
Edit = list[Any]
Trees = dict[str, Tree]


@dataclass(frozen=True, slots=True)
class History:
    """Ten years: what the local edition changed at the start, and what the shared one did in each year."""

    seed: int
    local: list[Edit]
    years: list[list[Edit]]

    def is_taken(self, year: int) -> bool:
        """Whether the local side takes in the news of a year; in every fifth seed it lets two go by each time."""
        return self.seed % SELDOM != 0 or year % THIRD == 0 or year == len(self.years)

    def taken(self) -> Iterator[list[Edit]]:
        """All that comes in at once, each time something is taken in: the same for both who play."""
        waiting: list[Edit] = []
        for year, edits in enumerate(self.years, 1):
            waiting += edits
            if self.is_taken(year):
                yield waiting
                waiting = []


@dataclass(slots=True)
class Shared:
    """The shared edition at one time: its practices by id, and how its files are laid out."""

    practices: Trees
    width: int = FIRST_WIDTH
    keys: list[str] = field(default_factory=list)  # the order of keys, of practices and of items; empty: as declared

    def apply(self, edit: Edit) -> None:
        """Make one edit of a history."""
        verb, *rest = edit
        if verb == "reflow":
            self.width = rest[0]
        elif verb == "keys":
            self.keys = rest[0]
        else:
            change(self.practices[rest[0]], [verb, *rest[1:]])


def change(practice: Tree, edit: Edit) -> None:
    """Make one edit in a practice.

    Each is a list: `say unit at gone words` (so many words gone from there, others come), `set unit value`,
    `join unit member`, `leave unit member`, `add list after item`, `remove list item`, `move list item after`,
    `order list ids`, `withdraw because replaced_by`. Where `after` is not there, the item goes to the end.
    """
    match edit:
        case ["say", unit, at, gone, words]:
            holder, key = _place(practice, unit)
            held = holder[key].replace("\n\n", f" {PARAGRAPH} ").split(" ")
            held[at : at + gone] = words.split(" ") if words else []
            holder[key] = " ".join(held).replace(f" {PARAGRAPH} ", "\n\n")
        case ["set", unit, value]:
            holder, key = _place(practice, unit)
            holder[key] = value
        case ["join", unit, member]:
            value_of(practice, unit).append(member)
        case ["leave", unit, member]:
            value_of(practice, unit).remove(member)
        case ["add", name, after, item]:
            _insert(practice[name], after, copy.deepcopy(item))
        case ["remove", name, item]:
            practice[name].remove(item_of(practice, name, item))
        case ["move", name, item, after]:
            moved = item_of(practice, name, item)
            practice[name].remove(moved)
            _insert(practice[name], after, moved)
        case ["order", name, ids]:
            practice[name].sort(key=lambda held: ids.index(held["id"]))
        case ["withdraw", because, replaced_by]:
            practice |= {"status": "withdrawn", "withdrawn_because": because, "replaced_by": replaced_by}
        case _:
            raise ValueError(f"no such edit: {edit}")


def units(practice: Tree) -> Iterator[tuple[str, Any]]:
    """All units of a practice: path and value."""
    for key, held in practice.items():
        if key in LISTS:
            for item in held:
                yield from ((f"{key}/{item['id']}.{part}", item[part]) for part in item if is_unit(part))
        elif isinstance(held, dict):
            yield from ((f"{key}.{part}", held[part]) for part in held if is_unit(part))
        elif is_unit(key):
            yield key, held


def is_unit(name: str) -> bool:
    """Whether a field or part of that name can be edited and adapted."""
    return name in WORDS or name in SETS or name in VALUES


def last_name(unit: str) -> str:
    """The name of a unit's field or part: `text` of `steps/invite.text`."""
    return unit.rpartition(".")[2]


def item_of(practice: Tree, name: str, item: str) -> Tree:
    """The item of that id."""
    return next(held for held in practice[name] if held["id"] == item)


def value_of(practice: Tree, unit: str) -> Any:
    """What a unit says."""
    holder, key = _place(practice, unit)
    return holder[key]


def start() -> Trees:
    """The practices with which every history begins."""
    found: Trees = json.loads((HISTORIES / "start.json").read_text(encoding="utf-8"))
    return found


def history(seed: int) -> History:
    """The history of a seed, as it is committed."""
    held = json.loads(history_file(seed).read_text(encoding="utf-8"))
    return History(seed, held["local"], held["years"])


def history_file(seed: int) -> Path:
    """Where the history of a seed lies."""
    return HISTORIES / f"seed-{seed:02}.json"


def _place(practice: Tree, unit: str) -> tuple[Tree, str]:
    head, slash, rest = unit.partition("/")
    if slash:
        item, _, part = rest.rpartition(".")
        return item_of(practice, head, item), part
    group, dot, part = unit.partition(".")
    return (practice[group], part) if dot else (practice, unit)


def _insert(items: list[Tree], after: str, item: Tree) -> None:
    at = next((place for place, held in enumerate(items, 1) if held["id"] == after), len(items))
    items.insert(at, item)
