"""A desk at work in a test: opened on a small workspace, waited for, read as a person reads it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from handbook.store.workspace import Workspace
from tests.disk import files as files
from tui.app import Desk
from tui.screens.page import Page

WIDE, NARROW = (140, 40), (80, 24)
PATIENCE = 8.0  # seconds until a wait gives up; a test asserts what happens, never how fast


@asynccontextmanager
async def running(
    root: Path, edition: str = "nl", practice: str = "", size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[Desk, Pilot[None]]]:
    """A desk that stands; a fault in the program is the test's."""
    desk = Desk(Workspace.open(root), edition, practice)
    async with desk.run_test(size=size) as pilot:
        await until(pilot, lambda: desk.library.index is not None, "the library was looked at")
        if practice:
            await until(pilot, lambda: bool(desk.desk_screen and desk.desk_screen.form.path), "the practice is open")
            await until(pilot, lambda: bool(desk.stamp.file), "its file was looked at")  # what is written now is later
        try:
            yield desk, pilot
        finally:
            fault, desk.fault = desk.fault, None
            if fault is not None:
                raise fault


async def until(pilot: Pilot[None], seen: Callable[[], bool], what: str) -> None:
    """Wait for something to be so."""
    desk: Any = pilot.app
    end = asyncio.get_running_loop().time() + PATIENCE
    while not seen():
        if desk.fault is not None:
            raise desk.fault
        assert asyncio.get_running_loop().time() < end, f"never came: {what}\n{shown(desk)}"
        await asyncio.sleep(0.01)


async def back(desk: Desk, pilot: Pilot[None]) -> None:
    """Esc until the desk itself is there."""
    for _ in range(12):
        if desk.screen is desk.desk_screen:
            return
        before = desk.screen
        await pilot.press("escape")
        await until(pilot, lambda before=before: desk.screen is not before, f"Esc on {type(before).__name__}")  # type: ignore[misc]
    raise AssertionError(f"Esc does not lead back from {type(desk.screen).__name__}")


def shown(desk: Desk) -> str:
    """The letters on the screen, line by line."""
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in _strips(desk))


def message(desk: Desk) -> str:
    """The sentence above the footer."""
    page = desk.screen if isinstance(desk.screen, Page) else desk.desk_screen
    found: Any = page.query("#message") if isinstance(page, Page) else ()
    return "".join(str(one.content) for one in found if one.display)


def place(desk: Desk) -> tuple[object, ...]:
    """All by which one notices that something happened."""
    view = desk.desk_screen
    typed = [one.value for one in desk.screen.query(Input)]
    return (
        tuple(type(one).__name__ for one in desk.screen_stack), id(desk.screen), message(desk), desk.theme,
        desk.edition, id(desk.focused), view.pane if view else "", view.tab if view else "", desk.place,
        desk.library.facets, desk.library.sort, desk.copy.now if desk.copy else None, tuple(typed),
    )  # fmt: skip


def _strips(desk: Desk) -> list[Any]:
    return list(desk.screen._compositor.render_strips())
