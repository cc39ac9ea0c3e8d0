"""Who has a practice open: told to each other by small files that their programs touch while they live."""

from __future__ import annotations

import os
import pwd
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from handbook.errors import ReadError, SaveRefused
from handbook.store.files import write_own
from handbook.store.machine import json_bytes, moment, now, read_file, rooms, safe_name, word, written

BEAT_SECONDS = 20.0  # how often a program says that it lives
SILENT_SECONDS = 60.0  # without a word for so long it counts as dead
_ROOM = "open"
_LIVES = "lives"


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else's program that has a practice open: its account, its machine, and since when."""

    account: str
    host: str
    since: datetime


@dataclass(frozen=True, slots=True)
class _Program:
    file: Path
    session: str
    account: str
    station: str
    host: str
    pid: int
    born: str
    open: tuple[tuple[str, str, datetime], ...]


class Presence:
    """This program among those that edit the workspace. It is a notice, not a lock: where it fails, nobody is stopped.

    Who holds it calls `beat` every BEAT_SECONDS; a program that dies without `leave` is told from one that lives.
    """

    def __init__(self, machine: Path) -> None:
        self._machine = machine
        self.session = f"{safe_name(socket.gethostname())}-{os.getpid()}-{secrets.token_hex(4)}"
        self._open: dict[tuple[str, str], str] = {}
        self._file: Path | None = None

    def come(self, edition: str, practice: str) -> None:
        """Say that this program has a practice open."""
        self._open.setdefault((edition, practice), now())
        self._tell()

    def go(self, edition: str, practice: str) -> None:
        """Say that it has it open no more."""
        if self._open.pop((edition, practice), None):
            self._tell()

    def beat(self) -> None:
        """Say that this program lives."""
        try:
            if self._file:
                os.utime(self._file)
        except FileNotFoundError:  # cleared away while the machine slept
            self._tell()
        except OSError:
            pass  # a notice that cannot be given stops nobody

    def leave(self) -> None:
        """This program ends."""
        self._open.clear()
        if self._file:
            with suppress(OSError):
                self._file.unlink()
        self._file = None

    def others(self, edition: str, practice: str) -> list[Other]:
        """Who else has this practice open, the first one first."""
        found = [
            Other(program.account, program.host, since)
            for program in self._living()
            for its_edition, its_practice, since in program.open
            if program.session != self.session and (its_edition, its_practice) == (edition, practice)
        ]
        return sorted(found, key=lambda other: other.since)

    def living(self) -> set[str]:
        """The sessions of all programs at work here, this one too."""
        return {self.session, *(program.session for program in self._living())}

    def _tell(self) -> None:
        told = {
            "session": self.session,
            "account": _account(),
            "station": _station(),
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "born": _born(os.getpid()),
            "open": [[*at, since] for at, since in self._open.items()],
        }
        with suppress(SaveRefused):
            written(self._machine, _ROOM, lambda room: self._write(room, json_bytes(told)))

    def _write(self, room: Path, data: bytes) -> None:
        file = room / f"{self.session}.json"
        write_own(file, data, mode=0o644)  # others are to read it
        self._file = file

    def _living(self) -> Iterator[_Program]:
        self.beat()
        for room in rooms(self._machine, _ROOM):
            moment_here = self._clock(room)
            for file in sorted(room.glob("*.json")):
                try:
                    silent = abs(moment_here - file.stat().st_mtime) > SILENT_SECONDS
                    program = _read(file)
                except (OSError, ReadError):
                    continue  # gone meanwhile, or none of ours
                if _is_dead(program):
                    with suppress(OSError):
                        file.unlink()
                elif not silent:
                    yield program

    def _clock(self, room: Path) -> float:
        """The time by the disk's own clock, which on a shared folder may go differently from ours."""
        if self._file and self._file.parent == room:
            with suppress(OSError):
                return self._file.stat().st_mtime
        return time.time()


def _read(file: Path) -> _Program:
    held = read_file(file)
    pid, opened = held.get("pid"), held.get("open")
    opened = opened if isinstance(opened, list) else []
    return _Program(
        file=file,
        session=word(held, "session", file),
        account=word(held, "account", file),
        station=word(held, "station", file),
        host=word(held, "host", file),
        pid=pid if isinstance(pid, int) and 0 < pid < 1 << 31 else 0,
        born=word(held, "born", file),
        open=tuple(_opened(one, file) for one in opened if isinstance(one, list) and len(one) == 3),
    )


def _opened(told: list[Any], file: Path) -> tuple[str, str, datetime]:
    held = dict(zip(("edition", "practice", "since"), told, strict=True))
    return word(held, "edition", file), word(held, "practice", file), moment(held, "since", file)


def _is_dead(program: _Program) -> bool:
    """Whether it ran on this machine and is there no more; of others only their silence tells."""
    if program.station != _station():
        return False
    born = _born(program.pid)
    return not born or (_LIVES not in (born, program.born) and born != program.born)


def _born(pid: int) -> str:
    """When a process began, since its number may have been given to another one; empty where there is none."""
    if not pid:
        return ""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except OSError:
        pass  # it lives, under another account
    try:
        told = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return "" if told[0] in "ZX" else f"{boot} {told[19]}"
    except (OSError, IndexError):
        return _LIVES  # there is no such folder here, or not for us


def _station() -> str:
    """This machine, or the container in it that has process numbers of its own."""
    try:
        numbers = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        numbers = ""
    return f"{socket.gethostname()} {numbers}".strip()


def _account() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"account {os.getuid()}"
