"""Somebody at the desk: starts it, goes to a field, types as people type, and knows what was typed by when."""

from __future__ import annotations

import random
import re
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from handbook.store.journal import Journal, Left
from handbook.store.presence import Presence
from tests.desk.terminal import WIDE, Terminal

OFFERED = "You left this unfinished on"
WAYS = ("hang-up", "TERM", "KILL")


def desk(
    terminal: Terminal, root: Path, *words: str, size: tuple[int, int] = WIDE, env: Mapping[str, str] | None = None
) -> Terminal:
    """Start the desk and wait until it stands, or asks what becomes of a draft."""
    terminal.start([sys.executable, "-m", "handbook", "edit", *words], size, cwd=root, env=env)
    terminal.wait_for("All actions")
    return terminal


def into(terminal: Terminal, field: str, tries: int = 40) -> None:
    """Tab until the top line says that one is in this field."""
    for _ in range(tries):
        top = terminal.settled(0.12).partition("\n")[0].strip()
        if re.split(r"\s{2,}", top)[0].endswith(f"› {field}"):
            return
        terminal.keys("Tab")
    raise AssertionError(f"There is no field {field}:\n{terminal.screen()}")


def end(terminal: Terminal, way: str) -> None:
    """The line drops, the machine shuts down, or somebody is impatient."""
    if way == "hang-up":
        terminal.hang_up()
    else:
        terminal.kill(signal.SIGTERM if way == "TERM" else signal.SIGKILL)
    terminal.wait_closed()


def left(root: Path) -> list[Left]:
    """The drafts of programs that have ended, the newest first."""
    machine = root / ".handbook"
    return Journal(machine, Presence(machine)).left()


def held(root: Path, file: str) -> dict[str, Any]:
    """What a file says."""
    return dict(yaml.safe_load((root / file).read_text(encoding="utf-8")))


def files(root: Path) -> dict[str, bytes]:
    """All files of the handbook, without what the program keeps for itself, or was writing when it was killed."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and not {".handbook", ".git"} & set(path.relative_to(root).parts)
        and path.suffix != ".handbook-tmp"
    }


def sees(terminal: Terminal, *texts: str) -> None:
    """Wait until all of it has stood on the screen."""
    for text in texts:
        terminal.wait_for(text)


def rewritten(root: Path, file: str, before: str, after: str) -> None:
    """Somebody changes a file by other means."""
    said = (root / file).read_text(encoding="utf-8")
    assert said.count(before) == 1, (file, before)
    (root / file).write_text(said.replace(before, after), encoding="utf-8")


def in_a_line(text: str) -> str:
    """However it is broken into lines."""
    return " ".join(text.split())


class Typist:
    """Types words that are never twice the same, letter by letter, and remembers when each letter was typed."""

    def __init__(self, terminal: Terminal, dice: random.Random) -> None:
        self.terminal, self.dice = terminal, dice
        self.letters: list[tuple[float, str]] = []
        self.number = 0

    def begin(self) -> None:
        """What was typed before is history."""
        self.letters = []

    def type_for(self, seconds: float) -> None:
        """Type until so much time has gone, be it in the middle of a word."""
        over, word = time.monotonic() + seconds, ""
        while (left := over - time.monotonic()) > 0:
            if not word:
                self.number += 1
                word = f" {self.dice.choice(('gather', 'write', 'settle', 'meet'))}{self.number}"
            self.terminal.type(word[0])
            self.letters.append((time.monotonic(), word[0]))
            word = word[1:]
            time.sleep(max(0, min(left, self.dice.uniform(0.01, 0.12))))

    def by(self, moment: float) -> str:
        """All that was typed by then."""
        return "".join(letter for when, letter in self.letters if when <= moment)

    @property
    def all(self) -> str:
        """All that was typed."""
        return self.by(time.monotonic())
