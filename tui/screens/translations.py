"""Translations side by side: the units of a practice, each original beside its words in another language."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence

from textual.widget import Widget

from handbook.editions.translate import Standing
from handbook.errors import HandbookError
from tui.bilingual import Bilingual, counted, from_to, language_name, pair_rows
from tui.handover import to_editor_and_back
from tui.names import spoken
from tui.screens.page import Page
from tui.speech import _, count
from tui.to_fix import told
from tui.widgets.bar import Item
from tui.widgets.pair import Pairs
from tui.widgets.text import Text
from tui.widgets.unit import UnitEditor


class TranslationsPage(Page[None]):
    """Where a practice is translated. Leaving it discards nothing: what is not saved is there when it opens again."""

    AUTO_FOCUS = ""  # the first field that waits is gone to; opening another one before would be for nothing

    def __init__(self, copy: Bilingual, path: str = "", said: str = "") -> None:
        super().__init__((_("Translations"), copy.heading, from_to(copy)))
        self.copy = copy
        self.refused: Mapping[str, HandbookError] = {}
        self.saved_at = ""
        self._first, self._told = path, said

    @property
    def keys(self) -> Sequence[Item]:
        """Save, the next that waits, and what else matters here."""
        return [
            ("^S", _("Save")), ("F3", _("Next")), ("Esc", _("Back")), ("^E", _("Your own editor")),
            ("^T", _("Still fits")), ("^Z", _("Undo")),
        ]  # fmt: skip

    @property
    def help(self) -> tuple[str, str]:
        """How one translates."""
        told = [
            _("Each field stands beside its original. Tab goes to the next one, F3 to the next that is missing or out "
              "of date. In an original that has changed since, −words− are gone and +words+ are new."),
            _("^T says that a translation still fits, though its original has changed. ^Z takes the last change back, "
              "in whichever field it was."),
            _("^E opens the translation in your own editor. What comes back is one change, which ^Z takes back."),
            _("What you type is kept safe at once. ^S writes it to the edition, and only the fields you changed. A "
              "field that you empty loses its translation."),
        ]  # fmt: skip
        return _("Translations"), "\n\n".join(told)

    def body(self) -> Iterable[Widget]:
        """How many wait, and the pairs."""
        yield Text(id="counted")
        yield Pairs(id="pairs")

    def on_mount(self) -> None:
        """Begin where it was asked for, else at the first that waits."""
        self.show()
        waiting = self.copy.waiting
        first = self._first if self._first in self.copy.units else next(iter(waiting or self.copy.units), "")
        self.call_after_refresh(self.pairs.go, first)
        if self._told:
            self.say(self._told)

    @property
    def pairs(self) -> Pairs:
        """The pairs."""
        return self.query_one(Pairs)

    def show(self) -> None:
        """Show all pairs as they read now."""
        rows = pair_rows(self.copy, self.desk.names, self.refused)
        self.pairs.show(rows, {row.path: row.text for row in rows})
        self.query_one("#counted", Text).say(counted(self.copy))
        self.tell_standing()

    def go_on(self, copy: Bilingual, path: str = "") -> None:
        """Go on with this one, as after saving; the caret goes to that path, else stays."""
        at = path or self.pairs.path
        self.copy, self.refused = copy, {}
        self.show()
        self.pairs.put(self.pairs.path)
        if at not in copy.units:
            at = next(iter(copy.units), "")
        if at:
            self.pairs.go(at)

    def refuse(self, refused: Mapping[str, HandbookError]) -> None:
        """Show what stands in the way of saving, each at its field."""
        self.refused = refused
        self.show()

    def tell_standing(self) -> None:
        """The save state of the translation."""
        for state in self.query("#state").results(Text):  # none yet while the page is being opened
            state.say(self._standing)
        self.tell_where()

    def take_in(self) -> None:
        """The words of the field that is written in."""
        editor = self.pairs.editor
        if editor is not None and editor.children and self.copy.now.text(editor.row.path) != editor.words.text:
            self.copy.set(editor.row.path, editor.words.text, time.monotonic())
            self._changed()

    def on_unit_editor_typed(self, event: UnitEditor.Typed) -> None:
        """Words were typed."""
        event.stop()
        if not isinstance(event, UnitEditor.Reasoned) and self.copy.now.text(event.path) != event.text:
            self.copy.set(event.path, event.text, time.monotonic())
            self._changed()

    def act_save(self) -> None:
        """Save."""
        self.desk.act("save_translation", self)

    def act_undo(self) -> None:
        """Take the last change back, in whichever field it was."""
        self._stepped(self.copy.undo(), _("There is nothing to undo."), _("Undone: {field}."))

    def act_redo(self) -> None:
        """Do again what was undone."""
        self._stepped(self.copy.redo(), _("There is nothing to redo."), _("Done again: {field}."))

    def act_next(self) -> None:
        """To the next that is to fix, missing or out of date; after the last the first again."""
        paths = list(self.refused) or self.copy.waiting
        if not paths:
            self.say(_("Nothing here needs you: every field is up to date."))
            return
        order = list(self.copy.units)
        here = order.index(self.pairs.path) if self.pairs.path in order else -1
        self.pairs.go(next((path for path in paths if order.index(path) > here), paths[0]))

    def act_still_fits(self) -> None:
        """The translation with the focus still fits its original, which has changed since."""
        path = self.pairs.path
        if path not in self.copy.units or self.copy.standing(path) is not Standing.OUTDATED:
            self.say(_("Stand on a field whose source has changed."))
            return
        self.copy.fits(path)
        self._changed()
        self.say(_("Still fits: {field}. ^S saves it, ^Z takes it back.", field=spoken(path)))

    def act_editor(self) -> None:
        """Hand the translation with the focus to one's own editor."""
        path, row = self.pairs.path, self.pairs.row(self.pairs.path)
        if row is None or path not in self.copy.units:
            self.say(_("Go to a field of words first."))
            return
        self.take_in()
        done = _("Taken back from your editor: {field}. ^Z undoes it.", field=spoken(path))
        try:
            to_editor_and_back(
                self.desk, self.copy.now.text(path), lambda said: self._take(path, said), done,
                several_lines=row.several_lines,
            )  # fmt: skip
        except HandbookError as error:
            self.say(told(error))

    def act_translations(self, *_given: object) -> None:
        """They are open."""
        self.say(_("These are the translations. Esc goes back; F8 there asks for another language."))

    def action_back(self) -> None:
        """Back; what is not saved is kept."""
        self.dismiss(None)
        if number := len(self.copy.changed):
            self.desk.say(count(
                "{number} field in {language} is not saved. It is kept safe; F8 goes on with it.",
                "{number} fields in {language} are not saved. They are kept safe; F8 goes on with them.", number,
                language=language_name(self.copy.lang),
            ))  # fmt: skip

    def act_quit(self) -> None:
        """Leave from here too: it is asked what becomes of what is not saved."""
        self.action_back()
        self.desk.act("quit")

    @property
    def _standing(self) -> str:
        keeper = self.desk.keeper
        if not keeper.fault and not self.copy.changed:
            return _("Saved {time}", time=self.saved_at) if self.saved_at else ""
        if not keeper.fault and self.refused:
            return _("Not saved, {number} to fix", number=len(self.refused))
        return keeper.told

    def _changed(self) -> None:
        self.saved_at = ""
        self.refused = {path: error for path, error in self.refused.items() if path in self.copy.changed}
        self.desk.copies[self.copy.practice] = self.copy
        self.desk.keeper.keep(self.copy.edition, self.copy.practice, self.copy.tree())
        self.show()

    def _take(self, path: str, said: str) -> bool:
        self.copy.set(path, said)
        self._changed()
        self.pairs.put(path)
        return self.copy.now.text(path) == said

    def _stepped(self, path: str | None, nothing: str, done: str) -> None:
        if path is None:
            self.say(nothing)
            return
        self._changed()
        self.pairs.put(self.pairs.path)
        if path and path != self.pairs.path:
            self.pairs.go(path)
        self.say(done.format(field=spoken(path) if path else _("several fields")))
