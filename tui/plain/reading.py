"""Reads aloud: the practices of the edition, one of them field by field, and what is to fix."""

from __future__ import annotations

from handbook.errors import HandbookError
from handbook.store.listing import STANCES, Listed
from tui.answer import Choice
from tui.names import choice
from tui.plain.asking import one_of
from tui.plain.session import Session
from tui.rows import FormRow, shown_value
from tui.speech import _, count
from tui.unread import concerning, why

AT_ONCE = 20  # practices told at a time


class NotUnderstood(HandbookError):
    """What was typed names nothing that is here."""


def list_them(session: Session, words: str) -> None:
    """The practices of the edition, or those with these words; numbered, so that they can be opened."""
    session.load()
    for broken in concerning(session.workspace, session.edition):
        session.talk.say(why(broken))
    session.found, session.told = _worded(session, words) if words else session.entries, 0
    if not session.entries:
        session.talk.say(_("There are no practices here yet. The command “new” begins one."))
    elif not session.found:
        session.talk.say(_("Nothing matches “{words}”.", words=words))
    else:
        session.talk.say(count("{number} practice.", "{number} practices.", len(session.found)))
    more(session, "")


def more(session: Session, _words: str) -> None:
    """The next ones of what was listed last."""
    first, last = session.told, session.told + AT_ONCE
    for number, one in enumerate(session.found[first:last], first + 1):
        session.talk.say(f"{number} {_line(session, one)}")
    session.told = min(last, len(session.found))
    if left := len(session.found) - session.told:
        session.talk.say(count("{number} more; the command “more” goes on.",
                               "{number} more; the command “more” goes on.", left))  # fmt: skip


def open_it(session: Session, words: str) -> None:
    """Open a practice: by its number in the list, its id, or words of its title."""
    practice = _meant(session, words or session.talk.ask(_("Number in the list, or words of its title")).strip())
    if practice:
        session.open(practice)
        show_practice(session)


def show(session: Session, words: str) -> None:
    """The whole practice, or one field or item of it with all that belongs to it."""
    if words:
        _show_row(session, found_row(session, words))
        return
    if session.copy is not None:
        show_practice(session)
        inherited = _("from {parent}", parent=session.names.parent)
        for number, row in enumerate(session.rows(), 1):
            tell_row(session, str(number), row, without=inherited)  # it is said of the practice; here the exceptions


def show_practice(session: Session) -> None:
    """What is open, and how it stands."""
    copy = session.copy
    if copy is None:
        return
    fields, fixes = len(session.rows()), len(_to_fix(session))
    said = [
        _("Open: {title}.", title=copy.title),
        _("From {parent}; what you write here stands in its place.", parent=session.names.parent)
        if copy.shared
        else "",
        _("Status: {status}.", status=choice(status)) if (status := copy.now.text("status")) else "",
        count("{number} field or item.", "{number} fields and items.", fields),
        count("{number} to fix.", "{number} to fix.", fixes) if fixes else "",
        count("{number} field not saved.", "{number} fields not saved.", len(copy.changed)) if copy.changed else "",
    ]
    session.talk.say(" ".join(one for one in said if one))


def check(session: Session, _words: str) -> None:
    """What is to fix, and hints, each with the number of its field; without an open practice, of the whole edition."""
    if session.copy is None:
        _check_all(session)
        return
    session.look()
    notes = session.notes
    numbers = {row.path: str(number) for number, row in enumerate(session.rows(), 1)}
    for path, (said, _wrong) in notes.items():
        session.talk.say(f"{_number(session, numbers, path)} {said}".strip())
    if not notes:
        session.talk.say(_("Nothing is to fix."))


def found_row(session: Session, words: str) -> FormRow:
    """The row that is meant. Raises NotUnderstood."""
    row = session.row(words.strip())
    if row is None:
        raise NotUnderstood(_("There is no field “{words}” here.", words=words.strip()),
                            todo=_("The command “show” tells them with their numbers."))  # fmt: skip
    return row


def tell_row(session: Session, number: str, row: FormRow, *, without: str = "") -> None:
    """One row in sentences: its name and words, then where they come from, why, and what is to fix."""
    words = row.text.strip() or ("" if row.of and row.field is None else _("empty"))
    session.talk.say(f"{number} {row.label}: {words}" if words else f"{number} {row.label}")
    meta = "; ".join(part.strip().rstrip(".") for part in row.meta.split("   "))
    after = [
        f"{meta[:1].upper()}{meta[1:]}." if meta else "",
        f"{row.badge[:1].upper()}{row.badge[1:]}." if row.badge not in ("", without) else "",
        _("Why: {reason}", reason=row.why) if row.why else "",
        row.note,
    ]
    if any(after):
        session.talk.say(" ".join(one for one in after if one))


