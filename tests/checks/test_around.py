"""By which id an edition knows an entry that one of its files calls by this name or a former one."""

from __future__ import annotations

import pytest

from handbook.checks.around import Around
from tests.editions.build import edition, handbook, practice

WORDS = {"changes": {"title": {"text": "Weg", "why": "w", "base": "f1-0"}}}


@pytest.mark.parametrize(
    ("name", "known"),
    [("trust", "trust"), ("nl/taken", "taken"), ("nl/own", "nl/own"), ("gone", "gone"), ("none", "")],
)
def test_an_entry_by_any_of_its_names(name, known):
    above = edition("global", "", practice("trust"), practice("taken", **{"from": "nl/taken"}))
    here = edition("nl", "global", practice("nl/taken"), practice("nl/own"), adaptations={"gone": WORDS})
    del here.practices["nl/taken"]
    assert Around(handbook(above, here), here).present(name) == known
