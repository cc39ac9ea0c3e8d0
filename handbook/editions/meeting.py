"""Two people wrote in one practice: what only one of them changed is taken, what both changed is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from handbook.model.sheet import Sheet, differences, reordered
from handbook.model.units import Value


@dataclass(frozen=True, slots=True)
class Clash:
    """One unit that both changed, each otherwise; None where it is not there."""

    path: str
    mine: Value | None
    theirs: Value | None
    before: Value | None


@dataclass(frozen=True, slots=True)
class Met:
    """Both sides' changes in one sheet. Where they clash it says mine, until somebody has answered."""

    sheet: Sheet
    clashes: tuple[Clash, ...]
    theirs: tuple[str, ...]  # paths that they alone changed


def met(before: Sheet, mine: Sheet, theirs: Sheet) -> Met:
    """Three-way merge by unit: members of sets, items and reasons one by one; nothing of either side is dropped.

    An item that one side took out and the other changed stays. Of two reasons both are kept, mine first; of two orders
    mine, since no words are lost by it.
    """
    ours, now = _not_taken_out(before, mine, theirs), _not_taken_out(before, theirs, mine)
    lists = _lists(before, ours, now)
    there = {f"{name}/{item}" for name, ids in lists.items() for item in ids}
    values: dict[str, Value] = {}
    clashes: list[Clash] = []
    for path in dict.fromkeys([*now.values, *ours.values]):
        if "/" in path and _item_of(path) not in there:
            continue
        was, mine_now, theirs_now = (one.values.get(path) for one in (before, ours, now))
        if theirs_now not in (was, mine_now) and mine_now == was and _reason_is_left_over(path, before, ours, now):
            clashes.append(Clash(path, mine_now, theirs_now, was))
            held = mine_now
        else:
            held = _one(path, was, mine_now, theirs_now, clashes)
        if held not in (None, "", ()):
            values[path] = held
    left_out = {at: said for at, said in _reasons(before.left_out, ours.left_out, now.left_out).items() if at in there}
    why = {
        at: said
        for at, said in _reasons(before.why, ours.why, now.why).items()
        if "/" not in at or _item_of(at) in there
    }
    known = {*differences(before, mine), *(clash.path for clash in clashes)}
    gained = tuple(path for path in differences(before, theirs) if path not in known)
    return Met(Sheet(values, lists, left_out, why), tuple(clashes), gained)


def _one(
    path: str, before: Value | None, mine: Value | None, theirs: Value | None, clashes: list[Clash]
) -> Value | None:
    if mine == theirs or theirs == before:
        return mine
    if mine == before:
        return theirs
    was, ours, now = (() if one is None else one for one in (before, mine, theirs))
    if isinstance(was, tuple) and isinstance(ours, tuple) and isinstance(now, tuple):
        return _members(was, ours, now)
    clashes.append(Clash(path, mine, theirs, before))
    return mine if mine is not None else theirs


def _members(before: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    gone = (set(before) - set(mine)) | (set(before) - set(theirs))
    return tuple(one for one in dict.fromkeys([*theirs, *mine]) if one not in gone)


def _not_taken_out(before: Sheet, side: Sheet, other: Sheet) -> Sheet:
    """One side with the items again that it took out and the other changed: those stay, whole."""
    for name, ids in before.lists.items():
        for place, item in enumerate(ids):
            if item in side.lists.get(name, ()) or item not in other.lists.get(name, ()):
                continue
            if _same(before, other, name, item):
                continue
            ahead = next((one for one in reversed(ids[:place]) if one in side.lists.get(name, ())), "")
            at, front = f"{name}/{item}", f"{name}/{item}."
            side = side.with_item(name, item, before.of_item(name, item), after=ahead)
            why = {path: said for path, said in before.why.items() if path == at or path.startswith(front)}
            left_out = {path: said for path, said in before.left_out.items() if path == at}
            side = replace(side, why={**side.why, **why}, left_out={**side.left_out, **left_out})
    return side


def _lists(before: Sheet, mine: Sheet, theirs: Sheet) -> dict[str, tuple[str, ...]]:
    """The order of the side that changed it; what the other added stands behind what it stood behind there."""
    lists: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys([*theirs.lists, *mine.lists]):
        was, ours, now = (one.lists.get(name, ()) for one in (before, mine, theirs))
        only_theirs = reordered(was, now) and not reordered(was, ours)
        base, other = (now, ours) if only_theirs else (ours, now)
        gone = {item for item in was if item not in ours or item not in now}
        ids = [item for item in base if item not in gone]
        for place, item in enumerate(other):
            if item not in ids and item not in gone:
                ahead = next((one for one in reversed(other[:place]) if one in ids), None)
                ids.insert(ids.index(ahead) + 1 if ahead is not None else 0, item)
        if ids:
            lists[name] = tuple(ids)
    return lists


def _same(before: Sheet, now: Sheet, name: str, item: str) -> bool:
    at, front = f"{name}/{item}", f"{name}/{item}."
    whys = [
        {path: said for path, said in one.why.items() if path == at or path.startswith(front)} for one in (before, now)
    ]
    return (
        before.of_item(name, item) == now.of_item(name, item)
        and before.left_out.get(at) == now.left_out.get(at)
        and whys[0] == whys[1]
    )


def _reasons(before: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    """Reasons by path; where both gave another one, both of them."""
    found = {}
    for path in dict.fromkeys([*theirs, *mine]):
        was, ours, now = (one.get(path, "") for one in (before, mine, theirs))
        said = ours if now in (was, ours) else now if ours == was else _both(ours, now)
        if said:
            found[path] = said
    return found


def _reason_is_left_over(path: str, before: Sheet, mine: Sheet, theirs: Sheet) -> bool:
    """Whether one gave a new reason for words that the other has let go together with the reason for them."""
    was, ours = before.why.get(path, ""), mine.why.get(path, "")
    return bool(was) and ours not in ("", was) and not theirs.why.get(path, "")


def _both(mine: str, theirs: str) -> str:
    if theirs in mine:
        return mine
    return theirs if mine in theirs else f"{mine} {theirs}"


def _item_of(path: str) -> str:
    return path.partition(".")[0]
