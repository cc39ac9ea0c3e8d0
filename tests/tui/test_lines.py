"""A list: it begins with a whole row wherever it is scrolled to, and hears single letters on any layout."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding

from tui.widgets.lines import Lines, Row, keys_at

ROWS = [Row(f"k{n}", f"Row {n}", ("note",)) for n in range(40)]


class Listing(App[None]):
    """A list with rows of two lines, in a window of an odd number of lines."""

    CSS = "Lines { height: 11; width: 30; }"

    def compose(self) -> ComposeResult:
        """The list."""
        yield Lines(ROWS)


def top(lines: Lines) -> str:
    return lines.render_line(0).text.strip(" ▌›").rstrip()


@pytest.mark.parametrize("size", [11, 12])
async def test_it_begins_with_a_whole_row_and_shows_the_last_whole(size):
    async with Listing().run_test() as pilot:
        lines = pilot.app.query_one(Lines)
        lines.styles.height = size
        await pilot.pause()
        for step in (1, 7, 3, 13, -5, 999, -1, -999):
            lines.action_go(step)
            await pilot.pause()
            assert top(lines).startswith("Row ") and lines.scroll_offset.y % 2 == 0
            place = lines.at * 2 - lines.scroll_offset.y
            assert 0 <= place <= size - 2, "the row with the mark is there as a whole"
        for y in (1, 3, 17, 999):
            lines.scroll_to(y=y, animate=False)
            await pilot.pause()
            assert top(lines).startswith("Row ")
        said = [lines.render_line(y).text.strip() for y in range(size)]
        assert "Row 39" in said and said[said.index("Row 39") + 1] == "note"
        lines.scroll_to(y=4, animate=False)
        await pilot.click(Lines, offset=(2, 2))
        assert lines.row is not None and lines.row.key == "k3"


async def test_fewer_rows_begin_with_a_whole_one_too():
    async with Listing().run_test() as pilot:
        lines = pilot.app.query_one(Lines)
        lines.action_go(999)
        for number in (39, 21, 7, 6, 5, 2, 0, 30):
            lines.show(ROWS[:number])
            await pilot.pause()
            assert not number or top(lines).startswith("Row ")


@pytest.mark.parametrize(("down", "up", "first", "last"), ["jkgG", "олпП", "ξκγΓ"])
async def test_letters_go_by_their_place_on_the_keyboard(down, up, first, last):
    async with Listing().run_test() as pilot:
        lines = pilot.app.query_one(Lines)
        for key, at in ((down, 1), (down, 2), (up, 1), (last, 39), (first, 0)):
            await pilot.press(key)
            assert lines.at == at


def test_every_key_of_the_table_is_one_for_a_binding():
    made = list(Binding.make_bindings([Binding(keys_at("j", "k", "g", "G", "s", "q", "slash", "question_mark"), "go")]))
    keys = [one.key for one in made]
    assert len(set(keys)) == len(keys) and {"ы", "full_stop", "comma", "arabic_question_mark"} <= set(keys)
    assert keys_at("f2") == "f2"


async def test_where_it_gets_narrower_it_begins_with_a_whole_row_too():
    async with Listing().run_test(size=(100, 24)) as pilot:
        lines = pilot.app.query_one(Lines)
        for width in (90, 30):
            lines.styles.width = width
            await pilot.pause()
            lines.scroll_to(y=7, animate=False)
            await pilot.pause()
        assert lines.tall == 2
        lines.styles.width = 90
        await pilot.pause()
        lines.action_go(11)
        lines.scroll_to(y=7, animate=False)
        await pilot.pause()
        assert lines.scroll_offset.y == 7
        lines.styles.width = 30
        await pilot.pause()
        assert top(lines).startswith("Row ")
