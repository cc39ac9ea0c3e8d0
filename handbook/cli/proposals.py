"""A proposal in words: who proposes what, and each piece of it with what it said before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handbook.cli.output import wrapped
from handbook.cli.waiting import compared
from handbook.exchange.proposal import Proposal, ProposedUnit
from handbook.model import fields as declared
from handbook.model.fields import Field, Kind
from handbook.model.units import spoken

_KINDS = {"improvement": "An improvement of", "practice": "A practice of its own:", "experience": "An experience with"}


def called(proposal: Proposal) -> str:
    """What is proposed, in a few words."""
    return f"{_KINDS[proposal.kind]} {proposal.practice}"


def headed(proposal: Proposal, title: str) -> None:
    """Who proposes what to whom, since when and under which licence."""
    wrapped(called(proposal), style="bold")
    since = f", written against release {proposal.release}" if proposal.release else ""
    name = f"“{title}” ({proposal.origin})" if title else f"“{proposal.origin}”"
    wrapped(f"From {name} to “{proposal.to}”, {proposal.date}{since}.")
    wrapped(f"Licence: {proposal.licence}. Language: {proposal.lang}.")
    _beside(proposal.why, proposal.gloss, 0)


def contents(proposal: Proposal) -> None:
    """Each piece with what it said before."""
    for unit in proposal.units:
        wrapped(spoken(unit.path), indent=2, style="bold")
        _unit(unit)
        _beside(unit.why, unit.gloss, 4)
    for path, item in proposal.items():
        wrapped(spoken(path), indent=2, style="bold")
        item_parts(path.partition("/")[0], item)
        _beside(str(item.get("why", "")), str(item.get("gloss", "")), 4)
    if proposal.entry is not None:
        practice_parts(proposal.entry)


def item_parts(name: str, item: Mapping[str, Any]) -> None:
    """What an item of a list says, part by part."""
    field = declared.PRACTICE.field(name)
    _parts(item, field.fields if field else (), 4)


def practice_parts(entry: Mapping[str, Any]) -> None:
    """What a whole practice says, field by field."""
    _parts(entry, declared.PRACTICE.fields, 4)


def _unit(unit: ProposedUnit) -> None:
    if unit.text is None and unit.value is None:
        members = [*(f"with {one}" for one in unit.add), *(f"without {one}" for one in unit.remove)]
        wrapped(", ".join(members), indent=4)
        return
    said = unit.text if unit.text is not None else str(unit.value)
    wrapped(f"New: {compared(unit.base, said) if unit.base else said}", indent=4)
    if unit.base is None:
        wrapped("What it said when you changed it is not known.", indent=4)


def _parts(held: Mapping[str, Any], fields: Sequence[Field], indent: int) -> None:
    for field in fields:
        said = held.get(field.name)
        if not said or field.name == "id":
            continue
        label = field.label or field.name
        if field.kind is Kind.ITEMS:
            wrapped(label, indent=indent, style="bold")
            for item in said:
                _parts(item, field.fields, indent + 2)
        elif field.kind is Kind.GROUP:
            wrapped(label, indent=indent)
            _parts(said, field.fields, indent + 2)
        else:
            wrapped(f"{label}: {', '.join(said) if isinstance(said, list) else said}", indent=indent)


def _beside(why: str, gloss: str, indent: int) -> None:
    if why:
        wrapped(f"Why: {why}", indent=indent)
    if gloss:
        wrapped(f"In English: {gloss}", indent=indent)
