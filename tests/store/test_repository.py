"""git is asked in words that cannot be taken for anything else, and where it refuses, it is said why."""

from __future__ import annotations

import os
import tempfile

import pytest

from handbook.store.repository import GitFailed, NoHistory, Repository
from tests.small import TRUST
from tests.store.repositories import git, repository


@pytest.fixture
def book(tmp_path):
    return repository(tmp_path / "book")


def test_objects_are_found_by_name_and_read(book):
    room = Repository(book)
    found, missing, folder = room.found([f"HEAD:{TRUST}", "HEAD:no such file", "HEAD:practices"])
    assert found and found.kind == "blob" and room.contents([found.id]) == {found.id: (book / TRUST).read_bytes()}
    assert missing is None and folder and folder.kind == "tree"
    assert room.contents([]) == {} and room.found([]) == []


def test_a_name_with_a_line_break_is_not_found_and_moves_no_other(book):
    first, broken, last = Repository(book).found([f"HEAD:{TRUST}", f"HEAD:{TRUST}\nHEAD:{TRUST}", "HEAD:practices"])
    assert first and first.kind == "blob" and broken is None and last and last.kind == "tree"
    assert Repository(book).found(["a\nb"]) == [None]


def test_what_the_disk_or_the_program_refuses_is_said_in_words(book, tmp_path, monkeypatch):
    room = Repository(book)
    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(tmp_path / "full"))
        for ask in (room.head, lambda: room.scratch_index().__enter__()):
            with pytest.raises(GitFailed, match="git cannot be used here: no such file or directory") as error:
                ask()
            assert "Nothing was changed" in error.value.todo
    program = tmp_path / "bin/git"
    program.parent.mkdir()
    program.write_text("#!/nowhere/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    with pytest.raises(GitFailed, match="git cannot be used here"):
        room.head()


def test_of_many_complaints_the_last_are_kept(book, tmp_path, monkeypatch):
    program = tmp_path / "bin/git"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nseq 9999 >&2\necho error: full >&2\nexit 1\n")
    program.chmod(0o755)
    room = Repository(book)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    answer = room.asked("push")
    assert answer.cause == "error: full" and len(answer.said) == 8192


def test_what_the_surroundings_say_leads_nowhere_else(book, tmp_path, monkeypatch):
    other = repository(tmp_path / "other")
    git(other, "commit", "-q", "--allow-empty", "-m", "Other")
    for name, value in (("GIT_DIR", other / ".git"), ("GIT_WORK_TREE", other), ("GIT_INDEX_FILE", other / "x")):
        monkeypatch.setenv(name, str(value))
    room = Repository(book)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name)
    assert room.head() == git(book, "rev-parse", "HEAD") != git(other, "rev-parse", "HEAD")


def test_a_refusal_of_git_s_is_one_sentence(book):
    with pytest.raises(GitFailed, match="git could not do this: fatal: ") as error:
        Repository(book).git("rev-parse", "--verify", "no-such")
    assert "Nothing was changed" in error.value.todo and "\n" not in str(error.value)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else")
def test_somebody_else_s_repository_is_not_looked_into(book, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    for path in (book, book / ".git"):
        os.chown(path, 12345, 12345)
    with pytest.raises(NoHistory, match="belongs to somebody else") as error:
        Repository(book)
    assert "safe.directory" in error.value.todo


def test_inside_git_s_own_folder_there_is_no_handbook(book):
    with pytest.raises(NoHistory, match="lies in no git repository"):
        Repository(book / ".git")
