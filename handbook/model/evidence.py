"""Evidence: what was said, where it stands in a source, and how much support that gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from handbook.model.units import UnitPath

NOT_STATED = "not stated"
CORE = ("title", "summary", "problem", "steps", "checklist")  # what the practice is; the rest tells more about it
EXPERIENCE = ("first-hand",)
NO_WITNESS = ("moderator-synthesis", "rapporteur-synthesis")


class Support(StrEnum):
    """How far the evidence carries a practice; computed, never typed."""

    SEVERAL = "experience of several organisations"
    ONE = "experience of one organisation"
    OPINIONS = "opinions only"
    DISPUTED = "disputed"
    NONE = "no statement yet"


def support(evidence: Iterable[Mapping[str, Any]]) -> Support:
    """The support of a practice, by one rule.

    Only statements that speak to a unit of its core count, be it for or against: title, summary, problem, a step or a
    checklist item. Who lived through an example or a barrier alone bears no witness to the practice. Any dissent makes
    it disputed. Otherwise count the organisations that speak from first-hand experience, each once, also where it
    spoke in several sessions; all speakers without a stated organisation count as one, since they cannot be told
    apart. A moderator's or rapporteur's synthesis, a show of hands and a wish are no experience.
    """
    held = list(evidence)
    if not held:
        return Support.NONE
    core = [statement for statement in held if speaks_to_core(statement)]
    if any(statement["kind"] == "dissent" for statement in core):
        return Support.DISPUTED
    witnesses = {organisation(statement) for statement in core if statement["kind"] in EXPERIENCE}
    if len(witnesses) > 1:
        return Support.SEVERAL
    return Support.ONE if witnesses else Support.OPINIONS


def speaks_to_core(statement: Mapping[str, Any]) -> bool:
    """Whether a statement speaks to what the practice is, not only to an example, a barrier or the like."""
    return any(UnitPath.parse(str(path)).field in CORE for path in statement.get("supports", ()))


def organisation(statement: Mapping[str, Any]) -> str:
    """The organisation that spoke, or `not stated`."""
    return str(statement.get("speaker", {}).get("organisation") or NOT_STATED)


@dataclass(frozen=True, slots=True)
class Locator:
    """A line of a source's text, or a range of lines, counted from 1."""

    first: int
    last: int

    @classmethod
    def parse(cls, text: str) -> Locator:
        """`"79"` or `"141-145"`; the form has been checked before."""
        first, _, last = text.partition("-")
        return cls(int(first), int(last or first))

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"
