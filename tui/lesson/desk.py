"""The desk with the lesson on it: a strip above the message line that says one thing at a time, and watches."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from handbook.errors import HandbookError
from handbook.store.data import data_folder
from handbook.store.demo import EDITION, reach, step_of
from handbook.store.workspace import Workspace
from tui import app
from tui.lesson.steps import CUT, RECOVER, STEPS, Step
from tui.screens.desk import DeskScreen
from tui.screens.page import AnyPage, Page
from tui.screens.reading import ReadPage
from tui.speech import _
from tui.widgets.text import Said, Text, styled

LOOK_SECONDS = 0.25
STILL_SECONDS = 1.2  # without a key, after which a step can be done: nobody is interrupted in a word
GRACE_SECONDS = 6.0  # between saying that the program ends and ending it
ENDED = "ended"
MANUAL = "site/manual/first-hour.md"


class LessonDesk(app.Desk):
    """The desk on the throw-away copy. `lesson` is the step that is played; none once it has ended."""

    CSS_PATH = str(Path(app.__file__).with_name("desk.tcss"))
    CSS = "#lesson { height: auto; max-height: 3; padding: 0 2; background: $panel; }"

    def __init__(self, root: Path) -> None:
        super().__init__(Workspace.open(root), EDITION)
        self.root = root
        reached = step_of(root)
        self.over = reached == ENDED
        self.at = next((n for n, step in enumerate(STEPS) if step.id == reached), 0)
        self._seen: object = None
        self._since = 0.0
        self._ends_at = 0.0

    @property
    def lesson(self) -> Step | None:
        """The step that is played; at the very end none, as when the lesson has ended."""
        return STEPS[self.at] if not self.over and self.at < len(STEPS) else None

    def ready(self) -> None:
        """The desk stands, and the lesson with it."""
        super().ready()
        if self.over:
            self.say(_("The lesson has ended; this copy is yours to try things on. Anew: handbook demo --again"))
        else:
            self.set_interval(LOOK_SECONDS, self._look)
            self._look()

    def skip(self) -> None:
        """On to the next step, whether this one is done or not."""
        self._go_on()
        self._look()

    def end(self) -> None:
        """No lesson any more; what was written stays."""
        self.over = True
        reach(self.root, ENDED)
        for page in self.screen_stack:
            page.query("#lesson").remove()

    def _look(self) -> None:
        """See how things stand, go on where a step is done, and say what comes now."""
        if self.over or self.ending or not isinstance(self.screen, Page):
            return
        try:
            self._follow()
        except HandbookError as error:  # such as a full disk: the lesson waits, the desk works on
            self.say(str(error))
        if self.over or self.ending:
            return
        if self.lesson is None and isinstance(self.screen, DeskScreen):
            self._finish()
        else:
            self._tell(self.screen)

    def _follow(self) -> None:
        step = self.lesson
        if step is not None and step.id == CUT:
            self._look_for_the_cut()
        elif step is not None and self._is_still() and step.done(self):
            self._go_on()

    def _is_still(self) -> bool:
        """Whether nobody is typing just now."""
        now = self.copy.now if self.copy is not None else None
        if now is not self._seen:
            self._seen, self._since = now, time.monotonic()
        return time.monotonic() - self._since >= STILL_SECONDS

    def _go_on(self) -> None:
        self.at, self._ends_at = self.at + 1, 0.0
        reach(self.root, STEPS[self.at].id if self.at < len(STEPS) else ENDED)

    def _look_for_the_cut(self) -> None:
        still, copy = self._is_still(), self.copy
        if copy is None or copy.now.values == copy.before.values or self.keeper.fault:
            self._ends_at = 0.0  # it was saved or taken back, or is not safe: nothing is cut off
        elif not self._ends_at and still:
            self._ends_at = time.monotonic() + GRACE_SECONDS
        elif self._ends_at and time.monotonic() >= self._ends_at:
            reach(self.root, RECOVER)
            self.cut_off()

    def cut_off(self) -> None:
        """End as a dropped line or a dead machine ends it: nothing more of the desk runs, no file, no farewell.

        Only the terminal is given back, since nobody else would do it.
        """
        with self.suspend():
            told = _("The program has ended in the middle of your typing, as when a line drops. Nothing was saved.")
            sys.stdout.write(f"{told}\n{_('See what is left of your words: handbook demo')}\n")
            sys.stdout.flush()
            os._exit(0)

    def _finish(self) -> None:
        try:
            self.end()
        except HandbookError as error:
            self.say(str(error))
        told = _(
            "You have written a practice and saved it, adapted a shared one, lost the line and not your words, "
            "answered a question of the Inbox, and looked at the page."
        )
        anew = _("This copy stays, to try things on: handbook demo opens it, handbook demo --again begins anew.")
        own = _("Your own handbook: handbook start begins an edition, handbook edit opens the desk on it.")
        manual = _("To read next, “Your first hour at the desk”: {file}", file=data_folder() / MANUAL)
        keys = _("Here: F1 says what has the focus is for, F7 shows all keys, ^P all there is to do.")
        text = "\n\n".join((told, own, manual, keys, anew))
        self.push_screen(ReadPage((_("The lesson"),), _("That was the lesson"), text))

    def _tell(self, page: AnyPage) -> None:
        text = self._told()
        for strip in page.query("#lesson").results(Text):
            if str(strip.content) != str(text):  # on a slow line each drawing costs
                strip.say(text)
            return
        if page.query("#message"):
            page.mount(Text(text, id="lesson"), before="#message")

    def _told(self) -> Said:
        step = self.lesson
        if step is None:
            return styled((_("The lesson is done."), "bold"), " ", _("Esc goes back to the desk."))
        head = _("Lesson {number} of {total}", number=self.at + 1, total=len(STEPS))
        if self._ends_at:
            left = max(int(self._ends_at - time.monotonic()), 0) + 1
            told = _("Kept safe. In {number} s this program ends without a word. Then type: handbook demo", number=left)
        else:
            told = step.told(self)
        return styled((head, "bold"), "  ", told)
