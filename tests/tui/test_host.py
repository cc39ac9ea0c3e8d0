"""The host: what other editors save, other editions, surveys from the background, and pages that were answered."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from pathlib import Path

import pytest

import tui.survey
from handbook.errors import SaveRefused
from handbook.store.presence import Presence
from handbook.store.workspace import Workspace
from tests.small import NL, PUBLISH, READY, SUMMARY, TRUST, small, write
from tests.tui.running import NARROW, WIDE, message, running, shown, until
from tests.tui.test_editions import asked, fill, page
from tests.tui.test_form import at, written
from tui.past import Past
from tui.screens.asking import AskPage, Blank
from tui.screens.picking import PickPage
from tui.screens.question import QuestionPage

NEWER = "Meet in the first week. Keep your word."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small(tmp_path, {PUBLISH: READY})


def saved_elsewhere(root: Path, file: str = TRUST, before: str = SUMMARY, after: str = NEWER) -> None:
    """Another editor saves."""
    text = (root / file).read_text(encoding="utf-8")
    assert before in text
    write(root / file, text.replace(before, after))


# What other editors save.


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("how", ["noticed", "reload"])
async def test_what_another_editor_saves_leaves_the_focus_in_the_filter(root, how, size):
    async with running(root, "global", "build-trust", size=size) as (desk, pilot):
        await at(desk, pilot, "summary")
        await pilot.press("ctrl+f", "t")
        saved_elsewhere(root)
        if how == "reload":
            await pilot.press("f5")
        else:
            desk.look_at_disk()
        await pilot.press("r", "u")
        await until(pilot, lambda: desk.copy.now.text("summary") == NEWER, "their words")
        await pilot.pause(0.2)
        assert desk.focused.id == "filter" and desk.desk_screen.filter_words == "tru"
        assert desk.desk_screen.pane == "library" and not desk.dirty


async def test_what_another_editor_saves_leaves_the_focus_in_the_field(root):
    async with running(root, "global", "build-trust") as (desk, pilot):
        await at(desk, pilot, "problem")
        saved_elsewhere(root)
        desk.look_at_disk()
        await until(pilot, lambda: desk.desk_screen.form.editor is not None, "the field")
        assert desk.desk_screen.form.path == "problem" and "Another editor has saved" in message(desk)
        await written(desk, pilot, " So it is.")


@pytest.mark.parametrize(("edition", "said"), [("global", True), ("nl", False)], ids=["own", "shared"])
async def test_a_practice_that_has_just_been_saved_elsewhere_is_soon_shown_as_it_is(root, edition, said):
    """It opens with the words that were read last; those of the disk follow without waiting for the next look."""
    async with running(root, edition) as (desk, pilot):
        saved_elsewhere(root)
        desk.open_practice("build-trust")
        assert desk.copy.now.text("summary") == SUMMARY, "no look at the disk holds up what is shown first"
        await until(pilot, lambda: desk.copy.now.text("summary") == NEWER, "their words")
        await until(pilot, lambda: NEWER.split(".")[0] in " ".join(shown(desk).split()), "shown")
        assert ("Another editor has saved" in message(desk)) is said
        assert desk.desk_screen.form.path == "title" and not desk.dirty


async def test_a_draft_is_opened_as_it_is_and_told_that_the_file_has_changed(root):
    async with running(root, "global", "build-trust") as (desk, pilot):
        await at(desk, pilot, "title")
        await written(desk, pilot, " anew")
        desk.open_practice("publish-results")
        await pilot.pause(0.3)
        saved_elsewhere(root)
        desk.open_practice("build-trust")
        await until(pilot, lambda: "^S puts both together" in message(desk), "told")
        assert desk.copy.now.text("title") == "Build trust anew" and desk.copy.now.text("summary") == SUMMARY


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_practice_opened_at_the_start_can_be_typed_in_at_once(root, size):
    async with running(root, "global", "build-trust", size=size) as (desk, pilot):
        await until(pilot, lambda: desk.desk_screen.form.editor is not None, "the field")
        await pilot.press("!")
        await until(pilot, lambda: desk.copy.now.text("title") == "Build trust!", "the letter in the first field")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_practice_opened_from_the_list_can_be_typed_in_at_once(root, size):
    async with running(root, "global", size=size) as (desk, pilot):
        await pilot.press("home", "enter")
        await pilot.press("!")
        await until(pilot, lambda: desk.dirty, "the letter in the first field")
        assert desk.copy.now.text("title") == "Build trust!"


async def test_the_first_editor_is_told_once_when_a_second_one_opens_the_practice(root):
    async with running(root, "global", "build-trust") as (desk, pilot):
        second = Presence(desk.workspace.machine)
        second.come("global", "publish-results")
        desk.look_at_disk()
        desk.behind.submit(int).result()
        await pilot.pause(0.1)
        assert "has opened" not in message(desk)
        second.come("global", "build-trust")
        desk.look_at_disk()
        await until(pilot, lambda: "has opened this practice too, at " in message(desk), "told")
        desk.say("")
        desk.look_at_disk()
        desk.behind.submit(int).result()
        await pilot.pause(0.1)
        assert message(desk) == ""
        second.leave()


async def test_who_was_there_before_is_told_once_too(root):
    first = Presence(Workspace.open(root).machine)
    first.come("global", "build-trust")
    async with running(root, "global", "build-trust") as (desk, pilot):
        assert "has this practice open too, since" in message(desk)
        desk.look_at_disk()
        desk.behind.submit(int).result()
        await pilot.pause(0.1)
        assert "has opened" not in message(desk)
    first.leave()


# What was refused.


async def test_what_was_refused_is_no_longer_to_fix_once_its_reason_is_said(root):
    async with running(root, "nl", "build-trust") as (desk, pilot):
        desk.typed("summary", "Kom bijeen.")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: set(desk.refused) == {"summary"}, "refused")
        desk.typed("problem", "Niemand belt.")
        assert desk.standing == "Not saved, 1 to fix"
        desk.reasoned("summary", "Zo is het hier.")
        assert not desk.refused and "summary" not in desk.to_fix and "to fix" not in desk.standing


async def test_a_new_item_that_was_refused_and_deleted_is_no_longer_to_fix(root):
    async with running(root, "global", "build-trust") as (desk, _pilot):
        desk.change(lambda copy: copy.add("steps", {"text": "Ask."}, id="ask"))
        desk.refuse({"steps/ask.text": SaveRefused("It cannot be."), "summary": SaveRefused("Nor can it.")})
        desk.change(lambda copy: copy.take_out("steps", "ask"))
        assert set(desk.refused) == {"summary"}


async def test_an_item_whose_move_was_refused_is_no_longer_to_fix_once_it_is_back(root):
    step = "  - {id: tell, text: Tell everybody., groups: [hotline], phase: start, basis: editors}\n"
    saved_elsewhere(root, PUBLISH, step, step + step.replace("tell", "ask").replace("Tell", "Ask"))
    async with running(root, "nl", "publish-results") as (desk, pilot):
        desk.change(lambda copy: copy.move("steps", "ask", -1))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(desk.refused), "refused")
        desk.act("undo")
        assert not desk.refused and not desk.dirty


async def test_a_row_of_an_item_that_is_closed_is_gone_to(root):
    async with running(root, "global", "build-trust") as (desk, pilot):
        await at(desk, pilot, "summary")
        desk.go_to("steps/invite.phase")
        await until(pilot, lambda: desk.place == "steps/invite.phase", "the part")
        assert desk.open_item == "steps/invite"


# Another edition.


async def test_another_edition_leaves_nothing_of_the_one_before_beside_it(root):
    async with running(root, "nl", "build-trust") as (desk, pilot):
        screen, closed = desk.desk_screen, []
        screen.show_tab("editions")
        found = screen.query_one("#found")
        assert found.rows and "hidden here" in str(screen.query_one("#shown").content)
        index, close = desk.library.index, desk.library.index.close
        index.close = lambda: closed.append(close())
        desk.to_edition("global")
        assert closed and not found.rows and not found.display
        assert "hidden here" not in str(screen.query_one("#shown").content)
        assert [row.notes for row in screen.query_one("#tabs").rows if any(row.notes)] == []
        await until(pilot, lambda: desk.library.index is not None, "the other one is looked at")


async def test_an_edition_that_cannot_be_read_leaves_the_one_before_as_it_is(root):
    nl = (root / NL).read_text(encoding="utf-8")
    write(root / "practices/xx/edition.yaml", nl.replace("id: nl", "id: xx").replace("global", "gone"))
    async with running(root, "nl", "build-trust") as (desk, pilot):
        copy, total = desk.copy, desk.library.total
        await asked(desk, pilot, "edition", PickPage)
        desk.screen.dismiss(("xx",))
        await until(pilot, lambda: "gone" in message(desk), "why it cannot be opened")
        assert (desk.edition, desk.copy, desk.library.total) == ("nl", copy, total)
        assert desk.names.edition == "Dutch edition" and desk.desk_screen.form.row("title") is not None


# The background.


class Survey:
    """Surveys in a test: each waits to be let go, and says how many decisions wait by its number."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun = 0
        self.held: dict[int, threading.Event] = {}
        self.done: set[int] = set()
        really = tui.survey.surveyed

        def surveyed(root, edition):
            self.begun += 1
            number = self.begun
            found = really(root, edition)
            self.held.setdefault(number, threading.Event()).wait(8)
            close = found.index.close
            found.index.close = lambda: (self.done.add(number), close())
            return replace(found, waiting=number)

        monkeypatch.setattr(tui.survey, "surveyed", surveyed)

    def let_go(self, number: int) -> None:
        self.held.setdefault(number, threading.Event()).set()


