"""Commands that begin an edition, and that move one to another shared edition: start, reparent."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from handbook.cli.program import app, opened


class RegionKind(StrEnum):
    """What an edition is about."""

    COUNTRY = "country"
    REGION = "region"
    SUB_REGION = "sub-region"
    COMMUNITY = "community"
    GLOBAL = "global"


From = Annotated[
    str,
    typer.Option(
        "--from", metavar="SOURCE",
        help="Where the shared edition comes from: builtin, a folder, a pack, or an address of git (URL@tag).",
    ),
]  # fmt: skip
Signers = Annotated[
    Path | None, typer.Option(metavar="FILE", help="The keys whose signatures count: an OpenSSH allowed-signers file.")
]
Unsigned = Annotated[
    bool, typer.Option("--unsigned", help="Take a release without a signature, once you have compared its digest.")
]
Number = Annotated[str, typer.Option(metavar="N", help="This release of the shared edition; by default the newest.")]


@app.command(epilog="Example: handbook start ke --from builtin --title 'Kenya Internet Handbook' --lang en --lang sw")
def start(
    edition: Annotated[str, typer.Argument(help="Its id: ke for Kenya, lusophone, east-africa.")],
    source: From = "",
    builds_on: Annotated[str, typer.Option(metavar="EDITION", help="The id of the edition it builds on.")] = "",
    folder: Annotated[
        Path | None, typer.Option("--in", metavar="FOLDER", help="Make a repository of its own in this new folder.")
    ] = None,
    here: Annotated[bool, typer.Option("--here", help="Make it in the handbook you stand in.")] = False,
    title: Annotated[str, typer.Option(help="Its title, in its main language.")] = "",
    name: Annotated[str, typer.Option(help="The name of the region or community, in its main language.")] = "",
    lang: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="A language, the main one first; may be given again.")
    ] = None,
    kind: Annotated[RegionKind | None, typer.Option(help="What it is about.")] = None,
    territory: Annotated[str, typer.Option(metavar="CODE", help="Of a country: its two letters, such as KE.")] = "",
    body: Annotated[str, typer.Option(help="Who keeps it: a secretariat, a committee.")] = "",
    mandate: Annotated[str, typer.Option(help="Who asked them to.")] = "",
    contact: Annotated[str, typer.Option(metavar="ADDRESS", help="https://… or mailto:…")] = "",
    official: Annotated[bool, typer.Option("--official", help="Your forum stands behind it.")] = False,
    release: Number = "",
    allowed_signers: Signers = None,
    unsigned: Unsigned = False,
    program: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS", help="Where GitHub and GitLab get this program: the git address of its repository."
        ),
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before it is made.")] = False,
) -> None:
    """Start an edition of your own: a repository, or a folder in this handbook. No practice is copied."""
    from handbook.cli.asking_edition import agreed, told, wanted_edition
    from handbook.cli.output import say
    from handbook.store.shared import Source
    from handbook.store.starting import start as make

    workspace = opened()
    wanted = wanted_edition(
        edition, title=title, name=name, languages=tuple(lang or ()), kind=kind.value if kind else "",
        territory=territory, body=body, mandate=mandate, contact=contact, official=official,
    )  # fmt: skip
    if yes or agreed(wanted):
        shared = Source(source, builds_on, release, allowed_signers, unsigned)
        made = make(workspace, wanted, shared, repository=folder, here=here, program=program)
        told(made)
        if made.own_repository and not made.program:
            say("They wait for one thing: write the git address of the repository with this program behind HANDBOOK.")


class Adopt(StrEnum):
    """What to do with all that was the other edition's."""

    ALL = "all"
    NONE = "none"


@app.command(epilog="Example: handbook reparent nl --to global")
def reparent(
    edition: Annotated[str, typer.Argument(help="The edition that moves.")],
    to: Annotated[str, typer.Option(metavar="EDITION", help="The id of the edition it is to build on.")],
    source: From = "",
    adopt: Annotated[
        Adopt | None, typer.Option(help="Make everything you had from the other edition your own, or drop it all.")
    ] = None,
    take: Annotated[
        list[str] | None,
        typer.Option(metavar="'PRACTICE UNIT'", help="Make only this your own; may be given again."),
    ] = None,
    release: Number = "",
    allowed_signers: Signers = None,
    unsigned: Unsigned = False,
) -> None:
    """Let an edition build on another one, say because the one it builds on has died. You keep what you choose."""
    from handbook.cli.moving import chosen, told
    from handbook.store.reparenting import prepared
    from handbook.store.reparenting import reparent as move_to
    from handbook.store.shared import Source

    workspace = opened()
    move = prepared(workspace, edition, Source(source, to, release, allowed_signers, unsigned))
    kept = chosen(move, adopt.value if adopt else "", take or [])
    if kept is not None:
        told(move, kept, move_to(workspace, move, kept))
