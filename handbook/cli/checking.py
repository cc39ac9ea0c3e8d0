"""Commands that tell whether all is well: check, schema, doctor."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from handbook.cli.program import app, opened


class CheckFormat(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


@app.command(epilog="Example: handbook check --edition nl --strict")
def check(
    edition: Annotated[
        list[str] | None, typer.Option("--edition", "-e", help="Only this one; may be given again.")
    ] = None,
    output: Annotated[CheckFormat, typer.Option("--format", help="How to print it.")] = CheckFormat.TEXT,
    strict: Annotated[bool, typer.Option(help="Let warnings count as errors.")] = False,
    advice: Annotated[bool, typer.Option(help="Show advice as well.")] = True,
) -> None:
    """Check all editions: what is wrong, where, and what to do. Ends with 1 if there is an error."""
    from handbook.checks.runner import check as run
    from handbook.checks.runner import worst
    from handbook.cli.findings import printed

    findings = run(opened(), edition)
    shown = [finding for finding in findings if advice or finding.rule.severity != "advice"]
    printed(shown, output.value, strict=strict)
    if worst(findings, strict):
        raise typer.Exit(1)


@app.command(epilog="Example: handbook schema")
def schema(
    out: Annotated[Path | None, typer.Option(help="The folder to write to; by default the workspace's own.")] = None,
) -> None:
    """Write the JSON Schemas of all file kinds, for editors that complete and check YAML."""
    from handbook.cli.output import say
    from handbook.store.schemas import schema_folder, write_schemas

    workspace = opened()
    written = write_schemas(workspace.root, out.resolve() if out else None)
    for path in written:
        say(str(path))
    if not written:
        say(f"The schemas in {out or schema_folder(workspace.root)} are up to date.")


@app.command(epilog="Example: handbook doctor")
def doctor() -> None:
    """Look whether this machine and this workspace have what the handbook needs."""
    from handbook.cli.doctoring import looked
    from handbook.cli.output import say

    for line in looked():
        say(
            f"{'ok   ' if line.fine else 'look '} {line.what}"
            + (f" {line.todo}" if line.todo and not line.fine else "")
        )
