"""Measure commands: CPU seconds and wall seconds of a child process, and the rows of the table."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HANDBOOK = [sys.executable, "-m", "handbook"]


@dataclass(frozen=True, slots=True)
class Spent:
    """What one command cost, its own children included."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    measured: str
    bar: str
    met: bool


def spent(command: Sequence[str], cwd: Path, *, ends: Sequence[int] = (0,)) -> Spent:
    """Run a command to its end and tell its cost; raises CalledProcessError where it ends with another code."""
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in ends:
        raise subprocess.CalledProcessError(child.returncode, command)
    return Spent(usage.ru_utime + usage.ru_stime, wall)


def best(command: Sequence[str], cwd: Path, times: int = 5, *, ends: Sequence[int] = (0,)) -> Spent:
    """The least of several runs: what the command needs, without what else the machine was doing."""
    runs = [spent(command, cwd, ends=ends) for _ in range(times)]
    return Spent(min(run.cpu for run in runs), min(run.wall for run in runs))
