"""How this edition stands to a shared practice: used as it is, not for us for a reason, or not yet looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.editions.adapt import reviewed
from handbook.store.listing import STANCES
from handbook.store.plans import carry_out
from tui.days import today
from tui.doing.aside import read_anew
from tui.screens.asking import AskPage, Blank
from tui.screens.question import Asked, Choice, QuestionPage
from tui.speech import _

if TYPE_CHECKING:
    from handbook.editions.working_copy import WorkingCopy
    from tui.host import Host


async def stance(desk: Host) -> None:
    """Ask how the edition stands to the practice that is open, and write it down."""
    copy = desk.copy
    if copy is None:
        return
    where = (desk.names.edition, copy.title)
    answer = await desk.ask(QuestionPage(where, _question(desk, copy)))
    if answer is None:
        return
    why = ""
    if answer == "not-for-us":
        reason = _("Readers see it in the list of practices, in place of the page.")
        blank = Blank(
            "why",
            _("Why is it not for you?"),
            reason,
            copy.resolved.stance_why if copy.resolved else "",
            True,
            long=True,
        )
        typed = await desk.ask(AskPage(where, _("Not for us: “{title}”", title=copy.title), [blank]))
        if typed is None:
            return
        why = typed["why"]
    file = _written(desk, copy, "" if answer == "none" else answer, why)
    read_anew(desk)
    words = {"as-is": _("used as is"), "not-for-us": _("not for us"), "none": _("not yet looked at")}[answer]
    desk.say(_("“{title}” is now: {stance}. {file}", title=copy.title, stance=words, file=file).rstrip())


def _written(desk: Host, copy: WorkingCopy, stance: str, why: str) -> str:
    lock = desk.workspace.lock(desk.edition)
    release = lock.pin.release if lock else ""
    plan = reviewed(
        desk.workspace.handbook, desk.edition, copy.practice, stance, why=why, release=release, on=today()
    )  # fmt: skip
    return carry_out(desk.workspace, desk.edition, plan, seen=copy.digest)


def _question(desk: Host, copy: WorkingCopy) -> Asked:
    held = desk.workspace.handbook.edition(desk.edition).adaptations.get(copy.practice)
    changed = held is not None and held.differs
    told = _("It comes from {parent}.", parent=desk.names.parent)
    if copy.resolved is not None:
        told += " " + _("In this edition it is: {stance}.", stance=_(STANCES[copy.resolved.stance]))
        told += f" {copy.resolved.stance_why}" if copy.resolved.stance_why else ""
    off = _("This edition changes it, so it is shown as adapted.") if changed else ""
    unsaid = "" if held is not None and held.reviewed else _("Nothing was said of it yet.")
    return Asked(
        _("How does this edition stand to “{title}”?", title=copy.title), told,
        (
            Choice("as-is", _("Use it as it is"), _("You have looked at it, and it fits."), off),
            Choice("not-for-us", _("Not for us"), _("It gets no page here; the list says why.")),
            Choice("none", _("Take back what was said"), _("It counts as not yet looked at."), unsaid),
        ),
    )  # fmt: skip
