"""Lay one edition's adaptation over a practice: words, values, sets, what is left out, and items of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from handbook.editions.order import Placed, placed
from handbook.editions.states import item_state, item_words, own_item_state, unit_state
from handbook.model import fields as declared
from handbook.model.adaptation import Adaptation, Change
from handbook.model.edition import Edition
from handbook.model.field import Field, Kind, Merge
from handbook.model.practice import Practice
from handbook.model.resolved import Item, State, Unit
from handbook.model.units import UnitPath, Value, field_at, units_of


@dataclass(slots=True)
class Draft:
    """A practice while editions are laid over it, one after the other."""

    practice: Practice
    parts: dict[str, Unit]
    lists: dict[str, list[Item]]


def lay_under(practice: Practice, edition: str) -> Draft:
    """The practice as its own edition has it, nothing laid over it yet."""
    parts: dict[str, Unit] = {}
    of_items: dict[tuple[str, str], dict[str, Unit]] = {}
    for path, field, value in units_of(practice.content):
        unit = Unit(str(path), field, value, practice.lang, edition)
        if path.item:
            of_items.setdefault((path.field, path.item), {})[path.part] = unit
        else:
            parts[unit.path] = unit
    lists = {
        field.name: [
            Item(
                held["id"],
                edition,
                of_items.get((field.name, held["id"]), {}),
                _fixed(field, held),
                alias=_alias(held),
            )
            for held in practice.content[field.name]
        ]
        for field in declared.PRACTICE.fields
        if field.kind is Kind.ITEMS and practice.content.get(field.name)
    }
    return Draft(practice, parts, lists)


def lay_over(below: Draft, edition: Edition) -> Draft:
    """The draft as the next edition has it. What the editions above said is no longer marked as adapted."""
    draft = _settled(below)
    adaptation = of_practice(edition, draft.practice)
    if adaptation is None:
        return draft
    of_items, of_units = _sorted(adaptation)
    moved: dict[str, dict[str, tuple[str, ...]]] = {}
    # Whole items first: how a hide or a new place stands is told by the parent's words, not by ours.
    for named, change in of_items:
        path = _as_they_call_it(draft, named)
        _change_item(draft, path, change)
        if change.after is not None and not change.hide:
            moved.setdefault(path.field, {})[path.item] = change.after
    for named, field, change in of_units:
        _change_unit(draft, _as_they_call_it(draft, named), field, change, adaptation, edition)
    for name in dict.fromkeys([*moved, *adaptation.additions]):
        _place(draft, name, moved.get(name, {}), adaptation, edition)
    for name, items in draft.lists.items():
        draft.lists[name] = [item for item in items if item.state is not State.ORPHANED or item_words(item)]
    return draft


def _alias(held: Mapping[str, Any]) -> str:
    """The id an item bore before it was taken in: `from` names that, or only the edition that improved it."""
    origin = str(held.get("from", ""))
    return origin if "/" in origin else ""


def of_practice(edition: Edition, practice: Practice) -> Adaptation | None:
    """What an edition changes in a practice, also under the id it bore before another edition took it in."""
    held = edition.adaptations.get(practice.id)
    return held or edition.adaptations.get(_alias(practice.content))


def _sorted(adaptation: Adaptation) -> tuple[list[tuple[UnitPath, Change]], list[tuple[UnitPath, Field, Change]]]:
    """The changes of whole items, and those of units; `check` reports what is neither, since it could stand nowhere."""
    of_items, of_units = [], []
    for text, change in sorted(adaptation.changes.items()):  # a release has them in this order, whatever the file's
        path = UnitPath.parse(text)
        top, field = declared.PRACTICE.field(path.field), field_at(path)
        if field is None or top is None or not top.unit:
            continue
        if field.kind is Kind.ITEMS:
            of_items.append((path, change))
        elif field.merge is not Merge.NONE:
            of_units.append((path, field, change))
    return of_items, of_units


def _settled(below: Draft) -> Draft:
    parts = {path: _plain(unit) for path, unit in below.parts.items()}
    lists = {name: [_plain_item(item) for item in items if not item.hidden] for name, items in below.lists.items()}
    return Draft(below.practice, parts, lists)


def _plain_item(item: Item) -> Item:
    if item.state is None and all(unit.state is None for unit in item.units.values()):
        return item  # as most are: nothing was changed here
    units = {part: _plain(unit) for part, unit in item.units.items()}
    return replace(item, state=None, why="", added=False, unsure=False, adrift=False, units=units)


def _plain(unit: Unit) -> Unit:
    if unit.state is None:
        return unit
    behind = unit.parent_behind or unit.state in (State.STALE, State.CONFLICT)
    return replace(
        unit, state=None, why="", unsure=False, before=None, before_lang="", suggestion=None, parent_behind=behind
    )


def _change_unit(
    draft: Draft, path: UnitPath, field: Field, change: Change, adaptation: Adaptation, edition: Edition
) -> None:
    theirs = _unit(draft, path)
    if draft.practice.vanished and theirs is not None and theirs.value == draft.practice.id:
        theirs = None  # the id that stands in for a title is nobody's words
    value = _new_value(theirs, field, change)
    if value is None:
        return
    item = _find(draft, path)
    whole = adaptation.changes.get(f"{path.field}/{path.item}")
    if item is None and whole is not None and whole.hide:
        return  # gone there, and left out here: our words in it do not bring it back
    gone = bool(path.item) and (item is None or item.state is State.ORPHANED)
    state, suggestion = unit_state(theirs, value, adaptation.lang, change, edition.bases, gone=gone)
    if state is State.CONVERGED and theirs is not None:  # they say it themselves now, so the words are theirs
        same = replace(theirs, state=state, why=change.why, before=theirs.value, before_lang=theirs.lang)
        _put(draft, path, same, edition)
        return
    unit = Unit(
        path=str(path),
        field=field,
        value=value,
        lang=adaptation.lang,
        origin=edition.id,
        state=state,
        why=change.why,
        before=theirs.value if theirs else None,
        before_lang=theirs.lang if theirs else "",
        unsure=state is State.STALE and not change.base,
        suggestion=suggestion,
        parent_behind=theirs is not None and theirs.parent_behind,
    )
    _put(draft, path, unit, edition)


def _new_value(theirs: Unit | None, field: Field, change: Change) -> Value | None:
    if field.merge is Merge.SET:
        held = theirs.value if theirs and isinstance(theirs.value, tuple) else ()
        kept = [member for member in held if member not in change.remove]
        return tuple(dict.fromkeys([*kept, *change.add]))
    if field.merge is Merge.WORDS:
        return change.text
    return change.value


def _change_item(draft: Draft, path: UnitPath, change: Change) -> None:
    item = _find(draft, path)
    if item is None:
        return  # the item is gone there, and a hide or an order has no words of its own to show
    state = item_state(item, change)
    unsure = state is State.STALE and not change.base
    changed = replace(item, state=state, why=change.reason, hidden=bool(change.hide), unsure=unsure)
    _swap(draft, path.field, item, changed)


def _place(
    draft: Draft, name: str, moved: Mapping[str, tuple[str, ...]], adaptation: Adaptation, edition: Edition
) -> None:
    """Put an edition's own items, and those it moved, where their anchors say."""
    field = declared.PRACTICE.field(name)
    if field is None or field.kind is not Kind.ITEMS:
        return
    theirs = draft.lists.get(name, [])
    own: list[tuple[Item, tuple[str, ...] | None]] = []
    for held in adaptation.additions.get(name, ()):
        item = _own_item(field, held, adaptation, edition)
        # One they took in from us comes before one that merely bears our id; shown is ours, or the one with our words.
        # Where we changed something in theirs, both are shown, or those words of ours would be gone.
        same = [other for other in theirs if other.fixed.get("from") == item.id != other.id and not _touched(other)]
        same += [other for other in theirs if other.id == item.id]
        if not same:
            own.append((item, tuple(held["after"]) if "after" in held else None))
            continue
        state = own_item_state(item, same[0])
        stands = same[0] if state is State.CONVERGED else item
        # The other's id leads here too, as an anchor and for those who change it further down.
        old = item.id if state is State.CONVERGED else same[0].id if same[0].id != item.id else ""
        shown = replace(stands, state=state, why=item.why, alias=old, added=True)
        theirs[theirs.index(same[0])] = shown
        # No list has an id twice; where theirs is shown, under its own id, what else bears ours is news as any other.
        theirs = [other for other in theirs if other is shown or other.id != shown.id]
    # An item may stand after one by the id which that one bore before it was taken in.
    now = {item.alias: item.id for item in theirs if item.alias}
    own = [(item, None if after is None else tuple(now.get(one, one) for one in after)) for item, after in own]
    moves = [
        (item, tuple(now.get(one, one) for one in moved[item.id]))
        for item in theirs
        if item.id in moved and not item.hidden
    ]
    result = placed([Placed(item.id, item) for item in theirs], moves, own)
    draft.lists[name] = [entry.item if entry.found else _displaced(entry.item) for entry in result]


