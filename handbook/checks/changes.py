"""Changes: whether an adaptation is of something that is there, says something, and tells why."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.checks import editionrules as rules
from handbook.checks.additions import anchored, own_items
from handbook.checks.around import Around
from handbook.checks.changed import Changed
from handbook.checks.drift import drifted
from handbook.checks.finding import Finding, quoted
from handbook.checks.held import Held
from handbook.model import fields as declared
from handbook.model.adaptation import Adaptation
from handbook.model.edition import Edition
from handbook.model.field import Field, Kind, Merge, Shape
from handbook.model.resolved import Stance
from handbook.model.schema import validated
from handbook.model.units import field_at


def of_adaptation(around: Around, held: Held, adaptation: Adaptation) -> Iterator[Finding]:
    """What is wrong with one adaptation of an edition whose chain is sound."""
    edition, name = around.edition, adaptation.adapts
    yield from _stance(held, adaptation)
    entry = around.present(name)
    if not entry or entry in around.gone or name in edition.practices:
        yield _no_such_practice(held, adaptation, edition)
        return
    theirs, ours = around.layers(entry)[-2:]
    for path, change in adaptation.changes.items():
        yield from _change(Changed(held, path, change, edition, theirs, ours))
    yield from own_items(held, adaptation, ours)


def _stance(held: Held, adaptation: Adaptation) -> Iterator[Finding]:
    if adaptation.reviewed.get("stance") == Stance.NOT_FOR_US and not adaptation.reviewed.get("why"):
        message = f"The entry {quoted(adaptation.adapts)} is not for this edition, but readers are not told why."
        yield held.breaks(rules.NOT_FOR_US, "reviewed.stance", message, "Write one sentence under reviewed: why.")
    if not adaptation.differs and not adaptation.reviewed:
        message = "This file changes nothing and does not say how the entry was looked at."
        yield held.breaks(rules.NEEDLESS, "adapts", message, "Delete the file, or add reviewed: stance.")


def _no_such_practice(held: Held, adaptation: Adaptation, edition: Edition) -> Finding:
    name = quoted(adaptation.adapts)
    if adaptation.adapts in edition.practices:
        message, todo = f"The entry {name} is this edition's own.", "Change the entry itself, and delete this file."
    elif any(change.base in edition.bases for change in adaptation.changes.values()):
        message = f"They no longer have the entry {name}; what you wrote for it still stands, as withdrawn."
        todo = "Make it an entry of your own, or delete this file."
        return held.breaks(rules.ORPHANED, "adapts", message, todo)
    else:
        message = f"There is no entry {name} in the edition that this one builds on."
        todo = "Correct adapts and the name of the file; “handbook list” shows the entries there are."
    return held.breaks(rules.UNKNOWN_PRACTICE, "adapts", message, todo)


def _change(this: Changed) -> Iterator[Finding]:
    field = field_at(this.path)
    if field is None:
        todo = "Write a field such as summary, or a list, an id and a part, such as steps/consult-early.text."
        yield this.breaks(rules.UNKNOWN_UNIT, f"Entries have no unit {this.name}.", todo)
        return
    fault = _no_unit(this, field) or _says_nothing(this, field)
    if fault:
        yield fault
        return
    if not this.change.reason:
        message = f"The change of {this.name} has no reason, and readers are shown one."
        yield this.breaks(rules.NO_REASON, message, "Write one sentence under why.")
    if this.change.after is not None:
        yield from anchored(this.held, this.pointer, this.ours, this.path, this.change.after)
    yield from drifted(this, field)


def _no_unit(this: Changed, field: Field) -> Finding | None:
    top = declared.PRACTICE.field(this.path.field)
    if field.kind is Kind.GROUP and field.unit:
        parts = " or ".join(f"{this.key}.{part.name}" for part in field.fields)
        return this.breaks(
            rules.UNKNOWN_UNIT, f"{this.name} is a group of units.", f"Change one of its parts: {parts}."
        )
    if not (field.unit and top and top.unit):
        todo = "Take this change out; an edition that does not use the entry says so under reviewed."
        return this.breaks(rules.CANNOT_ADAPT, f"{this.name} cannot be changed by an edition.", todo)
    if this.path.item and this.their_item is None and this.change.base not in this.edition.bases:
        there = ", ".join(item.id for item in this.theirs.items(this.path.field)) or "none"
        message = f"The entry has no item {quoted(this.path.item)} in {this.path.field}."
        return this.breaks(rules.UNKNOWN_UNIT, message, f"Correct the id; there are: {there}.")
    return None


def _says_nothing(this: Changed, field: Field) -> Finding | None:
    """A change must say something that such a unit can hold; the form of the file alone cannot tell."""
    change = this.change
    if field.kind is Kind.ITEMS:
        said, todo = bool(change.hide or change.after is not None), "Write hide: with the reason, or after: with ids."
    elif field.merge is Merge.SET:
        said, todo = bool(change.add or change.remove), "Write add: or remove: with the ids."
    elif field.merge is Merge.WORDS:
        said, todo = bool(change.text and change.text.strip()), "Write your words under text."
    else:
        said, todo = bool(change.value), "Write your value under value."
        if change.value and not _fits(change.value, field):
            choices = f": {', '.join(field.choices)}" if field.choices else ""
            message = f"{quoted(change.value)} is nothing that {this.name} can be."
            return this.breaks(rules.WRONG_VALUE, message, f"Write a value of the right form{choices}.")
    if said:
        return None
    return this.breaks(rules.WRONG_VALUE, f"The change of {this.name} does not say what it changes.", todo)


def _fits(value: str, field: Field) -> bool:
    return not validated({field.name: value}, Shape("value", (field,)))[1]
