"""Saves, and leaves: what both changed is asked a unit at a time, and nothing is discarded without asking twice."""

from __future__ import annotations

from handbook.editions.meeting import Clash, Met
from handbook.editions.merge import word_diff
from handbook.editions.working_copy import WorkingCopy
from handbook.model.sheet import slot
from handbook.model.units import Value
from handbook.store import saving
from tui import changes
from tui.answer import Choice
from tui.names import spoken
from tui.plain.asking import words
from tui.plain.reading import agreed
from tui.plain.session import Session
from tui.saved import as_words, can_hold_both, mine_whole, saved, together, told
from tui.speech import _, count


def save(session: Session, _words: str = "") -> bool:
    """Write only the fields that were changed, and say which; whether all is saved now."""
    copy = session.copy
    if copy is None:
        return True
    outcome = saved(session.workspace, copy)
    while outcome.met is not None and outcome.met.clashes and not outcome.file:
        settled = _settled(session, outcome.copy, outcome.met)
        if settled is None:
            session.talk.say(_("Not saved: not all was answered. Your typing is kept safe."))
            return False
        session.copy = settled
        session.changed()
        outcome = saved(session.workspace, settled)
    if outcome.refused:
        session.copy = outcome.copy
        session.changed()
        session.refused = outcome.refused
        session.talk.say(count(
            "Not saved: {number} field to fix first. Your typing is kept safe.",
            "Not saved: {number} fields to fix first. Your typing is kept safe.", len(outcome.refused),
        ))  # fmt: skip
        for path, (said, wrong) in session.notes.items():
            if wrong and path in outcome.refused:
                session.talk.say(f"{spoken(path)}. {said}")
        return False
    session.journal.settle(session.edition, copy.practice, saved=True)
    session.copies.pop(copy.practice, None)
    session.copy, session.refused = outcome.copy, {}
    session.talk.say(told(outcome))
    session.load()
    return True


def leave(session: Session, _words: str) -> bool:
    """Whether the program may end; what is not saved is asked for first."""
    if not session.unsaved:
        return True
    number = len(session.unsaved)
    session.talk.say(count("{number} practice is not saved:", "{number} practices are not saved:", number))
    for copy in session.unsaved:
        session.talk.say(copy.title)
    answer = session.talk.answer((
        Choice("save", _("Save"), _("Then leave.")),
        Choice("keep", _("Keep as draft"), _("The files stay as they are; next time you are asked.")),
        Choice("discard", _("Discard"), _("Asks once more. The text is kept under drafts and kept texts.")),
    ))  # fmt: skip
    if answer == "save":
        return all(_save_other(session, copy) for copy in session.unsaved)
    if answer == "keep":
        session.keep()
        session.talk.say(_("Kept as draft."))
    elif answer == "discard":
        return _discarded(session)
    return answer is not None


def _save_other(session: Session, copy: WorkingCopy) -> bool:
    if session.copy is not copy:
        session.open(copy.practice)
    return save(session)


def _discarded(session: Session) -> bool:
    question = _("Discard what is not saved? The files stay as they were saved last.")
    if not agreed(session, question, _("Yes, discard it"), _("No, keep it")):
        return False
    for copy in session.unsaved:
        session.journal.settle(session.edition, copy.practice, saved=False)
    session.copies.clear()
    session.talk.say(_("Discarded. The command “drafts” still tells what it said."))
    return True


def _settled(session: Session, copy: WorkingCopy, met: Met) -> WorkingCopy | None:
    """Ask of each unit that both changed; what gives way is kept, and can be found again."""
    session.talk.say(_("Another editor has saved this practice meanwhile."))
    session.talk.say(count(
        "{number} field needs you. Nothing is saved before it is answered.",
        "{number} fields need you. Nothing is saved before all are answered.", len(met.clashes),
    ))  # fmt: skip
    answers: dict[str, Value] = {}
    gave_way: list[tuple[str, Value | None, str]] = []
    for clash in met.clashes:
        answer = _asked(session, clash)
        if answer is None:
            return None
        mine, theirs = clash.mine if clash.mine is not None else "", clash.theirs if clash.theirs is not None else ""
        if answer == "theirs":
            answers[clash.path] = theirs
            gave_way.append((clash.path, mine_whole(copy, clash), _("Another editor's words were taken.")))
        else:
            answers[clash.path] = mine if answer == "mine" else _both(session, clash)
            gave_way.append((clash.path, theirs, _("You kept your words.")))
            if answer == "both":
                gave_way.append((clash.path, mine, _("Both were put together.")))
    for path, value, why in gave_way:
        if value:
            session.kept.keep(session.edition, copy.practice, path, as_words(value), why)
    return saving.settled(session.workspace, copy, answers, seen=met)


def _asked(session: Session, clash: Clash) -> str | None:
    talk, before = session.talk, as_words(clash.before)
    talk.say(_("{field} was changed by you and by another editor.", field=spoken(clash.path)))
    talk.say(_("Yours: {words}", words=as_words(clash.mine) or _("(nothing)")))
    talk.say(_("Theirs: {words}", words=as_words(clash.theirs) or _("(nothing)")))
    talk.say(_("Before: {words}", words=before or _("(nothing)")))
    if clash.before is not None and clash.theirs is not None:
        talk.say(_("They changed: {changes}.", changes=changes.told(word_diff(before, as_words(clash.theirs)))))
    return talk.answer((
        Choice("mine", _("Keep mine"), _("Theirs is kept under drafts and kept texts.")),
        Choice("theirs", _("Take theirs"), _("Yours is kept under drafts and kept texts.")),
        Choice("both", _("Edit both"), _("Puts theirs behind yours, for you to edit."),
               "" if can_hold_both(clash) else _("This field holds one value; keep yours or take theirs.")),
    ))  # fmt: skip


def _both(session: Session, clash: Clash) -> str:
    """Both texts as one, as the editor has put it right; each of them alone is kept."""
    field = slot(clash.path)
    both = together(clash)
    session.talk.say(_("Together: {words}", words=both))
    said = words(session, clash.path, field, both) if field is not None else None
    return both if said is None else said
