"""Decide: settle one question, as a plan of one write. What was kept is never asked again about the same words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from handbook.editions.adapt import Place, refuse_misfit
from handbook.editions.states import label
from handbook.errors import DecisionError
from handbook.model.field import Merge
from handbook.model.fields import CAP
from handbook.model.handbook import Handbook
from handbook.model.ids import free_id
from handbook.model.plan import Plan
from handbook.model.question import Decision, Question
from handbook.model.resolved import Item, State
from handbook.model.units import UnitPath, Value, field_at

Edits = dict[tuple[str, ...], Any]


def decided(
    handbook: Handbook,
    edition: str,
    question: Question,
    decision: Decision,
    *,
    why: str = "",
    text: str = "",
    after: Sequence[str] = (),
    before: Item | None = None,
) -> Plan:
    """The plan of a decision; `later` gives an empty one.

    `text` is what we say after an edit, `after` a new place for an item. `before` is the item as they last had it: what
    it said besides our words comes along when it is gone there and we keep it. Raises DecisionError.
    """
    if decision is Decision.LATER:
        return Plan("adaptation", question.practice)
    if decision not in question.decisions:
        can = ", ".join(one.value for one in question.decisions)
        raise DecisionError(f"“{decision.value}” is no answer here.", todo=f"Answer with one of: {can}.")
    if question.about == "practice":
        return _of_practice(handbook, edition, question, decision, _Said(why, "", (), None))
    place = Place(handbook, edition, question.practice)
    at = UnitPath.parse(question.path)
    settle = _SETTLE[question.about]
    return settle(place, at, question, decision, _Said(why or question.why, text, tuple(after), before))


class _Said:
    """What an editor adds to a decision."""

    def __init__(self, why: str, text: str, after: tuple[str, ...], before: Item | None) -> None:
        self.why, self.text, self.after, self.before = why.strip(), text, after, before

    def reason(self, path: str) -> str:
        """The reason, which readers are shown; raises DecisionError where there is none."""
        if not self.why:
            raise DecisionError(f"Your “{path}” has no reason, and readers are shown one.", todo="Say why.")
        return self.why


def _unit(place: Place, at: UnitPath, question: Question, decision: Decision, said: _Said) -> Plan:
    """Words or a value: ours against theirs as they are now."""
    path = ("changes", _named(place, question.path))
    if decision is Decision.TAKE:
        return place.plan({path: None})
    if question.state is State.ORPHANED:
        edits: Edits = {(*path, "base"): None, (*path, "why"): said.reason(question.path)}
        if decision is Decision.EDIT:
            edits[*path, _holds(at)] = _text(said, question)
        return place.plan(edits)
    now = str(question.now)
    edits = {(*path, "why"): said.reason(question.path), (*path, "base"): label(now)}
    if decision is not Decision.KEEP:
        new = question.suggestion if decision is Decision.MERGE else _text(said, question)
        if label(str(new)) == label(now) and question.now_lang == question.ours_lang:
            return place.plan({path: None})
        edits = {(*path, _holds(at)): new, **edits}
    return place.plan(edits, (now,))


def _hide(place: Place, at: UnitPath, question: Question, decision: Decision, said: _Said) -> Plan:
    """An item that we leave out reads otherwise now. Taking theirs shows it as they have it, with nothing of ours."""
    path = ("changes", _named(place, question.path))
    if decision is Decision.TAKE:
        parts = [one for one in place.changes if one.startswith(f"{path[1]}.")]
        return place.plan({("changes", one): None for one in (path[1], *parts)})
    edits: Edits = {(*path, "base"): label(str(question.now))}
    return place.plan({(*path, "hide"): said.reason(question.path), **edits}, (str(question.now),))


def _order(place: Place, at: UnitPath, question: Question, decision: Decision, said: _Said) -> Plan:
    """An item that we moved reads otherwise now, or what it stood after is gone."""
    path = ("changes", _named(place, question.path))
    if decision is Decision.TAKE:
        return place.plan({path: None})
    edits: Edits = {(*path, "why"): said.reason(question.path), (*path, "base"): label(str(question.now))}
    if decision is Decision.EDIT:
        edits[*path, "after"] = _after(place, at, said)
    elif question.adrift:
        edits[*path, "after"] = []  # at the end, and on purpose
    return place.plan(edits, (str(question.now),))


def _own(place: Place, at: UnitPath, question: Question, decision: Decision, said: _Said) -> Plan:
    """An item of our own: they took it in in other words, use its id for something else, or its neighbours are gone."""
    own = place.own_item(at)
    if own is None:
        raise DecisionError(f"“{question.path}” is not in this edition's file.", todo="Look again: handbook status")
    path = ("additions", at.field, at.item)
    if question.state is State.DISPLACED:
        return place.plan({(*path, "after"): _after(place, at, said) if decision is Decision.EDIT else None})
    if decision is Decision.TAKE:
        return place.plan({path: None})
    text = _text(said, question) if decision is Decision.EDIT else None
    if question.state is State.CLAIMED:
        return place.plan(_renamed(place, at, own, text))
    return _over_theirs(place, at, question, own, text, said)


def _gone(place: Place, at: UnitPath, question: Question, decision: Decision, said: _Said) -> Plan:
    """They took an item out in which we had changed something: drop it, or make it an item of our own."""
    front = f"{_named(place, question.path)}."
    paths = [path for path in place.changes if path.startswith(front) or path == front[:-1]]
    edits: Edits = {("changes", path): None for path in paths}
    if decision is Decision.TAKE:
        return place.plan({**_reanchored(place, at, ""), **edits})
    held = dict(_before(said.before)) if said.before else {}
    for path in paths:
        change, part = place.changes[path], UnitPath.parse(path).part
        if change.text is not None or change.value is not None:
            held[part] = change.text if change.text is not None else change.value
        elif part and (change.add or change.remove):
            kept = [one for one in held.get(part, []) if one not in change.remove]
            held[part] = list(dict.fromkeys([*kept, *change.add]))
    if decision is Decision.EDIT:
        held["text"] = _text(said, question)
    name = _free(place, at.field, at.item.rpartition("/")[2])
    item = {"id": name, **{part: words for part, words in held.items() if words}, "why": said.reason(question.path)}
    return place.plan({**_reanchored(place, at, name), **edits, ("additions", at.field, name): item})


def _of_practice(handbook: Handbook, edition: str, question: Question, decision: Decision, said: _Said) -> Plan:
    """They took in a practice of ours in other words: ours goes, or it stands in place of theirs as that is now."""
    if decision is Decision.TAKE:
        entry = handbook.edition(edition).practices[question.practice]
        return Plan("practice", question.practice, {(name,): None for name in entry.content})
    settled = {"stance": "not-for-us", "why": said.reason(question.practice), "base": label(str(question.now))}
    return Plan("adaptation", question.theirs, {("reviewed",): settled}, question.ours_lang, (str(question.now),))


def _over_theirs(
    place: Place, at: UnitPath, question: Question, own: Mapping[str, Any], text: str | None, said: _Said
) -> Plan:
    """Our item in other words than theirs becomes what we change in their item; then it is followed like any other."""
    theirs = next(item for item in place.theirs.items(at.field) if item.id == question.theirs)
    edits: Edits = {("additions", at.field, at.item): None}
    bases: list[str] = []
    for part, held in own.items():
        path = str(UnitPath(at.field, theirs.id, part))
        field = field_at(UnitPath.parse(path))
        unit = theirs.units.get(part)
        if field is None or not field.unit or part in ("after", "why"):
            continue
        change = _difference(field.merge, text if part == "text" and text else held, unit.value if unit else None)
        if not change:
            continue
        if unit is not None and field.merge is not Merge.SET:
            change["base"] = label(unit.value)
            bases.append(str(unit.value))
        edits["changes", path] = {**change, "why": said.reason(question.path)}
    return place.plan(edits, tuple(bases))


def _difference(merge: Merge, ours: Any, theirs: Value | None) -> dict[str, Any]:
    if merge is Merge.SET:
        held = theirs if isinstance(theirs, tuple) else ()
        sets = {"add": [one for one in ours if one not in held], "remove": [one for one in held if one not in ours]}
        return {name: members for name, members in sets.items() if members}
    if merge is Merge.NONE or (theirs is not None and label(ours) == label(theirs)):
        return {}
    return {"text" if merge is Merge.WORDS else "value": ours}


def _renamed(place: Place, at: UnitPath, own: Mapping[str, Any], text: str | None) -> Edits:
    """Our item under an id that is free, in its place; what stood after it stands after it still."""
    name, path = _free(place, at.field, at.item.rpartition("/")[2]), ("additions", at.field, at.item)
    edits: Edits = {(*path, "text"): text} if text else {}
    there = {item.id for item in place.ours.lists.get(at.field, ())} - {at.item}
    if not there.intersection(own.get("after", ())):
        edits[*path, "after"] = None
    return {**edits, **_reanchored(place, at, name), (*path, "id"): name}


def _reanchored(place: Place, at: UnitPath, name: str) -> Edits:
    """What stood after an item stands after it under its new name; where it has none, at the end and on purpose."""

    there = {item.id for item in place.ours.lists.get(at.field, ())} - {at.item} | {name}

    def anew(after: Sequence[str]) -> list[str]:
        left = [one for one in (name if anchor == at.item else anchor for anchor in after) if one]
        return left if there.intersection(left) else []

    edits: Edits = {}
    for item in place.held.additions.get(at.field, ()) if place.held else ():
        if at.item in item.get("after", ()) and item["id"] != at.item:
            edits["additions", at.field, item["id"], "after"] = anew(item["after"]) or None
    for path, change in place.changes.items():
        if change.after and at.item in change.after and UnitPath.parse(path).field == at.field:
            edits["changes", path, "after"] = anew(change.after)
    return edits


def _after(place: Place, at: UnitPath, said: _Said) -> list[str]:
    if not said.after:
        raise DecisionError(f"Where should “{at.item}” stand?", todo="Name an item: --after.")
    place.refuse_anchors(at, said.after)
    return list(said.after)


def _before(item: Item) -> dict[str, Any]:
    units = {part: unit.value for part, unit in item.units.items()}
    fixed = {part: held for part, held in item.fixed.items() if part not in ("id", "from")}
    return {part: list(held) if isinstance(held, tuple) else held for part, held in {**units, **fixed}.items()}


def _free(place: Place, field: str, slug: str) -> str:
    taken = {item.id for item in place.ours.lists.get(field, ())} | {
        item.id for item in place.theirs.lists.get(field, ())
    }
    taken |= {item["id"] for item in (place.held.additions.get(field, ()) if place.held else ())}
    return free_id(f"{place.edition.id}/{slug}", taken)


def _named(place: Place, path: str) -> str:
    """The path as our file has it: an item that was taken in may stand there under its old id."""
    if path in place.changes:
        return path
    at = UnitPath.parse(path)
    item = next((one for one in place.ours.lists.get(at.field, ()) if one.id == at.item), None)
    return str(UnitPath(at.field, item.alias, at.part)) if item is not None and item.alias else path


def _holds(at: UnitPath) -> str:
    field = field_at(at)
    return "text" if field is not None and field.merge is Merge.WORDS else "value"


def _text(said: _Said, question: Question) -> str:
    if not said.text.strip():
        raise DecisionError(f"There are no words for “{question.path}”.", todo="Write some, or take theirs.")
    if len(said.text.encode()) > CAP:
        raise DecisionError(f"“{question.path}” is longer than {CAP:,} bytes.", todo="Shorten it.")
    field = field_at(UnitPath.parse(question.path))
    if field is not None and field.merge is Merge.VALUE:
        refuse_misfit({field.name: said.text}, field)
    return said.text


_Settle = Callable[[Place, UnitPath, Question, Decision, _Said], Plan]
_SETTLE: dict[str, _Settle] = {"unit": _unit, "hide": _hide, "order": _order, "own": _own, "gone": _gone}
