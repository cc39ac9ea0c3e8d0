"""A review by command, from asking to publishing; a comment that is typed; a correction that is small, and one not."""

from __future__ import annotations

from importlib import import_module

import pytest

from handbook.cli import asking
from handbook.store.workspace import Workspace
from tests.checks.harness import RUNS
from tests.cli.run import handbook
from tests.small import FILES, HUB, PUBLISH, SUMMARY, TRUST, small, write

import_module("handbook.cli.reviewing")

REVIEW = "practices/global/reviews/publish-results.yaml"
WHOLE = (
    FILES[TRUST]
    .replace("id: build-trust", "id: publish-results")
    .replace("title: Build trust", "title: Publish the results")
    .replace("status: published", "status: draft")
)


@pytest.fixture
def root(tmp_path):
    return small(tmp_path, {PUBLISH: WHOLE})


@pytest.fixture
def run(root, capsys):
    def one(command, *words, by="AK", edition="global"):
        who = ["--by", by] if by and command != "show" else []
        return handbook(capsys, root, "review", command, *words, *who, "--edition", edition)

    return one


def status(root):
    return next(line for line in (root / PUBLISH).read_text().splitlines() if line.startswith("status:"))


def test_a_review_from_asking_to_publishing(run, root):
    refused = run("publish", "publish-results")
    assert refused.code == 1 and "is not published" in refused.err and "Nobody has reviewed" in refused.err
    asked = run("ask", "publish-results", "--of", "the legal team", "--note", "Before Friday.")
    assert asked.code == 0 and REVIEW in asked.out and PUBLISH in asked.out and status(root) == "status: in-review"
    shown = run("show")
    assert shown.code == 0 and "publish-results: AK asked for a review of the legal team" in shown.out
    said = run("comment", "publish-results", "summary", "--text", "Say for [red]whom[/].", by="legal")
    assert said.code == 0 and REVIEW in said.out
    assert run("send-back", "publish-results", by="legal").code == 0 and status(root) == "status: draft"
    shown = run("show", "publish-results")
    assert (
        "legal sent it back" in shown.out
        and "Say for [red]whom[/]." in shown.out
        and "c1  legal on Summary" in shown.out
    )
    assert "Publish: off" in shown.out and "1 comment is open." in shown.out
    assert run("settle", "publish-results", "c1", "--answer", "Done.").code == 0
    assert run("ask", "publish-results").code == 0
    assert run("approve", "publish-results", by="legal").code == 0
    assert "can be published" in run("show", "publish-results").out
    assert run("publish", "publish-results").code == 0 and status(root) == "status: published"
    told = run("show", "publish-results", "--log").out
    for words in ("asked for a review", "sent it back", "approved it", "published it", "Settled by AK", "Done."):
        assert words in told
    assert run("show").out.startswith("No review waits")
    assert handbook_check(run, root)


def handbook_check(run, root):
    from handbook.checks.runner import check
    from handbook.store.workspace import Workspace

    return not [one for one in check(Workspace.open(root)) if "reviews/" in one.file]


def test_what_is_to_fix_stands_in_the_way_of_publishing_and_nothing_else_does(run, root):
    (root / PUBLISH).write_text(WHOLE.replace("groups: [regulator]", "groups: []").replace("basis:\n", "tried:\n"))
    run("ask", "publish-results")
    run("approve", "publish-results")
    refused = run("publish", "publish-results")
    assert refused.code == 1 and status(root) == "status: in-review"
    assert refused.err.splitlines()[1:] == [
        "  “For” is empty.",
        "  “Tried since: plan” is empty.",
        "  It rests on nothing yet: no statement, and no law, policy or practice, carries it.",
    ]


def test_what_a_check_finds_stands_in_the_way_too(run, root):
    (root / PUBLISH).write_text(WHOLE.replace("themes: [trust]", "themes: [thrust]"))
    run("ask", "publish-results")
    run("approve", "publish-results")
    refused = run("publish", "publish-results")
    assert refused.code == 1 and "thrust" in refused.err and len(refused.err.splitlines()) == 2, refused.err


def test_what_changed_after_it_was_approved_is_not_published(run, root):
    run("ask", "publish-results")
    run("approve", "publish-results")
    (root / PUBLISH).write_text((root / PUBLISH).read_text().replace(SUMMARY, "Meet never."))
    refused = run("publish", "publish-results")
    assert refused.code == 1 and "It has changed since it was approved." in refused.err
    assert "It has changed since." in run("show", "publish-results").out


def test_one_editor_alone_is_not_locked_out_and_the_log_says_so(run, root):
    for command in ("ask", "approve", "publish"):
        assert run(command, "publish-results").code == 0
    assert "having asked for the review too" in run("show", "publish-results", "--log").out


