"""The style sheet of an edition that brings its own colours: ours, and two lines more."""

from __future__ import annotations

import re

from handbook.errors import PublishError
from handbook.model.edition import Edition
from handbook.publish.shell import colours
from handbook.publish.templates import theme_folder

_COLOUR = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?\Z")


def edition_css(edition: Edition) -> str:
    """Takes the place of handbook.css, so that a page asks for no more files; empty where our colours do."""
    day, night = colours(edition)
    if not day:
        return ""
    for colour in (day, night):
        if not _COLOUR.match(colour):
            raise PublishError(
                f"“{colour}” is no colour that a page can use.",
                todo="Write # and six digits or letters a to f, such as #0b5a78, under “publish” in edition.yaml.",
            )
    css = (theme_folder() / "assets" / "handbook.css").read_text(encoding="utf-8")
    return f'{css}\n[data-edition="{edition.id}"] {{ --edition: {day}; --edition-night: {night}; }}\n'
