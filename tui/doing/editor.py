"""Hand the words of a field, or a file that cannot be used, to the editor of one's choice, and take them back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from handbook.errors import HandbookError
from handbook.store.editor import NoEditor, as_words, editor, laid_down, let_edit
from handbook.store.files import read_bytes
from handbook.store.presence import BEAT_SECONDS
from tui.names import spoken
from tui.rows import FormRow, Way
from tui.speech import _

if TYPE_CHECKING:
    from tui.host import Host


def in_editor(desk: Host) -> None:
    """Hand over the words of the field with the focus, or their reason; what comes back is one change."""
    screen, copy = desk.desk_screen, desk.copy
    path = screen.form.path if screen else ""
    row = screen.form.row(path) if screen else None
    if screen is None or copy is None or row is None or row.way is not Way.WORDS:
        picked = row is not None and row.way is Way.PICK
        desk.say(_("It is picked from a list: Enter opens it.") if picked else _("Go to a field of words first."))
        return
    reason = desk.focused is not None and desk.focused.parent is not None and desk.focused.parent.has_class("why")
    before = (row.why or "") if reason else copy.now.text(path)
    given = before.encode("utf-8", "replace")
    file = laid_down(given)
    data = handed_over(desk, file)
    said = _as_field(as_kept(file, data), before, several_lines=row.several_lines and not reason)
    if data == given or said == before:
        file.unlink(missing_ok=True)
        desk.say(_("You left it as it was."))
        return
    _take_back(desk, row, said, reason=reason)
    _let_go(desk, row, file, said, reason=reason)


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


def as_kept(file: Path, data: bytes) -> str:
    """The words of a file that was edited; where they are none, the error says where they are kept."""
    try:
        return as_words(data)
    except NoEditor as error:
        raise NoEditor(str(error), todo=kept_in(file)) from error


def kept_in(file: Path) -> str:
    """Where what was typed lies."""
    return _("What you typed is kept in {file}.", file=file)


def _as_field(said: str, before: str, *, several_lines: bool) -> str:
    """Editors end a text with a new line; a field of one line has none at all."""
    if not several_lines:
        return " ".join(said.split("\n")).strip()
    return said.rstrip("\n") + before[len(before.rstrip("\n")) :]


def _take_back(desk: Host, row: FormRow, said: str, *, reason: bool) -> None:
    if reason:
        desk.reasoned(row.path, said)
    else:
        desk.change(lambda copy: copy.set(row.path, said))
    if screen := desk.desk_screen:
        screen.form.put(row.path)
        if reason:
            screen.form.to_reason(row.path)
        else:
            screen.form.go(row.path)


def _let_go(desk: Host, row: FormRow, file: Path, said: str, *, reason: bool) -> None:
    """The file goes only when its words are in the draft, and the draft is on disk."""
    copy, screen = desk.copy, desk.desk_screen
    now = screen.form.row(row.path) if screen else None
    there = copy is not None and (copy.now.text(row.path) if not reason else now.why if now else "") == said
    desk.keeper.flush()
    if not there or desk.keeper.fault:
        desk.say(kept_in(file))
        return
    file.unlink(missing_ok=True)
    desk.say(_("Taken back from your editor: {field}. ^Z undoes it.", field=spoken(row.path)))


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
