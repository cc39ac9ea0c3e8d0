"""The journal: whenever a program dies, what it kept last is there, whole."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from handbook.store.kept import KeptTexts
from tests.store.journals import TREE, opened

TYPIST = """
import os, sys
from pathlib import Path
from handbook.store.journal import Journal
from handbook.store.presence import Presence
machine = Path(sys.argv[1])
presence = Presence(machine)
presence.come("nl", "hub")
journal = Journal(machine, presence)
number = 0
while True:
    number += 1
    journal.keep("nl", "hub", {"number": number, "text": f"{number} " * 5_000})
    os.write(1, b"%d\\n" % number)
"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path / "work" / ".handbook"


@pytest.fixture
def typist(machine: Path) -> Iterator[Callable[[], Popen[bytes]]]:
    started: list[Popen[bytes]] = []

    def start() -> Popen[bytes]:
        started.append(Popen([sys.executable, "-c", TYPIST, str(machine)], stdout=PIPE))
        return started[-1]

    yield start
    for program in started:
        program.kill()
        program.wait()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_killed_at_any_moment_the_last_words_are_there(
    machine: Path, typist: Callable[[], Popen[bytes]], how: signal.Signals
) -> None:
    chance = random.Random(how)
    for _ in range(12):
        program = typist()
        assert program.stdout
        program.stdout.readline()
        assert opened(machine).left() == []  # while it lives it has its draft itself
        time.sleep(chance.random() * 0.05)
        program.send_signal(how)
        said, _ = program.communicate()
        kept = int(said.split()[-1]) if said.split() else 1
        journal = opened(machine)
        (left,) = journal.of("nl", "hub")
        # The one that was being written may have come through; one that was kept is never gone.
        assert left.tree["number"] in (kept, kept + 1)
        assert left.tree["text"] == f"{left.tree['number']} " * 5_000
        assert journal.unread() == []
        journal.decline(left)
    assert len(KeptTexts(machine).found("nl", "hub")) == 12


def test_what_a_killed_program_was_writing_is_swept_away(machine: Path) -> None:
    opened(machine).keep("nl", "hub", TREE)
    half = machine / "drafts" / ".save-00.handbook-tmp"
    half.write_bytes(b"{")
    os.utime(half, (0, 0))
    opened(machine).left()
    assert not half.exists()
