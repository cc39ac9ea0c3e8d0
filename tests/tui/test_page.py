"""The frame of every screen: what is sent to the terminal when the focus moves, and that it reads right there."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len
from textual._compositor import ChopsUpdate, LayoutUpdate

from tests.small import PUBLISH, READY, small
from tests.tui.running import WIDE, _strips, running, until
from tests.tui.test_form import at
from tui.app import Desk

Cells = dict[tuple[int, int], tuple[str, Any]]


class Sent:
    """A terminal that shows what the desk has sent to it, cell by cell."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cells: Cells = {}
        self.whole = 0  # how often all of it was sent
        display = Desk._display

        def shown(desk, screen, update):
            if update is not None and not desk._batch_count:
                self._take(desk, update)
            display(desk, screen, update)

        monkeypatch.setattr(Desk, "_display", shown)

    def _take(self, desk: Desk, update: ChopsUpdate | LayoutUpdate) -> None:
        whole = isinstance(update, LayoutUpdate)
        self.whole += whole and update.region.size == desk.size
        console, x, y = desk.console, 0, 0
        for segment in update.__rich_console__(console, console.options):
            if segment.control:
                for code in segment.control:
                    x, y = (int(one) for one in code[1:3]) if len(code) > 2 else (x, y)
            elif segment.text == "\n":
                y += 1
            else:
                self.cells.update(_cells(segment, x, y))
                x += segment.cell_length


def _cells(segment: Any, x: int, y: int) -> Cells:
    found: Cells = {}
    for letter in segment.text:
        found[x, y] = (letter, segment.style)
        x += cell_len(letter)
    return found


def as_it_is(desk: Desk) -> Cells:
    """The screen as it would be drawn anew."""
    for widget in desk.screen.walk_children(with_self=True):
        widget._styles_cache.clear()
    found: Cells = {}
    for y, strip in enumerate(_strips(desk)):
        x = 0
        for segment in strip:
            found.update(_cells(segment, x, y))
            x += segment.cell_length
    return found


def marks(cells: Cells) -> list[str]:
    """The bars of what has the focus, with the line they stand in."""
    rows = sorted({y for (_x, y), (letter, _style) in cells.items() if letter in "▌"})
    return ["".join(letter for (_x, at), (letter, _s) in sorted(cells.items()) if at == y).strip() for y in rows]


async def test_the_focus_moves_without_all_being_drawn_anew_and_its_marks_move_with_it(tmp_path, monkeypatch):
    root = small(tmp_path, {PUBLISH: READY})
    sent = Sent(monkeypatch)
    async with running(root, "global", "publish-results", size=WIDE) as (desk, pilot):
        await at(desk, pilot, "summary")
        await pilot.pause(0.5)
        keys = "down,down,up,up,tab,f6,tab,f6,j,ctrl+f,down,k,f6,shift+tab"
        for key in keys.split(","):
            before = desk.focused
            await pilot.press(key)
            if key not in "jk":
                await until(pilot, lambda before=before: desk.focused is not before, f"{key} moves the focus")
            await pilot.pause(0.1)
            await until(pilot, lambda: sent.cells == as_it_is(desk), f"after {key} all is sent:\n{marks(sent.cells)}")
        form = desk.desk_screen.form
        desk.screen.set_focus(form._boxes["maturity"])
        await pilot.pause(0.2)
        whole = sent.whole
        desk.screen.set_focus(form._boxes["themes"])  # from one row that is picked to another
        await pilot.pause(0.2)
        desk.screen.set_focus(desk.screen.query_one("#list"))
        await pilot.pause(0.2)
        assert sent.whole == whole and sent.cells == as_it_is(desk)
