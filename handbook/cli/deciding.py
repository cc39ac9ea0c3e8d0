"""`handbook decide`: show the question, ask where nothing was answered, write one plan, say what was done."""

from __future__ import annotations

from dataclasses import dataclass

from handbook.cli import waiting
from handbook.cli.asking import asked, somebody
from handbook.cli.changing import typed
from handbook.cli.choices import among
from handbook.cli.output import say
from handbook.editions.decide import decided
from handbook.editions.status import questions
from handbook.errors import DecisionError
from handbook.model.question import Decision, Question
from handbook.model.resolved import State
from handbook.model.units import spoken
from handbook.store.answering import answered
from handbook.store.earlier import as_it_was
from handbook.store.workspace import Workspace

_DONE = {
    Decision.KEEP: "Yours is kept; you will not be asked again about these words of theirs.",
    Decision.TAKE: "Theirs is taken.",
    Decision.MERGE: "Both are put together.",
    Decision.EDIT: "Your new words stand.",
}
_GAVE_WAY = "It gave way to a decision: {decision}."  # as the list of drafts says it


@dataclass(frozen=True, slots=True)
class Given:
    """What was given on the command line."""

    decision: str
    why: str
    text: str
    after: tuple[str, ...]


def settle(workspace: Workspace, edition: str, practice: str, unit: str, given: Given) -> None:
    """Settle one question; raises DecisionError where there is none, or the answer does not fit."""
    seen = {practice: workspace.digest(edition, practice)}
    question = _question(workspace, edition, practice, unit)
    if somebody() or not given.decision:
        waiting.one_as_text(waiting.shown(workspace, [question], edition)[0])
    decision = _decision(question, given.decision)
    if decision is Decision.LATER:
        say("Left for another day; your words stand.")
        return
    why = _reason(question, decision, given.why)
    text = given.text or (_typed(workspace, edition, question) if decision is Decision.EDIT and not given.after else "")
    plan = decided(
        workspace.handbook, edition, question, decision,
        why=why, text=text, after=given.after, before=as_it_was(workspace, edition, question),
    )  # fmt: skip
    gave_way = _GAVE_WAY.format(decision=decision.value)
    written = answered(workspace, edition, question, decision, plan, seen=seen, gave_way=gave_way)
    name = spoken(question.path) if question.path else f"“{practice}”"
    done = (
        "It stands at the end, on purpose."
        if question.state is State.DISPLACED and not given.after
        else _DONE[decision]
    )
    say(f"{name}: {done} {written.file if written else ''}".strip())


def _question(workspace: Workspace, edition: str, practice: str, unit: str) -> Question:
    found = questions(workspace.handbook, edition, practice)
    for question in found:
        if question.path == unit:
            return question
    there = ", ".join(question.path or "-" for question in found)
    todo = f"Of this practice, these wait: {there}." if there else "See what waits: handbook status"
    raise DecisionError(f"“{unit or practice}” does not wait for a decision.", todo=todo)


def _decision(question: Question, said: str) -> Decision:
    can = [decision.value for decision in question.decisions]
    said = said or asked("Your decision", otherwise=Decision.LATER.value)
    among(said, can, "decision", where="for this")
    return Decision(said)


def _reason(question: Question, decision: Decision, given: str) -> str:
    """Why it reads otherwise here; whoever keeps theirs out once more says it anew, as readers are shown it."""
    if not question.needs_reason(decision):
        return given
    why = given or (asked("Why? Readers see this", otherwise=question.why) if somebody() else "")
    if not (why or (question.why and decision is not Decision.KEEP)):
        raise DecisionError("This needs a reason, and readers are shown it.", todo="Say it with --why.")
    return why


def _typed(workspace: Workspace, edition: str, question: Question) -> str:
    if not somebody():
        raise DecisionError(f"There are no words for “{question.path}”.", todo="Give them with --text.")
    texts = waiting.shown(workspace, [question], edition)[0].parts
    below = "\n".join(f"{heading}:\n\n{waiting.marked(text)}\n" for heading, text in texts)
    return typed(str(question.ours or ""), below) or str(question.ours)
