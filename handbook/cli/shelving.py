"""Commands about a practice as a whole: links, rename, duplicate, withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from handbook.cli.program import Edition, app, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.editions.linked import Link

NewId = Annotated[str, typer.Argument(help="The new id: lower-case words joined by hyphens.")]


@app.command(epilog="Example: handbook links common-cause --edition global")
def links(practice: Annotated[str, typer.Argument(help="The id of a practice.")], edition: Edition = "") -> None:
    """List what leads to a practice, in all editions here that have it, and where it leads."""
    from handbook.cli.output import say
    from handbook.editions.linked import links_from, links_to
    from handbook.store.choose import chosen_edition

    workspace = opened()
    chosen = chosen_edition(workspace, edition)
    here, away = links_to(workspace.handbook, chosen, practice), links_from(workspace.handbook, chosen, practice)
    _listed(f"What leads to “{practice}”:", here, f"Nothing leads to “{practice}”.", practice)
    say()
    _listed("Where it leads:", away, "It names no other practice.", practice)


@app.command(epilog="Example: handbook rename common-caus common-cause --edition global")
def rename(
    practice: Annotated[str, typer.Argument(help="The id of a practice of this edition that is not published.")],
    new: NewId,
    edition: Edition = "",
) -> None:
    """Give a practice another id; all that names it here follows. Only its title? Then edit that."""
    from handbook.cli.output import say
    from handbook.store.choose import chosen_edition
    from handbook.store.renaming import rename as renamed

    workspace = opened()
    done = renamed(workspace, chosen_edition(workspace, edition), practice, new)
    say(f"“{practice}” is now “{done.new}”. {done.file}")
    for file in done.moved:
        say(f"  moved with it: {file}")
    for file in done.followed:
        say(f"  names it by the new id: {file}")


@app.command(epilog="Example: handbook duplicate common-cause shared-aim --title 'Agree on one aim' --edition nl")
def duplicate(
    practice: Annotated[str, typer.Argument(help="The id of the practice to copy, as this edition shows it.")],
    new: NewId,
    title: Annotated[str, typer.Option(help="The title of the copy; by default the same.")] = "",
    edition: Edition = "",
) -> None:
    """Copy a practice into a new draft of your edition, to be changed into another one."""
    from handbook.cli.output import say
    from handbook.store.choose import chosen_edition
    from handbook.store.renaming import duplicate as copied

    workspace = opened()
    *beside, file = copied(workspace, chosen_edition(workspace, edition), practice, new, title=title)
    say(f"{file}")
    for translation in beside:
        say(f"{translation}")
    say(f"It is a draft that says what “{practice}” says. Change it with any editor, then run: handbook check")


@app.command(
    epilog="Example: handbook withdraw common-cause --because 'It is part of two others now.' --edition global"
)
def withdraw(
    practice: Annotated[str, typer.Argument(help="The id of a practice of this edition.")],
    because: Annotated[str, typer.Option(help="Why, in one sentence; readers see it.")] = "",
    replaced_by: Annotated[
        list[str] | None, typer.Option(help="A practice to use in its place; may be given again.")
    ] = None,
    back: Annotated[str, typer.Option(metavar="STATUS", help="Take it back, as: draft, in-review or published.")] = "",
    edition: Edition = "",
) -> None:
    """Withdraw a practice: its title and address stay, with the reason and what to use in its place."""
    from handbook.cli.output import say
    from handbook.editions.linked import links_to
    from handbook.editions.withdraw import brought_back, withdrawn
    from handbook.store.choose import chosen_edition
    from handbook.store.plans import carry_out

    workspace = opened()
    chosen = chosen_edition(workspace, edition)
    seen = workspace.digest(chosen, practice)
    if back:
        file = carry_out(workspace, chosen, brought_back(workspace.handbook, chosen, practice, back), seen=seen)
        say(f"“{practice}” is {back} again. {file}")
        return
    here = links_to(workspace.handbook, chosen, practice)
    _listed(
        f"What leads to “{practice}”, and will lead to a withdrawn one:",
        here,
        f"Nothing leads to “{practice}”.",
        practice,
    )
    named = replaced_by or _asked_for(
        "What should readers use in its place? Ids with spaces between, or nothing", because
    )
    plan = withdrawn(workspace.handbook, chosen, practice, because or _reason(), named)
    before = workspace.handbook.edition(chosen).practices[practice].status
    file = carry_out(workspace, chosen, plan, seen=seen)
    instead = f", in its place: {', '.join(named)}" if named else ""
    say(f"“{practice}” is withdrawn{instead}. {file}".rstrip())
    if before != "withdrawn":
        say(f"To take it back: handbook withdraw {practice} --back {before} --edition {chosen}")


def _reason() -> str:
    from handbook.cli.asking import asked

    return asked("Why is it withdrawn? Readers see this")


def _asked_for(question: str, because: str) -> list[str]:
    """Asked only of one who is being asked for the reason as well: a whole command needs no questions."""
    from handbook.cli.asking import asked

    return [] if because else asked(question).replace(",", " ").split()


def _listed(heading: str, found: Sequence[Link], otherwise: str, practice: str) -> None:
    from handbook.cli.output import say

    say(heading if found else otherwise)
    for link in found:
        named = f"“{link.title}” ({link.practice})" if link.practice else f"“{link.title}”"
        # What an edition says of the practice itself needs its title no more.
        other = f" · {named}" if link.title and link.practice != practice else ""
        say(f"  {link.edition}: {link.words}{other}")
