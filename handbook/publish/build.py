"""Build: each edition's site beside its place, then swapped in whole; a run that dies leaves the old sites alone."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import mkdocs
from jinja2 import TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from handbook.errors import HandbookError, Place, PublishError
from handbook.publish import addresses
from handbook.publish.markdown import Renderer
from handbook.publish.press.footing import Footing, footing, world
from handbook.publish.press.fragments import Fragments
from handbook.publish.press.kept import Kept
from handbook.publish.press.left_out import by_edition
from handbook.publish.press.root_page import built_sites, in_order, root_page
from handbook.publish.press.supplies import Supplies
from handbook.publish.stock import Failure, Stock
from handbook.publish.templates import Compiled, Templates
from handbook.store.data import data_folder
from handbook.store.files import held, replace_folder, write_atomic
from handbook.store.scan import no_collector
from handbook.store.workspace import Workspace

_BUILDING = ".building-"
# Whatever one edition holds, the others are published all the same.
_FAULTS = (HandbookError, MkDocsException, TemplateError, OSError, ValueError, TypeError, LookupError, AttributeError,
           RecursionError)  # fmt: skip


@dataclass(slots=True)
class Published:
    """What became of one edition."""

    edition: str
    folder: Path
    pages: int = 0
    reused: int = 0  # pages of an earlier run that still held
    failures: list[Failure] = field(default_factory=list)
    error: str = ""  # why nothing was published; the old site stands

    @property
    def well(self) -> bool:
        """Whether everything of it was published."""
        return not self.failures and not self.error


Report = Callable[[str, int], None]  # edition, pages done so far


def build(
    workspace: Workspace,
    editions: Sequence[str] = (),
    out: Path | None = None,
    *,
    jobs: int = 1,
    report: Report | None = None,
) -> list[Published]:
    """Publish editions, or all, to `out/<edition>/`, and a root page that lists them.

    What cannot be published is told in the result, and the others are published all the same. Raises PublishError
    where nothing can be published: the place is not one for sites, or another run is at work there.
    """
    out = (out or workspace.root / "build" / "site").resolve()
    for one in editions:
        workspace.handbook.edition(one)
    _refuse_place(workspace, out)
    with _alone(workspace, out), no_collector():
        _sweep(out)
        press = _Press(workspace, out)
        wanted, broken = press.order(editions or list(workspace.handbook.editions))
        if jobs > 1 and len(wanted) > 1:
            found = _in_processes(workspace, out, wanted, jobs, report)
        else:
            found = [press.publish(one, report) for one in wanted]
            press.keep()
        press.root_page()
        return [*found, *broken]


class _Press:
    """One process at work on one editions' folder after the other."""

    def __init__(self, workspace: Workspace, out: Path) -> None:
        self.workspace, self.out = workspace, out
        self._fragments = Fragments(workspace.cache_folder / "fragments.sqlite")
        self._renderer = Renderer(self._fragments)
        self._compiled = Compiled()
        self._footings: dict[str, Footing] = {}
        self._supplies: dict[str, Supplies] = {}  # by the release that editions stand on

    def order(self, editions: Sequence[str]) -> tuple[list[str], list[Published]]:
        """The editions in the order in which they are made, and those that cannot be."""
        sound, broken = [], []
        for one in editions:
            try:
                self._footings[one] = footing(self.workspace, one)
                sound.append(one)
            except HandbookError as error:
                broken.append(Published(one, self.out / one, error=str(error)))
        return in_order(self.workspace.handbook, sound), broken

    def publish(self, edition: str, report: Report | None) -> Published:
        """The site of one edition, swapped into its place whole."""
        place, supplies = self.out / edition, self._supplied(edition)
        note = self.workspace.cache_folder / f"site-{edition}-{_short(place)}.json"
        kept = Kept(self.workspace, self._footings[edition], place, note, _generator())
        if kept.still_stands():
            return Published(edition, place, pages := kept.count, pages)
        supplies.kept, supplies.pages, supplies.stock.failures = kept, 0, []
        supplies.done = (lambda pages: report(edition, pages)) if report else None
        temporary = self.out / f".{edition}{_BUILDING}{os.getpid()}"
        try:
            _refuse_foreign(place)
            self._make(edition, supplies, temporary)
            _settle_modes(temporary)
            failures = supplies.stock.failures
            if failures:
                kept.forget()
            else:
                kept.write(temporary)
            replace_folder(temporary, place)
        except _FAULTS as error:
            return Published(edition, place, error=_said(error))
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
        return Published(edition, place, supplies.pages, len(kept.taken), list(dict.fromkeys(failures)))

    def keep(self) -> None:
        """Keep what was rendered for the next run."""
        self._fragments.keep(self._renderer.fresh)

    def root_page(self) -> None:
        """The page that lists the sites that are there, also those that could not be made anew."""
        handbook = self.workspace.handbook
        built = built_sites(self.out, list(handbook.editions))
        sound, _ = self.order(built)
        if sound:
            stock = Stock(handbook.seen_by(sound[0]), self._renderer)
            listed = [*sound, *(one for one in built if one not in sound)]
            page = root_page(handbook, stock, Templates(stock, compiled=self._compiled), listed)
            locks = self.workspace.machine / "locks"
            write_atomic(self.out / addresses.HOME, page.encode(), expected=None, locks=locks)

    def _supplied(self, edition: str) -> Supplies:
        """What an edition shares with all that stand on the same release."""
        release = self._footings[edition].release
        if release not in self._supplies:
            seen = world(self.workspace.handbook, self._footings, release)
            stock = Stock(seen, self._renderer, by_edition(self.workspace))
            self._supplies[release] = Supplies(self.workspace, stock, Templates(stock, compiled=self._compiled))
        return self._supplies[release]

    def _make(self, edition: str, supplies: Supplies, folder: Path) -> None:
        config = load_config(str(_site_config()), site_dir=str(folder), plugins=[_plugin(self.workspace, edition)])
        plugin: Any = config.plugins["handbook"]
        plugin.supplies = supplies
        with _told_once():
            mkdocs_build(config)


