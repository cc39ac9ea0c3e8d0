"""A file is kept on a branch of its own, and nothing else in the repository moves."""

from __future__ import annotations

import os

import pytest

from handbook.errors import SaveRefused
from handbook.store.branch import keep_on_branch
from tests.store.repositories import git

HOOK = '#!/bin/sh\ntouch "$(git rev-parse --show-toplevel)/hook-ran"\n'


@pytest.fixture
def repository(tmp_path):
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "there.txt").write_text("there\n")
    git(tmp_path, "add", "there.txt")
    git(tmp_path, "commit", "-q", "-m", "first")
    return tmp_path


def keep(folder, data=b"said: so\n", **said):
    how = {"branch": "proposal/ke-trust", "author": "Kenya <x> IGF", "message": "An improvement\n", **said}
    return keep_on_branch(folder, "proposals/one.yaml", data, **how)


def test_the_branch_holds_the_file_and_all_that_was_there(repository):
    assert keep(repository) == "proposal/ke-trust"
    assert git(repository, "ls-tree", "-r", "--name-only", "proposal/ke-trust") == "proposals/one.yaml\nthere.txt"
    assert git(repository, "show", "proposal/ke-trust:proposals/one.yaml") == "said: so"
    assert git(repository, "rev-parse", "proposal/ke-trust^") == git(repository, "rev-parse", "main")
    assert git(repository, "log", "-1", "--format=%an|%cn|%s", "proposal/ke-trust") == (
        "Kenya x IGF|Kenya x IGF|An improvement"
    )


def test_working_tree_index_and_present_branch_are_untouched(repository):
    (repository / "there.txt").write_text("changed\n")
    (repository / "staged.txt").write_text("staged\n")
    git(repository, "add", "staged.txt")
    before = git(repository, "status", "--porcelain=v2", "--branch"), (repository / ".git/index").read_bytes()
    keep(repository)
    assert before == (git(repository, "status", "--porcelain=v2", "--branch"), (repository / ".git/index").read_bytes())
    assert not (repository / "proposals").exists()


def test_a_handbook_deeper_in_the_repository_keeps_its_folder(repository):
    folder = repository / "a/b"
    folder.mkdir(parents=True)
    keep(folder)
    assert git(repository, "show", "proposal/ke-trust:a/b/proposals/one.yaml") == "said: so"


def test_a_new_repository_and_a_detached_head_will_do(repository, tmp_path_factory):
    new = tmp_path_factory.mktemp("new")
    git(new, "init", "-q")
    keep(new)
    assert git(new, "ls-tree", "-r", "--name-only", "proposal/ke-trust") == "proposals/one.yaml"
    git(repository, "checkout", "-q", "--detach")
    keep(repository)
    assert git(repository, "rev-parse", "proposal/ke-trust^") == git(repository, "rev-parse", "main")


def test_a_branch_that_is_there_is_never_moved(repository):
    keep(repository)
    before = git(repository, "rev-parse", "proposal/ke-trust")
    with pytest.raises(SaveRefused, match="already"):
        keep(repository, b"other\n")
    assert git(repository, "rev-parse", "proposal/ke-trust") == before


@pytest.mark.parametrize("branch", ["--upload-pack=x", "a..b", "../../HEAD", "a b"])
def test_an_odd_name_of_a_branch_is_refused(repository, branch):
    before = git(repository, "for-each-ref")
    try:
        keep(repository, branch=branch)
    except SaveRefused:
        assert git(repository, "for-each-ref") == before
    else:
        assert git(repository, "rev-parse", "--verify", f"refs/heads/{branch}")


def test_no_hook_runs(repository):
    for name in ("reference-transaction", "post-commit", "pre-commit", "post-index-change"):
        hook = repository / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(HOOK)
        os.chmod(hook, 0o755)
    keep(repository)
    assert not (repository / "hook-ran").exists()


def test_outside_of_a_repository_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(SaveRefused, match="in no git repository"):
        keep(tmp_path)


def test_without_git_it_says_so(repository, monkeypatch):
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(SaveRefused, match="git is not installed"):
        keep(repository)
