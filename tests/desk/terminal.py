"""A real program in a real terminal: started in tmux, typed at, looked at, cut off and killed, as it happens to people.

Each `Terminal` is a tmux server of its own on a private socket, so that tests share nothing and none is left behind.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, NoReturn, Self

import pytest

WIDE, MIDDLE, NARROW = (140, 40), (100, 30), (80, 24)
PATIENCE = 20.0  # seconds until a wait gives up; a test asserts what happens, never how fast
LOOK = 0.03  # seconds from one look to the next
NEVER = -1
ESCAPE = 0.2  # a key that follows Esc at once is read as Alt with that key
REQUIRED = os.environ.get("HANDBOOK_BROWSER") == "required"
LEFT_OUT = {"TMUX", "TMUX_PANE", "COLUMNS", "LINES", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANGUAGE"}
SETTINGS = {
    "default-shell": "/bin/sh",
    "default-terminal": "tmux-256color",
    "escape-time": "0",
    "exit-empty": "off",  # the server outlives a program that was hung up, and tells that it has ended
    "remain-on-exit": "on",  # the last screen of a program that ended can still be read
    "remain-on-exit-format": "",
    "set-clipboard": "on",  # what a program writes to the clipboard is caught here, see `clipboard`
    "status": "off",
}


class Cursor(NamedTuple):
    """Where the terminal's own cursor stands, counted from 0, and whether it can be seen."""

    column: int
    row: int
    shown: bool


class NotSeen(AssertionError):
    """What was waited for did not come; tells the last screen."""


