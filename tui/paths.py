"""Paths as an editor types them: ~ is her own folder, and no slip of the finger ends the desk."""

from __future__ import annotations

import os
from pathlib import Path


def typed_path(text: str) -> Path:
    """The path that is meant, from the folder the desk was started in."""
    return Path(os.path.abspath(os.path.expanduser(text.replace("\0", ""))))  # noqa: PTH100, PTH111 - these never raise


def is_taken(path: Path) -> bool:
    """Whether something lies there already."""
    return os.path.lexists(path)


def folder_there(path: Path) -> bool:
    """Whether the folder that it would lie in is there."""
    return os.path.isdir(path.parent)  # noqa: PTH112 - a name that is too long is just not there
