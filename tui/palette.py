"""The palette: every action with its key, in our order; those that are off say why."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.actions import ACTIONS, Action, shown_key
from tui.speech import _
from tui.widgets.text import as_content

if TYPE_CHECKING:
    from tui.host import Host


class Palette(Provider):
    """All actions of the desk."""

    async def startup(self) -> None:
        """What can be done is asked once: nothing changes while the palette is open, and asking may take a while."""
        self._all = list(self._listed())

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for action, title, what in self._all:
            yield DiscoveryHit(title, partial(self._desk.act, action.id), text=title.plain, help=what)  # type: ignore[arg-type]  # a Content, so that no sign in it acts

    async def search(self, query: str) -> Hits:
        """Those whose words fit."""
        matcher, found = self.matcher(query), False
        for action, title, what in self._all:
            score = matcher.match(what.plain) + 10 * matcher.match(title.plain)  # its name counts for more
            if _(action.words).casefold().startswith(query.strip().casefold()):
                score += 1000
            if score > 0:
                found = True
                yield Hit(score, title, partial(self._desk.act, action.id), text=title.plain, help=what)  # type: ignore[arg-type]

        if not found:  # in our words: what the palette says of itself is English
            title = as_content(_("Nothing here is called so."))
            what = as_content(_("Type other words, or leave with Esc."))
            yield Hit(1, title, _nothing, text=title.plain, help=what)  # type: ignore[arg-type]

    def _listed(self) -> Iterator[tuple[Action, Content, Content]]:
        for action in ACTIONS:
            if action.listed:
                taken = hasattr(self.screen, f"act_{action.id}")  # a page that does it its own way
                reason = "" if taken else action.why_not(self._desk)
                words = _("{action} (off)", action=_(action.words)) if reason else _(action.words)
                key = f"   {shown_key(action.key)}" if action.key else ""
                yield action, as_content(f"{words}{key}"), as_content(reason or _(action.what))

    @property
    def _desk(self) -> Host:
        return cast("Host", self.app)


def _nothing() -> None:
    """What Enter does on a line that is no action."""
