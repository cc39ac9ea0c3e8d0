"""What an edition holds besides practices, with what it takes over from the editions it builds on. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from handbook.model.edition import Edition
from handbook.model.taxonomy import Taxonomy

# The list inside each file bears the file's name, but for one.
_LIST = {"glossary": "terms"}


class Held(NamedTuple):
    """One entry of a glossary, of sources, and so on: the edition it comes from, and the language it is written in."""

    item: Mapping[str, Any]
    origin: str
    lang: str


def holdings(chain: Sequence[Edition], name: str) -> list[Held]:
    """The entries of one kind that an edition has: those of the editions above first; the nearest wins an id.

    An entry that a nearer edition words anew keeps its place, since readers find it by that.
    """
    found: dict[str, Held] = {}
    for edition in chain:
        content = edition.holdings.get(name)
        if not content:
            continue
        lang = str(content.get("lang") or edition.languages[0])
        for item in content.get(_LIST.get(name, name), ()):
            found[item["id"]] = Held(item, edition.id, lang)
    return list(found.values())


def taxonomy(chain: Sequence[Edition]) -> Taxonomy:
    """Themes, groups, phases and topics of an edition and of those it builds on."""
    return Taxonomy.read(edition.holdings["taxonomy"] for edition in chain if edition.holdings.get("taxonomy"))
