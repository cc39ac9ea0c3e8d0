"""Originals and their translations side by side: at rest one piece of text a pair, with the focus a field."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import cast

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui.bilingual import PairRow
from tui.rows import FormRow
from tui.widgets.form import Form
from tui.widgets.text import Text, marked, styled
from tui.widgets.unit import UnitBox, UnitEditor, Words, head

SIDE_BY_SIDE = 96  # columns of the screen; below it the translation stands under its original
_GAP = 3


class PairBox(UnitBox):
    """A pair at rest: original left, translation right, line by line in one widget."""

    def __init__(self, row: PairRow) -> None:
        super().__init__(row)
        self._drawn: tuple[PairRow, int, bool] | None = None
        self._lines: list[Content] = []

    def render(self) -> Content:
        """Both texts, as wide as there is room."""
        return Content("\n").join(self._in_lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the longer text takes, or both."""
        return len(self._in_lines(width))

    def _in_lines(self, width: int) -> list[Content]:
        row, beside = cast(PairRow, self.row), self.app.size.width >= SIDE_BY_SIDE
        if self._drawn != (row, width, beside):
            self._drawn, self._lines = (row, width, beside), list(_drawn(row, max(width, 1), beside))
        return self._lines


class PairEditor(UnitEditor):
    """The pair with the focus: the original to read, the translation to write."""

    def compose(self) -> Iterable[Widget]:
        """Name and state, original, field; what is to fix."""
        row = cast(PairRow, self.row)
        yield Text(head(row), classes="head")
        with Container(classes="pair"):
            yield Text(marked(list(row.original)), classes="original")
            yield self._field()
        yield Text(classes="meta")
        yield Text(classes="note")

    def show(self, row: FormRow) -> None:
        """Show the pair as it is now."""
        super().show(row)
        self.query_one(".head", Text).say(head(row))
        self.query_one(".original", Text).say(marked(list(cast(PairRow, row).original)))

    def _field(self) -> Words:
        row = cast(PairRow, self.row)
        words = Words(self._first, several_lines=row.several_lines)
        words.placeholder = row.hint
        return words


class Pairs(Form):
    """All pairs of a practice."""

    def compose(self) -> ComposeResult:
        """Nothing before there are pairs."""
        yield from ()

    def _box(self, row: FormRow) -> UnitBox:
        return PairBox(cast(PairRow, row))

    def _field(self, row: FormRow, text: str) -> UnitEditor:
        return PairEditor(row, text)


def _drawn(row: PairRow, width: int, beside: bool) -> Iterable[Content]:
    yield from _wrapped(head(row), width)
    original = marked(list(row.original))
    words = styled(row.text) if row.text else styled((row.hint, "dim"))
    if not beside:
        yield from _wrapped(original, width)
        yield from _wrapped(words, width)
    else:
        half = (width - _GAP) // 2
        texts = _wrapped(original, half), _wrapped(words, width - _GAP - half)
        for left, right in zip_longest(*texts, fillvalue=Content("")):
            yield left + Content(" " * max(half + _GAP - left.cell_length, 1)) + right
    if row.note:
        yield from _wrapped(styled((row.note, "bold")), width)


def _wrapped(text: Content, width: int) -> list[Content]:
    """In lines; what fits into one is not looked at letter by letter."""
    return [text] if "\n" not in text.plain and text.cell_length <= width else text.wrap(width)
