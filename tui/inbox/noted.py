"""A review that is asked, and a translation whose original has changed: shown, and where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from handbook.editions.asked import readable
from handbook.editions.merge import word_diff
from handbook.editions.translate import Standing, TranslationUnit, confirmed, translations
from handbook.errors import DecisionError, UnknownPractice
from handbook.exchange.inbox import Waiting
from handbook.model.handbook import Handbook
from handbook.model.review import Review
from handbook.model.review import Standing as Stands
from handbook.store.reviews import review_of
from tui import changes
from tui.inbox.case import LATER, Case, Done, Leave
from tui.names import language_name, spoken
from tui.reviewed import remark, standing
from tui.screens.question import Asked, Choice
from tui.speech import _, count
from tui.widgets.text import Said, marked

if TYPE_CHECKING:
    from tui.host import Host


class ReviewCase(Case):
    """A review is asked for, was sent back, or has comments that are not settled."""

    @property
    def reason(self) -> str:
        """What is wanted of whom."""
        review = self._review()
        if review.state is Stands.ASKED:
            of = review.asked.get("of", "")
            return _("review asked of {name}", name=of) if of else _("review asked")
        said = (
            count("{number} comment to settle", "{number} comments to settle", len(review.open)) if review.open else ""
        )
        back = _("sent back") if review.state is Stands.SENT_BACK else ""
        return ", ".join(one for one in (back, said) if one)

    def read(self) -> Asked | None:
        """Who asked, and what was said."""
        review = self._review()
        if not review.open and review.state not in (Stands.ASKED, Stands.SENT_BACK):
            return None
        opens = Choice("open", _("Open the practice"), _("F9 shows the review there."))
        later = Choice(LATER, _("Later"), _("It stays in the Inbox."))
        comments = "\n\n".join(remark(one) for one in review.open)
        return Asked(self.title, _asked(review), [opens, later], (), comments)

    async def settle(self, answer: str) -> Leave:
        """Open the practice where the first comment is."""
        place = next((one.unit for one in self._review().open if one.unit), "")
        return Leave(lambda: self.desk.open_practice(self.waiting.practice, place))

    def _review(self) -> Review:
        return review_of(self.desk.workspace, self.desk.edition, self.waiting.practice)


class TranslationCase(Case):
    """The original of a translation reads otherwise now."""

    def __init__(self, desk: Host, waiting: Waiting) -> None:
        super().__init__(desk, waiting)
        self.seen: dict[str, str] = {}

    @property
    def reason(self) -> str:
        """What happened."""
        return _("the original has changed")

    @property
    def label(self) -> str:
        """The unit, and the language."""
        return _("{field} in {language}", field=spoken(self.waiting.path), language=language_name(self.waiting.lang))

    def read(self) -> Asked | None:
        """The original then and now, and the translation."""
        unit = self._unit()
        if unit is None:
            return None
        desk = self.desk
        self.seen = {unit.practice: desk.workspace.digest(desk.edition, unit.practice)}
        said = _("The original has changed since it was translated")
        parts = readable(word_diff(unit.before, unit.original)) if unit.before is not None else []
        changed = changes.told(parts)
        texts: list[tuple[str, Said]] = [
            *([(_("The original then"), unit.before)] if unit.before is not None else []),
            (_("The original now"), marked(list(parts)) if parts else unit.original),
            (_("The translation"), unit.text),
        ]
        return Asked(
            self.title,
            _("{sentence}: {changes}.", sentence=said, changes=changed) if changed else f"{said}.",
            (
                Choice("fits", _("It still fits"), _("Asks again only if the original changes again.")),
                Choice("open", _("Translate it anew"), _("Opens original and translation side by side.")),
                Choice(LATER, _("Later"), _("It stays in the Inbox, and readers are told that it is older.")),
            ),
            texts,
        )

    async def settle(self, answer: str) -> Done | Leave:
        """It fits the new words too, or is to be translated anew."""
        desk, asked = self.desk, self.waiting
        if answer == "open":
            return Leave(lambda: desk.act("translations", asked.practice, asked.lang, asked.path))
        plan = confirmed(desk.workspace.handbook, desk.edition, asked.practice, asked.lang, [asked.path])
        return Done(_("it still fits"), self.write(plan, self.seen), (asked.practice,))

    def _unit(self) -> TranslationUnit | None:
        asked, desk = self.waiting, self.desk
        try:
            units = translations(desk.workspace.handbook, desk.edition, asked.lang, asked.practice)
        except DecisionError:
            return None  # no page shows it any more
        found = next((one for one in units if one.path == asked.path), None)
        return found if found is not None and found.standing is Standing.OUTDATED else None


def outdated(handbook: Handbook, edition: str, practice: str) -> Iterator[Waiting]:
    """The translations of a practice whose original has changed, as the Inbox asks of them."""
    for lang in handbook.edition(edition).languages:
        try:
            units = translations(handbook, edition, lang, practice)
        except (DecisionError, UnknownPractice):
            continue  # no page shows it, so nobody reads the old words
        for unit in units:
            if unit.standing is Standing.OUTDATED and unit.edition == edition:
                key = f"translation {lang} {practice} {unit.path}"
                yield Waiting("translation", practice, unit.title, unit.path, lang, "", "", key)


def _asked(review: Review) -> str:
    """Who asks for what, or how many comments wait for an answer."""
    if review.state in (Stands.ASKED, Stands.SENT_BACK):
        return standing(review)
    return count("{number} comment is not settled.", "{number} comments are not settled.", len(review.open))
