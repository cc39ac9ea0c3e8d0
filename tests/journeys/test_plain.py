"""Plain mode as a real program, through a pipe and in a terminal: cut off, killed and interrupted, it loses nothing."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests import small
from tests.cli.run import PROGRAM, spawned
from tests.desk import workspaces

PATIENCE = 20.0  # seconds until a wait gives up


class Line:
    """A program at the other end of a terminal that only knows lines."""

    def __init__(self, root: Path, *words: str) -> None:
        self.pid, self._end = pty.fork()
        if not self.pid:
            os.chdir(root)
            os.environ.update(TERM="dumb", LANGUAGE="en", EDITOR="sed -i s/Build/Earn/")
            os.execv(PROGRAM, [str(PROGRAM), "edit", *words])
        self.heard = ""
        self.code: int | None = None

    def type(self, *lines: str) -> None:
        """Type each line when the program has asked for it."""
        for line in lines:
            self.wait(": ")
            self.heard = ""
            os.write(self._end, f"{line}\n".encode())

    def press(self, key: str) -> None:
        """Press Ctrl with a letter when the program has asked for something."""
        self.wait(": ")
        self.heard = ""
        os.write(self._end, bytes([ord(key) - 64]))

    def wait(self, text: str) -> str:
        """Wait for a text that the program says; a prompt is at the end of what was said."""
        end = time.monotonic() + PATIENCE
        while not (self.heard.endswith(text) if text == ": " else text in self.heard):
            if time.monotonic() > end or not self._read():
                pytest.fail(f"{text!r} was not said, but: {self.heard}")
        return self.heard

    def ended(self) -> int:
        """Wait until the program ends, and tell how."""
        while self._read():
            pass
        return self._buried()

    def kill(self, number: signal.Signals) -> None:
        """Send it a signal, and wait until it has ended."""
        os.kill(self.pid, number)
        self._buried()

    def close(self) -> None:
        """Hang up; a program that does not end by that is killed."""
        os.close(self._end)
        if self.code is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self._buried()

    def _read(self) -> bool:
        ready, _, _ = select.select([self._end], [], [], PATIENCE)
        try:
            data = os.read(self._end, 65_536) if ready else b""
        except OSError:  # the program has gone
            return False
        self.heard += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)

    def _buried(self) -> int:
        if self.code is None:
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.code


@contextmanager
def line(root: Path, *words: str) -> Iterator[Line]:
    held = Line(root, *words)
    try:
        yield held
    finally:
        held.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspaces.little(tmp_path)


def test_a_practice_is_written_through_a_pipe_and_each_line_can_be_read_alone(root):
    typed = "new Answer in a day\nedit summary\nBe quick.\nedit problem\nNobody\nanswers.\n.\nsave\ncheck\nquit\n"
    done = subprocess.run(
        [PROGRAM, "edit", "--plain", "-e", "global"], cwd=root, input=typed, capture_output=True, text=True, check=True
    )
    assert not done.stderr
    assert "Command: save\nSaved “Answer in a day”: 2 fields changed (Summary, The problem)." in done.stdout
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2500-\u257f]", done.stdout)
    assert "Be quick." in spawned(root, "show", "answer-in-a-day", "-e", "global").out


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_what_was_entered_while_composing_outlives_a_kill(root, number):
    with line(root, "build-trust", "-e", "global", "--plain") as talk:
        talk.type("edit problem", "1", "First line", "second line")
        talk.wait("Line 3: ")
        talk.kill(number)
    assert "First line" not in (root / small.TRUST).read_text()
    with line(root, "--plain", "-e", "global") as talk:
        talk.wait("You left this unfinished on")
        talk.type("1", "show problem")
        assert "First line second line" in talk.wait("Command: ")
        talk.type("save", "quit")
        assert talk.ended() == 0
    assert "First line\n  second line" in (root / small.TRUST).read_text()


def test_ctrl_c_and_ctrl_d_lose_nothing_and_say_so(root):
    with line(root, "build-trust", "-e", "global", "--plain") as talk:
        talk.type("edit title", "1", "Earn trust")
        talk.press("C")
        assert "Stopped; nothing is lost." in talk.wait("Not saved. Command: ")
        talk.type("edit problem", "1", "Begun")
        talk.press("C")
        assert "What you wrote stands in “The problem”" in talk.wait("Not saved. Command: ")
        talk.press("D")
        assert "your draft is kept, and offered when you come back" in talk.wait("come back.")
        assert talk.ended() == 0
    with line(root, "-e", "global", "--plain") as talk:
        assert "2 fields of “Earn trust” are not saved." in talk.wait(": ")


def test_a_dumb_terminal_gets_plain_mode_and_the_editor_of_one_s_choice(root):
    with line(root, "build-trust", "-e", "global") as talk:
        talk.type("edit title", "4")
        talk.wait("Changed: Title.")
        talk.type("save", "quit")
        assert talk.ended() == 0
    assert "title: Earn trust\n" in (root / small.TRUST).read_text()


def test_two_editors_at_one_practice_are_told_and_both_are_heard(root):
    with line(root, "build-trust", "-e", "global") as one, line(root, "-e", "global") as two:
        one.type("edit summary", "1", "Of the first.")
        one.wait("Not saved. Command: ")
        two.type("open build-trust")
        assert "has this practice open too, since" in two.wait("Command: ")
        two.type("edit summary", "1", "Of the second.", "save")
        assert "Saved “Build trust”: 1 field changed (Summary)." in two.wait("Command: ")
        one.type("save", "1", "quit")
        assert one.ended() == 0
    assert "summary: Of the first." in (root / small.TRUST).read_text()
    assert "Of the second." in spawned(root, "drafts", "show", "1").out
