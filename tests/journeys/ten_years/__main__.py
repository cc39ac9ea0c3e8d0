"""Plays ten years, ours and a git fork, and prints what they cost: `python -m tests.journeys.ten_years`."""

from __future__ import annotations

import argparse
import copy
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.journeys.ten_years import fork, ours
from tests.journeys.ten_years.judge import Score
from tests.journeys.ten_years.shared import History, Trees, history, start

ROWS = (
    ("questions", "questions put to the editor"),
    ("conflicts", "… without a ready answer: conflicts"),
    ("unparsed", "files that no longer parse"),
    ("swallowed", "improvements swallowed"),
    ("lost", "local words lost"),
)
MOST_QUESTIONS = 0.40  # of git's
PLAYERS: tuple[Callable[[History, Trees, Path], Score], ...] = (ours.played, fork.played)


def main(words: Sequence[str]) -> int:
    """Print the table; 1 where it is not what was asked for."""
    asked = _asked(words)
    scores: list[list[Score]] = [[], []]
    for seed in range(1, asked.seeds + 1):
        for player, found in zip(PLAYERS, scores, strict=True):
            found.append(_played(player, seed, asked.years))
        if not asked.markdown:
            print(f"seed {seed}: ours {scores[0][-1]}, git {scores[1][-1]}", file=sys.stderr, flush=True)
    print(table(*scores, markdown=asked.markdown))
    return 0 if _met(*scores) else 1


def table(here: list[Score], git: list[Score], *, markdown: bool = False) -> str:
    """Both side by side: the median, and from the least to the most."""
    rows = [("", "this handbook", "a git fork")]
    rows += [(label, _span(here, name), _span(git, name)) for name, label in ROWS]
    if markdown:
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([lines[0], "|---|---|---|", *lines[1:]])
    return "\n".join(f"{label:<40}{mine:<20}{theirs}" for label, mine, theirs in rows)


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.journeys.ten_years", description=__doc__)
    parser.add_argument("--seeds", type=int, default=20, help="how many histories to play (20)")
    parser.add_argument("--years", type=int, default=10, help="how many years of each (10)")
    parser.add_argument("--markdown", action="store_true", help="print the table as the manual has it")
    return parser.parse_args(words)


def _played(player: Callable[[History, Trees, Path], Score], seed: int, years: int) -> Score:
    held = history(seed)
    with tempfile.TemporaryDirectory() as folder:
        return player(History(seed, held.local, held.years[:years]), copy.deepcopy(start()), Path(folder))


def _span(scores: list[Score], name: str) -> str:
    found = [getattr(score, name) for score in scores]
    return f"{statistics.median(found):g} ({min(found)} to {max(found)})"


def _met(here: list[Score], git: list[Score]) -> bool:
    clean = all(score.unparsed == score.swallowed == score.lost == 0 for score in here)
    mine, theirs = (statistics.median(score.questions for score in scores) for scores in (here, git))
    return clean and mine <= MOST_QUESTIONS * theirs


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
