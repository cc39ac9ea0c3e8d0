"""Somebody at the desk: starts it, goes to a field, types as people type, and knows what was typed by when."""

from __future__ import annotations

import json
import random
import re
import signal
import sys
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from handbook.store.journal import Journal, Left
from handbook.store.presence import Presence
from tests import disk
from tests.desk.terminal import WIDE, Terminal

files = partial(disk.files, killed=True)
OFFERED = "You left this unfinished on"
WAYS = ("hang-up", "TERM", "KILL")
STILL = 0.12  # seconds without a change, after which keys are taken to be answered
SAME_PLACE = 1.0  # seconds after an answer to Tab, after which one is taken to be where one was


def desk(
    terminal: Terminal, root: Path, *words: str, size: tuple[int, int] = WIDE, env: Mapping[str, str] | None = None
) -> Terminal:
    """Start the desk and wait until it stands, or asks what becomes of a draft."""
    terminal.start([sys.executable, "-m", "handbook", "edit", *words], size, cwd=root, env=env)
    terminal.wait_for("All actions")
    return terminal


def into(terminal: Terminal, field: str, tries: int = 100) -> None:
    """Tab until the top line says that one is in this field."""
    place = _place(terminal.settled(STILL))
    for _ in range(tries):
        if place.endswith(f"› {field}"):
            place = _place(terminal.settled(STILL))  # a Tab that came late leads on from there
            if place.endswith(f"› {field}"):
                return
            terminal.keys("BTab")  # and would on every round
            place = _place(terminal.settled(STILL))
            continue
        place = _place(_tabbed(terminal, place))
    raise AssertionError(f"There is no field {field}:\n{terminal.screen()}")


def _tabbed(terminal: Terminal, before: str) -> str:
    """Press Tab once, and wait until one is elsewhere; words and their reason are one place."""
    heard, answered = terminal.heard, 0.0

    def elsewhere(screen: str) -> bool:
        nonlocal answered
        if terminal.heard == heard:
            return False
        answered = answered or time.monotonic()
        return _place(screen) != before or time.monotonic() - answered > SAME_PLACE

    terminal.keys("Tab")
    return terminal.wait_until(elsewhere, "an answer to Tab")


def _place(screen: str) -> str:
    return re.split(r"\s{2,}", screen.partition("\n")[0].strip())[0]


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


def kept_safe(terminal: Terminal, root: Path, words: str) -> None:
    """Wait until a draft of this or another program holds the words; what is typed is kept after a moment."""

    def held(_screen: str) -> bool:
        drafts = (root / ".handbook/drafts").glob("*.json")
        return any(words in json.dumps(json.loads(draft.read_bytes()), ensure_ascii=False) for draft in drafts)

    terminal.wait_until(held, f"a draft that holds “{words}”")


def held(root: Path, file: str) -> dict[str, Any]:
    """What a file says."""
    return dict(yaml.safe_load((root / file).read_text(encoding="utf-8")))


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
