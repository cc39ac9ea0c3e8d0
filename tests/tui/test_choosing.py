"""Which edition: those that have the practice, drafts told beside them, and the practice opened after the choice."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.cli import desk as command
from handbook.errors import UnknownEdition
from handbook.store.workspace import Workspace
from tests.small import NL, small, write
from tests.tui.running import message, shown, until
from tests.tui.test_plain import told
from tests.tui.test_recovering import leave, question
from tui.app import Desk
from tui.choosing import to_choose_from
from tui.screens.picking import PickPage
from tui.widgets.lines import Lines

BROKEN = 'format: "1"\nid: nl\ntitle: {nl: [}\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small(tmp_path)


@pytest.mark.parametrize(("edition", "practice", "names"), [
    ("", "", ("global", "nl")), ("nl", "", ("nl",)), ("", "build-trust", ("global", "nl")), ("", "nl/hub", ("nl",)),
    ("global", "nl/hub", ("global",)), ("", "no-such-practice", ("global", "nl")),
])  # fmt: skip
def test_only_editions_that_have_the_practice_are_offered(root, edition, practice, names):
    assert to_choose_from(Workspace.open(root), edition, practice) == names


def test_an_edition_that_cannot_be_read_is_taken_and_one_that_is_not_there_refused(root):
    write(root / NL, BROKEN)
    workspace = Workspace.open(root)
    assert to_choose_from(workspace, "nl", "") == ("nl",)
    with pytest.raises(UnknownEdition):
        to_choose_from(workspace, "br", "")


def test_the_command_asks_only_where_there_is_a_choice(root, monkeypatch):
    started: list[Desk] = []
    monkeypatch.setattr(command, "somebody", lambda: True)
    monkeypatch.setattr(command, "until_left", started.append)
    for edition, practice in (("", "build-trust"), ("", "nl/hub"), ("nl", "build-trust")):
        command.run(Workspace.open(root), edition, practice)
    assert [(one.edition, one.among) for one in started] == [("global", ("global", "nl")), ("nl", ()), ("nl", ())]


async def chosen(root: Path, keys: tuple[str, ...], practice: str = "build-trust"):
    """A desk that asks for the edition first."""
    desk = Desk(Workspace.open(root), "global", practice, among=("global", "nl"))
    async with desk.run_test(size=(140, 40)) as pilot:
        await until(pilot, lambda: isinstance(desk.screen, PickPage) and "Dutch" in shown(desk), "the editions")
        yield desk, pilot
        await pilot.press(*keys)
        await until(pilot, lambda: desk.copy is not None, "the practice is open")
        yield desk, pilot


@pytest.mark.parametrize(
    ("keys", "edition"), [(("enter",), "global"), (("down", "enter"), "nl"), (("escape",), "global")]
)
async def test_the_practice_is_opened_in_the_edition_that_was_chosen(root, keys, edition):
    async for desk, _pilot in chosen(root, keys):
        if desk.copy is not None:
            assert (desk.edition, desk.copy.practice, desk.copy.edition) == (edition, "build-trust", edition)
            assert "no practice" not in message(desk)


async def test_the_mark_stands_on_the_edition_with_a_draft(root):
    leave(root, "Anders.", "nl")
    async for desk, pilot in chosen(root, ("enter",)):
        if desk.copy is None:
            assert "nl, 1 draft" in shown(desk) and desk.screen.query_one("#list", Lines).row.key == "nl"
        else:
            await question(desk, pilot, "You left this unfinished")
            assert desk.edition == "nl"


def test_plain_mode_opens_it_too_and_tells_drafts(root):
    leave(root, "Anders.", "nl")
    said = told(root, "", "1", "quit", practice="build-trust")
    assert "nl, 1 draft" in said and "Open: Build trust." in said
    assert "Which edition?" not in told(root, "", "quit", practice="nl/hub")
