"""Print findings as text, JSON, or as annotations that GitHub shows beside the lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from handbook.checks.finding import Finding
from handbook.cli.output import say, wrapped

_GITHUB = {"error": "error", "warning": "warning", "advice": "notice"}


def printed(findings: Sequence[Finding], output: str, *, strict: bool) -> None:
    """Print all findings; in text, a sentence with the sum comes last."""
    if output == "json":
        say(json.dumps([_as_json(finding) for finding in findings], ensure_ascii=False, indent=1))
    elif output == "github":
        for finding in findings:
            say(_annotation(finding))
    else:
        for finding in findings:
            say(f"{finding.file}:{finding.line}: {finding.rule.severity} {finding.rule.id}")
            wrapped(finding.message, indent=4)
            wrapped(finding.todo, indent=4)
        say(_sum(findings, strict=strict))


def _as_json(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule.id, "severity": finding.rule.severity, "edition": finding.edition, "file": finding.file,
        "line": finding.line, "unit": finding.unit, "message": finding.message, "todo": finding.todo,
    }  # fmt: skip


def _annotation(finding: Finding) -> str:
    where = f"file={_property(finding.file)},line={max(finding.line, 1)},title={_property(finding.rule.id)}"
    return f"::{_GITHUB[finding.rule.severity]} {where}::{_data(f'{finding.message} {finding.todo}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _sum(findings: Sequence[Finding], *, strict: bool) -> str:
    count = Counter(str(finding.rule.severity) for finding in findings)
    if not findings:
        return "Nothing to mend."
    parts = [f"{count[name]} {_plural(name, count[name])}" for name in ("error", "warning", "advice") if count[name]]
    closed = count["error"] or (strict and count["warning"])
    return f"{', '.join(parts)}. " + (
        "Mend these before you publish." if closed else "None stands in the way of publishing."
    )


def _plural(name: str, count: int) -> str:
    return {
        "error": "to fix",
        "warning": "warning" if count == 1 else "warnings",
        "advice": "piece of advice" if count == 1 else "pieces of advice",
    }[name]
