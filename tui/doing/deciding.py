"""The Inbox: one question after the other, each answer written at once and taken back with one key."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.errors import ChangedOnDisk, HandbookError
from handbook.exchange.inbox import Waiting, waiting
from handbook.model.resolved import Stance
from handbook.store.listing import STANCES
from handbook.store.workspace import Workspace
from tui.days import clock
from tui.inbox.case import LATER, Case, Done, Leave
from tui.inbox.changed import ChangedCase
from tui.inbox.noted import ReviewCase, TranslationCase, outdated
from tui.inbox.proposed import ProposalCase
from tui.inbox.stance import StanceCase
from tui.screens.inbox import InboxPage
from tui.screens.question import Asked, Choice
from tui.speech import _, count
from tui.to_fix import told
from tui.widgets.lines import Row

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
    await _Sitting(desk, "inbox", _("Inbox"), cases, none, "F2").run()


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
    cases = [StanceCase(desk, one) for one in found]
    await _Sitting(desk, "stance", _("Not yet looked at"), cases, none, _("The same action")).run()


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
    follow: set[str] = field(default_factory=set)  # keys of what it brought about


@dataclass(slots=True)
class _Sat:
    """What a sitting leaves to the next one: answers to be taken back, and what was answered or typed in a case."""

    given: list[_Given] = field(default_factory=list)
    cases: dict[str, Case] = field(default_factory=dict)


def _sat(desk: Host, kind: str) -> _Sat:
    """What was left in this edition; it ends with the desk."""
    held: _Sat = desk.sittings.setdefault((desk.edition, kind), _Sat())
    return held


class _Sitting:
    """The page with its queue, from opening it until the editor goes back."""

    def __init__(self, desk: Host, kind: str, crumb: str, cases: Sequence[Case], none: Asked, way: str) -> None:
        self.desk, self.crumb, self.none = desk, crumb, none
        self.way = way  # how one comes here again
        self.follows = kind == "inbox"  # what an answer brings about is asked here too
        self.sat = _sat(desk, kind)
        self.cases, self.at = [self._known(one) for one in cases], 0
        self.given = self.sat.given
        self.touched: set[str] = set()
        self.page = InboxPage((crumb,))

    async def run(self) -> None:
        """Ask until the editor goes back; then the desk shows what has come of it."""
        before = list(self.given)
        await self.desk.push_screen(self.page)
        try:
            leave = await self._asked()
        finally:  # no fault of a file keeps her on a page that hears nothing
            self.sat.cases = {one.waiting.key: one for one in self.cases}
            if self.page.is_current:
                await self.page.dismiss(None)
        self._catch_up()
        if self.given and self.given != before:
            self._tell_way_back()
        if leave is not None:
            leave.act()

    def _tell_way_back(self) -> None:
        """Answers can be taken back after the page was left, and nobody would guess it."""
        self.desk.say(count(
            "{number} answer is written. {way}, then ^Z takes it back, until the desk ends or its file is changed.",
            "{number} answers are written. {way}, then ^Z takes them back one by one, until the desk ends or their "
            "files are changed.", len(self.given), way=self.way,
        ))  # fmt: skip

    def _known(self, case: Case) -> Case:
        """The case of an earlier sitting, with what was answered or typed there, where it still waits."""
        held = self.sat.cases.get(case.waiting.key)
        if held is None:
            return case
        held.waiting = case.waiting
        return held

    async def _asked(self) -> Leave | None:
        """Do what is pressed until the editor goes back, or an answer leads elsewhere."""
        self._show()
        while True:
            what, value = await self.page.heard()
            self.page.say("")
            if what == "back":
                return None
            try:
                if leave := await self._do(what, value):
                    return leave
            except HandbookError as error:
                self.desk.workspace.refresh()
                self._show()
                self.page.say(told(error))

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
            given = _Given(done, label, before, self.at)
            self.given.append(given)
            self._written(done)
            given.follow = self._follow(done)
            self._show()
            self.page.say(_("Answered: {answer}, {field}. ^Z takes it back.", answer=done.words, field=label))
        return None

    def _follow(self, done: Done) -> set[str]:
        """What the answer brought about is asked as well: a translation whose original it has changed."""
        known = {one.waiting.key for one in self.cases}
        follow = set()
        for practice in dict.fromkeys(done.practices if self.follows else ()):
            found = outdated(self.desk.workspace.handbook, self.desk.edition, practice)
            more = [TranslationCase(self.desk, one) for one in found if one.key not in known]
            self.cases += more
            follow |= {one.waiting.key for one in more}
        return follow

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
        try:
            while last.done.back:  # a step that fails stays, and so does what is before it
                last.done.back[-1]()
                last.done.back.pop()
        except ChangedOnDisk:  # what was written since stays; what was answered before may still be taken back
            self.given.pop()
            self.desk.workspace.refresh()
            self._show()
            self.page.say(
                _("{field}: it stays as it is, since its file was changed after that answer.", field=last.label)
            )
            return
        self.given.pop()
        before = {one.waiting.key for one in last.cases} | last.follow
        self.cases = [*last.cases, *(one for one in self.cases if one.waiting.key not in before)]
        self.at = last.at
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
        rows = [_row(case) for case in self.cases]
        key = self.cases[self.at].waiting.key if self.cases else ""
        said = count("{number} waits for you", "{number} wait for you", number) if number else ""
        page.show(asked or self.none, rows, key, said)
        place = _("{at} of {number}", at=self.at + 1, number=number) if number else ""
        page.tell_where((self.crumb, place) if place else (self.crumb,))

    def _written(self, done: Done) -> None:
        self.touched.update(done.practices)
        self.desk.saved_at = clock()
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
        if desk.copy is not None and desk.copy.practice in self.touched:
            desk.open_anew()
        desk.stamped()  # what was written here is no other editor's
        desk.saved_at = saved_at
        desk.tell_standing()


def _read(case: Case) -> Asked | None:
    try:
        return case.read()
    except HandbookError as error:
        return Asked(case.title, told(error), (Choice(LATER, _("Later"), _("It stays in the Inbox.")),))


def _row(case: Case) -> Row:
    try:
        return case.row
    except HandbookError:  # its page says why
        return Row(case.waiting.key, case.label, (_("it cannot be read"), case.waiting.title))
