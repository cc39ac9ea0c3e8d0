"""The throw-away workspace of `handbook demo`: a copy of the editions that came along, with one change that waits."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from handbook.errors import Place, ReadError, SaveRefused
from handbook.store.data import data_folder
from handbook.store.files import held, replace_folder, write_own
from handbook.store.machine import MACHINE, json_bytes, read_file, state_folder, word
from handbook.store.manifest import MANIFEST
from handbook.store.presence import Presence
from handbook.store.releasing import release
from handbook.store.saving import opened, save
from handbook.store.sync import sync
from handbook.store.workspace import Workspace

SHARED, EDITION = "eu", "nl"
PRACTICE, UNIT = "stimulate-before-regulate", "summary"  # which the one rewords, and the other has adapted
ADDED = "Say in the first meeting which rule that would be."
WHY = "The lesson needs a change of the shared edition."
_FILE = "lesson.json"


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the throw-away workspace lies, and whether it was made just now."""

    root: Path
    new: bool


def made(*, again: bool = False) -> Demo:
    """The workspace of the lesson, made if it is not there yet; `again` makes it anew.

    It lies in the user's own state folder, so that no handbook of anybody is touched. Raises SaveRefused.
    """
    root = _folder()
    busy = "The lesson is being laid out by another program."
    try:
        with held(root, root.parent / "locks", busy=busy):
            if not again and (root / MANIFEST).is_file():
                return Demo(root, new=False)
            _refuse_open(root)
            _make(root)
    except OSError as error:
        todo = "Make room, or name another folder in XDG_STATE_HOME."
        what = f"The lesson cannot be laid out: {error.strerror or error}."
        raise SaveRefused(what, where=Place(str(root)), todo=todo) from None
    return Demo(root, new=True)


def step_of(root: Path) -> str:
    """The step of the lesson that is reached; empty at its beginning."""
    file = root / MACHINE / _FILE
    try:
        return word(read_file(file), "step", file)
    except ReadError:  # none was taken yet, or the file is torn: then it begins at its beginning
        return ""


def reach(root: Path, step: str) -> None:
    """Keep which step is reached, so that the lesson goes on there whatever ends it; raises SaveRefused."""
    write_own(root / MACHINE / _FILE, json_bytes({"step": step}))


def _folder() -> Path:
    own = state_folder()
    if own is None:
        todo = "Name a folder for it in XDG_STATE_HOME."
        raise SaveRefused("This account has no folder of its own for the lesson.", todo=todo)
    return own / "demo"


def _refuse_open(root: Path) -> None:
    """A copy is not taken away under a desk that stands on it."""
    presence = Presence(root / MACHINE)
    if presence.living() - {presence.session}:
        todo = "Leave it there with Ctrl+Q, then try again."
        raise SaveRefused("The lesson is open in another terminal.", where=Place(str(root)), todo=todo)


def _make(root: Path) -> None:
    new = root.with_name(f".{root.name}.new")
    shutil.rmtree(new, ignore_errors=True)  # left by a program that died
    try:
        _copy(data_folder(), new)
        _change(new)
        shutil.rmtree(new / MACHINE)  # it knows the files by where they lay while they were made
        replace_folder(new, root)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _copy(shipped: Path, new: Path) -> None:
    """The files alone, without their modes: those of an installed package may not be written."""
    for path in (shipped / MANIFEST, *sorted((shipped / "practices").rglob("*"))):
        if path.is_file() and not path.is_symlink():
            copy = new / path.relative_to(shipped)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def _change(root: Path) -> None:
    """What an editor of the shared edition does on another day: reword, release; and the local one takes it in."""
    workspace = Workspace.open(root)
    copy = opened(workspace, SHARED, PRACTICE)
    copy.set(UNIT, f"{copy.now.text(UNIT)} {ADDED}")
    copy.say_why(UNIT, WHY)
    save(workspace, copy)
    release(workspace, SHARED, note="One summary says more.")
    sync(workspace, EDITION, unsigned=True)
