"""Going about: the filter, facets and order of the library, the next that needs one, panes, help, colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handbook.editions.holdings import taxonomy
from handbook.model.field import Kind
from handbook.model.sheet import slot
from handbook.model.taxonomy import LISTS
from handbook.store.listing import STANCES
from tui.actions import ACTIONS, shown_key
from tui.doing.broken import open_as_text
from tui.left import waiting
from tui.library import MARKED, SORTS, facet_words, taxon_facet
from tui.look import TERMINAL, THEMES, at_start, few_colours, remember
from tui.names import choice, label, named, spoken
from tui.notes import order, row_of
from tui.screens.desk import DeskScreen
from tui.screens.page import Page
from tui.screens.picking import Option, PickPage
from tui.screens.reading import ReadPage
from tui.speech import N_, _

if TYPE_CHECKING:
    from tui.host import Host


STATUSES = ("draft", "in-review", "published", "withdrawn")
IN_THIS_EDITION = N_(
    "In this edition: what you type here stands in place of the words of {parent}. Their words are kept; ^B restores "
    "them letter for letter."
)
ABOUT_LIBRARY = N_(
    "The practices of this edition. Type / to filter, s to sort, Enter to open, ^N to begin a new one. Below a title "
    "stands what is special about it."
)


def to_filter(desk: Host) -> None:
    """To the filter of the library."""
    if screen := desk.desk_screen:
        screen.to_filter()


async def narrow(desk: Host) -> None:
    """Pick what the library shows."""
    facets = [(f"marks:{one}", "") for one in MARKED]
    facets += [(f"status:{one}", _("status")) for one in STATUSES]
    facets += [(f"stance:{one}", _("stance")) for one in STANCES.values()]
    facets += [(f"priority:{one}", _("do it")) for one in ("now", "next", "later")]
    held = taxonomy(desk.names.chain)
    for kind in LISTS:
        facets += [(taxon_facet(held, kind, key), choice(kind)) for key in held.lists[kind]]
    options = [Option(facet, facet_words(desk.names, facet), note) for facet, note in facets]
    picked = await desk.ask(
        PickPage((desk.names.edition, _("Library")), _("Show only"), options, picked=desk.library.facets, several=True)
    )
    if picked is not None:
        desk.library.facets = picked
        desk.show_library()


async def sort(desk: Host) -> None:
    """Pick the order of the library."""
    words = {"title": _("Title"), "priority": _("Do it"), "status": _("Status"), "to-fix": _("To fix first")}
    options = [Option(one, words[one]) for one in SORTS]
    picked = await desk.ask(
        PickPage((desk.names.edition, _("Library")), _("Sort by"), options, picked=[desk.library.sort])
    )
    if picked is not None:
        desk.library.sort = picked[0]
        desk.show_library()


def next_to_fix(desk: Host) -> None:
    """To the next field to fix, with its sentence in view; after the last the first again."""
    screen, copy, paths = desk.desk_screen, desk.copy, desk.to_fix
    if screen is None:
        return
    if copy is None or not paths:
        number = desk.waiting_number
        inbox = _(" F2 opens the Inbox: {number} wait for your decision.", number=number) if number else ""
        desk.say(_("Nothing here needs you.") + inbox)
        return
    rows = {row_of(copy, path): path for path in reversed(paths)}  # of several at one row the first
    there = sorted(rows, key=lambda row: order(copy, row))
    here = order(copy, desk.place) if screen.pane == "form" else ()
    desk.go_to(rows[next((row for row in there if order(copy, row) > here), there[0])])


def next_pane(desk: Host) -> None:
    """Library, form, rail, and again."""
    if screen := desk.desk_screen:
        there = ["library", "form", "rail"] if desk.copy is not None else ["library"]
        screen.show_pane(there[(there.index(screen.pane) + 1) % len(there)] if screen.pane in there else "library")


def reload(desk: Host) -> None:
    """Read the files anew; what was typed stays."""
    desk.load_library()
    desk.open_anew()
    desk.say(_("Read anew."))


async def another_edition(desk: Host) -> None:
    """Open another edition of this workspace."""
    await _gone_over(desk, tuple(desk.workspace.handbook.editions), desk.edition)


async def choose(desk: Host) -> None:
    """At the start: which edition, where there are several; then what was asked for, and left unfinished, in it."""
    among, desk.among = desk.among, ()
    drafts = desk.drafts
    if not await _gone_over(desk, among, next((name for name in among if name in drafts), desk.edition)):
        desk.begin()


async def _gone_over(desk: Host, names: Sequence[str], mark: str) -> bool:
    """Pick one of these editions, and open it; whether another one is open now.

    One that cannot be read is told with them. It opens as text, and as an edition once it is mended.
    """
    held, drafts = desk.workspace.handbook.editions, desk.drafts
    unread = {one.edition: one for one in desk.workspace.manifest.broken if one.edition not in ("", *held)}
    options = [
        *(Option(name, named(held[name]), _(", ").join([name, *waiting(drafts.get(name, 0))])) for name in names),
        *(Option(name, name, _("cannot be used: line {line}", line=one.line)) for name, one in unread.items()),
    ]
    picked = await desk.ask(PickPage((desk.names.edition,), _("Which edition?"), options, picked=[mark]))
    if picked is None or picked[0] == desk.edition:
        return False
    if picked[0] in unread:
        await open_as_text(desk, unread[picked[0]].file)
        if picked[0] not in desk.workspace.handbook.editions:
            return False
    desk.to_edition(picked[0])
    return True


async def look(desk: Host) -> None:
    """Pick the colours; they are remembered."""
    if few_colours():
        desk.say(_("This terminal asked for its own colours."))
        return
    options = [Option(theme.name, _(theme.name)) for theme in THEMES if not theme.ansi]
    options.append(Option(TERMINAL.name, _("the terminal's own"), _("from the next start")))
    picked = await desk.ask(PickPage((desk.names.edition,), _("The colours"), options, picked=[at_start().name]))
    if picked is None:
        return
    if picked[0] == TERMINAL.name:
        desk.say(_("From the next start the desk has the terminal's own colours."))
    else:
        desk.ansi_color = None  # where it began with the terminal's own
        desk.theme = picked[0]
    remember(picked[0])


async def help(desk: Host) -> None:
    """About what has the focus; on another page, about that page."""
    page = desk.screen
    if isinstance(page, ReadPage):
        return
    if isinstance(page, Page) and not isinstance(page, DeskScreen):
        title, text = page.help
        await desk.ask(ReadPage((_("Help"), title), title, text))
        return
    title, text = _about_focus(desk)
    await desk.ask(ReadPage((_("Help"), title), title, text, after=keys_text()))


async def keys(desk: Host) -> None:
    """All keys on one page."""
    if not isinstance(desk.screen, ReadPage):
        await desk.ask(ReadPage((_("Keys"),), _("Keys"), keys_text()))


def keys_text() -> str:
    """Every key and what it does, in lines."""
    lines = [f"{shown_key(one.key):6}{_(one.words)}. {_(one.what)}" for one in ACTIONS if one.listed and one.key]
    general = [
        _("^P    All actions, found by their words."), _("Tab   The next field; Shift+Tab the one before."),
        _("Enter Opens; in a line of words: the next field."), _("Esc   One step back. It never discards anything."),
        _("1-9   Answers a question, also & é \" ' ( on a French keyboard."),
    ]  # fmt: skip
    return "\n".join([*lines, *general])


def _about_focus(desk: Host) -> tuple[str, str]:
    screen = desk.desk_screen
    pane = screen.pane if screen else "library"
    field = slot(desk.place) if pane == "form" else None
    if field is not None:
        said = [_(field.help) + "." if field.help else ""]
        if field.longest:
            said.append(_("Up to {number} characters; longer is cut in lists.", number=field.longest))
        if field.essential:
            said.append(_("A published practice needs it."))
        if field.kind is Kind.PROSE:
            said.append(_("Several paragraphs; *emphasis*, lists and links as in Markdown."))
        if desk.copy is not None and desk.copy.shared:
            said.append(_(IN_THIS_EDITION, parent=desk.names.parent))
        return spoken(desk.place), "\n\n".join(one for one in said if one) or label(field)
    if pane == "rail":
        return _("About this practice"), _("Seven tabs: choose one with the arrow keys. Enter goes to what it lists.")
    return _("Library"), _(ABOUT_LIBRARY)
