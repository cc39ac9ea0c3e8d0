"""The pictures of the desk: the real program on a copy of the shipped editions, at moments that are always the same."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Self
from unittest import mock

from textual.pilot import Pilot

from handbook.store.data import data_folder
from handbook.store.journal import Journal
from handbook.store.presence import Presence
from handbook.store.releasing import release
from handbook.store.saving import opened, save
from handbook.store.sync import sync
from handbook.store.workspace import Workspace
from tests.tui.running import NARROW, WIDE, running, until
from tui.app import Desk
from tui.keeper import Keeper
from tui.screens.inbox import InboxPage
from tui.screens.question import QuestionPage
from tui.screens.translations import TranslationsPage

MOMENT = datetime(2026, 11, 17, 14, 2, tzinfo=UTC)
PRACTICE, STEP = "stimulate-before-regulate", "steps/announce-next-step.text"
TYPED = "Offer firms help to solve a public problem together with you, and say openly that a rule follows."
WHY = "Firms here wait for Brussels; a warning that is heard works sooner."
SCALE = 0.75  # 140 columns are then as wide as the pictures of pages
_FONT = re.compile(r"@font-face \{.*?\}", re.DOTALL)
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')

Posed = Callable[[Desk, Pilot[None]], Awaitable[None]]


class _Clock(datetime):
    """It is always the same moment."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls.fromisoformat(MOMENT.isoformat()).astimezone(tz)


def pictures(folder: Path) -> Iterator[tuple[str, str]]:
    """Each picture of the desk, by name, as an SVG that needs nothing from elsewhere; `folder` is empty."""
    with _always_the_same():
        root = _workspace(folder / "handbook")
        for name, edition, practice, size, posed in POSES:
            copy = Path(shutil.copytree(root, folder / name))
            if posed is _recovery:
                _leave_a_draft(copy)
            yield name, asyncio.run(_taken(copy, edition, practice, size, posed))


async def _taken(root: Path, edition: str, practice: str, size: tuple[int, int], posed: Posed) -> str:
    async with running(root, edition, practice, size) as (desk, pilot):
        await posed(desk, pilot)
        await pilot.pause(0.6)  # what was typed is looked at, and the caret blinks no more
        svg = desk.export_screenshot(title="handbook edit")
    width, height = (round(float(length) * SCALE) for length in _SIZE.findall(svg)[0])
    svg = svg.replace("<svg ", f'<svg width="{width}" height="{height}" ', 1)
    return _FONT.sub("", svg).replace("Fira Code", "DejaVu Sans Mono")


async def _form(desk: Desk, pilot: Pilot[None]) -> None:
    """A unit that is being written in, among inherited ones."""
    assert desk.desk_screen is not None  # it stands
    desk.desk_screen.form.go("summary")
    await until(pilot, lambda: desk.place == "summary", "the summary has the focus")
    desk.typed("summary", TYPED)
    desk.desk_screen.form.put("summary")


async def _reasoned(desk: Desk, pilot: Pilot[None]) -> None:
    """With its reason nothing is to fix any more."""
    await _form(desk, pilot)
    desk.reasoned("summary", WHY)


async def _inbox(desk: Desk, pilot: Pilot[None]) -> None:
    await pilot.press("f2")
    await until(pilot, lambda: isinstance(desk.screen, InboxPage) and bool(desk.screen.asked.title), "the Inbox")


async def _recovery(desk: Desk, pilot: Pilot[None]) -> None:
    await until(pilot, lambda: isinstance(desk.screen, QuestionPage), "the draft is offered")


async def _translations(desk: Desk, pilot: Pilot[None]) -> None:
    desk.act("translations", "neutral-convener", "nl")
    await until(pilot, lambda: isinstance(desk.screen, TranslationsPage), "the translations")


POSES: tuple[tuple[str, str, str, tuple[int, int], Posed], ...] = (
    ("desk", "eu", PRACTICE, WIDE, _reasoned),
    ("desk-narrow", "eu", PRACTICE, NARROW, _form),
    ("desk-inbox", "eu", "", WIDE, _inbox),
    ("desk-recovery", "eu", "", NARROW, _recovery),
    ("desk-translations", "nl", "neutral-convener", WIDE, _translations),
)


@contextmanager
def _always_the_same() -> Iterator[None]:
    """The same moment, language and colours on every machine."""
    told = {"TZ": "UTC", "LANGUAGE": "en", "COLORTERM": "truecolor", "TERM": "xterm-256color"}
    safe = property(lambda _keeper: "Editing, kept safe 1 s ago")
    with (
        mock.patch.dict(os.environ, told),
        mock.patch("handbook.store.releasing.datetime", _Clock),
        mock.patch("handbook.store.journal.now", MOMENT.isoformat),
        mock.patch.object(Keeper, "told", safe),
    ):
        os.environ.pop("NO_COLOR", None)
        yield


def _workspace(root: Path) -> Path:
    """The shipped editions, after the shared one has changed a step that the European one adapted."""
    shutil.copytree(data_folder() / "practices", root / "practices")
    shutil.copyfile(data_folder() / "handbook.yaml", root / "handbook.yaml")
    workspace = Workspace.open(root)
    copy = opened(workspace, "global", PRACTICE)
    copy.set(STEP, f"{copy.now.text(STEP)} Name a day.")
    save(workspace, copy)
    release(workspace, "global")
    sync(workspace, "eu", unsigned=True)
    shutil.rmtree(root / ".handbook")
    return root


def _leave_a_draft(root: Path) -> None:
    """As a program leaves it whose line drops."""
    workspace = Workspace.open(root)
    copy = opened(workspace, "eu", PRACTICE)
    copy.set("summary", TYPED)
    Journal(workspace.machine, Presence(workspace.machine)).keep("eu", PRACTICE, copy.tree())
