"""What a question says: its sentence, its reason for a list, and what they changed, in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.asked import case, in_words, label, readable, reason, swaps
from handbook.editions.changelog import title
from handbook.editions.fingerprint import fingerprint
from handbook.editions.merge import word_diff
from handbook.editions.status import questions
from tests.editions.build import edition, handbook, practice
from tests.editions.tales import Tale, tales
from tests.editions.test_status import book_of, only, ours

THEN = "Organisations sign agreements, yet nobody shares anything that matters."
NOW = "Organisations sign agreements, yet few share anything that matters before the first crisis."


def told(old: str, new: str) -> str:
    return in_words(word_diff(old, new))


def posed(book):
    return case(book.chain("nl"), only(book))


def test_a_case_says_whose_what_and_what_happened():
    one = posed(book_of(ours(), summary="Meet often. Keep your notes."))
    assert (one.title, one.label) == ("Build trust", "Summary")
    assert one.sentence == "They changed this; your words stand." and reason(one.question) == "they changed it"
    assert one.changes == "“word” became “notes”"
    assert one.theirs == [("same", "Meet often. Keep your "), ("del", "word"), ("ins", "notes"), ("same", ".")]
    assert one.own == [("same", "Meet "), ("del", "often"), ("ins", "weekly"), ("same", ". Keep your word.")]
    assert one.suggestion == "Meet weekly. Keep your notes." and one.why == "Weekly here."
    headings = [heading for heading, _ in one.texts()]
    assert headings == ["They said", "They say now", "You say", "Put together", "Your reason"]


def test_a_practice_is_called_what_this_edition_calls_it():
    ours_too = {**ours(), "title": {"text": "Bouw vertrouwen op", "why": "w", "base": fingerprint("Build trust")}}
    book = book_of(ours_too, summary="Meet often. Keep your notes.")
    (about_summary,) = [one for one in questions(book, "nl", "trust") if one.path == "summary"]
    assert case(book.chain("nl"), about_summary).title == "Bouw vertrouwen op"


def test_what_cannot_be_compared_is_not_compared():
    unknown = posed(book_of(ours(), bases=(), summary="Meet rarely."))
    assert unknown.changes == "" and unknown.theirs == [("same", "Meet rarely.")]
    foreign = posed(book_of(ours("Kom samen."), lang="nl", summary="Meet rarely."))
    assert foreign.own == [("same", "Kom samen.")] and foreign.changes
    gone = posed(book_of({"checklist/meet.text": ours("Weekly.", "x")["summary"]}, checklist=[]))
    assert gone.now is None and gone.theirs == [] and reason(gone.question) == "they no longer have it"


def test_a_whole_practice_and_one_that_nobody_has_are_named_too():
    assert label("") == "The whole practice"
    assert title("lost", handbook(edition("global", "", practice())).chain("global")) == "lost"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (THEN, NOW, "“nobody shares” became “few share”; “before the first crisis” is new"),
        ("Ask twice, in writing.", "Ask twice.", "“in writing” is gone"),
        ("Ask. Wait.", "Ask. Look at it. Wait.", "“Look at it” is new"),
        ("Ask.", "Ask!", "only punctuation or spacing"),
        ("Ask\nnow.", "Ask now.", "only punctuation or spacing"),
        ("Ask “them” now.", "Ask “us” now.", "“them” became “us”"),
        ("within 5% of it", "within 6% of it", "“5%” became “6%”"),
        ("demonstrated", "ended", "“demonstrated” became “ended”"),
        ("监管机构应当咨询各方。", "监管机构必须咨询各方。", "“应当” became “必须”"),
        ("Same.", "Same.", ""),
    ],
)
def test_changes_are_told_as_people_say_them(old, new, said):
    assert told(old, new) == said


def test_long_and_many_changes_are_told_short():
    assert told("Ask.", "Ask " + "one more very long thing " * 9 + ".").startswith("“one more very long thing one")
    assert len(told("a" * 400, "b" * 400)) < 160
    old, new = " ".join(f"same{n} old{n}" for n in range(7)), " ".join(f"same{n} new{n}" for n in range(7))
    assert told(old, new).endswith("“old3” became “new3”; and 3 more changes")
    assert told("a1 x a2 x a3 x a4 x a5", "b1 x b2 x b3 x b4 x b5").endswith("; and 1 more change")


def test_a_blank_that_made_room_for_words_is_not_told_of():
    then, now = "You know which it is.", "You know, and have tried, which it is."
    assert readable(word_diff(then, now)) == [
        ("same", "You know"),
        ("ins", ", and have tried, "),
        ("same", "which it is."),
    ]
    assert readable(word_diff(now, then)) == [
        ("same", "You know"),
        ("del", ", and have tried, "),
        ("same", "which it is."),
    ]
    assert readable([("del", " "), ("ins", "\n")]) == [("del", " "), ("ins", "\n")]
    assert readable([("same", "a"), ("del", " "), ("same", "b")])[1] == ("del", " ")


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_changed_something_is_said(old, new):
    parts = readable(word_diff(old, new))
    assert bool(in_words(parts)) == (old != new)
    assert "\n" not in in_words(parts)
    for gone, come in swaps(parts):
        assert gone or come


@given(tales())
def test_every_question_can_be_put(tale: Tale):
    book = tale.now
    for question in questions(book, "nl"):
        one = case(book.chain("nl"), question)
        assert one.sentence.endswith(".") and one.label and one.title
        reason_said = reason(question)
        assert reason_said and reason_said[0].islower() and not reason_said.endswith(".")
        for _, parts in one.texts():
            assert all(text for _, text in parts) or parts == [("same", "")]
