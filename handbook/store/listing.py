"""List and filter entries from the rows of the cache; no practice is built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from handbook.editions.resolve import layers
from handbook.model.edition import Edition
from handbook.model.resolved import Stance
from handbook.model.taxonomy import Taxonomy
from handbook.store.cache import Row
from handbook.store.workspace import Workspace

STANCES = {
    Stance.OWN: "own", Stance.ADAPTED: "adapted", Stance.AS_IS: "used as is", Stance.NOT_FOR_US: "not for us",
    Stance.NOT_YET: "not yet looked at",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to filter by: a row is wanted if it has one of the values of every filter that is given."""

    themes: Sequence[str] | None = None
    groups: Sequence[str] | None = None
    phases: Sequence[str] | None = None
    topics: Sequence[str] | None = None
    status: Sequence[str] | None = None
    priority: Sequence[str] | None = None
    maturity: Sequence[str] | None = None
    entry_kind: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list."""

    edition: str
    id: str
    kind: str
    title: str
    status: str
    priority: str
    maturity: str
    themes: str
    groups: str
    phases: str
    topics: str
    stance: str
    summary: str


def listed(workspace: Workspace, edition: str, wanted: Wanted) -> list[Listed]:
    """The entries of an edition with those it takes from its parents, or of all editions; by id within each.

    What an edition adapts is listed and filtered as it has it; a sub-group counts as the group it lies within. Raises
    UnknownEdition and ChainError.
    """
    chain = workspace.handbook.chain(edition) if edition else tuple(workspace.handbook.editions.values())
    filters = {field.name: asked for field in fields(wanted) if (asked := getattr(wanted, field.name))}
    if wanted.groups:
        filters["groups"] = _with_subgroups(chain, wanted.groups)
    found: list[Listed] = []
    for place, owner in enumerate(chain):
        below = chain[place + 1 :] if edition else ()
        adapted = {name for other in below for name in other.adaptations if name in owner.practices}
        hidden = {name for other in below for name in other.practices}
        fitting = {row.id for row in workspace.rows(owner.id, filters)} if adapted else set()
        for row in workspace.rows(owner.id, {} if adapted else filters):
            if row.id in hidden:
                continue
            if row.id in adapted:
                entry = _adapted(row, chain)
                found += [entry] if _fits(entry, filters) else []
            elif not adapted or row.id in fitting:
                found.append(_as_it_is(row, owner.id, edition))
    return found


def _with_subgroups(chain: Sequence[Edition], asked: Sequence[str]) -> list[str]:
    taxonomy = Taxonomy.read(edition.holdings.get("taxonomy", {}) for edition in chain)
    inside = [group for group in taxonomy.lists["groups"] if taxonomy.with_parents([group]) & set(asked)]
    return list(dict.fromkeys([*asked, *inside]))


def _as_it_is(row: Row, owner: str, edition: str) -> Listed:
    stance = "" if not edition else STANCES[Stance.OWN if owner == edition else Stance.NOT_YET]
    return Listed(
        owner, row.id, row.entry_kind, row.title, row.status, row.priority, row.maturity,
        row.themes, row.groups, row.phases, row.topics, stance, row.summary,
    )  # fmt: skip


def _adapted(row: Row, chain: Sequence[Edition]) -> Listed:
    held = layers(chain, row.id)[-1]

    def said(path: str) -> str:
        value = held.value(path)
        return " ".join(value) if isinstance(value, tuple) else str(value)

    return Listed(
        held.owner, row.id, row.entry_kind, said("title"), row.status, said("priority.level"), said("maturity"),
        said("themes"), said("groups"), said("phases"), said("topics"), STANCES[held.stance], said("summary"),
    )  # fmt: skip


def _fits(entry: Listed, filters: Mapping[str, Sequence[str]]) -> bool:
    return all(
        set(getattr(entry, "kind" if name == "entry_kind" else name).split()) & set(asked)
        for name, asked in filters.items()
    )
