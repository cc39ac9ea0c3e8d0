"""What this machine keeps beside the handbook, such as drafts: the folders it lies in, and the JSON it is made of."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from handbook.errors import Place, ReadError, SaveRefused
from handbook.store.files import read_bytes, write_own

MOST_BYTES = 64 << 20  # of one such file
MACHINE = ".handbook"  # cache, locks and drafts of this machine, at the root of the workspace
_OWN = "igf-handbook"  # in the folders of a user
_LONGEST_NAME = 120
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def state_folder() -> Path | None:
    """Where what must not get lost lies for a user; none for an account without a home, as in some containers."""
    return _users("XDG_STATE_HOME", ".local/state")


def cache_folder() -> Path | None:
    """Where what can be deleted at any time lies for a user; none for an account without a home."""
    return _users("XDG_CACHE_HOME", ".cache")


def rooms(machine: Path, name: str) -> tuple[Path, ...]:
    """Where things of one kind may lie: with the workspace, and in the user's own folder where that cannot be written.

    The machine folder of editions that came along with the program is a cache, which people empty: nothing typed
    belongs there.
    """
    own = _own(machine, name)
    return own if own and machine.name != MACHINE else (machine / name, *own)


def written(machine: Path, name: str, write: Callable[[Path], None]) -> None:
    """Let something be written in the first room that takes it; raises the SaveRefused of the first if none does."""
    refusals = []
    for room in rooms(machine, name):
        with suppress(OSError, SaveRefused):  # why it cannot be made, the writing itself says
            _make(room)
        try:
            return write(room)
        except SaveRefused as refusal:
            refusals.append(refusal)
    raise refusals[0]


def safe_name(text: str) -> str:
    """A file name for what files or people call by any name at all."""
    name = quote(text, safe="", errors="replace").replace("~", "%7E")
    name = name.replace(".", "%2E", 1) if name.startswith(".") else name
    return name if len(name) <= _LONGEST_NAME else f"{name[:40]}~{sha256(name.encode()).hexdigest()[:16]}"


def json_bytes(held: dict[str, Any]) -> bytes:
    """One line of JSON in which words can be read, whatever somebody typed or pasted."""
    return json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def read_json(data: bytes, path: Path) -> dict[str, Any]:
    """What `json_bytes` wrote; raises ReadError for anything else."""
    try:
        held = json.loads(data.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        held = None
    if not isinstance(held, dict):
        raise ReadError("This file is torn, or not one of this program.", where=Place(str(path)))
    return held


def read_file(path: Path) -> dict[str, Any]:
    """What a file of JSON holds; raises ReadError."""
    return read_json(read_bytes(path, limit=MOST_BYTES), path)


def word(held: dict[str, Any], key: str, path: Path) -> str:
    """A text that such a file must hold; raises ReadError."""
    said = held.get(key)
    if not isinstance(said, str):
        raise ReadError(f"This file does not say its “{key}”.", where=Place(str(path)))
    return said


def moment(held: dict[str, Any], key: str, path: Path) -> datetime:
    """A time that such a file must hold; raises ReadError."""
    try:
        return datetime.fromisoformat(word(held, key, path)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ReadError(f"The “{key}” of this file is no time.", where=Place(str(path))) from None


def now() -> str:
    """This moment, as such files write it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _own(machine: Path, name: str) -> tuple[Path, ...]:
    own = state_folder()
    return () if own is None else (own / sha256(os.fsencode(machine)).hexdigest()[:16] / name,)


def _users(variable: str, otherwise: str) -> Path | None:
    try:
        return Path(os.environ.get(variable) or Path.home() / otherwise).absolute() / _OWN
    except RuntimeError:  # no home
        return None


def _make(room: Path) -> None:
    machine = room.parent
    if machine.name != MACHINE:
        room.mkdir(mode=0o700, parents=True, exist_ok=True)
        return
    # Two accounts of one machine may edit one workspace: whoever may write there may leave drafts there.
    shared = machine.parent.stat().st_mode & _OTHERS_WRITE
    for folder in (machine, room):
        folder.mkdir(exist_ok=True)
        there = folder.stat()
        if shared & ~there.st_mode and there.st_uid == os.getuid():
            folder.chmod(stat.S_IMODE(there.st_mode) | shared)
    if not (machine / ".gitignore").exists():  # so that no repository ever takes drafts in, whatever it ignores itself
        write_own(machine / ".gitignore", b"*\n", mode=0o644)
