"""Editions from the desk: start, take in, release, send back, receive; rename, copy, withdraw; what it is to us."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.errors import SaveRefused
from handbook.store.workspace import Workspace
from tests.desk.workspaces import git
from tests.small import ADAPT, GLOBAL, HUB, NL, PUBLISH, TAXONOMY, TRUST, write
from tests.store.released import release, retitled
from tests.tui.asked import asked, fill, licensed, page, seen, told
from tests.tui.running import NARROW, WIDE, back, files, message, running, until
from tui.app import Desk
from tui.screens.asking import AskPage
from tui.screens.picking import PickPage
from tui.screens.question import QuestionPage


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return licensed(tmp_path)


async def test_a_release_is_looked_at_before_it_is_taken_in_and_can_be_undone(root):
    release(root, "1")
    retitled(root, 2)
    before = files(root)
    async with running(root, practice="build-trust") as (desk, pilot):
        question = await asked(desk, pilot, "sync", QuestionPage)
        assert "release 2 of “Shared edition”" in question.asked.title
        assert "1 change of yours waits for a decision" in question.asked.told and "F2" in question.asked.told
        assert files(root) == before
        await pilot.press("escape")
        await pilot.pause()
        assert files(root) == before
        await asked(desk, pilot, "sync", QuestionPage)
        await pilot.press("1")
        await told(desk, pilot, "You now read release 2")
        assert Workspace.open(root).lock("nl").pin.release == "2"
        touched = {name for name in files(root) if files(root)[name] != before.get(name)}
        assert touched == {"practices/nl/handbook.lock", "practices/nl/upstream/snapshots/global-2.json"}
        again = await asked(desk, pilot, "sync", QuestionPage)
        assert "already" in str(again.asked.told)
        await pilot.press("escape")
        desk.act("sync_undo")
        await told(desk, pilot, "read no other release before")


async def test_back_to_the_release_before(root):
    release(root, "1")
    async with running(root) as (desk, pilot):
        await asked(desk, pilot, "sync", QuestionPage)
        await pilot.press("1")
        await told(desk, pilot, "You now read release 1")
        retitled(root, 2)
        await asked(desk, pilot, "sync", QuestionPage)
        await pilot.press("1")
        await told(desk, pilot, "You now read release 2")
        await asked(desk, pilot, "sync_undo", QuestionPage)
        await pilot.press("1")
        await told(desk, pilot, "You now read release 1")
        assert Workspace.open(root).lock("nl").pin.release == "1"


async def test_where_there_is_no_release_it_says_so_and_another_place_can_be_named(root):
    async with running(root) as (desk, pilot):
        question = await asked(desk, pilot, "sync", QuestionPage)
        assert "has not released anything yet" in str(question.asked.told)
        await pilot.press("1")
        await page(desk, pilot, AskPage)
        await fill(desk, pilot, address="nowhere/at/all")
        again = await page(desk, pilot, QuestionPage, question)
        assert "There is nothing here." in str(again.asked.told)


async def test_nothing_is_taken_in_while_something_is_not_saved(root):
    release(root, "1")
    async with running(root, practice="build-trust") as (desk, pilot):
        desk.change(lambda copy: copy.set("summary", "Anders.", 0.0))
        desk.act("sync")
        await told(desk, pilot, "Something is not saved yet")
        assert desk.screen is desk.desk_screen


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_an_edition_is_released_with_a_note_once_nothing_stands_in_the_way(root, size):
    async with running(root, "global", size=size) as (desk, pilot):
        await asked(desk, pilot, "release", QuestionPage)
        await seen(desk, pilot, "This is the first release")
        await pilot.press("1")
        await page(desk, pilot, AskPage)
        await fill(desk, pilot, note="The beginning.")
        await told(desk, pilot, "Released: number 1")
        made = (root / "practices/global/releases/global-1.json").read_text()
        assert "The beginning." in made
        desk.act("release")
        await told(desk, pilot, "Nothing has changed since release 1")


async def test_what_stands_in_the_way_of_a_release_is_told_and_gone_to(root):
    write(root / TRUST, (root / TRUST).read_text().replace("groups: [regulator]", "groups: [regulators]"))
    async with running(root, "global") as (desk, pilot):
        question = await asked(desk, pilot, "release", QuestionPage)
        assert "to fix before" in question.asked.title and "Build trust" in str(question.asked.after)
        await pilot.press("1")
        await until(pilot, lambda: desk.copy is not None and desk.copy.practice == "build-trust", "the practice")
        assert not (root / "practices/global/releases").exists()


async def test_a_change_is_weighed_otherwise_in_a_release(root):
    release(root, "1")
    write(root / TRUST, (root / TRUST).read_text().replace("Meet often", "Meet each week"))
    async with running(root, "global") as (desk, pilot):
        first = await asked(desk, pilot, "release", QuestionPage)
        assert "(substantive)" in str(first.asked.after)
        await pilot.press("2")
        await page(desk, pilot, PickPage)
        await pilot.press("enter")
        await until(pilot, lambda: len(desk.screen.query("#list").first().rows) == 3, "the weights")  # type: ignore[attr-defined]
        await pilot.press("end", "enter")
        second = await page(desk, pilot, QuestionPage, first)
        assert "(about law)" in str(second.asked.after)


async def test_a_weight_that_a_change_cannot_have_is_refused_on_the_page(root):
    release(root, "1")
    write(root / TRUST, (root / TRUST).read_text().replace("Meet often", "Meet never"))
    async with running(root, "global") as (desk, pilot):
        first = await asked(desk, pilot, "release", QuestionPage)
        await pilot.press("2")
        await page(desk, pilot, PickPage)
        await pilot.press("enter")
        await until(pilot, lambda: len(desk.screen.query("#list").first().rows) == 3, "the weights")  # type: ignore[attr-defined]
        await pilot.press("home", "enter")
        second = await page(desk, pilot, QuestionPage, first)
        assert "editorial" in str(second.asked.told) and "(substantive)" in str(second.asked.after)


async def test_an_improvement_is_shown_and_written_to_a_file(root, tmp_path):
    before = files(root)
    async with running(root, practice="build-trust") as (desk, pilot):
        question = await asked(desk, pilot, "give", QuestionPage)
        assert [bool(one.off) for one in question.asked.choices] == [False, True, False]
        await pilot.press("1")
        picking = await page(desk, pilot, PickPage)
        assert len(picking.picked) == len(picking.options) == 3
        await pilot.press("ctrl+s")
        asking = await page(desk, pilot, AskPage)
        gists = {one.name: "In short." for one in asking.blanks if one.name.startswith("gist")}
        assert gists, "what is in Dutch needs its gist in English"
        await fill(desk, pilot, why="It worked here.", **gists)
        preview = await page(desk, pilot, QuestionPage, question)
        assert "Bouw vertrouwen op" in str(preview.asked.told) and "none of its people" in str(preview.asked.after)
        assert files(root) == before
        await pilot.press("escape")
        again = await page(desk, pilot, AskPage, asking)
        assert again.query_one("#in-why").value == "It worked here."
        await pilot.press("ctrl+s")
        await page(desk, pilot, QuestionPage, preview)
        await pilot.press("1")
        await page(desk, pilot, AskPage, again)
        await fill(desk, pilot, file=str(tmp_path / "out.proposal.yaml"))
        await told(desk, pilot, "Send it to those who keep")
        assert "It worked here." in (tmp_path / "out.proposal.yaml").read_text()
        assert files(root) == before


async def test_an_own_practice_goes_on_a_branch_where_there_is_git_and_else_says_why_not(root):
    async with running(root, practice="nl/hub") as (desk, pilot):
        question = await asked(desk, pilot, "give", QuestionPage)
        await pilot.press("2")
        first = await page(desk, pilot, AskPage)
        await fill(desk, pilot, gist0="One desk for all reports.")
        preview = await page(desk, pilot, QuestionPage, question)
        await pilot.press("2")
        again = await page(desk, pilot, AskPage, first)
        assert "in no git repository" in str(again.told)
        git(root, "init", "--quiet")
        await pilot.press("ctrl+s")
        await page(desk, pilot, QuestionPage, preview)
        await pilot.press("2")
        await told(desk, pilot, "It is on the branch")
    branch = git(root, "branch", "--list", "--format=%(refname:short)").strip()
    assert "One desk for all reports." in git(
        root, "show", f"{branch}:proposals/{branch.partition('/')[2]}.proposal.yaml"
    )


async def test_an_experience_is_kept_here_too_also_after_a_file_that_was_refused(root, tmp_path, monkeypatch):
    def refused(*_given, **_named):
        raise SaveRefused("The disk is full.")

    async with running(root, practice="build-trust") as (desk, pilot):
        first = await asked(desk, pilot, "give", QuestionPage)
        await pilot.press("3")
        await page(desk, pilot, PickPage)
        await pilot.press("enter")
        asking = await page(desk, pilot, AskPage)
        await fill(desk, pilot, organisation="Het meldpunt", date="soon", text="Het werkte.")
        await seen(desk, pilot, "Write it as 2026")
        await fill(desk, pilot, date="2026-11")
        reason = await page(desk, pilot, AskPage, asking)
        gists = {one.name: "It worked." for one in reason.blanks if one.name.startswith("gist")}
        await fill(desk, pilot, **gists)
        preview = await page(desk, pilot, QuestionPage, first)
        await pilot.press("1")
        place = await page(desk, pilot, AskPage, reason)
        await fill(desk, pilot, file=str(tmp_path / "not-there" / "tried.proposal.yaml"))
        await seen(desk, pilot, "There is no such folder.")
        with monkeypatch.context() as full:
            full.setattr("tui.doing.giving.write_atomic", refused)
            await fill(desk, pilot, file=str(tmp_path / "tried.proposal.yaml"))
            again = await page(desk, pilot, AskPage, place)
        assert "The disk is full." in str(again.told) and "Het werkte." not in (root / ADAPT).read_text()
        await pilot.press("ctrl+s")
        await page(desk, pilot, QuestionPage, preview)
        await pilot.press("1")
        await page(desk, pilot, AskPage, again)
        await fill(desk, pilot, file=str(tmp_path / "tried.proposal.yaml"))
        await told(desk, pilot, "Send it to those who keep")
        assert "Het werkte." in (tmp_path / "tried.proposal.yaml").read_text()
        assert "Het werkte." in (root / ADAPT).read_text()


async def test_a_proposal_is_received_and_waits(root, tmp_path):
    proposal = tmp_path / "sent.proposal.yaml"
    write(proposal, PROPOSAL)
    async with running(root, "global") as (desk, pilot):
        await asked(desk, pilot, "receive", AskPage)
        await fill(desk, pilot, file=str(tmp_path / "not-there.yaml"))
        await seen(desk, pilot, "There is no such file.")
        await fill(desk, pilot, file=str(proposal))
        await until(pilot, lambda: bool(list((root / "practices/global/proposals").glob("*.yaml"))), "the file")
        await back(desk, pilot)
    assert (root / "practices/global/proposals/nl-build-trust-2026-11-22.proposal.yaml").read_text() == PROPOSAL


PROPOSAL = """\
format: "1"
proposal: improvement
from: nl
to: global
practice: build-trust
lang: en
licence: CC-BY-4.0
date: "2026-11-22"
units:
  summary: {text: Meet each week. Keep your word., base: Meet often before you need each other. Keep your word.}
