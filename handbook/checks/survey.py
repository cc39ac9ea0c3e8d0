"""A survey of an edition: how each of its practices stands, for a list that shows a thousand of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from handbook.checks import form, text
from handbook.checks.around import Around
from handbook.checks.finding import Finding, Severity
from handbook.checks.held import folder, held_files
from handbook.checks.one import of_file
from handbook.checks.runner import that_follow
from handbook.editions.resolve import practice_ids
from handbook.editions.status import status
from handbook.editions.translate import Standing, translations
from handbook.model import fields as declared
from handbook.model.ownwords import Runs
from handbook.model.practice import Practice
from handbook.model.sheet import Sheet, flat
from handbook.model.units import UnitPath
from handbook.store.layout import kind_of
from handbook.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Marks:
    """How one practice stands in an edition."""

    to_fix: int = 0  # errors and warnings in the edition's own files of it, and what its draft still lacks
    hints: int = 0  # advice
    waiting: int = 0  # questions for the editor to decide
    missing: tuple[str, ...] = ()  # languages in which some of its words have no translation
    outdated: tuple[str, ...] = ()  # languages in which a translation of this edition is of older words


def survey(workspace: Workspace, edition: str, *, runs: Mapping[str, Runs] | None = None) -> dict[str, Marks]:
    """Practice id → its marks, of every practice that an edition has, its own and those it takes over.

    Names and borrowed words count only where `runs` are given: to look for them costs several times all the rest.
    Raises UnknownEdition, what `Handbook.chain` raises, and ReadError where a file has just been taken away.
    """
    chain = workspace.handbook.chain(edition)
    around = Around(workspace.handbook, chain[-1])
    grave, advice = _findings(workspace, around, runs or {})
    waiting = Counter(question.practice for question in status(workspace.handbook, edition).questions)
    missing, outdated = _translations(around)
    for practice in around.edition.practices.values():
        grave[practice.id] += len(lacking(flat(practice.content)))
    return {
        name: Marks(grave[name], advice[name], waiting[name], tuple(missing[name]), tuple(outdated[name]))
        for name in practice_ids(chain)
    }


def lacking(sheet: Sheet) -> list[str]:
    """The fields that a draft still needs before it can be published; none of what is a draft no longer."""
    if sheet.text("status") not in ("draft", "in-review"):
        return []
    held = {UnitPath.parse(path).field for path in sheet.values}
    needed = [field.name for field in declared.PRACTICE.fields if field.essential and field.name not in held]
    return needed if held & {"evidence", "basis"} else [*needed, "evidence"]


def _findings(workspace: Workspace, around: Around, runs: Mapping[str, Runs]) -> tuple[Counter[str], Counter[str]]:
    """How many findings that have to be mended, and how much advice, each practice has."""
    grave: Counter[str] = Counter()
    advice: Counter[str] = Counter()
    practices = dict(_practices(around))
    follows = that_follow(workspace, around.edition)
    for finding in [*_of_reading(workspace), *_of_files(workspace, around, practices, runs)]:
        name = practices.get(finding.file) or _by_name(around, finding.file)
        if name and finding.rule not in follows:
            (advice if finding.rule.severity is Severity.ADVICE else grave)[name] += 1
    return grave, advice


def _of_reading(workspace: Workspace) -> Iterator[Finding]:
    yield from form.check(workspace.broken)
    yield from text.unquoted(workspace.unquoted)


def _of_files(
    workspace: Workspace, around: Around, practices: Mapping[str, str], runs: Mapping[str, Runs]
) -> Iterator[Finding]:
    for held in held_files(around.edition):
        if held.file in practices:
            tree = held.tree if isinstance(held.noun, Practice) else workspace.cache.content(held.file)
            yield from of_file(around, held, tree, runs)


def _practices(around: Around) -> Iterator[tuple[str, str]]:
    """Each file of the edition that is of a practice, and of which, as that is called now."""
    edition = around.edition
    yield from ((practice.file, practice.id) for practice in edition.practices.values())
    for adaptation in edition.adaptations.values():
        yield adaptation.file, around.present(adaptation.adapts) or adaptation.adapts
    for translation in edition.translations.values():
        yield translation.file, around.present(translation.translates) or translation.translates


def _by_name(around: Around, file: str) -> str:
    """Of which practice a file is that cannot be used: only its name tells; empty where it is of none."""
    front = folder(around.edition)
    kind = kind_of(file.removeprefix(front)) if file.startswith(front) else None
    name = kind.key if kind and kind.kind in ("practice", "adaptation", "translation") else ""
    return around.present(name) or name


def _translations(around: Around) -> tuple[Mapping[str, Iterable[str]], Mapping[str, Iterable[str]]]:
    """The languages in which words of a practice are missing or outdated, of those the chain has begun to write."""
    found: dict[Standing, dict[str, dict[str, None]]] = {standing: defaultdict(dict) for standing in Standing}
    begun = {lang for edition in around.chain for lang, _ in edition.translations}
    for lang in around.edition.languages:
        for unit in translations(around.handbook, around.edition.id, lang) if lang in begun else ():
            if unit.standing is not Standing.OUTDATED or unit.edition == around.edition.id:
                found[unit.standing][unit.practice][lang] = None
    return found[Standing.MISSING], found[Standing.OUTDATED]
