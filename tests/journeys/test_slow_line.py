"""The desk over a line on which a key takes 200 ms to arrive and its answer 200 ms to come back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import slow_line
from tests.desk.terminal import NARROW, WIDE, Terminal
from tests.desk.typist import held, in_a_line
from tests.desk.workspaces import little
from tests.small import SUMMARY, TRUST

DELAY = 0.2  # seconds, one way
DESK = [sys.executable, slow_line.__file__, str(DELAY), sys.executable, "-m", "handbook", "edit"]


@pytest.fixture
def far() -> Iterator[Terminal]:
    with Terminal() as terminal:
        yield terminal


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["140x40", "80x24"])
def test_what_is_typed_ahead_of_the_screen_lands_where_it_belongs(tmp_path: Path, far, size):
    """Nobody waits for a far screen: practice, fields and words are typed blind, then saved."""
    root = little(tmp_path / "handbook")
    far.start([*DESK, "-e", "global"], size, cwd=root)
    far.wait_for("All actions")
    far.settled()
    far.type("/trust")
    far.keys("Enter", "Enter")
    far.type(" twice")
    far.keys("Tab")
    far.type(" Ask often.")
    far.keys("C-s")
    far.wait_for("Saved “Build trust twice”: 2 fields changed")
    said = held(root, TRUST)
    assert said["title"] == "Build trust twice"
    assert in_a_line(said["summary"]) == f"{SUMMARY} Ask often."


def test_a_letter_before_a_key_counts_for_what_the_key_does(tmp_path: Path, far):
    """Both arrive at once: the last letter is in what is saved, and none is left over when one leaves."""
    root = little(tmp_path / "handbook")
    far.start([*DESK, "build-trust", "-e", "global"], WIDE, cwd=root)
    far.wait_for("› Title")
    far.settled()
    for number in range(5):
        far.type(f" {number}")
        far.keys("C-s")
    far.keys("C-q")
    far.wait_closed()
    assert held(root, TRUST)["title"] == "Build trust 0 1 2 3 4"
