"""The desk: library, form and rail side by side, or one at a time where it is narrow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tui.beside import TABS
from tui.library import facet_words
from tui.names import spoken
from tui.screens.page import Page
from tui.speech import N_, _, count
from tui.widgets.bar import Item
from tui.widgets.form import Form
from tui.widgets.lines import Lines, Row, keys_at
from tui.widgets.text import Text
from tui.widgets.unit import UnitEditor

PANES = ("library", "form", "rail")
# What is said of a library that is narrowed: by words, by what was chosen to be shown, by both.
SOME = N_("{number} of {total} practices. Esc shows all.")
NONE = N_("Nothing matches “{words}”. The filter hides {total} practices. Esc shows all.")
SOME_CHOSEN = N_("{number} of {total} practices: {facets}. Esc shows all.")
NONE_CHOSEN = N_("None of {total} practices: {facets}. Esc shows all.")
SOME_OF_CHOSEN = N_("{number} of {total} practices: “{words}” in {facets}. Esc takes the words away.")
NONE_OF_CHOSEN = N_("Nothing matches “{words}” in {facets}. Esc takes the words away.")


class DeskScreen(Page[None]):
    """Where the editor works."""

    AUTO_FOCUS = ""  # it knows itself
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys_at("slash"), "begin_filter", show=False, priority=True),  # before the list gets the next key
        Binding(keys_at("s"), "sort", show=False),
        Binding(keys_at("question_mark"), "app.act('help')", show=False),  # some terminals keep F1 for themselves
    ]

    def __init__(self) -> None:
        super().__init__()
        self.pane = "library"
        self.tab = TABS[0].id

    @property
    def keys(self) -> Sequence[Item]:
        """What matters in this pane."""
        waiting = self.desk.waiting_number
        inbox = _("Inbox {number}", number=waiting) if waiting else _("Inbox")
        save = [("^S", _("Save"))] if self.desk.copy is not None else []
        general = [("F2", inbox), ("F3", _("Next")), ("F6", _("Next pane")), ("^F", _("Filter"))]
        more = [("F8", _("Translations")), ("^Z", _("Undo")), ("F9", _("Review"))]
        if self.pane == "library":
            return [("Enter", _("Open")), *general, ("^N", _("New practice")), *save]
        return [*save, *general, *more]

    def body(self) -> Iterable[Widget]:
        """Library, form, rail."""
        with Horizontal(id="panes"):
            with Vertical(id="library"):
                yield Input(placeholder=_("Filter: words, status, stale"), id="filter", compact=True)
                yield Text(id="count")
                yield Lines(id="list")
            yield Form(id="form")
            with Vertical(id="rail"):
                yield Lines(one_line_from=0, note_at=15, id="tabs")
                with VerticalScroll(id="beside", can_focus=False):
                    yield Text(id="shown")
                    yield Lines(id="found", one_line_from=100, classes="found")

    def on_mount(self) -> None:
        """Begin in the library."""
        self.show_pane("library", focus=False)
        self.set_focus(self.query_one("#list"))
        self.desk.view = self
        self.desk.ready()

    @property
    def form(self) -> Form:
        """The form."""
        return self.query_one(Form)

    @property
    def filter_words(self) -> str:
        """What is typed in the filter."""
        return self.query_one("#filter", Input).value

    @property
    def place_words(self) -> str:
        """What the row with the focus is called."""
        if self.pane == "rail":
            return _(next(tab.words for tab in TABS if tab.id == self.tab))
        return spoken(self.desk.place) if self.desk.place not in ("", "+") else _("Form")

    # The library.

    def to_filter(self) -> None:
        """The focus to the filter, at once: what is typed next belongs to it."""
        self.show_pane("library", focus=False)
        self.set_focus(self.query_one("#filter"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where words are typed, a slash is a letter; the library is sorted from its own list."""
        if action == "sort":
            return self.focused is self.query_one("#list")
        return action != "begin_filter" or not isinstance(self.focused, Input | TextArea)

    def action_begin_filter(self) -> None:
        """A slash in a list."""
        self.desk.act("filter")

    def action_sort(self) -> None:
        """The letter s in the library."""
        self.desk.act("sort")

    def show_library(self, rows: Sequence[Row], total: int, key: str | None = None) -> None:
        """Show the rows of the library, and how many there are."""
        lines = self.query_one("#list", Lines)
        if key is None and lines.at == 0 and rows:  # nobody has moved the mark: it stays at the top
            key = rows[0].key
        lines.show(rows, key)
        self.query_one("#count", Text).say(self._told(len(rows), total, self.filter_words))

    def _told(self, number: int, total: int, words: str) -> str:
        """How many there are; where not all are shown, why, and how to come back to them."""
        facets = _(", ").join(facet_words(self.desk.names, one) for one in self.desk.library.facets)
        if not facets and not words:
            return count("{number} practice", "{number} practices", total)
        if not facets:
            return _(SOME if number else NONE, number=number, total=total, words=words)
        if not words:
            return _(SOME_CHOSEN if number else NONE_CHOSEN, number=number, total=total, facets=facets)
        return _(
            SOME_OF_CHOSEN if number else NONE_OF_CHOSEN, number=number, total=total, facets=facets, words=words
        )  # fmt: skip

    def on_input_changed(self, event: Input.Changed) -> None:
        """Fewer rows while one types."""
        if event.input.id == "filter":
            self.desk.filter(event.value)

    def on_key(self, event: events.Key) -> None:
        """The arrow leads from the filter into the list. With the focus nowhere, any key brings it back."""
        if self.focused is None:
            event.stop()
            self._focus_pane(self.pane)
            return
        if event.key == "down" and self.query_one("#filter").has_focus:
            event.stop()
            self.set_focus(self.query_one("#list"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter goes to the list."""
        if event.input.id == "filter":
            self.set_focus(self.query_one("#list"))

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """A practice is opened, a tab shown, a finding gone to."""
        event.stop()
        if isinstance(event, Lines.Reached):
            if event.lines.id == "tabs":
                self.show_tab(event.row.key)
        elif event.lines.id == "list":
            self.desk.open_row(event.row.key)
        elif event.lines.id == "tabs":
            self.show_tab(event.row.key)
            if self.query_one("#found").display:
                self.set_focus(self.query_one("#found"))
        else:
            self.desk.chosen_beside(self.tab, event.row.key)

    on_lines_reached = on_lines_chosen

    # The form.

    def on_form_entered(self, event: Form.Entered) -> None:
        """A row got the focus."""
        self.desk.entered(event.row)

    def on_form_wanted(self, event: Form.Wanted) -> None:
        """Something is to be picked."""
        self.desk.act("pick")

    def take_in(self) -> None:
        """Words and reason of the row that is written in."""
        editor = self.form.editor
        if editor is not None and editor.children:
            self.desk.typed(editor.row.path, editor.words.text)
            if editor.row.why is not None:
                self.desk.reasoned(editor.row.path, editor.reason)

    def on_unit_editor_typed(self, event: UnitEditor.Typed) -> None:
        """Words were typed."""
        if isinstance(event, UnitEditor.Reasoned):
            self.desk.reasoned(event.path, event.text)
        else:
            self.desk.typed(event.path, event.text)

    on_unit_editor_reasoned = on_unit_editor_typed

    # The rail.

    def show_tabs(self) -> None:
        """Name and number of each tab."""
        rows = [Row(tab.id, _(tab.words), (tab.number(self.desk),)) for tab in TABS]
        self.query_one("#tabs", Lines).show(rows, self.tab)

    def on_screen_resume(self) -> None:
        """After another page the focus is where one was."""
        super().on_screen_resume()
        self.call_after_refresh(self._back_to_place)

    def _back_to_place(self) -> None:
        if self.app.screen is self and self.focused is None:
            self._focus_pane(self.pane)

    def show_tab(self, name: str) -> None:
        """What a tab holds, for the practice that is open."""
        self.tab = name
        self.desk.tell_place()
        self.show_tabs()
        beside = next(tab for tab in TABS if tab.id == name).holds(self.desk)
        text, found = self.query_one("#shown", Text), self.query_one("#found", Lines)
        text.say(beside.text)
        text.display = bool(str(beside.text))
        found.display = bool(beside.rows)
        found.styles.height = len(beside.rows) * found.tall
        found.show(beside.rows)

    # Panes.

    def show_pane(self, name: str, *, focus: bool = True) -> None:
        """Where it is narrow, one pane at a time."""
        self.pane = name
        # Where all stand side by side nothing looks otherwise, and to style every widget anew takes 50 ms.
        hides = not self.has_class("-wide")
        if hides and self.focused is not None and self._pane_of(self.focused) != name:
            self.set_focus(None)  # what is hidden while it has the focus hands it to anything, a moment later
        self.update_classes({f"at-{other}": other == name for other in PANES}, update=hides)
        self.show_keys()
        if focus:
            self._focus_pane(name)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The pane with the focus is the one that is shown."""
        pane = self._pane_of(event.widget)
        if pane != self.pane and event.widget is self.focused:  # else the focus has gone on since
            self.show_pane(pane, focus=False)
        self.desk.tell_place()

    def action_back(self) -> None:
        """From the rail to the form, from the form to the library; there first the words go, then what was chosen."""
        self.say("")
        if self.pane == "library":
            if self.filter_words:
                self.query_one("#filter", Input).value = ""
            elif self.desk.library.facets:
                self.desk.library.facets = ()
                self.desk.show_library()
            self.set_focus(self.query_one("#list"))
        else:
            self.show_pane("form" if self.pane == "rail" and self.desk.copy else "library")

    def _pane_of(self, widget: Widget) -> str:
        names = [node.id for node in widget.ancestors_with_self]
        return next((name for name in PANES if name in names), self.pane)

    def _focus_pane(self, name: str) -> None:
        if name == "form":
            form = self.query_one(Form)
            if not (form.path and form.go(form.path)):
                form.go(self.desk.place or "title")
        else:
            self.set_focus(self.query_one("#list" if name == "library" else "#tabs"))
