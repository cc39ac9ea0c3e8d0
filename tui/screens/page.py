"""A page: where one is and what is saved, the body, a message that stays, the keys. Every screen is one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tui.widgets.bar import Bar, Item
from tui.widgets.text import Said, Text

if TYPE_CHECKING:
    from tui.host import Host

Answer = TypeVar("Answer")


class Page(Screen[Answer], Generic[Answer]):
    """The frame of every screen. Esc goes one step back and never discards anything."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]

    def __init__(self, where: Sequence[str] = ()) -> None:
        super().__init__()
        self.crumbs = tuple(where)
        self._said: Said = ""

    @property
    def desk(self) -> Host:
        """The app, which alone loads and saves."""
        return cast("Host", self.app)

    @property
    def keys(self) -> Sequence[Item]:
        """What the footer shows here."""
        return [("Esc", "Back")]

    @property
    def help(self) -> tuple[str, str]:
        """What F1 says here: a heading and a text."""
        return "", ""

    def body(self) -> Iterable[Widget]:
        """What stands between the top line and the footer."""
        return ()

    def compose(self) -> ComposeResult:
        """Top line, body, message, footer."""
        with Horizontal(id="top"):
            yield Text(id="where")
            yield Text(self.desk.standing, id="state")
        yield from self.body()
        message = Text(self._said, id="message")
        message.display = bool(str(self._said))
        yield message
        yield Bar(self.keys, id="bar")

    def on_screen_resume(self) -> None:
        """What is saved may have changed while another page was open."""
        self.tell_standing()
        self.tell_where()

    def on_resize(self) -> None:
        """A narrower top line shows less of the middle crumb."""
        self.tell_where()

    def say(self, text: Said) -> None:
        """A sentence above the footer, which stays until the next action."""
        self._said = text
        for message in self.query("#message").results(Text):  # none yet while the page is being opened
            message.say(text)
            message.display = bool(str(text))

    def tell_standing(self) -> None:
        """The save state, at the top right."""
        for state in self.query("#state").results(Text):
            state.say(self.desk.standing)
        self.tell_where()

    def tell_where(self, crumbs: Sequence[str] | None = None) -> None:
        """The way here. The middle is cut where it is too long, never the last crumb."""
        if crumbs is not None:
            self.crumbs = tuple(crumbs)
        for where in self.query("#where").results(Text) if self.crumbs else ():
            where.say(_way(self.crumbs, self.size.width - len(self.desk.standing) - 8))

    def show_keys(self) -> None:
        """Show the keys that matter now."""
        for bar in self.query(Bar):
            bar.show(self.keys)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The terminal's own cursor stands at the caret, for braille displays and magnifiers; else it is hidden."""
        self.desk.show_caret(shown=isinstance(event.widget, (Input, TextArea)))

    def take_in(self) -> None:
        """Take what stands in the field with the focus, before an action asks for it."""

    def action_back(self) -> None:
        """One step back."""
        self.dismiss(None)


AnyPage = Page[Any]


def _way(crumbs: Sequence[str], room: int) -> str:
    from tui.speech import shown

    clean = [shown(crumb, lines=False) for crumb in crumbs]
    if len(clean) < 3:
        return str(Content(" › ".join(clean)).truncate(max(room, 8), ellipsis=True))
    first, *middle, last = clean
    left = room - len(first) - len(last) - 6
    held = Content(" › ".join(middle)).truncate(max(left, 6), ellipsis=True)
    return f"{first} › {held} › {last}"
