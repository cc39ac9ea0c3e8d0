"""The journal: what a program kept last is there, whole, and no other program's draft is touched."""

from __future__ import annotations

import errno
import json
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook.errors import SaveRefused
from handbook.store.journal import ASKED, PUT_ASIDE, Journal
from handbook.store.kept import KeptTexts
from handbook.store.presence import Presence
from handbook.store.workspace import Workspace
from tests.small import small
from tests.store.journals import TREE, opened


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path / "work" / ".handbook"


def drafts(machine: Path) -> list[Path]:
    return sorted((machine / "drafts").iterdir())


def test_what_was_kept_is_offered_to_the_next_program(machine: Path) -> None:
    opened(machine).keep("nl", "nl/hub", TREE)
    (left,) = opened(machine).of("nl", "nl/hub")
    assert (left.edition, left.practice, left.tree) == ("nl", "nl/hub", TREE)
    assert abs(left.when.timestamp() - time.time()) < 60
    assert not opened(machine).of("nl", "build-trust")
    assert not opened(machine).of("global", "nl/hub")


def test_the_last_of_many_counts_and_is_one_file_that_only_its_author_reads(machine: Path) -> None:
    journal = opened(machine)
    for number in range(5):
        journal.keep("nl", "hub", {"number": number})
    (file,) = drafts(machine)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [left.tree for left in opened(machine).left()] == [{"number": 4}]


def test_no_repository_takes_drafts_in(machine: Path) -> None:
    opened(machine).keep("nl", "hub", TREE)
    assert (machine / ".gitignore").read_text() == "*\n"


def test_reading_drafts_changes_nothing_and_makes_nothing(machine: Path) -> None:
    assert opened(machine).left() == []
    assert opened(machine).unread() == []
    assert not machine.exists()
    opened(machine).keep("nl", "hub", TREE)
    before = [(file, file.read_bytes()) for file in drafts(machine)]
    opened(machine).left()
    opened(machine).of("nl", "hub")
    assert [(file, file.read_bytes()) for file in drafts(machine)] == before


# Two programs


def test_two_programs_on_one_practice_keep_a_draft_each(machine: Path) -> None:
    for words in ("hers", "his"):
        opened(machine).keep("nl", "hub", {"words": words})
    assert [left.tree["words"] for left in opened(machine).of("nl", "hub")] == ["his", "hers"]


def test_the_draft_of_a_program_that_lives_is_not_offered_until_it_ends(machine: Path) -> None:
    presence = Presence(machine)
    presence.come("nl", "hub")
    Journal(machine, presence).keep("nl", "hub", TREE)
    assert opened(machine).left() == []
    assert Journal(machine, presence).left() == []
    presence.leave()
    assert len(opened(machine).left()) == 1


def test_saving_settles_this_programs_draft_and_no_others(machine: Path) -> None:
    hers, his = opened(machine), opened(machine)
    hers.keep("nl", "hub", {"words": "hers"})
    hers.keep("nl", "trust", {"words": "elsewhere"})
    his.keep("nl", "hub", {"words": "his"})
    hers.settle("nl", "hub", saved=True)
    assert {left.tree["words"] for left in opened(machine).left()} == {"elsewhere", "his"}
    assert KeptTexts(machine).found() == []


def test_a_draft_put_aside_is_kept_whole(machine: Path) -> None:
    journal = opened(machine)
    journal.keep("nl", "hub", TREE)
    journal.settle("nl", "hub", saved=False)
    journal.settle("nl", "hub", saved=False)  # again does no harm
    assert opened(machine).left() == []
    (kept,) = KeptTexts(machine).found("nl", "hub")
    assert (kept.tree, kept.path, kept.why) == (TREE, "", PUT_ASIDE)


def test_a_declined_draft_is_kept_whole(machine: Path) -> None:
    opened(machine).keep("nl", "hub", TREE)
    later = opened(machine)
    later.decline(*later.left())
    assert later.left() == []
    assert [kept.tree for kept in KeptTexts(machine).found()] == [TREE]


def test_an_adopted_draft_is_the_new_programs_own(machine: Path) -> None:
    opened(machine).keep("nl", "hub", TREE)
    later = opened(machine)
    (left,) = later.left()
    assert later.adopt(left) == TREE
    assert later.left() == []
    (again,) = opened(machine).left()  # should that program be cut off as well
    assert again.tree == TREE
    assert again.session != left.session


