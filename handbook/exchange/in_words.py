"""A proposal in words: who proposes what, and each piece of it with what it said before; as lines, for any screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handbook.editions.asked import Part, readable
from handbook.editions.merge import word_diff
from handbook.exchange.proposal import Proposal, ProposedUnit
from handbook.model import fields as declared
from handbook.model.fields import Field, Kind
from handbook.model.units import spoken

_KINDS = {"improvement": "An improvement of", "practice": "A practice of its own:", "experience": "An experience with"}
PRIVATE = "It names your edition and none of its people. Notes, drafts and what you leave out stay with you."


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: a text, parts of it marked as gone or new; how far it stands in, and whether it is a heading."""

    parts: tuple[Part, ...]
    indent: int = 0
    heading: bool = False


def called(proposal: Proposal) -> str:
    """What is proposed, in a few words."""
    return f"{_KINDS[proposal.kind]} {proposal.practice}"


def headed(proposal: Proposal, title: str) -> Iterator[Line]:
    """Who proposes what to whom, since when and under which licence."""
    yield _line(called(proposal), heading=True)
    since = f", written against release {proposal.release}" if proposal.release else ""
    name = f"“{title}” ({proposal.origin})" if title else f"“{proposal.origin}”"
    yield _line(f"From {name} to “{proposal.to}”, {proposal.date}{since}.")
    yield _line(f"Licence: {proposal.licence}. Language: {proposal.lang}.")
    yield from _beside(proposal.why, proposal.gloss, 0)


def contents(proposal: Proposal) -> Iterator[Line]:
    """Each piece with what it said before."""
    for unit in proposal.units:
        yield _line(spoken(unit.path), 2, heading=True)
        yield from _unit(unit)
        yield from _beside(unit.why, unit.gloss, 4)
    for path, item in proposal.items():
        yield _line(spoken(path), 2, heading=True)
        yield from item_parts(path.partition("/")[0], item)
        yield from _beside(str(item.get("why", "")), str(item.get("gloss", "")), 4)
    if proposal.entry is not None:
        yield from practice_parts(proposal.entry)


def item_parts(name: str, item: Mapping[str, Any]) -> Iterator[Line]:
    """What an item of a list says, part by part."""
    field = declared.PRACTICE.field(name)
    yield from _parts(item, field.fields if field else (), 4)


def practice_parts(entry: Mapping[str, Any]) -> Iterator[Line]:
    """What a whole practice says, field by field."""
    yield from _parts(entry, declared.PRACTICE.fields, 4)


def _unit(unit: ProposedUnit) -> Iterator[Line]:
    if unit.text is None and unit.value is None:
        members = [*(f"with {one}" for one in unit.add), *(f"without {one}" for one in unit.remove)]
        yield _line(", ".join(members), 4)
        return
    said = unit.text if unit.text is not None else str(unit.value)
    parts: list[Part] = readable(word_diff(unit.base, said)) if unit.base else [("same", said)]
    yield Line((("same", "New: "), *parts), 4)
    if unit.base is None:
        yield _line("What it said when you changed it is not known.", 4)


def _parts(held: Mapping[str, Any], fields: Sequence[Field], indent: int) -> Iterator[Line]:
    for field in fields:
        said = held.get(field.name)
        if not said or field.name == "id":
            continue
        label = field.label or field.name
        if field.kind is Kind.ITEMS:
            yield _line(label, indent, heading=True)
            for item in said:
                yield from _parts(item, field.fields, indent + 2)
        elif field.kind is Kind.GROUP:
            yield _line(label, indent)
            yield from _parts(said, field.fields, indent + 2)
        else:
            yield _line(f"{label}: {', '.join(said) if isinstance(said, list) else said}", indent)


def _beside(why: str, gloss: str, indent: int) -> Iterator[Line]:
    if why:
        yield _line(f"Why: {why}", indent)
    if gloss:
        yield _line(f"In English: {gloss}", indent)


def _line(text: str, indent: int = 0, *, heading: bool = False) -> Line:
    return Line((("same", text),), indent, heading)
