"""History in words at the desk, putting one unit back, and commit, push and pull with what fails told in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small import ENGLISH, HUB, SUMMARY, TRUST, small
from tests.store.repositories import git, record, repository, rewrite
from tests.tui.running import back, files, message, running, shown, until
from tui.screens.asking import AskPage
from tui.screens.desk import DeskScreen
from tui.screens.question import QuestionPage

OTHER = "Meet every week, before you need each other."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository in which the summary has changed once, on 3 November."""
    folder = repository(tmp_path / "w")
    rewrite(folder, TRUST, SUMMARY, OTHER)
    record(folder, "Meet more often", date="2024-11-03T14:02:00+01:00")
    return folder


async def stands(desk, pilot) -> None:
    await until(pilot, lambda: desk.desk_screen.form.editor is not None, "the form")
    await pilot.pause()


async def page(desk, pilot, kind) -> None:
    await until(pilot, lambda: isinstance(desk.screen, kind) and desk.screen.is_mounted, kind.__name__)
    await pilot.pause()


async def told(desk, pilot, words: str) -> None:
    await until(pilot, lambda: words in message(desk), words)


async def looked_back(desk, pilot) -> list:
    """The rows of the tab History."""
    await stands(desk, pilot)
    desk.act("history")
    await until(pilot, lambda: desk.past is not None and desk.past.known, "the history")
    await pilot.pause()
    return list(desk.desk_screen.query_one("#found").rows)


async def test_the_tab_tells_what_changed_and_when(root):
    async with running(root, "global", "build-trust") as (desk, pilot):
        rows = await looked_back(desk, pilot)
        assert rows[0].title == "Summary, 3 November 2024:"
        assert rows[0].notes == ("2 sentences changed", "Amina")
        assert [row.notes[0] for row in rows[1:]] == ["begun"]
        assert "Nov 2024" in shown(desk)


async def test_a_unit_is_put_back_in_the_form_and_taken_back_with_undo(root):
    before = files(root)
    async with running(root, "global", "build-trust") as (desk, pilot):
        await looked_back(desk, pilot)
        desk.chosen_beside("history", "0 0")
        await page(desk, pilot, QuestionPage)
        assert "Summary, 3 November 2024: 2 sentences changed" in shown(desk)
        assert "Keep your word." in shown(desk) and "Amina: “Meet more often”" in shown(desk)
        await pilot.press("2")
        assert message(desk) == "It reads so now."
        await pilot.press("1")
        await told(desk, pilot, "Put back: Summary.")
        assert desk.copy.now.text("summary") == SUMMARY
        await until(pilot, lambda: desk.desk_screen.form.path == "summary", "the field")
        assert files(root) == before
        await pilot.press("ctrl+z")
        await until(pilot, lambda: desk.copy.now.text("summary") == OTHER, "undone")


async def test_esc_puts_nothing_back(root):
    async with running(root, "global", "build-trust") as (desk, pilot):
        await looked_back(desk, pilot)
        desk.chosen_beside("history", "0 0")
        await page(desk, pilot, QuestionPage)
        await back(desk, pilot)
        assert not desk.dirty


async def test_an_item_comes_back_whole(root):
    rewrite(
        root,
        TRUST,
        "  - {id: list, text: Everybody has the list of numbers., groups: [hotline], kind: do, basis: editors}\n",
        "",
    )
    record(root, "No list")
    async with running(root, "global", "build-trust") as (desk, pilot):
        rows = await looked_back(desk, pilot)
        assert rows[0].notes[0] == "taken out"
        desk.chosen_beside("history", "0 0")
        await page(desk, pilot, QuestionPage)
        assert "Everybody has the list of numbers." in shown(desk)
        await pilot.press("1")
        await told(desk, pilot, "Put back")
        assert desk.copy.now.lists["checklist"] == ("meet", "list")
        assert desk.copy.now.values["checklist/list.groups"] == ("hotline",)


async def test_a_translation_is_told_and_points_to_its_page(root):
    rewrite(root, ENGLISH, "Collect reports in one place", "Collect all reports in one place")
    record(root, "All of them")
    async with running(root, "nl", "nl/hub") as (desk, pilot):
        await looked_back(desk, pilot)
        desk.chosen_beside("history", "0 0")
        await page(desk, pilot, QuestionPage)
        assert "Collect all reports" in shown(desk) and "F8 opens it" in shown(desk)
        assert not desk.screen.asked.choices
        await back(desk, pilot)


async def test_without_git_each_is_off_with_one_sentence(tmp_path):
    async with running(small(tmp_path), "global", "build-trust") as (desk, pilot):
        for name, words in (("commit", "Commit"), ("push", "Push"), ("pull", "Pull"), ("history", "History")):
            desk.act(name)
            assert message(desk) == f"{words} is off: This folder lies in no git repository; all else works without."
        desk.desk_screen.show_tab("history")
        await until(pilot, lambda: desk.past is not None and desk.past.known, "the history")
        await until(pilot, lambda: "no git repository" in shown(desk), "the sentence")


