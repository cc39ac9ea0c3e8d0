"""Commands that give back: contribute, receive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from handbook.cli.program import Edition, app, opened


@app.command(epilog="Example: handbook contribute ke/ask-twice --reason 'It worked in three counties.'")
def contribute(
    practice: Annotated[str, typer.Argument(help="A shared practice that you adapted, or one of your own.")],
    unit: Annotated[str, typer.Argument(help="Only this unit or item; by default all that is yours.")] = "",
    edition: Edition = "",
    experience: Annotated[bool, typer.Option("--experience", help="Tell what came of it: who, when, how.")] = False,
    organisation: Annotated[str, typer.Option(help="Of an experience: who tried it; never a person.")] = "",
    date: Annotated[str, typer.Option(help="Of an experience: 2026, 2026-11 or 2026-11-22.")] = "",
    outcome: Annotated[str, typer.Option(help="Of an experience: worked, failed or mixed.")] = "",
    text: Annotated[str, typer.Option(help="Of an experience: what happened, in one sentence.")] = "",
    gloss: Annotated[
        list[str] | None,
        typer.Option(help="The gist in English, where it is in another language; of several: UNIT=gist."),
    ] = None,
    reason: Annotated[str, typer.Option(help="Why they should take it in, in one sentence.")] = "",
    out: Annotated[Path | None, typer.Option(help="The file to write; by default one here, named for it.")] = None,
    branch: Annotated[bool, typer.Option("--branch", help="Also as a new branch of this git repository.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Write it without asking, for scripts.")] = False,
) -> None:
    """Propose to the shared edition what is yours: shown first, then written as one file for e-mail or a branch."""
    from handbook.cli.contributing import Asked, contributed

    told = {"organisation": organisation, "date": date, "outcome": outcome, "text": text}
    asked = Asked(practice, unit, experience, told, tuple(gloss or ()), reason, out, branch, yes)
    if not contributed(opened(), edition, asked):
        raise typer.Exit(1)


@app.command(epilog="Example: handbook receive ke-common-cause-2026-11-22.proposal.yaml --dry-run")
def receive(
    file: Annotated[
        Path | None, typer.Argument(help="The file of a proposal; without it, those that wait.", metavar="[FILE]")
    ] = None,
    edition: Annotated[str, typer.Option("--edition", "-e", help="The edition; by default the one it is for.")] = "",
    accept: Annotated[list[str] | None, typer.Option(metavar="UNIT", help="Take this in; may be given again.")] = None,
    accept_all: Annotated[bool, typer.Option("--accept-all", help="Take in all that can be as it is.")] = False,
    merge: Annotated[bool, typer.Option("--merge", help="Put both together where yours have changed since.")] = False,
    text: Annotated[str, typer.Option(help="With one --accept: your own words in place of theirs.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only look at it.")] = False,
    later: Annotated[
        bool, typer.Option("--later", help="Put it with those that wait, to look at another day.")
    ] = False,
    settled: Annotated[bool, typer.Option("--settled", help="You are done with it; it waits no longer.")] = False,
) -> None:
    """Look at a proposal beside your own words, and take in what you want of it. Ends with 1 if anything is left."""
    from handbook.cli import proposed
    from handbook.cli.receiving import Choice, received

    choice = Choice(tuple(accept or ()), accept_all, merge, text, dry_run)
    if later or settled or file is None:
        proposed.refuse_more(file, later, settled, choice.asks)
    if file is None:
        proposed.listed(opened(), edition)
    elif later:
        proposed.put_off(opened(), edition, file)
    elif settled:
        proposed.settled(opened(), file)
    elif not received(opened(), edition, file, choice):
        raise typer.Exit(1)
