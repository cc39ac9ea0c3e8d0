"""The page of a practice as text, by the renderer of the site, laid out for a screen: whole, or folded for the rail."""

from __future__ import annotations

from importlib import import_module

from textual.content import Content

from handbook.model.handbook import Handbook
from tui.widgets.text import Said, styled

_STYLES = {"title": "bold", "block": "bold underline", "heading": "bold", "text": "", "note": "dim"}


def page_words(handbook: Handbook, edition: str, practice: str, *, folded: bool = False) -> Said:
    """Blocks and texts apart, notes close below what they belong to; raises what `page_as_text` raises."""
    from handbook.publish.terminal import page_as_text  # late: the desk stands before a page is looked at

    pieces = page_as_text(handbook, edition, practice, folded=folded)
    made = []
    for number, piece in enumerate(pieces):
        close = piece.kind == "note" and number and pieces[number - 1].kind in ("text", "note", "title")
        made.append(styled("" if not number else "\n" if close else "\n\n", (piece.text, _STYLES[piece.kind])))
    return Content("").join(made)


def fetched(language: str) -> None:
    """What the first page needs and no page after it: modules and the words of the site."""
    from handbook.publish.words import catalog

    import_module("handbook.publish.terminal")
    catalog(language)
