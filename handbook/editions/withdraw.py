"""Withdraw: a practice is no longer advised. Its id and title stay, with the reason and what to use in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handbook.editions.rename import own_practice
from handbook.editions.resolve import entry_of
from handbook.errors import DecisionError, Place
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.plan import Plan, Pointer

BACK = ("draft", "in-review", "published")


def withdrawn(handbook: Handbook, edition_id: str, practice: str, because: str, replaced_by: Sequence[str]) -> Plan:
    """The plan that withdraws an edition's own practice; again, with another reason or replacement, for one that is.

    Raises DecisionError for a missing reason or a replacement to which readers could not go, UnknownPractice.
    """
    chain = handbook.chain(edition_id)
    own_practice(chain, practice, "withdraw it there")
    if not because.strip():
        todo = "Nothing was written. Give one sentence with --because."
        raise DecisionError("Readers must be told why it is withdrawn.", todo=todo)
    named = list(dict.fromkeys(replaced_by))
    for one in named:
        _refuse_dead_end(chain, practice, one)
    edits: dict[Pointer, Any] = {
        ("status",): "withdrawn",
        ("replaced_by",): named,
        ("withdrawn_because",): because.strip(),
    }
    return Plan("practice", practice, edits)


def brought_back(handbook: Handbook, edition_id: str, practice: str, status: str) -> Plan:
    """The plan that takes a withdrawal back: the status it had, no reason and no replacement.

    Raises DecisionError where it is not withdrawn, UnknownPractice.
    """
    held = own_practice(handbook.chain(edition_id), practice, "bring it back there")
    if held.status != "withdrawn":
        what = f"“{practice}” is not withdrawn: it is {held.status}."
        raise DecisionError(what, where=Place(held.file) if held.file else None, todo="Nothing was written.")
    if status not in BACK:
        todo = f"Nothing was written. Use one of: {', '.join(BACK)}."
        raise DecisionError(f"It cannot be brought back as “{status}”.", todo=todo)
    return Plan("practice", practice, {("status",): status, ("replaced_by",): None, ("withdrawn_because",): None})


def _refuse_dead_end(chain: Sequence[Edition], practice: str, named: str) -> None:
    if named == practice:
        todo = "Nothing was written. Name another one, or none."
        raise DecisionError("A practice cannot take its own place.", todo=todo)
    there = entry_of(chain, named)
    if there is None:
        todo = "Nothing was written. “handbook list” shows those there are."
        raise DecisionError(f"The edition “{chain[-1].id}” has no practice “{named}”.", todo=todo)
    if there.status == "withdrawn":
        instead = ", ".join(f"“{one}”" for one in there.content.get("replaced_by", ()))
        todo = f"In its place stands {instead}: name that." if instead else "Name another one, or none."
        raise DecisionError(f"“{named}” is withdrawn itself.", todo=f"Nothing was written. {todo}")
    if there.status != "published":
        todo = "Nothing was written. Publish it first, or name another one."
        raise DecisionError(f"“{named}” is not published yet, so readers would find no page.", todo=todo)
