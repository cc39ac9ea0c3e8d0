"""Writes in the practice that is open: fields, items, reasons; everything is kept at once and can be undone."""

from __future__ import annotations

from handbook.editions.working_copy import Origin
from handbook.model import fields as declared
from handbook.model.field import Kind
from handbook.model.ids import BORROWED
from handbook.model.units import UnitPath
from handbook.store.plans import Written
from handbook.store.undo import taken_back
from tui.adding import addable, borrowed, called, lacking, new_item
from tui.answer import Choice
from tui.names import spoken
from tui.plain.asking import asked, one_of
from tui.plain.reading import NotUnderstood, found_row, help_of
from tui.plain.session import Session
from tui.rows import FormRow, Way, main_part
from tui.speech import _


def edit(session: Session, words: str) -> None:
    """Write in a field or item."""
    row = found_row(session, words or session.talk.ask(_("Number of the field")))
    if row.way is Way.ADD:
        _add_item(session, row.path)
        return
    if row.way is Way.FIXED:
        session.talk.say(_("{field} cannot be changed here. {badge}", field=row.label, badge=row.badge).strip())
        return
    copy = session.copy
    if copy is None:
        return
    session.talk.say(f"{row.label}: {row.text.strip()}" if row.text else f"{row.label}. {_('It is empty.')}")
    if told := help_of(session, row):
        session.talk.say(told)
    said = asked(session, row.path, copy.now.values.get(row.path, ""))
    if said is None or not session.change(lambda copy: copy.set(row.path, said)):
        session.talk.say(_("It stays as it is."))
        return
    _after(session, row.path)


def add(session: Session, words: str) -> None:
    """Add an item to a list, or write a field that is empty."""
    copy = session.copy
    if copy is None:
        return
    fields = {field.name: field for field in addable(copy)}
    there: list[tuple[str, str]] = []
    for field in fields.values():
        there += [(field.name, called(copy, field))] if field.kind is Kind.ITEMS else lacking(copy, field)
    name = words if words in dict(there) else one_of(session, there)
    if name is None:
        return
    if name in fields and fields[name].kind is Kind.ITEMS:
        _add_item(session, name)
    else:
        edit(session, name)


def remove(session: Session, words: str) -> None:
    """Delete an item of ours, hide one of theirs for a reason, or show a hidden one again."""
    copy, at = session.copy, _item(session, words)
    if copy is None:
        return
    path = f"{at.field}/{at.item}"
    origin = copy.origin(path)
    if origin is Origin.LEFT_OUT:
        session.change(lambda copy: copy.leave_out(at.field, at.item, ""))
        session.talk.say(_("It is shown again."))
    elif origin in (Origin.OWN, Origin.ADDED):
        session.change(lambda copy: copy.take_out(at.field, at.item))
        session.talk.say(_("Deleted: {item}. The command “undo” brings it back.", item=spoken(path)))
    else:
        why = session.talk.ask(_("Why is it not here? Readers see the reason. Enter to leave it")).strip()
        if why:
            session.change(lambda copy: copy.leave_out(at.field, at.item, why))
            session.talk.say(_("Hidden in this edition: {item}.", item=spoken(path)))


def move(session: Session, words: str) -> None:
    """Move an item one place up or down in its list: `move 9 up`."""
    number, _blank, where = words.partition(" ")
    at = _item(session, number)
    where = where.strip() or session.talk.ask(_("up or down")).strip()
    by = {_("up"): -1, "up": -1, _("down"): 1, "down": 1}.get(where.casefold())
    if by is None:
        raise NotUnderstood(_("It is not said whether up or down."), todo=_("Write: move 9 up"))
    if not session.change(lambda copy: copy.move(at.field, at.item, by)):
        session.talk.say(_("It stands at the end of its list already."))
        return
    session.talk.say(_("Moved: {item}.", item=spoken(f"{at.field}/{at.item}")))
    if session.copy is not None and session.copy.wants_reason(f"{at.field}/{at.item}"):
        _reason(session, f"{at.field}/{at.item}")


def why(session: Session, words: str) -> None:
    """Say in one sentence why a field reads otherwise here."""
    row = found_row(session, words or session.talk.ask(_("Number of the field")))
    copy = session.copy
    if copy is None or not copy.shared:
        session.talk.say(_("These words are your own; they need no reason."))
        return
    if row.why:
        session.talk.say(_("Why: {reason}", reason=row.why))
    at = row.of or row.path
    if at in copy.now.left_out:
        said = session.talk.ask(_("Why is it not here? Readers see the reason. Enter to leave it")).strip()
        name, _slash, item = at.partition("/")
        if said:
            session.change(lambda copy: copy.leave_out(name, item, said))
        return
    _reason(session, row.path)


