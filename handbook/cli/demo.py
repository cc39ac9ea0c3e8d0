"""The command of the lesson: demo."""

from __future__ import annotations

from typing import Annotated

import typer

from handbook.cli.program import app


@app.command(epilog="Example: handbook demo")
def demo(
    again: Annotated[bool, typer.Option("--again", help="Begin the lesson anew, on a fresh copy.")] = False,
) -> None:
    """Learn the desk in ten minutes, on a throw-away copy of the editions that came along."""
    from handbook.cli.asking import somebody
    from handbook.cli.desk import NoTerminal, until_left
    from handbook.cli.output import complain, say
    from handbook.store.demo import made

    if not somebody():
        raise NoTerminal("The lesson needs a terminal.", todo="Run it in a terminal: handbook demo")
    complain("Opening the lesson; the first time, a copy is laid out.")
    laid_out = made(again=again)
    from tui.lesson.desk import LessonDesk

    desk = LessonDesk(laid_out.root)
    until_left(desk)
    say(f"The lesson lies in {laid_out.root}. It is a copy; nothing else was touched.")
    say("It goes on with: handbook demo" if not desk.over else "It begins anew with: handbook demo --again")
