"""Narrowing the form: of its lists, what is for one stakeholder group, as the checklist page of that group has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.editions.holdings import taxonomy
from tui.rows import for_whom
from tui.screens.picking import Option, PickPage
from tui.speech import _, count

if TYPE_CHECKING:
    from handbook.editions.working_copy import WorkingCopy
    from tui.host import Host

EVERYTHING = "*"  # no id of a group


async def for_group(desk: Host) -> None:
    """Pick a group, and see in the form what is for it alone; or everything again."""
    copy, screen = desk.copy, desk.desk_screen
    if copy is None or screen is None:
        return
    known = taxonomy(desk.names.chain)
    options = [Option(EVERYTHING, _("Everything"))]
    for group, name in desk.names.options("groups"):
        if number := _items_for(copy, known.with_parents([group])):
            options.append(Option(group, name, count("{number} item", "{number} items", number)))
    told = _("Of steps, checklist and other lists. What names no group is for all whom the practice concerns.")
    page = PickPage((desk.names.edition, copy.title), _("Show what is for one group"), options, told=told)
    picked = await desk.ask(page)
    if not picked:
        return
    if picked[0] == EVERYTHING:
        screen.form.narrow()
        return
    said = _("For {group}, and for all. The rest of the lists is hidden.", group=desk.names.of("groups", picked[0]))
    screen.form.narrow(known.with_parents(picked), said)
    screen.show_pane("form")


def _items_for(copy: WorkingCopy, groups: set[str]) -> int:
    """How many items name one of these groups."""
    items = [f"{name}/{item}" for name, held in copy.now.lists.items() for item in held]
    return sum(1 for at in items if not groups.isdisjoint(for_whom(copy, at)))
