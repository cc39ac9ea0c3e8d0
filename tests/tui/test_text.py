"""Content is text: whatever a file, a name or a clipboard holds, it is shown as letters or marks and never acts."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandPalette
from textual.widgets import Static

from handbook.model import fields as declared
from handbook.model.field import Kind
from handbook.model.sheet import UNWRITTEN
from handbook.store.workspace import Workspace
from tests.small import FILES, GLOBAL, HUB, NL, TAXONOMY, TRUST, small
from tests.tui.running import NARROW, WIDE, back, running, shown, until
from tui.gate import NothingActs, letter_for_letter
from tui.palette import Palette
from tui.screens.asking import AskPage, Blank
from tui.screens.picking import Option, PickPage
from tui.screens.question import Asked, Choice, QuestionPage
from tui.screens.reading import ReadPage
from tui.speech import shown as cleaned

TUI = Path(__file__).resolve().parents[2] / "tui"
# What a file can hold: it is refused for none of these.
MARKUP = "[red]a[/red] [/] [@click=app.quit]b[/] <b>c</b> {{x}} {0} %s $d \\[e]"
SCRIPTS = "مرحبا 多利益相关方 👩‍👩‍👧 " + "w" * 300
SAID = f"{MARKUP} {SCRIPTS}"
# What a file is refused for, and what may come another way: pasted, from an editor, from a proposal, in a file's name.
ACTS = "\x1b[31m\x1b]52;c;aGk=\x07\x1b]0;t\x1b\\\x9b31m \u202egnp\u2066x\u2069\x7f\x00"
HOSTILE = f"{MARKUP} {ACTS}"
FILE = "[red]x[@click=app.quit]y\x1b]0;t\x07\u202e.yaml"
BAD = [c for c in dict.fromkeys(ACTS) if not c.isprintable()]


def hostile(root: Path) -> Path:
    """A small workspace whose every word is one that another program would act on."""
    quoted = json.dumps(SAID, ensure_ascii=False)
    taxonomy = re.sub(r"\{en: \w+\}", lambda _: f"{{en: {quoted}}}", FILES[TAXONOMY])
    edition = FILES[NL].replace("{nl: Nederlandse editie, en: Dutch edition}", f"{{en: {quoted}}}")
    parent = FILES[GLOBAL].replace("{en: Shared edition}", f"{{en: {quoted}}}")
    hub = "\n".join(['format: "1"', "id: nl/hub", "kind: practice", "lang: nl", "status: draft", *_fields(quoted)])
    trust = FILES[TRUST].replace("title: Build trust", f"title: {quoted}")
    return small(root, {
        TAXONOMY: taxonomy, NL: edition, GLOBAL: parent, HUB: hub + "\n", TRUST: trust,
        f"practices/nl/entries/{FILE}": "format: [\n",
    })  # fmt: skip


def _fields(quoted: str) -> Iterator[str]:
    """Every declared field that holds words, filled with these."""
    for field in declared.PRACTICE.fields:
        if field.name in (*UNWRITTEN, "kind", "lang", "status") or field.name in ("replaced_by", "withdrawn_because"):
            continue
        if field.kind is Kind.ITEMS:
            parts = [f"{part.name}: {quoted}" for part in field.fields if part.words]
            parts += [
                f"{part.name}: {_NEEDED[part.name]}" for part in field.fields if part.name in _NEEDED and part.required
            ]
            if parts:
                yield f"{field.name}: [{{{', '.join(['id: ' + _id(field.name), *parts])}}}]"
        elif field.kind is Kind.GROUP:
            parts = [f"{part.name}: {quoted}" for part in field.fields if part.words]
            if parts:
                yield f"{field.name}: {{{', '.join(parts)}}}"
        elif field.words:
            yield f"{field.name}: {quoted}"


_NEEDED = {"source": "one", "at": '"1"', "kind": "opinion"}


def _id(name: str) -> str:
    return "hotline" if name == "value" else "one"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the program sends to the terminal, letter for letter."""
    from textual.drivers.headless_driver import HeadlessDriver

    sent: list[str] = []
    monkeypatch.setattr(HeadlessDriver, "write", lambda _self, data: sent.append(data))
    return sent


def seen_of(text: str) -> set[str]:
    """The signs in what is drawn that act, or turn text around."""
    return {c for c in text if c in BAD}


