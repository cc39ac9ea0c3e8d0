"""A file that cannot be used: it opens as text, with its line and the reason; one's own editor mends it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handbook.errors import HandbookError
from handbook.store.editor import NoEditor, laid_down
from handbook.store.files import content_hash, read_bytes, write_atomic
from tui.handover import handed_over, kept_in
from tui.screens.reading import ReadPage
from tui.speech import _
from tui.unread import why
from tui.widgets.bar import Item
from tui.widgets.text import styled

if TYPE_CHECKING:
    from tui.host import Host

AROUND = 40  # lines before and after the one that is wrong


class FilePage(ReadPage):
    """The file as text; ^E asks for the editor."""

    wants_editor = False

    @property
    def keys(self) -> Sequence[Item]:
        """As for every text, and the editor."""
        return [("^E", _("Your own editor")), *super().keys]

    def act_editor(self) -> None:
        """Hand the file over."""
        self.wants_editor = True
        self.dismiss(None)


async def open_as_text(desk: Host, file: str) -> None:
    """Show the file, the line marked, until it is mended or left; then the next that keeps the edition from opening."""
    while True:
        page = _page(desk, file)
        await desk.ask(page)
        if not page.wants_editor:
            _still(desk)
            return
        try:
            changed = _mended(desk, file)
        except HandbookError as error:
            desk.say(str(error))
            return
        if not changed:
            desk.say(_("You left it as it was."))
            return
        stopped = desk.stopped_by
        desk.load_library()
        if any(one.file == file for one in desk.workspace.broken):
            continue
        desk.say(_("It can be used again: {file}", file=file))
        if desk.stopped_by is None:
            if stopped is not None:
                desk.begin()
            return
        file = desk.stopped_by.file


def _still(desk: Host) -> None:
    """The edition cannot be read yet: that is said, since there is nothing to be seen of it."""
    if desk.stopped_by is not None:
        desk.say(why(desk.stopped_by))


def _page(desk: Host, file: str) -> FilePage:
    faults = [one for one in desk.workspace.broken if one.file == file]
    lines = read_bytes(desk.workspace.root / file).decode("utf-8", "replace").splitlines()
    at = faults[0].line if faults else 1
    told = "\n".join(f"{_('Line {line}', line=one.line)}: {one.message} {one.todo}" for one in faults)
    first = max(at - AROUND, 1)
    text = [
        styled((f"{'▌' if n == at else ' '}{n:5}  {line}\n", "bold" if n == at else ""))
        for n, line in enumerate(lines[first - 1 : at + AROUND], first)
    ]
    body = styled(*text) if text else styled(_("The file is empty."))
    hint = _("^E opens it in your own editor; when you come back it is read anew.")
    return FilePage((desk.names.edition, file), file, f"{told}\n\n{hint}", after=body)


def _mended(desk: Host, file: str) -> bool:
    """Let the editor have a copy, and put it in the file's place unless somebody else has changed the file since."""
    desk.workspace.refuse_read_only(file)
    path = desk.workspace.root / file
    before = read_bytes(path)
    copy = laid_down(before, ".yaml")
    after = handed_over(desk, copy)
    if after != before:
        try:
            write_atomic(path, after, expected=content_hash(before), locks=desk.workspace.locks)
        except HandbookError as error:
            raise NoEditor(str(error), todo=kept_in(copy)) from error
    copy.unlink(missing_ok=True)
    return after != before
