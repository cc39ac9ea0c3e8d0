"""Reparent: what an edition has from one it leaves, written down as its own, so that it shows what it showed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from handbook.editions.fingerprint import fingerprint
from handbook.editions.handover import as_entry, left_over
from handbook.editions.inherited import (
    Inherited,
    Views,
    adopted_items,
    as_written,
    left_by,
    own_items,
    own_language,
    own_name,
    views_of,
)
from handbook.editions.layer import of_practice
from handbook.editions.rearranged import rearranged
from handbook.editions.resolve import layers
from handbook.editions.states import item_words, label
from handbook.model import fields as declared
from handbook.model.adaptation import Adaptation, Change
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.ids import free_id
from handbook.model.plan import Plan
from handbook.model.resolved import Item, Unit
from handbook.model.units import UnitPath

_OF_LISTS = ("item", "hide", "order")  # what may move the items of a list


def adopted(handbook: Handbook, edition_id: str, above: Sequence[Edition], chosen: Sequence[Inherited]) -> list[Plan]:
    """The plans that make inherited changes our own; done while the edition still builds on those it leaves.

    Each plan is one file and does no harm alone, so a run that dies can be taken up again. What is in another language
    than our own words in that practice is left out: one file holds one language, so we have to say it ourselves.
    """
    chosen = [one for one in chosen if not one.foreign]
    chain = handbook.chain(edition_id)
    whole = [one.practice for one in chosen if one.what == "practice"]
    plans = as_entry(chain, whole)
    for practice in dict.fromkeys(one.practice for one in chosen if one.what != "practice"):
        if views := views_of(chain, above, practice):
            mine = [one for one in chosen if one.practice == practice]
            plans += _in_practice(views, chain, above, mine)
    return [plan for plan in [*plans, *left_over(chain)] if plan]


class _Ours:
    """Our file of a practice while changes are taken over into it."""

    def __init__(self, views: Views, chosen: Sequence[Inherited]) -> None:
        self.views = views
        self.before = of_practice(views.edition, views.today.practice)
        self.lang = own_language(views) or self._language(chosen)
        self.changes: dict[str, Change] = dict(self.before.changes) if self.before else {}
        held = self.before.additions if self.before else {}
        self.additions = {name: [dict(item) for item in items] for name, items in held.items()}
        self.names: dict[tuple[str, str], str] = dict(adopted_items(views.edition, views.today))
        self.bases: list[str] = []
        self.moved: dict[str, str] = {}  # unit path of theirs → of ours, of all that was taken over with its words

    def adaptation(self) -> Adaptation:
        """The file as it would be."""
        practice = self.before.adapts if self.before else self.views.today.id
        additions = {name: tuple(items) for name, items in self.additions.items()}
        return Adaptation(practice, self.lang, self.changes, additions)

    def base(self, words: str) -> str:
        """The fingerprint of words that must be kept."""
        self.bases.append(words)
        return label(words)

    def plan(self) -> Plan:
        """What differs from the file as it is."""
        edits = {**_changed(self), **_added(self)}
        if self.before and self.before.lang != self.lang:  # it said nothing in words until now
            edits["lang",] = self.lang
        return Plan("adaptation", self.adaptation().adapts, edits, self.lang, tuple(dict.fromkeys(self.bases)))

    def _language(self, chosen: Sequence[Inherited]) -> str:
        otherwise = self.before.lang if self.before else self.views.edition.languages[0]
        return next((one.lang for one in chosen if one.lang), otherwise)


def _in_practice(
    views: Views, chain: Sequence[Edition], above: Sequence[Edition], chosen: Sequence[Inherited]
) -> Iterator[Plan]:
    ours = _Ours(views, chosen)
    for one in chosen:
        at = UnitPath.parse(one.path)
        if one.what in ("words", "value", "set"):
            _take_unit(ours, at, one)
        elif one.what == "hide":
            _take_hide(ours, at, one)
        elif one.what == "item":
            _take_item(ours, at, one)
    _follow_names(ours)
    for name in dict.fromkeys(UnitPath.parse(one.path).field for one in chosen if one.what in _OF_LISTS):
        _place(ours, above, name, chosen)
    yield from _translations(ours, chain, above)
    yield ours.plan()


def _take_unit(ours: _Ours, at: UnitPath, one: Inherited) -> None:
    unit, theirs = _shown(ours.views.today.parts, ours.views.today.lists, at), None
    theirs = _shown(ours.views.theirs.parts, ours.views.theirs.lists, at)
    if unit is None:
        return
    path = str(at)
    before = ours.changes.get(path, Change())
    if one.what == "set":
        held = theirs.value if theirs is not None and isinstance(theirs.value, tuple) else ()
        wanted = unit.value if isinstance(unit.value, tuple) else ()
        add = dict.fromkeys([*before.add, *(member for member in wanted if member not in held)])
        remove = dict.fromkeys([*before.remove, *(member for member in held if member not in wanted)])
        ours.changes[path] = replace(
            before, why=before.why or one.why, add=tuple(member for member in add if member in wanted),
            remove=tuple(member for member in remove if member not in wanted),
        )  # fmt: skip
        return
    base = ours.base(str(theirs.value)) if theirs is not None else ""
    said = {"text": str(unit.value)} if one.what == "words" else {"value": str(unit.value)}
    ours.changes[path] = Change(why=one.why, base=base, **said)  # type: ignore[arg-type]
    ours.moved[path] = path


def _take_hide(ours: _Ours, at: UnitPath, one: Inherited) -> None:
    item = _item(ours.views.theirs.lists, at)
    if item is not None:
        before = ours.changes.get(str(at), Change())
        ours.changes[str(at)] = replace(before, hide=one.why, base=ours.base(item_words(item)))


def _take_item(ours: _Ours, at: UnitPath, one: Inherited) -> None:
    """An item of theirs becomes one of ours; what we said in it goes into it."""
    item = _item(ours.views.today.lists, at)
    if item is None:
        return
    name, field = _free(ours, at), declared.PRACTICE.field(at.field)
    said = {**item.fixed, **{part: unit.value for part, unit in item.units.items()}, "id": name, "from": at.item}
    held = {part.name: as_written(said[part.name]) for part in (field.fields if field else ()) if part.name in said}
    own = own_items(ours.views, at.field)
    before = [own_name(other, own) for other in ours.views.today.items(at.field)]
    anchors = before[: before.index(item.id)][::-1]
    ours.additions.setdefault(at.field, []).append(
        held | ({"after": anchors[:3]} if anchors else {}) | {"why": one.why}
    )
    ours.names[at.field, at.item] = name
    for path in [path for path in ours.changes if path == str(at) or path.startswith(f"{at}.")]:
        del ours.changes[path]
    for part in item.units:
        there = str(UnitPath(at.field, at.item, part))
        ours.moved[there] = str(UnitPath(at.field, name, part))


def _follow_names(ours: _Ours) -> None:
    """What stood after an item that now bears an id of ours stands after it still."""
    for path, change in ours.changes.items():
        name = UnitPath.parse(path).field
        if change.after:
            ours.changes[path] = replace(change, after=tuple(ours.names.get((name, one), one) for one in change.after))
    for name, items in ours.additions.items():
        for item in items:
            if item.get("after"):
                item["after"] = [ours.names.get((name, one), one) for one in item["after"]]


def _place(ours: _Ours, above: Sequence[Edition], name: str, chosen: Sequence[Inherited]) -> None:
    """Put the items of a list in today's order, unless the new order was preferred."""
    views, edition, mine = ours.views, ours.views.edition, own_items(ours.views, name)
    today = [ours.names.get((name, item.id), own_name(item, mine)) for item in views.today.items(name)]
    in_order = any(one.what == "order" and one.path == name for one in chosen)
    there = [own_name(item, mine) for item in views.tomorrow.items(name)]
    if not in_order and [one for one in today if one in there] != [one for one in there if one in today]:
        return
    trial = replace(edition, practices={}, adaptations={ours.adaptation().adapts: ours.adaptation()})
    shown = layers([*above, trial], views.today.id)[-1].items(name)
    free = [item.id for item in shown if own_name(item, mine) == item.id]  # what they took in stands where they have it
    wanted = [one for one in dict.fromkeys(today) if one in free]
    if wanted == [one for one in free if one in wanted]:
        return
    theirs = {item.id: item for item in views.theirs.items(name)}
    own = {str(item["id"]): item for item in ours.additions.get(name, ())}
    spine = [*theirs, *(one for one in free if one not in theirs and one not in own)]
    moves = {UnitPath.parse(path).item for path, held in ours.changes.items()
             if held.after is not None and UnitPath.parse(path).field == name}  # fmt: skip
    why = next((one.why for one in chosen if one.path == name), chosen[0].why)
    for item_id, after in rearranged(wanted, spine, moves).items():
        if item_id in own:
            own[item_id].pop("after", None)
            own[item_id].update({"after": list(after)} if after else {})
            continue
        path = str(UnitPath(name, item_id))
        change = ours.changes.get(path) or Change(why=why)
        if not change.base and item_id in theirs:
            change = replace(change, base=ours.base(item_words(theirs[item_id])))
        ours.changes[path] = replace(change, after=after)


