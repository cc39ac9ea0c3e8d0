"""Pages of the desk that ask, in a test: opened, filled in, read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tests.small import NL, small
from tests.tui.running import message, shown, until
from tui.app import Desk
from tui.screens.page import Page

LICENSED = "licence: CC-BY-4.0\n"


def licensed(tmp_path: Path) -> Path:
    """The small workspace; `nl` says under which licence its words may be used."""
    small(tmp_path / "w")
    edition = tmp_path / "w" / NL
    edition.write_text(edition.read_text() + LICENSED)
    return tmp_path / "w"


async def asked(desk: Desk, pilot: Pilot[None], name: str, kind: type[Page[Any]]) -> Any:
    """Do an action, and wait for the page it asks with."""
    desk.act(name)
    return await page(desk, pilot, kind)


async def page(desk: Desk, pilot: Pilot[None], kind: type[Page[Any]], but: object = None) -> Any:
    await until(pilot, lambda: isinstance(desk.screen, kind) and desk.screen is not but, f"a {kind.__name__}")
    await pilot.pause()
    return desk.screen


async def fill(desk: Desk, pilot: Pilot[None], **typed: str) -> None:
    """Fill in a page and send it."""
    for name, words in typed.items():
        desk.screen.query_one(f"#in-{name}").value = words
    await pilot.press("ctrl+s")


async def seen(desk: Desk, pilot: Pilot[None], words: str) -> None:
    """Wait for words on the page, however its lines are broken."""
    await until(pilot, lambda: words in " ".join(shown(desk).replace("▌", " ").split()), f"the words “{words}”")


async def told(desk: Desk, pilot: Pilot[None], words: str) -> str:
    await until(pilot, lambda: words in message(desk), f"the sentence “{words}”")
    return message(desk)
