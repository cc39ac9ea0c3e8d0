"""The footer: the keys that matter here. What does not fit goes whole, from the right; help and all actions stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.speech import _

Item = tuple[str, str]  # key, words

_NAMED = {"Enter": "enter", "Esc": "escape", "Del": "delete", "PgDn": "pagedown", "Tab": "tab", "/": "slash",
          "↑": "up", "↓": "down"}  # fmt: skip


class Bar(Static):
    """One line of keys and their words. A click on one is that key."""

    class Pressed(Message):
        """A key was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

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
        said = Content()
        for start, item in self._placed():
            said += Content(" " * (start - said.cell_length)) + _item(*item)
        return said

    def on_click(self, event: events.Click) -> None:
        """The key that stands under the mouse, where it is one key."""
        at = event.get_content_offset(self)
        for start, item in self._placed() if at is not None else ():
            if at is not None and start <= at.x < start + _item(*item).cell_length and (key := _typed(item[0])):
                self.post_message(self.Pressed(key))

    def _placed(self) -> Iterator[tuple[int, Item]]:
        """Each item that fits, with the column where it begins."""
        tail = [("F1", _("Help")), ("^P", _("All actions"))]
        width = _item(*tail[0]).cell_length + 2 + _item(*tail[1]).cell_length
        at = 0
        for item in self.items:
            end = at + _item(*item).cell_length + 3
            if end + width > self.size.width:
                break
            yield at, item
            at = end
        at = max(self.size.width - width, at)
        yield at, tail[0]
        yield at + width - _item(*tail[1]).cell_length, tail[1]


def _item(key: str, words: str) -> Content:
    return Content.assemble((key, "bold"), f" {words}")


def _typed(shown: str) -> str:
    """The name of a key that is shown so: ^S, ⇧F4; nothing for several, as 1-4."""
    front, key = {"^": ("ctrl+", shown[1:]), "⇧": ("shift+", shown[1:])}.get(shown[:1], ("", shown))
    if key in _NAMED:
        return front + _NAMED[key]
    is_key = (len(key) == 1 and key.isalpha() and front) or (key[:1] == "F" and key[1:].isdigit())
    return front + key.lower() if is_key else ""
