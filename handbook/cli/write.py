"""Commands that write files: new."""

from __future__ import annotations

from typing import Annotated

import typer

from handbook.cli.program import app, opened


@app.command(epilog="Example: handbook new answer-in-a-day --title 'Answer every report within a day' --edition global")
def new(
    practice: Annotated[str, typer.Argument(help="Its id: lower-case words joined by hyphens.")],
    title: Annotated[str, typer.Option(help="What to do, as an instruction.", prompt="Title")],
    edition: Annotated[str, typer.Option(help="The edition it belongs to; the only one is taken by itself.")] = "",
    kind: Annotated[str, typer.Option(help="practice or duty.")] = "practice",
    lang: Annotated[str, typer.Option(help="The language it is written in; by default the edition's main one.")] = "",
) -> None:
    """Begin a practice: a draft with all that a published one needs, to be filled in."""
    from handbook.cli.output import say
    from handbook.store.drafts import new_entry

    file = new_entry(opened(), practice, title, edition=edition, kind=kind, lang=lang)
    say(f"{file}")
    say("It is a draft. Fill it in with any editor, set “status: published”, then run: handbook check")
