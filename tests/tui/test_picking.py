"""Pages to pick from: the filter of a long list, and what Esc, Enter and Space do."""

from __future__ import annotations

from textual.events import Key

from tests.small import small
from tests.tui.running import running, shown, until
from tui.screens.picking import LONG, Option, PickPage

MANY = [Option(f"k{n}", f"Option number {n}") for n in range(LONG + 1)]


async def picking(desk, pilot, options, **held) -> list:
    """A page that is open; what is picked is found in the list."""
    found: list = []
    desk.push_screen(PickPage(("Library",), "Pick", options, **held), found.append)
    await until(pilot, lambda: isinstance(desk.screen, PickPage) and desk.screen.is_mounted, "the page")
    await pilot.pause()
    return found


def typed_at_once(desk, *keys: tuple[str, str]) -> None:
    """As a slow line brings them: together, before the first is looked at."""
    for name, character in keys:
        desk.post_message(Key(name, character))


async def test_a_space_right_after_the_slash_filters_and_ticks_nothing(tmp_path):
    async with running(small(tmp_path)) as (desk, pilot):
        found = await picking(desk, pilot, MANY, several=True)
        typed_at_once(desk, ("slash", "/"), ("space", " "), ("1", "1"), ("slash", "/"))
        field = desk.screen.query_one("#filter")
        await until(pilot, lambda: len(field.value) > 1, "the filter")
        await pilot.pause(0.1)
        assert field.value == " 1/" and field.has_focus and not desk.screen.picked
        await pilot.press("backspace", "down", "space", "escape")
        await until(pilot, lambda: bool(found), "picked")
        assert found == [("k1",)]


async def test_a_slash_in_a_short_list_does_nothing(tmp_path):
    async with running(small(tmp_path)) as (desk, pilot):
        found = await picking(desk, pilot, MANY[:3])
        await pilot.press("slash", "down", "enter")
        await until(pilot, lambda: bool(found), "picked")
        assert found == [("k1",)]


async def test_a_list_without_a_match_says_so(tmp_path):
    async with running(small(tmp_path)) as (desk, pilot):
        await picking(desk, pilot, MANY)
        assert "Nothing" not in shown(desk)
        await pilot.press(*"zzzz")
        await until(pilot, lambda: "Nothing here matches “zzzz”. Take letters away" in shown(desk), "none")
        await pilot.press("enter", *["backspace"] * 4)
        await until(pilot, lambda: "Option number 3" in shown(desk) and "Nothing" not in shown(desk), "all again")


async def test_a_list_of_nothing_says_so(tmp_path):
    async with running(small(tmp_path)) as (desk, pilot):
        await picking(desk, pilot, [])
        assert "There is nothing to choose from yet." in shown(desk)


async def test_the_key_of_the_slash_filters_on_a_russian_layout(tmp_path):
    async with running(small(tmp_path)) as (desk, pilot):
        await picking(desk, pilot, MANY)
        await pilot.press("full_stop", "full_stop")
        field = desk.screen.query_one("#filter")
        await until(pilot, lambda: field.value == "." and field.has_focus, "the filter, and then a letter")
