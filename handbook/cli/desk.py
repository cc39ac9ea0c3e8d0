"""Start the desk, and say in words how it ended."""

from __future__ import annotations

import sys
import traceback
from typing import TYPE_CHECKING

from handbook.cli.asking import somebody
from handbook.cli.output import complain
from handbook.errors import HandbookError
from handbook.store.workspace import Workspace

if TYPE_CHECKING:
    from tui.app import Desk


class NoTerminal(HandbookError):
    """The desk needs a terminal to be shown in."""


def run(workspace: Workspace, edition: str, practice: str) -> None:
    """Run the desk until it is left; raises UnknownEdition, and NoTerminal where there is none."""
    if not somebody():
        raise NoTerminal("The desk needs a terminal.", todo="Run it in a terminal, or use: handbook edit --plain")
    from tui.app import Desk
    from tui.choosing import to_choose_from

    names = to_choose_from(workspace, edition, practice)
    if not names:
        raise NoTerminal("There is no edition here to edit.", todo="Start one: handbook start")
    until_left(Desk(workspace, names[0], practice, among=names if len(names) > 1 else ()))


def until_left(desk: Desk) -> None:
    """Run a desk until it is left; where a fault of the program ends it, say so, and what became of the words."""
    desk.run(mouse=True)
    if desk.fault is not None:
        from handbook.cli import report

        trace = "".join(traceback.format_exception(desk.fault))
        complain(f"Something went wrong in the program itself. {report(trace)}")
        complain("What you typed is kept safe: start the desk again, and it is offered.")
        sys.exit(70)
