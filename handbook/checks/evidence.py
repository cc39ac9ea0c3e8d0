"""Evidence: whether each statement can be found again, says whose it is, and carries what it is said to carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handbook.checks.around import Around
from handbook.checks.finding import Finding, Rule, Severity, quoted
from handbook.checks.held import Held, Spot, held_files
from handbook.checks.reach import units_by_path
from handbook.errors import UnknownPractice
from handbook.model import fields as declared
from handbook.model.adaptation import Adaptation
from handbook.model.edition import Edition
from handbook.model.evidence import NOT_STATED, Locator, Support, support
from handbook.model.field import Kind
from handbook.model.practice import Practice
from handbook.model.units import UnitPath, exists, field_at

LOCATOR = Rule("evidence-locator", Severity.ERROR, "A place in a source that is not there")
UNKNOWN_UNIT = Rule("evidence-unknown-unit", Severity.ERROR, "A statement supports something the entry does not have")
HEARD = Rule("evidence-heard", Severity.ERROR, "An item was heard, but no statement supports it")
ORGANISATION = Rule("evidence-organisation", Severity.ERROR, "A statement does not say which organisation spoke")
SPEAKER_LABEL = Rule("evidence-speaker-label", Severity.WARNING, "A statement does not say how its source labels it")
SAYS = Rule("evidence-says", Severity.ERROR, "A statement says nothing")
AS_OF = Rule("evidence-as-of", Severity.WARNING, "A statement has no date")
NONE = Rule("evidence-none", Severity.ERROR, "A published entry rests on nothing")

RULES = (LOCATOR, UNKNOWN_UNIT, HEARD, ORGANISATION, SPEAKER_LABEL, SAYS, AS_OF, NONE)

_Statements = Iterable[Mapping[str, Any]]


def of_edition(around: Around) -> Iterator[Finding]:
    """What is wrong with what people still want to achieve."""
    yield from _challenges(around.edition)


def of_file(around: Around, held: Held) -> Iterator[Finding]:
    """What is wrong with the evidence in one file."""
    lines = around.reach.lines if around.reach else {}
    for spot in held.spots:
        if spot.field.kind is Kind.LOCATOR:
            yield from _locator(held, spot, lines)
    if isinstance(held.noun, Practice):
        yield from _entry(held)
    elif isinstance(held.noun, Adaptation) and held.noun.additions:
        yield from _additions(around, held, held.noun)


def _locator(held: Held, spot: Spot, lines: Mapping[str, int]) -> Iterator[Finding]:
    inside = held.shape is declared.SOURCES  # there the source is the one that holds the place
    source = spot.pointer.removeprefix("sources/").partition(".")[0] if inside else spot.holder.get("source", "")
    at = Locator.parse(str(spot.value))
    if not source:
        message = f"A line ({at}) is given, but not of which source."
        yield held.breaks(LOCATOR, spot.pointer, message, "Add source: with the id of the source.")
    elif at.first > at.last:
        message = f"The range {quoted(str(spot.value))} ends before it begins."
        yield held.breaks(LOCATOR, spot.pointer, message, "Write the earlier line first.")
    elif 0 < lines.get(source, 0) < at.last:
        message = f"Line {at.last} is not in the source {quoted(source)}, which has {lines[source]} lines."
        yield held.breaks(LOCATOR, spot.pointer, message, "Look the line up again; lines are counted from 1.")


def _challenges(edition: Edition) -> Iterator[Finding]:
    content = edition.holdings.get("challenges")
    if content is None:
        return
    held = next(held for held in held_files(edition) if held.shape is declared.CHALLENGES)
    for challenge in content["challenges"]:
        for index, said in enumerate(challenge.get("evidence", [])):
            if not said.get("organisation"):
                yield _no_organisation(held, f"challenges/{challenge['id']}.evidence/{said.get('id', index)}")


def _entry(held: Held) -> Iterator[Finding]:
    statements = held.tree.get("evidence", [])
    for statement in statements:
        unit = f"evidence/{statement['id']}"
        yield from _statement(held, unit, statement)
        for path in statement.get("supports", []):
            if not (_is_unit(path) and exists(held.tree, UnitPath.parse(path))):
                yield _unknown_unit(held, unit, statement, path)
    yield from _heard(held, "", held.tree, statements)
    if held.tree["status"] == "published" and support(statements) is Support.NONE and not held.tree.get("basis"):
        message = "The entry is published, but no statement and no law, policy or practice carries it."
        yield held.breaks(NONE, "status", message, "Add a statement under evidence or basis, or set status: draft.")


def _additions(around: Around, held: Held, adaptation: Adaptation) -> Iterator[Finding]:
    """An edition's own statements may support its own items and all that it takes over."""
    statements = adaptation.additions.get("evidence", ())
    try:
        resolved = around.layers(adaptation.adapts)[-1] if around.chain and statements else None
    except UnknownPractice:
        resolved = None
    known = set(units_by_path(resolved)) if resolved else set()
    known |= {f"{name}/{item.id}" for name in resolved.lists for item in resolved.items(name)} if resolved else set()
    for statement in statements:
        unit = f"additions.evidence/{statement['id']}"
        yield from _statement(held, unit, statement)
        for path in statement.get("supports", []):
            if resolved and not (_is_unit(path) and path in known):
                yield _unknown_unit(held, unit, statement, path)
    yield from _heard(held, "additions.", adaptation.additions, statements)


