"""Drafts at the desk: offered at the start, read under Drafts and kept texts, and nothing let go that is not kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from handbook.store.journal import Journal
from handbook.store.kept import Kept
from handbook.store.presence import Presence
from handbook.store.saving import opened
from handbook.store.workspace import Workspace
from tests import small
from tests.desk import workspaces
from tests.tui.running import message, running, shown, until
from tests.tui.test_leaving import full
from tests.tui.test_plain_recovering import THEIRS, put
from tui.screens.asking import AskPage
from tui.screens.picking import PickPage
from tui.screens.question import QuestionPage
from tui.screens.translations import TranslationsPage

TRUST = "build-trust"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspaces.little(tmp_path)


def leave(root: Path, words: str, edition: str = "global", path: str = "summary") -> None:
    """As a program leaves it whose line drops."""
    workspace = Workspace.open(root)
    copy = opened(workspace, edition, TRUST)
    copy.set(path, words)
    if copy.shared:
        copy.say_why(path, "It is so here.")
    Journal(workspace.machine, Presence(workspace.machine)).keep(edition, TRUST, copy.tree())


def kept(desk) -> list[Kept]:
    return desk.kept.found(desk.edition)


async def question(desk, pilot, words: str) -> None:
    await until(pilot, lambda: isinstance(desk.screen, QuestionPage) and words in shown(desk), words)


async def read(desk, pilot) -> str:
    """The newest of Drafts and kept texts."""
    desk.act("drafts")
    await until(pilot, lambda: isinstance(desk.screen, PickPage), "the drafts")
    await pilot.press("enter")
    await question(desk, pilot, "Write it into a file")
    return shown(desk)


def inside(desk) -> list[dict]:
    """What the drafts that lie on disk say, whoever writes them."""
    desk.keeper.flush()
    return [
        one.tree["now"]["values"] for one in Journal(desk.workspace.machine, Presence(desk.workspace.machine))._drafts()
    ]


async def test_a_draft_that_gave_way_to_the_file_can_be_read(root):
    leave(root, "Mine alone.")
    async with running(root, "global") as (desk, pilot):
        await question(desk, pilot, "You left this unfinished")
        await pilot.press("2")
        await until(pilot, lambda: "Your draft is kept" in message(desk), "the file is open")
        seen = await read(desk, pilot)
        assert "Build trust" in seen and "Summary: Mine alone." in seen


async def test_a_damaged_draft_is_read_in_words(root):
    async with running(root, "global") as (desk, pilot):
        desk.kept.keep_draft("global", TRUST, {"before": {"values": 3}}, "You put this draft aside.")
        assert "It cannot be read." in await read(desk, pilot)


async def test_words_that_a_draft_takes_the_place_of_are_kept(root):
    leave(root, "Mine.")
    put(root, small.TRUST, small.SUMMARY, THEIRS)
    async with running(root, "global") as (desk, pilot):
        await question(desk, pilot, "The file has changed since.")
        await pilot.press("1")
        await until(pilot, lambda: "Your draft is open." in message(desk), "the draft is open")
        assert desk.copy.now.text("summary") == "Mine."
        assert [(one.path, one.text) for one in kept(desk)] == [("summary", THEIRS)]


async def test_later_keeps_both_and_lets_nothing_go(root):
    leave(root, "Mine.", "nl")
    put(root, small.TRUST, small.SUMMARY, THEIRS)
    async with running(root, "nl") as (desk, pilot):
        await question(desk, pilot, "You left this unfinished")
        await pilot.press("1")
        await question(desk, pilot, "Why: It is so here.")  # words of the edition above have changed: asked
        await pilot.press("escape")
        await until(pilot, lambda: "Kept for later" in message(desk), "later")
        assert kept(desk) == [] and [one.practice for one in desk.journal.left()] == [TRUST]


async def test_the_words_of_the_edition_above_take_the_reason_with_them(root):
    leave(root, "Mine.", "nl")
    put(root, small.TRUST, small.SUMMARY, THEIRS)
    async with running(root, "nl") as (desk, pilot):
        await question(desk, pilot, "You left this unfinished")
        await pilot.press("1")
        await question(desk, pilot, "Why: It is so here.")
        await pilot.press("2")
        await until(pilot, lambda: "The file is open." in message(desk), "the file is open")
        assert desk.copy.now.text("summary") == THEIRS and not desk.copy.now.why.get("summary")
        assert [one.tree["now"]["values"]["summary"] for one in kept(desk)] == ["Mine."]


# A second draft of the same practice.


async def test_two_drafts_of_one_practice_go_together(root):
    leave(root, "Mine.")
    leave(root, "Trust first", path="title")
    async with running(root, "global") as (desk, pilot):
        for _ in range(2):
            await question(desk, pilot, "You left this unfinished")
            await pilot.press("1")
            await until(pilot, lambda: "Your draft is open." in message(desk) or "open already" in shown(desk), "one")
        await until(pilot, lambda: desk.screen is desk.desk_screen and desk.dirty, "both")
        assert (desk.copy.now.text("title"), desk.copy.now.text("summary")) == ("Trust first", "Mine.")
        assert kept(desk) == [] and desk.journal.left() == []
        (there,) = inside(desk)
        assert (there["title"], there["summary"]) == ("Trust first", "Mine.")
        await pilot.press("ctrl+z")
        assert (desk.copy.now.text("title"), desk.copy.now.text("summary")) == ("Trust first", small.SUMMARY)


@pytest.mark.parametrize(("side", "stands", "lost"), [("1", "Older.", "Newer."), ("2", "Newer.", "Older.")])
async def test_of_two_drafts_what_both_changed_is_asked_and_the_loser_kept(root, side, stands, lost):
    leave(root, "Older.")
    leave(root, "Newer.")
    async with running(root, "global") as (desk, pilot):
        await question(desk, pilot, "Summary: Newer.")
        await pilot.press("1")
        await question(desk, pilot, "You have this practice open already")
        await pilot.press("1")
        await question(desk, pilot, "field 1 of 1")
        await pilot.press(side)
        await until(pilot, lambda: desk.screen is desk.desk_screen, "it is answered")
        assert desk.copy.now.text("summary") == stands and desk.journal.left() == []
        texts = [one.text or one.tree["now"]["values"]["summary"] for one in kept(desk)]
        assert texts == [lost]


async def test_what_is_being_written_goes_together_with_an_older_draft(root):
    leave(root, "Older.")
    async with running(root, "global") as (desk, pilot):
        await question(desk, pilot, "You left this unfinished")
        await pilot.press("escape")
        desk.open_practice(TRUST)
        desk.change(lambda copy: copy.set("title", "Newer"))
        desk.act("drafts")
        await until(pilot, lambda: isinstance(desk.screen, PickPage), "the drafts")
        await pilot.press("enter")
        await question(desk, pilot, "What is open now")
        await pilot.press("1")
        await until(pilot, lambda: "Your draft is open." in message(desk), "the draft is open")
        assert (desk.copy.now.text("title"), desk.copy.now.text("summary")) == ("Newer", "Older.")


async def test_what_cannot_be_kept_is_not_taken_up(root, monkeypatch):
    leave(root, "Mine.")
    leave(root, "Trust first", path="title")
    async with running(root, "global") as (desk, pilot):
        await question(desk, pilot, "You left this unfinished")
        await pilot.press("1")
        await question(desk, pilot, "You have this practice open already")
        desk.keeper.flush()
        with monkeypatch.context() as disk:
            disk.setattr(Journal, "keep", full)
            await pilot.press("1")
            await until(pilot, lambda: "The disk is full." in message(desk), "that it cannot be kept")
            assert len(desk.journal.left()) == 1 and desk.copy.now.text("summary") == small.SUMMARY


# Texts that gave way, and drafts elsewhere.


async def test_a_kept_text_goes_back_into_its_field_with_its_reason(root):
    async with running(root, "nl", TRUST) as (desk, pilot):
        desk.kept.keep("nl", TRUST, "summary", "Zo niet.\n\nHet is zo.", "You used your draft.", "Het is zo.")
        assert "Zo niet." in await read(desk, pilot)
        await pilot.press("1")
        await until(pilot, lambda: "Put into “Summary”" in message(desk), "it is put in")
        assert (desk.copy.now.text("summary"), desk.copy.now.why["summary"]) == ("Zo niet.", "Het is zo.")
        before = desk.copy.before
        await pilot.press("ctrl+z")
        assert desk.copy.now == before


async def test_words_of_a_translation_go_back_into_the_translation(root):
    async with running(root, "nl") as (desk, pilot):
        desk.kept.keep("nl", "nl/hub@en", "title", "My title", "Another editor's words were taken.")
        assert "My title" in await read(desk, pilot)
        await pilot.press("1")
        await until(pilot, lambda: isinstance(desk.screen, TranslationsPage), "the translation")
        assert desk.screen.copy.now.text("title") == "My title" and desk.copy is None
        assert desk.screen.copy.now.why["title"] == desk.screen.copy.units["title"].original
        assert inside(desk)[0]["title"] == "My title"


async def test_a_draft_that_was_put_aside_goes_back_into_its_fields(root):
    leave(root, "Mine alone.")
    async with running(root, "global") as (desk, pilot):
        await question(desk, pilot, "You left this unfinished")
        await pilot.press("2")
        await until(pilot, lambda: "Your draft is kept" in message(desk), "the file is open")
        await read(desk, pilot)
        await pilot.press("1")
        await question(desk, pilot, "You left this unfinished")
        await pilot.press("1")
        await until(pilot, lambda: "Your draft is open." in message(desk), "it is open")
        assert desk.copy.now.text("summary") == "Mine alone."


async def test_a_text_whose_field_is_gone_can_be_read_and_written_into_a_file(root, tmp_path):
    async with running(root, "global") as (desk, pilot):
        desk.kept.keep("global", TRUST, "steps/gone.text", "It stood here.", "You kept your words.")
        assert "no such field" in " ".join((await read(desk, pilot)).split())
        await pilot.press("1")
        await pilot.press("2")
        await until(pilot, lambda: isinstance(desk.screen, AskPage), "the name of the file")
        field = desk.screen.query_one("#in-file", Input)
        assert field.value == "steps-gone.txt"
        field.value = str(tmp_path / "gone.txt")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "It stands in" in message(desk), "it is written")
        assert (tmp_path / "gone.txt").read_text() == "It stood here.\n"


async def test_drafts_of_another_edition_are_told_and_marked_where_editions_are_chosen(root):
    leave(root, "Anders.", "nl")
    async with running(root, "global") as (desk, pilot):
        await until(
            pilot, lambda: "1 draft is left in another edition: Dutch edition." in message(desk), "the sentence"
        )
        desk.act("edition")
        await until(pilot, lambda: "nl, 1 draft" in shown(desk), "the editions")
        await pilot.press("down", "enter")
        await question(desk, pilot, "You left this unfinished")


async def test_what_is_typed_is_there_again_after_a_look_at_another_edition(root):
    async with running(root, "global", TRUST) as (desk, pilot):
        desk.change(lambda copy: copy.set("summary", "Mine."))
        desk.to_edition("nl")
        await until(pilot, lambda: "1 draft is left in another edition" in message(desk), "it is told")
        desk.to_edition("global")
        desk.open_practice(TRUST)
        desk.change(lambda copy: copy.set("title", "Trust first"))
        assert desk.copy.now.text("summary") == "Mine."
        (there,) = inside(desk)
        assert (there["title"], there["summary"]) == ("Trust first", "Mine.")
