"""One's own editor: takes words and broken files, gives them back as one change, and loses nothing typed."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from handbook.store.editor import NoEditor, laid_down, let_edit
from tests.small import ADAPT, FILES, SUMMARY, TRUST, small
from tests.tui.inboxes import said
from tests.tui.running import NARROW, back, files, message, running, shown, until
from tests.tui.test_inbox import CHANGED, KE_ADAPT, adapt, kenya
from tui.app import Desk
from tui.screens.inbox import EditPage
from tui.screens.reading import ReadPage
from tui.screens.translations import TranslationsPage
from tui.widgets.unit import Words


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where typed words lie; the terminal can be handed over."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr(Desk, "suspend", lambda self: nullcontext())
    return tmp_path / "state" / "igf-handbook" / "typed"


def typing(monkeypatch: pytest.MonkeyPatch, folder: Path, program: str) -> None:
    """An editor that runs these lines over `text`."""
    script = folder / "editor.py"
    body = f"import sys\np = sys.argv[1]\ntext = open(p, encoding='utf-8').read()\n{program}\n"
    script.write_text(f"{body}open(p, 'w', encoding='utf-8').write(text)\n")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")


def left(state: Path) -> list[str]:
    return [path.read_text() for path in state.glob("*")]


async def test_words_come_back_as_one_change_that_can_be_undone(tmp_path, monkeypatch, state):
    typing(monkeypatch, tmp_path, "text = 'Nieuw: مرحبا\\nen 多\\n'")
    async with running(small(tmp_path / "w"), practice="build-trust") as (desk, pilot):
        desk.desk_screen.form.go("summary")
        await until(pilot, lambda: desk.desk_screen.form.path == "summary", "the summary")
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "Taken back" in message(desk), "the words")
        assert desk.copy.now.text("summary") == "Nieuw: مرحبا en 多", "a field of one line has one line"
        assert desk.desk_screen.form.editor.words.text == "Nieuw: مرحبا en 多"
        assert left(state) == []
        await pilot.press("ctrl+z")
        await until(pilot, lambda: desk.copy.now.text("summary") == SUMMARY, "the old words")
    assert FILES[TRUST] == (tmp_path / "w" / TRUST).read_text(), "nothing is saved by it"


async def test_several_lines_stay_and_nothing_changed_is_no_change(tmp_path, monkeypatch, state):
    typing(monkeypatch, tmp_path, "text = text.replace('\\n', '\\n\\nX\\n') if 'X' not in text else text")
    async with running(small(tmp_path / "w"), practice="nl/hub") as (desk, pilot):
        desk.desk_screen.form.go("problem")
        await until(pilot, lambda: desk.desk_screen.form.path == "problem", "the problem")
        desk.typed("problem", "a\nb")
        desk.desk_screen.form.put("problem")
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "Taken back" in message(desk), "the words")
        assert desk.copy.now.text("problem") == "a\n\nX\nb"
        now = desk.copy.now
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "left it as it was" in message(desk), "nothing")
        assert desk.copy.now is now and left(state) == []


async def test_a_reason_is_handed_over_too(tmp_path, monkeypatch, state):
    typing(monkeypatch, tmp_path, "text = text.strip() + ' En verder.\\n'")
    async with running(small(tmp_path / "w"), practice="build-trust") as (desk, pilot):
        desk.desk_screen.form.to_reason("title")
        await until(pilot, lambda: bool(desk.focused and desk.focused.parent.has_class("why")), "the reason")
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "Taken back" in message(desk), "the reason")
        assert desk.copy.now.why["title"] == "In het Nederlands. En verder."


async def test_a_translation_is_handed_over_and_comes_back_as_one_change(tmp_path, monkeypatch, state):
    typing(monkeypatch, tmp_path, "text = 'مرحبا\\n'")
    root = small(tmp_path / "w")
    before = files(root)
    async with running(root, size=NARROW) as (desk, pilot):
        desk.act("translations", "nl/hub", "en", "summary")
        await until(pilot, lambda: isinstance(desk.screen, TranslationsPage), "the translations")
        page = desk.screen
        await until(pilot, lambda: page.pairs.path == "summary" and page.pairs.editor is not None, "the summary")
        assert "^E Your own editor" in shown(desk)
        await pilot.press(*"Hi", "ctrl+e")
        await said(desk, pilot, "Taken back")
        assert page.copy.now.text("summary") == page.pairs.editor.words.text == "مرحبا" and left(state) == []
        await until(pilot, lambda: list((root / ".handbook" / "drafts").glob("*.json")), "it is kept safe")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: page.copy.now.text("summary") == "Hi", "what was typed before")
        monkeypatch.setenv("EDITOR", "false")
        await pilot.press("ctrl+e")
        await said(desk, pilot, "ended with a fault")
    assert files(root) == before, "nothing is saved by it"


async def test_what_is_put_together_in_the_inbox_is_handed_over_with_its_reason(tmp_path, monkeypatch, state):
    typing(monkeypatch, tmp_path, "text = text.strip() + ' And 多.\\n'")
    root = tmp_path / "w"
    kenya(root, adapt(CHANGED), ("Meet often", "Meet every week"))
    async with running(root, "ke", size=NARROW) as (desk, pilot):
        await pilot.press("f2")
        await until(pilot, lambda: "Keep ours" in shown(desk), "the question")
        await pilot.press("3")
        await until(pilot, lambda: isinstance(desk.screen, EditPage), "the page to write in")
        assert "^E Your own editor" in shown(desk)
        words = desk.screen.query_one(Words)
        before = words.text
        await pilot.press("ctrl+e")
        await said(desk, pilot, "^Z undoes it")
        assert words.text == f"{before} And 多." and left(state) == []
        await until(pilot, lambda: list((root / ".handbook" / "drafts").glob("*.json")), "it is kept safe")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: words.text == before, "the words of before")
        await pilot.press("ctrl+y")
        await until(pilot, lambda: words.text != before, "the new ones again")
        desk.screen.query_one("Input").focus()
        await pilot.press("ctrl+e")
        await until(pilot, lambda: desk.screen.query_one("Input").value.endswith("And 多."), "the reason")
        await pilot.press("ctrl+s")
        await said(desk, pilot, "Answered")
    assert (root / KE_ADAPT).read_text().count("And 多.") == 2


@pytest.mark.parametrize(
    ("editor", "said"),
    [("/no/such/editor", "cannot be started"), ("false", "ended with a fault"), ("'x", "cannot be started")],
)
async def test_without_an_editor_it_says_so_and_leaves_no_file(tmp_path, monkeypatch, state, editor, said):
    monkeypatch.setenv("EDITOR", editor)
    async with running(small(tmp_path / "w"), practice="build-trust") as (desk, pilot):
        await pilot.press("ctrl+e")
        await until(pilot, lambda: said in message(desk), "a sentence")
        assert left(state) == [] and "--" not in message(desk)


async def test_what_was_typed_is_kept_when_the_editor_fails(tmp_path, monkeypatch, state):
    typing(monkeypatch, tmp_path, "open(p, 'w').write('TYPED')\nsys.exit(1)")
    async with running(small(tmp_path / "w"), practice="build-trust") as (desk, pilot):
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "What you typed is kept in" in message(desk), "where it is")
        assert left(state) == ["TYPED"]


async def test_a_terminal_that_cannot_be_handed_over_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("EDITOR", "true")
    async with running(small(tmp_path / "w"), practice="build-trust") as (desk, pilot):
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "cannot be handed" in message(desk), "a sentence")


async def test_a_broken_file_is_mended_and_read_anew(tmp_path, monkeypatch, state):
    root = small(tmp_path / "w", {ADAPT: FILES[ADAPT] + "changes: [x\n"})
    typing(monkeypatch, tmp_path, "text = text.replace('changes: [x\\n', '')")
    async with running(root) as (desk, pilot):
        desk.open_row(f"broken:{ADAPT}")
        await until(pilot, lambda: isinstance(desk.screen, ReadPage), "the file")
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "can be used again" in message(desk), "the mended file")
        assert (root / ADAPT).read_text() == FILES[ADAPT] and left(state) == []
        assert not desk.workspace.broken


async def test_a_broken_file_that_somebody_else_mended_meanwhile_is_not_overwritten(tmp_path, monkeypatch, state):
    root = small(tmp_path / "w", {ADAPT: "format: [\n"})
    typing(monkeypatch, tmp_path, f"open({str(root / ADAPT)!r}, 'w').write('theirs: 1\\n'); text += 'mine'")
    async with running(root) as (desk, pilot):
        desk.open_row(f"broken:{ADAPT}")
        await until(pilot, lambda: isinstance(desk.screen, ReadPage), "the file")
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "What you typed is kept in" in message(desk), "where it is")
        assert (root / ADAPT).read_text() == "theirs: 1\n" and "mine" in left(state)[0]
        await back(desk, pilot)


def test_the_editor_gets_the_interrupts_and_we_do_not(tmp_path, monkeypatch, state):
    script = tmp_path / "e.sh"
    script.write_text('#!/bin/sh\nkill -INT $PPID\necho more >>"$1"\n')
    os.chmod(script, 0o700)
    monkeypatch.setenv("EDITOR", str(script))
    assert let_edit(laid_down(b"words\n")) == b"words\nmore\n"


def test_each_hand_over_has_a_file_of_its_own(state):
    assert laid_down(b"a") != laid_down(b"b") and sorted(left(state)) == ["a", "b"]


def test_no_editor_at_all_is_a_sentence(monkeypatch, state):
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoEditor, match="There is no text editor here"):
        let_edit(laid_down(b"a"))
