"""A draft that was answered: taken up once all that gives way to it is kept, or declined. Desk and plain mode alike."""

from __future__ import annotations

from handbook.model.sheet import Sheet
from handbook.store.journal import Journal, Left
from handbook.store.kept import Kept, KeptTexts
from tui.left import Unfinished


def take_up(draft: Unfinished, sheet: Sheet, journal: Journal, kept: KeptTexts) -> None:
    """Make the draft this program's own, saying what the sheet says; raises SaveRefused where that cannot be kept."""
    copy = draft.copy
    for lost in draft.gives_way(sheet):
        kept.keep(copy.edition, copy.practice, *lost)
    if isinstance(draft.left, Left):
        journal.adopt(draft.left, {**copy.tree(), "now": sheet.tree()})


def decline(left: Left | Kept, journal: Journal) -> None:
    """It is not gone on with; its words go to the kept texts, if they are not there already."""
    if isinstance(left, Left):
        journal.decline(left)
