"""What an edition can point at: the ids of its own files and of all editions it builds on."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cached_property

from handbook.editions.resolve import taken_in
from handbook.errors import HandbookError
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.resolved import Resolved, Unit
from handbook.model.taxonomy import LISTS, TRIGGERS, Taxonomy
from handbook.model.units import UnitPath


@dataclass(frozen=True)
class Reach:
    """The ids an edition may name, by what `Field.of` calls them, and how many lines its sources have."""

    ids: Mapping[str, Container[str]]
    lines: Mapping[str, int]  # source id -> lines of its text; 0 where it is not known

    def has(self, of: str, name: str) -> bool:
        """Whether there is such a thing; what nobody declares is taken as it is."""
        return of not in self.ids or name in self.ids[of]


def chain_of(handbook: Handbook, edition: Edition) -> tuple[Edition, ...]:
    """The editions this one builds on, itself last; empty where the chain is broken, which has a finding of its own."""
    try:
        return handbook.chain(edition.id)
    except HandbookError:  # what a pin names may be any sort of wrong
        return ()


def reach_of(chain: tuple[Edition, ...], handbook: Handbook) -> Reach:
    """What the last edition of a chain can point at."""
    taxonomy = Taxonomy.read(edition.holdings.get("taxonomy", {}) for edition in chain)
    sources = {
        source["id"]: int(source.get("lines", 0))
        for edition in chain
        for source in edition.holdings.get("sources", {}).get("sources", [])
    }
    terms = (term["id"] for edition in chain for term in edition.holdings.get("glossary", {}).get("terms", []))
    return Reach(
        {
            **{name: frozenset(taxonomy.lists[name]) for name in LISTS},
            "triggers": frozenset(TRIGGERS),
            "practices": _Entries(chain),
            "terms": frozenset(terms),
            "sources": frozenset(sources),
            "editions": frozenset([*handbook.editions, *(edition.id for edition in chain)]),
        },
        sources,
    )


def units_by_path(resolved: Resolved) -> dict[str, Unit]:
    """Every unit that is shown by its path, also by the id that its item bore before an edition took it in."""
    found = {unit.path: unit for unit in resolved.units()}
    for name in resolved.lists:
        for item in resolved.items(name):
            former = {str(UnitPath(name, item.alias, part)): unit for part, unit in item.units.items()}
            found = {**former, **found} if item.alias else found
    return found


class _Entries(Container[str]):
    """The ids of all entries, and those they bore before an edition took them in, since links to them still lead on.

    For the latter every entry has to be opened, so they are sought only where an id is no entry's.
    """

    def __init__(self, chain: tuple[Edition, ...]) -> None:
        self._chain = chain

    def __contains__(self, name: object) -> bool:
        return any(name in edition.practices for edition in self._chain) or name in self._former

    @cached_property
    def _former(self) -> Mapping[str, str]:
        return taken_in(self._chain) if len(self._chain) > 1 else {}
