"""One row of the form: at rest a single piece of text, with the focus a field to write in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text as Line
from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tui.gate import letter_for_letter
from tui.rows import FormRow, Way
from tui.speech import _, count, shown
from tui.widgets.text import Text, styled


class UnitBox(Static, can_focus=True):
    """A row at rest. It costs one widget, so that a long practice opens at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "want", show=False),
        Binding("down", "step(1)", show=False), Binding("up", "step(-1)", show=False),
    ]  # fmt: skip

    class Entered(Message):
        """A row got the focus."""

        def __init__(self, box: UnitBox) -> None:
            super().__init__()
            self.box = box

    class Wanted(Entered):
        """Enter, Space or a click on a row that is not typed in."""

    class Struck(Entered):
        """A letter came before the field to write in was there."""

        def __init__(self, box: UnitBox, character: str) -> None:
            super().__init__(box)
            self.character = character

    def __init__(self, row: FormRow) -> None:
        super().__init__(told(row), markup=False, classes="unit")
        self.row = row
        self._mark()

    def show(self, row: FormRow) -> None:
        """Show the row as it is now."""
        if row != self.row:
            self.row = row
            self.update(told(row))
            self._mark()

    def on_focus(self) -> None:
        """Say so: a row of words becomes a field."""
        self.post_message(self.Entered(self))

    def on_key(self, event: events.Key) -> None:
        """Nothing typed is lost while the field is being put in place."""
        if self.row.way is Way.WORDS and event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self.post_message(self.Struck(self, event.character))

    def on_click(self) -> None:
        """A click on what is picked from a list opens the list."""
        if self.row.way in (Way.PICK, Way.ADD):
            self.post_message(self.Wanted(self))

    def action_want(self) -> None:
        """Open what there is to pick from."""
        if self.row.way in (Way.PICK, Way.ADD):
            self.post_message(self.Wanted(self))

    def action_step(self, by: int) -> None:
        """To the row below or above."""
        step(self, by)

    def _mark(self) -> None:
        self.set_class(self.row.part, "part")
        self.set_class(self.row.wrong, "wrong")


