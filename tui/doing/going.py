"""Going about: the filter, facets and order of the library, the next that needs one, panes, help, colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.model.fields import Kind
from handbook.model.taxonomy import LISTS
from handbook.store.listing import STANCES
from tui.library import SORTS
from tui.look import THEMES, few_colours
from tui.names import choice, label, spoken
from tui.screens.desk import DeskScreen
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
    "The practices of this edition. Type / to filter, Enter to open, ^N to begin a new one. Below a title stands what "
    "is special about it."
)


def to_filter(desk: Host) -> None:
    """To the filter of the library."""
    if screen := desk.desk_screen:
        screen.to_filter()


async def narrow(desk: Host) -> None:
    """Pick what the library shows."""
    options = [
        Option("marks:waiting", _("They changed this")), Option("marks:to-fix", _("Has something to fix")),
        Option("marks:missing", _("Translation missing")), Option("marks:outdated", _("Translation out of date")),
        *(Option(f"status:{one}", choice(one), _("status")) for one in STATUSES),
        *(Option(f"stance:{one}", _(one), _("stance")) for one in STANCES.values()),
        *(Option(f"priority:{one}", choice(one), _("do it")) for one in ("now", "next", "later")),
    ]  # fmt: skip
    for kind in LISTS:
        options += [Option(f"{kind}:{key}", name, choice(kind)) for key, name in desk.names.options(kind)]
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
    screen, paths = desk.desk_screen, desk.to_fix
    if screen is None:
        return
    if not paths:
        waiting = desk.waiting_number
        inbox = _(" F2 opens the Inbox: {number} wait for your decision.", number=waiting) if waiting else ""
        desk.say(_("Nothing here needs you.") + inbox)
        return
    at = paths.index(desk.place) + 1 if desk.place in paths and screen.pane == "form" else 0
    path = paths[at % len(paths)]
    item = path.partition(".")[0]
    if "/" in item and item != desk.open_item:
        desk.open_item = item  # an other part of an item is only there while the item is open
        desk.show_form()
    screen.show_pane("form", focus=False)
    if desk.copy is not None and desk.copy.wants_reason(path):
        screen.form.to_reason(path)
    else:
        screen.form.go(path)


def next_pane(desk: Host) -> None:
    """Library, form, rail, and again."""
    if screen := desk.desk_screen:
        there = ["library", "form", "rail"] if desk.copy is not None else ["library"]
        screen.show_pane(there[(there.index(screen.pane) + 1) % len(there)] if screen.pane in there else "library")


def reload(desk: Host) -> None:
    """Read the files anew; what was typed stays."""
    desk.load_library()
    copy = desk.copy
    if copy is not None and not copy.changed:
        desk.open_practice(copy.practice, desk.place)
    desk.say(_("Read anew."))


async def another_edition(desk: Host) -> None:
    """Open another edition of this workspace."""
    editions = desk.workspace.handbook.editions
    from tui.names import named

    options = [Option(name, named(one), name) for name, one in editions.items()]
    picked = await desk.ask(PickPage((desk.names.edition,), _("Which edition?"), options, picked=[desk.edition]))
    if picked is not None and picked[0] != desk.edition:
        desk.to_edition(picked[0])


async def choose(desk: Host) -> None:
    """At the start: which edition, where there are several; then what was left unfinished in it."""
    before = desk.edition
    await another_edition(desk)
    if desk.edition == before:
        desk.act("begin")


async def look(desk: Host) -> None:
    """Pick the colours."""
    if few_colours():
        desk.say(_("This terminal asked for its own colours."))
        return
    options = [Option(theme.name, _(theme.name)) for theme in THEMES if not theme.ansi]
    picked = await desk.ask(PickPage((desk.names.edition,), _("The colours"), options, picked=[desk.theme]))
    if picked is not None:
        desk.theme = picked[0]


async def help(desk: Host) -> None:
    """About what has the focus; on another page, about that page."""
    from tui.screens.page import Page

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
    from tui.actions import ACTIONS, shown_key

    lines = [f"{shown_key(one.key):6}{_(one.words)}. {_(one.what)}" for one in ACTIONS if one.listed and one.key]
    general = [
        _("^P    All actions, found by their words."), _("Tab   The next field; Shift+Tab the one before."),
        _("Enter Opens; in a line of words: the next field."), _("Esc   One step back. It never discards anything."),
        _("1-5   Answers a question, also & é \" ' ( on a French keyboard."),
    ]  # fmt: skip
    return "\n".join([*lines, *general])


def _about_focus(desk: Host) -> tuple[str, str]:
    from handbook.model.sheet import slot

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
