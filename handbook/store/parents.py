"""Where a release of another edition comes from: this workspace, the program itself, a folder, a pack, or git."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handbook.editions.snapshot import thawed
from handbook.errors import Place, ReleaseError, SignatureUnchecked
from handbook.model.ids import is_id
from handbook.model.release import MOST_BYTES, Release
from handbook.store.data import data_folder
from handbook.store.files import read_bytes
from handbook.store.git import fetched, is_address, parts
from handbook.store.pack import unpacked
from handbook.store.releases import Found, found, numbers
from handbook.store.signing import short_digest, verify
from handbook.wording import _

BUILTIN = "builtin"
SIGNERS = "upstream/allowed_signers"  # in an edition's folder: whose signatures it trusts


@dataclass(frozen=True, slots=True)
class Accepted:
    """A release that has been looked at from end to end; `verified` names who signed it, where that was verified."""

    release: Release
    data: bytes
    verified: str
    trusted: bool

    @property
    def short(self) -> str:
        """A short form of its digest, to be compared by phone."""
        return short_digest(self.release.digest)


def fetch(
    address: str, edition: str, number: str = "", *, base: Path, machine: Path, siblings: Mapping[str, Path]
) -> Found:
    """A release of an edition by its number, or the newest, from an address; nothing of it has been looked at yet.

    `base` is the folder that a relative address starts from, `siblings` the editions of this workspace by id. An empty
    `edition` takes the only one there is. Raises ReleaseError, ReadError, PackError or ParentError.
    """
    if edition and not is_id(edition):
        what = _("“{edition}” cannot be the id of an edition.", edition=edition)
        raise ReleaseError(what, todo=_("Write it in lower case, such as eu."))
    if not address:
        return _sibling(edition, number, siblings)
    if address == BUILTIN:
        shipped = data_folder() / "practices" / (edition or "global")
        return found(shipped, shipped.name, number, name=_("the editions that came along"), trusted=True)
    if is_address(address):
        return _from_git(address, edition, number, machine)
    # Not pathlib: it raises at the home of nobody, at a link in a circle, at a name that is far too long.
    path = Path(os.path.realpath(base / os.path.expanduser(address)))  # noqa: PTH111
    if os.path.isdir(path):  # noqa: PTH112
        return _from_folder(path, edition, number, address)
    if os.path.exists(path):  # noqa: PTH110
        return _from_pack(path, edition, number, address)
    todo = _("Name a folder, a pack, an address of git, or “builtin” for the editions that came along.")
    raise ReleaseError(_("There is nothing here."), where=Place(address), todo=todo)


def accept(held: Found, signers: Path, *, unsigned: bool) -> Accepted:
    """Look at a release from end to end, its signature too; raises FormError, SignatureError, SignatureUnchecked."""
    release = thawed(held.data, held.where)
    if (release.edition, release.number) != (held.edition, held.number):
        what = _("It calls itself release {number} of “{edition}”, which is not what was asked for.",
                 number=release.number, edition=release.edition)  # fmt: skip
        raise ReleaseError(what, where=Place(held.where), todo=_("Nothing was taken in. Ask those who made it."))
    verified = ""
    if not held.trusted:
        verified = _verified(held, signers, unsigned=unsigned, short=short_digest(release.digest))
    return Accepted(release, held.data, verified, held.trusted)


def _verified(held: Found, signers: Path, *, unsigned: bool, short: str) -> str:
    if held.signature is not None and signers.is_file():
        try:
            return verify(held.data, held.signature, signers)
        except SignatureUnchecked:
            if not unsigned:
                raise
            return ""
    if unsigned:
        return ""
    what = _("It is not known whose signature to trust.")
    if held.signature is None:
        what = _("The release is not signed.")
    todo = _(
        "Compare this digest with its makers, say by phone: {digest}. If it is the same, add --unsigned."
        " If they sign their releases, put their keys into upstream/allowed_signers of your edition.",
        digest=short,
    )
    raise SignatureUnchecked(what, where=Place(held.where), todo=todo)


def _sibling(edition: str, number: str, siblings: Mapping[str, Path]) -> Found:
    if edition not in siblings:
        what = _("The edition “{edition}” is not in this handbook, and it is not said where its releases come from.",
                 edition=edition)  # fmt: skip
        raise ReleaseError(what, todo=_("Write its address under “from” in edition.yaml, or name it with --from."))
    name = _("the edition “{edition}” in this handbook", edition=edition)
    return found(siblings[edition], edition, number, name=name, trusted=True)


def _from_folder(folder: Path, edition: str, number: str, address: str) -> Found:
    """A folder may be that of the edition, of editions, or of a whole handbook."""
    if edition:
        places = (folder, folder / edition, folder / "practices" / edition)
        place = next((one for one in places if numbers(one, edition)), places[-1])
        return found(place, edition, number, name=address)
    there = sorted({path.parent.parent for path in folder.glob("practices/*/releases/*.json")})
    if len(there) != 1:
        names = ", ".join(path.name for path in there) or _("none")
        todo = _("Say which one with --builds-on; with releases there is: {names}.", names=names)
        raise ReleaseError(_("It is not clear which edition is meant."), where=Place(address), todo=todo)
    return found(there[0], there[0].name, number, name=address)


def _from_pack(path: Path, edition: str, number: str, address: str) -> Found:
    held = unpacked(read_bytes(path, limit=MOST_BYTES, name=address), address)
    if (edition and held.edition != edition) or (number and held.number != number):
        what = _("This pack holds release {number} of “{edition}”.", number=held.number, edition=held.edition)
        raise ReleaseError(what, where=Place(address), todo=_("That is not the one asked for; nothing was taken in."))
    return Found(held.edition, held.number, held.snapshot, held.signature, address)


def _from_git(address: str, edition: str, number: str, machine: Path) -> Found:
    if not edition:
        what, todo = _("Say which edition is meant."), _("Add --builds-on with its id.")
        raise ReleaseError(what, where=Place(address), todo=todo)
    url, ref = parts(address)
    held = fetched(url, ref, edition, number, machine=machine)
    return Found(edition, held.number, held.snapshot, held.signature, address)
