"""Status: how an edition stands to the one it builds on, and what waits for its editor's decision. Computed, pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from handbook.editions.resolve import adaptation_of, layers, own_practice_state, practice_ids, taken_in
from handbook.editions.states import item_words, label
from handbook.model.adaptation import Adaptation, Change
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.question import Question
from handbook.model.resolved import Item, Resolved, Stance, State, Unit
from handbook.model.units import UnitPath


@dataclass
class Status:
    """An edition's changes by state, and the questions among them."""

    edition: str
    questions: list[Question] = field(default_factory=list)
    converged: list[tuple[str, str]] = field(default_factory=list)  # practice, path; "" for a whole practice
    behind: list[tuple[str, str]] = field(default_factory=list)  # the edition above has news of its own to settle
    withdrawn: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)  # adapted here, and its replacements
    states: Counter[State] = field(default_factory=Counter)
    stances: Counter[Stance] = field(default_factory=Counter)


def status(handbook: Handbook, edition_id: str) -> Status:
    """All states of an edition's changes; raises what `Handbook.chain` raises."""
    chain = handbook.chain(edition_id)
    edition, found = chain[-1], Status(edition_id)
    if len(chain) == 1:
        return found
    for ours, theirs in taken_in(chain).items():
        if ours in edition.practices:
            _own_practice(found, chain, ours, theirs)
    for practice_id in practice_ids(chain):
        _practice(found, chain, edition, practice_id)
    return found


def questions(handbook: Handbook, edition_id: str, practice: str = "") -> list[Question]:
    """What waits for a decision in an edition, or in one of its practices."""
    chain = handbook.chain(edition_id)
    if practice and practice not in chain[-1].practices and practice in practice_ids(chain) and len(chain) > 1:
        found = Status(edition_id)
        _practice(found, chain, chain[-1], practice)
        return found.questions
    asked = status(handbook, edition_id).questions
    return [question for question in asked if not practice or question.practice == practice]


def _own_practice(found: Status, chain: Sequence[Edition], ours: str, theirs: str) -> None:
    state = own_practice_state(chain, ours, theirs)
    found.states[state] += 1
    if state is State.CONVERGED:
        found.converged.append((ours, ""))
        return
    held, above = layers(chain, ours)[-1], layers(chain[:-1], theirs)[-1]
    settled = chain[-1].adaptations.get(theirs)
    if settled is not None and settled.reviewed.get("base") == label(_whole(above)):
        return
    found.questions.append(
        Question(
            practice=ours, path="", about="practice", state=state, ours=_whole(held), ours_lang=held.practice.lang,
            before=None, now=_whole(above), now_lang=above.practice.lang, suggestion=None, why="", theirs=theirs,
        )
    )  # fmt: skip


def _practice(found: Status, chain: Sequence[Edition], edition: Edition, practice_id: str) -> None:
    if practice_id in edition.practices:
        found.stances[Stance.OWN] += 1
        return
    held = adaptation_of(chain, practice_id)
    if held is None:
        found.stances[Stance.NOT_YET] += 1
        return
    theirs, ours = layers(chain, practice_id)[-2:]
    found.stances[ours.stance] += 1
    if held.differs and ours.practice.status == "withdrawn":
        found.withdrawn.append((practice_id, tuple(ours.practice.content.get("replaced_by", ()))))
    for path, state in ours.changed():
        found.states[state] += 1
        if state is State.CONVERGED:
            found.converged.append((practice_id, path))
        elif state is not State.FRESH:
            found.questions.append(_question(ours, theirs, held, path, state, edition))
    found.behind += [(practice_id, unit.path) for unit in ours.units() if unit.adapted and unit.parent_behind]


def _question(
    ours: Resolved, theirs: Resolved, held: Adaptation, path: str, state: State, edition: Edition
) -> Question:
    at = UnitPath.parse(path)
    if not at.item or at.part:
        return _of_unit(ours, held, path, state, edition)
    item = next(one for one in ours.lists[at.field] if one.id == at.item)
    if state is State.ORPHANED:
        return _of_gone(ours, held, item, at, edition)
    change = held.changes.get(path, Change())
    if item.added:
        above = _taken(theirs, at, item)
        return Question(
            practice=ours.id, path=path, about="own", state=state, ours=_words(item), ours_lang=held.lang,
            before=None, now=_words(above) if above else None, now_lang=_lang(above), suggestion=None, why=item.why,
            theirs=above.id if above else "", adrift=item.adrift,
        )  # fmt: skip
    above = next((one for one in theirs.lists.get(at.field, ()) if one.id == at.item), None)
    return Question(
        practice=ours.id, path=path, about="hide" if item.hidden else "order", state=state, ours=None,
        ours_lang=held.lang, before=edition.bases.get(change.base), now=_words(above) if above else None,
        now_lang=_lang(above), suggestion=None, why=item.why, unsure=item.unsure, theirs=at.item,
        adrift=item.adrift,
    )  # fmt: skip


def _of_unit(ours: Resolved, held: Adaptation, path: str, state: State, edition: Edition) -> Question:
    unit = next(one for one in _units(ours) if one.path == path)
    change = held.changes.get(path, Change())
    return Question(
        practice=ours.id, path=path, about="unit", state=state, ours=unit.value, ours_lang=unit.lang,
        before=edition.bases.get(change.base), now=unit.before, now_lang=unit.before_lang,
        suggestion=unit.suggestion, why=unit.why, unsure=unit.unsure,
    )  # fmt: skip


def _of_gone(ours: Resolved, held: Adaptation, item: Item, at: UnitPath, edition: Edition) -> Question:
    """An item that is no longer there: what we said in its parts is one question."""
    front = f"{at}."
    bases = [edition.bases.get(change.base, "") for path, change in held.changes.items() if path.startswith(front)]
    return Question(
        practice=ours.id, path=str(at), about="gone", state=State.ORPHANED, ours=_words(item), ours_lang=held.lang,
        before="\n".join(text for text in bases if text) or None, now=None, now_lang="", suggestion=None, why=item.why,
    )  # fmt: skip


def _taken(theirs: Resolved, at: UnitPath, ours: Item) -> Item | None:
    items = theirs.lists.get(at.field, ())
    taken = next((one for one in items if one.fixed.get("from") == ours.id and one.id != ours.id), None)
    return taken or next((one for one in items if one.id == ours.id), None)


def _units(resolved: Resolved) -> Iterator[Unit]:
    yield from resolved.parts.values()
    for items in resolved.lists.values():
        for item in items:
            yield from item.units.values()


def _words(item: Item) -> str:
    return item_words(item) or "\n".join(str(unit.value) for unit in item.units.values())


def _whole(resolved: Resolved) -> str:
    return "\n\n".join(str(unit.value) for unit in resolved.units() if unit.field.words)


def _lang(item: Item | None) -> str:
    return next((unit.lang for unit in item.units.values()), "") if item else ""
