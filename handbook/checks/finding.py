"""A finding: what a check says of one place, in a sentence a policy person understands, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LONGEST_QUOTE = 60


class Severity(StrEnum):
    """How much a finding weighs: an error stops publishing, a warning does so under --strict, advice never does."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked; its id is stable, since people silence, search and link to it."""

    id: str
    severity: Severity
    title: str

    @property
    def family(self) -> str:
        """The module that checks it: the first word of its id."""
        return self.id.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule broken at one place; `unit` points into the file, and `line` is 0 until the runner knows it."""

    rule: Rule
    file: str
    unit: str
    message: str
    todo: str
    edition: str
    line: int = 0

    @property
    def place(self) -> tuple[str, int, str, str]:
        """What findings are sorted by: file, line, rule, unit."""
        return self.file, self.line, self.rule.id, self.unit


def quoted(text: str) -> str:
    """Words of content inside a sentence of ours: on one line, in quotation marks, and not longer than they help."""
    flat = " ".join(text.split())
    return f"“{flat}”" if len(flat) <= LONGEST_QUOTE else f"“{flat[: LONGEST_QUOTE - 1].rstrip()}…”"
