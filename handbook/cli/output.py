"""What reaches the terminal: content as plain text, without control characters, colours only where they are wanted."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

# All control characters but tab and line feed, and those that turn the direction of text around.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")


def clean(text: str) -> str:
    """Text of a file as it may reach a terminal."""
    return text if text.isprintable() else _CONTROL.sub("", text)  # most are, and that is told ten times as fast


def say(text: str = "") -> None:
    """One or more lines to standard output."""
    sys.stdout.write(clean(text) + "\n")


def complain(text: str) -> None:
    """One line to standard error."""
    sys.stderr.write(clean(text) + "\n")


def console(*, stderr: bool = False) -> Console:
    """A console for tables and wrapped text; markup and emoji codes in content stay plain text."""
    shown = sys.stdout.isatty() or "COLUMNS" in os.environ
    return _console(stderr, None if shown else 100, os.environ.get("COLUMNS", ""))


@lru_cache(maxsize=4)
def _console(stderr: bool, width: int | None, _columns: str) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, markup=False, emoji=False, highlight=False, width=width)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table that wraps to the terminal's width."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for place, heading in enumerate(headings):
        grid.add_column(Text(heading), overflow="fold", no_wrap=place == 0)
    for row in rows:
        grid.add_row(*(Text(clean(cell)) for cell in row))
    console().print(grid)


def wrapped(text: str, *, indent: int = 0, style: str = "") -> None:
    """A paragraph, wrapped and indented."""
    from rich.padding import Padding
    from rich.text import Text

    console().print(Padding(Text(clean(text), style=style), (0, 0, 0, indent)))
