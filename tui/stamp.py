"""What the disk says of the file of a practice: by this it is noticed that another editor has saved it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from handbook.store.layout import adapt_file
from handbook.store.versions import inside
from handbook.store.workspace import Workspace
from tui.days import clock


@dataclass(frozen=True, slots=True)
class Stamp:
    """One look at a file; all that is 0 where there is none."""

    file: str = ""  # where it lies, or would lie, in the workspace
    saved: int = 0  # nanoseconds
    size: int = 0
    inode: int = 0

    @classmethod
    def of(cls, workspace: Workspace, edition: str, practice: str) -> Stamp:
        """The file that an edition has of a practice: its own, or what it changes of another's.

        Of an edition that cannot be read just now nothing is known.
        """
        held = workspace.handbook.editions.get(edition)
        if held is None:
            return cls()
        found = held.practices.get(practice) or held.adaptations.get(practice)
        file = found.file if found else inside(workspace, edition) + adapt_file(practice)
        try:
            stat = (workspace.root / file).stat()
        except OSError:
            return cls(file)
        return cls(file, stat.st_mtime_ns, stat.st_size, stat.st_ino)

    @property
    def time(self) -> str:
        """When it was saved last; empty where there is none."""
        return clock(datetime.fromtimestamp(self.saved / 1e9, UTC)) if self.saved else ""
