"""The terminal's own cursor stands at the caret of the field with the focus, for braille displays and magnifiers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desk.terminal import MIDDLE, NARROW, WIDE, Terminal
from tests.desk.typist import desk, into
from tests.desk.workspaces import little
from tests.small import ADAPT, FILES, SUMMARY

REASON = "Because the Dutch law-making route has a consultation of its own that is held before a draft is written."
OURS = FILES[ADAPT].replace("why: In het Nederlands.", f"why: {REASON}")
SIZES = pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW], ids=["wide", "middle", "narrow"])


@pytest.fixture
def one() -> Iterator[Terminal]:
    with Terminal() as terminal:
        yield terminal


def stands(terminal: Terminal, behind: str, ahead: str = "") -> None:
    """The cursor can be seen between these words, in a row that bears the bar of the focus."""

    def true(screen: str) -> bool:
        at = terminal.cursor()
        line = screen.split("\n")[at.row].ljust(at.column)
        before, after = line[: at.column], line[at.column :]
        return at.shown and "▌" in before and before.endswith(behind) and after.startswith(ahead)

    terminal.wait_until(true, f"the cursor between “{behind}” and “{ahead}”")


@SIZES
def test_tab_leads_it_from_field_to_field(one, tmp_path, size):
    root = little(tmp_path / "handbook", {ADAPT: OURS})
    assert FILES[ADAPT] != OURS
    desk(one, root, "build-trust", "-e", "nl", size=size)
    stands(one, "Bouw vertrouwen op")
    one.keys("Tab")
    stands(one, "written.")  # the last line of a reason that is longer than the form is wide
    one.keys("Tab")
    stands(one, SUMMARY.split()[-1])
    one.resize(*(MIDDLE if size != MIDDLE else WIDE))
    stands(one, SUMMARY.split()[-1])
    one.keys("Tab")
    one.wait_until(lambda _screen: not one.cursor().shown, "no cursor where nothing is typed")
    into(one, "The problem")
    stands(one, "So a call comes too late.")
    one.keys("F4")
    one.wait_for("As readers find it.")
    one.wait_until(lambda _screen: not one.cursor().shown, "no cursor on a page to read")
    one.keys("Escape")
    stands(one, "So a call comes too late.")


@SIZES
def test_on_the_other_pages_with_fields(one, tmp_path, size):
    root = little(tmp_path / "handbook")
    desk(one, root, "-e", "global", size=size)
    one.keys("/")
    stands(one, "▌", "Filter")
    one.type("publ")
    stands(one, "publ")
    one.keys("Escape", "C-n")
    one.wait_for("A new practice")
    stands(one, "▌ ")
    one.type("Ask")
    stands(one, "Ask")
    one.keys("Escape", "Enter", "F8")
    one.wait_for("English to Arabic")
    stands(one, " ", "Write the Arabic text here")
    one.keys("Tab")
    one.wait_for("▌ Summary")
    stands(one, " ", "Write the Arabic text here")
