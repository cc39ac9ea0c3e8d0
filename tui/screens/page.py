"""A page: where one is and what is saved, the body, a message that stays, the keys. Every screen is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Offset
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tui.speech import _, shown
from tui.widgets.bar import Bar, Item
from tui.widgets.text import Said, Text

if TYPE_CHECKING:
    from tui.host import Host

Answer = TypeVar("Answer")


class Page(Screen[Answer], Generic[Answer]):
    """The frame of every screen. Esc goes one step back and never discards anything."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]
    # Who has the focus is drawn by the two concerned; Textual would send the whole screen anew, over a slow line too.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, where: Sequence[str] = ()) -> None:
        super().__init__()
        self.crumbs = tuple(where)
        self.said: Said = ""  # the sentence above the footer
        self._texts: Sequence[VerticalScroll] = ()  # what is read here and may go on below
        self._has_caret: bool | None = None  # as the terminal was told last

    @property
    def desk(self) -> Host:
        """The app, which alone loads and saves."""
        return cast("Host", self.app)

    @property
    def keys(self) -> Sequence[Item]:
        """What the footer shows here."""
        return [("Esc", "Back")]

    @property
    def focus_chain(self) -> list[Widget]:
        """Where Tab leads, in the order of the tree.

        Textual sorts by where each was drawn last, and so would lead from the first row to one not drawn yet.
        """
        return list(_can_have_focus(self))

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
        message = Text(self.said, id="message")
        message.display = bool(str(self.said))
        yield message
        yield Bar(self.keys, id="bar")

    def on_mount(self) -> None:
        """Where a text is longer than its place, the footer says how to read on."""
        self._texts = list(self.query("#told, #reading").results(VerticalScroll))
        if self._texts:
            self.screen_layout_refresh_signal.subscribe(self, lambda _screen: self.show_keys())

    def on_screen_resume(self) -> None:
        """What is saved may have changed while another page was open, and so the cursor of the terminal."""
        self._has_caret = None
        self.tell_standing()
        self.tell_where()

    def on_resize(self) -> None:
        """A narrower top line shows less of the middle crumb."""
        self.tell_where()

    def say(self, text: Said) -> None:
        """A sentence above the footer, which stays until the next action."""
        self.said = text
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
        keys = self.keys
        if any(_goes_on(one) for one in self._texts):  # then it says more than that the arrows scroll
            keys = [("PgDn", _("Read on")), *(item for item in keys if item[0] != "↑ ↓")]
        for bar in self.query(Bar):
            bar.show(keys)

    def on_bar_pressed(self, event: Bar.Pressed) -> None:
        """A key of the footer was clicked."""
        self.app.call_later(self.app.simulate_key, event.key)  # sent from here it would not reach this page's own keys

    def _compositor_refresh(self) -> None:
        """With all that is drawn, the terminal's own cursor goes to the caret, for braille displays and magnifiers.

        Textual moves it as the caret moves, but not as the field does: there it stood elsewhere until a key was typed.
        """
        if self.is_current:
            caret = _caret(self.focused)
            if caret is not None:
                self.app.cursor_position = caret
            if self._has_caret != (caret is not None):
                self._has_caret = caret is not None
                self.desk.show_caret(shown=self._has_caret)
        super()._compositor_refresh()

    def take_in(self) -> None:
        """Take what stands in the field with the focus, before an action asks for it."""

    def action_back(self) -> None:
        """One step back."""
        self.dismiss(None)


AnyPage = Page[Any]


def _can_have_focus(widget: Widget) -> Iterator[Widget]:
    for child in widget.displayed_children:
        if child.focusable:
            yield child
        yield from _can_have_focus(child)


def _goes_on(text: VerticalScroll) -> bool:
    return text.display and text.scroll_offset.y < text.max_scroll_y


def _caret(field: Widget | None) -> Offset | None:
    """Where the caret of a field is drawn; nothing where there is none, or not yet."""
    if not isinstance(field, (Input, TextArea)) or not field.region:
        return None
    at = field.cursor_screen_offset
    past = isinstance(field, Input) and field.cursor_at_end  # Textual tells the column behind it there
    return at - (1, 0) if past else at


def _way(crumbs: Sequence[str], room: int) -> str:
    clean = [shown(crumb, lines=False) for crumb in crumbs]
    if len(clean) < 3:
        return str(Content(" › ".join(clean)).truncate(max(room, 8), ellipsis=True))
    first, *middle, last = clean
    left = room - len(first) - len(last) - 6
    held = Content(" › ".join(middle)).truncate(max(left, 6), ellipsis=True)
    return f"{first} › {held} › {last}"
