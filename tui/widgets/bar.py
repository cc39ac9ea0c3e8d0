"""The footer: the keys that matter here. What does not fit goes whole, from the right; help and all actions stay."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from tui.speech import _

Item = tuple[str, str]  # key, words


class Bar(Static):
    """One line of keys and their words."""

    def __init__(self, items: Sequence[Item] = (), *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.items: Sequence[Item] = items

    def show(self, items: Sequence[Item]) -> None:
        """Show other keys."""
        if tuple(items) != tuple(self.items):
            self.items = tuple(items)
            self.refresh()

    def render(self) -> Content:
        """As many items as fit, then help and all actions."""
        tail = _item("F1", _("Help")) + Content("  ") + _item("^P", _("All actions"))
        left = Content()
        for key, words in self.items:
            more = left + _item(key, words) + Content("   ")
            if more.cell_length + tail.cell_length > self.size.width:
                break
            left = more
        return left + Content(" " * max(self.size.width - left.cell_length - tail.cell_length, 0)) + tail


def _item(key: str, words: str) -> Content:
    return Content.assemble((key, "bold"), f" {words}")
