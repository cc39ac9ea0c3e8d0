"""The least that must be said for the items of a list to stand in a wanted order."""

from __future__ import annotations

from collections.abc import Collection, Sequence

After = tuple[str, ...]


def rearranged(wanted: Sequence[str], spine: Sequence[str], placed: Collection[str]) -> dict[str, After]:
    """Item → what it is to stand after, for all that cannot just stay where the spine has them.

    `spine` are the items in the order of the edition above, `placed` those that we place anyhow. Whatever is not left
    in its place stands after the one before it. An item that is to be the first stands after nothing: then no other
    may stay, since what is placed comes behind what stays.
    """
    stay = _staying([item for item in wanted if item in spine and item not in placed], spine, wanted)
    before = dict(zip(wanted[1:], wanted, strict=False))
    return {item: (before[item],) if item in before else () for item in wanted if item not in stay}


def _staying(candidates: Sequence[str], spine: Sequence[str], wanted: Sequence[str]) -> set[str]:
    """The longest run of items that stand in the spine's order already, the first one wanted at its head."""
    if not candidates or candidates[0] != wanted[0]:
        return set()
    places = {item: place for place, item in enumerate(spine)}
    runs: list[list[str]] = []
    for item in candidates:
        behind = [run for run in runs if places[run[-1]] < places[item]]
        if not runs:
            runs.append([item])
        elif behind:
            runs.append([*sorted(behind, key=len)[-1], item])
    return set(sorted(runs, key=len)[-1])
