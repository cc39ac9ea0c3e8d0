"""What is said of saving, and what is kept of words that gave way: with their reason, and with no other's."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.editions.meeting import Clash
from handbook.editions.working_copy import WorkingCopy
from handbook.model.sheet import Sheet
from tests import small
from tests.desk import workspaces
from tests.tui.running import running
from tests.tui.test_plain import kept, told
from tests.tui.test_translations import opened, typed
from tests.tui.test_translations import saved as translation_saved
from tui import saved

LONG = "steps/a-step-with-a-name-that-is-longer-than-a-line-has-room-for.text"


def test_a_sentence_names_a_few_fields_shortly():
    said = saved.sentence("Trust", ["title", "summary", LONG, "problem", "title"], "x.yaml", 2)
    assert "4 fields changed (Title, Summary, Steps: a step with a name that is longe…, …). x.yaml" in said
    assert "Another editor had changed 2 fields meanwhile; they are there too." in said
    assert saved.sentence("Trust", ["title"], "", 0) == "Nothing was changed, so nothing was written."


def test_words_that_give_way_take_a_reason_that_was_typed_with_them():
    copy = WorkingCopy("nl", "trust", "nl", Sheet({}, {}, {}, {"title": "Old."}), digest="", shared=True)
    clash = Clash("title", "Mine", "Theirs", None)
    assert saved.mine_whole(copy, clash) == "Mine"
    copy.say_why("title", "It is so here.")
    assert saved.mine_whole(copy, clash) == "Mine\n\nIt is so here."


def test_two_values_are_not_put_together(tmp_path):
    root = workspaces.little(tmp_path)

    def other_editor() -> None:
        file = root / small.TRUST
        file.write_text(file.read_text().replace("maturity: emerging", "maturity: ended"))

    said = told(root, "global", "open build-trust", "edit maturity", "4", other_editor, "save", "3", "1", "quit")
    assert "3 Edit both (off). This field holds one value; keep yours or take theirs." in said
    assert "maturity: established" in (root / small.TRUST).read_text() and kept(root) == ["ended"]


@pytest.mark.parametrize("answer", ["1", "2"])
def test_a_reason_is_kept_with_the_words_that_gave_way(tmp_path, answer):
    root = workspaces.little(tmp_path)

    def other_editor() -> None:
        told(root, "nl", "open build-trust", "edit summary", "1", "Anders.", "Hun reden.", "save")

    told(root, "nl", "open build-trust", "edit summary", "1", "Korter.", "Past hier.", other_editor, "save", answer)
    assert kept(root) == {"1": ["Anders."], "2": ["Korter.\n\nPast hier."]}[answer]


async def test_a_translation_that_gives_way_takes_no_reason_of_the_practice_with_it(tmp_path: Path):
    root = small.small(tmp_path)
    async with running(root) as (desk, pilot):
        desk.open_practice("nl/hub")
        desk.change(lambda copy: copy.say_why("title", "A reason in the practice."))
        page = await opened(desk, pilot)
        await typed(page, pilot, "summary", "Mine")
        await typed(page, pilot, "title", "My title")
        held = (root / small.ENGLISH).read_text()
        small.write(root / small.ENGLISH, held.replace("Collect reports in one place", "Their title"))
        await translation_saved(desk, pilot, "2")
        assert [one.text for one in desk.kept.found("nl")] == ["My title"]
