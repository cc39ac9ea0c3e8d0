from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.merge import merge_text, word_diff

A, B, C = "Consult early.", "Publish the draft rules.", "Evaluate after a year."

words = st.sampled_from(
    ["consult", "early", "the regulator", "publishes", "ISPs", "two", "التشاور", "مبكر", "é", "e\u0301"]
)
stops = st.sampled_from([".", "!", "?", "؟", "", '."'])
sentences = st.builds(lambda said, stop: " ".join(said) + stop, st.lists(words, min_size=1, max_size=5), stops)
gaps = st.sampled_from(
    [" ", "\n", "  ", "\n\n", "  \n", "\n- ", "\n  - ", "\n1. ", "\n> ", "\n\n    ", "\n| ", "\n```\n", "\\\n"]
)
texts = st.lists(st.tuples(sentences, gaps), max_size=6).map(lambda pairs: "".join(s + g for s, g in pairs))


@st.composite
def three_sides(draw: st.DrawFn) -> tuple[str, str, str]:
    """A text and two edits of it, so that the sides have most of their sentences in common."""
    base = draw(st.lists(sentences, min_size=1, max_size=5))
    return " ".join(base), draw(edited(base)), draw(edited(base))


@st.composite
def edited(draw: st.DrawFn, base: list[str]) -> str:
    side: list[str] = []
    for sentence in base:
        action = draw(st.sampled_from(["keep", "keep", "keep", "drop", "change", "add"]))
        side += {"keep": [sentence], "drop": []}.get(action, [draw(sentences)])
        side += [sentence] if action == "add" else []
    return draw(st.sampled_from([" ", "\n\n"])).join(side)


def said(text: str) -> list[str]:
    """The sentences of prose that ends in stops, told apart without the code under test."""
    for stop in ".!?؟":
        text = text.replace(f"{stop} ", f"{stop}\n").replace(f'{stop}" ', f'{stop}"\n')
    return [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        pytest.param(
            f"{A} {B}", f"Consult late. {B}", f"{A} Publish it.", "Consult late. Publish it.", id="neighbours"
        ),
        pytest.param(f"{A} {B}", f"{A} {B} {C}", f"Ask. {B}", f"Ask. {B} {C}", id="added at the end"),
        pytest.param(f"{A} {B}", f"{C} {A} {B}", B, f"{C} {B}", id="added in front of a removed one"),
        pytest.param(f"{A} {B}", B, f"{A} {C} {B}", f"{C} {B}", id="first removed, one added behind"),
        pytest.param(f"{A} {B} {C}", f"{A} {C}", f"{B} {C}", C, id="both removed one"),
        pytest.param(
            f"{A} {B}", f"{A}\n\n{B}", f"{A} Publish it.", f"{A}\n\nPublish it.", id="new paragraph, new words"
        ),
        pytest.param("- a b\n- c d", "- a b\n- c d\n- e", "- a x\n- c d", "- a x\n- c d\n- e", id="list"),
        pytest.param("- a\n  - b\n- c", "- a\n  - b\n- x", "- a\n  - y\n- c", "- a\n  - y\n- x", id="nested list"),
        pytest.param(f"{A}\n{B}", f"{A} {B} {C}", f"{A}\nPublish it.", f"{A} Publish it. {C}", id="reflowed"),
        pytest.param("ما هذا؟ نعم.", "ما هذا؟ لا.", "ما ذلك؟ نعم.", "ما ذلك؟ لا.", id="Arabic"),
        pytest.param(
            "| a |\n|---|\n| b |", "| a |\n|---|\n| c |", "| x |\n|---|\n| b |", "| x |\n|---|\n| c |", id="table"
        ),
        pytest.param(
            f"{A} {B}",
            f"{A} {C} {B}",
            f"{A} {C} Publish the draft.",
            f"{A} {C} Publish the draft.",
            id="both added the same",
        ),
        pytest.param("A.", "A.\n", "B.", "B.\n", id="a newline at the end"),
        pytest.param(f"{A}\r\n{B}", f"{A}\r\nAsk.", f"Go. {B}", "Go. Ask.", id="CRLF on one side"),
    ],
)
def test_changes_of_different_sentences_come_together(base: str, ours: str, theirs: str, merged: str) -> None:
    assert merge_text(base, ours, theirs) == merged
    assert merge_text(base, theirs, ours) == merged


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        pytest.param(f"{A} {B}", f"Consult late. {B}", f"Consult never. {B}", id="same sentence"),
        pytest.param("One two three.", "One 2 three.", "One two 3.", id="different words of one sentence"),
        pytest.param(f"{A} {B}", f"Consult late. {B}", B, id="reworded and removed"),
        pytest.param(f"{A} {B}", f"{A} One. {B}", f"{A} Two. {B}", id="both added at the same place"),
        pytest.param(A, f"{A} One.", f"{A} Two.", id="both added at the end"),
        pytest.param("```\na\nb\n```", "```\nx\nb\n```", "```\na\ny\n```", id="one fence"),
        pytest.param(f"{A} {B} {C}", f"{B} {C} {A}", f"{B} {C}", id="moved and removed"),
        pytest.param(f"{A} {B} {C}", f"X y z. {A} {B} {C}", f"{A} {B} X y z. {C}", id="the same sentence twice"),
        pytest.param(f"P.\n\n{A} {B}", f"P.\n\n{A} Now. {B}", f"P.\n\n{B}", id="to which paragraph"),
        pytest.param("", A, B, id="both wrote into an empty text"),
        pytest.param(f"{A} {B}", f"{A}\n\n{B}", f"{A}\n- {B}", id="paragraph here, list there"),
    ],
)
def test_doubt_gives_no_suggestion(base: str, ours: str, theirs: str) -> None:
    assert merge_text(base, ours, theirs) is None
    assert merge_text(base, theirs, ours) is None