def test_a_draft_is_adopted_as_it_has_become(machine: Path) -> None:
    opened(machine).keep("nl", "hub", TREE)
    later = opened(machine)
    (left,) = later.left()
    together = {**TREE, "title": "Both"}
    assert later.adopt(left, together) == together
    assert [one.tree for one in opened(machine).left()] == [together]


def test_drafts_are_counted_by_edition_without_what_was_typed_on_pages(machine: Path) -> None:
    for edition, practice in (("nl", "hub"), ("nl", "trust@fr"), ("global", "trust"), ("fr", f"{ASKED}1")):
        opened(machine).keep(edition, practice, TREE)
    assert opened(machine).numbers() == {"nl": 2, "global": 1}


# What is no draft


HEAD = b'{"edition": "nl", "practice": "hub", "session": "x", "number": 1, '
FOREIGN = {
    "empty": b"",
    "torn": HEAD + b'"wh',
    "bytes": b"\xff\xfe\x00",
    "list": b"[]",
    "deep": b"[" * 100_000,
    "nearly nothing": b'{"edition": "nl"}',
    "no tree": HEAD + b'"when": "2026-11-22T10:00:00Z", "tree": []}',
    "no time": HEAD + b'"when": "yesterday", "tree": {}}',
    "no such time": HEAD + b'"when": "0001-01-01T00:00:00+14:00", "tree": {}}',
    "no name": b'{"edition": 7, "practice": "hub", "number": 1, "when": "2026-11-22T10:00:00Z", "tree": {}}',
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
def test_a_torn_or_foreign_file_is_set_aside_whole_and_told(machine: Path, content: bytes) -> None:
    opened(machine).keep("nl", "trust", TREE)
    file = machine / "drafts" / "foreign.json"
    file.write_bytes(content)
    journal = opened(machine)
    assert [left.practice for left in journal.left()] == ["trust"]
    (unread,) = journal.unread()
    assert unread.file.read_bytes() == content
    assert not file.exists()
    assert [one.file for one in opened(machine).unread()] == [unread.file]


def test_what_cannot_be_read_stays_where_it_is_and_is_told(machine: Path) -> None:
    opened(machine).keep("nl", "hub", TREE)
    pipe = machine / "drafts" / "pipe.json"
    os.mkfifo(pipe)
    (machine / "drafts" / "folder.json").mkdir()
    (machine / "drafts" / "notes.txt").write_text("mine")
    journal = opened(machine)
    assert len(journal.left()) == 1
    assert {one.file.name for one in journal.unread()} == {"pipe.json", "folder.json"}
    assert pipe.exists()


def test_two_torn_files_of_one_name_are_both_kept(machine: Path) -> None:
    opened(machine).keep("nl", "hub", TREE)
    for content in (b"one", b"two"):
        (machine / "drafts" / "x.json").write_bytes(content)
        opened(machine).left()
    assert sorted(one.file.read_bytes() for one in opened(machine).unread()) == [b"one", b"two"]


# The disk


def full(*_: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


def forbidden(*_: object, **__: object) -> int:
    raise PermissionError(errno.EACCES, "Permission denied")


def test_a_full_disk_is_said_in_words_and_the_last_draft_stays(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = opened(machine)
    journal.keep("nl", "hub", TREE)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(SaveRefused, match="Your typing is NOT kept safe: the disk is full") as caught:
            journal.keep("nl", "hub", {"more": "words"})
        with pytest.raises(SaveRefused, match="The disk is full"):
            journal.settle("nl", "hub", saved=False)
    assert caught.value.todo == "Save now, or make room and type on."
    assert [left.tree for left in opened(machine).left()] == [TREE]
    journal.keep("nl", "hub", {"more": "words"})
    assert [left.tree for left in opened(machine).left()] == [{"more": "words"}]


@pytest.mark.parametrize("act", [full, forbidden])
def test_where_the_workspace_takes_nothing_the_users_own_folder_does(
    machine: Path, home: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[..., int]
) -> None:
    journal = opened(machine)
    journal.keep("nl", "hub", {"number": 1})
    really = os.open

    def opening(path: Path, *arguments: int, **named: int) -> int:
        return act() if str(path).startswith(str(machine)) else really(path, *arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", opening)
        journal.keep("nl", "hub", {"number": 2})
    assert [left.tree for left in opened(machine).left()] == [{"number": 2}]
    assert len(list(home.rglob("*.json"))) == 1
    journal.keep("nl", "hub", {"number": 3})  # there is room again
    assert [left.tree for left in opened(machine).left()] == [{"number": 3}]
    journal.settle("nl", "hub", saved=True)
    assert opened(machine).left() == []
    assert not list(home.rglob("*.json"))


def test_drafts_do_not_lie_in_a_cache(tmp_path: Path, home: Path) -> None:
    cache = tmp_path / "cache" / "igf-handbook" / "0123456789abcdef"
    opened(cache).keep("nl", "hub", TREE)
    assert not cache.exists()
    (file,) = home.rglob("*.json")
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert len(opened(cache).left()) == 1


def test_a_workspace_in_a_folder_of_the_programs_name_is_no_cache(tmp_path: Path, home: Path) -> None:
    workspace = small(tmp_path / "igf-handbook")
    machine = Workspace.open(workspace, cache=False).machine
    opened(machine).keep("nl", "hub", TREE)
    assert len(drafts(workspace / ".handbook")) == 1 and not home.exists()


def test_a_workspace_shared_by_two_accounts_takes_drafts_of_both(machine: Path) -> None:
    machine.parent.chmod(0o2775)
    before = os.umask(0o022)
    try:
        opened(machine).keep("nl", "hub", TREE)
    finally:
        os.umask(before)
    for folder in (machine, machine / "drafts"):
        assert folder.stat().st_mode & stat.S_IWGRP
    assert not drafts(machine)[0].stat().st_mode & stat.S_IRGRP


def test_another_accounts_draft_is_passed_over(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(machine).keep("nl", "hub", TREE)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may read anything, so it is played
    assert opened(machine).left() == []
    assert opened(machine).unread() == []


def test_a_draft_too_large_to_be_read_again_is_refused(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handbook.store.journal.MOST_BYTES", 1000)
    with pytest.raises(SaveRefused, match="NOT kept safe: it is larger than 1,000 bytes"):
        opened(machine).keep("nl", "hub", {"text": "x" * 1000})


@pytest.mark.parametrize("practice", ["../../outside", "..", "", "a\0b", "x" * 400, "ar/ثقة", "%2E", "a~b", "\ud800"])
def test_any_name_is_a_file_in_the_folder_of_drafts(machine: Path, practice: str) -> None:
    opened(machine).keep("..", practice, TREE)
    (file,) = drafts(machine)
    assert len(file.name) < 250
    (left,) = opened(machine).of("..", practice)
    opened(machine).decline(left)
    assert [kept.practice for kept in KeptTexts(machine).found("..", practice)] == [practice]
    assert not [path for path in machine.parent.rglob("*.json*") if machine not in path.parents]


def test_words_can_be_read_in_the_file_itself(machine: Path) -> None:
    opened(machine).keep("nl", "hub", {"summary": "ثقة"})
    data = drafts(machine)[0].read_bytes()
    assert "ثقة" in data.decode()
    assert json.loads(data)["tree"] == {"summary": "ثقة"}


def test_the_folder_is_made_again_if_somebody_clears_it_away(machine: Path) -> None:
    journal = opened(machine)
    journal.keep("nl", "hub", TREE)
    for file in machine.rglob("*"):
        if file.is_file():
            file.unlink()
    (machine / "drafts").rmdir()
    journal.keep("nl", "hub", TREE)
    assert len(opened(machine).left()) == 1
    assert (machine / ".gitignore").exists()


# Laws

WORDS = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    ["ثقة بين الناس", "\x00\x1b]52;c;x\x07", "\u202e\u2028", "\ud800", "[/]", "字" * 200_000, "a\r\nb\n\n", '"\\']
)
TREES = st.dictionaries(
    WORDS, st.recursive(WORDS | st.integers() | st.none() | st.booleans(), lambda inner: st.lists(inner, max_size=4)
                        | st.dictionaries(WORDS, inner, max_size=4), max_leaves=12), max_size=5,
)  # fmt: skip


@given(tree=TREES)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_every_tree_comes_back_as_it_was(machine: Path, tree: dict[str, object]) -> None:
    journal = opened(machine)
    journal.keep("nl", "hub", tree)
    (left,) = opened(machine).left()
    assert left.tree == tree
    journal.settle("nl", "hub", saved=False)
    assert KeptTexts(machine).found()[0].tree == tree
