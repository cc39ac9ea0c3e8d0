"""The Inbox: one question after the other, each answer written at once and taken back with one key."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.errors import HandbookError
from handbook.exchange.inbox import Waiting, waiting
from handbook.model.resolved import Stance
from handbook.store.listing import STANCES
from handbook.store.saving import opened
from handbook.store.workspace import Workspace
from tui.inbox.case import LATER, Case, Done, Leave
from tui.inbox.changed import ChangedCase
from tui.inbox.noted import ReviewCase, TranslationCase
from tui.inbox.proposed import ProposalCase
from tui.inbox.stance import StanceCase
from tui.screens.inbox import InboxPage
from tui.screens.question import Asked, Choice
from tui.speech import _, count

if TYPE_CHECKING:
    from tui.host import Host

_CASES: dict[str, type[Case]] = {
    "changed": ChangedCase,
    "proposal": ProposalCase,
    "review": ReviewCase,
    "translation": TranslationCase,
}


async def inbox(desk: Host) -> None:
    """All that waits for this edition's editor."""
    desk.say(_("Looking at what waits …"))
    found = await asyncio.to_thread(_waiting, desk.workspace.root, desk.edition)
    desk.say("")
    desk.workspace.refresh()
    none = Asked(
        _("Nothing waits for you"),
        _("Here stands what {parent} changes after you adapted it, what others propose, reviews that are asked, and "
          "translations whose original has changed.", parent=desk.names.parent or _("an edition you build on")),
    )  # fmt: skip
    cases = [_CASES[one.kind](desk, one) for one in found]
    await _Sitting(desk, _("Inbox"), cases, none).run()


async def look_next(desk: Host) -> None:
    """The practices that this edition has not looked at yet, one after the other."""
    words = STANCES[Stance.NOT_YET]
    entries = [one for one in desk.library.entries if one.stance == words]
    found = [Waiting("changed", one.id, one.title, "", "", "", "", one.id) for one in entries]
    none = Asked(
        _("All is looked at"),
        _("Of each practice of {parent} it is said how it stands here.", parent=desk.names.parent),
    )
    desk.workspace.refresh()
    await _Sitting(desk, _("Not yet looked at"), [StanceCase(desk, one) for one in found], none).run()


def _waiting(root: Path, edition: str) -> list[Waiting]:
    """In a thread of its own, over a workspace of its own."""
    return waiting(Workspace.open(root), edition)


@dataclass(slots=True)
class _Given:
    """An answer that was given, and how the queue stood before."""

    done: Done
    label: str
    cases: list[Case]
    at: int


class _Sitting:
    """The page with its queue, from opening it until the editor goes back."""

    def __init__(self, desk: Host, crumb: str, cases: Sequence[Case], none: Asked) -> None:
        self.desk, self.crumb, self.none = desk, crumb, none
        self.cases, self.at = list(cases), 0
        self.given: list[_Given] = []
        self.touched: set[str] = set()
        self.page = InboxPage((crumb,))

    async def run(self) -> None:
        """Ask until the editor goes back; then the desk shows what has come of it."""
        await self.desk.push_screen(self.page)
        self._show()
        leave: Leave | None = None
        while leave is None:
            what, value = await self.page.heard()
            self.page.say("")
            if what == "back":
                break
            try:
                leave = await self._do(what, value)
            except HandbookError as error:
                self.desk.workspace.refresh()
                self._show()
                self.page.say(str(error))
        await self.page.dismiss(None)
        self._catch_up()
        if leave is not None:
            leave.act()

    async def _do(self, what: str, value: str) -> Leave | None:
        if what == "undo":
            self._take_back()
        elif what == "go":
            self.at = next((n for n, one in enumerate(self.cases) if one.waiting.key == value), self.at)
            self._show()
        elif what == "next" or value == LATER:
            self._next()
        elif self.cases:
            return await self._answer(self.cases[self.at], value)
        return None

    async def _answer(self, case: Case, value: str) -> Leave | None:
        label, before = case.label, list(self.cases)
        try:
            done = await case.settle(value)
        except HandbookError:
            case.put_by()
            raise
        if isinstance(done, Leave):
            return done
        if done is not None:
            case.typed = ("", "", "")
            self.given.append(_Given(done, label, before, self.at))
            self._written(done)
            self._show()
            self.page.say(_("Answered: {answer}, {field}. ^Z takes it back.", answer=done.words, field=label))
        return None

    def _next(self) -> None:
        if not self.cases:
            return
        self.at = (self.at + 1) % len(self.cases)
        self._show()
        if self.at == 0:
            self.page.say(_("That was the last one; here is the first again. All of them stay in the Inbox."))

    def _take_back(self) -> None:
        if not self.given:
            self.page.say(_("There is no answer to take back."))
            return
        last = self.given[-1]
        while last.done.back:  # a step that fails stays, and so does what is before it
            last.done.back[-1]()
            last.done.back.pop()
        self.given.pop()
        self.cases, self.at = last.cases, last.at
        self._written(last.done)
        self._show()
        self.page.say(_("Taken back: {answer}, {field}.", answer=last.done.words, field=last.label))

    def _show(self) -> None:
        """The question at hand as things stand now; what waits no longer leaves the queue."""
        asked: Asked | None = None
        while self.cases and asked is None:
            self.at = min(self.at, len(self.cases) - 1)
            asked = _read(self.cases[self.at])
            if asked is None:
                self.cases.pop(self.at)
        page, number = self.page, len(self.cases)
        page.taken = bool(self.given)
        rows = [case.row for case in self.cases]
        key = self.cases[self.at].waiting.key if self.cases else ""
        said = count("{number} waits for you", "{number} wait for you", number) if number else ""
        page.show(asked or self.none, rows, key, said)
        place = _("{at} of {number}", at=self.at + 1, number=number) if number else ""
        page.tell_where((self.crumb, place) if place else (self.crumb,))

    def _written(self, done: Done) -> None:
        from datetime import datetime

        self.touched.update(done.practices)
        self.desk.saved_at = datetime.now().astimezone().strftime("%H:%M")
        self.desk.stamped()  # what is written here is no other editor's, and nobody is told so
        self.desk.tell_standing()

    def _catch_up(self) -> None:
        """The library, and the practice that is open, as they are on disk now; what is not saved in it stays."""
        desk = self.desk
        if not self.touched:
            return
        saved_at = desk.saved_at
        for practice in self.touched:
            if (copy := desk.copies.get(practice)) is not None and not copy.changed:
                desk.copies.pop(practice)
        desk.load_library()
        copy, screen = desk.copy, desk.desk_screen
        if copy is not None and copy.practice in self.touched and not copy.changed:
            in_form = screen is not None and screen.pane == "form"
            desk.go_with(opened(desk.workspace, desk.edition, copy.practice), desk.place if in_form else "")
        desk.stamped()  # what was written here is no other editor's
        desk.saved_at = saved_at
        desk.tell_standing()


def _read(case: Case) -> Asked | None:
    try:
        return case.read()
    except HandbookError as error:
        return Asked(case.title, str(error), (Choice(LATER, _("Later"), _("It stays in the Inbox.")),))
