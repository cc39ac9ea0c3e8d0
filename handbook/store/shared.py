"""The edition that another is to build on: a release of it from wherever it comes, or as it is in this workspace."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from handbook.errors import FormError, ReleaseError
from handbook.model.edition import Edition, in_language
from handbook.model.handbook import LONGEST_CHAIN
from handbook.store import git
from handbook.store.parents import BUILTIN, SIGNERS, Accepted, accept, fetch
from handbook.store.releases import numbers
from handbook.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Source:
    """Where the edition it builds on comes from: an address, its id, a release of it, and whose signature counts."""

    address: str = ""
    edition: str = ""
    number: str = ""
    signers: Path | None = None
    unsigned: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """The edition to build on, with those above it; `accepted` is the release, or None where it is followed live."""

    chain: Sequence[Edition]
    accepted: Accepted | None
    address: str = ""

    @property
    def id(self) -> str:
        """Its id."""
        return self.chain[-1].id

    @property
    def title(self) -> str:
        """Its title, in English where there is one."""
        return in_language(self.chain[-1].content["title"], "en", self.id)[0]


def shared_edition(workspace: Workspace, source: Source, *, live: bool) -> Shared:
    """The edition to build on: a release of it, or as it is here now if it is of this workspace and has no release."""
    ours = workspace.manifest.folders
    address, name = source.address, source.edition
    if address in ours and not workspace.read_only:
        address, name = "", name or address
    if not address and not name:
        name = _only(workspace)
    if live and not address and name in ours and not source.number and not numbers(ours[name], name):
        return Shared(workspace.handbook.chain(name), None)
    found = fetch(address, name, source.number, base=Path.cwd(), machine=workspace.machine, siblings=ours)
    nowhere = workspace.machine / "no" / SIGNERS
    accepted = accept(found, source.signers or nowhere, unsigned=source.unsigned)
    return Shared(accepted.release.chain, accepted, address or ("" if live else str(ours[name])))


def refuse_chain(edition: str, above: Sequence[Edition]) -> None:
    """Raise FormError where an edition cannot build on these: it is one of them, or there are too many."""
    if edition in {one.id for one in above}:
        raise FormError(f"An edition above it is called “{edition}”, too.", todo="Choose another id.")
    if len(above) >= LONGEST_CHAIN:
        what = f"At most {LONGEST_CHAIN} editions can build on each other, and there are {len(above)} above it already."
        raise FormError(what, todo="Let it build on one nearer to the root.")


def kept_address(address: str, root: Path) -> str:
    """The address as edition.yaml keeps it: where the next release will be found, seen from the new workspace."""
    if not address or address == BUILTIN:
        return address
    if git.is_address(address):
        url, _ = git.parts(address)  # a tag names one release, and the next one will bear another
        return f"{url}@HEAD" if url.startswith("/") else url
    path = Path(address).expanduser().resolve()
    # A pack is one release: the next one comes in another file.
    return os.path.relpath(path, root.resolve()).replace(os.sep, "/") if path.is_dir() else ""


def _only(workspace: Workspace) -> str:
    names = [] if workspace.read_only else list(workspace.manifest.folders)
    if len(names) == 1:
        return names[0]
    if names:
        todo = f"Add --builds-on with one of: {', '.join(names)}."
        raise ReleaseError("There are several editions here, so say on which one it builds.", todo=todo)
    todo = "Add --from with a folder, a pack, an address of git, or “builtin” for the editions that came along."
    raise ReleaseError("It is not said where the shared edition comes from.", todo=todo)
