"""What words that are taken over point at: sources, terms, groups and the like of an edition that is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handbook.editions.inherited import as_written, left_by
from handbook.model.edition import Edition
from handbook.model.plan import Plan
from handbook.model.taxonomy import LISTS

_LISTS = {"taxonomy": LISTS, "glossary": ("terms",), "sources": ("sources",)}


@dataclass(frozen=True, slots=True)
class Brought:
    """One entry of a glossary, of sources or of a taxonomy that is needed from now on: where it goes, and its tree."""

    kind: str
    list: str
    item: Mapping[str, Any]
    lang: str  # of the file it comes from; empty where that has none


def brought(chain: Sequence[Edition], above: Sequence[Edition], plans: Iterable[Plan]) -> list[Brought]:
    """What these plans name that neither the new editions above nor our own have; without it nothing would be found."""
    named = {text for plan in plans for said in plan.edits.values() for text in _texts(said)}
    known = {key for edition in (*above, chain[-1]) for key, _, _ in _held(edition)}
    found: dict[tuple[str, str, str], Brought] = {}
    for edition in left_by(chain, above):
        there = {key: (item, lang) for key, item, lang in _held(edition)}
        waiting = [key for key in there if key[2] in named]
        while waiting:
            key = waiting.pop()
            if key in known or key in found:
                continue
            item, lang = there[key]
            found[key] = Brought(key[0], key[1], as_written(item), lang)
            waiting += [(*key[:2], other) for other in item.get("within", ()) if (*key[:2], other) in there]
    return list(found.values())


def _held(edition: Edition) -> Iterator[tuple[tuple[str, str, str], Mapping[str, Any], str]]:
    for kind, lists in _LISTS.items():
        content = edition.holdings.get(kind) or {}
        for name in lists:
            for item in content.get(name, ()):
                yield (kind, name, str(item["id"])), item, str(content.get("lang", ""))


def _texts(said: Any) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, Mapping):
        for one in said.values():
            yield from _texts(one)
    elif isinstance(said, (list, tuple)):
        for one in said:
            yield from _texts(one)
