"""A practice's translation while somebody writes it: original and words of each unit. No widget, no disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from handbook.editions.asked import readable
from handbook.editions.fingerprint import fingerprint
from handbook.editions.meeting import Met, met
from handbook.editions.merge import Kind, word_diff
from handbook.editions.translate import (
    Standing,
    TranslationUnit,
    confirmed,
    taken_out,
    translated,
    translations,
    unfit,
)
from handbook.editions.working_copy import WorkingCopy
from handbook.errors import DecisionError, HandbookError
from handbook.model.handbook import Handbook
from handbook.model.plan import Plan
from handbook.model.sheet import Sheet, slot
from handbook.model.units import UnitPath, Value
from tui.changes import told
from tui.names import Names, named, spoken
from tui.names import language_name as language_name  # named here for those who ask for it here
from tui.rows import FormRow
from tui.speech import _, count

AT = "@"  # between practice and language in the name of a draft; no id has it, so it cannot be a practice's own

Part = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class PairRow(FormRow):
    """One unit: beside its words in the other language stands the original, with what changed in it since."""

    original: tuple[Part, ...] = ()
    hint: str = ""  # what stands in the field while it is empty


class Bilingual(WorkingCopy):
    """The words of one practice in another language. Of each unit it also holds the original they were made from.

    That original is held where a practice holds the reason: so undo, drafts and merging carry both together.
    """

    def __init__(self, edition: str, practice: str, lang: str, units: Sequence[TranslationUnit], digest: str) -> None:
        super().__init__(edition, f"{practice}{AT}{lang}", lang, _sheet(units), digest=digest, shared=False)
        self.of = practice
        self.units: Mapping[str, TranslationUnit] = {unit.path: unit for unit in units}
        self.kind, self.by = "courtesy", ""
        self._diffs: dict[str, tuple[Part, ...]] = {}

    @classmethod
    def opened(cls, handbook: Handbook, edition: str, practice: str, digest: str) -> Bilingual:
        """A translation as it lies on disk now; `practice` is its id with the language: `common-cause@fr`.

        Raises what `translations` raises.
        """
        name, _at, lang = practice.rpartition(AT)
        return cls(edition, name, lang, translations(handbook, edition, lang, name), digest)

    @property
    def title(self) -> str:
        """The practice, and the language."""
        return _("{title}, in {language}", title=self.heading, language=language_name(self.lang))

    @property
    def heading(self) -> str:
        """What the practice is called."""
        return next((unit.title for unit in self.units.values()), self.of)

    @property
    def changed(self) -> list[str]:
        """The paths whose words, or the original they are of, read otherwise than when it was opened."""
        paths = dict.fromkeys([*self.units, *self.before.values, *self.now.values])
        return [path for path in paths if _held(self.before, path) != _held(self.now, path)]

    def set(self, path: str, value: Value, at: float = 0.0) -> None:
        """Give a unit other words: they are of the original that stands beside them."""
        original = self.units[path].original if path in self.units else self.now.why.get(path, "")
        if value == self.before.values.get(path, ""):
            original = self.before.why.get(path, "")  # typed back as it was, it is no newer than it was
        self._to(self.now.with_value(path, value).with_why(path, original if value else ""), path, at)

    def fits(self, path: str) -> None:
        """The words still fit, though the original has changed since."""
        self._to(self.now.with_why(path, self.units[path].original), path)

    def drop(self, path: str) -> None:
        """Without the words of a unit that is gone."""
        self._to(self.now.with_value(path, "").with_why(path, ""), path)

    def standing(self, path: str) -> Standing:
        """How a unit stands as it reads now."""
        if not self.now.text(path).strip():
            return Standing.MISSING
        made, now = self.now.why.get(path, ""), self.units[path].original
        fresh = made == now or (bool(made) and fingerprint(made) == fingerprint(now))
        return Standing.FRESH if fresh else Standing.OUTDATED

    @property
    def waiting(self) -> list[str]:
        """The paths of what is missing or out of date, top to bottom."""
        return [path for path in self.units if self.standing(path) is not Standing.FRESH]

    def difference(self, path: str) -> tuple[Part, ...]:
        """The original, with what changed in it since the words on disk were made from it."""
        if path not in self._diffs:
            unit = self.units[path]
            now = unit.original.strip("\n")
            known = unit.standing is Standing.OUTDATED and unit.before is not None
            parts = readable(word_diff(str(unit.before).strip("\n"), now)) if known else []
            self._diffs[path] = tuple(parts) or (("same", now),)
        return self._diffs[path]

    def meet(self, fresh: WorkingCopy) -> Met:
        """Our words and those that somebody else has saved since; each keeps the original it was made from."""
        return met_in_pairs(self.before, self.now, fresh.before)

    def answered(self, fresh: Bilingual, together: Met, answers: Mapping[str, Value]) -> Sheet:
        """What both say together, with an answer to each unit that both had changed."""
        sheet = together.sheet
        for clash in together.clashes:
            side = fresh.before if answers[clash.path] == (clash.theirs or "") else self.now
            sheet = sheet.with_value(clash.path, answers[clash.path])
            sheet = sheet.with_why(clash.path, side.why.get(clash.path, "") if answers[clash.path] else "")
        return sheet

    def upon(self, fresh: Bilingual, sheet: Sheet) -> Bilingual:
        """Go on upon a newer file; `sheet` is what both say together."""
        self.rebased(fresh, sheet)
        fresh.kind, fresh.by = self.kind, self.by
        return fresh

    def plan(self, handbook: Handbook) -> tuple[Plan, dict[str, HandbookError]]:
        """What to write, as one plan, and by path what cannot be written as it stands."""
        changed = [path for path in self.changed if path in self.units]
        texts = {path: self.now.text(path) for path in changed if self._is_new(path)}
        refused: dict[str, HandbookError] = {}
        for path, text in texts.items():
            if why := unfit(text):
                refused[path] = DecisionError(_("It cannot be stored: {why}", why=why))
        if refused:
            return Plan("translation", self.of), refused
        known = dict(translations_by_path(handbook, self.edition, self.of, self.lang))
        fit = [
            path for path in changed
            if path not in texts and self.now.text(path) and known[path].original == self.now.why.get(path)
        ]  # fmt: skip
        gone = [path for path in changed if not self.now.text(path) and known[path].own is not None]
        at = (handbook, self.edition, self.of, self.lang)
        originals = {path: self.now.why.get(path, known[path].original) for path in texts}
        plans = [
            translated(*at, texts, kind=self.kind, by=self.by, originals=originals),
            confirmed(*at, fit), taken_out(*at, gone),
        ]  # fmt: skip
        edits = {pointer: held for plan in plans for pointer, held in plan.edits.items()}
        bases = dict.fromkeys(base for plan in plans for base in plan.bases)
        return Plan("translation", plans[0].practice, edits, self.lang, tuple(bases)), {}

    @property
    def writes_words(self) -> bool:
        """Whether there are words to be written, so that it matters who made them."""
        return any(self._is_new(path) for path in self.changed)

    @property
    def lost(self) -> list[str]:
        """The paths of words that were written, of which the practice no longer has the original."""
        return [path for path in self.now.values if path not in self.units]

    def _is_new(self, path: str) -> bool:
        text = self.now.text(path)
        return bool(text) and text != self.before.text(path)


def met_in_pairs(before: Sheet, mine: Sheet, theirs: Sheet) -> Met:
    """Both sides' words in one sheet; whosever words stand in it, the original they were made from stands with them."""
    found = met(before, mine, theirs)
    sheet = found.sheet
    for path, words in sheet.values.items():
        ours = mine.values.get(path) == words and _held(mine, path) != _held(before, path)
        sheet = sheet.with_why(path, (mine if ours else theirs).why.get(path, ""))
    return replace(found, sheet=sheet)


