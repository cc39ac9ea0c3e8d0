"""Commands that hand an edition on: release, releases, pack, unpack."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from handbook.cli.program import Edition, app, opened

if TYPE_CHECKING:
    from handbook.store.workspace import Workspace


class ReleaseFormat(StrEnum):
    """How releases are printed."""

    TEXT = "text"
    JSON = "json"


Output = Annotated[ReleaseFormat, typer.Option("--format", help="How to print it.")]
Sign = Annotated[
    Path | None, typer.Option(metavar="KEY", help="Sign it with this SSH key, so that others can tell it is yours.")
]


@app.command(epilog="Example: handbook release --edition global --note 'Ten practices were read again.' --dry-run")
def release(
    edition: Edition = "",
    note: Annotated[str, typer.Option(help="One sentence on what this release is about.")] = "",
    mark: Annotated[
        list[str] | None,
        typer.Option(
            metavar="'PRACTICE UNIT=KIND'",
            help="Weigh a line of the changelog otherwise: editorial, substantive or legal; may be given again.",
        ),
    ] = None,
    sign: Sign = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it, and write nothing.")] = False,
) -> None:
    """Give what your edition says now a number, with what has changed since the release before."""
    from handbook.cli.released import made
    from handbook.store.choose import chosen_edition
    from handbook.store.releasing import release as make

    marks = dict(_mark(one) for one in mark or ())
    workspace = opened()
    chosen = chosen_edition(workspace, edition)
    _refuse_errors(workspace, chosen)
    made(make(workspace, chosen, note=note, marks=marks, sign=sign, dry_run=dry_run), dry_run=dry_run)


@app.command(epilog="Example: handbook releases --edition global --show 1")
def releases(
    edition: Edition = "",
    show: Annotated[str, typer.Option(metavar="NUMBER", help="What changed with this release.")] = "",
    output: Output = ReleaseFormat.TEXT,
) -> None:
    """List the releases of an edition, or tell what changed with one of them."""
    from handbook.cli.released import changelog, listed
    from handbook.store.choose import chosen_edition
    from handbook.store.releasing import history
    from handbook.store.releasing import opened as one

    workspace = opened()
    chosen = chosen_edition(workspace, edition)
    if show:
        changelog(one(workspace, chosen, show), output.value)
    else:
        listed(history(workspace, chosen), chosen, output.value)


@app.command(epilog="Example: handbook pack --edition global --out global-1.handbook")
def pack(
    edition: Edition = "",
    release: Annotated[str, typer.Option(metavar="NUMBER", help="Which release; by default the newest.")] = "",
    sign: Sign = None,
    out: Annotated[Path | None, typer.Option(help="The file to write; by default <edition>-<number>.handbook.")] = None,
) -> None:
    """Put a release into one file, for e-mail or a memory stick."""
    from handbook.cli.released import packed
    from handbook.store.choose import chosen_edition
    from handbook.store.files import write_atomic
    from handbook.store.releasing import pack as make

    workspace = opened()
    found, data, signed = make(workspace, chosen_edition(workspace, edition), release, sign=sign)
    path = out or Path(f"{found.name}.handbook")
    if not path.is_file() or path.read_bytes() != data:
        write_atomic(path, data, expected="", locks=workspace.locks)
    packed(found, str(path), len(data), signed=signed)


@app.command(epilog="Example: handbook unpack global-1.handbook --unsigned")
def unpack(
    file: Annotated[Path, typer.Argument(help="A pack that somebody sent.")],
    out: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Write its files into this new folder.")] = None,
    allowed_signers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Whose signatures you trust: a list as ssh-keygen reads it.")
    ] = None,
    unsigned: Annotated[
        bool, typer.Option("--unsigned", help="You have compared the short digest with its makers, say by phone.")
    ] = False,
    output: Output = ReleaseFormat.TEXT,
) -> None:
    """Look into a pack: whose it is, what it holds, who signed it. Needs no network and no handbook."""
    from handbook.cli.output import complain, say
    from handbook.cli.released import unpacked
    from handbook.store.releasing import lay_out, look_into

    looked = look_into(file, allowed_signers)
    unpacked(looked.release, looked.verified, output.value)
    if looked.unchecked is not None and not unsigned:
        complain(
            f"{looked.unchecked.what} Compare the short digest with those who made it, say by phone. If it is the same,"
            " add --unsigned. If you have their keys, name the list with --allowed-signers."
        )
        raise typer.Exit(1)
    if out is not None:
        written = lay_out(out, looked.release, looked.data, looked.signature)
        if output is ReleaseFormat.TEXT:
            say(f"Written into {out}: {', '.join(written)}")


def _mark(text: str) -> tuple[str, str]:
    name, equals, kind = text.rpartition("=")
    if not equals:
        raise typer.BadParameter(f"“{text}” is no mark. Write: 'practice unit=legal'", param_hint="--mark")
    return " ".join(name.split()), kind.strip()


def _refuse_errors(workspace: Workspace, edition: str) -> None:
    from handbook.checks.finding import Severity
    from handbook.checks.runner import check
    from handbook.cli.findings import printed
    from handbook.cli.output import complain

    errors = [finding for finding in check(workspace, [edition]) if finding.rule.severity is Severity.ERROR]
    if errors:
        printed(errors, "text", strict=False)
        complain("Nothing was released. Others will build on what you release: mend these first.")
        raise typer.Exit(1)
