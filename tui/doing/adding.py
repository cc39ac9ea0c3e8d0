"""Add: a new practice, a field that is empty, one more item of a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from handbook.errors import HandbookError
from handbook.model import fields as declared
from handbook.model.fields import Field, Kind
from handbook.model.ids import BORROWED
from handbook.model.sheet import UNWRITTEN
from handbook.model.units import UnitPath, Value
from handbook.store.drafts import new_entry
from tui.names import label
from tui.rows import item_label, main_part
from tui.screens.asking import AskPage, Blank
from tui.screens.picking import Option, PickPage
from tui.slugs import slug
from tui.speech import _

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
    told = _("It begins as a draft, and no reader sees it before you publish it.")
    example = _("What to do, as an instruction: “Answer every report within a day”.")
    asked = AskPage(
        (desk.names.edition, _("New practice")), _("A new practice"),
        [Blank("title", _("Title"), example, needed=True)],
        told=told, done=_("Begin"), judge=lambda typed: _judged(desk, typed),
    )  # fmt: skip
    typed = await desk.ask(asked)
    if typed is None:
        return
    name = _free_slug(desk, typed["title"])
    new_entry(desk.workspace, name, typed["title"], edition=desk.edition, kind="practice", lang="")
    desk.load_library()
    edition = desk.workspace.handbook.edition(desk.edition)
    desk.open_practice(f"{edition.id}/{name}" if edition.parent else name, "summary")
    desk.say(_("Begun as a draft. F1 says what a field is for; F3 goes to the next that is empty."))


def _judged(desk: Host, typed: Mapping[str, str]) -> Mapping[str, str]:
    if len(typed["title"]) > 200:
        return {"title": _("It is longer than a title can be.")}
    try:
        desk.workspace.refuse_read_only("")
    except HandbookError as error:
        return {"title": str(error)}
    return {}


def _free_slug(desk: Host, title: str) -> str:
    edition = desk.workspace.handbook.edition(desk.edition)
    front = f"{edition.id}/" if edition.parent else ""
    taken = {name.removeprefix(front) for name in edition.practices}
    return slug(title, taken | {one.id for one in desk.library.entries})


async def _which(desk: Host) -> str:
    copy = desk.copy
    if copy is None:
        return ""
    options = []
    for field in declared.PRACTICE.fields:
        if field.name in UNWRITTEN or not field.label or (copy.shared and not field.unit):
            continue
        if field.kind is Kind.ITEMS:
            options.append(
                Option(field.name, item_label(field.name, len(copy.now.lists.get(field.name, ())) + 1), field.help)
            )
        elif field.name not in copy.now.values and field.name not in desk.wanted and field.name not in _BY_ACTION:
            options.append(Option(field.name, label(field), field.help))
    found = await desk.ask(PickPage((desk.names.edition, copy.title), _("What to add"), options))
    return found[0] if found else ""


async def _item(desk: Host, field: Field, after: str | None) -> None:
    copy = desk.copy
    if copy is None:
        return
    item, values = "", dict[str, Value]()
    if field.name in BORROWED:
        of = BORROWED[field.name]
        there = copy.now.lists.get(field.name, ())
        options = [
            Option(key, name) for key, name in desk.names.options(of) if key not in there and key != copy.practice
        ]
        found = await desk.ask(PickPage((desk.names.edition, copy.title), label(field), options))
        if not found:
            return
        item = found[0]
    if field.part("basis") is not None and "editors" in field.part("basis").choices:  # type: ignore[union-attr]
        values["basis"] = "editors"  # said by an editor here, not heard in a session
    made: list[str] = []
    desk.change(lambda copy: made.append(copy.add(field.name, values, id=item, after=after)))
    if made and desk.desk_screen:
        part = main_part(field)
        desk.open_item = f"{field.name}/{made[0]}"
        desk.show_form()
        desk.desk_screen.show_pane("form", focus=False)
        desk.desk_screen.form.go(f"{desk.open_item}.{part.name}" if part else desk.open_item)


_BY_ACTION = ("kind", "lang", "status", "replaced_by", "withdrawn_because")
