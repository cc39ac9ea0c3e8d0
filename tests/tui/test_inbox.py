"""The Inbox: each kind of thing that waits is asked in fitting words, each answer is one write and one key back."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.editions.fingerprint import fingerprint
from handbook.store.kept import KeptTexts
from handbook.store.workspace import Workspace
from tests.small import HUB, MEET, SUMMARY, TRUST, small, write
from tests.tui.inboxes import KE, KENYA, answered, content, left, opened, said, seen
from tests.tui.running import NARROW, WIDE, message, running, shown, until
from tui.screens.inbox import EditPage
from tui.widgets.unit import Words

KE_ADAPT = "practices/ke/adapt/build-trust.yaml"
LIST = "Everybody has the list of numbers."


def adapt(changes: str = "", additions: str = "") -> str:
    """What Kenya changes, with reasons but where a test asks for one."""
    tree = 'format: "1"\nadapts: build-trust\nlang: en\n'
    return (
        tree
        + (f"changes:\n{changes}" if changes else "")
        + (f"additions:\n  checklist:\n{additions}" if additions else "")
    )


OURS = "Meet often before you need each other. Keep each promise."
CHANGED = f"  summary: {{text: {OURS}, why: It is how we say it., base: {fingerprint(SUMMARY)}}}\n"
UNSAID = CHANGED.replace("why: It is how we say it., ", "")
VALUE = f"  maturity: {{value: established, why: We have it since 2010., base: {fingerprint('emerging')}}}\n"
HIDDEN = f"  checklist/meet: {{hide: We do so already., base: {fingerprint(MEET)}}}\n"
MOVED = f"  checklist/list: {{after: [], why: First of all., base: {fingerprint(LIST)}}}\n"
IN_ITEM = f"  checklist/list.text: {{text: Everybody has all numbers., why: Clearer., base: {fingerprint(LIST)}}}\n"
OWN = "    - {id: ke/call, text: Call first., groups: [hotline], basis: editors, after: [list], why: It works.}\n"
TAKEN = "  - {id: call, text: Call them first., groups: [hotline], kind: do, basis: editors, from: ke/call}\n"
CLAIMED = "  - {id: ke/call, text: Write a letter., groups: [hotline], kind: do, basis: editors}\n"
GONE = ("  - {id: list, text: Everybody has the list of numbers., groups: [hotline], kind: do, basis: editors}\n", "")

# Kind → what Kenya has, what the shared edition changes, and what the page says of it.
KINDS = {
    "words": (adapt(CHANGED), ("Meet often", "Meet every week"), "has changed its own words since: “often” became"),
    "same words": (adapt(CHANGED), ("Keep your word.", "Keep all you say."), "the very words that you changed"),
    "value": (adapt(VALUE), ("maturity: emerging", "maturity: demonstrated"), "“emerging” became “demonstrated”"),
    "hide": (adapt(HIDDEN), ("every month", "every week"), "You leave this item out"),
    "order": (adapt(MOVED), ("the list of numbers", "the list of names"), "You moved this item"),
    "own": (adapt("", OWN), ("basis:\n", f"{TAKEN}basis:\n"), "has taken in this item of yours"),
    "claimed": (adapt("", OWN), ("basis:\n", f"{CLAIMED}basis:\n"), "another item of the same name"),
    "displaced": (adapt("", OWN), GONE, "so it stands at the end now"),
    "gone": (adapt(IN_ITEM), GONE, "has taken it out"),
    "no reason": (adapt(UNSAID), ("Meet often", "Meet weekly"), "has changed its own words since"),
}  # fmt: skip


def kenya(root: Path, held: str, change: tuple[str, str]) -> Workspace:
    """Kenya's edition, once the shared one reads otherwise."""
    small(root, {KE: KENYA, KE_ADAPT: held})
    for text in (SUMMARY, "emerging", MEET, LIST):
        write(root / "practices/ke/upstream/bases" / f"{fingerprint(text)}.txt", text)
    old, new = change
    path = root / TRUST
    assert path.read_text().count(old) >= 1
    write(path, path.read_text().replace(old, new, 1))
    return Workspace.open(root)


