"""A page to pick from a list: one, or several; a filter where the list is long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from tui.screens.page import Page
from tui.speech import N_, _
from tui.widgets.bar import Item
from tui.widgets.lines import Lines, Row, keys_at
from tui.widgets.text import Said, Text

LONG = 12  # rows from which a filter helps
NO_MATCH = N_("Nothing here matches “{words}”. Take letters away to see more.")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be picked."""

    key: str
    label: str
    note: str = ""


class PickPage(Page[tuple[str, ...]]):
    """Picks; dismissed with the keys in the order of the list, or None for Esc, which changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys_at("slash"), "filter", show=False, priority=True),  # before the next key is given to the list
    ]

    def __init__(
        self, where: Sequence[str], title: str, options: Sequence[Option], *, picked: Sequence[str] = (),
        several: bool = False, told: Said = "",
    ) -> None:  # fmt: skip
        super().__init__(where)
        self.title_words, self.told, self.several = title, told, several
        known = {one.key for one in options}
        # What stands there and no list knows is kept, and can be taken out.
        self.options = (*options, *(Option(key, key, _("not in the list")) for key in picked if key not in known))
        self.picked = set(picked)

    @property
    def keys(self) -> Sequence[Item]:
        """One: Enter picks. Several: Enter ticks, ^S is done."""
        if self.several:
            return [("Enter", _("Pick or take out")), ("Esc", _("Done"))]
        return [("Enter", _("Pick")), ("Esc", _("Back, nothing changes"))]

    @property
    def help(self) -> tuple[str, str]:
        """How one picks."""
        return self.title_words, _("Move with the arrow keys. Enter picks. Type / to search in a long list.")

    def body(self) -> Iterable[Widget]:
        """Title, filter, list."""
        with Vertical(id="picking"):
            yield Text(self.title_words, classes="title")
            if str(self.told):
                yield Text(self.told, classes="told")
            if len(self.options) > LONG:
                yield Input(placeholder=_("Filter"), id="filter", compact=True, select_on_focus=False)
            yield Text(id="none", classes="told")
            yield Lines(id="list", one_line_from=60, note_at=50)

    def on_mount(self) -> None:
        """Begin at what is picked."""
        self._show(next((one.key for one in self.options if one.key in self.picked), None))
        self.set_focus(self.query_one("#list"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Fewer rows while one types."""
        self._show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter picks the first row that is left."""
        self.query_one("#list", Lines).action_choose()

    def on_key(self, event: events.Key) -> None:
        """What is typed in a long list filters it."""
        fields = self.query(Input)
        if fields and event.is_printable and event.character not in (" ", "/") and not fields.first().has_focus:
            event.stop()
            self.set_focus(fields.first())
            fields.first().insert_text_at_cursor(event.character or "")
        elif event.key == "down" and fields and fields.first().has_focus:
            event.stop()
            self.set_focus(self.query_one("#list"))

    def action_back(self) -> None:
        """One step back; what was ticked stays ticked."""
        if self.several:
            self.action_done()
        else:
            super().action_back()

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Pick one and be done, or tick one of several."""
        event.stop()
        if not self.several:
            self.dismiss((event.row.key,))
            return
        self.picked ^= {event.row.key}
        self._show(event.row.key)

    def act_save(self) -> None:
        """The key of Save is done here: the app's keys come before a page's."""
        self.action_done()

    def act_filter(self) -> None:
        """The key of the library's filter is that of this one here."""
        self.action_filter()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where words are typed, a slash is a letter."""
        return action != "filter" or not isinstance(self.focused, Input)

    def action_filter(self) -> None:
        """To the filter."""
        for field in self.query("#filter"):
            self.set_focus(field)

    def action_done(self) -> None:
        """Several are picked."""
        if self.several:
            self.dismiss(tuple(one.key for one in self.options if one.key in self.picked))
        elif row := self.query_one("#list", Lines).row:
            self.dismiss((row.key,))

    def _show(self, key: str | None = None) -> None:
        words = "".join(field.value for field in self.query(Input))
        wanted = words.casefold()
        fitting = [one for one in self.options if wanted in f"{one.label} {one.note} {one.key}".casefold()]
        self.query_one("#list", Lines).show([self._row(one) for one in fitting], key)
        none, told = self.query_one("#none", Text), ""
        if not fitting:
            told = _(NO_MATCH, words=words) if self.options else _("There is nothing to choose from yet.")
        none.say(told)
        none.display = bool(told)

    def _row(self, one: Option) -> Row:
        mark = ("[x] " if one.key in self.picked else "[ ] ") if self.several else ""
        return Row(one.key, f"{mark}{one.label}", (one.note,))
