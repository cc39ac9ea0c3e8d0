"""What one run of `handbook build` hands to the plugin for each edition: what is shared, and what is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, Template

from handbook.publish.pages import PageSpec
from handbook.publish.press.kept import Kept
from handbook.publish.stock import Stock
from handbook.publish.templates import Templates
from handbook.store.workspace import Workspace


@dataclass
class Supplies:
    """Shared by the editions of one run, but for `kept`, which is of the edition at hand."""

    workspace: Workspace
    stock: Stock
    templates: Templates
    kept: Kept | None = None
    pages: int = 0
    done: Callable[[int], None] | None = None  # is told the number of pages after each

    def reused(self, spec: PageSpec, target: Path) -> bool:
        """Count the page; True where the one of an earlier run has been put in its place."""
        self.pages += 1
        if self.done:
            self.done(self.pages)
        return self.kept is not None and self.kept.take(spec, target)

    @cached_property
    def empty(self) -> Template:
        """For a page that has been put in its place already: MkDocs writes nothing where nothing comes out."""
        return Environment(autoescape=True).from_string("")
