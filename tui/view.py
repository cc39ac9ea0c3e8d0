"""What the host of the desk knows of its screens: how they are told something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from tui.widgets.form import Form
from tui.widgets.lines import Row
from tui.widgets.text import Said


@runtime_checkable
class PageView(Protocol):
    """Any page: it says a sentence, and how things stand."""

    said: Said

    def say(self, text: Said) -> None:
        """A sentence above the footer."""

    def tell_standing(self) -> None:
        """The save state, at the top right."""


class DeskView(PageView, Protocol):
    """The desk itself: library, form and rail."""

    pane: str
    tab: str

    @property
    def form(self) -> Form:
        """The form."""

    @property
    def filter_words(self) -> str:
        """What is typed in the filter."""

    @property
    def place_words(self) -> str:
        """What the row with the focus is called."""

    def tell_where(self, crumbs: Sequence[str] | None = None) -> None:
        """The way here."""

    def show_keys(self) -> None:
        """The keys that matter now."""

    def show_library(self, rows: Sequence[Row], total: int, key: str | None = None) -> None:
        """The rows of the library."""

    def show_pane(self, name: str, *, focus: bool = True) -> None:
        """Where it is narrow, this pane."""

    def show_tab(self, name: str) -> None:
        """What a tab of the rail holds."""

    def to_filter(self) -> None:
        """The focus to the filter."""


@runtime_checkable
class Taught(Protocol):
    """A desk with a lesson."""

    def skip(self) -> None:
        """On to the next step."""

    def end(self) -> None:
        """No lesson any more."""
