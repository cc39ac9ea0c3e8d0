"""A page to read: help, the whole page of a practice, a file as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from tui.screens.page import Page
from tui.speech import _
from tui.widgets.bar import Item
from tui.widgets.text import Said, Text


class ReadPage(Page[None]):
    """Text that scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "back", show=False)]

    def __init__(self, where: Sequence[str], title: str, text: Said, *, after: Said = "") -> None:
        super().__init__(where)
        self.title_words, self.text, self.after = title, text, after

    @property
    def keys(self) -> Sequence[Item]:
        """How to scroll, and back."""
        return [("↑ ↓", _("Scroll")), ("Esc", _("Back to where you were"))]

    def body(self) -> Iterable[Widget]:
        """Title and text."""
        with VerticalScroll(id="reading"):
            yield Text(self.title_words, classes="title")
            yield Text(self.text, classes="told")
            if str(self.after):
                yield Text(self.after, classes="told")

    def on_mount(self) -> None:
        """The arrow keys scroll."""
        self.query_one("#reading").focus()
