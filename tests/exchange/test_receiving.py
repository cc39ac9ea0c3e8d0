"""What is taken in converges for those who sent it, and what was written against old words never replaces newer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.fingerprint import fingerprint
from handbook.editions.resolve import own_practice_state, resolve
from handbook.errors import DecisionError, UnknownPractice, UnknownUnit
from handbook.exchange.offer import Readiness
from handbook.exchange.proposal import Proposal, ProposedUnit, entry, experience, glossed, improvement
from handbook.exchange.receiving import accepted, compared
from handbook.model.handbook import Handbook
from handbook.model.resolved import State
from tests.editions.build import edition, practice
from tests.exchange.small_chain import OURS, SUMMARY, both, carried_out, kenya, local, shared

DAY = "2026-11-22"
TRIED = {"organisation": "Communications Authority", "date": "2026-05", "outcome": "worked", "text": "It held."}


def take(handbook, proposal, path="", edition_id="global", **how):
    """The handbook once one piece, or each that is ready, is taken in."""
    offers = compared(handbook, edition_id, proposal)
    assert not path or path in {offer.path for offer in offers}
    for offer in offers:
        if offer.path == path or (not path and offer.state is Readiness.READY):
            plan = accepted(handbook, edition_id, proposal, offer, **how)
            handbook = carried_out(handbook, edition_id, plan)
    return handbook


def states(handbook, proposal, edition_id="global"):
    return {offer.path: offer.state for offer in compared(handbook, edition_id, proposal)}


def proposed(*units, **more):
    made = Proposal("improvement", "ke", "global", "trust", "en", "CC-BY-4.0", DAY)
    return replace(made, **{"units": units, **more})


def test_accepted_text_and_item_converge_for_those_who_sent_them():
    now = both()
    proposal = improvement(now, "ke", "trust", date=DAY)
    assert set(states(now, proposal).values()) == {Readiness.READY}
    then = take(now, proposal)
    assert dict(resolve(then, "trust", "ke").changed()) == {
        "summary": State.CONVERGED,
        "checklist/ask": State.CONVERGED,
    }
    held = then.edition("global").practices["trust"].content
    assert held["from"] == "ke" and [item["id"] for item in held["checklist"]] == ["meet", "ask", "call", "thank"]
    assert held["checklist"][1] == {"id": "ask", "text": "Ask twice.", "groups": ["government"], "from": "ke/ask"}


def test_receiving_the_same_twice_offers_nothing_new():
    now = both()
    proposal = improvement(now, "ke", "trust", date=DAY)
    then = take(now, proposal)
    assert set(states(then, proposal).values()) == {Readiness.SAME}
    with pytest.raises(DecisionError, match="says so here already"):
        take(then, proposal, "summary")


def test_old_words_never_replace_newer_ones_but_can_be_put_together():
    proposal = improvement(both(), "ke", "trust", "summary", date=DAY)
    newer = both(shared(summary="Meet often. Keep your word, always."))
    offer = compared(newer, "global", proposal)[0]
    assert offer.state is Readiness.OLDER and offer.base == SUMMARY
    assert offer.suggestion == "Meet every week. Keep your word, always."
    with pytest.raises(DecisionError, match="older words") as refused:
        take(newer, proposal, "summary")
    assert "--merge" in refused.value.todo
    merged = take(newer, proposal, "summary", merged=True)
    assert merged.edition("global").practices["trust"].content["summary"] == offer.suggestion
    assert set(states(merged, proposal).values()) == {Readiness.SAME}


def test_where_both_changed_one_sentence_merging_is_refused_too():
    proposal = improvement(both(), "ke", "trust", "summary", date=DAY)
    newer = both(shared(summary="Meet daily. Keep your word."))
    with pytest.raises(DecisionError, match="older words") as refused:
        take(newer, proposal, "summary", merged=True)
    assert "--text" in refused.value.todo
    worded = take(newer, proposal, "summary", text="Meet daily or weekly. Keep your word.")
    assert worded.edition("global").practices["trust"].content["summary"] == "Meet daily or weekly. Keep your word."


WORDS = st.sampled_from(["Meet often.", "Keep your word.", "Call first.", "Say thank you.", "Write it down."])
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_is_accepted_as_it_is_unless_our_words_are_those_it_was_written_against(base, now, theirs):
    here = both(shared(summary=now))
    proposal = proposed(ProposedUnit("summary", text=theirs, base=base))
    offer = compared(here, "global", proposal)[0]
    for merged in (False, True):
        try:
            plan = accepted(here, "global", proposal, offer, merged=merged)
        except DecisionError:
            assert base != now or theirs == now
        else:
            assert base == now or (merged and plan.edits["summary",] == offer.suggestion)


def test_an_offer_is_compared_again_when_it_is_taken():
    proposal = improvement(both(), "ke", "trust", "summary", date=DAY)
    old = compared(both(), "global", proposal)[0]
    with pytest.raises(DecisionError, match="older words"):
        accepted(both(shared(summary="Newer.")), "global", proposal, old)


def test_a_base_that_nobody_knows_counts_as_older():
    assert states(both(), proposed(ProposedUnit("summary", text=OURS))) == {"summary": Readiness.OLDER}


def test_a_text_where_there_was_none_is_ready_and_one_that_is_gone_is_gone():
    new = proposed(ProposedUnit("breakthrough", text="A call.", base=""))
    assert states(both(), new) == {"breakthrough": Readiness.READY}
    gone = proposed(
        ProposedUnit("breakthrough", text="A call.", base="A letter."), ProposedUnit("steps/x.text", text="Y")
    )
    assert set(states(both(), gone).values()) == {Readiness.GONE}
    with pytest.raises(DecisionError, match="cannot stand here"):
        take(both(), gone, "steps/x.text")


def test_an_improved_item_says_where_it_came_from_and_counts_a_revision():
    here = both(shared(revision=3))
    base = "Meet once a month."
    then = take(here, proposed(ProposedUnit("checklist/meet.text", text="Meet weekly.", base=base)))
    held = then.edition("global").practices["trust"].content
    assert held["checklist"][0]["text"] == "Meet weekly." and held["checklist"][0]["from"] == "ke"
    assert held["revision"] == "4" and "from" not in held


@pytest.mark.parametrize(
    ("before", "after"), [("", "ke"), ("br", "br, ke"), ("br, ke", "br, ke"), ("br/trust", "br/trust")]
)
def test_from_keeps_those_it_names(before, after):
    here = both(shared(**({"from": before} if before else {})))
    then = take(here, proposed(ProposedUnit("summary", text=OURS, base=SUMMARY)))
    assert then.edition("global").practices["trust"].content["from"] == after


def test_members_are_taken_in_as_far_as_they_are_known_here():
    here = both()
    offer = compared(here, "global", proposed(ProposedUnit("groups", add=("private-sector", "martians"))))[0]
    assert offer.state is Readiness.READY and offer.theirs == ("government", "private-sector")
    assert "martians" in offer.notes[0]
    then = take(here, proposed(ProposedUnit("groups", add=("private-sector", "martians"))))
    assert then.edition("global").practices["trust"].content["groups"] == ["government", "private-sector"]
    assert states(here, proposed(ProposedUnit("groups", add=("martians",)))) == {"groups": Readiness.GONE}
    assert states(here, proposed(ProposedUnit("groups", remove=("martians",)))) == {"groups": Readiness.SAME}


def test_an_item_takes_a_free_id_and_leaves_out_what_is_not_known_here():
    item = {"id": "ke/meet", "text": "Meet in each county.", "groups": ["martians", "government"], "after": ["thank"]}
    here = both()
    proposal = proposed(additions={"checklist": (item,)})
    assert "martians" in compared(here, "global", proposal)[0].notes[0]
    held = take(here, proposal).edition("global").practices["trust"].content["checklist"]
    assert held[-1] == {"id": "meet-2", "text": "Meet in each county.", "groups": ["government"], "from": "ke/meet"}


def test_items_at_one_place_keep_their_order():
    items = tuple({"id": f"ke/{name}", "text": f"{name}.", "after": ["meet"]} for name in ("a", "b", "c"))
    held = take(both(), proposed(additions={"checklist": items})).edition("global").practices["trust"].content
    assert [item["id"] for item in held["checklist"]] == ["meet", "a", "b", "c", "call", "thank"]


def test_a_statement_comes_along_only_with_its_source():
    said = {"id": "ke/e", "source": "county-forum", "at": "1", "kind": "opinion", "says": "So."}
    proposal = proposed(additions={"evidence": (said,)})
    offer = compared(both(), "global", proposal)[0]
    assert offer.state is Readiness.GONE and "county-forum" in offer.notes[0]
    sources = {
        "lang": "en",
        "sources": [{"id": "county-forum", "title": "F", "kind": "session", "authority": "report"}],
    }
    knows = shared()
    knows = replace(knows, holdings={**knows.holdings, "sources": sources})
    assert states(both(knows), proposal) == {"evidence/ke/e": Readiness.READY}


def test_what_a_group_gives_keeps_the_group_s_id():
    proposal = proposed(additions={"value": ({"id": "government", "gives": "Staff."},)})
    held = take(both(), proposal).edition("global").practices["trust"].content["value"]
    assert held == [{"id": "government", "gives": "Staff.", "from": "ke"}]
    assert states(both(shared(value=[{"id": "government", "gives": "Money."}])), proposal) == {
        "value/government": Readiness.OLDER
    }


def test_an_item_taken_in_and_reworded_is_only_replaced_by_words_of_the_editor():
    here = both(shared(checklist=[{"id": "ask", "text": "Ask once.", "from": "ke/ask"}]))
    item = {"id": "ke/ask", "text": "Ask thrice."}
    proposal = proposed(additions={"checklist": (item,)})
    with pytest.raises(DecisionError, match="older words"):
        take(here, proposal, "checklist/ke/ask")
    held = take(here, proposal, "checklist/ke/ask", text="Ask again.").edition("global").practices["trust"].content
    assert held["checklist"] == [{"id": "ask", "text": "Ask again.", "from": "ke/ask"}]


def test_an_experience_converges_once_it_is_taken_in():
    now = both()
    proposal, plan = experience(now, "ke", "trust", TRIED, date=DAY)
    then = take(carried_out(now, "ke", plan), proposal)
    assert then.edition("global").practices["trust"].content["tried"] == [
        {"id": "tried-2026-05", "where": "Kenya", **TRIED, "from": "ke/tried-2026-05"}
    ]
    assert ("tried/tried-2026-05", State.CONVERGED) in resolve(then, "trust", "ke").changed()
    with pytest.raises(DecisionError, match="They already say so"):
        experience(then, "ke", "trust", TRIED, date=DAY)


def test_a_whole_practice_is_taken_in_for_review_and_converges_once_published():
    own = local(checklist=[{"id": "a", "text": "Ask.", "groups": ["government"]}])
    now = both(child=kenya(practices=(own,)))
    proposal = entry(now, "ke", "ke/county", date=DAY)
    then = take(now, proposal)
    held = then.edition("global").practices["county"].content
    assert (held["status"], held["from"], held["title"]) == ("in-review", "ke/county", "Ask each county")
    assert own_practice_state(then.chain("ke"), "ke/county", "county") is State.CONVERGED
    assert set(states(then, proposal).values()) == {Readiness.SAME}


def test_a_whole_practice_leaves_behind_what_points_at_nothing_here():
    own = local(
        groups=["martians", "government"],
        terms=["word"],
        related=[{"id": "trust", "relation": "needs"}, {"id": "ke/other", "relation": "needs"}],
        evidence=[{"id": "e", "source": "s", "at": "1", "kind": "opinion", "says": "So."}],
    )
    now = both(child=kenya(practices=(own,)))
    proposal = entry(now, "ke", "ke/county", date=DAY)
    told = " ".join(compared(now, "global", proposal)[0].notes)
    assert all(name in told for name in ("martians", "word", "ke/other", "“s”"))
    held = take(now, proposal).edition("global").practices["county"].content
    assert held["groups"] == ["government"] and held["related"] == [{"id": "trust", "relation": "needs"}]
    assert "terms" not in held and "evidence" not in held


def test_a_whole_practice_never_takes_the_place_of_another():
    own = local()
    here = both(shared(practice(), practice("county")), kenya(practices=(own,)))
    then = take(here, entry(here, "ke", "ke/county", date=DAY))
    assert then.edition("global").practices["county"].title == "Build trust"
    assert then.edition("global").practices["county-2"].title == "Ask each county"


def test_words_in_another_language_are_shown_and_worded_here():
    now = both(child=kenya("sw"))
    proposal = improvement(now, "ke", "trust", date=DAY)
    proposal = glossed(proposal, {"summary": "Meet weekly.", "checklist/ke/ask": "Ask twice."})
    assert set(states(now, proposal).values()) == {Readiness.OTHER_LANGUAGE}
    with pytest.raises(DecisionError, match="another language") as refused:
        take(now, proposal, "summary")
    assert "--text" in refused.value.todo
    held = take(now, proposal, "checklist/ke/ask", text="Ask them twice.").edition("global").practices["trust"].content
    assert held["checklist"][1]["text"] == "Ask them twice." and held["checklist"][1]["from"] == "ke/ask"


def test_a_whole_practice_in_a_language_of_ours_can_be_taken_in():
    now = both(child=kenya("sw", practices=(local(lang="sw"),)))
    proposal = entry(now, "ke", "ke/county", date=DAY)
    assert set(states(now, proposal).values()) == {Readiness.OTHER_LANGUAGE}
    knows = shared()
    knows = replace(knows, content={**knows.content, "languages": ["en", "sw"]})
    assert set(states(both(knows, now.edition("ke")), proposal).values()) == {Readiness.READY}


@pytest.mark.parametrize("origin", ["global", "eu"])
def test_nobody_proposes_in_the_name_of_this_edition_or_of_one_it_builds_on(origin):
    root = shared()
    middle = edition("eu", "global")
    handbook = Handbook({"en": "H"}, {"global": root, "eu": middle})
    with pytest.raises(DecisionError, match="says that it comes from"):
        compared(handbook, "eu", proposed(ProposedUnit("summary", text="X", base=SUMMARY), origin=origin, to="eu"))


def test_a_proposal_for_others_or_about_nothing_is_refused():
    with pytest.raises(DecisionError, match="is for the edition “eu”"):
        compared(both(), "global", proposed(to="eu"))
    with pytest.raises(UnknownPractice):
        compared(both(), "global", proposed(practice="nothing"))
    unit = proposed(ProposedUnit("summary", text="X", base=SUMMARY))
    offer = compared(both(), "global", unit)[0]
    with pytest.raises(UnknownUnit):
        accepted(both(), "global", proposed(), offer)


def three():
    """A middle edition between the shared one and Kenya's."""
    middle = edition("eu", "global")
    child = kenya()
    child = replace(child, content={**child.content, "builds_on": "eu"})
    return Handbook({"en": "H"}, {"global": shared(), "eu": middle, "ke": child})