def translations_by_path(handbook: Handbook, edition: str, practice: str, lang: str) -> dict[str, TranslationUnit]:
    """Every unit of a practice and how it stands in a language, by path."""
    return {unit.path: unit for unit in translations(handbook, edition, lang, practice)}


def pair_rows(copy: Bilingual, names: Names, refused: Mapping[str, HandbookError]) -> list[PairRow]:
    """All units, top to bottom, each with its state in words."""
    name = language_name(copy.lang)
    rows = []
    for path, unit in copy.units.items():
        note = _("To fix: {why}", why=refused[path].what) if path in refused else ""
        rows.append(PairRow(
            path, spoken(path), copy.now.text(path), badge=_state(copy, unit, names), note=note, field=slot(path),
            wrong=bool(note), original=copy.difference(path),
            hint=_("Write the {language} text here", language=name),
        ))  # fmt: skip
    return rows


def counted(copy: Bilingual) -> str:
    """How many fields are up to date, out of date and missing, in a sentence."""
    held = Counter(copy.standing(path) for path in copy.units)
    fresh = count("{number} field is up to date", "{number} fields are up to date", held[Standing.FRESH])
    return _("{fresh}, {outdated} out of date, {missing} missing.", fresh=fresh, outdated=held[Standing.OUTDATED],
             missing=held[Standing.MISSING])  # fmt: skip


