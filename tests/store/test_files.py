"""Saving: whole or not at all, never over what its author has not seen, and every refusal in plain words."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handbook.errors import ChangedOnDisk, HandbookError, ReadError, SaveRefused
from handbook.store import files
from handbook.store.files import content_hash, read_bytes, replace_folder, sweep, write_atomic


@pytest.fixture
def locks(tmp_path: Path) -> Path:
    return tmp_path / "machine" / "locks"


@pytest.fixture
def entry(tmp_path: Path) -> Path:
    path = tmp_path / "entries" / "x.yaml"
    path.parent.mkdir()
    path.write_bytes(b"old")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_hash_names_a_content() -> None:
    assert content_hash(b"") == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert content_hash(b"a") != content_hash(b"b")


# Reading


def test_it_reads_a_file(entry: Path) -> None:
    assert read_bytes(entry) == b"old"
    assert read_bytes(entry, limit=3) == b"old"


def test_what_cannot_be_read_is_said_in_plain_words(entry: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for path, said in (
        (tmp_path / "no.yaml", "no such file"),
        (tmp_path, "a folder"),
        (pipe, "no ordinary file"),
        (loop, "cannot be read"),
        (tmp_path / ("x" * 300), "cannot be read"),
        (tmp_path / "a\0b", "cannot be read"),
    ):
        with pytest.raises(ReadError, match=said) as caught:
            read_bytes(path, name="shown.yaml")
        assert str(caught.value).startswith("shown.yaml: ")
    with pytest.raises(ReadError, match="larger than 2 bytes"):
        read_bytes(entry, limit=2)


def test_a_file_one_may_not_read(entry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "open", _raising(PermissionError(errno.EACCES, "Permission denied")))
    with pytest.raises(ReadError, match="may not read"):
        read_bytes(entry)


# Writing


def test_a_save_puts_the_new_content_in_place_and_leaves_nothing_else(entry: Path, locks: Path) -> None:
    write_atomic(entry, b"new", expected=content_hash(b"old"), locks=locks)
    assert entry.read_bytes() == b"new"
    assert names(entry.parent) == ["x.yaml"]


def test_a_new_file_and_its_folder_are_made(tmp_path: Path, locks: Path) -> None:
    path = tmp_path / "i18n" / "ar" / "x.yaml"
    before = os.umask(0o027)
    try:
        write_atomic(path, b"new", expected="", locks=locks)
    finally:
        os.umask(before)
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_an_empty_file_is_not_a_missing_one(entry: Path, locks: Path) -> None:
    write_atomic(entry, b"", expected=None, locks=locks)
    with pytest.raises(ChangedOnDisk):
        write_atomic(entry, b"new", expected="", locks=locks)
    write_atomic(entry, b"new", expected=content_hash(b""), locks=locks)


@pytest.mark.parametrize(
    ("there", "expected", "said"),
    [
        (b"other", content_hash(b"old"), "Someone else has changed"),
        (None, content_hash(b"old"), "has been removed"),
        (b"other", "", "already a file"),
    ],
)
def test_a_file_changed_since_it_was_read_is_not_overwritten(
    entry: Path, locks: Path, there: bytes | None, expected: str, said: str
) -> None:
    entry.unlink()
    if there is not None:
        entry.write_bytes(there)
    with pytest.raises(ChangedOnDisk, match=said) as caught:
        write_atomic(entry, b"new", expected=expected, locks=locks)
    assert "Nothing was written" in caught.value.todo
    assert (entry.read_bytes() if entry.exists() else None) == there


def test_whatever_is_there_is_overwritten_if_asked(entry: Path, locks: Path) -> None:
    write_atomic(entry, b"new", expected=None, locks=locks)
    assert entry.read_bytes() == b"new"


def test_the_mode_stays(entry: Path, locks: Path) -> None:
    entry.chmod(0o664)
    write_atomic(entry, b"new", expected=None, locks=locks)
    assert stat.S_IMODE(entry.stat().st_mode) == 0o664


def test_a_link_stays_a_link(entry: Path, locks: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(Path("entries", "x.yaml"))
    write_atomic(link, b"new", expected=content_hash(b"old"), locks=locks)
    assert link.is_symlink()
    assert entry.read_bytes() == b"new"


def test_locks_lie_apart_from_the_entries(entry: Path, locks: Path) -> None:
    write_atomic(entry, b"new", expected=None, locks=locks)
    assert len(names(locks)) == 1
    assert names(entry.parent) == ["x.yaml"]


def test_a_file_that_another_program_is_saving(entry: Path, locks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LOCK_SECONDS", 0.05)
    with files.held(entry, locks), pytest.raises(SaveRefused, match="Another program"):
        write_atomic(entry, b"new", expected=None, locks=locks)
    assert entry.read_bytes() == b"old"


def _raising(error: OSError) -> Callable[..., object]:
    def refuse(*_: object, **__: object) -> object:
        raise error

    return refuse


@pytest.mark.parametrize("call", ["write", "fsync", "open"])
@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EDQUOT, "share of the disk"),
        (errno.EACCES, "may not write"),
        (errno.EROFS, "only be read"),
        (errno.EIO, "cannot be saved: input/output error"),
    ],
)
def test_a_disk_that_refuses_leaves_the_old_file(
    entry: Path, locks: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, said: str
) -> None:
    write_atomic(entry, b"old", expected=None, locks=locks)
    with monkeypatch.context() as patched:
        patched.setattr(files, "held", _unlocked)
        patched.setattr(os, call, _raising(OSError(code, os.strerror(code))))
        with pytest.raises(SaveRefused, match=said) as caught:
            write_atomic(entry, b"new", expected=None, locks=locks)
    assert "Nothing was written" in caught.value.todo
    assert entry.read_bytes() == b"old"
    assert names(entry.parent) == ["x.yaml"]


class _unlocked:
    def __init__(self, *_: object) -> None: ...
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...


def test_a_disk_that_takes_a_few_bytes_at_a_time(entry: Path, locks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: whole(handle, bytes(data)[:3]))
    write_atomic(entry, b"a longer content", expected=None, locks=locks)
    assert entry.read_bytes() == b"a longer content"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB, where this machine lets us mount one."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(folder)]
    try:
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("mounting a small disk is not permitted here")
    except FileNotFoundError:
        pytest.skip("there is no program to mount a small disk with")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_really_full(small_disk: Path, locks: Path) -> None:
    path = small_disk / "x.yaml"
    path.write_bytes(b"old")
    with pytest.raises(SaveRefused, match="disk is full"):
        write_atomic(path, b"x" * 200_000, expected=None, locks=locks)
    assert path.read_bytes() == b"old"
    assert names(small_disk) == ["x.yaml"]


def test_what_cannot_be_a_file_is_said_in_plain_words(entry: Path, locks: Path) -> None:
    for path, said in (
        (entry.parent, "a folder of this name"),
        (entry.parent / ("x" * 300), "too long"),
        (entry / "y.yaml", "is a file, not a folder"),
    ):
        for expected in ("", None):
            with pytest.raises(SaveRefused, match=said):
                write_atomic(path, b"new", expected=expected, locks=locks)
    assert names(entry.parent) == ["x.yaml"]


def test_a_file_marked_read_only_is_respected(entry: Path, locks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anything, so it is played
    with pytest.raises(SaveRefused, match="may not write"):
        write_atomic(entry, b"new", expected=None, locks=locks)
    assert entry.read_bytes() == b"old"


SAVER = """
import sys
from pathlib import Path
from handbook.errors import ChangedOnDisk
from handbook.store.files import content_hash, write_atomic
path, locks, name, many = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
for number in range(many):
    while True:
        seen = path.read_bytes()
        try:
            write_atomic(path, seen + f"{name}{number}\\n".encode(), expected=content_hash(seen), locks=locks)
            break
        except ChangedOnDisk:
            pass
