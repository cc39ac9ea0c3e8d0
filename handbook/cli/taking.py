"""`handbook sync` in the terminal: what was taken in, whether anybody signed it, and what it means for this edition."""

from __future__ import annotations

from handbook.cli.hints import hints
from handbook.cli.output import say, wrapped
from handbook.exchange import taken as words
from handbook.store.sync import Taken
from handbook.store.workspace import Workspace


def told(workspace: Workspace, taken: Taken, *, dry_run: bool) -> None:
    """Say what was taken in, and what changed for this edition, in sentences."""
    if not taken.new:
        wrapped(words.headed(taken, dry_run=dry_run))
        return
    say(words.headed(taken, dry_run=dry_run))
    for sentence in words.beside(taken):
        wrapped(sentence)
    named = hints(workspace, taken.edition.id)
    for sentence in words.meant(taken):
        wrapped(named(sentence))
    lock = workspace.lock(taken.edition.id)
    if dry_run:
        say("Nothing was changed.")
    elif lock is not None and lock.previous is not None:
        wrapped(named("To go back to the release before: handbook sync --undo"))