class Terminal:
    """One terminal, in which one program runs at a time; use it in a `with`."""

    def __init__(self) -> None:
        if not shutil.which("tmux"):
            _missing()
        self._folder = Path(tempfile.mkdtemp(prefix="desk-"))
        self._last, self._looked_at = "", NEVER
        self._runs = 0
        self.pid = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(
        self,
        command: Sequence[str | Path],
        size: tuple[int, int] = WIDE,
        *,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> Self:
        """Run a program; one that ran here before must have ended, or is hung up."""
        self._session_ended()
        self._runs += 1
        self._looked_at = NEVER
        settings = [word for name, value in SETTINGS.items() for word in ("set-option", "-g", name, value, ";")]
        sets = [word for name, value in (env or {}).items() for word in ("-e", f"{name}={value}")]
        columns, rows = size
        self._tmux(
            "start-server", ";", *settings,
            "new-session", "-d", "-s", "desk", "-x", str(columns), "-y", str(rows), "-c", str(cwd or Path.cwd()), *sets,
            f"exec {shlex.join(map(str, command))}", ";",
            "pipe-pane", "-O", f"exec cat >{shlex.quote(str(self._record))}",
        )  # fmt: skip
        self.pid = int(self._asked("#{pane_pid}"))
        return self

    def keys(self, *names: str) -> None:
        """Press keys by tmux's names: `C-s`, `F3`, `Enter`, `Escape`, `Tab`, `BTab`, `Up`, `DC`, or a letter."""
        for name in names:
            self._tmux("send-keys", "-t", "desk", "\\;" if name == ";" else name)
            if name == "Escape":
                time.sleep(ESCAPE)

    def type(self, text: str) -> None:
        """Type text letter for letter, whatever it holds; a new line is the Enter key."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.keys("Enter")
            if line:
                # A semicolon at the end of an argument would part two of tmux's commands.
                kept = f"{line[:-1]}\\;" if line.endswith(";") else line
                self._tmux("send-keys", "-t", "desk", "-l", "--", kept)

    def paste(self, text: str) -> None:
        """Paste text as a terminal does: all at once, and marked as pasted where the program asks for that."""
        self._tmux("load-buffer", "-b", "pasted", "-", given=text)
        self._tmux("paste-buffer", "-p", "-r", "-d", "-b", "pasted", "-t", "desk")

    def click(self, column: int, row: int) -> None:
        """Press and let go the mouse at a place counted from 0, as a program reads it that has asked for the mouse."""
        at = f"0;{column + 1};{row + 1}"
        self._tmux("send-keys", "-t", "desk", "-l", "--", f"\x1b[<{at}M\x1b[<{at}m")

    def screen(self, *, styled: bool = False) -> str:
        """What stands on the screen, without blanks at the ends of lines; the last that was seen once it has gone."""
        heard = self.heard
        done = self._try("capture-pane", "-p", "-t", "desk", *(["-e"] if styled else []))
        if done.returncode:
            return self._last
        if not styled:
            self._last, self._looked_at = done.stdout, heard
        return done.stdout

    def sees(self, text: str) -> bool:
        """Whether the text stands on the screen, also broken over lines of a full width."""
        return _stands(text, self.screen())

    def wait_for(self, text: str, timeout: float = PATIENCE) -> str:
        """Wait until the text stands on the screen, and return the screen."""
        return self._waited(lambda: _stands(text, self._newest()), f"“{text}”", timeout)

    def wait_gone(self, text: str, timeout: float = PATIENCE) -> str:
        """Wait until the text no longer stands on the screen, and return the screen."""
        return self._waited(lambda: not _stands(text, self._newest()), f"“{text}” to go", timeout)

    def wait_until(self, true: Callable[[str], bool], what: str = "it", timeout: float = PATIENCE) -> str:
        """Wait until something is true of the screen, and return the screen."""
        return self._waited(lambda: true(self._newest()), what, timeout)

    def settled(self, still: float = 0.4, timeout: float = PATIENCE) -> str:
        """Wait until nothing has changed on the screen for a while, and return the screen."""
        seen, since = self.screen(), time.monotonic()

        def quiet() -> bool:
            nonlocal seen, since
            now = self._newest()
            if now != seen:
                seen, since = now, time.monotonic()
            return time.monotonic() - since >= still

        return self._waited(quiet, "the screen to settle", timeout, while_alive=False)

    def cursor(self) -> Cursor:
        """Where the terminal's own cursor stands."""
        column, row, shown = self._asked("#{cursor_x} #{cursor_y} #{cursor_flag}").split()
        return Cursor(int(column), int(row), shown == "1")

    @property
    def title(self) -> str:
        """The title that the program gave the terminal."""
        return self._asked("#{pane_title}")

    @property
    def clipboard(self) -> str:
        """What the program has written to the clipboard by an escape code; nothing where it has not."""
        return self._try("show-buffer").stdout

    @property
    def written(self) -> bytes:
        """All bytes that the program has written since it started."""
        return self._record.read_bytes() if self._record.exists() else b""

    @property
    def heard(self) -> int:
        """How many bytes the program has written; what was counted here stands on the screen already."""
        return self._record.stat().st_size if self._record.exists() else 0

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        self._looked_at = NEVER
        self._tmux("resize-window", "-t", "desk", "-x", str(columns), "-y", str(rows))

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to the program itself, and to nothing else."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Take the terminal away from the program, as a dropped ssh connection does."""
        self.screen()
        self._tmux("kill-session", "-t", "desk")

    @property
    def closed(self) -> bool:
        """Whether the program has ended."""
        try:
            stat = Path(f"/proc/{self.pid}/stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return True
        return stat.rpartition(")")[2].split()[0] in "ZX"  # ended, and not yet buried by whoever started it

    def wait_closed(self, timeout: float = PATIENCE) -> int | None:
        """Wait until the program has ended; its exit code, or None where a signal ended it or its terminal has gone."""
        self._waited(self._ended, "the program to end", timeout, while_alive=False)
        done = self._try("display-message", "-p", "-t", "desk", "#{pane_dead_status}")
        return int(done.stdout) if done.stdout.strip() else None

    def close(self) -> None:
        """End the program and the terminal, whatever state they are in."""
        self._try("kill-server")
        if self.pid and not self.closed:
            self.kill()
            self._waited(lambda: self.closed, "a killed program to end", PATIENCE, while_alive=False)
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _record(self) -> Path:
        return self._folder / f"written-{self._runs}"

    def _newest(self) -> str:
        """The screen, asked for only where the program has written since: a wait looks thirty times a second."""
        return self.screen() if self._looked_at != self.heard else self._last

    def _ended(self) -> bool:
        """Once the program has gone, and tmux, where it still has the window, has been told how."""
        if not self.closed:
            return False
        told = self._try("display-message", "-p", "-t", "desk", "#{pane_dead_status}#{pane_dead_signal}").stdout.strip()
        if not told and self._has_window:
            # Now and then the news of a program's end passes tmux by; the end of any other one makes it look.
            self._try("run-shell", "-b", "true")
            return False
        return True

    @property
    def _has_window(self) -> bool:
        return self._try("has-session", "-t", "desk").returncode == 0

    def _session_ended(self) -> None:
        if self._has_window:
            self.hang_up()
            self.wait_closed()

    def _waited(self, true: Callable[[], bool], what: str, timeout: float, *, while_alive: bool = True) -> str:
        """Look until it is true; a program that ended is looked at once more, and then nothing is waited for."""
        end = time.monotonic() + timeout
        while True:
            if ended := while_alive and self.closed:
                self._looked_at = NEVER
            if true():
                return self._newest()
            if ended:
                raise NotSeen(f"The program ended while a test waited for {what}.\n{self._framed()}")
            if time.monotonic() > end:
                raise NotSeen(f"A test waited {timeout:g} s for {what}.\n{self._framed()}")
            time.sleep(LOOK)

    def _framed(self) -> str:
        lines = self.screen().rstrip("\n").split("\n")
        wide = max(map(len, lines))
        edge = "-" * wide
        return "\n".join([f"The last screen:\n+{edge}+", *(f"|{line.ljust(wide)}|" for line in lines), f"+{edge}+"])

    def _asked(self, what: str) -> str:
        return self._tmux("display-message", "-p", "-t", "desk", what).rstrip("\n")

    def _tmux(self, *words: str, given: str | None = None) -> str:
        done = self._try(*words, given=given)
        if done.returncode:
            raise NotSeen(f"tmux {words[0]}: {done.stderr.strip()}\n{self._framed()}")
        return done.stdout

    def _try(self, *words: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        return subprocess.run(
            ["tmux", "-u", "-S", str(self._folder / "socket"), "-f", "/dev/null", *words],
            input=given, capture_output=True, encoding="utf-8", check=False, env={**kept, "LANG": "C.UTF-8"},
        )  # fmt: skip


def _stands(text: str, screen: str) -> bool:
    return text in screen or text in " ".join(screen.split())


def _missing() -> NoReturn:
    """Without tmux the tests are skipped, and say so; in CI that is a failure."""
    if REQUIRED:
        pytest.fail("There is no tmux here, and in CI it must be there: see .ci/run")
    pytest.skip("There is no tmux here: see .ci/run for what to install")