"""


def test_two_programs_that_race_lose_no_save(entry: Path, locks: Path) -> None:
    entry.write_bytes(b"")
    commands = [[sys.executable, "-c", SAVER, str(entry), str(locks), name, "100"] for name in "ab"]
    programs = [subprocess.Popen(command) for command in commands]
    assert [program.wait(timeout=60) for program in programs] == [0, 0]
    lines = entry.read_text().split()
    assert sorted(lines) == sorted(f"{name}{number}" for name in "ab" for number in range(100))


WRITER = """
import sys
from pathlib import Path
from handbook.store.files import write_atomic
path, locks = Path(sys.argv[1]), Path(sys.argv[2])
print("go", flush=True)
while True:
    for sign in (b"a", b"b"):
        write_atomic(path, sign * 200_000, expected=None, locks=locks)
"""


def test_a_program_killed_while_it_writes_leaves_old_or_new(entry: Path, locks: Path) -> None:
    for kill in range(20):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(entry), str(locks)], stdout=subprocess.PIPE
        ) as program:
            assert program.stdout
            program.stdout.readline()
            time.sleep(0.002 * kill)
            program.send_signal(signal.SIGKILL)
        assert entry.read_bytes() in (b"old", b"a" * 200_000, b"b" * 200_000)
    # A lock held by the dead holds up nobody, and what they left is swept away.
    write_atomic(entry, b"new", expected=None, locks=locks)
    for left in entry.parent.glob(".save-*.handbook-tmp"):
        os.utime(left, (0, 0))
    sweep(entry.parent)
    assert names(entry.parent) == ["x.yaml"]


def test_sweep_takes_only_our_own_old_files(entry: Path, tmp_path: Path) -> None:
    for name in (".save-aa.handbook-tmp", ".save-young.handbook-tmp", ".save-notes", "mine.tmp", "x.yaml.tmp"):
        (entry.parent / name).write_bytes(b"")
        if "young" not in name:
            os.utime(entry.parent / name, (0, 0))
    assert sweep(tmp_path) == 1
    assert names(entry.parent) == [".save-notes", ".save-young.handbook-tmp", "mine.tmp", "x.yaml", "x.yaml.tmp"]
    assert sweep(tmp_path / "not-there") == 0


# Folders


@pytest.fixture
def site(tmp_path: Path) -> tuple[Path, Path]:
    new, old = tmp_path / "build" / "new", tmp_path / "build" / "site"
    for folder in (new, old):
        folder.mkdir(parents=True)
        (folder / f"{folder.name}.html").write_text(folder.name)
    return new, old


def test_a_folder_takes_the_place_of_another_whole(site: tuple[Path, Path]) -> None:
    new, old = site
    replace_folder(new, old)
    assert names(old) == ["new.html"]
    assert names(old.parent) == ["site"]


def test_the_first_folder_needs_none_before_it(site: tuple[Path, Path], tmp_path: Path) -> None:
    replace_folder(site[0], tmp_path / "out" / "site")
    assert names(tmp_path / "out" / "site") == ["new.html"]


def test_a_linked_folder_stays_linked(site: tuple[Path, Path], tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(site[1])
    replace_folder(site[0], link)
    assert link.is_symlink()
    assert names(link) == ["new.html"]


def test_if_the_new_folder_cannot_be_put_there_the_old_one_is_back(
    site: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    new, old = site
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == new:
            raise OSError(errno.ENOSPC, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(HandbookError, match="disk is full"):
        replace_folder(new, old)
    assert names(old) == ["site.html"]
    assert names(old.parent) == ["new", "site"]


def test_without_a_new_folder_nothing_happens(site: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(SaveRefused, match="no new folder"):
        replace_folder(tmp_path / "not-there", site[1])
    assert names(site[1]) == ["site.html"]


def test_a_crash_between_the_renames_is_made_good(site: tuple[Path, Path], tmp_path: Path) -> None:
    new, old = site
    old.rename(old.with_name(".site.before"))
    replace_folder(new, old)
    assert names(old) == ["new.html"]
    assert names(old.parent) == ["site"]
