"""Words typed in the editor of one's choice. What was typed stays in a file until the command has done its work."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import time
from pathlib import Path

from handbook.errors import HandbookError
from handbook.store.files import write_atomic

_typed: list[Path] = []  # what was typed during this command


class NoEditor(HandbookError):
    """No text editor can be started, or it ended with a fault."""


def edited(text: str, suffix: str = ".md") -> str | None:
    """The text as it was left in the editor; None where it was left as it was. Raises NoEditor.

    The editor is `$VISUAL`, else `$EDITOR`, else nano or vi.
    """
    path = _folder() / f"{time.strftime('%Y-%m-%d-%H%M%S')}-{os.getpid()}-{len(_typed)}{suffix}"
    write_atomic(path, text.encode(), expected="", locks=path.parent.parent / "locks")
    _typed.append(path)
    command = _command() or _known()
    try:
        done = subprocess.run([*command, str(path)], check=False)
    except OSError:
        what = f"The editor “{command[0]}” cannot be started."
        raise NoEditor(what, todo="Set EDITOR to one that is installed, or use --text.") from None
    if done.returncode:
        raise NoEditor("The editor ended with a fault, so nothing was written.", todo="Try again, or use --text.")
    try:
        said = path.read_bytes().decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise NoEditor("What was typed is not UTF-8.", todo="Save it as UTF-8, and do it again.") from None
    return None if said.strip() == text.strip() else said


def kept() -> str:
    """Where what was typed lies, in a sentence; nothing where nothing was typed."""
    there = [str(path) for path in _typed if path.exists()]
    return f"What you typed is kept in {', '.join(there)}." if there else ""


def forget() -> None:
    """The command has done its work: what was typed is in the handbook now."""
    for path in _typed:
        path.unlink(missing_ok=True)
    _typed.clear()


def _command() -> list[str]:
    said = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        return shlex.split(said)
    except ValueError:
        raise NoEditor(f"The editor “{said}” cannot be started.", todo="Set EDITOR anew, or use --text.") from None


def _known() -> list[str]:
    for name in ("nano", "vi"):
        if found := shutil.which(name):
            return [found]
    raise NoEditor("There is no text editor here.", todo="Set EDITOR to one that is installed, or use --text.")


def _folder() -> Path:
    home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    folder = home / "igf-handbook" / "typed"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
