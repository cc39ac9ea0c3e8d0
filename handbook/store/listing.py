"""List and filter entries from the rows of the cache; no practice is built."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from handbook.model.taxonomy import Taxonomy
from handbook.store.cache import Row
from handbook.store.workspace import Workspace


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

    A sub-group counts as the group it lies within. Raises UnknownEdition and ChainError.
    """
    names = [held.id for held in workspace.handbook.chain(edition)] if edition else list(workspace.manifest.folders)
    filters = {field.name: asked for field in fields(wanted) if (asked := getattr(wanted, field.name))}
    if wanted.groups:
        filters["groups"] = _with_subgroups(workspace, names, wanted.groups)
    found: dict[str, Listed] = {}
    for name in names:
        for row in workspace.rows(name, filters):
            found[row.id] = _listed(workspace, row, name, edition)
    return list(found.values())


def _with_subgroups(workspace: Workspace, names: Iterable[str], asked: Sequence[str]) -> list[str]:
    editions = workspace.handbook.editions
    taxonomy = Taxonomy.read(editions[name].holdings.get("taxonomy", {}) for name in names)
    inside = [group for group in taxonomy.lists["groups"] if taxonomy.with_parents([group]) & set(asked)]
    return list(dict.fromkeys([*asked, *inside]))


def _listed(workspace: Workspace, row: Row, owner: str, edition: str) -> Listed:
    title, stance = row.title, "own" if owner == edition else ""
    if edition and owner != edition:
        adaptation = workspace.handbook.editions[edition].adaptations.get(row.id)
        stance = "not yet looked at"
        if adaptation is not None:
            stance = {"not-for-us": "not for us", "as-is": "used as is"}.get(
                adaptation.reviewed.get("stance", ""), stance
            )
            stance = "adapted" if adaptation.differs and stance != "not for us" else stance
            change = adaptation.changes.get("title")
            title = change.text if change and change.text else title
    return Listed(
        owner, row.id, row.entry_kind, title, row.status, row.priority, row.maturity,
        row.themes, row.groups, row.phases, row.topics, stance, row.summary,
    )  # fmt: skip
