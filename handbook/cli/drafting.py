"""The command for what was typed and is not in the handbook: drafts."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from handbook.cli.program import app, opened


class Ask(StrEnum):
    """What to do with one of them."""

    SHOW = "show"


@app.command(epilog="Example: handbook drafts show 1")
def drafts(
    ask: Annotated[Ask | None, typer.Argument(help="show: print one of them whole.", metavar="[show]")] = None,
    number: Annotated[int, typer.Argument(help="Its number in the list.", metavar="[N]", show_default=False)] = 0,
    edition: Annotated[str, typer.Option("--edition", "-e", help="Only those of this edition.")] = "",
) -> None:
    """List what was left unfinished, and texts that lost to others and are kept on this machine."""
    from handbook.cli.unfinished import listed, shown, told_unread
    from handbook.store.journal import Journal, Left
    from handbook.store.kept import Kept, KeptTexts
    from handbook.store.presence import Presence

    workspace = opened()
    if edition:
        workspace.folder(edition)  # an empty list of an edition that is not there would look like an answer
    journal = Journal(workspace.machine, Presence(workspace.machine))
    found: list[Left | Kept] = [*journal.left(), *KeptTexts(workspace.machine).found()]
    if ask is None:
        listed(found, edition)
    else:
        shown(found, number)
    told_unread(journal.unread())