async def test_a_survey_that_ends_late_does_not_win_over_a_newer_one(root, monkeypatch):
    async with running(root) as (desk, pilot):
        survey = Survey(monkeypatch)
        desk.load_library()
        await until(pilot, lambda: survey.begun == 1, "the first")
        desk.load_library()
        survey.let_go(2)
        await until(pilot, lambda: desk.waiting_number == 2, "the second")
        survey.let_go(1)
        await until(pilot, lambda: survey.done == {1} or desk.waiting_number == 1, "the end of the first")
        assert desk.waiting_number == 2


async def test_a_survey_under_way_begins_anew_after_a_save_and_only_then(root, monkeypatch):
    async with running(root, "global", "build-trust") as (desk, pilot):
        survey = Survey(monkeypatch)
        desk.load_library()
        desk.load_library()  # before the first has even begun
        await until(pilot, lambda: survey.begun == 1, "one survey")
        await at(desk, pilot, "summary")
        await written(desk, pilot, " Always.")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: survey.begun == 2, "another one")
        survey.let_go(2)
        await until(pilot, lambda: desk.waiting_number == 2, "its end")
        survey.let_go(1)
        await until(pilot, lambda: 1 in survey.done, "the end of the one before")
        await until(pilot, lambda: not any(one.group == "survey" for one in desk.workers), "none is under way")
        await written(desk, pilot, " And anew.")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not desk.dirty, "saved")
        await pilot.pause(0.2)
        assert survey.begun == 2, "nothing was under way: one practice was looked at"