def _plugin(workspace: Workspace, edition: str) -> dict[str, Any]:
    """The plugin's options, by which a page is made from what this workspace was opened to show."""
    return {"handbook": {"edition": edition, "workspace": str(workspace.root), "live": workspace.live}}


def _in_processes(
    workspace: Workspace, out: Path, wanted: list[str], jobs: int, report: Report | None
) -> list[Published]:
    """Several editions at once; what they share they find on disk."""
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(jobs, len(wanted)), initializer=_end_with, initargs=(os.getpid(),)) as pool:
        waiting = {one: pool.submit(_one, workspace.root, out, one, live=workspace.live) for one in wanted}
        found = []
        for one, result in waiting.items():
            found.append(result.result())
            if report:
                report(one, found[-1].pages)
    return found


def _end_with(parent: int) -> None:
    """A helper process ends when the run that started it has been killed, or it would write into the next run."""

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=look, daemon=True).start()


def _one(root: Path, out: Path, edition: str, *, live: bool) -> Published:
    with no_collector():
        press = _Press(Workspace.open(root, live=live), out)
        _, broken = press.order([edition])
        if broken:  # somebody has just changed what it stands on
            return broken[0]
        made = press.publish(edition, None)
        press.keep()
    return made


def serve_site(workspace: Workspace, edition: str, address: str, *, open_browser: bool) -> None:
    """MkDocs' own server with live reload, until Ctrl-C."""
    from mkdocs.commands.serve import serve as mkdocs_serve

    # As a mapping: MkDocs empties a list of them when it reads the configuration, which it does at every change.
    plugins = _plugin(workspace, edition)
    try:
        mkdocs_serve(str(_site_config()), dev_addr=address, plugins=plugins, open_in_browser=open_browser)
    except MkDocsException as error:
        raise PublishError(str(error)) from error


def _site_config() -> Path:
    return data_folder() / "site" / "mkdocs.yml"


def _refuse_place(workspace: Workspace, out: Path) -> None:
    """A build empties the folders it writes to: never one that holds what people wrote."""
    sources = [workspace.folder(one) for one in workspace.manifest.folders]
    sources += [data_folder() / name for name in ("site", "handbook", "practices", "tui", "tests")]
    held = [workspace.root / "handbook.yaml", *(one.resolve() for one in sources)]
    if any(out == one or one in out.parents or out in one.parents for one in held):
        raise PublishError(
            "Sites cannot be published into this folder: it holds what they are made from.",
            where=Place(str(out)),
            todo="Name another folder; without one it is build/site.",
        )


def _refuse_foreign(place: Path) -> None:
    """A site is swapped in whole, and what was there goes: only ever a site of ours, or nothing."""
    ours = place.is_dir() and not place.is_symlink() and ((place / "404.html").is_file() or not any(place.iterdir()))
    if os.path.lexists(place) and not ours:
        raise PublishError(
            "There is something here that is no site of a handbook, and publishing would delete it.",
            where=Place(str(place)),
            todo="Move it away, or name another folder with --out.",
        )


@contextmanager
def _alone(workspace: Workspace, out: Path) -> Iterator[None]:
    locks = workspace.machine / "locks"
    try:
        out.mkdir(parents=True, exist_ok=True)
        with held(out, locks, seconds=0, busy="Another run is publishing to this folder."):
            yield
    except OSError as error:
        what = f"Nothing can be published here: {(error.strerror or str(error)).lower()}."
        raise PublishError(what, where=Place(str(error.filename or out)), todo="Name another folder.") from error


@contextmanager
def _told_once() -> Iterator[None]:
    """What makes MkDocs give up is told in our result; its own log would say it a second time."""
    log = logging.getLogger(mkdocs_build.__module__)
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


def _sweep(out: Path) -> None:
    """Remove what runs have left that died half-way; we are alone here, so none of it is in use."""
    for left in out.glob(f".*{_BUILDING}*"):
        shutil.rmtree(left, ignore_errors=True)
    for aside in out.glob(".*.before"):  # a run died between taking the old site away and putting the new one there
        place = out / aside.name.removeprefix(".").removesuffix(".before")
        if place.exists():
            shutil.rmtree(aside, ignore_errors=True)
        else:
            aside.rename(place)


def _settle_modes(folder: Path) -> None:
    with suppress(OSError):
        folder.chmod(0o755)


def _generator() -> str:
    return f"{mkdocs.__name__} {mkdocs.__version__}"


def _short(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]


def _said(error: Exception) -> str:
    if isinstance(error, HandbookError):
        return str(error)
    if isinstance(error, MkDocsException) and isinstance(error.__context__, MkDocsException):
        return str(error.__context__)  # what it was that made MkDocs give up
    if isinstance(error, TemplateError):
        place = f"{getattr(error, 'name', '')}:{getattr(error, 'lineno', '')}".strip(":")
        return f"A template of the theme cannot be used: {error.message or error} {place}".strip()
    if isinstance(error, OSError):
        return f"{error.filename or 'The site'} cannot be written: {(error.strerror or str(error)).lower()}."
    return f"It holds something that cannot be shown ({type(error).__name__}: {error})."
