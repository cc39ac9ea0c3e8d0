"""A program at the end of a raw pseudo-terminal: keys go in, bytes come out, and the time between them is taken."""

from __future__ import annotations

import fcntl
import math
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

BURST = 0.012  # seconds without a byte: what the program had to say to a key has been said
PATIENCE = 30.0
# Codes that a program sends, and what lies between two places on the screen: only words are left.
_MOVES = re.compile(r"\x1b\[[\d;]*[HfABCDEFGJK]")
_CODES = re.compile(r"\x1b(?:\[[0-9;?<>=:]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])")
# As a terminal of today answers: it can show a whole repaint at once.
_ASKED = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[c": b"\x1b[?62;c"}


class Unanswered(AssertionError):
    """The program did not answer a key; tells what it last wrote."""


class Line:
    """A program in a terminal of its own. Time runs from its start, then from the key sent last."""

    def __init__(
        self,
        command: Sequence[str | Path],
        cwd: Path,
        *,
        size: tuple[int, int] = (140, 40),
        env: Mapping[str, str] | None = None,
    ) -> None:
        left_out = {"PYTHONDONTWRITEBYTECODE", "COLUMNS", "LINES", "NO_COLOR"}  # not how people run it
        kept = {name: value for name, value in os.environ.items() if name not in left_out}
        terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        self._said = b""
        self.began = self._last = self._since = time.perf_counter()
        self.pid, self._end = pty.fork()
        if not self.pid:
            os.chdir(cwd)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.execvpe(str(command[0]), [str(word) for word in command], {**kept, **terminal, **(env or {})})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def send(self, keys: str) -> None:
        """Press keys; what was written before is forgotten."""
        self.still(0)
        self._said = b""
        self._last = self._since = time.perf_counter()
        os.write(self._end, keys.encode())

    def answer(self, expected: str = "", patience: float = 0, *, burst: float = BURST) -> float:
        """Seconds from the key to the last byte of the burst that holds what was expected, a regular expression.

        Where nothing is expected, the first burst is taken. A program that answers in steps is asked for a longer one.
        """
        expects = re.compile(expected)
        while not (self._said and expects.search(self.words)):
            self._heard(0.1)
            if time.perf_counter() > self._since + (patience or PATIENCE):
                raise Unanswered(f"No “{expected}” after {patience or PATIENCE:g} s, but:\n{self.words[-2000:]}")
        while self._heard(burst):
            pass
        return self._last - self._since

    def still(self, seconds: float) -> None:
        """Let the program go on until it has written nothing for so long; a cursor that blinks is not waited for."""
        end = time.perf_counter() + max(1.0, 2 * seconds)
        while self._heard(seconds) and time.perf_counter() < end:
            pass

    def pause(self, seconds: float) -> None:
        """Go on reading for so long, whatever the program writes."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._heard(left)

    @property
    def words(self) -> str:
        """What was written since the last key, without codes; each place on the screen is a line."""
        return _CODES.sub("", _MOVES.sub("\n", self._said.decode("utf-8", "replace")))

    @property
    def memory(self) -> float:
        """The MB that the program holds in memory now."""
        return self._status("VmRSS")

    @property
    def most_memory(self) -> float:
        """The MB that it has held at most."""
        return self._status("VmHWM")

    def close(self) -> None:
        """End the program at once, if it has not ended by itself."""
        if not os.waitpid(self.pid, os.WNOHANG)[0]:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._end)

    def _status(self, name: str) -> float:
        return int(Path(f"/proc/{self.pid}/status").read_text().partition(f"{name}:")[2].split()[0]) / 1024

    def _heard(self, seconds: float) -> bool:
        """Whether anything was written within so many seconds."""
        if not select.select([self._end], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._end, 1 << 16)
        except OSError:
            raise Unanswered(f"The program has ended; it wrote:\n{self.words[-2000:]}") from None
        self._last = time.perf_counter()
        self._said += data
        for question, reply in _ASKED.items():
            if question in data:
                os.write(self._end, reply)
        return True


def share(seconds: Sequence[float], part: float) -> float:
    """The time within which so many of all answers came: 0.5 is the median, 0.95 the p95."""
    return sorted(seconds)[max(0, math.ceil(part * len(seconds)) - 1)]
