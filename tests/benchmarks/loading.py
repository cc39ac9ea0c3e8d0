"""How long it takes to load and list: 10,000 practices cold and from the cache, and the shipped handbook."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from tests.benchmarks.measure import HANDBOOK, Row, best, spent
from tests.benchmarks.synthetic import workspace as synthetic

ROOT = Path(__file__).resolve().parents[2]
MANY = 10_000


def rows(folder: Path) -> list[Row]:
    """The rows on loading; `folder` is an empty one to work in."""
    workspace = folder / "many"
    synthetic(workspace, MANY)
    filtered = [*HANDBOOK, "list", "--priority", "now", "--format", "csv"]
    cold = spent(filtered, workspace)
    time.sleep(2.5)  # a file read within two seconds of its writing is not trusted, and would be read again
    spent(filtered, workspace)
    cached = best(filtered, workspace)
    shutil.rmtree(workspace)
    listed = best([*HANDBOOK, "list"], ROOT)
    helped = best([*HANDBOOK, "--help"], ROOT)
    return [
        Row("10,000 practices, cold load to a filtered list", f"{cold.cpu:.1f} s CPU", "≤ 6 s", cold.cpu <= 6),
        Row("the same from the cache", f"{cached.cpu:.2f} s CPU", "≤ 0.3 s", cached.cpu <= 0.3),
        Row("`handbook list`, the shipped handbook", f"{listed.wall:.2f} s", "≤ 0.3 s", listed.wall <= 0.3),
        Row("`handbook --help`", f"{helped.wall:.2f} s", "≤ 0.2 s", helped.wall <= 0.2),
    ]
