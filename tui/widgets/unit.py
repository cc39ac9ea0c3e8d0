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
from textual.widgets import Static, TextArea

from handbook.model.field import Kind
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
        event.prevent_default()  # else Textual goes on to the paste of its own field, and all of it stands there twice
        await super()._on_paste(event if self.several_lines else events.Paste(" ".join(event.text.split())))

    def _at_edge(self, key: str) -> bool:
        """Whether the arrow would lead out of the field."""
        line = self.wrapped_document.location_to_offset(self.cursor_location).y
        return line == (0 if key == "up" else self.wrapped_document.height - 1)


class Reason(Words):
    """Where it is said why the words differ here."""

    def __init__(self, text: str) -> None:
        super().__init__(text, several_lines=False)
        self.placeholder = _("Say in one sentence why it differs here")

    def on_mount(self) -> None:
        """What is typed goes on with what stands there."""
        self.move_cursor(self.document.end)

    def say(self, text: str) -> None:
        """Show another reason, as after undo."""
        if self.text != text:
            with self.prevent(TextArea.Changed):
                self.load_text(text)
            self.move_cursor(self.document.end)


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
        if self.row.why is not None:  # else a field more would hold up the opening of every row
            yield _why(self.row.why)
        yield Text(classes="note")

    def on_mount(self) -> None:
        """Show what there is."""
        self.show(self.row)

    @property
    def words(self) -> Words:
        """The field."""
        return self.query_one(Words)

    @property
    def why(self) -> Reason | None:
        """The field of the reason, where one is asked for."""
        return next(iter(self.query(Reason)), None) if self.row.why is not None else None

    @property
    def reason(self) -> str:
        """The reason as it is typed."""
        return self.why.text if self.why is not None else self.row.why or ""

    def show(self, row: FormRow) -> None:
        """Show the row as it is now; the words in the field are left to whoever types them."""
        self.row = row
        self.set_class(row.wrong, "wrong")
        if not self.children:
            return  # still being put in place; it shows itself then
        self.query_one(".head", Text).say(head(row))
        self.words.read_only = row.way is Way.FIXED
        meta, note = self.query_one(".meta", Text), self.query_one(".note", Text)
        meta.say(row.meta)
        meta.display = bool(row.meta)
        place = next(iter(self.query(".why")), None)
        if place is not None:
            place.display = row.why is not None
        elif row.why is not None:
            self.mount(_why(row.why), before=note)
        if self.why is not None and not self.why.has_focus:
            self.why.say(row.why or "")
        said = _noted(row, self.words.text)
        note.say(said)
        note.display = bool(said.plain)

    def put(self, text: str) -> None:
        """Show other words, as after undo; the caret stays as near as it can."""
        if not self.children:
            self._first = text
            return
        if self.why is not None:
            self.why.say(self.row.why or "")
        words = self.words
        if words.text != text:
            at = words.cursor_location
            with self.prevent(TextArea.Changed):
                words.load_text(text)
            last = words.document.line_count - 1
            line = min(at[0], last)
            words.move_cursor((line, min(at[1], len(words.document.get_line(line)))))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Words, or a reason, were typed."""
        event.stop()
        what = self.Reasoned if isinstance(event.text_area, Reason) else self.Typed
        self.post_message(what(self, event.text_area.text))


def _why(reason: str) -> Horizontal:
    """The reason as a field, with its name."""
    return Horizontal(Text(_("Why  ")), Reason(reason), classes="why")


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


def _noted(row: FormRow, text: str) -> Content:
    """What is to fix, and below it how long the words are."""
    counted = _counted(row, text)
    note = styled((row.note, "bold" if row.wrong else ""))
    return styled(note, "\n" if row.note and counted else "", (counted, "not bold dim"))


def _counted(row: FormRow, text: str) -> str:
    """How long the words are, where they may have paragraphs, or against what the page shows well."""
    longest = row.field.longest if row.field else 0
    if not longest and (row.field is None or row.field.kind is not Kind.PROSE):
        return ""
    words = count("{number} word", "{number} words", len(text.split()))
    if not longest:
        return words
    return _("{words}, {number} of {most} characters", words=words, number=len(text), most=longest)
