"""What was left unfinished: offered before the form, never applied by itself, never deleted by declining."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.editions.working_copy import WorkingCopy
from handbook.errors import HandbookError
from handbook.model.ids import slug
from handbook.model.sheet import Sheet
from handbook.store.journal import Left
from handbook.store.kept import Kept
from handbook.store.saving import opened
from tui.answered import decline, take_up
from tui.bilingual import AT, Bilingual
from tui.doing.into_file import into_file
from tui.doing.translating import opened as opened_words
from tui.doing.translating import show
from tui.left import BOTH, DRAFT, FILE, Unfinished, put_in, title, when, words_of
from tui.names import spoken
from tui.screens.picking import Option, PickPage
from tui.screens.question import Asked, Choice, QuestionPage
from tui.speech import _, count

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
        *(Option(f"left {n}", title(one), _("left unfinished, {when}", when=when(one.when)))
          for n, one in enumerate(left)),
        *(Option(f"kept {n}", spoken(one.path) if one.path else title(one), f"{when(one.when)}, {one.why}")
          for n, one in enumerate(kept)),
    ]  # fmt: skip
    if not options:
        desk.say(_("Nothing was left unfinished, and no text has given way to another."))
        return
    picked = await desk.ask(PickPage((desk.names.edition, _("Drafts")), _("Drafts and kept texts"), options))
    if picked is None:
        return
    kind, _space, number = picked[0].partition(" ")
    one = left[int(number)] if kind == "left" else kept[int(number)]
    if isinstance(one, Left) and not _why_not(desk, one):
        await _offered(desk, one)
    else:
        await _read(desk, one)


async def _read(desk: Host, one: Left | Kept) -> None:
    """Show a kept text, or all words of a draft: they go back into the practice, or into a file."""
    field = one.path if isinstance(one, Kept) else ""
    heading, words = (spoken(field), one.text) if isinstance(one, Kept) and field else (title(one), words_of(one))
    told = f"{when(one.when)}. {one.why if isinstance(one, Kept) else _('You left this unfinished.')}"
    put = _("Put it into the field") if field else _("Put it into its fields")
    where = (_("Drafts"), one.practice)
    answer = await desk.ask(QuestionPage(where, Asked(
        heading, told,
        (
            Choice("put", put, _("^Z takes it back; nothing is saved before you save."), _why_not(desk, one)),
            Choice("file", _("Write it into a file"), _("You are asked for its name.")),
        ),
        ((_("The words"), words),),
    )))  # fmt: skip
    if answer == "file":
        await into_file(desk, where, f"{slug(heading, 'text')}.txt", words)
    elif answer == "put" and isinstance(one, Kept) and field:
        await _put_in(desk, one)
    elif answer == "put":
        await _offered(desk, one)


async def _put_in(desk: Host, one: Kept) -> None:
    """Into its field, as it is written just now; what stands there is taken back by Undo."""
    copy = _at_hand(desk, one.practice)
    put_in(copy, one)
    _go_on_with(desk, copy)
    await _show(desk, copy, one.path, _("Put into “{field}”. ^Z takes it back, ^S saves it.", field=spoken(one.path)))


def _why_not(desk: Host, one: Left | Kept) -> str:
    """Why words cannot go back into their practice; empty where they can."""
    try:
        copy = _opened(desk, one.practice)
        if isinstance(one, Kept) and one.path:
            put_in(copy, one)
        else:
            Unfinished.read(one, copy)
    except HandbookError as error:
        return desk.told(error)
    return ""


def _drafts(desk: Host) -> list[Left]:
    """The drafts of practices and translations of this edition, the newest first."""
    return desk.journal.of_practices(desk.edition)


async def _offered(desk: Host, left: Left | Kept) -> bool:
    """Ask what becomes of a draft; False where the editor wants to look at it later."""
    try:
        draft = Unfinished.read(left, _at_hand(desk, left.practice))
    except HandbookError as error:
        desk.say(_(
            "A draft of “{practice}” is kept: {why} “Drafts and kept texts” in ^P shows its words.",
            practice=left.practice, why=desk.told(error),
        ))  # fmt: skip
        return True
    if not draft.says_more(draft.together):
        decline(left, desk.journal)  # nothing is lost by letting it go to the kept texts
        if isinstance(left, Kept):
            desk.say(_("All that it says stands there already."))
        return True
    answer = await desk.ask(QuestionPage((_("Before you go on"),), _question(draft)))
    sides = await _sides(desk, draft, answer) if answer else None
    if sides is None:
        desk.say(_("Kept for later: both the draft and the file. “Drafts and kept texts” in ^P shows it."))
        return False
    sheet = draft.with_answers(sides)
    if answer == FILE or not draft.says_more(sheet):
        decline(left, desk.journal)
        said = _("The file is open. Your draft is kept, under Drafts and kept texts in ^P.")
        if draft.second:
            said = _("What was open stays. Your draft is kept, under Drafts and kept texts in ^P.")
    else:
        _take_up(desk, draft, sheet)
        said = _("Your draft is open. The file stays as it is until you save.")
    await _show(desk, draft.copy, draft.mine[0], said)
    return True


def _opened(desk: Host, practice: str) -> WorkingCopy:
    """What a draft is of: a practice, or its words in another language; as its file is now."""
    return opened_words(desk, practice) if AT in practice else opened(desk.workspace, desk.edition, practice)


def _at_hand(desk: Host, practice: str) -> WorkingCopy:
    """The same as it is being written, where it is."""
    held = desk.copies.get(practice)
    return held if held is not None and held.changed else _opened(desk, practice)


def _take_up(desk: Host, draft: Unfinished, sheet: Sheet) -> None:
    """Go on with a draft."""
    desk.keeper.flush()  # what was typed last: no older state comes after the one that is kept now
    take_up(draft, sheet, desk.journal, desk.kept)
    draft.copy.replace_all(sheet)
    _go_on_with(desk, draft.copy)


def _go_on_with(desk: Host, copy: WorkingCopy) -> None:
    desk.copies[copy.practice] = copy
    desk.keeper.keep(desk.edition, copy.practice, copy.tree())


async def _show(desk: Host, copy: WorkingCopy, path: str, said: str) -> None:
    if isinstance(copy, Bilingual):
        held = desk.copies.get(copy.practice)
        await show(desk, held if isinstance(held, Bilingual) else copy, path, said)
        return
    if copy.changed:
        desk.go_with(copy, path)
        desk.changed()
    else:
        desk.open_practice(copy.practice)
    desk.say(said)


def _question(draft: Unfinished) -> Asked:
    filled = [path for path in draft.mine if draft.now.text(path) or draft.beside.text(path)]
    shown, rest = filled[:MOST_SHOWN], [spoken(path) for path in draft.mine if path not in filled[:MOST_SHOWN]]
    mine, theirs = (
        "\n\n".join(f"{spoken(path)}: {draft.texts(path)[side]}" for path in shown) for side in (0, 1)
    )  # fmt: skip
    return Asked(
        _("You left this unfinished on {when}", when=when(draft.left.when)), draft.told(),
        (
            Choice(DRAFT, _("Use my draft"), draft.take),
            Choice(FILE, draft.leave, _("Your draft is kept, under Drafts.")),
            Choice(BOTH, _("See both"), _("Field by field; you choose for each.")),
        ),
        ((_("Your draft, up to the last word you typed"), mine), (draft.beside_it, theirs)),
        _("Also in your draft: {fields}.", fields=_(", ").join(rest)) if rest else "",
        back=_("Later, both are kept"),
    )  # fmt: skip


async def _sides(desk: Host, draft: Unfinished, answer: str) -> dict[str, str] | None:
    """Of each field that must be asked about, whose words it is to have; None for later."""
    paths, sides = draft.asked(answer), dict[str, str]()
    for number, path in enumerate(paths, 1):
        where = (_("Your draft"), _("field {number} of {total}", number=number, total=len(paths)))
        mine, theirs = draft.texts(path)
        side = await desk.ask(QuestionPage(where, Asked(
            spoken(path), "", (Choice(DRAFT, _("Use my draft")), Choice(FILE, draft.leave)),
            ((_("Your draft"), mine), (draft.beside_it, theirs)),
            back=_("Later, both are kept"),
        )))  # fmt: skip
        if side is None:
            return None
        sides[path] = side
    return sides
