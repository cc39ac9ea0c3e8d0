"""The Inbox: proposals, reviews, translations, and practices that nobody has looked at yet."""

from __future__ import annotations

from pathlib import Path

from handbook.editions.review import asked, commented
from handbook.errors import DecisionError
from handbook.exchange.proposal import Proposal, ProposedUnit
from handbook.exchange.proposal_file import written
from handbook.store import proposals
from handbook.store.kept import KeptTexts
from handbook.store.reviews import noted
from handbook.store.workspace import Workspace
from tests.small import ADAPT, ENGLISH, HUB, SUMMARY, TRUST, small, write
from tests.tui.inboxes import KE, KENYA, answered, content, left, opened, said, seen
from tests.tui.running import message, running, until
from tui.days import day
from tui.inbox.noted import ReviewCase
from tui.screens.inbox import InboxPage

DAY = "2026-11-22"
OURS = "Meet often before you need each other. Keep each promise."


def proposed(root: Path, *units: ProposedUnit, to: str = "global", **more) -> Workspace:
    workspace = Workspace.open(small(root, {KE: KENYA}))
    held = Proposal("improvement", "ke", to, "build-trust", "en", "CC-BY-4.0", DAY, units=units, **more)
    proposals.take_in(workspace, to, written(held), f"{held.name}.proposal.yaml")
    return workspace


async def test_a_proposal_is_taken_in_waits_no_longer_and_comes_back(tmp_path):
    workspace = proposed(tmp_path, ProposedUnit("summary", text="Meet weekly.", base=SUMMARY, why="Clearer."))
    async with running(tmp_path, "global") as (desk, pilot):
        page = await opened(desk, pilot)
        assert "Kenya proposes other words." in str(page.asked.told)
        await seen(desk, pilot, "proposed by Kenya")
        before = content(tmp_path)
        for number in (2, 1, 3):
            await answered(desk, pilot, number)
            assert left(tmp_path, "global") == [], number
            await pilot.press("ctrl+z")
            await said(desk, pilot, "Taken back")
            assert content(tmp_path) == before, number
        assert SUMMARY in [one.text for one in KeptTexts(workspace.machine).found("global")]


async def test_a_proposal_of_several_pieces_stays_until_each_is_answered(tmp_path):
    proposed(
        tmp_path, ProposedUnit("summary", text="Meet weekly.", base=SUMMARY),
        ProposedUnit("title", text="Trust first", base="Build trust"),
        additions={"checklist": ({"id": "ke/ask", "text": "Ask twice.", "groups": ["hotline"], "after": ["meet"]},)},
    )  # fmt: skip
    async with running(tmp_path, "global") as (desk, pilot):
        page = await opened(desk, pilot)
        before = content(tmp_path)
        assert "3 pieces of this proposal" in str(page.asked.told) and len(page.asked.choices) == 6
        await answered(desk, pilot, 2)
        assert page.asked.title.startswith("Title") and len(left(tmp_path, "global")) == 1
        await answered(desk, pilot, 1)
        assert "one more item" in str(page.asked.told)
        await answered(desk, pilot, 2)
        assert left(tmp_path, "global") == [] and "Ask twice." in (tmp_path / TRUST).read_text()
        for _ in range(3):
            await pilot.press("ctrl+z")
            await said(desk, pilot, "Taken back")
            desk.screen.say("")
        assert content(tmp_path) == before
        await answered(desk, pilot, 6)
        assert left(tmp_path, "global") == []


async def test_a_proposal_that_was_begun_goes_on_where_it_was_left_and_comes_back_whole(tmp_path):
    proposed(
        tmp_path, ProposedUnit("summary", text="Meet weekly.", base=SUMMARY),
        ProposedUnit("title", text="Trust first", base="Build trust"),
    )  # fmt: skip
    async with running(tmp_path, "global") as (desk, pilot):
        page = await opened(desk, pilot)
        before, first = content(tmp_path), page.asked.title
        await answered(desk, pilot, 1)
        second = page.asked.title
        assert second != first
        await pilot.press("escape")
        await until(pilot, lambda: desk.screen is desk.desk_screen, "the desk")
        page = await opened(desk, pilot)
        assert page.asked.title == second, "what was answered is not asked again"
        await answered(desk, pilot, 2)
        assert left(tmp_path, "global") == []
        await pilot.press("escape")
        await until(pilot, lambda: desk.screen is desk.desk_screen, "the desk")
        page = await opened(desk, pilot)
        for title in (second, first):
            await pilot.press("ctrl+z")
            await until(pilot, lambda title=title: page.asked.title == title, title)
        assert content(tmp_path) == before


async def test_older_words_never_replace_newer_ones_but_go_together(tmp_path):
    proposed(tmp_path, ProposedUnit("summary", text=OURS, base=SUMMARY))
    path = tmp_path / TRUST
    write(path, path.read_text().replace("Meet often", "Meet weekly"))
    async with running(tmp_path, "global") as (desk, pilot):
        page = await opened(desk, pilot)
        assert "Yours have changed since" in str(page.asked.told) and page.asked.choices[1].off
        await pilot.press("2")
        await said(desk, pilot, "would be lost")
        await answered(desk, pilot, 4)
        assert "Meet weekly before you need each other. Keep each promise." in path.read_text()


