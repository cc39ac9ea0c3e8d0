"""Why an action cannot be done now: reasons that several actions share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.speech import N_

if TYPE_CHECKING:
    from tui.host import Host

Off = Callable[["Host"], str]


def first(*reasons: Off) -> Off:
    """The first reason there is."""
    return lambda desk: next((said for reason in reasons if (said := reason(desk))), "")


def read_only(desk: Host) -> str:
    """These editions came along with the program."""
    if not desk.workspace.read_only:
        return ""
    return N_(
        "These editions came along with the program and cannot be changed. “Start an edition” makes one of your own."
    )


def not_saved(desk: Host) -> str:
    """Something is being written."""
    written = any(copy.changed for copy in desk.copies.values())
    return N_("Something is not saved yet. Save it first, or take it back.") if written else ""


def no_shared(desk: Host) -> str:
    """There is no edition above."""
    return "" if desk.names.parent else N_("This edition builds on no other one.")


def no_practice(desk: Host) -> str:
    """Nothing is open."""
    return "" if desk.copy is not None else N_("Open a practice first.")


def not_own(desk: Host) -> str:
    """The practice is one of the edition above."""
    theirs = desk.copy is not None and desk.copy.shared
    return N_("It is a practice of the shared edition, whose editors can do this.") if theirs else ""


def not_shared(desk: Host) -> str:
    """The practice is the edition's own."""
    ours = desk.copy is not None and not desk.copy.shared
    return N_("It is a practice of your own.") if ours else ""


def known_outside(desk: Host) -> str:
    """Others may have its id in links, on paper, in their editions."""
    copy = desk.copy
    held = desk.workspace.handbook.edition(desk.edition).practices.get(copy.practice) if copy is not None else None
    if held is None or held.status in ("draft", "in-review"):
        return ""
    return N_("It is or was published, so others know it by its id. Its title you can change in the form.")


untouched = first(read_only, not_saved)
following = first(no_shared, untouched)
own = first(no_practice, not_own, untouched)
renaming = first(own, known_outside)
shared = first(no_practice, not_shared, untouched)
