"""Decisions: each branch by an example that a reader can check by hand."""

from __future__ import annotations

import pytest

from handbook.editions.decide import decided
from handbook.editions.fingerprint import fingerprint
from handbook.editions.resolve import resolve
from handbook.editions.status import questions
from handbook.errors import DecisionError
from handbook.model.question import Decision
from handbook.model.resolved import Stance
from handbook.model.units import UnitPath
from tests.editions.build import edition, handbook, practice
from tests.editions.following import answered, applied, asked, file_of, item_of, pages

SUMMARY = "Meet often. Keep your word."
MEET = {"id": "meet", "text": "Meet once a month.", "groups": ["government"]}
KEEP, TAKE, MERGE, EDIT, LATER = Decision.KEEP, Decision.TAKE, Decision.MERGE, Decision.EDIT, Decision.LATER


def book_of(changes=None, additions=None, lang="en", own=(), **theirs):
    """`nl` with these changes, over a shared practice that now says `theirs`."""
    held = {"trust": {"lang": lang, "changes": changes or {}, "additions": additions or {}}}
    return handbook(
        edition("global", "", practice(**theirs)),
        edition("nl", "global", *own, adaptations=held if changes or additions else {}, bases=(SUMMARY,)),
    )


def one(book, path):
    return asked(book)["trust", path]


def settle(book, path, decision, **said):
    question = one(book, path)
    return applied(book, "nl", decided(book, "nl", question, decision, **said))


def file(book, name="trust"):
    held = book.edition("nl").adaptations.get(name)
    return file_of(held) if held else None


def stale(theirs="Meet often. Keep your word and your notes."):
    ours = {"text": "Meet weekly. Keep your word.", "why": "Weekly here.", "base": fingerprint(SUMMARY)}
    return book_of({"summary": ours}, summary=theirs)


# Words and values.


def test_keep_records_the_words_it_was_kept_against_and_the_reason():
    after = settle(stale(), "summary", KEEP, why="Still weekly.")
    now = "Meet often. Keep your word and your notes."
    assert file(after)["changes"]["summary"] == {
        "text": "Meet weekly. Keep your word.", "why": "Still weekly.", "base": fingerprint(now),
    }  # fmt: skip
    assert after.edition("nl").bases[fingerprint(now)] == now and not asked(after)


def test_keep_takes_the_reason_there_was():
    assert file(settle(stale(), "summary", KEEP))["changes"]["summary"]["why"] == "Weekly here."


def test_take_leaves_nothing_of_ours():
    after = settle(stale(), "summary", TAKE)
    assert file(after) is None and resolve(after, "trust", "nl").value("summary").endswith("your notes.")


def test_merge_writes_the_suggestion():
    after = settle(stale(), "summary", MERGE, why="Both.")
    assert resolve(after, "trust", "nl").value("summary") == "Meet weekly. Keep your word and your notes."
    assert not asked(after)


def test_where_both_changed_one_sentence_there_is_nothing_to_merge():
    with pytest.raises(DecisionError, match="no answer here") as refused:
        settle(stale("Meet rarely. Keep your word."), "summary", MERGE)
    assert "keep, take, edit, later" in refused.value.todo


def test_edit_writes_new_words_against_theirs():
    after = settle(stale(), "summary", EDIT, text="Anew.", why="Both were long.")
    assert resolve(after, "trust", "nl").value("summary") == "Anew." and not asked(after)


def test_edit_to_their_very_words_leaves_the_file():
    assert file(settle(stale(), "summary", EDIT, text="Meet often. Keep your\nword and your notes.")) is None


@pytest.mark.parametrize("text", ["", "  \n", "x" * 20_000])
def test_edit_wants_words_that_a_page_carries(text):
    with pytest.raises(DecisionError):
        settle(stale(), "summary", EDIT, text=text)


def test_later_changes_nothing():
    assert not decided(stale(), "nl", one(stale(), "summary"), LATER)


def test_keep_wants_a_reason():
    held = {"summary": {"text": "Ours.", "base": fingerprint(SUMMARY)}}
    with pytest.raises(DecisionError, match="no reason"):
        settle(book_of(held, summary="Theirs."), "summary", KEEP)