"""


async def test_an_edition_is_started_in_this_handbook_and_opened(root):
    async with running(root) as (desk, pilot):
        await asked(desk, pilot, "start", PickPage)
        await pilot.press("enter")  # the first: the shared edition of this handbook
        await seen(desk, pilot, "about?")
        await pilot.press("enter")
        await page(desk, pilot, AskPage)
        await fill(desk, pilot, id="nl", title="Kenya", languages="en", body="KICTANet")
        await seen(desk, pilot, "There is an edition of this id already.")
        await fill(desk, pilot, id="ke")
        await page(desk, pilot, QuestionPage)
        await pilot.press("2")
        await told(desk, pilot, "It needs a mandate")
        await pilot.press("1")
        await told(desk, pilot, "has every practice of")
        assert desk.edition == "ke" and desk.library.total == 2
    assert "builds_on: global" in (root / "practices/ke/edition.yaml").read_text()


async def test_what_cannot_be_made_is_told_and_what_was_typed_stays(root):
    async with running(root) as (desk, pilot):
        await asked(desk, pilot, "start", PickPage)
        await pilot.press("enter")
        await seen(desk, pilot, "about?")
        await pilot.press("enter")
        first = await page(desk, pilot, AskPage)
        await fill(desk, pilot, id="ke", title="Kenya", languages="no such", body="KICTANet")
        await page(desk, pilot, QuestionPage)
        await pilot.press("1")
        again = await page(desk, pilot, AskPage, first)
        assert str(again.told) and again.query_one("#in-body").value == "KICTANet"
        assert not (root / "practices/ke").exists()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_an_empty_edition_begins_with_a_shared_one(root, size):
    for name in (HUB, ADAPT):
        (root / name).unlink()
    write(root / NL, (root / NL).read_text().replace("builds_on: global\n", ""))
    (root / "practices/nl/i18n/en/nl.hub.yaml").unlink()
    async with running(root, size=size) as (desk, pilot):
        desk.act("empty")
        question = await page(desk, pilot, QuestionPage)
        await seen(desk, pilot, "There are no practices here yet")
        assert len(question.asked.choices) == 2
        await pilot.press("1")
        await until(pilot, lambda: desk.library.total > 0 or isinstance(desk.screen, PickPage), "the practices")
        if isinstance(desk.screen, PickPage):
            await pilot.press("enter")
        await told(desk, pilot, "This edition builds on")
        assert desk.library.total == 2
    assert "builds_on: global" in (root / NL).read_text()


async def test_editions_that_came_along_say_how_to_get_one_that_can_be_written(root):
    workspace = Workspace(root, root / ".handbook", cache=False, read_only=True)
    desk = Desk(workspace, "nl", "build-trust")
    async with desk.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: desk.copy is not None, "the practice")
        for name in ("sync", "release", "stance", "duplicate", "receive"):
            desk.act(name)
            assert "“Start an edition” makes one of your own" in message(desk), name


def test_the_small_workspace_has_what_these_tests_rely_on(root):
    assert all((root / name).is_file() for name in (GLOBAL, NL, TAXONOMY, TRUST, PUBLISH, HUB, ADAPT))
