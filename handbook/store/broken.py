"""A file that cannot be used: it is listed with its place and reason, never dropped in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.errors import HandbookError, Place
from handbook.model.field import Shape
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

    @property
    def where(self) -> Place:
        """File and line."""
        return Place(self.file, self.line)


def unreadable(file: str, edition: str, error: HandbookError) -> Broken:
    """A file that is not the handbook's YAML, or that the disk does not give."""
    line = error.where.line if error.where else 0
    return Broken(file, line, "", error.what, error.todo, edition, "form-unreadable")


def twins(found: Iterable[tuple[str, str, str]]) -> Iterator[Broken]:
    """Entries of one edition that bear one id, from (edition, id, path) in the order of paths: the last one is used."""
    files: dict[tuple[str, str], list[str]] = {}
    for edition, name, path in found:
        files.setdefault((edition, name), []).append(path)
    for (edition, name), (*others, used) in files.items():
        for path in others:
            message = f"The entry “{name}” stands in {used.rpartition('/')[2]} as well, and that file is used."
            yield Broken(path, 1, "id", message, "Give one of them another id, or delete it.", edition, "form-wrong")


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
