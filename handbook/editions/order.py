"""Where an edition's own items stand: the parent's order is the spine, and nothing is ever dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handbook.model.resolved import Item


@dataclass(frozen=True, slots=True)
class Placed:
    """An item in its place; `found` is false where none of the items it stands after is there any more."""

    id: str
    item: Item
    found: bool = True


def placed(
    spine: Sequence[Placed],
    moved: Sequence[tuple[Item, tuple[str, ...]]],
    own: Sequence[tuple[Item, tuple[str, ...] | None]],
) -> list[Placed]:
    """The parent's items in their order, with those moved and those of the edition after their anchors.

    An item takes the first of its anchors that still exists; at the same anchor the parent's items come first, then
    the order of the file. Without an anchor that exists it is appended; one that never named any is just appended.
    """
    moving = {item.id for item, _ in moved}
    stays = [entry for entry in spine if entry.id not in moving]
    present = {entry.id for entry in spine} | {item.id for item, _ in own}
    behind: dict[str, list[Placed]] = {}
    loose: list[Placed] = []
    for item, anchors in [*moved, *own]:
        anchor = next((one for one in anchors or () if one in present and one != item.id), None)
        if anchor is None:
            loose.append(Placed(item.id, item, found=not anchors))
        else:
            behind.setdefault(anchor, []).append(Placed(item.id, item))
    order: list[Placed] = []
    waiting = [*reversed(loose), *reversed(stays)]
    while waiting:
        entry = waiting.pop()
        order.append(entry)
        waiting.extend(reversed(behind.pop(entry.id, [])))
    # What is left hangs in a circle of anchors: each stands after another that stands after it.
    for hanging in behind.values():
        order.extend(Placed(entry.id, entry.item, found=False) for entry in hanging)
    return order
