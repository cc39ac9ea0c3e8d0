"""A release that an edition takes in, or looks at first: whose it is, who signed it, and what it means, in words."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.editions.news import COMMANDS, Ways, news, sentences
from handbook.model.edition import in_language
from handbook.store.sync import Taken


def named(taken: Taken) -> str:
    """The release by its number, edition and date."""
    release = taken.release
    title = in_language(release.chain[-1].content["title"], "en", release.edition)[0]
    return f"release {release.number} of “{title}” ({release.edition}), {release.date}"


def headed(taken: Taken, *, dry_run: bool) -> str:
    """Which release it is, and whether the edition reads it now."""
    if not taken.new:
        return f"You read {named(taken)} already. Nothing was changed."
    return f"{'This is' if dry_run else 'You now read'} {named(taken)}."


def beside(taken: Taken) -> Iterator[str]:
    """Whether anybody signed it, and what its makers say of it."""
    if taken.verified:
        yield f"Signed by {taken.verified}; the signature was verified."
    elif not taken.trusted:
        yield f"Nobody's signature was checked. Compare this digest with its makers: {taken.short}"
    if taken.release.note:
        yield f"They write: {taken.release.note}"


def meant(taken: Taken, ways: Ways = COMMANDS) -> list[str]:
    """What it changes for the edition that takes it in."""
    return sentences(news(taken.before, taken.release.chain, taken.edition), ways)
