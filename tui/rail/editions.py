"""Editions: how this edition stands to the practice, and what it has changed. Enter goes to the unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.editions.status import questions
from handbook.editions.working_copy import Origin
from handbook.errors import HandbookError
from handbook.model.question import Question
from handbook.store.listing import STANCES
from tui.beside import Beside
from tui.names import spoken
from tui.speech import _, count
from tui.widgets.lines import Row

if TYPE_CHECKING:
    from tui.host import Host


def number(desk: Host) -> str:
    """How many decisions wait."""
    waiting = len(_questions(desk))
    return _("{number} to decide", number=waiting) if waiting else ""


def holds(desk: Host) -> Beside:
    """The stance, what waits, and each unit that reads otherwise here."""
    copy = desk.copy
    assert copy is not None  # noqa: S101 - a tab holds something only with a practice open
    if not copy.shared:
        return Beside(_("This practice is your own. Editions that build on yours can adapt it."))
    asked = _questions(desk)
    stance = copy.resolved.stance if copy.resolved else None
    said = [_("From {parent}, {stance}.", parent=desk.names.parent, stance=_(STANCES[stance]))] if stance else []
    if copy.resolved is not None and copy.resolved.stance_why:
        said.append(copy.resolved.stance_why)
    if asked:
        said.append(count("{number} decision waits: F2 opens the Inbox.",
                          "{number} decisions wait: F2 opens the Inbox.", len(asked)))  # fmt: skip
    rows = [Row(path, spoken(path), (words,)) for path, words in _changed(desk)]
    said += [f"{row.title}: {row.notes[0]}" for row in rows] or [_("Nothing is changed here.")]
    return Beside("\n\n".join(said), [Row(row.key, row.title) for row in rows])


def chosen(desk: Host, key: str) -> None:
    """Go to the unit in the form."""
    desk.go_to(key)


def _questions(desk: Host) -> list[Question]:
    copy = desk.copy
    if copy is None or not copy.shared:
        return []
    try:
        return questions(desk.workspace.handbook, desk.edition, copy.practice)
    except HandbookError:
        return []


def _changed(desk: Host) -> list[tuple[str, str]]:
    copy = desk.copy
    if copy is None:
        return []
    words = {Origin.ADAPTED: _("adapted here"), Origin.ADDED: _("added here"), Origin.LEFT_OUT: _("hidden here")}
    found: dict[str, str] = {}
    for path in copy.now.values:
        origin = copy.origin(path)
        if origin in (Origin.ADDED, Origin.LEFT_OUT):
            path = path.partition(".")[0]
        if origin in words:
            found[path] = words[origin]
    return list(found.items())
