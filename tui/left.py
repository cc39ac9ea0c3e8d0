"""What was left unfinished: how a draft stands beside its file, what an answer lets go, and how both are told.

No widget, no disk: desk and plain mode ask, and keep what gives way before they take a draft up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from handbook.editions.meeting import met
from handbook.editions.working_copy import WorkingCopy
from handbook.errors import DecisionError, ReadError
from handbook.model.field import Kind
from handbook.model.sheet import Sheet, differences, slot
from handbook.store.journal import Left
from handbook.store.kept import Kept
from handbook.store.workspace import Workspace
from tui.bilingual import AT, Bilingual, met_in_pairs
from tui.days import day
from tui.names import named, spoken
from tui.speech import _, count, language

DRAFT, FILE, BOTH = "draft", "file", "both"  # the answers: whose words it is to be
_WEEK = timedelta(days=6)
_SEVERAL = (Kind.IDS, Kind.TEXTS, Kind.LANGUAGES)  # fields whose members are kept with a comma between


class Lost(NamedTuple):
    """Words of one unit that give way, as they are kept: with the reason below them, and why they gave way."""

    path: str
    text: str
    why: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft beside the practice, or the translation: as its file is now, or as somebody is writing it already."""

    left: Left | Kept
    copy: WorkingCopy  # what it would go into
    before: Sheet  # what the draft was written against
    now: Sheet  # what the draft says
    beside: Sheet  # what the copy says
    together: Sheet  # what both say together; where both changed the same, it is the draft's
    mine: tuple[str, ...]  # paths that the draft changed
    theirs: frozenset[str]  # those of them that read otherwise beside it as well
    clashes: frozenset[str]  # those of them that do not go together
    second: bool  # whether the practice is being written in already, by another draft or just now

    @classmethod
    def read(cls, left: Left | Kept, copy: WorkingCopy) -> Unfinished:
        """A draft beside a working copy; raises ReadError where it cannot be read."""
        before, now = _sheets(left)
        mine = differences(before, now)
        theirs = frozenset(differences(before, copy.now)) & set(mine)
        found = (met_in_pairs if isinstance(copy, Bilingual) else met)(before, now, copy.now)
        clashes = frozenset(one.path for one in found.clashes)
        return cls(left, copy, before, now, copy.now, found.sheet, tuple(mine), theirs, clashes, bool(copy.changed))

    def says_more(self, sheet: Sheet) -> bool:
        """Whether a sheet says anything that does not stand beside the draft."""
        return bool(differences(self.beside, sheet))

    def told(self) -> str:
        """What is not saved, and whether somebody has saved since, in sentences."""
        said = count(
            "{number} field of “{title}” is not saved. What you typed is safe.",
            "{number} fields of “{title}” are not saved. What you typed is safe.", len(self.mine),
            title=title(self.left),
        )  # fmt: skip
        if self.second:
            said += " " + _("You have this practice open already, and not all in it is saved.")
        elif self.left.tree.get("digest") != self.copy.digest:
            said += " " + _("The file has changed since.")
        else:
            return said
        if self.theirs:
            said += " " + count("In {number} of them as well.", "In {number} of them as well.", len(self.theirs))
        return said

    @property
    def beside_it(self) -> str:
        """What stands beside the draft."""
        return _("What is open now") if self.second else _("The file now")

    @property
    def leave(self) -> str:
        """The answer that leaves the draft, and takes what stands beside it."""
        return _("Keep what is open") if self.second else _("Use the file")

    @property
    def take(self) -> str:
        """What follows from the answer that takes the draft."""
        if self.second:
            return _("It goes together with what is open; where both differ you are asked.")
        return _("The file stays as it is until you save.")

    def asked(self, answer: str) -> list[str]:
        """The fields that are asked about one by one after an answer. What has no words of its own is not.

        Always asked are words of the edition above that have changed since, and those of somebody who writes here
        already, or has put the draft aside since: none of them are those the draft was written against.
        """
        contested = self.theirs if self.copy.shared else self.clashes
        careful = self.copy.shared or self.second or isinstance(self.left, Kept)
        wanted = self.mine if answer == BOTH else contested if answer == DRAFT and careful else ()
        return [path for path in self.mine if path in wanted and (self._in_draft(path) or self._in_copy(path))]

    def texts(self, path: str) -> tuple[str, str]:
        """The words of a unit in the draft and beside it, each with its reason where the two differ in it."""
        return self._text(self.now, self.beside, path), self._text(self.beside, self.now, path)

    def with_answers(self, sides: Mapping[str, str]) -> Sheet:
        """What both say together, with the words and reasons of one side where that was asked."""
        sheet = self.together
        for path, side in sides.items():
            held = self.now if side == DRAFT else self.beside
            sheet = sheet.with_value(path, held.values.get(path, "")).with_why(path, held.why.get(path, ""))
        return sheet

    def gives_way(self, sheet: Sheet) -> list[Lost]:
        """What was written on either side and does not stand in the sheet.

        It must be kept before the sheet is gone on with.
        """
        left = _("You kept what was open.") if self.second else _("You used the file's words.")
        sides = ((self.beside, _("You used your draft.")), (self.now, left))
        return [
            lost
            for side, why in sides
            for path in dict.fromkeys([*side.values, *side.why])
            if (lost := self._lost(side, sheet, path, why)).text
        ]

    def _lost(self, side: Sheet, sheet: Sheet, path: str, gave_way: str) -> Lost:
        held = sheet.values.get(path)
        merged = isinstance(held, tuple) and held == self.together.values.get(path)
        same = merged or side.values.get(path) in (held, self.before.values.get(path))
        why = side.why.get(path, "") if self._has_reasons else ""
        there = why in (self.before.why.get(path, ""), "") or why in sheet.why.get(path, "")
        words, reason = "" if same else side.text(path), "" if there else why
        return Lost(path, "\n\n".join(one for one in (words, reason) if one), gave_way, reason)

    def _text(self, sheet: Sheet, other: Sheet, path: str) -> str:
        words, why = sheet.text(path) or _("(nothing)"), sheet.why.get(path, "")
        if not self._has_reasons or why == other.why.get(path, ""):
            return words
        return f"{words}\n{_('Why: {reason}', reason=why or _('(nothing)'))}"

    @property
    def _has_reasons(self) -> bool:
        """A translation holds the original in the place of a reason."""
        return not isinstance(self.copy, Bilingual)

    def _in_draft(self, path: str) -> bool:
        return path in self.now.values

    def _in_copy(self, path: str) -> bool:
        return path in self.beside.values


