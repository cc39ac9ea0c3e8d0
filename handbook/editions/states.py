"""The state of an adaptation: how an edition's words stand to what its parent says now. Computed, never stored."""

from __future__ import annotations

from collections.abc import Mapping

from handbook.editions.fingerprint import fingerprint, fingerprint_of_set
from handbook.model.adaptation import Change
from handbook.model.field import Merge
from handbook.model.resolved import Item, State, Unit
from handbook.model.units import Value

Judged = tuple[State, str | None]


def unit_state(
    theirs: Unit | None, ours: Value, lang: str, change: Change, bases: Mapping[str, str], *, gone: bool
) -> Judged:
    """The state of a changed unit, and the three-way suggestion where there is a clean one."""
    if theirs is None:
        return (State.ORPHANED if gone or change.base else State.FRESH), None
    if theirs.field.merge is Merge.SET:
        return State.FRESH, None  # members that are added or taken out never conflict
    now = label(theirs.value)
    is_value = theirs.field.merge is Merge.VALUE  # a value is in no language
    if label(ours) == now and (is_value or theirs.lang == lang):
        return State.CONVERGED, None
    if change.base == now:
        return State.FRESH, None
    if is_value:
        return (State.CONFLICT if change.base else State.STALE), None
    base = bases.get(change.base)
    if base is None or theirs.lang != lang:
        return State.STALE, None  # never guess that nothing changed, and never merge across languages
    from handbook.editions.merge import merge_text  # late: where nothing has changed, nothing is merged

    suggestion = merge_text(base, str(ours), str(theirs.value))
    return (State.CONFLICT, None) if suggestion is None else (State.STALE, suggestion)


def item_state(item: Item, change: Change) -> State:
    """The state of a hide or a change of order, by the text of its item alone."""
    return State.FRESH if change.base == label(item_words(item)) else State.STALE


def own_item_state(ours: Item, theirs: Item) -> State:
    """The state of an edition's own item that its parent has too: taken in from it, or another under the same id.

    It is converged only where every part of it says the same, or a part of ours would no longer show.
    """
    if _said(ours) == _said(theirs):
        return State.CONVERGED
    return State.STALE if theirs.fixed.get("from") == ours.id else State.CLAIMED


def _said(item: Item) -> dict[str, tuple[str, str]]:
    return {part: (label(unit.value), unit.lang if unit.field.words else "") for part, unit in item.units.items()}


def label(value: Value) -> str:
    """The fingerprint of a unit's value."""
    return fingerprint_of_set(value) if isinstance(value, tuple) else fingerprint(str(value))


def item_words(item: Item) -> str:
    """The text of an item: its `text`, or all its words where it has none of that name."""
    if "text" in item.units:
        return item.text("text")
    return "\n".join(str(unit.value) for unit in item.units.values() if unit.field.words)
