"""What was left unfinished: offered before the form, never applied by itself, never deleted by declining."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from handbook.editions.meeting import met
from handbook.editions.working_copy import WorkingCopy
from handbook.errors import HandbookError
from handbook.model.sheet import Sheet, differences
from handbook.store.journal import Left
from handbook.store.saving import opened
from tui.bilingual import AT, Bilingual, met_in_pairs
from tui.doing.translating import opened as opened_words
from tui.doing.translating import show
from tui.names import spoken
from tui.screens.picking import Option, PickPage
from tui.screens.question import Asked, Choice, QuestionPage
from tui.screens.reading import ReadPage
from tui.speech import _, count
from tui.widgets.text import Said

if TYPE_CHECKING:
    from tui.host import Host

MOST_SHOWN = 3  # fields shown at once, draft beside file


async def begin(desk: Host) -> None:
    """Offer each draft that a program left when it ended, the newest first."""
    unsent = desk.find_unsent()
    for left in _drafts(desk):
        if not await _offered(desk, left):
            break
    if unsent:
        desk.say(count(
            "What you were typing on a page is kept: it stands there again when you open that page.",
            "What you were typing on {number} pages is kept: it stands there again when you open them.", unsent,
        ))  # fmt: skip
    if not desk.library.total and not desk.library.broken:
        desk.act("empty")


async def drafts(desk: Host) -> None:
    """List what was left unfinished, and the texts that gave way."""
    left = _drafts(desk)
    kept = desk.kept.found(desk.edition)
    options = [
        *(Option(f"left {n}", _title(one), _("left unfinished, {when}", when=_when(one.when)))
          for n, one in enumerate(left)),
        *(Option(f"kept {n}", spoken(one.path) if one.path else one.practice, f"{_when(one.when)}, {one.why}")
          for n, one in enumerate(kept)),
    ]  # fmt: skip
    if not options:
        desk.say(_("Nothing was left unfinished, and no text has given way to another."))
        return
    picked = await desk.ask(PickPage((desk.names.edition, _("Drafts")), _("Drafts and kept texts"), options))
    if picked is None:
        return
    kind, _space, number = picked[0].partition(" ")
    if kind == "left":
        one_left = left[int(number)]
        if not _can_be_opened(desk, one_left):
            await desk.ask(ReadPage((_("Drafts"), _title(one_left)), _title(one_left), _words_of(one_left)))
        else:
            await _offered(desk, one_left)
    else:
        one = kept[int(number)]
        await desk.ask(ReadPage((_("Drafts"), one.practice), spoken(one.path) if one.path else one.practice, one.text))


def _can_be_opened(desk: Host, left: Left) -> bool:
    try:
        _opened(desk, left.practice)
    except HandbookError:
        return False
    return True


def _words_of(left: Left) -> str:
    """What was typed, where its practice is gone: to be read, and copied by hand."""
    try:
        before, now = Sheet.read(left.tree["before"]), Sheet.read(left.tree["now"])
    except (KeyError, TypeError, AttributeError):
        return _("It cannot be read.")
    said = [f"{spoken(path)}\n{now.text(path)}" for path in differences(before, now) if now.text(path)]
    return "\n\n".join([_("Its practice is not here any more. These are your words:"), *said])


def _drafts(desk: Host) -> list[Left]:
    """The drafts of practices and translations of this edition, the newest first."""
    return desk.journal.of_practices(desk.edition)


async def _offered(desk: Host, left: Left) -> bool:
    """Ask what becomes of a draft; False where the editor wants to look at it later."""
    try:
        before, now = Sheet.read(left.tree["before"]), Sheet.read(left.tree["now"])
        copy = _opened(desk, left.practice)
    except (HandbookError, KeyError, TypeError, AttributeError) as error:
        reason = str(error) if isinstance(error, HandbookError) else _("it cannot be read")
        desk.say(_(
            "A draft of “{practice}” is kept: {why} “Drafts and kept texts” in ^P shows its words.",
            practice=left.practice, why=reason,
        ))  # fmt: skip
        return True
    mine = differences(before, now)
    theirs = set(differences(before, copy.before)) & set(mine)
    meeting = met_in_pairs if isinstance(copy, Bilingual) else met
    together = meeting(before, now, copy.before).sheet
    if not differences(copy.before, together):
        return _same(desk, left)
    answer = await desk.ask(QuestionPage((_("Before you go on"),), _question(left, mine, theirs, now, copy)))
    if answer is None:
        desk.say(_("Kept for later: both the draft and the file. “Drafts and kept texts” in ^P shows it."))
        return False
    if answer == "file":
        desk.journal.decline(left)
        said = _("The file is open. Your draft is kept, under Drafts and kept texts in ^P.")
        if isinstance(copy, Bilingual):
            await show(desk, copy, mine[0], said)
        else:
            desk.open_practice(left.practice)
            desk.say(said)
        return True
    if answer == "draft":
        for path in theirs:  # when the draft is saved, these words of somebody else give way
            if words := copy.before.text(path):
                desk.kept.keep(desk.edition, copy.practice, path, words, _("You used your draft."))
    # Words of the edition above that have changed since are not those the draft was written against: always asked.
    asked = mine if answer == "both" else [path for path in mine if path in theirs] if copy.shared else []
    sheet = await _chosen(desk, asked, theirs, now, copy, together) if asked else together
    if sheet is None:
        return False
    desk.journal.adopt(left)
    copy.replace_all(sheet)
    desk.copies[copy.practice] = copy
    said = _("Your draft is open. The file stays as it is until you save.")
    if isinstance(copy, Bilingual):
        desk.keeper.keep(desk.edition, copy.practice, copy.tree())
        await show(desk, copy, mine[0], said)
    else:
        desk.go_with(copy, mine[0])
        desk.changed()
        desk.say(said)
    return True


def _opened(desk: Host, practice: str) -> WorkingCopy:
    """What a draft is of: a practice, or its words in another language."""
    return opened_words(desk, practice) if AT in practice else opened(desk.workspace, desk.edition, practice)


def _same(desk: Host, left: Left) -> bool:
    """The file says all that the draft says: nothing is lost by letting it go to the kept texts."""
    desk.journal.decline(left)
    return True


def _question(left: Left, mine: list[str], theirs: set[str], now: Sheet, copy: WorkingCopy) -> Asked:
    told = count(
        "{number} field of “{title}” is not saved. What you typed is safe.",
        "{number} fields of “{title}” are not saved. What you typed is safe.", len(mine), title=_title(left),
    )  # fmt: skip
    if left.tree.get("digest") != copy.digest:
        told += " " + _("The file has changed since.")
        if theirs:
            told += " " + count("In {number} of them as well.", "In {number} of them as well.", len(theirs))
    shown = [path for path in mine if now.text(path) or copy.before.text(path)][:MOST_SHOWN]
    draft: Said = "\n\n".join(f"{spoken(path)}: {_said(now, copy.before, path)}" for path in shown)
    file: Said = "\n\n".join(f"{spoken(path)}: {_said(copy.before, now, path)}" for path in shown)
    rest = [spoken(path) for path in mine if path not in shown]
    return Asked(
        _("You left this unfinished on {when}", when=_when(left.when)), told,
        (
            Choice("draft", _("Use my draft"), _("The file stays as it is until you save.")),
            Choice("file", _("Use the file"), _("Your draft is kept, under Drafts.")),
            Choice("both", _("See both"), _("Field by field; you choose for each.")),
        ),
        ((_("Your draft, up to the last word you typed"), draft), (_("The file now"), file)),
        _("Also in your draft: {fields}.", fields=", ".join(rest)) if rest else "",
        back=_("Later, both are kept"),
    )  # fmt: skip


async def _chosen(
    desk: Host, mine: list[str], theirs: set[str], now: Sheet, copy: WorkingCopy, sheet: Sheet
) -> Sheet | None:
    """Field by field: the draft's or the file's words. What has no words of its own comes from the draft."""
    for number, path in enumerate(mine, 1):
        if path not in now.values and path not in copy.before.values:
            continue
        where = (_("Your draft"), _("field {number} of {total}", number=number, total=len(mine)))
        answer = await desk.ask(QuestionPage(where, Asked(
            spoken(path), "",
            (Choice("draft", _("Use my draft")), Choice("file", _("Use the file"))),
            ((_("Your draft"), _said(now, copy.before, path)), (_("The file now"), _said(copy.before, now, path))),
            back=_("Later, both are kept"),
        )))  # fmt: skip
        if answer is None:
            return None
        side = now if answer == "draft" else copy.before
        sheet = sheet.with_value(path, side.values.get(path, "")).with_why(path, side.why.get(path, ""))
        if answer == "file" and now.text(path):
            desk.kept.keep(desk.edition, copy.practice, path, now.text(path), _("You used the file's words."))
        elif answer == "draft" and path in theirs and copy.before.text(path):
            desk.kept.keep(desk.edition, copy.practice, path, copy.before.text(path), _("You used your draft."))
    return sheet


def _said(sheet: Sheet, other: Sheet, path: str) -> str:
    """The words of a unit, and its reason where that differs."""
    why = sheet.why.get(path, "")
    reason = f"\n{_('Why  ')}{why or '—'}" if why != other.why.get(path, "") else ""
    return (sheet.text(path) or "—") + reason


def _title(left: Left) -> str:
    return str(left.tree.get("title") or left.practice)


def _when(when: datetime) -> str:
    from babel.dates import format_datetime

    from tui.speech import language

    return str(format_datetime(when.astimezone(), "EEEE HH:mm", locale=language()))
