"""Words in somebody's own text editor: laid down in a file of their own, and read again when the editor has ended."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from handbook.errors import HandbookError, Place, SaveRefused
from handbook.store.files import read_bytes, write_own
from handbook.store.machine import state_folder
from handbook.wording import _


class NoEditor(HandbookError):
    """No text editor can be started, or it ended with a fault."""


def laid_down(data: bytes, suffix: str = ".md") -> Path:
    """Put what is to be edited into a new file of the user's alone, which stays until whoever takes it back deletes it.

    Raises SaveRefused where this account has no place for it.
    """
    folder = _folder()
    front = f"{time.strftime('%Y-%m-%d-%H%M%S')}-{os.getpid()}"
    number = next(n for n in range(10_000) if not (folder / f"{front}-{n}{suffix}").exists())
    path = folder / f"{front}-{number}{suffix}"
    write_own(path, data)
    return path


def let_edit(path: Path, *, instead: str = "") -> bytes:
    """Hand a file to the editor and wait for its end; what the file holds then. Raises NoEditor.

    The editor is `$VISUAL`, else `$EDITOR`, else nano or vi; `instead` says how one does without.
    """
    command = editor(instead=instead)
    try:
        with _interrupts_are_the_editors():
            done = subprocess.run([*command, str(path)], check=False)
    except OSError:
        todo = _either(_("Set EDITOR to one that is installed"), instead)
        raise NoEditor(_("The editor “{editor}” cannot be started.", editor=command[0]), todo=todo) from None
    if done.returncode:
        what = _("The editor ended with a fault, so nothing was written.")
        raise NoEditor(what, todo=_either(_("Try again"), instead))
    return read_bytes(path)


def as_words(data: bytes) -> str:
    """What an editor left as text, with our line ends. Raises NoEditor where it is not UTF-8."""
    try:
        return data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise NoEditor(_("What was typed is not UTF-8."), todo=_("Save it as UTF-8, and do it again.")) from None


def editor(*, instead: str = "") -> list[str]:
    """The command that starts the editor. Raises NoEditor where there is none."""
    said = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        asked = shlex.split(said)
    except ValueError:
        what = _("The editor “{editor}” cannot be started.", editor=said)
        raise NoEditor(what, todo=_either(_("Set EDITOR anew"), instead)) from None
    known = [found for name in ("nano", "vi") if (found := shutil.which(name))]
    if not asked and not known:
        todo = _either(_("Set EDITOR to one that is installed"), instead)
        raise NoEditor(_("There is no text editor here."), todo=todo)
    return asked or known[:1]


def _either(todo: str, instead: str) -> str:
    return _("{todo}, or {instead}.", todo=todo, instead=instead) if instead else f"{todo}."


def _folder() -> Path:
    own, todo = state_folder(), _("Set XDG_STATE_HOME to a folder of yours.")
    if own is None:
        raise SaveRefused(_("This account has no folder of its own for the words you would type."), todo=todo)
    folder = own / "typed"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        what = _("There is no place for the words you would type: {why}.", why=why)
        raise SaveRefused(what, where=Place(str(folder)), todo=todo) from error
    return folder


@contextmanager
def _interrupts_are_the_editors() -> Iterator[None]:
    """Ctrl+C means something to the editor; the program that waits for it is not ended by it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)  # not SIG_IGN, which the editor would inherit
    try:
        yield
    finally:
        with suppress(TypeError):  # a handler that Python did not set cannot be put back
            signal.signal(signal.SIGINT, before)
