"""The hand that writes: keeps what is typed in the open practice, checks it, shows it, and says how things stand."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from handbook.checks.finding import Severity
from handbook.checks.survey import Marks
from handbook.editions.working_copy import WorkingCopy
from handbook.errors import HandbookError
from handbook.model.review import Review
from handbook.model.sheet import differences
from handbook.model.units import Value
from handbook.store.as_written import as_written
from handbook.store.reviews import review_of
from tui.holder import Holder
from tui.notes import comments_of, notes_of, number_to_fix
from tui.past import Past
from tui.rows import FormRow, Way, form_rows, words_of
from tui.speech import _
from tui.view import PageView

PAUSE = 0.25  # seconds without a key, after which what was typed is looked at


class Writer(Holder):
    """What is done in the practice that is open; which one that is stands in `tui.host`."""

    def load_review(self) -> None:
        """Read what was said of the practice that is open. An empty field that is spoken of is shown."""
        copy = self.copy
        if copy is None:
            return
        try:
            self.review = review_of(self.workspace, self.edition, copy.practice)
        except HandbookError as error:
            self.review = Review(copy.practice)
            self.say(self.told(error))
        self.wanted |= {one.unit.partition(".")[0] for one in self.review.open if "/" not in one.unit}

    def looked_back(self, edition: str, practice: str, past: Past) -> None:
        """Its history was read."""
        if self.copy is not None and (self.edition, self.copy.practice) == (edition, practice):
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

    def change(self, how: Callable[[WorkingCopy], object]) -> None:
        """Change the working copy: it is kept within a second, and looked at after a pause."""
        copy = self.copy
        if copy is None:
            return
        before = copy.now
        try:
            how(copy)
        except HandbookError as error:
            self.say(self.told(error))
            return
        if copy.now is not before:
            self.changed()

    def refuse(self, refused: Mapping[str, HandbookError]) -> None:
        """What stands in the way of saving, by path: each is to fix until its field reads otherwise."""
        self.refused = refused
        self._refused_in = self.copy.now if self.copy is not None else None

    def changed(self) -> None:
        """The working copy reads otherwise than a moment ago."""
        copy = self.copy
        if copy is None:
            return
        self.copies[copy.practice] = copy
        if (then := self._refused_in) is not None:
            mended = differences(then, copy.now)
            self.refused = {at: why for at, why in self.refused.items() if not any(_touches(one, at) for one in mended)}
        self.saved_at = ""
        self.keeper.keep(self.edition, copy.practice, copy.tree())
        self.show_form()
        self.tell_standing()
        self.look_in(PAUSE)

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
            self.say(self.told(error))
            if self.stopped_by is not None:  # what is shown was read before, and stays
                return
            self.book, self.findings = self.workspace.handbook, []
        self.show_form()
        if screen := self.desk_screen:
            screen.show_tab(screen.tab)

    def look_in(self, seconds: float) -> None:
        """Look after so long, unless a key comes before."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(seconds, self.look)

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

    def go_to(self, path: str) -> None:
        """To a field of the form, whatever hides it: another part of an item is there only while the item is open."""
        screen, item = self.desk_screen, path.partition(".")[0]
        if screen is None or self.copy is None:
            return
        if "/" in item and item != self.open_item:
            self.open_item = item
            self.show_form()
        screen.show_pane("form", focus=False)
        row = screen.form.row(path)
        if self.copy.wants_reason(path) and (row is None or row.way is not Way.PICK):
            screen.form.to_reason(path)
            return
        screen.form.go(path)
        if self.copy.wants_reason(path):
            self.act("reason", path)

    def mark(self, practice: str) -> None:
        """Count anew what is to fix in a practice, as it has just been looked at."""
        advice = sum(1 for one in self.findings if one.rule.severity is Severity.ADVICE)
        before = self.library.marks.get(practice, Marks())
        wrong = number_to_fix(self.copy, self.findings, self.refused) if self.copy is not None else 0
        self.library.marks = {**self.library.marks, practice: replace(before, to_fix=wrong, hints=advice)}
        self.library.renew(self.workspace, practice)
        self.show_library()
        self.survey_again()

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
            if self.keeper.fault and self.keeper.fault not in str(self.screen.said):
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


def _touches(changed: str, refused: str) -> bool:
    """Whether what was changed is what was refused: the unit, its item as a whole, or, of a place, its list."""
    if changed == refused or refused.startswith(f"{changed}."):
        return True
    return "." not in refused and changed.partition("/")[0] == refused.partition("/")[0]
