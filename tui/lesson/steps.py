"""The steps of the lesson: what each asks for as things stand, and how it is seen to be done; no key is guessed at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.editions.status import questions
from handbook.store.demo import EDITION, PRACTICE
from tui.names import spoken
from tui.screens.desk import DeskScreen
from tui.screens.inbox import InboxPage
from tui.screens.question import QuestionPage
from tui.screens.reading import ReadPage
from tui.speech import _

if TYPE_CHECKING:
    from tui.host import Host

FEWEST_WORDS = 4  # of a summary that says something
CUT, RECOVER = "cut", "recover"
REASON = "priority.reason"  # what each country has a reason of its own for


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do now, in a sentence or two that fit on two lines, and whether it is done."""

    id: str
    told: Callable[[Host], str]
    done: Callable[[Host], bool]


def _name(desk: Host, path: str) -> str:
    """What the form calls a unit."""
    row = desk.desk_screen.form.row(path) if desk.desk_screen is not None else None
    return row.label if row is not None else spoken(path)


def _own(desk: Host) -> bool:
    """Whether a draft of the learner's own is open."""
    copy = desk.copy
    return copy is not None and not copy.shared and copy.now.values.get("status") == "draft"


def _words(desk: Host, path: str) -> int:
    return len(desk.copy.now.text(path).split()) if desk.copy is not None else 0


def _to_own(desk: Host) -> str:
    """Somebody has gone elsewhere meanwhile."""
    return "" if _own(desk) else _("Esc leads to the library; open your draft there with Enter, or begin one with ^N.")


def _new(desk: Host) -> str:
    return _("Write a practice. Press ^N, type a title that says what to do, and press Enter.")


def _summary(desk: Host) -> str:
    return _to_own(desk) or _("Say in Summary, in a sentence or two, what to do. All you type is kept within a second.")


def _step(desk: Host) -> str:
    return _to_own(desk) or _("Press Tab until you stand on Steps, then Enter, and type the first step.")


def _save(desk: Host) -> str:
    return _to_own(desk) or _("Press ^S. Only what you changed is written, and you are told which fields and file.")


def _adapt(desk: Host) -> str:
    copy = desk.copy
    if copy is None or not copy.shared:
        return _("Now adapt a shared practice: Esc, choose one “used as is” with the arrows, and press Enter.")
    if not copy.changed:
        name = _name(desk, REASON)
        return _("Press Tab until “{field}”, and say it as it is in your country. Their words are kept.", field=name)
    return _("Press Tab, say in Why in a sentence why yours reads otherwise, and press ^S.")


def _cut(desk: Host) -> str:
    return _("The line will drop. Type some words into a text, and do not save. When you pause, this program ends.")


def _recover(desk: Host) -> str:
    if isinstance(desk.screen, QuestionPage):
        return _("What you had typed is here, beside the file. 1 takes your draft; no file changes before you save.")
    if desk.dirty:
        return _("Your words are back. ^S saves them; if it says that something is to fix, F3 goes there.")
    return _("Your draft is kept. Press ^P, type “drafts”, and open it.")


def _decide(desk: Host) -> str:
    if isinstance(desk.screen, InboxPage):
        return _(
            "They changed what this edition had put otherwise. 1 keeps our words; 2 takes theirs; ^Z takes it back."
        )
    return _("The shared edition has changed words that this one adapted. Press F2: the Inbox asks you.")


def _page(desk: Host) -> str:
    if not isinstance(desk.screen, DeskScreen):
        return _("Esc goes back to the desk.")
    if desk.copy is None:
        return _("Open a practice with Enter.")
    return _("Press F4: it is the page as readers will find it, also before you save.")


def _saved(desk: Host) -> bool:
    return _own(desk) and not desk.dirty


def _has_step(desk: Host) -> bool:
    items = desk.copy.now.lists.get("steps", ()) if desk.copy is not None else ()
    return _own(desk) and any(_words(desk, f"steps/{item}.text") > 1 for item in items)


def _adapted(desk: Host) -> bool:
    copy = desk.copy
    return copy is not None and copy.shared and not copy.changed and bool(desk.saved_at)


def _recovered(desk: Host) -> bool:
    waits = any(copy.changed for copy in desk.copies.values())
    return not waits and not desk.journal.of_practices(desk.edition)


def _decided(desk: Host) -> bool:
    return not questions(desk.workspace.handbook, EDITION, PRACTICE)


def _looked(desk: Host) -> bool:
    page = desk.screen
    return isinstance(page, ReadPage) and page.crumbs[-1:] == (_("The page"),)


STEPS = (
    Step("new", _new, _own),
    Step("summary", _summary, lambda desk: _own(desk) and _words(desk, "summary") >= FEWEST_WORDS),
    Step("step", _step, _has_step),
    Step("save", _save, _saved),
    Step("adapt", _adapt, _adapted),
    Step(CUT, _cut, lambda desk: False),  # only being cut off ends it
    Step(RECOVER, _recover, _recovered),
    Step("decide", _decide, _decided),
    Step("page", _page, _looked),
)
