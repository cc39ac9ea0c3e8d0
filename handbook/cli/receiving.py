"""`handbook receive`: show each piece of a proposal beside our words, take in what the editor wants, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from handbook.cli import proposed
from handbook.cli.asking import asked, somebody
from handbook.cli.output import complain, say, wrapped
from handbook.cli.proposals import headed, item_parts, practice_parts
from handbook.cli.waiting import compared as differing
from handbook.errors import DecisionError, HandbookError, UnknownUnit
from handbook.exchange.offer import Offer, Readiness
from handbook.exchange.proposal import Proposal
from handbook.exchange.proposal_file import read
from handbook.exchange.receiving import accepted, compared
from handbook.model.units import said, spoken
from handbook.store.files import read_bytes
from handbook.store.plans import carry_out
from handbook.store.workspace import Workspace

_SENTENCES = {
    Readiness.READY: "Your words are as they were when they wrote; it can be taken in as it is.",
    Readiness.OLDER: "Your words have changed since they wrote; theirs cannot replace them.",
    Readiness.SAME: "You already say so.",
    Readiness.GONE: "There is no place for it here.",
    Readiness.OTHER_LANGUAGE: "It is in another language than this is written in here.",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What was given on the command line."""

    accept: tuple[str, ...]
    everything: bool
    merge: bool
    text: str
    dry_run: bool

    @property
    def asks(self) -> bool:
        """Whether it says anything of how the proposal is to be looked at."""
        return bool(self.accept or self.everything or self.merge or self.text or self.dry_run)


def received(workspace: Workspace, edition: str, file: Path, choice: Choice) -> bool:
    """Show a proposal and take in what is wanted; False where something new of it is left."""
    file = proposed.found(workspace, file)
    proposal = read(read_bytes(file), file.name)
    chosen = proposed.meant(workspace, edition, proposal)
    offers = compared(workspace.handbook, chosen, proposal)
    _head(workspace, chosen, proposal)
    if choice.text and len(choice.accept) != 1:
        raise DecisionError("Your own words need one piece that they are for.", todo="Name it with --accept.")
    workspace.digest(chosen, proposal.practice)  # as it is now, before anybody is asked and takes her time
    wanted = _wanted(offers, choice)
    left = 0
    for offer in offers:
        _offer(offer, proposal)
        if offer.state is Readiness.SAME:
            continue
        if choice.dry_run:
            left += 1
        elif wanted is None:
            left += not _asked(workspace, chosen, proposal, offer)
        elif offer.path in wanted:
            left += not _taken(workspace, chosen, proposal, offer, choice, must=offer.path in choice.accept)
        else:
            left += 1
    _summary(left, choice.dry_run)
    if not left and not choice.dry_run:
        proposed.settled_with(workspace, file)
    return not left


def _wanted(offers: Sequence[Offer], choice: Choice) -> set[str] | None:
    """The paths to be taken in; None where a person is to be asked for each."""
    paths = [offer.path for offer in offers]
    for path in choice.accept:
        if path not in paths:
            raise UnknownUnit(f"The proposal has nothing about “{path}”.", todo=f"It has: {', '.join(paths)}.")
    if choice.everything:
        return set(paths)
    return set(choice.accept) if choice.accept or not somebody() else None


def _taken(workspace: Workspace, edition: str, proposal: Proposal, offer: Offer, choice: Choice, *, must: bool) -> bool:
    """Take in one piece; what was named itself, and cannot be, is an error."""
    try:
        _write(workspace, edition, proposal, offer, merged=choice.merge, text=choice.text)
    except DecisionError as error:
        if must:
            raise
        complain(str(error))
        return False
    return True


