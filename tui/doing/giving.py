"""Give and take: send something back to the shared edition, shown before it is written; receive a proposal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbook.editions.working_copy import WorkingCopy
from handbook.errors import HandbookError
from handbook.exchange import in_words
from handbook.exchange import proposal as make
from handbook.exchange.proposal import Proposal, glossed, unglossed
from handbook.exchange.proposal_file import file_of, read, written
from handbook.exchange.receiving import compared
from handbook.model import fields as declared
from handbook.model.edition import in_language
from handbook.model.plan import Plan
from handbook.store import proposals
from handbook.store.branch import keep_on_branch
from handbook.store.files import read_bytes, write_atomic
from handbook.store.plans import carry_out
from handbook.store.workspace import Workspace
from tui import to_fix
from tui.days import today
from tui.doing.aside import aside, read_anew
from tui.names import choice, spoken
from tui.paths import judged_file, typed_path
from tui.screens.asking import AskPage, Blank
from tui.screens.picking import Option, PickPage
from tui.screens.question import Asked, Choice, QuestionPage
from tui.speech import N_, _
from tui.widgets.text import Said, marked, styled

if TYPE_CHECKING:
    from tui.host import Host

_CALLED = {
    "improvement": N_("An improvement of “{title}”"),
    "practice": N_("A practice of your own: “{title}”"),
    "experience": N_("An experience with “{title}”"),
}


async def give(desk: Host) -> None:
    """Ask what is to be sent back about the practice that is open, show it, and write it as a file or a branch."""
    copy = desk.copy
    if copy is None:
        return
    where = (desk.names.edition, _("Send back"))
    kind = await desk.ask(QuestionPage(where, _kinds(desk, copy)))
    if kind is None:
        return
    told = await _experience(desk, where) if kind == "experience" else {}
    if told is None:
        return
    proposal, plan = _made(desk, copy, kind, told)
    chosen = await _picked(desk, where, proposal)
    if chosen is not None:
        await _sent(desk, where, copy, chosen, plan)


async def _sent(desk: Host, where: Sequence[str], copy: WorkingCopy, proposal: Proposal, plan: Plan) -> None:
    """Ask for the reason, show all of it, write it; Esc goes back one step, and what was typed stays."""
    typed: Mapping[str, str] = {}
    fault = ""
    while True:
        page = AskPage(where, _called(proposal, copy.title), _reasons(proposal, typed), told=fault, done=_("Show it"))
        answered = await desk.ask(page)
        if answered is None:
            return
        typed, fault = answered, ""
        gists = {path: typed[f"gist{n}"] for n, path in enumerate(unglossed(proposal))}
        whole = glossed(replace(proposal, why=typed["why"]), gists)
        try:
            if await _written(desk, where, copy, whole, plan):
                return
        except HandbookError as error:
            fault = to_fix.told(error)


async def _written(desk: Host, where: Sequence[str], copy: WorkingCopy, proposal: Proposal, plan: Plan) -> bool:
    """Show it and write it, into a file or on a branch; False where the editor went back."""
    data = written(proposal)
    answer = await desk.ask(QuestionPage(where, _shown(desk, proposal, copy.title, kept=bool(plan))))
    if answer == "file":
        return await _to_file(desk, where, copy, proposal, data, plan)
    if answer == "branch":
        branch = await aside(desk, _("Writing it on a branch …"), _on_branch, proposal, data)
        _keep(desk, copy, plan)
        desk.say(_("It is on the branch “{branch}”. Push that, and ask them to look at it.", branch=branch))
    return bool(answer == "branch")


async def receive(desk: Host) -> None:
    """Put a proposal that somebody sent with those that wait; the Inbox shows it."""
    path = Blank(
        "file", _("Its file"), _("As it came by e-mail, say: ~/Downloads/ke-common-cause.proposal.yaml"), needed=True
    )
    found: list[str] = []
    page = AskPage(
        (desk.names.edition, _("Receive a proposal")), _("Receive a proposal"), [path],
        told=_("Nothing of it is taken in yet: you decide on each piece in the Inbox."),
        done=_("Put it into the Inbox"), judge=lambda typed: _received(desk, typed_path(typed["file"]), found),
    )  # fmt: skip
    if await desk.ask(page) is None:
        return
    edition, place = found[-2:]
    desk.load_library()
    if edition == desk.edition:
        desk.say(_("It waits in the Inbox. {file}", file=place))
        desk.act("inbox")
    else:
        desk.say(_("It is for the edition “{edition}”, and waits in its Inbox. {file}", edition=edition, file=place))


def _kinds(desk: Host, copy: WorkingCopy) -> Asked:
    held = desk.workspace.handbook.edition(desk.edition).adaptations.get(copy.practice)
    changed = held is not None and held.differs
    own = _("It is a practice of your own.")
    theirs = _("It is a practice of the shared edition.")
    nothing = own if not copy.shared else "" if changed else _("You have changed nothing in it.")
    return Asked(
        _("What do you want to send back to {parent}?", parent=desk.names.parent),
        _("It is shown to you before anything is written, and you send it yourself."),
        (
            Choice("improvement", _("An improvement"), _("What you changed or added in this practice."), nothing),
            Choice("practice", _("This practice"), _("Whole, for all to use."), theirs if copy.shared else ""),
            Choice("experience", _("An experience"), _("Who tried it here, and what came of it."),
                   own if not copy.shared else ""),
        ),
    )  # fmt: skip


async def _experience(desk: Host, where: Sequence[str]) -> Mapping[str, str] | None:
    """What came of it, told by an organisation."""
    tried = declared.PRACTICE.field("tried")
    outcome = tried.part("outcome") if tried else None
    options = [Option(one, choice(one)) for one in (outcome.choices if outcome else ())]
    picked = await desk.ask(PickPage(where, _("How did it go?"), options))
    if picked is None:
        return None
    blanks = [
        Blank("organisation", _("Who tried it?"), _("An organisation, never a person."), needed=True),
        Blank("date", _("When?"), _("2026, 2026-11 or 2026-11-22.")),
        Blank("text", _("What happened?"), _("In one sentence."), needed=True, long=True),
    ]
    typed = await desk.ask(AskPage(where, _("An experience"), blanks, judge=_judged_date))
    return {**typed, "outcome": picked[0]} if typed is not None else None


def _judged_date(typed: Mapping[str, str]) -> Mapping[str, str]:
    year, *rest = typed["date"].split("-")
    fits = not typed["date"] or (len(year) == 4 and len(rest) <= 2 and all(len(one) == 2 for one in rest))
    digits = typed["date"].replace("-", "")
    fits = fits and (not digits or (digits.isascii() and digits.isdigit()))
    return {} if fits else {"date": _("Write it as 2026, 2026-11 or 2026-11-22.")}


def _made(desk: Host, copy: WorkingCopy, kind: str, told: Mapping[str, str]) -> tuple[Proposal, Plan]:
    lock, book = desk.workspace.lock(desk.edition), desk.workspace.handbook
    when: dict[str, Any] = {"date": today(), "release": lock.pin.release if lock else ""}
    if kind == "experience":
        return make.experience(book, desk.edition, copy.practice, told, **when)
    of: Callable[..., Proposal] = make.entry if kind == "practice" else make.improvement
    return of(book, desk.edition, copy.practice, **when), Plan("adaptation", copy.practice)


async def _picked(desk: Host, where: Sequence[str], proposal: Proposal) -> Proposal | None:
    """Which of several pieces are sent; all of them to begin with."""
    pieces = [*(unit.path for unit in proposal.units), *(path for path, _item in proposal.items())]
    if len(pieces) < 2:
        return proposal
    options = [Option(path, spoken(path)) for path in pieces]
    picked = await desk.ask(PickPage(where, _("What of it do you want to send?"), options, picked=pieces, several=True))
    if not picked:
        return None
    units = tuple(unit for unit in proposal.units if unit.path in picked)
    items = {name: tuple(one for one in held if f"{name}/{one['id']}" in picked)
             for name, held in proposal.additions.items()}  # fmt: skip
    return replace(proposal, units=units, additions={name: held for name, held in items.items() if held})


def _reasons(proposal: Proposal, typed: Mapping[str, str]) -> list[Blank]:
    """The reason, and the gist in English of what is in another language."""
    said = {unit.path: unit.text or "" for unit in proposal.units}
    said |= {path: str(item.get("text") or item.get("says") or "") for path, item in proposal.items()}
    help = _("In one sentence; they may read English only.")
    blanks = [Blank("why", _("Why should they take it in?"), help, typed.get("why", ""), long=True)]
    for n, path in enumerate(unglossed(proposal)):
        label = _("All of it") if proposal.entry is not None else spoken(path)
        asked = said.get(path) or _("What it says, in one sentence.")
        name = f"gist{n}"
        blanks.append(Blank(name, _("In English: {unit}", unit=label), asked, typed.get(name, ""), needed=True))
    return blanks


def _called(proposal: Proposal, title: str) -> str:
    return _(_CALLED[proposal.kind], title=title)


def _shown(desk: Host, proposal: Proposal, practice: str, *, kept: bool) -> Asked:
    edition = desk.workspace.handbook.edition(proposal.origin)
    title = in_language(edition.content["title"], "en", proposal.origin)[0]
    _heading, *head = in_words.headed(proposal, title)
    privacy = _(in_words.PRIVATE) + (" " + _("The experience is kept in your edition, too.") if kept else "")
    return Asked(
        _called(proposal, practice), _styled([*head, *in_words.contents(proposal)]),
        (
            Choice("file", _("Write it into a file"), _("To be sent by e-mail.")),
            Choice("branch", _("Put it on a branch"), _("Of the git repository that this handbook lies in.")),
        ),
        after=privacy, back=_("Back to what you said"),
    )  # fmt: skip


def _styled(lines: Iterable[in_words.Line]) -> Said:
    parts: list[Said | tuple[str, str]] = []
    for line in lines:
        lead = " " * line.indent
        if line.heading:
            parts.append((f"{lead}{line.parts[0][1]}\n", "bold"))
        else:
            parts += [lead, marked(list(line.parts)), "\n"]
    return styled(*parts)


async def _to_file(
    desk: Host, where: Sequence[str], copy: WorkingCopy, proposal: Proposal, data: bytes, plan: Plan
) -> bool:  # fmt: skip
    """Ask for a new file and write it; False where the editor went back."""
    name = str(desk.workspace.root / file_of(proposal))
    blank = Blank(
        "file", _("File"), _("A new file; send it to those who keep {parent}.", parent=desk.names.parent), name, True
    )
    typed = await desk.ask(
        AskPage(where, _("Where should it be written?"), [blank], done=_("Write it"), judge=judged_file)
    )
    if typed is None:
        return False
    out = typed_path(typed["file"])
    write_atomic(out, data, expected="", locks=desk.workspace.locks)
    _keep(desk, copy, plan)  # last: what is refused before can be tried again with the practice as it was shown
    desk.say(_("Written: {file}. Send it to those who keep {parent}.", file=str(out), parent=desk.names.parent))
    return True


def _keep(desk: Host, copy: WorkingCopy, plan: Plan) -> None:
    """The experience stands in the edition as well, so that it is found there once they have taken it in."""
    if plan:
        carry_out(desk.workspace, desk.edition, plan, seen=copy.digest)
        read_anew(desk)


def _on_branch(workspace: Workspace, proposal: Proposal, data: bytes) -> str:
    edition = workspace.handbook.edition(proposal.origin)
    author = in_language(edition.content["title"], "en", proposal.origin)[0]
    return keep_on_branch(
        workspace.root, f"proposals/{file_of(proposal)}", data, branch=f"proposal/{proposal.name}", author=author,
        message=f"{in_words.called(proposal)}, proposed by {proposal.origin}\n",
    )  # fmt: skip


def _received(desk: Host, file: Path, found: list[str]) -> Mapping[str, str]:
    """Put it with those that wait; `found` gets the edition and the place. What is wrong is said beside the path."""
    try:
        data = read_bytes(file)
        proposal = read(data, file.name)
        to = proposal.to if proposal.to in desk.workspace.manifest.folders else desk.edition
        compared(desk.workspace.handbook, to, proposal)  # one that is not for this edition is refused at once
        found += [to, proposals.take_in(desk.workspace, to, data, file_of(proposal))]
    except HandbookError as error:
        return {"file": to_fix.of_error("", error)}
    return {}
