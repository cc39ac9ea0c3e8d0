"""Editions: whether they build on each other soundly, and whether what they hold of their own is marked as theirs."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.checks import changes, translations
from handbook.checks.editionrules import (
    CYCLE,
    LOCAL_ID,
    LONG_CHAIN,
    RULES,
    UNKNOWN_LANGUAGE,
    UNKNOWN_PARENT,
)
from handbook.checks.finding import Finding, Rule, quoted
from handbook.checks.held import Held, held_files
from handbook.errors import ChainError
from handbook.model import fields as declared
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook

__all__ = ["RULES", "check"]


def check(handbook: Handbook, edition: Edition) -> Iterator[Finding]:
    """How an edition stands to the one it builds on."""
    files = list(held_files(edition))
    try:
        chain = handbook.chain(edition.id)
    except ChainError as error:
        yield files[0].breaks(_broken_chain(handbook, edition), "builds_on", error.what, error.todo)
        chain = ()
    for held in files:
        yield from _language(held, edition)
        if chain and held.shape is declared.PRACTICE:
            yield from _local_id(held, edition)
    if chain:
        yield from changes.check(chain)
        yield from translations.check(chain)


def _broken_chain(handbook: Handbook, edition: Edition) -> Rule:
    walked = [edition.id]
    while parent := handbook.editions[walked[-1]].parent:
        if parent in walked:
            return CYCLE
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
