"""What is done to a unit besides typing: a value that is picked asks for its reason where it differs here."""

from __future__ import annotations

from tests.small import small
from tests.tui.running import running, until
from tui.screens.asking import AskPage
from tui.screens.picking import PickPage


async def test_a_value_that_is_picked_asks_why_it_differs_here(tmp_path):
    root = small(tmp_path)
    async with running(root, practice="build-trust") as (desk, pilot):
        desk.desk_screen.form.go("maturity")
        await until(pilot, lambda: desk.place == "maturity", "the field")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(desk.screen, PickPage), "what to pick from")
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(desk.screen, AskPage), "why")
        await pilot.press("escape")
        await until(pilot, lambda: desk.screen is desk.desk_screen, "the desk")
        assert desk.copy.wants_reason("maturity"), "it is not saved without"
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(desk.screen, AskPage), "why, once more")
        await pilot.press(*"Here it is so", "ctrl+s")
        await until(pilot, lambda: desk.copy.now.why.get("maturity") == "Here it is so", "the reason")
        assert not desk.copy.wants_reason("maturity")
