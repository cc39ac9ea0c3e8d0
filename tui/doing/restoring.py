"""One change of the past: how it read then, how it reads now, and putting it back, which ^Z takes back."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.editions.changed_since import Changed, How, put_back
from handbook.editions.merge import word_diff
from handbook.errors import HandbookError, UnknownPractice
from handbook.model import fields as declared
from handbook.model.sheet import Sheet
from handbook.model.units import UnitPath, Value
from handbook.store.history import Moment, as_it_was
from handbook.store.workspace import Workspace
from tui.days import day
from tui.names import spoken
from tui.rows import main_part, shown_value
from tui.screens.question import Asked, Choice, QuestionPage
from tui.speech import _
from tui.widgets.text import Said, marked

if TYPE_CHECKING:
    from handbook.editions.working_copy import WorkingCopy
    from tui.host import Host

Then = Sheet | str  # how the practice read, or why that cannot be told


def show_history(desk: Host) -> None:
    """To the tab that tells it."""
    if screen := desk.desk_screen:
        screen.show_tab("history")
        screen.show_pane("rail")


async def past_change(desk: Host, key: str) -> None:
    """Show one change of the past; `key` is a row of the tab History."""
    copy, past = desk.copy, desk.past
    if copy is None or past is None:
        return
    n, _space, m = key.partition(" ")
    at, moment = int(n), past.moments[int(n)]
    where = (desk.names.edition, copy.title, _("History"))
    change = moment.changes[int(m)] if m else None
    if change is None or change.lang or change.path in ("", "stance"):
        await desk.ask(QuestionPage(where, _only_told(moment, change)))
        return
    before_that = past.moments[at + 1].commit if at + 1 < len(past.moments) else ""
    root, edition = desk.workspace.root, desk.edition
    before, after = await asyncio.to_thread(_stood, root, edition, copy.practice, before_that, moment.commit)
    answer = await desk.ask(QuestionPage(where, _question(desk, copy, moment, change, before, after)))
    sheet = {"before": before, "after": after}.get(answer or "")
    if isinstance(sheet, Sheet) and desk.copy is copy:
        _put_back(desk, sheet, change.path)


def _put_back(desk: Host, sheet: Sheet, path: str) -> None:
    desk.change(lambda copy: copy.replace_all(put_back(copy.now, sheet, path)))
    if screen := desk.desk_screen:
        screen.show_pane("form", focus=False)
        screen.form.put(screen.form.path)
        screen.form.go(path)
    desk.say(_("Put back: {field}. ^Z takes this back, ^S saves it.", field=spoken(path)))


def _stood(root: Path, edition: str, practice: str, before: str, after: str) -> tuple[Then, Then]:
    """How the practice read before and after; in a thread of its own, over a workspace of its own."""
    workspace = Workspace.open(root)
    return _one(workspace, edition, practice, before), _one(workspace, edition, practice, after)


def _one(workspace: Workspace, edition: str, practice: str, commit: str) -> Then:
    if not commit:
        return _("It is not known how it read before.")
    try:
        return as_it_was(workspace, edition, practice, commit).sheet or Sheet()
    except UnknownPractice:
        return _("This edition did not have it then.")
    except HandbookError as error:
        return error.what


def _question(desk: Host, copy: WorkingCopy, moment: Moment, change: Changed, before: Then, after: Then) -> Asked:
    on = day(moment.date)
    was, then, now = (_words(desk, sheet, change) for sheet in (before, after, copy.now))
    texts: list[tuple[str, Said]] = [
        (_("Until {day}", day=on), was or "—"),
        (_("From {day}", day=on), _differing(was, then)),
        (_("Now"), _differing(then, now)),
    ]
    if then == now:
        texts[1:] = [(_("Now, and since {day}", day=on), _differing(was, now))]
    follows = _("Nothing is written before you save.")
    return Asked(
        _("{unit}, {day}: {what}", unit=change.name, day=on, what=change.what), _by(moment),
        (
            Choice("before", _("Put back how it read until {day}", day=on), follows, _off(copy, before, change)),
            Choice("after", _("Put back how it read from {day}", day=on), follows, _off(copy, after, change)),
        ),
        texts,
    )  # fmt: skip


def _off(copy: WorkingCopy, sheet: Then, change: Changed) -> str:
    if isinstance(sheet, str):
        return sheet
    try:
        same = put_back(copy.now, sheet, change.path) == copy.now
    except HandbookError as error:
        return error.what
    return _("It reads so now.") if same else ""


def _only_told(moment: Moment, change: Changed | None) -> Asked:
    """What is not put back from here is told all the same."""
    on = day(moment.date)
    if change is None:
        return Asked(on, _by(moment), after=moment.note)
    texts: list[tuple[str, Said]] = [
        (heading, _plain(value))
        for heading, value in ((_("Until {day}", day=on), change.before), (_("From {day}", day=on), change.after))
        if value
    ]
    title = _("{unit}, {day}: {what}", unit=change.name, day=on, what=change.what)
    after = _("A translation is put back on its own page; F8 opens it.") if change.lang else ""
    return Asked(title, _by(moment), (), texts, after)


def _by(moment: Moment) -> str:
    return _("{name}: “{sentence}”", name=moment.who, sentence=moment.message.partition("\n")[0])


def _words(desk: Host, sheet: Then, change: Changed) -> str:
    """What the changed unit, item, order or reason says in a sheet."""
    if isinstance(sheet, str):
        return ""
    at, path = UnitPath.parse(change.path), change.path
    if change.how is How.REASON:
        return sheet.why.get(path) or sheet.left_out.get(path, "")
    if at.item and not at.part:
        words, reason = _item(sheet, at.field, at.item), sheet.left_out.get(path)
        return f"{words}\n{_('Hidden here: {why}', why=reason)}" if reason else words
    if not at.part and at.field in sheet.lists:
        return "\n".join(f"{n}. {_item(sheet, at.field, item)}" for n, item in enumerate(sheet.lists[at.field], 1))
    return shown_value(desk.names, path, sheet.values.get(path))


def _item(sheet: Sheet, name: str, item: str) -> str:
    field = declared.PRACTICE.field(name)
    main = main_part(field) if field is not None else None
    return sheet.text(f"{name}/{item}.{main.name}") if main else item


def _differing(before: str, after: str) -> Said:
    return marked(list(word_diff(before, after))) if before and after and before != after else after or "—"


def _plain(value: Value | None) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")
