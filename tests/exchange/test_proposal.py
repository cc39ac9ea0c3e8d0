"""A proposal carries what is ours, what it was written against, and nothing else; a stranger's is never believed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.fingerprint import fingerprint
from handbook.errors import DecisionError, FormError, HandbookError, UnknownPractice, UnknownUnit
from handbook.exchange.proposal import Proposal, ProposedUnit, entry, experience, glossed, improvement, unglossed
from handbook.exchange.proposal_file import file_of, read, written
from handbook.model.scalar import NOT_TEXT
from tests.editions.build import practice
from tests.exchange.small_chain import OURS, SUMMARY, both, carried_out, kenya, local, shared

DAY = "2026-11-22"
TRIED = {"organisation": "Communications Authority", "date": "2026-05", "outcome": "worked", "text": "It held."}


def test_an_improvement_carries_each_text_with_what_it_was_written_against():
    held = improvement(both(), "ke", "trust", date=DAY, release="3", reason="It works.")
    assert held.units == (ProposedUnit("summary", text=OURS, base=SUMMARY, why="A month is long."),)
    assert held.additions["checklist"] == (
        {"id": "ke/ask", "text": "Ask twice.", "groups": ["government"], "after": ["meet"], "why": "It helps."},
    )
    assert (held.origin, held.to, held.release) == ("ke", "global", "3")
    assert (held.licence, held.why) == ("CC-BY-4.0", "It works.")


@pytest.mark.parametrize(("unit", "units", "items"), [("summary", 1, 0), ("checklist/ke/ask", 0, 1)])
def test_one_unit_or_item_alone_can_be_proposed(unit, units, items):
    held = improvement(both(), "ke", "trust", unit, date=DAY)
    assert (len(held.units), len(list(held.items()))) == (units, items)


def test_a_stale_text_tells_the_words_it_was_written_against_not_those_of_now():
    held = improvement(both(shared(summary="Meet. Keep your word always.")), "ke", "trust", "summary", date=DAY)
    assert held.units[0].base == SUMMARY


def test_a_base_that_is_not_at_hand_is_not_guessed():
    child = replace(kenya(), bases={})
    now = both(shared(summary="Other words."), child)
    assert improvement(now, "ke", "trust", "summary", date=DAY).units[0].base is None
    assert improvement(both(child=child), "ke", "trust", "summary", date=DAY).units[0].base == SUMMARY


def test_what_they_already_say_is_refused_and_left_out_of_the_rest():
    now = both(shared(summary=OURS))
    with pytest.raises(DecisionError, match="They already say so"):
        improvement(now, "ke", "trust", "summary", date=DAY)
    held = improvement(now, "ke", "trust", date=DAY)
    assert held.units == () and "checklist" in held.additions


def test_hides_orders_stances_and_notes_never_leave():
    child = kenya(
        changes={
            "checklist/thank": {"hide": "We do.", "base": fingerprint("Say thank you.")},
            "checklist/call": {"after": ["thank"], "why": "x", "base": fingerprint("Call before you write.")},
            "title": {"text": "Build it", "why": "Short.", "base": fingerprint("Build trust")},
        },
        additions={"checklist": [{"id": "ke/a", "text": "A.", "ext": {"note": "SECRET"}, "mine": "SECRET"}]},
        reviewed={"stance": "as-is", "why": "SECRET"},
        ext={"note": "SECRET"},
    )
    data = written(improvement(both(child=child), "ke", "trust", date=DAY))
    assert b"SECRET" not in data and b"hide" not in data and b"We do" not in data and b"Build it" in data


def test_only_hides_are_nothing_to_propose():
    hide = {"checklist/thank": {"hide": "We do.", "base": fingerprint("Say thank you.")}}
    with pytest.raises(DecisionError, match="only left out or moved"):
        improvement(both(child=kenya(changes=hide, additions={})), "ke", "trust", date=DAY)


def test_what_cannot_be_proposed_says_why():
    now = both()
    with pytest.raises(UnknownUnit, match="not changed “title”"):
        improvement(now, "ke", "trust", "title", date=DAY)
    with pytest.raises(DecisionError, match="builds on no other"):
        improvement(now, "global", "trust", date=DAY)
    with pytest.raises(UnknownPractice):
        improvement(now, "ke", "nothing", date=DAY)
    plain = kenya()
    bare = replace(plain, content={name: said for name, said in plain.content.items() if name != "licence"})
    with pytest.raises(DecisionError, match="licence") as refused:
        improvement(both(child=bare), "ke", "trust", date=DAY)
    assert "edition.yaml" in refused.value.todo


def test_members_and_values_can_be_proposed():
    parent = shared(maturity="emerging")
    child = kenya(
        changes={
            "groups": {"add": ["private-sector"], "remove": ["government"], "why": "So here."},
            "maturity": {"value": "ended", "why": "Over.", "base": fingerprint("emerging")},
        },
        additions={},
    )
    held = improvement(both(parent, replace(child, bases={})), "ke", "trust", date=DAY)
    assert held.units == (
        ProposedUnit("groups", add=("private-sector",), remove=("government",), why="So here."),
        ProposedUnit("maturity", value="ended", base="emerging", why="Over."),
    )


def test_an_item_they_reworded_is_proposed_as_a_change_of_theirs():
    parent = shared(checklist=[{"id": "ask", "text": "Ask once.", "from": "ke/ask"}])
    held = improvement(both(parent), "ke", "trust", "checklist/ke/ask", date=DAY)
    assert held.units == (ProposedUnit("checklist/ask.text", text="Ask twice.", base="Ask once.", why="It helps."),)


def test_a_whole_practice_leaves_without_its_history_and_without_names():
    said = {"id": "e", "source": "s", "at": "1", "kind": "opinion", "says": "So.", "supports": ["summary"],
            "speaker": {"label": ">> SECRET", "role": "speaker", "organisation": "a hotline"}}  # fmt: skip
    own = local(evidence=[said], review={"by": "SECRET"}, ext={"a": "SECRET"}, revision=4, unheard="SECRET")
    held = entry(both(child=kenya(practices=(own,))), "ke", "ke/county", date=DAY)
    assert held.entry is not None and held.entry["evidence"][0]["speaker"] == {
        "role": "speaker",
        "organisation": "a hotline",
    }
    assert b"SECRET" not in written(held) and not {"status", "revision", "ext", "id"} & set(held.entry)


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_only_what_is_published_is_proposed(status):
    with pytest.raises(DecisionError, match="only what you have published"):
        entry(both(child=kenya(practices=(local(status=status),))), "ke", "ke/county", date=DAY)


def test_a_practice_they_have_is_not_proposed_again():
    own = local()
    theirs = type(own)("county", {**own.content, "id": "county", "from": "ke/county"})
    with pytest.raises(DecisionError, match="They already say so"):
        entry(both(shared(practice(), theirs), kenya(practices=(own,))), "ke", "ke/county", date=DAY)


def test_an_experience_is_kept_here_and_proposed_with_where_it_was():
    now = both()
    held, plan = experience(now, "ke", "trust", TRIED, date=DAY)
    item = held.additions["tried"][0]
    assert item == {"id": "ke/tried-2026-05", "where": "Kenya", **TRIED} and held.kind == "experience"
    assert plan.edits == {("additions", "tried", "ke/tried-2026-05"): item}
    again, nothing = experience(carried_out(now, "ke", plan), "ke", "trust", TRIED, date=DAY)
    assert again == held and not nothing


@pytest.mark.parametrize("name", ["organisation", "text", "outcome"])
def test_half_an_experience_is_refused(name):
    with pytest.raises(DecisionError, match="not complete"):
        experience(both(), "ke", "trust", {**TRIED, name: " "}, date=DAY)


@pytest.mark.parametrize("wrong", [{"outcome": "great"}, {"date": "May"}])
def test_an_experience_has_a_date_and_an_outcome_of_the_right_form(wrong):
    with pytest.raises(DecisionError):
        experience(both(), "ke", "trust", {**TRIED, **wrong}, date=DAY)


def test_another_language_needs_its_gist_in_english():
    own = local(lang="sw")
    now = both(child=kenya("sw", practices=(own,)))
    held = improvement(now, "ke", "trust", date=DAY)
    assert unglossed(held) == ["summary", "checklist/ke/ask"]
    with pytest.raises(FormError, match="no gist in English"):
        written(held)
    told = glossed(held, {"summary": "Meet weekly.", "checklist/ke/ask": "Ask twice."})
    assert read(written(told), "p.yaml") == told
    whole = entry(now, "ke", "ke/county", date=DAY)
    assert unglossed(whole) == ["ke/county"] and unglossed(glossed(whole, {"ke/county": "Ask."})) == []


TEXT = st.text(min_size=1, max_size=60).filter(lambda text: bool(text.strip()) and not NOT_TEXT.search(text))


@given(TEXT, TEXT, TEXT)
def test_what_is_written_reads_back_the_same(text, base, why):
    units = (ProposedUnit("summary", text=text, base=base, why=why), ProposedUnit("problem", text=base, base=""))
    items = {"steps": ({"id": "ke/x", "text": text, "after": ["meet"]},)}
    held = Proposal("improvement", "ke", "global", "trust", "en", "CC-BY-4.0", DAY, units=units, additions=items)
    assert read(written(held), "p.yaml") == held


def test_each_kind_reads_back_the_same():
    now = both(child=kenya(practices=(local(),)))
    for held in (entry(now, "ke", "ke/county", date=DAY), experience(now, "ke", "trust", TRIED, date=DAY)[0]):
        assert read(written(held), file_of(held)) == held


def test_its_file_is_named_for_who_what_and_when():
    now = both(child=kenya(practices=(local(),)))
    assert file_of(entry(now, "ke", "ke/county", date=DAY)) == "ke-county-2026-11-22.proposal.yaml"
    assert file_of(improvement(now, "ke", "trust", date=DAY)) == "ke-trust-2026-11-22.proposal.yaml"


PLAIN = """\
format: "1"
proposal: improvement
from: ke
to: global
practice: trust
lang: en
licence: CC-BY-4.0
date: "2026-11-22"
units:
  summary: {text: Meet., base: Meet often.}
