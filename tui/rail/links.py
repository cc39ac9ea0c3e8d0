"""Links: which practices lead here, and where this one leads. Enter opens one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.editions.linked import links_from, links_to
from handbook.errors import HandbookError
from tui.beside import Beside
from tui.speech import _, count
from tui.widgets.lines import Row

if TYPE_CHECKING:
    from tui.host import Host


def number(desk: Host) -> str:
    """How many practices lead here; found when the tab is opened, since all of them are looked at."""
    return ""


def holds(desk: Host) -> Beside:
    """Those that lead here first, then where this one leads."""
    assert desk.copy is not None  # noqa: S101 - a tab holds something only with a practice open
    book, edition, practice = desk.workspace.handbook, desk.edition, desk.copy.practice
    try:
        to, away = links_to(book, edition, practice), links_from(book, edition, practice)
    except HandbookError as error:
        return Beside(str(error))
    here = [one for one in to if one.edition == edition or one.practice in desk.names.titles]
    rows = [Row(f"to {n}", one.title, (one.words,)) for n, one in enumerate(here)]
    rows += [Row(f"from {n}", one.title, (one.words,)) for n, one in enumerate(away)]
    desk.linked = {**{f"to {n}": one.practice for n, one in enumerate(here)},
                   **{f"from {n}": one.practice for n, one in enumerate(away)}}  # fmt: skip
    said = count("{number} practice refers here.", "{number} practices refer here.", len(here))
    return Beside(f"{said} {_('Below them stands where this one leads.') if away else ''}", rows)


def chosen(desk: Host, key: str) -> None:
    """Open the practice."""
    if practice := desk.linked.get(key):
        desk.open_practice(practice)
