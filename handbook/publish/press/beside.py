"""Our pages inside a theme that is not ours: the files they ask for, and the box that keeps that theme's rules out."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from handbook.publish.pages import Made
from handbook.publish.shell import ASSETS
from handbook.publish.templates import theme_folder

STYLE = f"{ASSETS}handbook-pages.css"
_SCRIPTS = ("handbook.js", "search.js")


def files() -> Iterator[tuple[str, str]]:
    """Address and text of each file that the pages ask for; of styles only what they cannot do without."""
    theme = theme_folder()
    yield STYLE, (theme.parent / "beside" / "handbook-pages.css").read_text(encoding="utf-8")
    for name in _SCRIPTS:
        yield f"{ASSETS}{name}", (theme / "assets" / name).read_text(encoding="utf-8")


def boxed(made: Made) -> Markup:
    """The page in a box of its own, with the notices that our own theme has above it."""
    return Markup(made.spoken.render("beside.html", page=made, shell=made.shell))  # noqa: S704
