"""What desk and plain mode say of saving, and how the words of two editors stand in one field. No widget, no disk."""

from __future__ import annotations

from handbook.editions.meeting import Clash
from handbook.editions.working_copy import WorkingCopy
from handbook.errors import ChangedOnDisk
from handbook.model.fields import Kind
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
    """What was saved, in a sentence: the practice, how many fields and which, and the file."""
    if not outcome.file:
        return _("Nothing was changed, so nothing was written.")
    fields = list(dict.fromkeys(_short(spoken(path)) for path in outcome.paths))
    named = ", ".join(fields[:MOST_NAMED]) + (", …" if len(fields) > MOST_NAMED else "")
    said = count(
        "Saved “{title}”: {number} field changed ({fields}). {file}",
        "Saved “{title}”: {number} fields changed ({fields}). {file}",
        len(fields), title=outcome.copy.title, fields=named, file=outcome.file,
    )  # fmt: skip
    if outcome.met is not None and outcome.met.theirs:
        said += " " + count(
            "Another editor had changed {number} field meanwhile; it is there too.",
            "Another editor had changed {number} fields meanwhile; they are there too.", len(outcome.met.theirs),
        )  # fmt: skip
    return said


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
