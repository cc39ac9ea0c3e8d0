"""A sheet: all that a practice says in one edition while somebody writes, by unit path. Values that never change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from handbook.errors import ReadError
from handbook.model import fields as declared
from handbook.model.field import Field, Kind
from handbook.model.units import UnitPath, Value, said

# What the file says of itself; nobody writes it in a form.
UNWRITTEN = ("format", "id", "ext", "from", "revision")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Values by unit path, items by list, what is left out and why, and why a unit reads otherwise here.

    A path may go deeper than a unit (`evidence/e1.speaker.role`). A unit without a value is not in `values`.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)  # `checklist/consult-early` → the reason
    why: Mapping[str, str] = field(default_factory=dict)  # unit path → the reason

    def text(self, path: str) -> str:
        """The words or value of a unit as one text; members with a comma between."""
        return said(self.values.get(path))

    def with_value(self, path: str, value: Value) -> Sheet:
        """The sheet with another value; an empty one goes."""
        values = {key: held for key, held in self.values.items() if key != path or value not in ("", ())}
        return replace(self, values=values if value in ("", ()) else values | {path: value})

    def with_why(self, path: str, reason: str) -> Sheet:
        """The sheet with another reason for a unit."""
        return replace(self, why=_with(self.why, path, reason))

    def with_item(self, name: str, item: str, values: Mapping[str, Value], after: str | None = None) -> Sheet:
        """The sheet with one more item of a list, after another one; None puts it at the end, "" at the beginning."""
        ids = [one for one in self.lists.get(name, ()) if one != item]
        at = len(ids) if after is None else 0 if after not in ids else ids.index(after) + 1
        lists = {**self.lists, name: (*ids[:at], item, *ids[at:])}
        front = f"{name}/{item}."
        return replace(self, lists=lists, values={**self.values, **{front + part: v for part, v in values.items()}})

    def without_item(self, name: str, item: str) -> Sheet:
        """The sheet without an item, its values and reasons."""
        lists = {**self.lists, name: tuple(one for one in self.lists.get(name, ()) if one != item)}
        at, front = f"{name}/{item}", f"{name}/{item}."
        values = {key: held for key, held in self.values.items() if not key.startswith(front)}
        why = {key: said for key, said in self.why.items() if key != at and not key.startswith(front)}
        left_out = {key: reason for key, reason in self.left_out.items() if key != at}
        return Sheet(values, {key: ids for key, ids in lists.items() if ids}, left_out, why)

    def moved(self, name: str, item: str, after: str) -> Sheet:
        """The sheet with an item after another one; "" puts it first."""
        ids = [one for one in self.lists.get(name, ()) if one != item]
        at = ids.index(after) + 1 if after in ids else 0
        return replace(self, lists={**self.lists, name: (*ids[:at], item, *ids[at:])})

    def leaving_out(self, at: str, reason: str) -> Sheet:
        """The sheet with an item left out for a reason; without a reason it is shown again."""
        return replace(self, left_out=_with(self.left_out, at, reason))

    def of_item(self, name: str, item: str) -> dict[str, Value]:
        """The values of one item, by part."""
        front = f"{name}/{item}."
        return {path.removeprefix(front): held for path, held in self.values.items() if path.startswith(front)}

    def tree(self) -> dict[str, Any]:
        """The sheet as JSON can hold it."""
        return {
            "values": {path: list(held) if isinstance(held, tuple) else held for path, held in self.values.items()},
            "lists": {name: list(ids) for name, ids in self.lists.items()},
            "left_out": dict(self.left_out),
            "why": dict(self.why),
        }

    @classmethod
    def read(cls, tree: object) -> Sheet:
        """The sheet that `tree` gave; raises ReadError for anything else, nothing at all included."""
        values, lists, left_out, why = (_part(tree, name) for name in ("values", "lists", "left_out", "why"))
        return cls(
            {path: _names(held) if isinstance(held, list) else _words(held) for path, held in values.items()},
            {name: _names(ids) for name, ids in lists.items()},
            {at: _words(said) for at, said in left_out.items()},
            {at: _words(said) for at, said in why.items()},
        )


def differences(before: Sheet, now: Sheet) -> list[str]:
    """What one sheet says otherwise than another, by path: units, items that came, went or are left out, and lists
    whose order changed; in the declared order."""
    came_or_went = [
        f"{name}/{item}"
        for name in dict.fromkeys([*before.lists, *now.lists])
        for item in set(before.lists.get(name, ())) ^ set(now.lists.get(name, ()))
    ]
    fronts = tuple(f"{at}." for at in came_or_went)
    units = [
        path
        for path in dict.fromkeys([*before.values, *now.values, *before.why, *now.why])
        if not path.startswith(fronts or ("\0",))
        and (before.values.get(path), before.why.get(path, "")) != (now.values.get(path), now.why.get(path, ""))
    ]
    left_out = [
        at
        for at in dict.fromkeys([*before.left_out, *now.left_out])
        if at not in came_or_went and before.left_out.get(at) != now.left_out.get(at)
    ]
    ordered = [name for name in now.lists if name in before.lists and reordered(before.lists[name], now.lists[name])]
    return sorted(dict.fromkeys([*units, *came_or_went, *left_out, *ordered]), key=_place)


def reordered(before: Sequence[str], now: Sequence[str], *, from_first: bool = False) -> list[str]:
    """The items that stand elsewhere among those that are in both, as few as explain the new order.

    `from_first`: told so that each stands after another one, since before the first nothing can be put.
    """
    both = set(before) & set(now)
    at = {item: place for place, item in enumerate(one for one in before if one in both)}
    there = [item for item in now if item in both]
    rising = [at[item] for item in there if not from_first or at[item] >= at[there[0]]]
    kept = _longest_rise(rising, first_stays=from_first)
    return [item for item in there if at[item] not in kept]


def flat(content: Mapping[str, Any]) -> Sheet:
    """The sheet of a whole entry, as its file holds it."""
    values: dict[str, Value] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for one in declared.PRACTICE.fields:
        held = content.get(one.name)
        if one.name in UNWRITTEN or held in (None, "", [], {}):
            continue
        if one.kind is Kind.ITEMS:
            lists[one.name] = tuple(str(item["id"]) for item in held)
            for item in held:
                values.update(parts_of(one, item, f"{one.name}/{item['id']}"))
        elif one.kind is Kind.GROUP:
            values.update(parts_of(one, held, one.name))
        else:
            values[one.name] = _value(held)
    return Sheet(values, lists)


def parts_of(holder: Field, held: Mapping[str, Any], front: str) -> Iterator[tuple[str, Value]]:
    """Path and value of the declared parts of a group or item, groups within it included."""
    for part in holder.fields:
        inner = held.get(part.name)
        if part.name in ("id", "from") or inner in (None, "", [], {}):
            continue
        if part.kind is Kind.GROUP and isinstance(inner, Mapping):
            yield from parts_of(part, inner, f"{front}.{part.name}")
        else:
            yield f"{front}.{part.name}", _value(inner)


def slot(path: str) -> Field | None:
    """The declaration behind a path of a sheet, however deep; None if there is none such."""
    at = UnitPath.parse(path)
    field = declared.PRACTICE.field(at.field)
    for step in at.part.split(".") if at.part else ():
        field = field.part(step) if field else None
    return field


def pointer(path: str) -> tuple[str, ...]:
    """The way to a path of a sheet through an entry's file."""
    at = UnitPath.parse(path)
    return tuple(step for step in (at.field, at.item, *at.part.split(".")) if step)


