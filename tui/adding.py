"""What can be added to a practice, what a new item begins with, what a new practice is known by. No widget, no disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handbook.editions.working_copy import WorkingCopy
from handbook.model import fields as declared
from handbook.model.edition import Edition
from handbook.model.field import Field, Kind
from handbook.model.ids import BORROWED
from handbook.model.sheet import UNWRITTEN
from handbook.model.units import Value
from tui.names import Names, label
from tui.rows import BY_ACTION, item_label, part_label
from tui.slugs import slug
from tui.speech import _

LONGEST = 200  # characters of a title


def addable(copy: WorkingCopy) -> Iterator[Field]:
    """What can be added: one more item of each list, and the fields and groups in which something is empty."""
    for field in declared.PRACTICE.fields:
        if field.name in (*UNWRITTEN, *BY_ACTION) or not field.label or (copy.shared and not field.unit):
            continue
        if field.kind is Kind.ITEMS or lacking(copy, field):
            yield field


def lacking(copy: WorkingCopy, field: Field) -> list[tuple[str, str]]:
    """Path and name of a field, or of each part of a group, that is empty."""
    parts = [(field.name, label(field))]
    if field.kind is Kind.GROUP:
        parts = [(f"{field.name}.{part.name}", part_label(field, part)) for part in field.fields]
    return [(path, name) for path, name in parts if path not in copy.now.values]


def called(copy: WorkingCopy, field: Field) -> str:
    """What is added, in words: Step 4, the problem."""
    if field.kind is Kind.ITEMS:
        return item_label(field.name, len(copy.now.lists.get(field.name, ())) + 1)
    return label(field)


def borrowed(copy: WorkingCopy, field: Field, names: Names) -> list[tuple[str, str]]:
    """Id and name of what a new item of a list can be of, where its items bear the ids of others."""
    taken = (*copy.now.lists.get(field.name, ()), copy.practice)
    return [(key, name) for key, name in names.options(BORROWED[field.name]) if key not in taken]


def new_item(field: Field) -> dict[str, Value]:
    """What an item says before anybody has written in it."""
    basis = field.part("basis")
    by_editors = basis is not None and "editors" in basis.choices
    return {"basis": "editors"} if by_editors else {}  # said by an editor here, not heard in a session


def free_slug(edition: Edition, title: str, listed: Iterable[str]) -> str:
    """An id from a title that no practice bears, of the edition's own or of those that it lists."""
    front = f"{edition.id}/" if edition.parent else ""
    return slug(title, {name.removeprefix(front) for name in (*edition.practices, *listed)})


def fault_of_title(title: str) -> str:
    """Why a practice cannot be called so; empty where it can."""
    return _("It is longer than a title can be.") if len(title) > LONGEST else ""
