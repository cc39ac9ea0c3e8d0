"""The handbook: the editions of one workspace, by id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handbook.errors import ChainError, UnknownEdition
from handbook.model.edition import Edition

LONGEST_CHAIN = 4


@dataclass(frozen=True)
class Handbook:
    """Editions by id; each builds on at most one other.

    A pinned edition does not follow its parent as it is here: `pins` holds the editions above it as it took them.
    """

    title: Mapping[str, str]
    editions: Mapping[str, Edition] = field(default_factory=dict)
    pins: Mapping[str, Sequence[Edition]] = field(default_factory=dict)  # edition -> those above it, the root first

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
            pinned = self.pins.get(walked[0])
            above = pinned if pinned is not None else [self._above(walked[0], parent)]
            if above[-1].id != parent:
                raise ChainError(
                    f"The edition “{walked[0]}” builds on “{parent}”, but its handbook.lock holds “{above[-1].id}”.",
                    todo=f"To let it build on “{above[-1].id}”: handbook reparent {walked[0]} --to {above[-1].id}"
                    f" Else take in a release of “{parent}”: handbook sync --edition {walked[0]}",
                )
            if again := next((edition.id for edition in reversed(above) if edition.id in walked), ""):
                circle = " → ".join([*reversed(walked), again])
                raise ChainError(
                    f"The editions build on each other in a circle: {circle}.",
                    todo="Take “builds_on” out of one of them.",
                )
            chain = [*above, *chain]
            if len(chain) > LONGEST_CHAIN:
                raise ChainError(
                    f"The edition “{edition_id}” builds on a chain of more than {LONGEST_CHAIN} editions.",
                    todo="Let it build on one nearer to the root.",
                )
            if pinned is not None:
                break
        return tuple(chain)

    def seen_by(self, edition_id: str) -> Handbook:
        """The handbook of one edition's chain alone, as that edition sees it; raises what `chain` raises."""
        return Handbook(self.title, {edition.id: edition for edition in self.chain(edition_id)})

    def _above(self, edition_id: str, parent: str) -> Edition:
        if parent not in self.editions:
            raise ChainError(
                f"The edition “{edition_id}” builds on “{parent}”, which is not in this handbook.",
                todo="Take in a release of it with “handbook sync”, or correct “builds_on” in its edition.yaml.",
            )
        return self.editions[parent]