def _touched(item: Item) -> bool:
    return item.state is not None or any(unit.state for unit in item.units.values())


def _displaced(item: Item) -> Item:
    """What else has become of an item weighs more than that its neighbours are gone."""
    return replace(item, adrift=True, state=State.DISPLACED if item.state in (None, State.FRESH) else item.state)


def _own_item(field: Field, held: Mapping[str, Any], adaptation: Adaptation, edition: Edition) -> Item:
    path = UnitPath(field.name, held["id"])
    units = {
        part.name: Unit(
            str(UnitPath(path.field, path.item, part.name)),
            part,
            tuple(held[part.name]) if isinstance(held[part.name], list) else held[part.name],
            adaptation.lang,
            edition.id,
            State.FRESH,
        )
        for part in field.fields
        if part.unit and held.get(part.name)
    }
    alias = _alias(held)
    return Item(
        held["id"], edition.id, units, _fixed(field, held), State.FRESH, held.get("why", ""), added=True, alias=alias
    )


def _fixed(field: Field, held: Mapping[str, Any]) -> dict[str, Any]:
    return {part.name: held[part.name] for part in field.fields if not part.unit and part.name in held}


def _unit(draft: Draft, path: UnitPath) -> Unit | None:
    if not path.item:
        return draft.parts.get(str(path))
    item = _find(draft, path)
    return item.units.get(path.part) if item else None


def _find(draft: Draft, path: UnitPath) -> Item | None:
    items = draft.lists.get(path.field, ())
    found = next((item for item in items if item.id == path.item), None)
    return found or next((item for item in items if item.alias == path.item), None)


def _as_they_call_it(draft: Draft, path: UnitPath) -> UnitPath:
    """The path with the id an item bears now, where it is named by one it bore before it was taken in."""
    item = _find(draft, path) if path.item else None
    return path if item is None else UnitPath(path.field, item.id, path.part)


def _put(draft: Draft, path: UnitPath, unit: Unit, edition: Edition) -> None:
    if not path.item:
        draft.parts[unit.path] = unit
        return
    item = _find(draft, path)
    if item is None:  # gone there: our words still show, at the end of their list
        gone = Item(path.item, edition.id, {path.part: unit}, {}, State.ORPHANED, unit.why, added=True)
        draft.lists.setdefault(path.field, []).append(gone)
        return
    _swap(draft, path.field, item, replace(item, units={**item.units, path.part: unit}))


def _swap(draft: Draft, name: str, old: Item, new: Item) -> None:
    items = draft.lists[name]
    items[items.index(old)] = new
