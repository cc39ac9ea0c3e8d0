"""links, rename, duplicate and withdraw as they are typed."""

from __future__ import annotations

from importlib import import_module

import pytest

from handbook.store.workspace import Workspace
from tests.cli.run import handbook
from tests.small import FILES, HUB, PUBLISH, TRUST, small

import_module("handbook.cli.shelving")  # adds its commands

RELATED = FILES[TRUST] + "related:\n  - {id: publish-results, relation: see-also}\n"


@pytest.fixture
def run(tmp_path, capsys):
    small(tmp_path, {TRUST: RELATED})
    return lambda *words: handbook(capsys, tmp_path, *words)


@pytest.mark.parametrize("command", ["links", "rename", "duplicate", "withdraw"])
def test_help_has_an_example(run, command):
    done = run(command, "--help")
    assert done.code == 0 and f"Example: handbook {command}" in done.out


def test_links_are_listed_both_ways(run):
    done = run("links", "publish-results", "-e", "global")
    assert done.code == 0 and "  global: Read with: see also · “Build trust” (build-trust)\n" in done.out
    assert "It names no other practice." in done.out
    assert (
        "  global: Read with: see also · “Publish the results” (publish-results)"
        in run("links", "build-trust", "-e", "nl").out.partition("Where it leads:")[2]
    )
    assert "Nothing leads to “nl/hub”." not in run("links", "nl/hub", "-e", "nl").out


def test_rename_says_what_followed(run, tmp_path):
    done = run("rename", "publish-results", "tell-results", "-e", "global")
    assert done.code == 0 and "“publish-results” is now “tell-results”." in done.out
    assert f"names it by the new id: {TRUST}" in done.out
    assert "tell-results" in Workspace.open(tmp_path).handbook.edition("global").practices


def test_rename_of_a_published_one_says_what_to_do_instead(run):
    done = run("rename", "nl/hub", "centre", "-e", "nl")
    assert done.code == 1 and "is published" in done.err and "handbook withdraw --replaced-by" in done.err


def test_duplicate_names_its_files(run, tmp_path):
    done = run("duplicate", "nl/hub", "centre", "--title", "Centrum", "-e", "nl")
    assert done.code == 0 and "practices/nl/entries/centre.yaml" in done.out and "It is a draft" in done.out
    assert Workspace.open(tmp_path).handbook.edition("nl").practices["nl/centre"].title == "Centrum"


def test_withdraw_lists_who_links_here_first_and_can_be_taken_back(run, tmp_path):
    hub = (tmp_path / HUB).read_bytes()
    done = run("withdraw", "nl/hub", "--because", "Het is er niet meer.", "--replaced-by", "build-trust", "-e", "nl")
    assert done.code == 0
    assert done.out.index("Translated into: en") < done.out.index("is withdrawn, in its place: build-trust")
    held = Workspace.open(tmp_path).handbook.edition("nl").practices["nl/hub"]
    assert (held.status, held.content["replaced_by"]) == ("withdrawn", ["build-trust"])
    assert run("check", "-e", "nl").code == 0
    assert "--back published --edition nl" in done.out
    assert run("withdraw", "nl/hub", "--back", "published", "-e", "nl").code == 0
    assert (tmp_path / HUB).read_bytes() == hub


def test_withdraw_without_a_reason_writes_nothing(run, tmp_path):
    before = (tmp_path / PUBLISH).read_bytes()
    done = run("withdraw", "publish-results", "-e", "global")
    assert done.code == 1 and "must be told why" in done.err and "Traceback" not in done.err
    assert (tmp_path / PUBLISH).read_bytes() == before
