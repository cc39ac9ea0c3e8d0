"""What `handbook doctor` looks at: Python, libraries, the workspace, the terminal, git and signing."""

from __future__ import annotations

import locale
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

from handbook.cli.program import opened
from handbook.errors import HandbookError


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at."""

    fine: bool
    what: str
    todo: str = ""


def looked() -> Iterator[Line]:
    """Each thing looked at, in the order in which a newcomer would meet it."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    yield Line(sys.version_info >= (3, 11), f"Python {version}.", "The handbook needs Python 3.11 or newer.")
    for name in ("igf-handbook", "mkdocs", "pydantic", "textual"):
        yield _package(name)
    yield from _workspace()
    encoding = (sys.stdout.encoding or locale.getpreferredencoding()).lower().replace("-", "")
    yield Line(
        encoding == "utf8", f"The terminal's encoding is {encoding}.", "Set LANG to a UTF-8 locale to see all scripts."
    )
    yield _program("git", "Needed only to follow an edition that lies in a git repository.")
    yield _program("ssh-keygen", "Needed only to verify signatures; without it, compare digests by phone.")


def _package(name: str) -> Line:
    try:
        return Line(True, f"{name} {metadata.version(name)}.")
    except metadata.PackageNotFoundError:
        return Line(False, f"{name} is not installed.", "Install the handbook again: pip install .")


def _workspace() -> Iterator[Line]:
    try:
        workspace = opened()
    except HandbookError as error:
        yield Line(False, str(error))
        return
    yield Line(True, f"The workspace is {workspace.root}, with the editions {', '.join(workspace.manifest.folders)}.")
    if workspace.read_only:
        yield Line(True, "They came with the program and can only be read.")
    else:
        writable = os.access(workspace.root, os.W_OK)
        yield Line(
            writable, f"It can {'' if writable else 'not '}be written.", "You can read and publish it, but not edit it."
        )
    broken = workspace.broken
    yield Line(not broken, f"{len(broken)} files cannot be read.", "See: handbook check")
    yield Line(True, f"Caches of this machine lie in {workspace.machine}; they can be deleted at any time.")


def _program(name: str, use: str) -> Line:
    found = shutil.which(name)
    return Line(found is not None, f"{name} is {'at ' + found if found else 'not installed'}.", use)
