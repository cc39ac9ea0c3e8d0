"""Look at the page of a practice: at once in the terminal, or as a site that is built and served beside the desk."""

from __future__ import annotations

import asyncio
import getpass
import os
from typing import TYPE_CHECKING

from handbook.errors import HandbookError
from handbook.model.ids import file_name
from handbook.publish import addresses
from handbook.publish.showing import Showing, Shown, way_from_afar
from handbook.store.as_written import as_written
from tui.doing.into_file import into_file
from tui.doing.read_out import read_out
from tui.names import spoken
from tui.page_words import fetched, page_words
from tui.screens.question import Asked, Choice, QuestionPage
from tui.speech import _, count
from tui.widgets.text import Said, styled

if TYPE_CHECKING:
    from tui.host import Host


async def page(desk: Host) -> None:
    """The page as readers will find it, with what is not saved yet."""
    copy = desk.copy
    if copy is None:
        return
    await asyncio.to_thread(fetched, desk.workspace.handbook.edition(desk.edition).languages[0])
    text = page_words(as_written(desk.workspace, copy), desk.edition, copy.practice)
    where = (desk.names.edition, copy.title, _("The page"))
    seen = _("As readers find it.") if _has_page(desk) else _("It has no page yet: this is what it will be.")
    told = [seen]
    if copy.changed:
        told.append(_("With what you have not saved yet."))
    if waiting := list(_plan_refuses(desk)):
        told.append(_("Not in it before it is fixed: {fields}.", fields=", ".join(waiting)))
    name = f"{file_name(copy.practice)}.txt"
    await read_out(desk, where, " ".join(told), text, file=name)


async def site(desk: Host) -> None:
    """Build the edition's site, serve it to this machine, and say where; it is built anew each time it is asked for."""
    edition, practice = desk.edition, desk.copy.practice if desk.copy else ""
    where = (desk.names.edition, _("The site"))
    title = _("The site of {edition}", edition=desk.names.edition)
    building = _("It is being built beside the desk. Esc goes back to work, and you are told when it stands.")
    page = QuestionPage(where, Asked(title, building, back=_("Back to the desk")))
    left: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
    await desk.push_screen(page, left.set_result)
    if desk.showing is None:
        desk.showing = Showing(desk.workspace.root, desk.workspace.machine / "site")
    try:
        shown = await asyncio.to_thread(desk.showing.shown, edition)
    except asyncio.CancelledError:  # the desk is left: nothing waits for the site
        desk.showing.end()
        raise
    except HandbookError as error:
        why = _("The site was not built. {why}", why=str(error))
        if left.done():
            desk.say(why)
        else:
            page.ask(Asked(title, why, back=_("Back to the desk")))
        return
    at = addresses.practice(practice).removesuffix(addresses.HOME) if practice and _has_page(desk) else ""
    address = shown.address(f"{edition}/{at}")
    if left.done():
        desk.say(_("The site, as it was saved last, is at {address}", address=address))
        return
    way = way_from_afar(shown.port, _account(), os.environ)
    into = Choice("file", _("Write it into a file"), _("To be read and copied there."))
    page.ask(Asked(title, _found(shown, address, way), (into,), back=_("Back to the desk")))
    if await left == "file":
        text = "\n".join([f"{way}  # {_('on the computer you sit at')}", address] if way else [address])
        await into_file(desk, where, f"{edition}-site.txt", text)


def _found(shown: Shown, address: str, way: str) -> Said:
    """What is to be typed, each on a line of its own."""
    said: list[tuple[str, str] | str] = []
    if way:
        said += [_("You are connected from another computer. There, first type this:"), "\n", (way, "bold"), "\n\n"]
    said += [_("Open this address in a browser:"), "\n", (address, "bold"), "\n\n"]
    if shown.failures:
        said += [count(
            "{number} text could not be shown: {first}", "{number} texts could not be shown, the first: {first}",
            len(shown.failures), first=shown.failures[0],
        ), "\n\n"]  # fmt: skip
    return styled(*said, _("It shows what was saved last, and ends with the desk."))


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
