"""Throw-away workspaces for the desk: the shipped one, the small one, and one in which `nl` has something to decide."""

from __future__ import annotations

import json
import shutil
import tempfile
from functools import cache
from pathlib import Path

from handbook.store.data import data_folder
from tests import small
from tests.cli.run import Done, spawned
from tests.store.repositories import git

TOLD = "practices/global/entries/stimulate-before-regulate.yaml"
MEASURED = "practices/global/entries/feed-results-both-ways.yaml"
TITLED = "practices/global/entries/common-cause.yaml"
# What the shared edition changes: file, what it said, what it says now.
CHANGES = (
    (TOLD, "let them know that a rule follows if nothing moves", "say openly that a rule follows if nothing moves"),
    (TOLD, "information you hold, money, or staff.", "information you hold, rooms, money, or staff."),
    (MEASURED, "maturity: proposed", "maturity: demonstrated"),
    (TITLED, "title: Agree on", "title: First agree on"),
)
# What then waits in `nl`: words and a value that it adapted itself. Besides, the translations of a title are outdated.
WAITING = {
    ("feed-results-both-ways", "maturity"),
    ("stimulate-before-regulate", "steps/offer-real-help.text"),
    ("stimulate-before-regulate", "summary"),
}


def shipped(folder: Path, *, git: bool = False) -> Path:
    """A copy of the editions that come along, in an empty folder."""
    shutil.copytree(data_folder() / "practices", folder / "practices", dirs_exist_ok=True)
    shutil.copyfile(data_folder() / "handbook.yaml", folder / "handbook.yaml")
    return _committed(folder) if git else folder


def little(folder: Path, changed: dict[str, str | bytes | None] | None = None, *, git: bool = False) -> Path:
    """The small workspace made by hand (`tests/small.py`), with these files in place of its own."""
    small.small(folder, changed)
    return _committed(folder) if git else folder


def waiting(folder: Path, *, git: bool = False) -> Path:
    """The shipped editions after a release of the shared one that changed what `nl` adapted; see `WAITING`.

    Made with the real commands, as it would happen: global is released, eu takes it in and is released, so does nl.
    """
    root = Path(shutil.copytree(_released().name, folder, dirs_exist_ok=True))
    return _committed(root) if git else root


@cache
def _released() -> tempfile.TemporaryDirectory[str]:
    """Made once for all tests of a process."""
    kept = tempfile.TemporaryDirectory(prefix="waiting-")
    root = shipped(Path(kept.name))
    for file, before, after in CHANGES:
        said = (root / file).read_text(encoding="utf-8")
        assert said.count(before) == 1, (file, before)
        (root / file).write_text(said.replace(before, after), encoding="utf-8")
    for words in ("release -e global", "sync -e eu --unsigned", "release -e eu", "sync -e nl --unsigned"):
        run(root, *words.split())
    shutil.rmtree(root / ".handbook")
    return kept


def questions(root: Path, edition: str = "nl") -> set[tuple[str, str]]:
    """What waits for a decision in an edition: practice and unit."""
    held = json.loads(spawned(root, "status", "-e", edition, "--format", "json").out)
    return {(one["practice"], one["unit"]) for one in held["questions"]}


def run(root: Path, *words: str) -> Done:
    """A command of the handbook that must succeed."""
    done = spawned(root, *words)
    assert done.code == 0, done.all
    return done


def _committed(root: Path) -> Path:
    """All of it in a repository of its own, as one commit; an editor who is known goes on from there."""
    (root / ".gitignore").write_text("/.handbook/\n/build/\n", encoding="utf-8")
    (root / ".gitattributes").write_text(
        "practices/*/upstream/** -text\npractices/*/releases/** -text\n", encoding="utf-8"
    )
    git(root, "init", "--quiet", "--initial-branch=main")
    for name, value in (("user.name", "A. Editor"), ("user.email", "editor@igf.example")):
        git(root, "config", name, value)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "The handbook as it was")
    return root
