"""Reads along: what the manual says of commands, options, fields and files is so, and every link leads somewhere."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, cast

import pytest
import typer.main
from typer.core import TyperGroup

import handbook.cli
from handbook.checks.finding import Finding, Severity
from handbook.checks.runner import check
from handbook.cli.program import app
from handbook.model import fields as declared
from handbook.model.field import Field, Kind
from handbook.store.workspace import Workspace

for module in iter_modules(handbook.cli.__path__, "handbook.cli."):
    import_module(module.name)  # each adds its commands

ROOT = Path(__file__).parents[1]
MANUAL = ROOT / "site" / "manual"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(MANUAL.rglob("*.md"))]
PROGRAM = cast(TyperGroup, typer.main.get_command(app))
COMMANDS = PROGRAM.commands
WALK = "practices/global/entries/answer-in-a-day.yaml"

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text(page: str) -> str:
    return (MANUAL / page).read_text(encoding="utf-8")


def fenced(page: str, language: str) -> list[str]:
    return [body for kind, body in _FENCE.findall(text(page)) if kind == language]


def section(page: str, heading: str) -> str:
    """The text below a heading of the second level."""
    found = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", text(page), re.DOTALL | re.MULTILINE)
    assert found, f"{page} has no section “{heading}”"
    return found[1]


def options(command: Any) -> list[str]:
    return [name for one in command.params for name in (*one.opts, *one.secondary_opts) if name.startswith("-")]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_manual_with_its_options_and_an_example(name: str) -> None:
    told = section("commands.md", name)
    missing = [one for one in options(COMMANDS[name]) if one not in ("-h", "--help") and f"`{one}`" not in told]
    assert not missing
    assert re.search(rf"^handbook {name}\b", told, re.MULTILINE)
    assert f"handbook {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_options_of_the_program_itself_stand_in_the_manual() -> None:
    told = section("commands.md", "For every command")
    assert not [one for one in options(PROGRAM) if f"`{one}" not in told]


def command_lines() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for kind, body in _FENCE.findall(page.read_text(encoding="utf-8")):
            for line in body.splitlines() if kind in ("sh", "bash", "") else ():
                _, found, rest = line.partition("handbook ")
                if found and re.fullmatch(r"(?:\S*/)?|pipx run --spec \. ", line[: line.index("handbook ")]):
                    yield named(page), rest


@pytest.mark.parametrize(("page", "line"), list(command_lines()))
def test_every_command_line_of_the_manual_would_run(page: str, line: str) -> None:
    words = shlex.split(line, comments=True)
    assert words[0] in COMMANDS, f"{page}: there is no command {words[0]}"
    COMMANDS[words[0]].make_context(words[0], words[1:])  # raises where an option or a value cannot be


def test_commands_named_in_passing_are_there() -> None:
    found = {
        (named(page), name)
        for page in PAGES
        for name in re.findall(r"`handbook ([a-z]+)", page.read_text(encoding="utf-8"))
    }
    assert not [(page, name) for page, name in found if name not in COMMANDS]


def declared_rows(fields: tuple[Field, ...], front: str = "") -> Iterator[tuple[str, Field]]:
    below = {Kind.GROUP: ".", Kind.ITEMS: "/<id>.", Kind.MAP: ".<unit>.", Kind.ADDITIONS: ".<list>/<id>."}
    for field in fields:
        yield front + field.name, field
        if field.kind in below:
            yield from declared_rows(field.fields, f"{front}{field.name}{below[field.kind]}")


@pytest.mark.parametrize("name", declared.SHAPES)
def test_every_field_stands_in_the_manual_with_its_label_help_and_choices(name: str) -> None:
    part = text("fields.md").partition(f"<!-- shape: {name} -->")[2].partition("<!-- shape:")[0]
    told = {line.split(" | ")[0].strip("| `"): line for line in part.splitlines() if line.startswith("| `")}
    expected = dict(declared_rows(declared.SHAPES[name].fields))
    assert list(told) == list(expected), "a field is missing, or told in another order than it is declared"
    for path, field in expected.items():
        row = told[path]
        assert f"| {field.label} |" in row, path
        assert field.help in row, path
        assert all(f"`{choice}`" in row for choice in field.choices), path
        assert ("always needed" in row) == field.required, path
        assert not row.endswith("| |"), f"{path}: nothing is said of what to write"


def links(page: Path) -> Iterator[str]:
    bare = _FENCE.sub("", page.read_text(encoding="utf-8"))
    bare = re.sub(r"`[^`\n]*`", "", bare)
    yield from (link for link in _LINK.findall(bare) if not re.match(r"[a-z]+:", link))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if anchor:
            assert anchor in headings(target), link


def headings(page: Path) -> set[str]:
    found = re.findall(r"^#+ (.+)$", _FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


def test_every_page_is_reached_from_the_first_one() -> None:
    seen: set[Path] = set()
    waiting = [MANUAL / "index.md"]
    while waiting:
        page = waiting.pop()
        if page.suffix == ".md" and page.is_file() and page not in seen:
            seen.add(page)
            waiting += [(page.parent / link.partition("#")[0]).resolve() for link in links(page)]
    assert not [named(page) for page in MANUAL.rglob("*.md") if page not in seen]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with the global edition alone, to try the manual on."""
    shutil.copy(ROOT / "handbook.yaml", tmp_path)
    shutil.copytree(ROOT / "practices" / "global", tmp_path / "practices" / "global")
    (tmp_path / WALK).unlink(missing_ok=True)  # of somebody who has followed the manual in this very folder
    return tmp_path


