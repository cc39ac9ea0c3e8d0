"""Start an edition: a folder in this workspace, or a repository of its own; whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbook.errors import FormError, Place, SaveRefused
from handbook.model.ids import is_id
from handbook.model.release import Pin
from handbook.store.drafts import schema_line
from handbook.store.files import held, read_bytes, replace_folder, write_atomic
from handbook.store.machine import MACHINE
from handbook.store.manifest import MANIFEST
from handbook.store.parents import SIGNERS
from handbook.store.pins import Lock, snapshot_file, write_lock
from handbook.store.schemas import write_schemas
from handbook.store.shared import Shared, Source, kept_address, refuse_chain, shared_edition
from handbook.store.starter import starter_files
from handbook.store.starter.edition import Wanted, edition_tree
from handbook.store.starter.program import program_address
from handbook.store.workspace import Workspace
from handbook.store.yamltext import Node, compose
from handbook.wording import _


@dataclass(frozen=True, slots=True)
class Started:
    """What was made: an edition in a folder of this workspace, or of a repository of its own."""

    edition: str
    root: Path
    folder: Path
    shared: Shared
    own_repository: bool
    program: str = ""  # where its jobs get the program from; empty where nobody has said


def start(
    workspace: Workspace,
    wanted: Wanted,
    source: Source,
    *,
    repository: Path | None = None,
    here: bool = False,
    program: str = "",
) -> Started:
    """Make an edition that holds nothing yet but who it is and which release it reads.

    It is made in this workspace if that can be written and the edition it builds on lies in it, or `here` asks for
    it; else as a repository in the folder `repository`, whose jobs get the program from the address `program`, or from
    where it was installed from. Raises FormError, ReleaseError, SaveRefused, and what `fetch`
    and `accept` raise.
    """
    _refuse_id(wanted.id)
    inside = stays_here(workspace, source, repository=repository, here=here)
    if inside and program:
        todo = "Leave --program out, or name a folder with --in."
        raise FormError("Only a repository of its own has jobs that get the program from somewhere.", todo=todo)
    address = "" if inside else program_address(program)
    if inside and wanted.id in workspace.manifest.folders:
        what = _("There is an edition “{edition}” here already.", edition=wanted.id)
        raise FormError(what, todo=_("Choose another id."))
    shared = shared_edition(workspace, source, live=inside)
    refuse_chain(wanted.id, shared.chain)
    if inside:
        return _in_workspace(workspace, wanted, shared, source.signers)
    return _as_repository(repository or Path(f"handbook-{wanted.id}"), wanted, shared, source.signers, address)


def stays_here(workspace: Workspace, source: Source, *, repository: Path | None = None, here: bool = False) -> bool:
    """Whether a new edition would lie in this workspace; raises SaveRefused where that is asked for and cannot be."""
    if here:
        if workspace.read_only:
            todo = _("Leave --here out to make a repository of its own, or stand in a folder with a handbook.yaml.")
            raise SaveRefused(_("There is no handbook here that an edition could be added to."), todo=todo)
        return True
    of_ours = not source.address or source.address in workspace.manifest.folders
    return repository is None and of_ours and not workspace.read_only


def _in_workspace(workspace: Workspace, wanted: Wanted, shared: Shared, signers: Path | None) -> Started:
    folders = workspace.manifest.folders
    beside = folders.get(shared.id) or next(iter(folders.values()), workspace.root / "practices" / "any")
    folder = beside.with_name(wanted.id)
    new = workspace.machine / f"start-{wanted.id}"
    with held(folder, workspace.locks):
        if folder.exists():
            todo = _("Nothing was written. Choose another id.")
            raise SaveRefused(_("There is already something here."), where=Place(str(folder)), todo=todo)
        shutil.rmtree(new, ignore_errors=True)  # left by a program that died
        file = (folder / "edition.yaml").relative_to(workspace.root).as_posix()
        tree = edition_tree(wanted, shared.chain[-1], kept_address(shared.address, workspace.root))
        data = schema_line(workspace.root, file, "edition").encode() + compose(tree, file)
        _write_edition(new, data, shared, signers, workspace.locks)
        replace_folder(new, folder)
    workspace.refresh()
    if wanted.id not in workspace.manifest.folders:
        _name_in_manifest(workspace, folder)
    return Started(wanted.id, workspace.root, folder, shared, own_repository=False)


def _name_in_manifest(workspace: Workspace, folder: Path) -> None:
    """Name the folder in a handbook.yaml that lists its editions one by one."""
    document = workspace.document(MANIFEST)
    there = document.tree.get("editions")
    names: list[Node] = list(there) if isinstance(there, list) else []
    workspace.save(document, {("editions",): [*names, folder.relative_to(workspace.root).as_posix()]})


def _as_repository(root: Path, wanted: Wanted, shared: Shared, signers: Path | None, program: str) -> Started:
    root = root.resolve()
    _refuse_taken(root)
    new = root.with_name(f".{root.name}.start")
    shutil.rmtree(new, ignore_errors=True)  # left by a program that died
    locks = new / MACHINE / "locks"
    folder = new / "practices" / wanted.id
    folder.mkdir(parents=True)
    try:
        write_schemas(new)
        tree = edition_tree(wanted, shared.chain[-1], kept_address(shared.address, root))
        file = f"practices/{wanted.id}/edition.yaml"
        _write_edition(folder, schema_line(new, file, "edition").encode() + compose(tree, file), shared, signers, locks)
        manifest: dict[str, Node] = {"format": "1", "title": dict(tree["title"]), "editions": ["practices/*"]}
        files = {MANIFEST: schema_line(new, MANIFEST, "workspace").encode() + compose(manifest, MANIFEST)}
        files |= starter_files(_names_in_texts(wanted, shared, tree, program))
        for name, data in files.items():
            write_atomic(new / name, data, expected="", locks=locks)
        shutil.rmtree(new / MACHINE)
        replace_folder(new, root)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return Started(wanted.id, root, root / "practices" / wanted.id, shared, own_repository=True, program=program)


def _write_edition(folder: Path, data: bytes, shared: Shared, signers: Path | None, locks: Path) -> None:
    if signers is not None:
        write_atomic(folder / SIGNERS, read_bytes(signers), expected="", locks=locks)
    if shared.accepted is not None:
        release = shared.accepted.release
        pin = Pin(release.edition, release.number, release.digest)
        write_atomic(snapshot_file(folder, pin), shared.accepted.data, expected="", locks=locks)
        write_lock(folder, Lock(pin, shared.accepted.verified), locks)
    write_atomic(folder / "edition.yaml", data, expected="", locks=locks)


def _names_in_texts(wanted: Wanted, shared: Shared, tree: Mapping[str, Any], program: str) -> dict[str, str]:
    keeper = shared.chain[-1].content.get("maintainer", {})
    ask = f"Those who keep the shared edition: {keeper['body']}" if keeper.get("body") else "Those who keep the shared"
    ask += f" ({keeper['contact']})." if keeper.get("contact") else ("." if keeper.get("body") else " edition.")
    number = shared.accepted.release.number if shared.accepted else ""
    return {
        "TITLE": wanted.title, "ID": wanted.id, "SHARED": f"“{shared.title}”", "PARENT": shared.id, "NUMBER": number,
        "LICENCE": str(tree["licence"]), "ASK": ask,
        "PROGRAM": program, "PIP": program or "git+https://…",
    }  # fmt: skip


def _refuse_id(edition: str) -> None:
    if not is_id(edition):
        todo = _(
            "Use lower-case words joined by hyphens, such as ke or east-africa. Names that the site uses are taken."
        )
        raise FormError(_("“{edition}” cannot be the id of an edition.", edition=edition), todo=todo)


def _refuse_taken(root: Path) -> None:
    where = Place(str(root))
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        todo = _("Nothing was written. Name another folder with --in, or move away what lies there.")
        raise SaveRefused(_("There is already something here."), where=where, todo=todo)
    if root == Path.cwd():
        todo = _("Go to the folder above it and name it with --in.")
        raise SaveRefused(_("You stand in this folder, so it cannot be put in place whole."), where=where, todo=todo)
