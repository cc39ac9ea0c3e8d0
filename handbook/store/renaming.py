"""Carry out a renaming or a copy: what is new is written first, what is old goes last, so no moment loses anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath

from handbook.editions.duplicate import duplicated
from handbook.editions.rename import Follow, Renaming, renaming
from handbook.errors import DecisionError, HandbookError, Place, ReadError
from handbook.model.fields import PRACTICE
from handbook.model.ids import file_name
from handbook.store.files import read_bytes, write_atomic
from handbook.store.journal import Journal
from handbook.store.layout import entry_file, kind_of
from handbook.store.plans import carry_out
from handbook.store.presence import Presence
from handbook.store.releases import numbers
from handbook.store.releasing import opened
from handbook.store.reviews import review_file
from handbook.store.versions import inside
from handbook.store.workspace import Workspace
from handbook.store.yamltext import REMOVE, Document, Node, Removed, read, splice


@dataclass(frozen=True, slots=True)
class Renamed:
    """A practice under its new id: its file, those that moved with it, and those that name it."""

    new: str
    file: str
    moved: tuple[str, ...]
    followed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Move:
    """A file on its way to another name: as it was read, and what will stand there."""

    document: Document
    file: str
    data: bytes


def rename(
    workspace: Workspace, edition: str, practice: str, wanted: str, *, presence: Presence | None = None
) -> Renamed:
    """Give an edition's own practice another id; what names it in the editions here follows.

    The new files come first, then the links, and the old files go last. So a run that dies leaves both or the new one,
    and the same once more does what is left. `presence` is that of the program which asks. Raises DecisionError where
    others may know the old id already, or have the practice open.
    """
    plan = renaming(workspace.handbook, edition, practice, wanted)
    workspace.refuse_read_only(plan.file)
    _refuse_unread(workspace, plan)
    _refuse_released(workspace, plan)
    _refuse_open(plan, presence or Presence(workspace.machine))
    follow = Follow(plan.old, plan.new, plan.edition)
    entry, *beside = list(_moves(workspace, plan, follow))
    for move in (entry, *beside):
        _refuse_taken(workspace, move)
    _put(workspace, entry)
    for owner, file in plan.naming:
        document = workspace.document(file)
        workspace.save(document, _edits(document, _followed(workspace, owner, document, follow)))
    for move in beside:
        _put(workspace, move)
    _take_drafts_along(workspace, plan)
    for move in (*beside, entry):
        workspace.remove(move.document)
    followed = tuple(dict.fromkeys(file for _, file in plan.naming))
    return Renamed(plan.new, entry.file, tuple(move.file for move in beside), followed)


def duplicate(workspace: Workspace, edition: str, practice: str, wanted: str, *, title: str = "") -> list[str]:
    """Write a draft that says what an edition shows of a practice; returns its files, the entry last.

    Raises DecisionError, SaveRefused.
    """
    plans = duplicated(workspace.handbook, edition, practice, wanted, title=title)
    file = f"{inside(workspace, edition)}{entry_file(plans[-1].practice)}"
    workspace.refuse_read_only(file)
    if (workspace.root / file).exists():
        raise _taken(file)
    return [carry_out(workspace, edition, plan) for plan in plans]


def _moves(workspace: Workspace, plan: Renaming, follow: Follow) -> Iterator[_Move]:
    """The entry first; with it goes what bears its id in the name."""
    document = workspace.document(plan.file)
    new = f"{inside(workspace, plan.edition)}{entry_file(plan.new)}"
    yield _moved(workspace, document, new, follow.entry(document.tree))
    reviews = [(one, review_file(workspace, one, plan.old)) for one in plan.editions]
    for edition, file in (*plan.moving, *(held for held in reviews if (workspace.root / held[1]).is_file())):
        document = workspace.document(file)
        new = str(PurePosixPath(file).with_name(f"{file_name(plan.new)}.yaml"))
        yield _moved(workspace, document, new, _followed(workspace, edition, document, follow))


def _moved(workspace: Workspace, document: Document, file: str, tree: dict[str, Node]) -> _Move:
    data = splice(document, _edits(document, tree), workspace.order(document.name))
    read(data, file)
    return _Move(document, file, data)


def _followed(workspace: Workspace, edition: str, document: Document, follow: Follow) -> dict[str, Node]:
    kind = kind_of(document.name.removeprefix(inside(workspace, edition)))
    return follow.file(kind.shape if kind else PRACTICE, document.tree)


def _edits(document: Document, tree: dict[str, Node]) -> dict[tuple[str, ...], Node | Removed]:
    return {(name,): held for name, held in tree.items() if held != document.tree.get(name, REMOVE)}


def _put(workspace: Workspace, move: _Move) -> None:
    if not (workspace.root / move.file).exists():  # else a run that died has written it
        write_atomic(workspace.root / move.file, move.data, expected="", locks=workspace.locks)
        workspace.refresh()


def _take_drafts_along(workspace: Workspace, plan: Renaming) -> None:
    """What somebody left unfinished is offered under the new id; under the old one it is kept, but not offered."""
    found = Journal(workspace.machine, Presence(workspace.machine))
    for edition in plan.editions:
        for left in found.of(edition, plan.old):
            # Each under a name of its own, or two people's drafts would become one.
            Journal(workspace.machine, Presence(workspace.machine)).keep(edition, plan.new, left.tree)
            found.decline(left)


def _refuse_taken(workspace: Workspace, move: _Move) -> None:
    there = workspace.root / move.file
    if not there.exists():
        return
    with suppress(ReadError):  # what cannot be read is not known to say the same
        if read_bytes(there) == move.data:
            return
    raise _taken(move.file)


def _taken(file: str) -> DecisionError:
    what = "There is a file of that name already, and it says something else."
    return DecisionError(what, where=Place(file), todo="Nothing was written. Give another id, or look at that file.")


def _refuse_unread(workspace: Workspace, plan: Renaming) -> None:
    """A file that cannot be read may name the practice, and would not follow."""
    concerned = {plan.edition, *plan.editions}
    if fault := next((fault for fault in workspace.broken if fault.edition in concerned), None):
        what = f"Nothing is renamed while a file cannot be read, since it may name this practice. {fault.message}"
        raise DecisionError(what, where=fault.where, todo=fault.todo)


def _refuse_released(workspace: Workspace, plan: Renaming) -> None:
    """A draft now may have been published once: whoever took in that release knows it by its old id."""
    if _is_released(workspace, plan):
        raise DecisionError(
            f"“{plan.old}” was released before, so other editions know it by this id.",
            where=Place(plan.file),
            todo="Nothing was written. Make a copy with “handbook duplicate”, publish it, and withdraw this one with"
            " “handbook withdraw --replaced-by”.",
        )


def _refuse_open(plan: Renaming, presence: Presence) -> None:
    for edition in plan.editions:
        if others := presence.others(edition, plan.old):
            what = f"{others[0].account} on {others[0].host} has “{plan.old}” open, and would save it under the old id."
            raise DecisionError(what, where=Place(plan.file), todo="Nothing was written. Wait until it is closed.")


def _is_released(workspace: Workspace, plan: Renaming) -> bool:
    # A release never drops a practice of the one before, so the newest has them all.
    if numbers(workspace.folder(plan.edition), plan.edition):
        newest = opened(workspace, plan.edition)
        if plan.old in newest.chain[-1].practices:
            return True
    for edition in workspace.pins:
        with suppress(HandbookError):  # what a broken pin held is told by the check
            if any(one.id == plan.edition and plan.old in one.practices for one in workspace.pins[edition]):
                return True
    return False
