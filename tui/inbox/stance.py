"""A practice of the shared edition that this one has not looked at yet: used as is, not for us, or opened."""

from __future__ import annotations

from handbook.editions.adapt import reviewed
from handbook.editions.resolve import layers
from handbook.model.resolved import Stance
from tui.days import today
from tui.inbox.case import LATER, Case, Done, Leave
from tui.names import spoken
from tui.screens.question import Asked, Choice
from tui.speech import _
from tui.widgets.text import Said

_SHOWN = ("summary", "problem")


class StanceCase(Case):
    """One practice that nobody here has said anything of."""

    seen = ""

    @property
    def reason(self) -> str:
        """Why it is asked."""
        return _("not yet looked at")

    @property
    def label(self) -> str:
        """The practice itself."""
        return self.waiting.title

    @property
    def title(self) -> str:
        """The practice itself."""
        return self.waiting.title

    def read(self) -> Asked | None:
        """What it is about, as the edition above has it."""
        desk = self.desk
        resolved = layers(desk.workspace.handbook.chain(desk.edition), self.waiting.practice)[-1]
        if resolved.stance is not Stance.NOT_YET:
            return None
        self.seen = desk.workspace.digest(desk.edition, self.waiting.practice)
        told = _("{parent} has this practice. How does it stand here?", parent=desk.names.parent)
        if resolved.above_not_for is not None:
            edition, why = resolved.above_not_for
            told += " " + _("In the edition “{edition}” it is not for them: {why}", edition=edition, why=why)
        texts: list[tuple[str, Said]] = [
            (spoken(name), str(resolved.value(name))) for name in _SHOWN if resolved.value(name)
        ]
        return Asked(
            self.title,
            told,
            (
                Choice(
                    "as-is", _("Use as is"), _("Readers see it in the words of {parent}.", parent=desk.names.parent)
                ),
                Choice("not-for-us", _("Not for us"), _("It gets no page here, only a line with your reason.")),
                Choice("open", _("Open it"), _("To read all of it, and to adapt what differs here.")),
                Choice(LATER, _("Later"), _("Readers see it; it is not yet looked at.")),
            ),
            texts,
        )

    async def settle(self, answer: str) -> Done | Leave | None:
        """Say how it stands here."""
        desk, practice = self.desk, self.waiting.practice
        if answer == "open":
            return Leave(lambda: desk.open_practice(practice))
        why = ""
        if answer == "not-for-us":
            why = await self.ask_why(_("Why is it not for us?"), self.waiting.title) or ""
            if not why:
                return None
        lock = desk.workspace.lock(desk.edition)
        plan = reviewed(
            desk.workspace.handbook, desk.edition, practice, answer,
            why=why, release=lock.pin.release if lock else "", on=today(),
        )  # fmt: skip
        said = _("used as is") if answer == "as-is" else _("not for us")
        return Done(said, self.write(plan, {practice: self.seen}), (practice,))

    @property
    def where(self) -> tuple[str, str]:
        """The top line of a page that this one opens."""
        return _("Not yet looked at"), self.waiting.title
