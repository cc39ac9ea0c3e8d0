"""The throw-away workspace of the lesson: away from every handbook, with one question that waits."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.errors import SaveRefused
from handbook.exchange.inbox import waiting
from handbook.store.data import data_folder
from handbook.store.demo import ADDED, EDITION, PRACTICE, UNIT, made, reach, step_of
from handbook.store.machine import MACHINE
from handbook.store.presence import Presence
from handbook.store.workspace import Workspace
from tests.tui.running import files


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder of somebody who has begun the lesson."""
    state = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(state))
        made()
    return state


@pytest.fixture
def state(laid_out: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(laid_out))
    return laid_out


def test_it_lies_with_the_user_and_holds_what_came_along(state):
    demo = made()
    assert not demo.new and demo.root.is_relative_to(state)
    here, shipped = files(demo.root / "practices"), files(data_folder() / "practices")
    assert not set(shipped) - set(here)
    changed = {name for name, data in here.items() if shipped.get(name) != data and "/bases/" not in name}
    assert changed == {
        f"eu/adapt/{PRACTICE}.yaml", "eu/releases/eu-2.json", "nl/handbook.lock", "nl/upstream/snapshots/eu-2.json",
    }  # fmt: skip


def test_one_question_waits_and_nothing_else(state):
    workspace = Workspace.open(made().root)
    assert [(one.practice, one.path) for one in waiting(workspace, EDITION)] == [(PRACTICE, UNIT)]
    assert ADDED in str(workspace.pins[EDITION][-1].adaptations[PRACTICE].changes[UNIT])
    assert not workspace.broken


def test_it_goes_on_where_it_was_and_again_begins_anew(state):
    root = made().root
    assert step_of(root) == ""
    reach(root, "adapt")
    (root / "typed.txt").write_text("Mine.")
    assert not made().new and step_of(root) == "adapt"
    beside = state / "igf-handbook" / "last-fault.txt"
    beside.write_text("not ours to touch")
    assert made(again=True).new
    assert step_of(root) == "" and not (root / "typed.txt").exists()
    assert beside.read_text() == "not ours to touch"
    assert {one.name for one in root.parent.iterdir()} == {"demo", "locks", "last-fault.txt"}


def test_a_torn_note_of_the_step_begins_at_the_beginning(state):
    root = made().root
    reach(root, "adapt")
    (root / MACHINE / "lesson.json").write_bytes(b'{"step": ')
    assert step_of(root) == ""


def test_a_step_that_cannot_be_kept_is_said_in_words(tmp_path):
    (tmp_path / MACHINE).write_text("a file")
    with pytest.raises(SaveRefused):
        reach(tmp_path, "adapt")


def test_it_is_not_taken_away_under_a_desk(state):
    root = made().root
    other = Presence(root / MACHINE)
    other.come(EDITION, PRACTICE)
    with pytest.raises(SaveRefused, match="open in another terminal"):
        made(again=True)
    other.leave()
    assert step_of(root) == ""


def test_where_it_cannot_lie_it_says_so(tmp_path, monkeypatch):
    (tmp_path / "state").write_text("a file")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with pytest.raises(SaveRefused, match="XDG_STATE_HOME"):
        made()
