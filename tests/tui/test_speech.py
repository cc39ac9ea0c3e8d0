"""The desk speaks the editor's language: all that is said is marked and translated, and English is never far."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from handbook.editions.released import KINDS
from handbook.exchange.in_words import PRIVATE
from handbook.model.field import Field
from handbook.model.fields import PRACTICE
from handbook.publish import words
from handbook.store.listing import STANCES
from handbook.wording import speak
from tests.small import SUMMARY, TRUST, small
from tests.store.repositories import record, repository, rewrite
from tests.tui.running import NARROW, WIDE, back, running, shown, until
from tui.actions import ACTIONS
from tui.beside import TABS
from tui.look import THEMES
from tui.plain.run import COMMANDS
from tui.speech import LANGUAGES, _, count, language, speak_as_asked

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ROOT / "site" / "locales"
OTHERS = [one for one in LANGUAGES if one != "en"]
Message = str | tuple[str, str]


@pytest.fixture
def speaks(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The environment of an editor, with no language in it yet."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    speak(NullTranslations())
    yield monkeypatch
    speak(NullTranslations())


# The language that is asked for.


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "es_AR"}, "es"),
        ({"LANG": "es"}, "es"),
        ({"LANG": "ca_ES@valencia"}, "en"),
        ({"LANG": "nl_NL.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "es_ES.UTF-8"}, "es"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": ""}, "fr"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "pt:fr:es"}, "fr"),
        ({"LANG": "../../etc/passwd"}, "en"),
    ],
)
def test_the_environment_says_the_language(speaks, asked, found):
    for name, value in asked.items():
        speaks.setenv(name, value)
    assert language() == found


def test_a_language_that_the_desk_does_not_have_is_english(speaks):
    speaks.setenv("LANG", "nl_NL.UTF-8")
    speak_as_asked()
    assert _("Open a practice first.") == "Open a practice first."
    assert count("{number} practice", "{number} practices", 3) == "3 practices"


@pytest.mark.parametrize("spoilt", ["", "gone", 'msgid "a"\nmsgstr "\xff', "<<<<<<< ours\n"])
def test_without_a_catalog_or_with_a_spoilt_one_it_is_english(speaks, tmp_path, spoilt):
    speaks.setenv("LANG", "fr_FR.UTF-8")
    speaks.setattr(words, "locales_folder", lambda: tmp_path)
    if spoilt != "gone":
        (tmp_path / "fr/LC_MESSAGES").mkdir(parents=True)
        (tmp_path / "fr/LC_MESSAGES/desk.po").write_bytes(spoilt.encode("latin-1"))
    speak_as_asked()
    assert _("Open a practice first.") == "Open a practice first."
    assert count("{number} practice", "{number} practices", 1) == "1 practice"
    assert _("") == "", "never the head of the catalog"


def test_each_language_counts_as_it_does(speaks):
    speaks.setenv("LANG", "fr_FR.UTF-8")
    speak_as_asked()
    assert [count("{number} practice", "{number} practices", n) for n in (0, 1, 2)] == [
        "0 pratique", "1 pratique", "2 pratiques",
    ]  # fmt: skip
    speaks.setenv("LANG", "es_ES.UTF-8")
    speak_as_asked()
    assert [count("{number} practice", "{number} practices", n) for n in (0, 1, 2)] == [
        "0 prácticas", "1 práctica", "2 prácticas",
    ]  # fmt: skip


# What is said is marked, so that it is collected.


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "tui").rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _library() -> Iterator[ast.Module]:
    for path in sorted((ROOT / "handbook").rglob("*.py")):
        if "from handbook.wording import" in (module := path.read_text(encoding="utf-8")):
            yield ast.parse(module)


def _calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _marked() -> set[Message]:
    """All that the code marks, in the desk and in what the library says to whoever sits at it."""
    found: set[Message] = set()
    for tree in (*(tree for _name, tree in _modules()), *_library()):
        found |= {_text(call.args[0]) for call in _calls(tree, "_", "N_")}
        counts = [call for call in _calls(tree, "count", "pair") if len(call.args) > 1]
        found |= {(_text(call.args[0]), _text(call.args[1])) for call in counts}
    return found - {"", ("", "")}


def _helps(fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        yield field.help
        yield from _helps(field.fields)


HELPS = list(_helps(PRACTICE.fields))
# Words that are kept somewhere and said later: what is handed to `_` there, and all that it can be.
LATER = {
    "action.words": [one.words for one in ACTIONS],
    "action.what": [one.what for one in ACTIONS],
    "one.words": [one.words for one in ACTIONS],
    "one.what": [one.what for one in (*ACTIONS, *COMMANDS)],
    "one.word": [one.word for one in COMMANDS],
    "one.then": [one.then for one in COMMANDS],
    "one.stance": list(STANCES.values()),
    "one": list(STANCES.values()),
    "STANCES[stance]": list(STANCES.values()),
    "STANCES[copy.resolved.stance]": list(STANCES.values()),
    "words.KINDS[one]": list(KINDS.values()),
    "in_words.PRIVATE": [PRIVATE],
    "theme.name": [one.name for one in THEMES if not one.ansi],
    "field.help": HELPS,
    "part.field.help": HELPS,
    "tab.words": [one.words for one in TABS],
    "next((tab.words for tab in TABS if tab.id == self.tab))": [one.words for one in TABS],
}
# Picked by a function from what its own module marks, or a reason that `tui.off` and `tui.actions` mark.
PICKED = {
    "tui/actions.py": {"self.off(desk)"},
    "tui/inbox/answers.py": {"said", "said[0]", "said[1]", "off"},
    "tui/inbox/changed.py": {"said"},
    "tui/to_fix.py": {"message"},
}


def test_all_that_is_said_is_a_literal_or_marked_where_it_is_kept():
    marked = _marked()
    constants = dict(_constants())
    unmarked = []
    for name, tree in _modules():
        for call in _calls(tree, "_", "N_"):
            what = ast.unparse(call.args[0])
            if _text(call.args[0]) or what in LATER or what in PICKED.get(name, ()):
                continue
            roots = set(re.findall(r"\b_?[A-Z][A-Z_]+\b", what)) & set(constants)
            told = [said for root in roots for said in constants[root]]
            if (isinstance(call.func, ast.Name) and call.func.id == "N_") or not told or set(told) - marked:
                unmarked.append(f"{name}:{call.lineno} {what}")
        for call in _calls(tree, "count"):
            if not all(map(_text, call.args[:2])):
                unmarked.append(f"{name}:{call.lineno} {ast.unparse(call)}")
    assert unmarked == [], "mark it with N_(…), or name in LATER what it can be"


def _constants() -> Iterator[tuple[str, list[str]]]:
    """The constants of modules that hold marked words: name, and every string in their values."""
    for _name, tree in _modules():
        for node in tree.body:
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            if isinstance(target, ast.Name) and getattr(node, "value", None) and list(_calls(node, "N_")):
                value = node.value
                held = value.values if isinstance(value, ast.Dict) else [value]
                yield target.id, [said for one in held for part in ast.walk(one) if (said := _text(part))]


# The catalogs: `make locales` brings them up to date.


def _catalog(code: str) -> dict[Message, Message]:
    with (LOCALES / code / "LC_MESSAGES" / "desk.po").open("rb") as file:
        return {one.id: one.string for one in read_po(file, locale=code) if one.id}


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_translated(code):
    held = _catalog(code)
    said = {*_marked(), *(one for kept in LATER.values() for one in kept if one)}
    missing = [one for one in said if one not in held or not all(_forms(held[one]))]
    assert missing == [], "run `make locales` and translate"


def _forms(message: Message) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_filled_in_and_pressed_is_the_same(code):
    for message, said in _catalog(code).items():
        one = _forms(message)
        asked, keys = set(re.findall(r"\{\w+\}", " ".join(one))), _keys(one[-1])
        for form in _forms(said):
            found = set(re.findall(r"\{\w+\}", form))
            assert found <= asked and asked - found <= {"{number}"} and "{" not in re.sub(r"\{\w+\}", "", form), form
            assert _keys(form) == keys, form
            if isinstance(message, str):
                assert found == asked, form
                assert form[: len(form) - len(form.lstrip())] == message[: len(message) - len(message.lstrip())], form


def _keys(text: str) -> set[str]:
    """The keys that a sentence names, and the commands of a shell."""
    keys = set(re.findall(r"\^\S|\bF\d\d?\b|\bEnter\b|\bEsc\b|\bTab\b|Ctrl\+\w", text))
    return keys | set(re.findall(r"handbook (?:start|edit|demo|receive|review|translate)\b|--[a-z]+", text))


@pytest.mark.parametrize("code", OTHERS)
def test_what_a_sentence_quotes_is_called_so_in_that_language_too(code):
    held = _catalog(code)
    for message, said in held.items():
        for quoted in re.findall("“([^”{]+)”", _forms(message)[-1]):
            if isinstance(called := held.get(quoted), str):
                for form in _forms(said):
                    assert called.casefold() in form.casefold(), f"{form} ({called})"


@pytest.mark.parametrize("code", OTHERS)
def test_actions_tabs_and_commands_are_told_apart(code):
    held = _catalog(code)
    listed = [held[one.words] for one in ACTIONS if one.listed]
    assert len({*listed}) == len(listed)
    assert len({held[one.words] for one in TABS}) == len(TABS)
    commands = [str(held[one.word]) for one in COMMANDS]
    assert len({*commands}) == len(commands) and not [one for one in commands if " " in one]
    english = {one.word: held[one.word] for one in COMMANDS}
    assert [one for one in commands if one in english and english[one] != one] == [], "a word for two commands"


# The real desk.


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_the_desk_is_french_where_the_editor_is(speaks, tmp_path, size):
    speaks.setenv("LANG", "fr_FR.UTF-8")
    async with running(small(tmp_path), practice="build-trust", size=size) as (desk, pilot):
        await until(pilot, lambda: "Résumé" in shown(desk), "the name of a field")
        assert "Toutes les actions" in shown(desk)
        await pilot.press("f7")
        await until(pilot, lambda: "^S    Enregistrer. Écrit" in shown(desk), "the keys")
        await back(desk, pilot)
        await pilot.press("ctrl+k")
        await until(pilot, lambda: "n’est pas disponible" in shown(desk) or "dépôt git" in shown(desk), "the reason")


async def test_what_the_library_says_at_the_desk_is_french_too(speaks, tmp_path):
    speaks.setenv("LANG", "fr_FR.UTF-8")
    root = repository(tmp_path / "w")
    rewrite(root, TRUST, SUMMARY, "Meet every week, before you need each other.")
    record(root, "Meet more often")
    async with running(root, "global", "build-trust") as (desk, pilot):
        desk.act("history")
        await until(pilot, lambda: "2 phrases modifiées" in shown(desk), "what became of it")
        desk.act("push")
        await until(pilot, lambda: "Ce dépôt n’en connaît aucun autre" in shown(desk), "why nothing was sent")


async def test_what_the_palette_does_not_find_is_told_in_the_editors_language(speaks, tmp_path):
    speaks.setenv("LANG", "fr_FR.UTF-8")
    async with running(small(tmp_path)) as (desk, pilot):
        await pilot.press("ctrl+p", *"zzzz")
        await until(pilot, lambda: "Rien ici ne s’appelle ainsi" in shown(desk), "the sentence")
        await pilot.press("enter")
        await until(pilot, lambda: "Rien ici" not in shown(desk), "the desk")


async def test_the_desk_is_spanish_where_the_editor_is(speaks, tmp_path):
    speaks.setenv("LANG", "es_CO.UTF-8")
    async with running(small(tmp_path), practice="build-trust") as (desk, pilot):
        await until(pilot, lambda: "Resumen" in shown(desk), "the name of a field")
        desk.change(lambda copy: copy.set("summary", ""))
        await until(pilot, lambda: "por corregir" in shown(desk).casefold(), "what is to fix")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: "Antes de salir" in shown(desk), "the question")
        assert "Bouw vertrouwen op" in shown(desk), "what is written stays as it was written"
        await back(desk, pilot)


async def test_the_desk_is_english_where_it_has_no_words_of_the_language(speaks, tmp_path):
    speaks.setenv("LANG", "zu_ZA.UTF-8")
    async with running(small(tmp_path), practice="build-trust") as (desk, pilot):
        await until(pilot, lambda: "Summary" in shown(desk) and "All actions" in shown(desk), "the desk")
