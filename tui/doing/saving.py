"""Save: onto the file as it is now. What both changed is asked a unit at a time, and nobody's words are lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from handbook.editions.meeting import Clash, Met
from handbook.editions.merge import word_diff
from handbook.editions.naming import followed
from handbook.editions.working_copy import WorkingCopy
from handbook.model.units import Value
from handbook.store import saving
from tui.days import clock
from tui.names import spoken
from tui.saved import as_words, can_hold_both, mine_whole, refused, saved, together, told
from tui.screens.question import Asked, Choice, QuestionPage
from tui.speech import _, count
from tui.widgets.text import Said, marked, styled

if TYPE_CHECKING:
    from tui.host import Host


async def save(desk: Host) -> bool:
    """Save the practice that is open; whether it is saved now."""
    copy = desk.copy
    if copy is None:
        return True
    outcome = saved(desk.workspace, copy)
    while outcome.met is not None and outcome.met.clashes and not outcome.file:
        settled = await _settled(desk, outcome.copy, outcome.met)
        if settled is None:
            desk.say(_("Not saved: nothing was answered. Your typing is kept safe."))
            return False
        copy, both = settled
        desk.copies[copy.practice] = desk.copy = copy
        if both:  # nothing is saved that nobody has read as a whole
            desk.changed()
            desk.say(_("Both stand in the field now, yours first. Edit them, then save."))
            return False
        outcome = saved(desk.workspace, copy)
    _follow(desk, outcome.named)
    if outcome.refused:
        desk.copies[outcome.copy.practice] = desk.copy = outcome.copy  # with what others saved meanwhile
        desk.refuse(outcome.refused)
        desk.show_form()
        desk.tell_standing()
        desk.say(refused(len(outcome.refused)))
        return False
    _done(desk, outcome)
    return True


def _done(desk: Host, outcome: saving.Outcome) -> None:
    copy = outcome.copy
    desk.refuse({})
    desk.keeper.settle(desk.edition, copy.practice, saved=True)
    desk.copies.pop(copy.practice, None)
    desk.copy = copy
    desk.saved_at = clock()
    desk.load_library(survey=False)
    desk.stamped()
    desk.look()
    desk.mark(copy.practice)
    desk.tell_standing()
    desk.say(told(outcome))


def _follow(desk: Host, named: Mapping[str, str]) -> None:
    """New items have got their ids: stay where one was."""
    desk.place, desk.open_item = followed(desk.place, named), followed(desk.open_item, named)
    if named and desk.desk_screen is not None:
        desk.desk_screen.form.follow(named)


async def _settled(desk: Host, copy: WorkingCopy, met: Met) -> tuple[WorkingCopy, bool] | None:
    """Ask of each unit that both changed, and go on with the answers; whether some are to be edited before saving."""
    answers = await answered(desk, copy.practice, met, lambda clash: mine_whole(copy, clash), desk.saved_last)
    if answers is None:
        return None
    settled = saving.settled(desk.workspace, copy, answers, seen=met)
    both = edited_both(met, answers)
    desk.go_with(settled, both or desk.place)
    return settled, bool(both)


async def answered(
    desk: Host, practice: str, met: Met, mine: Callable[[Clash], str], when: str = ""
) -> dict[str, Value] | None:
    """An answer to each unit that both changed; what gives way is kept, and can be found again. None for Esc.

    `mine` says what is kept where theirs are taken, `when` at what time they saved.
    """
    answers: dict[str, Value] = {}
    gave_way: list[tuple[Clash, Value | None, str]] = []
    for number, clash in enumerate(met.clashes, 1):
        where = (_("Save"), _("field {number} of {total}", number=number, total=len(met.clashes)))
        answer = await desk.ask(QuestionPage(where, _question(clash, met, when)))
        if answer is None:
            return None
        if answer == "theirs":
            answers[clash.path] = clash.theirs if clash.theirs is not None else ""
            gave_way.append((clash, mine(clash), _("Another editor's words were taken.")))
        else:
            answers[clash.path] = clash.mine if clash.mine is not None else ""
            gave_way.append((clash, clash.theirs, _("You kept your words.")))
        if answer == "both":
            answers[clash.path] = together(clash)
    for clash, value, why in gave_way:
        if value:
            desk.kept.keep(desk.edition, practice, clash.path, as_words(value), why)
    return answers


def edited_both(met: Met, answers: Mapping[str, Value]) -> str:
    """The first unit that holds the words of both; empty where there is none."""
    told = (one.path for one in met.clashes if answers[one.path] not in (one.mine or "", one.theirs or ""))
    return next(told, "")


def _mine(clash: Clash, met: Met) -> Said:
    """My words as they differ; where only the reason for them does, that too."""
    words = marked(list(word_diff(as_words(clash.before), as_words(clash.mine))))
    return words if clash.mine != clash.before else styled(words, f"\n{_('Why  ')}{met.sheet.why.get(clash.path, '')}")


def _question(clash: Clash, met: Met, when: str) -> Asked:
    before = as_words(clash.before)
    told = count(
        "{number} field needs you. Nothing is saved before it is answered.",
        "{number} fields need you. Nothing is saved before all are answered.", len(met.clashes),
    )  # fmt: skip
    if met.theirs:
        told += " " + count("{number} field fitted together and was merged.",
                            "{number} fields fitted together and were merged.", len(met.theirs))  # fmt: skip
    texts: list[tuple[str, Said]] = [
        (_("Yours"), _mine(clash, met)),
        (
            _("Theirs, saved {time}", time=when) if when else _("Theirs"),
            marked(list(word_diff(before, as_words(clash.theirs)))),
        ),
        (_("Before"), before or _("(nothing)")),
    ]
    return Asked(
        _("{field} was changed by you and by another editor", field=spoken(clash.path)), told,
        (
            Choice("mine", _("Keep mine"), _("Theirs is kept under Drafts and kept texts.")),
            Choice("theirs", _("Take theirs"), _("Yours is kept under Drafts and kept texts.")),
            Choice("both", _("Edit both"), _("Puts theirs behind yours in the field, for you to edit."),
                   "" if can_hold_both(clash) else _("This field holds one value; keep yours or take theirs.")),
        ),
        texts,
    )  # fmt: skip
