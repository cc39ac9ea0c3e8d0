"""What the shared edition had before the present pin: for decisions about what is gone there."""

from __future__ import annotations

from handbook.editions.resolve import layers, practice_ids
from handbook.model.question import Question
from handbook.model.resolved import Item
from handbook.model.units import UnitPath
from handbook.store.workspace import Workspace


def as_it_was(workspace: Workspace, edition: str, question: Question) -> Item | None:
    """The item as the release before had it, where that is at hand: it brings its groups and the like along."""
    if question.about != "gone" or (earlier := workspace.before(edition)) is None:
        return None
    at, chain = UnitPath.parse(question.path), earlier.chain(edition)[:-1]
    if question.practice not in practice_ids(chain):
        return None
    items = layers(chain, question.practice)[-1].lists.get(at.field, ())
    return next((item for item in items if item.id == at.item), None)
