"""Preview: the page as F4 shows it, folded to what it is, what to do and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.errors import HandbookError
from tui.beside import Beside
from tui.page_words import fetched, page_words
from tui.speech import _
from tui.to_fix import told
from tui.widgets.text import styled

if TYPE_CHECKING:
    from tui.host import Host


def number(desk: Host) -> str:
    """A preview has none."""
    return ""


def holds(desk: Host) -> Beside:
    """The page in words; what the first one needs is fetched behind the desk, since keys would wait for it."""
    assert desk.copy is not None  # noqa: S101 - a tab holds something only with a practice open
    language = desk.workspace.handbook.edition(desk.edition).languages[0]
    if language not in _READY:
        desk.run_worker(lambda: _fetch(desk, language), thread=True, exclusive=True, group="preview")
        return Beside()
    try:
        words = page_words(desk.book, desk.edition, desk.copy.practice, folded=True)
    except HandbookError as error:
        return Beside(told(error))
    return Beside(styled(words, "\n\n", (_("F4 shows the whole page."), "dim")))


_READY: set[str] = set()  # languages of which the site's words have been read, once in a program


def _fetch(desk: Host, language: str) -> None:
    fetched(language)
    _READY.add(language)
    if not desk.ending:
        desk.call_from_thread(_show, desk)


def _show(desk: Host) -> None:
    if (screen := desk.desk_screen) and screen.tab == "preview" and desk.copy is not None:
        screen.show_tab("preview")
