"""What the files of one edition are judged by: the editions it builds on, what it can point at, what is explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from handbook.checks.reach import Reach, chain_of, reach_of
from handbook.editions.resolve import layers, practice_ids, taken_in
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.ownwords import words
from handbook.model.resolved import Resolved


class Around:
    """One edition among those of its handbook; each thing is found when first asked for, and then at hand."""

    def __init__(self, handbook: Handbook, edition: Edition) -> None:
        self.handbook, self.edition = handbook, edition
        self._layers: tuple[str, list[Resolved]] = ("", [])

    @cached_property
    def chain(self) -> tuple[Edition, ...]:
        """The editions this one builds on, itself last; empty where the chain is broken."""
        return chain_of(self.handbook, self.edition)

    @cached_property
    def reach(self) -> Reach | None:
        """What its files can point at; nothing where the chain is broken, since nobody knows then."""
        return reach_of(self.chain, self.handbook) if self.chain else None

    @cached_property
    def taken(self) -> Mapping[str, str]:
        """Our id → theirs, of every practice that an edition of the chain has taken in from one below it."""
        return taken_in(self.chain) if len(self.chain) > 1 else {}

    @cached_property
    def gone(self) -> frozenset[str]:
        """The ids of what no edition has as an entry any more, and one of the chain still says something in."""
        held = {name for one in self.chain for name in one.practices}
        return frozenset(practice_ids(self.chain)) - held

    def present(self, name: str) -> str:
        """The id by which an entry is known here that a file calls by this name; empty where there is none such.

        An edition of the chain may have taken it in under another id, or none has it as an entry any more.
        """
        if any(name in one.practices for one in self.chain):
            return name
        return self.taken.get(name, "") or (name if name in self.gone else "")

    @cached_property
    def explained(self) -> set[str]:
        """The words of all glossary terms, and of the names of initiatives and sources, which have their own pages."""
        return _explained(self.chain or (self.edition,))

    @cached_property
    def glossaries(self) -> list[Mapping[str, Any]]:
        """The glossaries of the chain that are not empty."""
        return [one.holdings["glossary"] for one in self.chain if one.holdings.get("glossary")]

    def layers(self, practice: str) -> list[Resolved]:
        """A practice as each edition of the chain has it; raises UnknownPractice.

        The files of one practice are checked one after the other, so the last one is kept, and no more than that.
        """
        if self._layers[0] != practice:
            self._layers = practice, layers(self.chain, practice)
        return self._layers[1]


def _explained(chain: Iterable[Edition]) -> set[str]:
    said: list[str] = []
    for edition in chain:
        held = edition.holdings
        said += [f"{term['term']} {term.get('short', '')}" for term in held.get("glossary", {}).get("terms", ())]
        said += [one["name"] for one in held.get("initiatives", {}).get("initiatives", ())]
        said += [f"{one['title']} {one.get('short', '')}" for one in held.get("sources", {}).get("sources", ())]
    return {word for text in said for word in words(text)}
