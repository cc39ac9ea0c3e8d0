"""Support is computed from the evidence by one documented rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.model.evidence import Locator, Support, support
from handbook.model.fields import EVIDENCE_KINDS


def said(kind="first-hand", organisation="SIDN", supports=("steps/begin.text",)):
    speaker = {"speaker": {"organisation": organisation}} if organisation is not None else {}
    return {"id": "x", "kind": kind, "supports": list(supports), **speaker}


statements = st.builds(
    said, st.sampled_from(EVIDENCE_KINDS), st.sampled_from(["SIDN", "INHOPE", "not stated", "", None])
)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ([], Support.NONE),
        ([said()], Support.ONE),
        ([said(), said()], Support.ONE),
        ([said(), said(organisation="INHOPE")], Support.SEVERAL),
        ([said(organisation=None), said(organisation="not stated"), said(organisation="")], Support.ONE),
        ([said(organisation=None), said()], Support.SEVERAL),
        ([said("opinion"), said("opinion", "INHOPE")], Support.OPINIONS),
        ([said("moderator-synthesis"), said("rapporteur-synthesis")], Support.OPINIONS),
        ([said("show-of-hands"), said("wish"), said("second-hand"), said("published-document")], Support.OPINIONS),
        ([said(), said("opinion", "INHOPE")], Support.ONE),
        ([said(), said(organisation="INHOPE"), said("dissent", "IETF")], Support.DISPUTED),
        ([said("dissent")], Support.DISPUTED),
        ([said(supports=["examples/hub.text", "barriers/turf.text"])], Support.OPINIONS),
        ([said(supports=["examples/hub.text", "checklist/nl/ask.text"])], Support.ONE),
        ([said(), said(organisation="INHOPE", supports=["value/industry.gets"])], Support.ONE),
        ([said(), said("dissent", "IETF", ["examples/hub.text"])], Support.ONE),
        ([said(supports=[])], Support.OPINIONS),
    ],
)
def test_the_rule(evidence, expected):
    assert support(evidence) is expected


@given(st.lists(statements), st.randoms())
def test_the_order_of_statements_says_nothing(evidence, random):
    shuffled = random.sample(evidence, len(evidence))
    assert support(shuffled) is support(evidence)


@given(st.lists(statements, min_size=1))
def test_saying_it_again_makes_it_no_truer(evidence):
    assert support([*evidence, *evidence]) is support(evidence)


@given(st.lists(statements))
def test_one_dissent_is_never_hidden(evidence):
    assert support([*evidence, said("dissent")]) is Support.DISPUTED


def test_a_locator_is_a_line_or_a_range():
    assert (Locator.parse("79"), str(Locator.parse("79"))) == (Locator(79, 79), "79")
    assert (Locator.parse("141-145"), str(Locator.parse("141-145"))) == (Locator(141, 145), "141–145")
