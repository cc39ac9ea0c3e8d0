"""Commands that speak to the repository a handbook lies in: history, restore, commit, push, pull."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from handbook.cli.program import Edition, app, opened

if TYPE_CHECKING:
    from handbook.editions.changed_since import Changed
    from handbook.store.history import Moment
    from handbook.store.workspace import Workspace


@app.command(epilog="Example: handbook history common-cause summary --edition global")
def history(
    practice: Annotated[str, typer.Argument(help="The id of a practice.")],
    unit: Annotated[str, typer.Argument(help="Only this unit, with its words: summary, or steps/consult-early")] = "",
    edition: Edition = "",
    most: Annotated[int, typer.Option(help="How many commits to look at.", min=1, max=500)] = 50,
) -> None:
    """Tell what became of a practice in your edition, commit by commit, in words. Needs git."""
    from handbook.cli.output import say
    from handbook.store.history import history as told

    workspace = opened()
    chosen = _edition_of(workspace, practice, edition)
    shown = 0
    for moment in told(workspace, chosen, practice, most):
        changes = [one for one in moment.changes if not unit or _belongs(one, unit)]
        if changes or (moment.note and not unit):
            _print(moment, changes, words=bool(unit))
            shown += 1
    if not shown:
        say("Nothing of this was ever committed here.")


@app.command(epilog="Example: handbook restore common-cause summary --from 1a2b3c4d --edition global")
def restore(
    practice: Annotated[str, typer.Argument(help="The id of a practice.")],
    unit: Annotated[str, typer.Argument(help="A unit path: summary, steps for their order, or steps/consult-early")],
    commit: Annotated[str, typer.Option("--from", metavar="COMMIT", help="The commit, as “history” names it.")],
    edition: Edition = "",
    why: Annotated[str, typer.Option(help="The reason, where there was none then; readers see it.")] = "",
) -> None:
    """Put one unit of a practice back as it was after a commit. Nothing else is touched."""
    from handbook.cli.output import say, wrapped
    from handbook.editions.changed_since import put_back
    from handbook.model.units import spoken
    from handbook.store.history import as_it_was
    from handbook.store.saving import opened as working_copy
    from handbook.store.saving import save

    workspace = opened()
    chosen = _edition_of(workspace, practice, edition)
    then = as_it_was(workspace, chosen, practice, commit)
    copy = working_copy(workspace, chosen, practice)
    was = copy.now.text(unit)
    sheet = put_back(copy.now, then.sheet, unit) if then.sheet else copy.now
    copy.replace_all(sheet.with_why(unit, why) if why else sheet)
    outcome = save(workspace, copy)
    for error in outcome.refused.values():
        raise error
    if not outcome.file:
        say(f"{spoken(unit)} reads so already. Nothing was changed.")
        return
    say(f"{spoken(unit)}: as it was then. {outcome.file}")
    if was:
        say("Until now it said:")
        wrapped(was, indent=2)


@app.command(epilog="Example: handbook commit -m 'Build trust: a shorter summary' --edition global")
def commit(
    message: Annotated[str, typer.Option("--message", "-m", help="What you did, in one sentence.")] = "",
    edition: Edition = "",
) -> None:
    """Commit what has changed in your edition, and nothing else; without -m a sentence is proposed. Needs git."""
    from handbook.cli.asking import asked
    from handbook.cli.output import say
    from handbook.store.choose import chosen_edition
    from handbook.store.commit import commit as committed
    from handbook.store.commit import uncommitted
    from handbook.store.commit_sentence import proposed

    workspace = opened()
    chosen = chosen_edition(workspace, edition)
    files = uncommitted(workspace, chosen)
    if not files:
        say("Nothing has changed since the last commit.")
        return
    for file in files:
        say(f"  {file}")
    if not message:
        sentence = proposed(workspace, files)
        message = asked("Commit as", otherwise=sentence)
    say(committed(workspace, files, message).sentence)


@app.command(epilog="Example: handbook push")
def push() -> None:
    """Send your commits to the repository that yours belongs to. Needs git."""
    from handbook.cli.output import say
    from handbook.store.pushing import push as send

    say(send(opened()).sentence)


@app.command(epilog="Example: handbook pull")
def pull() -> None:
    """Take in the commits that others have pushed. Where both have changed one file, nothing happens. Needs git."""
    from handbook.cli.output import say
    from handbook.store.pushing import pull as take

    say(take(opened()).sentence)


def _edition_of(workspace: Workspace, practice: str, edition: str) -> str:
    """The edition that is named, else the one that has the practice as its own, else the only one there is."""
    from handbook.store.choose import chosen_edition

    editions = workspace.handbook.editions
    home = next((name for name, one in editions.items() if practice in one.practices), "") if not edition else ""
    return home or chosen_edition(workspace, edition)


def _belongs(change: Changed, unit: str) -> bool:
    return change.path == unit or change.path.startswith((f"{unit}.", f"{unit}/"))


def _print(moment: Moment, changes: list[Changed], *, words: bool) -> None:
    from handbook.cli.output import say, wrapped
    from handbook.model.units import said

    first = moment.message.partition("\n")[0]
    say(f"{moment.date}  {moment.commit[:8]}  {moment.who}")
    wrapped(f"“{first}”", indent=2)
    for change in changes:
        wrapped(change.sentence, indent=2)
        if words:
            for heading, value in (("before", change.before), ("after", change.after)):
                if value not in (None, "", ()):
                    wrapped(f"{heading}: {said(value)}", indent=4)
    if moment.note:
        wrapped(moment.note, indent=2)
