"""Translations side by side: written, kept, saved beside others' words, recovered; PO files out and in."""

from __future__ import annotations

import threading
from pathlib import Path

import polib
import pytest
import yaml

from handbook.editions.fingerprint import fingerprint
from handbook.store.presence import Presence
from handbook.store.workspace import Workspace
from tests.small import ENGLISH, HUB, small, write
from tests.tui.running import NARROW, WIDE, files, message, running, shown, until
from tui.app import Desk
from tui.paths import is_taken, typed_path
from tui.screens.question import QuestionPage
from tui.screens.reading import ReadPage
from tui.screens.translations import TranslationsPage
from tui.widgets.unit import Words

OLD, NEW = "Verzamel meldingen op één plek", "Verzamel klachten op één plek"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small workspace, in which the title of the hub has changed since it was translated."""
    root = small(tmp_path)
    write(root / HUB, (root / HUB).read_text().replace(OLD, NEW))
    return root


def written(root: Path) -> dict[str, dict[str, str]]:
    """The English units on disk."""
    return yaml.safe_load((root / ENGLISH).read_text())["units"]


async def opened(desk: Desk, pilot, practice: str = "nl/hub", lang: str = "en", path: str = "") -> TranslationsPage:
    """The page of translations, ready to be typed in."""
    desk.act("translations", practice, lang, path)
    return await ready(desk, pilot)


async def ready(desk: Desk, pilot) -> TranslationsPage:
    def stands() -> bool:
        page = desk.screen
        return isinstance(page, TranslationsPage) and any(one.has_focus for one in page.query(Words))

    await until(pilot, stands, "the translations are open")
    assert isinstance(desk.screen, TranslationsPage)
    return desk.screen


async def typed(page: TranslationsPage, pilot, path: str, text: str) -> None:
    """Go to a field, empty it, type."""
    page.pairs.go(path)
    await until(pilot, lambda: page.pairs.editor is not None and page.pairs.editor.row.path == path, f"{path} is open")
    assert page.pairs.editor is not None
    await until(
        pilot, lambda: page.pairs.editor is not None and page.pairs.editor.words.has_focus, "the caret is there"
    )
    page.pairs.editor.words.clear()
    page.pairs.editor.words.insert(text)
    await until(pilot, lambda: page.copy.now.text(path) == text, "it was typed")


async def saved(desk: Desk, pilot, *answers: str, by: str = "") -> None:
    """Save, and say once what it is worth and by whom."""
    await pilot.press("ctrl+s")
    await until(pilot, lambda: isinstance(desk.screen, QuestionPage), "it is asked what it is worth")
    await pilot.press("1")
    await until(pilot, lambda: bool(desk.screen.query("#in-by")), "it is asked who translated")
    await pilot.press(*by, "ctrl+s")
    for answer in answers:
        await until(pilot, lambda: isinstance(desk.screen, QuestionPage), "both changed it")
        await pilot.press(answer)
        await pilot.pause()
    await until(pilot, lambda: message(desk).startswith("Saved"), "it is saved")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_the_states_stand_in_words_and_what_is_out_of_date_comes_first(root, size):
    async with running(root, practice="nl/hub", size=size) as (desk, pilot):
        await pilot.press("f8")
        page = await ready(desk, pilot)
        assert page.copy.lang == "en", "the one language with words to translate is not asked for"
        assert page.pairs.path == "title"
        seen = shown(desk)
        assert "0 fields are up to date, 1 out of date, 5 missing." in " ".join(seen.split())
        assert "source changed: “meldingen” became “klachten”" in seen
        assert "−meldingen− +klachten+" in " ".join(seen.split())
        assert "Write the English text here" in seen
        line = next(line for line in seen.split("\n") if "Eén loket" in line)
        assert ("Write the English" in line) == (size == WIDE), "beside each other where there is room"
        await pilot.press("f3")
        await until(pilot, lambda: page.pairs.path == "summary", "the next that waits")


async def test_only_what_was_typed_is_written_and_it_is_asked_once_whose_work_it_is(root):
    async with running(root) as (desk, pilot):
        page = await opened(desk, pilot)
        before = (root / ENGLISH).read_text()
        await typed(page, pilot, "summary", "One desk [/] for all")
        await saved(desk, pilot, by="IGF")
        assert written(root)["summary"] == {
            "text": "One desk [/] for all", "of": fingerprint("Eén loket verdeelt alle meldingen."), "kind": "courtesy",
            "by": "IGF",
        }  # fmt: skip
        assert (root / ENGLISH).read_text().startswith(before), "nothing else was touched"
        assert "1 field changed (Summary)" in message(desk) and ENGLISH in message(desk)
        assert "Saved" in str(page.query_one("#state").content)
        page.pairs.go("problem")
        await pilot.pause()
        await pilot.press(*"None", "ctrl+s")
        await until(pilot, lambda: "problem" in written(root), "saved without another question")
        assert written(root)["problem"]["by"] == "IGF"


async def test_what_still_fits_is_confirmed_and_can_be_taken_back(root):
    async with running(root) as (desk, pilot):
        page = await opened(desk, pilot)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "still fits, not saved yet" in shown(desk), "it is said")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "source changed" in shown(desk), "it was taken back")
        await pilot.press("ctrl+s")
        assert "There is nothing to save" in message(desk)
        await pilot.press("ctrl+t", "ctrl+s")
        await until(pilot, lambda: written(root)["title"]["of"] == fingerprint(NEW), "saved, and nothing was asked")
        assert written(root)["title"]["kind"] == "machine", "confirming makes it nobody else's work"
        await until(pilot, lambda: "1 field is up to date" in shown(desk), "it is up to date")
        page.pairs.go("summary")
        await pilot.pause()
        await pilot.press("ctrl+t")
        assert "source has changed" in message(desk)


async def test_a_letter_typed_and_taken_back_confirms_nothing(root):
    async with running(root) as (desk, pilot):
        page = await opened(desk, pilot)
        await pilot.press("x", "backspace")
        await until(pilot, lambda: not page.copy.changed, "as it was")
        assert "source changed" in shown(desk)


async def test_undo_goes_from_field_to_field(root):
    async with running(root) as (desk, pilot):
        page = await opened(desk, pilot)
        await typed(page, pilot, "summary", "One")
        await typed(page, pilot, "problem", "Two")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: page.copy.now.text("problem") == "", "the last field first")
        await pilot.press("ctrl+z")
        await until(
            pilot, lambda: page.copy.now.text("summary") == "" and page.pairs.path == "summary", "then the other"
        )
        assert not page.copy.changed
        await pilot.press("ctrl+y", "ctrl+y")
        await until(pilot, lambda: page.copy.now.text("problem") == "Two", "and again")


async def test_an_emptied_field_loses_its_translation(root):
    async with running(root) as (desk, pilot):
        page = await opened(desk, pilot)
        await typed(page, pilot, "summary", "One desk")
        await saved(desk, pilot)
        await typed(page, pilot, "title", "")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "title" not in written(root), "it is gone")
        assert "summary" in written(root)


async def test_esc_discards_nothing_and_leaving_asks(root, monkeypatch):
    left: list[bool] = []
    monkeypatch.setattr(Desk, "exit", lambda self, *_, **__: left.append(True))
    async with running(root) as (desk, pilot):
        before = files(root)
        page = await opened(desk, pilot)
        await typed(page, pilot, "summary", "One desk")
        await pilot.press("escape")
        await until(pilot, lambda: "1 field in English is not saved" in message(desk), "it is said")
        page = await opened(desk, pilot)
        assert page.copy.now.text("summary") == "One desk"
        assert files(root) == before
        await pilot.press("ctrl+q")
        await until(pilot, lambda: isinstance(desk.screen, QuestionPage), "it is asked")
        assert "in English" in shown(desk)
        await pilot.press("1")  # save
        await until(pilot, lambda: "worth" in shown(desk), "what it is worth")
        await pilot.press("1")
        await until(pilot, lambda: bool(desk.screen.query("#in-by")), "who translated")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(left), "it ends")
        assert written(root)["summary"]["text"] == "One desk"


async def test_what_was_typed_is_offered_after_the_program_died(root):
    async with running(root) as (desk, pilot):
        page = await opened(desk, pilot)
        await typed(page, pilot, "summary", "One desk")
        await until(pilot, lambda: desk.keeper.kept_at > 0, "it is kept")
        desk.keeper.flush()
        desk.presence.leave()  # as if it had died: no program holds the draft any more
    other = (root / ENGLISH).read_text() + "  problem: {text: They wait, kind: courtesy}\n"
    write(root / ENGLISH, other)
    async with running(root) as (desk, pilot):
        await until(pilot, lambda: isinstance(desk.screen, QuestionPage), "the draft is offered")
        seen = " ".join(shown(desk).split())
        assert "in English” is not saved" in seen and "The file has changed since." in seen
        assert (root / ENGLISH).read_text() == other, "offering changes nothing"
        await pilot.press("1")
        page = await ready(desk, pilot)
        assert page.copy.now.text("summary") == "One desk"
        assert page.copy.now.text("problem") == "They wait", "what somebody else saved is there too"
        assert page.pairs.path == "summary"
        await saved(desk, pilot)
        assert {"title", "summary", "problem"} == set(written(root))
        assert desk.journal.left() == []


async def test_the_file_can_be_used_and_the_draft_is_kept(root):
    async with running(root) as (desk, pilot):
        page = await opened(desk, pilot)
        await typed(page, pilot, "summary", "One desk")
        desk.keeper.flush()
        desk.presence.leave()
    async with running(root) as (desk, pilot):
        await until(pilot, lambda: isinstance(desk.screen, QuestionPage), "the draft is offered")
        await pilot.press("2")
        page = await ready(desk, pilot)
        assert page.copy.now.text("summary") == "" and "Your draft is kept" in message(desk)
        assert [one.practice for one in desk.kept.found("nl")] == ["nl/hub@en"]


async def test_somebody_else_at_work_is_announced(root):
    other = Presence(Workspace.open(root).machine)
    other.come("nl", "nl/hub")
    async with running(root) as (desk, pilot):
        await opened(desk, pilot)
        await until(pilot, lambda: "has this practice open too" in message(desk), "it is said")
        assert other.others("nl", "nl/hub")
        await pilot.press("escape")
        await until(pilot, lambda: other.others("nl", "nl/hub") == [], "and it is left")
    other.leave()


async def test_what_one_side_changed_merges_and_what_both_changed_is_asked(root):
    async with running(root) as (desk, pilot):
        page = await opened(desk, pilot)
        await typed(page, pilot, "summary", "Mine")
        await typed(page, pilot, "title", "My title")
        theirs = (root / ENGLISH).read_text().replace("Collect reports in one place", "Their title")
        write(root / ENGLISH, theirs + "  problem: {text: Their problem, kind: courtesy}\n")
        await saved(desk, pilot, "2")
        assert {path: unit["text"] for path, unit in written(root).items()} == {
            "title": "Their title", "problem": "Their problem", "summary": "Mine",
        }  # fmt: skip
        assert written(root)["title"]["of"] == fingerprint(OLD), "their words were not made from the new original"
        assert "Another editor had changed" in message(desk)
        assert [one.text for one in desk.kept.found("nl")] == ["My title"]


async def test_words_of_an_original_that_changed_meanwhile_are_not_taken_for_newer_than_they_are(root):
    async with running(root) as (desk, pilot):
        page = await opened(desk, pilot)
        await typed(page, pilot, "summary", "One desk")
        write(root / HUB, (root / HUB).read_text().replace("Eén loket verdeelt", "Eén team verdeelt"))
        await saved(desk, pilot)
        assert written(root)["summary"]["of"] == fingerprint("Eén loket verdeelt alle meldingen.")
        await until(pilot, lambda: "“loket” became “team”" in shown(desk), "it is out of date")


async def test_words_for_a_unit_that_is_gone_are_kept(root):
    async with running(root) as (desk, pilot):
        page = await opened(desk, pilot)
        await typed(page, pilot, "summary", "One desk")
        await typed(page, pilot, "steps/open-it.text", "Open a desk")
        write(root / HUB, (root / HUB).read_text().replace("open-it", "begin"))
        await saved(desk, pilot)
        assert set(written(root)) == {"title", "summary"}
        assert [one.text for one in desk.kept.found("nl")] == ["Open a desk"]


async def test_what_cannot_be_stored_is_said_at_the_field(root):
    async with running(root) as (desk, pilot):
        page = await opened(desk, pilot)
        page.copy.set("summary", "An \u202e override")
        page.show()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "worth" in shown(desk), "what it is worth")
        await pilot.press("1")
        await until(pilot, lambda: bool(desk.screen.query("#in-by")), "who translated")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Not saved: 1 field to fix first" in message(desk), "it is refused")
        assert "To fix: It cannot be stored" in shown(desk) and "\u202e" not in shown(desk)
        assert page.pairs.path == "title"
        await pilot.press("f3")
        await until(pilot, lambda: page.pairs.path == "summary", "F3 goes there")
        assert "summary" not in written(root)


async def test_the_rail_counts_and_opens(root):
    async with running(root, practice="nl/hub") as (desk, pilot):
        assert desk.desk_screen is not None
        desk.desk_screen.show_tab("translations")
        await pilot.pause()
        assert "1 out of date, 5 missing" in shown(desk).replace("\n", " ")
        desk.chosen_beside("translations", "en")
        page = await ready(desk, pilot)
        assert page.copy.of == "nl/hub"


async def test_a_practice_without_a_page_says_why(root):
    async with running(root, edition="global") as (desk, pilot):
        desk.act("translations", "publish-results", "ar")
        await until(pilot, lambda: "not published yet" in message(desk), "the reason")
        assert isinstance(desk.screen, type(desk.desk_screen))


async def test_po_files_go_out_and_come_in(root, monkeypatch):
    monkeypatch.chdir(root)
    async with running(root) as (desk, pilot):
        await opened(desk, pilot)
        desk.act("po_out")
        await until(pilot, lambda: "What is the file to hold?" in shown(desk), "one or all")
        await pilot.press("1")
        await until(pilot, lambda: bool(desk.screen.query("#in-file")), "its name")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "hub.en.po holds 6 fields" in message(desk), "it is written")
        file = polib.pofile(str(root / "hub.en.po"))
        by_path = {entry.msgctxt: entry for entry in file}
        by_path["nl/hub#summary"].msgstr = "One desk"
        by_path["nl/hub#title"].msgstr = "Collect complaints"
        by_path["nl/hub#title"].flags = []
        file.append(polib.POEntry(msgctxt="nl/gone#title", msgid="Weg", msgstr="Gone"))
        file.save(str(root / "nl.en.po"))
        desk.act("po_in")
        await until(pilot, lambda: bool(desk.screen.query("#in-file")), "its name")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "worth" in shown(desk), "what it is worth")
        await pilot.press("1")
        await until(pilot, lambda: bool(desk.screen.query("#in-by")), "who translated")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(desk.screen, ReadPage), "what was left out is told")
        assert "no such unit" in shown(desk)
        await pilot.press("escape")
        page = await ready(desk, pilot)
        assert "2 translations taken in" in message(desk)
        assert page.copy.now.text("summary") == "One desk" and not page.copy.changed
        assert written(root)["title"]["text"] == "Collect complaints"


@pytest.mark.parametrize("name", ["~nobody-here/x.po", "not/there/x.po", "hub.po"])
async def test_a_po_file_is_written_over_nothing_and_makes_no_folder(root, monkeypatch, name):
    monkeypatch.chdir(root)
    (root / "hub.po").write_text("theirs")
    before = files(root)
    async with running(root) as (desk, pilot):
        await opened(desk, pilot)
        desk.act("po_out")
        await until(pilot, lambda: "What is the file to hold?" in shown(desk), "one or all")
        await pilot.press("1")
        await until(pilot, lambda: bool(desk.screen.query("#in-file")), "its name")
        desk.screen.query_one("#in-file").value = name  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        said = "There is something of this name already." if name == "hub.po" else "There is no such folder."
        await until(pilot, lambda: said in shown(desk), said)
        assert files(root) == before


def test_a_path_of_a_folder_that_is_gone_is_a_path(tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert typed_path("x.po").name == "x.po" and not is_taken(typed_path("x.po"))


async def test_others_are_told_behind_the_desk(root, monkeypatch):
    told: list[str] = []
    monkeypatch.setattr(Presence, "come", lambda *_given: told.append(threading.current_thread().name))
    monkeypatch.setattr(Presence, "go", lambda *_given: told.append(threading.current_thread().name))
    async with running(root) as (desk, pilot):
        await opened(desk, pilot)
        await pilot.press("escape")
        await until(pilot, lambda: len(told) == 2, "come and go")
    assert threading.main_thread().name not in told
