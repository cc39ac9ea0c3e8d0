"""The taxonomy: themes, stakeholder groups, phases and topics, each an id with labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from handbook.model.edition import in_language

LISTS = ("themes", "groups", "phases", "topics")

# The three questions by which a reader finds out whether a duty concerns her.
TRIGGERS = ("personal-data", "uses-ict", "supplies-ict")


@dataclass(frozen=True, slots=True)
class Taxon:
    """One theme, group, phase or topic."""

    id: str
    labels: Mapping[str, str]
    gloss: Mapping[str, str] = field(default_factory=dict)
    within: tuple[str, ...] = ()

    def label(self, language: str) -> tuple[str, str]:
        """Its label, and the language the label is in."""
        return in_language(self.labels, language, self.id)


@dataclass(frozen=True)
class Taxonomy:
    """The four lists, in the order in which they are declared."""

    lists: Mapping[str, Mapping[str, Taxon]]

    @classmethod
    def read(cls, contents: Iterable[Mapping[str, Any]]) -> Taxonomy:
        """The taxonomies of a chain of editions, root first; a nearer edition's words replace the same id."""
        lists: dict[str, dict[str, Taxon]] = {name: {} for name in LISTS}
        for content in contents:
            for name in LISTS:
                for item in content.get(name, ()):
                    taxon = Taxon(item["id"], item["label"], item.get("gloss", {}), tuple(item.get("within", ())))
                    lists[name][taxon.id] = taxon
        return cls(lists)

    def has(self, name: str, taxon_id: str) -> bool:
        """Whether the named list has that id."""
        return taxon_id in self.lists.get(name, {})

    def label(self, name: str, taxon_id: str, language: str) -> str:
        """The label of an id, or the id itself where there is none."""
        taxon = self.lists.get(name, {}).get(taxon_id)
        return taxon.label(language)[0] if taxon else taxon_id

    def with_parents(self, groups: Iterable[str]) -> set[str]:
        """The groups named, and those they lie within."""
        found: set[str] = set()
        waiting = list(groups)
        while waiting:
            group = waiting.pop()
            if group not in found:
                found.add(group)
                taxon = self.lists["groups"].get(group)
                waiting.extend(taxon.within if taxon else ())
        return found
