"""Plain mode from its first sentence to its last: each command, declared once, and the loop that asks for them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from handbook.errors import FormError, HandbookError
from handbook.store.journal import Journal
from handbook.store.presence import Presence
from handbook.store.workspace import Workspace
from tui.answer import Choice
from tui.choosing import to_choose_from
from tui.left import waiting
from tui.names import named
from tui.plain.deciding import how_many
from tui.plain.reading import show_practice
from tui.plain.recovering import begin
from tui.plain.session import Editor, Session
from tui.plain.talk import Hangup, Talk
from tui.speech import N_, _, count, speak_as_asked
from tui.to_fix import commands, of_error
from tui.unread import in_the_way


@dataclass(frozen=True, slots=True)
class Command:
    """What can be typed: its word, what follows it, what it does, and whether it needs an open practice.

    `does` names the function, as `module:function` below `tui.plain`; it takes the session and the words that follow.
    """

    word: str
    then: str
    what: str
    does: str
    needs_open: bool = False


COMMANDS = (
    Command(N_("list"), N_("words"), N_("The practices, or those with these words"), "reading:list_them"),
    Command(N_("more"), "", N_("The next ones of the list"), "reading:more"),
    Command(N_("open"), N_("number, or words of the title"), N_("Opens a practice"), "reading:open_it"),
    Command(N_("new"), N_("title"), N_("Begins a practice, as a draft"), "creating:new"),
    Command(N_("show"), N_("number of a field"), N_("Tells the practice, or one field with all about it"),
            "reading:show", True),
    Command(N_("edit"), N_("number of a field"), N_("Writes in a field"), "writing:edit", True),
    Command(N_("add"), "", N_("Adds an item, or a field that is empty"), "writing:add", True),
    Command(N_("remove"), N_("number of an item"), N_("Deletes an item, or hides one of theirs for a reason"),
            "writing:remove", True),
    Command(N_("move"), N_("number of an item, then up or down"), N_("Moves an item"), "writing:move", True),
    Command(N_("why"), N_("number of a field"), N_("Says why it differs here"), "writing:why", True),
    Command(N_("back"), N_("number of a field"), N_("Goes back to their words"), "writing:back", True),
    Command(N_("check"), "", N_("Tells what is to fix, in the open practice or in all"), "reading:check"),
    Command(N_("save"), "", N_("Writes only the fields you changed, and says which"), "saving:save", True),
    Command(N_("undo"), "", N_("Takes back the last change or decision"), "writing:undo"),
    Command(N_("redo"), "", N_("Does again what was undone"), "writing:redo", True),
    Command(N_("decide"), "", N_("Asks what waits for your decision"), "deciding:decide"),
    Command(N_("drafts"), N_("number"), N_("What was left unfinished, and texts that gave way"), "recovering:drafts"),
    Command(N_("edition"), "", N_("Goes over to another edition"), "run:another_edition"),
    Command(N_("help"), "", N_("These commands; so does a question mark"), "run:tell_commands"),
    Command(N_("quit"), "", N_("Ends; asks first if something is not saved"), "saving:leave"),
)  # fmt: skip


def run(
    workspace: Workspace, edition: str, practice: str, *, editor: Editor | None = None, talk: Talk | None = None
) -> None:
    """Talk with an editor until she leaves; raises UnknownEdition and UnknownPractice."""
    speak_as_asked()
    talk = talk or Talk(sys.stdin, sys.stdout)
    try:
        chosen = _which_edition(workspace, talk, edition, practice)
    except Hangup:
        return
    session = Session(workspace, chosen, talk, editor if talk.somebody else None)
    session.live()
    try:
        if _heard(session, lambda: _greet(session, practice)):
            while _heard(session, lambda: _next(session)):
                pass
    finally:
        session.end()


def another_edition(session: Session, _words: str) -> None:
    """Open another edition of this workspace; what was written in this one stays a draft."""
    names = tuple(session.workspace.handbook.editions)
    found = _picked_edition(session.workspace, session.talk, names, session.journal.numbers())
    if found and found != session.edition:
        session.to_edition(found)
        _tell_edition(session)


def tell_commands(session: Session, _words: str) -> None:
    """All commands with their numbers."""
    for number, one in enumerate(COMMANDS, 1):
        then = f" ({_(one.then)})" if one.then else ""
        session.talk.say(f"{number} {_(one.word)}{then}. {_(one.what)}.")
    session.talk.say(_("Type a command as its word, its first letters, or its number. Ctrl+C goes back to here, "
                       "Ctrl+D leaves; neither loses anything."))  # fmt: skip


def _greet(session: Session, practice: str) -> bool:
    _tell_edition(session)
    session.talk.say(_("Plain mode. Type a command, then Enter; a question mark tells them all."))
    if waits := how_many(session):
        session.talk.say(waits)
    begin(session)
    if practice and (session.copy is None or session.copy.practice != practice):
        session.open(practice)
        show_practice(session)
    return True


def _next(session: Session) -> bool:
    """One command; False where the editor leaves."""
    said = session.talk.ask(_("Not saved. Command") if session.unsaved else _("Command")).strip()
    word, _blank, words = said.partition(" ")
    if not word:
        return True
    command = _command(word.casefold())
    if command is None:
        session.talk.say(_("There is no command “{word}”. A question mark tells them all.", word=word))
    elif command.needs_open and session.copy is None:
        session.talk.say(_("Open a practice first."))
    else:
        module, _colon, function = command.does.partition(":")
        done = _function(module, function)(session, words.strip())
        return not (command.does == "saving:leave" and done)
    return True


def _heard(session: Session, what: Callable[[], bool]) -> bool:
    """Do something, and say in words what came in between; False where nobody listens any more."""
    try:
        return what()
    except HandbookError as error:
        said = str(error) if error.where else of_error("", error, commands())
        session.talk.say(f"{said} {session.caught()}".strip())
    except KeyboardInterrupt:
        session.talk.say()
        session.talk.say(f"{_('Stopped; nothing is lost. The command “quit” leaves.')} {session.caught()}".strip())
        session.keep()
    except Hangup:
        session.caught()
        session.keep()
        number = len(session.unsaved)
        session.talk.say(count(
            "Left. {number} practice is not saved; your draft is kept, and offered when you come back.",
            "Left. {number} practices are not saved; your drafts are kept, and offered when you come back.", number,
        ) if number else _("Left. Nothing is lost: all is saved."))  # fmt: skip
        return False
    return True


def _command(word: str) -> Command | None:
    if word in ("?", "？", "؟"):  # the question marks of Chinese and Arabic keyboards too
        word = "help"
    if word.isdecimal():
        return COMMANDS[int(word) - 1] if 0 < int(word) <= len(COMMANDS) else None
    named_so = [one for one in COMMANDS if word in (one.word, _(one.word).casefold())]
    begun = named_so or [
        one for one in COMMANDS if one.word.startswith(word) or _(one.word).casefold().startswith(word)
    ]
    return begun[0] if len(begun) == 1 else None


def _function(module: str, function: str) -> Callable[[Session, str], object]:
    return getattr(import_module(f"tui.plain.{module}"), function)  # type: ignore[no-any-return]  # by its name above


def _which_edition(workspace: Workspace, talk: Talk, edition: str, practice: str) -> str:
    """The edition to work in, asked for where there are several. Raises UnknownEdition, and why one cannot be read."""
    names = to_choose_from(workspace, edition, practice)
    if not names:
        raise HandbookError(_("There is no edition here to edit."), todo=_("Start one: handbook start"))
    drafts = Journal(workspace.machine, Presence(workspace.machine)).numbers() if len(names) > 1 else {}
    chosen = names[0] if len(names) == 1 else _picked_edition(workspace, talk, names, drafts) or names[0]
    if unread := in_the_way(workspace, chosen):
        raise FormError(unread.message, where=unread.where, todo=unread.todo)
    return chosen


def _picked_edition(workspace: Workspace, talk: Talk, names: Sequence[str], drafts: Mapping[str, int]) -> str:
    talk.say(_("Which edition?"))
    held = workspace.handbook.editions
    there = [Choice(name, named(held[name]), _(", ").join([name, *waiting(drafts.get(name, 0))])) for name in names]
    return talk.answer(there, _("Number of the edition")) or ""


def _tell_edition(session: Session) -> None:
    home, parent, number = session.names.edition, session.names.parent, len(session.entries)
    said = _("{edition}, builds on {parent}.", edition=home, parent=parent) if parent else f"{home}."
    session.talk.say(f"{said} {count('{number} practice.', '{number} practices.', number)}")
