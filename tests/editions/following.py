"""Editions that follow, without a disk: a plan carried out in memory, and made-up years of a shared edition.

A `Tale` is what an edition wrote against a first release, by the verbs that editors use, and the releases since.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from handbook.editions.decide import decided
from handbook.editions.fingerprint import fingerprint
from handbook.editions.resolve import layers, practice_ids, resolve
from handbook.editions.snapshot import frozen, thawed
from handbook.editions.status import questions, status
from handbook.model import fields as declared
from handbook.model.adaptation import Adaptation
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.plan import Plan
from handbook.model.practice import Practice
from handbook.model.question import Decision, Question
from handbook.model.release import Pin, Release
from handbook.model.resolved import Item, Resolved, Unit
from handbook.model.schema import validated
from handbook.model.translation import Translation
from handbook.model.units import UnitPath
from handbook.store.yamledit import REMOVE, edited
from tests.editions.strategies import LISTS

DATE = "2026-11-22"
FRAME = {"format", "adapts", "translates", "lang"}
SHAPES = {"adaptation": declared.ADAPTATION, "translation": declared.TRANSLATION, "practice": declared.PRACTICE}


def applied(book: Handbook, edition_id: str, plan: Plan) -> Handbook:
    """The handbook once a plan is carried out, as `store.plans` does it; asserts that the file can be used then."""
    if not plan:
        return book
    held = book.edition(edition_id)
    edits = {path: REMOVE if said is None else said for path, said in plan.edits.items()}
    tree = edited(tree_of(held, plan), edits, lambda _: (), plan.practice)
    left = bool(set(tree) - FRAME)
    faults = validated(tree, SHAPES[plan.kind])[1] if left else []
    assert not faults, faults
    return replace(book, editions={**book.editions, edition_id: _with_file(held, plan, tree if left else None)})


def tree_of(held: Edition, plan: Plan) -> dict[str, Any]:
    """What the file of a plan says before; its frame where there is none."""
    if plan.kind == "practice":
        return copy.deepcopy(dict(held.practices[plan.practice].content))
    if plan.kind == "translation":
        known = held.translations.get((plan.lang, plan.practice))
        units = {
            path: {name: said for name in ("text", "of", "kind", "by") if (said := getattr(unit, name))}
            for path, unit in (known.units if known else {}).items()
        }
        return {"format": "1", "translates": plan.practice} | ({"units": units} if units else {})
    there = held.adaptations.get(plan.practice)
    return file_of(there) if there else {"format": "1", "adapts": plan.practice, "lang": plan.lang}


def file_of(held: Adaptation) -> dict[str, Any]:
    """An adaptation as its file says it."""
    tree: dict[str, Any] = {"format": "1", "adapts": held.adapts, "lang": held.lang}
    more = {
        "reviewed": dict(held.reviewed),
        "changes": {path: change.written() for path, change in held.changes.items()},
        "additions": {name: [dict(item) for item in items] for name, items in held.additions.items() if items},
    }
    return tree | {name: said for name, said in more.items() if said}


def _with_file(held: Edition, plan: Plan, tree: dict[str, Any] | None) -> Edition:
    bases = {fingerprint(text): text for text in plan.bases} | dict(held.bases)
    if plan.kind == "adaptation":
        adaptations = {name: one for name, one in held.adaptations.items() if name != plan.practice}
        if tree is not None:
            adaptations[plan.practice] = Adaptation.read(tree)
        return replace(held, adaptations=adaptations, bases=bases)
    if plan.kind == "translation":
        key = (plan.lang, plan.practice)
        translations = {name: one for name, one in held.translations.items() if name != key}
        if tree is not None:
            translations[key] = Translation.read(tree, plan.lang)
        return replace(held, translations=translations, bases=bases)
    practices = {name: one for name, one in held.practices.items() if name != plan.practice}
    if tree is not None:
        practices[plan.practice] = Practice(plan.practice, tree)
    return replace(held, practices=practices, bases=bases)


def released(chain: tuple[Edition, ...], number: int, built_on: Pin | None = None) -> Release:
    """A release as those who follow read it: through its bytes."""
    data = frozen(chain, str(number), DATE, built_on=built_on)
    return thawed(data, f"{chain[-1].id}-{number}.json")


def taken(book: Handbook, edition_id: str, release: Release) -> Handbook:
    """The handbook once an edition is pinned to a release."""
    return replace(book, pins={**book.pins, edition_id: release.chain})


def decide(
    book: Handbook,
    question: Question,
    decision: Decision,
    *,
    before: Handbook | None = None,
    after: tuple[str, ...] | None = None,
) -> Handbook:
    """The handbook after an editor of `nl` has answered; where an answer needs words or a place she has some."""
    at = UnitPath.parse(question.path)
    text = "ended" if question.path == "maturity" else f"Anew, of {question.path}."
    after = somewhere(book, question) if after is None else after
    if decision is Decision.EDIT and not after and (question.about == "order" or question.state == "displaced"):
        decision = Decision.KEEP
    item = item_of(before, question.practice, at) if before is not None else None
    plan = decided(book, "nl", question, decision, why="Ours.", text=text, after=after, before=item)
    return applied(book, "nl", plan)


def item_of(book: Handbook, practice_id: str, at: UnitPath) -> Item | None:
    """An item as the edition above `nl` has it."""
    chain = book.chain("nl")[:-1]
    if practice_id not in practice_ids(chain):
        return None
    items = layers(chain, practice_id)[-1].lists.get(at.field, ())
    return next((item for item in items if item.id == at.item), None)


def somewhere(book: Handbook, question: Question) -> tuple[str, ...]:
    """The first item of theirs that was there all the time and that we have not moved: a place to stand after."""
    at, held = UnitPath.parse(question.path), book.edition("nl").adaptations.get(question.practice)
    if not at.item:
        return ()
    moved = {UnitPath.parse(path).item for path, change in held.changes.items() if change.after} if held else set()
    theirs = layers(book.chain("nl"), question.practice)[-2].items(at.field)
    others = {at.item, question.theirs, *moved}
    return tuple(item.id for item in theirs if item.id not in others and not item.alias and "/" not in item.id)[:1]


def asked(book: Handbook, edition_id: str = "nl") -> dict[tuple[str, str], Question]:
    """What waits, by practice and path."""
    found = status(book, edition_id).questions
    held = {(question.practice, question.path): question for question in found}
    assert len(held) == len(found), "a unit is asked about twice"
    return held


def answered(book: Handbook, decision: Decision, *, before: Handbook | None = None) -> Handbook:
    """The handbook once all that waits is answered alike; what cannot be answered so is kept."""
    for key in asked(book):
        question = next((one for one in questions(book, "nl", key[0]) if one.path == key[1]), None)
        if question is not None:
            can = decision if decision in question.decisions else Decision.KEEP
            book = decide(book, question, can, before=before)
    return book


def page(resolved: Resolved) -> tuple[Any, ...]:
    """All that readers see of a practice, in its order: words, languages, ids and the names these had before."""
    parts = {path: _seen(unit) for path, unit in resolved.parts.items() if unit.value != ()}
    lists = {
        name: [_seen_item(item) for item in resolved.items(name)] for name in resolved.lists if resolved.items(name)
    }
    return resolved.practice.status, parts, lists


def _seen_item(item: Item) -> tuple[set[str], dict[str, Any]]:
    return {item.id, item.alias} - {""}, {part: _seen(unit) for part, unit in item.units.items() if unit.value != ()}


def _seen(unit: Unit) -> tuple[Any, ...]:
    """Values and members are in no language."""
    translated = unit.translated is not None, bool(unit.translated and unit.translated.outdated)
    return unit.value, unit.lang if unit.field.words else "", *translated


def pages(book: Handbook, edition_id: str = "nl", language: str = "") -> dict[str, tuple[Any, ...]]:
    """All practices of an edition, as readers see them."""
    return {name: page(resolve(book, name, edition_id, language)) for name in practice_ids(book.chain(edition_id))}


def words_shown(book: Handbook, edition_id: str = "nl") -> set[str]:
    """The labels of all texts that an edition shows anywhere."""
    return {
        fingerprint(str(unit.value))
        for name in practice_ids(book.chain(edition_id))
        for unit in layers(book.chain(edition_id), name)[-1].units()
        if unit.field.words
    }


def own_words(held: Edition) -> Iterator[tuple[str, str]]:
    """Where and what an edition says in words of its own, but for what it has itself left out."""
    for name, adaptation in held.adaptations.items():
        hidden = {path for path, change in adaptation.changes.items() if change.hide}
        for path, change in adaptation.changes.items():
            at = UnitPath.parse(path)
            if change.text and f"{at.field}/{at.item}" not in hidden:
                yield f"{name}: {path}", change.text
        for of, items in adaptation.additions.items():
            for item in items:
                yield from ((f"{name}: {of}/{item['id']}", item[part]) for part in LISTS[of])
    for name, own in held.practices.items():
        yield from ((f"{name}: {part}", str(own.content[part])) for part in ("title", "summary", "problem"))
