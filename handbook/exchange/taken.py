"""A release that an edition takes in, or looks at first: whose it is, who signed it, and what it means, in words."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.editions.news import COMMANDS, Ways, news, sentences
from handbook.model.edition import in_language
from handbook.store.sync import Taken
from handbook.wording import _


def named(taken: Taken) -> str:
    """The release by its number, edition and date."""
    release = taken.release
    title = in_language(release.chain[-1].content["title"], "en", release.edition)[0]
    return _("release {number} of “{title}” ({edition}), {date}",
             number=release.number, title=title, edition=release.edition, date=release.date)  # fmt: skip


def headed(taken: Taken, *, dry_run: bool) -> str:
    """Which release it is, and whether the edition reads it now."""
    if not taken.new:
        return _("You read {release} already. Nothing was changed.", release=named(taken))
    said = _("This is {release}.", release=named(taken))
    return said if dry_run else _("You now read {release}.", release=named(taken))


def beside(taken: Taken) -> Iterator[str]:
    """Whether anybody signed it, and what its makers say of it."""
    if taken.verified:
        yield _("Signed by {name}; the signature was verified.", name=taken.verified)
    elif not taken.trusted:
        said = _("Nobody's signature was checked. Compare this digest with its makers: {digest}", digest=taken.short)
        yield said
    if taken.release.note:
        yield _("They write: {note}", note=taken.release.note)


def meant(taken: Taken, ways: Ways = COMMANDS) -> list[str]:
    """What it changes for the edition that takes it in."""
    return sentences(news(taken.before, taken.release.chain, taken.edition), ways)
