"""Who else has a practice open, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from handbook.store.presence import Other, Presence
from tui.days import clock
from tui.speech import _


def open_too(presence: Presence, edition: str, practice: str) -> str:
    """Who else has it open, and since when; empty where nobody has."""
    others = presence.others(edition, practice)
    if not others:
        return ""
    return _(
        "{name} has this practice open too, since {time}. Both can write; whoever saves second is shown both.",
        name=", ".join(one.account for one in others), time=clock(others[0].since),
    )  # fmt: skip


def came_too(others: Sequence[Other]) -> str:
    """Who has opened it since somebody began to write in it."""
    return _(
        "{name} has opened this practice too, at {time}. Both can write; whoever saves second is shown both.",
        name=", ".join(one.account for one in others), time=clock(others[0].since),
    )  # fmt: skip
