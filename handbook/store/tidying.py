"""Tidy on disk: converged changes leave their files, and snapshots that nobody reads any more are removed."""

from __future__ import annotations

from handbook.editions.tidy import tidied
from handbook.model.units import UnitPath, spoken
from handbook.store.files import content_hash, remove
from handbook.store.pins import SNAPSHOTS, snapshot_file
from handbook.store.plans import carry_out
from handbook.store.workspace import Workspace


def tidy(workspace: Workspace, edition: str, *, dry_run: bool = False) -> list[str]:
    """Clear away what is converged, one file after the other, and say what; base texts always stay."""
    lines = []
    for plan in list(tidied(workspace.handbook, edition)):
        if plan.kind == "practice":
            lines.append(f"“{plan.practice}” is in the shared edition now; our own copy is cleared away.")
        for path in plan.edits if plan.kind == "adaptation" else ():
            unit = path[1] if path[0] == "changes" else str(UnitPath(path[1], path[2]))
            lines.append(f"{spoken(unit)} of “{plan.practice}”: the shared edition says the same.")
        for path in plan.edits if plan.kind == "translation" else ():
            lines.append(f"{spoken(path[1])} of “{plan.practice}”: it is in “{plan.lang}” itself by now.")
        if not dry_run:
            carry_out(workspace, edition, plan)
    lock = workspace.lock(edition)
    if lines and lock is not None and lock.previous is not None:
        lines.append(
            f"What is cleared away is theirs from release {lock.pin.release} on: to go back to release"
            f" {lock.previous.release} would show what they said then."
        )
    return [*lines, *_old_snapshots(workspace, edition, dry_run=dry_run)]


def _old_snapshots(workspace: Workspace, edition: str, *, dry_run: bool) -> list[str]:
    lock, folder = workspace.lock(edition), workspace.folder(edition)
    if lock is None:
        return []
    kept = {snapshot_file(folder, pin) for pin in (lock.pin, lock.previous) if pin is not None}
    lines = []
    for path in sorted((folder / SNAPSHOTS).glob("*-*.json")):
        if path not in kept:
            lines.append(f"Release {path.stem} is no longer read.")
            if not dry_run:
                remove(path, expected=content_hash(path.read_bytes()), locks=workspace.locks)
    return lines
