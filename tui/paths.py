"""Paths as an editor types them: ~ is her own folder, and no slip of the finger ends the desk."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from tui.speech import _


def typed_path(text: str) -> Path:
    """The path that is meant, from the folder the desk was started in."""
    meant = os.path.expanduser(text.replace("\0", ""))  # noqa: PTH111 - of an account that is unknown ~ stays as it is
    try:
        return Path(os.path.abspath(meant))  # noqa: PTH100 - as above: it follows no link, and looks at nothing
    except OSError:  # the folder the desk was started in is gone
        return Path(meant)


def judged_file(typed: Mapping[str, str]) -> Mapping[str, str]:
    """What is wrong with a new file as it was typed; nothing is written over, and no folder is made by a slip."""
    out = typed_path(typed["file"])
    if is_taken(out):
        return {"file": _("There is something of this name already.")}
    return {} if folder_there(out) else {"file": _("There is no such folder.")}


def is_taken(path: Path) -> bool:
    """Whether something lies there already."""
    return os.path.lexists(path)


def folder_there(path: Path) -> bool:
    """Whether the folder that it would lie in is there."""
    return os.path.isdir(path.parent)  # noqa: PTH112 - a name that is too long is just not there
