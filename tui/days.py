"""Days and times of day as people are told of them, in the editor's language: 3 November, 14:05."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tui.speech import language


def today() -> str:
    """The day as files hold it: 2026-11-03."""
    return datetime.now(UTC).date().isoformat()


def day(held: str, *, short: bool = False) -> str:
    """A day as files hold it, in words; with its year where it is another one. What is no day stays as it is."""
    from babel.dates import format_date, format_skeleton  # late: it takes a while, and most screens name no day

    try:
        found = date.fromisoformat(held[:10])
    except ValueError:
        return held
    locale = {"en": "en_GB"}.get(language(), language())
    if found.year != datetime.now(UTC).year:
        return str(format_date(found, "medium" if short else "long", locale=locale))
    return str(format_skeleton("MMMd" if short else "MMMMd", found, locale=locale))


def clock(when: datetime | None = None) -> str:
    """The time of day here; of now, where no other time is named."""
    return (when or datetime.now(UTC)).astimezone().strftime("%H:%M")
