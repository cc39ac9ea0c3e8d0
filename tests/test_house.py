"""The house keeps its rules: floors, sizes, names, docstrings, and nothing of the machine it was built on."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook.store.schemas import schemas

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted([*ROOT.glob("handbook/**/*.py"), *ROOT.glob("tui/**/*.py")])
MODULES = [path for path in MODULES if "_data" not in path.parts]
MOST_LINES = 400
OUTSIDE = {".git", ".venv", ".handbook", "build", "dist", "node_modules", "__pycache__", ".hypothesis"}
TEXT = {".py", ".md", ".yaml", ".yml", ".toml", ".html", ".css", ".js", ".json", ".po", ".txt", ".cfg", ".sh", ""}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def our_files(folder: Path = ROOT) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in OUTSIDE or path.name.endswith(("_cache", ".egg-info")):
            continue
        if path.is_dir():
            yield from our_files(path)
        elif path.suffix in TEXT:
            yield path


def test_no_arrow_goes_up_and_none_in_a_circle():
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_contracts_name_every_room():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(held["layers"] for held in settings["contracts"] if held["type"] == "layers")
    named_there = {name.strip() for layer in layers for name in layer.split("|")}
    rooms = {f"handbook.{path.stem}" for path in (ROOT / "handbook").iterdir() if path.stem[0] not in "_."}
    assert rooms <= named_there | {"handbook.py"}


def test_no_file_grows_beyond_what_can_be_read_at_once():
    files = [path for path in our_files() if path.suffix in (".py", ".js", ".html")]
    long = {named(path): len(path.read_text().splitlines()) for path in files}
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES} == {}


def test_no_module_is_a_drawer_for_everything():
    drawers = {"utils", "util", "common", "const", "constants", "helpers", "misc"}
    assert [named(path) for path in MODULES if path.stem in drawers or path.parent.name in drawers] == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_every_module_says_in_one_to_three_lines_what_it_is_for(path):
    told = ast.get_docstring(ast.parse(path.read_text()))
    assert told and told.split("\n\n")[0].count("\n") <= 2


def test_every_folder_of_modules_is_a_package():
    folders = {path.parent for path in MODULES}
    assert [named(folder) for folder in folders if not (folder / "__init__.py").is_file()] == []
    assert not (ROOT / "site/__init__.py").exists(), "site belongs to the standard library"


def test_faults_are_never_swallowed_whole():
    """One door catches everything, and it tells."""
    bare = re.compile(r"^\s*except( Exception| BaseException)?( as \w+)?:", re.M)
    caught = {named(path): len(bare.findall(path.read_text())) for path in MODULES}
    reraised = {"handbook/store/files.py"}  # puts things right, then raises on
    assert {name for name, times in caught.items() if times and name not in reraised} <= {"handbook/cli/__init__.py"}


def test_nothing_refers_to_the_machine_it_was_built_on():
    places = ["../" + "shared", "/work/" + "main", "/work/" + "shared", "/tmp/" + "briefs", "/root" + "/"]
    found = [
        (named(path), place)
        for path in our_files()
        for place in places
        if place in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert found == []


def test_the_schemas_beside_the_practices_are_those_of_the_declared_fields():
    folder = ROOT / "practices/schemas"
    assert {path.name: path.read_text() for path in folder.glob("*.json")} == schemas(), "run: handbook schema"
    assert all(json.loads(text)["title"].startswith("Handbook ") for text in schemas().values())


def test_the_floors_below_know_no_disk():
    pure = [path for path in MODULES if path.parent.name in ("model", "editions")]
    assert [
        named(path) for path in pure if re.search(r"(?<!def )\bopen\(|import os\b|pathlib|subprocess", path.read_text())
    ] == []