@pytest.mark.parametrize("kind", KINDS)
async def test_each_answer_of_each_kind_is_written_at_once_and_taken_back_byte_for_byte(kind, tmp_path):
    held, change, sentence = KINDS[kind]
    kenya(tmp_path, held, change)
    async with running(tmp_path, "ke") as (desk, pilot):
        page = await opened(desk, pilot)
        assert sentence in str(page.asked.told), page.asked.told
        assert [one.words for one in page.asked.choices][-1] == "Later"
        before, asked_at_first = content(tmp_path), left(tmp_path)
        possible = [n for n, one in enumerate(page.asked.choices[:-1], 1) if not one.off]
        assert 1 in possible and len(possible) >= 2
        for number in possible:
            title = page.asked.title
            await answered(desk, pilot, number)
            assert "Answered: " in message(desk), (number, message(desk))
            assert content(tmp_path) != before and left(tmp_path) != asked_at_first, number
            await pilot.press("ctrl+z")
            await said(desk, pilot, "Taken back")
            assert content(tmp_path) == before and page.asked.title == title, number


async def test_what_both_changed_can_be_put_together_and_our_words_are_kept(tmp_path):
    workspace = kenya(tmp_path, *KINDS["words"][:2])
    async with running(tmp_path, "ke") as (desk, pilot):
        page = await opened(desk, pilot)
        merged = "Merged: Meet every week before you need each other. Keep each promise."
        assert merged in str(page.asked.after) and "It is how we say it." in str(page.asked.after)
        (_then, before), (_now, theirs), (_ours, ours) = page.asked.texts
        assert before == SUMMARY and "−often− +every week+" in str(theirs) and "+each promise+" in str(ours)
        await seen(desk, pilot, "Shared edition then")
        await answered(desk, pilot, 4)
        assert "Meet every week before you need each other. Keep each promise." in (tmp_path / KE_ADAPT).read_text()
        assert [one.text for one in KeptTexts(workspace.machine).found("ke")] == [OURS]
        await seen(desk, pilot, "Nothing waits for you")
        assert "1 wait" not in shown(desk)


async def test_answers_are_taken_back_one_after_the_other(tmp_path):
    kenya(tmp_path, adapt(CHANGED + VALUE), ("Meet often", "Meet weekly"))
    path = tmp_path / TRUST
    write(path, path.read_text().replace("maturity: emerging", "maturity: demonstrated"))
    async with running(tmp_path, "ke") as (desk, pilot):
        page = await opened(desk, pilot)
        before, first = content(tmp_path), page.asked.title
        await seen(desk, pilot, "2 wait for you", "Inbox › 1 of 2")
        await answered(desk, pilot, 1)
        second = page.asked.title
        assert second != first
        await seen(desk, pilot, "Inbox › 1 of 1")
        await answered(desk, pilot, 2)
        assert left(tmp_path) == []
        for title in (second, first):
            await pilot.press("ctrl+z")
            await until(pilot, lambda title=title: page.asked.title == title, title)
        assert content(tmp_path) == before
        await pilot.press("ctrl+z")
        await said(desk, pilot, "There is no answer to take back.")


async def _left(desk, pilot):
    await pilot.press("escape")
    await until(pilot, lambda: desk.screen is desk.desk_screen, "the desk")


async def test_answers_are_taken_back_also_after_the_inbox_was_left(tmp_path):
    kenya(tmp_path, adapt(CHANGED + VALUE), ("Meet often", "Meet weekly"))
    path = tmp_path / TRUST
    write(path, path.read_text().replace("maturity: emerging", "maturity: demonstrated"))
    async with running(tmp_path, "ke") as (desk, pilot):
        page = await opened(desk, pilot)
        before, first = content(tmp_path), page.asked.title
        await answered(desk, pilot, 1)
        await _left(desk, pilot)
        assert "1 answer is written. F2, then ^Z takes it back" in message(desk)
        page = await opened(desk, pilot)
        await seen(desk, pilot, "1 waits for you", "^Z Take back")
        await answered(desk, pilot, 2)
        await _left(desk, pilot)
        assert "2 answers are written." in message(desk)
        page = await opened(desk, pilot)
        await seen(desk, pilot, "Nothing waits for you")
        for number in (1, 2):
            await pilot.press("ctrl+z")
            await seen(desk, pilot, f"Inbox › 1 of {number}")
        assert content(tmp_path) == before and page.asked.title == first
        await _left(desk, pilot)
        assert "written" not in message(desk)


