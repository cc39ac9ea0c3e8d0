"""One practice: what `handbook check` would say of an edition's own files of it, from memory, while somebody writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handbook.checks import content, editions, evidence, form, links, privacy, text
from handbook.checks.around import Around
from handbook.checks.finding import Finding
from handbook.checks.held import Held, held_of
from handbook.editions.resolve import entry_of
from handbook.model.handbook import Handbook
from handbook.model.ownwords import Runs
from handbook.model.practice import Practice

FAMILIES = (content, links, editions, evidence, text)  # that look at each file of an edition by itself


def of_practice(
    handbook: Handbook, edition_id: str, practice_id: str, *, runs: Mapping[str, Runs] | None = None
) -> list[Finding]:
    """The findings of an edition's entry or adaptation of a practice and of its translations, by file, rule and unit.

    Lines are not known, since nothing is read. While a file is of a wrong form only that is told, as nothing else can
    be judged. What concerns a whole edition is left out, and so is what a key that no field declares holds in an
    adaptation or a translation. Raises UnknownEdition.
    """
    around = Around(handbook, handbook.edition(edition_id))
    files = list(held_of(around.edition, _names(around, practice_id)))
    faults = [finding for held in files for finding in form.wrong(held)]
    found = faults or [finding for held in files for finding in _as_it_is(around, held, runs or {})]
    return sorted(found, key=lambda finding: finding.place)


def of_file(around: Around, held: Held, tree: Mapping[str, Any], runs: Mapping[str, Runs]) -> Iterator[Finding]:
    """What all families say of one file; its `tree` is what it holds, unknown keys and all."""
    for family in FAMILIES:
        yield from family.of_file(around, held)
    yield from form.unknown_keys(held, tree)
    yield from privacy.of_file(held, tree, runs)


def _as_it_is(around: Around, held: Held, runs: Mapping[str, Runs]) -> Iterator[Finding]:
    known = {field.name for field in held.shape.fields}
    tree = held.tree if isinstance(held.noun, Practice) else {k: v for k, v in held.tree.items() if k in known}
    yield from of_file(around, held, tree, runs)


def _names(around: Around, practice_id: str) -> list[str]:
    """The ids under which the edition's files know a practice: its own, and the one it bore before it was taken in."""
    entry = entry_of(around.chain or (around.edition,), practice_id)
    former = str(entry.content.get("from", "")) if entry else ""
    return [practice_id, former] if "/" in former and former not in around.edition.practices else [practice_id]
