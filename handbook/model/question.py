"""A question: one unit of an edition that waits for its editor's decision."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from handbook.model.resolved import State
from handbook.model.units import Value


class Decision(StrEnum):
    """What an editor can say to a question."""

    KEEP = "keep"
    TAKE = "take"
    MERGE = "merge"
    EDIT = "edit"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Question:
    """What they said then, what they say now, what we say, and what can be done about it.

    `about` says what waits: the words or value of a unit, a hide, a change of order, an item of our own, our words in
    an item that is gone there, or a whole practice of ours that they took in.
    """

    practice: str
    path: str
    about: Literal["unit", "hide", "order", "own", "gone", "practice"]
    state: State
    ours: Value | None
    ours_lang: str
    before: str | None  # the base text; None where it is not at hand
    now: Value | None  # None where they no longer have it
    now_lang: str
    suggestion: str | None
    why: str
    unsure: bool = False
    adrift: bool = False  # what the item stands after is gone as well
    theirs: str = ""  # the id of their item, where it differs from ours

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What can be decided here."""
        merge = (Decision.MERGE,) if self.suggestion is not None else ()
        edit = () if self.about in ("hide", "practice") else (Decision.EDIT,)
        # An item of our own whose neighbours are gone: there is nothing of theirs to take.
        take = () if self.about == "own" and self.state is State.DISPLACED else (Decision.TAKE,)
        return (Decision.KEEP, *take, *merge, *edit, Decision.LATER)

    def needs_reason(self, decision: Decision) -> bool:
        """Whether readers are told why: theirs needs none, nor does an item of ours that only stands elsewhere."""
        elsewhere = self.about == "own" and self.state in (State.CLAIMED, State.DISPLACED)
        return decision is not Decision.TAKE and not elsewhere
