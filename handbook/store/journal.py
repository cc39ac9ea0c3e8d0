"""The crash-safe copy of what somebody is writing: one file for each practice, edition and running program."""

from __future__ import annotations

import os
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from handbook.errors import Place, ReadError, SaveRefused
from handbook.model.ids import file_name
from handbook.store.files import read_bytes, sweep, write_own
from handbook.store.kept import KeptTexts
from handbook.store.machine import MOST_BYTES, json_bytes, moment, now, read_json, rooms, safe_name, word, written
from handbook.store.presence import Presence
from handbook.wording import _

PUT_ASIDE = "You put this draft aside."
ASKED = "asked@"  # before the name of a draft that was typed on a page that asks something, not in a practice
_ROOM = "drafts"
_ASIDE = ".unreadable"


@dataclass(frozen=True, slots=True)
class Left:
    """A draft that a program left when it ended: of what, when it was last written, and the working copy's tree."""

    edition: str
    practice: str
    when: datetime
    tree: dict[str, Any] = field(hash=False)
    session: str
    file: Path
    number: int  # of the writings of its session, to tell the newest


@dataclass(frozen=True, slots=True)
class Unread:
    """A file among the drafts that cannot be used; it is kept."""

    file: Path
    what: str


class Journal:
    """The drafts of a workspace on this machine; this program writes its own and no other's.

    Two programs at work on one practice therefore never overwrite each other's drafts. A draft is the truth of nothing:
    it never changes a file of the handbook.
    """

    def __init__(self, machine: Path, presence: Presence) -> None:
        self._machine = machine
        self._presence = presence
        self._kept = KeptTexts(machine)
        self._number = 0

    def keep(self, edition: str, practice: str, tree: dict[str, Any]) -> None:
        """Keep what is being written, so that no crash loses it; raises SaveRefused where it is not safe."""
        self._number += 1
        held = {"edition": edition, "practice": practice, "when": now()}
        data = json_bytes({**held, "session": self._presence.session, "number": self._number, "tree": tree})
        try:
            if len(data) > MOST_BYTES:
                raise SaveRefused(
                    _("It is larger than {number} bytes.", number=f"{MOST_BYTES:,}"), where=Place(practice)
                )
            written(self._machine, _ROOM, lambda room: write_own(room / self._name(edition, practice), data))
        except SaveRefused as refusal:
            reason = refusal.what[:1].lower() + refusal.what[1:]
            what = _("Your typing is NOT kept safe: {why}", why=reason)
            todo = _("Save now, or make room and type on.")
            raise SaveRefused(what, where=refusal.where, todo=todo) from None

    def left(self) -> list[Left]:
        """The drafts that programs left when they ended, the newest first; those of programs that live are theirs."""
        living = self._presence.living()
        found = [one for one in self._drafts() if one.session not in living]
        return sorted(found, key=lambda one: one.when, reverse=True)

    def of_practices(self, edition: str) -> list[Left]:
        """Those of an edition's practices and translations, without what was typed on pages that ask something."""
        return [one for one in self.left() if one.edition == edition and not one.practice.startswith(ASKED)]

    def numbers(self) -> dict[str, int]:
        """How many drafts of practices and translations were left in each edition; only those that have some."""
        return dict(Counter(one.edition for one in self.left() if not one.practice.startswith(ASKED)))

    def of(self, edition: str, practice: str) -> list[Left]:
        """The drafts of one practice that were left, the newest first."""
        return [one for one in self.left() if (one.edition, one.practice) == (edition, practice)]

    def unread(self) -> list[Unread]:
        """The files among the drafts that cannot be used, each as it lies there now."""
        unread = [one for one in self._found() if isinstance(one, Unread)]
        aside = [file for room in rooms(self._machine, _ROOM) for file in sorted(room.glob(f"*{_ASIDE}"))]
        return [*unread, *(Unread(file, _("This draft is torn, or not one of this program.")) for file in aside)]

    def settle(self, edition: str, practice: str, *, saved: bool) -> None:
        """This program's draft is done with: saved, and so it goes, or put aside, and so it is kept whole.

        It is kept as `keep` had it last. Raises SaveRefused where that cannot be; then it stays a draft.
        """
        name = self._name(edition, practice)
        put_aside = [] if saved else self._drafts(name)
        for draft in put_aside:
            self._kept.keep_draft(edition, practice, draft.tree, PUT_ASIDE)
        if saved or put_aside:  # one that cannot be read at this moment is not let go
            self._remove(name)

    def decline(self, left: Left) -> None:
        """Put a draft aside that was left: it is kept whole, and not offered again. Raises SaveRefused."""
        self._kept.keep_draft(left.edition, left.practice, left.tree, PUT_ASIDE)
        self._remove(left.file.name)

    def adopt(self, left: Left, tree: dict[str, Any] | None = None) -> dict[str, Any]:
        """Make a draft that was left this program's own, and return its tree; raises SaveRefused, and then it stays.

        `tree`: what it has become together with what this program was writing in the same practice.
        """
        taken = left.tree if tree is None else tree
        self.keep(left.edition, left.practice, taken)
        self._remove(left.file.name)
        return taken

    def _remove(self, name: str) -> None:
        for room in rooms(self._machine, _ROOM):
            with suppress(OSError):
                (room / name).unlink()

    def _name(self, edition: str, practice: str) -> str:
        return f"{safe_name(f'{edition}.{file_name(practice)}')}~{self._presence.session}.json"

    def _drafts(self, name: str = "*.json") -> list[Left]:
        """One for each practice, edition and session: where the disk was full for a while, the newest of two rooms."""
        newest: dict[str, Left] = {}
        for one in self._found(name):
            if isinstance(one, Left):
                before = newest.get(one.file.name)
                newest[one.file.name] = one if before is None or one.number > before.number else before
        return list(newest.values())

    def _found(self, name: str = "*.json") -> Iterator[Left | Unread]:
        for room in rooms(self._machine, _ROOM):
            sweep(room)
            for file in sorted(room.glob(name)):
                # A file that we may not read is another account's.
                if os.access(file, os.R_OK) and (read := _read(file)):
                    yield read


def _read(file: Path) -> Left | Unread | None:
    try:
        data = read_bytes(file, limit=MOST_BYTES)
    except ReadError as error:
        # It may have been settled at this moment; else the disk may give it back another time.
        return Unread(file, error.what) if file.exists() else None
    try:
        return _draft(read_json(data, file), file)
    except ReadError:
        _set_aside(file)
        return None


def _draft(held: dict[str, Any], file: Path) -> Left:
    tree, number = held.get("tree"), held.get("number")
    if not isinstance(tree, dict) or not isinstance(number, int):
        raise ReadError("This file holds no draft.", where=Place(str(file)))
    edition, practice, session = (word(held, key, file) for key in ("edition", "practice", "session"))
    return Left(edition, practice, moment(held, "when", file), tree, session, file, number)


def _set_aside(file: Path) -> None:
    with suppress(OSError):
        file.rename(file.with_name(f"{file.name}.{secrets.token_hex(4)}{_ASIDE}"))
