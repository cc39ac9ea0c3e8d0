"""The handbook: the editions of one workspace, by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handbook.errors import ChainError, UnknownEdition
from handbook.model.edition import Edition

LONGEST_CHAIN = 4


@dataclass(frozen=True)
class Handbook:
    """Editions by id; each builds on at most one other."""

    title: Mapping[str, str]
    editions: Mapping[str, Edition] = field(default_factory=dict)

    def edition(self, edition_id: str) -> Edition:
        """The edition of that id.

        Raises UnknownEdition, naming those there are.
        """
        if edition_id not in self.editions:
            known = ", ".join(sorted(self.editions)) or "none"
            raise UnknownEdition(
                f"There is no edition “{edition_id}” in this handbook.", todo=f"The editions are: {known}."
            )
        return self.editions[edition_id]

    def chain(self, edition_id: str) -> tuple[Edition, ...]:
        """The editions that this one builds on, the root first, itself last.

        Raises UnknownEdition, and ChainError for a circle, a parent that is not there, or more than four.
        """
        chain = [self.edition(edition_id)]
        while parent := chain[0].parent:
            walked = [edition.id for edition in chain]
            if parent in walked:
                circle = " → ".join([*reversed(walked), parent])
                raise ChainError(
                    f"The editions build on each other in a circle: {circle}.",
                    todo="Take “builds_on” out of one of them.",
                )
            if parent not in self.editions:
                raise ChainError(
                    f"The edition “{chain[0].id}” builds on “{parent}”, which is not in this handbook.",
                    todo="Correct “builds_on” in its edition.yaml, or add that edition.",
                )
            chain.insert(0, self.editions[parent])
            if len(chain) > LONGEST_CHAIN:
                raise ChainError(
                    f"The edition “{edition_id}” builds on a chain of more than {LONGEST_CHAIN} editions.",
                    todo="Let it build on one nearer to the root.",
                )
        return tuple(chain)
