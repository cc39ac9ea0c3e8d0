"""A new id: refused where others may know the old one, else followed by all that names it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.rename import Follow, renaming
from handbook.errors import DecisionError
from handbook.model import fields as declared
from tests.editions.build import edition, handbook, practice

FOLLOW = Follow("old", "new", "global")
IDS = st.sampled_from(["old", "older", "trust", "nl/old"])
PATHS = st.sampled_from(["summary", "related/old.relation", "related/trust.relation", "steps/old.text", "related/old"])


def distinct(parts: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries({"id": IDS, **parts}), max_size=4, unique_by=lambda item: item["id"])


ENTRIES = st.fixed_dictionaries(
    {},
    optional={
        "related": distinct({"relation": st.just("needs")}),
        "steps": distinct({"text": st.just("old")}),
        "evidence": distinct({"source": IDS, "supports": st.lists(PATHS, unique=True)}),
        "replaced_by": st.lists(IDS, unique=True),
        "from": st.sampled_from(["global/old", "ke", "old"]),
        "summary": st.just("old"),
        "ext": st.just({"related": [{"id": "old"}]}),
    },
)
CHANGES = st.dictionaries(PATHS, st.fixed_dictionaries({"why": st.just("old")}, optional={"after": st.lists(IDS)}))
ADAPTATIONS = st.fixed_dictionaries(
    {"adapts": IDS, "changes": CHANGES},
    optional={"additions": st.fixed_dictionaries({"related": distinct({"after": st.lists(IDS, unique=True)})})},
)


def draft(name="old", **content):
    return practice(name, **{"status": "draft", **content})


@given(ENTRIES)
def test_there_and_back_an_entry_reads_as_before(tree):
    there = FOLLOW.file(declared.PRACTICE, tree)
    assert Follow("new", "old", "global").file(declared.PRACTICE, there) == tree


@given(ADAPTATIONS)
def test_afterwards_an_adaptation_names_the_old_id_nowhere(tree):
    there = FOLLOW.file(declared.ADAPTATION, tree)
    assert there["adapts"] != "old"
    assert not [path for path in there["changes"] if path.startswith("related/old.") or path == "related/old"]
    assert [item for item in there.get("additions", {}).get("related", []) if item["id"] == "old"] == []
    assert FOLLOW.file(declared.ADAPTATION, there) == there, "once more changes nothing"


def test_only_what_names_a_practice_follows():
    tree = {
        "title": "old",
        "steps": [{"id": "old", "text": "old"}],
        "related": [{"id": "old", "relation": "needs"}],
        "evidence": [{"id": "e1", "supports": ["related/old.relation", "steps/old.text"]}],
        "from": "global/old",
        "ext": {"related": "old"},
        "unknown": "old",
    }
    assert FOLLOW.file(declared.PRACTICE, tree) == tree | {
        "related": [{"id": "new", "relation": "needs"}],
        "evidence": [{"id": "e1", "supports": ["related/new.relation", "steps/old.text"]}],
        "from": "global/new",
    }


def test_what_named_both_ids_names_the_new_one_once():
    tree = {"related": [{"id": "old", "relation": "needs"}, {"id": "new", "relation": "supports"}]}
    assert FOLLOW.file(declared.PRACTICE, tree) == {"related": [{"id": "new", "relation": "supports"}]}


def test_files_that_bear_it_and_files_that_name_it_are_told_apart():
    near = practice("near", related=[{"id": "old", "relation": "needs"}])
    far = practice("far", related=[{"id": "older", "relation": "needs"}])
    changes = {"related/old.relation": {"value": "supports", "why": "Zo."}}
    below = edition("nl", "global", adaptations={"old": {}, "near": {"changes": changes}, "far": {}})
    plan = renaming(handbook(edition("global", "", draft(), near, far), below), "global", "old", "fresh")
    assert [edition for edition, _ in plan.moving] == ["nl"]
    assert [edition for edition, _ in plan.naming] == ["global", "nl"]
    assert plan.editions == ("global", "nl")


@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_what_readers_may_know_keeps_its_id(status):
    held = handbook(edition("global", "", draft(status=status)))
    with pytest.raises(DecisionError, match=f"“old” is {status}, so others may know it") as refusal:
        renaming(held, "global", "old", "fresh")
    assert "handbook withdraw --replaced-by" in refusal.value.todo


@pytest.mark.parametrize(
    ("practice_id", "wanted", "why"),
    [
        ("old", "old", "its id already"),
        ("old", "near", "has a practice “near” already"),
        ("old", "New Id", "cannot be an id"),
        ("old", "index", "cannot be an id"),
        ("old", "nl/new", "cannot be an id"),
    ],
)
def test_an_id_that_cannot_be_is_refused(practice_id, wanted, why):
    held = handbook(edition("global", "", draft(), practice("near")))
    with pytest.raises(DecisionError, match=why):
        renaming(held, "global", practice_id, wanted)


def test_an_id_that_an_edition_below_has_is_taken():
    held = handbook(edition("global", "", draft()), edition("nl", "global", practice("fresh")))
    with pytest.raises(DecisionError, match="“nl” has a practice “fresh” already"):
        renaming(held, "global", "old", "fresh")


def test_a_shared_practice_is_renamed_where_it_belongs():
    held = handbook(edition("global", "", draft()), edition("nl", "global"))
    with pytest.raises(DecisionError, match="a practice of the edition “global”"):
        renaming(held, "nl", "old", "fresh")


def test_a_local_practice_keeps_its_edition_in_its_id():
    held = handbook(edition("global", ""), edition("nl", "global", draft("nl/old")))
    assert renaming(held, "nl", "nl/old", "fresh").new == renaming(held, "nl", "nl/old", "nl/fresh").new == "nl/fresh"


def test_what_the_shared_edition_took_in_keeps_its_id():
    above = edition("global", "", practice("hub", **{"from": "nl/hub"}))
    held = handbook(above, edition("nl", "global", draft("nl/hub")))
    with pytest.raises(DecisionError, match="taken it in as “hub”"):
        renaming(held, "nl", "nl/hub", "centre")


def test_the_copy_of_a_run_that_died_is_no_other_practice():
    half = handbook(edition("global", "", draft("old"), draft("fresh")))
    assert renaming(half, "global", "old", "fresh").new == "fresh"
    other = handbook(edition("global", "", draft("old"), draft("fresh", summary="Something else.")))
    with pytest.raises(DecisionError):
        renaming(other, "global", "old", "fresh")
