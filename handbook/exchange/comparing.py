"""Compare a proposal with what the receiving edition says: each piece becomes an offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from handbook.editions.merge import merge_text
from handbook.editions.states import item_words, label
from handbook.exchange.here import Here
from handbook.exchange.known import Sieve
from handbook.exchange.offer import Offer, Readiness
from handbook.exchange.proposal import ProposedUnit
from handbook.model import fields as declared
from handbook.model.field import Field, Merge
from handbook.model.resolved import Item, Unit
from handbook.model.units import UnitPath, Value, field_at
from handbook.wording import N_, _

Tree = Mapping[str, Any]
_TAKEN = N_("It was taken in before, and its words there and here have parted since.")


class Piece(NamedTuple):
    """An offer with what it is of: a unit, or the list and item, or the whole practice."""

    offer: Offer
    unit: ProposedUnit | None = None
    list: str = ""
    tree: Tree | None = None


def pieces(here: Here) -> list[Piece]:
    """Each piece of the proposal beside what this edition says."""
    proposal = here.proposal
    if proposal.entry is not None:
        return [Piece(_of_practice(here, proposal.entry), tree=proposal.entry)]
    units = [Piece(_of_unit(here, unit), unit) for unit in proposal.units]
    lists = proposal.additions.items()
    return [*units, *(Piece(_of_item(here, name, item), None, name, item) for name, items in lists for item in items)]


def _of_unit(here: Here, proposed: ProposedUnit) -> Offer:
    at, sieve = UnitPath.parse(proposed.path), here.sieve()
    field, item = field_at(at), here.item(at.field, at.item)
    if field is None or (at.item and (item is None or item.hidden)):
        return _offer(here, at, Readiness.GONE, proposed, None, _theirs(proposed))
    at = UnitPath(at.field, item.id if item else "", at.part)
    unit = item.units.get(at.part) if item else here.practice.parts.get(str(at))
    if field.merge is Merge.SET:
        return _of_set(here, at, field, unit, proposed, sieve)
    theirs, now = str(_theirs(proposed)), str(unit.value) if unit else ""
    suggestion = None
    if field.of and not sieve.members(field.of, [theirs]):
        state = Readiness.GONE
    else:
        state, suggestion = _judged(here, field, unit, proposed.base, now, theirs)
    ours = unit.value if unit else None
    return _offer(here, at, state, proposed, ours, theirs, suggestion=suggestion, notes=sieve.notes)


def _judged(
    here: Here, field: Field, unit: Unit | None, base: str | None, now: str, theirs: str
) -> tuple[Readiness, str | None]:
    """Whether words or a value can be taken in, and the clean three-way suggestion where ours have changed since."""
    words = field.merge is Merge.WORDS
    one_language = not words or unit is None or unit.lang == here.proposal.lang
    merged = merge_text(base, now, theirs) if words and one_language and unit and base else None
    # Where merging both changes nothing, what they propose is in our words already.
    said = {label(theirs)} if merged is None else {label(theirs), label(merged)}
    if unit is not None and one_language and label(now) in said:
        return Readiness.SAME, None
    if unit is None and base:
        return Readiness.GONE, None
    if words and here.proposal.lang != here.lang:
        return Readiness.OTHER_LANGUAGE, None
    if base is not None and label(base) == label(now):
        return Readiness.READY, None
    return Readiness.OLDER, merged or None  # where each side took out what the other kept, nothing would be left


def _of_set(here: Here, at: UnitPath, field: Field, unit: Unit | None, proposed: ProposedUnit, sieve: Sieve) -> Offer:
    held = unit.value if unit and isinstance(unit.value, tuple) else ()
    add = [name for name in sieve.members(field.of, proposed.add) if name not in held]
    theirs = (*(name for name in held if name not in proposed.remove), *add)
    state = Readiness.READY if theirs != held else Readiness.GONE if sieve.notes else Readiness.SAME
    return _offer(here, at, state, proposed, held, theirs, notes=sieve.notes)


def _of_item(here: Here, name: str, item: Tree) -> Offer:
    field, sieve = declared.PRACTICE.field(name), here.sieve()
    parts = field.fields if field else ()
    words, twin = _words(item, parts), here.item(name, item["id"])
    stands = sieve.item(name, item)
    sieve.parts(item, parts)
    same = _saying(here.practice.items(name), words)
    if not stands or (twin is not None and twin.hidden):
        state = Readiness.GONE
    elif same is not None:
        state = Readiness.SAME
    elif twin is not None:
        state = Readiness.OLDER
        sieve.notes.append(_(_TAKEN))
    elif here.proposal.lang != here.lang and any(part.words and item.get(part.name) for part in parts):
        state = Readiness.OTHER_LANGUAGE
    else:
        state = Readiness.READY
    there = same or twin
    return Offer(
        f"{name}/{item['id']}", "item", state, None, item_words(there) if there else None, words,
        why=str(item.get("why", "")) or here.proposal.why, gloss=str(item.get("gloss", "")), notes=tuple(sieve.notes),
    )  # fmt: skip


def _of_practice(here: Here, entry: Tree) -> Offer:
    proposal, sieve = here.proposal, here.sieve()
    sieve.parts(entry, declared.PRACTICE.fields)
    held = [practice for edition in here.chain for practice in edition.practices.values()]
    twin = next((one for one in held if proposal.practice in (one.id, one.content.get("from"))), None)
    state = Readiness.READY
    if twin is not None:
        state = Readiness.SAME
    elif proposal.lang not in here.edition.languages:
        state = Readiness.OTHER_LANGUAGE
    words = "\n\n".join(str(entry[name]) for name in ("title", "summary", "problem") if entry.get(name))
    ours = f"{twin.title}\n\n{twin.summary}" if twin else None
    return Offer(
        proposal.practice, "practice", state, None, ours, words, why=proposal.why, gloss=proposal.gloss,
        notes=tuple(sieve.notes),
    )  # fmt: skip


def _offer(
    here: Here, at: UnitPath, state: Readiness, proposed: ProposedUnit, ours: Value | None, theirs: Value, *,
    suggestion: str | None = None, notes: Sequence[str] = (),
) -> Offer:  # fmt: skip
    return Offer(
        str(at), "unit", state, proposed.base, ours, theirs, why=proposed.why or here.proposal.why,
        gloss=proposed.gloss, suggestion=suggestion, notes=tuple(notes),
    )  # fmt: skip


def _theirs(proposed: ProposedUnit) -> Value:
    said = proposed.text if proposed.text is not None else proposed.value
    return said if said is not None else proposed.add


def _saying(items: Sequence[Item], words: str) -> Item | None:
    return next((item for item in items if label(item_words(item)) == label(words)), None)


def _words(item: Tree, parts: Sequence[Field]) -> str:
    """The words of an item, as `item_words` has them of one that is there."""
    if item.get("text"):
        return str(item["text"])
    return "\n".join(str(item[part.name]) for part in parts if part.unit and part.words and item.get(part.name))
