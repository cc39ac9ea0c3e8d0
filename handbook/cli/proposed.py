"""Proposals that wait to be looked at: put off for another day, listed, and done with."""

from __future__ import annotations

from pathlib import Path

from handbook.cli.output import say, wrapped
from handbook.errors import DecisionError
from handbook.exchange.inbox import Waiting, proposed
from handbook.exchange.proposal import Proposal
from handbook.exchange.proposal_file import file_of, read
from handbook.exchange.receiving import compared
from handbook.store import proposals
from handbook.store.choose import chosen_edition
from handbook.store.files import read_bytes
from handbook.store.workspace import Workspace


def refuse_more(file: Path | None, later: bool, settled: bool, asks: bool) -> None:
    """Raise DecisionError where more was asked for than can be done at once, or of no proposal.

    `asks`: whether it was said how the proposal is to be looked at.
    """
    if file is None and (later or settled or asks):
        raise DecisionError("It is not said which proposal is meant.", todo="See those that wait: handbook receive")
    if (later and settled) or ((later or settled) and asks):
        raise DecisionError("These options cannot be used together.", todo="Use --later or --settled by itself.")


def listed(workspace: Workspace, edition: str) -> None:
    """All proposals that wait, of one edition or of each, with the command that shows one."""
    editions = [chosen_edition(workspace, edition)] if edition else list(workspace.manifest.folders)
    found = [one for name in editions for one in proposed(workspace, name)]
    for one in found:
        wrapped(_line(one), style="bold")
        wrapped(f"handbook receive {one.file}", indent=2, style="dim")
    if found:
        say(f"{len(found)} proposal{' waits' if len(found) == 1 else 's wait'} to be looked at.")
    else:
        say("No proposal waits. To let one wait: handbook receive FILE --later")


def put_off(workspace: Workspace, edition: str, file: Path) -> None:
    """Put a proposal with those that wait; one that was settled waits again."""
    file = found(workspace, file)
    proposal = read(read_bytes(file), file.name)
    chosen = meant(workspace, edition, proposal)
    compared(workspace.handbook, chosen, proposal)  # one that is not for this edition is refused at once
    here = _inside(workspace, file)
    if proposals.is_settled(workspace, here):
        place = proposals.unsettle(workspace, here)
    else:
        place = proposals.take_in(workspace, chosen, read_bytes(file), file_of(proposal))
    say(f"It waits until you look at it: handbook receive {place}")


def settled(workspace: Workspace, file: Path) -> None:
    """Be done with a proposal that waits, whatever of it was taken in."""
    place = proposals.settle(workspace, _inside(workspace, found(workspace, file)))
    say(f"It waits no longer. It is kept: {place}")


def settled_with(workspace: Workspace, file: Path) -> None:
    """Where a proposal that waited has nothing new left in it, it waits no longer."""
    here = _inside(workspace, file)
    if proposals.waits(workspace, here):
        say(f"It waits no longer. It is kept: {proposals.settle(workspace, here)}")


def found(workspace: Workspace, file: Path) -> Path:
    """The file that is meant: from where we stand, or as the list names it, from the handbook's folder."""
    there = workspace.root / file
    return there if not file.exists() and there.exists() else file


def meant(workspace: Workspace, edition: str, proposal: Proposal) -> str:
    """The edition that a proposal is to be looked at for: the named one, else the one it is for."""
    return chosen_edition(workspace, edition or (proposal.to if proposal.to in workspace.manifest.folders else ""))


def _inside(workspace: Workspace, file: Path) -> str:
    """The path as the workspace names its files; as it was given where it lies elsewhere."""
    whole = file.resolve()
    return whole.relative_to(workspace.root).as_posix() if whole.is_relative_to(workspace.root) else str(file)


def _line(one: Waiting) -> str:
    return f"{one.title}: {one.label}, {one.sentence}"
