"""Going about: F3 comes past every fault, the filter and facets go step by step, and letters stay letters."""

from __future__ import annotations

import pytest

from tests.small import FILES, TRUST, small
from tests.tui.running import NARROW, WIDE, message, running, shown, until
from tests.tui.test_notes import STATEMENT
from tui.notes import number_to_fix, row_of
from tui.rail import to_fix
from tui.screens.picking import PickPage
from tui.screens.reading import ReadPage


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_f3_comes_past_every_fault_and_round_again(tmp_path, size):
    root = small(tmp_path, {TRUST: FILES[TRUST].replace("themes: [trust]", "themes: [gone]") + STATEMENT})
    async with running(root, "global", "build-trust", size=size) as (desk, pilot):
        await until(pilot, lambda: len(desk.to_fix) > 3, "looked at")
        wanted = list(dict.fromkeys(row_of(desk.copy, path) for path in desk.to_fix))
        assert "evidence/e1.says" in wanted and any(row.startswith("evidence/e1.") for row in wanted[2:])
        visited = []
        for _ in range(len(wanted) + 1):
            before = desk.place
            await pilot.press("f3")
            await until(pilot, lambda before=before: desk.place != before, "the next")  # type: ignore[misc]
            visited.append(desk.place)
        assert visited == [*wanted, wanted[0]]


async def test_the_list_and_the_rail_count_the_same(tmp_path):
    root = small(tmp_path, {TRUST: FILES[TRUST].replace("themes: [trust]", "themes: [gone, lost]") + STATEMENT})
    async with running(root, "global", "build-trust") as (desk, pilot):
        await until(pilot, lambda: len(desk.to_fix) > 3, "looked at")
        number = number_to_fix(desk.copy, desk.findings, desk.refused)
        assert desk.library.marks["build-trust"].to_fix == number > len(desk.to_fix)
        assert to_fix.number(desk) == str(number)
        assert f"{number} to fix" in " ".join(desk.library.row(desk.library.entries[0]).notes)
        told = str(to_fix.holds(desk).text)
        assert told.count("To fix: ") == number


async def test_esc_takes_the_words_away_and_then_what_was_chosen(tmp_path):
    async with running(small(tmp_path), "nl") as (desk, pilot):
        desk.library.facets = ("groups:hotline", "stance:own")
        desk.show_library()
        said = lambda: " ".join(str(desk.screen.query_one("#count").content).split())  # noqa: E731 - short
        assert said() == "1 of 3 practices: Hotline, local. Esc shows all."
        await pilot.press("slash", *"xyz")
        await until(pilot, lambda: "xyz" in said(), "nothing")
        assert said() == "Nothing matches “xyz” in Hotline, local. Esc takes the words away."
        await pilot.press("escape")
        await until(pilot, lambda: said().startswith("1 of 3"), "the words are gone")
        assert desk.library.facets
        await pilot.press("escape")
        await until(pilot, lambda: said() == "3 practices", "all")
        assert desk.library.facets == ()
        await pilot.press("slash", *"xyz")
        await until(pilot, lambda: said().startswith("Nothing matches “xyz”. The filter hides 3"), "nothing")
        desk.library.facets = ("status:withdrawn",)
        await pilot.press("escape")
        await until(pilot, lambda: said() == "None of 3 practices: withdrawn. Esc shows all.", "none")


async def test_a_group_shows_those_within_it(tmp_path):
    """As `handbook list --group` does: build-trust is for regulators, who are government."""
    async with running(small(tmp_path), "global") as (desk, pilot):
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(desk.screen, PickPage) and desk.screen.is_mounted, "what to show")
        await pilot.press(*"government")
        await until(pilot, lambda: "Government" in shown(desk) and "Hotline" not in shown(desk), "filtered")
        await pilot.press("down", "enter", "escape")
        await until(pilot, lambda: bool(desk.library.facets), "chosen")
        assert desk.library.facets == ("groups:government regulator",)
        assert [row.key for row in desk.library.rows()] == ["build-trust"]


@pytest.mark.parametrize(("sort", "slash", "mark"), [("s", "slash", "question_mark"), ("ы", "full_stop", "comma")])
async def test_letters_act_in_the_library_on_any_layout_and_are_typed_elsewhere(tmp_path, sort, slash, mark):
    async with running(small(tmp_path), "global", "build-trust") as (desk, pilot):
        form = desk.desk_screen.form
        await until(pilot, lambda: form.editor is not None and bool(form.editor.children), "the field")
        await pilot.press(sort, slash, mark)
        await until(pilot, lambda: len(desk.copy.now.text("title")) == len("Build trust") + 3, "they are letters")
        desk.act("undo")
        await pilot.press("escape", slash, sort, slash, mark)
        await until(pilot, lambda: len(desk.desk_screen.filter_words) == 3, "in the filter too")
        await pilot.press("escape", sort)
        await until(pilot, lambda: isinstance(desk.screen, PickPage) and desk.screen.is_mounted, "the orders")
        assert "Sort by" in shown(desk)
        await pilot.press("escape")
        await until(pilot, lambda: desk.screen is desk.desk_screen, "back")
        await pilot.press(mark)
        await until(pilot, lambda: isinstance(desk.screen, ReadPage), "help")
        assert "s to sort" in shown(desk) and not message(desk)


async def test_what_was_just_saved_is_found(tmp_path):
    async with running(small(tmp_path), "global", "build-trust") as (desk, pilot):
        desk.typed("problem", "Nobody plays the xylophone.")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: message(desk).startswith("Saved") and not desk.dirty, "saved")
        await pilot.press("ctrl+f", *"xylo")
        await until(pilot, lambda: "1 of 2 practices" in shown(desk), "found")
