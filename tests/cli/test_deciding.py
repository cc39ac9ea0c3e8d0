"""`handbook decide`: what it asks a reason for, and that words which give way to a decision can be found again."""

from __future__ import annotations

import pytest

from handbook.cli import deciding
from handbook.editions.fingerprint import fingerprint
from handbook.store.workspace import Workspace
from tests.cli.run import handbook
from tests.small import ADAPT, FILES, SUMMARY, TRUST, small, write

OURS = "Bouw vertrouwen op"
CALL = "  - {id: nl/bel, text: Call the press., groups: [hotline], kind: do, basis: editors}\n"


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    root = small(tmp_path / "work")
    return lambda *words: handbook(capsys, root, "decide", "build-trust", *words, "--edition", "nl")


@pytest.fixture
def root(tmp_path):
    return tmp_path / "work"


def changed(root, old, new, file=TRUST):
    text = (root / file).read_text()
    assert old in text
    write(root / file, text.replace(old, new))


def test_an_item_that_only_gets_another_id_needs_no_reason(run, root):
    changed(root, "basis:\n  - {id: plan", f"{CALL}basis:\n  - {{id: plan")
    kept = run("checklist/nl/bel", "keep")
    assert kept.code == 0, kept.err
    assert "nl/bel-2" in (root / ADAPT).read_text()


def without_reason(root):
    """A sentence of ours that fits together with another of theirs, and no reason for it."""
    write(root / f"practices/nl/upstream/bases/{fingerprint(SUMMARY)}.txt", SUMMARY)
    ours = f"  summary: {{text: {SUMMARY.replace('your word', 'all your words')}, base: {fingerprint(SUMMARY)}}}\n"
    changed(root, "changes:\n", f"changes:\n{ours}", ADAPT)
    changed(root, "lang: nl", "lang: en", ADAPT)
    changed(root, "Meet often", "Meet every month")


def test_putting_both_together_asks_for_the_reason_that_is_not_there(run, root, monkeypatch):
    without_reason(root)
    refused = run("summary", "merge")
    assert refused.code == 1 and "needs a reason" in refused.err and "--why" in refused.err
    monkeypatch.setattr(deciding, "somebody", lambda: True)
    monkeypatch.setattr(deciding, "asked", lambda question, otherwise="": "It takes years.")
    done = run("summary", "merge")
    assert done.code == 0, done.err
    change = Workspace.open(root).handbook.edition("nl").adaptations["build-trust"].changes["summary"]
    assert "Meet every month" in str(change.text) and "all your words" in str(change.text)
    assert change.why == "It takes years."


def test_words_that_give_way_are_found_again(run, root, capsys):
    changed(root, "title: Build trust", "title: Build strong trust")
    assert run("title", "take").code == 0 and OURS not in (root / ADAPT).read_text()
    told = handbook(capsys, root, "drafts").out
    assert "build-trust" in told and "It gave way to a decision: take." in told
    assert OURS in told or OURS in handbook(capsys, root, "drafts", "show", "1").out


def test_what_is_kept_gives_way_to_nothing(run, root, capsys):
    changed(root, "title: Build trust", "title: Build strong trust")
    assert run("title", "keep", "--why", "Zo.").code == 0
    assert "gave way" not in handbook(capsys, root, "drafts").out
    assert FILES[ADAPT] != (root / ADAPT).read_text()