async def test_a_proposal_that_cannot_be_read_says_why(tmp_path):
    root = small(tmp_path)
    write(root / "practices/global/proposals/odd.yaml", "[no")
    async with running(root, "global") as (desk, pilot):
        page = await opened(desk, pilot)
        assert "odd.yaml" in page.asked.title and str(page.asked.told)
        await answered(desk, pilot, 1)
        assert left(root, "global") == []


async def test_a_review_shows_who_asked_and_opens_the_practice(tmp_path):
    workspace = Workspace.open(small(tmp_path))
    noted(workspace, "nl", "nl/hub", lambda held: asked(held, by="editor", on=DAY, of="the board", note="By Friday."))
    noted(workspace, "nl", "nl/hub", lambda held: commented(held, "[red]Why?[/]", unit="summary", by="MB", on=DAY))
    async with running(tmp_path) as (desk, pilot):
        await opened(desk, pilot)
        await seen(desk, pilot, "editor asked the board for a review", "By Friday.", "[red]Why?[/]")
        await pilot.press("enter")
        await until(pilot, lambda: desk.copy is not None and desk.copy.practice == "nl/hub", "the practice is open")


NAMELESS = """\
format: "1"
reviews: nl/hub
state: sent-back
log:
  - {on: "2026-11-22", what: sent-back, note: Say for whom.}
"""


async def test_a_review_without_names_is_told_as_an_editor_s(tmp_path):
    root = small(tmp_path, {"practices/nl/reviews/nl.hub.yaml": NAMELESS})
    async with running(root) as (desk, pilot):
        page = await opened(desk, pilot)
        assert page.asked.told == f"An editor sent it back, {day(DAY)}. Say for whom."
        assert dict(page.keys).get("1-2") == "Answer"


async def test_a_file_that_breaks_meanwhile_is_told_and_does_not_hold_the_editor(tmp_path):
    root = small(tmp_path)
    for practice in ("nl/hub", "build-trust"):
        noted(Workspace.open(root), "nl", practice, lambda held: asked(held, by="MB", on=DAY, of="the board", note=""))
    async with running(root) as (desk, pilot):
        page = await opened(desk, pilot)
        await seen(desk, pilot, "2 wait for you")
        for file in (root / "practices/nl/reviews").glob("*.yaml"):
            write(file, "- no review")
        await pilot.press("f3")
        await seen(desk, pilot, "it cannot be read")
        assert [one.key for one in page.asked.choices] == ["later"] and dict(page.keys)["1"] == "Answer"
        write(root / "handbook.yaml", "- no handbook")
        await pilot.press("1")
        await pilot.press("escape")
        await until(pilot, lambda: desk.screen is desk.desk_screen, "the desk")


async def test_a_workspace_that_breaks_closes_the_inbox_with_a_sentence(tmp_path, monkeypatch):
    root = small(tmp_path)
    noted(Workspace.open(root), "nl", "nl/hub", lambda held: asked(held, by="MB", on=DAY, of="the board", note=""))
    async with running(root) as (desk, pilot):
        await opened(desk, pilot)

        async def refused(_case, _answer):
            write(root / "handbook.yaml", "- no handbook")
            raise DecisionError("It cannot be done.")

        monkeypatch.setattr(ReviewCase, "settle", refused)
        await pilot.press("1")
        await until(pilot, lambda: desk.screen is desk.desk_screen, "the desk")
        await until(pilot, lambda: "handbook.yaml" in message(desk), "it is said")


async def test_an_outdated_translation_still_fits(tmp_path):
    root = small(tmp_path)
    path = root / HUB
    write(path, path.read_text().replace("Verzamel meldingen", "Verzamel alle meldingen"))
    async with running(root) as (desk, pilot):
        await opened(desk, pilot)
        await seen(desk, pilot, "Title in English", "“alle” is new")
        before = (root / ENGLISH).read_bytes()
        await answered(desk, pilot, 1)
        assert left(root, "nl") == []
        await pilot.press("ctrl+z")
        await said(desk, pilot, "Taken back")
        assert (root / ENGLISH).read_bytes() == before and len(left(root, "nl")) == 1


async def test_practices_not_yet_looked_at_one_after_the_other(tmp_path):
    root = small(tmp_path, {ADAPT: None})
    async with running(root) as (desk, pilot):
        desk.act("look_next")
        await until(pilot, lambda: isinstance(desk.screen, InboxPage) and bool(desk.screen.asked.title), "the page")
        page = desk.screen
        assert page.asked.title == "Build trust"
        await seen(desk, pilot, "2 wait for you")
        await answered(desk, pilot, 2)
        held = (root / "practices/nl/adapt/build-trust.yaml").read_text()
        assert "stance: not-for-us" in held and "So it is here." in held
        await pilot.press("ctrl+z")
        await said(desk, pilot, "Taken back")
        await answered(desk, pilot, 1)
        assert "stance: as-is" in (root / "practices/nl/adapt/build-trust.yaml").read_text()
        await pilot.press("3")
        await until(pilot, lambda: desk.copy is not None and desk.copy.practice == "publish-results", "it is open")
