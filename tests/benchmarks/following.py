"""How long it takes to follow: the status of 500 adaptations among 1,000 practices, and taking in a release of them."""

from __future__ import annotations

import random
from pathlib import Path

from handbook.editions.fingerprint import fingerprint
from handbook.editions.snapshot import frozen
from handbook.store import releases
from handbook.store.workspace import Workspace
from tests.benchmarks.measure import HANDBOOK, Row, Spent, best, spent
from tests.benchmarks.synthetic import workspace as synthetic

COUNT, ADAPTED, CHANGED = 1_000, 500, 100


def rows(folder: Path) -> list[Row]:
    """The rows on following; `folder` is an empty one to work in."""
    root = folder / "followed"
    synthetic(root, COUNT, second=ADAPTED / COUNT)
    _store_bases(root)
    _release(root, "1")
    spent([*HANDBOOK, "sync", "-e", "second"], root)
    _edit(root)
    _release(root, "2")
    syncs = [_synced(root) for _ in range(3)]
    sync = min(one.wall for one in syncs)
    status = best([*HANDBOOK, "status", "-e", "second"], root, ends=(1,))
    return [
        Row(
            f"`status`, {COUNT:,} practices with {ADAPTED} adaptations",
            f"{status.wall:.2f} s",
            "≤ 0.6 s",
            status.wall <= 0.6,
        ),
        Row(f"`sync` of {COUNT:,} practices, and what it means", f"{sync:.2f} s", "≤ 3 s", sync <= 3),
    ]


def _synced(root: Path) -> Spent:
    """Taken in anew, as for the first time: back to the release before, and its checked tree forgotten."""
    taken = spent([*HANDBOOK, "sync", "-e", "second"], root)
    spent([*HANDBOOK, "sync", "-e", "second", "--undo"], root)
    spent([*HANDBOOK, "sync", "-e", "second", "--undo"], root)
    return taken


def _store_bases(root: Path) -> None:
    """Each adaptation names the words it was written against."""
    bases = root / "practices/second/upstream/bases"
    bases.mkdir(parents=True)
    first = Workspace.open(root, cache=False).handbook.edition("first")
    for path in sorted((root / "practices/second/adapt").glob("*.yaml")):
        said = str(first.practices[path.stem].content["summary"])
        label = fingerprint(said)
        (bases / f"{label}.txt").write_text(said)
        path.write_text(path.read_text().replace("f1-" + "0" * 32, label))


def _edit(root: Path) -> None:
    dice = random.Random(2)
    for path in dice.sample(sorted((root / "practices/first/entries").glob("*.yaml")), CHANGED):
        path.write_text(path.read_text().replace("summary: ", "summary: Say it aloud. ", 1))


def _release(root: Path, number: str) -> None:
    workspace = Workspace.open(root)
    place = releases.place(workspace.folder("first"), "first", number)
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(frozen(workspace.handbook.chain("first"), number, "2026-11-22"))
