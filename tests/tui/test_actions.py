"""Every action that is declared: by its key, by the palette, on both sizes; off it says why, Esc leaves all as it was.

What is declared tomorrow is tested by itself.
"""

from __future__ import annotations

import asyncio
import re
import threading
from pathlib import Path

import pytest
from textual.command import CommandPalette

from handbook.errors import SaveRefused
from handbook.model.sheet import slot
from handbook.publish.showing import Showing, Shown
from tests.desk.workspaces import little
from tests.small import ADAPT, small, write
from tests.tui.running import NARROW, WIDE, back, files, message, place, running, until
from tui import off
from tui.actions import ACTIONS, Action, shown_key
from tui.app import Desk
from tui.doing.aside import aside
from tui.names import label
from tui.palette import Palette
from tui.screens.desk import DeskScreen
from tui.screens.page import Page
from tui.screens.picking import PickPage
from tui.screens.reading import ReadPage

LISTED = [one for one in ACTIONS if one.listed]
KEYED = [(one, key) for one in LISTED for key in one.key.split(",") if key]
BY_THE_FRAME = {"ctrl+p", "ctrl+c", "escape", "tab", "enter"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small workspace under git; nothing is built or served, and the desk cannot be left."""
    monkeypatch.setattr(Showing, "shown", lambda *_: Shown(4321))
    monkeypatch.setattr(Desk, "exit", lambda self, *_, **__: self.say("Left."))
    return little(tmp_path / "w", git=True)


def test_actions_are_told_apart():
    assert len({one.id for one in ACTIONS}) == len(ACTIONS)
    keys = [key for one in ACTIONS for key in one.key.split(",") if key]
    assert sorted(set(keys)) == sorted(keys) and not BY_THE_FRAME & set(keys)
    assert not [key for key in keys if re.search(r"alt\+|ctrl\+enter|^f1[01]$", key)], "a key not all terminals give"
    assert [one.id for one in LISTED if not (one.words and one.what.endswith("."))] == []
    assert len({one.words for one in LISTED}) == len(LISTED)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("practice", ["", "build-trust"], ids=["none-open", "one-open"])
async def test_every_key_does_something_and_esc_leaves_the_files_alone(root, practice, size):
    before = files(root)
    async with running(root, practice=practice, size=size) as (desk, pilot):
        for action, key in KEYED:
            await _tried(desk, pilot, action, lambda key=key: pilot.press(key), practice)
            assert files(root) == before, f"{action.id} wrote before anybody had said so"


@pytest.mark.parametrize("practice", ["", "build-trust"], ids=["none-open", "one-open"])
async def test_every_action_is_in_the_palette_and_does_something_from_there(root, practice):
    before = files(root)
    async with running(root, practice=practice) as (desk, pilot):
        there = {hit.text: hit async for hit in (await _palette(desk)).discover()}
        assert len(there) == len(LISTED)
        for action in LISTED:
            hits = [hit async for hit in (await _palette(desk)).search(action.words)]
            best = max(hits, key=lambda hit: hit.score)
            off = action.why_not(desk)
            assert best.text.startswith(f"{action.words} (off)" if off else action.words), action.id
            assert shown_key(action.key) in best.text
            assert str(best.help) == (off or action.what)
            assert (best.command.func, best.command.args) == (desk.act, (action.id,))
            if action.key:
                continue  # tried by its key

            async def chosen(command=best.command):
                command()

            await _tried(desk, pilot, action, chosen, practice)
            assert files(root) == before, f"{action.id} wrote before anybody had said so"


async def _palette(desk):
    """As it is opened."""
    palette = Palette(desk.screen)
    await palette.startup()
    return palette


async def test_what_is_typed_in_the_palette_finds_and_does(root):
    async with running(root, practice="build-trust") as (desk, pilot):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(desk.screen, CommandPalette), "the palette")
        await pilot.press(*"narrow")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(desk.screen, PickPage), "what to narrow by")
        await back(desk, pilot)


async def test_the_palette_asks_once_what_can_be_done(root, monkeypatch):
    asked: list[str] = []
    why_not = Action.why_not

    def counted(self, desk):
        asked.append(self.id)
        return why_not(self, desk)

    async with running(root, practice="build-trust") as (desk, pilot):
        monkeypatch.setattr(Action, "why_not", counted)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(desk.screen, CommandPalette), "the palette")
        for letter in "tran":
            await pilot.press(letter)
            await pilot.pause(0.1)
        assert sorted(asked) == sorted(one.id for one in LISTED)


async def test_an_action_that_waits_is_not_begun_twice(root, monkeypatch):
    begun: list[str] = []
    go_on = asyncio.Event()

    async def sort(desk):
        begun.append("sort")
        await go_on.wait()
        if len(begun) == 2:
            raise SaveRefused("The disk is full.")

    monkeypatch.setattr("tui.doing.going.sort", sort)
    async with running(root) as (desk, pilot):
        desk.act("sort")
        desk.act("sort")
        await pilot.pause(0.1)
        desk.act("sort")
        assert begun == ["sort"]
        go_on.set()
        await until(pilot, lambda: not desk._at_work, "its end")
        desk.act("sort")  # over: it can be done again, also after it was refused
        await until(pilot, lambda: "The disk is full." in message(desk), "refused")
        desk.act("sort")
        await until(pilot, lambda: len(begun) == 3, "once more")


async def test_what_writes_many_files_waits_for_what_is_under_way(root, monkeypatch):
    go_on = threading.Event()

    async def sort(desk):
        await aside(desk, "Renaming …", lambda _workspace: go_on.wait(8))

    monkeypatch.setattr("tui.doing.going.sort", sort)
    async with running(root, practice="nl/hub") as (desk, pilot):
        desk.act("sort")
        await until(pilot, lambda: message(desk) == "Renaming …", "it is under way")
        for name in ("sync", "release", "withdraw", "push"):
            desk.act(name)
            await pilot.pause()
            assert "is off: " in message(desk), name
        go_on.set()
        await until(pilot, lambda: not desk.under_way, "its end")
        assert "Renaming" not in off.untouched(desk)


async def test_the_palette_opens_and_closes_with_nothing_done(root):
    before = files(root)
    async with running(root, practice="build-trust", size=NARROW) as (desk, pilot):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(desk.screen, CommandPalette), "the palette")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(desk.screen, DeskScreen), "the desk")
    assert files(root) == before


@pytest.mark.parametrize("practice", ["build-trust", "nl/hub"])
async def test_help_speaks_of_every_row(root, practice):
    async with running(root, practice=practice) as (desk, pilot):
        form = desk.desk_screen.form
        for path in [row.path for row in form._boxes.values() for row in [row.row]]:
            form.go(path)
            await until(pilot, lambda path=path: form.path == desk.place == path, f"the row {path}")
            await pilot.press("f1")
            await until(pilot, lambda: isinstance(desk.screen, ReadPage), f"help at {path}")
            field = slot(path)
            assert desk.screen.title_words and (field.help if field else "") in str(desk.screen.text), path
            assert len(str(desk.screen.text).split()) > len(label(field).split() if field else []), "more than its name"
            await back(desk, pilot)


async def test_a_file_that_cannot_be_used_opens_and_esc_leaves_it(tmp_path):
    root = small(tmp_path, {ADAPT: "format: [\n"})
    before = files(root)
    async with running(root) as (desk, pilot):
        desk.open_row(f"broken:{ADAPT}")
        await until(pilot, lambda: isinstance(desk.screen, ReadPage), "the file as text")
        await pilot.press("f1")
        await back(desk, pilot)
    assert files(root) == before


async def test_an_action_with_nowhere_to_go_is_told_on_a_page(root):
    """On a page that asks something, an action waits until it is answered, and says so."""
    async with running(root, practice="build-trust") as (desk, pilot):
        await pilot.press("ctrl+g")
        await until(pilot, lambda: desk.screen is not desk.desk_screen, "the page")
        await pilot.press("f5")
        assert "Finish this page first" in message(desk)
        await back(desk, pilot)


async def test_a_practice_that_is_changed_meanwhile_stays_as_typed(root):
    """Reload, look, next and the panes never touch what is typed."""
    async with running(root, practice="build-trust") as (desk, pilot):
        desk.typed("summary", "Mine.")
        for key in ("f5", "f4", "escape", "f6", "f6", "f3"):
            await pilot.press(key)
            await pilot.pause(0.05)
        await back(desk, pilot)
        assert desk.copy.now.text("summary") == "Mine."
    write(root / "note.txt", "")


async def _tried(desk: Desk, pilot, action: Action, do, practice: str) -> None:
    """Carry it out where one works, see that something came of it, ask for help, and go back."""
    await _at_work(desk, pilot, practice)
    reason = action.why_not(desk)
    before = place(desk)
    await do()
    await until(pilot, lambda: place(desk) != before, f"anything from “{action.words}”")
    assert not reason or reason in message(desk), f"{action.id} is off and does not say why"
    await pilot.pause(0.02)
    if practice or not action.key:  # the pages of the others are the same
        await _helped(desk, pilot, action)
    await back(desk, pilot)


async def _at_work(desk: Desk, pilot, practice: str) -> None:
    """In the form at the summary, or in the list; no sentence of before."""
    screen = desk.desk_screen
    if practice:
        if desk.copy is None or desk.copy.practice != practice:
            desk.open_practice(practice)
        screen.show_pane("form", focus=False)
        screen.form.go("summary")
        await until(pilot, lambda: screen.form.editor is not None and screen.form.path == "summary", "the summary")
    else:
        screen.show_pane("library")
    await pilot.pause()
    desk.say("")


async def _helped(desk: Desk, pilot, action: Action) -> None:
    page = desk.screen
    if isinstance(page, Page) and page is not desk.desk_screen and not isinstance(page, ReadPage):
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(desk.screen, ReadPage), f"help on the page of {action.id}")
        assert desk.screen.title_words and str(desk.screen.text), f"the page of {action.id} has no help"
        await pilot.press("escape")
        await until(pilot, lambda: desk.screen is page, "the page again")