class Words(TextArea):
    """Where words are typed. It wraps; Enter makes a new line only where there may be several."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "app.focus_next", show=False, priority=True)]

    def __init__(self, text: str, *, several_lines: bool, read_only: bool = False) -> None:
        super().__init__(
            text, compact=True, highlight_cursor_line=False, read_only=read_only, soft_wrap=True,
            show_line_numbers=False, tab_behavior="focus",
        )  # fmt: skip
        self.several_lines = several_lines

    def get_line(self, line_index: int) -> Line:
        """A line as it is drawn: what would act on a terminal stands there as a mark."""
        return Line(letter_for_letter(self.document.get_line(line_index)), end="", no_wrap=True)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and not self.several_lines:
            event.stop()
            event.prevent_default()
            self.screen.focus_next()
            return
        if event.key in ("up", "down") and self._at_edge(event.key):
            event.stop()
            event.prevent_default()
            step(self, -1 if event.key == "up" else 1)
            return
        await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        if not self.several_lines:
            event = events.Paste(" ".join(event.text.split()))
        await super()._on_paste(event)

    def _at_edge(self, key: str) -> bool:
        """Whether the arrow would lead out of the field."""
        line = self.wrapped_document.location_to_offset(self.cursor_location).y
        return line == (0 if key == "up" else self.wrapped_document.height - 1)


class UnitEditor(Vertical):
    """The row with the focus: its words as a field, its reason below, and what is to fix."""

    class Typed(Message):
        """The words have changed."""

        def __init__(self, editor: UnitEditor, text: str) -> None:
            super().__init__()
            self.editor, self.path, self.text = editor, editor.row.path, text

    class Reasoned(Typed):
        """The reason has changed."""

    def __init__(self, row: FormRow, text: str) -> None:
        super().__init__(classes="unit editor")
        self.row = row
        self._first = text
        self.set_class(row.part, "part")
        self.set_class(row.wrong, "wrong")

    def compose(self) -> Iterable[Widget]:
        """Name, words, other parts, reason, note."""
        yield Text(head(self.row), classes="head")
        yield Words(self._first, several_lines=self.row.several_lines, read_only=self.row.way is Way.FIXED)
        yield Text(self.row.meta, classes="meta")
        with Horizontal(classes="why"):
            yield Text(_("Why  "))
            yield Input(
                self.row.why or "", _("Say in one sentence why it differs here"), compact=True, select_on_focus=False
            )
        yield Text(classes="note")

    def on_mount(self) -> None:
        """Show what there is."""
        self.show(self.row)

    @property
    def words(self) -> Words:
        """The field."""
        return self.query_one(Words)

    @property
    def reason(self) -> str:
        """The reason as it is typed."""
        return self.query_one(Input).value

    def show(self, row: FormRow) -> None:
        """Show the row as it is now; the words in the field are left to whoever types them."""
        self.row = row
        self.set_class(row.wrong, "wrong")
        if not self.children:
            return  # still being put in place; it shows itself then
        self.query_one(".head", Text).say(head(row))
        meta, note, why = self.query_one(".meta", Text), self.query_one(".note", Text), self.query_one(".why")
        meta.say(row.meta)
        meta.display = bool(row.meta)
        why.display = row.why is not None
        reason = self.query_one(Input)
        if row.why is not None and not reason.has_focus and reason.value != row.why:
            with self.prevent(Input.Changed):
                reason.value = row.why
        said = row.note or _counted(row, self.words.text)
        note.say(said)
        note.display = bool(said)

    def put(self, text: str) -> None:
        """Show other words, as after undo; the caret stays as near as it can."""
        if not self.children:
            self._first = text
            return
        words = self.words
        if words.text != text:
            at = words.cursor_location
            with self.prevent(TextArea.Changed):
                words.load_text(text)
            last = words.document.line_count - 1
            line = min(at[0], last)
            words.move_cursor((line, min(at[1], len(words.document.get_line(line)))))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Words were typed."""
        event.stop()
        self.post_message(self.Typed(self, event.text_area.text))

    def on_input_changed(self, event: Input.Changed) -> None:
        """A reason was typed."""
        event.stop()
        self.post_message(self.Reasoned(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter after the reason: the next row."""
        event.stop()
        self.screen.focus_next()


def step(widget: Widget, by: int) -> None:
    """From a field to the one below or above. From the last an arrow leads nowhere: Tab goes on to the next pane."""
    frame = next((one for one in widget.ancestors if isinstance(one, VerticalScroll)), widget.screen)
    fields = [one for one in widget.screen.focus_chain if frame in one.ancestors]
    at = fields.index(widget) + by if widget in fields else -1
    if 0 <= at < len(fields):
        widget.screen.set_focus(fields[at])


def head(row: FormRow) -> Content:
    """The row's name, and where its words come from."""
    return styled((row.label, "bold"), (f"   {row.badge}" if row.badge else "", "dim"))


def told(row: FormRow) -> Content:
    """All of a row in one piece of text."""
    if row.part:
        return styled((f"{row.label}  ", "dim"), row.text or ("…", "dim"), _below(row))
    text = styled(("—", "dim")) if row.way is Way.PICK and not row.text else Content(shown(row.text))
    parts = [head(row), text] if row.label or row.text else [text]
    if row.meta:
        parts.append(styled((row.meta, "dim")))
    return Content("\n").join([part for part in parts if part.plain]) + _below(row)


def _below(row: FormRow) -> Content:
    said = Content("")
    if row.why is not None:
        said += styled("\n", (_("Why  "), "dim"), (row.why or "…", "dim"))
    if row.note:
        said += styled("\n", (row.note, "bold" if row.wrong else "dim"))
    return said


def _counted(row: FormRow, text: str) -> str:
    """How long the words are, against what the page shows well."""
    longest = row.field.longest if row.field else 0
    if not longest:
        return ""
    words = count("{number} word", "{number} words", len(text.split()))
    return _("{words}, {number} of {most} characters", words=words, number=len(text), most=longest)
