"""Texts that lost, to another editor's words or because a draft was put aside: kept on this machine, and findable."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from handbook.errors import Place, ReadError, SaveRefused
from handbook.model.ids import file_name
from handbook.store.files import append_line, read_bytes
from handbook.store.machine import json_bytes, moment, now, read_json, rooms, safe_name, word, written
from handbook.wording import _

MOST = 200  # of one practice; the oldest go
_MOST_LINE = 4 << 20  # bytes of one of them: a whole draft of the largest practice is smaller
_MOST_BYTES = 8 * _MOST_LINE  # of those of one practice
_ROOM = "kept"
_WORDS = ("edition", "practice", "path", "text", "why")


@dataclass(frozen=True, slots=True)
class Kept:
    """A text that is not in the handbook, and why; a whole draft has no path and no text, but its tree.

    Below words that an edition adapted stands the reason it gave for them; `reason` tells the two apart.
    """

    edition: str
    practice: str
    when: datetime
    path: str
    text: str
    why: str
    tree: dict[str, Any] = field(default_factory=dict, hash=False)
    reason: str = ""

    @property
    def words(self) -> str:
        """The text without that reason."""
        return self.text.removesuffix(self.reason).rstrip("\n") if self.reason else self.text


class KeptTexts:
    """The texts that this machine keeps for a workspace."""

    def __init__(self, machine: Path) -> None:
        self._machine = machine

    def keep(self, edition: str, practice: str, path: str, text: str, why: str, reason: str = "") -> None:
        """Keep the words of one unit that lost; raises SaveRefused, and then they must not be let go."""
        self._add(edition, practice, {"path": path, "text": text, "why": why, **({"reason": reason} if reason else {})})

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
        if len(line) > _MOST_LINE:
            what = _("This is larger than {number} bytes, the most that is kept.", number=f"{_MOST_LINE:,}")
            todo = _("Make it shorter.")
            raise SaveRefused(what, where=Place(practice), todo=todo)
        place = Path(safe_name(edition), f"{safe_name(file_name(practice))}.jsonl")
        written(
            self._machine,
            _ROOM,
            lambda room: append_line(room / place, line, most=MOST, limit=_MOST_BYTES, locks=room.parent / "locks"),
        )


def _read(file: Path) -> list[Kept]:
    try:
        lines = read_bytes(file, limit=_MOST_BYTES).split(b"\n")
    except ReadError:
        return []  # another account's, gone meanwhile, or none of ours
    found = []
    for line in lines:
        try:
            found.append(_kept(read_json(line, file), file))
        except ReadError:
            continue  # a line that somebody's program died over
    return found


def _kept(held: dict[str, Any], file: Path) -> Kept:
    edition, practice, path, text, why = (word(held, key, file) for key in _WORDS)
    tree, reason = held.get("tree"), held.get("reason", "")
    tree = tree if isinstance(tree, dict) else {}
    return Kept(edition, practice, moment(held, "when", file), path, text, why, tree, str(reason))
