"""A whole practice of an edition that is left becomes one of our own, as we show it today, translations and all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handbook.editions.fingerprint import fingerprint
from handbook.editions.inherited import adopted_practices, as_written
from handbook.editions.layer import of_practice
from handbook.editions.resolve import layers
from handbook.model import fields as declared
from handbook.model.edition import Edition
from handbook.model.field import Field, Kind
from handbook.model.ids import free_id
from handbook.model.plan import Plan
from handbook.model.resolved import Item, Resolved, Unit
from handbook.model.translation import TranslatedUnit

Edits = dict[tuple[str, ...], Any]


def as_entry(chain: Sequence[Edition], practices: Sequence[str]) -> list[Plan]:
    """The plans by which these practices of editions above become entries of the last edition of the chain.

    Its translations come first, then the entry, then the links to it from other entries of ours.
    """
    edition = chain[-1]
    names = {one: free_id(f"{edition.id}/{one.rpartition('/')[2]}", edition.practices) for one in practices}
    known = {**adopted_practices(edition), **names}
    plans: list[Plan] = []
    for practice, name in names.items():
        today = layers(chain, practice)[-1]
        entry = _Entry(chain, today, name)
        written = Plan("practice", name, _edits(entry.content(known)), bases=tuple(entry.bases))
        plans += [*entry.translated(), written, *_cleared(edition, today)]
    return [*plans, *_linked(edition, names)]


def left_over(chain: Sequence[Edition]) -> list[Plan]:
    """What we had said of theirs and our entries say now, but a run that died has not taken away."""
    known = adopted_practices(chain[-1])
    above = {practice for edition in chain[:-1] for practice in edition.practices}
    return [plan for practice in known if practice in above
            for plan in _cleared(chain[-1], layers(chain, practice)[-1])]  # fmt: skip


class _Entry:
    """One practice on its way into a file of ours."""

    def __init__(self, chain: Sequence[Edition], today: Resolved, name: str) -> None:
        self.chain, self.today, self.name = chain, today, name
        self.edition = chain[-1]
        self.lang = today.practice.lang
        self.units: dict[str, dict[str, TranslatedUnit]] = {}  # language → unit path → words
        self.bases: list[str] = []

    def content(self, names: Mapping[str, str]) -> dict[str, Any]:
        """The tree of the entry: its own fields, and each unit as it is shown today."""
        held = dict(self.today.practice.content)
        tree: dict[str, Any] = {}
        for field in declared.PRACTICE.fields:
            if field.kind is Kind.ITEMS:
                tree[field.name] = [self._item(item, field, names) for item in self.today.items(field.name)]
            elif field.kind is Kind.GROUP:
                parts = dict(held.get(field.name, {}))
                shown = {part.name: self.today.parts.get(f"{field.name}.{part.name}") for part in field.fields}
                tree[field.name] = parts | {name: self._words(unit) for name, unit in shown.items() if unit}
            elif unit := self.today.parts.get(field.name):
                tree[field.name] = self._words(unit)
            elif field.name in held and field.kind is not Kind.FREE:
                tree[field.name] = held[field.name]
        there = self.today.id if "/" in self.today.id else f"{self.today.owner}/{self.today.id}"
        tree |= {"id": self.name, "lang": self.lang, "from": there}
        return {name: as_written(said) for name, said in tree.items() if said not in ([], {}, "")}

    def translated(self) -> list[Plan]:
        """Its translations, one file a language, the nearest words first."""
        for lang in self.edition.languages:
            for unit in self.today.units():
                if unit.field.words and unit.lang != lang and (words := self._translation(unit, lang)):
                    self.units.setdefault(lang, {}).setdefault(unit.path, words)
        return [
            Plan("translation", self.name, {("units", path): words.written() for path, words in units.items()}, lang)
            for lang, units in self.units.items()
        ]

    def _item(self, item: Item, field: Field, names: Mapping[str, str]) -> dict[str, Any]:
        held = {**item.fixed, "id": names.get(item.id, item.id)}
        held |= {part: self._words(unit) for part, unit in item.units.items()}
        return {part.name: held[part.name] for part in field.fields if part.name in held}

    def _words(self, unit: Unit) -> Any:
        """The value of a unit. Words in another language than the entry's become their translation there."""
        if not unit.field.words or unit.lang == self.lang:
            return unit.value
        found = self._translation(unit, self.lang)
        fresh = found is not None and found.of == fingerprint(str(unit.value))
        words = found.text if found is not None and fresh else str(unit.value)
        self.bases.append(words)
        said = TranslatedUnit(str(unit.value), fingerprint(words), "authoritative")
        self.units.setdefault(unit.lang, {})[unit.path] = said
        return words

    def _translation(self, unit: Unit, lang: str) -> TranslatedUnit | None:
        """The nearest fresh translation of a unit, else the nearest that we have ourselves."""
        found = [
            held.units[unit.path]
            for edition in reversed(self.chain)
            if (held := edition.translations.get((lang, self.today.id))) and unit.path in held.units
        ]
        now = fingerprint(str(unit.value))
        mine = self.edition.translations.get((lang, self.today.id))
        outdated = mine.units.get(unit.path) if mine else None
        return next((words for words in found if words.of == now), outdated)


def _cleared(edition: Edition, today: Resolved) -> list[Plan]:
    plans: list[Plan] = []
    held = of_practice(edition, today.practice)
    if held:
        gone: Edits = {(name,): None for name in ("reviewed", "changes", "additions")}
        plans.append(Plan("adaptation", held.adapts, gone, held.lang))
    for (lang, practice), translation in edition.translations.items():
        if practice == today.id:
            units: Edits = {("units", path): None for path in translation.units}
            plans.append(Plan("translation", practice, units, lang))
    return plans


def _linked(edition: Edition, names: Mapping[str, str]) -> list[Plan]:
    plans: list[Plan] = []
    for practice in edition.practices.values():
        ids = [str(item["id"]) for item in practice.content.get("related", ()) if item["id"] in names]
        plans.append(Plan("practice", practice.id, {("related", one, "id"): names[one] for one in ids}))
    return plans


def _edits(tree: Mapping[str, Any]) -> Edits:
    return {(name,): said for name, said in tree.items() if name not in ("format", "id")}
