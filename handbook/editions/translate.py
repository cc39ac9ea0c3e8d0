"""Translate: what an edition's words lack in another language, and what is written there, as plans with the originals.

An original is what the edition shows, its adaptations included; a translation names the words it was made from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from handbook.editions.fingerprint import fingerprint
from handbook.editions.resolve import layers, practice_ids
from handbook.editions.translated import in_language
from handbook.errors import DecisionError, Place, UnknownUnit
from handbook.model.edition import Edition
from handbook.model.fields import CAP, TRANSLATION_KINDS
from handbook.model.handbook import Handbook
from handbook.model.plan import Plan
from handbook.model.resolved import Resolved, Stance, Unit
from handbook.model.scalar import NOT_TEXT, name_character
from handbook.model.translation import TranslatedUnit
from handbook.model.units import UnitPath

Edits = dict[tuple[str, ...], Any]


class Standing(StrEnum):
    """How a unit stands in another language; computed, never stored."""

    MISSING = "missing"
    FRESH = "fresh"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """One unit, and the translation that readers of this edition see; `own` is what the edition itself has."""

    practice: str
    title: str  # of the practice, as this edition has it
    path: str
    original: str
    lang: str  # of the original
    standing: Standing
    text: str = ""
    edition: str = ""  # whose translation it is
    kind: str = ""
    by: str = ""
    before: str | None = None  # of an outdated one: the original it was made from, where that is at hand
    own: TranslatedUnit | None = None
    known_as: tuple[tuple[str, str], ...] = ()  # (practice, path) by which it was known before it was taken in

    @property
    def waits(self) -> bool:
        """Whether a translator has something to do here."""
        return self.standing is not Standing.FRESH


def translations(handbook: Handbook, edition: str, lang: str, practice: str = "") -> list[TranslationUnit]:
    """Every unit with words that an edition's pages show in another language, and how it stands in this one.

    Raises DecisionError for a language the edition does not have and a named practice without a page,
    UnknownPractice, and what `Handbook.chain` raises.
    """
    chain = handbook.chain(edition)
    _refuse_unnamed(chain[-1], lang)
    if practice:
        return list(_Bilingual(chain, practice, lang).units.values())
    found: list[TranslationUnit] = []
    for name in practice_ids(chain):
        resolved = layers(chain, name)[-1]
        if not _why_no_page(resolved):
            found += _judged(chain, resolved, lang)
    return found


def translated(
    handbook: Handbook,
    edition: str,
    practice: str,
    lang: str,
    texts: Mapping[str, str],
    *,
    kind: str = "courtesy",
    by: str = "",
    originals: Mapping[str, str] | None = None,
) -> Plan:
    """Our translation of some units of a practice. `by` names a body, never a person.

    `originals` says which words a text was made from, where these are not the present ones. Raises what
    `translations` raises, UnknownUnit, and DecisionError for a text that cannot be a translation.
    """
    page = _page(handbook, edition, practice, lang)
    if kind not in TRANSLATION_KINDS:
        raise DecisionError(
            f"A translation cannot be “{kind}”.", todo=f"Choose one of: {', '.join(TRANSLATION_KINDS)}."
        )
    edits: Edits = {}
    bases: list[str] = []
    for path, text in texts.items():
        unit = page.unit(path)
        if why := unfit(text):
            what = f"The translation of “{path}” of “{practice}” cannot be stored: {why}"
            raise DecisionError(what, todo="Mend it; nothing was written.")
        original = (originals or {}).get(path, unit.original)
        said = TranslatedUnit(text.strip("\n"), fingerprint(original), kind, by)
        if said != page.own(unit):
            edits |= page.written(unit, said)
            bases.append(original)
    return page.plan(edits, bases)


def confirmed(handbook: Handbook, edition: str, practice: str, lang: str, paths: Iterable[str]) -> Plan:
    """The translation of these units still fits, though the original has changed since: it is now of the new words."""
    page = _page(handbook, edition, practice, lang)
    edits: Edits = {}
    bases: list[str] = []
    for path in paths:
        unit = page.unit(path)
        if unit.standing is Standing.MISSING:
            raise DecisionError(f"“{path}” of “{practice}” has no translation yet.", todo="Write one.")
        if unit.standing is Standing.OUTDATED:
            now = TranslatedUnit(unit.text, fingerprint(unit.original), unit.kind, unit.by)
            edits |= page.written(unit, now)
            bases.append(unit.original)
    return page.plan(edits, bases)


def taken_out(handbook: Handbook, edition: str, practice: str, lang: str, paths: Iterable[str]) -> Plan:
    """Our translation of these units leaves the file; one of an edition above shows again, where there is one."""
    page = _page(handbook, edition, practice, lang)
    edits: Edits = {}
    for path in paths:
        held = page.held_at(path)
        if held is None:
            raise DecisionError(
                f"This edition has no translation of “{path}” of “{practice}” of its own.", todo="Nothing was written."
            )
        edits["units", held] = None
    return page.plan(edits, ())


def unfit(text: str) -> str:
    """Why a text cannot be stored as a translation, in a sentence; nothing where it can."""
    if not text.strip():
        return "there are no words in it."
    if odd := NOT_TEXT.search(text.replace("\r\n", "\n")):
        return f"it holds the character {name_character(odd[0])}, which no file of the handbook may hold."
    size = len(text.encode("utf-8"))
    return f"it has {size:,} bytes; a page carries at most {CAP:,}." if size > CAP else ""


class _Bilingual:
    """One practice as an edition shows it, and the file that the edition has, or would have, of it in a language."""

    def __init__(self, chain: Sequence[Edition], practice: str, lang: str) -> None:
        self.edition, self.lang = chain[-1], lang
        self.resolved = layers(chain, practice)[-1]
        if why := _why_no_page(self.resolved):
            raise DecisionError(f"“{practice}” {why}, so no page shows it.", todo="Translate those that readers see.")
        self.units = {unit.path: unit for unit in _judged(chain, self.resolved, lang)}
        names = [name for name in _names(self.resolved) if (lang, name) in self.edition.translations]
        self.file = names[0] if names else self.resolved.id
        self.held = self.edition.translations[lang, self.file].units if names else {}

    def unit(self, path: str) -> TranslationUnit:
        """The unit of a path, also under an id it bore before; raises UnknownUnit, and DecisionError for no words."""
        if path in self.units:
            return self.units[path]
        for unit in self.units.values():
            if any(path == other for _, other in unit.known_as):
                return unit
        there = {unit.path: unit for unit in self.resolved.units()}.get(path)
        if there is None:
            todo = f"See “handbook show {self.resolved.id} --units” for those it has."
            raise UnknownUnit(f"“{self.resolved.id}” has no unit “{path}” in this edition.", todo=todo)
        if not there.field.words:
            todo = "Its names are translated in the taxonomy and the program."
            raise DecisionError(f"“{path}” holds a value, not words.", todo=todo)
        raise DecisionError(f"“{path}” is written in this language already ({self.lang}).", todo="Nothing was written.")

    def own(self, unit: TranslationUnit) -> TranslatedUnit | None:
        """What the file has of a unit."""
        return self.held.get(self._place(unit))

    def held_at(self, path: str) -> str | None:
        """Under which path the file holds a unit; also one that the practice no longer has."""
        if path in self.held:
            return path
        place = self._place(self.unit(path))
        return place if place in self.held else None

    def written(self, unit: TranslationUnit, said: TranslatedUnit) -> Edits:
        """The edits by which the file says this; each part for itself, so that comments beside them stay."""
        place = self._place(unit)
        if place not in self.held:
            return {("units", place): said.written()}
        return {("units", place, name): held for name, held in ({"by": None} | said.written()).items()}

    def plan(self, edits: Edits, bases: Iterable[str]) -> Plan:
        """A plan for the file."""
        return Plan("translation", self.file, edits, self.lang, tuple(dict.fromkeys(bases)))

    def _place(self, unit: TranslationUnit) -> str:
        paths = [unit.path, *(path for _, path in unit.known_as)]
        return next((path for path in paths if path in self.held), unit.path)


def _page(handbook: Handbook, edition: str, practice: str, lang: str) -> _Bilingual:
    chain = handbook.chain(edition)
    _refuse_unnamed(chain[-1], lang)
    return _Bilingual(chain, practice, lang)


def _refuse_unnamed(edition: Edition, lang: str) -> None:
    if lang not in edition.languages:
        raise DecisionError(
            f"The edition “{edition.id}” has no pages in “{lang}”.",
            where=Place(edition.file) if edition.file else None,
            todo=f"Add it to languages in edition.yaml; there is: {', '.join(edition.languages)}.",
        )


def _why_no_page(resolved: Resolved) -> str:
    if resolved.practice.status == "withdrawn":
        return "is withdrawn"
    if resolved.practice.status != "published":
        return "is not published yet"
    return "is not for this edition" if resolved.stance is Stance.NOT_FOR_US else ""


def _names(resolved: Resolved) -> list[str]:
    """The ids that files know a practice by: its own, and the one it had before another edition took it in."""
    origin = str(resolved.practice.content.get("from", ""))
    return [resolved.id, *([origin] if "/" in origin else [])]


def _judged(chain: Sequence[Edition], resolved: Resolved, lang: str) -> Iterator[TranslationUnit]:
    shown = {unit.path: unit for unit in in_language(resolved, chain, lang).units()}
    title, names = str(resolved.value("title")), _names(resolved)
    for unit, alias in _with_aliases(resolved):
        if unit.lang == lang or not unit.field.words or not str(unit.value).strip():
            continue
        paths = [unit.path, *([alias] if alias else [])]
        own = next(_held(chain[-1], lang, names, paths), None)
        known_as = tuple((name, path) for name in names for path in paths)[1:]
        begun = TranslationUnit(
            resolved.id, title, unit.path, str(unit.value), unit.lang, Standing.MISSING, own=own, known_as=known_as
        )
        yield _found(chain, begun, shown[unit.path], names, paths)


def _with_aliases(resolved: Resolved) -> Iterator[tuple[Unit, str]]:
    for unit in resolved.parts.values():
        yield unit, ""
    for name, items in resolved.lists.items():
        for item in items:
            for part, unit in item.units.items() if not item.hidden else ():
                yield unit, str(UnitPath(name, item.alias, part)) if item.alias else ""


def _found(
    chain: Sequence[Edition], begun: TranslationUnit, shown: Unit, names: Sequence[str], paths: Sequence[str]
) -> TranslationUnit:
    """The unit with the translation that is shown; `in_language` chose it, and here is told whose it is."""
    if shown.translated is None:
        return begun
    outdated, now = shown.translated.outdated, fingerprint(begun.original)
    whose, words = next(
        (edition.id, held)
        for edition in reversed(chain)
        for held in _held(edition, shown.lang, names, paths)
        if held.text == shown.value and (held.of != now) == outdated
    )
    bases = (edition.bases for edition in reversed(chain))
    return replace(
        begun,
        standing=Standing.OUTDATED if outdated else Standing.FRESH,
        text=words.text,
        edition=whose,
        kind=words.kind,
        by=words.by,
        before=next((held[words.of] for held in bases if words.of in held), None) if outdated else None,
    )


def _held(edition: Edition, lang: str, names: Sequence[str], paths: Sequence[str]) -> Iterator[TranslatedUnit]:
    for name in names:
        if (lang, name) in edition.translations:
            units = edition.translations[lang, name].units
            yield from (units[path] for path in paths if path in units)
