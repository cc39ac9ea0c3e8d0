"""Holds what the desk works on: the workspace, the library with what a look behind it finds, and what is open."""

from __future__ import annotations

import gc
import hashlib
from abc import abstractmethod
from asyncio import Task, current_task
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from rich.console import RenderableType
from textual.app import App
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import get_current_worker

from handbook.checks.finding import Finding
from handbook.editions.working_copy import WorkingCopy
from handbook.errors import ChainError, HandbookError, SaveRefused, UnknownEdition
from handbook.model.handbook import Handbook
from handbook.model.ownwords import Runs
from handbook.model.review import Review
from handbook.model.sheet import Sheet
from handbook.store.broken import Broken
from handbook.store.journal import ASKED, Journal
from handbook.store.kept import KeptTexts
from handbook.store.listing import Wanted, listed
from handbook.store.presence import Other, Presence
from handbook.store.workspace import Workspace
from tui.keeper import Keeper
from tui.library import Library
from tui.past import Past
from tui.stamp import Stamp
from tui.to_fix import told
from tui.unread import concerning, in_the_way, names_of, why
from tui.view import DeskView, PageView

if TYPE_CHECKING:
    from handbook.publish.showing import Showing
    from tui.survey import Surveyed

Answer = TypeVar("Answer")


class Holder(App[None]):
    """What is held, and the library of it; what is done with an open practice stands in `tui.host`."""

    def __init__(
        self, workspace: Workspace, edition: str, practice: str = "", *, among: Sequence[str] = (), few: bool = False
    ) -> None:
        super().__init__(ansi_color=True if few else None)  # known here: set later, NO_COLOR paints black on black
        self.few = few  # only the terminal's own colours
        self.workspace, self.edition = workspace, edition
        self.names = names_of(workspace, edition)
        self.presence = Presence(workspace.machine)
        self.journal = Journal(workspace.machine, self.presence)
        self.kept = KeptTexts(workspace.machine)
        self.keeper = Keeper(self.journal)
        self.behind = ThreadPoolExecutor(max_workers=1)  # what is told to others: one after the other, on no key's time
        self.library = Library(())
        self.copies: dict[str, WorkingCopy] = {}  # what was written in and is not saved, by practice
        self.elsewhere: dict[str, dict[str, WorkingCopy]] = {}  # the same of the editions that were open before
        self.copy: WorkingCopy | None = None  # the one that is open
        self.book: Handbook = workspace.handbook  # with what is being written in it
        self.findings: list[Finding] = []
        self.refused: Mapping[str, HandbookError] = {}
        self._refused_in: Sheet | None = None  # the words that were refused
        self.place = ""  # the row of the form that has, or had, the focus
        self.open_item = ""
        self.wanted: set[str] = set()  # empty fields that were asked for with Add
        self.view: DeskView | None = None  # set by the desk's screen once it stands
        self.waiting_number = 0
        self.sent: dict[Task[object] | None, list[tuple[str, str]]] = {}  # action → edition and page that was answered
        self.unsent: dict[str, Mapping[str, str]] = {}  # page that asks → what was typed there and not sent
        self.ending = False
        self.stamp = Stamp()  # of the file of the open practice, to tell when it changes
        self.others: set[Other] = set()  # who else has the open practice open, as far as it was said
        self.runs: Mapping[str, Runs] = {}
        self.titles: Mapping[str, str] = {}  # of practices, where a translation of them is shown
        self.linked: Mapping[str, str] = {}  # row of the tab Links → practice
        self.review = Review("")  # of the practice that is open
        self.by = ""  # who comments and reviews here, once it was asked
        self.past: Past | None = None  # what git tells of the practice that is open, once it was asked
        self.under_way = ""  # what is exchanged with another machine just now, in words
        self.showing: Showing | None = None  # the program that builds and serves the site, once it was asked for
        self.saved_at = ""
        self.sittings: dict[tuple[str, str], Any] = {}  # what sittings at the Inbox left, by edition and kind
        self.credit: dict[tuple[str, str], tuple[str, str]] = {}  # edition, language → kind and body of translations
        self.fault: BaseException | None = None  # what ended the program, for the engineers
        self.among = tuple(among)  # the editions to choose from before anything else
        self._first = practice
        self._pause: Timer | None = None

    @property
    def desk_screen(self) -> DeskView | None:
        """The desk itself, under whatever page is open."""
        return self.view

    def load_library(self, *, survey: bool = True) -> None:
        """Read the list anew; marks and the index of words follow from the background.

        Without `survey` they stay as they are: after a save only one practice reads otherwise.
        """
        self.workspace.refresh()
        before, readable = self.library, self.stopped_by is None
        entries = before.entries
        if readable:  # else what was read before stays, and the file is listed with its reason
            self.names = names_of(self.workspace, self.edition)
            entries = listed(self.workspace, self.edition, Wanted())
        broken = concerning(self.workspace, self.edition)
        self.library = Library(
            entries, self.names.parent, broken, before.marks, before.comments, before.unsaved, before.index,
            before.facets, before.sort,
        )  # fmt: skip
        self._translate_titles()
        self.show_library()
        if survey and readable:
            self._begin_survey()

    def survey_again(self) -> None:
        """A look under way has begun before what was written since: another one takes its place."""
        if any(one.group == "survey" and one.is_running and not one.is_cancelled for one in self.workers):
            self._begin_survey()

    def _begin_survey(self) -> None:
        self.run_worker(self._survey, thread=True, exclusive=True, group="survey")

    def _translate_titles(self) -> None:
        """The library speaks the edition's language, as its form and its pages do."""
        entries = [replace(one, title=self.titles.get(one.id, one.title)) for one in self.library.entries]
        self.library.entries = entries
        self.names.titles = {one.id: one.title for one in entries}

    def _survey(self) -> None:
        from tui.survey import surveyed  # late: the list is shown before

        edition, worker = self.edition, get_current_worker()
        try:
            found = surveyed(self.workspace.root, edition)
        except HandbookError as error:
            if not (self.ending or worker.is_cancelled):
                self.call_from_thread(self.say, self.told(error))
        else:
            if self.ending or worker.is_cancelled:  # a newer one is under way
                found.index.close()
            else:
                self.call_from_thread(self._surveyed, edition, found)

    def _surveyed(self, edition: str, found: Surveyed) -> None:
        if edition != self.edition or self.ending:  # another one has been opened meanwhile
            found.index.close()
            return
        self.runs = found.runs
        self.titles = found.titles
        self._translate_titles()
        self.library.marks, self.library.comments = found.marks, found.comments
        self.library.close()
        self.library.index = found.index
        self.waiting_number = found.waiting
        gc.freeze()  # what is held by now stays: walking through it again and again would hold up a key
        self.show_library()

    def filter(self, words: str, key: str | None = None) -> None:
        """Show what fits these words; the mark goes to the row of that key."""
        screen = self.desk_screen
        if screen is not None:
            screen.show_library(self.library.rows(words), self.library.total, key)

    def show_library(self, key: str | None = None) -> None:
        """Show the library as it is now."""
        self.library.unsaved = {name.partition("@")[0] for name, copy in self.copies.items() if copy.changed}
        screen = self.desk_screen
        if screen is not None:
            self.filter(screen.filter_words, key)
            screen.show_keys()

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End; what comes from the background after this has no screen any more."""
        self.ending = True
        super().exit(result, return_code, message)

    @property
    def stopped_by(self) -> Broken | None:
        """The file for which the edition cannot be read."""
        return in_the_way(self.workspace, self.edition)

    @property
    def drafts(self) -> Mapping[str, int]:
        """How many drafts wait in each edition: what was left unfinished, and what is open there and not saved."""
        return Counter(self.journal.numbers()) + Counter({name: len(held) for name, held in self.elsewhere.items()})

    def told(self, error: HandbookError) -> str:
        """Why something could not be done; where the edition cannot be read, the file that stands in the way."""
        unread = self.stopped_by if isinstance(error, UnknownEdition | ChainError) else None
        return why(unread) if unread is not None else told(error)

    def say(self, text: str) -> None:
        """A sentence above the footer of the page that is open."""
        page = self.screen if isinstance(self.screen, PageView) else self.desk_screen
        if page is not None:
            page.say(text)

    async def ask(self, page: Screen[Answer]) -> Answer | None:
        """Open a page and wait for its answer; None for Esc. What was typed there is settled with the action."""
        edition = self.edition
        answer = await self.push_screen_wait(page)
        known_as = getattr(page, "known_as", "")
        if answer is not None and known_as:
            self.sent.setdefault(current_task(), []).append((edition, known_as))
        return answer

    def show_caret(self, *, shown: bool) -> None:
        """Show or hide the cursor of the terminal itself, which Textual moves to the caret but keeps hidden."""
        if self._driver is not None:
            self._driver.write("\x1b[?25h" if shown else "\x1b[?25l")

    def keep_unsent(self, page: str, title: str, typed: Mapping[str, str]) -> None:
        """Keep what is typed on a page that asks, as what is typed in the form; nothing typed: it is done with."""
        if typed:
            self.unsent[page] = dict(typed)
            self.keeper.keep(self.edition, _draft_of(page), {"page": page, "title": title, "typed": dict(typed)})
        else:
            self._settle_unsent(self.edition, page)

    def settle_sent(self, *, done: bool) -> None:
        """An action is over: what was sent to it is done with, or, where it was refused, stands there again."""
        for edition, page in self.sent.pop(current_task(), []):
            if done:
                self._settle_unsent(edition, page)

    def _settle_unsent(self, edition: str, page: str) -> None:
        if self.unsent.pop(page, None) is not None:
            with suppress(SaveRefused):
                self.keeper.settle(edition, _draft_of(page), saved=True)

    def find_unsent(self) -> int:
        """What was typed on pages that ask when a program ended stands there again; how many there are."""
        left = [one for one in self.journal.left() if one.edition == self.edition and one.practice.startswith(ASKED)]
        for one in left:
            page, typed = one.tree.get("page"), one.tree.get("typed")
            if isinstance(page, str) and isinstance(typed, dict):
                self.unsent.setdefault(page, {str(name): str(words) for name, words in typed.items()})
            with suppress(SaveRefused):
                self.journal.adopt(one)
        return len(left)

    @abstractmethod
    def ready(self) -> None:
        """The desk stands: fill it."""

    @abstractmethod
    def act(self, name: str, *given: object) -> None:
        """Carry out an action, or say why not now."""

    @abstractmethod
    def chosen_beside(self, tab: str, key: str) -> None:
        """A row of a tab of the rail was chosen."""


def _draft_of(page: str) -> str:
    """The name under which the draft of a page that asks is kept."""
    return f"{ASKED}{hashlib.sha256(page.encode()).hexdigest()[:16]}"
