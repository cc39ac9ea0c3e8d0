"""An id from a title that nobody bears yet."""

from __future__ import annotations

from collections.abc import Collection

from handbook.model import ids


def slug(title: str, taken: Collection[str]) -> str:
    """Lower-case words joined by hyphens, with a number behind where that is taken; “practice” for another script."""
    return ids.free_id(ids.slug(title, "practice"), taken)
