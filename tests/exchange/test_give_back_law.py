"""The law of giving back: what they took in from us is theirs then, and tidying changes nothing that readers see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.editions.fingerprint import fingerprint
from handbook.editions.tidy import tidied
from handbook.errors import DecisionError
from handbook.exchange.offer import Offer, Readiness
from handbook.exchange.proposal import Proposal, entry, experience, improvement
from handbook.exchange.proposal_file import file_of, read, written
from handbook.exchange.receiving import accepted, compared
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.plan import Plan
from handbook.model.practice import Practice
from handbook.model.units import UnitPath
from tests.editions import tales
from tests.editions.build import handbook
from tests.editions.following import DATE, applied, asked, pages, released, taken, words_shown
from tests.editions.strategies import GROUPS, RANDOMS, Pen

TAXONOMY = {"format": "1", "groups": [{"id": name, "label": {"en": name}} for name in GROUPS]}
# What the shared edition does between their writing and our taking in.
MEANWHILE = [tales._new_item, tales._order, tales._value, tales._reworded_first, tales._reworded_last, tales._item_gone]


@dataclass
class Gift:
    """Two editions after one gave and the other took in: Kenya's on the new release, and what was given."""

    before: Handbook
    now: Handbook
    given: list[tuple[str, Offer]]  # the practice, as Kenya calls it, with the piece

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """What a failing test prints, since the rest would fill pages."""
        printer.text(f"Gift({[(name, offer.path, offer.theirs) for name, offer in self.given]})")


@st.composite
def gifts(draw: st.DrawFn) -> Gift:
    pen = Pen(draw(RANDOMS))
    theirs = tales.Shared({"trust": pen.practice(), "law": pen.practice()})
    book = _kenya(pen, released((_known(theirs.edition()),), 1))
    for _ in range(pen.random.randint(0, 3)):
        pen.random.choice(MEANWHILE)(pen, theirs, book.edition("ke"))
    shared = handbook(_known(theirs.edition()))
    offered, book = _proposals(pen, book)
    given = []
    for proposal in offered:
        shared, more = _received(pen, shared, proposal)
        given += [(proposal.practice, offer) for offer in more]
    now = taken(book, "ke", released((shared.edition("global"),), 2))
    return Gift(book, now, given)


@given(gifts())
def test_what_was_taken_in_from_us_waits_for_no_decision(gift: Gift):
    waiting = asked(gift.now, "ke")
    for practice, path in _names(gift):
        about = [key for key in waiting if key[0] == practice and (not path or _within(key[1], path))]
        assert not about


@given(gifts())
def test_tidying_leaves_nothing_of_it_and_changes_no_page(gift: Gift):
    tidy = _tidied(gift.now)
    held = tidy.edition("ke")
    for practice, offer in gift.given:
        at, adaptation = UnitPath.parse(offer.path), held.adaptations.get(practice)
        if offer.about == "practice":
            assert practice not in held.practices
        elif adaptation is not None and offer.about == "unit":
            assert offer.path not in adaptation.changes
        elif adaptation is not None:
            assert at.item not in {item["id"] for item in adaptation.additions.get(at.field, ())}
    assert pages(tidy, "ke") == pages(gift.now, "ke")
    assert asked(tidy, "ke") == asked(gift.now, "ke")
    assert not list(tidied(tidy, "ke"))


@given(gifts())
def test_our_words_are_still_read_once_ours_are_cleared_away(gift: Gift):
    shown = words_shown(_tidied(gift.now), "ke")
    ours = gift.before.edition("ke").practices["ke/hub"].content
    for _, offer in gift.given:
        if offer.about == "practice":
            assert {fingerprint(str(ours[part])) for part in ("title", "summary", "problem")} <= shown
        elif isinstance(offer.theirs, str) and offer.path != "maturity":
            assert fingerprint(offer.theirs) in shown


def test_most_of_the_made_up_years_give_something():
    examples = givers = 0
    kinds: set[str] = set()

    @settings(derandomize=True, database=None)
    @given(gifts())
    def count(gift: Gift):
        nonlocal examples, givers
        examples += 1
        givers += bool(gift.given)
        kinds.update(offer.path.partition("/")[0] if offer.about == "item" else offer.about for _, offer in gift.given)

    count()
    assert givers / examples >= 0.8
    assert kinds >= {"unit", "practice", "checklist", "steps", "barriers", "tried"}


def _kenya(pen: Pen, first: Any) -> Handbook:
    """Kenya's edition, in the language of the shared one: other words cannot be taken in as they are."""
    while (book := tales.local(pen, first, "ke")).edition("ke").languages[0] != "en":
        pass
    held = book.edition("ke")
    return replace(book, editions={"ke": replace(held, content={**held.content, "licence": "CC-BY-4.0"})})


def _known(held: Edition) -> Edition:
    return replace(held, holdings={"taxonomy": TAXONOMY})


def _proposals(pen: Pen, book: Handbook) -> tuple[list[Proposal], Handbook]:
    """All that Kenya has to give, and its edition with what it then keeps of it."""
    found = []
    for practice in ("trust", "law"):
        try:
            found.append(improvement(book, "ke", practice, date=DATE))
        except DecisionError:  # it has changed nothing here, or only left out and moved something
            continue
    if pen.maybe():
        found.append(entry(book, "ke", "ke/hub", date=DATE))
    if pen.maybe():
        told = {"organisation": "A hotline", "date": "2026-05", "outcome": "worked", "text": pen.text()}
        proposal, plan = experience(book, "ke", "trust", told, date=DATE)
        found.append(proposal)
        book = applied(book, "ke", plan)
    return found, book


def _received(pen: Pen, shared: Handbook, proposal: Proposal) -> tuple[Handbook, list[Offer]]:
    """The shared edition once it has taken in most of what came by e-mail and fits its words."""
    came = read(written(proposal), file_of(proposal))
    assert came == proposal
    given = []
    for offer in compared(shared, "global", came):
        if offer.state is Readiness.READY and pen.random.random() < 0.9:
            shared = _written(shared, accepted(shared, "global", came, offer))
            given.append(offer)
    return shared, given


def _written(shared: Handbook, plan: Plan) -> Handbook:
    """The plan carried out; a practice that is new here is published by its editors then."""
    held = shared.edition("global")
    if plan.practice in held.practices:
        return applied(shared, "global", plan)
    empty = Practice(plan.practice, {"format": "1", "id": plan.practice})
    begun = replace(held, practices={**held.practices, plan.practice: empty})
    plan = replace(plan, edits={**plan.edits, ("status",): "published"})
    return applied(replace(shared, editions={"global": begun}), "global", plan)


def _tidied(book: Handbook) -> Handbook:
    for plan in list(tidied(book, "ke")):
        book = applied(book, "ke", plan)
    return book


def _names(gift: Gift) -> Iterator[tuple[str, str]]:
    """Practice and path of all that was given, as Kenya called it and as it is called now; no path for a whole one."""
    for practice, offer in gift.given:
        if offer.about == "practice":
            yield from ((practice, ""), (practice.removeprefix("ke/"), ""))
        else:
            yield from ((practice, offer.path), (practice, offer.path.replace("/ke/", "/")))


def _within(path: str, whole: str) -> bool:
    return path == whole or path.startswith(f"{whole}.")
