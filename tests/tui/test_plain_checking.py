"""What plain mode finds is to fix: as the desk finds it, looked for once as long as nothing reads otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.model.ownwords import make
from handbook.store.workspace import Workspace
from tests import small
from tests.desk import workspaces
from tests.tui.test_plain import told
from tui.plain import session as held

RUNS = "practices/global/sources/hearing.runs"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspaces.little(tmp_path)


def test_the_name_of_a_speaker_is_found(root):
    small.write(root / RUNS, make("She said it in the hearing.", ["Wilhelmina Drees"], "salt", 0).decode())
    said = told(root, "nl", "new Antwoord snel", "edit summary", "Wilhelmina Drees zei het.", "check")
    assert "Wilhelmina Drees" in said.partition("Command: check")[2]


def test_hashes_that_cannot_be_read_are_told_and_stop_nobody(root):
    small.write(root / RUNS, "no hashes")
    said = told(root, "global", "open build-trust", "edit summary", "1", "Meet.", "save")
    assert "hearing.runs" in said and "Saved “Build trust”" in said


def test_what_nobody_changed_is_checked_once(root, monkeypatch):
    looked: list[str] = []
    of_practice = held.of_practice
    monkeypatch.setattr(held, "of_practice", lambda *a, **k: looked.append("") or of_practice(*a, **k))
    session = held.Session(Workspace.open(root), "global", talk=None)  # type: ignore[arg-type]
    session.open("build-trust")
    assert session.rows() and session.row("steps/invite.phase") and session.notes is session.notes
    assert len(looked) == 1
    session.change(lambda copy: copy.set("title", "Trust " * 20))
    assert session.notes["title"] and len(looked) == 2
    session.look()
    assert session.notes and len(looked) == 3
    session.end()
