"""Pins: which release of its parent an edition reads, by `handbook.lock` and the snapshot beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.errors import HandbookError, PinError, Place
from handbook.model import handed
from handbook.model.edition import Edition
from handbook.model.release import MOST_BYTES, Pin, Release, is_number
from handbook.store.cache import Cache
from handbook.store.files import content_hash, read_bytes, write_atomic
from handbook.store.manifest import content_of
from handbook.store.releases import sound

if TYPE_CHECKING:
    from handbook.store.yamltext import Node

LOCK = "handbook.lock"
SNAPSHOTS = "upstream/snapshots"


@dataclass(frozen=True, slots=True)
class Lock:
    """What `handbook.lock` says: the release an edition reads, and the one it read before."""

    pin: Pin
    verified: str = ""  # who signed it; empty where no signature was verified
    previous: Pin | None = None


def snapshot_file(folder: Path, pin: Pin) -> Path:
    """Where the snapshot of a pin lies in an edition's folder."""
    return folder / SNAPSHOTS / f"{pin.parent}-{pin.release}.json"


def read_lock(root: Path, folder: Path, cache: Cache) -> Lock | None:
    """The pin of the edition in this folder, or None; raises PinError where the file cannot be used."""
    if not _is_pinned(folder):
        return None
    name = (folder / LOCK).relative_to(root).as_posix()
    try:
        held, faults = content_of(root, name, handed.LOCK, folder.name, cache)
    except HandbookError as error:
        raise PinError(error.what, where=error.where or Place(name), todo=_RESTORE) from None
    if faults:
        raise PinError(faults[0].message, where=faults[0].where, todo=_RESTORE)
    pin = Pin(held["parent"], held["release"], held["digest"])
    before = held.get("previous")
    previous = Pin(pin.parent, before["release"], before["digest"]) if before else None
    if not all(is_number(one.release) for one in (pin, previous) if one):
        raise PinError("The number of a release is 1, 2, 3 and so on.", where=Place(name), todo=_RESTORE)
    if held["snapshot"] != snapshot_file(folder, pin).relative_to(folder).as_posix():
        what = f"“{held['snapshot']}” is not where the snapshot of release {pin.release} of “{pin.parent}” lies."
        raise PinError(what, where=Place(name), todo=_RESTORE)
    return Lock(pin, held.get("verified", ""), previous)


def write_lock(folder: Path, lock: Lock, locks: Path) -> None:
    """Pin an edition: the one file that taking in a release changes, by one rename."""
    from handbook.store.yamltext import compose  # late: a run that only reads needs no YAML

    pin = lock.pin
    tree: dict[str, Node] = {"parent": pin.parent, "release": pin.release, "digest": pin.digest}
    tree["snapshot"] = snapshot_file(folder, pin).relative_to(folder).as_posix()
    if lock.verified:
        tree["verified"] = lock.verified
    if lock.previous is not None:
        tree["previous"] = {"release": lock.previous.release, "digest": lock.previous.digest}
    path = folder / LOCK
    expected = content_hash(path.read_bytes()) if path.exists() else ""
    write_atomic(path, compose(tree), expected=expected, locks=locks)


def pinned_release(root: Path, folder: Path, pin: Pin, cache: Cache) -> Release:
    """The release that a pin names, from its snapshot; raises PinError where that is not there, or is another one."""
    path = snapshot_file(folder, pin)
    name = path.relative_to(root).as_posix()
    try:
        data = read_bytes(path, limit=MOST_BYTES, name=name)
    except HandbookError as error:
        raise PinError(f"The release that handbook.lock names cannot be read. {error.what}", where=Place(name),
                       todo=_RESTORE) from None  # fmt: skip
    if content_hash(data) != pin.digest:
        raise PinError("This is not the release that handbook.lock names.", where=Place(name), todo=_RESTORE)
    try:
        return sound(data, pin.digest, name, cache)
    except HandbookError as error:
        raise PinError(error.what, where=error.where, todo=_RESTORE) from None


class Pins(Mapping[str, Sequence[Edition]]):
    """Edition → the editions above it as of its pin; a snapshot is read when it is first asked for.

    Asking raises PinError where a pin cannot be used: reading newer words in its place would publish what the edition
    has not agreed to.
    """

    def __init__(self, root: Path, folders: Mapping[str, Path], cache: Cache) -> None:
        self._root, self._cache = root, cache
        self._folders = {name: folder for name, folder in folders.items() if _is_pinned(folder)}
        self._releases: dict[str, Release] = {}

    def __getitem__(self, edition: str) -> Sequence[Edition]:
        return self.release(edition).chain

    def __iter__(self) -> Iterator[str]:
        return iter(self._folders)

    def __len__(self) -> int:
        return len(self._folders)

    def __contains__(self, edition: object) -> bool:
        return edition in self._folders

    def release(self, edition: str) -> Release:
        """The release that an edition is pinned to; raises KeyError where it is not pinned."""
        if edition not in self._releases:
            folder = self._folders[edition]
            lock = read_lock(self._root, folder, self._cache)
            if lock is None:
                raise KeyError(edition)
            self._releases[edition] = pinned_release(self._root, folder, lock.pin, self._cache)
        return self._releases[edition]


def _is_pinned(folder: Path) -> bool:
    """Also by a link into nothing, or a folder of that name: neither is leave to read newer words."""
    return (folder / LOCK).exists() or (folder / LOCK).is_symlink()


_RESTORE = "Restore it from an older copy, or take in the release again with “handbook sync”."
