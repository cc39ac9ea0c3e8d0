"""What plain mode holds: the workspace, the practice that is open, its drafts, and what was listed last."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence

from handbook.checks.finding import Finding
from handbook.checks.one import of_practice
from handbook.editions.working_copy import WorkingCopy
from handbook.errors import HandbookError, SaveRefused
from handbook.model.ownwords import Runs
from handbook.model.review import Comment
from handbook.model.sheet import Sheet, slot
from handbook.model.units import UnitPath
from handbook.store.as_written import as_written
from handbook.store.journal import Journal
from handbook.store.kept import KeptTexts
from handbook.store.listing import Listed, Wanted, listed
from handbook.store.plans import Written
from handbook.store.presence import BEAT_SECONDS, Presence
from handbook.store.reviews import review_of
from handbook.store.saving import opened
from handbook.store.workspace import Workspace
from tui.names import Names, spoken
from tui.notes import Notes, notes_of
from tui.open_too import open_too
from tui.plain.talk import Talk
from tui.rows import FormRow, form_rows
from tui.speech import _
from tui.to_fix import commands

Editor = Callable[[str], str | None]  # the text as it was left; None where it was left as it was


class Session:
    """One editor at work in one edition, by lines. All that she enters is on disk before the next prompt."""

    def __init__(self, workspace: Workspace, edition: str, talk: Talk, editor: Editor | None = None) -> None:
        self.workspace, self.edition, self.talk, self.editor = workspace, edition, talk, editor
        self.presence = Presence(workspace.machine)
        self.journal = Journal(workspace.machine, self.presence)
        self.kept = KeptTexts(workspace.machine)
        self.copies: dict[str, WorkingCopy] = {}  # what was written in and is not saved, by practice
        self.elsewhere: dict[str, dict[str, WorkingCopy]] = {}  # the same of the editions that were open before
        self.copy: WorkingCopy | None = None
        self.refused: Mapping[str, HandbookError] = {}
        self.answered: list[Written] = []  # decisions since anything else was changed, the last one last
        self.found: Sequence[Listed] = ()  # what was listed last
        self.told = 0  # how many of it
        self._composed: tuple[str, str] | None = None  # path and text that somebody is in the middle of
        self._noted: tuple[Sheet, Mapping[str, HandbookError], Notes] | None = None  # of what, and what is to be said
        self._ended = threading.Event()
        self.load()

    def live(self) -> None:
        """Tell other programs now and then that this one is at work, also while it waits for a line."""
        threading.Thread(target=self._beat, name="presence", daemon=True).start()

    def end(self) -> None:
        """This program is at work no more; its drafts stay, and are offered the next time."""
        self._ended.set()
        self.presence.leave()

    def load(self) -> None:
        """Read the list anew."""
        self.workspace.refresh()
        self.names = Names(self.workspace.handbook, self.edition)
        self.entries = listed(self.workspace, self.edition, Wanted())
        self.names.titles = {one.id: one.title for one in self.entries}
        self.runs = self._runs()
        self.look()

    def to_edition(self, edition: str) -> None:
        """Go over to another edition; what was written in this one stays a draft, and open for whoever comes back."""
        Names(self.workspace.handbook, edition)  # where it cannot be read, this one stays
        self.keep()
        self.leave()
        self.elsewhere[self.edition] = {copy.practice: copy for copy in self.unsaved}
        self.edition, self.copy, self.copies, self.answered, self.found = edition, None, {}, [], ()
        self.copies = self.elsewhere.pop(edition, {})
        self.load()

    # A practice.

    def open(self, practice: str) -> None:
        """Open a practice to be written in, and say who else has it open. Raises UnknownPractice."""
        copy = self.copies.get(practice) or opened(self.workspace, self.edition, practice)
        self.leave(practice)
        self.copy, self.refused = copy, {}
        self.look()
        if others := open_too(self.presence, self.edition, practice):
            self.talk.say(others)
        self.presence.come(self.edition, practice)

    def leave(self, other: str = "") -> None:
        """Say that the practice that was open is so no more, unless it is opened again."""
        if self.copy is not None and self.copy.practice != other:
            self.presence.go(self.edition, self.copy.practice)

    def change(self, how: Callable[[WorkingCopy], object]) -> bool:
        """Change the working copy and keep it safe at once; whether it reads otherwise now. Raises DecisionError."""
        copy = self.copy
        if copy is None:
            return False
        before = copy.now
        how(copy)
        if copy.now is before:
            return False
        self.copies[copy.practice] = copy
        self.answered.clear()
        self.refused, self._composed = {}, None
        self._to_journal(copy, copy.tree())
        return True

    def changed(self) -> None:
        """The working copy reads otherwise by a step back or forth, or by a draft that was taken up."""
        if self.copy is not None:
            self.copies[self.copy.practice] = self.copy
            self._to_journal(self.copy, self.copy.tree())

    def anew(self) -> None:
        """Read the practice that is open as its file is now, where nothing was written in it that is not saved."""
        self.load()
        if self.copy is not None and not self.copy.changed:
            self.copies.pop(self.copy.practice, None)
            self.copy = opened(self.workspace, self.edition, self.copy.practice)

    def compose(self, path: str, text: str) -> None:
        """Keep what is being composed for a unit safe, before it is done and can be undone as one change."""
        if self.copy is not None:
            self._composed = (path, text)
            so_far = self.copy.now.with_value(path, text).tree()
            self._to_journal(self.copy, {**self.copy.tree(), "now": so_far})

    def caught(self) -> str:
        """What was being composed when it was cut off stands in its field, else among the kept texts; a sentence."""
        if self._composed is None or self.copy is None:
            return ""
        (path, text), copy = self._composed, self.copy
        at = UnitPath.parse(path)
        if copy.can_set(path) and (not at.item or at.item in copy.now.lists.get(at.field, ())):
            self.change(lambda copy: copy.set(path, text))
            return _("What you wrote stands in “{field}”, not saved; “undo” takes it back.", field=spoken(path))
        self.kept.keep(self.edition, copy.practice, path, text, _("You were interrupted while you wrote it."))
        self.composed()
        return _("What you wrote is kept; the command “drafts” tells it.")

    def composed(self) -> None:
        """What was composed is where it belongs, or is not wanted."""
        copy, self._composed = self.copy, None
        if copy is not None and copy.changed:
            self._to_journal(copy, copy.tree())
        elif copy is not None:
            self.journal.settle(self.edition, copy.practice, saved=True)

    def keep(self) -> None:
        """Keep all that is not saved."""
        for copy in self.unsaved:
            self._to_journal(copy, copy.tree())

    @property
    def unsaved(self) -> list[WorkingCopy]:
        """The practices that read otherwise than their files."""
        return [copy for copy in self.copies.values() if copy.changed]

    # What is shown.

    @property
    def notes(self) -> Notes:
        """What is to fix in the practice that is open, hints and open comments, by path; checked once as it reads."""
        copy = self.copy
        if copy is None:
            return {}
        if self._noted is None or self._noted[0] is not copy.now or self._noted[1] is not self.refused:
            notes = notes_of(copy, self._findings(copy), self.refused, self._comments(copy), commands())
            self._noted = (copy.now, self.refused, notes)
        return self._noted[2]

    def look(self) -> None:
        """Check the practice that is open anew, also where nobody has written in it: others may have commented."""
        self._noted = None

    def rows(self, wanted: str = "") -> list[FormRow]:
        """The fields and items of the practice that is open, as they are numbered."""
        return self._rows(wanted=wanted)

    def parts(self, row: FormRow) -> list[FormRow]:
        """The other parts of an item, as they are numbered below it."""
        return [one for one in self._rows(opened=row.of) if one.part] if row.of else []

    def row(self, said: str) -> FormRow | None:
        """The row that is meant: 4, 4.2, a path, or its label."""
        rows = self.rows()
        number, _dot, part = said.partition(".")
        if number.isdecimal():
            row = _nth(rows, number)
            return _nth(self.parts(row), part) if row is not None and part else row
        if slot(said) is not None:
            at = UnitPath.parse(said)
            rows = self._rows(opened=f"{at.field}/{at.item}" if at.item else "", wanted=at.field)
            return next((row for row in rows if said in (row.path, row.of)), None)
        return next((row for row in rows if row.label.casefold() == said.casefold()), None)

    def _rows(self, opened: str = "", wanted: str = "") -> list[FormRow]:
        if self.copy is None:
            return []
        return form_rows(self.copy, self.names, self.notes, opened=opened, wanted={wanted})[:-1]  # without “Add…”

    def _findings(self, copy: WorkingCopy) -> list[Finding]:
        try:
            return of_practice(as_written(self.workspace, copy), self.edition, copy.practice, runs=self.runs)
        except HandbookError as error:
            self.talk.say(str(error))
            return []

    def _runs(self) -> Mapping[str, Runs]:
        try:
            return self.workspace.all_runs()
        except HandbookError as error:  # the rest can be written and checked all the same
            self.talk.say(str(error))
            return {}

    def _comments(self, copy: WorkingCopy) -> Sequence[Comment]:
        try:
            return review_of(self.workspace, self.edition, copy.practice).open
        except HandbookError as error:
            self.talk.say(str(error))
            return ()

    def _to_journal(self, copy: WorkingCopy, tree: dict[str, object]) -> None:
        try:
            self.journal.keep(self.edition, copy.practice, tree)
        except SaveRefused as error:
            self.talk.say(str(error))

    def _beat(self) -> None:
        while not self._ended.wait(BEAT_SECONDS):
            self.presence.beat()


def _nth(rows: Sequence[FormRow], number: str) -> FormRow | None:
    place = int(number) if number.isdecimal() else 0
    return rows[place - 1] if 0 < place <= len(rows) else None
