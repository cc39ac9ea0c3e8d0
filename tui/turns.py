"""Keys take turns: each finds all done that the one before has brought about, also where a line brings many at once.

Textual hands a key to whoever has the focus when the key comes. What the key before it does, such as to open a field,
comes a moment later; on a line that stalled, the next letters would have gone to where the focus was.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.widgets import Input, TextArea

PATIENCE = 1.0  # seconds that a key waits for the one before; then it goes on all the same
LOOK = 0.05
Give = Callable[[events.Event], Awaitable[None]]


class Turns:
    """The keys of an app that came while another one was at work."""

    def __init__(self, app: App[None], give: Give) -> None:
        self._app, self._give = app, give
        self._waiting: deque[events.Event] = deque()
        self._at_work = False

    async def take(self, event: events.Event) -> None:
        """Give it at once, or in its turn."""
        if self._at_work:
            self._waiting.append(event)
            return
        if self._is_letter(event):
            await self._give(event)
            return
        self._at_work = True
        await self._give(event)
        self._app.run_worker(self._give_the_rest(), group="keys")

    async def _give_the_rest(self) -> None:
        try:
            await self._settled()
            while self._waiting:
                event = self._waiting.popleft()
                letter = self._is_letter(event)
                await self._give(event)
                if not letter:
                    await self._settled()
        finally:
            self._at_work = False

    def _is_letter(self, event: events.Event) -> bool:
        """What is typed into a field changes no focus, and the next letter comes behind it there."""
        in_field = isinstance(self._app.focused, Input | TextArea)
        return in_field and (isinstance(event, events.Paste) or (isinstance(event, events.Key) and event.is_printable))

    async def _settled(self) -> None:
        """A key goes from the widget up to the app, and so does what a widget then says of it: twice the whole way."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                for _way in range(2):
                    for node in (self._app.focused or self._app.screen).ancestors_with_self:
                        await _passed(node)


async def _passed(node: MessagePump) -> None:
    """What waits there is done, or it has gone."""
    done = asyncio.Event()
    if not node.call_later(done.set):
        return
    while not done.is_set() and node.is_running:
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), LOOK)
