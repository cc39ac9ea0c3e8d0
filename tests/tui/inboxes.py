"""The Inbox in a test: opened, answered, and what then waits and lies on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from handbook.exchange.inbox import waiting
from handbook.store.workspace import Workspace
from tests.small import KENYA as KENYA
from tests.tui.running import files, message, shown, until
from tui.app import Desk
from tui.screens.asking import AskPage
from tui.screens.inbox import EditPage, InboxPage
from tui.screens.picking import PickPage
from tui.widgets.unit import Words

KE = "practices/ke/edition.yaml"


def left(root: Path, edition: str = "ke") -> list[str]:
    """What waits, by what is on disk."""
    return [one.key for one in waiting(Workspace.open(root), edition)]


def content(root: Path) -> dict[str, bytes]:
    """Files without the base texts, which may stay when an answer is taken back."""
    return {name: data for name, data in files(root).items() if "/bases/" not in name and "/schemas/" not in name}


async def opened(desk: Desk, pilot: Pilot[None]) -> InboxPage:
    """Press F2 and wait."""
    await pilot.press("f2")
    await until(pilot, lambda: isinstance(desk.screen, InboxPage) and bool(desk.screen.asked.title), "the Inbox")
    page: Any = desk.screen
    return page


async def seen(desk: Desk, pilot: Pilot[None], *words: str) -> None:
    """Wait until these words stand on the screen."""
    await until(pilot, lambda: all(one in shown(desk) for one in words), f"{words} is shown")


async def said(desk: Desk, pilot: Pilot[None], words: str) -> None:
    """Wait for a sentence."""
    await until(pilot, lambda: words in message(desk), f"“{words}” is said")


async def answered(desk: Desk, pilot: Pilot[None], number: int) -> None:
    """Give an answer, and whatever it asks for."""
    await pilot.press(str(number))
    await until(pilot, lambda: message(desk) or not isinstance(desk.screen, InboxPage), "something came of it")
    for _ in range(3):
        page = desk.screen
        if isinstance(page, EditPage):
            page.query_one(Words).load_text("Call and meet.")
            for field in page.query(Input):
                field.value = field.value or "So it is here."
            await pilot.press("ctrl+s")
        elif isinstance(page, AskPage):
            page.query_one("#in-why").value = "So it is here."
            await pilot.press("enter")
        elif isinstance(page, PickPage):
            await pilot.press("down", "enter")
        else:
            break
        await until(pilot, lambda page=page: desk.screen is not page, "the page is answered")
        await until(pilot, lambda: message(desk) or not isinstance(desk.screen, InboxPage), "something came of it")
