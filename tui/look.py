"""How the desk looks: one surface, one accent that repeats the bar and carries no state, in four themes."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from textual.theme import Theme

from handbook.errors import HandbookError, SaveRefused
from handbook.store.files import read_bytes, write_own
from handbook.store.machine import state_folder
from tui.speech import _

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


def at_start() -> Theme:
    """The colours to begin with: the terminal's own where only they are safe, else those that were picked last."""
    if few_colours():
        return TERMINAL
    picked = ""
    with suppress(HandbookError, OSError):  # nothing was picked, or its file cannot be read
        file = _file()
        picked = read_bytes(file).decode("utf-8", "replace").strip() if file.is_file() else ""
    return next((one for one in THEMES if one.name == picked), DARK)


def remember(name: str) -> None:
    """Begin with these from now on; raises SaveRefused."""
    file = _file()
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise SaveRefused(_("The colours cannot be remembered: {why}.", why=why)) from error
    write_own(file, f"{name}\n".encode())


def _file() -> Path:
    folder = state_folder()
    if folder is None:
        raise SaveRefused(_("The colours cannot be remembered: this account has no folder of its own."))
    return folder / "colours"
