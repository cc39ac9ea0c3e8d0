"""Sync: take in a release of the edition above. Stores the snapshot, then renames one file; undo is the old pin."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from handbook.editions.snapshot import digest_of
from handbook.errors import PinError, Place, ReleaseError
from handbook.model.edition import Edition
from handbook.model.handbook import LONGEST_CHAIN
from handbook.model.release import Pin, Release
from handbook.store.files import held, sweep, write_atomic
from handbook.store.parents import SIGNERS, Accepted, accept, fetch
from handbook.store.pins import LOCK, Lock, pinned_release, snapshot_file, write_lock
from handbook.store.workspace import Workspace
from handbook.wording import _


@dataclass(frozen=True, slots=True)
class Taken:
    """A release that was taken in, or looked at, and what the edition read before."""

    edition: Edition
    release: Release
    before: Sequence[Edition] | None  # the editions above as they were read until now; None where there were none
    verified: str
    short: str
    trusted: bool
    new: bool  # false where the edition reads this very release already


def sync(
    workspace: Workspace,
    edition_id: str,
    *,
    address: str = "",
    to: str = "",
    unsigned: bool = False,
    dry_run: bool = False,
) -> Taken:
    """Pin an edition to a release of the one it builds on: the newest, or that of the number `to`.

    Nothing that an editor wrote is opened for writing, and nothing at all under `dry_run`. An older release is taken
    only where `to` asks for it. Raises ReleaseError and what `fetch` and `accept` raise.
    """
    edition = _following(workspace, edition_id)
    folder = workspace.folder(edition_id)
    found = fetch(
        address or str(edition.content.get("from", "")), edition.parent, to, base=workspace.root,
        machine=workspace.machine, siblings=workspace.manifest.folders,
    )  # fmt: skip
    accepted = accept(found, folder / SIGNERS, unsigned=unsigned)
    lock = _lock(workspace, edition_id)
    _refuse_chain(edition, accepted.release)
    new = _is_new(lock, accepted, asked=bool(to)) or not _at_hand(folder, accepted.release)
    taken = _taken(workspace, edition, accepted, new=new)
    if new and not dry_run:
        pin_to(workspace, edition_id, accepted)
    return taken


def undo(workspace: Workspace, edition_id: str) -> Taken:
    """Read the release before again; doing it twice comes back. Raises ReleaseError where there is none before."""
    edition, folder = _following(workspace, edition_id), workspace.folder(edition_id)
    lock = workspace.lock(edition_id)
    if lock is None or lock.previous is None:
        what = _("The edition “{edition}” has read no other release before.", edition=edition_id)
        raise ReleaseError(what, todo=_("Nothing was changed."))
    release = pinned_release(workspace.root, folder, lock.previous, workspace.cache)
    before = workspace.pins[edition_id]
    workspace.refuse_read_only(f"{edition_id}/{LOCK}")
    write_lock(folder, Lock(lock.previous, previous=lock.pin), workspace.locks)
    workspace.refresh()
    return Taken(edition, release, before, "", "", trusted=True, new=True)


def pin_to(workspace: Workspace, edition_id: str, accepted: Accepted) -> None:
    """Store a snapshot, then write `handbook.lock`: whoever is stopped between the two reads the old release still."""
    workspace.refuse_read_only(f"{edition_id}/{LOCK}")
    folder, release = workspace.folder(edition_id), accepted.release
    pin = Pin(release.edition, release.number, release.digest)
    with held(folder / "upstream", workspace.locks):
        sweep(folder / "upstream")
        if not _at_hand(folder, release):
            write_atomic(snapshot_file(folder, pin), accepted.data, expected=None, locks=workspace.locks)
        lock = _lock(workspace, edition_id)
        previous = lock.pin if lock is not None and lock.pin.parent == pin.parent else None
        if lock is not None and previous == pin:  # another program was faster, or only the snapshot was lost
            previous = lock.previous
        write_lock(folder, Lock(pin, accepted.verified, previous), workspace.locks)
    workspace.refresh()


def _following(workspace: Workspace, edition_id: str) -> Edition:
    workspace.folder(edition_id)
    edition = workspace.handbook.edition(edition_id)
    if not edition.parent:
        what = _("The edition “{edition}” builds on no other, so there is nothing to take in.", edition=edition_id)
        raise ReleaseError(what, where=Place(edition.file), todo=_("Name the one it builds on under “builds_on”."))
    return edition


def _refuse_chain(edition: Edition, release: Release) -> None:
    if edition.id in {one.id for one in release.chain}:
        what = _("Release {number} of “{edition}” itself builds on “{ours}”.",
                 number=release.number, edition=release.edition, ours=edition.id)  # fmt: skip
        raise ReleaseError(what, todo=_("Nothing was taken in: editions cannot build on each other in a circle."))
    if len(release.chain) >= LONGEST_CHAIN:
        what = _("More than {number} editions would build on each other.", number=LONGEST_CHAIN)
        raise ReleaseError(what, todo=_("Nothing was taken in."))


def _lock(workspace: Workspace, edition_id: str) -> Lock | None:
    """What it is pinned to; a lock that cannot be read counts for none, since taking in a release is what mends it."""
    try:
        return workspace.lock(edition_id)
    except PinError:
        return None


def _at_hand(folder: Path, release: Release) -> bool:
    """Whether the snapshot lies here, whole."""
    path = snapshot_file(folder, Pin(release.edition, release.number, release.digest))
    return path.is_file() and digest_of(path.read_bytes()) == release.digest


def _is_new(lock: Lock | None, accepted: Accepted, *, asked: bool) -> bool:
    release = accepted.release
    if lock is None or lock.pin.parent != release.edition:
        return True
    now = lock.pin
    known = {pin.release: pin.digest for pin in (lock.previous, now) if pin is not None}
    if known.get(release.number, release.digest) != release.digest:
        what = _("Release {number} of “{edition}” is not the one you have under that number.",
                 number=release.number, edition=release.edition)  # fmt: skip
        todo = _("Nothing was taken in. A release is never changed: ask its makers. Its digest is {digest}.",
                 digest=accepted.short)  # fmt: skip
        raise ReleaseError(what, todo=todo)
    if int(release.number) < int(now.release) and not asked:
        what = _("The newest release there is {number}, but you read {present} already.",
                 number=release.number, present=now.release)  # fmt: skip
        todo = _("Nothing was taken in. If you mean it, say so: handbook sync --to {number}", number=release.number)
        raise ReleaseError(what, todo=todo)
    return now.digest != release.digest


def _taken(workspace: Workspace, edition: Edition, accepted: Accepted, *, new: bool) -> Taken:
    before: Sequence[Edition] | None = None
    if edition.id in workspace.pins:
        with suppress(PinError):  # it could not be read until now
            before = workspace.pins[edition.id]
    elif edition.parent in workspace.handbook.editions:
        before = workspace.handbook.chain(edition.id)[:-1]
    held = accepted
    return Taken(edition, held.release, before, held.verified, held.short, held.trusted, new)