def test_the_words_of_the_trial_are_hostile():
    assert all(c in HOSTILE for c in "[]<>{}\x1b\u202e") and len(BAD) > 6


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_whatever_files_hold_is_shown_letter_for_letter(tmp_path, size):
    async with running(hostile(tmp_path), size=size) as (desk, pilot):
        assert "[red]a[/red] [/] [@click=ap" in shown(desk), "in the library"
        assert "[red]x[@click=app.quit]y⟨001B⟩" in shown(desk), "a file's name"
        desk.open_practice("nl/hub", "summary")
        await until(pilot, lambda: desk.desk_screen.form.path == "summary", "the form")
        screen, form = desk.desk_screen, desk.desk_screen.form
        for path in list(form._boxes):
            form.go(path)
            await until(pilot, lambda path=path: form.path == path, path)
            assert not seen_of(shown(desk)), path
        assert MARKUP in "".join(str(box.render()) for box in form._boxes.values()), "in the form"
        for tab in [row.key for row in screen.query_one("#tabs").rows]:
            screen.show_tab(tab)
            screen.show_pane("rail")
            await pilot.pause()
            assert not seen_of(shown(desk)), tab
        assert desk.is_running


async def test_the_page_help_and_pickers_show_it_too(tmp_path):
    async with running(hostile(tmp_path), practice="nl/hub") as (desk, pilot):
        for key, place in (("f4", "[red]a[/red]"), ("ctrl+g", "[red]a[/red]"), ("f1", ""), ("f7", "")):
            await pilot.press(key)
            await until(pilot, lambda: desk.screen is not desk.desk_screen, key)
            await pilot.pause()
            assert place in "".join(str(one.render()) for one in desk.screen.query(Static)) + shown(desk), key
            await back(desk, pilot)


@pytest.mark.parametrize("page", [
    QuestionPage((HOSTILE, HOSTILE, HOSTILE), Asked(HOSTILE, HOSTILE, (Choice("a", HOSTILE, HOSTILE),
                 Choice("b", HOSTILE, off=HOSTILE)), ((HOSTILE, HOSTILE),), HOSTILE, HOSTILE)),
    AskPage((HOSTILE,), HOSTILE, [Blank("a", HOSTILE, HOSTILE, HOSTILE)], told=HOSTILE, done=HOSTILE,
            judge=lambda _: {"a": HOSTILE}),
    PickPage((HOSTILE,), HOSTILE, [Option(f"{n}", HOSTILE, HOSTILE) for n in range(20)], told=HOSTILE),
    ReadPage((HOSTILE,), HOSTILE, HOSTILE, after=HOSTILE),
], ids=["question", "ask", "pick", "read"])  # fmt: skip
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_every_kind_of_page_shows_marks(tmp_path, written, page, size):
    async with running(small(tmp_path), size=size) as (desk, pilot):
        page = _anew(page)
        desk.push_screen(page)
        await until(pilot, lambda: desk.screen is page, "the page")
        desk.say(HOSTILE)
        await pilot.pause()
        assert "[red]a[/red] [/] [@click=app.quit]" in shown(desk) and not seen_of(shown(desk))
        if isinstance(page, AskPage):
            page.action_send()
            await pilot.pause()
            assert not seen_of(shown(desk))
        await back(desk, pilot)
    _only_ours(written)


async def test_what_is_pasted_or_comes_from_an_editor_is_marked_where_one_types(tmp_path, written):
    async with running(small(tmp_path), practice="build-trust") as (desk, pilot):
        form = desk.desk_screen.form
        form.go("summary")
        await until(pilot, lambda: form.editor is not None and form.path == "summary", "the summary")
        desk.change(lambda copy: copy.set("summary", HOSTILE))
        form.put("summary")
        desk.reasoned("summary", HOSTILE)
        await pilot.pause()
        assert not seen_of(shown(desk)) and "␛]52;c;aGk=␇" in shown(desk)
        assert desk.copy.now.text("summary") == HOSTILE, "what is typed is kept as it was typed"
        desk.desk_screen.query_one("#filter").value = HOSTILE
        await pilot.pause()
        assert not seen_of(shown(desk))
        desk.act("save")
        await until(pilot, lambda: "Not saved" in shown(desk), "the refusal")
    assert "\x1b" not in (tmp_path / TRUST).read_text()
    _only_ours(written)


async def test_the_palette_shows_names_of_editions_and_practices(tmp_path, written):
    async with running(hostile(tmp_path), practice="nl/hub") as (desk, pilot):
        palette = Palette(desk.screen)
        await palette.startup()
        assert [hit async for hit in palette.discover()]
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(desk.screen, CommandPalette), "the palette")
        await pilot.press(*"[/]")
        await pilot.pause(0.2)
        await pilot.press("escape")
        await until(pilot, lambda: desk.screen is desk.desk_screen, "the desk")
    _only_ours(written)


