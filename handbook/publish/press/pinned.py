"""What is published of an edition that is pinned to a release of its parent."""

from __future__ import annotations

from collections.abc import Iterable

from handbook.errors import PublishError
from handbook.store.workspace import Workspace


def refuse_pinned(workspace: Workspace, chain: Iterable[str]) -> None:
    """Refuse to show the parent as it is now under an edition that asked for a release of it."""
    for edition in chain:
        if workspace.pinned(edition):
            raise PublishError(
                f"The edition “{edition}” is pinned to a release of its parent, and releases cannot be read yet.",
                todo="To see it with its parent as it is now, add --live (in mkdocs.yml: live: true).",
            )
