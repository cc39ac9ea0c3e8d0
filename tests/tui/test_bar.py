"""The footer: its keys are hit by a click too, and it says where a text goes on below."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.containers import VerticalScroll

from tests.small import small
from tests.tui.running import NARROW, WIDE, running, shown, until
from tui.screens.question import Asked, Choice, QuestionPage
from tui.screens.reading import ReadPage
from tui.widgets.bar import Bar, _typed

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
LONG = "\n".join(f"Line {number}" for number in range(60))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small(tmp_path)


def footer(desk) -> str:
    """The last line of the screen."""
    return "".join(shown(desk).splitlines()[-1:])  # none yet while a page is being opened


async def clicked(pilot, desk, words: str) -> None:
    """A click on what stands so in the footer."""
    at = footer(desk).index(words)
    await pilot.click(Bar, offset=(at + 1, 0))


@SIZES
async def test_a_click_on_a_key_of_the_footer_is_that_key(root, size):
    async with running(root, "global", "build-trust", size=size) as (desk, pilot):
        await pilot.press("x")
        await until(pilot, lambda: desk.dirty, "typed")
        await clicked(pilot, desk, "F1 Help")
        await until(pilot, lambda: isinstance(desk.screen, ReadPage), "help")
        await until(pilot, lambda: "PgDn" in footer(desk), "its keys")
        await clicked(pilot, desk, "Esc Back")
        await until(pilot, lambda: desk.screen is desk.desk_screen, "back")
        await clicked(pilot, desk, "Save")
        await until(pilot, lambda: not desk.dirty, "saved")
        await pilot.click(Bar, offset=(1, 0))  # the margin is no key
        assert desk.screen is desk.desk_screen


@pytest.mark.parametrize(
    ("shown", "key"),
    [("^S", "ctrl+s"), ("F2", "f2"), ("⇧F4", "shift+f4"), ("Enter", "enter"), ("Esc", "escape"), ("PgDn", "pagedown"),
     ("^↑", "ctrl+up"), ("Del", "delete"), ("/", "slash"), ("1-4", ""), ("↑ ↓", ""), ("1", ""), ("", "")],
)  # fmt: skip
def test_what_is_shown_of_a_key_names_it(shown, key):
    assert _typed(shown) == key


@SIZES
@pytest.mark.parametrize("what", ["to read", "a question"])
async def test_the_footer_says_that_a_text_goes_on_below(root, size, what):
    async with running(root, "global", size=size) as (desk, pilot):
        read = ReadPage(("Here",), "A long page", LONG)
        asked = QuestionPage(("Here",), Asked("Which?", LONG, [Choice("a", "This"), Choice("b", "That")]))
        desk.push_screen(read if what == "to read" else asked)
        await until(pilot, lambda: "PgDn Read on" in footer(desk), "said")
        for _page in range(4):
            await pilot.press("pagedown")
        text = desk.screen.query("#reading, #told").first(VerticalScroll)
        await until(pilot, lambda: text.scroll_offset.y == text.max_scroll_y, "the end")
        await until(pilot, lambda: "PgDn" not in footer(desk), "no more to read")
        await pilot.press("pageup")
        await until(pilot, lambda: "PgDn Read on" in footer(desk), "there is more again")
        await clicked(pilot, desk, "PgDn")
        await until(pilot, lambda: text.scroll_offset.y == text.max_scroll_y, "by a click")


async def test_nothing_is_said_of_a_text_that_is_seen_whole(root):
    async with running(root, "global") as (desk, pilot):
        desk.push_screen(ReadPage(("Here",), "A short page", "One line."))
        await until(pilot, lambda: "Scroll" in footer(desk), "the page")
        await pilot.pause(0.1)
        assert "PgDn" not in footer(desk)
