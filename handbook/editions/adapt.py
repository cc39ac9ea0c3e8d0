"""Adapt: what an edition changes in one unit of a shared practice, as a plan with the words it was written against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handbook.editions.holdings import taxonomy
from handbook.editions.layer import of_practice
from handbook.editions.resolve import layers
from handbook.editions.states import item_words, label
from handbook.errors import DecisionError, UnknownUnit
from handbook.model import fields as declared
from handbook.model.adaptation import Adaptation, Change
from handbook.model.edition import Edition
from handbook.model.field import Field, Kind, Merge, Shape
from handbook.model.fields import CAP
from handbook.model.handbook import Handbook
from handbook.model.ids import BORROWED, is_entry_id, is_id
from handbook.model.plan import Plan
from handbook.model.resolved import Item, Resolved, Unit
from handbook.model.units import UnitPath, Value, field_at


def adapted(handbook: Handbook, edition: str, practice: str, unit: str, change: Change) -> Plan:
    """Our words, value or members for a unit; what reads as theirs again leaves the file.

    Raises UnknownPractice, UnknownUnit, and DecisionError for what such a unit cannot hold.
    """
    return adapted_at(Place(handbook, edition, practice), unit, change)


def adapted_at(place: Place, unit: str, change: Change) -> Plan:
    """The same where the place is at hand: it holds a practice as every edition of the chain has it."""
    at, field = _unit_path(unit)
    if own := place.own_item(at):
        return _part_of_own(place, at, field, own, change)
    theirs = place.their_unit(at)
    if at.item and place.their_item(at) is None:
        raise _unknown(place, unit)
    new = _says(field, change, at)
    place.refuse_unknown(field, change.add if field.merge is Merge.SET else (str(new),))
    if field.merge is Merge.SET:
        return _members(place, at, theirs, change)
    if theirs is not None and label(theirs.value) == label(new) and _same_language(place, theirs):
        return back_at(place, unit)
    base = str(theirs.value) if theirs is not None else None
    return place.change(str(at), change.written(), base)


def hidden(handbook: Handbook, edition: str, practice: str, unit: str, reason: str) -> Plan:
    """Leave an item out, for a reason that readers see."""
    return hidden_at(Place(handbook, edition, practice), unit, reason)


def hidden_at(place: Place, unit: str, reason: str) -> Plan:
    """The same where the place is at hand."""
    at, item = _their_item(place, unit)
    if not reason.strip():
        raise DecisionError(f"“{unit}” can only be left out for a reason.", todo="Say it in one sentence.")
    return place.change(str(at), {"hide": reason}, item_words(item))


def moved(handbook: Handbook, edition: str, practice: str, unit: str, after: Sequence[str], why: str) -> Plan:
    """Let an item stand after another one: the first of those named that is there."""
    place = Place(handbook, edition, practice)
    at = UnitPath.parse(unit)
    place.refuse_anchors(at, after)
    if own := place.own_item(at):
        return place.plan({("additions", at.field, str(own["id"]), "after"): list(after)})
    at, item = _their_item(place, unit)
    return place.change(str(at), {"after": list(after), "why": why}, item_words(item))


def added(
    handbook: Handbook, edition: str, practice: str, field: str, item: Mapping[str, Any], *, after: Sequence[str] = ()
) -> Plan:
    """An item of our own in a list; its id becomes `<edition>/<slug>`."""
    return added_at(Place(handbook, edition, practice), field, item, after=after)


def added_at(place: Place, field: str, item: Mapping[str, Any], *, after: Sequence[str] = ()) -> Plan:
    """The same where the place is at hand."""
    holder = declared.PRACTICE.field(field)
    if holder is None or holder.kind is not Kind.ITEMS or not holder.unit:
        lists = ", ".join(one.name for one in declared.PRACTICE.fields if one.kind is Kind.ITEMS)
        raise UnknownUnit(f"Practices have no list “{field}”.", todo=f"There is: {lists}.")
    name = _own_id(place.edition.id, field, str(item.get("id", "")))
    if place.own_item(UnitPath(field, name)) or name in {one.id for one in place.ours.lists.get(field, ())}:
        raise DecisionError(f"There is an item “{name}” already.", todo="Choose another id.")
    held = {**item, "id": name} | ({"after": list(after)} if after else {})
    refuse_misfit({field: [{key: said for key, said in held.items() if key not in ("after", "why")}]}, holder)
    for part in holder.fields:
        if part.kind in (Kind.IDS, Kind.ID) and part.name in held:
            place.refuse_unknown(part, held[part.name] if isinstance(held[part.name], list) else [held[part.name]])
    return place.plan({("additions", field, name): held})


def _own_id(edition: str, field: str, asked: str) -> str:
    """`<edition>/<slug>`; in a list whose items bear the id of something else, that id itself."""
    slug = asked if field in BORROWED else asked.removeprefix(f"{edition}/")
    if not (is_entry_id(slug) if field in BORROWED else is_id(slug)):
        todo = "Use lower-case words joined by hyphens, such as ask-first."
        raise DecisionError(f"“{slug}” cannot be the id of an item.", todo=todo)
    return slug if field in BORROWED else f"{edition}/{slug}"


def reviewed(
    handbook: Handbook, edition: str, practice: str, stance: str, *, why: str = "", release: str = "", on: str = ""
) -> Plan:
    """How the edition stands to a whole practice: `as-is` or `not-for-us`; an empty stance takes that back."""
    place = Place(handbook, edition, practice)
    if not stance:
        return place.plan({("reviewed",): None})
    if stance == "not-for-us" and not why.strip():
        raise DecisionError("Readers are told why a practice is not for you.", todo="Say it in one sentence.")
    if stance == "as-is" and place.held is not None and place.held.differs:
        todo = "Nothing was written. Take your changes back first, or leave it: it is shown as adapted."
        raise DecisionError(f"“{practice}” is not used as is: this edition changes it.", todo=todo)
    held = {"stance": stance, "why": why, "parent_release": release, "on": on}
    return place.plan({("reviewed",): {name: said for name, said in held.items() if said}})


def back(handbook: Handbook, edition: str, practice: str, unit: str) -> Plan:
    """Back to the shared words: our change, or our own item, leaves the file."""
    return back_at(Place(handbook, edition, practice), unit)


def back_at(place: Place, unit: str) -> Plan:
    """The same where the place is at hand."""
    at = UnitPath.parse(unit)
    if own := place.own_item(at):
        if at.part:
            raise DecisionError(f"“{unit}” is your own; there are no other words to go back to.")
        return place.plan({("additions", at.field, str(own["id"])): None})
    front = f"{unit}."
    # What was done to the item itself comes first: showing it again must not undo what we say in its parts.
    ours = [unit] if unit in place.changes else []
    if not ours and at.item and not at.part:
        ours = [path for path in place.changes if path.startswith(front)]
    if not ours:
        raise DecisionError(f"“{unit}” is not adapted here.", todo="Nothing was written.")
    return place.plan({("changes", path): None for path in ours})


class Place:
    """One practice as the edition above has it, as this one has it, and what this one's file says."""

    def __init__(self, handbook: Handbook, edition: str, practice: str) -> None:
        self.chain = chain = handbook.chain(edition)
        self.edition: Edition = chain[-1]
        self.practice = practice
        if practice in self.edition.practices:
            file = self.edition.practices[practice].file
            raise DecisionError(
                f"“{practice}” is this edition's own practice: there is nothing to adapt.",
                todo=f"Change it in its own file, {file}." if file else "Change it in its own file.",
            )
        found = layers(chain, practice)
        self.theirs: Resolved = found[-2]
        self.ours: Resolved = found[-1]

    @property
    def held(self) -> Adaptation | None:
        """What the edition's file says of this practice."""
        return of_practice(self.edition, self.theirs.practice)

    @property
    def changes(self) -> Mapping[str, Change]:
        """Our changes by unit path."""
        return self.held.changes if self.held else {}

    @property
    def lang(self) -> str:
        """The language our words are in."""
        return self.held.lang if self.held else self.edition.languages[0]

    def their_item(self, at: UnitPath) -> Item | None:
        """The item as they show it."""
        return self.theirs.item(at.field, at.item, shown=True)

    def their_unit(self, at: UnitPath) -> Unit | None:
        """The unit as they show it."""
        if not at.item:
            return self.theirs.parts.get(str(at))
        item = self.their_item(at)
        return item.units.get(at.part) if item else None

    def own_item(self, at: UnitPath) -> Mapping[str, Any] | None:
        """The item of our own that a path names, as our file holds it; none where the id shown is that of theirs."""
        if any(item.id == at.item and not item.added for item in self.ours.lists.get(at.field, ())):
            return None  # they have taken ours in under another id, and use its old one for other words
        items = self.held.additions.get(at.field, ()) if self.held else ()
        return next((item for item in items if item["id"] == at.item), None)

    def refuse_unknown(self, field: Field, names: Sequence[str]) -> None:
        """Raise for a group, theme and the like that the taxonomy does not have: nobody would ever find it."""
        known = taxonomy(self.chain).lists.get(field.of, {})
        for name in names:
            if known and name not in known:
                raise DecisionError(
                    f"There is no “{name}” among the {field.of}.", todo=f"There is: {', '.join(known)}."
                )

    def refuse_anchors(self, at: UnitPath, after: Sequence[str]) -> None:
        """Raise where an item cannot stand after these: none is there, or one of them stands after it in turn."""
        items = self.ours.lists.get(at.field, ())
        there = {name for item in items for name in (item.id, item.alias) if name} - {at.item}
        if not there.intersection(after):
            todo = f"There is: {', '.join(sorted(there)) or 'none'}."
            raise UnknownUnit(f"“{at.field}” has no item {_listed(after)} to stand after.", todo=todo)
        waiting, seen = list(after), set[str]()
        while waiting:
            anchor = waiting.pop()
            if anchor == at.item:
                raise DecisionError(f"“{at.item}” would stand after itself.", todo="Let it stand after another item.")
            if anchor not in seen:
                seen.add(anchor)
                waiting += self._anchors(at.field, anchor)

    def _anchors(self, field: str, item: str) -> Sequence[str]:
        own = self.own_item(UnitPath(field, item))
        change = self.changes.get(f"{field}/{item}")
        return (own or {}).get("after", ()) or (change.after if change is not None and change.after else ())

    def change(self, path: str, held: Mapping[str, Any], base: str | None) -> Plan:
        """The plan of one change, with the words it is written against."""
        if not str(held.get("why") or held.get("hide") or "").strip():
            raise DecisionError(f"Your change of “{path}” has no reason, and readers are shown one.", todo="Say why.")
        written = {name: said for name, said in held.items() if name != "base"}
        if base is not None:
            written["base"] = label(base)
        before = self.changes[path].written() if path in self.changes else {}
        edits: dict[tuple[str, ...], Any] = {("changes", path, name): said for name, said in written.items()}
        edits |= {("changes", path, name): None for name in before if name not in written}
        return self.plan(edits, (base,) if base is not None else ())

    def plan(self, edits: Mapping[tuple[str, ...], Any], bases: tuple[str, ...] = ()) -> Plan:
        """A plan for our file of this practice."""
        return Plan("adaptation", self.held.adapts if self.held else self.practice, edits, self.lang, bases)


