"""Duplicate: a new draft that says all that an edition shows of a practice, for a practice much like it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handbook.editions.handover import as_entry
from handbook.editions.inherited import as_written
from handbook.editions.rename import own_id
from handbook.editions.resolve import entry_of, layers, taken_in
from handbook.errors import DecisionError
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.plan import Plan, Pointer

Copied = tuple[dict[Pointer, Any], dict[str, dict[Pointer, Any]], tuple[str, ...]]  # entry, translations, base texts

# What belongs to the first one alone: who took it from where, how often it was revised, what came of it.
_LEFT_OUT = ("format", "id", "status", "replaced_by", "withdrawn_because", "tried", "review", "from", "revision")


def duplicated(handbook: Handbook, edition_id: str, practice: str, wanted: str, *, title: str = "") -> list[Plan]:
    """The plans of the copy, its translations first and the entry last: once that is there, all is.

    A practice of another edition becomes a local one. Raises DecisionError for an id that cannot be, UnknownPractice.
    """
    chain = handbook.chain(edition_id)
    new = own_id(chain[-1], wanted)
    if entry_of(chain, new) is not None or new in taken_in(chain):
        raise DecisionError(f"There is a practice “{new}” already.", todo="Nothing was written. Give another id.")
    if layers(chain, practice)[-1].practice.vanished:
        what = f"The edition that had “{practice}” no longer has it, so there is nothing to copy."
        raise DecisionError(what, todo="Nothing was written.")
    own = practice in chain[-1].practices
    entry, translations, bases = _of_own(chain[-1], practice) if own else _of_theirs(chain, practice)
    edits = {path: held for path, held in entry.items() if path[0] not in _LEFT_OUT} | {("status",): "draft"}
    if title:
        edits[("title",)] = title
        translations = {lang: _without_title(units) for lang, units in translations.items()}
    plans = [Plan("translation", new, units, lang, bases) for lang, units in translations.items()]
    return [*(plan for plan in plans if plan), Plan("practice", new, edits, bases=bases)]


def _of_own(edition: Edition, practice: str) -> Copied:
    content = edition.practices[practice].content
    translations: dict[str, dict[Pointer, Any]] = {
        lang: {("units", path): unit.written() for path, unit in held.units.items()}
        for (lang, translated), held in edition.translations.items()
        if translated == practice
    }
    return {(name,): as_written(held) for name, held in content.items()}, translations, ()


def _of_theirs(chain: Sequence[Edition], practice: str) -> Copied:
    """As this edition shows it: its own words in it, and their translations, as when a practice is taken over."""
    plans = as_entry(chain, [practice])
    entry = next(plan for plan in plans if plan.kind == "practice")
    translations = {
        plan.lang: dict(plan.edits) for plan in plans if plan.kind == "translation" and plan.practice == entry.practice
    }
    return dict(entry.edits), translations, entry.bases


def _without_title(units: dict[Pointer, Any]) -> dict[Pointer, Any]:
    return {path: said for path, said in units.items() if path != ("units", "title")}