async def test_one_key_commits_what_this_edition_changed_and_nothing_else(root):
    rewrite(root, TRUST, "Invite ten people.", "Invite twelve people.")
    rewrite(root, HUB, "Eén loket", "Een loket")
    (root / "notes.txt").write_text("Mine.")
    git(root, "add", "notes.txt")
    async with running(root, "global", "build-trust") as (desk, pilot):
        await looked_back(desk, pilot)
        await pilot.press("ctrl+k")
        await page(desk, pilot, AskPage)
        assert desk.screen.query_one("#in-message").value == "Build trust: step"
        assert TRUST in shown(desk) and HUB not in shown(desk)
        await pilot.press(*" mended", "enter")
        await told(desk, pilot, "Committed 1 file on main: “Build trust: step mended”.")
        await until(pilot, lambda: bool(desk.past and len(desk.past.moments) == 3), "the history has one more")
    assert git(root, "show", "--name-only", "--format=%s", "HEAD").split("\n\n") == ["Build trust: step mended", TRUST]
    assert {line.strip() for line in git(root, "status", "--short").splitlines()} == {"A  notes.txt", f"M {HUB}"}


async def test_esc_commits_nothing_and_what_is_not_saved_is_named(root):
    rewrite(root, TRUST, "Invite ten people.", "Invite twelve people.")
    head = git(root, "rev-parse", "HEAD")
    async with running(root, "global", "build-trust") as (desk, pilot):
        await stands(desk, pilot)
        desk.typed("summary", "Mine.")
        await pilot.press("ctrl+k")
        await page(desk, pilot, AskPage)
        assert "Not saved, so not in it: Build trust." in shown(desk)
        await back(desk, pilot)
    assert git(root, "rev-parse", "HEAD") == head


async def test_nothing_to_commit_is_said(root):
    async with running(root, "global", "build-trust") as (desk, pilot):
        await stands(desk, pilot)
        await pilot.press("ctrl+k")
        await told(desk, pilot, "Nothing has changed since the last commit.")
        assert isinstance(desk.screen, DeskScreen)


async def test_push_and_pull_fail_in_words(root):
    before = files(root)
    async with running(root, "global", "build-trust") as (desk, pilot):
        await stands(desk, pilot)
        for name in ("push", "pull"):
            desk.act(name)
            await told(desk, pilot, "This repository knows no other one to exchange with.")
            assert not desk.under_way
            desk.say("")
    assert files(root) == before


async def test_what_others_sent_is_read_anew_and_typing_stays(root, tmp_path):
    git(tmp_path, "clone", "-q", "--bare", str(root), str(tmp_path / "there.git"))
    git(tmp_path, "clone", "-q", str(tmp_path / "there.git"), str(tmp_path / "other"))
    git(root, "remote", "add", "origin", str(tmp_path / "there.git"))
    rewrite(tmp_path / "other", TRUST, "Invite ten people.", "Invite twelve people.")
    record(tmp_path / "other", "Twelve")
    git(tmp_path / "other", "push", "-q", "origin", "main")
    async with running(root, "global", "build-trust") as (desk, pilot):
        await stands(desk, pilot)
        desk.act("pull")
        await told(desk, pilot, "Took in 1 commit from “origin”; 1 file changed.")
        assert desk.copy.now.text("steps/invite.text") == "Invite twelve people."
        await stands(desk, pilot)
        desk.typed("summary", SUMMARY)
        rewrite(tmp_path / "other", TRUST, "Invite twelve people.", "Invite twenty people.")
        record(tmp_path / "other", "Twenty")
        git(tmp_path / "other", "push", "-q", "origin", "main")
        desk.act("pull")
        await told(desk, pilot, "What you have not saved stays as you typed it.")
        assert desk.copy.now.text("summary") == SUMMARY
        await pilot.press("ctrl+s")
        await told(desk, pilot, "Saved")
        saved = (root / TRUST).read_text()
        assert SUMMARY in saved and "Invite twenty people." in saved
        await pilot.press("ctrl+k")
        await page(desk, pilot, AskPage)
        await pilot.press("enter")
        await told(desk, pilot, "Committed 1 file")
        desk.act("push")
        await told(desk, pilot, "Sent 1 commit to “origin”, branch main.")
    assert git(root, "rev-parse", "HEAD") == git(tmp_path / "there.git", "rev-parse", "main")


async def test_nothing_else_of_its_kind_begins_meanwhile(root):
    async with running(root, "global", "build-trust") as (desk, pilot):
        await stands(desk, pilot)
        desk.under_way = "Sending your commits…"
        desk.act("pull")
        assert message(desk) == "Pull is off: Sending your commits…"
