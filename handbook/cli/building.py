"""`handbook build` in the terminal: a bar while it works, what went wrong, and the page to open."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from handbook.cli.output import complain, say
from handbook.publish.build import Published, Report, build
from handbook.publish.press.left_out import sentence
from handbook.store.workspace import Workspace


def built(workspace: Workspace, editions: Sequence[str], out: Path, *, jobs: int) -> bool:
    """Publish and tell; false where an edition or a practice could not be published."""
    with _bar() as report:
        published = build(workspace, editions, out, jobs=jobs, report=report)
    for one in published:
        _tell(one)
    for broken in workspace.broken:
        complain(sentence(broken))
    if any(not one.error for one in published):
        say(f"Open {out / 'index.html'}")
    return all(one.well for one in published) and not workspace.broken


def _tell(one: Published) -> None:
    if one.error:
        complain(f"{one.edition} was not published; what was there stands. {one.error}")
        return
    again = f", {one.reused} of them unchanged" if one.reused else ""
    say(f"{one.edition}: {one.pages} pages{again}")
    for failure in one.failures:
        complain(f"{one.edition}, {failure.practice}, {failure.unit}: {failure.message}")


@contextmanager
def _bar() -> Iterator[Report | None]:
    """A line that counts the pages while they are made; nothing where nobody looks on."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, Progress, TextColumn

    from handbook.cli.output import console

    columns = (TextColumn("{task.description}", markup=False), BarColumn(pulse_style="bar.complete"),
               TextColumn("{task.completed} pages", markup=False))  # fmt: skip
    with Progress(*columns, console=console(stderr=True), transient=True) as progress:
        tasks = {}

        def report(edition: str, pages: int) -> None:
            if edition not in tasks:
                tasks[edition] = progress.add_task(edition, total=None)
            progress.update(tasks[edition], completed=pages)

        yield report
