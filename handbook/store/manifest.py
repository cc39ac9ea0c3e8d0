"""The manifest `handbook.yaml`, and the edition folders it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from handbook.errors import HandbookError, Place, ReadError, WorkspaceError
from handbook.model import fields as declared
from handbook.model.field import Shape
from handbook.model.ids import ID_PATTERN
from handbook.store.broken import Broken, checked, unreadable
from handbook.store.cache import Cache
from handbook.store.files import content_hash, read_bytes

MANIFEST = "handbook.yaml"
DEFAULT_EDITIONS = ["practices/*"]
_ID = re.compile(rf"^id:[ ]*[\"']?({ID_PATTERN})[\"' ]*\r?$".encode(), re.MULTILINE)


@dataclass(slots=True)
class Manifest:
    """The title of a workspace, its editions' folders by id, and those that cannot be used."""

    title: dict[str, str]
    folders: dict[str, Path] = field(default_factory=dict)
    broken: list[Broken] = field(default_factory=list)


def workspace_above(start: Path) -> Path | None:
    """The nearest folder, from `start` upward, that is a workspace."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / MANIFEST).is_file()), None)


def read_manifest(root: Path, cache: Cache) -> Manifest:
    """The manifest and its editions; an edition whose edition.yaml cannot be used is among the broken.

    Raises WorkspaceError where the manifest itself cannot be used.
    """
    try:
        content, faults = content_of(root, MANIFEST, declared.WORKSPACE, "", cache)
    except HandbookError as error:
        raise _closed(error.where.line if error.where else 0, error.what, error.todo) from None
    if faults:
        raise _closed(faults[0].line, faults[0].message, faults[0].todo)
    manifest = Manifest(dict(content["title"]))
    patterns: Any = content.get("editions") or DEFAULT_EDITIONS
    for pattern in patterns:
        found = [folder for folder in _folders(root, pattern) if (folder / "edition.yaml").is_file()]
        for folder in found:
            _add(manifest, root, folder, cache)
        if not found:
            message = f"No edition lies at “{pattern}”."
            todo = "Correct the folder under editions, or put an edition.yaml into it."
            manifest.broken.append(Broken(MANIFEST, 1, "editions", message, todo, "", "form-wrong"))
    return manifest


def _closed(line: int, why: str, todo: str) -> WorkspaceError:
    """Without the file that names the editions none of them can be found: that is said first, then why."""
    what = f"Line {line} of {MANIFEST} cannot be used" if line else f"The file {MANIFEST} cannot be used"
    return WorkspaceError(f"{what}, so no edition can be opened. {why}", where=Place(MANIFEST, line), todo=todo)


def _folders(root: Path, pattern: str) -> list[Path]:
    _inside(pattern)
    try:
        return sorted(root.glob(pattern))
    except ValueError:
        raise WorkspaceError(
            f"“{pattern}” cannot be a pattern of folders.", where=Place(MANIFEST), todo="Write one such as practices/*."
        ) from None


def _add(manifest: Manifest, root: Path, folder: Path, cache: Cache) -> None:
    name = (folder / "edition.yaml").relative_to(root).as_posix()
    try:
        content, faults = content_of(root, name, declared.EDITION, folder.name, cache)
    except HandbookError as error:
        manifest.broken.append(unreadable(name, _id_in(root / name) or folder.name, error))
        return
    if faults:
        known = _id_in(root / name) or folder.name
        manifest.broken.extend(replace(fault, edition=known) for fault in faults)
        return
    edition = str(content["id"])
    if manifest.folders.setdefault(edition, folder) != folder:
        twin = manifest.folders[edition].name
        message = f"Two editions bear the id “{edition}”: {twin} and {folder.name}."
        manifest.broken.append(
            Broken(name, 1, "id", message, "Give one of them another id.", folder.name, "form-wrong")
        )


def _id_in(file: Path) -> str:
    """The id that an edition.yaml names, though it cannot be used as a whole; empty where that cannot be told."""
    try:
        found = _ID.search(read_bytes(file))
    except ReadError:
        return ""
    return found[1].decode() if found else ""


def content_of(root: Path, name: str, shape: Shape, edition: str, cache: Cache) -> tuple[Any, list[Broken]]:
    """The content of a small file that every command needs; what was found sound before is not read again."""
    data = read_bytes(root / name)
    digest = f"{shape.name} {content_hash(data)}"
    held = cache.recall(digest)
    if held is not None:
        return held, []
    from handbook.store.yamltext import read  # late: a run that finds all in its cache reads no YAML

    content, faults = checked(read(data, name), shape, edition)
    if not faults:
        cache.keep(digest, content)
    return content, faults


def _inside(pattern: str) -> None:
    if (
        pattern.startswith("/")
        or "\\" in pattern
        or ":" in pattern
        or ".." in pattern.split("/")
        or not pattern.strip("./")
    ):
        raise WorkspaceError(
            f"The edition folder “{pattern}” would lie outside the workspace.",
            where=Place(MANIFEST),
            todo="Name folders below the one that holds handbook.yaml, such as practices/nl.",
        )
