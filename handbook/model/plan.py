"""A plan: what one decision of an editor writes, said before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Pointer = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Edits of one file of an edition, and the base texts that they name.

    The edits go by the file's own tree, as in `Workspace.save`; None takes out. One plan is one atomic write, so
    whatever must not be torn apart belongs into one.
    """

    kind: Literal["adaptation", "translation", "practice"]
    practice: str
    edits: Mapping[Pointer, Any] = field(default_factory=dict)
    lang: str = ""  # of a translation its folder; of an adaptation what a new file is written in
    bases: tuple[str, ...] = ()  # texts, to be stored before the file names their fingerprints

    def __bool__(self) -> bool:
        return bool(self.edits)
