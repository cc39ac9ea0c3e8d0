"""history, restore, commit, push and pull, as they are typed."""

from __future__ import annotations

import pytest

import handbook.cli.historical
from tests.cli.run import handbook
from tests.small import ADAPT, HUB, SUMMARY, TRUST, small
from tests.store.repositories import git, record, repository, rewrite


@pytest.fixture
def book(tmp_path):
    return repository(tmp_path / "book")


@pytest.fixture
def run(book, capsys):
    return lambda *words: handbook(capsys, book, *words)


@pytest.mark.parametrize("command", ["history", "restore", "commit", "push", "pull"])
def test_every_command_s_help_has_an_example_that_names_it(run, command):
    done = run(command, "--help")
    assert done.code == 0 and f"Example: handbook {command}" in done.out


def test_history_is_told_in_words(book, run):
    rewrite(book, TRUST, SUMMARY, "Meet before you need each other.")
    rewrite(book, TRUST, "maturity: emerging", "maturity: ended")
    commit = record(book, "Shorter \x1b[31msummary")
    done = run("history", "build-trust")
    assert done.code == 0 and f"2026-11-03  {commit[:8]}  Amina" in done.out
    assert "“Shorter [31msummary”" in done.out and "\x1b" not in done.out
    assert "Summary: " in done.out and "Maturity: changed from “emerging” to “ended”" in done.out
    only = run("history", "build-trust", "summary", "--edition", "global").out
    assert "Maturity" not in only and f"before: {SUMMARY}" in only and "after: Meet before" in only


def test_history_of_nothing_and_without_git(book, run, capsys, tmp_path):
    assert "Nothing of this was ever committed" in run("history", "build-trust", "breakthrough").out
    small(tmp_path / "plain")
    done = handbook(capsys, tmp_path / "plain", "history", "build-trust")
    assert done.code == 1 and "lies in no git repository" in done.err


def test_a_unit_is_restored_and_what_it_said_is_shown(book, run):
    first = git(book, "rev-parse", "--short", "HEAD")
    rewrite(book, TRUST, SUMMARY, "Meet.")
    done = run("restore", "build-trust", "summary", "--from", first)
    assert done.code == 0 and f"Summary: as it was then. {TRUST}" in done.out and "Meet." in done.out
    assert (
        f"summary: {SUMMARY}" in (book / TRUST).read_text()
        and "# Written by two editors." in (book / TRUST).read_text()
    )
    assert "Nothing was changed" in run("restore", "build-trust", "summary", "--from", first).out
    assert git(book, "status", "--porcelain") == ""


def test_an_item_and_a_shared_unit_are_restored(book, run):
    before = (book / ADAPT).read_text()
    lines = [line for line in before.splitlines() if "  title:" not in line]
    (book / ADAPT).write_text("\n".join(lines) + "\n")
    rewrite(book, TRUST, "{id: invite, text: Invite ten people.", "{id: call, text: Call ten people.")
    assert run("restore", "build-trust", "title", "--from", "HEAD", "-e", "nl").code == 0
    assert "Bouw vertrouwen op" in (book / ADAPT).read_text() and "In het Nederlands." in (book / ADAPT).read_text()
    assert run("restore", "build-trust", "steps/invite", "--from", "HEAD", "-e", "global").code == 0
    assert "Invite ten people." in (book / TRUST).read_text() and "Call ten people." in (book / TRUST).read_text()


def test_restoring_from_nowhere_is_refused(run):
    for commit in ("no-such", "--all", ""):
        done = run("restore", "build-trust", "summary", "--from", commit, "-e", "global")
        assert done.code in (1, 2) and "Traceback" not in done.err


def test_a_commit_is_proposed_made_pushed_and_pulled(book, run, tmp_path):
    assert "Nothing has changed" in run("commit", "-e", "nl").out
    rewrite(book, HUB, "Eén loket verdeelt alle meldingen.", "Eén loket verdeelt elke melding.")
    done = run("commit", "-e", "nl")
    assert HUB in done.out and "Committed 1 file on main: “Verzamel meldingen op één plek: summary”" in done.out
    rewrite(book, TRUST, SUMMARY, "Meet.")
    assert "“Meet, and no more”" in run("commit", "-m", "Meet, and no more", "-e", "global").out
    alone = run("push")
    assert alone.code == 1 and "knows no other one" in alone.err
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(tmp_path / "server.git"))
    git(book, "remote", "add", "origin", str(tmp_path / "server.git"))
    assert "Sent 3 commits to “origin”" in run("push").out
    assert "Nothing was changed" in run("pull").out
