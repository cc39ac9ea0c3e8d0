"""The only place that writes: a save is whole or not at all, and never over something its author has not seen."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from handbook.errors import ChangedOnDisk, Place, ReadError, SaveRefused
from handbook.wording import N_, _

MOST_BYTES = 256 * 1024  # of one file of the handbook
LOCK_SECONDS = 10.0
# A save takes far less than this, so an older temporary file belongs to a program that died.
LEFT_SECONDS = 60.0
_FRONT, _BACK = ".save-", ".handbook-tmp"


def content_hash(data: bytes) -> str:
    """The name of a content, by which a save tells that nobody else has changed the file."""
    return f"sha256:{sha256(data).hexdigest()}"


def read_bytes(path: Path, *, limit: int = MOST_BYTES, name: str = "") -> bytes:
    """What a file holds; raises ReadError in plain words, under `name` if people know it by another one.

    They are English whatever is spoken: the cache keeps them, and the desk knows them again and says them its own way.
    """
    where = Place(name or str(path))
    try:
        # Looked at before it is opened: a pipe would wait for ever.
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise ReadError("This is a folder, not a file.", where=where)
        if not stat.S_ISREG(found.st_mode):
            raise ReadError("This is no ordinary file.", where=where)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise ReadError("There is no such file.", where=where) from None
    except PermissionError:
        raise ReadError("You may not read this file.", where=where, todo="Ask for permission to read it.") from None
    except (OSError, ValueError) as error:
        raise ReadError(f"The file cannot be read: {_reason(error)}.", where=where) from None
    if len(data) > limit:
        what = f"The file is larger than {limit:,} bytes, the most that is read."
        raise ReadError(what, where=where, todo="Split it into several files.")
    return data


def write_atomic(path: Path, data: bytes, *, expected: str | None, locks: Path) -> None:
    """Put a content in the place of the one that its author read, whole or not at all.

    `expected` is the hash of what was read, "" if there must be no file yet, None if it does not matter. Savers of one
    file wait for each other by a lock in the folder `locks`, or each would overwrite what the other has just written.
    """
    target = Path(os.path.realpath(path))  # behind a link, which is to stay one
    with _in_plain_words(path), held(path, locks):
        _compare(target, expected, path)
        _replace(target, data)


def write_own(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Put a content whole into a file that no other program writes; it needs no lock, and so it is fast."""
    with _in_plain_words(path):
        _replace(path, data, mode)


def append_line(path: Path, line: bytes, *, most: int, limit: int, locks: Path) -> None:
    """Put a line below those of a file that only its owner reads; beyond `most` lines or `limit` bytes the oldest go.

    Raises SaveRefused, also where what lies there is larger than that or no file.
    """
    with _in_plain_words(path), held(path, locks):
        try:
            there = read_bytes(path, limit=limit) if path.exists() else b""
        except ReadError as error:
            raise SaveRefused(error.what, where=error.where, todo=error.todo) from None
        lines = [one for one in there.split(b"\n") if one]
        if len(lines) >= most or len(there) + len(line) + 2 > limit:
            kept = [*lines, line][-most:]
            while len(kept) > 1 and sum(map(len, kept)) + len(kept) > limit:
                del kept[0]
            _replace(path, b"\n".join(kept) + b"\n", 0o600)
        else:
            # A program that died while it appended left half a line: it must not swallow this one.
            _append(path, (b"\n" if lines and not there.endswith(b"\n") else b"") + line + b"\n")


def remove(path: Path, *, expected: str, locks: Path) -> None:
    """Take a file away, if it is still as its author read it; raises ChangedOnDisk where it is not."""
    target = Path(os.path.realpath(path))
    with _in_plain_words(path), held(path, locks):
        _compare(target, expected, path)
        target.unlink()
        _settle(target.parent)


def sweep(folder: Path) -> int:
    """Remove temporary files that programs left here, or below, when they died; returns how many."""
    removed = 0
    for top, _folders, names in os.walk(folder):
        for name in names:
            if name.startswith(_FRONT) and name.endswith(_BACK) and _is_left(left := Path(top, name)):
                with suppress(OSError):
                    left.unlink()
                    removed += 1
    return removed


