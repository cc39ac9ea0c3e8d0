"""A file that cannot be used: it is listed with its place and reason, never dropped in silence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.errors import HandbookError
from handbook.model.fields import Shape
from handbook.model.practice import nearest_line

if TYPE_CHECKING:
    from handbook.model.schema import Fault
    from handbook.store.yamltext import Document, Node


@dataclass(frozen=True, slots=True)
class Broken:
    """One fault of one file."""

    file: str
    line: int
    unit: str
    message: str
    todo: str
    edition: str
    rule: str  # form-unreadable or form-wrong


def unreadable(file: str, edition: str, error: HandbookError) -> Broken:
    """A file that is not the handbook's YAML, or that the disk does not give."""
    line = error.where.line if error.where else 0
    return Broken(file, line, "", error.what, error.todo, edition, "form-unreadable")


def checked(document: Document, shape: Shape, edition: str) -> tuple[dict[str, object], list[Broken]]:
    """The content of a document with its types, or all the faults of its form."""
    from handbook.model import schema  # late: a run that finds all in its cache needs no validator

    content, faults = schema.validated(document.tree, shape)
    return content, [_wrong(document, fault, edition) for fault in faults]


def _wrong(document: Document, fault: Fault, edition: str) -> Broken:
    pointer = _pointer(document.tree, fault.pointer)
    line = nearest_line(document.lines, pointer) or 1
    return Broken(document.name, line, pointer, fault.message, fault.todo, edition, "form-wrong")


def _pointer(node: Node, steps: Iterable[str]) -> str:
    """The steps of a fault as the document's own pointer: keys after a full stop, items after a slash."""
    pointer = ""
    for step in steps:
        if isinstance(node, list):
            pointer += f"/{step}"
            node = next((item for item in node if isinstance(item, dict) and item.get("id") == step), "")
        else:
            pointer += f".{step}" if pointer else step
            node = node.get(step, "") if isinstance(node, dict) else ""
    return pointer
