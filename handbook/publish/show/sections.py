"""From a declared field to a section of the practice page; a new field shows by what kind of field it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from handbook.model.evidence import NOT_STATED
from handbook.model.field import Field, Kind
from handbook.model.resolved import Item, Resolved, Unit
from handbook.model.units import UnitPath
from handbook.publish import addresses
from handbook.publish.show import differences
from handbook.publish.show.here import Here
from handbook.publish.show.reading import address_link
from handbook.publish.show.statements import Heard, heard_of, statements
from handbook.publish.views import Badge, GroupItems, GroupMark, ItemView, Link, Section, UnitView, Words
from handbook.publish.words import N_

# Lists that read better in a form of their own; any other is shown in rows.
_FORMS = {
    "steps": "steps",
    "checklist": "checklist",
    "value": "give-get",
    "examples": "examples",
    "tried": "tried",
    "evidence": "statements",
    "related": "links",
}

# What is usual is not said at every item.
_USUAL = {"basis": "heard", "kind": "do"}
_SAID = {"editors": N_("added by the editors"), "verify": N_("to verify")}


def section(here: Here, resolved: Resolved, field: Field, heard: Heard) -> Section | None:
    """A declared field as it stands on the page; None where the practice has nothing there."""
    label = here.reading.catalog.gettext(field.label)
    if field.kind is Kind.ITEMS:
        return _of_items(here, resolved, field, label, heard)
    if field.kind is Kind.GROUP:
        units = list(_parts(here, resolved, field))
        return Section(field.name, label, "pairs", units=units) if units else None
    unit = resolved.parts.get(field.name)
    if unit is None:
        words = _bare(here, field, resolved.practice.content.get(field.name))
        return Section(field.name, label, "value", units=[UnitView(field.name, label, words)]) if words else None
    form = "words" if field.words else "value"
    return Section(field.name, label, form, units=[unit_view(here, resolved, unit, field.name)])  # type: ignore[arg-type]


def unit_view(here: Here, resolved: Resolved, unit: Unit, anchor: str, *, marked: bool = True) -> UnitView:
    """One unit with its words and how this edition differs there."""
    reading = here.reading
    label = reading.catalog.gettext(unit.field.label) if unit.field.label else ""
    words = Words(address_link(str(unit.value))) if unit.field.kind is Kind.ADDRESS else reading.unit(unit, resolved.id)
    differs = marked and unit.state is not None
    return UnitView(anchor, label, words, differences.of_unit(reading, resolved, unit) if differs else None)


def item_view(here: Here, resolved: Resolved, field: Field, item: Item, heard: Heard) -> ItemView:
    """One item of a list: its words by part, its groups, and small facts as tags."""
    anchor = UnitPath(field.name, item.id).anchor
    parts: dict[str, UnitView] = {}
    tags: list[str] = []
    groups: list[GroupMark] = []
    difference = differences.of_item(here.reading, resolved, item) if item.state else None
    for part in field.fields:
        unit = item.units.get(part.name)
        if unit is None:
            tags += _fixed_tag(here, part, item.fixed.get(part.name))
        elif part.words or part.kind in (Kind.ADDRESS, Kind.TEXT):
            parts[part.name] = unit_view(here, resolved, unit, f"{anchor}-{part.name}", marked=not item.added)
        else:
            difference = difference or differences.of_unit(here.reading, resolved, unit)
            if part.of == "groups" and isinstance(unit.value, tuple):
                groups = here.groups(unit.value)
            else:
                tags += _tag(here, part, unit.value)
    was = former_anchor(resolved, field, item)
    said = heard_of(heard, field, item)
    return ItemView(item.id, anchor, parts, difference, groups, tags, said, item.hidden, was)


def former_anchor(resolved: Resolved, field: Field, item: Item) -> str:
    """The anchor of an item before an edition took it in from another; empty where nothing or another item has it."""
    if not item.alias or item.alias == item.id:
        return ""
    others = resolved.lists.get(field.name, ())
    first = next(one for one in others if item.alias in (one.id, one.alias))
    return UnitPath(field.name, item.alias).anchor if first is item else ""


def _of_items(here: Here, resolved: Resolved, field: Field, label: str, heard: Heard) -> Section | None:
    items = resolved.lists.get(field.name, ())
    if not items:
        return None
    form: Any = _FORMS.get(field.name, "rows")
    if form == "statements":
        return Section(field.name, label, form, statements=statements(here, resolved))
    if form == "links":
        return Section(field.name, label, form, links=list(_related(here, resolved, items)))
    views = [item_view(here, resolved, field, item, heard) for item in items]
    if form == "tried":
        views = [_of_trial(here, item, view) for item, view in zip(items, views, strict=True)]
    if form == "checklist":
        return Section(field.name, label, form, groups=_by_group(here, views))
    if form == "give-get":
        views = [_of_group(here, view) for view in views]
    return Section(field.name, label, form, items=views)


def _parts(here: Here, resolved: Resolved, field: Field) -> Iterator[UnitView]:
    held = resolved.practice.content.get(field.name)
    for part in field.fields:
        unit = resolved.parts.get(f"{field.name}.{part.name}")
        anchor = f"{field.name}-{part.name}"
        if unit:
            yield unit_view(here, resolved, unit, anchor)
        elif not part.unit and isinstance(held, dict) and (words := _bare(here, part, held.get(part.name))):
            yield UnitView(anchor, here.reading.catalog.gettext(part.label), words)


def _bare(here: Here, field: Field, value: Any) -> Words | None:
    """The words of a field that is no unit, which no edition can adapt."""
    if field.unit or value in (None, "", []) or isinstance(value, dict):
        return None
    if field.words:
        return here.reading.line(str(value))
    return here.reading.plain(here.reading.value(field, value))


def _tag(here: Here, part: Field, value: Any) -> list[str]:
    if _USUAL.get(part.name) == value:
        return []
    if part.kind is Kind.DATE:
        return [here.reading.catalog.gettext("as of %(date)s") % {"date": here.reading.value(part, value)}]
    if value in _SAID:
        return [here.reading.catalog.gettext(_SAID[value])]
    return [here.reading.value(part, value)]


def _fixed_tag(here: Here, part: Field, value: Any) -> list[str]:
    shown = not part.unit and part.kind is Kind.CHOICE and value
    return _tag(here, part, value) if shown else []


def _by_group(here: Here, views: Iterable[ItemView]) -> list[GroupItems]:
    """The items under each group they are for; an item for several stands with each, and is the same item."""
    found: dict[str, list[ItemView]] = {}
    marks: dict[str, GroupMark] = {}
    for view in views:
        for mark in view.groups or [everyone(here)]:
            marks[mark.id] = mark
            found.setdefault(mark.id, []).append(view)
    order = ["everyone", *here.reading.taxonomy.lists["groups"]]
    return [GroupItems(marks[one], found[one]) for one in order if one in found]


def everyone(here: Here) -> GroupMark:
    """Stands for all groups of a practice, for an item that names none."""
    label = here.reading.catalog.gettext("Everyone it concerns")
    return GroupMark("everyone", label, here.url(addresses.index("groups")), 0)


def _of_group(here: Here, view: ItemView) -> ItemView:
    """An item that bears the id of a group: the group is its name."""
    marks = here.groups([view.id]) or [GroupMark(view.id, view.id, "", 0)]
    return replace(view, groups=marks)


def _of_trial(here: Here, item: Item, view: ItemView) -> ItemView:
    """What somebody tried since: where and how it ended in one sentence, as far as it was told; then who and when."""
    reading, said = here.reading, here.reading.catalog.gettext
    where, outcome, date = view.parts.get("where"), item.units.get("outcome"), item.units.get("date")
    form = ""
    if where and outcome:
        form = said("Tried in %(where)s: %(outcome)s")
    elif where or outcome:
        form = said("Tried in %(where)s") if where else said("Tried: %(outcome)s")
    words = {"where": where.words if where else "", "outcome": reading.said(outcome) if outcome else ""}
    who = item.text("organisation")
    tags = [said("organisation not stated") if who == NOT_STATED else who] if who else []
    tags += [reading.said(date)] if date else []
    parts = {name: part for name, part in view.parts.items() if name not in ("where", "organisation")}
    return replace(view, parts=parts, tags=tags, lead=reading.sentence(form, words) if form else None)


def _related(here: Here, resolved: Resolved, items: Iterable[Item]) -> Iterator[Link]:
    reading = here.reading
    for item in items:
        if item.hidden:
            continue
        relation = item.units.get("relation")
        gloss = reading.plain(reading.said(relation)) if relation else None
        link = here.practice(item.id, gloss)
        difference = differences.of_item(reading, resolved, item)
        badge = Badge("local", difference.label) if difference and difference.kind == "added" else None
        yield Link(link.url, link.words, link.gloss, badge)