def waits(units: Sequence[TranslationUnit]) -> str:
    """What waits in one language, in a few words; the exception alone."""
    held = Counter(unit.standing for unit in units)
    missing = _("{number} missing", number=held[Standing.MISSING]) if held[Standing.MISSING] else ""
    outdated = _("{number} out of date", number=held[Standing.OUTDATED]) if held[Standing.OUTDATED] else ""
    return _(", ").join(one for one in (outdated, missing) if one)


def from_to(copy: Bilingual) -> str:
    """From which language into which."""
    spoken_in = Counter(unit.lang for unit in copy.units.values()).most_common(1)
    return _("{one} to {other}", one=language_name(spoken_in[0][0]) if spoken_in else "—",
             other=language_name(copy.lang))  # fmt: skip


def _state(copy: Bilingual, unit: TranslationUnit, names: Names) -> str:
    path, said = unit.path, ""
    standing = copy.standing(path)
    if standing is Standing.MISSING:
        said = _("missing")
    elif standing is Standing.OUTDATED:
        said = _since(copy, unit)
    else:
        said = _("up to date")
    if _held(copy.now, path) != _held(copy.before, path):
        still = copy.now.text(path) == copy.before.text(path) and standing is Standing.FRESH
        return _(", ").join([_("still fits") if still else said, _("not saved yet")])
    kinds = {"machine": _("machine translation"), "courtesy": _("courtesy"), "authoritative": _("authoritative")}
    more = kinds.get(unit.kind, "") if unit.text else ""
    other = unit.edition not in ("", copy.edition)
    whose = next((named(one) for one in names.chain if other and one.id == unit.edition), "")
    return _(", ").join([one for one in (said, more, _("from {parent}", parent=whose) if whose else "") if one])


def _since(copy: Bilingual, unit: TranslationUnit) -> str:
    """What became of the original since, in words."""
    if unit.before is None or unit.standing is not Standing.OUTDATED:
        return _("source changed")
    return _("source changed: {changes}", changes=told(copy.difference(unit.path)))


def _sheet(units: Sequence[TranslationUnit]) -> Sheet:
    """The words of each unit; as its reason the original they were made from, where that is at hand."""
    lists: dict[str, dict[str, None]] = {}
    values: dict[str, Value] = {}
    made: dict[str, str] = {}
    for unit in units:
        at = UnitPath.parse(unit.path)
        if at.item:
            lists.setdefault(at.field, {})[at.item] = None
        if unit.text:
            values[unit.path] = unit.text.strip("\n")
            made[unit.path] = unit.original if unit.standing is Standing.FRESH else unit.before or ""
    return Sheet(values, {name: tuple(ids) for name, ids in lists.items()}, {}, {k: v for k, v in made.items() if v})


def _held(sheet: Sheet, path: str) -> tuple[Value | None, str]:
    return sheet.values.get(path), sheet.why.get(path, "")