def _asked(workspace: Workspace, edition: str, proposal: Proposal, offer: Offer) -> bool:
    """Ask what is to become of one piece; a fault is told, and the next piece comes."""
    can = {"s": "skip"}
    if offer.state is Readiness.READY:
        can = {"a": "accept", **can}
    elif offer.suggestion is not None:
        can = {"m": "merge", **can}
    elif offer.state is Readiness.GONE:
        return False
    elif offer.about != "practice":
        can = {"w": "word it yourself", **can}
    answer = ""
    while answer not in can:  # a slip of the finger is no answer
        typed = asked(", ".join(f"{key} {what}" for key, what in can.items()), otherwise="s").lower()[:1]
        answer = {"y": "a", "n": "s"}.get(typed, typed)
    if answer == "s":
        return False
    try:
        text = asked("Your words") if answer == "w" else ""
        _write(workspace, edition, proposal, offer, merged=answer == "m", text=text)
    except HandbookError as error:
        complain(str(error))
        return False
    return True


def _write(workspace: Workspace, edition: str, proposal: Proposal, offer: Offer, *, merged: bool, text: str) -> None:
    plan = accepted(workspace.handbook, edition, proposal, offer, merged=merged, text=text)
    seen = workspace.digest(edition, plan.practice)
    file = carry_out(workspace, edition, plan, seen=seen)
    wrapped(f"Taken in. {file}" if file else "Nothing was to be changed.", indent=4)
    if offer.about == "practice":
        wrapped("It is in review: look at it, then set “status: published”.", indent=4)


def _head(workspace: Workspace, edition: str, proposal: Proposal) -> None:
    headed(proposal, "")
    licence = str(workspace.handbook.edition(edition).content.get("licence", ""))
    if licence and licence != proposal.licence:
        wrapped(f"Yours is under another licence, {licence}: look whether the two fit together.")
    say()


def _offer(offer: Offer, proposal: Proposal) -> None:
    name = "The whole practice" if offer.about == "practice" else spoken(offer.path)
    wrapped(f"{name} ({offer.path})", style="bold")
    new = offer.state is Readiness.READY and offer.about != "unit"
    wrapped("It is new here, and can be taken in as it is." if new else _SENTENCES[offer.state], indent=2)
    if offer.state is not Readiness.SAME:
        if offer.base and offer.state is Readiness.OLDER:
            wrapped(f"It said: {offer.base}", indent=4)
        if offer.ours:
            since = offer.base and offer.state is Readiness.OLDER and isinstance(offer.ours, str)
            wrapped(f"You say: {differing(offer.base or '', str(offer.ours)) if since else said(offer.ours)}", indent=4)
        _theirs(offer, proposal)
        if offer.gloss and offer.about != "practice":
            wrapped(f"In English: {offer.gloss}", indent=4)
        if offer.suggestion is not None:
            wrapped(f"Put together: {offer.suggestion}", indent=4)
        if offer.why and offer.why != proposal.why:
            wrapped(f"Why: {offer.why}", indent=4)
    for note in offer.notes:
        wrapped(note, indent=4)


def _theirs(offer: Offer, proposal: Proposal) -> None:
    """What they propose: of an item or a practice all it says, since all of it would be taken in."""
    if offer.about == "practice":
        practice_parts(proposal.entry or {})
    elif offer.about == "item":
        wrapped("They propose:", indent=4)
        item_parts(offer.path.partition("/")[0], dict(proposal.items())[offer.path])
    else:
        wrapped(f"They propose: {_proposed(offer)}", indent=4)


def _proposed(offer: Offer) -> str:
    """Theirs, with what would change word by word where the two can be compared."""
    theirs = said(offer.theirs)
    if offer.state is Readiness.READY and offer.ours and offer.about == "unit":
        return differing(said(offer.ours), theirs)
    if offer.state is Readiness.OLDER and offer.base:
        return differing(offer.base, theirs)
    return theirs


def _summary(left: int, dry_run: bool) -> None:
    if dry_run:
        say("Nothing was written.")
    elif left:
        say(f"{left} of it not taken in. To take one in: --accept with what stands in brackets above.")
    else:
        say("There is nothing more in it that is new here.")
