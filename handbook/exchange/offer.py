"""An offer: one piece of a proposal beside what the receiving edition says now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from handbook.editions.merge import Kind, word_diff
from handbook.model.units import Value, said


class Readiness(StrEnum):
    """How a proposed piece stands to the words of the edition that receives it."""

    READY = "ready"
    OLDER = "older"  # our words have changed since they wrote
    SAME = "same"
    GONE = "gone"
    OTHER_LANGUAGE = "other language"


@dataclass(frozen=True, slots=True)
class Offer:
    """What it said when they wrote, what we say, what they propose, and whether that can be taken in as it is."""

    path: str  # as we call it; of a whole practice its id
    about: Literal["unit", "item", "practice"]
    state: Readiness
    base: str | None
    ours: Value | None
    theirs: Value
    why: str = ""
    gloss: str = ""
    suggestion: str | None = None
    notes: tuple[str, ...] = ()  # what of it cannot come along, and other things an editor should know

    @property
    def diff(self) -> list[tuple[Kind, str]]:
        """What would change word by word, from ours to theirs."""
        return word_diff(said(self.ours), said(self.theirs))

    @property
    def since(self) -> list[tuple[Kind, str]]:
        """What we have changed since they wrote."""
        return word_diff(self.base or "", said(self.ours))
