"""Form: files that cannot be read, or that hold something else than their kind asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handbook.checks.finding import Finding, Rule, Severity
from handbook.store.broken import Broken

UNREADABLE = Rule("form-unreadable", Severity.ERROR, "The file cannot be read")
WRONG = Rule("form-wrong", Severity.ERROR, "A field is missing or holds something else than it should")

RULES = (UNREADABLE, WRONG)


def check(broken: Iterable[Broken]) -> Iterator[Finding]:
    """What reading the files has found; such a file is in no page, and everything else still is."""
    rules = {rule.id: rule for rule in RULES}
    for fault in broken:
        yield Finding(rules[fault.rule], fault.file, fault.unit, fault.message, fault.todo, fault.edition, fault.line)
