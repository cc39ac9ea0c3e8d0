"""One question a page: what happened, the texts, the numbered answers. 1 is ours, 2 theirs, 3 both, everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget

from tui.answer import DIGITS, Choice
from tui.screens.page import Page
from tui.speech import _
from tui.widgets.bar import Item
from tui.widgets.lines import Lines, Row
from tui.widgets.text import Said, Text

__all__ = ["Asked", "Choice", "QuestionPage"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. `texts` are headed and stand side by side, or below each other where it is narrow."""

    title: str
    told: Said = ""
    choices: Sequence[Choice] = ()
    texts: Sequence[tuple[str, Said]] = ()
    after: Said = ""
    back: str = ""  # what Esc says it leaves as it was


class QuestionPage(Page[str]):
    """Asks one question; dismissed with the key of the answer, or None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "scroll_told(-1)", show=False, priority=True),
        Binding("pagedown", "scroll_told(1)", show=False, priority=True),
    ]

    def __init__(self, where: Sequence[str], asked: Asked) -> None:
        super().__init__(where)
        self.asked = asked

    @property
    def keys(self) -> Sequence[Item]:
        """The numbers, and what Esc does."""
        number = len(self.asked.choices)
        answer = [(f"1-{number}" if number > 1 else "1", _("Answer"))] if number else []
        return [*answer, ("Esc", self.asked.back or _("Back, nothing changes"))]

    @property
    def help(self) -> tuple[str, str]:
        """The question itself says it all."""
        return self.asked.title, _("Answer with a number, or with Enter on a line. Esc goes back and changes nothing.")

    def body(self) -> Iterable[Widget]:
        """The question, its texts and answers."""
        with Vertical(id="question"):
            with VerticalScroll(id="told", can_focus=not self.asked.choices):
                yield Text(id="title", classes="title")
                yield Text(id="happened")
                yield Horizontal(id="texts")
                yield Text(id="after")
            yield Lines(id="choices", one_line_from=0)

    def on_mount(self) -> None:
        """Show the question."""
        self.ask(self.asked)

    def ask(self, asked: Asked) -> None:
        """Show another question in the same frame."""
        self.asked = asked
        self.query_one("#title", Text).say(asked.title)
        self._fill("#happened", asked.told)
        self._fill("#after", asked.after)
        texts = self.query_one("#texts", Horizontal)
        texts.remove_children()
        texts.display = bool(asked.texts)
        if asked.texts:
            texts.mount_all(
                Vertical(Text(heading, classes="head"), Text(text), classes="text") for heading, text in asked.texts
            )
        choices = self.query_one("#choices", Lines)
        rows = [_row(number, one) for number, one in enumerate(asked.choices, 1)]
        choices.note_at = max([len(row.title) for row in rows], default=0) + 5
        choices.styles.height = len(rows)
        choices.display = bool(rows)
        choices.at = 0
        choices.show(rows)
        self.set_focus(choices if rows else self.query_one("#told"))
        self.show_keys()

    def on_key(self, event: events.Key) -> None:
        """A digit answers, on every keyboard."""
        number = DIGITS.get(event.character or "", 0)
        if 0 < number <= len(self.asked.choices):
            event.stop()
            self._answer(self.asked.choices[number - 1])

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Enter on an answer."""
        event.stop()
        self._answer(next(one for one in self.asked.choices if one.key == event.row.key))

    def action_scroll_told(self, step: int) -> None:
        """Long texts scroll above the answers."""
        told = self.query_one("#told", VerticalScroll)
        (told.scroll_page_down if step > 0 else told.scroll_page_up)(animate=False)

    def answered(self, key: str) -> None:
        """What an answer does: here it ends the page."""
        self.dismiss(key)

    def _answer(self, choice: Choice) -> None:
        if choice.off:
            self.say(choice.off)
        else:
            self.answered(choice.key)

    def _fill(self, name: str, text: Said) -> None:
        place = self.query_one(name, Text)
        place.say(text)
        place.display = bool(str(text))


def _row(number: int, choice: Choice) -> Row:
    words = _("{action} (off)", action=choice.words) if choice.off else choice.words
    return Row(choice.key, f"{number}  {words}", (choice.off or choice.follows,))
