"""What is done to a unit or item besides typing: undo, pick, move, take out, back to the shared words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.editions.working_copy import Origin
from handbook.model.field import Kind
from handbook.model.sheet import slot
from handbook.model.units import UnitPath
from tui.names import choice, pointed, spoken
from tui.rows import Way, supportable
from tui.screens.asking import AskPage, Blank
from tui.screens.picking import Option, PickPage
from tui.speech import _

if TYPE_CHECKING:
    from tui.host import Host


def undo(desk: Host) -> None:
    """Take the last change back."""
    _step(desk, desk.copy.undo() if desk.copy else None, _("There is nothing to undo."), _("Undone: {field}."))


def redo(desk: Host) -> None:
    """Do again what was undone."""
    _step(desk, desk.copy.redo() if desk.copy else None, _("There is nothing to redo."), _("Done again: {field}."))


async def pick(desk: Host) -> None:
    """Pick the value or members of the row with the focus."""
    screen, copy = desk.desk_screen, desk.copy
    path = screen.form.path if screen else ""
    row = screen.form.row(path) if screen else None
    if copy is None or row is None:
        return
    if row.way is Way.ADD:
        desk.act("add", "" if row.path == "+" else row.path)
        return
    field = slot(path)
    if row.way is not Way.PICK or field is None:
        desk.say(_("There is nothing to pick here; type the words."))
        return
    held = copy.now.values.get(path, ())
    several = field.kind is Kind.IDS
    if field.kind is Kind.CHOICE:
        options = [Option("", _("Not said")), *(Option(one, choice(one)) for one in field.choices)]
    else:
        options = [Option(key, name) for key, name in _options(desk, pointed(field, path))]
    picked = held if isinstance(held, tuple) else (str(held),) if held else ()
    found = await desk.ask(
        PickPage(_where(desk), spoken(path), options, picked=[str(one) for one in picked], several=several)
    )
    if found is not None:
        desk.picked(path, tuple(found) if several else found[0])
    if desk.desk_screen is not None:
        desk.desk_screen.form.go(path)
    if found is not None and copy.wants_reason(path):
        await reason(desk, path)


async def reason(desk: Host, path: str = "") -> None:
    """Say why a unit differs here: below words it is typed; for what was picked it is asked."""
    screen, copy, path = desk.desk_screen, desk.copy, path or desk.place
    row = screen.form.row(path) if screen else None
    if screen is None or copy is None or row is None:
        return
    if row.why is None and copy.reason_at(path) == path:
        desk.say(_("It reads as the shared edition has it."))
        return
    if row.way is not Way.PICK or row.why is None:
        screen.form.to_reason(copy.reason_at(path))
        return
    why = Blank("why", _("Why"), _("Readers see it beside what differs."), row.why, needed=True, long=True)
    page = AskPage(_where(desk), _("Why does “{field}” differ here?", field=spoken(path)), [why])
    typed = await desk.ask(page)
    if typed is not None:
        desk.reasoned(path, typed["why"])
    screen.form.go(path)


async def remove(desk: Host) -> None:
    """Delete an item of ours, hide one of theirs for a reason, or show a hidden one again."""
    copy, at = desk.copy, _item(desk)
    if copy is None or at is None:
        desk.say(_("Stand on an item of a list: a step, a sign, a statement."))
        return
    path = f"{at.field}/{at.item}"
    origin = copy.origin(path)
    if origin is Origin.LEFT_OUT:
        desk.change(lambda copy: copy.leave_out(at.field, at.item, ""))
        desk.say(_("It is shown again."))
    elif origin in (Origin.OWN, Origin.ADDED):
        ids = copy.now.lists[at.field]
        beside = ids[max(ids.index(at.item) - 1, 0)] if len(ids) > 1 else ""
        desk.change(lambda copy: copy.take_out(at.field, at.item))
        desk.say(_("Deleted: {item}. ^Z brings it back.", item=spoken(path)))
        if desk.desk_screen:
            desk.desk_screen.form.go(f"{at.field}/{beside}" if beside else at.field)
    else:
        why = _("Readers see it, so that they know why it is not here.")
        asked = AskPage(_where(desk), _("Hide “{item}” in this edition", item=spoken(path)),
                        [Blank("why", _("Why"), why, needed=True, long=True)], done=_("Hide"))  # fmt: skip
        typed = await desk.ask(asked)
        if typed is not None:
            desk.change(lambda copy: copy.leave_out(at.field, at.item, typed["why"]))


def move_up(desk: Host) -> None:
    """Before the item above."""
    _move(desk, -1)


def move_down(desk: Host) -> None:
    """After the item below."""
    _move(desk, 1)


def back_to(desk: Host) -> None:
    """Back to the words of the edition above."""
    copy, path = desk.copy, desk.place
    if copy is None:
        return
    at = UnitPath.parse(path)
    item = f"{at.field}/{at.item}"
    if at.item and copy.origin(item) is Origin.LEFT_OUT:
        path = item
    if copy.origin(path) is Origin.ADDED:
        desk.say(_("It is your own; there are no other words to go back to. ^D deletes it."))
    elif copy.origin(path) is Origin.INHERITED:
        desk.say(_("It reads as the shared edition has it."))
    else:
        desk.change(lambda copy: copy.back(path))
        _shown(desk, path)
        desk.say(_("Back to their words: {field}. ^Z takes this back.", field=spoken(path)))


def _step(desk: Host, path: str | None, nothing: str, done: str) -> None:
    if path is None:
        desk.say(nothing)
        return
    desk.changed()
    _shown(desk, path)
    desk.say(done.format(field=spoken(path) if path else _("several fields")))


def _shown(desk: Host, path: str) -> None:
    screen = desk.desk_screen
    if screen is not None:
        screen.form.put(screen.form.path)
        if path and screen.form.path != path:
            screen.form.go(path)


def _move(desk: Host, by: int) -> None:
    at = _item(desk)
    if at is None:
        desk.say(_("Stand on an item of a list: a step, a sign, a statement."))
        return
    desk.change(lambda copy: copy.move(at.field, at.item, by))
    if desk.desk_screen:
        desk.desk_screen.form.go(desk.place)


def _item(desk: Host) -> UnitPath | None:
    at = UnitPath.parse(desk.place)
    return at if at.item else None


def _options(desk: Host, kind: str) -> list[tuple[str, str]]:
    if kind == "units" and desk.copy is not None:
        return [(path, f"{spoken(path)}: {desk.copy.now.text(path)}") for path in supportable(desk.copy)]
    return list(desk.names.options(kind))


def _where(desk: Host) -> tuple[str, str]:
    return desk.names.edition, desk.copy.title if desk.copy else ""