def back(session: Session, words: str) -> None:
    """Back to the words of the edition above, letter for letter."""
    row = found_row(session, words or session.talk.ask(_("Number of the field")))
    copy = session.copy
    if copy is None or not copy.shared:
        session.talk.say(_("These words are your own."))
        return
    path = row.of if row.of in copy.now.left_out else row.path
    origin = copy.origin(path)
    if origin is Origin.ADDED:
        session.talk.say(_("It is your own; there are no other words to go back to. “remove” deletes it."))
    elif origin is Origin.INHERITED:
        session.talk.say(_("It reads as the shared edition has it."))
    else:
        session.change(lambda copy: copy.back(path))
        session.talk.say(_("Back to their words: {field}. The command “undo” takes this back.", field=spoken(path)))


def undo(session: Session, _words: str) -> None:
    """Take back the last change, or the last decision since."""
    if session.answered:
        _take_back(session, session.answered[-1])
        session.answered.pop()
        return
    _step(session, session.copy.undo() if session.copy else None, _("There is nothing to undo."), _("Undone: {field}."))


def redo(session: Session, _words: str) -> None:
    """Do again what was undone."""
    _step(
        session,
        session.copy.redo() if session.copy else None,
        _("There is nothing to redo."),
        _("Done again: {field}."),
    )


def _after(session: Session, path: str) -> None:
    """What is to be said once a unit reads otherwise: the reason first, then what is to fix."""
    copy = session.copy
    if copy is not None and copy.wants_reason(path):
        _reason(session, path)
    note = session.notes.get(path)
    session.talk.say(_("Changed: {field}. Not saved yet.", field=spoken(path)) + (f" {note[0]}" if note else ""))


def _reason(session: Session, path: str) -> None:
    said = session.talk.ask(_("Why does it differ here? Readers see the reason. Enter to say it later")).strip()
    if said:
        session.change(lambda copy: copy.say_why(copy.reason_at(path), said))


def _add_item(session: Session, name: str) -> None:
    """One more item: its words first, then each other part; what was said is kept part by part."""
    field = declared.PRACTICE.field(name)
    if field is None or session.copy is None:
        return
    item, values = "", new_item(field)
    if name in BORROWED:
        item = one_of(session, borrowed(session.copy, field, session.names)) or ""
        if not item:
            return
    main = main_part(field)
    if main is not None:
        asked_for = _("{item}, in one line, Enter to leave it", item=called(session.copy, field))
        said = session.talk.ask(asked_for).strip()
        if not said and not item:
            return
        values |= {main.name: said} if said else {}
    made: list[str] = []
    session.change(lambda copy: made.append(copy.add(name, values, id=item)))
    _other_parts(session, f"{name}/{made[0]}")


def _other_parts(session: Session, at: str) -> None:
    """What else the new item says: each part that the editor wants to fill in."""
    row = next((row for row in session.rows() if row.of == at), None)
    done = False
    while row is not None and not done:
        parts = session.parts(row)
        choices = [Choice(part.path, part.label, part.text) for part in parts]
        picked = session.talk.answer(choices, _("Number of what to fill in, or Enter when it is done"))
        for part in parts:
            if part.path == picked:
                _fill_in(session, part)
        done = picked is None
    if session.copy is not None and session.copy.shared:
        _reason(session, at)
    session.talk.say(_("Added: {item}. Not saved yet.", item=row.label if row else spoken(at)))


def _fill_in(session: Session, part: FormRow) -> None:
    copy = session.copy
    held = copy.now.values.get(part.path, "") if copy is not None else ""
    if part.field is not None and part.field.help:
        session.talk.say(f"{_(part.field.help)}.")
    said = asked(session, part.path, held)
    if said is not None:
        session.change(lambda copy: copy.set(part.path, said))


def _item(session: Session, words: str) -> UnitPath:
    row = found_row(session, words or session.talk.ask(_("Number of the item")))
    if not row.of:
        raise NotUnderstood(_("{field} is no item of a list.", field=row.label),
                            todo=_("Name a step, a sign, a statement."))  # fmt: skip
    return UnitPath.parse(row.of)


def _step(session: Session, path: str | None, nothing: str, done: str) -> None:
    copy = session.copy
    if path is None or copy is None:
        session.talk.say(nothing)
        return
    session.changed()
    session.talk.say(done.format(field=spoken(path) if path else _("several fields")))


def _take_back(session: Session, written: Written) -> None:
    taken_back(session.workspace, written.file, written.before, written.after)
    session.talk.say(_("The decision is taken back. {file} reads as before.", file=written.file))
    session.anew()
