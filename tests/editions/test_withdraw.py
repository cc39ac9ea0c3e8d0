"""What is withdrawn says why and where to go on; taking it back leaves nothing of that."""

from __future__ import annotations

import pytest

from handbook.editions.withdraw import brought_back, withdrawn
from handbook.errors import DecisionError, UnknownPractice
from tests.editions.build import edition, handbook, practice


@pytest.fixture
def held():
    gone = practice("gone", status="withdrawn", replaced_by=["near"], withdrawn_because="Old.")
    shared = edition("global", "", practice("trust"), practice("near"), practice("begun", status="draft"), gone)
    return handbook(shared, edition("nl", "global", practice("nl/hub")))


def test_it_says_why_and_what_to_use_instead(held):
    plan = withdrawn(held, "global", "trust", " It is part of another now. ", ["near", "near"])
    assert dict(plan.edits) == {
        ("status",): "withdrawn",
        ("replaced_by",): ["near"],
        ("withdrawn_because",): "It is part of another now.",
    }


def test_nothing_may_take_its_place(held):
    assert withdrawn(held, "global", "trust", "Old.", []).edits[("replaced_by",)] == []


def test_a_shared_practice_may_take_the_place_of_a_local_one(held):
    assert withdrawn(held, "nl", "nl/hub", "Old.", ["trust"]).edits[("replaced_by",)] == ["trust"]


@pytest.mark.parametrize(
    ("because", "instead", "why"),
    [
        ("  ", "near", "must be told why"),
        ("Old.", "trust", "its own place"),
        ("Old.", "nowhere", "no practice “nowhere”"),
        ("Old.", "begun", "not published yet"),
        ("Old.", "gone", "withdrawn itself"),
        ("Old.", "nl/hub", "no practice “nl/hub”"),
    ],
)
def test_readers_are_never_led_nowhere(held, because, instead, why):
    with pytest.raises(DecisionError, match=why):
        withdrawn(held, "global", "trust", because, [instead])


def test_a_withdrawn_replacement_is_refused_with_what_stands_in_its_place(held):
    with pytest.raises(DecisionError) as refusal:
        withdrawn(held, "global", "trust", "Old.", ["gone"])
    assert "“near”: name that" in refusal.value.todo


def test_only_the_edition_whose_it_is_withdraws_it(held):
    with pytest.raises(DecisionError, match="of the edition “global”"):
        withdrawn(held, "nl", "trust", "Old.", [])
    with pytest.raises(UnknownPractice):
        withdrawn(held, "nl", "nowhere", "Old.", [])


def test_taking_it_back_leaves_nothing_of_it(held):
    assert dict(brought_back(held, "global", "gone", "published").edits) == {
        ("status",): "published",
        ("replaced_by",): None,
        ("withdrawn_because",): None,
    }
    with pytest.raises(DecisionError, match="not withdrawn"):
        brought_back(held, "global", "trust", "draft")
    with pytest.raises(DecisionError, match="cannot be brought back"):
        brought_back(held, "global", "gone", "withdrawn")
