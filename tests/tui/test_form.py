"""The form keeps the focus, and what is typed, through saving, reviews, pickers and answers in the Inbox."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from textual.events import Paste

from tests.desk.workspaces import waiting
from tests.small import PUBLISH, READY, TRUST, small, write
from tests.tui.inboxes import opened
from tests.tui.running import NARROW, WIDE, back, message, running, shown, until
from tests.tui.test_review import answered, page, told, typed
from tui.screens.asking import AskPage
from tui.screens.picking import PickPage
from tui.screens.question import QuestionPage

SIZES = pytest.mark.parametrize("size", [WIDE, (100, 30), NARROW], ids=["wide", "mid", "narrow"])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small(tmp_path, {PUBLISH: READY})


async def at(desk, pilot, path: str) -> None:
    """The cursor in the words of a row."""
    form = desk.desk_screen.form
    desk.desk_screen.show_pane("form", focus=False)
    form.go(path)
    await until(pilot, lambda: form.editor is not None and form.path == path, path)
    await pilot.pause()


async def written(desk, pilot, letters: str) -> None:
    """Type, and see that it stands at the end of the row with the focus."""
    await pilot.press(*("space" if one == " " else one for one in letters))
    path = desk.desk_screen.form.path
    await until(pilot, lambda: desk.copy.now.text(path).endswith(letters), f"“{letters}” at {path}")


@SIZES
async def test_after_a_review_is_asked_for_one_goes_on_where_one_was(root, size):
    async with running(root, "global", "publish-results", size=size) as (desk, pilot):
        await at(desk, pilot, "summary")
        await answered(desk, pilot, "ask")
        await typed(desk, pilot, "sec", "legal", "the title")
        await told(desk, pilot, "The review is asked for")
        await until(pilot, lambda: desk.desk_screen.form.editor is not None, "the field")
        assert desk.desk_screen.form.path == "summary"
        await written(desk, pilot, " Soon.")


@SIZES
async def test_undo_after_a_picker_goes_to_what_it_takes_back(root, size):
    async with running(root, "global", "build-trust", size=size) as (desk, pilot):
        await at(desk, pilot, "summary")
        await written(desk, pilot, "Mine.")
        await pilot.press("down")
        await until(pilot, lambda: desk.desk_screen.form.path == "maturity", "the row below")
        await pilot.press("enter")
        await page(desk, pilot, PickPage)
        await pilot.press("escape", "ctrl+z")
        await until(pilot, lambda: not desk.dirty, "the words of before")
        await until(pilot, lambda: desk.desk_screen.form.path == "summary", "the row of these words")
        await written(desk, pilot, "Anew.")


async def test_from_the_last_row_an_arrow_leads_nowhere(root):
    async with running(root, "global", "build-trust", size=NARROW) as (desk, pilot):
        form = desk.desk_screen.form
        form.go("+")
        await until(pilot, lambda: form.path == "+", "the last row")
        await pilot.press("down", "down")
        assert form.path == "+" and desk.desk_screen.pane == "form"
        await at(desk, pilot, "title")
        await pilot.press("up", "up")
        assert form.path == "title" and desk.desk_screen.pane == "form"


async def test_a_new_item_that_is_saved_keeps_the_cursor_under_its_new_id(root):
    async with running(root, "global", "build-trust") as (desk, pilot):
        form = desk.desk_screen.form
        await at(desk, pilot, "summary")
        desk.act("add", "steps")
        await until(pilot, lambda: form.path == "steps/step.text" and form.editor is not None, "the new row")
        await written(desk, pilot, "Ask first")
        await pilot.press("ctrl+s")
        await told(desk, pilot, "Saved")
        assert (form.path, desk.place) == ("steps/ask-first.text", "steps/ask-first.text")
        await written(desk, pilot, " of all")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not desk.dirty, "saved once more")
        for _n in range(3):
            await pilot.press("ctrl+z")
        await until(pilot, lambda: "Ask first" not in shown(desk), "undone across both")
    assert [one["id"] for one in yaml.safe_load((root / TRUST).read_text())["steps"]] == ["invite", "ask-first"]


async def test_a_new_item_that_cannot_be_saved_keeps_the_cursor_too(root):
    async with running(root, "global", "build-trust") as (desk, pilot):
        form = desk.desk_screen.form
        await at(desk, pilot, "summary")
        desk.act("add", "evidence")
        await until(pilot, lambda: form.path == "evidence/evidence.says" and form.editor is not None, "the new row")
        await written(desk, pilot, "People met")
        await pilot.press("ctrl+s")
        await told(desk, pilot, "Not saved")
        assert form.path == "evidence/people-met.says"
        assert form.row("evidence/people-met.at") is not None, "its other parts are shown still"
        await written(desk, pilot, " twice")
        assert desk.copy.now.text("evidence/people-met.says") == "People met twice"


@pytest.mark.parametrize("what", ["words", "reason"])
async def test_what_is_typed_meets_an_answer_of_the_inbox_and_is_asked_for(tmp_path, what):
    """Theirs are taken in the Inbox while the same unit is being written in: saving asks, and loses nothing."""
    root = waiting(tmp_path / "w")
    async with running(root, "nl", "stimulate-before-regulate") as (desk, pilot):
        await at(desk, pilot, "summary")
        if what == "reason":
            desk.desk_screen.form.to_reason("summary")  # as F3 does
        await pilot.press(*"ZZZ")
        await until(pilot, lambda: desk.dirty, "typed")
        await opened(desk, pilot)
        while "Summary" not in desk.screen.asked.title:
            before = desk.screen.asked
            await pilot.press("f3")
            await until(pilot, lambda before=before: desk.screen.asked is not before, "the next")
        await pilot.press("2")
        await until(pilot, lambda: "theirs is taken" in message(desk), "the answer")
        await back(desk, pilot)
        held = desk.copy.now
        assert "ZZZ" in (held.why["summary"] if what == "reason" else held.text("summary"))
        await pilot.press("ctrl+s")
        await page(desk, pilot, QuestionPage)
        assert "Summary was changed by you and by another editor" in shown(desk) and "ZZZ" in shown(desk)
        await pilot.press("2")
        await until(pilot, lambda: bool(message(desk)) and not desk.dirty, "theirs")
        assert any("ZZZ" in one.text for one in desk.kept.found("nl")), "what gave way is kept"


async def test_the_save_state_is_whole_where_it_is_narrow(root):
    async with running(root, "global", "build-trust", size=NARROW) as (desk, pilot):
        top = lambda: shown(desk).splitlines()[0]  # noqa: E731 - short
        await at(desk, pilot, "checklist/meet.text")
        await written(desk, pilot, " by and by")
        await until(pilot, lambda: "kept safe" in desk.standing, "kept")
        await until(pilot, lambda: top().endswith(desk.standing), "all of it")
        await pilot.press("ctrl+s")
        await told(desk, pilot, "Saved")
        for _n in range(3):
            await pilot.press("f6")
            await pilot.pause()
            assert top().endswith(f"Saved {desk.saved_at}")


@pytest.mark.parametrize(("path", "stands"), [("problem", "one\ntwo"), ("summary", "one two")])
async def test_what_is_pasted_stands_there_once_and_takes_no_line_end_into_one_line(root, path, stands):
    async with running(root, "global", "publish-results") as (desk, pilot):
        await at(desk, pilot, path)
        before = desk.copy.now.text(path)
        desk.post_message(Paste(" one\ntwo"))
        await until(pilot, lambda: "two" in desk.copy.now.text(path), "the words")
        await pilot.pause(0.1)
        assert desk.desk_screen.form.editor.words.text in (f"{before} {stands}", f"{before}{stands}")
        await written(desk, pilot, "!")
        await pilot.press("ctrl+z", "ctrl+z")
        await until(pilot, lambda: desk.copy.now.text(path) == before, "taken back")


async def test_the_words_of_a_hidden_item_can_only_be_read_and_its_reason_typed(root):
    async with running(root, "nl", "build-trust") as (desk, pilot):
        form, field = desk.desk_screen.form, "checklist/list.text"
        await at(desk, pilot, field)
        words = form.editor.words.text
        await pilot.press("ctrl+d")
        await page(desk, pilot, AskPage)
        await pilot.press(*"Ooit", "ctrl+s")
        await until(pilot, lambda: "checklist/list" in desk.copy.now.left_out, "hidden")
        await until(pilot, lambda: form.editor is not None and form.editor.words.has_focus, "the field")
        await pilot.press("x", "y")
        desk.post_message(Paste("zz"))
        await pilot.pause(0.1)
        assert form.editor.words.text == words and message(desk) == ""
        await at(desk, pilot, "summary")
        form.to_reason(field)
        await until(pilot, lambda: form.path == field and form.editor is not None, "the hidden item")
        await until(pilot, lambda: desk.focused is form.editor.why, "its reason")
        await pilot.press("end", *"!!")
        await until(pilot, lambda: desk.copy.now.left_out["checklist/list"] == "Ooit!!", "the reason")
        assert message(desk) == ""
        await pilot.press("ctrl+d")
        await until(pilot, lambda: "shown again" in message(desk), "shown again")
        await at(desk, pilot, field)
        assert not form.editor.words.read_only


async def test_an_item_is_not_taken_for_another_whose_name_begins_as_its_own(root):
    steps = "".join(
        f"  - {{id: {id}, text: Ask {id}., groups: [hotline], phase: start, basis: editors}}\n"
        for id in ("ask-first", "ask")
    )
    whole = (root / PUBLISH).read_text()
    write(root / PUBLISH, whole.replace("steps:\n", f"steps:\n{steps}"))
    async with running(root, "global", "publish-results") as (desk, pilot):
        form = desk.desk_screen.form
        await at(desk, pilot, "summary")
        for path in ("steps/ask", "steps/ask.phase"):
            assert form.go(path)
            await until(pilot, lambda: form.path.startswith("steps/ask"), "a step")
            assert form.path == "steps/ask.text"
        desk.go_to("steps/ask.phase")
        await until(pilot, lambda: form.path == "steps/ask.phase", "its part")
        assert not form.go("step")


async def test_a_row_that_is_gone_to_while_the_form_is_hidden_gets_the_focus_once_it_is_shown(root):
    async with running(root, "global", "build-trust", size=NARROW) as (desk, pilot):
        screen = desk.desk_screen
        screen.show_pane("library")
        await pilot.pause(0.1)
        assert screen.form.go("summary") and desk.focused.id == "list"
        screen.show_pane("form", focus=False)
        await until(pilot, lambda: screen.form.path == "summary" and screen.form.editor is not None, "the field")
        await written(desk, pilot, " So.")
        screen.show_pane("library")
        assert screen.form.go("problem")
        desk.open_practice("publish-results")
        await until(pilot, lambda: screen.form.editor is not None, "the other practice")
        await pilot.pause(0.1)
        assert screen.form.path == "title", "the row of the one before is forgotten"
