"""Sheets of practices: what an edition's editor is shown to write in, and the plan of what she changed."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from handbook.editions import adapt
from handbook.editions.fingerprint import normal_form
from handbook.editions.placing import behind, placements
from handbook.editions.states import item_words, label
from handbook.errors import DecisionError, HandbookError
from handbook.model import fields as declared
from handbook.model.adaptation import Change
from handbook.model.field import Field, Kind, Merge
from handbook.model.fields import CAP
from handbook.model.handbook import Handbook
from handbook.model.plan import Plan, Pointer
from handbook.model.practice import Practice
from handbook.model.resolved import Item, Resolved
from handbook.model.scalar import NOT_TEXT, as_text, name_character
from handbook.model.sheet import Sheet, differences, parts_of, pointer, slot
from handbook.model.units import UnitPath, Value, spoken

_WIDTH = 110  # columns of a line of prose in a file

Refused = dict[str, HandbookError]  # by path: why it cannot be written as it stands


def shared_sheet(ours: Resolved, place: adapt.Place) -> Sheet:
    """The sheet of a practice of the edition above, as this edition has it, with its reasons."""
    sheet = plain_sheet(ours, {name: tuple(item.id for item in items) for name, items in ours.lists.items()})
    left_out: dict[str, str] = {}
    why = {path: change.why for path, change in place.changes.items() if change.why}
    for name, items in ours.lists.items():
        for item in items:
            if item.hidden:
                left_out[f"{name}/{item.id}"] = item.why
            elif item.added and item.why:
                why[f"{name}/{item.id}"] = item.why
    return Sheet(sheet.values, sheet.lists, left_out, why)


def plain_sheet(held: Resolved, lists: Mapping[str, tuple[str, ...]] | None = None) -> Sheet:
    """What an edition shows of a practice: nothing that it leaves out, no reasons; or just the items of `lists`."""
    if lists is None:
        lists = {name: tuple(item.id for item in held.items(name)) for name in held.lists}
    values: dict[str, Value] = {path: unit.value for path, unit in held.parts.items()}
    for name, items in held.lists.items():
        for item in items:
            if item.id in lists[name]:
                values.update(_of_item(name, item))
    said = {path: value for path, value in values.items() if value not in ("", ())}
    return Sheet(said, {name: ids for name, ids in lists.items() if ids})


def entry_plan(practice: Practice, before: Sheet, now: Sheet) -> tuple[Plan, Refused]:
    """What changed in an entry of this edition's own, as edits of its file, and what cannot be written as it is."""
    refused = _misfits(before, now)
    edits: dict[Pointer, Any] = {}
    new = {name: [one for one in ids if one not in before.lists.get(name, ())] for name, ids in now.lists.items()}
    whole = {name for name, ids in now.lists.items() if [*_stayed(before, now, name), *new[name]] != [*ids]}
    for path in differences(before, now):
        at = UnitPath.parse(path)
        if path in refused or at.field in whole:
            continue
        if at.item and not at.part:
            if at.item not in now.lists.get(at.field, ()):
                edits[at.field, at.item] = None
        elif at.part or not now.lists.get(at.field):
            edits[pointer(path)] = _wrapped(path, _written(now.values.get(path)))
    for name in new.keys() - whole:  # each behind what is there, in their order
        edits |= {(name, item): _tree(now, name, item) for item in new[name]}
    for name in whole - {UnitPath.parse(path).field for path in refused}:
        held = {str(item["id"]): item for item in practice.content.get(name, ())}
        edits[name,] = [as_text(_tree(now, name, item, held.get(item, {}))) for item in now.lists[name]]
    return Plan("practice", practice.id, edits, practice.lang), refused


def adaptation_plan(
    handbook: Handbook, edition: str, practice: str, before: Sheet, now: Sheet, theirs: Sheet
) -> tuple[Plan, Refused]:
    """What changed in a shared practice, as edits of this edition's own file, and what cannot be written as it is."""
    place = adapt.Place(handbook, edition, practice)
    refused = _misfits(before, now)
    plans: list[Plan] = []
    for path in differences(before, now):
        if path in refused:
            continue
        try:
            plans += _of_path(place, UnitPath.parse(path), before, now, theirs)
        except HandbookError as error:
            refused[path] = error
    for name in () if refused else now.lists:
        for item, after in placements(place, name, before, now).items():
            try:
                plans.append(_placed(place, UnitPath(name, item), after, reason_to_move(before, now, name, item)))
            except HandbookError as error:
                refused[f"{name}/{item}"] = error
    edits = {path: said for plan in plans for path, said in plan.edits.items()}
    bases = tuple(dict.fromkeys(text for plan in plans for text in plan.bases))
    return place.plan(edits, bases), refused


