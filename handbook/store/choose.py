"""Which edition a command means: the one that is named, or the only one there is."""

from __future__ import annotations

from handbook.errors import UnknownEdition
from handbook.store.workspace import Workspace


def chosen_edition(workspace: Workspace, edition: str) -> str:
    """The id of the named edition, or of the only one here; raises UnknownEdition where that is not clear."""
    if edition:
        workspace.folder(edition)
        return edition
    names = list(workspace.manifest.folders)
    if len(names) == 1:
        return names[0]
    if not names:
        todo = "See what is wrong with: handbook check. Or begin one: handbook start"
        raise UnknownEdition("There is no edition here.", todo=todo)
    raise UnknownEdition(
        "There are several editions here, so say which one.", todo=f"Add --edition with one of: {', '.join(names)}."
    )
