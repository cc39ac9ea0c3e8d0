"""Commands that read: list, show, why, search."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from handbook.cli.program import app, opened

if TYPE_CHECKING:
    from handbook.model.handbook import Handbook
    from handbook.store.workspace import Workspace


class Format(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class ShowFormat(StrEnum):
    """How a practice is printed."""

    TEXT = "text"
    JSON = "json"


Edition = Annotated[str, typer.Option("--edition", "-e", metavar="EDITION", help="As this edition has it.")]
Filter = Annotated[list[str] | None, typer.Option(metavar="ID", help="Only with this one; may be given again.")]


@app.command("list", epilog="Example: handbook list --edition nl --group government --priority now")
def list_entries(
    edition: Edition = "",
    theme: Filter = None,
    group: Filter = None,
    phase: Filter = None,
    topic: Filter = None,
    status: Filter = None,
    priority: Filter = None,
    maturity: Filter = None,
    kind: Filter = None,
    output: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TABLE,
) -> None:
    """List the practices and duties of an edition, with those it takes over; without --edition, of all."""
    from handbook.cli.choices import refuse_unknown
    from handbook.cli.listing import printed
    from handbook.cli.output import complain
    from handbook.store.listing import Wanted, listed, one_or_all

    workspace = opened()
    edition = one_or_all(workspace, edition)
    wanted = Wanted(
        themes=theme, groups=group, phases=phase, topics=topic,
        status=status, priority=priority, maturity=maturity, entry_kind=kind,
    )  # fmt: skip
    refuse_unknown(wanted, workspace.handbook, edition)
    printed(listed(workspace, edition, wanted), output.value)
    for broken in workspace.broken:
        complain(f"{broken.where}: Not listed. {broken.message} {broken.todo}")
    if workspace.broken:
        raise typer.Exit(1)


@app.command(epilog="Example: handbook show stimulate-before-regulate --edition nl --lang en")
def show(
    practice: Annotated[str, typer.Argument(help="The id of a practice; local ones begin with their edition: nl/…")],
    edition: Edition = "",
    lang: Annotated[str, typer.Option(help="In this language, where there is a translation.")] = "",
    units: Annotated[bool, typer.Option("--units", help="With the unit path of every text.")] = False,
    output: Annotated[ShowFormat, typer.Option("--format", help="How to print it.")] = ShowFormat.TEXT,
) -> None:
    """Show one practice as an edition has it."""
    from handbook.cli.choices import among
    from handbook.cli.showing import as_json, as_text
    from handbook.editions.resolve import resolve

    workspace = opened()
    handbook = workspace.handbook
    with _or_why_not(workspace, practice):
        edition = edition or _home(handbook, practice)
        if lang:
            among(lang, handbook.edition(edition).languages, "language", where=f"in the edition “{edition}”")
        resolved = resolve(handbook, practice, edition, lang)
    if output is ShowFormat.JSON:
        as_json(resolved)
    else:
        as_text(resolved, handbook, paths=units)


@app.command(epilog="Example: handbook why duties-of-care-guide summary --edition nl")
def why(
    practice: Annotated[str, typer.Argument(help="The id of a practice.")],
    unit: Annotated[str, typer.Argument(help="A unit path: summary, or checklist/consult-early.text")],
    edition: Edition = "",
) -> None:
    """Print what each edition says of one unit, from the first to this one, and why."""
    from handbook.cli.showing import layers
    from handbook.editions.why import why as explain

    workspace = opened()
    handbook = workspace.handbook
    with _or_why_not(workspace, practice):
        layers(explain(handbook, practice, unit, edition or _home(handbook, practice)))


@app.command(epilog="Example: handbook search 'trust circle' --edition global")
def search(
    words: Annotated[list[str], typer.Argument(help="What to look for, in any field.")],
    edition: Edition = "",
    most: Annotated[int, typer.Option(help="How many to show.", min=1, max=500)] = 20,
) -> None:
    """Search the full text of all fields; the best match comes first."""
    from handbook.cli.output import complain, say, wrapped
    from handbook.search import find

    workspace = opened()
    found = find(workspace, " ".join(words), edition=edition, most=most)
    for hit in found:
        say(f"{hit.id}  ({', '.join(hit.editions)})")
        wrapped(hit.title, indent=2, style="bold")
        wrapped(hit.excerpt, indent=2)
    for broken in workspace.broken:
        complain(f"{broken.where}: Not searched. {broken.message} {broken.todo}")
    if not found:
        say("Nothing was found. Try fewer or shorter words.")
        raise typer.Exit(1)


@contextmanager
def _or_why_not(workspace: Workspace, practice: str) -> Iterator[None]:
    """An entry whose file cannot be used is not unknown: say what is wrong with the file."""
    from handbook.errors import ReadError, UnknownPractice
    from handbook.model.ids import file_name

    try:
        yield
    except UnknownPractice:
        names = {f"{file_name(practice)}.yaml", f"{practice.rpartition('/')[2]}.yaml"}
        for broken in workspace.broken:
            if broken.file.rpartition("/")[2] in names:
                raise ReadError(broken.message, where=broken.where, todo=broken.todo) from None
        raise


def _home(handbook: Handbook, practice: str) -> str:
    """The edition to look in when none is named: the one that has a practice as its own, else one that takes it over.

    Raises UnknownPractice where none here has it.
    """
    from handbook.editions.resolve import practice_ids
    from handbook.errors import ChainError, UnknownPractice

    for name, edition in handbook.editions.items():
        if practice in edition.practices:
            return name
    faults = []
    for name in handbook.editions:
        try:
            if practice in practice_ids(handbook.chain(name)):
                return name
        except ChainError as error:
            faults.append(error)
    if faults:
        raise faults[0]
    raise UnknownPractice(f"There is no practice “{practice}” here.", todo="See “handbook list” for those there are.")
