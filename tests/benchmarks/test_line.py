"""The measuring itself: what is timed, what is read, and what is said where nothing comes."""

from __future__ import annotations

import sys

import pytest

from tests.benchmarks.line import Line, Unanswered, share

ECHO = """
import sys, termios, time, tty
tty.setraw(0)
print("\\x1b[2J\\x1b[1;1H\\x1b[31mready\\x1b[0m", end="", flush=True)
while key := sys.stdin.read(1):
    time.sleep(0.1 if key == "s" else 0)
    print(f"\\x1b[2;1H\\x1b[1m{key}\\x1b[0m{key}\\x1b]0;title\\x07", end="", flush=True)
"""


def test_a_key_and_its_answer(tmp_path):
    with Line([sys.executable, "-c", ECHO], tmp_path) as line:
        line.answer("ready")
        line.send("ñ")
        line.answer("ññ")
        assert line.words.strip() == "ññ", "codes and titles are no words"
        line.send("s")
        assert line.answer("ss") >= 0.1 and line.memory > 1
        line.send("x")
        with pytest.raises(Unanswered, match=r"No “never” after 0\.2 s, but:\s+xx"):
            line.answer("never", patience=0.2)


def test_a_program_that_ends(tmp_path):
    with Line(["sh", "-c", "echo gone"], tmp_path) as line, pytest.raises(Unanswered, match="has ended"):
        line.answer("never")


def test_shares():
    assert share([3, 1, 2], 0.5) == 2 and share(range(1, 101), 0.95) == 95 and share([7], 0.95) == 7
