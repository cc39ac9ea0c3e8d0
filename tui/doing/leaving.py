"""Leave: with something unsaved it is asked what becomes of it; nothing is discarded without asking twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.bilingual import Bilingual
from tui.doing.saving import save
from tui.doing.saving_translations import save as save_words
from tui.screens.question import Asked, Choice, QuestionPage
from tui.speech import _, count

if TYPE_CHECKING:
    from tui.host import Host


async def quit_desk(desk: Host) -> None:
    """End the desk; what is not saved is asked for first."""
    unsaved = [copy for copy in desk.copies.values() if copy.changed]
    if unsaved:
        titles = "\n".join(f"  {copy.title}" for copy in unsaved)
        told = (
            count("{number} practice is not saved:", "{number} practices are not saved:", len(unsaved)) + f"\n{titles}"
        )
        answer = await desk.ask(QuestionPage((_("Leave"),), Asked(
            _("Before you leave"), told,
            (
                Choice("save", _("Save"), _("Then leave.")),
                Choice("keep", _("Keep as draft"), _("The files stay as they are; next time you are asked.")),
                Choice("discard", _("Discard"), _("Asks once more. The text is kept under Drafts and kept texts.")),
            ),
            back=_("Back to the desk"),
        )))  # fmt: skip
        if answer is None or not await _settled(desk, answer):
            return
    desk.keeper.flush()
    if desk.keeper.fault:  # a full disk: what is typed is nowhere but here
        desk.say(_("{why} The desk stays open, so that nothing is lost.", why=desk.keeper.fault))
        return
    leave(desk)


def leave(desk: Host) -> None:
    """End: what is not saved stays a draft."""
    desk.ending = True  # nothing is given any more to the thread that ends now
    desk.keeper.end()
    desk.behind.submit(desk.presence.leave)
    desk.behind.shutdown()
    desk.exit()


def stop(desk: Host) -> None:
    """Ctrl+C ends nothing and loses nothing: it says how one leaves."""
    desk.say(_("^Q leaves; it asks first if something is not saved. Nothing is lost."))


async def _settled(desk: Host, answer: str) -> bool:
    if answer == "save":
        for practice, copy in list(desk.copies.items()):
            if copy.changed and isinstance(copy, Bilingual):
                if not await save_words(desk, copy):
                    return False
            elif copy.changed:
                if desk.copy is None or desk.copy.practice != practice:
                    desk.go_with(copy)
                if not await save(desk):
                    return False
        return True
    if answer == "discard":
        sure = await desk.ask(QuestionPage((_("Leave"), _("Discard")), Asked(
            _("Discard what is not saved?"), _("The files stay as they were saved last."),
            (Choice("no", _("No, keep it as a draft")), Choice("yes", _("Yes, discard it"))),
            back=_("Back to the desk"),
        )))  # fmt: skip
        if sure is None:
            return False
        if sure == "yes":
            for practice, copy in list(desk.copies.items()):
                if copy.changed:
                    desk.keeper.settle(desk.edition, practice, saved=False)
            desk.copies.clear()
    return True
