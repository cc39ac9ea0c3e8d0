"""A proposal in words: who proposes what, and each piece of it with what it said before; as lines, for any screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handbook.editions.asked import Part, readable
from handbook.editions.merge import word_diff
from handbook.exchange.proposal import Proposal, ProposedUnit
from handbook.model import fields as declared
from handbook.model.field import Field, Kind
from handbook.model.units import spoken
from handbook.wording import N_, _

_KINDS = {"improvement": "An improvement of", "practice": "A practice of its own:", "experience": "An experience with"}
PRIVATE = N_("It names your edition and none of its people. Notes, drafts and what you leave out stay with you.")


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
    name = _("“{title}”", title=title or proposal.origin) + (f" ({proposal.origin})" if title else "")
    about = {"name": name, "to": proposal.to, "date": proposal.date}
    if proposal.release:
        said = _("From {name} to “{to}”, {date}, written against release {release}.", release=proposal.release, **about)
        yield _line(said)
    else:
        yield _line(_("From {name} to “{to}”, {date}.", **about))
    yield _line(_("Licence: {licence}. Language: {language}.", licence=proposal.licence, language=proposal.lang))
    yield from _beside(proposal.why, proposal.gloss, 0)


def contents(proposal: Proposal) -> Iterator[Line]:
    """Each piece with what it said before."""
    for unit in proposal.units:
        yield _line(spoken(unit.path, _), 2, heading=True)
        yield from _unit(unit)
        yield from _beside(unit.why, unit.gloss, 4)
    for path, item in proposal.items():
        yield _line(spoken(path, _), 2, heading=True)
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
        members = [_("with {member}", member=one) for one in unit.add]
        members += [_("without {member}", member=one) for one in unit.remove]
        yield _line(", ".join(members), 4)
        return
    said = unit.text if unit.text is not None else str(unit.value)
    parts: list[Part] = readable(word_diff(unit.base, said)) if unit.base else [("same", said)]
    yield Line((("same", f"{_('New:')} "), *parts), 4)
    if unit.base is None:
        yield _line(_("What it said when you changed it is not known."), 4)


def _parts(held: Mapping[str, Any], fields: Sequence[Field], indent: int) -> Iterator[Line]:
    for field in fields:
        said = held.get(field.name)
        if not said or field.name == "id":
            continue
        label = _(field.label) or field.name
        if field.kind is Kind.ITEMS:
            yield _line(label, indent, heading=True)
            for item in said:
                yield from _parts(item, field.fields, indent + 2)
        elif field.kind is Kind.GROUP:
            yield _line(label, indent)
            yield from _parts(said, field.fields, indent + 2)
        else:
            value = ", ".join(said) if isinstance(said, list) else _(str(said)) if field.choices else str(said)
            yield _line(_("{label}: {value}", label=label, value=value), indent)


def _beside(why: str, gloss: str, indent: int) -> Iterator[Line]:
    if why:
        yield _line(_("Why: {why}", why=why), indent)
    if gloss:
        yield _line(_("In English: {gloss}", gloss=gloss), indent)


def _line(text: str, indent: int = 0, *, heading: bool = False) -> Line:
    return Line((("same", text),), indent, heading)
