"""How an edition differs at one unit or item: what it did, why, and what the shared edition says."""

from __future__ import annotations

from typing import Literal

from handbook.editions.layer import of_practice
from handbook.editions.merge import word_diff
from handbook.model.resolved import Item, Resolved, State, Unit
from handbook.publish.markdown import plain
from handbook.publish.show.reading import Reading
from handbook.publish.views import Difference, Words
from handbook.publish.words import N_

_LABELS: dict[str, str] = {
    "adapted": N_("Adapted here"),
    "added": N_("Added here"),
    "hidden": N_("Left out here"),
    "moved": N_("Moved here"),
}

_STATES = {
    State.ORPHANED: N_("The shared edition no longer has this; our words stand."),
    State.CLAIMED: N_("The shared edition now uses this name for other words; ours stand."),
    State.CONVERGED: N_("The shared edition now says the same."),
    State.CONFLICT: N_("The shared edition changed this too; our words stand."),
    State.STALE: N_("The shared edition has changed this since; our words stand."),
    State.DISPLACED: N_("What stood beside this is gone; it now stands at the end."),
}

_UNSURE = N_("It is not known whether the shared edition has changed this since; our words stand.")

Diff = list[tuple[Literal["same", "del", "ins"], str]]


def of_unit(reading: Reading, resolved: Resolved, unit: Unit) -> Difference | None:
    """The difference at a unit; None where this edition did not touch it."""
    if unit.state is None:
        return None
    diff, before = _compared(reading, resolved, unit)
    return _difference(reading, resolved, "adapted", unit.why, _state(reading, unit), diff, before)


def of_item(reading: Reading, resolved: Resolved, item: Item) -> Difference | None:
    """The difference at an item of a list: added, left out or moved."""
    if item.state is None:
        return None
    kind = "added" if item.added else "hidden" if item.hidden else "moved"
    return _difference(reading, resolved, kind, item.why, _state(reading, item), [], None)


def _difference(
    reading: Reading, resolved: Resolved, kind: str, why: str, state: str, diff: Diff, before: Words | None
) -> Difference:
    adaptation = of_practice(reading.edition, resolved.practice)
    above = reading.above()
    said = reading.catalog.gettext
    return Difference(
        kind=kind,  # type: ignore[arg-type]
        label=said(_LABELS[kind]),
        why=reading.line(why, adaptation.lang if adaptation else "") if why else None,
        diff=diff,
        before=before,
        parent=reading.name(above) if above else "",
        state=state,
    )


def _state(reading: Reading, one: Unit | Item) -> str:
    """How our words stand to theirs, in a sentence; nothing where they still say what we wrote against."""
    said = reading.catalog.gettext
    if one.unsure:
        return said(_UNSURE)
    return said(_STATES[one.state]) if one.state in _STATES else ""


def _compared(reading: Reading, resolved: Resolved, unit: Unit) -> tuple[Diff, Words | None]:
    if unit.before is None:
        return [], None
    if isinstance(unit.value, tuple):
        return _of_sets(reading, unit), None
    if not unit.field.words:
        return [("del", reading.value(unit.field, unit.before)), ("same", " "), ("ins", reading.said(unit))], None
    if unit.before_lang == unit.lang:
        return word_diff(plain(str(unit.before)), plain(str(unit.value))), None
    # Two languages: a comparison of words would say nothing, so theirs stands in full.
    return [], reading.line(plain(str(unit.before)), unit.before_lang)


def _of_sets(reading: Reading, unit: Unit) -> Diff:
    before = unit.before if isinstance(unit.before, tuple) else ()
    after = unit.value if isinstance(unit.value, tuple) else ()
    diff: Diff = []
    for one in dict.fromkeys([*before, *after]):
        kind: Literal["same", "del", "ins"] = "same" if one in before and one in after else "del"
        if one not in before:
            kind = "ins"
        diff += [("same", reading.catalog.gettext(", "))] if diff else []
        diff.append((kind, reading.named(unit.field.of, one)))
    return diff