def _translations(ours: _Ours, chain: Sequence[Edition], above: Sequence[Edition]) -> Iterator[Plan]:
    """The translations of what was taken over, from the editions that are left, and our own under their new ids."""
    edition, practice = ours.views.edition, ours.views.today.id
    editions = [edition, *left_by(chain, above)]
    for lang in edition.languages:
        edits: dict[tuple[str, ...], Any] = {}
        bases: list[str] = []
        held = [file.units for one in editions if (file := one.translations.get((lang, practice)))]
        ours_now = edition.translations.get((lang, practice))
        for there, here in ours.moved.items():
            unit = _shown(ours.views.today.parts, ours.views.today.lists, UnitPath.parse(there))
            if unit is None or (ours_now and here in ours_now.units):
                continue
            of = fingerprint(str(unit.value))
            found = next((units[there] for units in held if there in units and units[there].of == of), None)
            if found:
                edits["units", here] = found.written()
                bases.append(str(unit.value))
            if ours_now and there != here and there in ours_now.units:
                edits["units", there] = None
        yield Plan("translation", practice, edits, lang, tuple(bases))


def _changed(ours: _Ours) -> dict[tuple[str, ...], Any]:
    before = ours.before.changes if ours.before else {}
    edits: dict[tuple[str, ...], Any] = {("changes", path): None for path in before if path not in ours.changes}
    for path, change in ours.changes.items():
        old, new = before[path].written() if path in before else {}, change.written()
        if not old:
            edits["changes", path] = new
            continue
        edits |= {("changes", path, part): None for part in old if part not in new}
        edits |= {("changes", path, part): said for part, said in new.items() if old.get(part) != said}
    return edits


