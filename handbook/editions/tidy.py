"""Tidy: take out what the edition above says by itself now; resolving before and after gives the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from handbook.editions.resolve import adaptation_of, layers, own_practice_state, practice_ids, taken_in
from handbook.model import fields as declared
from handbook.model.adaptation import Adaptation
from handbook.model.edition import Edition
from handbook.model.field import Merge
from handbook.model.handbook import Handbook
from handbook.model.plan import Plan
from handbook.model.resolved import Resolved, State
from handbook.model.units import UnitPath, field_at


def tidied(handbook: Handbook, edition_id: str) -> Iterator[Plan]:
    """A plan for each file that holds something converged: changes, items and whole practices taken in from us."""
    chain = handbook.chain(edition_id)
    if len(chain) == 1:
        return
    yield from _practices(chain)
    there = practice_ids(chain)
    for practice_id in there:
        if plan := _practice(chain, practice_id):
            yield plan
    yield from _translations(chain, set(there))


def _translations(chain: Sequence[Edition], there: Collection[str]) -> Iterator[Plan]:
    """Translations of what this edition says in that language itself by now."""
    for (lang, practice), held in chain[-1].translations.items():
        if practice in there:
            own = {unit.path for unit in layers(chain, practice)[-1].units() if unit.lang == lang}
            if needless := [path for path in held.units if path in own]:
                yield Plan("translation", practice, {("units", path): None for path in needless}, lang)


def _practices(chain: Sequence[Edition]) -> Iterator[Plan]:
    """Practices of our own that they have taken in word for word; ours is known by its old id still."""
    edition = chain[-1]
    for ours, theirs in taken_in(chain).items():
        if ours in edition.practices and own_practice_state(chain, ours, theirs) is State.CONVERGED:
            settled = edition.adaptations.get(theirs)
            if settled is not None and settled.reviewed.get("base"):  # that ours stands in place of theirs
                yield Plan("adaptation", theirs, {("reviewed",): None}, settled.lang)
            yield Plan("practice", ours, {(name,): None for name in edition.practices[ours].content})


def _practice(chain: Sequence[Edition], practice_id: str) -> Plan | None:
    edition = chain[-1]
    held = adaptation_of(chain, practice_id)
    if held is None or practice_id in edition.practices:
        return None
    theirs, ours = layers(chain, practice_id)[-2:]
    edits: dict[tuple[str, ...], Any] = {}
    for path in _converged(held, ours, theirs):
        at = UnitPath.parse(path)
        own = not at.part and any(item["id"] == at.item for item in held.additions.get(at.field, ()))
        edits[("additions", at.field, at.item) if own else ("changes", path)] = None
    return Plan("adaptation", held.adapts, edits, held.lang) if edits else None


def _converged(held: Adaptation, ours: Resolved, theirs: Resolved) -> Iterator[str]:
    """Paths, as our file has them, of what says the same above."""
    now_called = {(name, item.alias): item.id for name, items in ours.lists.items() for item in items if item.alias}
    there = {(name, item.id) for name, items in ours.lists.items() for item in items}
    states = dict(ours.changed())
    for path in held.changes:
        at, field = UnitPath.parse(path), field_at(UnitPath.parse(path))
        # What we change bears that id itself, also where an item of ours bore it before: they use it anew.
        name = at.item if (at.field, at.item) in there else now_called.get((at.field, at.item), at.item)
        now = str(UnitPath(at.field, name, at.part))
        if field is not None and field.merge is Merge.SET:
            if now in states and _members(ours, now) == _members(theirs, now):
                yield path
        elif states.get(now) is State.CONVERGED:
            yield path
    for name, items in held.additions.items():
        for item in items if declared.PRACTICE.field(name) else ():  # of a list nobody knows nothing is known
            at = UnitPath(name, item["id"])
            if states.get(f"{name}/{now_called.get((name, at.item), at.item)}") is State.CONVERGED:
                yield str(at)


def _members(resolved: Resolved, path: str) -> object:
    units = {unit.path: unit.value for unit in resolved.units()}
    return units.get(path, ())
