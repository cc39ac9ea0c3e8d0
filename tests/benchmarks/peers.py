"""Other terminal programs of this kind, measured in the same run where they are at hand.

They are no dependency of ours: install each in an environment of its own, and name the folders of their programs, as in
`HANDBOOK_PEERS=/tmp/posting/bin:/tmp/harlequin/bin make bench`. Without that, their rows are left out.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.line import Line, share
from tests.benchmarks.measure import Row

WORD = "ñabdefgh"


def rows(folder: Path, count: int, starts: int) -> Iterator[Row]:
    """From start to usable, and typing, for posting with so many requests and for harlequin with an empty database."""
    where = os.environ.get("HANDBOOK_PEERS", "")
    if posting := shutil.which("posting", path=where):
        command = [posting, "--collection", str(_collection(folder / "requests", count))]
        yield from _measured(f"posting with {count:,} requests", command, "Request 0001", folder, starts)
    if harlequin := shutil.which("harlequin", path=where):
        yield from _measured("harlequin with an empty database", [harlequin], "Query Editor", folder, starts)


def _measured(name: str, command: Sequence[str], first: str, folder: Path, starts: int) -> Iterator[Row]:
    painted, usable, typed = [], [], []
    own = {name: str(folder / "peer") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    (folder / "peer").mkdir(exist_ok=True)
    for _ in range(starts):
        with Line(command, folder, env=own) as line:
            painted.append(line.answer(first))
            line.send("ñ")
            pressed = time.perf_counter() - line.began
            usable.append(pressed + line.answer("ñ"))
            line.still(0.5)
            for end in range(1, len(WORD)):
                line.send(WORD[end])
                typed.append(line.answer(WORD[: end + 1]))
                line.pause(0.1)
            memory = line.memory
    yield Row(f"{name}: first paint", f"{min(painted):.2f} s", "", True)
    yield Row("… until it answers a key", f"{min(usable):.2f} s", "", True)
    middle, most = share(typed, 0.5) * 1000, share(typed, 0.95) * 1000
    yield Row("… typing", f"p50 {middle:.0f} ms, p95 {most:.0f} ms", "", True)
    yield Row("… its memory then", f"{memory:.0f} MB", "", True)


def _collection(root: Path, count: int) -> Path:
    root.mkdir()
    for number in range(1, count + 1):
        told = f"name: Request {number:04}\nmethod: GET\nurl: https://example.org/{number}\n"
        (root / f"request-{number:04}.posting.yaml").write_text(told)
    return root
