"""Save a translation: all of it in one write, upon the file as it is now, and nobody's words are lost."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from handbook.editions.meeting import Clash
from handbook.errors import ChangedOnDisk, HandbookError
from handbook.store.plans import carry_out
from tui import saved
from tui.bilingual import Bilingual
from tui.days import clock
from tui.doing.saving import answered, edited_both
from tui.doing.translating import opened
from tui.names import language_name
from tui.saved import as_words
from tui.screens.asking import AskPage, Blank
from tui.screens.question import Asked, Choice, QuestionPage
from tui.screens.translations import TranslationsPage
from tui.speech import _

if TYPE_CHECKING:
    from tui.host import Host

_TRIES = 5  # saves of somebody else in the very moment of ours


async def save_translation(desk: Host, page: TranslationsPage) -> None:
    """Save what was translated on a page."""
    await save(desk, page.copy)


async def save(desk: Host, copy: Bilingual) -> bool:
    """Save what was translated, all of it in one write; whether it is saved now."""
    if not copy.changed:
        desk.say(_("There is nothing to save."))
        return True
    if copy.writes_words and not await _credited(desk, copy):
        desk.say(_("Not saved: nothing was answered. Your typing is kept safe."))
        return False
    for _number in range(_TRIES):
        met = await _met(desk, copy)
        if met is None:
            desk.say(_("Not saved: nothing was answered. Your typing is kept safe."))
            return False
        copy, theirs = met
        _put_aside(desk, copy)
        plan, refused = copy.plan(desk.workspace.handbook)
        if refused:
            _refuse(desk, copy, refused)
            return False
        seen = desk.workspace.digest(desk.edition, plan.practice)
        try:
            file = carry_out(desk.workspace, desk.edition, plan, seen=seen)
        except ChangedOnDisk:  # somebody saved in this very moment: now it can be seen
            continue
        _done(desk, copy, file, theirs)
        return True
    raise ChangedOnDisk(
        _("Somebody saves this practice again and again."), todo=_("Your typing is kept safe; save once more.")
    )


async def _met(desk: Host, copy: Bilingual) -> tuple[Bilingual, int] | None:
    """The translation upon the file as it is now, and how many fields somebody else had changed; None for Esc."""
    while True:
        fresh = opened(desk, copy.practice)
        if fresh.digest == copy.digest and fresh.units == copy.units:
            return copy, 0
        together = copy.meet(fresh)
        answers = await answered(desk, copy.practice, together, _words) if together.clashes else {}
        if answers is None:
            return None
        if opened(desk, copy.practice).digest != fresh.digest:
            continue  # changed again while it was asked
        settled = copy.upon(fresh, copy.answered(fresh, together, answers))
        if settled.changed:
            desk.copies[settled.practice] = settled
        if page := _showing(desk, copy):
            page.go_on(settled, edited_both(together, answers) if answers else "")
        return settled, len(together.theirs)


def _words(clash: Clash) -> str:
    """Our words alone: where a practice holds a reason, a translation holds the original."""
    return as_words(clash.mine)


def _put_aside(desk: Host, copy: Bilingual) -> None:
    """What was written for a unit that is gone meanwhile is kept, and can be found again."""
    for path in copy.lost:
        why = _("The practice no longer has the words that this translates.")
        desk.kept.keep(desk.edition, copy.practice, path, copy.now.text(path), why)
        copy.drop(path)


async def _credited(desk: Host, copy: Bilingual) -> bool:
    """Whose work it is and what it is worth is asked once for each language."""
    whose = await credit(desk, copy.lang)
    if whose is None:
        return False
    copy.kind, copy.by = whose
    return True


async def credit(desk: Host, lang: str) -> tuple[str, str] | None:
    """What translations into a language are worth, and the body whose they are; None for Esc."""
    known = desk.credit.get((desk.edition, lang))
    if known is not None:
        return known
    where = (_("Translations"), language_name(lang))
    kind = await desk.ask(QuestionPage(where, Asked(
        _("What is the translation into {language} worth?", language=language_name(lang)),
        _("It is asked once. Readers see it beside the text."),
        (
            Choice("courtesy", _("A courtesy"), _("Made with care; the original counts.")),
            Choice("machine", _("Machine translation"), _("No speaker of the language has reviewed it.")),
            Choice("authoritative", _("Authoritative"), _("It counts as much as the original.")),
        ),
        back=_("Back, nothing is saved"),
    )))  # fmt: skip
    if kind is None:
        return None
    told = _("A body, never a person: “Secretariat of the forum”.")
    typed = await desk.ask(AskPage(
        where, _("Who translated?"), [Blank("by", _("By"), told, _usual(desk, lang, kind))], done=_("Go on")
    ))  # fmt: skip
    if typed is None:
        return None
    desk.credit[desk.edition, lang] = kind, typed["by"]
    return kind, typed["by"]


def _usual(desk: Host, lang: str, kind: str) -> str:
    """The body that this edition's translations of that kind name most."""
    held = desk.workspace.handbook.edition(desk.edition).translations
    names = Counter(
        unit.by for (of, _name), one in held.items() if of == lang for unit in one.units.values() if unit.kind == kind
    )
    return names.most_common(1)[0][0] if names else ""


def _refuse(desk: Host, copy: Bilingual, refused: dict[str, HandbookError]) -> None:
    if page := _showing(desk, copy):
        page.refuse(refused)
    desk.say(saved.refused(len(refused)))


def _done(desk: Host, copy: Bilingual, file: str, theirs: int) -> None:
    paths, after = copy.changed, opened(desk, copy.practice)
    fresh = copy.upon(after, after.before)
    desk.keeper.settle(desk.edition, copy.practice, saved=True)
    desk.copies.pop(copy.practice, None)
    desk.load_library()
    desk.look()
    if page := _showing(desk, copy):
        page.saved_at = clock()
        page.go_on(fresh)
    desk.say(saved.sentence(copy.title, paths, file, theirs))


def _showing(desk: Host, copy: Bilingual) -> TranslationsPage | None:
    pages = (one for one in desk.screen_stack if isinstance(one, TranslationsPage))
    return next((one for one in pages if one.copy.practice == copy.practice), None)
