"""A proposal that was received: each piece beside ours, taken in one by one; what is answered waits no longer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from handbook.editions.asked import Part, readable
from handbook.editions.merge import word_diff
from handbook.errors import ChangedOnDisk, HandbookError, Place
from handbook.exchange.inbox import Waiting
from handbook.exchange.offer import Offer, Readiness
from handbook.exchange.proposal import Proposal
from handbook.exchange.proposal_file import read
from handbook.exchange.receiving import accepted, compared
from handbook.model import fields as declared
from handbook.model.field import Field, Kind, Merge
from handbook.model.units import UnitPath, Value, field_at
from handbook.store import proposals
from tui import changes
from tui.inbox.case import LATER, Case, Done
from tui.inbox.composing import composed
from tui.names import Names, choice, label, named, spoken
from tui.rows import shown_value
from tui.screens.question import Asked, Choice
from tui.speech import N_, _
from tui.to_fix import told
from tui.widgets.text import Said, marked, styled

if TYPE_CHECKING:
    from tui.host import Host

_TOLD = {
    Readiness.READY: N_("{name} proposes other words. Yours are as they were when {name} wrote"),
    Readiness.OLDER: N_("{name} proposes other words. Yours have changed since; theirs cannot replace them"),
    Readiness.OTHER_LANGUAGE: N_("{name} proposes it in another language than it is written in here"),
    Readiness.GONE: N_("{name} proposes it for a place that is not here"),
    Readiness.SAME: N_("You say so already"),
}
_CHOICE = N_("{name} proposes another choice. Yours is as it was when {name} wrote")
_NEW = {"item": N_("{name} proposes one more item"), "practice": N_("{name} proposes a whole practice")}


class ProposalCase(Case):
    """One proposal. It stays until each of its pieces is answered."""

    def __init__(self, desk: Host, waiting: Waiting) -> None:
        super().__init__(desk, waiting)
        self.answered: set[str] = set()  # pieces, in this sitting
        self.proposal: Proposal | None = None
        self.offer: Offer | None = None  # the one that is shown
        self.seen: dict[str, str] = {}
        self.settled = False

    @property
    def reason(self) -> str:
        """Whose it is."""
        proposal = self._read()
        return _("proposed by {name}", name=self._name(proposal)) if proposal else _("it cannot be read")

    @property
    def label(self) -> str:
        """The unit that is shown, or what the whole is about."""
        if self.offer is not None:
            return _("The whole practice") if self.offer.about == "practice" else spoken(self.offer.path)
        return super().label if self.waiting.path else self.waiting.label

    def read(self) -> Asked | None:
        """The next piece that is not answered."""
        if self.settled:
            return None
        desk = self.desk
        try:
            proposal = self.proposal = self._proposal()
            offers = compared(desk.workspace.handbook, desk.edition, proposal)
        except HandbookError as error:
            self.offer = None
            return Asked(self.title, told(error), (self._done_with(), self._later()))
        open_ones = self._open(offers)
        self.offer = open_ones[0] if open_ones else None
        if self.offer is None:
            nothing = _("Nothing in it is new here.")
            return Asked(self.title, nothing, (self._done_with(), self._later()))
        return self._asked(proposal, self.offer, len(open_ones))

    async def settle(self, answer: str) -> Done | None:
        """Take a piece in, leave it, or be done with the whole."""
        if answer == "done":
            return Done(_("the proposal waits no longer"), self._let_go())
        proposal, offer = self.proposal, self.offer
        if proposal is None or offer is None:
            return None
        if answer == "ours":
            self.answered.add(offer.path)
            back: list[Callable[[], object]] = [partial(self.answered.discard, offer.path)]
            return Done(_("ours is kept"), back + self._let_go_if_empty())
        text = ""
        if answer == "both":
            above = [(_("{name} proposes", name=self._name(proposal)), self._theirs(proposal, offer))]
            words = offer.suggestion or str(offer.ours or offer.theirs)
            got = await composed(self.desk, self, offer.path, above, words, None)
            if got is None:
                return None
            text = got[0]
        return self._take(proposal, offer, text, merged=answer == "merged")

    def _take(self, proposal: Proposal, offer: Offer, text: str, *, merged: bool) -> Done:
        desk = self.desk
        desk.workspace.refresh()
        if offer not in compared(desk.workspace.handbook, desk.edition, proposal):
            what = _("Somebody has changed this meanwhile.")
            raise ChangedOnDisk(what, where=Place(proposal.practice), todo=_("Look at it as it is now."))
        plan = accepted(desk.workspace.handbook, desk.edition, proposal, offer, merged=merged, text=text)
        seen = {plan.practice: desk.workspace.digest(desk.edition, plan.practice)}
        if offer.about == "unit":
            self.keep(offer.path, offer.ours, _("It gave way in the Inbox to a proposal."))
        back = self.write(plan, seen)
        said = _("both changes are in") if merged else _("your new words stand") if text else _("theirs is taken in")
        if offer.about == "practice":
            said = _("theirs is taken in, to be reviewed before it is published")
        self.answered.add(offer.path)
        back.append(partial(self.answered.discard, offer.path))
        return Done(said, back + self._let_go_if_empty(), (plan.practice,))

    # What is left of it.

    def _open(self, offers: Sequence[Offer]) -> list[Offer]:
        return [one for one in offers if one.state is not Readiness.SAME and one.path not in self.answered]

    def _let_go_if_empty(self) -> list[Callable[[], object]]:
        """Where each piece is answered, the proposal waits no longer."""
        desk = self.desk
        proposal = self._read()
        if proposal is None or self._open(compared(desk.workspace.handbook, desk.edition, proposal)):
            return []
        return self._let_go()

    def _let_go(self) -> list[Callable[[], object]]:
        place = proposals.settle(self.desk.workspace, self.waiting.file)
        self.settled = True
        return [partial(setattr, self, "settled", False), partial(proposals.unsettle, self.desk.workspace, place)]

    def _proposal(self) -> Proposal:
        file = self.waiting.file
        return read(proposals.opened(self.desk.workspace, file), file.rpartition("/")[2])

    def _read(self) -> Proposal | None:
        if self.proposal is None:
            try:
                self.proposal = self._proposal()
            except HandbookError:
                return None
        return self.proposal

    def _name(self, proposal: Proposal) -> str:
        there = self.desk.workspace.handbook.editions.get(proposal.origin)
        return named(there) if there is not None else proposal.origin

    # Words.

    def _asked(self, proposal: Proposal, offer: Offer, number: int) -> Asked:
        new = offer.state is Readiness.READY and offer.about != "unit"
        other = offer.state is Readiness.READY and not _has_words(offer)
        said = _(_NEW[offer.about] if new else _CHOICE if other else _TOLD[offer.state], name=self._name(proposal))
        changed = changes.told(_compared(offer)) if isinstance(offer.theirs, str) else ""
        told = _("{sentence}: {changes}.", sentence=said, changes=changed) if changed else f"{said}."
        if number > 1:
            told += " " + _("{number} pieces of this proposal are not answered.", number=number)
        return Asked(
            self.title, told, self._choices(proposal, offer, number), self._texts(proposal, offer),
            self._after(proposal, offer),
        )  # fmt: skip

    def _texts(self, proposal: Proposal, offer: Offer) -> list[tuple[str, Said]]:
        found: list[tuple[str, Said]] = []
        name, older = self._name(proposal), offer.state is Readiness.OLDER
        if older and offer.base:
            found.append((_("It said"), offer.base))
        found.append((_("{name} proposes", name=name), self._theirs(proposal, offer)))
        if offer.ours:
            since = older and offer.base and isinstance(offer.ours, str)
            ours: Said = marked(list(readable(offer.since))) if since else self._said(offer.path, offer.ours)
            found.append((_("Ours now"), ours))
        return found

    def _theirs(self, proposal: Proposal, offer: Offer) -> Said:
        if offer.about == "practice":
            return styled("\n".join(_parts(self.desk.names, proposal.entry or {}, declared.PRACTICE.fields)))
        if offer.about == "item":
            field = declared.PRACTICE.field(UnitPath.parse(offer.path).field)
            item = dict(proposal.items())[offer.path]
            return styled("\n".join(_parts(self.desk.names, item, field.fields if field else ())))
        parts = _compared(offer) if _has_words(offer) else []
        return marked(list(parts)) if parts else self._said(offer.path, offer.theirs)

    def _said(self, path: str, value: Value) -> str:
        return shown_value(self.desk.names, path, value) or str(value)

    def _after(self, proposal: Proposal, offer: Offer) -> Said:
        said: list[Said | tuple[str, str]] = []
        if offer.suggestion is not None:
            said.append(_("Both changes fit together. Merged: {text}", text=offer.suggestion))
        if offer.why:
            said += ["\n" if said else "", (_("Why  "), "dim"), offer.why]
        if offer.gloss and offer.gloss != offer.why:
            said += ["\n" if said else "", (_("In English  "), "dim"), offer.gloss]
        for note in offer.notes:
            said += ["\n" if said else "", note]
        return styled(*said)

    def _choices(self, proposal: Proposal, offer: Offer, number: int) -> list[Choice]:
        name, ready = self._name(proposal), offer.state is Readiness.READY
        gone = _("There is no place for it here.") if offer.state is Readiness.GONE else ""
        foreign = _("It is in another language: edit it.") if offer.state is Readiness.OTHER_LANGUAGE else ""
        older = "" if ready else gone or foreign or _("Ours has changed since; that would be lost.")
        merge = "" if offer.suggestion is not None else _("Not here: there is nothing to put together.")
        words = offer.about != "unit" or _has_words(offer)
        take = _("Take the words of {parent}", parent=name) if words else _("Take the choice of {parent}", parent=name)
        ours = _("This is not taken in.") if number > 1 else _("The proposal waits no longer; it is kept.")
        found = [
            Choice("ours", _("Keep ours"), ours),
            Choice("theirs", take, self._then(offer), older),
            Choice("both", _("Edit both"), _("Opens ours beside theirs."), gone or _not_worded(proposal, offer)),
            Choice("merged", _("Use the merged text"), _("Both changes, as shown above."), merge),
            self._later(),
        ]
        return [*found, self._done_with()] if number > 1 else found

    def _then(self, offer: Offer) -> str:
        if offer.about != "unit":
            return _("It says where it came from.")
        return _("Ours stays under Drafts and kept texts.") if offer.ours else _("It says where it came from.")

    def _done_with(self) -> Choice:
        return Choice("done", _("Done with this proposal"), _("What is not taken in yet is not; the file is kept."))

    def _later(self) -> Choice:
        return Choice(LATER, _("Later"), _("It stays in the Inbox."))


def _compared(offer: Offer) -> list[Part]:
    """What they propose with its differences: from the words they wrote against, else from ours."""
    if offer.about != "unit" or not isinstance(offer.theirs, str):
        return []
    before = offer.base if offer.state is Readiness.OLDER else str(offer.ours or "")
    return readable(word_diff(before, offer.theirs)) if before else []


def _has_words(offer: Offer) -> bool:
    """Whether it is about words, and not a value or members."""
    field = field_at(UnitPath.parse(offer.path)) if offer.about == "unit" else None
    return field is not None and field.merge is Merge.WORDS


def _not_worded(proposal: Proposal, offer: Offer) -> str:
    """Why it cannot be put into other words before it is taken in; empty where it can."""
    words = isinstance(offer.theirs, str) and offer.about != "practice"
    if offer.about == "item":
        words = bool(dict(proposal.items())[offer.path].get("text"))
    return "" if words else _("Take it, then edit it in the form.")


def _parts(names: Names, held: Mapping[str, Any], fields: Sequence[Field]) -> Iterator[str]:
    """All that an item or a practice says, a line each: all of it would be taken in."""
    for field in fields:
        said = held.get(field.name)
        if not said or field.name == "id":
            continue
        if field.kind is Kind.ITEMS:
            yield f"{label(field)}:"
            for item in said:
                yield "  " + "\n  ".join(_parts(names, item, field.fields))
        elif field.kind is Kind.GROUP:
            yield f"{label(field)}: " + "; ".join(_parts(names, said, field.fields))
        elif field.name == "text":
            yield str(said)
        else:
            ids = said if isinstance(said, (list, tuple)) else [said]
            words = [choice(one) if field.kind is Kind.CHOICE else names.of(field.of, str(one)) for one in ids]
            yield f"{label(field)}: {', '.join(words)}"
