"""Drafts in plain mode: whatever is answered, no words are let go that are not kept, and reasons go with words."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.store.journal import Journal
from handbook.store.presence import Presence
from handbook.store.workspace import Workspace
from tests import small
from tests.desk import workspaces
from tests.tui.test_plain import drafts, kept, told

THEIRS = "Theirs entirely."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspaces.little(tmp_path)


def put(root: Path, file: str, old: str, new: str) -> None:
    """What another editor saves meanwhile."""
    held = (root / file).read_text()
    assert old in held
    (root / file).write_text(held.replace(old, new))


@pytest.mark.parametrize(("answers", "summary", "lost"), [
    (("1",), "Mine.", [THEIRS]), (("3", "1"), "Mine.", [THEIRS]), (("3", "2"), THEIRS, [""]), (("2",), THEIRS, [""]),
])  # fmt: skip
def test_words_that_a_draft_takes_the_place_of_are_kept(root, answers, summary, lost):
    told(root, "global", "open build-trust", "edit summary", "1", "Mine.")
    put(root, small.TRUST, small.SUMMARY, THEIRS)
    said = told(root, "global", *answers, "save", "quit")
    assert "The file has changed since. In 1 of them as well." in said
    assert f"summary: {summary}" in (root / small.TRUST).read_text()
    assert kept(root) == lost  # a whole draft has no text, but its tree


def test_a_reason_goes_with_its_words(root):
    told(root, "nl", "open build-trust", "edit summary", "1", "Korter.", "Past hier.", "edit maturity", "4", "Bij ons.")
    said = told(root, "nl", "3", "2", "1", "save", "quit")
    assert "Your draft: Korter.\nWhy: Past hier." in said
    file = (root / small.ADAPT).read_text()
    assert "Past hier." not in file and "Bij ons." in file
    assert kept(root) == ["Korter.\n\nPast hier."]


def test_words_of_the_edition_above_that_changed_since_are_asked_about(root):
    told(root, "nl", "open build-trust", "edit summary", "1", "Korter.", "Past hier.")
    put(root, small.TRUST, small.SUMMARY, THEIRS)
    said = told(root, "nl", "1", "1", "save", "quit")
    assert "Summary. Your draft: Korter." in said and f"The file now: {THEIRS}" in said
    assert kept(root) == [THEIRS]


def test_a_draft_that_gave_way_field_by_field_is_not_offered_again(root):
    told(root, "global", "open build-trust", "edit summary", "1", "Mine.")
    assert "The file is open." in told(root, "global", "3", "2", "quit")
    assert drafts(root) == []
    assert "Summary: Mine." in told(root, "global", "drafts 1")


def test_what_is_being_written_is_asked_about_where_an_older_draft_differs(root):
    told(root, "global", "open build-trust", "edit summary", "1", "Older.")
    said = told(root, "global", "", "open build-trust", "edit summary", "1", "Newer.", "drafts 1", "1", "1", "save")
    assert "You have this practice open already" in said and "What is open now: Newer." in said
    assert "summary: Older." in (root / small.TRUST).read_text()
    assert kept(root) == ["Newer."]


def test_two_drafts_of_one_practice_go_together(root):
    told(root, "global", "open build-trust", "edit summary", "1", "Mine.")
    told(root, "global", "", "open build-trust", "edit title", "1", "Trust first")
    told(root, "global", "1", "1", "save", "quit")
    file = (root / small.TRUST).read_text()
    assert "summary: Mine." in file and "title: Trust first" in file and kept(root) == [] and drafts(root) == []


def test_a_kept_text_goes_back_into_its_field_or_into_a_file(root, tmp_path):
    told(root, "global", "open build-trust", "edit summary", "1", "Mine.")
    put(root, small.TRUST, small.SUMMARY, THEIRS)
    told(root, "global", "1", "save", "quit")
    out = tmp_path / "theirs.txt"
    said = told(root, "global", "drafts 1", "2", str(out), "drafts 1", "2", str(out), "drafts 1", "1", "save", "quit")
    assert out.read_text() == f"{THEIRS}\n" and "There is something of this name already." in said
    assert "Put into “Summary”, not saved" in said and f"summary: {THEIRS}" in (root / small.TRUST).read_text()


def test_drafts_of_another_edition_are_told(root):
    told(root, "nl", "open build-trust", "edit summary", "1", "Korter.", "Past hier.")
    said = told(root, "global", "quit")
    assert "1 draft is left in another edition: Dutch edition. The command “edition” goes there." in said
    assert "nl, 1 draft" in told(root, "global", "edition")


def test_what_is_typed_is_there_again_after_a_look_at_another_edition(root):
    told(root, "global", "open build-trust", "edit summary", "1", "Mine.", "edition", "2", "edition", "1",
         "open build-trust", "edit title", "1", "Trust first", "save", "quit")  # fmt: skip
    file = (root / small.TRUST).read_text()
    assert "summary: Mine." in file and "title: Trust first" in file


def test_a_step_that_was_added_is_told_with_its_words(root):
    told(root, "global", "open build-trust", "add steps", "Call them.", "", "quit", "3", "2")
    assert "Call them." in told(root, "global", "drafts 1").partition("Command: drafts 1")[2]


def test_a_damaged_draft_is_told_in_words(root):
    machine = Workspace.open(root).machine
    journal = Journal(machine, Presence(machine))
    journal.keep("global", "build-trust", {"before": {"values": 3}})
    journal.settle("global", "build-trust", saved=False)
    said = told(root, "global", "drafts 1", "quit")
    assert "It cannot be read." in said and "Left. " not in said