def _added(ours: _Ours) -> dict[tuple[str, ...], Any]:
    edits: dict[tuple[str, ...], Any] = {}
    for name, items in ours.additions.items():
        there = ours.before.additions.get(name, ()) if ours.before else ()
        before = {str(item["id"]): item for item in there}
        for item in items:
            old = before.get(str(item["id"]))
            if old is None:
                edits["additions", name, str(item["id"])] = item
            elif list(old.get("after", ())) != list(item.get("after", ())):
                edits["additions", name, str(item["id"]), "after"] = item.get("after")
    return edits


def _free(ours: _Ours, at: UnitPath) -> str:
    front, slug = ours.views.edition.id, at.item.rpartition("/")[2]
    taken = {str(item["id"]) for item in ours.additions.get(at.field, ())}
    taken |= {item.id for item in ours.views.today.lists.get(at.field, ())}
    taken |= {item.id for item in ours.views.theirs.lists.get(at.field, ())}
    return free_id(f"{front}/{slug}", taken)


def _shown(parts: Mapping[str, Unit], lists: Mapping[str, Sequence[Item]], at: UnitPath) -> Unit | None:
    if not at.item:
        return parts.get(str(at))
    item = _item(lists, at)
    return item.units.get(at.part) if item else None


def _item(lists: Mapping[str, Sequence[Item]], at: UnitPath) -> Item | None:
    return next((item for item in lists.get(at.field, ()) if item.id == at.item), None)
