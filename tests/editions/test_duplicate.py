"""A copy says what the edition shows, and nothing of what happened to the first one."""

from __future__ import annotations

import pytest

from handbook.editions.duplicate import duplicated
from handbook.errors import DecisionError, UnknownPractice
from tests.editions.build import edition, handbook, practice

EVIDENCE = [{"id": "e1", "source": "s1", "at": "1-2", "kind": "opinion", "says": "Meet.", "supports": ["summary"]}]
HISTORY = {
    "tried": [{"id": "t1", "text": "It worked."}],
    "review": {"next": "2027"},
    "from": "ke/trust",
    "revision": 3,
}


def tree(plan):
    return {path[0]: held for path, held in plan.edits.items()}


def test_an_own_practice_is_copied_whole_as_a_draft_without_its_history():
    own = practice("trust", evidence=EVIDENCE, ext={"note": "kept"}, **HISTORY)
    (plan,) = duplicated(handbook(edition("global", "", own)), "global", "trust", "trust-again")
    assert (plan.kind, plan.practice) == ("practice", "trust-again")
    left_out = {"format", "id", *HISTORY}
    assert tree(plan) == {name: own.content[name] for name in own.content if name not in left_out} | {"status": "draft"}


def test_a_shared_practice_becomes_a_local_one_as_the_edition_shows_it():
    changes = {"summary": {"text": "Meet weekly.", "why": "Short."}, "checklist/thank": {"hide": "Known."}}
    added = {"checklist": [{"id": "nl/bell", "text": "Ring a bell.", "why": "So it is."}]}
    below = edition("nl", "global", adaptations={"trust": {"changes": changes, "additions": added}})
    above = edition("global", "", practice("trust", evidence=EVIDENCE, **HISTORY))
    (plan,) = duplicated(handbook(above, below), "nl", "trust", "bell")
    said = tree(plan)
    assert plan.practice == "nl/bell" and said["status"] == "draft" and said["summary"] == "Meet weekly."
    assert [item["id"] for item in said["checklist"]] == ["meet", "call", "nl/bell"]
    assert said["evidence"][0]["id"] == "e1" and not said.keys() & HISTORY.keys()


def test_translations_come_along_before_the_entry_and_a_new_title_is_not_translated_yet():
    words = {"title": ("Vertrouwen", ""), "summary": ("Kom.", "")}
    held = handbook(edition("global", "", practice("trust"), translations={("nl", "trust"): words}))
    translation, entry = duplicated(held, "global", "trust", "other")
    assert (translation.kind, translation.lang, translation.practice) == ("translation", "nl", "other")
    assert set(translation.edits) == {("units", "title"), ("units", "summary")}
    translation, entry = duplicated(held, "global", "trust", "other", title="Another one")
    assert set(translation.edits) == {("units", "summary")} and tree(entry)["title"] == "Another one"


def test_a_copy_of_a_withdrawn_practice_is_not_withdrawn():
    gone = practice("trust", status="withdrawn", replaced_by=[], withdrawn_because="Old.")
    (plan,) = duplicated(handbook(edition("global", "", gone)), "global", "trust", "again")
    assert tree(plan)["status"] == "draft" and not tree(plan).keys() & {"replaced_by", "withdrawn_because"}


def test_an_id_that_is_taken_or_cannot_be_is_refused():
    held = handbook(edition("global", "", practice("trust")))
    for wanted in ("trust", "Not An Id"):
        with pytest.raises(DecisionError):
            duplicated(held, "global", "trust", wanted)
    with pytest.raises(UnknownPractice):
        duplicated(held, "global", "nowhere", "fresh")
