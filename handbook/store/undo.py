"""Take a write back: the bytes of before return, if nobody has written since."""

from __future__ import annotations

from handbook.store.files import content_hash, remove, sweep, write_atomic
from handbook.store.workspace import Workspace


def taken_back(workspace: Workspace, file: str, before: bytes | None, after: bytes | None) -> None:
    """Put the bytes of before back where a write left those of after; None means that there was, or is, no file.

    With the two changed about, it does again what was taken back. Base texts that were stored with the write stay, and
    do no harm alone. Raises ChangedOnDisk where the file is no longer as it was left, SaveRefused where nothing could
    be written.
    """
    workspace.refuse_read_only(file)
    path = workspace.root / file
    left = "" if after is None else content_hash(after)
    if before is not None:
        sweep(path.parent)
        write_atomic(path, before, expected=left, locks=workspace.locks)
    elif left:
        remove(path, expected=left, locks=workspace.locks)
    workspace.refresh()
