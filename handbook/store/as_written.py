"""The handbook as it would read if a working copy were saved now: for the checks and the preview while one types."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handbook.editions.states import label
from handbook.editions.working_copy import WorkingCopy
from handbook.model.adaptation import Adaptation
from handbook.model.edition import Edition
from handbook.model.field import Shape
from handbook.model.fields import ADAPTATION, PRACTICE
from handbook.model.handbook import Handbook
from handbook.model.ordering import order_of
from handbook.model.over import Over
from handbook.model.plan import Plan
from handbook.model.practice import Practice
from handbook.model.scalar import as_text
from handbook.model.sheet import UNWRITTEN
from handbook.store.layout import adapt_file
from handbook.store.versions import inside
from handbook.store.workspace import Workspace
from handbook.store.yamledit import REMOVE, edited


def as_written(workspace: Workspace, copy: WorkingCopy) -> Handbook:
    """The handbook with the working copy in it; what cannot be written as it stands is left out of it."""
    book = workspace.handbook
    plan, _refused = copy.plan(book)
    if not plan:
        return book
    edition = _with(book.edition(copy.edition), plan, inside(workspace, copy.edition))
    return replace(book, editions=Over(book.editions, edition.id, edition))


def _with(edition: Edition, plan: Plan, folder: str) -> Edition:
    if plan.kind == "practice":
        held = edition.practices[plan.practice]
        content = _edited(as_text(held.content), plan, PRACTICE, held.file)
        content |= {name: held.content[name] for name in UNWRITTEN if name in held.content}  # numbers stay numbers
        return replace(edition, practices=Over(edition.practices, held.id, Practice(held.id, content, held.file)))
    there = edition.adaptations.get(plan.practice)
    file = there.file if there else f"{folder}{adapt_file(plan.practice)}"
    made = Adaptation.read(_edited(_tree(there, plan), plan, ADAPTATION, file), file)
    bases = edition.bases
    for text in plan.bases:
        bases = Over(bases, label(text), text)
    return replace(edition, adaptations=Over(edition.adaptations, plan.practice, made), bases=bases)


def _tree(held: Adaptation | None, plan: Plan) -> dict[str, Any]:
    if held is None:
        return {"format": "1", "adapts": plan.practice, "lang": plan.lang}
    return {
        "format": "1", "adapts": held.adapts, "lang": held.lang, "reviewed": dict(held.reviewed),
        "changes": {path: change.written() for path, change in held.changes.items()},
        "additions": {name: [as_text(item) for item in items] for name, items in held.additions.items()},
    }  # fmt: skip


def _edited(tree: dict[str, Any], plan: Plan, shape: Shape, file: str) -> dict[str, Any]:
    edits = {path: REMOVE if said is None else said for path, said in plan.edits.items()}
    return edited({name: held for name, held in tree.items() if held}, edits, order_of(shape), file)
