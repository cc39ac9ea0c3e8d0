"""Base texts: what an adaptation or translation was written against, one file a fingerprint, append-only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

_NAME = re.compile(r"f1-[0-9a-f]{32}\Z")


class Bases(Mapping[str, str]):
    """Fingerprint → text, read from its file when asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __getitem__(self, fingerprint: str) -> str:
        if not _NAME.match(fingerprint):
            raise KeyError(fingerprint)
        try:
            return self.path(fingerprint).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            raise KeyError(fingerprint) from None

    def __iter__(self) -> Iterator[str]:
        if self.folder.is_dir():
            yield from (path.stem for path in sorted(self.folder.glob("f1-*.txt")) if _NAME.match(path.stem))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def path(self, fingerprint: str) -> Path:
        """Where the text of a fingerprint lies."""
        return self.folder / f"{fingerprint}.txt"
