"""Write what is shown into a file of the editor's own, since nothing here can tell what a terminal has copied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handbook.store.files import write_atomic
from tui.paths import judged_file, typed_path
from tui.screens.asking import AskPage, Blank
from tui.speech import _

if TYPE_CHECKING:
    from tui.host import Host


async def into_file(desk: Host, where: Sequence[str], proposed: str, text: str) -> None:
    """Ask for the name of a new file and write the text into it; nothing is written over."""
    help = _("The name of a file on this computer; without folders it lies in {folder}.", folder=str(typed_path("")))
    blank = Blank("file", _("File"), help, proposed, needed=True)
    typed = await desk.ask(AskPage(where, _("Write it into a file"), [blank], done=_("Write"), judge=judged_file))
    if typed is not None:
        file = typed_path(typed["file"])
        write_atomic(file, f"{text}\n".encode("utf-8", "replace"), expected="", locks=desk.workspace.locks)
        desk.say(_("It stands in {file}", file=str(file)))
