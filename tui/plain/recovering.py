"""What was left unfinished: offered at the start, never applied by itself, never deleted by declining."""

from __future__ import annotations

from handbook.editions.meeting import met
from handbook.editions.working_copy import WorkingCopy
from handbook.errors import HandbookError
from handbook.model.sheet import Sheet, differences
from handbook.store.journal import Left
from handbook.store.saving import opened
from tui.answer import Choice
from tui.bilingual import AT
from tui.names import spoken
from tui.plain.reading import NotUnderstood, show_practice
from tui.plain.session import Session
from tui.speech import _, count, language


def begin(session: Session) -> None:
    """Offer each draft that a program left when it ended, the newest first."""
    for left in session.journal.of_practices(session.edition):
        if not _offered(session, left):
            break


def drafts(session: Session, words: str) -> None:
    """What was left unfinished, and the texts that gave way; with a number one of them whole."""
    left = session.journal.of_practices(session.edition)
    kept = session.kept.found(session.edition)
    if not words:
        for number, draft in enumerate(left, 1):
            session.talk.say(f"{number} {_title(draft)}. " + _("Left unfinished, {when}.", when=_when(draft)))
        for number, one in enumerate(kept, len(left) + 1):
            when = f"{one.when.astimezone():%d.%m. %H:%M}"
            of = f"{_named(session, one.practice)}: {spoken(one.path)}" if one.path else _named(session, one.practice)
            session.talk.say(f"{number} {of}. {when}. {one.why}")
        none = _("Nothing was left unfinished, and no text has given way to another.")
        session.talk.say(_("“drafts” with a number opens a draft, or tells a text whole.") if left or kept else none)
        return
    place = int(words) - 1 if words.isdecimal() else -1
    if not 0 <= place < len(left) + len(kept):
        raise NotUnderstood(_("There is no draft {number}.", number=words), todo=_("The command “drafts” tells all."))
    if place < len(left):
        _offered(session, left[place])
        return
    one = kept[place - len(left)]
    if one.path:
        session.talk.say(one.text)
        return
    before, now = Sheet.read(one.tree["before"]), Sheet.read(one.tree["now"])
    for path in differences(before, now):
        session.talk.say(f"{spoken(path)}: {now.text(path) or _('(nothing)')}")


def _offered(session: Session, left: Left) -> bool:
    """Ask what becomes of a draft; False where the editor wants to look at it later."""
    if AT in left.practice:
        told = _("A translation was left unfinished on {when}. It is kept; the desk offers it.", when=_when(left))
        session.talk.say(told)
        return True
    try:
        before, now = Sheet.read(left.tree["before"]), Sheet.read(left.tree["now"])
        copy = opened(session.workspace, session.edition, left.practice)
    except (HandbookError, KeyError, TypeError, AttributeError) as error:
        reason = str(error) if isinstance(error, HandbookError) else _("it cannot be read")
        session.talk.say(
            _("A draft of “{practice}” is kept but cannot be shown: {why}", practice=left.practice, why=reason)
        )
        return True
    mine = differences(before, now)
    together = met(before, now, copy.before).sheet
    if not differences(copy.before, together):
        session.journal.decline(left)  # the file says all that the draft says
        return True
    answer = _asked(session, left, before, now, copy)
    if answer is None:
        session.talk.say(_("Kept for later: both the draft and the file. The command “drafts” tells them."))
        return False
    if answer == "file":
        session.journal.decline(left)
        session.open(left.practice)
        session.talk.say(_("The file is open. Your draft is kept; the command “drafts” tells it."))
        return True
    sheet = _chosen(session, mine, together, now, copy) if answer == "both" else together
    if sheet is None:
        return False
    session.journal.adopt(left)
    session.copies[copy.practice] = copy
    session.open(copy.practice)
    session.change(lambda copy: copy.replace_all(sheet))
    session.talk.say(_("Your draft is open. The file stays as it is until you save."))
    show_practice(session)
    return True


def _asked(session: Session, left: Left, before: Sheet, now: Sheet, copy: WorkingCopy) -> str | None:
    mine = differences(before, now)
    theirs = set(differences(before, copy.before)) & set(mine)
    talk = session.talk
    talk.say(_("You left this unfinished on {when}.", when=_when(left)))
    told = count(
        "{number} field of “{title}” is not saved. What you typed is safe.",
        "{number} fields of “{title}” are not saved. What you typed is safe.", len(mine), title=_title(left),
    )  # fmt: skip
    if left.tree.get("digest") != copy.digest:
        told += " " + _("The file has changed since.")
        if theirs:
            told += " " + count("In {number} of them as well.", "In {number} of them as well.", len(theirs))
    talk.say(told)
    for path in mine:
        talk.say(spoken(path))
    return talk.answer((
        Choice("draft", _("Use my draft"), _("The file stays as it is until you save.")),
        Choice("file", _("Use the file"), _("Your draft is kept, under drafts.")),
        Choice("both", _("See both"), _("Field by field; you choose for each.")),
    ), _("Number, or Enter for later"))  # fmt: skip


def _chosen(session: Session, mine: list[str], sheet: Sheet, now: Sheet, copy: WorkingCopy) -> Sheet | None:
    """Field by field: the draft's or the file's words. What has no words of its own comes from the draft."""
    talk = session.talk
    for path in mine:
        if path not in now.values and path not in copy.before.values:
            continue
        talk.say(_("{field}. Your draft: {words}", field=spoken(path), words=now.text(path) or _("(nothing)")))
        talk.say(_("The file now: {words}", words=copy.before.text(path) or _("(nothing)")))
        answer = talk.answer((Choice("draft", _("Use my draft")), Choice("file", _("Use the file"))),
                             _("Number, or Enter for later"))  # fmt: skip
        if answer is None:
            talk.say(_("Kept for later: both the draft and the file. The command “drafts” tells them."))
            return None
        sheet = sheet.with_value(path, (now if answer == "draft" else copy.before).values.get(path, ""))
        if answer == "file" and now.text(path):
            session.kept.keep(session.edition, copy.practice, path, now.text(path), _("You used the file's words."))
    return sheet


def _title(left: Left) -> str:
    return str(left.tree.get("title") or left.practice)


def _named(session: Session, practice: str) -> str:
    return session.names.of("practices", practice)


def _when(left: Left) -> str:
    from babel.dates import format_datetime

    return str(format_datetime(left.when.astimezone(), "EEEE HH:mm", locale=language()))
