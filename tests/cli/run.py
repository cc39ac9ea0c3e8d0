"""Runs the program as the script `handbook` does, in this process or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from handbook.cli import main

PROGRAM = Path(sys.executable).with_name("handbook")


class Done(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


def handbook(capsys: pytest.CaptureFixture[str], root: Path | str | None, *words: str) -> Done:
    """One command in the workspace at `root`, through the real entry point."""
    where = ["--workspace", str(root)] if root else []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["handbook", *where, *words])
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
    done = capsys.readouterr()
    return Done(code, done.out, done.err)


def spawned(cwd: Path, *words: str, shell: str = "", **env: str) -> Done:
    """One command in a process of its own; `shell` is a line in which $HANDBOOK is the program."""
    command = ["bash", "-c", shell] if shell else [PROGRAM, *words]
    kept = {**os.environ, "HANDBOOK": str(PROGRAM), **env}
    done = subprocess.run(command, cwd=cwd, env=kept, capture_output=True, check=False, timeout=120)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())
