"""The releases of an edition: one snapshot a file in its folder `releases/`, with its signature beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from handbook.errors import Place, ReleaseError
from handbook.model.release import MOST_BYTES, Release, is_number
from handbook.store.cache import Cache
from handbook.store.files import read_bytes
from handbook.wording import _

FOLDER = "releases"
SIGNATURE = ".sig"
MOST_SIGNATURE = 16 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """The bytes of a release as they were found, and where; nothing of them has been looked at."""

    edition: str
    number: str
    data: bytes
    signature: bytes | None
    where: str
    trusted: bool = False  # it lies in this workspace, or came along with the program


def numbers(folder: Path, edition: str) -> list[str]:
    """The numbers of the releases of an edition that lie in its folder, the oldest first."""
    front = f"{edition}-"
    names = (path.stem for path in (folder / FOLDER).glob(f"{front}*.json"))
    return sorted((name for stem in names if is_number(name := stem.removeprefix(front))), key=int)


def place(folder: Path, edition: str, number: str) -> Path:
    """Where a release lies."""
    return folder / FOLDER / f"{edition}-{number}.json"


def found(folder: Path, edition: str, number: str = "", *, name: str = "", trusted: bool = False) -> Found:
    """A release of an edition by its number, or the newest; raises ReleaseError where there is none."""
    there = numbers(folder, edition)
    wanted = number or (there[-1] if there else "")
    if wanted not in there:
        what = _("The edition “{edition}” has not released anything yet.", edition=edition)
        if number:
            what = _("It has no release {number}.", number=number)
        todo = _("There, run: handbook release --edition {edition}", edition=edition)
        if there:
            todo = _("There are: {names}.", names=", ".join(there))
        raise ReleaseError(what, where=Place(name or str(folder)), todo=todo)
    path = place(folder, edition, wanted)
    signature = path.with_name(path.name + SIGNATURE)
    signed = read_bytes(signature, limit=MOST_SIGNATURE) if signature.is_file() else None
    data = read_bytes(path, limit=MOST_BYTES)
    return Found(edition, wanted, data, signed, name or str(path), trusted)


def sound(data: bytes, digest: str, name: str, cache: Cache) -> Release:
    """The release of these bytes; what was found sound before is not looked at again. Raises FormError."""
    from handbook.editions.snapshot import checked, released  # late: most runs ask for no chain

    tree = cache.recall(f"release {digest}")
    if tree is None:
        tree = checked(data, name)
        cache.keep(f"release {digest}", tree)
    return released(tree, digest, name)