@given(texts, texts)
def test_one_side_alone_wins_as_it_stands(base: str, side: str) -> None:
    assert merge_text(base, base, side) == side
    assert merge_text(base, side, base) == side
    assert merge_text(base, side, side) == side


@given(st.one_of(three_sides(), st.tuples(texts, texts, texts)))
def test_it_does_not_matter_who_asks(sides: tuple[str, str, str]) -> None:
    base, ours, theirs = sides
    assert merge_text(base, ours, theirs) == merge_text(base, theirs, ours)


@given(texts, texts)
def test_a_reflowed_base_is_no_edit(base: str, theirs: str) -> None:
    """A side that only wrapped its prose elsewhere loses nothing of the other side's words."""
    prose = " ".join(base.replace("\n", " ").replace("- ", "").split())
    wrapped = prose.replace(" ", "\n")
    if any(mark in prose for mark in "|>`\\1"):
        return
    merged = merge_text(prose, wrapped, f"{prose} Added.")
    assert merged is not None
    assert merged.split() == f"{prose} Added.".split()


@given(three_sides())
def test_no_sentence_that_a_side_added_is_lost(sides: tuple[str, str, str]) -> None:
    base, ours, theirs = (
        " ".join(s if s.endswith((".", "!", "?", "؟", '."')) else s + "." for s in said(side)) for side in sides
    )
    merged = merge_text(base, ours, theirs)
    if merged is None:
        return
    was, mine, yours, now = (Counter(said(side)) for side in (base, ours, theirs, merged))
    for sentence in mine | yours:
        if max(mine[sentence], yours[sentence]) > was[sentence]:
            assert now[sentence] > was[sentence] or min(mine[sentence], yours[sentence]) < was[sentence]
    for sentence in was:
        if mine[sentence] >= was[sentence] <= yours[sentence]:
            assert now[sentence] >= was[sentence]
    assert set(now) <= set(mine) | set(yours)


@given(texts, texts)
def test_a_word_diff_makes_up_both_texts(old: str, new: str) -> None:
    parts = word_diff(old, new)
    assert "".join(text for kind, text in parts if kind != "ins") == old
    assert "".join(text for kind, text in parts if kind != "del") == new
    assert all(text for _, text in parts)
    assert all(one[0] != two[0] for one, two in pairwise(parts))


def test_a_word_diff_shows_the_changed_words() -> None:
    assert word_diff("ask the ISPs  now", "ask all ISPs  later") == [
        ("same", "ask "),
        ("del", "the "),
        ("ins", "all "),
        ("same", "ISPs  "),
        ("del", "now"),
        ("ins", "later"),
    ]


def test_one_word_repeated_thousands_of_times_is_still_compared() -> None:
    old, new = "a " * 8000 + "b", "a " * 7999 + "c"
    parts = word_diff(old, new)
    assert parts[0] == ("same", "a " * 7999)
    assert "".join(text for kind, text in parts if kind != "del") == new
    assert merge_text("a. " * 5000, "a. " * 5001, "b. " + "a. " * 4999) == "b. " + "a. " * 5000
