"""Status: each kind of question by an example, what is told beside them, and that it only looks."""

from __future__ import annotations

from collections import Counter

from hypothesis import given

from handbook.editions.fingerprint import fingerprint
from handbook.editions.resolve import practice_ids, resolve
from handbook.editions.status import questions, status
from handbook.model.question import Decision
from handbook.model.resolved import Stance, State
from tests.editions.build import edition, handbook, practice
from tests.editions.following import asked
from tests.editions.tales import Tale, tales

SUMMARY = "Meet often. Keep your word."
MEET = {"id": "meet", "text": "Meet once a year."}
KEEP, TAKE, MERGE, EDIT, LATER = Decision.KEEP, Decision.TAKE, Decision.MERGE, Decision.EDIT, Decision.LATER


def book_of(changes=None, additions=None, lang="en", bases=(SUMMARY,), **theirs):
    held = {"trust": {"lang": lang, "changes": changes or {}, "additions": additions or {}}}
    return handbook(edition("global", "", practice(**theirs)), edition("nl", "global", adaptations=held, bases=bases))


def only(book):
    (question,) = asked(book).values()
    return question


def ours(text="Meet weekly. Keep your word.", base=SUMMARY, **more):
    return {"summary": {"text": text, "why": "Weekly here.", "base": fingerprint(base), **more}}


def test_the_same_letters_in_another_language_are_not_the_same_words():
    found = status(book_of(ours("Internet"), lang="nl", summary="Internet"), "nl")
    assert not found.converged and only(book_of(ours("Internet"), lang="nl", summary="Internet")).state is State.STALE


def test_they_changed_another_sentence():
    question = only(book_of(ours(), summary="Meet often. Keep your notes."))
    assert (question.path, question.about, question.state) == ("summary", "unit", State.STALE)
    assert (question.before, question.now) == (SUMMARY, "Meet often. Keep your notes.")
    assert question.suggestion == "Meet weekly. Keep your notes." and question.why == "Weekly here."
    assert question.decisions == (KEEP, TAKE, MERGE, EDIT, LATER)


def test_both_changed_one_sentence():
    question = only(book_of(ours(), summary="Meet rarely. Keep your word."))
    assert (question.state, question.suggestion) == (State.CONFLICT, None) and MERGE not in question.decisions


def test_what_they_said_is_not_at_hand():
    question = only(book_of(ours(), bases=(), summary="Meet rarely."))
    assert (question.state, question.before, question.unsure) == (State.STALE, None, False)
    unsure = {"summary": {"text": "Ours.", "why": "w"}}
    assert only(book_of(unsure)).unsure


def test_a_value_and_words_that_are_gone():
    held = {"maturity": {"value": "ended", "why": "w", "base": fingerprint("emerging")}}
    question = only(book_of(held))
    assert (question.state, question.ours, question.now) == (State.ORPHANED, "ended", None)


def test_a_hide_whose_item_reads_otherwise():
    held = {"checklist/meet": {"hide": "By law.", "base": fingerprint("Meet once a month.")}}
    question = only(book_of(held, bases=("Meet once a month.",), checklist=[MEET]))
    assert (question.about, question.before, question.now) == ("hide", "Meet once a month.", "Meet once a year.")
    assert question.decisions == (KEEP, TAKE, LATER)


def test_a_hide_whose_item_is_gone_is_no_question():
    held = {"checklist/ring": {"hide": "By law.", "base": fingerprint("Ring.")}}
    assert not asked(book_of(held))


def test_what_we_said_in_an_item_that_we_left_out_is_no_question_when_it_is_gone():
    held = {
        "checklist/ring": {"hide": "By law.", "base": fingerprint("Ring.")},
        "checklist/ring.text": {"text": "Ring twice.", "why": "w", "base": fingerprint("Ring.")},
    }
    assert not asked(book_of(held)) and len(resolve(book_of(held), "trust", "nl").items("checklist")) == 3


def test_an_order_whose_item_reads_otherwise_or_whose_neighbours_are_gone():
    held = {"checklist/meet": {"after": ["call"], "why": "w", "base": fingerprint("Meet once a month.")}}
    call = {"id": "call", "text": "Call."}
    assert (only(book_of(held, checklist=[MEET, call])).about, only(book_of(held, checklist=[MEET])).state) == (
        "order", State.STALE,
    )  # fmt: skip
    kept = {"checklist/meet": {**held["checklist/meet"], "base": fingerprint(MEET["text"])}}
    assert only(book_of(kept, checklist=[MEET])).state is State.DISPLACED


