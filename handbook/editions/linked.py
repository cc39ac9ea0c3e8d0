"""Who leads to a practice and where it leads: related, replaced, adapted, translated, taken stock of. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from handbook.editions.changelog import title
from handbook.editions.resolve import layers, taken_in
from handbook.errors import HandbookError
from handbook.model import fields as declared
from handbook.model.adaptation import Adaptation
from handbook.model.edition import Edition
from handbook.model.field import Field, Kind
from handbook.model.handbook import Handbook
from handbook.model.ids import BORROWED
from handbook.wording import N_, _, count

TAKEN_FROM = N_("Taken in from")
_TAKEN_HERE = N_("Taken in from here")


@dataclass(frozen=True, slots=True)
class Link:
    """One place where a practice is named, or names another: at the other end of it, and in which words."""

    edition: str  # whose file says it
    practice: str  # at the other end; empty where no practice says it, as in an inventory
    title: str
    words: str  # “Read with: needs”
    file: str = ""
    unit: str = ""  # where in that file


def links_to(handbook: Handbook, edition_id: str, practice: str) -> list[Link]:
    """All that names a practice, in every edition here that has this very practice; the asking edition's first.

    Raises UnknownPractice, and what `Handbook.chain` raises.
    """
    chain = handbook.chain(edition_id)
    owner = layers(chain, practice)[-1].owner
    sharing = sorted(having(handbook, owner, practice), key=lambda one: (one[-1].id != edition_id, len(one)))
    found = [link for other in sharing for link in _said_by(other, practice)]
    above = chain[: next(place for place, one in enumerate(chain) if one.id == owner)]
    taken = taken_in(chain).get(practice, "")
    for edition in above:
        if taken in edition.practices:
            where = edition.practices[taken].file
            found.append(Link(edition.id, taken, title(taken, chain), _(_TAKEN_HERE), where, "from"))
    return found


def links_from(handbook: Handbook, edition_id: str, practice: str) -> list[Link]:
    """All practices that this one names, as the edition shows it; raises what `links_to` raises."""
    chain = handbook.chain(edition_id)
    shown = layers(chain, practice)[-1]
    file, content = shown.practice.file, shown.practice.content
    now = taken_in(chain)

    def link(edition: str, named: str, words: str, unit: str) -> Link:
        there = now.get(named, named)  # a link by the id it once had still leads on
        return Link(edition, there, title(there, chain), words, file, unit)

    found = []
    for field in _LISTS:
        for item in shown.items(field.name):
            said = {**item.fixed, **{part: unit.value for part, unit in item.units.items()}}
            found.append(link(item.origin, item.id, _words(field, said), f"{field.name}/{item.id}"))
    for field in SETS:
        found += [link(shown.owner, str(one), _(field.label), field.name) for one in content.get(field.name, ())]
    origin = str(content.get("from", ""))
    if "/" in origin:
        found.append(link(shown.owner, origin, _(TAKEN_FROM), "from"))
    return found


def having(handbook: Handbook, owner: str, practice: str) -> Iterator[tuple[Edition, ...]]:
    """The chains of all editions here that have this very practice, and not another of the same id."""
    for name in handbook.editions:
        with suppress(HandbookError):  # a broken chain has a finding of its own, and no practices but its own
            chain = handbook.chain(name)
            if any(one.id == owner for one in chain) and _holder(chain, practice) == owner:
                yield chain


def _holder(chain: Sequence[Edition], practice: str) -> str:
    return next((one.id for one in reversed(chain) if practice in one.practices), chain[0].id)


def _said_by(chain: Sequence[Edition], practice: str) -> Iterator[Link]:
    """What the last edition of a chain says in its own files, under any id the practice is or was known by."""
    edition = chain[-1]
    names = {practice, *(ours for ours, theirs in taken_in(chain).items() if theirs == practice)}
    for held in edition.practices.values():
        if held.id not in names:
            for words, unit in _in_practice(held.content, names, f"{_holder(chain, practice)}/{practice}"):
                yield Link(edition.id, held.id, title(held.id, chain), words, held.file, unit)
    for adaptation in edition.adaptations.values():
        if adaptation.adapts in names:
            shown = title(adaptation.adapts, chain)
            yield Link(edition.id, adaptation.adapts, shown, _stance(adaptation), adaptation.file)
        for words, unit in _in_lists(adaptation.additions, names):
            shown = title(adaptation.adapts, chain)
            yield Link(edition.id, adaptation.adapts, shown, words, adaptation.file, f"additions.{unit}")
    for (lang, translated), translation in edition.translations.items():
        if translated in names:
            words = _("Translated into: {language}", language=lang)
            yield Link(edition.id, translated, title(translated, chain), words, translation.file)
    yield from _in_holdings(edition, names)


def _in_practice(content: Mapping[str, Any], names: set[str], whole: str) -> Iterator[tuple[str, str]]:
    yield from _in_lists(content, names)
    yield from ((_(field.label), field.name) for field in SETS if names & set(content.get(field.name, ())))
    if content.get("from") in {whole, *(name for name in names if "/" in name)}:
        yield _(_TAKEN_HERE), "from"


def _in_lists(content: Mapping[str, Any], names: set[str]) -> Iterator[tuple[str, str]]:
    for field in _LISTS:
        for item in content.get(field.name, ()):
            if item["id"] in names:
                yield _words(field, item), f"{field.name}/{item['id']}"


def _in_holdings(edition: Edition, names: set[str]) -> Iterator[Link]:
    for kind, content in edition.holdings.items():
        for field in declared.SHAPES[kind].fields:
            part = next((one for one in field.fields if one.of == "practices"), None)
            for item in content.get(field.name, ()) if part else ():
                if part and item.get(part.name) in names:
                    file = f"{edition.file.removesuffix('edition.yaml')}{kind}.yaml"
                    told = str(item.get("text", ""))
                    yield Link(edition.id, "", told, _words(field, item), file, f"{field.name}/{item['id']}")


def _stance(held: Adaptation) -> str:
    """How an edition stands to a practice, by its file alone."""
    if held.reviewed.get("stance") == "not-for-us":
        return _("Not for us")
    many = len(held.changes) + sum(len(items) for items in held.additions.values())
    return count("Adapted: {number} change", "Adapted: {number} changes", many) if many else _("Used as is")


def _words(field: Field, item: Mapping[str, Any]) -> str:
    """A list by its label, and the first choice that an item of it makes: “Read with: see also”."""
    choice = next((str(item[one.name]) for one in field.fields if one.choices and item.get(one.name)), "")
    label = _(field.label)
    return f"{label}: {_(choice).replace('-', ' ')}" if choice else label


# Where a practice names others: lists whose items bear their ids, and sets of ids.
_LISTS = tuple(field for field in declared.PRACTICE.fields if BORROWED.get(field.name) == "practices")
LISTS = tuple(field.name for field in _LISTS)
SETS = tuple(field for field in declared.PRACTICE.fields if field.of == "practices" and field.kind is Kind.IDS)