VALUE = {"maturity": {"value": "ended", "why": "w", "base": fingerprint("emerging")}}


@pytest.mark.parametrize(
    ("decision", "said", "value"),
    [(KEEP, {}, "ended"), (TAKE, {}, "established"), (EDIT, {"text": "demonstrated"}, "demonstrated")],
)
def test_a_value_is_kept_taken_or_set_anew(decision, said, value):
    after = settle(book_of(VALUE, maturity="established"), "maturity", decision, **said)
    assert resolve(after, "trust", "nl").value("maturity") == value and not asked(after)


def test_a_value_that_such_a_unit_cannot_hold_is_refused():
    with pytest.raises(DecisionError):
        settle(book_of(VALUE, maturity="established"), "maturity", EDIT, text="ripe")


def test_a_unit_they_no_longer_have_becomes_simply_ours():
    after = settle(book_of(VALUE), "maturity", KEEP)
    assert file(after)["changes"] == {"maturity": {"value": "ended", "why": "w"}} and not asked(after)


def test_words_in_another_language_are_kept_or_taken_and_never_merged():
    held = {"summary": {"text": "Kom samen.", "why": "w", "base": fingerprint(SUMMARY)}}
    book = book_of(held, lang="nl", summary="Meet often. Keep your notes.")
    assert MERGE not in one(book, "summary").decisions
    assert not asked(settle(book, "summary", KEEP)) and file(settle(book, "summary", TAKE)) is None


# What is left out, and what was moved.


def hide(text="Meet once a year."):
    held = {"checklist/meet": {"hide": "Done by law.", "base": fingerprint(MEET["text"])}}
    return book_of(held, checklist=[{**MEET, "text": text}])


def test_a_hide_is_kept_against_their_new_words():
    after = settle(hide(), "checklist/meet", KEEP, why="By law still.")
    assert file(after)["changes"]["checklist/meet"] == {
        "hide": "By law still.", "base": fingerprint("Meet once a year."),
    }  # fmt: skip
    assert not resolve(after, "trust", "nl").items("checklist") and not asked(after)


def test_or_their_item_is_shown_again():
    after = settle(hide(), "checklist/meet", TAKE)
    assert file(after) is None and len(resolve(after, "trust", "nl").items("checklist")) == 1
    assert EDIT not in one(hide(), "checklist/meet").decisions


def moved(after=("thank",), text="Meet once a month."):
    held = {"checklist/meet": {"after": list(after), "why": "w", "base": fingerprint(text)}}
    return book_of(held)


def ids(book, name="checklist"):
    return [item.id for item in resolve(book, "trust", "nl").items(name)]


def test_a_place_is_kept_though_the_item_reads_otherwise():
    after = settle(moved(text="Meet once a year."), "checklist/meet", KEEP)
    assert ids(after) == ["call", "thank", "meet"] and not asked(after)


def test_a_place_whose_neighbours_are_gone_is_the_end_or_another():
    assert ids(settle(moved(["gone"]), "checklist/meet", KEEP)) == ["call", "thank", "meet"]
    assert ids(settle(moved(["gone"]), "checklist/meet", EDIT, after=("call",))) == ["call", "meet", "thank"]
    assert ids(settle(moved(["gone"]), "checklist/meet", TAKE)) == ["meet", "call", "thank"]
    for decision in (KEEP, TAKE):
        assert not asked(settle(moved(["gone"]), "checklist/meet", decision))


def test_items_that_were_moved_behind_each_other_are_settled_one_by_one():
    """A circle: `meet` stood after `gone`, else after `call`, and `call` after `meet`."""
    held = {
        "checklist/meet": {"after": ["gone", "call"], "why": "w", "base": fingerprint(MEET["text"])},
        "checklist/call": {"after": ["meet"], "why": "w", "base": fingerprint("Call before you write.")},
    }
    assert not asked(answered(book_of(held), KEEP))


# Items of our own.