def _unit_path(unit: str) -> tuple[UnitPath, Field]:
    at = UnitPath.parse(unit)
    field, top = field_at(at), declared.PRACTICE.field(at.field)
    if field is None:
        todo = "Name a field such as summary, or a list, an id and a part, such as steps/consult-early.text."
        raise UnknownUnit(f"Practices have no unit “{unit}”.", todo=todo)
    if not (field.unit and top and top.unit):
        raise DecisionError(f"“{unit}” cannot be changed by an edition.", todo="See the page “Editions” of the manual.")
    if field.merge is Merge.NONE or field.kind is Kind.ITEMS:
        parts = " or ".join(f"{unit}.{part.name}" for part in field.fields if part.unit)
        raise DecisionError(f"“{unit}” has several parts.", todo=f"Change one of them: {parts}.")
    return at, field


def _says(field: Field, change: Change, at: UnitPath) -> Value:
    if field.merge is Merge.SET:
        if not (change.add or change.remove) or change.text or change.value:
            raise DecisionError(f"“{at}” is a set.", todo="Say what to add or to take out: --add, --remove.")
        return tuple(change.add)
    if field.merge is Merge.WORDS:
        if not (change.text or "").strip():
            raise DecisionError(f"There are no words for “{at}”.", todo="Write some, or leave the item out.")
        if len(str(change.text).encode()) > CAP:
            raise DecisionError(f"“{at}” is longer than {CAP:,} bytes.", todo="Shorten it.")
        return str(change.text)
    if not change.value:
        raise DecisionError(f"“{at}” holds a value.", todo="Say which: --value.")
    refuse_misfit({field.name: change.value}, field)
    return change.value


