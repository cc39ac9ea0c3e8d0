"""Save a working copy: onto the file as it is now, whoever has written it since, and only what was changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handbook.editions.meeting import Met
from handbook.editions.working_copy import WorkingCopy
from handbook.errors import ChangedOnDisk, HandbookError, Place
from handbook.model.units import Value, said
from handbook.store.plans import carry_out
from handbook.store.workspace import Workspace
from handbook.wording import _


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of saving. Without a file nothing was written: there was nothing, or it says what stands in the way."""

    copy: WorkingCopy  # the one to go on with
    file: str = ""
    paths: tuple[str, ...] = ()  # what was written
    met: Met | None = None  # somebody else saved meanwhile
    refused: Mapping[str, HandbookError] = field(default_factory=dict)  # by path
    named: Mapping[str, str] = field(default_factory=dict)  # new items: the path it had while it was typed → its path


def opened(workspace: Workspace, edition: str, practice: str) -> WorkingCopy:
    """A practice as it lies on disk now, to be written in."""
    workspace.refresh()
    return as_read(workspace, edition, practice)


def as_read(workspace: Workspace, edition: str, practice: str) -> WorkingCopy:
    """A practice as it was read last, without a look at the disk."""
    return WorkingCopy.opened(workspace.handbook, edition, practice, workspace.digest(edition, practice))


def save(workspace: Workspace, copy: WorkingCopy) -> Outcome:
    """Write what was changed. Where somebody has saved meanwhile, what only one of the two changed goes together.

    What both changed is left to the editor: then nothing is written. Raises SaveRefused where the disk refuses, and
    ChangedOnDisk where somebody saves in this very moment: do it again.
    """
    together: Met | None = None
    fresh = opened(workspace, copy.edition, copy.practice)
    if fresh.digest != copy.digest or fresh.theirs != copy.theirs:
        together = copy.meet(fresh)
        if together.clashes:
            return Outcome(copy, met=together)
        copy = copy.rebased(fresh, together.sheet)
    named = copy.name_items()
    changed = tuple(copy.changed)
    plan, refused = copy.plan(workspace.handbook)
    if refused:
        return Outcome(copy, met=together, refused=refused, named=named)
    file = carry_out(workspace, copy.edition, plan, seen=copy.digest)
    after = opened(workspace, copy.edition, copy.practice)
    return Outcome(copy.saved(after), file, changed if file else (), together, named=named)


def settled(
    workspace: Workspace, copy: WorkingCopy, answers: Mapping[str, Value | None], seen: Met | None = None
) -> WorkingCopy:
    """The working copy upon the file as it is now, with an answer to each unit that both had changed.

    `answers`: path → the value to go on with; None or "" for none. `seen`: what the editor was shown when she answered.
    Raises ChangedOnDisk where somebody has saved once more since: those words nobody has seen yet.
    """
    fresh = opened(workspace, copy.edition, copy.practice)
    together = copy.meet(fresh)
    if (seen is not None and together.clashes != seen.clashes) or {one.path for one in together.clashes} - set(answers):
        what = _("Somebody else has saved this practice once more.")
        todo = _("Nothing was written. Save again and look.")
        raise ChangedOnDisk(what, where=Place(copy.practice), todo=todo)
    sheet = together.sheet
    for clash in together.clashes:
        held = answers[clash.path]
        sheet = sheet.with_value(clash.path, held if isinstance(held, tuple) else said(held))
        if held == clash.theirs and clash.path not in fresh.now.why:
            sheet = sheet.with_why(clash.path, "")  # with the words goes the reason for them
    return copy.rebased(fresh, sheet)
