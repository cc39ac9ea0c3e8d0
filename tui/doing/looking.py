"""Look at the page of a practice: at once in the terminal, or as a site that is built and served beside the desk."""

from __future__ import annotations

import asyncio
import getpass
import os
from importlib import import_module
from typing import TYPE_CHECKING

from textual.content import Content

from handbook.errors import HandbookError
from handbook.publish import addresses
from handbook.publish.showing import Showing, way_from_afar
from handbook.store.as_written import as_written
from tui.names import spoken
from tui.screens.reading import ReadPage
from tui.speech import _, count
from tui.widgets.text import Said, styled

if TYPE_CHECKING:
    from handbook.publish.terminal import Said as Piece
    from tui.host import Host

_STYLES = {"title": "bold", "block": "bold underline", "heading": "bold", "text": "", "note": "dim"}


async def page(desk: Host) -> None:
    """The page as readers will find it, with what is not saved yet."""
    copy = desk.copy
    if copy is None:
        return
    await asyncio.to_thread(_fetched, desk.workspace.handbook.edition(desk.edition).languages[0])
    from handbook.publish.terminal import page_as_text

    pieces = page_as_text(as_written(desk.workspace, copy), desk.edition, copy.practice)
    where = (desk.names.edition, copy.title, _("The page"))
    seen = _("As readers find it.") if _has_page(desk) else _("It has no page yet: this is what it will be.")
    told = [seen]
    if copy.changed:
        told.append(_("With what you have not saved yet."))
    if waiting := list(_plan_refuses(desk)):
        told.append(_("Not in it before it is fixed: {fields}.", fields=", ".join(waiting)))
    await desk.ask(ReadPage(where, " ".join(told), _laid_out(pieces)))


async def site(desk: Host) -> None:
    """Build the edition's site, serve it to this machine, and say where; it is built anew each time it is asked for."""
    edition, practice = desk.edition, desk.copy.practice if desk.copy else ""
    if desk.showing is None:
        desk.showing = Showing(desk.workspace.root, desk.workspace.machine / "site")
    desk.say(_("Building the site of {edition} beside the desk; you can go on.", edition=desk.names.edition))
    try:
        shown = await asyncio.to_thread(desk.showing.shown, edition)
    except asyncio.CancelledError:  # the desk is left: nothing waits for the site
        desk.showing.end()
        raise
    except HandbookError as error:
        desk.say(_("The site was not built. {why}", why=str(error)))
        return
    page = addresses.practice(practice).removesuffix(addresses.HOME) if practice and _has_page(desk) else ""
    said = [_("The site, as it was saved last, is at {address}", address=shown.address(f"{edition}/{page}"))]
    if way := way_from_afar(shown.port, _account(), os.environ):
        told = _("You are connected from another computer. There, first type this, then open the address: {command}",
                 command=way)  # fmt: skip
        said.append(told)
    if shown.failures:
        said.append(count(
            "{number} text could not be shown: {first}", "{number} texts could not be shown, the first: {first}",
            len(shown.failures), first=shown.failures[0],
        ))  # fmt: skip
    said.append(_("It ends with the desk."))
    desk.say("\n".join(said))


def _fetched(language: str) -> None:
    """What the first page needs and no page after it: modules and the words of the site."""
    from handbook.publish.words import catalog

    import_module("handbook.publish.terminal")
    catalog(language)


def _laid_out(pieces: list[Piece]) -> Said:
    """Blocks and texts apart, notes close below what they belong to."""
    made = []
    for number, piece in enumerate(pieces):
        close = piece.kind == "note" and number and pieces[number - 1].kind in ("text", "note", "title")
        made.append(styled("" if not number else "\n" if close else "\n\n", (piece.text, _STYLES[piece.kind])))
    return Content("").join(made)


def _plan_refuses(desk: Host) -> list[str]:
    if desk.copy is None:
        return []
    _plan, refused = desk.copy.plan(desk.workspace.handbook)
    return [spoken(path) for path in refused]


def _has_page(desk: Host) -> bool:
    from handbook.editions.resolve import resolve

    if desk.copy is None:
        return False
    try:
        found = resolve(desk.workspace.handbook, desk.copy.practice, desk.edition)
    except HandbookError:
        return False
    return found.practice.status in ("published", "withdrawn") and str(found.stance) != "not-for-us"


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return "you"