async def test_an_answer_whose_file_was_changed_since_stays_and_those_before_it_still_go_back(tmp_path):
    kenya(tmp_path, adapt(CHANGED), ("Meet often", "Meet every week"))
    write(tmp_path / KE, KENYA.replace("[en]", "[en, fr]"))
    french = tmp_path / "practices/ke/i18n/fr/build-trust.yaml"
    write(french, FRENCH)
    write(tmp_path / "practices/ke/upstream/bases" / f"{fingerprint(OURS)}.txt", OURS)
    async with running(tmp_path, "ke") as (desk, pilot):
        await opened(desk, pilot)
        await answered(desk, pilot, 2)
        await seen(desk, pilot, "Summary in French")
        await answered(desk, pilot, 1)
        await _left(desk, pilot)
        write(french, french.read_text().replace("souvent", "toujours"))
        page = await opened(desk, pilot)
        await pilot.press("ctrl+z")
        await said(desk, pilot, "it stays as it is, since its file was changed after that answer")
        assert "toujours" in french.read_text()
        await pilot.press("ctrl+z")
        await said(desk, pilot, "Taken back")
        assert page.asked.title.startswith("Summary") and OURS in (tmp_path / KE_ADAPT).read_text()
        await pilot.press("ctrl+z")
        await said(desk, pilot, "There is no answer to take back.")


async def test_later_and_f3_go_on_without_an_answer_and_the_queue_leads_anywhere(tmp_path):
    kenya(tmp_path, adapt(CHANGED + VALUE), ("Meet often", "Meet weekly"))
    path = tmp_path / TRUST
    write(path, path.read_text().replace("maturity: emerging", "maturity: demonstrated"))
    async with running(tmp_path, "ke") as (desk, pilot):
        page = await opened(desk, pilot)
        before, first = content(tmp_path), page.asked.title
        await pilot.press("5")
        await until(pilot, lambda: page.asked.title != first, "the next one")
        await pilot.press("f3")
        await until(pilot, lambda: page.asked.title == first, "the first again")
        assert "That was the last one" in message(desk)
        page.query_one("#queue").focus()
        await pilot.press("down", "enter")
        await until(pilot, lambda: page.asked.title != first, "the row that was chosen")
        await pilot.press("escape")
        await until(pilot, lambda: desk.screen is desk.desk_screen, "the desk")
        assert content(tmp_path) == before


async def test_what_is_typed_and_not_used_is_kept_and_stands_there_again(tmp_path):
    workspace = kenya(tmp_path, *KINDS["words"][:2])
    async with running(tmp_path, "ke") as (desk, pilot):
        await opened(desk, pilot)
        before = content(tmp_path)
        await pilot.press("3")
        await until(pilot, lambda: isinstance(desk.screen, EditPage), "the page to write in")
        await pilot.press(*"Now")
        await until(pilot, lambda: bool(list((workspace.machine / "drafts").glob("*.json"))), "it is kept safe")
        await pilot.press("escape")
        await said(desk, pilot, "What you typed is kept")
        assert content(tmp_path) == before and not list((workspace.machine / "drafts").glob("*.json"))
        (kept,) = KeptTexts(workspace.machine).found("ke")
        assert kept.path == "summary" and kept.text.endswith("Now")
        await pilot.press("3")
        await until(pilot, lambda: isinstance(desk.screen, EditPage), "the page again")
        assert desk.screen.query_one(Words).text == kept.text


FRENCH = f"""\
format: "1"
translates: build-trust
units:
  summary: {{text: Voyez-vous souvent., of: {fingerprint(OURS)}, kind: courtesy}}
"""


