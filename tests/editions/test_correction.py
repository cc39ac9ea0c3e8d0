"""A small correction goes through; what is more than one is refused with the reason."""

from __future__ import annotations

import pytest

from handbook.editions.correction import correction, is_small, what_changed
from handbook.errors import DecisionError, UnknownUnit
from tests.editions.build import edition, handbook, practice

SAID = "Meet ofthen before you need each other, and keep your word."
RIGHT = SAID.replace("ofthen", "often")
CHANGED = {
    "summary": {"text": SAID, "why": "As we say it.", "base": "f1-0"},
    "maturity": {"value": "ended", "why": "w"},
}
OWN = {"checklist": [{"id": "nl/ask", "text": SAID, "groups": ["government"], "why": "It helps."}]}
NL = {"trust": {"changes": CHANGED, "additions": OWN}}


def book(**content):
    entry = practice(summary=SAID, **{"problem": f"{SAID}\n", "priority": {"level": "now", "reason": SAID}, **content})
    return handbook(edition("global", "", entry), edition("nl", "global", adaptations=NL))


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ({"summary": SAID}, {"summary": SAID}, ""),
        ({"summary": SAID}, {"summary": RIGHT}, ""),
        ({"summary": SAID}, {"summary": SAID.replace("Meet", "Never meet")}, "Summary: What is denied"),
        ({"summary": "Meet in 3 days."}, {"summary": "Meet in 4 days."}, "Summary: The numbers are others"),
        ({"summary": "You must meet."}, {"summary": "You should meet."}, "Summary: What must, should or may"),
        ({"summary": "See https://a.example/x"}, {"summary": "See https://b.example/x"}, "Summary: A link"),
        ({"maturity": "emerging"}, {"maturity": "ended"}, "Maturity: it is no wording"),
        ({"groups": ("government",)}, {"groups": ("hotline",)}, "For: it is no wording"),
        ({}, {"steps/x.text": "New."}, "Steps: x: it is new"),
        ({"steps/x.text": "Old."}, {}, "Steps: x: it was taken out"),
    ],
)
def test_what_is_small_and_why_not(before, after, why):
    found = is_small(before, after, "en")
    assert found.startswith(why) if why else found == ""


def test_the_log_tells_what_became_of_what():
    assert what_changed({"summary": SAID, "title": "A"}, {"summary": RIGHT, "title": "A"}) == (
        "Summary: “ofthen” became “often”."
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("We recieve teh news.", "We receive the news.", "“recieve teh” became “receive the”"),
        ("We recieve all teh news.", "We receive all the news.", "“recieve” became “receive”; “teh” became “the”"),
        ("Meet and talk", "Meet and talk.", "only punctuation or spacing"),
        ("Meet meet often.", "Meet often.", "“meet” is gone"),
    ],
)
def test_each_place_that_was_set_right_is_told_by_itself(before, after, said):
    assert what_changed({"summary": before}, {"summary": after}) == f"Summary: {said}."


@pytest.mark.parametrize(
    ("unit", "pointer", "text"),
    [
        ("summary", ("summary",), RIGHT),
        ("problem", ("problem",), f"{RIGHT}\n"),
        ("priority.reason", ("priority", "reason"), RIGHT),
    ],
)
def test_an_own_practice_is_set_right_in_its_place(unit, pointer, text):
    plan, told = correction(book(), "global", "trust", unit, RIGHT)
    assert (plan.kind, dict(plan.edits)) == ("practice", {pointer: text})
    assert "“ofthen” became “often”" in told


@pytest.mark.parametrize(
    ("unit", "pointer"),
    [
        ("summary", ("changes", "summary", "text")),
        ("checklist/nl/ask.text", ("additions", "checklist", "nl/ask", "text")),
    ],
)
def test_an_adaptation_is_set_right_and_its_base_stays(unit, pointer):
    """A new base would answer for the editor what the shared edition has changed meanwhile."""
    plan, _ = correction(book(), "nl", "trust", unit, RIGHT)
    assert (plan.kind, dict(plan.edits), plan.bases) == ("adaptation", {pointer: RIGHT}, ())


def test_what_is_more_or_not_ours_is_refused():
    for name, unit, text, said in (
        ("global", "summary", "Meet never.", "more than a small correction"),
        ("global", "summary", SAID, "the same as before"),
        ("global", "summary", "", "more than a small correction"),
        ("nl", "problem", RIGHT, "words of the shared edition"),
        ("nl", "checklist/meet.text", "Meet once a moonth.", "words of the shared edition"),
    ):
        with pytest.raises(DecisionError, match=said):
            correction(book(), name, "trust", unit, text)
    with pytest.raises(DecisionError, match="is not published"):
        correction(book(status="draft"), "global", "trust", "summary", RIGHT)
    for unit in ("maturity", "checklist/none.text", "none", "checklist"):
        with pytest.raises(UnknownUnit):
            correction(book(), "nl", "trust", unit, RIGHT)
