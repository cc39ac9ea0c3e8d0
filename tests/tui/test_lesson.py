"""The lesson: it sees by itself what was done, goes on where it was, can be skipped, and stands in nobody's way."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from handbook.store.demo import EDITION, PRACTICE, made, step_of
from handbook.store.workspace import Workspace
from tests.small import small
from tests.tui.running import NARROW, back, message, running, shown, until
from tui.lesson import desk as lesson_desk
from tui.lesson.desk import ENDED, LessonDesk
from tui.lesson.steps import STEPS
from tui.screens.asking import AskPage
from tui.screens.inbox import InboxPage
from tui.screens.question import QuestionPage
from tui.screens.reading import ReadPage
from tui.widgets.text import Text

IDS = [step.id for step in STEPS]
SHARED = "define-harm-together"


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        return made().root


@pytest.fixture
def root(laid_out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the lesson's workspace, and a lesson that waits for nobody."""
    monkeypatch.setattr(lesson_desk, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(lesson_desk, "STILL_SECONDS", 0.1)
    monkeypatch.setattr(lesson_desk, "GRACE_SECONDS", 0.3)
    monkeypatch.setattr(LessonDesk, "cut_off", _cut_off)
    return Path(shutil.copytree(laid_out, tmp_path / "demo"))


def _cut_off(desk: LessonDesk) -> None:
    """As from a program that is gone: it is not among the living any more, and has not said farewell."""
    desk.presence.leave()
    desk.exit()


@asynccontextmanager
async def played(root: Path, size: tuple[int, int] = NARROW) -> AsyncIterator[tuple[LessonDesk, Pilot[None]]]:
    desk = LessonDesk(root)
    async with desk.run_test(size=size) as pilot:
        await until(pilot, lambda: desk.library.index is not None or desk.ending, "the library was looked at")
        yield desk, pilot
        if desk.fault is not None:
            raise desk.fault


def told(desk: LessonDesk) -> str:
    """What the strip says on the page that is open."""
    return " ".join(str(strip.content) for strip in desk.screen.query("#lesson").results(Text))


async def reached(desk: LessonDesk, pilot: Pilot[None], step: str) -> None:
    """The lesson has come to a step, says so on at most two lines, and keeps it."""
    number = IDS.index(step) + 1
    await until(pilot, lambda: f"Lesson {number} of {len(IDS)}" in shown(desk), f"step {step}")
    await pilot.pause()
    assert desk.screen.query_one("#lesson").size.height <= 2
    assert step_of(desk.root) == (step if number > 1 else "")


async def test_played_from_start_to_end(root):
    async with played(root) as (desk, pilot):
        await reached(desk, pilot, "new")
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(desk.screen, AskPage), "a title is asked for")
        await pilot.press(*"Answer each report", "enter")
        await reached(desk, pilot, "summary")
        await pilot.press(*"Who reports hears back soon.")
        await reached(desk, pilot, "step")
        await pilot.press("tab", "tab", "tab", "enter")
        await until(pilot, lambda: desk.place.startswith("steps/"), "a step is there")
        await pilot.pause()
        await pilot.press(*"Name who answers.")
        await reached(desk, pilot, "save")
        await pilot.press("ctrl+s")
        await reached(desk, pilot, "adapt")
        desk.open_practice(SHARED, "priority.reason")
        await until(pilot, lambda: "Press Tab until" in told(desk), "the next sentence")
        desk.typed("priority.reason", "Here it comes first.")
        await until(pilot, lambda: "say in Why" in told(desk), "the reason is asked for")
        desk.reasoned("priority.reason", "So it is here.")
        await pilot.press("ctrl+s")
        await reached(desk, pilot, "cut")
        desk.reasoned("priority.reason", "So it is.")  # a reason alone is no text
        await pilot.pause(0.5)
        desk.typed("priority.reason", "Here it comes first, and at once.")
        await until(pilot, lambda: "Then type: handbook demo" in told(desk), "it says that it ends")
        await until(pilot, lambda: desk.ending, "it ends")
    async with played(root) as (desk, pilot):
        await until(pilot, lambda: isinstance(desk.screen, QuestionPage), "the draft is offered")
        await reached(desk, pilot, "recover")
        assert "Here it comes first, and at once." in shown(desk)
        await pilot.press("1")
        await until(pilot, lambda: "Your words are back" in told(desk), "the draft is open")
        await pilot.press("ctrl+s")
        await reached(desk, pilot, "decide")
        await pilot.press("f2")
        await until(
            pilot, lambda: isinstance(desk.screen, InboxPage) and "1 keeps our words" in told(desk), "the Inbox"
        )
        await pilot.press("1")
        await reached(desk, pilot, "page")
        await back(desk, pilot)
        await pilot.press("f4")
        await until(pilot, lambda: "The lesson is done." in told(desk), "the page")
        await pilot.press("escape")
        await until(pilot, lambda: "That was the lesson" in shown(desk), "what to read next")
        await pilot.press("escape")
        assert not desk.screen.query("#lesson") and step_of(root) == ENDED
    written = Workspace.open(root).handbook.edition(EDITION)
    assert written.adaptations[SHARED].changes["priority.reason"].text == "Here it comes first, and at once."
    assert "nl/answer-each-report" in written.practices


async def test_what_is_saved_in_time_is_not_cut_off(root):
    async with played(root) as (desk, pilot):
        while desk.lesson.id != "cut":
            desk.act("skip_step")
        desk.open_practice(PRACTICE, "summary")
        desk.typed("summary", "Anders.")
        await until(pilot, lambda: "this program ends without" in told(desk), "it says that it ends")
        desk.act("undo")
        await until(pilot, lambda: "do not save" in told(desk), "nothing would be cut off")
        await pilot.pause(0.5)
        assert not desk.ending


async def test_each_step_can_be_skipped_and_the_last_one_ends_it(root):
    async with played(root) as (desk, pilot):
        for step in IDS:
            if step != "recover":  # nothing was cut off, so there is nothing to recover
                await reached(desk, pilot, step)
                desk.act("skip_step")
        await until(pilot, lambda: isinstance(desk.screen, ReadPage), "the end")
        await back(desk, pilot)
        desk.act("skip_step")
        assert "There is no lesson here" in message(desk)


async def test_the_lesson_can_be_ended_and_is_not_there_the_next_time(root):
    async with played(root) as (desk, pilot):
        await reached(desk, pilot, "new")
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(desk.screen, AskPage), "a page that asks")
        await reached(desk, pilot, "new")  # there too
        desk.act("end_lesson")
        await until(pilot, lambda: not desk.screen.query("#lesson"), "the strip is gone")
        await back(desk, pilot)
        assert not desk.screen.query("#lesson")
    async with played(root) as (desk, pilot):
        assert "handbook demo --again" in message(desk) and not desk.screen.query("#lesson")


async def test_it_goes_on_where_it_was_left(root):
    async with played(root) as (desk, pilot):
        desk.act("skip_step")
        desk.act("skip_step")
    async with played(root) as (desk, pilot):
        await reached(desk, pilot, "step")


async def test_without_a_lesson_it_is_told_how_one_begins(tmp_path):
    async with running(small(tmp_path)) as (desk, _pilot):
        desk.act("end_lesson")
        assert "handbook demo" in message(desk)
