"""A practice as a whole: another id, a copy, withdrawn or brought back. Who leads to it is told first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from handbook.editions import rename as renames
from handbook.editions import withdraw as withdrawals
from handbook.editions.linked import links_to
from handbook.editions.working_copy import WorkingCopy
from handbook.errors import HandbookError
from handbook.model.plan import Plan
from handbook.store import renaming
from handbook.store.plans import carry_out
from handbook.store.presence import Presence
from handbook.store.saving import opened
from handbook.store.workspace import Workspace
from tui import to_fix
from tui.adding import free_slug
from tui.bilingual import AT, Bilingual
from tui.doing.aside import aside, read_anew
from tui.doing.translating import opened as opened_translation
from tui.doing.translating import shown_page
from tui.names import named
from tui.reviewed import in_the_way
from tui.screens.asking import AskPage, Blank
from tui.screens.page import Page
from tui.screens.picking import Option, PickPage
from tui.screens.question import Asked, Choice, QuestionPage
from tui.speech import _, count

if TYPE_CHECKING:
    from tui.host import Host

MOST_LINKS = 12  # named one by one


async def rename(desk: Host) -> None:
    """Give the practice that is open another id; what names it here follows."""
    copy = desk.copy
    if copy is None:
        return
    edition, old = desk.edition, copy.practice
    told = _("Its address and its file are named for it. What names it here follows.") + "\n\n"
    told += _led(await aside(desk, _("Looking who refers to it …"), _leading, edition, old))
    blank = Blank("id", _("New id"), _("Lower-case words joined by hyphens."), old.rpartition("/")[2], needed=True)
    page = AskPage(
        (desk.names.edition, copy.title), _("Another id for “{title}”", title=copy.title), [blank], told=told,
        done=_("Rename"), judge=lambda typed: _judged(desk, old, typed["id"]),
    )  # fmt: skip
    typed = await desk.ask(page)
    if typed is None:
        return
    done = await aside(desk, _("Renaming …"), _renamed, edition, old, typed["id"], desk.presence)
    _go_on(desk, old, done.new)
    others = len(done.moved) + len(done.followed)
    said = _("“{old}” is now “{new}”. {file}", old=old, new=done.new, file=done.file)
    desk.say(said + " " + count("{number} other file follows.", "{number} other files follow.", others))


async def duplicate(desk: Host) -> None:
    """Copy the practice that is open into a new draft of this edition."""
    copy = desk.copy
    if copy is None:
        return
    told = _("The copy is a draft of your edition that says what this one says; what you change in it is yours alone.")
    title = Blank(
        "title", _("Title"), _("What the copy is called."), _("{title} (copy)", title=copy.title), needed=True
    )
    page = AskPage(
        (desk.names.edition, copy.title), _("A copy of “{title}”", title=copy.title), [title], told=told, done=_("Copy")
    )  # fmt: skip
    typed = await desk.ask(page)
    if typed is None:
        return
    edition = desk.workspace.handbook.edition(desk.edition)
    wanted = free_slug(edition, typed["title"], [one.id for one in desk.library.entries])
    *_beside, file = await aside(
        desk, _("Copying …"), _duplicated, desk.edition, copy.practice, wanted, typed["title"]
    )  # fmt: skip
    desk.load_library()
    if desk.copy is not copy or copy.changed:  # somebody goes on typing: the words would end up in the copy
        desk.say(_("The copy stands in the library, as a draft. {file}", file=file))
        return
    desk.open_practice(renames.own_id(edition, wanted))
    desk.say(_("It is a draft. {file}", file=file))


async def withdraw(desk: Host) -> None:
    """Withdraw the practice that is open, with a reason and what to use in its place; or bring it back."""
    copy = desk.copy
    if copy is None:
        return
    edition, practice = desk.edition, copy.practice
    held = desk.workspace.handbook.edition(edition).practices[practice]
    links = await aside(desk, _("Looking who refers to it …"), _leading, edition, practice)
    answer = await desk.ask(
        QuestionPage((desk.names.edition, copy.title), _withdrawing(desk, copy, held.status, links))
    )
    if answer is None:
        return
    if answer in withdrawals.BACK:
        _carried(desk, copy, withdrawals.brought_back(desk.workspace.handbook, edition, practice, answer))
        return
    instead: Sequence[str] = ()
    if answer == "replaced":
        instead = await _replacement(desk, copy)
        if not instead:
            return
    before = str(held.content.get("withdrawn_because", ""))
    blank = Blank(
        "because", _("Why is it withdrawn?"), _("In one sentence; readers see it."), before, needed=True, long=True
    )
    named = ", ".join(f"“{desk.names.of('practices', one)}”" for one in instead)
    told = _("In its place: {titles}.", titles=named) if named else _("Nothing is named in its place.")
    page = AskPage(
        (desk.names.edition, copy.title), _("Withdraw “{title}”", title=copy.title), [blank], told=told,
        done=_("Withdraw"),
    )  # fmt: skip
    typed = await desk.ask(page)
    if typed is not None:
        plan = withdrawals.withdrawn(desk.workspace.handbook, edition, practice, typed["because"], instead)
        _carried(desk, copy, plan)


def _go_on(desk: Host, old: str, new: str) -> None:
    """The practice under its new id, with what was typed meanwhile; who types on there keeps her caret."""
    if isinstance(desk.screen, Page):
        desk.screen.take_in()
    desk.load_library()
    for held in [one for one in desk.copies.values() if isinstance(one, Bilingual) and one.of == old]:
        page, translated = shown_page(desk), opened_translation(desk, f"{new}{AT}{held.lang}")
        _moved(desk, held, held.upon(translated, held.meet(translated).sheet))
        if page is not None and page.copy is held:
            page.go_on(translated)
    written, stands = desk.copies.get(old), desk.copy
    if written is not None and written.changed:
        fresh = opened(desk.workspace, desk.edition, new)
        _moved(desk, written, written.rebased(fresh, written.meet(fresh).sheet))
        if stands is written:
            desk.behind.submit(desk.presence.go, desk.edition, old)
            desk.behind.submit(desk.presence.come, desk.edition, new)
            desk.copy = fresh
            desk.load_review()
            desk.stamped()
            desk.changed()
    elif stands is not None and stands.practice == old:
        desk.copies.pop(old, None)
        desk.open_practice(new, desk.place)
    desk.show_library(new)


def _moved(desk: Host, old: WorkingCopy, new: WorkingCopy) -> None:
    """What is not saved is kept under the new name, and only then no longer under the old one."""
    desk.copies.pop(old.practice)
    desk.copies[new.practice] = new
    desk.keeper.keep(desk.edition, new.practice, new.tree())
    desk.keeper.flush()
    if not desk.keeper.fault:
        desk.keeper.settle(desk.edition, old.practice, saved=True)


def _withdrawing(desk: Host, copy: WorkingCopy, status: str, links: Sequence[str]) -> Asked:
    replaced = Choice("replaced", _("Withdraw, and name another in its place"), _("Readers are led to that one."))
    plain = Choice("plain", _("Withdraw"), _("Nothing is named in its place."))
    if status != "withdrawn":
        told = _("Its title and address stay, with the reason. Nothing is deleted, and it can be brought back.")
        return Asked(
            _("Withdraw “{title}”?", title=copy.title), told, (replaced, plain), after=_led(links)
        )  # fmt: skip
    off = " ".join(in_the_way(desk)[:1])
    return Asked(
        _("“{title}” is withdrawn", title=copy.title), str(copy.now.text("withdrawn_because")),
        (
            Choice("draft", _("Bring it back as a draft"), _("No reader sees it before it is published.")),
            Choice("in-review", _("Bring it back, to be reviewed")),
            Choice("published", _("Bring it back, published"), _("Readers see it at once."), off),
            Choice("replaced", _("Another reason, or another in its place")),
        ),
        after=_led(links),
    )  # fmt: skip


async def _replacement(desk: Host, copy: WorkingCopy) -> Sequence[str]:
    """Published practices of this edition; nothing where the editor went back."""
    options = [
        Option(one.id, one.title)
        for one in desk.library.entries
        if one.status == "published" and one.id != copy.practice
    ]
    if not options:
        desk.say(_("No other practice is published that could stand in its place."))
        return ()
    where = (desk.names.edition, copy.title)
    picked: Sequence[str] | None = await desk.ask(
        PickPage(where, _("What should readers use in its place?"), options, several=True)
    )
    if picked is not None and not picked:
        desk.say(_("Nothing was picked, so nothing is withdrawn."))
    return picked or ()


def _carried(desk: Host, copy: WorkingCopy, plan: Plan) -> None:
    file = carry_out(desk.workspace, desk.edition, plan, seen=copy.digest)
    read_anew(desk)
    status = desk.workspace.handbook.edition(desk.edition).practices[copy.practice].status
    if status == "withdrawn":
        said = _("“{title}” is withdrawn. The same action brings it back. {file}", title=copy.title, file=file)
    else:
        said = _("“{title}” is there again. {file}", title=copy.title, file=file)
    desk.say(said)


def _leading(workspace: Workspace, edition: str, practice: str) -> list[str]:
    """Who refers to it: the edition, how, and in which practice."""
    book = workspace.handbook
    return [
        _("{edition}: {words}, “{title}”", edition=named(book.edition(one.edition)), words=one.words, title=one.title)
        if one.title and one.practice != practice
        else f"{named(book.edition(one.edition))}: {one.words}"
        for one in links_to(book, edition, practice)
    ]


def _led(links: Sequence[str]) -> str:
    """Who leads here, one a line, as a list that can be read aloud."""
    if not links:
        return _("Nothing refers to it.")
    lines = [_("What refers to it:"), *(f"  {one}" for one in links[:MOST_LINKS])]
    if len(links) > MOST_LINKS:
        lines.append(_("And {number} more.", number=len(links) - MOST_LINKS))
    return "\n".join(lines)


def _judged(desk: Host, old: str, wanted: str) -> Mapping[str, str]:
    try:
        renames.renaming(desk.workspace.handbook, desk.edition, old, wanted)
    except HandbookError as error:
        return {"id": to_fix.of_error("", error)}
    return {}


def _renamed(workspace: Workspace, edition: str, old: str, new: str, presence: Presence) -> renaming.Renamed:
    return renaming.rename(workspace, edition, old, new, presence=presence)


def _duplicated(workspace: Workspace, edition: str, practice: str, wanted: str, title: str) -> list[str]:
    return renaming.duplicate(workspace, edition, practice, wanted, title=title)
