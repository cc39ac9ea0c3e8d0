"""Receive a proposal: what of it is new here, and the plan that takes one piece in. Old words never replace newer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handbook.editions.adapt import Place, adapted, added
from handbook.errors import DecisionError, UnknownUnit
from handbook.exchange.comparing import Piece, pieces
from handbook.exchange.here import Here
from handbook.exchange.offer import Offer, Readiness
from handbook.exchange.proposal import Proposal, ProposedUnit
from handbook.exchange.public import borrowed
from handbook.model import fields as declared
from handbook.model.adaptation import Change
from handbook.model.field import Field, Merge
from handbook.model.handbook import Handbook
from handbook.model.ids import LONGEST_ID, free_id
from handbook.model.plan import Plan
from handbook.model.units import UnitPath, Value, field_at

Tree = Mapping[str, Any]
Edits = dict[tuple[str, ...], Any]

_PLACES = ("where", "jurisdiction")  # names of places, which an editor who words an item herself need not repeat


def compared(handbook: Handbook, edition: str, proposal: Proposal) -> list[Offer]:
    """Each piece of a proposal beside what this edition says.

    Raises UnknownPractice, and DecisionError for a proposal that is not for this edition, or claims to come from it.
    """
    return [piece.offer for piece in pieces(Here(handbook, edition, proposal))]


def accepted(
    handbook: Handbook, edition: str, proposal: Proposal, offer: Offer, *, merged: bool = False, text: str = ""
) -> Plan:
    """What taking in one piece writes: their words, with `merged` those of both sides, with `text` the editor's own.

    The piece is compared again: what was written against older words than those of now is refused with DecisionError,
    unless both sides fit together and `merged` says so.
    """
    here = Here(handbook, edition, proposal)
    piece = next((one for one in pieces(here) if one.offer.path == offer.path), None)
    if piece is None:
        raise UnknownUnit(f"The proposal has nothing about “{offer.path}”.", todo="Nothing was written.")
    words = _settled(piece.offer, merged=merged, text=text)
    if piece.unit is not None:
        value = piece.offer.theirs if words is None else words
        return _unit(here, UnitPath.parse(piece.offer.path), piece.unit, value)
    if piece.list and piece.tree is not None:
        return _item(here, piece, piece.tree, words)
    return _practice(here, piece.tree or {})


def _settled(offer: Offer, *, merged: bool, text: str) -> str | None:
    """The words to be written where they are not theirs; None where they are."""
    if offer.state is Readiness.SAME:
        raise DecisionError(f"“{offer.path}” says so here already.", todo="Nothing was written.")
    if offer.state is Readiness.GONE:
        reason = " ".join(offer.notes) or "This edition has no such place."
        raise DecisionError(f"“{offer.path}” cannot stand here. {reason}", todo="Nothing was written.")
    if text.strip() and offer.about != "practice" and isinstance(offer.theirs, str):
        return text
    if offer.state is Readiness.OTHER_LANGUAGE:
        todo = "Add its language to your edition." if offer.about == "practice" else "Word it yourself: --text."
        raise DecisionError(f"“{offer.path}” is proposed in another language than it is written in here.", todo=todo)
    if offer.state is Readiness.READY:
        return None
    if merged and offer.suggestion is not None:
        return offer.suggestion
    todo = "Take both together: --merge." if offer.suggestion is not None else "Word it yourself: --text."
    raise DecisionError(f"“{offer.path}” was proposed against older words than it has now.", todo=todo)


def _unit(here: Here, at: UnitPath, proposed: ProposedUnit, value: Value) -> Plan:
    if not here.owned:
        return _adapted(here, at, proposed, value)
    content = here.edition.practices[here.practice.id].content
    edits: Edits = {at.pointer: list(value) if isinstance(value, tuple) else str(value)}
    holder = next((one for one in content[at.field] if one["id"] == at.item), {}) if at.item else content
    if credit := _credited(str(holder.get("from", "")), here.proposal.origin):
        edits[(at.field, at.item, "from") if at.item else ("from",)] = credit
    return _of_entry(here, edits)


def _adapted(here: Here, at: UnitPath, proposed: ProposedUnit, value: Value) -> Plan:
    """As a change of ours that says where it came from."""
    origin = here.proposal.origin
    why = proposed.why or here.proposal.why or f"Proposed by the edition “{origin}”."
    field = field_at(at)
    if isinstance(value, tuple):
        known = here.sieve().members(field.of if field else "", proposed.add)
        change = Change(add=tuple(known), remove=proposed.remove, why=why, origin=origin)
    elif field is not None and field.merge is Merge.WORDS:
        change = Change(text=str(value), why=why, origin=origin)
    else:
        change = Change(value=str(value), why=why, origin=origin)
    return adapted(here.handbook, here.edition.id, here.practice.id, str(at), change)


def _item(here: Here, piece: Piece, item: Tree, text: str | None) -> Plan:
    field = declared.PRACTICE.field(piece.list)
    parts = field.fields if field else ()
    if text:
        if not any(part.name == "text" for part in parts):
            raise DecisionError(
                f"“{piece.offer.path}” has no text of its own.", todo="Write it into your file by hand."
            )
        twin = here.item(piece.list, item["id"])
        if twin is not None:
            at = UnitPath(piece.list, twin.id, "text")
            return _unit(here, at, ProposedUnit(str(at), why=piece.offer.why), text)
        item = _worded(here, item, parts, text)
    held = {**here.sieve().parts(item, parts), "id": _own_id(here, piece.list, item["id"]), "from": item["id"]}
    if borrowed(piece.list):
        held["from"] = here.proposal.origin
    after = [there.id for wanted in item.get("after", ()) if (there := here.item(piece.list, wanted))]
    if here.owned:
        return _of_entry(here, _placed(here, piece.list, held, after))
    held |= {"why": piece.offer.why} if piece.offer.why else {}
    if borrowed(piece.list):
        place = Place(here.handbook, here.edition.id, here.practice.id)
        return place.plan({("additions", piece.list, held["id"]): held})
    return added(here.handbook, here.edition.id, here.practice.id, piece.list, held, after=after)


def _worded(here: Here, item: Tree, parts: Sequence[Field], text: str) -> Tree:
    """Their item in the editor's words; what else they say in another language cannot stand beside them."""
    if here.proposal.lang == here.lang:
        return {**item, "text": text}
    foreign = {part.name for part in parts if part.words and part.name not in _PLACES}
    return {**{name: said for name, said in item.items() if name not in foreign}, "text": text}


