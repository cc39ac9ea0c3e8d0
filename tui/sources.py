"""The shared editions that a new one can build on: those of this handbook, then those that came along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.editions.resolve import practice_ids
from handbook.errors import HandbookError
from handbook.model.handbook import LONGEST_CHAIN
from handbook.store.data import data_folder
from handbook.store.parents import BUILTIN
from handbook.store.releases import numbers
from handbook.store.shared import Source
from handbook.store.workspace import Workspace
from tui.names import named

ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Shared:
    """One edition to build on: its id, its name, how many practices it has, and where it comes from."""

    id: str
    name: str
    practices: int
    source: Source

    @property
    def key(self) -> str:
        """What it is picked by."""
        return f"{self.source.address} {self.id}"


def offered(workspace: Workspace) -> list[Shared]:
    """All there are, the ones that build on no other first."""
    here = [] if workspace.read_only else list(_of(workspace, ""))
    shipped = [one for one in _shipped(workspace) if one.id not in {held.id for held in here}]
    return [*here, *shipped]


def _shipped(workspace: Workspace) -> Iterator[Shared]:
    """Only what is released can be followed from another handbook."""
    root = data_folder()
    if workspace.root != root:
        workspace = Workspace.open(root)
    yield from (one for one in _of(workspace, BUILTIN) if numbers(workspace.folder(one.id), one.id))


def _of(workspace: Workspace, address: str) -> Iterator[Shared]:
    found = []
    for name, edition in workspace.handbook.editions.items():
        try:
            chain = workspace.handbook.chain(name)
        except HandbookError:
            continue  # a chain that is broken is told by the check
        many = len(practice_ids(chain))
        if many and len(chain) < LONGEST_CHAIN:
            found.append((len(chain), Shared(name, named(edition), many, Source(address, name))))
    yield from (one for _above, one in sorted(found, key=lambda held: held[0]))
