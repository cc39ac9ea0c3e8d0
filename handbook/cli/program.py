"""The program that all commands belong to, and the workspace they work in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from handbook.store.workspace import Workspace

app = typer.Typer(
    name="handbook",
    help="Good practices in Internet governance: write them as YAML, check them, publish a site per region.",
    epilog="Begin with: handbook list · handbook show common-cause · handbook build",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Edition = Annotated[str, typer.Option("--edition", "-e", help="The edition; the only one is taken by itself.")]

_chosen: dict[str, Path | None] = {}


@app.callback()
def common(
    workspace: Annotated[
        Path | None,
        typer.Option(
            "--workspace", "-w", envvar="HANDBOOK_WORKSPACE", metavar="FOLDER",
            help="The folder with handbook.yaml; by default the nearest one, else the editions that came along.",
        ),
    ] = None,
) -> None:  # fmt: skip
    """Good practices in Internet governance: write them as YAML, check them, publish a site per region."""
    _chosen["workspace"] = workspace


def opened(*, live: bool = False) -> Workspace:
    """The workspace this command works in; `live` leaves pins out."""
    from handbook.store.workspace import Workspace

    return Workspace.open(_chosen.get("workspace"), live=live)


def today() -> str:
    """The day of this command, as files hold it."""
    from datetime import UTC, datetime

    return datetime.now(UTC).date().isoformat()