def own(theirs=(), after=None, **more):
    item = {"id": "nl/ask", "text": "Ask the regulator.", "why": "w", **more} | ({"after": after} if after else {})
    checklist = [MEET, *theirs]
    return book_of({}, {"checklist": [item]}, checklist=checklist)


def test_an_item_of_ours_whose_neighbours_are_gone_stands_at_the_end_on_purpose():
    after = settle(own(after=["gone"]), "checklist/nl/ask", KEEP)
    assert "after" not in file(after)["additions"]["checklist"][0] and not asked(after)
    assert ids(after) == ["meet", "nl/ask"]


def test_or_after_another_item():
    book = own(after=["gone"], theirs=[{"id": "call", "text": "Call."}])
    after = settle(book, "checklist/nl/ask", EDIT, after=("meet",))
    assert ids(after) == ["meet", "nl/ask", "call"] and not asked(after)


CLAIMED = {"id": "nl/ask", "text": "Obey."}


def test_an_item_whose_id_they_use_for_something_else_gets_another():
    book = own([CLAIMED, {"id": "call", "text": "Call."}], groups=["academia"])
    after = settle(book, "checklist/nl/ask", KEEP)
    assert ids(after) == ["meet", "nl/ask", "call", "nl/ask-2"] and not asked(after)
    item = file(after)["additions"]["checklist"][0]
    assert item == {"id": "nl/ask-2", "text": "Ask the regulator.", "why": "w", "groups": ["academia"]}


def test_what_stood_after_it_stands_after_it_still():
    more = [{"id": "nl/ask", "text": "Ask."}, {"id": "nl/next", "text": "Then write.", "after": ["nl/ask"]}]
    book = book_of({}, {"checklist": more}, checklist=[MEET, CLAIMED])
    after = settle(book, "checklist/nl/ask", KEEP, why="w")
    assert ids(after) == ["meet", "nl/ask", "nl/ask-2", "nl/next"] and not asked(after)


def test_renaming_two_items_leaves_their_order_as_it_was():
    more = [{"id": "nl/a", "text": "A."}, {"id": "nl/b", "text": "B."}]
    book = book_of({}, {"checklist": more}, checklist=[{"id": "nl/a", "text": "X."}, {"id": "nl/b", "text": "Y."}])
    one_way = settle(settle(book, "checklist/nl/a", KEEP, why="w"), "checklist/nl/b", KEEP, why="w")
    other_way = settle(settle(book, "checklist/nl/b", KEEP, why="w"), "checklist/nl/a", KEEP, why="w")
    assert ids(one_way) == ids(other_way) == ["nl/a", "nl/b", "nl/a-2", "nl/b-2"]


def test_or_theirs_is_shown_in_its_place():
    after = settle(own([CLAIMED]), "checklist/nl/ask", TAKE)
    assert file(after) is None and resolve(after, "trust", "nl").items("checklist")[-1].text("text") == "Obey."


TAKEN_IN = {"id": "ask", "from": "nl/ask", "text": "Ask somebody.", "groups": ["government"]}


def test_taken_in_but_reworded_ours_becomes_a_change_of_theirs():
    book = own([TAKEN_IN], groups=["academia"])
    after = settle(book, "checklist/nl/ask", KEEP, why="It must be the regulator.")
    assert "additions" not in file(after)
    assert file(after)["changes"] == {
        "checklist/ask.text": {
            "text": "Ask the regulator.", "why": "It must be the regulator.", "base": fingerprint("Ask somebody."),
        },
        "checklist/ask.groups": {"add": ["academia"], "remove": ["government"], "why": "It must be the regulator."},
    }  # fmt: skip
    assert ids(after) == ["meet", "ask"] and not asked(after)
    assert resolve(after, "trust", "nl").items("checklist")[-1].text("text") == "Ask the regulator."


def test_or_theirs_is_taken():
    after = settle(own([TAKEN_IN]), "checklist/nl/ask", TAKE)
    assert file(after) is None and ids(after) == ["meet", "ask"] and not asked(after)