async def test_a_translation_that_an_answer_outdates_is_asked_at_once(tmp_path):
    kenya(tmp_path, *KINDS["words"][:2])
    write(tmp_path / KE, KENYA.replace("[en]", "[en, fr]"))
    write(tmp_path / "practices/ke/i18n/fr/build-trust.yaml", FRENCH)
    write(tmp_path / "practices/ke/upstream/bases" / f"{fingerprint(OURS)}.txt", OURS)
    async with running(tmp_path, "ke") as (desk, pilot):
        page = await opened(desk, pilot)
        first = page.asked.title
        assert left(tmp_path) == ["changed build-trust summary"]
        await answered(desk, pilot, 2)
        assert left(tmp_path) == ["translation fr build-trust summary"]
        await seen(desk, pilot, "1 waits for you", "Summary in French", "Voyez-vous souvent.")
        await answered(desk, pilot, 1)
        assert left(tmp_path) == []
        await seen(desk, pilot, "Nothing waits for you")
        for title in ("Summary in French", first):
            await pilot.press("ctrl+z")
            await until(pilot, lambda title=title: page.asked.title.startswith(title), title)
        assert "1 of 1" in shown(desk) and left(tmp_path) == ["changed build-trust summary"]


async def test_somebody_else_s_change_meanwhile_is_shown_and_nothing_is_written(tmp_path):
    kenya(tmp_path, *KINDS["words"][:2])
    async with running(tmp_path, "ke") as (desk, pilot):
        await opened(desk, pilot)
        path = tmp_path / KE_ADAPT
        write(path, path.read_text().replace("It is how we say it.", "Another reason."))
        before = content(tmp_path)
        await answered(desk, pilot, 1)
        assert "Someone else has changed this practice meanwhile." in message(desk)
        assert content(tmp_path) == before
        await seen(desk, pilot, "Another reason.")


async def test_the_practice_that_is_open_follows(tmp_path):
    kenya(tmp_path, *KINDS["words"][:2])
    async with running(tmp_path, "ke", "build-trust") as (desk, pilot):
        await opened(desk, pilot)
        await answered(desk, pilot, 2)
        await pilot.press("escape")
        await until(pilot, lambda: desk.screen is desk.desk_screen, "the desk")
        assert desk.copy.now.text("summary").startswith("Meet every week") and not desk.dirty


async def test_a_practice_of_ours_that_they_took_in(tmp_path):
    taken = 'format: "1"\nid: hub\nkind: practice\nlang: en\ntitle: One place\nstatus: published\nfrom: nl/hub\n'
    root = small(tmp_path, {"practices/global/entries/hub.yaml": taken})
    async with running(root) as (desk, pilot):
        page = await opened(desk, pilot)
        assert "has taken in this practice of yours" in str(page.asked.told)
        before = content(root)
        await answered(desk, pilot, 2)
        assert not (root / HUB).exists() and "Answered: " in message(desk)
        await pilot.press("ctrl+z")
        await said(desk, pilot, "Taken back")
        await answered(desk, pilot, 1)
        assert "stance: not-for-us" in (root / "practices/nl/adapt/hub.yaml").read_text()
        await pilot.press("ctrl+z")
        await said(desk, pilot, "Taken back")
        assert content(root) == before


@pytest.mark.parametrize("size", [WIDE, (100, 30), NARROW])
async def test_an_empty_inbox_says_what_would_stand_there(size, tmp_path):
    async with running(small(tmp_path), size=size) as (desk, pilot):
        await opened(desk, pilot)
        await seen(desk, pilot, "Nothing waits for you")
        await pilot.press("escape")
        await until(pilot, lambda: desk.screen is desk.desk_screen, "the desk")


async def test_the_answers_stay_in_view_at_every_size(tmp_path):
    kenya(
        tmp_path, adapt(CHANGED.replace("Keep each promise.", "Keep each promise. " * 60)), ("Meet often", "Meet daily")
    )
    async with running(tmp_path, "ke", size=NARROW) as (desk, pilot):
        await opened(desk, pilot)
        await seen(desk, pilot, "1  Keep ours", "5  Later")
