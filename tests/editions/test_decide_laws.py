"""The laws of answering what waits: in any order, once, and about one unit alone."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from handbook.editions.decide import decided
from handbook.model.question import Decision
from handbook.model.resolved import State
from handbook.model.units import UnitPath
from tests.editions.following import answered, applied, asked, decide, pages, somewhere, taken
from tests.editions.strategies import MATURITY
from tests.editions.tales import Shared, Tale, tales

KEEP, TAKE, MERGE, EDIT, LATER = Decision.KEEP, Decision.TAKE, Decision.MERGE, Decision.EDIT, Decision.LATER
DECISIONS = st.sampled_from([KEEP, TAKE, MERGE, EDIT])


@given(tales(), DECISIONS)
def test_answering_all_of_them_empties_the_queue(tale: Tale, decision: Decision):
    assert asked(answered(tale.now, decision, before=tale.at(0))) == {}


@given(tales())
def test_later_is_no_decision(tale: Tale):
    now = tale.now
    for question in asked(now).values():
        assert applied(now, "nl", decided(now, "nl", question, LATER)) is now


@given(tales(moves=12), st.randoms(use_true_random=True))
def test_decisions_commute(tale: Tale, random):
    """Any two, whichever is answered first; items of both kinds that become ours stand in the order of the answers."""
    now = tale.now
    keys = sorted(asked(now))
    assume(len(keys) > 1)
    answers = [(key, random.choice(asked(now)[key].decisions)) for key in random.sample(keys, 2)]
    one_way, other_way = (_both(now, way, tale.at(0)) for way in (answers, answers[::-1]))
    assert _unordered(pages(one_way)) == _unordered(pages(other_way))
    assert _questions(one_way) == _questions(other_way)
    if not any(asked(now)[key].state is State.ORPHANED for key, _ in answers):
        assert pages(one_way) == pages(other_way)


def _both(book, answers, before):
    places = {key: somewhere(book, asked(book)[key]) for key, _ in answers}
    for key, decision in answers:
        book = decide(book, asked(book)[key], decision, before=before, after=places[key])
    return book


def _unordered(held):
    return {
        name: (status, parts, {of: sorted(items, key=lambda item: min(item[0])) for of, items in lists.items()})
        for name, (status, parts, lists) in held.items()
    }


def _questions(book):
    return {key: (question.about, question.state, question.now) for key, question in asked(book).items()}


@given(tales())
def test_what_was_kept_is_asked_again_about_newer_words_alone(tale: Tale):
    kept = answered(tale.now, KEEP)
    assert asked(taken(kept, "nl", tale.releases[-1])) == {}
    units = {
        key for key, question in asked(tale.now).items()
        if question.about == "unit" and question.state in (State.STALE, State.CONFLICT)
        and key[0] in tale.releases[-1].chain[0].practices
    }  # fmt: skip
    shared = Shared({name: dict(held.content) for name, held in tale.releases[-1].chain[0].practices.items()})
    for name, path in units:
        _reword(shared.practices[name], UnitPath.parse(path), asked(tale.now)[name, path])
    newer = taken(kept, "nl", shared.release())
    assert units <= set(asked(newer))


def _reword(content, at, question):
    if at.field == "maturity":
        content["maturity"] = next(one for one in MATURITY if one not in (question.ours, question.now))
    elif at.item:
        content[at.field] = [
            {**item, at.part: "Newer words of theirs."} if item["id"] == at.item else item for item in content[at.field]
        ]
    elif at.part:
        content[at.field] = {**content[at.field], at.part: "Newer words of theirs."}
    else:
        content[at.field] = "Newer words of theirs."


@given(tales(), DECISIONS)
def test_a_decision_touches_the_unit_it_is_about_and_no_other(tale: Tale, decision: Decision):
    now = tale.now
    for key, question in asked(now).items():
        if question.about != "unit" or decision not in question.decisions:
            continue
        before, after = pages(now), pages(decide(now, question, decision))
        if key[0] not in after:  # it was the last that was said of a practice they no longer have
            before.pop(key[0])
        assert {name: held for name, held in before.items() if name != key[0]} == {
            name: held for name, held in after.items() if name != key[0]
        }
        if key[0] in after:
            assert _others(before[key[0]], key[1]) == _others(after[key[0]], key[1])


def _others(held, path):
    _, parts, lists = held
    at = UnitPath.parse(path)
    flat = {
        (of, min(names), part): said
        for of, items in lists.items()
        for names, units in items
        for part, said in units.items()
    }
    flat |= {(of, "", ""): said for of, said in parts.items()}
    return {where: said for where, said in flat.items() if where not in ((at.field, at.item, at.part), (path, "", ""))}
