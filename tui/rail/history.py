"""History: what became of the practice, commit by commit, in words. Enter on a line shows then and now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from handbook.errors import HandbookError
from handbook.store.history import history
from handbook.store.workspace import Workspace
from tui.beside import Beside
from tui.days import day
from tui.past import Past
from tui.speech import _
from tui.to_fix import of_error
from tui.widgets.lines import Row

if TYPE_CHECKING:
    from handbook.store.history import Moment
    from tui.host import Host


def number(desk: Host) -> str:
    """The day of the last change; known once the tab was opened, since git is asked for it."""
    past = desk.past
    return day(past.moments[0].date, short=True) if past is not None and past.moments else ""


def holds(desk: Host) -> Beside:
    """“Summary, 3 November: 2 sentences changed”, the newest first."""
    past = desk.past
    if past is None and desk.copy is not None:
        desk.past = Past(known=False)
        read = partial(_read, desk, desk.copy.practice, desk.edition)
        desk.run_worker(read, thread=True, exclusive=True, group="history")
    if past is None or not past.known:
        return Beside(_("Looking into its history…"))
    if past.fault:
        return Beside(past.fault)
    rows = [row for n, moment in enumerate(past.moments) for row in _rows(n, moment)]
    if not rows:
        return Beside(_("Nothing of this practice was ever committed. ^K commits what has changed."))
    return Beside("", rows)


def chosen(desk: Host, key: str) -> None:
    """Show then and now, and offer to put it back."""
    desk.act("past_change", key)


def _rows(n: int, moment: Moment) -> list[Row]:
    on = day(moment.date)
    rows = [
        Row(f"{n} {m}", _("{unit}, {day}:", unit=change.name, day=on), (change.what, moment.who))
        for m, change in enumerate(moment.changes)
    ]
    return rows or [Row(f"{n}", _("{day}:", day=on), (moment.note, moment.who))]


def _read(desk: Host, practice: str, edition: str) -> None:
    """In a thread of its own, over a workspace of its own."""
    try:
        past = Past(history(Workspace.open(desk.workspace.root), edition, practice))
    except HandbookError as error:
        past = Past(fault=of_error("", error))
    if not (desk.ending or get_current_worker().is_cancelled):
        desk.call_from_thread(desk.looked_back, edition, practice, past)
