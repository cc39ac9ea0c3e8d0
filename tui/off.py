"""Why an action cannot be done now, in words that are said as they are; empty where it can be done."""

from __future__ import annotations

from collections.abc import Callable
from shutil import which
from typing import TYPE_CHECKING

from tui.speech import _

if TYPE_CHECKING:
    from tui.host import Host

Off = Callable[["Host"], str]
_MOST_REASONS = 3  # that the palette names; F9 names all


def first(*reasons: Off) -> Off:
    """The first reason there is."""
    return lambda desk: next((said for reason in reasons if (said := reason(desk))), "")


def read_only(desk: Host) -> str:
    """These editions came along with the program."""
    if not desk.workspace.read_only:
        return ""
    return _(
        "These editions came along with the program and cannot be changed. “Start an edition” makes one of your own."
    )


def not_saved(desk: Host) -> str:
    """Something is being written."""
    written = any(copy.changed for copy in desk.copies.values())
    return _("Something is not saved yet. Save it first, or take it back.") if written else ""


def nothing_to_save(desk: Host) -> str:
    """The practice that is open reads as its file does."""
    return "" if desk.dirty else _("There is nothing to save.")


def no_shared(desk: Host) -> str:
    """There is no edition above."""
    return "" if desk.names.parent else _("This edition builds on no other one.")


def no_practice(desk: Host) -> str:
    """Nothing is open."""
    return "" if desk.copy is not None else _("Open a practice first.")


def not_own(desk: Host) -> str:
    """The practice is one of the edition above."""
    theirs = desk.copy is not None and desk.copy.shared
    return _("It is a practice of the shared edition, whose editors can do this.") if theirs else ""


def not_shared(desk: Host) -> str:
    """The practice is the edition's own."""
    ours = desk.copy is not None and not desk.copy.shared
    return _("It is a practice of your own.") if ours else ""


def known_outside(desk: Host) -> str:
    """Others may have its id in links, on paper, in their editions."""
    copy = desk.copy
    held = desk.workspace.handbook.edition(desk.edition).practices.get(copy.practice) if copy is not None else None
    if held is None or held.status in ("draft", "in-review"):
        return ""
    return _("It is or was published, so others know it by its id. Its title you can change in the form.")


def not_publishable(desk: Host) -> str:
    """Something stands in the way of publishing."""
    from tui.reviewed import in_the_way  # late: most is done without publishing

    return " ".join(in_the_way(desk)[:_MOST_REASONS])


def no_git(desk: Host) -> str:
    """Looked at lightly; git itself is asked when it is used."""
    root = desk.workspace.root
    if which("git") is None:
        return _("There is no git on this machine; all else works without.")
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        return _("This folder lies in no git repository; all else works without.")
    return ""


def under_way(desk: Host) -> str:
    """Something is being looked for, written or exchanged just now."""
    return desk.under_way


def no_translations(_desk: Host) -> str:
    """The page of translations takes it over, so that nobody is told there."""
    return _("F8 opens the translations; there it can be said.")


def no_lesson(desk: Host) -> str:
    """There is no lesson, or it has ended."""
    there = getattr(desk, "lesson", None) is not None
    return "" if there else _("There is no lesson here; it begins with: handbook demo")


untouched = first(read_only, under_way, not_saved)
following = first(no_shared, untouched)
own = first(no_practice, not_own, untouched)
renaming = first(own, known_outside)
shared = first(no_practice, not_shared, untouched)
theirs = first(no_practice, not_shared)
unsaved = first(no_practice, nothing_to_save)
publishing = first(no_practice, not_publishable)
exchanging = first(no_git, under_way)
history = first(no_practice, no_git)
