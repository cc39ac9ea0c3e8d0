"""Move an edition to another shared one: first what it takes over, then the pin, and last the line in edition.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handbook.editions.brought import brought
from handbook.editions.inherited import Inherited, inherited
from handbook.editions.reparent import adopted
from handbook.errors import ChainError, Place, ReleaseError, SaveRefused
from handbook.model.plan import Plan
from handbook.store.drafts import schema_line
from handbook.store.files import content_hash, read_bytes, remove
from handbook.store.parents import SIGNERS
from handbook.store.pins import LOCK
from handbook.store.plans import carry_out
from handbook.store.shared import Shared, Source, kept_address, refuse_chain, shared_edition
from handbook.store.sync import pin_to
from handbook.store.versions import inside
from handbook.store.workspace import Workspace
from handbook.store.yamltext import REMOVE, Node, Removed


@dataclass(frozen=True, slots=True)
class Move:
    """An edition on its way from one shared edition to another, and what it would lose; nothing is written yet."""

    edition: str
    before: str
    shared: Shared
    changes: tuple[Inherited, ...]
    unknown: str = ""  # why nobody can tell what it would lose


def prepared(workspace: Workspace, edition_id: str, source: Source) -> Move:
    """Fetch what it is to build on and list what it has only from the edition it leaves.

    Raises ReleaseError where there is nothing to leave, FormError for a chain that cannot be, and what `fetch` and
    `accept` raise.
    """
    folder, edition = workspace.folder(edition_id), workspace.handbook.edition(edition_id)
    if workspace.read_only:
        todo = "Start an edition of your own with “handbook start”."
        raise SaveRefused("These editions came along with the program and cannot be changed.", todo=todo)
    if edition.parent in ("", source.edition):
        what = f"“{edition_id}” builds on “{source.edition}” already." if edition.parent else "It builds on no other."
        raise ReleaseError(what, where=Place(edition.file), todo="Nothing was changed.")
    shared = shared_edition(workspace, replace(source, signers=source.signers or folder / SIGNERS), live=True)
    refuse_chain(edition_id, shared.chain)
    lock = workspace.lock(edition_id)
    if lock is not None and lock.pin.parent == source.edition:  # a run that died had only the last line left to write
        return Move(edition_id, edition.parent, shared, ())
    try:
        return Move(edition_id, edition.parent, shared, tuple(inherited(workspace.handbook, edition_id, shared.chain)))
    except ChainError as error:
        return Move(edition_id, edition.parent, shared, (), error.what)


def reparent(workspace: Workspace, move: Move, chosen: Sequence[Inherited]) -> list[str]:
    """Take over what was chosen, then build on the new edition; returns the files of what was taken over.

    Every step does no harm alone, and running it again after a crash does what is left. What is in another
    language than the edition's own words in that practice is not taken over.
    """
    lock = workspace.lock(move.edition)
    under_way = bool(move.unknown) or (lock is not None and lock.pin.parent == move.shared.id)
    plans = [] if under_way else adopted(workspace.handbook, move.edition, move.shared.chain, chosen)
    written = [*_bring(workspace, move, plans), *(carry_out(workspace, move.edition, plan) for plan in plans)]
    _pin(workspace, move)
    document = workspace.document(workspace.handbook.edition(move.edition).file)
    address = kept_address(move.shared.address, workspace.root)
    edits: dict[tuple[str, ...], Node | Removed] = {("builds_on",): move.shared.id, ("from",): address or REMOVE}
    workspace.save(document, edits)
    return [file for file in dict.fromkeys(written) if file and (workspace.root / file).exists()]


def _bring(workspace: Workspace, move: Move, plans: Sequence[Plan]) -> Iterator[str]:
    """Sources, terms and groups first: what is taken over names them."""
    if not plans:
        return
    folder = inside(workspace, move.edition)
    for one in brought(workspace.handbook.chain(move.edition), move.shared.chain, plans):
        file = f"{folder}{one.kind}.yaml"
        if (workspace.root / file).exists():
            workspace.save(workspace.document(file), {(one.list, str(one.item["id"])): dict(one.item)})
        else:
            frame: dict[str, Node] = {"format": "1", "lang": one.lang} if one.lang else {"format": "1"}
            comment = schema_line(workspace.root, file, one.kind)
            workspace.create(file, {**frame, one.list: [dict(one.item)]}, comment=comment)
        yield file


def _pin(workspace: Workspace, move: Move) -> None:
    if move.shared.accepted is not None:
        pin_to(workspace, move.edition, move.shared.accepted)
        return
    path = workspace.folder(move.edition) / LOCK
    if path.is_file():  # it follows an edition of this workspace that has no release
        remove(path, expected=content_hash(read_bytes(path)), locks=workspace.locks)
        workspace.refresh()