def test_or_written_anew():
    after = settle(own([TAKEN_IN]), "checklist/nl/ask", EDIT, text="Ask in writing.")
    assert resolve(after, "trust", "nl").items("checklist")[-1].text("text") == "Ask in writing." and not asked(after)


# What is gone there.

RING = {"id": "ring", "text": "Ring first.", "groups": ["hotline"], "basis": "heard"}


def gone():
    held = {
        "checklist/ring.text": {"text": "Ring, then write.", "why": "w", "base": fingerprint("Ring first.")},
        "checklist/ring.groups": {"add": ["academia"], "why": "w"},
    }
    return book_of(held, checklist=[RING, MEET]), book_of(held, checklist=[MEET])


def test_an_item_that_is_gone_is_kept_as_our_own_with_the_parts_it_had():
    then, now = gone()
    item = item_of(then, "trust", UnitPath("checklist", "ring"))
    after = settle(now, "checklist/ring", KEEP, before=item)
    assert "changes" not in file(after)
    assert file(after)["additions"]["checklist"] == [
        {"id": "nl/ring", "text": "Ring, then write.", "groups": ["hotline", "academia"], "basis": "heard", "why": "w"}
    ]
    assert ids(after) == ["meet", "nl/ring"] and not asked(after)


def test_also_where_nobody_knows_how_it_was():
    after = settle(gone()[1], "checklist/ring", KEEP)
    assert file(after)["additions"]["checklist"] == [
        {"id": "nl/ring", "text": "Ring, then write.", "groups": ["academia"], "why": "w"}
    ]


def test_or_dropped_or_written_anew():
    assert file(settle(gone()[1], "checklist/ring", TAKE)) is None
    after = settle(gone()[1], "checklist/ring", EDIT, text="Just write.")
    assert resolve(after, "trust", "nl").items("checklist")[-1].text("text") == "Just write." and not asked(after)


def test_it_gets_an_id_that_is_free():
    held = {"checklist/ring.text": {"text": "Ring.", "why": "w", "base": fingerprint("Ring first.")}}
    book = book_of(held, {"checklist": [{"id": "nl/ring", "text": "Another."}]}, checklist=[MEET])
    assert ids(settle(book, "checklist/ring", KEEP)) == ["meet", "nl/ring", "nl/ring-2"]


# A whole practice of ours that they took in.


def hub(summary="Theirs."):
    theirs = practice("hub", summary=summary, **{"from": "nl/hub"})
    return handbook(edition("global", "", theirs), edition("nl", "global", practice("nl/hub", summary="Ours.")))


def test_a_practice_taken_in_reworded_is_asked_about_once_with_both_texts():
    (question,) = asked(hub()).values()
    assert (question.practice, question.about, question.theirs) == ("nl/hub", "practice", "hub")
    assert "Ours." in str(question.ours) and "Theirs." in str(question.now)
    assert question.decisions == (KEEP, TAKE, LATER)
    assert [found.practice for found in questions(hub(), "nl", "nl/hub")] == ["nl/hub"]


def test_ours_is_kept_until_they_word_it_anew():
    (question,) = asked(hub()).values()
    plan = decided(hub(), "nl", question, KEEP, why="Ours names the law.")
    after = applied(hub(), "nl", plan)
    assert not asked(after) and set(pages(after)) == {"nl/hub"}
    newer = applied(hub("Theirs again."), "nl", plan)
    assert set(asked(newer)) == {("nl/hub", "")}


def test_or_theirs_is_taken_and_our_file_goes():
    (question,) = asked(hub()).values()
    after = applied(hub(), "nl", decided(hub(), "nl", question, TAKE))
    assert not after.edition("nl").practices and set(pages(after)) == {"hub"} and not asked(after)
    assert resolve(after, "hub", "nl").stance is Stance.AS_IS


def test_a_question_that_is_no_longer_there_is_refused():
    book = own([CLAIMED])
    question = one(book, "checklist/nl/ask")
    with pytest.raises(DecisionError, match="not in this edition"):
        decided(settle(book, "checklist/nl/ask", TAKE), "nl", question, KEEP, why="w")
