"""Carries out an answer to what waits: our words that give way to it are kept on this machine first."""

from __future__ import annotations

from collections.abc import Mapping

from handbook.model.plan import Plan
from handbook.model.question import Decision, Question
from handbook.model.units import said
from handbook.store.kept import KeptTexts
from handbook.store.plans import Written, carried_out
from handbook.store.workspace import Workspace


def answered(
    workspace: Workspace,
    edition: str,
    question: Question,
    decision: Decision,
    plan: Plan,
    *,
    seen: Mapping[str, str],
    gave_way: str,
) -> Written | None:
    """Write what a decision says; whatever it is but to keep ours, `handbook drafts` shows our words, with `gave_way`.

    `seen` is what `Workspace.digest` said, by practice, when the editor was shown the question. Returns what
    `undo.taken_back` needs. Raises SaveRefused where our words cannot be kept, before anything is written, and what
    `carried_out` raises.
    """
    ours = said(question.ours) if question.ours is not None else question.why
    if plan and ours and decision is not Decision.KEEP:
        KeptTexts(workspace.machine).keep(edition, question.practice, question.path, ours, gave_way)
    return carried_out(workspace, edition, plan, seen=seen.get(plan.practice))