def found_in(root: Path, file: str) -> list[Finding]:
    return [
        finding
        for finding in check(Workspace.open(root))
        if finding.file.startswith(file) and finding.rule.severity is not Severity.ADVICE
    ]


def test_the_walk_meets_the_problems_it_tells_and_mends_them(workspace: Path) -> None:
    begun, filled, *_ = fenced("write-a-practice.md", "yaml")
    run(workspace, "new", "answer-in-a-day", "--title", "Answer every report within a day", "--edition", "global")
    assert (workspace / WALK).read_text(encoding="utf-8") == begun
    (workspace / WALK).write_text(filled, encoding="utf-8")
    told = next(block for block in fenced("write-a-practice.md", "text") if "links-unknown-taxon" in block)
    met = found_in(workspace, WALK)
    assert [f"{one.file}:{one.line}: {one.rule.severity} {one.rule.id}" for one in met] == told.splitlines()[0:6:3]
    assert all(one.message in told and one.todo in told for one in met)
    mended = filled.replace("[hotlines]", "[hotline]").replace("basis: heard", "basis: editors")
    (workspace / WALK).write_text(mended, encoding="utf-8")
    assert not found_in(workspace, WALK)


def test_a_change_written_by_hand_is_sound_once_it_was_looked_at(workspace: Path) -> None:
    run(workspace, "start", "ours", "--here", "--title", "Ours", "--lang", "en", "--kind", "country", "--body", "We")
    adaptation, *_ = fenced("editions.md", "yaml")
    file = workspace / "practices" / "ours" / "adapt" / "common-cause.yaml"
    file.parent.mkdir()
    file.write_text(adaptation, encoding="utf-8")
    found = found_in(workspace, "practices/ours")
    assert {one.rule.id for one in found} == {"editions-no-base"} and len(found) == 4
    words = next(shlex.split(line) for line in section("editions.md", "Base texts").splitlines() if " decide " in line)
    run(workspace, *words[1:], "--edition", "ours")
    assert len(found_in(workspace, "practices/ours")) == 3


def run(workspace: Path, *words: str) -> None:
    subprocess.run([sys.executable, "-c", "from handbook.cli import main; main()", *words], cwd=workspace, check=True)
