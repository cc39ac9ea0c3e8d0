"""Plays ten years, ours and a git fork, and prints what they cost: `python -m tests.journeys.ten_years`."""

from __future__ import annotations

import argparse
import copy
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.ten_years import fork, ours
from tests.journeys.ten_years.judge import Score, added_up
from tests.journeys.ten_years.shared import Edit, History, Trees, history, start

ROWS = (
    ("questions", "questions put to the editor"),
    ("conflicts", "… without a ready answer: conflicts"),
    ("unparsed", "files that no longer parse"),
    ("swallowed", "improvements swallowed"),
    ("lost", "local words lost"),
)
HEADS = ("this handbook", "a git fork")
SUMS = (
    ("questions", "all questions"),
    ("mended", "… files done again by hand"),
    ("swallowed", "improvements swallowed"),
    ("unasked", "… in files about which nothing was asked"),
)
KEYS, ITEMS, NEITHER = "new line breaks or another order of keys", "another order of items", "none of these"
MOST_QUESTIONS = 0.40  # of git's
Player = Callable[[History, Trees, Path], list[Score]]
Row = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Taking:
    """One time that something was taken in: what kind of news it was, and what it cost on either side."""

    kind: str
    here: Score
    git: Score


def main(words: Sequence[str]) -> int:
    """Print the tables; 1 where the first is not what was asked for."""
    asked = _asked(words)
    here: list[Score] = []
    git: list[Score] = []
    takings: list[Taking] = []
    for seed in range(1, asked.seeds + 1):
        played = list(_takings(seed, asked.years))
        takings += played
        here.append(added_up(one.here for one in played))
        git.append(added_up(one.git for one in played))
        if not asked.markdown:
            print(f"seed {seed}: ours {here[-1]}, git {git[-1]}", file=sys.stderr, flush=True)
    tables = (_middle(here, git), _sums(takings))
    print("\n\n".join(_table(rows, markdown=asked.markdown) for rows in tables))
    return 0 if _met(here, git) else 1


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.journeys.ten_years", description=__doc__)
    parser.add_argument("--seeds", type=int, default=20, help="how many histories to play (20)")
    parser.add_argument("--years", type=int, default=10, help="how many years of each (10)")
    parser.add_argument("--markdown", action="store_true", help="print the tables as the manual has them")
    return parser.parse_args(words)


def _takings(seed: int, years: int) -> Iterator[Taking]:
    held = history(seed)
    cut = History(seed, held.local, held.years[:years])
    played = (_played(player, cut) for player in (ours.played, fork.played))
    for edits, here, git in zip(cut.taken(), *played, strict=True):
        yield Taking(_kind(edits), here, git)


def _played(player: Player, held: History) -> list[Score]:
    with tempfile.TemporaryDirectory() as folder:
        return player(held, copy.deepcopy(start()), Path(folder))


def _kind(edits: list[Edit]) -> str:
    verbs = {edit[0] for edit in edits}
    if verbs & {"reflow", "keys"}:
        return KEYS
    return ITEMS if "order" in verbs else NEITHER


def _middle(here: list[Score], git: list[Score]) -> list[Row]:
    """Both side by side: the median of the histories, and from the least to the most."""
    return [("", *HEADS), *((label, _span(here, name), _span(git, name)) for name, label in ROWS)]


def _sums(takings: list[Taking]) -> list[Row]:
    """All histories added up: the questions by what came in, and what else is told of them."""
    rows = [("all histories added up", *HEADS)]
    for kind in (KEYS, ITEMS, NEITHER):
        these = [one for one in takings if one.kind == kind]
        here, git = _both(these)
        rows.append((f"questions: {kind} ({len(these)} times)", f"{here.questions}", f"{git.questions}"))
    here, git = _both(takings)
    return rows + [(label, f"{getattr(here, name)}", f"{getattr(git, name)}") for name, label in SUMS]


def _both(takings: list[Taking]) -> tuple[Score, Score]:
    return added_up(one.here for one in takings), added_up(one.git for one in takings)


def _span(scores: list[Score], name: str) -> str:
    found = [getattr(score, name) for score in scores]
    return f"{statistics.median(found):g} ({min(found)} to {max(found)})"


def _table(rows: list[Row], *, markdown: bool) -> str:
    if markdown:
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([lines[0], "|---|---|---|", *lines[1:]])
    return "\n".join(f"{label:<64}{mine:<20}{theirs}" for label, mine, theirs in rows)


def _met(here: list[Score], git: list[Score]) -> bool:
    clean = all(score.unparsed == score.swallowed == score.lost == 0 for score in here)
    mine, theirs = (statistics.median(score.questions for score in scores) for scores in (here, git))
    return clean and mine <= MOST_QUESTIONS * theirs


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