def _value(held: Any) -> Value:
    return tuple(str(one) for one in held) if isinstance(held, (list, tuple)) else str(held)


def _part(tree: object, name: str) -> Mapping[str, object]:
    held = tree.get(name) if isinstance(tree, Mapping) else None
    if not isinstance(held, Mapping):
        raise _torn()
    return {str(key): value for key, value in held.items()}


def _names(held: object) -> tuple[str, ...]:
    if not isinstance(held, list):
        raise _torn()
    return tuple(_words(one) for one in held)


def _words(held: object) -> str:
    if not isinstance(held, str | int):
        raise _torn()
    return str(held)


def _torn() -> ReadError:
    return ReadError("What was kept of this practice is not of the form that this program writes.")


def _with(held: Mapping[str, str], key: str, said: str) -> dict[str, str]:
    rest = {name: words for name, words in held.items() if name != key}
    return rest | {key: said} if said else rest


_ORDER = {one.name: place for place, one in enumerate(declared.PRACTICE.fields)}


def _place(path: str) -> tuple[int, str]:
    return _ORDER.get(UnitPath.parse(path).field, len(_ORDER)), path


def _longest_rise(places: Sequence[int], *, first_stays: bool) -> set[int]:
    """The longest subsequence that only rises (patience sorting), as a set of its members."""
    best: list[list[int]] = []  # for each length the run with the smallest end
    for place in places:
        at = next((length for length, run in enumerate(best) if run[-1] > place), len(best))
        if not (first_stays and best and at == 0):
            best[at : at + 1] = [[*(best[at - 1] if at else []), place]]
    return set(best[-1]) if best else set()