def test_an_edition_in_between_takes_in_what_it_does_not_own_as_an_adaptation():
    now = three()
    proposal = improvement(now, "ke", "trust", date=DAY)
    then = take(now, proposal, edition_id="eu")
    held = then.edition("eu").adaptations["trust"]
    assert held.changes["summary"].text == OURS and held.changes["summary"].base == fingerprint(SUMMARY)
    assert held.changes["summary"].why == "A month is long."
    assert held.changes["summary"].origin == "ke"
    item = held.additions["checklist"][0]
    assert (item["id"], item["from"], item["after"], item["why"]) == ("eu/ask", "ke/ask", ["meet"], "It helps.")
    assert then.edition("global") == now.edition("global")
    assert {state for _, state in resolve(then, "trust", "ke").changed()} == {State.CONVERGED}
    assert set(states(then, proposal, "eu").values()) == {Readiness.SAME}


def test_an_edition_in_between_takes_in_members_values_and_practices():
    def taken(**more):
        return take(three(), proposed(to="eu", **more), edition_id="eu").edition("eu")

    members = (ProposedUnit("groups", add=("private-sector",), why="So."),)
    assert taken(units=members).adaptations["trust"].changes["groups"].add == ("private-sector",)
    value = ({"id": "government", "gives": "Staff."},)
    assert taken(additions={"value": value}).adaptations["trust"].additions["value"][0]["id"] == "government"
    whole = taken(kind="practice", practice="ke/county", entry={"kind": "practice", "title": "T"})
    assert whole.practices["eu/county"].content["from"] == "ke/county"


def test_html_and_markup_stay_text():
    words = "<script>alert(1)</script> [/] [link](javascript:x)"
    then = take(both(), proposed(ProposedUnit("summary", text=words, base=SUMMARY)))
    assert then.edition("global").practices["trust"].content["summary"] == words
