"""A row that is written in: how long its words are, what is to fix in them, and why they differ here."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.model.fields import PRACTICE
from tests.small import small
from tests.tui.running import NARROW, running, shown, until
from tests.tui.test_form import at, written
from tui.rows import FormRow
from tui.widgets.text import Text
from tui.widgets.unit import Reason, _noted

LONG = "Because the law-making route has a consultation of its own that is held before anybody has written a draft"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small(tmp_path)


async def noted(desk, pilot, *said: str) -> None:
    """Each of these stands below the words, in this order and each in a line of its own."""
    note = desk.desk_screen.form.editor.query_one(".note", Text)
    await until(
        pilot, lambda: note.display and str(note.content).split("\n") == list(said), f"{said}, not {note.content}"
    )


async def test_words_are_counted_where_there_may_be_paragraphs(root):
    async with running(root, "global", "build-trust") as (desk, pilot):
        await at(desk, pilot, "problem")
        await noted(desk, pilot, "16 words")
        await written(desk, pilot, " So")
        await noted(desk, pilot, "17 words")
        await at(desk, pilot, "steps/invite.text")
        assert not desk.desk_screen.form.editor.query_one(".note").display, "a line of words has no place to outgrow"


async def test_the_count_stays_beside_what_is_to_fix(root):
    async with running(root, "global", "build-trust") as (desk, pilot):
        await at(desk, pilot, "title")
        await written(desk, pilot, " and again" * 10)
        note = desk.desk_screen.form.editor.query_one(".note", Text)
        await until(pilot, lambda: str(note.content).startswith("To fix: "), "what is to fix")
        fault, counted = str(note.content).split("\n")
        assert "90" in fault and counted == "22 words, 111 of 90 characters"
        await written(desk, pilot, "!")
        await until(pilot, lambda: "112 of 90" in str(note.content), "counted with each key")


def test_only_what_is_to_fix_is_bold():
    row = FormRow("title", "Title", note="To fix: shorter.", field=PRACTICE.field("title"), wrong=True)
    spans = {str(span.style): row_text[span.start : span.end] for row_text in [_noted(row, "a b").plain]
             for span in _noted(row, "a b").spans}  # fmt: skip
    assert spans == {"bold": "To fix: shorter.", "not bold dim": "2 words, 3 of 90 characters"}


@pytest.mark.parametrize("before", ["title", "summary"], ids=["given", "asked-for"])
async def test_a_long_reason_is_seen_whole_while_it_is_written(root, before):
    async with running(root, "nl", "build-trust", size=NARROW) as (desk, pilot):
        await at(desk, pilot, before)
        await written(desk, pilot, " Ja.")
        editor = desk.desk_screen.form.editor
        await until(pilot, lambda: bool(editor.query(Reason)), "the field of the reason")
        held = editor.reason
        await pilot.press("down")
        await until(pilot, lambda: isinstance(desk.focused, Reason), "the reason below the words")
        await pilot.press(*("space" if one == " " else one for one in f" {LONG}"))
        await until(pilot, lambda: desk.copy.now.why.get(before) == f"{held} {LONG}", "said")
        await pilot.pause()
        assert LONG in " ".join(shown(desk).replace("▌", " ").split()), "in as many lines as it takes"
        await pilot.press("enter")
        await until(pilot, lambda: desk.desk_screen.form.path != before, "Enter goes on to the next row")


async def test_undo_takes_a_reason_back_while_one_is_in_it(root):
    async with running(root, "nl", "build-trust") as (desk, pilot):
        desk.go_to("title")
        form = desk.desk_screen.form
        await until(pilot, lambda: form.editor is not None, "the field")
        form.to_reason("title")
        await until(pilot, lambda: isinstance(desk.focused, Reason), "the reason")
        await pilot.press("x", "y")
        await until(pilot, lambda: desk.copy.now.why["title"].endswith("xy"), "typed")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not desk.dirty and form.editor.reason == "In het Nederlands.", "taken back")
        await pilot.press("ctrl+s")
        assert desk.copy.now.why["title"] == "In het Nederlands.", "what was taken back does not come again"
