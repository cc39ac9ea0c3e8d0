"""Where the items of a list stand in an edition: the least its file must say for the order that somebody wants."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from handbook.editions.adapt import Place
from handbook.editions.order import Placed, placed
from handbook.editions.rearranged import rearranged
from handbook.model.adaptation import Change
from handbook.model.resolved import Item
from handbook.model.sheet import Sheet, reordered

After = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a file says of the order of one list: their items in order, whose place it changes, and its own items."""

    spine: tuple[str, ...]
    moved: dict[str, After]
    own: dict[str, After | None]

    def read(self) -> list[str]:
        """The order in which it is read."""

        def item(name: str) -> Item:
            return Item(name, "", {}, {})

        own = [(item(name), after) for name, after in self.own.items()]
        moved = [(item(name), self.moved[name]) for name in self.spine if name in self.moved]
        return [one.id for one in placed([Placed(name, item(name)) for name in self.spine], moved, own)]

    def differences(self, then: _Said) -> dict[str, After | None]:
        """Item → what it now stands after, or None where nothing is said of its place any more."""
        found = {}
        for name in dict.fromkeys([*self.moved, *then.moved, *then.own]):
            before, after = (said.own.get(name) if name in then.own else said.moved.get(name) for said in (self, then))
            if before != after:
                found[name] = after
        return found


def behind(ids: Sequence[str], item: str) -> After:
    """What an item stands after, the nearest first, and one more in case that goes."""
    return tuple(reversed(ids[: ids.index(item)][-2:]))


def placements(place: Place, name: str, before: Sheet, now: Sheet) -> dict[str, After | None]:
    """Item → what it must be said to stand after for the list to read as wanted; None: nothing more of its place.

    What is left out has no place: it stands where the edition above has it.
    """
    ids, gone = now.lists.get(name, ()), {item for item in now.lists.get(name, ()) if f"{name}/{item}" in now.left_out}
    wanted = [item for item in ids if item not in gone]
    new = [item for item in ids if item not in before.lists.get(name, ())]
    held = _held(place, name, ids, gone, new)
    if _shown(held, gone) == wanted:
        return {}
    few = _few(held, before.lists.get(name, ()), ids, gone)
    then = few if _shown(few, gone) == wanted else _anew(held, wanted)
    return held.differences(then)


def _held(place: Place, name: str, ids: Sequence[str], gone: Collection[str], new: Sequence[str]) -> _Said:
    """What the file says once all but the order is written."""
    own = {str(item["id"]): item.get("after") for item in (place.held.additions.get(name, ()) if place.held else ())}
    ours = place.ours.lists.get(name, ())
    # An item of ours that the edition above has taken in stands in its order, under the id that is shown.
    shown = {item.alias: item.id for item in ours if item.alias} | {item.id: item.id for item in ours}
    theirs = [shown.get(item.id, item.id) for item in place.theirs.items(name)]
    # Our words in what the edition above no longer has stand behind all that it has.
    rest = [item.id for item in ours if item.id not in theirs and item.id not in own]
    moved: dict[str, After] = {}
    for item in theirs:
        change = place.changes.get(f"{name}/{item}", Change())
        if change.after is not None and item not in gone:
            moved[item] = change.after
    kept = {
        item: None if after is None else tuple(after)
        for item, after in own.items()
        if item in ids and item not in theirs
    }
    return _Said((*theirs, *rest), moved, {**kept, **{item: behind(ids, item) or None for item in sorted(new)}})


def _few(held: _Said, before: Sequence[str], ids: Sequence[str], gone: Collection[str]) -> _Said:
    moved, own = dict(held.moved), dict(held.own)
    for item in reordered(before, ids, from_first=True):
        if item in own:
            own[item] = behind(ids, item) or None
        elif item not in gone:
            moved[item] = behind(ids, item)
    return _Said(held.spine, moved, own)


def _anew(held: _Said, wanted: Sequence[str]) -> _Said:
    said = rearranged(wanted, held.spine, held.own)
    own = {item: said.get(item) or None for item in held.own}
    return _Said(held.spine, {item: after for item, after in said.items() if item not in own}, own)


def _shown(said: _Said, gone: Collection[str]) -> list[str]:
    return [item for item in said.read() if item not in gone]