def _show_row(session: Session, row: FormRow) -> None:
    number = next((str(place) for place, one in enumerate(session.rows(), 1) if one.path == row.path), "")
    tell_row(session, number, row)
    for place, part in enumerate(session.parts(row) if not row.part else [], 1):
        tell_row(session, f"{number}.{place}", part)
    if said := help_of(session, row):
        session.talk.say(said)


def help_of(session: Session, row: FormRow) -> str:
    """What a field is for, how long it may be, and what the edition above says in it."""
    field, copy = row.field, session.copy
    said = []
    if field is not None and field.help:
        said.append(_(field.help) + ".")
    if field is not None and field.longest:
        said.append(_("{number} of {most} characters.", number=len(row.text), most=field.longest))
    if field is not None and field.essential:
        said.append(_("A published practice needs it."))
    theirs = shown_value(session.names, row.path, copy.theirs.values.get(row.path)) if copy is not None else ""
    if theirs and theirs != row.text:
        said.append(_("{parent} says: {words}", parent=session.names.parent, words=theirs))
    return " ".join(said)


def _meant(session: Session, words: str) -> str:
    found = session.found or session.entries
    if words.isdecimal():
        if not 0 < int(words) <= len(found):
            raise NotUnderstood(_("There is no practice {number} in the list.", number=int(words)),
                                todo=_("The command “list” tells them with their numbers."))  # fmt: skip
        return found[int(words) - 1].id
    if not words or any(one.id == words for one in session.entries):
        return words
    fitting = [one for one in session.entries if words.casefold() in one.title.casefold()] or _worded(session, words)
    if not fitting:
        raise NotUnderstood(_("Nothing matches “{words}”.", words=words), todo=_("The command “list” tells all."))
    if len(fitting) == 1:
        return fitting[0].id
    return one_of(session, [(one.id, one.title) for one in fitting[:AT_ONCE]]) or ""


def _worded(session: Session, words: str) -> list[Listed]:
    """Those that have all these words in their title or id, then those that have them anywhere."""
    from handbook.search import Index  # late: most are opened by their number

    asked = words.casefold().split()
    titled = [one for one in session.entries if all(word in f"{one.title} {one.id}".casefold() for word in asked)]
    index = Index(session.workspace, session.edition)
    ids = index.ids(words)
    index.close()
    there = {one.id: one for one in session.entries if one not in titled}
    return [*titled, *(there[name] for name in ids if name in there)]


def _line(session: Session, one: Listed) -> str:
    own = {copy.practice for copy in session.unsaved}
    notes = [
        _("not saved") if one.id in own else "",
        "" if one.stance == "own" or one.stance not in STANCES.values() else _(one.stance),
        "" if one.status == "published" else choice(one.status),
    ]
    return " ".join([f"{one.title or one.id}.", *(f"{note[:1].upper()}{note[1:]}." for note in notes if note)])


def _check_all(session: Session) -> None:
    from handbook.checks.survey import survey

    marks = survey(session.workspace, session.edition)
    session.found = [one for one in session.entries if one.id in marks and marks[one.id].to_fix]
    session.told = len(session.found)
    for number, one in enumerate(session.found, 1):
        fixes = marks[one.id].to_fix
        session.talk.say(f"{number} {one.title}: " + count("{number} to fix.", "{number} to fix.", fixes))
    if session.found:
        session.talk.say(_("Open one by its number, then “check” tells what it is."))
    else:
        session.talk.say(_("Nothing is to fix in this edition."))


def _to_fix(session: Session) -> list[str]:
    return [path for path, (_said, wrong) in session.notes.items() if wrong]


def _number(session: Session, numbers: dict[str, str], path: str) -> str:
    """The number of a row, also of a part below an item; empty where nothing is shown for a path."""
    if path in numbers:
        return numbers[path]
    at = path.partition(".")[0]
    row = next((row for row in session.rows() if "/" in at and row.of == at), None)
    if row is None:
        return ""
    number = numbers[row.path]
    parts = [part.path for part in session.parts(row)]
    return f"{number}.{parts.index(path) + 1}" if path in parts else number


def agreed(session: Session, question: str, yes: str, no: str) -> bool:
    """Whether the editor is sure; Enter alone is a no."""
    session.talk.say(question)
    return session.talk.answer([Choice("no", no), Choice("yes", yes)]) == "yes"
