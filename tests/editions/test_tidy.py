"""Tidying: what they say themselves now leaves our files, and no reader can tell the difference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.fingerprint import fingerprint
from handbook.editions.resolve import layers, practice_ids, resolve
from handbook.editions.status import status
from handbook.editions.tidy import tidied
from handbook.model.question import Decision
from handbook.model.resolved import State
from tests.editions.build import edition, handbook, practice
from tests.editions.following import answered, applied, asked, file_of, own_words, pages, words_shown
from tests.editions.tales import Tale, tales

ASK = {"id": "nl/ask", "text": "Ask the regulator.", "why": "w"}


def book_of(changes=None, additions=None, own=(), **theirs):
    held = {"trust": {"changes": changes or {}, "additions": additions or {}}}
    return handbook(
        edition("global", "", practice(**theirs)),
        edition("nl", "global", *own, adaptations=held if changes or additions else {}),
    )


def tidy(book, edition_id="nl"):
    for plan in list(tidied(book, edition_id)):
        book = applied(book, edition_id, plan)
    return book


def file(book):
    held = book.edition("nl").adaptations.get("trust")
    return file_of(held) if held else None


def test_words_and_values_that_they_say_now_leave_the_file():
    changes = {
        "summary": {"text": "Meet weekly.", "why": "w", "base": fingerprint("Meet often.")},
        "maturity": {"value": "ended", "why": "w", "base": fingerprint("emerging")},
        "title": {"text": "Ours.", "why": "w", "base": fingerprint("Build trust")},
    }
    assert set(file(tidy(book_of(changes, summary="Meet\nweekly.", maturity="ended")))["changes"]) == {"title"}


def test_members_that_they_have_now_leave_the_file_and_others_stay():
    groups = {"add": ["academia"], "remove": ["hotline"], "why": "w"}
    assert file(tidy(book_of({"groups": groups}, groups=["government", "academia"]))) is None
    assert file(tidy(book_of({"groups": groups}, groups=["government", "hotline"]))) is not None


def test_an_item_taken_in_word_for_word_leaves_the_file_and_keeps_its_old_name():
    theirs = [{"id": "meet", "text": "Meet."}, {"id": "ask", "text": "Ask the regulator.", "from": "nl/ask"}]
    before = book_of({}, {"checklist": [ASK, {"id": "nl/b", "text": "B.", "after": ["nl/ask"]}]}, checklist=theirs)
    after = tidy(before)
    assert [item["id"] for item in file(after)["additions"]["checklist"]] == ["nl/b"]
    assert pages(before) == pages(after)
    assert [(item.id, item.alias) for item in resolve(after, "trust", "nl").items("checklist")] == [
        ("meet", ""), ("ask", "nl/ask"), ("nl/b", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("first", [True, False])
def test_an_item_taken_in_leaves_also_where_its_old_id_now_stands_for_other_words(first):
    taken, other = {"id": "ask", "text": "Ask the regulator.", "from": "nl/ask"}, {"id": "nl/ask", "text": "Obey."}
    changes = {
        "checklist/ask.text": {"text": "Ask the regulator.", "why": "w"},
        "checklist/nl/ask.text": {"text": "Ours.", "why": "w", "base": fingerprint("Obey.")},
    }
    for held in ({}, {"checklist/nl/ask.text": changes["checklist/nl/ask.text"]}):
        before = book_of(held, {"checklist": [ASK]}, checklist=[taken, other] if first else [other, taken])
        after = tidy(before)
        assert pages(before) == pages(after) and asked(before) == asked(after) == {}
        assert (file(after) or {}).get("changes", {}) == held and "additions" not in (file(after) or {})
    kept = tidy(book_of(changes, checklist=[taken, other]))
    assert set(file(kept)["changes"]) == {"checklist/nl/ask.text"}


def test_an_item_taken_in_reworded_stays_until_it_is_decided():
    before = book_of({}, {"checklist": [ASK]}, checklist=[{"id": "ask", "text": "Ask.", "from": "nl/ask"}])
    assert tidy(before) is before


def test_a_practice_taken_in_word_for_word_leaves_and_its_translation_stays():
    ours = practice("nl/hub", summary="Ours.")
    theirs = practice("hub", summary="Ours.", **{"from": "nl/hub"})
    held = edition(
        "nl", "global", ours, languages=("en", "fr"), translations={("fr", "nl/hub"): {"summary": ("À nous.", "Ours.")}}
    )
    before = handbook(edition("global", "", theirs), held)
    after = tidy(before)
    assert not after.edition("nl").practices and set(pages(after)) == {"hub"}
    assert pages(before, "nl", "fr") == pages(after, "nl", "fr")
    assert resolve(after, "hub", "nl", "fr").value("summary") == "À nous."


def test_a_root_has_nothing_to_tidy():
    assert not list(tidied(book_of(), "global"))


def test_a_list_nobody_knows_is_left_as_it_is():
    book = book_of({}, {"nonsense": ["x"], "checklist": [ASK]})
    assert tidy(book) is book


@given(tales())
def test_resolving_before_tidying_is_resolving_after(tale: Tale):
    """Words, languages, order, ids and the names they had before, in each language."""
    before, after = tale.now, tidy(tale.now)
    for language in ("en", "nl", "fr"):
        assert pages(before, "nl", language) == pages(after, "nl", language)
    assert asked(before) == asked(after)


@given(tales())
def test_tidying_twice_is_tidying_once_and_leaves_nothing_converged(tale: Tale):
    once = tidy(tale.now)
    assert tidy(once) is once
    assert State.CONVERGED not in status(once, "nl").states and not status(once, "nl").converged


@given(tales(), st.sampled_from([Decision.KEEP, Decision.TAKE, Decision.MERGE, Decision.EDIT]))
def test_tidying_after_decisions_changes_no_page_and_asks_nothing(tale: Tale, decision: Decision):
    settled = answered(tale.now, decision, before=tale.at(0))
    clean = tidy(settled)
    assert pages(settled) == pages(clean) and not asked(clean)


@given(tales())
def test_no_words_are_lost_in_tidying(tale: Tale):
    clean = tidy(tale.now)
    seen = words_shown(clean)
    for where, text in own_words(tale.book.edition("nl")):
        assert fingerprint(text) in seen, where
    assert tale.book.edition("nl").bases.items() <= clean.edition("nl").bases.items()


@given(tales())
def test_tidying_only_takes_out(tale: Tale):
    for plan in tidied(tale.now, "nl"):
        assert plan and set(plan.edits.values()) == {None} and not plan.bases
    chain = tidy(tale.now).chain("nl")
    assert all(layers(chain, name)[-1].parts for name in practice_ids(chain))
