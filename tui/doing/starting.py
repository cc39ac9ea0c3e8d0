"""Start an edition: on which it builds, who it is, where it lies; and what an edition that is empty can begin with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handbook.errors import HandbookError, SignatureUnchecked
from handbook.model.fields import EDITION
from handbook.model.ids import is_id
from handbook.store import starting
from handbook.store.reparenting import Move, reparent
from handbook.store.shared import Source, refuse_chain, shared_edition
from handbook.store.starter.edition import Wanted
from handbook.store.workspace import Workspace
from tui import to_fix
from tui.doing.aside import aside
from tui.names import choice
from tui.paths import folder_there, is_taken, typed_path
from tui.screens.asking import AskPage, Blank
from tui.screens.picking import Option, PickPage
from tui.screens.question import Asked, Choice, QuestionPage
from tui.sources import ELSEWHERE, Shared, offered
from tui.speech import N_, _, count

if TYPE_CHECKING:
    from tui.host import Host

Typed = Mapping[str, str]
_LOOKING = N_("Looking for shared editions …")


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made, as plain words."""

    edition: str
    shared: str
    root: str
    folder: str
    apart: bool  # a handbook of its own, not this one


async def start(desk: Host) -> None:
    """Ask for what a new edition must say of itself, make it, and open it where it lies in this handbook."""
    where = (_("Start an edition"),)
    source = await _source(desk, where)
    kind = await _kind(desk, where) if source is not None else None
    if source is None or kind is None:
        return
    typed: Typed = {}
    fault = ""
    while (answered := await _said(desk, where, kind, typed, fault)) is not None:
        typed, fault = answered, ""
        standing = await desk.ask(QuestionPage(where, _agreed(typed)))
        if standing is None:
            continue
        try:
            made = await _make(desk, where, source, _wanted(typed, kind, standing), typed["folder"])
        except HandbookError as error:
            fault = to_fix.told(error)
            continue
        if made is not None:
            _told(desk, typed, made)
            return


async def empty(desk: Host) -> None:
    """An edition without any practice: begin with a shared handbook, or with a practice of one's own."""
    if desk.library.total or desk.library.broken:
        return
    found = [one for one in await aside(desk, _(_LOOKING), offered) if one.id != desk.edition]
    shared = found[0] if found else None
    off = _("There is no shared handbook here.") if shared is None else ""
    if desk.names.parent:
        off = _("This edition builds on {parent}, which has no practice yet.", parent=desk.names.parent)
    words = _("Start from a shared handbook")
    if len(found) == 1 and shared is not None:
        words = _("Start from “{edition}”", edition=shared.name)
    number = shared.practices if shared else 0
    many = count("{number} practice to adopt or adapt.", "{number} practices to adopt or adapt.", number)
    answer = await desk.ask(QuestionPage((desk.names.edition, _("Library")), Asked(
        _("There are no practices here yet"), _("Choose how to begin. The others stay open to you."),
        (
            Choice("shared", words, many if len(found) == 1 else _("Choose which one."), off),
            Choice("write", _("Write the first practice"), _("An empty form; F1 helps.")),
        ),
    )))  # fmt: skip
    if answer == "write":
        desk.act("add")
    elif answer == "shared":
        await _build_on(desk, found)


async def _build_on(desk: Host, found: Sequence[Shared]) -> None:
    chosen = found[0]
    if len(found) > 1:
        options = [Option(one.key, one.name, _many(one)) for one in found]
        picked = await desk.ask(PickPage((desk.names.edition,), _("Which one?"), options))
        if picked is None:
            return
        chosen = next(one for one in found if one.key == picked[0])
    await aside(desk, _("Bringing in its practices …"), _built_on, desk.edition, chosen.source)
    desk.load_library()
    desk.say(_("This edition builds on {parent} now. Open a practice and type in it to say it in your words.",
               parent=desk.names.parent))  # fmt: skip


def _built_on(workspace: Workspace, edition: str, source: Source) -> None:
    shared = shared_edition(workspace, source, live=True)
    refuse_chain(edition, shared.chain)
    reparent(workspace, Move(edition, "", shared, ()), ())


async def _source(desk: Host, where: Sequence[str]) -> Source | None:
    """Which edition the new one builds on."""
    found = await aside(desk, _(_LOOKING), offered)
    options = [Option(one.key, one.name, _many(one)) for one in found]
    options.append(Option(ELSEWHERE, _("From elsewhere"), _("a folder, a pack, or an address of git")))
    told = _("It has every practice of that one and holds only what you say differently. No practice is copied.")
    picked = await desk.ask(PickPage(where, _("On which edition does it build?"), options, told=told))
    if picked is None:
        return None
    if picked[0] != ELSEWHERE:
        return next(one.source for one in found if one.key == picked[0])
    blanks = [
        Blank("address", _("From where"), _("A folder, a pack, or an address of git with @tag."), needed=True),
        Blank("edition", _("Its id"), _("Such as eu; of a pack or a folder with one edition it may stay empty.")),
    ]
    typed = await desk.ask(AskPage(where, _("From where does the shared edition come?"), blanks))
    return Source(typed["address"], typed["edition"]) if typed is not None else None