def _statement(held: Held, unit: str, statement: Mapping[str, Any]) -> Iterator[Finding]:
    speaker = statement.get("speaker", {})
    if not speaker.get("organisation"):
        yield _no_organisation(held, f"{unit}.speaker" if speaker else unit)
    if not speaker.get("label"):
        message = f"The statement {quoted(statement['id'])} does not say how the source labels its speaker."
        todo = "Add speaker: label, such as Audience member or Moderator; never a name."
        yield held.breaks(SPEAKER_LABEL, f"{unit}.speaker" if speaker else unit, message, todo)
    if not str(statement["says"]).strip():
        message = f"The statement {quoted(statement['id'])} says nothing."
        yield held.breaks(SAYS, f"{unit}.says", message, "Write in your own words what was said, in a sentence or two.")
    if not statement.get("as_of"):
        message = f"The statement {quoted(statement['id'])} has no date, so readers cannot tell how old it is."
        yield held.breaks(AS_OF, unit, message, "Add as_of with the day of the session, in quotes.")


def _no_organisation(held: Held, unit: str) -> Finding:
    message = "The statement does not say which organisation spoke, so it cannot count as a witness of its own."
    return held.breaks(ORGANISATION, unit, message, f"Add organisation, or write organisation: {NOT_STATED}.")


def _unknown_unit(held: Held, unit: str, statement: Mapping[str, Any], path: str) -> Finding:
    message = f"The statement {quoted(statement['id'])} supports {quoted(path)}, which this entry does not have."
    todo = "Correct the path: a field such as summary, or a list, an id and a part, such as steps/consult-early.text."
    return held.breaks(UNKNOWN_UNIT, f"{unit}.supports", message, todo)


def _is_unit(path: str) -> bool:
    field = field_at(UnitPath.parse(path))
    return field is not None and field.unit


def _heard(held: Held, front: str, lists: Mapping[str, Any], statements: _Statements) -> Iterator[Finding]:
    supported = {path for said in statements if said["kind"] != "dissent" for path in said.get("supports", [])}
    for name, word in (("steps", "step"), ("checklist", "item")):
        for item in lists.get(name, ()):
            path = f"{name}/{item['id']}.text"
            if item.get("basis") == "heard" and path not in supported:
                message = f"The {word} {quoted(item['id'])} says it was heard, but no statement supports it."
                todo = f"Add “{path}” to the supports of a statement, or write basis: editors."
                yield held.breaks(HEARD, f"{front}{name}/{item['id']}.basis", message, todo)