def test_items_of_our_own():
    own = {"checklist": [{"id": "nl/ask", "text": "Ask.", "why": "w", "after": ["gone"]}]}
    assert (only(book_of({}, own)).about, only(book_of({}, own)).state) == ("own", State.DISPLACED)
    claimed = only(book_of({}, own, checklist=[MEET, {"id": "nl/ask", "text": "Obey."}]))
    assert (claimed.state, claimed.ours, claimed.now) == (State.CLAIMED, "Ask.", "Obey.")
    taken = only(book_of({}, own, checklist=[MEET, {"id": "ask", "text": "Ask them.", "from": "nl/ask"}]))
    assert (taken.state, taken.now, taken.theirs) == (State.STALE, "Ask them.", "ask")


def test_an_item_that_is_gone_is_one_question_whatever_we_changed_in_it():
    held = {
        "barriers/b.text": {"text": "Ours.", "why": "w", "base": fingerprint("B.")},
        "barriers/b.overcome": {"text": "So.", "why": "w", "base": fingerprint("Thus.")},
    }
    question = only(book_of(held, bases=("B.", "Thus.")))
    assert (question.path, question.about, question.before) == ("barriers/b", "gone", "B.\nThus.")


def test_what_is_told_beside_the_questions():
    held = {"trust": {"changes": ours("Ours.")}, "open": {"reviewed": {"stance": "as-is"}}}
    gone = practice("gone", status="withdrawn", replaced_by=["trust"])
    root = edition("global", "", practice(), practice("open"), practice("new"), gone)
    change = {"changes": {"title": {"text": "Ours.", "why": "w", "base": fingerprint("Build trust")}}}
    nl = edition("nl", "global", practice("nl/hub"), adaptations={**held, "gone": change}, bases=(SUMMARY,))
    found = status(handbook(root, nl), "nl")
    assert found.withdrawn == [("gone", ("trust",))] and not found.questions
    assert found.stances == Counter({Stance.ADAPTED: 2, Stance.AS_IS: 1, Stance.NOT_YET: 1, Stance.OWN: 1})
    assert found.states == Counter({State.FRESH: 2})


def test_the_edition_above_has_news_of_its_own_to_settle():
    eu = edition("eu", "global", adaptations={"trust": {"changes": ours(base="Older.")}})
    ours_too = {"summary": {"text": "Van ons.", "why": "w", "base": fingerprint("Meet weekly. Keep your word.")}}
    nl = edition("nl", "eu", adaptations={"trust": {"changes": ours_too}})
    assert status(handbook(edition("global", "", practice()), eu, nl), "nl").behind == [("trust", "summary")]


def test_a_practice_they_no_longer_have_asks_nothing_about_words_that_nobody_wrote():
    """Its title is not known any more; an id that stands in for it is nobody's words."""
    held = {"trust": {"changes": {"title": {"text": "Ours.", "why": "w", "base": fingerprint("Build trust")}}}}
    book = handbook(edition("global", ""), edition("nl", "global", adaptations=held))
    assert {question.state for question in asked(book).values()} == {State.ORPHANED}


def test_a_root_has_nothing_to_decide():
    assert status(book_of(ours(), summary="Other."), "global").questions == []


@given(tales())
def test_questions_of_one_practice_are_those_of_the_whole(tale: Tale):
    whole = status(tale.now, "nl").questions
    names = dict.fromkeys([*practice_ids(tale.now.chain("nl")), *tale.now.edition("nl").practices])
    assert sorted(map(str, whole)) == sorted(str(one) for name in names for one in questions(tale.now, "nl", name))


@given(tales())
def test_every_question_can_be_answered_and_says_what_we_say(tale: Tale):
    for question in status(tale.now, "nl").questions:
        assert {KEEP, LATER} <= set(question.decisions)
        assert TAKE in question.decisions or (question.about == "own" and question.state is State.DISPLACED)
        assert question.state not in (State.FRESH, State.CONVERGED)
        assert (question.ours is None) == (question.about in ("hide", "order"))
        assert (question.suggestion is None) == (MERGE not in question.decisions)
        if question.before is not None and question.about != "gone":
            assert question.before in tale.book.edition("nl").bases.values()


@given(tales())
def test_each_change_is_counted_in_one_state(tale: Tale):
    found = status(tale.now, "nl")
    waiting = [state for state in found.states.elements() if state not in (State.FRESH, State.CONVERGED)]
    assert len(waiting) == len(found.questions)
    assert found.states[State.CONVERGED] == len(found.converged)
