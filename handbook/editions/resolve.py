"""Resolve: a practice as an edition has it, from its chain of editions, in a language. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from handbook.editions.layer import Draft, lay_over, lay_under
from handbook.editions.translated import in_language
from handbook.errors import UnknownPractice
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.resolved import Resolved, Stance


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
    practice = owner.practices[practice_id]
    draft = lay_under(practice, owner.id)
    found = [_frozen(draft, owner, owner, chain)]
    for edition in chain[start + 1 :]:
        draft = lay_over(draft, edition)
        found.append(_frozen(draft, edition, owner, chain))
    return found


def practice_ids(chain: Sequence[Edition]) -> list[str]:
    """The ids of all practices an edition has, its parents' first, each once."""
    return list(dict.fromkeys(entry for edition in chain for entry in edition.practices))


def _owner(chain: Sequence[Edition], practice_id: str) -> int:
    # The nearest edition that has it as an entry: a parent cannot take a local id for words of its own.
    for place in range(len(chain) - 1, -1, -1):
        if practice_id in chain[place].practices:
            return place
    raise UnknownPractice(
        f"The edition “{chain[-1].id}” has no practice “{practice_id}”.", todo="See “handbook list” for those it has."
    )


def _frozen(draft: Draft, edition: Edition, owner: Edition, chain: Sequence[Edition]) -> Resolved:
    stance, why = _stance(edition, owner, draft.practice.id)
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
        above_not_for=_above(edition, owner, chain, draft.practice.id),
    )


def _stance(edition: Edition, owner: Edition, practice_id: str) -> tuple[Stance, str]:
    if edition is owner:
        return Stance.OWN, ""
    adaptation = edition.adaptations.get(practice_id)
    if adaptation is None:
        return Stance.NOT_YET, ""
    reviewed, why = adaptation.reviewed.get("stance", ""), adaptation.reviewed.get("why", "")
    if reviewed == Stance.NOT_FOR_US:
        return Stance.NOT_FOR_US, why
    if adaptation.differs:
        return Stance.ADAPTED, why
    return (Stance.AS_IS if reviewed == Stance.AS_IS else Stance.NOT_YET), why


def _above(edition: Edition, owner: Edition, chain: Sequence[Edition], practice_id: str) -> tuple[str, str] | None:
    """The nearest edition above that does not use it, and its reason; it binds that edition only."""
    for above in reversed(chain[: chain.index(edition)]):
        stance, why = _stance(above, owner, practice_id)
        if stance is Stance.NOT_FOR_US:
            return above.id, why
        if above is owner:
            break
    return None
