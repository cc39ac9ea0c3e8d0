"""The MkDocs plugin: makes every page of an edition in memory, beside the pages that a site may have of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from handbook.errors import HandbookError
from handbook.publish import addresses
from handbook.publish.pages import EditionPages, Made, PageSpec
from handbook.publish.press import beside, left_out
from handbook.publish.press.edition_css import edition_css
from handbook.publish.press.footing import footing, world
from handbook.publish.press.supplies import Supplies
from handbook.publish.site_search import search_index
from handbook.publish.stock import Failure, Stock
from handbook.publish.templates import spoken_globals, theme_folder
from handbook.publish.words import catalog
from handbook.store.workspace import Workspace

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_log = get_plugin_logger("handbook")


class HandbookOptions(Config):  # type: ignore[misc]
    """What stands under `handbook:` in a site's mkdocs.yml."""

    edition = option.Type(str)
    workspace = option.Type(str, default="")  # its folder; else the nearest one above mkdocs.yml
    folder = option.Type(str, default="")  # where the handbook's pages lie in the site; else at its root
    look = option.Choice(("handbook", "site"), default="handbook")  # our theme, or the one the site has
    live = option.Type(bool, default=False)  # reads the shared edition as it is here now, not as it is pinned


class HandbookPlugin(BasePlugin[HandbookOptions]):  # type: ignore[misc]
    """One edition of the handbook, published by MkDocs or ProperDocs."""

    def __init__(self) -> None:
        self.supplies: Supplies | None = None  # what `handbook build` shares between editions and keeps from runs
        self.serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Under `serve` a script of the server's own reloads the page, which the policy would not let in."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Open the workspace, and take our theme unless the site keeps its own."""
        try:
            workspace = self.supplies.workspace if self.supplies else self._workspace(config)
            edition = workspace.handbook.edition(self.config.edition)
            self.stock = self.supplies.stock if self.supplies else self._stock(workspace)
            self.folder = workspace.folder(edition.id)
        except HandbookError as error:
            raise PluginError(str(error)) from error
        self.root = workspace.root
        self.prefix = f"{self.config.folder.strip('/')}/" if self.config.folder.strip("/") else ""
        config.site_url = config.site_url or str(edition.content.get("publish", {}).get("url", ""))
        if self.config.look == "handbook":
            config.theme.dirs[:0] = [] if str(theme_folder()) in config.theme.dirs else [str(theme_folder())]
        elif beside.STYLE not in config.extra_css:
            config.extra_css.insert(0, beside.STYLE)  # first, so that the site's own may change it
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """All pages of the edition. Where the site has a page of its own at the same address, that one stands."""
        try:
            return self._with_pages(files, config)
        except HandbookError as error:
            raise PluginError(str(error)) from error

    def _with_pages(self, files: Files, config: MkDocsConfig) -> Files:
        path = urlsplit(config.site_url or "").path or f"/{self.config.edition}/"
        self.pages = EditionPages(
            self.stock,
            self.config.edition,
            self.supplies.templates if self.supplies else None,
            folder=self.prefix,
            site=path if path.endswith("/") else f"{path}/",
            serving=self.serving,
        )
        for name in self._own_pages():
            files.append(File(name, str(self.folder / "pages"), config.site_dir, config.use_directory_urls))
        taken = {file.dest_uri for file in files}
        for spec in self.pages:
            if spec.address not in taken:
                files.append(self._file(spec, config))
        for address, reading in self.pages.search_indexes():
            files.append(File.generated(config, self.prefix + address, content=search_index(reading)))
        if self.config.look == "handbook":
            files.append(File.generated(config, addresses.MISSING, content=self.pages.missing().whole))
            if css := edition_css(self.pages.edition):
                files.append(File.generated(config, "assets/edition.css", content=css))
        else:
            for name, text in beside.files():
                if name not in taken:
                    files.append(File.generated(config, name, content=text))
        return files

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """MkDocs does not escape by itself; and pages written by hand have our words around them."""
        env.autoescape = self.config.look == "handbook"
        if self.config.look == "handbook":
            env.globals.update(spoken_globals(catalog(self.pages.edition.languages[0])))
        return env

    def on_pre_page(self, page: Page, config: MkDocsConfig, files: Files) -> Page:
        """A page written by hand bears the newest day of its edition, so that building twice gives the same bytes."""
        if not isinstance(page, FinishedPage):
            page.update_date = self.pages.newest
        return page

    def on_page_context(self, context: Any, page: Page, config: MkDocsConfig, nav: Any) -> Any:
        """Our theme needs a shell around every page."""
        if self.config.look != "handbook":
            return context
        if isinstance(page, FinishedPage):
            context["shell"] = page.made.shell if page.made else None
        else:
            context["shell"] = self.pages.shell(page.file.dest_uri, str(page.title or ""))
        return context

    def on_serve(self, server: Any, config: MkDocsConfig, builder: Any) -> Any:
        """Look at the workspace's files too."""
        for name in ("handbook.yaml", "practices"):
            if (self.root / name).exists():
                server.watch(str(self.root / name))
        server.watch(str(self.folder))
        return server

    @property
    def failures(self) -> list[Failure]:
        """The texts that could not be shown."""
        return self.stock.failures

    def _workspace(self, config: MkDocsConfig) -> Workspace:
        above = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        return Workspace.open((above / self.config.workspace).resolve(), live=self.config.live)

    def _stock(self, workspace: Workspace) -> Stock:
        """At every change under `serve` too: a page that is gone without a word would look like a fault of ours."""
        for one in workspace.broken:
            _log.warning("".join(mark for mark in left_out.sentence(one) if mark.isprintable()))
        stands = footing(workspace, self.config.edition)
        seen = world(workspace.handbook, {self.config.edition: stands}, stands.release)
        return Stock(seen, broken=left_out.by_edition(workspace))

    def _own_pages(self) -> list[str]:
        """What the edition has written by hand, and pictures beside it; never taken from another edition."""
        folder = self.folder / "pages"
        # A link could lead to any file of this machine, and a pipe would keep us waiting for ever.
        top = folder.resolve()
        files = (path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else ()
        found = (path for path in files if path.resolve() == top / path.relative_to(folder))
        return sorted(path.relative_to(folder).as_posix() for path in found if not path.name.startswith("."))

    def _file(self, spec: PageSpec, config: MkDocsConfig) -> File:
        # In our own theme the whole page is ours, so its template comes with it; in another, MkDocs chooses.
        source = f"{spec.address.removesuffix('.html')}.md"
        file = File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        file.dest_uri = spec.address
        file.use_directory_urls = True
        FinishedPage(spec, file, config, self.supplies, whole=self.config.look == "handbook")
        return file


class FinishedPage(Page):  # type: ignore[misc]
    """A page whose HTML is ours from end to end: no Markdown of MkDocs' ever sees the text of a practice."""

    def __init__(
        self, spec: PageSpec, file: File, config: MkDocsConfig, supplies: Supplies | None, *, whole: bool
    ) -> None:
        super().__init__(None, file, config)
        self.spec, self.supplies, self.whole = spec, supplies, whole
        self.made: Made | None = None
        self.update_date = spec.updated
        self.edit_url = None

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no source to read."""
        self.markdown = ""
        self.meta: dict[str, Any] = {}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The finished HTML, or nothing where the page of an earlier run still holds and has been put in place."""
        self.toc, self.present_anchor_ids = TableOfContents([]), None
        if self.supplies and self.supplies.reused(self.spec, Path(self.file.abs_dest_path)):
            self.content, self.title = "", ""
            self.meta = {"template": self.supplies.empty}
            return
        try:
            self.made = self.spec.make()
        except HandbookError as error:
            raise PluginError(str(error)) from error
        if self.whole:
            self.content, self.title = self.made.content, self.made.title
            self.meta = {"template": self.made.spoken.template("main.html")}
        else:
            self.content, self.title = beside.boxed(self.made), escape(self.made.title)
