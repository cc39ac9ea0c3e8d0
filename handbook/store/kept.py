"""Texts that lost, to another editor's words or because a draft was put aside: kept on this machine, and findable."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from handbook.errors import ReadError
from handbook.model.ids import file_name
from handbook.store.files import append_line
from handbook.store.machine import json_bytes, moment, now, read_json, rooms, safe_name, word, written

MOST = 200  # of one practice; the oldest go
_ROOM = "kept"
_WORDS = ("edition", "practice", "path", "text", "why")


@dataclass(frozen=True, slots=True)
class Kept:
    """A text that is not in the handbook, and why; a whole draft has no path and no text, but its tree."""

    edition: str
    practice: str
    when: datetime
    path: str
    text: str
    why: str
    tree: dict[str, Any] = field(default_factory=dict, hash=False)


class KeptTexts:
    """The texts that this machine keeps for a workspace."""

    def __init__(self, machine: Path) -> None:
        self._machine = machine

    def keep(self, edition: str, practice: str, path: str, text: str, why: str) -> None:
        """Keep the words of one unit that lost; raises SaveRefused, and then they must not be let go."""
        self._add(edition, practice, {"path": path, "text": text, "why": why})

    def keep_draft(self, edition: str, practice: str, tree: dict[str, Any], why: str) -> None:
        """Keep a whole draft that was put aside; raises SaveRefused, and then it must not be let go."""
        self._add(edition, practice, {"path": "", "text": "", "why": why, "tree": tree})

    def found(self, edition: str = "", practice: str = "") -> list[Kept]:
        """What is kept, of one edition or practice or of all, the newest first."""
        kept = [
            one
            for room in rooms(self._machine, _ROOM)
            for file in sorted(room.glob("*/*.jsonl"))
            for one in _read(file)
            if edition in ("", one.edition) and practice in ("", one.practice)
        ]
        # Of one moment the later line is the newer one.
        return sorted(kept, key=lambda one: one.when)[::-1]

    def _add(self, edition: str, practice: str, said: dict[str, Any]) -> None:
        line = json_bytes({"edition": edition, "practice": practice, "when": now(), **said})
        place = Path(safe_name(edition), f"{safe_name(file_name(practice))}.jsonl")
        written(
            self._machine,
            _ROOM,
            lambda room: append_line(room / place, line, most=MOST, locks=room.parent / "locks"),
        )


def _read(file: Path) -> list[Kept]:
    try:
        lines = file.read_bytes().split(b"\n")
    except OSError:
        return []  # another account's, or gone meanwhile
    found = []
    for line in lines:
        try:
            found.append(_kept(read_json(line, file), file))
        except ReadError:
            continue  # a line that somebody's program died over
    return found


def _kept(held: dict[str, Any], file: Path) -> Kept:
    edition, practice, path, text, why = (word(held, key, file) for key in _WORDS)
    tree = held.get("tree")
    return Kept(edition, practice, moment(held, "when", file), path, text, why, tree if isinstance(tree, dict) else {})
