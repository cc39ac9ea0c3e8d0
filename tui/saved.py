"""What desk and plain mode say of saving, and how the words of two editors stand in one field. No widget, no disk."""

from __future__ import annotations

from collections.abc import Iterable

from handbook.editions.meeting import Clash
from handbook.editions.working_copy import WorkingCopy
from handbook.errors import ChangedOnDisk
from handbook.model.field import Kind
from handbook.model.sheet import slot
from handbook.model.units import Value
from handbook.store import saving
from handbook.store.workspace import Workspace
from tui.names import spoken
from tui.speech import _, count

MOST_NAMED = 3  # fields named in the sentence after saving
LONGEST = 40  # characters of such a name


def saved(workspace: Workspace, copy: WorkingCopy) -> saving.Outcome:
    """Save; somebody who saves in this very moment is seen the second time."""
    try:
        return saving.save(workspace, copy)
    except ChangedOnDisk:
        return saving.save(workspace, copy)


def told(outcome: saving.Outcome) -> str:
    """What came of saving a practice, in a sentence."""
    theirs = len(outcome.met.theirs) if outcome.met is not None else 0
    return sentence(outcome.copy.title, outcome.paths, outcome.file, theirs)


def sentence(title: str, paths: Iterable[str], file: str, theirs: int) -> str:
    """What was saved: the practice, how many fields and which, the file; and how many `theirs` are there too."""
    if not file:
        return _("Nothing was changed, so nothing was written.")
    fields = list(dict.fromkeys(_short(spoken(path)) for path in paths))
    named = _(", ").join(fields[:MOST_NAMED]) + (", …" if len(fields) > MOST_NAMED else "")
    said = count(
        "Saved “{title}”: {number} field changed ({fields}). {file}",
        "Saved “{title}”: {number} fields changed ({fields}). {file}",
        len(fields), title=title, fields=named, file=file,
    )  # fmt: skip
    if theirs:
        said += " " + count(
            "Another editor had changed {number} field meanwhile; it is there too.",
            "Another editor had changed {number} fields meanwhile; they are there too.", theirs,
        )  # fmt: skip
    return said


def refused(number: int) -> str:
    """Why nothing was saved at the desk: so many fields cannot be written as they stand."""
    return count(
        "Not saved: {number} field to fix first. Your typing is kept safe. F3 goes there.",
        "Not saved: {number} fields to fix first. Your typing is kept safe. F3 goes there.", number,
    )  # fmt: skip


def mine_whole(copy: WorkingCopy, clash: Clash) -> str:
    """Our words of a unit, with the reason that was typed for them: both give way together, and are kept together."""
    why = copy.now.why.get(clash.path, "")
    typed = why if why != copy.before.why.get(clash.path, "") else ""
    return "\n\n".join(one for one in (as_words(clash.mine), typed) if one)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def can_hold_both(clash: Clash) -> bool:
    """Whether the words of both can stand in one field: a choice or a set has no room for that."""
    field = slot(clash.path)
    return field is not None and (field.words or field.kind is Kind.TEXT)


def together(clash: Clash) -> str:
    """The words of both, one behind the other, to be edited."""
    field = slot(clash.path)
    between = "\n\n" if field is not None and field.kind is Kind.PROSE else " "
    return f"{as_words(clash.mine)}{between}{as_words(clash.theirs)}".strip()


def as_words(value: Value | None) -> str:
    """A value as one text; members with a comma between."""
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")
