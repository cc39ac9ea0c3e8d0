"""Take in a release of the shared edition: first what it changes here, in sentences, then the release; and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.editions.news import Ways
from handbook.errors import HandbookError, ReleaseError, SignatureUnchecked
from handbook.exchange import taken as words
from handbook.store import sync as following
from handbook.store.workspace import Workspace
from tui import to_fix
from tui.doing.aside import aside, read_anew
from tui.screens.asking import AskPage, Blank
from tui.screens.question import Asked, Choice, QuestionPage
from tui.speech import _

if TYPE_CHECKING:
    from tui.host import Host


@dataclass(frozen=True, slots=True)
class _From:
    """Which release, and from where; by default the newest, from where the last one came."""

    address: str = ""
    number: str = ""
    unsigned: bool = False


@dataclass(frozen=True, slots=True)
class _Looked:
    """A release in words; `fault` says why there is none."""

    head: str = ""
    beside: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()
    new: bool = False
    number: str = ""
    digest: str = ""
    of: _From = _From()
    fault: str = ""


async def sync(desk: Host) -> None:
    """Look at a release, say what it changes for this edition, and take it in if the editor wants it."""
    edition, asked = desk.edition, _From()
    while True:
        looked = await _look(desk, edition, asked)
        answer = await desk.ask(QuestionPage((desk.names.edition, _("Take in a release")), _question(looked)))
        if answer is None:
            return
        if answer == "take":
            break
        asked = await _elsewhere(desk, asked) or asked
    taken = await aside(desk, _("Taking it in …"), _take, edition, looked)
    read_anew(desk)
    desk.say(_told(taken) + " " + _("“Back to the release before” in ^P undoes this."))


async def undo(desk: Host) -> None:
    """Read the release before again."""
    edition = desk.edition
    lock = desk.workspace.lock(edition)
    if lock is None or lock.previous is None:
        desk.say(_("This edition has read no other release before."))
        return
    asked = Asked(
        _("Back to release {number} of {parent}?", number=lock.previous.release, parent=desk.names.parent),
        _("You read release {number} now. Your own words stay as they are, in either.", number=lock.pin.release),
        (Choice("back", _("Go back"), _("Doing it once more comes forward again.")),),
    )
    if await desk.ask(QuestionPage((desk.names.edition, _("Back to the release before")), asked)) is None:
        return
    taken = await aside(desk, _("Going back …"), _undo, edition)
    read_anew(desk)
    desk.say(_told(taken))


async def _look(desk: Host, edition: str, asked: _From) -> _Looked:
    """The release as it would be taken in; nothing is written."""
    said = _("Looking for a release of {parent} …", parent=desk.names.parent)
    try:
        return await aside(desk, said, _unsigned_too, edition, asked)
    except HandbookError as error:
        return _Looked(fault=to_fix.told(error), of=asked)


def _unsigned_too(workspace: Workspace, edition: str, asked: _From) -> _Looked:
    """Where nobody could look at a signature, the editor is shown the digest to be compared before she takes it."""
    try:
        return _sync(workspace, edition, asked, dry_run=True)
    except SignatureUnchecked:
        return _sync(workspace, edition, _From(asked.address, asked.number, unsigned=True), dry_run=True)


def _sync(workspace: Workspace, edition: str, asked: _From, *, dry_run: bool) -> _Looked:
    taken = following.sync(
        workspace, edition, address=asked.address, to=asked.number, unsigned=asked.unsigned, dry_run=dry_run
    )
    return _in_words(taken, asked, dry_run)


def _take(workspace: Workspace, edition: str, looked: _Looked) -> _Looked:
    """The very release that was looked at, and no other that has come meanwhile."""
    asked = _From(looked.of.address, looked.number, looked.of.unsigned)
    if _sync(workspace, edition, asked, dry_run=True).digest != looked.digest:
        what = _("It is no longer the release that you looked at.")
        raise ReleaseError(what, todo=_("Nothing was taken in. Look at it again."))
    return _sync(workspace, edition, asked, dry_run=False)


def _undo(workspace: Workspace, edition: str) -> _Looked:
    return _in_words(following.undo(workspace, edition), _From(), False)


def _in_words(taken: following.Taken, asked: _From, dry_run: bool) -> _Looked:
    ways = Ways(_("F2 opens the Inbox."), _("F8 opens them."))
    meant = words.meant(taken, ways) if taken.new else []
    release, head = taken.release, words.headed(taken, dry_run=dry_run)
    return _Looked(head, tuple(words.beside(taken)), tuple(meant), taken.new, release.number, release.digest, asked)


def _question(looked: _Looked) -> Asked:
    elsewhere = Choice("else", _("Another release"), _("By its number, or from elsewhere."))
    if looked.fault or not looked.new:
        return Asked(_("Nothing to take in"), looked.fault or looked.head, (elsewhere,))
    meant = looked.meant or (_("Nothing reads otherwise in this edition."),)
    follows = _("The digest is the same: you compared it.") if looked.of.unsigned else ""
    told = "\n\n".join([*looked.beside, *meant])
    take = Choice("take", _("Take it in"), follows or _("Your own words stay; it can be undone."))
    return Asked(looked.head, told, (take, elsewhere), after=_("Nothing is changed yet."))


async def _elsewhere(desk: Host, asked: _From) -> _From | None:
    blanks = [
        Blank("address", _("From where"), _("A pack, a folder, or an address of git with @tag; empty: as always."),
              asked.address),
        Blank("number", _("Release"), _("Its number; empty: the newest."), asked.number),
    ]  # fmt: skip
    where = (desk.names.edition, _("Take in a release"))
    typed: Mapping[str, str] | None = await desk.ask(AskPage(where, _("Which release?"), blanks, done=_("Look at it")))
    return _From(typed["address"], typed["number"]) if typed is not None else None


def _told(taken: _Looked) -> str:
    """In the message line: the release, and the first that asks for work."""
    return " ".join([taken.head, *taken.meant[:1]])
