"""A list drawn line by line: ten thousand rows cost what ten do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.speech import shown

# What the key of a letter or sign brings on a Cyrillic, Greek or Arabic keyboard, where it means the same.
_ELSEWHERE = {
    "j": ("о", "ξ", "ت"), "k": ("л", "κ", "ن"), "g": ("п", "γ", "ل"), "G": ("П", "Γ"), "s": ("ы", "і", "σ", "س"),
    "q": ("й", "ض"), "slash": ("full_stop", "ظ"), "question_mark": ("comma", "؟"),
}  # fmt: skip


def keys_at(*keys: str) -> str:
    """These keys for a binding, each with what its place brings on other layouts: single letters work on all."""
    return ",".join(one for key in keys for one in (key, *_ELSEWHERE.get(key, ())))


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it stands for, its title, and what is special about it, the exception first."""

    key: str
    title: str
    notes: tuple[str, ...] = ()


class Lines(ScrollView, can_focus=True):
    """Rows of which one is chosen. Wide: one line a row, the notes beside; else two lines, or only titles."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--row", "lines--note", "lines--here"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys_at("up", "k"), "go(-1)", show=False),
        Binding(keys_at("down", "j"), "go(1)", show=False),
        *(Binding(key, f"page({step})", show=False) for key, step in (("pageup", -1), ("pagedown", 1))),
        Binding(keys_at("home", "g"), "go(-999999)", show=False),
        Binding(keys_at("end", "G"), "go(999999)", show=False),
        Binding("enter,space", "choose", show=False),
    ]

    class Chosen(Message):
        """A row was chosen with Enter or by a click."""

        def __init__(self, lines: Lines, row: Row) -> None:
            super().__init__()
            self.lines, self.row = lines, row

        @property
        def control(self) -> Lines:
            """The list."""
            return self.lines

    class Reached(Chosen):
        """The mark has moved to a row."""

    def __init__(
        self, rows: Sequence[Row] = (), *, one_line_from: int = 72, note_at: int = 56,
        id: str | None = None, classes: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(id=id, classes=classes)
        self.rows: Sequence[Row] = tuple(rows)
        self.at = 0
        self.one_line_from, self.note_at = one_line_from, note_at

    @property
    def tall(self) -> int:
        """Lines a row takes."""
        return 1 if self.size.width >= self.one_line_from else 2

    @property
    def row(self) -> Row | None:
        """The row with the mark."""
        return self.rows[self.at] if self.at < len(self.rows) else None

    def show(self, rows: Sequence[Row], key: str | None = None) -> None:
        """Show these rows; the mark goes to the one of that key, else stays on the row it is on, else where it is."""
        wanted = key if key is not None else self.row.key if self.row else ""
        self.rows = rows if isinstance(rows, tuple) else tuple(rows)
        self.at = next((place for place, row in enumerate(self.rows) if row.key == wanted), min(self.at, len(rows) - 1))
        self.at = max(self.at, 0)
        self._measure()
        self._into_view()
        self.refresh()

    def on_resize(self) -> None:
        """A narrower list has taller rows."""
        self._measure()
        self.scroll_y = self.scroll_y  # at a whole one of these
        self._into_view()

    def on_focus(self) -> None:
        """The mark is drawn as a bar."""
        self.refresh()

    def on_blur(self) -> None:
        """The mark is drawn as an arrow."""
        self.refresh()

    def action_go(self, step: int) -> None:
        """Move the mark."""
        before, self.at = self.at, max(0, min(self.at + step, len(self.rows) - 1))
        self._into_view()
        self.refresh()
        if self.at != before and self.row:
            self.post_message(self.Reached(self, self.row))

    def action_page(self, step: int) -> None:
        """Move the mark by what the list shows at once."""
        self.action_go(step * max(self.size.height // self.tall - 1, 1))

    def action_choose(self) -> None:
        """Choose the row with the mark."""
        if self.row:
            self.post_message(self.Chosen(self, self.row))

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        place = (event.y + self.scroll_offset.y) // self.tall
        if 0 <= place < len(self.rows):
            self.action_go(place - self.at)
            self.action_choose()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        (place, second), width = divmod(y + self.scroll_offset.y, self.tall), self.size.width
        if place >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        row, mark = self.rows[place], " "
        style, dim = self.get_component_rich_style("lines--row"), self.get_component_rich_style("lines--note")
        if place == self.at:
            mark, style = "▌" if self.has_focus else "›", self.get_component_rich_style("lines--here")
        notes = ", ".join(note for note in row.notes if note)
        if self.tall == 2:
            text = f"   {_fit(notes, width - 4).plain}" if second else f"{mark}{_fit(row.title, width - 2).plain}"
            cells = [Segment(text, dim if second else style)]
        else:
            title = _fit(row.title, self.note_at - 2)
            gap = " " * (self.note_at - 1 - title.cell_length)
            cells = [Segment(f"{mark}{title.plain}{gap}", style), Segment(_fit(notes, width - self.note_at).plain, dim)]
        return Strip(cells).adjust_cell_length(width, self.rich_style)

    def validate_scroll_y(self, value: float) -> float:
        """Whole rows: no half of one stands at the top."""
        return self._at_a_row(super().validate_scroll_y(value))

    def validate_scroll_target_y(self, value: float) -> float:
        """As what it leads to."""
        return self._at_a_row(super().validate_scroll_target_y(value))

    def _at_a_row(self, y: float) -> float:
        return y - y % self.tall

    def _measure(self) -> None:
        height = len(self.rows) * self.tall
        # The end of the list is at a whole row too, where the lines shown are no whole number of rows.
        over = self.size.height % self.tall if height > self.size.height else 0
        size = Size(self.size.width, height + over)
        if self.show_vertical_scrollbar and size.height > self.size.height and size.width == self.virtual_size.width:
            # All stays where it is but the scroll bar's mark: to lay the page out anew would cost each filter key.
            self.set_reactive(Lines.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = size.height
            self.scroll_y = self.scroll_y  # no further down than there are rows
        else:
            self.virtual_size = size

    def _into_view(self) -> None:
        top = self.at * self.tall - self.scroll_offset.y
        if self.size.height and not 0 <= top <= self.size.height - self.tall:
            self.scroll_to(y=max(self.at * self.tall - self.size.height // 2, 0), animate=False)


def _fit(text: str, room: int) -> Content:
    """A text cut to so many columns, with a sign that it was cut."""
    clean = shown(text, lines=False)
    if cell_len(clean) <= room:
        return Content(clean)
    return Content(f"{set_cell_size(clean, max(room - 1, 0)).rstrip()}…" if room > 0 else "")
