"""A page that asks for a few words: each with its name, what it is for, and what is wrong with it.

What is typed here is kept safe as in the form, and stands here again when the same page is opened the next time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tui.screens.page import Page
from tui.speech import _
from tui.widgets.bar import Item
from tui.widgets.text import Said, Text, styled
from tui.widgets.unit import Words, step

Judge = Callable[[Mapping[str, str]], Mapping[str, str]]  # what was typed → by name what is wrong with it


@dataclass(frozen=True, slots=True)
class Blank:
    """One thing to fill in; a `long` one wraps, so that a whole sentence can be read."""

    name: str
    label: str
    help: str = ""
    value: str = ""
    needed: bool = False
    long: bool = False


class Sentence(Words):
    """A field for a sentence or two, with its words under `value` as a short one has them."""

    def __init__(self, text: str, id: str) -> None:
        super().__init__(text, several_lines=False)
        self.id = id
        self.move_cursor(self.document.end)  # as in a short field: what is typed goes on with what stands there

    @property
    def value(self) -> str:
        """The words; what was pasted with line ends is one line."""
        return " ".join(self.text.splitlines())

    @value.setter
    def value(self, words: str) -> None:
        self.load_text(words)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default()  # the page sends what was typed, or goes on


class AskPage(Page[Mapping[str, str]]):
    """Asks for some words; dismissed with them by name, or None for Esc: then they stand there again the next time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", show=False), Binding("up", "step(-1)", show=False),
    ]  # fmt: skip

    def __init__(
        self, where: Sequence[str], title: str, blanks: Sequence[Blank], *, told: Said = "", done: str = "",
        judge: Judge | None = None,
    ) -> None:  # fmt: skip
        super().__init__(where)
        self.title_words, self.told, self.blanks, self.done = title, told, tuple(blanks), done
        self.judge = judge

    @property
    def keys(self) -> Sequence[Item]:
        """Enter goes on, and at the end it is done."""
        return [("Enter", _("Next")), ("^S", self.done or _("Done")), ("Esc", _("Back"))]

    @property
    def help(self) -> tuple[str, str]:
        """What each is for."""
        return self.title_words, "\n\n".join(f"{one.label}. {one.help}" for one in self.blanks)

    @property
    def known_as(self) -> str:
        """By what the page is known again: what is asked, and of what."""
        return " ".join([*self.crumbs, self.title_words])

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the fields, by name."""
        return {one.name: self._field(one.name).value.strip() for one in self.blanks}

    def body(self) -> Iterable[Widget]:
        """Name, words, and what they are for."""
        before = self.desk.unsent.get(self.known_as, {})
        with VerticalScroll(id="asking", can_focus=False):
            yield Text(self.title_words, classes="title")
            if str(self.told):
                yield Text(self.told, classes="told")
            if before:
                yield Text(_("What you typed here before stands here again."), classes="told")
            for one in self.blanks:
                words, id = before.get(one.name, one.value), f"in-{one.name}"
                with Vertical(classes="blank"):
                    yield Text(styled((one.label, "bold"), ("" if one.needed else _("   may stay empty"), "dim")))
                    yield Sentence(words, id) if one.long else Input(words, id=id, compact=True, select_on_focus=False)
                    yield Text(one.help, classes="hint")
                    yield Text(id=f"wrong-{one.name}", classes="wrong-words")

    def on_mount(self) -> None:
        """Begin with the first that is empty."""
        empty = next((one for one in self.blanks if one.needed and not self.typed[one.name]), self.blanks[0])
        self.set_focus(self._field(empty.name))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Something was typed."""
        self.desk.keep_unsent(self.known_as, self.title_words, self._new())

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Something was typed."""
        self.desk.keep_unsent(self.known_as, self.title_words, self._new())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the next one, and after the last it is done."""
        event.stop()
        self._next(str(event.input.id))

    async def on_key(self, event: events.Key) -> None:
        """Enter in a field that wraps."""
        if event.key == "enter" and isinstance(self.focused, Sentence):
            event.stop()
            self._next(str(self.focused.id))

    def action_step(self, by: int) -> None:
        """An arrow leads to the field below or above."""
        if self.focused is not None:
            step(self.focused, by)

    def act_save(self) -> None:
        """The key of Save is done here: the app's keys come before a page's."""
        self.action_send()

    def action_send(self) -> None:
        """Look at what was typed; what is wrong is said beside it."""
        typed = self.typed
        wrong = {one.name: _("Write something here.") for one in self.blanks if one.needed and not typed[one.name]}
        if not wrong and self.judge is not None:
            wrong = dict(self.judge(typed))
        for one in self.blanks:
            self.query_one(f"#wrong-{one.name}", Text).say(
                _("To fix: {why}", why=wrong[one.name]) if one.name in wrong else ""
            )
        if not wrong:
            self.dismiss(typed)
            return
        self.set_focus(self._field(next(one.name for one in self.blanks if one.name in wrong)))

    def _next(self, id: str) -> None:
        if id == f"in-{self.blanks[-1].name}":
            self.action_send()
        else:
            self.focus_next()

    def _new(self) -> dict[str, str]:
        """What was typed; nothing where the fields are as they were offered."""
        typed = self.typed
        return typed if any(typed[one.name] != one.value.strip() for one in self.blanks) else {}

    def _field(self, name: str) -> Input | Sentence:
        found = self.query_one(f"#in-{name}")
        assert isinstance(found, (Input, Sentence))  # noqa: S101 - made so in `body`
        return found
