"""Practices from the desk: rename, copy, withdraw; how a shared one stands here."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from handbook.store.journal import Journal
from handbook.store.presence import Presence
from tests.small import HUB, PUBLISH, TRUST, write
from tests.tui.asked import asked, fill, licensed, page, seen, told
from tests.tui.running import files, running, until
from tui.doing import shelving
from tui.screens.asking import AskPage
from tui.screens.picking import PickPage
from tui.screens.question import QuestionPage


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return licensed(tmp_path)


async def test_rename_lists_who_refers_here_and_all_follows(root):
    related = "related:\n  - {id: publish-results, relation: see-also}\n"
    write(root / TRUST, (root / TRUST).read_text() + related)
    async with running(root, "global", practice="publish-results") as (desk, pilot):
        asking = await asked(desk, pilot, "rename", AskPage)
        assert "Build trust" in str(asking.told)
        await fill(desk, pilot, id="Not An Id")
        await seen(desk, pilot, "cannot be an id")
        await fill(desk, pilot, id="tell-results")
        await told(desk, pilot, "is now “tell-results”")
        assert desk.copy is not None and desk.copy.practice == "tell-results"
    assert not (root / PUBLISH).exists() and "tell-results" in (root / TRUST).read_text()


@pytest.mark.parametrize("open_then", ["publish-results", "build-trust"])
async def test_what_is_typed_while_it_is_renamed_is_kept_under_the_new_id(root, monkeypatch, open_then):
    go_on, renamed = threading.Event(), shelving._renamed
    monkeypatch.setattr(shelving, "_renamed", lambda *given: (go_on.wait(8), renamed(*given))[1])
    async with running(root, "global", practice="publish-results") as (desk, pilot):
        await asked(desk, pilot, "rename", AskPage)
        await fill(desk, pilot, id="tell-results")
        await told(desk, pilot, "Renaming …")
        form = desk.desk_screen.form
        form.go("summary")
        await until(pilot, lambda: form.path == "summary" and form.editor is not None, "the summary")
        await pilot.press("end", *" And")
        if open_then != "publish-results":
            desk.open_practice(open_then)
        go_on.set()
        await told(desk, pilot, "is now “tell-results”")
        if open_then == "publish-results":
            await pilot.press(*" why.")
            await until(pilot, lambda: desk.copy.now.text("summary") == "Say what came of it. And why.", "all of it")
            assert desk.copy.practice == "tell-results" and form.path == "summary"
        else:
            assert desk.copy.practice == open_then
        assert list(desk.copies) == ["tell-results"]
        desk.keeper.flush()
        drafts = [one.practice for one in Journal(desk.workspace.machine, Presence(desk.workspace.machine))._drafts()]
        assert drafts == ["tell-results"]
        desk.open_practice("tell-results")
        desk.act("save")
        await told(desk, pilot, "Saved")
    assert "came of it. And" in (root / PUBLISH.replace("publish", "tell")).read_text()


async def test_what_is_typed_while_it_is_copied_does_not_end_up_in_the_copy(root, monkeypatch):
    go_on, duplicated = threading.Event(), shelving._duplicated
    monkeypatch.setattr(shelving, "_duplicated", lambda *given: (go_on.wait(8), duplicated(*given))[1])
    async with running(root, "global", practice="publish-results") as (desk, pilot):
        await asked(desk, pilot, "duplicate", AskPage)
        await fill(desk, pilot, title="Tell")
        await told(desk, pilot, "Copying …")
        desk.typed("summary", "Mine.")
        go_on.set()
        await told(desk, pilot, "The copy stands in the library")
        assert desk.copy.practice == "publish-results" and desk.copy.now.text("summary") == "Mine."


async def test_a_shared_practice_is_duplicated_into_a_draft_of_ours(root):
    async with running(root, practice="build-trust") as (desk, pilot):
        await asked(desk, pilot, "duplicate", AskPage)
        await fill(desk, pilot, title="Bouw samen op")
        await told(desk, pilot, "It is a draft.")
        assert desk.copy is not None and desk.copy.practice == "nl/bouw-samen-op" and not desk.copy.shared
    made = (root / "practices/nl/entries/bouw-samen-op.yaml").read_text()
    assert "status: draft" in made and "title: Bouw samen op" in made


async def test_a_practice_is_withdrawn_with_another_in_its_place_and_brought_back(root):
    async with running(root, practice="nl/hub") as (desk, pilot):
        question = await asked(desk, pilot, "withdraw", QuestionPage)
        assert "Translated into: en" in str(question.asked.after)
        await pilot.press("1")
        await page(desk, pilot, PickPage)
        await pilot.press("enter", "ctrl+s")
        await page(desk, pilot, AskPage)
        await fill(desk, pilot, because="Het is nu een deel van iets anders.")
        await told(desk, pilot, "is withdrawn")
        held = (root / HUB).read_text()
        assert "status: withdrawn" in held and "build-trust" in held
        await asked(desk, pilot, "withdraw", QuestionPage)
        await pilot.press("1")
        await told(desk, pilot, "is there again")
        assert "status: draft" in (root / HUB).read_text() and "replaced_by" not in (root / HUB).read_text()


async def test_a_shared_practice_is_not_for_us_and_that_is_taken_back(root):
    write(root / PUBLISH, (root / PUBLISH).read_text().replace("status: draft", "status: published"))
    before = files(root)
    async with running(root, practice="publish-results") as (desk, pilot):
        question = await asked(desk, pilot, "stance", QuestionPage)
        assert question.asked.choices[2].off
        await pilot.press("2")
        await page(desk, pilot, AskPage)
        await fill(desk, pilot, why="De wet regelt het al.")
        await told(desk, pilot, "is now: not for us")
        assert "De wet regelt het al." in (root / "practices/nl/adapt/publish-results.yaml").read_text()
        await asked(desk, pilot, "stance", QuestionPage)
        await pilot.press("3")
        await told(desk, pilot, "not yet looked at")
    assert {name for name, held in files(root).items() if before.get(name) != held and "schemas/" not in name} == set()


async def test_what_is_adapted_cannot_be_used_as_is_and_says_why(root):
    async with running(root, practice="build-trust") as (desk, pilot):
        await asked(desk, pilot, "stance", QuestionPage)
        await pilot.press("1")
        await told(desk, pilot, "shown as adapted")
        assert isinstance(desk.screen, QuestionPage)
