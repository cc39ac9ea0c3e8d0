"""Asks for what a field holds: words, one of a few, several of many. None means that it stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from handbook.model.field import Field, Kind
from handbook.model.sheet import slot
from handbook.model.units import Value
from tui.answer import Choice
from tui.names import choice, pointed, spoken
from tui.plain.session import Session
from tui.rows import supportable
from tui.speech import _, count

MANY = 30  # names that are listed without being asked for by a word


def asked(session: Session, path: str, held: Value) -> Value | None:
    """Another value for a unit, asked for in the way of its kind."""
    field = slot(path)
    if field is None:
        return None
    if field.kind is Kind.CHOICE:
        return one_of(session, [(one, choice(one)) for one in field.choices], str(held), empty=True)
    if field.kind is Kind.ID:
        return one_of(session, options(session, pointed(field, path)), str(held), empty=True)
    if field.kind is Kind.IDS:
        there = options(session, pointed(field, path))
        return _several(session, there, held if isinstance(held, tuple) else ())
    return words(session, path, field, str(held))


def options(session: Session, kind: str) -> list[tuple[str, str]]:
    """Id and name of all that such a field can name."""
    if kind == "units" and session.copy is not None:
        return [(path, spoken(path)) for path in supportable(session.copy)]
    return list(session.names.options(kind))


def one_of(session: Session, there: Sequence[tuple[str, str]], held: str = "", *, empty: bool = False) -> str | None:
    """The key of one of them; "" for none of them where that can be; None where nothing was chosen."""
    shown = _narrowed(session, there)
    answers = [Choice(key, _("{name}, chosen", name=name) if key == held else name) for key, name in shown]
    if empty:
        answers.append(Choice("", _("Not said")))
    return session.talk.answer(answers, _("Number, or Enter to leave it"))


def words(session: Session, path: str, field: Field, held: str) -> str | None:
    """Other words: written anew where there are none, else as the editor wants to change them."""
    if not held:
        return _anew(session, path, field, "") or None
    no_editor = "" if session.editor else _("There is no terminal for it.")
    answers = [
        Choice("anew", _("Write it anew")), Choice("more", _("Add at its end")),
        Choice("some", _("Put other words in place of some")),
        Choice("editor", _("Open it in your own editor"), off=no_editor),
        Choice("empty", _("Empty it")),
    ]  # fmt: skip
    how = session.talk.answer(answers, _("Number, or Enter to leave it"))
    if how == "anew":
        return _anew(session, path, field, "") or None
    if how == "more":
        return _anew(session, path, field, held + ("\n\n" if field.kind is Kind.PROSE else " "))
    if how == "some":
        return _exchanged(session, held)
    if how == "editor" and session.editor is not None:
        said = session.editor(held)
        return None if said is None else said.strip("\n")
    return "" if how == "empty" else None


def _anew(session: Session, path: str, field: Field, front: str) -> str:
    """New words behind others; what is typed of several lines is safe line by line."""
    if field.kind is not Kind.PROSE:
        said = session.talk.ask(_("Words, in one line")).strip()
        return front + said if said else ""
    said = session.talk.lines(lambda text: session.compose(path, front + text))
    if said.strip():
        return front + said.strip("\n")
    session.composed()
    return ""


def _exchanged(session: Session, held: str) -> str | None:
    found = session.talk.ask(_("Which words"))
    number = held.count(found) if found else 0
    if number != 1:
        session.talk.say(
            count("They stand there {number} time; name more of the words around the place.",
                  "They stand there {number} times; name more of the words around the place.", number)
            if number else _("These words do not stand there. Nothing is changed.")
        )  # fmt: skip
        return None
    instead = session.talk.ask(_("In their place, Enter for nothing"))
    return held.replace(found, instead)


def _several(session: Session, there: Sequence[tuple[str, str]], held: tuple[str, ...]) -> tuple[str, ...] | None:
    """Those that are named are added, or taken out where they were in; the order is that of the list."""
    names = dict(there)
    others = [(key, name) for key, name in _narrowed(session, there) if key not in held]
    shown = [*((key, names.get(key, key)) for key in held), *others]
    for number, (key, name) in enumerate(shown, 1):
        session.talk.say(f"{number} " + (_("{name}, chosen", name=name) if key in held else name))
    while said := session.talk.ask(_("Numbers to add or take out, or Enter to leave it")).replace(",", " ").split():
        places = [int(one) if one.isdecimal() else 0 for one in said]
        if all(0 < place <= len(shown) for place in places):
            turned = {shown[place - 1][0] for place in places}
            return tuple(key for key, _name in shown if (key in held) != (key in turned))
        session.talk.say(_("Write numbers from 1 to {number}, with blanks between.", number=len(shown)))
    return None


def _narrowed(session: Session, there: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """All of them, or where they are many those with a word in their name."""
    found = list(there)
    if len(found) > MANY:
        word = (
            session.talk.ask(_("A word of its name, or Enter for all {number}", number=len(found))).casefold().strip()
        )
        found = [(key, name) for key, name in found if word in f"{name} {key}".casefold()]
        if not found:
            session.talk.say(_("No name has this word."))
    return found
