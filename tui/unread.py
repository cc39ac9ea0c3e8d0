"""Files that cannot be used and concern an edition, also where it cannot be read for one of them. No widget."""

from __future__ import annotations

from handbook.errors import ChainError, PinError, UnknownEdition
from handbook.store.broken import Broken
from handbook.store.workspace import Workspace
from tui.names import Names
from tui.speech import _


class Unread(Names):
    """Names while an edition cannot be read: its own is its id, and nothing else has any."""

    def __init__(self, edition: str) -> None:
        self.chain = ()
        self.titles = {}
        self._id = edition

    @property
    def edition(self) -> str:
        """What can be said of it."""
        return self._id


def names_of(workspace: Workspace, edition: str) -> Names:
    """The names of an edition; raises UnknownEdition and ChainError where no file that is listed stands in the way."""
    return Names(workspace.handbook, edition) if in_the_way(workspace, edition) is None else Unread(edition)


def in_the_way(workspace: Workspace, edition: str) -> Broken | None:
    """The file for which an edition cannot be read: its own edition.yaml, or that of one it builds on."""
    try:
        workspace.handbook.chain(edition)
    except PinError:  # tells its own file
        return None
    except (UnknownEdition, ChainError):
        wanted = set(_above(workspace, edition)) - set(workspace.handbook.editions)
        return next((one for one in workspace.manifest.broken if one.edition in wanted), None)
    return None


def concerning(workspace: Workspace, edition: str) -> list[Broken]:
    """What cannot be used of an edition and of those it builds on as they are here; and what no edition would list."""
    known, concerned = workspace.handbook.editions, set(_above(workspace, edition))
    return [one for one in workspace.broken if one.edition in concerned or one.edition not in known]


def why(one: Broken) -> str:
    """What is wrong with a file, where, and what to do, in a sentence."""
    return _("This file cannot be used: {file}, line {line}. {why}", file=one.file, line=one.line,
             why=f"{one.message} {one.todo}".strip())  # fmt: skip


def _above(workspace: Workspace, edition: str) -> list[str]:
    """An edition and those it follows as they are here; what it is pinned to lies in files of its own."""
    found, handbook = [edition], workspace.handbook
    while (held := handbook.editions.get(found[-1])) and held.parent and found[-1] not in handbook.pins:
        if held.parent in found:
            break
        found.append(held.parent)
    return found
