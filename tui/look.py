"""How the desk looks: one surface, one accent that repeats the bar and carries no state, in four themes."""

from __future__ import annotations

import os

from textual.theme import Theme

_CURSOR = ("input-cursor-background", "input-cursor-foreground")


def _theme(name: str, accent: str, ink: str, paper: str, panel: str, boost: str, *, dark: bool) -> Theme:
    return Theme(
        name, primary=accent, accent=accent, foreground=ink, background=paper, surface=paper, panel=panel, boost=boost,
        dark=dark, variables=dict(zip(_CURSOR, (ink, paper), strict=True)),
    )  # fmt: skip


DARK = _theme("dark", "#86bccf", "#d6d9dc", "#15191c", "#1c2226", "#232b30", dark=True)
LIGHT = _theme("light", "#0b5d78", "#1b1f22", "#fbfaf7", "#eeece6", "#e4e1d9", dark=False)
CONTRAST = _theme("high contrast", "#ffff00", "#ffffff", "#000000", "#000000", "#202020", dark=True)
_PLAIN = ("primary", "accent", "foreground", "background", "surface", "panel", "boost")
_VARIABLES = (*_CURSOR, "ansi-background", "ansi-foreground", "border-blurred", "block-cursor-background",
              "block-cursor-foreground")  # fmt: skip
# The terminal's own colours, whatever they are: also for 16 colours and NO_COLOR.
TERMINAL = Theme(
    "terminal",
    **dict.fromkeys(_PLAIN, "ansi_default"),  # type: ignore[arg-type]
    ansi=True,
    variables=dict.fromkeys(_VARIABLES, "ansi_default"),
)
THEMES = (DARK, LIGHT, CONTRAST, TERMINAL)


def few_colours() -> bool:
    """Whether only the terminal's own colours are safe: NO_COLOR, or a terminal that does not say it has more."""
    more = "256" in os.environ.get("TERM", "") or os.environ.get("COLORTERM") or "direct" in os.environ.get("TERM", "")
    return bool(os.environ.get("NO_COLOR")) or not more