def replace_folder(new: Path, old: Path) -> None:
    """Put a folder whole in the place of another; if that fails, the other is where it was.

    A crash between the two renames leaves the other one aside, and the next call puts it back first.
    """
    old = Path(os.path.realpath(old))
    aside = old.with_name(f".{old.name}.before")
    with _in_plain_words(old):
        if not new.is_dir():
            raise SaveRefused(
                _("There is no new folder to put here."), where=Place(str(new)), todo=_("Build it first.")
            )
        old.parent.mkdir(parents=True, exist_ok=True)
        if aside.exists():
            _bring_back(aside, old)
        if not old.exists():
            new.rename(old)
        else:
            old.rename(aside)
            try:
                new.rename(old)
            except BaseException:
                aside.rename(old)
                raise
        _settle(old.parent)
    # What is left of the old folder, say for want of permission, does no harm and goes next time.
    shutil.rmtree(aside, ignore_errors=True)


def _bring_back(aside: Path, old: Path) -> None:
    if old.exists():
        shutil.rmtree(aside)
    else:
        aside.rename(old)


@contextmanager
def held(place: Path, locks: Path, *, seconds: float | None = None, busy: str = "") -> Iterator[None]:
    """Be the only program at work on a file or folder; raises SaveRefused where another is, for so many seconds."""
    import filelock  # late: a command that only reads never locks

    locks.mkdir(parents=True, exist_ok=True)
    name = sha256(os.fsencode(os.path.realpath(place))).hexdigest()[:32]
    try:
        with filelock.FileLock(
            locks / f"{name}.lock", timeout=LOCK_SECONDS if seconds is None else seconds, poll_interval=0.01
        ):
            yield
    except filelock.Timeout:
        what = busy or _("Another program has been saving this file for ten seconds.")
        raise SaveRefused(what, where=Place(str(place)), todo=_("Nothing was written; try again.")) from None


def _compare(target: Path, expected: str | None, shown: Path) -> None:
    where = Place(str(shown))
    if target.is_dir():
        raise SaveRefused(_("There is a folder of this name."), where=where, todo=_("Choose another name."))
    try:
        # Whole, whatever its size: a hash of the beginning would miss a change at the end.
        there = content_hash(target.read_bytes()) if expected is not None else None
    except FileNotFoundError:
        there = ""
    if there == expected:
        return
    if not there:
        what = _("The file has been removed since you opened it.")
    elif not expected:
        what = _("There is already a file of this name.")
    else:
        what = _("Someone else has changed the file since you opened it.")
    todo = _("Nothing was written. Open that one, or choose another name.")
    if expected:
        todo = _("Nothing was written. Look at it as it is now, then save again.")
    raise ChangedOnDisk(what, where=where, todo=todo)


def _replace(target: Path, data: bytes, mode: int = 0o644) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    old = target.stat() if target.exists() else None
    if old and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    temporary = target.with_name(f"{_FRONT}{secrets.token_hex(8)}{_BACK}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        try:
            _write_all(handle, data)
            if old:
                _take_after(handle, old)
            os.fsync(handle)
        finally:
            os.close(handle)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _settle(target.parent)


def _append(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(target, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        _write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)
    _settle(target.parent)


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _take_after(handle: int, old: os.stat_result) -> None:
    """Give a file the mode of the one it takes the place of, and its owner if we may."""
    with suppress(PermissionError):
        os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, stat.S_IMODE(old.st_mode))


def _settle(folder: Path) -> None:
    """Make a rename outlast a power cut; where a file system cannot, the rename has happened all the same."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _is_left(path: Path) -> bool:
    try:
        return time.time() - path.lstat().st_mtime > LEFT_SECONDS
    except OSError:
        return False


@contextmanager
def _in_plain_words(shown: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if known := _REFUSALS.get(error.errno or 0):
            what, todo = map(_, known)
        else:
            what, todo = _("This cannot be saved: {why}.", why=_reason(error)), _("Try another place.")
        todo = _("Nothing was written. {todo}", todo=todo)
        raise SaveRefused(what, where=Place(str(shown)), todo=todo) from None


def _reason(error: OSError | ValueError) -> str:
    return ((error.strerror if isinstance(error, OSError) else "") or str(error)).lower()


_FULL = (N_("The disk is full."), N_("Make room, then save again."))
_FORBIDDEN = (N_("You may not write here."), N_("Ask for permission to write, or work on a copy."))
_REFUSALS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: (N_("Your share of the disk is full."), N_("Make room, then save again.")),
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: (N_("This disk can only be read."), N_("Work on a copy.")),
    errno.ENAMETOOLONG: (N_("The name is too long for this disk."), N_("Choose a shorter one.")),
    errno.EXDEV: (N_("The new folder lies on another disk."), N_("Build it on the same one.")),
    errno.ENOTDIR: (N_("A part of this path is a file, not a folder."), N_("Choose another name.")),
    errno.EEXIST: (N_("A part of this path is a file, not a folder."), N_("Choose another name.")),
}
