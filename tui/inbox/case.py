"""One thing that waits: its row in the queue, its question as things stand now, and what an answer does."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from handbook.exchange.inbox import Waiting
from handbook.model.plan import Plan
from handbook.model.units import Value, said
from handbook.store.plans import Written, carried_out
from handbook.store.undo import taken_back
from tui.names import spoken
from tui.screens.asking import AskPage, Blank
from tui.screens.question import Asked
from tui.speech import _
from tui.widgets.lines import Row

if TYPE_CHECKING:
    from tui.host import Host

LATER = "later"  # the answer that does nothing: the next one comes


@dataclass(slots=True)
class Done:
    """What an answer did, in words, and the steps that take it back, the last one first."""

    words: str
    back: list[Callable[[], object]] = field(default_factory=list)
    practices: tuple[str, ...] = ()  # that read otherwise now


@dataclass(frozen=True, slots=True)
class Leave:
    """The answer leads elsewhere: the page closes, and this is done."""

    act: Callable[[], object]


class Case(ABC):
    """One thing that waits. It is read anew each time it is shown, so it is never about words of yesterday."""

    def __init__(self, desk: Host, waiting: Waiting) -> None:
        self.desk, self.waiting = desk, waiting
        self.typed = ("", "", "")  # path, words and reason that were typed, and are in no file yet

    @property
    @abstractmethod
    def reason(self) -> str:
        """Why it waits, in a few words for the queue."""

    @abstractmethod
    def read(self) -> Asked | None:
        """The question as things stand now; None where it waits no longer."""

    @abstractmethod
    async def settle(self, answer: str) -> Done | Leave | None:
        """Do what an answer says; None where the editor went back. Raises HandbookError."""

    @property
    def row(self) -> Row:
        """The row in the queue: the unit, why it waits, the practice."""
        return Row(self.waiting.key, self.label, (self.reason, self.waiting.title))

    @property
    def label(self) -> str:
        """What the unit is called."""
        return spoken(self.waiting.path) if self.waiting.path else _("The whole practice")

    @property
    def title(self) -> str:
        """The heading of the question."""
        return _("{field}, in “{title}”", field=self.label, title=self.waiting.title)

    # What the kinds have in common.

    def write(self, plan: Plan, seen: Mapping[str, str]) -> list[Callable[[], object]]:
        """Carry out a plan; the steps that take it back. `seen`: practice → its digest when it was shown."""
        desk = self.desk
        return self.way_back(carried_out(desk.workspace, desk.edition, plan, seen=seen.get(plan.practice)))

    def way_back(self, done: Written | None) -> list[Callable[[], object]]:
        """The steps that take a write back."""
        return [partial(taken_back, self.desk.workspace, done.file, done.before, done.after)] if done else []

    def keep(self, path: str, value: Value | None, why: str) -> None:
        """A text gives way: it is kept before anything is written, and can be found again."""
        if text := said(value):
            self.desk.kept.keep(self.desk.edition, self.waiting.practice, path, text, why)

    def put_by(self) -> None:
        """What was typed could not be written: it is kept, and stands there again when the page is opened again."""
        path, text, _why = self.typed
        self.keep(path, text, _("You wrote this in the Inbox, and it could not be saved."))

    async def ask_why(self, title: str, told: str) -> str | None:
        """Ask for the reason that readers see; None for Esc."""
        blank = Blank("why", _("Why"), _("One sentence. Readers see it."), needed=True, long=True)
        typed = await self.desk.ask(AskPage(self.where, title, [blank], told=told, done=_("Done")))
        return typed["why"] if typed is not None else None

    @property
    def where(self) -> tuple[str, str]:
        """The top line of a page that this one opens."""
        return _("Inbox"), self.label
