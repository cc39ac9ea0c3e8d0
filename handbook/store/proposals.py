"""Proposals that came in and wait to be looked at: files in the edition's folder, in no release, pack or page."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

from handbook.errors import HandbookError, Place, SaveRefused
from handbook.store.files import MOST_BYTES, content_hash, read_bytes, remove, write_atomic
from handbook.store.workspace import Workspace

FOLDER = "proposals"
SETTLED = "settled"  # below it: what has been dealt with
_SUFFIX = ".yaml"
_MARK = ".proposal"
_LONGEST = 200
_NAME = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*\.yaml\Z")


def waiting(workspace: Workspace, edition: str) -> list[str]:
    """The files of the proposals that wait, also of those that cannot be read; raises UnknownEdition."""
    folder = workspace.folder(edition) / FOLDER
    found = sorted(folder.glob(f"*{_SUFFIX}")) if folder.is_dir() else []
    return [_shown(workspace, path) for path in found if not path.name.startswith(".") and not path.is_symlink()]


def received(workspace: Workspace, edition: str) -> list[tuple[str, bytes]]:
    """The file and the bytes of each proposal that waits and can be read; raises UnknownEdition."""
    found: list[tuple[str, bytes]] = []
    for file in waiting(workspace, edition):
        try:
            found.append((file, opened(workspace, file)))
        except HandbookError:
            continue  # told where the names are listed
    return found


def opened(workspace: Workspace, file: str) -> bytes:
    """The bytes of a proposal that waits; raises ReadError."""
    return read_bytes(workspace.root / file, name=file)


def take_in(workspace: Workspace, edition: str, data: bytes, name: str) -> str:
    """Put a proposal with those that wait, and return its file; the same one twice lies there once.

    Another of the same name gets a number behind it. Raises SaveRefused for a name that no proposal has, a file that is
    too large, and a proposal that is settled already.
    """
    if not _NAME.match(name) or len(name) > _LONGEST:
        todo = "Nothing was written. Use plain small letters, figures and hyphens, and end it in “.yaml”."
        raise SaveRefused("A proposal cannot have this name.", where=Place(name), todo=todo)
    if len(data) > MOST_BYTES:
        what = f"The proposal is larger than {MOST_BYTES:,} bytes, the most that is read."
        raise SaveRefused(what, where=Place(name), todo="Nothing was written. Ask those who sent it for smaller ones.")
    folder = workspace.folder(edition) / FOLDER
    if (settled := _twin(folder / SETTLED, data)) is not None:
        todo = f"Nothing was written. To let it wait again: handbook receive {_shown(workspace, settled)} --later"
        raise SaveRefused("You have dealt with this proposal already.", where=Place(name), todo=todo)
    there = _twin(folder, data)
    return _shown(workspace, there or _put(workspace, folder, data, name))


def settle(workspace: Workspace, file: str) -> str:
    """Put a proposal with those that are settled, and return where it lies now; raises SaveRefused, ReadError."""
    if not waits(workspace, file):
        raise SaveRefused("This is none of the proposals that wait.", where=Place(file), todo="Nothing was moved.")
    path = workspace.root / file
    return _moved(workspace, path, path.parent / SETTLED)


def unsettle(workspace: Workspace, file: str) -> str:
    """Let a settled proposal wait again, which takes `settle` back; raises SaveRefused, ReadError."""
    if not is_settled(workspace, file):
        raise SaveRefused("This is none of the settled proposals.", where=Place(file), todo="Nothing was moved.")
    path = workspace.root / file
    return _moved(workspace, path, path.parent.parent)


def waits(workspace: Workspace, file: str) -> bool:
    """Whether a file that lies here is a proposal that waits in an edition of this workspace."""
    return _lies_in(workspace, file, FOLDER)


def is_settled(workspace: Workspace, file: str) -> bool:
    """Whether a file that lies here is a proposal that has been dealt with."""
    return _lies_in(workspace, file, f"{FOLDER}/{SETTLED}")


def _lies_in(workspace: Workspace, file: str, inside: str) -> bool:
    path = workspace.root / file
    folders = [folder / inside for folder in workspace.manifest.folders.values()]
    return path.suffix == _SUFFIX and path.parent in folders and not path.is_symlink()


def _moved(workspace: Workspace, path: Path, folder: Path) -> str:
    """The copy first: a run that dies in between leaves it in both places, and the next one finds its twin."""
    file = _shown(workspace, path)
    workspace.refuse_read_only(file)
    data = opened(workspace, file)
    place = _twin(folder, data) or _put(workspace, folder, data, path.name)
    remove(path, expected=content_hash(data), locks=workspace.locks)
    return _shown(workspace, place)


def _put(workspace: Workspace, folder: Path, data: bytes, name: str) -> Path:
    stem = name.removesuffix(_SUFFIX).removesuffix(_MARK)
    end = name.removeprefix(stem)
    place = next(one for n in count(1) if not (one := folder / (name if n == 1 else f"{stem}-{n}{end}")).exists())
    workspace.refuse_read_only(_shown(workspace, place))
    write_atomic(place, data, expected="", locks=workspace.locks)
    return place


def _twin(folder: Path, data: bytes) -> Path | None:
    """The file that holds these very bytes, whatever its name."""
    for path in sorted(folder.glob(f"*{_SUFFIX}")) if folder.is_dir() else ():
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return path
    return None


def _shown(workspace: Workspace, path: Path) -> str:
    return path.relative_to(workspace.root).as_posix()
