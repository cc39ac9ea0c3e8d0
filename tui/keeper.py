"""Keeps what is typed: a thread that writes the newest state of each working copy within a second, come what may."""

from __future__ import annotations

import threading
import time
from typing import Any

from handbook.errors import SaveRefused
from handbook.store.journal import Journal
from tui.speech import _, count

AGAIN = 5.0  # seconds until what could not be kept is tried again
SOON = 0.3  # seconds after the first key: together with the write far less than one


class Keeper:
    """One thread, so that a slow disk never holds up a key and an older state never follows a newer one."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.kept_at = 0.0  # when a state was last safe on disk, by the clock of `time.time`
        self.fault = ""  # why the last one is not
        self._waiting: dict[tuple[str, str], dict[str, Any]] = {}
        self._refused: dict[tuple[str, str], SaveRefused] = {}  # of what could not be kept, and waits for another try
        self._lock = threading.Lock()  # of what waits
        self._disk = threading.Lock()  # of the journal
        self._wake = threading.Event()
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)
        self._thread.start()

    @property
    def told(self) -> str:
        """How safe it is what is typed and not saved, in words."""
        if self.fault:
            return _("Your typing is NOT kept safe")
        if not self.kept_at:
            return _("Not saved yet")
        ago = max(int(time.time() - self.kept_at), 1)
        if ago < 60:
            return _("Editing, kept safe {number} s ago", number=ago)
        return count("Not saved, kept safe {number} min ago", "Not saved, kept safe {number} min ago", ago // 60)

    def keep(self, edition: str, practice: str, tree: dict[str, Any]) -> None:
        """Keep this state soon."""
        with self._lock:
            self._waiting[edition, practice] = tree
        self._wake.set()

    def flush(self) -> None:
        """Keep what waits, now."""
        with self._disk:
            with self._lock:
                waiting, self._waiting = self._waiting, {}
            for key, tree in waiting.items():
                try:
                    self.journal.keep(*key, tree)
                except SaveRefused as error:
                    self._refused[key] = error
                    with self._lock:
                        self._waiting.setdefault(key, tree)  # unless something newer waits by now
                else:
                    self._refused.pop(key, None)
                    self.kept_at = time.time()
            self.fault = next((str(error) for error in self._refused.values()), "")

    def settle(self, edition: str, practice: str, *, saved: bool) -> None:
        """It is saved, or put aside: nothing of it waits any more. Raises SaveRefused, and then it stays a draft."""
        self.flush()
        with self._disk:
            refused = self._refused.get((edition, practice))
            if refused is not None and not saved:
                raise refused  # what was typed last is nowhere on disk: it cannot be put aside
            with self._lock:
                self._waiting.pop((edition, practice), None)
            self._refused.pop((edition, practice), None)
            self.fault = next((str(error) for error in self._refused.values()), "")
            self.journal.settle(edition, practice, saved=saved)

    def end(self) -> None:
        """Keep what waits and stop."""
        self._ended = True
        self._wake.set()
        self.flush()

    def _run(self) -> None:
        while not self._ended:
            self._wake.wait(AGAIN if self._refused else None)
            time.sleep(SOON)
            self._wake.clear()
            self.flush()
