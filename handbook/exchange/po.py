"""Translations out to gettext PO files and in again, so that translators keep Weblate, Poedit or OmegaT.

An entry tells by a fingerprint which translation it was made from, so that a file that comes back late overwrites none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import polib

from handbook.editions.fingerprint import fingerprint
from handbook.editions.translate import Standing, TranslationUnit, confirmed, translated, translations, unfit
from handbook.errors import Place, ReadError
from handbook.model.fields import CAP
from handbook.model.handbook import Handbook
from handbook.model.plan import Plan
from handbook.model.scalar import NOT_TEXT, name_character
from handbook.model.units import spoken

MOST_BYTES = 16 << 20
MOST_OF_ENTRY = 128 << 10  # characters; polib's time grows with the square of it

_WAS = re.compile(r"^was:\s*(f1-\s*[0-9a-f]{32})", re.MULTILINE)
_QUOTED = re.compile(r'[^"]*"(?:[^"\\]|\\.)*"')
_LINE = re.compile(r"\(line (\d+)\)")


@dataclass(frozen=True, slots=True)
class Skipped:
    """An entry that was not taken in, and why."""

    practice: str
    path: str
    why: str


@dataclass
class Imported:
    """What a PO file brings: a plan a practice, what is in them, and what was left out."""

    plans: list[Plan] = field(default_factory=list)
    taken: list[tuple[str, str]] = field(default_factory=list)  # practice, path
    skipped: list[Skipped] = field(default_factory=list)
    unfinished: int = 0  # marked as fuzzy: the translator has not decided yet


def exported(units: Iterable[TranslationUnit], *, edition: str, lang: str) -> str:
    """A PO file with the original and the present translation of each unit; the same units give the same file."""
    file = polib.POFile(wrapwidth=78)
    file.metadata = {
        "Project-Id-Version": f"handbook {edition}",
        "Language": lang.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for unit in units:
        file.append(_entry(unit, edition))
    return str(file)


def imported(
    handbook: Handbook, edition: str, lang: str, data: bytes, name: str, *, kind: str = "courtesy", by: str = ""
) -> Imported:
    """What a PO file says that the edition does not, as one plan a practice; a newer text of ours always stands.

    Raises ReadError, with the line, for a file that is no PO file or is in another language, and what `translations`
    raises.
    """
    units = translations(handbook, edition, lang)
    known = {key: unit for unit in units for key in unit.known_as}
    known |= {(unit.practice, unit.path): unit for unit in units}
    found = Imported()
    sorted_out = _Sorted()
    for entry in _read(data, name, lang):
        if entry.obsolete or not (entry.msgstr.strip() or entry.msgstr_plural):
            continue
        if entry.fuzzy:
            found.unfinished += 1
            continue
        practice, _, path = (entry.msgctxt or "").partition("#")
        unit = known.get((practice, path))
        why = _Judged(unit, entry).verdict(sorted_out) if unit else "This edition shows no such unit to translate."
        if why:
            found.skipped.append(Skipped(practice, path, why))
    sorted_out.into(found, handbook, edition, lang, kind, by)
    return found


def _entry(unit: TranslationUnit, edition: str) -> polib.POEntry:
    outdated = unit.standing is Standing.OUTDATED
    notes = [f"was: {fingerprint(unit.text)}"] if unit.text else []
    notes.append(f"{_one_line(unit.title)} · {spoken(unit.path)} ({unit.lang})")
    if unit.text:
        by = f", {_one_line(unit.by)}" if unit.by else ""
        where = f", in the edition “{unit.edition}”" if unit.edition != edition else ""
        notes.append(f"Translation: {unit.kind}{by}{where}")
    if outdated:
        notes.append("The original has changed since it was translated.")
    return polib.POEntry(
        msgctxt=f"{unit.practice}#{unit.path}",
        msgid=unit.original.strip("\n"),
        msgstr=unit.text.strip("\n"),
        comment="\n".join(notes),
        flags=["fuzzy"] if outdated else [],
        previous_msgid=unit.before.strip("\n") if unit.before is not None else None,
    )


class _Sorted:
    """What is to be written of each practice: new texts, the originals of older ones, and what still fits."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, str]] = set()
        self.texts: dict[str, dict[str, str]] = {}
        self.originals: dict[str, dict[str, str]] = {}
        self.confirmed: dict[str, list[str]] = {}

    def into(self, found: Imported, handbook: Handbook, edition: str, lang: str, kind: str, by: str) -> None:
        for practice in dict.fromkeys([*self.texts, *self.confirmed]):
            texts, still = self.texts.get(practice, {}), self.confirmed.get(practice, [])
            older = self.originals.get(practice, {})
            said = translated(handbook, edition, practice, lang, texts, kind=kind, by=by, originals=older)
            fits = confirmed(handbook, edition, practice, lang, still)
            bases = tuple(dict.fromkeys([*said.bases, *fits.bases]))
            plan = Plan("translation", said.practice, {**said.edits, **fits.edits}, lang, bases)
            if plan:
                found.plans.append(plan)
                found.taken += [(practice, path) for path in (*texts, *still)]


