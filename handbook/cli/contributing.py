"""`handbook contribute`: make a proposal, show it in words, write it as a file and a branch."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from handbook.cli.asking import asked as ask
from handbook.cli.asking import somebody
from handbook.cli.output import complain, say, wrapped
from handbook.cli.program import today
from handbook.cli.proposals import contents, headed
from handbook.errors import DecisionError
from handbook.exchange import proposal as make
from handbook.exchange.in_words import PRIVATE, called
from handbook.exchange.proposal import Proposal, glossed, unglossed
from handbook.exchange.proposal_file import SUFFIX, file_of, written
from handbook.model.edition import in_language
from handbook.model.plan import Plan
from handbook.store.branch import keep_on_branch
from handbook.store.choose import chosen_edition
from handbook.store.files import write_atomic
from handbook.store.plans import carry_out
from handbook.store.workspace import Workspace

_QUESTIONS = {
    "organisation": "Which organisation tried it (never a person)",
    "date": "When (2026, 2026-11 or 2026-11-22; may be left out)",
    "outcome": "How did it go: worked, failed or mixed",
    "text": "What happened, in one sentence",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of the command."""

    practice: str
    unit: str
    experience: bool
    told: Mapping[str, str]  # of an experience
    gloss: tuple[str, ...]
    reason: str
    out: Path | None
    branch: bool
    yes: bool


def contributed(workspace: Workspace, edition: str, asked: Asked) -> bool:
    """Show a proposal and write it; False where nobody agreed to it, so that nothing was written."""
    chosen = chosen_edition(workspace, edition)
    seen = workspace.digest(chosen, asked.practice)
    proposal, plan = _made(workspace, chosen, asked)
    proposal = glossed(proposal, _glosses(proposal, asked.gloss))
    data = written(proposal)
    headed(proposal, _title(workspace, proposal))
    contents(proposal)
    wrapped(PRIVATE)
    if not _agreed(asked.yes):
        return False
    if plan:
        say(f"Kept in your edition: {carry_out(workspace, chosen, plan, seen=seen)}")
    if not asked.branch or asked.out:
        out = (asked.out or _free(file_of(proposal))).absolute()
        write_atomic(out, data, expected="", locks=workspace.locks)
        say(f"{out}")
        say(f"Send this file to those who keep the edition “{proposal.to}”. They run: handbook receive {out.name}")
    if asked.branch:
        say(f"It is on the branch “{_on_branch(workspace, proposal, data)}”. Push it, and ask them to look at it.")
    return True


def _made(workspace: Workspace, edition: str, asked: Asked) -> tuple[Proposal, Plan]:
    lock = workspace.lock(edition)
    when: dict[str, Any] = {"date": today(), "release": lock.pin.release if lock else ""}
    handbook = workspace.handbook
    if asked.experience:
        told = {name: _told(name, said or ask(_QUESTIONS[name])) for name, said in asked.told.items()}
        proposal, plan = make.experience(handbook, edition, asked.practice, told, **when)
        return replace(proposal, why=asked.reason), plan
    nothing = Plan("adaptation", asked.practice)
    if asked.practice in handbook.edition(edition).practices and not asked.unit:
        return make.entry(handbook, edition, asked.practice, reason=asked.reason, **when), nothing
    return make.improvement(handbook, edition, asked.practice, asked.unit, reason=asked.reason, **when), nothing


def _told(name: str, said: str) -> str:
    """An answer, refused at once where it cannot be used: nobody likes to answer the rest in vain."""
    if name == "date" and said and not re.fullmatch(r"\d{4}(-\d\d){0,2}", said):
        raise DecisionError(f"“{said}” is no date.", todo="Write it as 2026, 2026-11 or 2026-11-22.")
    return said


def _glosses(proposal: Proposal, given: Sequence[str]) -> dict[str, str]:
    """The gist of each piece in English, as given or asked for."""
    missing = unglossed(proposal)
    found: dict[str, str] = {}
    for one in given:
        path, mark, gist = one.partition("=")
        if mark and path in missing:
            found[path] = gist
        elif len(missing) == 1:
            found[missing[0]] = one
        elif missing:
            todo = f"Write it as UNIT=gist, with one of: {', '.join(missing)}."
            raise DecisionError("It is not clear which piece this gist is of.", todo=todo)
    for path in missing:
        if path not in found and (gist := ask(f"{path}: what does it say, in English")):
            found[path] = gist
    return found


def _agreed(yes: bool) -> bool:
    if yes:
        return True
    if not somebody():
        complain("Nothing was written. Look at it above, then add --yes.")
        return False
    if ask("Write this proposal? yes or no", otherwise="no").lower() in ("y", "yes"):
        return True
    say("Nothing was written.")
    return False


def _free(name: str) -> Path:
    """A name in this folder that no file bears: two proposals about one practice can be of one day."""
    stem = name.removesuffix(SUFFIX)
    names = (f"{stem}{f'-{number}' if number > 1 else ''}{SUFFIX}" for number in range(1, 10_000))
    return next(path for one in names if not (path := Path(one)).exists())


def _title(workspace: Workspace, proposal: Proposal) -> str:
    return in_language(workspace.handbook.edition(proposal.origin).content["title"], "en", proposal.origin)[0]


def _on_branch(workspace: Workspace, proposal: Proposal, data: bytes) -> str:
    author = _title(workspace, proposal)
    return keep_on_branch(
        workspace.root, f"proposals/{file_of(proposal)}", data, branch=f"proposal/{proposal.name}", author=author,
        message=f"{called(proposal)}, proposed by {proposal.origin}\n",
    )  # fmt: skip
