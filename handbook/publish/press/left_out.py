"""Files that cannot be used, as those who publish are told of them: in the terminal and in the A–Z list."""

from __future__ import annotations

from handbook.model.review import REVIEW
from handbook.store.broken import Broken
from handbook.store.layout import kind_of
from handbook.store.workspace import Workspace


def sentence(broken: Broken) -> str:
    """What the terminal says of such a file: the place, the reason, what to do."""
    return f"Left out, since it cannot be used: {broken.file}:{broken.line}: {broken.message} {broken.todo}".rstrip()


def by_edition(workspace: Workspace) -> dict[str, list[tuple[str, str]]]:
    """File and reason for each edition, for its A–Z list; the same wherever the edition's folder lies.

    A reason may quote the file, so that of a review is kept back: no word of a comment reaches a page.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for one in workspace.broken:
        folder = workspace.manifest.folders.get(one.edition)
        front = f"{folder.relative_to(workspace.root).as_posix()}/" if folder else ""
        inside = one.file.removeprefix(front)
        kind = kind_of(inside)
        if kind is None or kind.kind != REVIEW.name:
            found.setdefault(one.edition, []).append((inside, one.message))
    return found