def reason_to_move(before: Sheet, now: Sheet, name: str, item: str) -> str:
    """Why an item stands elsewhere: what is said of it, of its list or its words, or now of another that moves it."""
    at = f"{name}/{item}"
    whys = [now.why.get(at), now.why.get(name)]
    whys += [said for path, said in now.why.items() if path.startswith(f"{at}.")]
    new = {path: said for path, said in now.why.items() if before.why.get(path) != said}
    whys += [said for path, said in new.items() if path.startswith(f"{name}/") and "." not in path]
    return next((said for said in whys if said and said.strip()), "")


def _wrapped(path: str, said: Any) -> Any:
    """Paragraphs in lines that can be read and compared in a file, where that says the same."""
    field = slot(path)
    if field is None or field.kind is not Kind.PROSE or not isinstance(said, str):
        return said
    lines = [textwrap.fill(line, _WIDTH, break_long_words=False, break_on_hyphens=False) if line.strip() else line
             for line in said.split("\n")]  # fmt: skip
    wrapped = "\n".join(lines)
    return wrapped if normal_form(wrapped) == normal_form(said) else said


def _of_path(place: adapt.Place, at: UnitPath, before: Sheet, now: Sheet, theirs: Sheet) -> Iterator[Plan]:
    path = str(at)
    value = now.values.get(path)
    # What is left out is not read: nobody needs two reasons.
    reason = now.why.get(path, "") or now.left_out.get(f"{at.field}/{at.item}", "")
    if at.item and not at.part:
        yield from _of_whole_item(place, at, before, now)
    elif not at.item and at.field in now.lists:
        return  # the order, which comes when all else is known
    elif own := place.own_item(at):
        yield _of_own_part(place, at, own, value)
    elif _says_the_same(path, theirs.values.get(path), value) or reads_as_theirs(place, at, value):
        if path in place.changes:
            yield adapt.back_at(place, path)
    elif value is None and _merge(path) is not Merge.SET:
        todo = "Write some words, or go back to those of the shared edition."
        raise DecisionError(f"“{spoken(path)}” has words in the shared edition and cannot be empty here.", todo=todo)
    elif not reason.strip():
        raise DecisionError(f"“{spoken(path)}” differs here, and readers are told why.", todo="Say it in one sentence.")
    elif path in place.changes and _says_the_same(path, before.values.get(path), value):
        yield place.plan({("changes", path, "why"): reason})  # the words are still those written against the base
    else:
        yield adapt.adapted_at(place, path, _change(path, reason, before, now))


def reads_as_theirs(place: adapt.Place, at: UnitPath, value: Value | None) -> bool:
    """Whether a unit says what the edition above says: the same bytes, members, or words but for line ends."""
    unit = place.their_unit(at)
    theirs = unit.value if unit is not None else None
    if _says_the_same(str(at), theirs, value):
        return True
    if unit is None or theirs is None or value is None or isinstance(value, tuple):
        return False
    return label(theirs) == label(value) and (unit.lang == place.lang or not unit.field.words)


def _of_whole_item(place: adapt.Place, at: UnitPath, before: Sheet, now: Sheet) -> Iterator[Plan]:
    path = str(at)
    ids = now.lists.get(at.field, ())
    if at.item not in before.lists.get(at.field, ()) and at.item in ids:
        item = {"id": at.item, **_tree(now, at.field, at.item), "why": now.why.get(path, "")}
        said = {name: held for name, held in item.items() if held}
        yield adapt.added_at(place, at.field, said, after=behind(ids, at.item))
    elif at.item not in ids:
        yield adapt.back_at(place, path)
    elif reason := now.left_out.get(path, ""):
        yield adapt.hidden_at(place, path, reason)
    elif path in before.left_out:
        yield adapt.back_at(place, path)
    elif own := place.own_item(at):
        yield place.plan({("additions", at.field, str(own["id"]), "why"): now.why.get(path) or None})
    elif path in place.changes:
        if not now.why.get(path, "").strip():
            todo = "Say it in one sentence."
            raise DecisionError(f"“{spoken(path)}” stands elsewhere here, and readers are told why.", todo=todo)
        yield place.plan({("changes", path, "why"): now.why[path]})


def _placed(place: adapt.Place, at: UnitPath, after: tuple[str, ...] | None, why: str) -> Plan:
    if place.own_item(at) or place.their_item(at) is None:
        return place.plan({("additions", at.field, at.item, "after"): list(after) if after else None})
    if after is None:
        return place.plan({("changes", str(at)): None})
    if not why.strip():
        todo = "Say it in one sentence."
        raise DecisionError(f"“{spoken(str(at))}” stands elsewhere here, and readers are told why.", todo=todo)
    item = place.their_item(at)
    return place.change(str(at), {"after": list(after), "why": why}, item_words(item) if item else None)


def _of_own_part(place: adapt.Place, at: UnitPath, own: Mapping[str, Any], value: Value | None) -> Plan:
    return place.plan({("additions", at.field, str(own["id"]), *at.part.split(".")): _written(value)})


