"""The templates of the theme, ready for one language: autoescape on, and compiled once for all languages."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, Template
from jinja2.bccache import Bucket
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from handbook.publish.stock import Stock
from handbook.publish.views import Block
from handbook.publish.words import Catalog, direction
from handbook.store.data import data_folder


def theme_folder() -> Path:
    """Where our own theme lies."""
    return data_folder() / "site" / "theme"


class Templates:
    """The theme in each language that is asked for."""

    def __init__(self, stock: Stock, folders: list[str] | None = None, *, compiled: Compiled | None = None) -> None:
        self.stock = stock
        self.folders = folders or [str(theme_folder())]
        self._compiled = compiled or Compiled()
        self._spoken: dict[str, Spoken] = {}

    def spoken(self, catalog: Catalog) -> Spoken:
        """The templates whose words are in the language of the catalog."""
        if catalog.language not in self._spoken:
            environment = _Environment(
                loader=FileSystemLoader(self.folders),
                autoescape=True,
                auto_reload=False,
                bytecode_cache=self._compiled,
            )
            self._spoken[catalog.language] = Spoken(self.stock, environment, catalog)
        return self._spoken[catalog.language]


class Spoken:
    """The templates in one language."""

    def __init__(self, stock: Stock, environment: Environment, catalog: Catalog) -> None:
        self._blocks = stock.blocks
        self.environment = environment
        environment.globals.update(spoken_globals(catalog), fragment=self._fragment, once=self._once)
        self._templates: dict[str, Template] = {}
        self._shown: dict[tuple[str, int], tuple[Markup, Any]] = {}

    def render(self, name: str, **values: Any) -> str:
        """A template of the theme with these values."""
        return self.template(name).render(values)

    def template(self, name: str) -> Template:
        """A template of the theme, read once."""
        if name not in self._templates:
            self._templates[name] = self.environment.get_template(name)
        return self._templates[name]

    @cached_property
    def empty(self) -> Template:
        """A template that gives nothing."""
        return self.environment.from_string("")

    def _once(self, macro: Macro, value: Any) -> Markup:
        """What a macro makes of a value that stands on several pages."""
        # The value is held, so that its id stays its own.
        key = macro.name, id(value)
        if key not in self._shown:
            self._shown[key] = Markup(macro(value)), value  # noqa: S704
        return self._shown[key][0]

    @cached_property
    def _sections(self) -> Callable[[Block], Markup]:
        """The macro that shows the sections of a block; called straight, it costs less than a template."""
        found: Callable[[Block], Markup] = self.template("block.html").module.sections  # type: ignore[attr-defined]
        return found

    def _fragment(self, block: Block) -> Markup:
        """A block of a practice page; one that reads the same in another edition is made once."""
        made = self._blocks.get(block.key) if block.key else None
        if made is None:
            made = self._sections(block)
            if block.key:
                self._blocks[block.key] = made
        return made


def spoken_globals(catalog: Catalog) -> dict[str, Any]:
    """The functions by which templates say the words of the interface, with its language and how that runs."""
    said = {"_": catalog.gettext, "gettext": catalog.gettext, "ngettext": catalog.ngettext}
    return {**said, "language": catalog.language, "run": direction(catalog.language)}


class _Context(Context):
    """Calls macros straight away: none of ours asks for the context, and a page calls some hundred."""

    def call(self, called: Any, *args: Any, _loop_vars: Any = None, _block_vars: Any = None, **named: Any) -> Any:
        return called(*args, **named)


class _Environment(Environment):
    """Views are plain values: an attribute that they do not have is a mistake in a template, and is told as one."""

    context_class = _Context
    getattr = staticmethod(getattr)  # type: ignore[assignment]


class Compiled(BytecodeCache):
    """Compiled templates in memory, for the environments of several languages and stocks."""

    def __init__(self) -> None:
        self._codes: dict[str, Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was compiled before, if it was."""
        bucket.code = self._codes.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what has just been compiled."""
        self._codes[bucket.key] = bucket.code
