"""The host of the desk: opens editions and practices, and shows what somebody else has saved of them."""

from __future__ import annotations

from collections.abc import Sequence

from handbook.editions.working_copy import WorkingCopy
from handbook.errors import HandbookError
from handbook.store.presence import Other
from handbook.store.saving import as_read, opened
from tui.left import elsewhere
from tui.library import BROKEN, Library
from tui.open_too import came_too, open_too
from tui.speech import N_, _
from tui.stamp import Stamp
from tui.unread import names_of
from tui.writer import Writer

BROKEN_NOW = N_(
    "The file can no longer be used: line {line}, {why} What you see is what was read before; nothing is saved over it."
)
OPENED = 0.08  # seconds after which a practice that was opened is looked at: its words are shown before


class Host(Writer):
    """Which practice is open. Its screens are pushed by `tui.app`."""

    def to_edition(self, edition: str) -> None:
        """Go over to another edition; what was written in this one stays a draft, and open for whoever comes back."""
        self.workspace.refresh()
        names = names_of(self.workspace, edition)  # first: where it cannot be read, this one stays
        self.keeper.flush()
        self.elsewhere[self.edition] = {name: copy for name, copy in self.copies.items() if copy.changed}
        if self.copy is not None:
            self.behind.submit(self.presence.go, self.edition, self.copy.practice)
        self.library.close()
        self.edition, self.names, self.copy, self.library = edition, names, None, Library(())
        self.copies = self.elsewhere.pop(edition, {})
        self.titles, self.runs, self.waiting_number = {}, {}, 0
        if screen := self.desk_screen:
            screen.form.clear()
            screen.show_pane("library")
            screen.show_tab(screen.tab)
        self.load_library()
        self.tell_place()
        self.begin()

    def begin(self) -> None:
        """Ask which edition, open what was asked for, offer what was left unfinished.

        Where the edition cannot be read, all that can be done is to mend the file that stands in the way.
        """
        if self.stopped_by is not None:
            self.act("open_broken", self.stopped_by.file)
        elif self.among:
            self.act("choose")
        else:
            if said := elsewhere(self.workspace, self.edition, self.drafts):
                self.say(f"{said} {_('“Another edition” in ^P goes there.')}")
            first, self._first = self._first, ""
            if first:
                self.open_row(first)
            self.act("begin")

    # A practice.

    def open_row(self, key: str) -> None:
        """Open a practice, or the text of a file that cannot be used."""
        if key.startswith(BROKEN):
            self.act("open_broken", key.removeprefix(BROKEN))
        else:
            self.open_practice(key)

    def open_practice(self, practice: str, path: str = "") -> None:
        """Open a practice to be written in, as it was read last; what was written in the one before stays as it is."""
        try:
            held = self.copies.get(practice)
            copy = held if held is not None and held.changed else as_read(self.workspace, self.edition, practice)
        except HandbookError as error:
            self.say(self.told(error))
            return
        self.go_with(copy, path or "title")
        self.stamp = Stamp()  # whether the file still is as it was read, `look_at_disk` asks when its words are shown
        self.set_timer(OPENED, self.look_at_disk)
        said = open_too(self.presence, self.edition, practice)
        self.others = set(self.presence.others(self.edition, practice)) if said else set()
        if said:
            self.say(said)
        self.behind.submit(self.presence.come, self.edition, practice)

    def open_anew(self) -> None:
        """Show the open practice as its files are now, unless it is being written in; the focus stays where it is."""
        copy, screen = self.copy, self.desk_screen
        if copy is None or copy.changed:
            return
        self.copies.pop(copy.practice, None)
        in_form = screen is None or screen.pane == "form"
        try:
            fresh = opened(self.workspace, self.edition, copy.practice)
            self.go_with(fresh, (self.place or "title") if in_form else "")
        except HandbookError as error:
            self.say(self.told(error))

    def look_at_disk(self) -> None:
        """Tell when somebody else has saved the open practice; what is not being written in is shown as it is now."""
        copy = self.copy
        if copy is None or self.ending:
            return
        self.behind.submit(self._look_around, self.edition, copy.practice)
        try:
            if self.stamp == (stamp := self._stamp(copy.practice)):
                return
            self.stamp = stamp
            self.workspace.refresh()
            fault = next((one for one in self.workspace.broken if one.file == stamp.file), None)
            fresh = as_read(self.workspace, self.edition, copy.practice) if fault is None else None
        except HandbookError as error:
            self.say(_("The files are not as they were: {why} What stands here is kept.", why=self.told(error)))
            return
        if fault is not None:
            self.say(_(BROKEN_NOW, line=fault.line, why=fault.message))
        elif fresh is None or (fresh.digest == copy.digest and fresh.theirs == copy.theirs):
            return
        elif copy.changed:
            self.say(_("Another editor has saved this practice meanwhile. ^S puts both together."))
        else:
            self.open_anew()
            if copy.digest and not stamp.saved:
                self.say(_("The file of this edition for this practice has been taken away; you see what is left."))
            elif fresh.digest != copy.digest:
                self.say(_("Another editor has saved this practice; you see it as it is now."))

    def _look_around(self, edition: str, practice: str) -> None:
        """Who else has it open, asked on no key's time."""
        others = self.presence.others(edition, practice)
        if others:
            self.call_later(self._tell_of, edition, practice, others)

    def _tell_of(self, edition: str, practice: str, others: Sequence[Other]) -> None:
        """Say once of each who has opened it since, that both write in it now."""
        if self.ending or self.copy is None or (self.edition, self.copy.practice) != (edition, practice):
            return
        new = [one for one in others if one not in self.others]
        self.others.update(new)
        if new:
            self.say(came_too(new))

    @property
    def saved_last(self) -> str:
        """At what time the file of the open practice was saved last, as the disk has it; empty where it has none."""
        return self._stamp(self.copy.practice).time if self.copy is not None else ""

    def stamped(self) -> None:
        """The file of the open practice is as we know it."""
        if self.copy is not None:
            self.stamp = self._stamp(self.copy.practice)

    def _stamp(self, practice: str) -> Stamp:
        return Stamp.of(self.workspace, self.edition, practice)

    def go_with(self, copy: WorkingCopy, path: str = "") -> None:
        """Show this working copy in the form."""
        if self.copy is not None and self.copy.practice != copy.practice:
            self.behind.submit(self.presence.go, self.edition, self.copy.practice)
        self.copy, self.open_item, self.wanted = copy, "", set()
        self.refuse({})
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
            screen.form.go(path)
        self.tell_place()
        self.look_in(OPENED)
