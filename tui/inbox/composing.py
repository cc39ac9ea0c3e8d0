"""Writing a text in the Inbox: it is kept safe while it is typed, and what is not used in the end is kept as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.errors import HandbookError
from handbook.model.field import Kind
from handbook.model.sheet import slot
from handbook.store.saving import opened
from tui.inbox.case import Case
from tui.screens.inbox import EditPage
from tui.speech import _
from tui.widgets.text import Said

if TYPE_CHECKING:
    from handbook.editions.working_copy import WorkingCopy
    from tui.host import Host


async def composed(
    desk: Host, case: Case, path: str, above: Sequence[tuple[str, Said]], text: str, why: str | None
) -> tuple[str, str] | None:
    """Ask for words, and for a reason where `why` is not None; None where the editor went back.

    The words are kept as a draft of the practice until the page is closed, so that no crash loses them; the draft is
    offered when the desk begins the next time.
    """
    draft, field = _Draft(desk, case.waiting.practice, path), slot(path)
    at, words, reason = case.typed
    end = "\n" if text.endswith("\n") else ""
    page = EditPage(
        case.where, case.title, above,
        words if at == path and words else text.removesuffix("\n"),
        reason if at == path and reason and why is not None else why,
        told=_("Ours, in words that say both"), typed=draft.typed,
        several_lines=field is not None and field.kind is Kind.PROSE,
    )  # fmt: skip
    got: tuple[str, str] | None = await desk.ask(page)
    if got is not None:
        case.typed = (path, *got)
    elif draft.words.strip() not in ("", text.strip()):
        case.typed = (path, draft.words, draft.why)
        case.keep(path, draft.words, _("You wrote this in the Inbox and went back."))
        desk.say(_("Nothing is changed. What you typed is kept, under Drafts and kept texts."))
    draft.end()
    return (got[0].rstrip("\n") + end, got[1]) if got is not None else None


class _Draft:
    """What is typed, upon what else is not saved in the practice."""

    def __init__(self, desk: Host, practice: str, path: str) -> None:
        self.desk, self.practice, self.path = desk, practice, path
        self.words = self.why = ""
        self._begun = False
        self._copy = desk.copies.get(practice) or self._opened()

    def typed(self, text: str, why: str) -> bool:
        """Words were typed; whether there is a draft to keep them in."""
        self.words, self.why = text, why
        copy = self._copy
        if copy is not None:
            self._begun = True
            now = replace(copy.now, values={**copy.now.values, self.path: text}).with_why(self.path, why)
            self.desk.keeper.keep(self.desk.edition, copy.practice, {**copy.tree(), "now": now.tree()})
        return copy is not None

    def end(self) -> None:
        """The page is closed: the draft is again what the form has, or there is none."""
        desk, copy = self.desk, self._copy
        if self._begun and copy is not None:
            if copy.changed:
                desk.keeper.keep(desk.edition, copy.practice, copy.tree())
            else:
                desk.keeper.settle(desk.edition, copy.practice, saved=True)

    def _opened(self) -> WorkingCopy | None:
        try:
            return opened(self.desk.workspace, self.desk.edition, self.practice)
        except HandbookError:
            return None  # no practice of this edition, as of one that is proposed whole
