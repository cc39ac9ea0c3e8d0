"""A line that drops, or a TERM: what is typed is kept first, then the program ends, whatever it waits for."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

GRACE = 2.0  # seconds in which the program may leave its terminal as it found it
_NAMES = ("SIGTERM", "SIGHUP")


class Ending:
    """Listens for those signals until it is let go.

    Not in the event loop: when the line drops in the middle of a repaint, Textual's writer dies of it, and the loop
    then waits for ever to hand it more.
    """

    def __init__(self, keep: Callable[[], None], leave: Callable[[], object]) -> None:
        self._keep, self._leave = keep, leave
        numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
        self._before: dict[int, Any] = {number: signal.signal(number, self._heard) for number in numbers}

    def let_go(self) -> None:
        """Listen no more."""
        for number, before in self._before.items():
            signal.signal(number, before)

    def _heard(self, number: int, _frame: object) -> None:
        # In a thread of its own: the signal may have come while a lock is held that keeping needs.
        threading.Thread(target=self._end, args=(number,), daemon=True).start()

    def _end(self, number: int) -> None:
        self._keep()
        with suppress(RuntimeError):  # the loop has ended already
            self._leave()
        threading.Event().wait(GRACE)
        os._exit(128 + number)