async def test_history_of_another_edition_comes_too_late(root):
    async with running(root, "nl", "build-trust") as (desk, _pilot):
        desk.looked_back("global", "build-trust", Past())
        assert desk.past is None
        desk.looked_back("nl", "build-trust", read := Past())
        assert desk.past is read


# Pages that were answered.


async def test_what_was_sent_to_start_an_edition_is_not_offered_in_it_again(root):
    async with running(root) as (desk, pilot):
        await asked(desk, pilot, "start", PickPage)
        await pilot.press("enter")
        await until(pilot, lambda: "about?" in shown(desk), "what it is about")
        await pilot.press("enter")
        await page(desk, pilot, AskPage)
        await fill(desk, pilot, id="ke", title="Kenya", languages="en", body="KICTANet")
        await page(desk, pilot, QuestionPage)
        await pilot.press("1")
        await until(pilot, lambda: "has every practice of" in message(desk), "it is made")
        assert desk.edition == "ke"
    for edition in ("nl", "ke"):
        async with running(root, edition) as (desk, pilot):
            await pilot.pause(0.1)
            assert desk.unsent == {} and message(desk) == ""


async def test_an_action_that_ends_leaves_the_page_of_another_that_is_refused_later(root, monkeypatch):
    go_on = asyncio.Event()

    async def refused(desk):
        await desk.ask(AskPage(("Library",), "One sentence", [Blank("why", "Why")]))
        await go_on.wait()
        raise SaveRefused("The disk is full.")

    async def done(desk):
        await desk.ask(AskPage(("Library",), "Another one", [Blank("why", "Why")]))

    monkeypatch.setattr("tui.doing.going.sort", refused)
    monkeypatch.setattr("tui.doing.going.look", done)
    async with running(root) as (desk, pilot):
        for name, words in (("sort", "Mine."), ("look", "Done.")):
            await asked(desk, pilot, name, AskPage)
            await fill(desk, pilot, why=words)
            await until(pilot, lambda: desk.screen is desk.desk_screen, "sent")
        await until(pilot, lambda: len(desk.unsent) < 2, "the second is over")
        assert list(desk.unsent.values()) == [{"why": "Mine."}]
        go_on.set()
        await until(pilot, lambda: "The disk is full." in message(desk), "refused")
        assert list(desk.unsent.values()) == [{"why": "Mine."}], "it stands there again"
        assert not desk.sent