def test_who_speaks_is_said_or_asked_for(run, root, monkeypatch):
    refused = run("ask", "publish-results", by="")
    assert refused.code == 1 and "no name is needed" in refused.err and status(root) == "status: draft"
    monkeypatch.setattr(asking, "asked", lambda question, otherwise="": "secretariat")
    assert run("ask", "publish-results", by="").code == 0
    assert "secretariat asked" in run("show", "publish-results").out


def test_a_comment_typed_in_an_editor_has_the_words_below(run, root, tmp_path, monkeypatch):
    script = tmp_path / "editor.sh"
    script.write_text(f'#!/bin/sh\ncp "$1" {tmp_path}/seen\n{{ echo "Say for whom."; cat {tmp_path}/seen; }} > "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    assert "no words" in run("comment", "publish-results", "steps/invite").err
    monkeypatch.setattr("handbook.cli.reviewed.somebody", lambda: True)
    assert run("comment", "publish-results", "steps/invite").code == 0
    assert "Invite ten people." in (tmp_path / "seen").read_text()
    assert "Say for whom." in run("show", "publish-results").out


def test_an_adaptation_is_reviewed_and_has_nothing_to_publish(run, root):
    assert run("ask", "build-trust", edition="nl").code == 0
    assert run("comment", "build-trust", "checklist/nl/bel.text", "--text", "Wie?", edition="nl").code == 0
    assert run("approve", "build-trust", by="MB", edition="nl").code == 0
    assert "practice of the shared edition" in run("publish", "build-trust", edition="nl").err
    assert "Publish" not in run("show", "build-trust", edition="nl").out


def test_a_small_correction_goes_through_and_a_larger_one_does_not(run, root):
    before = (root / TRUST).read_text()
    refused = run("small-correction", "build-trust", "summary", "--text", "Meet never.")
    assert refused.code == 1 and "more than a small correction" in refused.err and (root / TRUST).read_text() == before
    done = run("small-correction", "build-trust", "summary", "--text", SUMMARY.replace("other", "ohter"))
    assert done.code == 0 and "“other” became “ohter”" in done.out
    assert (root / TRUST).read_text() == before.replace("other", "ohter", 1)
    assert "made a small correction (Summary)" in run("show", "build-trust", "--log").out


@pytest.mark.parametrize(
    "words",
    [
        ("ask", "nobody-knows"),
        ("comment", "build-trust", "sumary", "--text", "So."),
        ("settle", "build-trust", "c1"),
        ("approve", "build-trust"),
        ("small-correction", "build-trust", "maturity", "--text", "ended"),
    ],
)
def test_what_is_not_there_is_refused_in_a_sentence(run, root, words):
    done = run(*words)
    assert done.code == 1 and done.err and "Traceback" not in done.all
    assert not (root / "practices/global/reviews").exists()


def test_the_group_and_each_of_its_commands_has_an_example(run, capsys, root):
    assert "Example: handbook review" in handbook(capsys, root, "review", "--help").out
    for name in ("ask", "comment", "settle", "send-back", "approve", "publish", "small-correction", "show"):
        done = handbook(capsys, root, "review", name, "--help")
        assert done.code == 0 and f"handbook review {name}" in " ".join(done.out.split())


def test_a_name_from_a_source_of_another_edition_stands_in_the_way(run, root):
    write(root / "practices/global/sources/demo.runs", RUNS)
    draft = FILES[HUB].replace("status: published", "status: draft")
    write(root / HUB, draft.replace("Eén loket", "Het loket van Quillon Vargas"))
    for command in ("ask", "approve"):
        assert run(command, "nl/hub", edition="nl").code == 0
    refused = run("publish", "nl/hub", edition="nl")
    assert refused.code == 1 and "name" in refused.err and "status: in-review" in (root / HUB).read_text()
    assert "Publish: off" in run("show", "nl/hub", edition="nl").out


def test_words_saved_while_it_is_asked_who_speaks_are_not_published(run, root, monkeypatch):
    run("ask", "publish-results")
    run("approve", "publish-results")

    def somebody_saves(question, otherwise=""):
        write(root / PUBLISH, (root / PUBLISH).read_text().replace(SUMMARY, "Meet never."))
        Workspace.open(root)  # another program reads it, and fills the cache that both share
        return "AK"

    monkeypatch.setattr(asking, "asked", somebody_saves)
    refused = run("publish", "publish-results", by="")
    assert refused.code == 1 and "changed this practice meanwhile" in refused.err
    assert status(root) == "status: in-review"
