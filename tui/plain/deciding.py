"""Walks what waits for a decision: three texts, five answers, one write each, which can be taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from handbook.editions.asked import Case, case
from handbook.editions.asked import said as as_text
from handbook.editions.decide import decided
from handbook.editions.resolve import layers
from handbook.editions.status import questions, status
from handbook.exchange.inbox import waiting
from handbook.model.field import Merge
from handbook.model.question import Decision, Question
from handbook.model.resolved import State
from handbook.model.sheet import slot
from handbook.model.units import UnitPath
from handbook.store.earlier import as_it_was
from handbook.store.plans import carried_out
from tui import changes
from tui.inbox.answers import answers, done_words, told
from tui.plain.asking import asked, one_of
from tui.plain.session import Session
from tui.rows import shown_value
from tui.speech import _, count


def decide(session: Session, _words: str) -> None:
    """Ask each question that waits in this edition; Enter alone stops, and the rest stays as it is."""
    session.workspace.refresh()
    found = status(session.workspace.handbook, session.edition).questions
    for number, one in enumerate(found, 1):
        fresh = questions(session.workspace.handbook, session.edition, one.practice)
        question = next((other for other in fresh if other.path == one.path), None)
        if question is None:
            continue  # settled together with another
        session.talk.say(_("{number} of {total}.", number=number, total=len(found)))
        if not _asked(session, question):
            session.talk.say(_("Nothing else was decided. The rest stays in the Inbox."))
            break
    session.anew()
    if not found:
        session.talk.say(_("No text waits for a decision."))
    for sentence in _others(session):
        session.talk.say(sentence)


def how_many(session: Session) -> str:
    """How much waits, in a sentence; empty where nothing does."""
    number = len(status(session.workspace.handbook, session.edition).questions)
    said = count("{number} text waits for your decision: “decide”.",
                 "{number} texts wait for your decision: “decide”.", number)  # fmt: skip
    return said if number else ""


def _asked(session: Session, question: Question) -> bool:
    """Put one question, and carry out the answer; False where there was none."""
    practices = (question.practice, question.theirs) if question.about == "practice" else (question.practice,)
    seen = {name: session.workspace.digest(session.edition, name) for name in practices}
    held = case(session.workspace.handbook.chain(session.edition), question)
    _tell(session, held)
    answer = session.talk.answer(answers(question, session.names.parent), _("Number, or Enter to stop"))
    if answer is None:
        return False
    decision = Decision(answer)
    text, after = _said(session, question) if decision is Decision.EDIT else ("", ())
    if decision is Decision.LATER or (decision is Decision.EDIT and not (text or after)):
        session.talk.say(_("It stays in the Inbox."))
        return True
    why = question.why
    if not why and question.needs_reason(decision):
        why = session.talk.ask(_("Why does it differ here? Readers see the reason")).strip()
    plan = decided(
        session.workspace.handbook, session.edition, question, decision, why=why, text=text, after=after,
        before=as_it_was(session.workspace, session.edition, question),
    )  # fmt: skip
    if decision is not Decision.KEEP:
        ours = as_text(question.ours) if question.ours is not None else question.why
        gave_way = _("It gave way in the Inbox: {answer}.", answer=done_words(decision))
        session.kept.keep(session.edition, question.practice, question.path, ours, gave_way)
    done = carried_out(session.workspace, session.edition, plan, seen=seen.get(plan.practice))
    if done is not None:
        session.answered.append(done)
    if text:
        session.composed()
    file = done.file if done else ""
    said = _("Answered: {answer}, {field}. “undo” takes it back. {file}",
             answer=done_words(decision), field=held.label, file=file)  # fmt: skip
    session.talk.say(said.strip())
    return True


def _tell(session: Session, held: Case) -> None:
    """The practice and field, what happened, the texts."""
    question, parent, talk = held.question, session.names.parent, session.talk
    talk.say(f"{held.title}, {held.label}.")
    talk.say(told(question, parent, "" if _is_value(question) or held.then is None else changes.told(held.theirs)))
    for heading, text in (
        (_("{parent} then", parent=parent), held.then), (_("{parent} now", parent=parent), held.now),
        (_("Ours now"), held.ours),
    ):  # fmt: skip
        if text is not None:
            talk.say(f"{heading}: {shown_value(session.names, question.path, text) if _is_value(question) else text}")
    if held.suggestion is not None:
        talk.say(_("Both changes fit together. Merged: {text}", text=held.suggestion))
    if held.why:
        talk.say(_("Why: {reason}", reason=held.why))


def _said(session: Session, question: Question) -> tuple[str, tuple[str, ...]]:
    """Our words as they are written now, or what an item is to stand after; nothing where the editor went back."""
    if question.about == "order" or question.state is State.DISPLACED:
        return "", _place(session, question)
    session.open(question.practice)  # where what is being written is kept safe
    at = UnitPath.parse(question.path)
    path = question.path if at.part or not at.item else f"{question.path}.text"
    said = asked(session, path, question.ours if question.ours is not None else "")
    if not said or slot(path) is None:
        return "", ()
    session.compose(path, str(said))
    return str(said), ()


def _place(session: Session, question: Question) -> tuple[str, ...]:
    at = UnitPath.parse(question.path)
    ours = layers(session.workspace.handbook.chain(session.edition), question.practice)[-1]
    there = [
        (item.id, as_text(next((unit.value for unit in item.units.values()), item.id)))
        for item in ours.items(at.field) if item.id != at.item
    ]  # fmt: skip
    session.talk.say(_("After which one should it stand?"))
    found = one_of(session, there)
    return (found,) if found else ()


def _is_value(question: Question) -> bool:
    field = slot(question.path)
    return field is not None and field.merge is Merge.VALUE


def _others(session: Session) -> Iterator[str]:
    """What waits besides, with the command that settles it."""
    kinds = Counter(one.kind for one in waiting(session.workspace, session.edition))
    if number := kinds["proposal"]:
        yield count("{number} proposal waits: handbook receive", "{number} proposals wait: handbook receive", number)
    if number := kinds["review"]:
        yield count("{number} review waits: handbook review", "{number} reviews wait: handbook review", number)
    if number := kinds["translation"]:
        yield count("{number} translation is out of date: handbook translate --status",
                    "{number} translations are out of date: handbook translate --status", number)  # fmt: skip
