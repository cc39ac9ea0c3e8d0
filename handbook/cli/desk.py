"""Start the desk, and say in words how it ended."""

from __future__ import annotations

import sys
import traceback

from handbook.cli.output import complain
from handbook.errors import HandbookError
from handbook.store.workspace import Workspace


class NoTerminal(HandbookError):
    """The desk needs a terminal to be shown in."""


def run(workspace: Workspace, edition: str, practice: str) -> None:
    """Run the desk until it is left; raises UnknownEdition, and NoTerminal where there is none."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminal("The desk needs a terminal.", todo="Run it in a terminal, or use: handbook edit --plain")
    chosen = _edition(workspace, edition)
    from tui.app import Desk

    desk = Desk(workspace, chosen, practice, choose=not edition and len(workspace.handbook.editions) > 1)
    desk.run(mouse=True)
    if desk.fault is not None:
        from handbook.cli import report

        complain(
            f"Something went wrong in the program itself. {report(''.join(traceback.format_exception(desk.fault)))}"
        )
        complain("What you typed is kept safe: start the desk again, and it is offered.")
        sys.exit(70)


def _edition(workspace: Workspace, edition: str) -> str:
    """The edition that is named, else the only one, else the first: another can be opened from the desk."""
    if edition:
        workspace.handbook.edition(edition)
        return edition
    names = list(workspace.handbook.editions)
    if not names:
        raise NoTerminal("There is no edition here to edit.", todo="Start one: handbook start")
    return names[0]
