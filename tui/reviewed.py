"""How the review of the practice that is open stands, and why it cannot be published yet, in words. No widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.model.review import Comment, Done, Logged, Review, Standing
from tui import to_fix
from tui.days import day
from tui.names import spoken
from tui.speech import N_, _

if TYPE_CHECKING:
    from tui.host import Host

UNSAVED = N_("It is not saved yet. ^S saves it.")
_DONE = {
    Done.ASKED: N_("{by} asked for a review, {day}."),
    Done.SENT_BACK: N_("{by} sent it back, {day}."),
    Done.APPROVED: N_("{by} approved it, {day}."),
    Done.APPROVED_ALONE: N_("{by} approved it, having asked for the review too, {day}."),
    Done.PUBLISHED: N_("{by} published it, {day}."),
    Done.SMALL_CORRECTION: N_("{by} made a small correction, {day}."),
}


def standing(review: Review, *, changed: bool = False) -> str:
    """Where a review stands, in a sentence or two; `changed`: whether the words are others than were approved."""
    asked, approved = review.asked, review.approved
    if review.state is Standing.ASKED:
        by, on = asked.get("by") or _("An editor"), day(asked.get("on", ""))
        if asked.get("of"):
            said = _("{by} asked {of} for a review, {day}.", by=by, of=asked["of"], day=on)
        else:
            said = _("{by} asked for a review, {day}.", by=by, day=on)
        return f"{said} {asked.get('note', '')}".rstrip()
    if review.state is Standing.SENT_BACK:
        line = next((one for one in reversed(review.log) if one.what is Done.SENT_BACK), None)
        return told(line) if line else _("It was sent back.")
    if review.state is Standing.APPROVED:
        by, on = approved.get("by") or _("A reviewer"), day(approved.get("on", ""))
        said = _("{by} approved it, {day}.", by=by, day=on)
        return f"{said} {_('It has changed since.')}" if changed else said
    return _("Nobody has asked for a review.")


def told(line: Logged) -> str:
    """One line of the log."""
    said = _(_DONE[line.what], by=line.by or _("An editor"), day=day(line.on))
    return f"{said} {line.note}".rstrip()


def remark(comment: Comment) -> str:
    """A comment with who made it, when, and on what."""
    about = spoken(comment.unit) if comment.unit else _("the whole practice")
    by = comment.by or _("An editor")
    return _("{by} on {unit}, {day}: {text}", by=by, unit=about, day=day(comment.on), text=comment.text.strip())


def in_the_way(desk: Host) -> list[str]:
    """Why the practice that is open cannot be published yet, in sentences; none where it can.

    Names and borrowed words are looked for in the sources of all editions, as “To fix” and `handbook check` do.
    """
    copy = desk.copy
    if copy is None:
        return [_("Open a practice first.")]
    if desk.dirty:
        return [_(UNSAVED)]
    runs = desk.workspace.all_runs()
    return to_fix.in_the_way(desk.workspace.handbook, desk.edition, copy.practice, desk.review, runs=runs)
