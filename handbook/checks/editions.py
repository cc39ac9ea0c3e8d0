"""Editions: whether they build on each other soundly, and whether what they hold of their own is marked as theirs."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.checks import changes, translations
from handbook.checks.around import Around
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
from handbook.checks.held import Held, held_files
from handbook.editions.resolve import own_practice_state
from handbook.errors import HandbookError
from handbook.model import fields as declared
from handbook.model.adaptation import Adaptation
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.practice import Practice
from handbook.model.resolved import State
from handbook.model.translation import Translation

__all__ = ["RULES", "of_edition", "of_file"]


def of_edition(around: Around) -> Iterator[Finding]:
    """Whether the editions that this one builds on are there."""
    try:
        around.handbook.chain(around.edition.id)
    except HandbookError as error:
        yield _broken_chain(next(held_files(around.edition)), around.handbook, error)


def of_file(around: Around, held: Held) -> Iterator[Finding]:
    """How one file of an edition stands to the editions it builds on; where those are unknown, only its language."""
    yield from _language(held, around.edition)
    if not around.chain:
        return
    if isinstance(held.noun, Practice):
        yield from _local_id(held, around.edition)
        yield from _entry_taken_in(around, held, held.noun)
    elif isinstance(held.noun, Adaptation):
        yield from changes.of_adaptation(around, held, held.noun)
    elif isinstance(held.noun, Translation):
        yield from translations.of_translation(around, held, held.noun)


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


def _entry_taken_in(around: Around, held: Held, practice: Practice) -> Iterator[Finding]:
    theirs, name = around.taken.get(practice.id, ""), quoted(practice.id)
    if not theirs:
        return
    if own_practice_state(around.chain, practice.id, theirs) is State.CONVERGED:
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
