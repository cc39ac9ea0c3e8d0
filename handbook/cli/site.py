"""Commands that publish: build, serve."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from handbook.cli.program import app, opened


@app.command(epilog="Example: handbook build nl --jobs 2")
def build(
    editions: Annotated[list[str] | None, typer.Argument(help="Only these; by default all.")] = None,
    out: Annotated[Path, typer.Option(help="The folder that holds a folder for each edition.")] = Path("build/site"),
    jobs: Annotated[int, typer.Option(min=1, max=64, help="How many editions at the same time.")] = 1,
    live: Annotated[
        bool, typer.Option("--live", help="Follow the shared edition as it is here now, not as it is pinned.")
    ] = False,
) -> None:
    """Publish editions as sites. Each is swapped into place whole; what was there stays until then."""
    from handbook.cli.building import built

    if not built(opened(live=live), editions or [], out.resolve(), jobs=jobs):
        raise typer.Exit(1)


@app.command(epilog="Example: handbook serve nl")
def serve(
    edition: Annotated[str, typer.Argument(help="The edition to show; the first one by default.")] = "",
    port: Annotated[int, typer.Option(min=1024, max=65535, help="The port on this machine.")] = 8000,
    live: Annotated[
        bool, typer.Option("--live", help="Follow the shared edition as it is here now, not as it is pinned.")
    ] = False,
) -> None:
    """Show one edition in your browser, and again after every change, until you press Ctrl-C."""
    from handbook.cli.output import say
    from handbook.publish.serve import HOST
    from handbook.publish.serve import serve as show

    workspace = opened(live=live)
    shown = edition or next(iter(workspace.manifest.folders), "")
    workspace.handbook.chain(shown)  # an edition that is not there has no address
    say(f"Open http://{HOST}:{port}/ — Ctrl-C ends it")
    sys.stdout.flush()
    show(workspace, shown, port=port)
