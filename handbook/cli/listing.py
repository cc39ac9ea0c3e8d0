"""Print a list of entries as a table, JSON or CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, fields

from handbook.cli.output import clean, console, say, table, wrapped
from handbook.store.listing import Listed

WIDE = 96  # columns below which a table is hard to read
_SETS = ("themes", "groups", "phases", "topics")


def printed(entries: Sequence[Listed], output: str) -> None:
    """Print the entries; JSON and CSV carry every column."""
    if output == "json":
        say(json.dumps([_split(entry) for entry in entries], ensure_ascii=False, indent=1))
    elif output == "csv":
        names = [field.name for field in fields(Listed)]
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([_safe(getattr(entry, name)) for name in names] for entry in entries)
    else:
        _table(entries)


def _table(entries: Sequence[Listed]) -> None:
    if console().width < WIDE:
        _lines(entries)
    else:
        stances = any(entry.stance for entry in entries)
        table(
            ["id", "title", "do it", "status", "here" if stances else "edition"],
            ([e.id, e.title, e.priority, e.status, e.stance if stances else e.edition] for e in entries),
        )
    say(f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'}.")


def _lines(entries: Sequence[Listed]) -> None:
    """Two lines an entry, where a table would break every title into single words."""
    for entry in entries:
        wrapped(entry.title, style="bold")
        facts = [entry.id, entry.priority, entry.status, entry.stance or entry.edition]
        wrapped(" · ".join(fact for fact in facts if fact), indent=2)


def _split(entry: Listed) -> dict[str, object]:
    held: dict[str, object] = asdict(entry)
    return held | {name: str(held[name]).split() for name in _SETS}


def _safe(cell: str) -> str:
    """A cell that a spreadsheet will not take for a formula."""
    cell = clean(cell)
    return f"'{cell}" if cell.lstrip().startswith(("=", "+", "-", "@")) else cell
