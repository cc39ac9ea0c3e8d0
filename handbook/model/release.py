"""A release: a numbered state of an edition, with all it stands on, as data only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from handbook.model.edition import Edition

NUMBER = re.compile(r"[1-9][0-9]{0,5}\Z")
MOST_BYTES = 32 << 20  # of a snapshot


@dataclass(frozen=True, slots=True)
class Pin:
    """Which release of its parent an edition reads."""

    parent: str
    release: str
    digest: str


@dataclass(frozen=True, slots=True)
class Release:
    """What a snapshot holds: the editions it stands on, the root first, and the released one last."""

    edition: str
    number: str
    date: str
    note: str
    licence: str
    built_on: Pin | None
    changes: tuple[Mapping[str, str], ...]  # practice, unit, what (new, changed, gone), kind
    chain: tuple[Edition, ...]
    digest: str
    title: Mapping[str, str] = field(default_factory=dict)  # of the handbook it is part of, per language

    @property
    def name(self) -> str:
        """`eu-7`, as its file is called."""
        return f"{self.edition}-{self.number}"


def is_number(text: str) -> bool:
    """Whether this can be the number of a release: 1, 2, 3, …"""
    return bool(NUMBER.match(text))
