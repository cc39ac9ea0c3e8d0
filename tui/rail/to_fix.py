"""To fix: what stands in the way of saving or publishing, comments, and hints. Enter on a line goes to the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.beside import Beside
from tui.names import spoken
from tui.notes import comments_of, notes_of, number_to_fix
from tui.speech import _, count
from tui.widgets.lines import Row

if TYPE_CHECKING:
    from tui.host import Host

_COMMENT = "#comment"  # behind the path, where a row is about a comment: the same field may have something to fix too


def number(desk: Host) -> str:
    """How many are to fix, how many comments are open, and how many hints there are."""
    assert desk.copy is not None  # noqa: S101 - as for every tab
    wrong = number_to_fix(desk.copy, desk.findings, desk.refused)
    notes = notes_of(desk.copy, desk.findings, desk.refused).values()
    hints = sum(not is_wrong for _words, is_wrong in notes)
    comments = len(desk.review.open)
    said = [
        str(wrong) if wrong else "",
        count("{number} comment", "{number} comments", comments) if comments else "",
        count("{number} hint", "{number} hints", hints) if hints else "",
    ]
    return _(", ").join(one for one in said if one)


def holds(desk: Host) -> Beside:
    """Field and sentence, what is to fix first, then what was commented on."""
    assert desk.copy is not None  # noqa: S101 - as for every tab
    notes = notes_of(desk.copy, desk.findings, desk.refused)
    told = [(path, words) for path, (words, wrong) in notes.items() if wrong]
    told += [(f"{path}{_COMMENT}", words) for path, words in comments_of(desk.copy, desk.review.open).items()]
    told += [(path, words) for path, (words, wrong) in notes.items() if not wrong]
    rows = [Row(key, f"{spoken(key.removesuffix(_COMMENT))}: {words}") for key, words in told]
    if not rows:
        return Beside(_("Nothing here needs you."))
    said = "\n\n".join(row.title for row in rows)
    return Beside(said, [Row(row.key, spoken(row.key.removesuffix(_COMMENT))) for row in rows])


def chosen(desk: Host, key: str) -> None:
    """Go to the field."""
    desk.go_to(key.removesuffix(_COMMENT))
