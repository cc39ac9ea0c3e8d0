"""A text that is read can be written into a file, which is never put over another one."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from tests.small import small
from tests.tui.running import message, running, shown, until
from tui.screens.asking import AskPage
from tui.screens.reading import ReadPage


async def test_the_page_as_readers_find_it_goes_into_a_file(tmp_path: Path):
    out, taken = tmp_path / "page.txt", tmp_path / "taken.txt"
    taken.write_text("mine")
    async with running(small(tmp_path / "handbook"), practice="build-trust") as (desk, pilot):
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(desk.screen, ReadPage), "the page")
        assert "Write it into a file" in shown(desk)
        page = str(desk.screen.text)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(desk.screen, AskPage), "the name of the file")
        field = desk.screen.query_one("#in-file", Input)
        assert field.value == "build-trust.txt"
        field.value = str(taken)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "There is something of this name already." in shown(desk), "refused")
        field.value = str(out)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "It stands in" in message(desk), "written")
        assert out.read_text() == f"{page}\n" and taken.read_text() == "mine" and "Bouw vertrouwen op" in page
