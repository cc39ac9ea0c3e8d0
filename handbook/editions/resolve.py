"""Resolve: a practice as an edition has it, from its chain of editions, in a language. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handbook.editions.layer import Draft, lay_over, lay_under, of_practice
from handbook.editions.states import label
from handbook.editions.translated import in_language
from handbook.errors import UnknownPractice
from handbook.model.adaptation import Adaptation
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.practice import Practice
from handbook.model.resolved import Item, Resolved, Stance, State, Unit


def resolve(handbook: Handbook, practice_id: str, edition_id: str, language: str = "") -> Resolved:
    """A practice as an edition has it: each unit with value, origin edition, language and state.

    The language is that of the edition where none is asked for. Raises UnknownPractice, and what `Handbook.chain`
    raises.
    """
    chain = handbook.chain(edition_id)
    layered = layers(chain, practice_id)[-1]
    return in_language(layered, chain, language or chain[-1].languages[0])


def layers(chain: Sequence[Edition], practice_id: str) -> list[Resolved]:
    """The practice in its own languages as each edition of the chain has it, from its owner down to the last."""
    start = _owner(chain, practice_id)
    owner = chain[start]
    practice = owner.practices.get(practice_id) or vanished(chain, practice_id)
    draft = lay_under(practice, owner.id)
    found = [_frozen(draft, owner, owner, chain)]
    for edition in chain[start + 1 :]:
        draft = lay_over(draft, edition)
        found.append(_frozen(draft, edition, owner, chain))
    return found


def practice_ids(chain: Sequence[Edition]) -> list[str]:
    """The ids of all practices an edition has, its parents' first, each once.

    What an edition above has taken in from one below is there once: theirs where it says the same, else ours.
    """
    known = dict.fromkeys(entry for edition in chain for entry in edition.practices)
    adapted = [entry for edition in chain[1:] for entry in edition.adaptations if entry not in known]
    own = len(chain) > 1 and any(edition.practices for edition in chain[1:])
    if not adapted and not own:
        return list(known)
    taken = taken_in(chain)
    for ours, theirs in taken.items():
        if own_practice_state(chain, ours, theirs) is not State.STALE:
            known.pop(ours, None)
        elif not _still_said(chain, theirs):  # what we say in theirs must show, whatever they call it
            known.pop(theirs, None)
    gone = [entry for entry in dict.fromkeys(adapted) if entry not in taken and _still_said(chain, entry)]
    return [*known, *gone]


def taken_in(chain: Sequence[Edition]) -> dict[str, str]:
    """Our id → theirs, of every practice that an edition of the chain has taken in from one of those below it.

    Also where the one below has cleared away its own since: its id is still how others may know the practice.
    """
    below = {edition.id for edition in chain[1:]}
    found: dict[str, str] = {}
    for place, edition in enumerate(chain):
        for practice in edition.practices.values():
            ours = str(practice.content.get("from", ""))
            if ours.partition("/")[0] in below - {one.id for one in chain[: place + 1]} and "/" in ours:
                found.setdefault(ours, practice.id)
    return found


def own_practice_state(chain: Sequence[Edition], ours: str, theirs: str) -> State:
    """How a practice of our own stands to the one that was taken in from it: converged where it says the same."""
    home = ours.partition("/")[0]
    owner = next((edition for edition in chain if edition.id == home and ours in edition.practices), None)
    if owner is None:
        return State.CONVERGED
    held = lay_under(owner.practices[ours], owner.id)
    above = layers(chain[: chain.index(owner)], theirs)[-1]
    return State.CONVERGED if _said(held.parts, held.lists) == _said(above.parts, above.lists) else State.STALE


def entry_of(chain: Sequence[Edition], practice_id: str) -> Practice | None:
    """The practice as the nearest edition that has it as an entry wrote it; None where no edition of the chain has."""
    return next((one.practices[practice_id] for one in reversed(chain) if practice_id in one.practices), None)


def adaptation_of(chain: Sequence[Edition], practice_id: str) -> Adaptation | None:
    """What the last edition of a chain says of a practice, also under the id it bore before it was taken in."""
    held = entry_of(chain, practice_id)
    return of_practice(chain[-1], held) if held is not None else chain[-1].adaptations.get(practice_id)


def vanished(chain: Sequence[Edition], practice_id: str) -> Practice:
    """A practice that the edition that had it no longer has at all: what others say in it still stands."""
    lang = next(edition.adaptations[practice_id].lang for edition in chain if practice_id in edition.adaptations)
    content = {"format": "1", "id": practice_id, "kind": "practice", "lang": lang, "title": practice_id}
    return Practice(practice_id, {**content, "status": "withdrawn"}, vanished=True)


def _said(parts: Mapping[str, Unit], lists: Mapping[str, Sequence[Item]]) -> dict[str, tuple[str, str]]:
    units = [*parts.values(), *(unit for items in lists.values() for item in items for unit in item.units.values())]
    return {unit.path: (label(unit.value), unit.lang) for unit in units}


def _still_said(chain: Sequence[Edition], practice_id: str) -> bool:
    return any(held.differs for edition in chain if (held := edition.adaptations.get(practice_id)))


def _owner(chain: Sequence[Edition], practice_id: str) -> int:
    # The nearest edition that has it as an entry: a parent cannot take a local id for words of its own.
    for place in range(len(chain) - 1, -1, -1):
        if practice_id in chain[place].practices:
            return place
    if len(chain) > 1 and _still_said(chain, practice_id):
        return 0
    raise UnknownPractice(
        f"The edition “{chain[-1].id}” has no practice “{practice_id}”.", todo="See “handbook list” for those it has."
    )


def _frozen(draft: Draft, edition: Edition, owner: Edition, chain: Sequence[Edition]) -> Resolved:
    stance, why = _stance(edition, owner, draft.practice)
    return Resolved(
        id=draft.practice.id,
        edition=edition.id,
        owner=owner.id,
        practice=draft.practice,
        language=draft.practice.lang,
        parts=draft.parts,
        lists={name: tuple(items) for name, items in draft.lists.items()},
        stance=stance,
        stance_why=why,
        above_not_for=_above(edition, owner, chain, draft.practice),
    )


def _stance(edition: Edition, owner: Edition, practice: Practice) -> tuple[Stance, str]:
    if edition is owner:
        return Stance.OWN, ""
    adaptation = of_practice(edition, practice)
    ours = str(practice.content.get("from", "")).startswith(f"{edition.id}/")
    if adaptation is None or (ours and adaptation.reviewed.get("base")):
        # Taken in from here. Where ours stands in place of theirs, theirs is not shown; once they say the same, it is.
        return (Stance.AS_IS if ours else Stance.NOT_YET), ""
    reviewed, why = adaptation.reviewed.get("stance", ""), adaptation.reviewed.get("why", "")
    if reviewed == Stance.NOT_FOR_US:
        return Stance.NOT_FOR_US, why
    if adaptation.differs:
        return Stance.ADAPTED, why
    return (Stance.AS_IS if reviewed == Stance.AS_IS else Stance.NOT_YET), why


def _above(edition: Edition, owner: Edition, chain: Sequence[Edition], practice: Practice) -> tuple[str, str] | None:
    """The nearest edition above that does not use it, and its reason; it binds that edition only."""
    for above in reversed(chain[: chain.index(edition)]):
        stance, why = _stance(above, owner, practice)
        if stance is Stance.NOT_FOR_US:
            return above.id, why
        if above is owner:
            break
    return None
