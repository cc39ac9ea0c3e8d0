"""The Inbox: what waits on the left where there is room, the one that is asked beside it; and a page to write in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, TextArea

from handbook.errors import HandbookError
from tui.handover import to_editor_and_back
from tui.screens.page import Page
from tui.screens.question import Asked, QuestionPage
from tui.speech import _
from tui.to_fix import told as wrong
from tui.widgets.bar import Item
from tui.widgets.lines import Lines, Row
from tui.widgets.text import Said, Text, styled
from tui.widgets.unit import Words

Heard = tuple[Literal["answer", "go", "next", "undo", "back"], str]


class InboxPage(QuestionPage):
    """Asks one question after the other. It says what was pressed; the caller does it, and shows the next."""

    CSS = """
    InboxPage #waiting { height: 1fr; }
    InboxPage #left { display: none; width: 46; padding: 1 1 0 1; }
    InboxPage.-wide #left { display: block; }
    InboxPage #number { text-style: bold; margin: 0 0 1 1; height: auto; }
    InboxPage #title { margin-bottom: 1; }
    InboxPage.-narrow #title { margin-bottom: 0; }
    """

    def __init__(self, where: Sequence[str]) -> None:
        super().__init__(where, Asked(""))
        self.taken = False  # whether there is an answer to be taken back
        self._heard: asyncio.Queue[Heard] = asyncio.Queue()

    @property
    def keys(self) -> Sequence[Item]:
        """The numbers, the next one, and taking back."""
        number = len(self.asked.choices)
        numbers = f"1-{number}" if number > 1 else "1"
        answer = [(numbers, _("Answer")), ("F3", _("Next"))] if number else []
        back = _("Back") if self.taken or not number else _("Back, nothing changes")
        return [*answer, *([("^Z", _("Take back"))] if self.taken else []), ("Esc", back)]

    @property
    def help(self) -> tuple[str, str]:
        """How one answers."""
        told = _(
            "Answer with a number, or with Enter on a line. Each answer is written at once, and ^Z takes the last one "
            "back, as often as there are answers. F3 goes to the next without an answer. Page up and Page down move "
            "long texts."
        )
        again = _("An answer can be taken back here also after you left, until the desk ends or its file is changed.")
        return _("The Inbox"), f"{told}\n\n{again}"

    def body(self) -> Iterable[Widget]:
        """The queue, and the question."""
        with Horizontal(id="waiting"):
            with Vertical(id="left"):
                yield Text(id="number")
                yield Lines(one_line_from=1000, id="queue")
            yield from super().body()

    async def heard(self) -> Heard:
        """What is pressed next."""
        return await self._heard.get()

    def show(self, asked: Asked, rows: Sequence[Row], key: str, number: str) -> None:
        """Show a question and its place in the queue. What was pressed before it was there is no answer to it."""
        pressed = [self._heard.get_nowait() for _n in range(self._heard.qsize())]
        if ("back", "") in pressed:
            self.action_back()
        self.query_one("#number", Text).say(number)
        self.query_one("#queue", Lines).show(rows, key)
        self.ask(asked)
        self.query_one("#told", VerticalScroll).scroll_home(animate=False)

    def answered(self, key: str) -> None:
        """An answer was given."""
        self._heard.put_nowait(("answer", key))

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """A row of the queue: that one is asked. An answer is left to the question."""
        if event.lines.id == "queue":
            event.stop()
            event.prevent_default()
            self._heard.put_nowait(("go", event.row.key))

    def act_next(self) -> None:
        """F3: the next one."""
        self._heard.put_nowait(("next", ""))

    def act_undo(self) -> None:
        """^Z: the last answer is taken back."""
        self._heard.put_nowait(("undo", ""))

    def action_back(self) -> None:
        """Esc: back to the desk."""
        self._heard.put_nowait(("back", ""))


class EditPage(Page[tuple[str, str]]):
    """Words to be written with theirs above; dismissed with the words and the reason, or None for Esc."""

    CSS = """
    EditPage #editing { padding: 1 2 0 2; max-width: 110; height: 1fr; }
    EditPage .above { height: auto; margin-bottom: 1; padding-left: 1; }
    EditPage .above .head, EditPage .below .head { text-style: bold; height: auto; }
    EditPage .below { height: auto; margin-bottom: 1; border-left: blank; padding-left: 1; }
    EditPage .below:focus-within { border-left: outer $primary; }
    EditPage .below:focus-within .head { color: $primary; }
    EditPage .below TextArea { height: auto; }
    EditPage.-narrow #editing { padding-top: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "scroll(-1)", show=False, priority=True),
        Binding("pagedown", "scroll(1)", show=False, priority=True),
    ]

    def __init__(
        self, where: Sequence[str], title: str, above: Sequence[tuple[str, Said]], text: str, why: str | None, *,
        told: str = "", typed: Callable[[str, str], bool] | None = None, several_lines: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(where)
        self.title_words, self.above, self.text, self.why, self.told = title, above, text, why, told
        self.typed, self.several_lines = typed, several_lines

    @property
    def keys(self) -> Sequence[Item]:
        """^S is done."""
        return [
            ("^S", _("Done")), ("^E", _("Your own editor")), ("Esc", _("Back, nothing changes")), ("^Z", _("Undo")),
            ("Tab", _("Next field")),
        ]  # fmt: skip

    @property
    def help(self) -> tuple[str, str]:
        """What is to be written."""
        said = _(
            "Write the words that are to stand here. ^S writes them into the file; Esc goes back, and what you typed "
            "is kept under Drafts and kept texts. What was removed stands between − and −, what is new between + "
            "and +."
        )
        own = _("^E opens in your own editor what has the focus, the words or the reason.")
        return self.title_words, f"{said}\n\n{own}"

    def body(self) -> Iterable[Widget]:
        """Theirs, ours as a field, the reason."""
        with VerticalScroll(id="editing", can_focus=False):
            yield Text(self.title_words, classes="title")
            for heading, text in self.above:
                with Vertical(classes="above"):
                    yield Text(heading, classes="head")
                    yield Text(text)
            with Vertical(classes="below"):
                yield Text(self.told or _("Ours"), classes="head")
                yield Words(self.text, several_lines=self.several_lines)
                yield Text(id="wrong-text", classes="wrong-words")
            if self.why is not None:
                with Vertical(classes="below"):
                    yield Text(styled((_("Why"), "bold"), (_("   readers see it"), "dim")), classes="head")
                    yield Input(self.why, compact=True, select_on_focus=False)
                    yield Text(id="wrong-why", classes="wrong-words")

    def on_mount(self) -> None:
        """Begin with the words, at their end."""
        words = self.query_one(Words)
        words.move_cursor(words.document.end)
        words.focus()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Words were typed."""
        event.stop()
        self._tell()

    def on_input_changed(self, event: Input.Changed) -> None:
        """A reason was typed."""
        event.stop()
        self._tell()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter after the reason: done."""
        event.stop()
        self.act_save()

    def act_save(self) -> None:
        """^S: look at what was typed; what is wrong is said beside it."""
        text, why = self._now
        wrong = {"text": "" if text.strip() else _("To fix: write something here, or go back with Esc.")}
        if self.why is not None:
            wrong["why"] = "" if why else _("To fix: say in one sentence why it differs here.")
        for name, said in wrong.items():
            self.query_one(f"#wrong-{name}", Text).say(said)
        if not any(wrong.values()):
            self.dismiss((text, why))
        else:
            self.query_one(Words if wrong["text"] else Input).focus()

    def act_undo(self) -> None:
        """^Z: in the words."""
        self.query_one(Words).undo()

    def act_redo(self) -> None:
        """^Y: in the words."""
        self.query_one(Words).redo()

    def act_editor(self) -> None:
        """^E: the words, or the reason where that has the focus, in one's own editor."""
        reason, words = isinstance(self.focused, Input), self.query_one(Words)
        before = self.query_one(Input).value if reason else words.text
        done = _("Taken back from your editor.") if reason else _("Taken back from your editor. ^Z undoes it.")
        try:
            to_editor_and_back(
                self.desk, before, lambda said: self._take(said, reason=reason), done,
                several_lines=self.several_lines and not reason,
            )  # fmt: skip
        except HandbookError as error:
            self.say(wrong(error))

    def action_scroll(self, step: int) -> None:
        """Long texts scroll."""
        page = self.query_one("#editing", VerticalScroll)
        (page.scroll_page_down if step > 0 else page.scroll_page_up)(animate=False)

    @property
    def _now(self) -> tuple[str, str]:
        return self.query_one(Words).text, self.query_one(Input).value.strip() if self.why is not None else ""

    def _take(self, said: str, *, reason: bool) -> bool:
        if reason:
            self.query_one(Input).value = said
        else:
            words = self.query_one(Words)
            words.replace(said, (0, 0), words.document.end)
        return self._tell()

    def _tell(self) -> bool:
        """Let what is typed be kept; whether it is."""
        text, why = self._now
        if self.typed is None or (text, why) == (self.text, (self.why or "").strip()):
            return False
        return self.typed(text, why)
