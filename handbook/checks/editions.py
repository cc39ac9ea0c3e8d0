"""Editions: whether they build on each other soundly, and whether what they hold of their own is marked as theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handbook.checks import changes, translations
from handbook.checks.editionrules import (
    CONVERGED,
    CYCLE,
    LOCAL_ID,
    LONG_CHAIN,
    PIN,
    RULES,
    STALE,
    UNKNOWN_LANGUAGE,
    UNKNOWN_PARENT,
)
from handbook.checks.finding import Finding, Rule, quoted
from handbook.checks.held import Held, held_files, held_practice
from handbook.editions.resolve import own_practice_state, taken_in
from handbook.errors import HandbookError
from handbook.model import fields as declared
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.resolved import State

__all__ = ["RULES", "check"]


def check(handbook: Handbook, edition: Edition) -> Iterator[Finding]:
    """How an edition stands to the one it builds on."""
    files = list(held_files(edition))
    try:
        chain = handbook.chain(edition.id)
    except HandbookError as error:
        yield _broken_chain(files[0], handbook, error)
        chain = ()
    for held in files:
        yield from _language(held, edition)
        if chain and held.shape is declared.PRACTICE:
            yield from _local_id(held, edition)
    if chain:
        yield from _entries_taken_in(edition, chain)
        yield from changes.check(chain)
        yield from translations.check(chain)


def _broken_chain(held: Held, handbook: Handbook, error: HandbookError) -> Finding:
    """Why an edition has no chain; what is wrong with a pin is told where it stands, whoever stumbles over it."""
    if error.where:
        return Finding(PIN, error.where.file, error.where.unit, error.what, error.todo, held.edition, error.where.line)
    return held.breaks(_rule(handbook, held.edition), "builds_on", error.what, error.todo)


def _rule(handbook: Handbook, edition: str) -> Rule:
    walked = [edition]
    while parent := handbook.editions[walked[-1]].parent:
        pinned = handbook.pins.get(walked[-1])
        above = [parent] if pinned is None else [one.id for one in reversed(pinned)]
        if above[0] != parent:
            return PIN
        if any(one in walked for one in above):
            return CYCLE
        if pinned is not None:
            break
        if parent not in handbook.editions:
            return UNKNOWN_PARENT
        walked.append(parent)
    return LONG_CHAIN


def _language(held: Held, edition: Edition) -> Iterator[Finding]:
    if held.lang and held.lang not in edition.languages:
        named = ", ".join(edition.languages)
        message = f"This file is in {quoted(held.lang)}, but the languages of the edition are {named}."
        todo = "Correct the language, or add it to languages in edition.yaml."
        yield held.breaks(UNKNOWN_LANGUAGE, "" if held.shape is declared.TRANSLATION else "lang", message, todo)


def _entries_taken_in(edition: Edition, chain: Sequence[Edition]) -> Iterator[Finding]:
    for ours, theirs in taken_in(chain).items():
        if ours not in edition.practices:
            continue
        held, name = held_practice(edition, edition.practices[ours]), quoted(ours)
        if own_practice_state(chain, ours, theirs) is State.CONVERGED:
            message = f"They have taken in your entry {name} word for word, as {quoted(theirs)}; theirs is shown."
            yield held.breaks(CONVERGED, "id", message, "Delete the file; the old address leads to the same words.")
        else:
            message = f"They have taken in your entry {name} in other words, as {quoted(theirs)}; yours is shown."
            yield held.breaks(STALE, "id", message, "Delete the file to use theirs, or keep it.")


def _local_id(held: Held, edition: Edition) -> Iterator[Finding]:
    name = str(held.tree["id"])
    front, slash, slug = name.rpartition("/")
    if edition.parent and front != edition.id:
        message = (
            f"The local entry {quoted(name)} does not begin with “{edition.id}/”, so another edition may use its id."
        )
        yield held.breaks(LOCAL_ID, "id", message, f"Name it {edition.id}/{slug}; the file is named {slug}.yaml.")
    elif slash and front != edition.id:
        message = f"The entry {quoted(name)} bears the id of another edition."
        yield held.breaks(LOCAL_ID, "id", message, f"Name it {slug}; say under from where it was taken from.")
