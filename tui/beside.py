"""The rail: seven tabs about the practice that is open. Each says how much it holds, and what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, cast

from tui.speech import N_
from tui.unread import why
from tui.widgets.lines import Row
from tui.widgets.text import Said

if TYPE_CHECKING:
    from tui.host import Host


@dataclass(frozen=True, slots=True)
class Beside:
    """What a tab holds: a text, and rows that can be chosen."""

    text: Said = ""
    rows: Sequence[Row] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; `module` below `tui.rail` has `number(desk)`, `holds(desk)` and, where rows are chosen, `chosen`."""

    id: str
    words: str

    def number(self, desk: Host) -> str:
        """How much there is, in a word or two."""
        there = desk.copy is not None and desk.stopped_by is None
        return cast(Callable[["Host"], str], self._module().number)(desk) if there else ""

    def holds(self, desk: Host) -> Beside:
        """What it holds."""
        if desk.stopped_by is not None:
            return Beside(why(desk.stopped_by))
        return cast(Callable[["Host"], Beside], self._module().holds)(desk) if desk.copy is not None else Beside()

    def chosen(self, desk: Host, key: str) -> None:
        """A row was chosen."""
        cast(Callable[["Host", str], None], self._module().chosen)(desk, key)

    def _module(self) -> ModuleType:
        return import_module(f"tui.rail.{self.id}")


TABS = (
    Tab("preview", N_("Preview")),
    Tab("to_fix", N_("To fix")),
    Tab("evidence", N_("Evidence")),
    Tab("editions", N_("Editions")),
    Tab("translations", N_("Translations")),
    Tab("history", N_("History")),
    Tab("links", N_("Links")),
)
