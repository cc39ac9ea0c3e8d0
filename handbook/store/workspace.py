"""A workspace: the folder with `handbook.yaml` and its editions. All reading and writing goes through it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.errors import HandbookError, PinError, Place, SaveRefused, UnknownEdition, WorkspaceError
from handbook.model.handbook import Handbook
from handbook.model.ordering import Order, order_of
from handbook.model.practice import nearest_line
from handbook.store.bases import Bases
from handbook.store.broken import Broken, twins
from handbook.store.cache import Cache, Row
from handbook.store.data import data_folder
from handbook.store.files import content_hash, read_bytes, remove, sweep, write_atomic
from handbook.store.layout import front, kind_of
from handbook.store.machine import MACHINE, cache_folder
from handbook.store.manifest import MANIFEST, read_manifest, workspace_above
from handbook.store.pins import Lock, Pins, pinned_release, read_lock
from handbook.store.scan import scan
from handbook.store.shelves import shelved
from handbook.wording import _

if TYPE_CHECKING:
    from handbook.model.ownwords import Runs
    from handbook.store.yamltext import Document, Node, Removed

MOST_RUNS = 16 << 20  # bytes of one file of hashes


class Workspace:
    """One open workspace. Files are read once, and again only when they have changed."""

    def __init__(self, root: Path, machine: Path, *, cache: bool, read_only: bool = False, live: bool = False) -> None:
        self.live = live  # whether pinned editions follow the editions they build on as these are here now
        self.root = root
        self.machine = machine
        self.read_only = read_only  # the editions that came along with the program
        self.cache = Cache(machine / "cache.sqlite" if cache else None)
        self.refresh()

    @classmethod
    def open(cls, root: Path | None = None, *, cache: bool = True, live: bool = False) -> Workspace:
        """The workspace at `root`, or the nearest one above the present folder, or else the editions that came along.

        `live` leaves pins out: each edition follows the one it builds on as it is here now.

        Raises WorkspaceError where `root` is no workspace or its handbook.yaml cannot be used.
        """
        found = workspace_above(root or Path.cwd())
        if found is None and root is not None:
            raise WorkspaceError(
                f"{root} is no handbook: neither it nor a folder above it has a {MANIFEST}.",
                todo="Name its folder with --workspace, or leave that out to use the editions that came along.",
            )
        home = (found or data_folder()).resolve()
        return cls(home, _machine(home), cache=cache, read_only=found is None or _is_shipped(home), live=live)

    def refresh(self) -> None:
        """Read what has changed on disk since it was last read."""
        for held in ("handbook", "pins", "_digests"):
            self.__dict__.pop(held, None)
        self.manifest = read_manifest(self.root, self.cache)
        self.cache.refill = self._scan
        self._scan()

    def _scan(self) -> None:
        scan(self.root, self.manifest.folders, self.cache)

    @cached_property
    def handbook(self) -> Handbook:
        """All its editions; practices are built only when they are opened."""
        folders = self.manifest.folders.items()
        editions = {name: shelved(self.cache, name, self.root, at) for name, at in folders}
        return Handbook(self.manifest.title, editions, {} if self.live else self.pins)

    @cached_property
    def pins(self) -> Pins:
        """What its editions are pinned to."""
        return Pins(self.root, self.manifest.folders, self.cache)

    @property
    def broken(self) -> list[Broken]:
        """Every file that cannot be used, with its place, reason and what to do."""
        return [*self.manifest.broken, *self.cache.broken(), *twins(self.cache.twins())]

    @property
    def unquoted(self) -> list[tuple[str, str, int, str]]:
        """(file, pointer, line, edition) of every text without quotes that another program would misread."""
        return list(self.cache.unquoted())

    def rows(self, edition: str, filters: Mapping[str, Iterable[str]]) -> list[Row]:
        """What list and filter need of an edition's own entries; no practice is built. See `Cache.rows`."""
        self.folder(edition)
        return self.cache.rows(edition, filters)

    def folder(self, edition: str) -> Path:
        """Where an edition lies; raises UnknownEdition."""
        if edition not in self.manifest.folders:
            known = ", ".join(sorted(self.manifest.folders)) or _("none")
            what = _("There is no edition “{edition}” here.", edition=edition)
            raise UnknownEdition(what, todo=_("The editions are: {names}.", names=known))
        return self.manifest.folders[edition]

    def lock(self, edition: str) -> Lock | None:
        """What an edition is pinned to, by its handbook.lock; raises PinError where that cannot be used."""
        return read_lock(self.root, self.folder(edition), self.cache)

    def before(self, edition: str) -> Handbook | None:
        """The handbook as this edition read it before its present pin, if the snapshot is at hand."""
        lock = self.lock(edition)
        if lock is None or lock.previous is None:
            return None
        try:
            release = pinned_release(self.root, self.folder(edition), lock.previous, self.cache)
        except PinError:
            return None
        return Handbook(self.manifest.title, {edition: self.handbook.edition(edition)}, {edition: release.chain})

    @property
    def locks(self) -> Path:
        """Where programs at work on one file of this workspace wait for each other."""
        return self.machine / "locks"

    @property
    def cache_folder(self) -> Path:
        """Where caches of this machine lie; they can be deleted at any time."""
        return self.machine / "cache"

    def digest(self, edition: str, practice: str) -> str:
        """One hash over the bytes of an edition's own files of a practice; empty where it has none."""
        self.folder(edition)
        return self._digests[edition].get(practice, "")

    def edition_digest(self, edition: str) -> str:
        """One hash over the bytes of an edition's other files: itself, its holdings, the names of its bases."""
        names = " ".join(Bases(self.folder(edition) / "upstream" / "bases"))
        return hashlib.sha256(f"{self._digests[edition]['']} {names}".encode()).hexdigest()

    @cached_property
    def _digests(self) -> dict[str, dict[str, str]]:
        return {edition: self.cache.digests(edition) for edition in self.manifest.folders}

    def document(self, file: str) -> Document:
        """One file, read now; raises ReadError."""
        from handbook.store.yamltext import read

        return read(read_bytes(self.root / file), file)

    def line(self, file: str, pointer: str) -> int:
        """The line where a unit stands in a file, or the nearest thing that holds it; 0 where it is not known."""
        return nearest_line(self.lines(file), pointer)

    def lines(self, file: str) -> Mapping[str, int]:
        """Pointer → line of all that stands in a file; nothing where it cannot be read."""
        try:
            return self.document(file).lines
        except HandbookError:
            return {}

    def runs(self, edition: str) -> Mapping[str, Runs]:
        """Source id → hashes of its six-word runs and of its speakers' names."""
        from handbook.model.ownwords import Runs

        folder = self.folder(edition) / "sources"
        found = sorted(folder.glob("*.runs")) if folder.is_dir() else []
        shown = {path: path.relative_to(self.root).as_posix() for path in found}
        return {path.stem: Runs.read(read_bytes(path, limit=MOST_RUNS), name) for path, name in shown.items()}

    def all_runs(self) -> Mapping[str, Runs]:
        """The same of all its editions together: a name is no more welcome in one edition than in another."""
        return {source: held for edition in self.manifest.folders for source, held in self.runs(edition).items()}

    def create(self, file: str, tree: dict[str, Node], *, comment: str = "") -> Document:
        """Write a new file; raises ChangedOnDisk where there is one already."""
        from handbook.store.yamltext import compose

        return self._write(file, comment.encode() + compose(tree), expected="")

    def save(self, document: Document, edits: Mapping[tuple[str, ...], Node | Removed]) -> Document:
        """Write the edits into the file as it was read, all else left as it is; unchanged text writes nothing.

        Raises ChangedOnDisk where somebody else has written it since, SaveRefused where nothing could be written.
        """
        from handbook.store.yamltext import splice

        data = splice(document, edits, self.order(document.name))
        if data == document.source:
            return document
        return self._write(document.name, data, expected=content_hash(document.source))

    def remove(self, document: Document) -> None:
        """Take a file away in which nothing is left; raises ChangedOnDisk where somebody has written it since."""
        self.refuse_read_only(document.name)
        remove(self.root / document.name, expected=content_hash(document.source), locks=self.locks)
        self.refresh()

    def order(self, file: str) -> Order:
        """In which order keys stand in a file, told from where it lies."""
        for folder in self.manifest.folders.values():
            inside = front(self.root, folder)
            kind = kind_of(file.removeprefix(inside)) if file.startswith(inside) else None
            if kind is not None:
                return order_of(kind.shape)
        return lambda _: ()

    def _write(self, file: str, data: bytes, *, expected: str) -> Document:
        from handbook.store.yamltext import read

        self.refuse_read_only(file)
        written = read(data, file)
        sweep((self.root / file).parent)
        write_atomic(self.root / file, data, expected=expected, locks=self.locks)
        self.refresh()
        return written

    def refuse_read_only(self, file: str) -> None:
        """Raise SaveRefused where these editions came along with the program."""
        if self.read_only:
            raise SaveRefused(
                _("These editions came along with the program and cannot be changed."),
                where=Place(file),
                todo=_("Start an edition of your own with “handbook start”, or work in a copy of the repository."),
            )


def _is_shipped(root: Path) -> bool:
    """Whether these are the editions inside an installed package; in the repository itself they can be edited."""
    return root == data_folder() and not (root / "pyproject.toml").is_file()


def _machine(root: Path) -> Path:
    """Where cache and locks of this machine lie: in the workspace, or in the user's own folder if that is read-only."""
    own = cache_folder()
    if own is None or (os.access(root, os.W_OK) and not _is_shipped(root)):
        return root / MACHINE
    return own / hashlib.sha256(str(root).encode()).hexdigest()[:16]