"""


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("from: ke", "from: global", "to itself"),
        ("from: ke", "from: ../ke", "from cannot be"),
        ("from: ke", "from: x/ke", "id of an edition"),
        ("practice: trust", "practice: index", "id of a practice"),
        ("practice: trust", f"practice: {'a' * 90}", "id of a practice"),
        ("licence: CC-BY-4.0\n", "", "licence"),
        ("licence: CC-BY-4.0", 'licence: "<script>"', "licence"),
        ("proposal: improvement", "proposal: practice", "not what it holds"),
        ("proposal: improvement", "proposal: order", "proposal cannot be"),
        ("date:", "release: new\ndate:", "number of a release"),
        ("summary:", "status:", "no unit “status”"),
        ("summary:", "checklist:", "no unit “checklist”"),
        ("summary:", "checklist/meet:", "says it wrongly"),
        ("summary:", "checklist/index.text:", "no unit"),
        ("summary:", "nonsense:", "no unit “nonsense”"),
        ("text: Meet.", "value: Meet.", "says it wrongly"),
        ("text: Meet.", 'text: " "', "no words"),
        ("text: Meet.", "text: [Meet]", "should be text"),
        ("summary: {text: Meet.", "maturity: {value: great", "cannot be"),
        ("text: Meet.", f"text: {'a' * 17000}", "longer than"),
        ("text: Meet.", 'text: "\\e[31mMeet."', "U\\+001B"),
        ("units:", "additions: {checklist: [{id: ask, text: Ask.}]}\nunits:", "does not begin with “ke/”"),
        ("units:", "additions: {checklist: [{id: br/ask, text: Ask.}]}\nunits:", "does not begin with “ke/”"),
        ("units:", "additions: {nonsense: [{id: ke/a}]}\nunits:", "no list “nonsense”"),
        ("units:", "additions: {checklist: [{id: ke/a, text: A.}, {id: ke/a, text: B.}]}\nunits:", "same id"),
        ("units:", "additions: {checklist: [{id: ke/a}]}\nunits:", "says nothing"),
        ("units:", "entry: {title: T}\nunits:", "begins with “ke/”"),
    ],
)
def test_a_stranger_s_file_is_refused_by_name_and_line(old, new, why):
    assert old in PLAIN
    with pytest.raises(HandbookError, match=why) as refused:
        read(PLAIN.replace(old, new, 1).encode(), "p.proposal.yaml")
    assert refused.value.where is not None and refused.value.where.file == "p.proposal.yaml"
    assert refused.value.where.line and refused.value.todo


def test_what_no_proposal_may_carry_is_left_behind():
    more = """\
ext: {a: b}
unheard: of
additions:
  checklist:
    - {id: ke/a, text: "<script>alert(1)</script>", from: global/x, ext: {a: b}, unheard: of, why: So.}
"""
    held = read((PLAIN + more).encode(), "p.yaml")
    assert held.additions["checklist"] == ({"id": "ke/a", "text": "<script>alert(1)</script>", "why": "So."},)


def test_a_whole_practice_of_a_stranger_takes_no_id_status_or_origin_along():
    text = PLAIN.split("units:")[0].replace("improvement", "practice").replace("trust", "ke/county")
    entry_ = "entry: {id: trust, status: published, from: global, revision: '9', title: T, ext: {a: b}, kind: duty}\n"
    held = read((text + entry_).encode(), "p.yaml")
    assert held.entry == {"kind": "duty", "title": "T"}
