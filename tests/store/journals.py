"""What tests of the journal share: a draft, and the journal of one program after the other."""

from __future__ import annotations

from pathlib import Path

from handbook.store.journal import Journal
from handbook.store.presence import Presence

TREE = {"now": {"values": {"summary": "Meet often."}}, "digest": "sha256:0"}


def opened(machine: Path) -> Journal:
    """The journal of one program; each call is another program."""
    return Journal(machine, Presence(machine))
