"""The form narrowed to what is for one group, by the rule of that group's checklist page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small import FILES, TRUST, small
from tests.tui.running import NARROW, WIDE, back, message, running, shown, until
from tests.tui.test_form import at, written
from tests.tui.test_review import page
from tui.screens.picking import PickPage

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
NOTICE = "For Hotline, and for all."


MORE = """\
checklist:
  - {id: all, text: Everybody comes., kind: do, basis: editors}
  - {id: law, text: The law is read., groups: [regulator], kind: do, basis: editors}
"""
VALUE = "\nvalue:\n  - {id: government, gives: Rooms}\n  - {id: hotline, gets: Calls}\nbasis:\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small(tmp_path, {TRUST: FILES[TRUST].replace("checklist:\n", MORE).replace("\nbasis:\n", VALUE)})


def items(desk) -> list[str]:
    """The items that the form shows, top to bottom."""
    form = desk.desk_screen.form
    return [row.of for box in form.query("UnitBox") for row in [box.row] if row.of and not row.part]


async def narrowed(desk, pilot, name: str) -> None:
    desk.act("for_group")
    await page(desk, pilot, PickPage)
    desk.screen.dismiss((next(one.key for one in desk.screen.options if one.label == name),))
    await until(pilot, lambda: desk.screen is desk.desk_screen, "the desk")
    await pilot.pause()


@SIZES
async def test_only_what_is_for_the_group_or_for_all_is_shown(root, size):
    async with running(root, "global", "build-trust", size=size) as (desk, pilot):
        await until(pilot, lambda: desk.desk_screen.form.row("+") is not None, "all rows")
        everything = items(desk)
        assert {"steps/invite", "checklist/all", "checklist/law", "checklist/meet", "value/government"} <= set(
            everything
        )
        await at(desk, pilot, "summary")
        await narrowed(desk, pilot, "Hotline")
        hidden = {"steps/invite", "checklist/law", "value/government"}
        assert items(desk) == [one for one in everything if one not in hidden]
        assert NOTICE in " ".join(shown(desk).split()) and desk.desk_screen.form.path == "summary"
        await narrowed(desk, pilot, "Regulator")
        assert "steps/invite" in items(desk), "what is for government is for its regulator, as on the page"
        assert "checklist/meet" not in items(desk)
        await narrowed(desk, pilot, "Everything")
        assert items(desk) == everything and "is hidden" not in shown(desk)


async def test_the_list_of_groups_says_how_much_is_for_each(root):
    async with running(root, "global", "build-trust") as (desk, pilot):
        desk.act("for_group")
        await page(desk, pilot, PickPage)
        told = {one.label: one.note for one in desk.screen.options}
        assert told == {"Everything": "", "Government": "2 items", "Regulator": "3 items", "Hotline": "3 items"}
        await back(desk, pilot)
        assert desk.desk_screen.form.only == frozenset(), "Esc changes nothing"


async def test_nothing_that_is_gone_to_is_hidden(root):
    async with running(root, "global", "build-trust") as (desk, pilot):
        await narrowed(desk, pilot, "Hotline")
        desk.go_to("steps/invite.text")
        await until(pilot, lambda: desk.desk_screen.form.path == "steps/invite.text", "the step")
        assert "checklist/law" in items(desk) and "is hidden" not in shown(desk)


async def test_it_stays_narrowed_when_it_is_saved_and_what_is_written_in_stays(root):
    async with running(root, "global", "build-trust") as (desk, pilot):
        await narrowed(desk, pilot, "Hotline")
        await at(desk, pilot, "checklist/meet.text")
        await written(desk, pilot, " Always.")
        desk.change(lambda copy: copy.set("checklist/meet.groups", ("government",)))
        await pilot.pause()
        assert desk.desk_screen.form.path == "checklist/meet.text", "it is for others now, and has the focus still"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Saved" in message(desk), "saved")
        await until(pilot, lambda: NOTICE in " ".join(shown(desk).split()), "narrowed still")
        await at(desk, pilot, "summary")
        await until(pilot, lambda: "checklist/meet" not in items(desk), "hidden once it is left")


async def test_each_item_says_for_whom_it_is(root):
    async with running(root, "global", "build-trust") as (desk, pilot):
        await until(pilot, lambda: desk.desk_screen.form.row("+") is not None, "all rows")
        row = desk.desk_screen.form.row
        assert "For: Hotline" in row("checklist/meet.text").meta
        assert "For: everyone it concerns" in row("checklist/all.text").meta
