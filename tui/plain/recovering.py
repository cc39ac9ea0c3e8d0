"""What was left unfinished: offered at the start, never applied by itself, never deleted by declining."""

from __future__ import annotations

from handbook.editions.working_copy import WorkingCopy
from handbook.errors import HandbookError
from handbook.model.sheet import Sheet
from handbook.store.files import write_atomic
from handbook.store.journal import Left
from handbook.store.kept import Kept
from handbook.store.saving import opened
from tui.answer import Choice
from tui.answered import decline, take_up
from tui.bilingual import AT
from tui.left import BOTH, DRAFT, FILE, Unfinished, elsewhere, put_in, title, when, words_of
from tui.names import spoken
from tui.paths import judged_file, typed_path
from tui.plain.reading import NotUnderstood, show_practice
from tui.plain.session import Session
from tui.speech import _
from tui.to_fix import commands, told


def begin(session: Session) -> None:
    """Offer each draft that a program left when it ended, the newest first; say where others wait."""
    for left in session.journal.of_practices(session.edition):
        if not _offered(session, left):
            break
    if said := elsewhere(session.workspace, session.edition, session.journal.numbers()):
        session.talk.say(f"{said} {_('The command “edition” goes there.')}")


def drafts(session: Session, words: str) -> None:
    """What was left unfinished, and the texts that gave way; with a number one of them whole."""
    left = session.journal.of_practices(session.edition)
    kept = session.kept.found(session.edition)
    if not words:
        for number, draft in enumerate(left, 1):
            session.talk.say(f"{number} {title(draft)}. " + _("Left unfinished, {when}.", when=when(draft.when)))
        for number, one in enumerate(kept, len(left) + 1):
            named = session.names.of("practices", one.practice)
            of = f"{named}: {spoken(one.path)}" if one.path else named
            session.talk.say(f"{number} {of}. {when(one.when)}. {one.why}")
        none = _("Nothing was left unfinished, and no text has given way to another.")
        session.talk.say(_("“drafts” with a number opens a draft, or tells a text whole.") if left or kept else none)
        return
    place = int(words) - 1 if words.isdecimal() else -1
    if not 0 <= place < len(left) + len(kept):
        raise NotUnderstood(_("There is no draft {number}.", number=words), todo=_("The command “drafts” tells all."))
    if place < len(left):
        _offered(session, left[place])
        return
    _read(session, kept[place - len(left)])


def _read(session: Session, one: Kept) -> None:
    """Tell a kept text whole; what is wanted goes into its field again, or into a file."""
    words = one.text if one.path else words_of(one)
    session.talk.say(words)
    if off := _why_not(session, one):
        if off != words:
            session.talk.say(off)
        return
    answer = session.talk.answer((
        Choice("put", _("Put it into the field") if one.path else _("Put it into its fields"),
               _("“undo” takes it back; nothing is saved before you save.")),
        Choice("file", _("Write it into a file"), _("You are asked for its name.")),
    ), _("Number, or Enter to leave it"))  # fmt: skip
    if answer == "file":
        _write(session, words)
    elif answer == "put" and one.path:
        session.copies[one.practice] = _at_hand(session, one.practice)
        session.open(one.practice)
        session.change(lambda copy: put_in(copy, one))
        session.talk.say(_("Put into “{field}”, not saved; “undo” takes it back.", field=spoken(one.path)))
    elif answer == "put":
        _offered(session, one)


def _why_not(session: Session, one: Kept) -> str:
    """Why words cannot go back into their practice; empty where they can."""
    if AT in one.practice:
        return _("It is of a translation; the desk puts it back.")
    try:
        copy = opened(session.workspace, session.edition, one.practice)
        if one.path:
            put_in(copy, one)
        else:
            Unfinished.read(one, copy)
    except HandbookError as error:
        return told(error, commands())
    return ""


def _write(session: Session, text: str) -> None:
    name = session.talk.ask(_("Name of the file, or Enter to leave it")).strip()
    if not name:
        return
    if wrong := judged_file({"file": name}).get("file", ""):
        session.talk.say(wrong)
        return
    data = f"{text.rstrip()}\n".encode("utf-8", "replace")
    write_atomic(typed_path(name), data, expected="", locks=session.workspace.locks)
    session.talk.say(_("It stands in {file}", file=str(typed_path(name))))


def _at_hand(session: Session, practice: str) -> WorkingCopy:
    """A practice as it is being written, where it is; else as its file is now."""
    held = session.copies.get(practice)
    return held if held is not None and held.changed else opened(session.workspace, session.edition, practice)


def _offered(session: Session, left: Left | Kept) -> bool:
    """Ask what becomes of a draft; False where the editor wants to look at it later."""
    if AT in left.practice:
        said = _("A translation was left unfinished on {when}. It is kept; the desk offers it.", when=when(left.when))
        session.talk.say(said)
        return True
    try:
        draft = Unfinished.read(left, _at_hand(session, left.practice))
    except HandbookError as error:
        session.talk.say(
            _("A draft of “{practice}” is kept but cannot be shown: {why}", practice=left.practice, why=str(error))
        )
        return True
    if not draft.says_more(draft.together):
        decline(left, session.journal)
        if isinstance(left, Kept):
            session.talk.say(_("All that it says stands there already."))
        return True
    answer = _asked(session, draft)
    sides = _sides(session, draft, answer) if answer else None
    if sides is None:
        session.talk.say(_("Kept for later: both the draft and the file. The command “drafts” tells them."))
        return False
    sheet = draft.with_answers(sides)
    if answer == FILE or not draft.says_more(sheet):
        decline(left, session.journal)
        session.open(left.practice)
        if draft.second:
            session.talk.say(_("What was open stays. Your draft is kept; the command “drafts” tells it."))
        else:
            session.talk.say(_("The file is open. Your draft is kept; the command “drafts” tells it."))
    else:
        _take_up(session, draft, sheet)
    return True


def _take_up(session: Session, draft: Unfinished, sheet: Sheet) -> None:
    """Go on with a draft."""
    copy = draft.copy
    take_up(draft, sheet, session.journal, session.kept)
    session.copies[copy.practice] = copy
    session.open(copy.practice)
    session.change(lambda copy: copy.replace_all(sheet))
    session.talk.say(_("Your draft is open. The file stays as it is until you save."))
    show_practice(session)


def _asked(session: Session, draft: Unfinished) -> str | None:
    talk = session.talk
    talk.say(_("You left this unfinished on {when}.", when=when(draft.left.when)))
    talk.say(draft.told())
    for path in draft.mine:
        talk.say(spoken(path))
    return talk.answer((
        Choice(DRAFT, _("Use my draft"), draft.take),
        Choice(FILE, draft.leave, _("Your draft is kept, under drafts.")),
        Choice(BOTH, _("See both"), _("Field by field; you choose for each.")),
    ), _("Number, or Enter for later"))  # fmt: skip


def _sides(session: Session, draft: Unfinished, answer: str) -> dict[str, str] | None:
    """Of each field that must be asked about, whose words it is to have; None for later."""
    talk, sides = session.talk, dict[str, str]()
    for path in draft.asked(answer):
        mine, theirs = draft.texts(path)
        talk.say(_("{field}. Your draft: {words}", field=spoken(path), words=mine))
        talk.say(_("{beside}: {words}", beside=draft.beside_it, words=theirs))
        side = talk.answer((Choice(DRAFT, _("Use my draft")), Choice(FILE, draft.leave)),
                           _("Number, or Enter for later"))  # fmt: skip
        if side is None:
            return None
        sides[path] = side
    return sides
