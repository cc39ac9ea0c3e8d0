"""Rendered Markdown kept from earlier runs, by the hash of its text; only ever a cache."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

MOST = 200_000  # more than that and it begins anew


class Fragments(Mapping[str, str]):
    """Hash -> HTML, looked up when asked for; where the disk refuses it, nothing is known."""

    def __init__(self, place: Path | None) -> None:
        self._db = _opened(place)

    def __getitem__(self, key: str) -> str:
        row = self._db.execute("select html from fragments where key = ?", (key,)).fetchone() if self._db else None
        if row is None:
            raise KeyError(key)
        return str(row[0])

    def __iter__(self) -> Iterator[str]:
        yield from (row[0] for row in (self._db.execute("select key from fragments") if self._db else ()))

    def __len__(self) -> int:
        return int(self._db.execute("select count(*) from fragments").fetchone()[0]) if self._db else 0

    def keep(self, fresh: Mapping[str, str]) -> None:
        """Add what this run has rendered."""
        if not self._db or not fresh:
            return
        with suppress(sqlite3.Error), self._db:
            if len(self) > MOST:
                self._db.execute("delete from fragments")
            self._db.executemany("insert or replace into fragments values (?, ?)", fresh.items())


def _opened(place: Path | None) -> sqlite3.Connection | None:
    if place is None:
        return None
    for again in (True, False):
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(place, timeout=10)
            db.execute("pragma synchronous = off")  # losing a cache in a power cut costs one rendering
            db.execute("create table if not exists fragments (key text primary key, html text) without rowid")
            db.commit()
            return db
        except (sqlite3.Error, OSError):
            if again:
                with suppress(OSError):
                    place.unlink(missing_ok=True)
    return None
