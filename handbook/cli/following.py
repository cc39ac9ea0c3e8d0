"""Commands that follow the shared edition: status, sync, decide, tidy."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from handbook.cli.program import Edition, app, opened


class StatusFormat(StrEnum):
    """How the status is printed."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


@app.command(epilog="Example: handbook status --edition nl")
def status(
    edition: Edition = "",
    output: Annotated[StatusFormat, typer.Option("--format", help="How to print it.")] = StatusFormat.TEXT,
    live: Annotated[bool, typer.Option("--live", help="Against the shared edition as it is here now.")] = False,
) -> None:
    """Say what the shared edition has changed, and what waits for your decision. Ends with 1 if anything does."""
    from handbook.cli import waiting
    from handbook.cli.hints import hints
    from handbook.cli.output import complain
    from handbook.editions.status import status as found_for
    from handbook.errors import DecisionError
    from handbook.store.choose import chosen_edition

    workspace = opened(live=live)
    chosen = chosen_edition(workspace, edition)
    parent = workspace.handbook.edition(chosen).parent
    if live and parent and parent not in workspace.manifest.folders:
        todo = "To see what a release would change before you take it in: handbook sync --dry-run"
        raise DecisionError(f"The edition “{parent}” is not in this handbook, so it is read as released.", todo=todo)
    found = found_for(workspace.handbook, chosen)
    cases = waiting.shown(workspace, found.questions, chosen)
    counts, news = waiting.translations(workspace.handbook, chosen)
    named = hints(workspace, chosen)
    sentences = [named(sentence) for sentence in [*waiting.summary(found), *news]]
    if output is StatusFormat.JSON:
        waiting.as_json(found, cases, counts)
    elif output is StatusFormat.HTML:
        waiting.as_html(found, cases, sentences)
    else:
        waiting.as_text(cases, sentences)
    broken = [one for one in workspace.broken if one.edition in (chosen, workspace.folder(chosen).name)]
    for one in broken:
        complain(f"{one.where}: Left out, since it cannot be used. {one.message} {one.todo}")
    if broken or found.questions or any(held["outdated"] for held in counts.values()):
        raise typer.Exit(1)


@app.command(epilog="Example: handbook sync --edition nl --dry-run")
def sync(
    edition: Edition = "",
    to: Annotated[str, typer.Option(help="This release, and no other; also an older one.", metavar="NUMBER")] = "",
    source: Annotated[
        str, typer.Option("--from", help="A pack, a folder, or an address of git with @tag, for this once.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Read the release before again.")] = False,
    unsigned: Annotated[bool, typer.Option(help="Take it without a signature; compare the digest first.")] = False,
) -> None:
    """Take in a release of the shared edition. Nothing that you wrote is touched; then say what it means for you."""
    from handbook.cli.taking import told
    from handbook.store import sync as follow
    from handbook.store.choose import chosen_edition

    workspace = opened()
    chosen = chosen_edition(workspace, edition)
    if undo:
        taken = follow.undo(workspace, chosen)
    else:
        taken = follow.sync(workspace, chosen, address=source, to=to, unsigned=unsigned, dry_run=dry_run)
    told(workspace, taken, dry_run=dry_run)


@app.command(epilog="Example: handbook decide common-cause summary keep --why 'Our wording is that of the law.'")
def decide(
    practice: Annotated[str, typer.Argument(help="The id of a practice.")],
    unit: Annotated[str, typer.Argument(help="A unit, as “handbook status” names it; - for a whole practice.")],
    decision: Annotated[str, typer.Argument(help="keep, take, merge, edit or later; without one you are asked.")] = "",
    edition: Edition = "",
    why: Annotated[str, typer.Option(help="The reason for keeping or editing, in one sentence; readers see it.")] = "",
    text: Annotated[str, typer.Option(help="For edit: our new words; without it they are typed in your editor.")] = "",
    after: Annotated[list[str] | None, typer.Option(help="For edit: let the item stand after this one.")] = None,
) -> None:
    """Settle one change that waits: keep yours, take theirs, merge both, edit, or leave it for later."""
    from handbook.cli.deciding import Given, settle
    from handbook.cli.editor import forget
    from handbook.store.choose import chosen_edition

    workspace = opened()
    chosen = chosen_edition(workspace, edition)
    given = Given(decision, why, text, tuple(after or ()))
    settle(workspace, chosen, practice, "" if unit == "-" else unit, given)
    forget()


@app.command(epilog="Example: handbook tidy --edition nl")
def tidy(
    edition: Edition = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be cleared away.")] = False,
) -> None:
    """Clear away what the shared edition says by itself now, and releases no longer read. No page changes."""
    from handbook.cli.output import say
    from handbook.store.choose import chosen_edition
    from handbook.store.tidying import tidy as clear

    workspace = opened()
    chosen = chosen_edition(workspace, edition)
    lines = clear(workspace, chosen, dry_run=dry_run)
    for line in lines:
        say(line)
    if not lines:
        say("There is nothing to clear away.")
