"""What the receiving edition knows: ids that point at nothing here do not come along, and that is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handbook.editions.holdings import holdings, taxonomy
from handbook.exchange.public import borrowed
from handbook.model.edition import Edition
from handbook.model.field import Field, Kind
from handbook.model.taxonomy import LISTS, TRIGGERS
from handbook.wording import N_, _

# What the items of a list mean nothing without.
_HINGE = {"evidence": "sources", "related": "practices", "value": "groups"}
_UNKNOWN = {
    "themes": N_("The theme “{name}” is not known here, and does not come along."),
    "groups": N_("The group “{name}” is not known here, and does not come along."),
    "phases": N_("The phase “{name}” is not known here, and does not come along."),
    "topics": N_("The topic “{name}” is not known here, and does not come along."),
    "triggers": N_("The trigger “{name}” is not known here, and does not come along."),
    "practices": N_("The practice “{name}” is not known here, and does not come along."),
    "terms": N_("The term “{name}” is not known here, and does not come along."),
    "sources": N_("The source “{name}” is not known here, and does not come along."),
}

Known = Mapping[str, frozenset[str]]


def known_by(chain: Sequence[Edition]) -> Known:
    """The ids that the last edition of a chain can name, by what `Field.of` calls them."""
    lists = taxonomy(chain).lists
    return {
        **{name: frozenset(lists[name]) for name in LISTS},
        "triggers": frozenset(TRIGGERS),
        "practices": frozenset(entry for edition in chain for entry in edition.practices),
        "terms": frozenset(str(held.item["id"]) for held in holdings(chain, "glossary")),
        "sources": frozenset(str(held.item["id"]) for held in holdings(chain, "sources")),
    }


class Sieve:
    """Lets through what is known here; `notes` tells the rest."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.notes: list[str] = []

    def members(self, of: str, names: Sequence[str]) -> list[str]:
        """Those of the names that are known here; what nobody declares is taken as it is."""
        return [name for name in names if self._passes(of, name)]

    def parts(self, held: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, Any]:
        """What of some parts can stand here."""
        kept: dict[str, Any] = {}
        for field in fields:
            said = held.get(field.name)
            if said is None:
                continue
            if field.kind is Kind.ITEMS:
                said = [self.parts(item, field.fields) for item in said if self.item(field.name, item)]
            elif field.kind is Kind.GROUP:
                said = self.parts(said, field.fields)
            elif field.kind is Kind.IDS:
                said = self.members(field.of, said)
            elif field.of:
                said = said if self._passes(field.of, said) else ""
            if said:
                kept[field.name] = said
        return kept

    def item(self, name: str, item: Mapping[str, Any]) -> bool:
        """Whether an item of this list means anything here: a statement needs its source, and so on."""
        of = _HINGE.get(name, "")
        return not of or self._passes(of, str(item["id"] if borrowed(name) else item.get("source", "")))

    def _passes(self, of: str, name: str) -> bool:
        if of not in self.known or name in self.known[of]:
            return True
        note = _(_UNKNOWN[of], name=name)
        if note not in self.notes:
            self.notes.append(note)
        return False
