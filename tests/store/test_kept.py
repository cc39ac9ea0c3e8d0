"""Texts that lost are kept, in order and bounded, whatever happens to the program or the disk."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from subprocess import Popen

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook.errors import SaveRefused
from handbook.store import kept as room
from handbook.store.files import MOST_BYTES
from handbook.store.kept import MOST, KeptTexts


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path / "work" / ".handbook"


@pytest.fixture
def texts(machine: Path) -> KeptTexts:
    return KeptTexts(machine)


def words(texts: KeptTexts, edition: str = "", practice: str = "") -> list[str]:
    return [one.text for one in texts.found(edition, practice)]


def test_what_lost_is_found_the_newest_first(texts: KeptTexts, machine: Path) -> None:
    assert texts.found() == []
    texts.keep("nl", "nl/hub", "summary", "one", "Theirs was taken.")
    texts.keep("global", "trust", "problem", "two", "Theirs was taken.")
    texts.keep("nl", "nl/hub", "steps/a.text", "three", "Theirs was taken.")
    assert words(texts) == ["three", "two", "one"]
    assert words(texts, "nl") == ["three", "one"]
    assert words(texts, "nl", "nl/hub") == ["three", "one"]
    assert words(texts, "nl", "trust") == []
    newest = texts.found()[0]
    assert (newest.edition, newest.practice, newest.path) == ("nl", "nl/hub", "steps/a.text")
    assert newest.why == "Theirs was taken."
    file = machine / "kept" / "nl" / "nl.hub.jsonl"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (machine / ".gitignore").read_text() == "*\n"


def test_words_and_the_reason_below_them_can_be_told_apart(texts: KeptTexts) -> None:
    texts.keep("nl", "nl/hub", "summary", "Ours.\n\nIt is so here.", "Theirs was taken.", "It is so here.")
    texts.keep("nl", "nl/hub", "summary", "Alone.", "Theirs was taken.")
    alone, both = texts.found()
    assert (both.words, both.reason, both.text) == ("Ours.", "It is so here.", "Ours.\n\nIt is so here.")
    assert (alone.words, alone.reason) == ("Alone.", "")


def test_of_one_moment_the_later_is_the_newer(texts: KeptTexts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "now", lambda: "2026-11-22T10:00:00+00:00")
    for number in range(4):
        texts.keep("nl", "hub", "summary", str(number), "")
    assert words(texts) == ["3", "2", "1", "0"]


def test_a_torn_line_is_passed_over_and_swallows_no_other(texts: KeptTexts, machine: Path) -> None:
    texts.keep("nl", "hub", "summary", "one", "")
    file = machine / "kept" / "nl" / "hub.jsonl"
    for torn in (b'{"edition": "nl", "te', b"\xff\xfe", b"[]\n", b'{"edition": "nl"}'):
        with file.open("ab") as out:
            out.write(torn)
        assert words(texts)[-1] == "one"
        texts.keep("nl", "hub", "summary", "more", "")
    assert words(texts) == ["more"] * 4 + ["one"]


def test_only_the_newest_of_a_practice_are_kept(
    texts: KeptTexts, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST == 200
    monkeypatch.setattr(room, "MOST", 5)
    texts.keep("nl", "trust", "summary", "other", "")
    for number in range(9):
        texts.keep("nl", "hub", "summary", str(number), "")
    assert words(texts, "nl", "hub") == ["8", "7", "6", "5", "4"]
    assert words(texts, "nl", "trust") == ["other"]
    assert stat.S_IMODE((machine / "kept" / "nl" / "hub.jsonl").stat().st_mode) == 0o600


def test_a_full_disk_is_said_and_what_is_there_stays(texts: KeptTexts, monkeypatch: pytest.MonkeyPatch) -> None:
    texts.keep("nl", "hub", "summary", "one", "")
    really = os.write

    def half(handle: int, data: memoryview) -> int:
        if len(data) < 40:
            raise OSError(errno.ENOSPC, "No space left on device")
        return really(handle, data[:30])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", half)
        with pytest.raises(SaveRefused, match="The disk is full"):
            texts.keep("nl", "hub", "summary", "two", "")
    texts.keep("nl", "hub", "summary", "three", "")
    assert words(texts) == ["three", "one"]


def test_where_the_workspace_may_not_be_written_the_users_own_folder_is(
    texts: KeptTexts, machine: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = os.open

    def opening(path: str | Path, *arguments: int, **named: int) -> int:
        if str(path).startswith(str(machine / "kept")):
            raise PermissionError(errno.EACCES, "Permission denied")
        return really(path, *arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", opening)
        texts.keep("nl", "hub", "summary", "one", "")
    texts.keep("nl", "hub", "summary", "two", "")
    assert words(texts) == ["two", "one"]
    assert len(list(home.rglob("hub.jsonl"))) == 1


def test_another_accounts_texts_are_passed_over(texts: KeptTexts, monkeypatch: pytest.MonkeyPatch) -> None:
    texts.keep("nl", "hub", "summary", "one", "")

    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    assert texts.found() == []


def test_what_is_no_file_of_texts_holds_nobody_up(texts: KeptTexts, machine: Path, home: Path) -> None:
    texts.keep("nl", "trust", "summary", "one", "")
    os.mkfifo(machine / "kept" / "nl" / "hub.jsonl")  # who opens it to read waits for ever
    assert words(texts) == ["one"]
    texts.keep("nl", "hub", "summary", "two", "")
    assert words(texts) == ["two", "one"] and len(list(home.rglob("hub.jsonl"))) == 1


def test_texts_are_bounded_and_the_oldest_go(texts: KeptTexts, machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_MOST_LINE", 1000)
    monkeypatch.setattr(room, "_MOST_BYTES", 3000)
    with pytest.raises(SaveRefused, match="larger than 1,000 bytes"):
        texts.keep("nl", "hub", "summary", "x" * 1000, "")
    assert words(texts) == []
    for number in range(9):
        texts.keep("nl", "hub", "summary", str(number) * 800, "")
    assert [said[0] for said in words(texts)] == ["8", "7", "6"]
    assert (machine / "kept" / "nl" / "hub.jsonl").stat().st_size <= 3000


def test_the_largest_practice_can_be_put_aside(texts: KeptTexts) -> None:
    """A working copy holds it as it is, as it was when it was opened, and as the shared edition has it."""
    practice = {"problem": 'ثقة"' * (MOST_BYTES // 7)}
    texts.keep_draft("nl", "hub", {"now": practice, "before": practice, "theirs": practice}, "")
    assert texts.found()[0].tree["now"] == practice


KEEPER = """
import sys
from pathlib import Path
from handbook.store.kept import KeptTexts
for number in range(60):
    KeptTexts(Path(sys.argv[1])).keep("nl", "hub", "summary", f"{sys.argv[2]}{number}", "")
"""


def test_two_programs_that_keep_at_once_lose_nothing(texts: KeptTexts, machine: Path) -> None:
    programs = [Popen([sys.executable, "-c", KEEPER, str(machine), name]) for name in "ab"]
    assert [program.wait(timeout=60) for program in programs] == [0, 0]
    assert sorted(words(texts)) == sorted(f"{name}{number}" for name in "ab" for number in range(60))


@given(text=st.text(st.characters(codec=None)) | st.sampled_from(["ثقة\r\n\x85\u2028x", "字" * 100_000, "\ud800"]))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_text_comes_back_letter_for_letter(texts: KeptTexts, text: str) -> None:
    texts.keep("nl", "hub", "summary", text, text)
    newest = texts.found("nl", "hub")[0]
    assert (newest.text, newest.why) == (text, text)
