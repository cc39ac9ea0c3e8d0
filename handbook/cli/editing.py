"""Commands of the terminal desk: edit."""

from __future__ import annotations

from typing import Annotated

import typer

from handbook.cli.program import app, opened


@app.command(epilog="Example: handbook edit common-cause --edition nl")
def edit(
    practice: Annotated[str, typer.Argument(help="The id of a practice to open at once.")] = "",
    edition: Annotated[str, typer.Option("--edition", "-e", help="The edition; the only one is taken by itself.")] = "",
    plain: Annotated[
        bool, typer.Option("--plain", help="By lines alone: for screen readers, braille, slow lines and pipes.")
    ] = False,
) -> None:
    """Open the desk: write, check, adapt, decide and publish in the terminal."""
    import os

    if plain or os.environ.get("TERM") == "dumb":  # such a terminal can show nothing but lines
        from handbook.cli.editor import edited, forget
        from tui.plain.run import run as talk

        talk(opened(), edition, practice, editor=edited)
        forget()  # all that was typed in an editor is in a draft or a file by now
        return
    from handbook.cli.desk import run

    run(opened(), edition, practice)
