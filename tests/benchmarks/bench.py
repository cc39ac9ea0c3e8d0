"""`make bench`: measures how fast and how small the handbook is, and prints it as a table."""

from __future__ import annotations

import importlib
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

PARTS = ("loading", "following", "sites", "desk")  # each has a function `rows(folder)`


def main(chosen: list[str]) -> int:
    """Print the rows of all parts, or of those chosen; 1 where one misses its bar."""
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.system()} {platform.machine()}\n"
    )
    print("| what | measured | asked for | |\n|---|---|---|---|")
    missed = 0
    for name in chosen or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            for row in importlib.import_module(f"tests.benchmarks.{name}").rows(Path(folder)):
                missed += not row.met
                mark = "" if not row.bar else "yes" if row.met else "**no**"
                print(f"| {row.what} | {row.measured} | {row.bar} | {mark} |", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