def words_of(one: Left | Kept, heading: str = "") -> str:
    """All that was written in a draft, to be read and copied by hand; below a heading, where one is given."""
    try:
        before, now = _sheets(one)
    except ReadError:
        return _("It cannot be read.")
    written = [f"{spoken(path)}: {words}" for path, words in _written(before, now, reasons=AT not in one.practice)]
    return "\n\n".join(part for part in (heading, *written) if part)


def title(one: Left | Kept) -> str:
    """What the practice, or translation, of a draft is called."""
    return str(one.tree.get("title") or one.practice)


def put_in(copy: WorkingCopy, one: Kept) -> None:
    """Put a kept text into its field again, with the reason that was kept with it, as one step.

    Raises DecisionError where the practice has no such field now.
    """
    field, there = slot(one.path), one.path in copy.units if isinstance(copy, Bilingual) else copy.can_set(one.path)
    if field is None or not there:
        raise DecisionError(_("The practice has no such field any more."), todo=_("The text is kept all the same."))
    words, reason, sheet = one.words, one.reason, copy.now
    if not reason and field.kind is not Kind.PROSE:  # what has no blank lines of its own
        words, _blank, reason = words.partition("\n\n")
    if words:
        sheet = sheet.with_value(one.path, tuple(words.split(", ")) if field.kind in _SEVERAL else words)
    if reason and copy.shared:
        sheet = sheet.with_why(one.path, reason)
    if isinstance(copy, Bilingual):
        sheet = sheet.with_why(one.path, copy.units[one.path].original)
    copy.replace_all(sheet)


def waiting(number: int) -> list[str]:
    """How many drafts wait in an edition, to stand beside it; nothing where there are none."""
    return [count("{number} draft", "{number} drafts", number)] if number else []


def elsewhere(workspace: Workspace, edition: str, drafts: Mapping[str, int]) -> str:
    """That drafts wait in other editions, in a sentence; empty where none do."""
    held = workspace.handbook.editions
    others = {name: number for name, number in drafts.items() if name != edition and name in held}
    if not others:
        return ""
    return count(
        "{number} draft is left in another edition: {editions}.",
        "{number} drafts are left in other editions: {editions}.", sum(others.values()),
        editions=_(", ").join(named(held[name]) for name in others),
    )  # fmt: skip


def when(moment: datetime) -> str:
    """When something was left or kept: the day of the week, or the date where that is longer ago; and the time."""
    from babel.dates import format_datetime  # late: most who open the desk have left nothing

    here = moment.astimezone()
    if datetime.now(UTC) - moment < _WEEK:
        return str(format_datetime(here, "EEEE HH:mm", locale=language()))
    return f"{day(here.date().isoformat())} {here:%H:%M}"


def _sheets(one: Left | Kept) -> tuple[Sheet, Sheet]:
    try:
        return Sheet.read(one.tree.get("before")), Sheet.read(one.tree.get("now"))
    except ReadError:
        raise ReadError(_("It cannot be read.")) from None


def _written(before: Sheet, now: Sheet, *, reasons: bool) -> Iterator[tuple[str, str]]:
    """Path and words of what a draft changed; an item that it added with all its parts."""
    for path in differences(before, now):
        added = [unit for unit in now.values if unit.startswith(f"{path}.") and unit not in before.values]
        for unit in (path, *added):
            why = (now.why.get(unit, "") or now.left_out.get(unit, "")) if reasons else ""
            said = (now.text(unit), _("Why: {reason}", reason=why) if why else "")
            if any(said):
                yield unit, "\n".join(one for one in said if one)
