"""Additions: whether an edition's own items bear its id, and stand after something that is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handbook.checks import editionrules as rules
from handbook.checks.finding import Finding, quoted
from handbook.checks.held import Held
from handbook.model import fields as declared
from handbook.model.adaptation import Adaptation
from handbook.model.field import Kind
from handbook.model.ids import BORROWED
from handbook.model.resolved import Item, Resolved, State
from handbook.model.units import UnitPath


def own_items(held: Held, adaptation: Adaptation, ours: Resolved) -> Iterator[Finding]:
    """What is wrong with the items that an edition adds."""
    for name, items in adaptation.additions.items():
        field = declared.PRACTICE.field(name)
        if field is None or field.kind is not Kind.ITEMS:
            lists = ", ".join(one.name for one in declared.PRACTICE.fields if one.kind is Kind.ITEMS)
            message = f"Entries have no list {quoted(name)} to which an item could be added."
            yield held.breaks(rules.UNKNOWN_LIST, f"additions.{name}", message, f"Use one of: {lists}.")
            continue
        for item in items:
            path = UnitPath(name, item["id"])
            yield from _local_id(held, path)
            yield from _taken_in(held, path, ours)
            yield from anchored(held, f"additions.{path}", ours, path, item.get("after", ()))


def anchored(held: Held, pointer: str, ours: Resolved, path: UnitPath, after: Sequence[str]) -> Iterator[Finding]:
    """That an item stands where its author meant it to stand."""
    own = _item(ours, path)
    there = {item.id for item in ours.lists.get(path.field, ())} - {path.item}
    missing = [anchor for anchor in after if anchor not in there]
    if after and len(missing) == len(after):
        message = f"{quoted(path.item)} stands after {_listed(missing)}, which is not there; it is shown at the end."
        yield held.breaks(rules.DISPLACED, pointer, message, "Write the id of a present item under after.")
    elif own is not None and own.state is State.DISPLACED:
        message = f"{quoted(path.item)} stands after an item that itself stands after it; it is shown at the end."
        yield held.breaks(rules.DISPLACED, pointer, message, "Let one of them stand after a third item.")
    elif missing:
        message = f"{quoted(path.item)} also names {_listed(missing)} to stand after, which is not there."
        yield held.breaks(rules.UNKNOWN_ANCHOR, pointer, message, "Take it out of after, or correct the id.")


def _local_id(held: Held, path: UnitPath) -> Iterator[Finding]:
    front, _, slug = path.item.rpartition("/")
    if path.field not in BORROWED and front != held.edition:
        message = f"The item {quoted(path.item)} does not begin with “{held.edition}/”, so they may use its id."
        yield held.breaks(rules.LOCAL_ID, f"additions.{path}", message, f"Name it {held.edition}/{slug}.")


def _taken_in(held: Held, path: UnitPath, ours: Resolved) -> Iterator[Finding]:
    """An item that the other edition has as well: taken in from here, or by chance under the same id."""
    items = [one for one in ours.lists.get(path.field, ()) if one.added]
    item = next((one for one in items if path.item in (one.alias, one.id)), None)
    pointer, name = f"additions.{path}", quoted(path.item)
    if item is None:
        return
    if item.state is State.CLAIMED:
        message = f"They use the id {name} for other words; yours stand."
        yield held.breaks(rules.CLAIMED, pointer, message, "Give your item another id.")
    elif item.state is State.CONVERGED:
        message = f"They have taken in your item {name} word for word."
        yield held.breaks(rules.CONVERGED, pointer, message, "Take it out; nothing on the page will differ.")
    elif item.state is State.STALE:
        message = f"They have taken in your item {name} in other words; yours stand."
        yield held.breaks(rules.STALE, pointer, message, "Take it out to use theirs, or keep it.")


def _item(ours: Resolved, path: UnitPath) -> Item | None:
    return next((item for item in ours.lists.get(path.field, ()) if item.id == path.item), None)


def _listed(anchors: Sequence[str]) -> str:
    return " or ".join(quoted(anchor) for anchor in anchors)
