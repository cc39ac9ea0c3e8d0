"""The form: all rows of a practice, one of them a field to write in. It shows rows and says what happened to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message

from handbook.editions.naming import followed
from tui.rows import FormRow, Way
from tui.speech import _
from tui.widgets.text import Text
from tui.widgets.unit import UnitBox, UnitEditor

AT_ONCE = 14  # rows put in place in one go: a long practice must not hold up the first screen, nor a key
SOON = 0.03  # seconds


class Form(VerticalScroll, can_focus=False):
    """Rows, top to bottom. Only the one with the focus is more than a piece of text."""

    class Entered(Message):
        """A row got the focus."""

        def __init__(self, row: FormRow) -> None:
            super().__init__()
            self.row = row

    class Wanted(Entered):
        """Somebody wants to pick for a row, or add."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._boxes: dict[str, UnitBox] = {}
        self._texts: dict[str, str] = {}
        self._rest: list[FormRow] = []  # rows below the first screen, which come a moment later
        self._all: Sequence[FormRow] = ()  # also those that are hidden
        self._only: frozenset[str] = frozenset()  # items that are for none of these groups are hidden
        self._told = ""  # whose items are shown
        self._notice: Text | None = None  # where that is said
        self.editor: UnitEditor | None = None
        self._gone_to = ""  # the row that was gone to last
        self._when_shown = ""  # the row that gets the focus once the form is shown
        self._to_reason = ""  # the row whose reason is to get the focus once it is open

    @property
    def path(self) -> str:
        """The path of the row with the focus; empty where none has it."""
        if self.editor is not None:
            return self.editor.row.path
        focused = self.screen.focused
        return focused.row.path if isinstance(focused, UnitBox) else ""

    def row(self, path: str) -> FormRow | None:
        """The row of a path."""
        box = self._boxes.get(path)
        return box.row if box else None

    def show(self, rows: Sequence[FormRow], texts: dict[str, str]) -> None:
        """Show these rows; `texts` are the words as they are typed, by path. What is there already is only changed."""
        self._all, self._texts = rows, texts
        rows = self._narrowed(rows)
        self._tell_narrowed()
        wanted = {row.path: row for row in rows}
        with self.app.batch_update():
            for path in [path for path in self._boxes if path not in wanted]:
                self._boxes.pop(path).remove()
                if self.editor is not None and self.editor.row.path == path:
                    self._close()
            if not self._boxes:
                self._rest = list(rows)
                self._mount(AT_ONCE)
                return
            if self._rest:
                last = max(place for place, row in enumerate(rows) if row.path in self._boxes)
                rows, self._rest = rows[: last + 1], list(rows[last + 1 :])
            self._arrange(rows)

    def compose(self) -> ComposeResult:
        """What to do while no practice is open."""
        yield Text(_("Enter opens the practice with the mark. ^N begins a new one."), classes="unit")

    def narrow(self, groups: Collection[str] = (), told: str = "") -> None:
        """Of the items that say for whom they are, show those for one of these groups alone; none: show all again."""
        self._only, self._told = frozenset(groups), told
        self.show(self._all, self._texts)

    @property
    def only(self) -> frozenset[str]:
        """The groups whose items are shown; none: all are."""
        return self._only

    def clear(self) -> None:
        """Another practice is opened."""
        self._close()
        self._notice = None
        self._boxes.clear()
        self._rest.clear()
        self.remove_children()
        self.scroll_home(animate=False)

    def go(self, path: str) -> bool:
        """Put the focus on a row, or on the nearest one above it in the tree; whether there is one."""
        if path.partition(".")[0] in self._others:
            self.narrow()  # what is gone to is never hidden
        if path not in self._boxes:
            self._mount(len(self._rest))
        found = self._boxes.get(path) or self._below(path) or self._below(path.rpartition(".")[0])
        if found is None:
            return False
        self._gone_to, self._to_reason = found.row.path, ""
        self._when_shown = "" if self.display else found.row.path
        if self._when_shown:  # what is hidden can have no focus
            return True
        if self.editor is not None and self.editor.row.path == found.row.path:
            if self.editor.children:  # else it is being put in place, and gets the focus then
                self.screen.set_focus(self.editor.words)
        else:
            self.screen.set_focus(found)  # at once: `focus` would do it later, and the next letters were lost
        self.call_after_refresh(found.scroll_visible, animate=False)
        return True

    def _below(self, path: str) -> UnitBox | None:
        """The first row of what a path names: of an item its first part, of a list its first item."""
        fronts = (f"{path}.", f"{path}/")
        return next((box for key, box in self._boxes.items() if path and key.startswith(fronts)), None)

    def on_show(self) -> None:
        """Where one pane is shown at a time, the focus comes once it is this one."""
        if path := self._when_shown:
            self._when_shown = ""
            self.go(path)

    def follow(self, named: Mapping[str, str]) -> None:
        """New items have got their ids: their rows are the same still, and so is the field that is written in."""
        holders: list[UnitBox | UnitEditor] = [*self._boxes.values()]
        if self.editor is not None:
            holders.append(self.editor)
        for holder in holders:
            row = holder.row
            holder.row = replace(row, path=followed(row.path, named), of=followed(row.of, named))
        self._boxes = {followed(path, named): box for path, box in self._boxes.items()}
        self._rest = [replace(row, path=followed(row.path, named)) for row in self._rest]

    def put(self, path: str) -> None:
        """Show the words of a row as they are now, as after undo."""
        if self.editor is not None and self.editor.row.path == path:
            self.editor.put(self._texts.get(path, ""))

    def to_reason(self, path: str) -> None:
        """Put the focus on the reason of a row."""
        if self.go(path):
            self._to_reason = self._gone_to
            editor = self.editor
            if editor is not None and editor.children and editor.row.why is not None:
                self._focus_reason()  # at once: the next letter belongs to it
            else:
                self.call_after_refresh(self._focus_reason)

    async def on_unit_box_entered(self, event: UnitBox.Entered) -> None:
        """A row got the focus: the field before it goes back to rest, and this one opens."""
        event.stop()
        row = event.box.row
        if self.screen.focused is not event.box:
            return  # another one got it since
        with self.app.batch_update():
            self._close(unless=row.path)
            if self.editor is None and (row.way is Way.WORDS or (row.way is Way.FIXED and row.why is not None)):
                await self._open(event.box)
        self.post_message(self.Entered(row))

    def on_unit_box_wanted(self, event: UnitBox.Wanted) -> None:
        """Enter on a row that is picked or added."""
        event.stop()
        self.post_message(self.Wanted(event.box.row))

    def on_unit_box_struck(self, event: UnitBox.Struck) -> None:
        """A letter that came before the field was there."""
        event.stop()
        if self.editor is not None and self.editor.row.path == event.box.row.path:
            self.editor.words.insert(event.character)

    @property
    def _others(self) -> set[str]:
        """The items that are hidden, as they are for others; the one with the focus is not."""
        if not self._only:
            return set()
        here = self.row(self.path)
        others = {row.of for row in self._all if row.groups and self._only.isdisjoint(row.groups)}
        return others - {here.of if here is not None else ""}

    def _narrowed(self, rows: Sequence[FormRow]) -> Sequence[FormRow]:
        others = self._others
        return [row for row in rows if row.of not in others] if others else rows

    def _tell_narrowed(self) -> None:
        if self._notice is None and self._only:
            self._notice = Text(self._told, classes="narrowed")
            self.mount(self._notice)
        if self._notice is not None:
            self._notice.say(self._told)
            self._notice.display = bool(self._only)

    def _mount(self, number: int) -> None:
        """Put so many of the waiting rows at the end, and see to the others soon: the first screen shows at once."""
        rows, self._rest = self._rest[:number], self._rest[number:]
        boxes = {row.path: self._box(row) for row in rows}
        self._boxes.update(boxes)
        self.mount_all(boxes.values())
        if self._rest:
            self.set_timer(SOON, self._mount_more)

    def _mount_more(self) -> None:
        if self._rest:
            self._mount(AT_ONCE)

    def _box(self, row: FormRow) -> UnitBox:
        return UnitBox(row)

    def _field(self, row: FormRow, text: str) -> UnitEditor:
        return UnitEditor(row, text)

    async def _open(self, box: UnitBox) -> None:
        editor = self._field(box.row, self._texts.get(box.row.path, ""))
        await self.mount(editor, after=box)
        if self.screen.focused is not box:  # somebody was faster: Tab after Tab
            editor.remove()
            return
        self.editor = editor  # only now: before, it has no field that others could ask for
        editor.show(box.row)
        editor.put(self._texts.get(box.row.path, ""))
        words = editor.words
        words.move_cursor(words.document.end)
        self.screen.set_focus(words, scroll_visible=False)  # at once: `focus` would do it later
        box.display = False  # only now: with the focus on it, hiding it would send the focus elsewhere
        self._focus_reason()
        self.call_after_refresh(editor.scroll_visible, animate=False)

    def _focus_reason(self) -> None:
        editor = self.editor
        if editor is None or editor.row.path != self._to_reason or not editor.children:
            return  # it is put in place first
        self._to_reason = ""
        if editor.why is not None:
            self.screen.set_focus(editor.why, scroll_visible=False)

    def _close(self, unless: str = "") -> None:
        editor = self.editor
        if editor is None or editor.row.path == unless:
            return
        self.editor = None
        if box := self._boxes.get(editor.row.path):
            box.display = True
        editor.remove()

    def _arrange(self, rows: Sequence[FormRow]) -> None:
        before: UnitBox | UnitEditor | None = None
        for row in rows:
            box = self._boxes.get(row.path)
            if box is None:
                box = self._boxes[row.path] = self._box(row)
                self.mount(box, after=before) if before is not None else self.mount(box, before=0)
            else:
                box.show(row)
            before = box
            if self.editor is not None and self.editor.row.path == row.path:
                self.editor.show(row)
                before = self.editor
        self._in_order(rows)

    def _in_order(self, rows: Sequence[FormRow]) -> None:
        """Rows that have moved are put where they belong."""
        there = [
            child.row.path for child in self.children if isinstance(child, UnitBox) and child.row.path in self._boxes
        ]
        asked = [row.path for row in rows]
        if there == asked:
            return
        for ahead, path in pairwise(asked):
            after = self.editor if self.editor is not None and self.editor.row.path == ahead else self._boxes[ahead]
            self.move_child(self._boxes[path], after=after)
            if self.editor is not None and self.editor.row.path == path:
                self.move_child(self.editor, after=self._boxes[path])