async def _kind(desk: Host, where: Sequence[str]) -> str | None:
    region = EDITION.field("region")
    kinds = region.part("kind") if region else None
    options = [Option(one, choice(one)) for one in (kinds.choices if kinds else ())]
    picked = await desk.ask(PickPage(where, _("What is your edition about?"), options))
    return str(picked[0]) if picked is not None else None


async def _said(desk: Host, where: Sequence[str], kind: str, typed: Typed, fault: str) -> Typed | None:
    """Who it is; asked again with the reason where it cannot be made so."""
    apart = desk.workspace.read_only

    def blank(name: str, words: str, help: str, *, needed: bool = False) -> Blank:
        return Blank(name, words, help, typed.get(name, ""), needed)

    folder = _("A new folder for a handbook of your own.")
    if not apart:
        folder += " " + _("Empty: beside the editions of this one.")
    country = blank("territory", _("Country"), _("Its two letters, such as KE; empty: as its id."))
    blanks = [
        blank("id", _("Id"), _("Lower-case words joined by hyphens: ke for Kenya, lusophone."), needed=True),
        blank("title", _("Title"), _("In its main language."), needed=True),
        blank("languages", _("Languages"), _("The main one first, as codes with spaces between: en sw."), needed=True),
        blank("body", _("Kept by"), _("A secretariat or committee, not a person."), needed=True),
        blank("name", _("Name of the region or community"), _("In its main language; of a country it is known.")),
        *([country] if kind == "country" else []),
        blank("mandate", _("Mandate"), _("Who asked them to. An official edition says so.")),
        blank("contact", _("Contact"), _("https://… or mailto:…")),
        blank("folder", _("Folder"), folder, needed=apart),
    ]  # fmt: skip
    page = AskPage(where, _("A new edition"), blanks, told=fault, judge=lambda said: _judged(desk, said))
    answered: Typed | None = await desk.ask(page)
    return answered


def _judged(desk: Host, typed: Typed) -> Typed:
    if not is_id(typed["id"]):
        return {"id": _("Use lower-case words joined by hyphens. Names that the site uses are taken.")}
    if not typed["folder"] and typed["id"] in desk.workspace.manifest.folders:
        return {"id": _("There is an edition of this id already.")}
    if typed["folder"] and is_taken(typed_path(typed["folder"])):
        return {"folder": _("There is something of this name already.")}
    if typed["folder"] and not folder_there(typed_path(typed["folder"])):
        return {"folder": _("There is no such folder to make it in.")}
    return {}


def _agreed(typed: Typed) -> Asked:
    missing = not (typed["mandate"] and typed["contact"])
    off = _("It needs a mandate and a contact.") if missing else ""
    said = _(
        "Id {id}, in {languages}, kept by {body}.", id=typed["id"], languages=typed["languages"], body=typed["body"]
    )
    return Asked(
        _("Make the edition “{title}”?", title=typed["title"]), said,
        (
            Choice("example", _("Make it, as an example"), _("Each page says it is not reviewed.")),
            Choice("official", _("Make it, as official"), _("Your forum stands behind it."), off),
        ),
        back=_("Back to what you said"),
    )  # fmt: skip


def _wanted(typed: Typed, kind: str, standing: str) -> Wanted:
    return Wanted(
        typed["id"], typed["title"], tuple(typed["languages"].replace(",", " ").split()), kind, typed["body"],
        name=typed["name"], territory=typed.get("territory", ""), mandate=typed["mandate"], contact=typed["contact"],
        official=standing == "official",
    )  # fmt: skip


async def _make(desk: Host, where: Sequence[str], source: Source, wanted: Wanted, folder: str) -> _Made | None:
    """Make it; a release that nobody has signed only once the editor has compared its digest. None: she has not."""
    said = _("Making the edition …")
    try:
        return await aside(desk, said, _started, source, wanted, folder)
    except SignatureUnchecked:
        taken = replace(source, unsigned=True)
        digest = await aside(desk, said, _digest, taken)
        told = _("Ask those who made it for its short digest, say by phone: {digest}", digest=digest)
        same = Choice("same", _("It is the same: go on"))
        asked = Asked(_("Nobody's signature could be looked at"), told, (same,), back=_("Back, nothing is made"))
        if await desk.ask(QuestionPage(where, asked)) is None:
            return None
        return await aside(desk, said, _started, taken, wanted, folder)


def _started(workspace: Workspace, source: Source, wanted: Wanted, folder: str) -> _Made:
    root = typed_path(folder) if folder else None
    made = starting.start(workspace, wanted, source, repository=root, here=root is None)
    return _Made(made.edition, made.shared.title, str(made.root), str(made.folder), made.own_repository)


def _digest(workspace: Workspace, source: Source) -> str:
    accepted = shared_edition(workspace, source, live=False).accepted
    return accepted.short if accepted is not None else ""


def _told(desk: Host, typed: Typed, made: _Made) -> None:
    if made.apart:
        told = _("“{title}” lies in {folder}.", title=typed["title"], folder=made.root)
        desk.say(told + " " + _("To write in it, leave the desk, go to that folder, and run: handbook edit"))
        return
    desk.to_edition(made.edition)
    desk.say(_("“{title}” has every practice of {parent}. Open one and type in it to say it in your words. {folder}",
               title=typed["title"], parent=made.shared, folder=made.folder))  # fmt: skip


def _many(one: Shared) -> str:
    return count("{number} practice", "{number} practices", one.practices)
