"""The lesson as a newcomer plays it: the real program in a real terminal, from the first word to the last page."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from handbook.store.workspace import Workspace
from tests.cli.run import PROGRAM, spawned
from tests.desk.terminal import NARROW, WIDE, Terminal
from tests.disk import files
from tests.small import small

TITLE, SUMMARY, STEP = "Answer every report", "Who reports abuse hears back within a day.", "Name who answers today."
WHY, MORE = "It is so here.", "Hurryhurry"


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    with Terminal() as terminal:
        yield terminal


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_newcomer_plays_it_from_start_to_end(terminal, tmp_path, size):
    here = small(tmp_path / "theirs")
    before, env = files(here), {"XDG_STATE_HOME": str(tmp_path / "state"), "LANG": "C.UTF-8", "LANGUAGE": "en"}
    demo = tmp_path / "state" / "igf-handbook" / "demo"

    _begun(terminal, here, size, env).wait_for("Lesson 1 of 9")
    terminal.keys("C-n")
    terminal.wait_for("What to do, as an instruction")
    terminal.type(TITLE)
    terminal.keys("Enter")
    terminal.wait_for("Lesson 2 of 9")
    terminal.type(SUMMARY)
    terminal.wait_for("Lesson 3 of 9")
    terminal.keys("Tab", "Tab", "Tab")
    terminal.settled()
    terminal.keys("Enter")
    terminal.wait_for("Step 1")
    terminal.settled()
    terminal.type(STEP)
    terminal.wait_for("Lesson 4 of 9")
    terminal.keys("C-s")
    terminal.wait_for("Lesson 5 of 9")

    terminal.keys("Escape", "Down", "Enter")
    terminal.wait_for("Press Tab until")
    terminal.wait_until(lambda screen: "▌ Title" in screen, "the title to have the focus")
    terminal.keys("Tab")
    terminal.settled()
    terminal.type(" So it is.")
    terminal.wait_for("say in Why")
    terminal.keys("Tab")
    terminal.type(WHY)
    terminal.settled()
    terminal.keys("C-s")
    terminal.wait_for("Lesson 6 of 9")
    terminal.keys("BTab")
    terminal.settled()
    terminal.type(f" {MORE}")
    terminal.wait_for("Kept safe. In")
    assert terminal.wait_closed() == 0
    assert "as when a line drops" in terminal.screen() and "handbook demo" in terminal.screen()
    assert not any(MORE.encode() in data for data in files(demo).values())

    _begun(terminal, here, size, env).wait_for("You left this unfinished")
    assert MORE in terminal.wait_for("Lesson 7 of 9")
    terminal.keys("1")
    terminal.wait_for("Your words are back")
    terminal.keys("C-s")
    terminal.wait_for("Lesson 8 of 9")
    terminal.keys("F2")
    terminal.wait_for("1 keeps our words")
    terminal.keys("1")
    terminal.wait_for("Lesson 9 of 9")
    terminal.keys("Escape")
    terminal.wait_for("Press F4")
    terminal.keys("F4")
    terminal.wait_for("The lesson is done.")
    terminal.keys("Escape")
    terminal.wait_for("That was the lesson")
    terminal.keys("Escape")
    terminal.wait_gone("That was the lesson")
    terminal.keys("C-q")
    terminal.wait_closed()

    edition = Workspace.open(demo).handbook.edition("nl")
    assert edition.practices["nl/answer-every-report"].title == TITLE
    assert any(MORE in str(change.text) for one in edition.adaptations.values() for change in one.changes.values())
    assert files(here) == before
    _begun(terminal, here, size, env).wait_for("The lesson has ended")


def test_without_a_terminal_it_says_so_and_makes_nothing(tmp_path):
    done = spawned(tmp_path, "demo", XDG_STATE_HOME=str(tmp_path / "state"))
    assert done.code == 1 and "needs a terminal" in done.err
    assert os.listdir(tmp_path) == []


def _begun(terminal: Terminal, here: Path, size: tuple[int, int], env: Mapping[str, str]) -> Terminal:
    return terminal.start([PROGRAM, "demo"], size, cwd=here, env=env)
