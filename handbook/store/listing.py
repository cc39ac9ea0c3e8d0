"""List and filter entries from the rows of the cache; practices are built only where an edition reads otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from handbook.editions.resolve import layers, practice_ids, taken_in
from handbook.model.edition import Edition
from handbook.model.resolved import Stance
from handbook.model.taxonomy import Taxonomy
from handbook.store.cache import Row, row_of
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


def one_or_all(workspace: Workspace, edition: str) -> str:
    """The edition that is named, else the only one here that builds on another; "" for all of them side by side.

    In a repository of one edition, what it takes over lies in no other folder, and belongs to it all the same.
    """
    names = list(workspace.manifest.folders)
    if edition or len(names) != 1:
        return edition
    return names[0] if workspace.handbook.edition(names[0]).parent else ""


def listed(workspace: Workspace, edition: str, wanted: Wanted) -> list[Listed]:
    """The entries of an edition with those it takes from its parents, or of all editions; by id within each.

    What an edition adapts is listed and filtered as it has it; a sub-group counts as the group it lies within. Raises
    UnknownEdition and ChainError.
    """
    edition = one_or_all(workspace, edition)
    chain = workspace.handbook.chain(edition) if edition else tuple(workspace.handbook.editions.values())
    filters = {field.name: asked for field in fields(wanted) if (asked := getattr(wanted, field.name))}
    if wanted.groups:
        filters["groups"] = _with_subgroups(chain, wanted.groups)
    if not edition:
        return [_as_it_is(row, one.id, "") for one in chain for row in _rows(workspace, one, filters)]
    shown = set(practice_ids(chain))
    found: list[Listed] = []
    for place, owner in enumerate(chain):
        below = chain[place + 1 :]
        adapted = {name for other in below for name in _adapts(other, chain) if name in owner.practices}
        nearer = {name for other in below for name in other.practices}
        fitting = {row.id for row in _rows(workspace, owner, filters)} if adapted else set()
        for row in _rows(workspace, owner, {} if adapted else filters):
            if row.id not in shown or row.id in nearer:
                continue
            if row.id in adapted:
                entry = _adapted(row.id, chain)
                found += [entry] if _fits(entry, filters) else []
            elif not adapted or row.id in fitting:
                found.append(_as_it_is(row, owner.id, edition))
    # What the editions above no longer have, but one of the chain still speaks of.
    gone = (_adapted(name, chain) for name in sorted(shown.difference(*(one.practices for one in chain))))
    return found + [entry for entry in gone if _fits(entry, filters)]


def _adapts(edition: Edition, chain: Sequence[Edition]) -> set[str]:
    """The ids of the practices that an edition changes, as those bear them now who took one in from it."""
    names = set(edition.adaptations)
    if names.issubset(name for one in chain for name in one.practices):
        return names
    return names | {theirs for ours, theirs in taken_in(chain).items() if ours in names}


def _rows(workspace: Workspace, edition: Edition, filters: Mapping[str, Sequence[str]]) -> list[Row]:
    """The own entries of an edition as it lies here, or as it stands in a release that another has taken in."""
    if edition is workspace.handbook.editions.get(edition.id):
        return workspace.rows(edition.id, filters)
    rows = (Row(path=one.file, **row_of(dict(one.content))) for one in edition.practices.values())
    return sorted(row for row in rows if _fits(row, filters))


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


def _adapted(practice: str, chain: Sequence[Edition]) -> Listed:
    held = layers(chain, practice)[-1]

    def said(path: str) -> str:
        value = held.value(path)
        return " ".join(value) if isinstance(value, tuple) else str(value)

    return Listed(
        held.owner, practice, held.practice.kind, said("title"), held.practice.status, said("priority.level"),
        said("maturity"), said("themes"), said("groups"), said("phases"), said("topics"), STANCES[held.stance],
        said("summary"),
    )  # fmt: skip


def _fits(entry: Listed | Row, filters: Mapping[str, Sequence[str]]) -> bool:
    own_names = {"entry_kind": "kind"} if isinstance(entry, Listed) else {}
    return all(set(getattr(entry, own_names.get(name, name)).split()) & set(asked) for name, asked in filters.items())
