"""Nothing typed is lost: the desk is ended at any moment, again and again over the same draft."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook.model.sheet import Sheet
from handbook.store.kept import KeptTexts
from tests.desk.terminal import NARROW, WIDE, Terminal
from tests.desk.typist import OFFERED, WAYS, Typist, desk, end, files, held, in_a_line, into, left
from tests.desk.workspaces import little
from tests.small import SUMMARY, TRUST

SIZES = (WIDE, NARROW)
KILLS, ROUNDS = 25, 5  # of each way to end; a round ends one desk after the other over the same draft
SECOND = 1.0  # of typing is the most that may be lost
DRAFT, FILE, BOTH = "1", "2", "3"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return little(tmp_path / "handbook")


@pytest.fixture
def one() -> Iterator[Terminal]:
    with Terminal() as terminal:
        yield terminal


@pytest.mark.parametrize("number", range(ROUNDS))
@pytest.mark.parametrize("way", WAYS)
def test_ended_at_any_moment(root, one, way, number):
    """No saved byte is lost, at most a second of typing, and the draft is offered every time; with every answer."""
    dice = random.Random(f"{way} {number}")
    typist, others, base, offered = Typist(one, dice), files(root), SUMMARY, False
    for turn in range(KILLS // ROUNDS):
        shape = SIZES[(number + turn) % 2]
        if offered:
            base = _answered(one, root, shape, "123"[(number + turn) % 3], later=turn == 2)
        else:
            desk(one, root, "build-trust", "-e", "global", size=shape).wait_for("› Title")
        into(one, "Summary")
        typist.begin()
        seconds, then = dice.uniform(0.05, 1.8), dice.choice(("nothing", "nothing", "saves and goes on", "saves"))
        print(f"{way} {number}.{turn}: {shape[0]} columns, after {seconds:.2f} s, {then}")
        typist.type_for(seconds)
        if then == "saves and goes on":
            one.keys("C-s")
            one.wait_for("Saved “Build trust”: 1 field changed (Summary).")
            assert in_a_line(held(root, TRUST)["summary"]) == in_a_line(base + typist.all)
            base += typist.all
            typist.begin()
            typist.type_for(dice.uniform(0.05, 1.2))
        elif then == "saves":
            one.keys("C-s")
            time.sleep(dice.uniform(0, 0.15))
        moment = time.monotonic()
        end(one, way)
        offered = _nothing_lost(root, base, typist, moment)
        assert {name: data for name, data in files(root).items() if name != TRUST} == {
            name: data for name, data in others.items() if name != TRUST
        }
        base = held(root, TRUST)["summary"]
    said = (root / TRUST).read_text(encoding="utf-8")
    assert (said.partition("summary:")[0], said.partition("\nstatus:")[2]) == (
        others[TRUST].decode().partition("summary:")[0], others[TRUST].decode().partition("\nstatus:")[2],
    )  # fmt: skip


def _nothing_lost(root: Path, base: str, typist: Typist, moment: float) -> bool:
    """What was typed a second before the end stands in the draft or in the file; whether there is a draft."""
    most, least = in_a_line(base + typist.all), in_a_line(base + typist.by(moment - SECOND))
    drafts, said = left(root), in_a_line(held(root, TRUST)["summary"])
    typed = [Sheet.read(one.tree["now"]).text("summary") for one in drafts]
    kept = [in_a_line(one) for one in typed]
    assert len(drafts) <= 1
    assert any(most.startswith(one) and len(one) >= len(least) for one in [*kept, said]), (least, kept, said, most)
    return bool(typed) and typed[0] != held(root, TRUST)["summary"]


def _answered(one: Terminal, root: Path, shape: tuple[int, int], answer: str, *, later: bool) -> str:
    """The draft is offered at once, and once more after Esc, which is `later`; what the field says after the answer."""
    draft = Sheet.read(left(root)[0].tree["now"]).text("summary")
    desk(one, root, "-e", "global", size=shape).wait_for(OFFERED)
    one.wait_for(draft.split()[-1])
    if later:
        one.keys("Escape")
        one.wait_for("Kept for later")
        end(one, "KILL")
        desk(one, root, "-e", "global", size=shape).wait_for(OFFERED)
    one.keys(answer)
    if answer == BOTH:
        one.wait_for("field 1 of 1")
        one.keys("1")
    if answer == FILE:
        one.wait_for("The file is open. Your draft is kept")
        kept = KeptTexts(root / ".handbook").found("global", "build-trust")
        assert any(Sheet.read(found.tree["now"]).text("summary") == draft for found in kept if found.tree)
        return str(held(root, TRUST)["summary"])
    one.wait_for("Your draft is open.")
    return draft
