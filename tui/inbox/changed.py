"""They changed what we changed: three texts with their differences, and what keeping, taking or editing writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.editions import asked as words
from handbook.editions.decide import decided
from handbook.editions.merge import word_diff
from handbook.editions.resolve import layers
from handbook.editions.status import questions
from handbook.exchange.inbox import Waiting
from handbook.model.field import Field, Kind, Merge
from handbook.model.plan import Plan
from handbook.model.question import Decision, Question
from handbook.model.resolved import State
from handbook.model.units import UnitPath, field_at
from handbook.store.answering import answered
from handbook.store.earlier import as_it_was
from tui import changes
from tui.days import day
from tui.inbox.answers import answers, done_words, told
from tui.inbox.case import Case, Done
from tui.inbox.composing import composed
from tui.names import choice
from tui.rows import item_label, shown_value
from tui.screens.picking import Option, PickPage
from tui.screens.question import Asked
from tui.speech import N_, _
from tui.widgets.text import Said, marked, styled

if TYPE_CHECKING:
    from tui.host import Host

_REASONS = {
    "they changed it": N_("{parent} changed it"),
    "they changed the same words": N_("{parent} changed the same words"),
    "they no longer have it": N_("{parent} no longer has it"),
    "they use its id for other words": N_("{parent} has another of this name"),
    "what it stood after is gone": N_("what it stood after is gone"),
    "it is not known what they said then": N_("it is not known what they said then"),
    "they changed it otherwise": N_("{parent} changed it otherwise"),
    "they took it in in other words": N_("{parent} took it in in other words"),
}


class ChangedCase(Case):
    """One question of the edition."""

    def __init__(self, desk: Host, waiting: Waiting) -> None:
        super().__init__(desk, waiting)
        self.held: words.Case | None = None
        self.seen: dict[str, str] = {}

    @property
    def reason(self) -> str:
        """Whose change it is."""
        said = _REASONS.get(self.waiting.sentence, self.waiting.sentence)
        return _(said, parent=self.desk.names.parent)

    def read(self) -> Asked | None:
        """The question with its texts."""
        desk = self.desk
        question = self._question()
        if question is None:
            return None
        held = self.held = words.case(desk.workspace.handbook.chain(desk.edition), question)
        names = (question.practice, question.theirs) if question.about == "practice" else (question.practice,)
        self.seen = {name: desk.workspace.digest(desk.edition, name) for name in names}
        return Asked(
            self.title,
            told(question, desk.names.parent, self._changes(held)),
            answers(question, desk.names.parent),
            tuple(self._texts(held)),
            self._after(held),
        )

    async def settle(self, answer: str) -> Done | None:
        """One decision, one plan, one write."""
        question, decision = self._asked, Decision(answer)
        said = await self._edited(question) if decision is Decision.EDIT else _Said(question.why)
        if said is not None and not said.why and question.needs_reason(decision):
            title = _("Why does {field} differ here?", field=self.label)
            said.why = await self.ask_why(title, _("There is no reason yet.")) or ""
            if not said.why:
                return None
        if said is None:
            return None
        plan = self._plan(question, decision, said)
        gave_way = _("It gave way in the Inbox: {answer}.", answer=done_words(decision))
        desk = self.desk
        done = answered(
            desk.workspace, desk.edition, question, decision, plan, seen=self.seen, gave_way=gave_way
        )  # fmt: skip
        return Done(done_words(decision), self.way_back(done), (question.practice, plan.practice))

    def _question(self) -> Question | None:
        asked, desk = self.waiting, self.desk
        found = questions(desk.workspace.handbook, desk.edition, asked.practice)
        return next((one for one in found if one.path == asked.path), None)

    @property
    def _asked(self) -> Question:
        assert self.held is not None  # noqa: S101 - nobody answers what was not shown
        return self.held.question

    @property
    def _field(self) -> Field | None:
        return field_at(UnitPath.parse(self.waiting.path))

    @property
    def _is_value(self) -> bool:
        return self._field is not None and self._field.merge is Merge.VALUE

    # Words.

    def _changes(self, held: words.Case) -> str:
        question = held.question
        if self._is_value and held.then and held.now:
            before, now = (shown_value(self.desk.names, question.path, one) for one in (held.then, held.now))
            return _("“{before}” became “{now}”", before=before, now=now)
        return changes.told(held.theirs) if held.then is not None else ""

    def _texts(self, held: words.Case) -> list[tuple[str, Said]]:
        parent = self.desk.names.parent
        found: list[tuple[str, Said]] = []
        if held.then is not None:
            found.append((_("{parent} then", parent=parent), self._value(held.then)))
        if held.now is not None:
            found.append((self._now_heading(parent), self._theirs(held)))
        if held.ours is not None:
            found.append((_("Ours now"), self._value(held.ours) if self._is_value else marked(list(held.own))))
        return found

    def _theirs(self, held: words.Case) -> Said:
        question = held.question
        if self._is_value:
            return self._value(held.now or "")
        if question.about == "own" and question.state is State.STALE and question.now_lang == question.ours_lang:
            return marked(list(words.readable(word_diff(held.ours or "", held.now or ""))))
        return marked(list(held.theirs))

    def _value(self, value: str) -> Said:
        return shown_value(self.desk.names, self.waiting.path, value) if self._is_value else value

    def _now_heading(self, parent: str) -> str:
        workspace, edition = self.desk.workspace, self.desk.edition
        if workspace.live or edition not in workspace.pins:
            return _("{parent} now", parent=parent)
        return _("{parent} now, {date}", parent=parent, date=day(workspace.pins.release(edition).date))

    def _after(self, held: words.Case) -> Said:
        said: list[Said | tuple[str, str]] = []
        if held.suggestion is not None:
            said.append(_("Both changes fit together. Merged: {text}", text=held.suggestion))
        if held.why:
            said += ["\n" if said else "", (_("Why  "), "dim"), held.why]
        if (copy := self.desk.copies.get(held.question.practice)) is not None and copy.changed:
            hint = _(
                "You have words in this practice that are not saved. They stay as they are, and are not shown here."
            )
            said += ["\n" if said else "", hint]
        return styled(*said)

    # Answers.

    async def _edited(self, question: Question) -> _Said | None:
        field = self._field
        if question.about == "order" or question.state is State.DISPLACED:
            return await self._placed(question)
        if field is not None and field.kind in (Kind.CHOICE, Kind.ID):
            named = [(one, choice(one)) for one in field.choices] or self.desk.names.options(field.of)
            options = [Option(key, name) for key, name in named]
            found = await self.desk.ask(PickPage(self.where, self.label, options, picked=[str(question.ours)]))
            return _Said(question.why, text=found[0]) if found else None
        held = self.held
        above = self._texts(held)[1:2] if held and held.now is not None else []
        got = await composed(
            self.desk, self, question.path, above, question.suggestion or str(question.ours or ""), question.why
        )
        return _Said(got[1], text=got[0]) if got is not None else None

    async def _placed(self, question: Question) -> _Said | None:
        at, desk = UnitPath.parse(question.path), self.desk
        ours = layers(desk.workspace.handbook.chain(desk.edition), question.practice)[-1]
        options = [
            Option(item.id, item_label(at.field, n), words.said(next((u.value for u in item.units.values()), "")))
            for n, item in enumerate(ours.items(at.field), 1) if item.id != at.item
        ]  # fmt: skip
        if not options:
            self.desk.say(_("There is no other item that it could stand after."))
            return None
        found = await desk.ask(PickPage(self.where, _("After which one should it stand?"), options))
        return _Said(question.why, after=tuple(found)) if found else None

    def _plan(self, question: Question, decision: Decision, said: _Said) -> Plan:
        desk = self.desk
        return decided(
            desk.workspace.handbook, desk.edition, question, decision,
            why=said.why, text=said.text, after=said.after, before=as_it_was(desk.workspace, desk.edition, question),
        )  # fmt: skip


class _Said:
    """What an editor adds to a decision."""

    def __init__(self, why: str, *, text: str = "", after: tuple[str, ...] = ()) -> None:
        self.why, self.text, self.after = why, text, after
