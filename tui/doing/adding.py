"""Add: a new practice, a field that is empty, one more item of a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from handbook.editions.rename import own_id
from handbook.errors import HandbookError
from handbook.model import fields as declared
from handbook.model.field import Field, Kind
from handbook.model.ids import BORROWED
from handbook.model.units import UnitPath
from handbook.store.drafts import new_entry
from tui.adding import addable, borrowed, called, fault_of_title, free_slug, new_item
from tui.names import label
from tui.rows import main_part
from tui.screens.asking import AskPage, Blank
from tui.screens.picking import Option, PickPage
from tui.speech import _
from tui.to_fix import told

if TYPE_CHECKING:
    from tui.host import Host


async def add(desk: Host, name: str = "") -> None:
    """In the library a new practice; in the form an item after this one, or whatever is picked."""
    screen = desk.desk_screen
    if desk.copy is None or screen is None or (screen.pane == "library" and not name):
        await new_practice(desk)
        return
    at = UnitPath.parse(desk.place)
    name = name or (at.field if at.item and desk.place != "+" else "") or await _which(desk)
    field = declared.PRACTICE.field(name) if name else None
    if field is None:
        return
    if field.kind is Kind.ITEMS:
        await _item(desk, field, at.item if at.field == name else None)
    else:
        desk.wanted.add(name)
        desk.show_form()
        screen.form.go(name)


async def new_practice(desk: Host) -> None:
    """Begin a practice: a draft with all that a published one needs, to be filled in."""
    begins = _("It begins as a draft, and no reader sees it before you publish it.")
    example = _("What to do, as an instruction: “Answer every report within a day”.")
    asked = AskPage(
        (desk.names.edition, _("New practice")), _("A new practice"),
        [Blank("title", _("Title"), example, needed=True)],
        told=begins, done=_("Begin"), judge=lambda typed: _judged(desk, typed),
    )  # fmt: skip
    typed = await desk.ask(asked)
    if typed is None:
        return
    edition = desk.workspace.handbook.edition(desk.edition)
    name = free_slug(edition, typed["title"], [one.id for one in desk.library.entries])
    new_entry(desk.workspace, name, typed["title"], edition=desk.edition, kind="practice", lang="")
    desk.load_library()
    desk.open_practice(own_id(edition, name), "summary")
    desk.say(_("Begun as a draft. F1 says what a field is for; F3 goes to the next that is empty."))


def _judged(desk: Host, typed: Mapping[str, str]) -> Mapping[str, str]:
    if fault := fault_of_title(typed["title"]):
        return {"title": fault}
    try:
        desk.workspace.refuse_read_only("")
    except HandbookError as error:
        return {"title": told(error)}
    return {}


async def _which(desk: Host) -> str:
    copy = desk.copy
    if copy is None:
        return ""
    there = [field for field in addable(copy) if field.kind is Kind.ITEMS or field.name not in desk.wanted]
    options = [Option(field.name, called(copy, field), field.help) for field in there]
    found = await desk.ask(PickPage((desk.names.edition, copy.title), _("What to add"), options))
    return found[0] if found else ""


async def _item(desk: Host, field: Field, after: str | None) -> None:
    copy = desk.copy
    if copy is None:
        return
    item, values = "", new_item(field)
    if field.name in BORROWED:
        options = [Option(key, name) for key, name in borrowed(copy, field, desk.names)]
        found = await desk.ask(PickPage((desk.names.edition, copy.title), label(field), options))
        if not found:
            return
        item = found[0]
    made: list[str] = []
    desk.change(lambda copy: made.append(copy.add(field.name, values, id=item, after=after)))
    if made and desk.desk_screen:
        part = main_part(field)
        desk.open_item = f"{field.name}/{made[0]}"
        desk.show_form()
        desk.desk_screen.show_pane("form", focus=False)
        desk.desk_screen.form.go(f"{desk.open_item}.{part.name}" if part else desk.open_item)