def _placed(here: Here, name: str, held: Tree, after: Sequence[str]) -> Edits:
    """Put an item behind the first of its anchors, and behind those of theirs that were put there before."""
    items = list(here.edition.practices[here.practice.id].content.get(name, ()))
    places = [place for anchor in after for place, one in enumerate(items, 1) if one["id"] == anchor]
    at = places[0] if places else len(items)
    while places and at < len(items) and str(items[at].get("from", "")).startswith(f"{here.proposal.origin}/"):
        at += 1
    if at == len(items):
        return {(name, str(held["id"])): held}
    return {(name,): [*items[:at], held, *items[at:]]}


def _practice(here: Here, entry: Tree) -> Plan:
    taken = {practice for edition in here.chain for practice in edition.practices}
    name = _first_free(here.front, here.proposal.practice, taken)
    said = here.sieve().parts(entry, declared.PRACTICE.fields)
    content = {**said, "lang": here.proposal.lang, "status": "in-review", "from": here.proposal.practice}
    edits: Edits = {(field.name,): content[field.name] for field in declared.PRACTICE.fields if field.name in content}
    return Plan("practice", name, edits)


def _of_entry(here: Here, edits: Edits) -> Plan:
    """The plan for an entry of our own, one revision further where it counts them."""
    revision = here.edition.practices[here.practice.id].content.get("revision")
    if revision is not None:
        edits["revision",] = str(int(revision) + 1)
    return Plan("practice", here.practice.id, edits)


def _own_id(here: Here, name: str, theirs: str) -> str:
    if borrowed(name):
        return theirs
    return _first_free(here.front, theirs, {one.id for one in here.practice.lists.get(name, ())})


def _first_free(front: str, theirs: str, taken: set[str]) -> str:
    slug = theirs.rpartition("/")[2][: LONGEST_ID - 6].rstrip("-")
    return free_id(f"{front}{slug}", taken)


def _credited(held: str, origin: str) -> str:
    """`from` with one more edition in it; empty where nothing is to be written.

    What was taken in whole keeps the id it had there: that is how those who sent it find it again.
    """
    names = [name.strip() for name in held.split(",") if name.strip()]
    if origin in names or any("/" in name for name in names):
        return ""
    return ", ".join([*names, origin])
