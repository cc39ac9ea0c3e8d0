"""One file on a new branch, beside all that is checked out: working tree, index and present branch stay untouched."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from handbook.errors import Place, SaveRefused
from handbook.wording import _

SECONDS = 60.0
# A hook or a monitor of files is a program of somebody's; none is run for a file that is only kept.
_QUIET = ("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "gc.auto=0")
_PASSED = ("PATH", "HOME", "SYSTEMROOT", "TMPDIR")


def keep_on_branch(folder: Path, file: str, data: bytes, *, branch: str, author: str, message: str) -> str:
    """Commit one file, by its path below `folder`, on a new branch that begins where the present one ends.

    The author is an edition, never a person. Returns the name of the branch. Raises SaveRefused where the folder is
    in no repository, there is such a branch, or git cannot write.
    """
    inside = _inside(folder)
    ref = f"refs/heads/{branch}"
    _git(folder, ["check-ref-format", ref])
    if _git(folder, ["for-each-ref", ref]):
        todo = _("Push or delete that one first, or leave out --branch.")
        raise SaveRefused(
            _("There is a branch “{branch}” already.", branch=branch), where=Place(str(folder)), todo=todo
        )
    head = _git(folder, ["rev-parse", "-q", "--verify", "HEAD^{commit}"], may_fail=True)  # nothing in a new repository
    with TemporaryDirectory(prefix="handbook-") as held:
        index = {"GIT_INDEX_FILE": str(Path(held, "index"))}
        _git(folder, ["read-tree", head or "--empty"], more=index)
        blob = _git(folder, ["hash-object", "-w", "--stdin"], data)
        entry = f"100644,{blob},{inside}{file}"
        _git(folder, ["update-index", "--add", "--cacheinfo", entry], more=index)
        tree = _git(folder, ["write-tree"], more=index)
    names = {f"GIT_{who}_{what}": said for who in ("AUTHOR", "COMMITTER") for what, said in _signed(author)}
    grown = ["-p", head] if head else []
    commit = _git(folder, ["commit-tree", tree, *grown, "-F", "-"], message.encode(), more=names)
    _git(folder, ["update-ref", ref, commit, ""])
    return branch


def _inside(folder: Path) -> str:
    """Where the folder lies in its repository, with a slash behind it; empty at the top."""
    if _git(folder, ["rev-parse", "--is-inside-work-tree"], may_fail=True) != "true":
        todo = _("Leave out --branch, and send the file by e-mail.")
        raise SaveRefused(_("This folder is in no git repository."), where=Place(str(folder)), todo=todo)
    return _git(folder, ["rev-parse", "--show-prefix"])


def _signed(author: str) -> Sequence[tuple[str, str]]:
    """A name as git takes it, and no address: an edition has none of its own."""
    name = " ".join("".join(sign for sign in author if sign not in "<>").split())
    return ("NAME", name or "An edition"), ("EMAIL", "edition@localhost")


def _git(
    folder: Path, arguments: Sequence[str], given: bytes = b"", *, more: Mapping[str, str] | None = None,
    may_fail: bool = False,
) -> str:  # fmt: skip
    """What git answers; raises SaveRefused where it does not do it."""
    program = shutil.which("git")
    if program is None:
        todo = _("Install git, or leave out --branch.")
        raise SaveRefused(_("git is not installed, so there can be no branch."), where=Place(str(folder)), todo=todo)
    passed = {name: os.environ[name] for name in _PASSED if name in os.environ}
    try:
        done = subprocess.run(
            [program, *_QUIET, "-C", str(folder), *arguments],
            input=given,
            capture_output=True,
            timeout=SECONDS,
            env={**passed, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", **(more or {})},
            check=False,
        )
    except subprocess.TimeoutExpired:
        what = _("git did not answer within {seconds} seconds.", seconds=f"{SECONDS:.0f}")
        raise SaveRefused(what, where=Place(str(folder)), todo=_("Try again.")) from None
    if done.returncode and not may_fail:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        what = _("git could not do this: {why}.", why=said[-1].rstrip(".") if said else _("it gave no reason"))
        raise SaveRefused(what, where=Place(str(folder)), todo=_("Leave out --branch, and send the file."))
    return done.stdout.decode("utf-8", "replace").strip()
