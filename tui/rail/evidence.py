"""Evidence: what was said, by whom, where, and what it supports. Enter goes to the statement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handbook.editions.resolve import resolve
from handbook.errors import HandbookError
from tui.beside import Beside
from tui.names import choice, spoken
from tui.speech import _
from tui.to_fix import told
from tui.widgets.lines import Row

if TYPE_CHECKING:
    from tui.host import Host


def number(desk: Host) -> str:
    """How many statements there are."""
    held = len(desk.copy.now.lists.get("evidence", ())) if desk.copy else 0
    return str(held or "")


def holds(desk: Host) -> Beside:
    """Each statement with its speaker, place and what it supports."""
    assert desk.copy is not None  # noqa: S101 - a tab holds something only with a practice open
    try:
        items = resolve(desk.book, desk.copy.practice, desk.edition).items("evidence")
    except HandbookError as error:
        return Beside(told(error))
    if not items:
        return Beside(_("No statement yet. ^N in the form adds one: what was heard, by whom, in which lines."))
    rows = []
    for item in items:
        notes = (_who(item.fixed), _place(desk, item.fixed), _supports(item.fixed))
        rows.append(Row(f"evidence/{item.id}.says", item.text("says"), tuple(note for note in notes if note)))
    said = "\n\n".join(f"{row.title}\n{', '.join(row.notes)}" for row in rows)
    return Beside(said, [Row(row.key, row.title) for row in rows])


def chosen(desk: Host, key: str) -> None:
    """Go to the statement in the form."""
    desk.go_to(key)


def _who(fixed: Mapping[str, Any]) -> str:
    speaker = fixed.get("speaker") or {}
    said = [speaker.get("role", ""), speaker.get("organisation", "")]
    return ", ".join(str(one) for one in [*said, choice(str(fixed.get("kind", "")))] if one)


def _place(desk: Host, fixed: Mapping[str, Any]) -> str:
    source, lines = desk.names.of("sources", str(fixed.get("source", ""))), fixed.get("at", "")
    return _("{source}, lines {lines}", source=source, lines=lines) if source and lines else source


def _supports(fixed: Mapping[str, Any]) -> str:
    supports = [spoken(path) for path in fixed.get("supports", ())]
    return _("supports {units}", units=", ".join(supports)) if supports else ""
