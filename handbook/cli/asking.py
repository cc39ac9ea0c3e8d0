"""Questions to the person at the keyboard; where there is nobody, an empty answer."""

from __future__ import annotations

import sys


def somebody() -> bool:
    """Whether a person sits at this terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def asked(question: str, *, otherwise: str = "") -> str:
    """One line typed by the person at the keyboard; `otherwise` where nothing is typed, or nobody is there."""
    if not somebody():
        return otherwise
    import typer

    shown = bool(otherwise)
    return str(typer.prompt(question, default=otherwise, show_default=shown)).strip()
