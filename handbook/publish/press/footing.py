"""What an edition stands on: editions that lie here, and above them perhaps a release, by whose words it is pinned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handbook.model.handbook import Handbook
from handbook.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Footing:
    """The editions of a chain whose files lie here, the last one last, and the release that they stand on.

    `release` is the digest of that release; empty where all editions of the chain are read as they are here.
    """

    here: tuple[str, ...]
    release: str = ""
    title: Mapping[str, str] = field(default_factory=dict)  # of the handbook that release is part of


def footing(workspace: Workspace, edition_id: str) -> Footing:
    """What an edition is made from; raises what `Handbook.chain` raises, PinError among it."""
    handbook = workspace.handbook
    chain = handbook.chain(edition_id)
    for place in range(len(chain) - 1, -1, -1):
        if chain[place].id in handbook.pins:
            own = tuple(edition.id for edition in chain[place:])
            release = workspace.pins.release(chain[place].id)
            return Footing(own, release.digest, release.title)
    return Footing(tuple(edition.id for edition in chain))


def world(handbook: Handbook, footings: Mapping[str, Footing], release: str) -> Handbook:
    """The handbook as all those see it that stand on one release: what one id means differs between such worlds."""
    if not release:
        return handbook
    seen, title = {}, handbook.title
    for one, stands in footings.items():
        if stands.release == release:
            title = stands.title or title
            seen.update({edition.id: edition for edition in handbook.chain(one)})
    return Handbook(title, seen)