class _Judged:
    """One finished entry of a PO file beside the unit as it stands now."""

    def __init__(self, unit: TranslationUnit, entry: polib.POEntry) -> None:
        self.unit = unit
        self.given = entry.msgstr.replace("\r\n", "\n").strip("\n")
        self.original = entry.msgid.replace("\r\n", "\n").strip("\n")
        self.plural = bool(entry.msgid_plural or entry.msgstr_plural)
        noted = _WAS.search(entry.comment or "")
        self.was = re.sub(r"\s", "", noted[1]) if noted else ""  # what was exported; nothing where there was nothing

    def verdict(self, sorted_out: _Sorted) -> str:
        """Put the entry where it belongs, or say why it is not taken in; what says nothing new is no matter."""
        unit, said = self.unit, fingerprint(self.given)
        if (unit.practice, unit.path) in sorted_out.seen:
            return "It stands in the file twice; the first one was taken."
        sorted_out.seen.add((unit.practice, unit.path))
        if self.plural or (why := unfit(self.given) or unfit(self.original)):
            return "It has plural forms, and a unit has none." if self.plural else f"It cannot be stored: {why}"
        of_now = fingerprint(self.original) == fingerprint(unit.original)
        if unit.text and said == fingerprint(unit.text):
            if of_now and unit.standing is Standing.OUTDATED:  # it is no longer marked as fuzzy
                sorted_out.confirmed.setdefault(unit.practice, []).append(unit.path)
            return ""
        if unit.own is not None and said == fingerprint(unit.own.text) and not of_now:
            return ""
        if said == self.was:
            return ""  # the translator left it as it was, and ours is newer
        if unit.own is not None and self.was not in (fingerprint(unit.own.text), fingerprint(unit.text)):
            return "Your edition has another translation of it since the file was written; yours stands."
        if not of_now and unit.standing is Standing.FRESH:
            return "It is of older words, and there is a translation of the present ones; that one stands."
        sorted_out.texts.setdefault(unit.practice, {})[unit.path] = self.given
        sorted_out.originals.setdefault(unit.practice, {})[unit.path] = unit.original if of_now else self.original
        return ""


def _read(data: bytes, name: str, lang: str) -> Sequence[polib.POEntry]:
    text = _text(data, name)
    try:
        # A text without a line end could be taken for the name of a file of ours.
        file = polib.pofile(text + "\n", encoding="utf-8")
    except (OSError, ValueError) as error:
        found = _LINE.search(str(error))
        raise _broken(name, int(found[1]) if found else 0) from None
    told = file.metadata.get("Language", "").replace("_", "-")
    if told and re.split(r"[-@]", told)[0].lower() != lang.partition("-")[0]:
        what = f"This file is in the language “{told[:40]}”, not “{lang}”."
        raise ReadError(what, where=Place(name), todo="Name its language with --to, or ask for the other file.")
    return file


def _text(data: bytes, name: str) -> str:
    """The file as text, with LF alone; raises ReadError for what could be misread or hides something."""
    if len(data) > MOST_BYTES:
        raise ReadError(f"The file is larger than {MOST_BYTES:,} bytes, the most that is read.", where=Place(name))
    try:
        text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        where = Place(name, data[: error.start].count(b"\n") + 1)
        raise ReadError("This file is not UTF-8.", where=where, todo="Save it as UTF-8, and try again.") from None
    if odd := NOT_TEXT.search(text):
        where = Place(name, text.count("\n", 0, odd.start()) + 1)
        what = f"There is the character {name_character(odd[0])}, which no file of the handbook may hold."
        raise ReadError(what, where=where, todo="Delete it, and try again.")
    _refuse_misread(text, name)
    return text


def _refuse_misread(text: str, name: str) -> None:
    size, complete = 0, False
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip().removeprefix("#~ ")
        # polib would cut the last letter off a line whose quotes are not closed.
        if bare.startswith(('"', "msg")) and not _QUOTED.fullmatch(bare):
            raise _broken(name, number)
        if complete and bare and not bare.startswith(('"', "msgstr")):
            size, complete = 0, False
        size += len(bare)
        complete = complete or bare.startswith("msgstr")
        if size > MOST_OF_ENTRY:
            what = f"An entry has more than {MOST_OF_ENTRY:,} characters; a unit has at most {CAP:,}."
            raise ReadError(what, where=Place(name, number), todo="Take it out, and try again.")


def _broken(name: str, line: int) -> ReadError:
    todo = "Open it in Poedit, which shows the fault, or ask the translator for it once more."
    return ReadError("This is not the form of a PO file.", where=Place(name, line), todo=todo)


def _one_line(text: str) -> str:
    return " ".join(text.split())
