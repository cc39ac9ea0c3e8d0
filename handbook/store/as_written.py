"""The handbook as it would read if a working copy were saved now: for the checks and the preview while one types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Generic, TypeVar

from handbook.editions.states import label
from handbook.editions.working_copy import WorkingCopy
from handbook.model.adaptation import Adaptation
from handbook.model.edition import Edition
from handbook.model.fields import ADAPTATION, PRACTICE, Shape
from handbook.model.handbook import Handbook
from handbook.model.ids import file_name
from handbook.model.ordering import order_of
from handbook.model.plan import Plan
from handbook.model.practice import Practice
from handbook.model.scalar import as_text
from handbook.model.sheet import UNWRITTEN
from handbook.store.workspace import Workspace
from handbook.store.yamledit import REMOVE, edited

Key = TypeVar("Key")
Noun = TypeVar("Noun")


class Over(Mapping[Key, Noun], Generic[Key, Noun]):
    """A mapping with one thing in it otherwise; nothing else of it is opened."""

    def __init__(self, under: Mapping[Key, Noun], key: Key, value: Noun) -> None:
        self._under, self._key, self._value = under, key, value

    def __getitem__(self, key: Key) -> Noun:
        return self._value if key == self._key else self._under[key]

    def __iter__(self) -> Iterator[Key]:
        yield from self._under
        if self._key not in self._under:
            yield self._key

    def __len__(self) -> int:
        return len(self._under) + (self._key not in self._under)

    def __contains__(self, key: object) -> bool:
        return key == self._key or key in self._under


def as_written(workspace: Workspace, copy: WorkingCopy) -> Handbook:
    """The handbook with the working copy in it; what cannot be written as it stands is left out of it."""
    book = workspace.handbook
    plan, _refused = copy.plan(book)
    if not plan:
        return book
    edition = _with(book.edition(copy.edition), plan)
    return replace(book, editions=Over(book.editions, edition.id, edition))


def _with(edition: Edition, plan: Plan) -> Edition:
    if plan.kind == "practice":
        held = edition.practices[plan.practice]
        content = _edited(as_text(held.content), plan, PRACTICE, held.file)
        content |= {name: held.content[name] for name in UNWRITTEN if name in held.content}  # numbers stay numbers
        return replace(edition, practices=Over(edition.practices, held.id, Practice(held.id, content, held.file)))
    there = edition.adaptations.get(plan.practice)
    file = there.file if there else edition.file.replace("edition.yaml", f"adapt/{file_name(plan.practice)}.yaml")
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
