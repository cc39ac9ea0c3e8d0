"""A review at the desk, from asking to publishing; comments stand where they belong, and nobody's typing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from handbook.editions.review import commented
from handbook.store.reviews import noted
from handbook.store.workspace import Workspace
from tests.checks.harness import RUNS
from tests.small import FILES, HUB, PUBLISH, READY, SUMMARY, TRUST, small, write
from tests.tui.running import back, files, message, running, shown, until
from tui.notes import comments_of
from tui.screens.asking import AskPage
from tui.screens.desk import DeskScreen
from tui.screens.picking import PickPage
from tui.screens.question import QuestionPage


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small(tmp_path, {PUBLISH: READY})


def review_in(root: Path, practice: str = "publish-results", edition: str = "global") -> dict:
    return yaml.safe_load((root / f"practices/{edition}/reviews/{practice}.yaml").read_text())


def said(root: Path, unit: str, text: str, *, edition: str = "global", practice: str = "publish-results") -> None:
    noted(
        Workspace.open(root), edition, practice, lambda one: commented(one, text, unit=unit, by="AK", on="2026-11-03")
    )


async def page(desk, pilot, kind):
    await until(pilot, lambda: isinstance(desk.screen, kind) and desk.screen.is_mounted, kind.__name__)
    await pilot.pause()


async def asked(desk, pilot) -> None:
    """F9, once the form stands."""
    await stands(desk, pilot)
    await pilot.press("f9")
    await page(desk, pilot, QuestionPage)


async def stands(desk, pilot) -> None:
    await until(pilot, lambda: desk.desk_screen.form.editor is not None, "the form")
    await pilot.pause()


async def answered(desk, pilot, key: str) -> None:
    """F9, then the answer of that name."""
    await asked(desk, pilot)
    keys = [one.key for one in desk.screen.asked.choices]
    await pilot.press(str(keys.index(key) + 1))


async def typed(desk, pilot, *lines: str) -> None:
    """Fill in a page, a line a field."""
    await page(desk, pilot, AskPage)
    for line in lines:
        await pilot.press(*line, "enter")
    await until(pilot, lambda: isinstance(desk.screen, DeskScreen), "the desk again")


async def told(desk, pilot, words: str) -> None:
    await until(pilot, lambda: words in message(desk), words)


async def off(desk, pilot, key: str) -> str:
    """Why an answer cannot be given; nothing where it can."""
    await asked(desk, pilot)
    found = next(one for one in desk.screen.asked.choices if one.key == key)
    await back(desk, pilot)
    return found.off


async def test_from_asking_to_publishing(root):
    async with running(root, "global", "publish-results") as (desk, pilot):
        assert "Nobody has reviewed" in await off(desk, pilot, "publish")
        await answered(desk, pilot, "ask")
        await typed(desk, pilot, "sec", "legal", "")
        await told(desk, pilot, "The review is asked for")
        assert "status: in-review" in (root / PUBLISH).read_text()
        await answered(desk, pilot, "comment")
        await typed(desk, pilot, "Say for whom.")
        await told(desk, pilot, "Your comment is kept")
        assert review_in(root)["comments"][0]["unit"] == "title"
        assert "1 comment is open." in await off(desk, pilot, "publish")
        await answered(desk, pilot, "settle")
        await typed(desk, pilot, "Done.")
        await told(desk, pilot, "The comment is settled")
        await answered(desk, pilot, "approve")
        await typed(desk, pilot, "")
        await told(desk, pilot, "approved as it reads now")
        await answered(desk, pilot, "publish")
        await told(desk, pilot, "Published.")
        assert desk.desk_screen.form.path == "title"
    assert "status: published" in (root / PUBLISH).read_text()
    held = review_in(root)
    assert [(one["by"], one["what"]) for one in held["log"]] == [
        ("sec", "asked"), ("sec", "approved-alone"), ("sec", "published")
    ]  # fmt: skip
    assert held["comments"][0]["answer"] == "Done."


async def test_sent_back_it_is_a_draft_again_and_says_why(root):
    async with running(root, "global", "publish-results") as (desk, pilot):
        await answered(desk, pilot, "ask")
        await typed(desk, pilot, "sec", "", "")
        await told(desk, pilot, "asked for")
        await answered(desk, pilot, "who")
        await page(desk, pilot, AskPage)
        await pilot.press("A", "K", "enter")
        await told(desk, pilot, "You speak as AK now.")
        await answered(desk, pilot, "send_back")
        await typed(desk, pilot, "Say for whom.")
        await told(desk, pilot, "sent back")
        await asked(desk, pilot)
        assert "AK sent it back" in shown(desk) and "Say for whom." in shown(desk)
        await back(desk, pilot)
    assert "status: draft" in (root / PUBLISH).read_text()


async def test_what_is_not_saved_is_neither_reviewed_nor_lost(root):
    async with running(root, "global", "publish-results") as (desk, pilot):
        await answered(desk, pilot, "ask")
        await page(desk, pilot, AskPage)
        desk.typed("summary", "Mine.")  # as keys do that come before a page stands
        await typed(desk, pilot, "sec", "", "")
        await told(desk, pilot, "It is not saved yet")
        assert desk.copy.now.text("summary") == "Mine."
        for key in ("ask", "approve", "publish"):
            assert await off(desk, pilot, key)
    assert not (root / "practices/global/reviews").exists() and "status: draft" in (root / PUBLISH).read_text()


async def test_somebody_who_saved_meanwhile_is_not_approved_unseen(root):
    async with running(root, "global", "publish-results") as (desk, pilot):
        (root / PUBLISH).write_text(READY.replace("what came of it.\n", "what came of it, soon.\n", 1))
        await answered(desk, pilot, "ask")
        await typed(desk, pilot, "sec", "", "")
        await told(desk, pilot, "Somebody has saved this practice since you opened it.")
    assert not (root / "practices/global/reviews").exists()


async def test_publish_from_the_palette_says_why_not(root):
    before = files(root)
    async with running(root, "global", "publish-results") as (desk, pilot):
        desk.act("publish")
        await told(desk, pilot, "Publish is off: Nobody has reviewed this practice.")
    assert files(root) == before


async def test_a_name_from_a_source_of_another_edition_stands_in_the_way(tmp_path):
    root = small(tmp_path, {HUB: FILES[HUB].replace("Eén loket", "Het loket van Quillon Vargas")})
    hub = root / HUB
    hub.write_text(hub.read_text().replace("status: published", "status: draft"))
    write(root / "practices/global/sources/demo.runs", RUNS)
    async with running(root, "nl", "nl/hub") as (desk, pilot):
        assert "is the name of somebody who spoke" in await off(desk, pilot, "publish")
        desk.act("publish")
        await told(desk, pilot, "is the name of somebody who spoke")


async def test_a_comment_shows_below_its_field_in_the_tab_and_in_the_library(root):
    said(root, "summary", "Say [b]for whom[/].")
    said(root, "", "A good one.")
    async with running(root, "global", "publish-results") as (desk, pilot):
        form = desk.desk_screen.form
        assert form.row("summary").note == "Comment by AK: Say [b]for whom[/]."
        assert "“the whole practice”: A good one." in form.row("title").note
        assert "2 comments" in shown(desk)
        desk.desk_screen.show_tab("to_fix")
        await pilot.pause()
        assert "Say [b]for whom[/]." in shown(desk)
        await pilot.press("f3")
        await until(pilot, lambda: form.path == "summary", "the next that needs one")
        await answered(desk, pilot, "settle")
        await page(desk, pilot, PickPage)
        assert "for whom" in desk.screen.options[0].label  # that of the field with the focus stands first
        await pilot.press("enter")
        await typed(desk, pilot, "sec", "")
        await told(desk, pilot, "settled")
        await until(pilot, lambda: "Comment" not in form.row("summary").note, "the comment is gone")
        assert desk.library.rows() and "1 comment" in await _badge(desk, pilot)


async def _badge(desk, pilot) -> str:
    row = lambda: next(one for one in desk.library.rows() if one.key == "publish-results")  # noqa: E731 - short
    await until(pilot, lambda: "1 comment" in row().notes, "the badge")
    return ", ".join(row().notes)


async def test_every_comment_finds_a_row(root):
    """One on a part, a list, an empty field, or what is no longer there is shown all the same."""
    for unit in ("checklist/told.groups", "checklist", "not_for", "cost.note", "steps/tell"):
        said(root, unit, f"About {unit}.")
    said(root, "steps/tell.text", "Gone soon.")
    async with running(root, "global", "publish-results") as (desk, pilot):
        form = desk.desk_screen.form
        assert "About checklist/told.groups." in form.row("checklist/told.text").note
        assert "About checklist." in form.row("checklist/told.text").note
        assert form.row("not_for").note == "Comment by AK: About not_for."
        assert "About cost.note." in form.row("cost.note").note
        desk.change(lambda copy: copy.take_out("steps", "tell"))
        await pilot.pause()
        assert "Gone soon." in form.row("title").note and "About steps/tell." in form.row("title").note
        rows = set(comments_of(desk.copy, desk.review.open))
        assert all(form.row(path) is not None for path in rows)


async def test_a_comment_that_is_too_long_is_told_beside_the_field(root):
    async with running(root, "global", "publish-results") as (desk, pilot):
        desk.by = "AK"
        desk.act("comment")
        await page(desk, pilot, AskPage)
        desk.screen.query_one("#in-text").value = "x" * 2_001
        await pilot.press("enter")
        assert "there is room for 2,000" in shown(desk)
        await back(desk, pilot)
    assert not (root / "practices/global/reviews").exists()


async def test_a_comment_on_what_is_not_saved_goes_to_its_list(root):
    async with running(root, "global", "publish-results") as (desk, pilot):
        await stands(desk, pilot)
        desk.by = "AK"
        desk.change(lambda copy: copy.add("signs", {"text": "People come."}, id="come"))
        desk.place = "signs/come.text"
        desk.act("comment")
        await typed(desk, pilot, "A fine one.")
        await told(desk, pilot, "kept")
    assert review_in(root)["comments"][0]["unit"] == "signs"


async def test_a_small_correction_is_saved_and_logged(tmp_path):
    right = "You receive more than you give, if you meet often before you need each other."
    words = (small(tmp_path) / TRUST).read_text().replace(SUMMARY, right.replace("receive", "recieve"))
    root = small(tmp_path, {TRUST: words})
    async with running(root, "global", "build-trust") as (desk, pilot):
        assert "Correct the words in the form first" in await off(desk, pilot, "correct")
        desk.typed("summary", right)
        await answered(desk, pilot, "correct")
        await typed(desk, pilot, "AK")
        await told(desk, pilot, "Corrected, and logged. Summary: “recieve” became “receive”.")
        assert not desk.dirty
    assert right in (root / TRUST).read_text()
    assert review_in(root, "build-trust")["log"][0]["what"] == "small-correction"


async def test_more_than_a_small_correction_is_off_with_the_reason(root):
    before = files(root)
    async with running(root, "global", "build-trust") as (desk, pilot):
        desk.typed("summary", "Never meet before you need each other. Keep your word.")
        assert "more than a small correction" in await off(desk, pilot, "correct")
    assert files(root) == before


async def test_what_is_adapted_is_reviewed_in_its_own_edition(root):
    async with running(root, "nl", "build-trust") as (desk, pilot):
        await answered(desk, pilot, "ask")
        await typed(desk, pilot, "sec", "", "")
        await told(desk, pilot, "asked for")
        assert "is a practice of the shared edition" in await off(desk, pilot, "publish")
    assert review_in(root, "build-trust", "nl")["state"] == "asked"
    assert (root / HUB).exists() and not (root / "practices/global/reviews").exists()


async def test_a_review_that_cannot_be_read_is_said_and_the_practice_opens(root):
    said(root, "summary", "Fine.")
    (root / "practices/global/reviews/publish-results.yaml").write_text("state: [\n")
    async with running(root, "global", "publish-results") as (desk, pilot):
        assert "reviews/publish-results.yaml" in message(desk)
        assert desk.copy is not None
        await pilot.pause()
