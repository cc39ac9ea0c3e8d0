"""Releasing: a numbered state of an edition as one file, with what changed since the one before; and packs of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from handbook.editions.changelog import WEIGHTS, Changed, Weight, beside, changes
from handbook.editions.fingerprint import normal_form
from handbook.editions.resolve import taken_in
from handbook.editions.snapshot import checked, digest_of, frozen, released
from handbook.errors import Place, ReleaseError, SaveRefused, SignatureUnchecked
from handbook.model.edition import Edition
from handbook.model.handbook import LONGEST_CHAIN
from handbook.model.release import Pin, Release
from handbook.store.files import held, read_bytes, replace_folder, sweep, write_atomic
from handbook.store.pack import MOST_PACK, packed, unpacked
from handbook.store.parents import accept
from handbook.store.releases import FOLDER, SIGNATURE, Found, found, numbers, place, sound
from handbook.store.signing import sign as signature_of
from handbook.store.workspace import Workspace
from handbook.wording import _


@dataclass(frozen=True, slots=True)
class Made:
    """A release that was made, or under `dry_run` would be."""

    number: str
    digest: str
    changes: tuple[Changed, ...]
    beside: tuple[str, ...]  # what else has changed: edition, glossary, sources, …
    file: str
    before: Release | None
    chain: tuple[Edition, ...]
    signed: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """A pack that was looked into, and who signed it; where nobody could tell, why."""

    release: Release
    data: bytes
    signature: bytes | None
    verified: str
    unchecked: SignatureUnchecked | None


def release(
    workspace: Workspace,
    edition: str,
    *,
    note: str = "",
    marks: Mapping[str, str] | None = None,
    sign: Path | None = None,
    dry_run: bool = False,
) -> Made:
    """Write the next release of an edition: what it shows now, and what of that is otherwise than before.

    `marks` weigh lines of the changelog otherwise, by “practice unit”: heavier as one likes, editorial only where that
    holds. Raises ReleaseError where nothing has changed, a practice was deleted or a file cannot be used.
    """
    folder = workspace.folder(edition)
    _refuse_read_only(workspace, edition)
    _refuse_broken(workspace, edition)
    busy = f"The edition “{edition}” is being released by another program."
    with nullcontext() if dry_run else held(folder / FOLDER, workspace.locks, busy=busy):
        before = _newest(workspace, edition)
        number = str(int(before.number) + 1) if before else "1"
        path = place(folder, edition, number)
        file = path.relative_to(workspace.root).as_posix()
        chain = _chain(workspace, edition)
        # What is compared is what a reader will find in the file, and it is looked at as a stranger would.
        plain = _frozen(workspace, edition, chain, number, note, ())
        now = released(checked(plain, file), "", file).chain
        if before is not None:
            _refuse_deleted(before, chain)
            _refuse_unchanged(before, now)
        lines = weighed(changes(before.chain if before else None, now), marks or {})
        data = _frozen(workspace, edition, chain, number, note, lines)
        if not dry_run:
            _write(workspace, path, data, signature_of(data, sign) if sign else None)
        also = beside(before.chain if before else None, now)
        return Made(number, digest_of(data), tuple(lines), tuple(also), file, before, now, sign is not None)


def weighed(lines: Sequence[Changed], marks: Mapping[str, str]) -> list[Changed]:
    """The lines with what an editor says of them; raises ReleaseError where what she says does not hold."""
    known = {f"{line.practice} {line.unit}".strip(): line for line in lines}
    for name, kind in marks.items():
        if name not in known:
            todo = _("These lines have changed: {names}.", names="; ".join(known) or _("none"))
            raise ReleaseError(_("The mark “{name}” is of nothing that has changed.", name=name), todo=todo)
        known[name] = _weighed(known[name], kind)
    return list(known.values())


def opened(workspace: Workspace, edition: str, number: str = "") -> Release:
    """A release of an edition of this workspace, by its number, or the newest; raises ReleaseError, FormError."""
    there = _found(workspace, edition, number)
    return sound(there.data, digest_of(there.data), there.where, workspace.cache)


def history(workspace: Workspace, edition: str) -> list[Release]:
    """All releases of an edition, the newest first."""
    return [opened(workspace, edition, number) for number in reversed(numbers(workspace.folder(edition), edition))]


def pack(
    workspace: Workspace, edition: str, number: str = "", *, sign: Path | None = None
) -> tuple[Release, bytes, bool]:
    """A release, its pack, and whether that is signed: by the key named here, else as the release itself was."""
    there = _found(workspace, edition, number)
    release = opened(workspace, edition, there.number)
    signature = signature_of(there.data, sign) if sign else there.signature
    return release, packed(edition, there.number, there.data, signature), signature is not None


def look_into(file: Path, signers: Path | None = None) -> Looked:
    """What a stranger's pack holds, looked at from end to end; `signers` are those whose signatures are trusted.

    Raises ReadError, PackError, FormError, and SignatureError for a signature that does not hold.
    """
    pack = unpacked(read_bytes(file, limit=MOST_PACK, name=str(file)), str(file))
    there = Found(pack.edition, pack.number, pack.snapshot, pack.signature, str(file))
    unchecked: SignatureUnchecked | None = None
    try:
        accepted = accept(there, signers or Path(), unsigned=False)
    except SignatureUnchecked as error:
        unchecked = error
        accepted = accept(there, signers or Path(), unsigned=True)
    return Looked(accepted.release, accepted.data, pack.signature, accepted.verified, unchecked)


def lay_out(folder: Path, release: Release, data: bytes, signature: bytes | None) -> list[str]:
    """Write a release into a new folder, from which an edition can take it in; the whole folder or nothing."""
    if folder.exists():
        raise SaveRefused(
            _("There is already a folder of this name."), where=Place(str(folder)), todo=_("Name a new one.")
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".handbook-", dir=folder.parent) as near:
        made = Path(near, folder.name)
        path = place(made, release.edition, release.number)
        write_atomic(path, data, expected="", locks=Path(near, "locks"))
        if signature is not None:
            write_atomic(_beside(path), signature, expected="", locks=Path(near, "locks"))
        replace_folder(made, folder)
    return sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())


def _weighed(line: Changed, kind: str) -> Changed:
    unit = f"{line.practice} {line.unit}".strip()
    if kind not in WEIGHTS:
        what = _("“{unit}” cannot be marked “{kind}”.", unit=unit, kind=kind)
        raise ReleaseError(what, todo=_("Use one of: {names}.", names=", ".join(WEIGHTS)))
    weight: Weight = WEIGHTS[WEIGHTS.index(kind)]
    if weight == "editorial" and line.why:
        what = _("“{unit}” is more than editorial. {why}", unit=unit, why=_(line.why))
        raise ReleaseError(what, todo=_("Leave the mark out."))
    if weight == "substantive" and line.kind == "legal":
        raise ReleaseError(_("“{unit}” is about law, and stays so.", unit=unit), todo=_("Leave the mark out."))
    return replace(line, kind=weight)


def _frozen(
    workspace: Workspace, edition: str, chain: Sequence[Edition], number: str, note: str, lines: Sequence[Changed]
) -> bytes:
    lock = workspace.lock(edition)
    built_on: Pin | None = lock.pin if lock is not None else None
    return frozen(
        chain, number, datetime.now(UTC).date().isoformat(),
        title=workspace.handbook.title, note=note.strip() or ("The first release." if number == "1" else ""),
        changes=[line.written() for line in lines], built_on=built_on,
    )  # fmt: skip


def _newest(workspace: Workspace, edition: str) -> Release | None:
    return opened(workspace, edition) if numbers(workspace.folder(edition), edition) else None


def _chain(workspace: Workspace, edition: str) -> tuple[Edition, ...]:
    chain = workspace.handbook.chain(edition)
    if len(chain) >= LONGEST_CHAIN:
        what = _("The edition “{edition}” stands on {number} others, so no edition can build on it.",
                 edition=edition, number=LONGEST_CHAIN - 1)  # fmt: skip
        raise ReleaseError(what, todo=_("It needs no releases: publish its site with “handbook build”."))
    return chain


def _found(workspace: Workspace, edition: str, number: str) -> Found:
    folder = workspace.folder(edition)
    name = (folder / FOLDER).relative_to(workspace.root).as_posix()
    there = found(folder, edition, number, name=name, trusted=True)
    return replace(there, where=f"{name}/{edition}-{there.number}.json")


def _write(workspace: Workspace, path: Path, data: bytes, signature: bytes | None) -> None:
    """The signature first: whoever finds the release finds it signed. One that a dead run left belongs to nothing."""
    sweep(path.parent)
    if signature is not None:
        write_atomic(_beside(path), signature, expected=None, locks=workspace.locks)
    elif _beside(path).exists():
        _beside(path).unlink()
    write_atomic(path, data, expected="", locks=workspace.locks)


def _beside(path: Path) -> Path:
    return path.with_name(path.name + SIGNATURE)


def _refuse_read_only(workspace: Workspace, edition: str) -> None:
    if workspace.read_only:
        what = _("The edition “{edition}” came along with the program and is released by its makers.", edition=edition)
        raise SaveRefused(what, todo=_("Start an edition of your own with “handbook start”."))


def _refuse_broken(workspace: Workspace, edition: str) -> None:
    """What cannot be read would be missing, in this edition or in one that it follows as it is here now."""
    live = {edition}
    handbook = workspace.handbook
    while (held := handbook.edition(edition)).parent and edition not in handbook.pins:
        edition = held.parent
        if edition in live or edition not in handbook.editions:
            break
        live.add(edition)
    if fault := next((fault for fault in workspace.broken if fault.edition in live), None):
        what = _("Nothing is released while a file cannot be used. {why}", why=fault.message)
        raise ReleaseError(what, where=fault.where, todo=fault.todo)


def _refuse_deleted(before: Release, chain: Sequence[Edition]) -> None:
    """Nothing is ever deleted: others may build on it."""
    own = chain[-1].practices
    settled = taken_in(chain)
    for practice in before.chain[-1].practices:
        where = Place(own[practice].file) if practice in own else None
        if practice in own and own[practice].status not in ("published", "withdrawn"):
            what = _("“{practice}” was released before, and is {status} now.",
                     practice=practice, status=_(own[practice].status))  # fmt: skip
            todo = _("Publish it, or withdraw it: status: withdrawn, with withdrawn_because and replaced_by.")
            raise ReleaseError(what, where=where, todo=todo)
        if practice not in own and practice not in settled:
            what = _("“{practice}” was released before, and its file is gone.", practice=practice)
            todo = _("Bring the file back and withdraw it: status: withdrawn, with withdrawn_because and replaced_by.")
            raise ReleaseError(what, todo=todo)


def _refuse_unchanged(before: Release, now: Sequence[Edition]) -> None:
    if _as_read(before.chain) == _as_read(now):
        what = _("Nothing has changed since release {number} of {date}.", number=before.number, date=before.date)
        raise ReleaseError(what, todo=_("There is nothing to release."))


def _as_read(chain: Sequence[Edition]) -> Any:
    """All that editions say, without line breaks and spaces that say nothing."""
    return _normal(json.loads(frozen(chain, "1", ""))["editions"])


def _normal(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {name: _normal(held) for name, held in tree.items()}
    if isinstance(tree, list):
        return [_normal(held) for held in tree]
    return normal_form(tree)
