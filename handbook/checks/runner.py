"""The runner: all families over all editions, in the order in which a reader walks through the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from handbook.checks import content, editionrules, editions, evidence, form, links, privacy, text
from handbook.checks.around import Around
from handbook.checks.finding import Finding, Rule, Severity
from handbook.checks.held import folder, held_files
from handbook.checks.one import FAMILIES
from handbook.checks.reach import chain_of
from handbook.errors import HandbookError
from handbook.model.edition import Edition
from handbook.model.ownwords import Runs
from handbook.model.practice import nearest_line
from handbook.store.files import read_bytes
from handbook.store.layout import kind_of
from handbook.store.workspace import Workspace

_OF_A_WHOLE_EDITION = (content, editions, evidence)

RULES: dict[str, Rule] = {
    rule.id: rule for family in (content, links, editions, evidence, privacy, text, form) for rule in family.RULES
}

# What a file declares seems not to be there while the file cannot be read.
_FOLLOWS: dict[str, tuple[Rule, ...]] = {
    "taxonomy": (links.UNKNOWN_TAXON,),
    "glossary": (links.UNKNOWN_TERM,),
    "sources": (links.UNKNOWN_SOURCE,),
    "practice": (links.UNKNOWN_PRACTICE, editionrules.UNKNOWN_PRACTICE, editionrules.ORPHANED),
}


def check(workspace: Workspace, editions: Sequence[str] | None = None) -> list[Finding]:
    """All findings of the named editions, or of all, by file, line and rule.

    Raises UnknownEdition for a name that is neither an edition's nor that of one whose edition.yaml cannot be read.
    """
    found = [*form.check(workspace.broken), *text.unquoted(workspace.unquoted)]
    unusable = {finding.edition for finding in found} - set(workspace.handbook.editions)
    names = list(editions or workspace.handbook.editions)
    chosen = [workspace.handbook.edition(name) for name in names if name not in unusable]
    runs = _runs(workspace, found)
    for edition in chosen:
        found += [*_unless_it_follows(workspace, edition)]
        found += [*privacy.check(edition, _texts(workspace, edition, found), runs)]
    mine = _once([finding for finding in found if not editions or finding.edition in names])
    return sorted(_with_lines(workspace, mine), key=lambda finding: finding.place)


def worst(findings: Iterable[Finding], strict: bool) -> bool:
    """Whether anything stands in the way of publishing: an error, or under --strict a warning; advice never does."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(finding.rule.severity in grave for finding in findings)


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """A pin that is broken is told once, though every edition that builds on this one stumbles over it."""
    pins = {finding.place: finding for finding in findings if finding.rule is editionrules.PIN}
    return [finding for finding in findings if finding.rule is not editionrules.PIN] + list(pins.values())


def _unless_it_follows(workspace: Workspace, edition: Edition) -> Iterator[Finding]:
    """What the families find, but for what only says once more that a file cannot be read."""
    follows, around = that_follow(workspace, edition), Around(workspace.handbook, edition)
    for family in _OF_A_WHOLE_EDITION:
        yield from (finding for finding in family.of_edition(around) if finding.rule not in follows)
    for held in held_files(edition):  # one file after the other: what is found for one of them serves all families
        for each in FAMILIES:
            yield from (finding for finding in each.of_file(around, held) if finding.rule not in follows)


def that_follow(workspace: Workspace, edition: Edition) -> set[Rule]:
    """The rules that an edition's files only seem to break, since a file that declares something cannot be read."""
    handbook = workspace.handbook
    fronts = {other.id: folder(other) for other in chain_of(handbook, edition) or (edition,)}
    kinds = (
        kind_of(fault.file.removeprefix(fronts[fault.edition])) for fault in workspace.broken if fault.edition in fronts
    )
    return {rule for kind in kinds if kind for rule in _FOLLOWS.get(kind.kind, ())}


def _runs(workspace: Workspace, found: list[Finding]) -> Mapping[str, Runs]:
    """The hashes of all sources in the workspace: a name is no more welcome in one edition than in another."""
    runs: dict[str, Runs] = {}
    for edition in workspace.handbook.editions.values():
        try:
            runs.update(workspace.runs(edition.id))
        except HandbookError as error:
            found.append(form.unreadable(error, f"{folder(edition)}sources", edition.id))
    return runs


def _texts(workspace: Workspace, edition: Edition, found: list[Finding]) -> Iterator[tuple[str, Any]]:
    """The files of an edition as they stand, unknown keys and all, and its hand-written pages as text."""
    for held in held_files(edition):
        tree = workspace.document(held.file).tree
        found += form.unknown_keys(held, tree)
        yield held.file, tree
    for page in sorted((workspace.root / folder(edition) / "pages").rglob("*.md")):
        name = page.relative_to(workspace.root).as_posix()
        try:
            yield name, read_bytes(page).decode("utf-8", "replace")
        except HandbookError as error:
            found.append(form.unreadable(error, name, edition.id))


def _with_lines(workspace: Workspace, findings: Iterable[Finding]) -> Iterator[Finding]:
    lines: dict[str, Mapping[str, int]] = {}  # a file with thousands of findings is read once
    for finding in findings:
        if not finding.line and finding.file not in lines:
            lines[finding.file] = workspace.lines(finding.file)
        line = finding.line or nearest_line(lines[finding.file], finding.unit)
        yield replace(finding, line=max(line, 1))
