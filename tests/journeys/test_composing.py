"""Cut off in the middle of a sentence, wherever one writes: what was typed stands there again, or is offered.

`trust/test_ended.py` does it in the form. Here are the other places: a page that asks, a reason, a translation, the
Inbox.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from handbook.editions.fingerprint import fingerprint
from tests.desk.terminal import NARROW, WIDE, Terminal
from tests.desk.typist import OFFERED, WAYS, Typist, desk, end, files, into
from tests.desk.workspaces import little, run
from tests.small import ADAPT, SUMMARY, TRUST, write

SIZES = (WIDE, NARROW)
SECOND = 1.0  # of typing is the most that may be lost
LEAST, MOST = 1.4, 2.4  # seconds of typing before the end: something must be there again every time
SAID = "Ken elkaar voordat het nodig is."


@dataclass(frozen=True, slots=True)
class Room:
    """A place where one writes: the edition, the practice, and the way from the form to the field."""

    edition: str
    practice: str
    enter: Callable[[Terminal], None]
    drafted: bool  # it is offered as a draft; otherwise it stands there again when the page is opened
    waiting: bool = False  # only after a change of the shared edition


def _comment(one: Terminal) -> None:
    into(one, "Summary")
    one.keys("F9")
    one.wait_for("Small correction")
    number = next(line.split()[0].lstrip("▌") for line in one.screen().split("\n") if "  Comment" in line)
    one.keys(number)
    one.wait_for("Keep the comment")
    one.keys("Tab")  # behind the question who one is


def _reason(one: Terminal) -> None:
    into(one, "Title")
    one.keys("Tab")


def _translation(one: Terminal) -> None:
    one.keys("F8")
    one.wait_for("0 fields are up to date")


def _inbox(one: Terminal) -> None:
    one.keys("F2")
    one.wait_for("Edit both")
    one.keys("3")
    one.wait_for("Ours, in words that say both")


def _hiding(one: Terminal) -> None:
    into(one, "Steps: invite")
    one.keys("C-d")
    one.wait_for("Hide “")


def _title(one: Terminal) -> None:
    one.settled(0.3)
    one.keys("Escape")
    one.wait_for("› Library")
    one.keys("C-n")
    one.wait_for("A new practice")


ROOMS = {
    "a comment": Room("global", "build-trust", _comment, drafted=False),
    "a reason": Room("nl", "build-trust", _reason, drafted=True),
    "a translation": Room("global", "build-trust", _translation, drafted=True),
    "the Inbox": Room("nl", "build-trust", _inbox, drafted=True, waiting=True),
    "why it is hidden": Room("nl", "build-trust", _hiding, drafted=False),
    "a new practice": Room("global", "build-trust", _title, drafted=False),
}


@pytest.fixture
def one() -> Iterator[Terminal]:
    with Terminal() as terminal:
        yield terminal


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ROOMS)
def test_cut_off_while_writing(tmp_path, one, name, way):
    room, dice = ROOMS[name], random.Random(f"{name} {way}")
    root = _changed(tmp_path / "handbook") if room.waiting else little(tmp_path / "handbook")
    before = files(root)
    typist = Typist(one, dice)
    shape, other = dice.sample(SIZES, 2)
    seconds = dice.uniform(LEAST, MOST)
    print(f"{name}, {way}: {shape[0]} columns, after {seconds:.2f} s")

    desk(one, root, room.practice, "-e", room.edition, size=shape).wait_for("› Title")
    room.enter(one)
    one.settled(0.3)
    typist.type_for(seconds)
    moment = time.monotonic()
    end(one, way)
    assert files(root) == before
    least, most = _plain(typist.by(moment - SECOND)), _plain(typist.all)
    print(f"typed: {most!r}, kept at least: {least!r}")
    assert least

    desk(one, root, *([] if room.drafted else [room.practice]), "-e", room.edition, size=other)
    if room.drafted:
        one.wait_for(OFFERED)
    else:
        one.wait_for("it stands there again")
        one.wait_for("› Title")
        room.enter(one)
    seen = _plain(_of_the_draft(one.settled(0.5)))
    assert least in seen, one.screen()
    assert files(root) == before
    if not room.drafted:
        assert "What you typed here before stands here again." in seen


def _changed(folder: Path) -> Path:
    """The shared edition has changed a text that `nl` has adapted."""
    adapted = f"  summary: {{text: {SAID}, why: Zo is het hier., base: {fingerprint(SUMMARY)}}}\n"
    root = little(folder)
    write(root / ADAPT, (root / ADAPT).read_text().replace("changes:\n", f"changes:\n{adapted}"))
    write(root / "practices/nl/upstream/bases" / f"{fingerprint(SUMMARY)}.txt", SUMMARY)
    write(root / TRUST, (root / TRUST).read_text().replace(SUMMARY, "Meet twice a year. Keep your word."))
    run(root, "list", "-e", "nl")
    return root


def _of_the_draft(screen: str) -> str:
    """Without what the file says, where that stands beside the draft."""
    lines = screen.split("\n")
    heads = next((line for line in lines if "Your draft" in line and "The file now" in line), "")
    edge = heads.index("The file now") if heads else None
    return "\n".join(line[:edge] for line in lines)


def _plain(text: str) -> str:
    """Words with one blank between them, however they are broken over lines and framed."""
    return " ".join(text.replace("▌", " ").replace("▐", " ").split())
