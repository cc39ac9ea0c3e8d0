"""`handbook sync` in the terminal: what was taken in, whether anybody signed it, and what it means for this edition."""

from __future__ import annotations

from handbook.cli.hints import hints
from handbook.cli.output import say, wrapped
from handbook.editions.news import news, sentences
from handbook.model.edition import in_language
from handbook.store.sync import Taken
from handbook.store.workspace import Workspace


def told(workspace: Workspace, taken: Taken, *, dry_run: bool) -> None:
    """Say what was taken in, and what changed for this edition, in sentences."""
    release = taken.release
    title = in_language(release.chain[-1].content["title"], "en", release.edition)[0]
    name = f"release {release.number} of “{title}” ({release.edition}), {release.date}"
    if not taken.new:
        wrapped(f"You read {name} already. Nothing was changed.")
        return
    say(f"{'This is' if dry_run else 'You now read'} {name}.")
    if taken.verified:
        wrapped(f"Signed by {taken.verified}; the signature was verified.")
    elif not taken.trusted:
        wrapped(f"Nobody's signature was checked. Compare this digest with its makers: {taken.short}")
    if release.note:
        wrapped(f"They write: {release.note}")
    named = hints(workspace, taken.edition.id)
    for sentence in sentences(news(taken.before, release.chain, taken.edition)):
        wrapped(named(sentence))
    lock = workspace.lock(taken.edition.id)
    if dry_run:
        say("Nothing was changed.")
    elif lock is not None and lock.previous is not None:
        wrapped(named("To go back to the release before: handbook sync --undo"))
