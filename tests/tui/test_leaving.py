"""Leaving: what is not saved is asked for, and what cannot be kept keeps the desk open."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.errors import SaveRefused
from handbook.store.journal import Journal
from tests.small import small
from tests.tui.running import message, running, until
from tests.tui.test_form import at, written
from tests.tui.test_review import page
from tui.app import Desk
from tui.screens.question import QuestionPage


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> list[Desk]:
    """The desks that have ended; none really ends before its test."""
    ended: list[Desk] = []
    monkeypatch.setattr(Desk, "exit", lambda self, *_, **__: ended.append(self))
    return ended


def full(*_given: object, **_named: object) -> None:
    raise SaveRefused("The disk is full.")


@pytest.mark.parametrize("answers", ["2", "31"], ids=["keep", "discard-and-then-not"])
async def test_a_draft_that_cannot_be_written_keeps_the_desk_open(tmp_path: Path, left, monkeypatch, answers):
    async with running(small(tmp_path), "global", "build-trust") as (desk, pilot):
        await at(desk, pilot, "summary")
        with monkeypatch.context() as disk:
            disk.setattr(Journal, "keep", full)
            await written(desk, pilot, " Mine.")
            await pilot.press("ctrl+q")
            for answer in answers:
                await page(desk, pilot, QuestionPage)
                await pilot.press(answer)
            await until(pilot, lambda: "The desk stays open" in message(desk) or bool(left), "what came of it")
            assert not left and "The disk is full." in message(desk)
            desk.tell_standing()  # as each second
            assert "The desk stays open" in message(desk), "it stays to be read"
            await written(desk, pilot, " Still.")
        await pilot.press("ctrl+q")
        await page(desk, pilot, QuestionPage)
        await pilot.press("2")
        await until(pilot, lambda: left == [desk], "it can be left once there is room")
        assert desk.keeper.fault == "" and desk.keeper.kept_at


async def test_with_nothing_to_save_one_leaves_at_once(tmp_path: Path, left):
    async with running(small(tmp_path), "global", "build-trust") as (desk, pilot):
        await pilot.press("ctrl+q")
        await until(pilot, lambda: left == [desk], "left")