def _change(path: str, why: str, before: Sheet, now: Sheet) -> Change:
    value = now.values.get(path)
    if _merge(path) is Merge.SET:
        was, said = (one if isinstance(one, tuple) else () for one in (before.values.get(path), value))
        add, remove = (tuple(one for one in these if one not in those) for these, those in ((said, was), (was, said)))
        return Change(add=add, remove=remove, why=why)
    text = "" if value is None else str(value)
    return Change(text=text, why=why) if _merge(path) is Merge.WORDS else Change(value=text, why=why)


def _says_the_same(path: str, one: Value | None, other: Value | None) -> bool:
    if _merge(path) is Merge.SET:  # members have no order
        return set(one if isinstance(one, tuple) else ()) == set(other if isinstance(other, tuple) else ())
    return one == other


def _merge(path: str) -> Merge:
    field = slot(path)
    return field.merge if field is not None else Merge.NONE


def _misfits(before: Sheet, now: Sheet) -> Refused:
    """What a field cannot hold, among what has changed."""
    refused: Refused = {}
    for path in differences(before, now):
        at = UnitPath.parse(path)
        new = bool(at.item and not at.part) and at.item not in before.lists.get(at.field, ())
        for unit in _written_in(now, at) if new else (path,):
            try:
                _refuse_misfit(unit, now)
            except DecisionError as error:
                refused[unit] = error
    return refused


def _written_in(sheet: Sheet, at: UnitPath) -> list[str]:
    """The paths of a new item: what it says, and what it must say."""
    required = [part.name for part in _list(at.field).fields if part.required and part.name != "id"]
    return [str(at), *(f"{at}.{part}" for part in dict.fromkeys([*sheet.of_item(at.field, at.item), *required]))]


def _refuse_misfit(path: str, now: Sheet) -> None:
    field, value, at = slot(path), now.values.get(path), UnitPath.parse(path)
    for reason in (now.why.get(path, ""), now.left_out.get(path, "")):
        _refuse_odd(reason, "The reason")
    if field is None or field.kind is Kind.ITEMS:
        return
    there = not at.item or at.item in now.lists.get(at.field, ())
    if value is None and field.required and there:
        raise DecisionError(f"“{field.label}” is empty.", todo="Write it.")
    if value is None:
        return
    for text in value if isinstance(value, tuple) else (str(value),):
        _refuse_odd(text, f"“{field.label}”")
        if len(text.encode()) > CAP:
            raise DecisionError(f"“{field.label}” is longer than {CAP:,} bytes.", todo="Shorten it.")
    adapt.refuse_misfit({field.name: list(value) if isinstance(value, tuple) else value}, field)


def _refuse_odd(text: str, what: str) -> None:
    """Raise for a character that no file of ours may hold; line ends become the file's own."""
    if odd := NOT_TEXT.search(text.replace("\r\n", "\n").replace("\r", "\n")):
        raise DecisionError(f"{what} holds the character {name_character(odd[0])}.", todo="Delete it.")


def _of_item(name: str, item: Item) -> dict[str, Value]:
    held = declared.PRACTICE.field(name)
    front = f"{name}/{item.id}"
    fixed = dict(parts_of(held, item.fixed, front)) if held else {}
    return fixed | {f"{front}.{part}": unit.value for part, unit in item.units.items()}


def _stayed(before: Sheet, now: Sheet, name: str) -> list[str]:
    return [item for item in before.lists.get(name, ()) if item in now.lists[name]]


def _tree(sheet: Sheet, name: str, item: str, held: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """An item as a file holds it: what was there and no field declares is kept."""
    parts = sheet.of_item(name, item)
    declared_parts = dict(parts_of(_list(name), held or {}, ""))
    tree: dict[str, Any] = {
        "id": item,
        **{key: said for key, said in (held or {}).items() if f".{key}" not in declared_parts},
    }
    for part, value in parts.items():
        inner = tree
        *groups, last = part.split(".")
        for group in groups:
            inner[group] = dict(inner.get(group) or {})
            inner = inner[group]
        inner[last] = _written(value)
    for path in declared_parts:
        if path.removeprefix(".") not in parts:
            _drop(tree, path.removeprefix(".").split("."))
    return tree


def _drop(tree: dict[str, Any], steps: list[str]) -> None:
    inner: Any = tree
    for step in steps[:-1]:
        inner = inner.get(step) if isinstance(inner, dict) else None
    if isinstance(inner, dict):
        inner.pop(steps[-1], None)


def _list(name: str) -> Field:
    held = declared.PRACTICE.field(name)
    assert held is not None  # noqa: S101 - a sheet has lists of declared names only
    return held


def _written(value: Value | None) -> Any:
    return list(value) if isinstance(value, tuple) else None if value is None else str(value)
