"""Proposals that came in and wait to be looked at: files in the edition's folder, in no release, pack or page."""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import count
from pathlib import Path

from handbook.errors import Place, ReadError, SaveRefused
from handbook.store.files import MOST_BYTES, content_hash, read_bytes, remove, write_atomic
from handbook.store.workspace import Workspace
from handbook.wording import _

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


def opened(workspace: Workspace, file: str) -> bytes:
    """The bytes of a proposal that waits; raises ReadError."""
    return read_bytes(workspace.root / file, name=file)


def take_in(workspace: Workspace, edition: str, data: bytes, name: str) -> str:
    """Put a proposal with those that wait, and return its file; the same one twice lies there once.

    Another of the same name gets a number behind it. Raises SaveRefused for a name that no proposal has, a file that is
    too large, and a proposal that is settled already.
    """
    if not _NAME.match(name) or len(name) > _LONGEST:
        todo = _("Nothing was written. Use plain small letters, figures and hyphens, and end it in “.yaml”.")
        raise SaveRefused(_("A proposal cannot have this name."), where=Place(name), todo=todo)
    if len(data) > MOST_BYTES:
        what = _("The proposal is larger than {number} bytes, the most that is read.", number=f"{MOST_BYTES:,}")
        todo = _("Nothing was written. Ask those who sent it for smaller ones.")
        raise SaveRefused(what, where=Place(name), todo=todo)
    folder = workspace.folder(edition) / FOLDER
    if (settled := _twin(folder / SETTLED, data)) is not None:
        todo = _("Nothing was written. To let it wait again: handbook receive {file} --later",
                 file=_shown(workspace, settled))  # fmt: skip
        raise SaveRefused(_("You have dealt with this proposal already."), where=Place(name), todo=todo)
    there = _twin(folder, data)
    return _shown(workspace, there or _put(workspace, folder, data, name))


def settle(workspace: Workspace, file: str) -> str:
    """Put a proposal with those that are settled, and return where it lies now; raises SaveRefused, ReadError."""
    if not waits(workspace, file):
        raise SaveRefused(
            _("This is none of the proposals that wait."), where=Place(file), todo=_("Nothing was moved.")
        )
    path = workspace.root / file
    return _moved(workspace, path, path.parent / SETTLED)


def unsettle(workspace: Workspace, file: str) -> str:
    """Let a settled proposal wait again, which takes `settle` back; raises SaveRefused, ReadError."""
    if not is_settled(workspace, file):
        raise SaveRefused(_("This is none of the settled proposals."), where=Place(file), todo=_("Nothing was moved."))
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
        with suppress(ReadError):  # another account's, or gone meanwhile
            if read_bytes(path) == data:
                return path
    return None


def _shown(workspace: Workspace, path: Path) -> str:
    return path.relative_to(workspace.root).as_posix()
