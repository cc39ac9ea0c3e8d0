"""What the last run published of an edition: pages whose inputs are the same are taken over, not made again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path

from handbook.errors import SaveRefused
from handbook.publish.pages import PageSpec
from handbook.publish.press.footing import Footing
from handbook.store.data import data_folder
from handbook.store.files import write_atomic
from handbook.store.workspace import Workspace

_MAKERS = ("jinja2", "markupsafe", "babel", "markdown-it-py", "nh3")


class Kept:
    """The site of an edition as it lies in `folder`, and the keys of its pages as noted in `note`."""

    def __init__(self, workspace: Workspace, footing: Footing, folder: Path, note: Path, generator: str) -> None:
        self.workspace, self.folder, self.note = workspace, folder, note
        self._here, self._release = footing.here, footing.release
        self._base = _hash([made_by(), generator, *self._surroundings()])
        noted = _read(note)
        self._files: Mapping[str, str] = noted.get("files", {})
        self._pages: Mapping[str, str] = noted.get("pages", {})
        self._whole = str(noted.get("whole", ""))
        self.keys: dict[str, str] = {}
        self.taken: dict[str, str] = {}

    @cached_property
    def whole_key(self) -> str:
        """One hash over all that the site of this edition is made from."""
        held = [self.workspace.digest(one, practice) for one, practice in self._practices()]
        return _hash([self._base, *held])

    @property
    def count(self) -> int:
        """How many pages were published."""
        return len(self._pages)

    def still_stands(self) -> bool:
        """Whether nothing has changed, and the site lies there just as it was published."""
        if not self._files or self._whole != self.whole_key or not self.folder.is_dir():
            return False
        return self._files == {name: _file_hash(self.folder / name) for name in _names(self.folder)}

    def take(self, spec: PageSpec, target: Path) -> bool:
        """Put the page of the last run in its place, if it would come out the same."""
        key = self.keys[spec.address] = self._key(spec)
        known = self._files.get(spec.address)
        old = self.folder / spec.address
        if known is None or self._pages.get(spec.address) != key or not old.is_file() or _file_hash(old) != known:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(old, target)
        except OSError:  # another disk, or one that knows no links
            shutil.copyfile(old, target)
        self.taken[spec.address] = known
        return True

    def write(self, built: Path) -> None:
        """Note what this run has published; a note that cannot be written costs one slower run."""
        files = {name: self.taken.get(name) or _file_hash(built / name) for name in _names(built)}
        noted = {"whole": self.whole_key, "pages": self.keys, "files": files}
        with suppress(SaveRefused):
            write_atomic(self.note, json.dumps(noted).encode(), expected=None, locks=self.workspace.machine / "locks")

    def forget(self) -> None:
        """Note nothing, so that the next run makes everything anew."""
        with suppress(OSError):
            self.note.unlink(missing_ok=True)

    def _key(self, spec: PageSpec) -> str:
        if not spec.practice:
            return self.whole_key
        own = [self.workspace.digest(one, practice) for practice in (spec.practice, *spec.uses) for one in self._here]
        return _hash([self._base, spec.address, *own])

    def _practices(self) -> list[tuple[str, str]]:
        editions = self.workspace.handbook.editions
        found = []
        for one in self._here:
            edition = editions[one]
            ids = {*edition.practices, *edition.adaptations, *(practice for _, practice in edition.translations)}
            found += [(one, practice) for practice in sorted(ids)]
        return found

    def _surroundings(self) -> list[str]:
        """All that is no practice: the editions themselves, what they hold, and the pages written by hand.

        A release never changes, so its digest stands for all that it holds, practices too.
        """
        workspace = self.workspace
        own = workspace.folder(self._here[-1]) / "pages"
        by_hand = [f"{name} {_file_hash(own / name)}" for name in _names(own)] if own.is_dir() else []
        broken = [f"{one.file} {one.line} {one.message}" for one in workspace.broken]
        title = json.dumps(dict(workspace.handbook.title), sort_keys=True)
        digests = [workspace.edition_digest(one) for one in self._here]
        return [title, self._release, *self._here, *digests, *by_hand, *broken]


@lru_cache(maxsize=1)
def made_by() -> str:
    """One hash over all that turns texts into pages: our code, the theme, the catalogs, and the libraries."""
    package = Path(__file__).resolve().parent.parent
    site = data_folder() / "site"
    folders = [package / "publish", package / "editions", package / "model", site / "theme", site / "locales"]
    held = [f"{name} {version(name)}" for name in _MAKERS]
    for folder in folders:
        held += [f"{name} {_file_hash(folder / name)}" for name in _names(folder) if not name.endswith(".pyc")]
    return _hash([sys.version, *held])


def _names(folder: Path) -> list[str]:
    return sorted(
        os.path.relpath(os.path.join(top, name), folder).replace(os.sep, "/")  # noqa: PTH118
        for top, _, names in os.walk(folder)
        for name in names
    )


def _file_hash(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _read(note: Path) -> dict[str, dict[str, str]]:
    try:
        held = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    sound = isinstance(held, dict) and all(isinstance(held.get(name, {}), dict) for name in ("files", "pages"))
    return held if sound else {}