def test_a_mark_stands_for_each_sign_that_would_act():
    assert cleaned(f"a{ACTS}b").isprintable()
    for sign in BAD:
        assert cleaned(sign).startswith("⟨"), "in a text: its number"
        assert len(letter_for_letter(sign)) == 1 and letter_for_letter(sign).isprintable(), "where one types: one sign"
    assert letter_for_letter(SCRIPTS) == SCRIPTS and cleaned(SCRIPTS) == SCRIPTS


def test_the_last_gate_takes_out_what_slipped_through():
    from rich.segment import ControlType, Segment
    from textual.color import Color

    own = Segment("\x1b[2J", None, [(ControlType.CLEAR,)])
    kept, through = NothingActs().apply([own, Segment(f"a{ACTS}b")], Color(0, 0, 0))
    assert kept is own and not seen_of(through.text) and through.text.startswith("a")


# No bare string into a widget: its own source says so.

TYPED_IN = {"Input", "TextArea"}  # take what is typed, and parse nothing
WALLS = {
    "text.py",
    "bar.py",
    "unit.py",
}  # of tui/widgets: they make what shows text
PARSED = {"notify", "border_title", "border_subtitle", "from_markup", "sub_title", "tooltip"}


def _trees() -> Iterator[tuple[Path, ast.AST]]:
    for path in sorted(TUI.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_nothing_but_our_text_comes_from_textuals_widgets():
    found = []
    for path, tree in _trees():
        wall = path.parent.name == "widgets" and path.name in WALLS
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual.widgets"):
                allowed = TYPED_IN | ({"Static"} if wall else set())
                found += [f"{path.name}: {one.name}" for one in node.names if one.name not in allowed]
            if isinstance(node, ast.Import):
                found += [f"{path.name}: {one.name}" for one in node.names if one.name.startswith("textual.widgets")]
    assert found == []


def test_static_is_never_fed_a_string():
    """Where Static is allowed at all, its classes turn markup off, and nothing makes a bare one."""
    for path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "Static" for base in node.bases):
                made = next(one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__")
                calls = [one for one in ast.walk(made) if isinstance(one, ast.Call) and _is_init(one)]
                assert calls and all(_off(one) for one in calls), f"{path.name}: {node.name} parses markup"


def test_nothing_is_said_where_markup_is_parsed():
    found = []
    for path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in PARSED:
                found.append(f"{path.name}:{node.lineno} {node.attr}")
            if isinstance(node, ast.Call):
                bare = getattr(node.func, "id", "") == "Static"
                on = any(
                    one.arg == "markup" and getattr(one.value, "value", None) is not False for one in node.keywords
                )
                found += [f"{path.name}:{node.lineno} parses markup"] if bare or on else []
    assert found == []


def _is_init(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "__init__"


def _off(call: ast.Call) -> bool:
    return any(one.arg == "markup" and getattr(one.value, "value", None) is False for one in call.keywords)


def _anew(page: Any) -> Any:
    """The same page once more: a screen is shown once."""
    if isinstance(page, QuestionPage):
        return QuestionPage(page.crumbs, page.asked)
    if isinstance(page, AskPage):
        return AskPage(page.crumbs, page.title_words, page.blanks, told=page.told, done=page.done, judge=page.judge)
    if isinstance(page, PickPage):
        return PickPage(page.crumbs, page.title_words, page.options, told=page.told)
    return ReadPage(page.crumbs, page.title_words, page.text, after=page.after)


_OURS = re.compile(r"\x1b(?:\[[0-9;:?<>=]*[A-Za-z]|\[\?[0-9;]*\$p|\][0-9]+;[^\x1b\x07]*(?:\x07|\x1b\\)|[=>78])")


def _only_ours(written: list[str]) -> None:
    """No clipboard, no title, no sign that acts is left once the program's own colours and moves are taken out."""
    sent = "".join(written)
    assert "\x1b]52" not in sent and "aGk=" not in sent.replace("]52;c;aGk=", ""), "the clipboard"
    assert "\x1b]0;" not in sent, "the title"
    left = _OURS.sub("", sent)
    assert not {c for c in left if c in BAD}, {hex(ord(c)) for c in left if c in BAD}


def test_the_hostile_workspace_is_read(tmp_path):
    workspace = Workspace.open(hostile(tmp_path))
    assert "nl/hub" in workspace.handbook.edition("nl").practices, [one.message for one in workspace.broken]
