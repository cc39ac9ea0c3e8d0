"""The small workspace of the tests in a git repository, and what tests do to it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from handbook.store.workspace import Workspace
from tests.small import small

NAMED = ("-c", "user.name=Amina", "-c", "user.email=amina@example.org", "-c", "commit.gpgsign=false")
HOOKS = ("pre-commit", "commit-msg", "post-commit", "post-index-change", "reference-transaction", "pre-push",
         "post-merge", "post-checkout", "fsmonitor-watchman")  # fmt: skip


def git(folder: Path, *words: str, date: str = "2026-11-03T14:02:00+01:00") -> str:
    """One git command of a user's, as she types it."""
    dated = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date, "GIT_CONFIG_GLOBAL": "/dev/null"}
    done = subprocess.run(
        ["git", *NAMED, "-C", str(folder), *words], check=True, capture_output=True, env={**os.environ, **dated}
    )
    return done.stdout.decode().strip()


def repository(folder: Path, *, named: bool = True) -> Path:
    """A workspace whose first state is committed."""
    small(folder)
    (folder / ".gitignore").write_text(".handbook/\n")
    git(folder, "init", "-q", "-b", "main")
    if named:
        git(folder, "config", "user.name", "Amina")
        git(folder, "config", "user.email", "amina@example.org")
    record(folder, "Begin")
    return folder


def record(folder: Path, message: str, date: str = "2026-11-03T14:02:00+01:00") -> str:
    """All as it lies there, committed; the commit's name."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message, date=date)
    return git(folder, "rev-parse", "HEAD")


def rewrite(folder: Path, file: str, old: str, new: str) -> None:
    """Change words of a file, which must be there."""
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def opened(folder: Path) -> Workspace:
    """The workspace, read anew."""
    return Workspace.open(folder, cache=False)


def trapped(folder: Path) -> Path:
    """A repository whose configuration and hooks start a program wherever they can; the file that it would leave."""
    mark = folder.parent / "ran"
    trap = folder.parent / "trap"
    trap.write_text(f'#!/bin/sh\necho "$0 $@" >> {mark}\ncat\n')
    trap.chmod(0o755)
    for name in ("core.fsmonitor", "diff.external", "diff.x.textconv", "diff.x.command", "core.pager", "core.editor",
                 "filter.x.clean", "filter.x.process", "gpg.program", "merge.x.driver", "core.askPass"):  # fmt: skip
        git(folder, "config", name, str(trap))
    for name, value in (("log.showSignature", "true"), ("commit.gpgsign", "true"), ("filter.x.required", "true")):
        git(folder, "config", name, value)
    (folder / ".git/info").mkdir(exist_ok=True)
    (folder / ".git/info/attributes").write_text("* diff=x filter=x merge=x\n")
    for name in HOOKS:
        hook = folder / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_bytes(trap.read_bytes())
        hook.chmod(0o755)
    return mark
