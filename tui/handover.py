"""Hands words to the editor of one's choice and takes them back; what was typed there is in a file until it is kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from handbook.errors import HandbookError
from handbook.store.editor import NoEditor, as_words, editor, laid_down, let_edit
from handbook.store.files import read_bytes
from handbook.store.presence import BEAT_SECONDS
from tui.speech import _

if TYPE_CHECKING:
    from tui.host import Host


def to_editor_and_back(desk: Host, before: str, take: Callable[[str], bool], done: str, *, several_lines: bool) -> None:
    """Hand these words over and take what comes back; `done` is said then. Raises what `handed_over` raises.

    `take` puts them in their place, and says whether they are in the draft now: only then the file goes.
    """
    given = before.encode("utf-8", "replace")
    file = laid_down(given)
    data = handed_over(desk, file)
    said = _as_field(_as_kept(file, data), before, several_lines=several_lines)
    if data == given or said == before:
        file.unlink(missing_ok=True)
        desk.say(_("You left it as it was."))
        return
    there = take(said)
    desk.keeper.flush()
    if not there or desk.keeper.fault:
        desk.say(kept_in(file))
        return
    file.unlink(missing_ok=True)
    desk.say(done)


def handed_over(desk: Host, file: Path) -> bytes:
    """Let the editor have the terminal and this file; what the file holds then. Raises NoEditor.

    A file in which something was typed is kept whatever happens, and the error says where.
    """
    before = read_bytes(file)
    desk.keeper.flush()
    try:
        editor()
        with desk.suspend(), _alive(desk):
            return let_edit(file)
    except SuspendNotSupported:
        file.unlink(missing_ok=True)
        raise NoEditor(_("This terminal cannot be handed to another program."), todo=_("Type it here.")) from None
    except HandbookError as error:
        if file.exists() and file.stat().st_size == len(before) and file.read_bytes() == before:
            file.unlink()
            raise
        raise NoEditor(str(error), todo=kept_in(file)) from error


def kept_in(file: Path) -> str:
    """Where what was typed lies."""
    return _("What you typed is kept in {file}.", file=file)


def _as_kept(file: Path, data: bytes) -> str:
    try:
        return as_words(data)
    except NoEditor as error:
        raise NoEditor(str(error), todo=kept_in(file)) from error


def _as_field(said: str, before: str, *, several_lines: bool) -> str:
    """Editors end a text with a new line; a field of one line has none at all."""
    if not several_lines:
        return " ".join(said.split("\n")).strip()
    return said.rstrip("\n") + before[len(before.rstrip("\n")) :]


@contextmanager
def _alive(desk: Host) -> Iterator[None]:
    """While the editor has the terminal the desk stands still; others are told all the same that it lives."""
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(BEAT_SECONDS):
            desk.presence.beat()

    threading.Thread(target=beat, daemon=True).start()
    try:
        yield
    finally:
        ended.set()
