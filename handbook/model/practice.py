"""A practice: one entry of the handbook, as its file holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Practice:
    """One whole practice or duty; `content` is the file's tree with its types, unknown keys and all."""

    id: str
    content: Mapping[str, Any]
    file: str = ""
    vanished: bool = False  # nobody has it any more: this stands in for it, where an edition still says something

    @property
    def title(self) -> str:
        """What to do, as an instruction."""
        return str(self.content["title"])

    @property
    def summary(self) -> str:
        """One or two sentences."""
        return str(self.content.get("summary", ""))

    @property
    def kind(self) -> str:
        """`practice` or `duty`."""
        return str(self.content["kind"])

    @property
    def status(self) -> str:
        """draft, in-review, published or withdrawn."""
        return str(self.content["status"])

    @property
    def lang(self) -> str:
        """The language it is written in."""
        return str(self.content["lang"])

    @property
    def priority(self) -> str:
        """now, next, later, or nothing."""
        return str(self.content.get("priority", {}).get("level", ""))

    @property
    def evidence(self) -> list[Mapping[str, Any]]:
        """The statements it rests on."""
        return list(self.content.get("evidence", []))


def nearest_line(lines: Mapping[str, int], pointer: str) -> int:
    """The line of a pointer, or of the nearest thing that holds it; 0 where there is none."""
    while pointer:
        if pointer in lines:
            return lines[pointer]
        cut = max(pointer.rfind("."), pointer.rfind("/"))
        pointer = pointer[:cut] if cut > 0 else ""
    return 0
