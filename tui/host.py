"""The host of the desk: opens practices, keeps what is written in them, checks it, and says how things stand."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from handbook.checks.finding import Severity
from handbook.checks.survey import Marks
from handbook.editions.working_copy import WorkingCopy
from handbook.errors import HandbookError
from handbook.model.ids import file_name
from handbook.model.review import Review
from handbook.model.units import Value
from handbook.store.as_written import as_written
from handbook.store.reviews import review_of
from handbook.store.saving import opened
from tui.holder import Holder
from tui.library import BROKEN, Library
from tui.notes import comments_of, notes_of
from tui.past import Past
from tui.rows import FormRow, form_rows, words_of
from tui.speech import N_, _
from tui.view import PageView

if TYPE_CHECKING:
    pass

if TYPE_CHECKING:
    pass

OPEN_TOO = N_("{name} has this practice open too, since {time}. Both can write; whoever saves second is shown both.")
BROKEN_NOW = N_(
    "The file can no longer be used: line {line}, {why} What you see is what was read before; nothing is saved over it."
)
PAUSE = 0.25  # seconds without a key, after which what was typed is looked at


class Host(Holder):
    """A practice that is open: it is written in, kept, checked, shown. Its screens are pushed by `tui.app`."""

    def mark(self, practice: str) -> None:
        """Count anew what is to fix in a practice, as it has just been looked at."""
        advice = sum(1 for one in self.findings if one.rule.severity is Severity.ADVICE)
        before = self.library.marks.get(practice, Marks())
        marks = replace(before, to_fix=len(self.findings) - advice, hints=advice)
        self.library.marks = {**self.library.marks, practice: marks}
        self.show_library()

    def to_edition(self, edition: str) -> None:
        """Go over to another edition; what was written in this one stays a draft."""
        self.keeper.flush()
        if self.copy is not None:
            self.behind.submit(self.presence.go, self.edition, self.copy.practice)
        self.edition, self.copy, self.copies, self.library, self.titles = edition, None, {}, Library(()), {}
        if screen := self.desk_screen:
            screen.form.clear()
            screen.show_pane("library")
        self.load_library()
        self.tell_place()
        self.act("begin")

    # A practice.

    def open_row(self, key: str) -> None:
        """Open a practice, or the text of a file that cannot be used."""
        if key.startswith(BROKEN):
            self.act("open_broken", key.removeprefix(BROKEN))
        else:
            self.open_practice(key)

    def open_practice(self, practice: str, path: str = "") -> None:
        """Open a practice to be written in; what was written in the one before stays as it is."""
        try:
            held = self.copies.get(practice)
            copy = held if held is not None and held.changed else opened(self.workspace, self.edition, practice)
        except HandbookError as error:
            self.say(str(error))
            return
        self.go_with(copy, path or "title")
        others = self.presence.others(self.edition, practice)
        if others:
            names = ", ".join(one.account for one in others)
            since = others[0].since.astimezone().strftime("%H:%M")
            self.say(_(OPEN_TOO, name=names, time=since))
        self.behind.submit(self.presence.come, self.edition, practice)

    def look_at_disk(self) -> None:
        """Tell when somebody else has saved the open practice; what is not being written in is shown as it is now."""
        copy = self.copy
        if copy is None:
            return
        try:
            if self.stamp == (stamp := self._stamp(copy.practice)):
                return
            self.stamp, file = stamp, str(stamp[0])
            self.workspace.refresh()
            fault = next((one for one in self.workspace.broken if one.file == file), None)
            gone = not (self.workspace.root / file).exists() and copy.digest != ""
            fresh = opened(self.workspace, self.edition, copy.practice) if fault is None else None
        except HandbookError as error:
            self.say(_("The files are not as they were: {why} What stands here is kept.", why=str(error)))
            return
        if fault is not None:
            self.say(_(BROKEN_NOW, line=fault.line, why=fault.message))
        elif gone and not copy.changed and fresh is not None:
            self.open_practice(copy.practice, self.place)
            self.say(_("The file of this edition for this practice has been taken away; you see what is left."))
        elif copy.changed:
            self.say(_("Another editor has saved this practice meanwhile. ^S puts both together."))
        elif fresh is not None and fresh.digest != copy.digest:
            self.open_practice(copy.practice, self.place)
            self.say(_("Another editor has saved this practice; you see it as it is now."))

    @property
    def saved_by_others(self) -> str:
        """When the file of the open practice was saved last, as the disk has it; empty where it has none."""
        stamp = self._stamp(self.copy.practice) if self.copy is not None else ()
        return datetime.fromtimestamp(int(str(stamp[1])) / 1e9).astimezone().strftime("%H:%M") if stamp[1:] else ""

    def stamped(self) -> None:
        """The file of the open practice is as we know it."""
        if self.copy is not None:
            self.stamp = self._stamp(self.copy.practice)

    def _stamp(self, practice: str) -> tuple[object, ...]:
        """What the disk says of the files of a practice that this edition has."""
        edition = self.workspace.handbook.edition(self.edition)
        entry, change = edition.practices.get(practice), edition.adaptations.get(practice)
        name = file_name(practice)
        default = edition.file.replace("edition.yaml", f"adapt/{name}.yaml")
        file = entry.file if entry is not None else change.file if change is not None else default
        try:
            found = (self.workspace.root / file).stat()
        except OSError:
            return (file,)
        return file, found.st_mtime_ns, found.st_size, found.st_ino

    def go_with(self, copy: WorkingCopy, path: str = "") -> None:
        """Show this working copy in the form."""
        if self.copy is not None and self.copy.practice != copy.practice:
            self.behind.submit(self.presence.go, self.edition, self.copy.practice)
        self.copy, self.open_item, self.wanted, self.refused = copy, "", set(), {}
        self.saved_at, self.past = "", None
        self.load_review()
        self.stamped()
        screen = self.desk_screen
        if screen is None:
            return
        screen.form.clear()
        self.book, self.findings = self.workspace.handbook, []
        self.show_form()
        self.show_library(copy.practice)
        if path:
            screen.show_pane("form", focus=False)
            self.call_after_refresh(screen.form.go, path)
        self.tell_place()
        self.call_after_refresh(self.look)  # the words first, then what is to be said of them

    def load_review(self) -> None:
        """Read what was said of the practice that is open. An empty field that is spoken of is shown."""
        copy = self.copy
        if copy is None:
            return
        try:
            self.review = review_of(self.workspace, self.edition, copy.practice)
        except HandbookError as error:
            self.review = Review(copy.practice)
            self.say(str(error))
        self.wanted |= {one.unit.partition(".")[0] for one in self.review.open if "/" not in one.unit}

    def looked_back(self, practice: str, past: Past) -> None:
        """Its history was read."""
        if self.copy is not None and self.copy.practice == practice:
            self.past = past
            if screen := self.desk_screen:
                screen.show_tab(screen.tab)

    def typed(self, path: str, text: str) -> None:
        """Words were typed in a unit."""
        copy = self.copy
        if copy is None or words_of(copy, path) == text:
            return
        if copy.before.text(path) and text == words_of(copy.as_opened(), path):
            text = copy.before.text(path)  # as it was, and so wrapped as its file has it
        self.change(lambda copy: copy.set(path, text, time.monotonic()))

    def reasoned(self, path: str, text: str) -> None:
        """A reason was typed."""
        copy = self.copy
        if copy is None:
            return
        at = path.partition(".")[0] if "/" in path else path
        if at in copy.now.left_out:
            name, _slash, item = at.partition("/")
            self.change(lambda copy: copy.leave_out(name, item, text or " "))
        else:
            self.change(lambda copy: copy.say_why(copy.reason_at(path), text, time.monotonic()))

    def picked(self, path: str, value: Value) -> None:
        """Something was picked for a unit."""
        self.change(lambda copy: copy.set(path, value))

    def change(self, how: Any) -> None:
        """Change the working copy: it is kept within a second, and looked at after a pause."""
        copy = self.copy
        if copy is None:
            return
        before = copy.now
        try:
            how(copy)
        except HandbookError as error:
            self.say(str(error))
            return
        if copy.now is not before:
            self.changed()

    def changed(self) -> None:
        """The working copy reads otherwise than a moment ago."""
        copy = self.copy
        if copy is None:
            return
        self.copies[copy.practice] = copy
        self.saved_at = ""
        self.keeper.keep(self.edition, copy.practice, copy.tree())
        self.show_form()
        self.tell_standing()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.look)

    def look(self) -> None:
        """Check what is written, and show it as the site would."""
        from handbook.checks.one import of_practice

        copy = self.copy
        if copy is None:
            return
        try:
            self.book = as_written(self.workspace, copy)
            self.findings = of_practice(self.book, self.edition, copy.practice, runs=self.runs)
        except HandbookError as error:
            self.book, self.findings = self.workspace.handbook, []
            self.say(str(error))
        self.show_form()
        if screen := self.desk_screen:
            screen.show_tab(screen.tab)

    def show_form(self) -> None:
        """The rows as they are now."""
        screen, copy = self.desk_screen, self.copy
        if screen is None or copy is None:
            return
        notes = notes_of(copy, self.findings, self.refused, self.review.open)
        rows = form_rows(copy, self.names, notes, opened=self.open_item, wanted=self.wanted)
        screen.form.show(rows, {row.path: words_of(copy, row.path) for row in rows})

    def entered(self, row: FormRow) -> None:
        """A row of the form got the focus: of an item, its other parts are shown."""
        self.place = row.path
        if row.of != self.open_item:
            self.open_item = row.of
            self.show_form()
        self.tell_place()

    # What is told.

    @property
    def dirty(self) -> bool:
        """Whether the practice that is open reads otherwise than its file."""
        return self.copy is not None and bool(self.copy.changed)

    @property
    def to_fix(self) -> list[str]:
        """The paths of what is to fix in the practice that is open, or commented on, top to bottom."""
        if self.copy is None:
            return []
        said = comments_of(self.copy, self.review.open)
        notes = notes_of(self.copy, self.findings, self.refused, self.review.open)
        return [path for path, (_words, wrong) in notes.items() if wrong or path in said]

    @property
    def standing(self) -> str:
        """The save state, in words."""
        if self.keeper.fault:
            return _("Your typing is NOT kept safe")
        if not self.dirty:
            return _("Saved {time}", time=self.saved_at) if self.saved_at else ""
        if self.refused:
            return _("Not saved, {number} to fix", number=len(self.refused))
        return self.keeper.told

    def tell_standing(self) -> None:
        """Show the save state on whatever page is open."""
        if isinstance(self.screen, PageView):
            self.screen.tell_standing()
            if self.keeper.fault:
                self.screen.say(self.keeper.fault)

    def tell_place(self) -> None:
        """Show where one is: edition, practice, field."""
        screen, copy = self.desk_screen, self.copy
        if screen is None:
            return
        home = self.names.edition
        if self.names.parent and self.size.width > 110:
            home = _("{edition}, builds on {parent}", edition=home, parent=self.names.parent)
        if copy is None or screen.pane == "library":
            screen.tell_where((home, _("Library")))
        else:
            screen.tell_where((home, copy.title, screen.place_words))
