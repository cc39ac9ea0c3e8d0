"""The workspaces that tests of the desk begin with are what they say."""

from __future__ import annotations

from tests.desk.workspaces import WAITING, little, questions, run, shipped, waiting
from tests.small import TRUST
from tests.store.repositories import git


def test_the_shipped_editions_with_git_and_without(tmp_path):
    plain = shipped(tmp_path / "plain")
    assert not (plain / ".git").exists() and not (plain / ".handbook").exists() and not questions(plain)
    kept = shipped(tmp_path / "kept", git=True)
    assert git(kept, "log", "--format=%an: %s") == "Amina: The handbook as it was"
    run(kept, "list")
    assert git(kept, "status", "--porcelain") == "", "what the program keeps for itself is ignored"


def test_the_small_workspace_with_other_files(tmp_path):
    root = little(tmp_path, {TRUST: None}, git=True)
    assert TRUST not in git(root, "ls-files") and "practices/nl/entries/hub.yaml" in git(root, "ls-files")


def test_something_waits_in_the_dutch_edition(tmp_path):
    root = waiting(tmp_path / "one", git=True)
    assert questions(root) == WAITING
    run(root, "decide", "feed-results-both-ways", "maturity", "take", "-e", "nl")
    assert len(questions(root)) == 2 and questions(waiting(tmp_path / "other")) == WAITING
    assert "First agree on" in run(root, "show", "common-cause", "-e", "nl", "--lang", "en").out
