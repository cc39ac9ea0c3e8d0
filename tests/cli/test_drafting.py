"""handbook drafts: what was left unfinished and what is kept, in words, whole, and as plain text."""

from __future__ import annotations

from pathlib import Path

import pytest

import handbook.cli.drafting
from handbook.model.sheet import Sheet
from handbook.store.journal import Journal
from handbook.store.kept import KeptTexts
from handbook.store.presence import Presence
from tests.cli.run import handbook
from tests.small import small


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "140")
    (tmp_path / "work").mkdir()
    small(tmp_path / "work")
    return tmp_path / "work"


def numbered(out: str) -> list[str]:
    return [line.strip() for line in out.splitlines() if line.strip()[:1].isdigit()]


def typed(root: Path, edition: str = "nl") -> None:
    """A draft that a program left: a text, an item, a reason, an order, something left out and something removed."""
    before = Sheet({"summary": "Old.", "problem": "A problem."}, {"checklist": ("meet", "list")})
    now = Sheet(
        {"summary": "New\nwords.", "steps/call.text": "Call \x1b]52;c;eA==\x07them [/].", "themes": ("trust", "spam")},
        {"checklist": ("list", "meet"), "steps": ("call",)},
        {"checklist/meet": "Not for us."},
        {"summary": "Shorter."},
    )
    tree = {"before": before.tree(), "now": now.tree(), "digest": "", "title": "Build trust"}
    Journal(root / ".handbook", Presence(root / ".handbook")).keep(edition, "build-trust", tree)


def test_where_there_is_nothing_it_says_so(capsys, root):
    done = handbook(capsys, root, "drafts")
    assert (done.code, done.out) == (0, "Nothing was left unfinished, and no text is kept aside.\n")
    done = handbook(capsys, root, "drafts", "-e", "nl")
    assert "Nothing was left unfinished in the edition “nl”" in done.out
    assert not (root / ".handbook" / "drafts").exists()


def test_drafts_come_first_then_what_is_kept(capsys, root):
    typed(root)
    KeptTexts(root / ".handbook").keep("global", "publish-results", "summary", "Mine.", "You took theirs.")
    done = handbook(capsys, root, "drafts")
    first, second = numbered(done.out)
    assert first.split()[:3] == ["1", "nl", "build-trust"]
    assert "fields" in first
    assert "You left this unfinished." in first
    assert second.split()[:3] == ["2", "global", "publish-results"]
    assert "You took theirs." in second
    assert "handbook drafts show" in done.out


def test_the_numbers_are_the_same_for_one_edition(capsys, root):
    typed(root)
    KeptTexts(root / ".handbook").keep("global", "publish-results", "summary", "Mine.", "You took theirs.")
    done = handbook(capsys, root, "drafts", "--edition", "global")
    assert [line[0] for line in numbered(done.out)] == ["2"]
    assert "Mine." in handbook(capsys, root, "drafts", "show", "2").out


def test_a_draft_is_shown_with_every_text_that_differs(capsys, root):
    typed(root)
    done = handbook(capsys, root, "drafts", "show", "1")
    assert done.code == 0
    for said in (
        "build-trust, in the edition “nl”", "New\nwords.\n(Why: Shorter.)", "Removed.", "trust, spam",
        "Left out: Not for us.", "In this order: list, meet", "Call ]52;c;eA==them [/].",
    ):  # fmt: skip
        assert said in done.out
    assert "\x1b" not in done.out


def test_a_draft_of_another_form_is_shown_text_by_text(capsys, root):
    tree = {"now": {"values": 7}, "notes": ["one", {"two": "three"}], "empty": ""}
    Journal(root / ".handbook", Presence(root / ".handbook")).keep("nl", "hub", tree)
    done = handbook(capsys, root, "drafts", "show", "1")
    lines = [line.strip() for line in done.out.splitlines() if line.strip()]
    assert lines[2:] == ["now.values", "7", "notes", "one", "notes.two", "three"]


@pytest.mark.parametrize("number", ["2", "-1", "99999999999999999999"])
def test_a_number_that_is_not_there_is_refused_in_words(capsys, root, number):
    typed(root)
    done = handbook(capsys, root, "drafts", "show", "--", number)
    assert (done.code, done.out) == (1, "")
    assert f"There is no draft {number}. They are numbered from 1 to 1" in done.err


def test_without_a_number_it_asks_for_one(capsys, root):
    typed(root)
    assert "Say which one is to be shown. They are numbered from 1 to 1" in handbook(capsys, root, "drafts", "show").err


def test_without_any_it_says_so(capsys, root):
    assert "There is none at all." in handbook(capsys, root, "drafts", "show", "1").err


def test_an_edition_that_is_not_there_is_refused(capsys, root):
    assert "There is no edition “xx” here." in handbook(capsys, root, "drafts", "--edition", "xx").err


def test_a_torn_draft_is_told_and_the_others_are_listed(capsys, root):
    typed(root)
    (root / ".handbook" / "drafts" / "x.json").write_text("{")
    for words in (("drafts",), ("drafts", "show", "1")):
        done = handbook(capsys, root, *words)
        assert done.code == 0
        assert "build-trust" in done.out
        assert "This draft is torn, or not one of this program. Nothing of it was removed" in done.err
