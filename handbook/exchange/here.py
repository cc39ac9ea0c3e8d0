"""The practice that a proposal is about, as the receiving edition has it."""

from __future__ import annotations

from handbook.editions.layer import of_practice
from handbook.editions.resolve import layers
from handbook.errors import DecisionError
from handbook.exchange.known import Sieve, known_by
from handbook.exchange.proposal import Proposal
from handbook.model.handbook import Handbook
from handbook.model.resolved import Item, Resolved
from handbook.wording import _


class Here:
    """One edition with one proposal before it.

    Raises UnknownPractice, and DecisionError for a proposal that is not for this edition or claims to come from it.
    """

    def __init__(self, handbook: Handbook, edition: str, proposal: Proposal) -> None:
        self.handbook, self.proposal = handbook, proposal
        self.chain = handbook.chain(edition)
        self.edition = self.chain[-1]
        self._known = known_by(self.chain)
        self._refuse_foreign()
        self._practice = None if proposal.entry is not None else layers(self.chain, self._called_here())[-1]

    @property
    def practice(self) -> Resolved:
        """The practice that they propose a change or an item of."""
        if self._practice is None:
            raise DecisionError(f"“{self.proposal.practice}” is proposed whole.", todo="Nothing was written.")
        return self._practice

    @property
    def owned(self) -> bool:
        """Whether this edition has the practice as an entry of its own, and so changes it there."""
        return self.practice.id in self.edition.practices

    @property
    def lang(self) -> str:
        """The language this edition writes this practice in."""
        if self.owned:
            return self.practice.practice.lang
        held = of_practice(self.edition, self.practice.practice)
        return held.lang if held else self.edition.languages[0]

    @property
    def front(self) -> str:
        """What ids of this edition's own begin with: nothing where it builds on no other."""
        return f"{self.edition.id}/" if self.edition.parent else ""

    def sieve(self) -> Sieve:
        """A sieve for one piece, with notes of its own."""
        return Sieve(self._known)

    def item(self, name: str, wanted: str) -> Item | None:
        """An item of a list, hidden or not, by the id it has here or the one it had before it was taken in."""
        return self.practice.item(name, wanted)

    def _called_here(self) -> str:
        wanted = self.proposal.practice
        if any(wanted in edition.practices for edition in self.chain):
            return wanted
        held = [practice for edition in self.chain for practice in edition.practices.values()]
        return next((practice.id for practice in held if practice.content.get("from") == wanted), wanted)

    def _refuse_foreign(self) -> None:
        proposal, edition = self.proposal, self.edition.id
        if proposal.origin in {one.id for one in self.chain}:
            what = _("It says that it comes from “{origin}”, which is this edition or one that it builds on.",
                     origin=proposal.origin)  # fmt: skip
            raise DecisionError(what, todo=_("Nothing was taken in. Ask those who sent it."))
        if proposal.to != edition:
            what = _(
                "This proposal is for the edition “{to}”, and this is “{edition}”.", to=proposal.to, edition=edition
            )
            todo = _("Add --edition {to}, or send it to those who keep that edition.", to=proposal.to)
            raise DecisionError(what, todo=todo)
