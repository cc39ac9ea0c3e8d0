"""How much CPU building takes, against MkDocs' own theme on the same text; each measured in a process of its own."""

from __future__ import annotations

import gzip
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import synthetic
import yaml

SIZES = (100, 1000, 3000)
ROUNDS = 3  # the best of, since a busy machine only ever adds


@dataclass(frozen=True)
class Line:
    """One row of the table."""

    what: str
    measured: str
    target: str
    reached: bool


def lines(root: Path) -> list[Line]:
    """All that is measured of building sites."""
    return [*_speed(root), *_second(root), *_weight(root)]


def _speed(root: Path) -> list[Line]:
    spaces = {size: _workspace(root / f"n{size}", size) for size in SIZES}
    theirs = _best(lambda: _mkdocs(spaces[1000], root / "plain"))
    cold = {size: _best(lambda size=size: _ours(spaces[size], cold=True)) for size in SIZES}
    warm = _best(lambda: _ours(spaces[1000]))
    edited = _best(lambda: _ours(_touched(spaces[1000])))
    early = (cold[1000] - cold[100]) / 900
    late = (cold[3000] - cold[1000]) / 2000
    page = {size: _practice_page(spaces[size]) for size in SIZES}
    few = _practice_page(_built(_workspace(root / "n32", 32)))
    return [
        Line("MkDocs' own theme, 1,000 pages", f"{theirs:.2f} ms a page", "", True),
        Line("cold, 1,000 practices", f"{cold[1000]:.2f} ms a page", "≤ a quarter", cold[1000] * 4 <= theirs),
        Line("… times faster", f"{theirs / cold[1000]:.1f}", "≥ 4", theirs >= 4 * cold[1000]),
    ]
