"""Which editions there are to choose from at the start. No widget."""

from __future__ import annotations

from handbook.editions.resolve import practice_ids
from handbook.errors import ChainError
from handbook.model.handbook import Handbook
from handbook.store.workspace import Workspace
from tui.unread import in_the_way


def to_choose_from(workspace: Workspace, edition: str, practice: str) -> tuple[str, ...]:
    """The edition that is named, else those that have the practice, else all; none where there is none.

    One that cannot be read is named too: its file can be mended. Raises UnknownEdition.
    """
    handbook = workspace.handbook
    if edition:
        if in_the_way(workspace, edition) is None:
            handbook.edition(edition)
        return (edition,)
    names = tuple(handbook.editions) or tuple(one.edition for one in workspace.manifest.broken if one.edition)[:1]
    home = practice.partition("/")[0] if "/" in practice else ""
    if home in names:
        return (home,)  # its own practice
    having = tuple(name for name in names if practice and _has(handbook, name, practice))
    return having or names


def _has(handbook: Handbook, edition: str, practice: str) -> bool:
    try:
        return practice in practice_ids(handbook.chain(edition))
    except ChainError:
        return False
