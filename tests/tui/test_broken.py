"""Files that cannot be used: every desk that depends on one lists it, and an edition's own opens as text to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.errors import FormError, WorkspaceError
from handbook.store.files import read_bytes
from handbook.store.workspace import Workspace
from tests.small import FILES, GLOBAL, HUB, NL, PUBLISH, TAXONOMY, small, write
from tests.tui.running import message, running, shown, until
from tests.tui.test_plain import told
from tui.actions import ACTIONS
from tui.app import Desk
from tui.beside import TABS
from tui.doing import broken
from tui.doing.broken import FilePage
from tui.unread import concerning, in_the_way

TORN = "format: '1'\nid: {id}\ntitle: {{en: [}}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small(tmp_path)


@pytest.fixture
def mends(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the editor's own program puts in the place of a file, by what the file says."""
    known: dict[str, str] = {}
    monkeypatch.setattr(broken, "handed_over", lambda desk, file: known[read_bytes(file).decode()].encode())
    return known


@pytest.mark.parametrize(("file", "text", "edition"), [
    (TAXONOMY, "themes: [\n", "nl"), (PUBLISH, "id: [\n", "nl"), (HUB, "id: [\n", "nl"),
    (NL, TORN.format(id="nl"), "global"), ("practices/br/edition.yaml", TORN.format(id="br"), "nl"),
    ("handbook.yaml", f"{FILES['handbook.yaml']}editions: [practices/*, other/*]\n", "nl"),
])  # fmt: skip
async def test_every_desk_that_depends_on_a_broken_file_lists_it(root, file, text, edition):
    write(root / file, text)
    async with running(root, edition) as (desk, _pilot):
        assert file in [one.file for one in desk.library.broken] and desk.library.total
        assert f"{file}, line " in told(root, edition, "list", "quit")


def test_what_concerns_no_desk_of_another_edition_is_not_listed(root):
    write(root / HUB, "id: [\n")
    assert concerning(Workspace.open(root), "global") == []


@pytest.mark.parametrize(("file", "name"), [(NL, "nl"), (GLOBAL, "global")])
async def test_an_edition_that_cannot_be_read_opens_on_its_file_and_as_itself_once_that_is_mended(
    root, mends, file, name
):
    mends[TORN.format(id=name)] = FILES[file]
    write(root / file, TORN.format(id=name))
    desk = Desk(Workspace.open(root), "nl", "build-trust")
    async with desk.run_test(size=(140, 40)) as pilot:
        await until(pilot, lambda: isinstance(desk.screen, FilePage) and "Line 3:" in shown(desk), "the file as text")
        assert f"id: {name}" in shown(desk)
        await pilot.press("escape")
        await until(pilot, lambda: "This file cannot be used" in message(desk), "it is said")
        assert "There is no edition" not in shown(desk) and "edition.yaml" in shown(desk)
        await pilot.press("f2", "enter")
        await until(pilot, lambda: isinstance(desk.screen, FilePage) and "Line 3:" in shown(desk), "it opens again")
        await pilot.press("ctrl+e")
        await until(pilot, lambda: desk.copy is not None, "the practice is open")
        assert desk.library.total == 3 and desk.names.edition == "Dutch edition"


async def test_nothing_can_be_done_in_it_and_why_is_said_of_the_file(root):
    write(root / NL, TORN.format(id="nl"))
    desk = Desk(Workspace.open(root), "nl")
    async with desk.run_test(size=(140, 40)) as pilot:
        await until(pilot, lambda: isinstance(desk.screen, FilePage), "the file as text")
        await pilot.press("escape")
        await until(pilot, lambda: desk.screen is desk.desk_screen, "back")
        for action in ("inbox", "reload", "sync", "commit", "narrow", "translations", "drafts", "release"):
            desk.say("")
            desk.act(action)
            await pilot.pause(0.1)
            assert "no edition" not in shown(desk), action
            if desk.screen is not desk.desk_screen:
                await pilot.press("escape")
                await until(pilot, lambda: desk.screen is desk.desk_screen, "back")


async def test_a_file_that_breaks_while_one_works_leaves_the_words(root):
    async with running(root, "nl", "build-trust") as (desk, pilot):
        desk.change(lambda copy: copy.set("summary", "Anders."))
        write(root / NL, TORN.format(id="nl"))
        await pilot.press("f5")
        await until(pilot, lambda: bool(desk.library.broken), "it is listed")
        desk.act("save")
        await until(
            pilot, lambda: "This file cannot be used: practices/nl/edition.yaml, line 3." in message(desk), "why"
        )
        for action in ACTIONS:
            assert "no edition" not in action.why_not(desk)
        for tab in TABS:
            desk.desk_screen.show_tab(tab.id)
            assert "This file cannot be used" in shown(desk)
        desk.open_practice("build-trust")
        desk.look_at_disk()
        desk.look()
        assert desk.copy.now.text("summary") == "Anders." and desk.library.total == 3
        write(root / NL, FILES[NL])
        await pilot.press("f5")
        await until(pilot, lambda: not desk.library.broken, "mended")


async def test_an_edition_that_cannot_be_read_is_offered_among_the_others(root, mends):
    mends[TORN.format(id="nl")] = FILES[NL]
    write(root / NL, TORN.format(id="nl"))
    async with running(root, "global") as (desk, pilot):
        desk.act("edition")
        await until(pilot, lambda: "cannot be used: line 3" in shown(desk), "the editions")
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(desk.screen, FilePage), "the file as text")
        await pilot.press("ctrl+e")
        await until(pilot, lambda: desk.edition == "nl" and bool(desk.library.total), "the edition is open")


def test_plain_mode_names_the_file_and_its_line(root):
    write(root / NL, TORN.format(id="nl"))
    with pytest.raises(FormError) as caught:
        told(root, "nl")
    assert (caught.value.where.file, caught.value.where.line) == (NL, 3)


def test_an_edition_is_known_by_the_id_in_its_file(root):
    (root / "practices/nl").rename(root / "practices/netherlands")
    write(root / "practices/netherlands/edition.yaml", TORN.format(id="'nl'"))
    fault = in_the_way(Workspace.open(root), "nl")
    assert fault is not None and fault.file == "practices/netherlands/edition.yaml"


@pytest.mark.parametrize("text", ["title: [\n", "titel: {en: x}\nformat: '1'\n"])
def test_without_the_file_that_names_the_editions_that_is_said(root, text):
    write(root / "handbook.yaml", text)
    with pytest.raises(WorkspaceError) as caught:
        Workspace.open(root)
    said = str(caught.value)
    assert (
        said.startswith("handbook.yaml:")
        and "so no edition can be opened." in said
        and "Line 1 of handbook.yaml" in said
    )
