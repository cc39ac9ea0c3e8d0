"""Review: one page that says how it stands and offers what can be done; comments lie in a file beside the practice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from handbook.editions import review as verbs
from handbook.editions.correction import correction
from handbook.errors import DecisionError, HandbookError
from handbook.model.review import Comment, Done, Standing
from handbook.model.units import UnitPath
from handbook.store.reviews import Verb, noted, set_right, step
from handbook.store.saving import opened
from tui.days import today
from tui.names import spoken
from tui.reviewed import UNSAVED, in_the_way, remark, standing, told
from tui.screens.asking import AskPage, Blank
from tui.screens.picking import Option, PickPage
from tui.screens.question import Asked, Choice, QuestionPage
from tui.speech import N_, _
from tui.to_fix import of_error

if TYPE_CHECKING:
    from handbook.editions.working_copy import WorkingCopy
    from tui.host import Host

_MOST_LOGGED = 8  # lines of the log that the page shows, the newest first
_MOST_SHOWN = 400  # characters of the words that a comment is about
_UNASKED = N_("Nobody has asked for a review of it.")


async def review(desk: Host) -> None:
    """Show how the review stands, and do what is answered."""
    copy = desk.copy
    if copy is None:
        return
    desk.load_review()
    answer = await desk.ask(QuestionPage(_where(desk, _("Review")), _page(desk, copy)))
    if answer is not None:
        await _ANSWERS[answer](desk, copy)


async def comment(desk: Host, shown: WorkingCopy | None = None) -> None:
    """Comment on the field with the focus, or from the library on the whole practice."""
    copy = shown or desk.copy
    if copy is None:
        return
    unit = _unit(desk, copy)
    verbs.refuse_unknown_unit(desk.workspace.handbook, desk.edition, copy.practice, unit)
    words = copy.now.text(unit or "title")
    help = _("What you would change, and why. It stands below the field and on no page.")
    asked = AskPage(
        _where(desk, _("Comment")), _about(unit),
        [*_who(desk), Blank("text", _("Comment"), help, needed=True, long=True)],
        told=words if len(words) <= _MOST_SHOWN else f"{words[:_MOST_SHOWN]}…", done=_("Keep the comment"),
        judge=lambda typed: _judged(lambda: _comment(typed, unit, "?")(desk.review)),
    )  # fmt: skip
    typed = await _asked(desk, asked)
    if typed is not None:
        noted(desk.workspace, desk.edition, copy.practice, _comment(typed, unit, desk.by))
        _said_anew(desk)
        desk.say(_("Your comment is kept. It shows below the field, and publishing waits until it is settled."))


async def publish(desk: Host, shown: WorkingCopy | None = None) -> None:
    """Publish, where nothing stands in the way."""
    copy = shown or desk.copy
    if reasons := in_the_way(desk):
        desk.say(_("{action} is off: {reason}", action=_("Publish"), reason=" ".join(reasons)))
        return
    asked = AskPage(_where(desk, _("Publish")), _("Publish it"), _who(desk), done=_("Publish"))
    if copy is not None and (desk.by or await _asked(desk, asked) is not None):
        _step(desk, copy, Done.PUBLISHED, partial(verbs.published, by=desk.by, on=today()))
        desk.say(_("Published. Readers see it as soon as the site is built again."))


async def _ask(desk: Host, copy: WorkingCopy) -> None:
    asked = AskPage(
        _where(desk, _("Review")), _("Ask for a review"),
        [*_who(desk), Blank("of", _("Whom you ask"), _("A role or a body: the legal team.")),
         Blank("note", _("What they should look at"), _("One sentence."), long=True)],
        done=_("Ask"),
    )  # fmt: skip
    typed = await _asked(desk, asked)
    if typed is not None:
        verb = partial(verbs.asked, by=desk.by, on=today(), of=typed["of"], note=typed["note"])
        _step(desk, copy, Done.ASKED, verb)
        desk.say(_("The review is asked for. It waits in the Inbox of whoever opens this edition."))


async def _settle(desk: Host, copy: WorkingCopy) -> None:
    found = await _chosen(desk)
    if found is None:
        return
    asked = AskPage(
        _where(desk, _("Review")), _("Settle a comment"),
        [*_who(desk),
         Blank("answer", _("What you did about it"), _("One sentence; it is kept with the comment."), long=True)],
        told=remark(found), done=_("Settle"),
    )  # fmt: skip
    typed = await _asked(desk, asked)
    if typed is not None:
        verb = partial(verbs.settled, comment=found.id, by=desk.by, on=today(), answer=typed["answer"])
        noted(desk.workspace, desk.edition, copy.practice, verb)
        _said_anew(desk)
        desk.say(_("The comment is settled, and kept with your answer."))


async def _send_back(desk: Host, copy: WorkingCopy) -> None:
    there = desk.review.open
    help = _("One sentence.") if not there else _("The open comments say it too.")
    asked = AskPage(
        _where(desk, _("Review")), _("Send it back"),
        [*_who(desk), Blank("note", _("What should change"), help, needed=not there, long=True)], done=_("Send back"),
    )  # fmt: skip
    typed = await _asked(desk, asked)
    if typed is not None:
        _step(desk, copy, Done.SENT_BACK, partial(verbs.sent_back, by=desk.by, on=today(), note=typed["note"]))
        desk.say(_("It is sent back. A practice of this edition's own is a draft again."))


async def _approve(desk: Host, copy: WorkingCopy) -> None:
    asked = AskPage(
        _where(desk, _("Review")), _("Approve it as it reads now"),
        [*_who(desk), Blank("note", _("What you want to say with it"), _("One sentence."), long=True)],
        told=_("Once it is changed, the approval no longer stands."), done=_("Approve"),
    )  # fmt: skip
    typed = await _asked(desk, asked)
    if typed is not None:
        of = verbs.said_now(desk.workspace.handbook, desk.edition, copy.practice)
        _step(desk, copy, Done.APPROVED, partial(verbs.approved, by=desk.by, on=today(), of=of, note=typed["note"]))
        desk.say(_("It is approved as it reads now."))


async def _correct(desk: Host, copy: WorkingCopy) -> None:
    """Save what was changed in the form as a small correction: no review is asked for, and the log tells of it."""
    asked = AskPage(_where(desk, _("Review")), _("Small correction"), _who(desk), done=_("Correct"))
    if not desk.by and await _asked(desk, asked) is None:
        return
    said, seen = [], copy.digest
    for path in copy.changed:
        words = copy.now.text(path)
        told_now, _files = set_right(
            desk.workspace, desk.edition, copy.practice, path, words, by=desk.by, on=today(), seen=seen
        )
        said.append(told_now)
        desk.workspace.refresh()
        seen = desk.workspace.digest(desk.edition, copy.practice)
    desk.keeper.settle(desk.edition, copy.practice, saved=True)
    desk.copies.pop(copy.practice, None)
    desk.copy = opened(desk.workspace, desk.edition, copy.practice)  # what was typed is in its file now
    _opened_anew(desk)
    desk.say(_("Corrected, and logged. {told}", told=" ".join(said)))


async def _somebody_else(desk: Host, _copy: WorkingCopy) -> None:
    desk.by = (await desk.ask(_asks_who(desk)) or {}).get("by", desk.by)
    if desk.by:
        desk.say(_("You speak as {by} now.", by=desk.by))


_ANSWERS: Mapping[str, Callable[[Host, WorkingCopy], Awaitable[None]]] = {
    "ask": _ask, "comment": comment, "settle": _settle, "send_back": _send_back, "approve": _approve,
    "publish": publish, "correct": _correct, "who": _somebody_else,
}  # fmt: skip


def _page(desk: Host, copy: WorkingCopy) -> Asked:
    held, unsaved = desk.review, _(UNSAVED) if desk.dirty else ""
    unasked = "" if held.state in (Standing.ASKED, Standing.APPROVED) else _(_UNASKED)
    reasons = in_the_way(desk)
    choices = [
        _choice("ask", _("Ask for a review"), _("A draft of your own is then in review."), unsaved),
        _choice("comment", _about(_unit(desk, copy)), _("It stands below the field, and on no page.")),
        _choice("settle", _("Settle a comment"), _("It is kept, with your answer."),
                "" if held.open else _("No comment is open.")),
        _choice("send_back", _("Send it back"), _("With a note, or with the open comments."), unsaved or unasked),
        _choice("approve", _("Approve"), _("As it reads now."), unsaved or unasked),
        _choice("publish", _("Publish"), _("Readers see it as soon as the site is built again."), " ".join(reasons)),
        _choice("correct", _("Small correction"), _("Saves what you corrected in the form, and logs it."),
                _no_correction(desk, copy)),
    ]  # fmt: skip
    if desk.by:
        choices.append(_choice("who", _("Speak as somebody else"), _("Now you are {by}.", by=desk.by)))
    approved = held.state is Standing.APPROVED
    changed = approved and (desk.dirty or not verbs.stands(desk.workspace.handbook, desk.edition, held))
    said = [standing(held, changed=changed)]
    if reasons and copy.before.text("status") in ("draft", "in-review"):
        said.append(_("Before it can be published:") + "".join(f"\n  {one}" for one in reasons))
    below = []
    if held.open:
        below.append(_("Open comments") + "".join(f"\n  {remark(one)}" for one in held.open))
    if held.log:
        below.append(_("What was done") + "".join(f"\n  {told(one)}" for one in held.log[: -_MOST_LOGGED - 1 : -1]))
    return Asked(_("Review of “{title}”", title=copy.title), "\n\n".join(said), choices, after="\n\n".join(below))


def _choice(key: str, words: str, follows: str, off: str = "") -> Choice:
    return Choice(key, _("{action} (off)", action=words) if off else words, follows, off)


def _no_correction(desk: Host, copy: WorkingCopy) -> str:
    """Why what was changed in the form is no small correction, or cannot be one."""
    if copy.resolved is None or copy.resolved.practice.status != "published":
        return _("It is not published: change it as you like.")
    if not copy.changed:
        return _("Correct the words in the form first; this then saves and logs them.")
    try:
        for path in copy.changed:
            correction(desk.workspace.handbook, desk.edition, copy.practice, path, copy.now.text(path))
    except HandbookError as error:
        return of_error(path, error)
    return ""


async def _chosen(desk: Host) -> Comment | None:
    """The comment that is meant: the only one, or the one that is picked; those on this field stand first."""
    here = UnitPath.parse(desk.place).field
    there = sorted(desk.review.open, key=lambda one: UnitPath.parse(one.unit).field != here if one.unit else True)
    if len(there) < 2:
        return there[0] if there else None
    options = [Option(one.id, " ".join(one.text.split()), spoken(one.unit) if one.unit else "") for one in there]
    found = await desk.ask(PickPage(_where(desk, _("Review")), _("Which comment is settled?"), options))
    return next(one for one in there if one.id == found[0]) if found else None


def _step(desk: Host, copy: WorkingCopy, done: Done, verb: Verb) -> None:
    """Take a step of the review with the practice as the editor was shown it, and show what came of it."""
    if copy.changed:  # typed while the page was opening: it is neither lost nor reviewed
        raise DecisionError(_(UNSAVED))
    desk.workspace.refresh()
    if desk.workspace.digest(desk.edition, copy.practice) != copy.digest:
        todo = _("Nothing was written. Look at it as it is now, then do it again.")
        raise DecisionError(_("Somebody has saved this practice since you opened it."), todo=todo)
    step(desk.workspace, desk.edition, copy.practice, done, verb, seen=copy.digest)
    _opened_anew(desk)


def _opened_anew(desk: Host) -> None:
    """The practice itself was written: read it again, and stay on the same field."""
    desk.load_library()
    desk.open_anew()


def _said_anew(desk: Host) -> None:
    """Only the review was written."""
    desk.load_review()
    desk.load_library()
    desk.look()


def _comment(typed: Mapping[str, str], unit: str, by: str) -> Verb:
    return partial(verbs.commented, text=typed["text"], unit=unit, by=by, on=today())


def _judged(verb: Callable[[], object]) -> Mapping[str, str]:
    try:
        verb()
    except DecisionError as error:
        return {"text": of_error("", error)}
    return {}


def _unit(desk: Host, copy: WorkingCopy) -> str:
    """The unit that a comment is about: the row with the focus, or one of its parts; in the library none."""
    screen = desk.desk_screen
    if desk.place in ("", "+") or (screen is not None and screen.pane == "library"):
        return ""
    at = UnitPath.parse(desk.place)
    if at.item and at.item not in copy.before.lists.get(at.field, ()):
        return at.field  # not saved yet, so nobody else knows it
    return str(UnitPath(at.field, at.item, at.part.partition(".")[0]))


def _about(unit: str) -> str:
    return _("Comment on “{field}”", field=spoken(unit)) if unit else _("Comment on the whole practice")


def _who(desk: Host) -> list[Blank]:
    """Asked once; from then on it is known."""
    help = _("A role or initials, such as secretariat or AK; no name is needed. It is asked once.")
    return [] if desk.by else [Blank("by", _("Who are you?"), help, needed=True)]


def _asks_who(desk: Host) -> AskPage:
    help = _("A role or initials, such as secretariat or AK; no name is needed.")
    return AskPage(
        _where(desk, _("Review")), _("Who are you?"), [Blank("by", _("Role or initials"), help, needed=True)]
    )


async def _asked(desk: Host, page: AskPage) -> Mapping[str, str] | None:
    typed: Mapping[str, str] | None = await desk.ask(page)
    if typed is not None:
        desk.by = typed.get("by") or desk.by
    return typed


def _where(desk: Host, doing: str) -> tuple[str, str, str]:
    return desk.names.edition, desk.copy.title if desk.copy else "", doing
