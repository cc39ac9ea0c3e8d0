"""Base texts: what an adaptation or translation was written against, one file a fingerprint, append-only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from handbook.editions.fingerprint import fingerprint
from handbook.errors import ChangedOnDisk
from handbook.store.files import write_atomic

_NAME = re.compile(r"f1-[0-9a-f]{32}\Z")


class Bases(Mapping[str, str]):
    """Fingerprint → text, read from its file when asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __getitem__(self, label: str) -> str:
        if not _NAME.match(label):
            raise KeyError(label)
        try:
            return self.path(label).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            raise KeyError(label) from None

    def __iter__(self) -> Iterator[str]:
        if self.folder.is_dir():
            yield from (path.stem for path in sorted(self.folder.glob("f1-*.txt")) if _NAME.match(path.stem))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def keep(self, text: str, locks: Path) -> str:
        """Store a text and return its fingerprint; one that is there already is never written again."""
        label = fingerprint(text)
        if not self.path(label).exists():
            with suppress(ChangedOnDisk):  # another program has just stored the same words
                write_atomic(self.path(label), text.encode(), expected="", locks=locks)
        return label

    def path(self, label: str) -> Path:
        """Where the text of a fingerprint lies."""
        return self.folder / f"{label}.txt"