def refuse_misfit(tree: Mapping[str, Any], field: Field) -> None:
    """Raise DecisionError for what a field cannot hold."""
    from handbook.model.schema import validated  # late: most changes are of words, which need no validator

    faults = validated(tree, Shape("value", (field,)))[1]
    if faults:
        raise DecisionError(faults[0].message, todo=faults[0].todo)


def _members(place: Place, at: UnitPath, theirs: Unit | None, change: Change) -> Plan:
    """Members added and taken out, with those of an earlier change; what they have, or lack, already is left out."""
    held = set(theirs.value) if theirs is not None and isinstance(theirs.value, tuple) else set()
    before = place.changes.get(str(at), Change())
    add = [one for one in dict.fromkeys([*before.add, *change.add]) if one not in held and one not in change.remove]
    remove = [one for one in dict.fromkeys([*before.remove, *change.remove]) if one in held and one not in change.add]
    if not add and not remove:
        if str(at) not in place.changes:
            raise DecisionError(f"That would not change “{at}”.", todo="Nothing was written.")
        return place.plan({("changes", str(at)): None})
    said = Change(add=tuple(add), remove=tuple(remove), why=change.why or before.why, origin=change.origin)
    return place.change(str(at), said.written(), None)


def _part_of_own(place: Place, at: UnitPath, field: Field, own: Mapping[str, Any], change: Change) -> Plan:
    """A part of an item of our own is simply set."""
    held = own.get(at.part, [])
    if field.merge is Merge.SET:
        place.refuse_unknown(field, change.add)
        said: Any = [one for one in dict.fromkeys([*held, *change.add]) if one not in change.remove]
    else:
        said = _says(field, change, at)
    return place.plan({("additions", at.field, at.item, at.part): said or None})


def _their_item(place: Place, unit: str) -> tuple[UnitPath, Item]:
    at = UnitPath.parse(unit)
    item = place.their_item(at)
    if item is None or at.part:
        raise _unknown(place, unit)
    return at, item


def _unknown(place: Place, unit: str) -> UnknownUnit:
    at = UnitPath.parse(unit)
    there = ", ".join(item.id for item in place.theirs.items(at.field)) or "none"
    name = at.item or unit
    return UnknownUnit(f"“{place.practice}” has no item “{name}” in {at.field}.", todo=f"There is: {there}.")


def _same_language(place: Place, theirs: Unit) -> bool:
    return theirs.lang == place.lang or not theirs.field.words


def _listed(names: Sequence[str]) -> str:
    return " or ".join(f"“{name}”" for name in names)
