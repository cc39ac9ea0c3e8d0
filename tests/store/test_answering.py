"""An answer is carried out, and our words that give way to it are kept before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.editions.decide import decided
from handbook.editions.status import questions
from handbook.errors import SaveRefused
from handbook.model.question import Decision
from handbook.store.answering import answered
from handbook.store.kept import KeptTexts
from handbook.store.undo import taken_back
from handbook.store.workspace import Workspace
from tests.small import ADAPT, FILES, TRUST, small

THEIRS = FILES[TRUST].replace("title: Build trust", "title: Build strong trust").replace(
    "A meeting takes place every month.", "A meeting takes place every week."
)  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Workspace.open(small(tmp_path / "work", {TRUST: THEIRS}))


def answer(workspace: Workspace, path: str, decision: Decision, why: str = "", text: str = ""):
    seen = {"build-trust": workspace.digest("nl", "build-trust")}
    question = next(one for one in questions(workspace.handbook, "nl", "build-trust") if one.path == path)
    plan = decided(workspace.handbook, "nl", question, decision, why=why, text=text)
    return answered(workspace, "nl", question, decision, plan, seen=seen, gave_way="It gave way.")


def found(workspace: Workspace) -> list[tuple[str, str, str]]:
    return [(one.path, one.text, one.why) for one in KeptTexts(workspace.machine).found()]


@pytest.mark.parametrize(("decision", "text"), [(Decision.TAKE, ""), (Decision.EDIT, "Anders.")])
def test_what_gives_way_is_kept_and_the_write_can_be_taken_back(workspace, decision, text):
    before = (workspace.root / ADAPT).read_bytes()
    done = answer(workspace, "title", decision, text=text)
    assert done is not None and done.file == ADAPT and (workspace.root / ADAPT).read_bytes() == done.after != before
    assert found(workspace) == [("title", "Bouw vertrouwen op", "It gave way.")]
    taken_back(workspace, done.file, done.before, done.after)
    assert (workspace.root / ADAPT).read_bytes() == before


def test_of_what_is_left_out_the_reason_is_kept(workspace):
    answer(workspace, "checklist/meet", Decision.TAKE)
    assert found(workspace) == [("checklist/meet", "Dat is hier al zo.", "It gave way.")]


def test_keeping_and_leaving_it_for_later_keep_nothing(workspace):
    assert answer(workspace, "title", Decision.KEEP, why="Zo.") is not None
    assert answer(workspace, "checklist/meet", Decision.LATER) is None
    assert found(workspace) == []


def test_what_cannot_be_kept_is_not_let_go(workspace, monkeypatch):
    def full(*_: object) -> None:
        raise SaveRefused("The disk is full.")

    before = (workspace.root / ADAPT).read_bytes()
    monkeypatch.setattr(KeptTexts, "keep", full)
    with pytest.raises(SaveRefused):
        answer(workspace, "title", Decision.TAKE)
    assert (workspace.root / ADAPT).read_bytes() == before
