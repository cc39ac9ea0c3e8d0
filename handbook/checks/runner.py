"""The runner: all families over all editions, in the order in which a reader walks through the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from handbook.checks import content, editionrules, editions, evidence, form, links, privacy, text
from handbook.checks.finding import Finding, Rule, Severity
from handbook.checks.held import folder, held_files
from handbook.checks.reach import chain_of
from handbook.errors import HandbookError
from handbook.model.edition import Edition
from handbook.model.ownwords import Runs
from handbook.store.broken import Broken
from handbook.store.files import read_bytes
from handbook.store.layout import kind_of
from handbook.store.workspace import Workspace

RULES: dict[str, Rule] = {
    rule.id: rule for family in (content, links, editions, evidence, privacy, text, form) for rule in family.RULES
}

# What a file declares seems not to be there while the file cannot be read.
_FOLLOWS: dict[str, tuple[Rule, ...]] = {
    "taxonomy": (links.UNKNOWN_TAXON,),
    "glossary": (links.UNKNOWN_TERM,),
    "sources": (links.UNKNOWN_SOURCE,),
    "practice": (links.UNKNOWN_PRACTICE, editionrules.UNKNOWN_PRACTICE),
}


def check(workspace: Workspace, wanted: Sequence[str] | None = None) -> list[Finding]:
    """All findings of the named editions, or of all, by file and line.

    Raises UnknownEdition for a name that is neither an edition nor one whose files cannot be read.
    """
    broken = workspace.broken
    names = list(wanted) if wanted else list(workspace.handbook.editions)
    unreadable = {fault.edition for fault in broken} - set(workspace.handbook.editions)
    found = [*form.check(broken), *text.unquoted(workspace.unquoted)]
    if wanted:
        found = [finding for finding in found if finding.edition in names]
    for name in names:
        if name not in unreadable:
            found.extend(_of_edition(workspace, workspace.handbook.edition(name)))
    return sorted(_with_lines(workspace, found), key=lambda finding: finding.place)


def worst(findings: Iterable[Finding], strict: bool) -> bool:
    """Whether anything stands in the way of publishing: an error, or under --strict a warning; advice never does."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(finding.rule.severity in grave for finding in findings)


def _of_edition(workspace: Workspace, edition: Edition) -> Iterator[Finding]:
    handbook = workspace.handbook
    chain = chain_of(handbook, edition) or (edition,)
    hidden = _consequences(workspace.broken, chain)
    for family in (content, links, editions, evidence, text):
        yield from (finding for finding in family.check(handbook, edition) if finding.rule not in hidden)
    runs: dict[str, Runs] = {}
    files: dict[str, object] = {}
    try:
        for other in chain:
            runs.update(workspace.runs(other.id))
        for page in _pages(workspace, edition):
            files[page] = read_bytes(workspace.root / page).decode("utf-8", "replace")
    except HandbookError as error:
        file = error.where.file if error.where else edition.file
        yield Finding(form.UNREADABLE, file, "", error.what, error.todo, edition.id)
    yield from privacy.check(edition, _files(workspace, edition, files), runs)


def _consequences(broken: Iterable[Broken], chain: Sequence[Edition]) -> set[Rule]:
    """Rules that would only say once more that a file cannot be read: what it declares seems not to be there."""
    hidden: set[Rule] = set()
    fronts = {other.id: folder(other) for other in chain}
    for fault in broken:
        kind = kind_of(fault.file.removeprefix(fronts[fault.edition])) if fault.edition in fronts else None
        hidden.update(_FOLLOWS.get(kind.kind, ()) if kind else ())
    return hidden


def _files(workspace: Workspace, edition: Edition, pages: dict[str, object]) -> Iterator[tuple[str, object]]:
    """The files of an edition as they stand, unknown keys and all, and its hand-written pages as text."""
    for held in held_files(edition):
        yield held.file, workspace.document(held.file).tree
    yield from pages.items()


def _pages(workspace: Workspace, edition: Edition) -> list[str]:
    found = (workspace.root / folder(edition) / "pages").rglob("*.md")
    return sorted(page.relative_to(workspace.root).as_posix() for page in found)


def _with_lines(workspace: Workspace, findings: Iterable[Finding]) -> Iterator[Finding]:
    for finding in findings:
        if finding.line or finding.file.endswith(".md"):
            yield finding
        else:
            yield replace(finding, line=workspace.line(finding.file, finding.unit))
