"""A sheet says all that a practice says, and what two of them say otherwise is found, no more and no less."""

from __future__ import annotations

from itertools import combinations, permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.errors import ReadError
from handbook.model.sheet import Sheet, differences, flat, pointer, reordered, slot
from tests.editions.strategies import Pen

RANDOMS = st.randoms(use_true_random=True)


def made_up(random: Random) -> Sheet:
    """The sheet of a made-up practice with reasons, and something left out."""
    pen = Pen(random)
    sheet = flat(pen.practice())
    for path in list(sheet.values):
        if random.random() < 0.2:
            sheet = sheet.with_why(path, pen.sentence())
    for name, ids in sheet.lists.items():
        if random.random() < 0.3:
            sheet = sheet.leaving_out(f"{name}/{ids[0]}", pen.sentence())
    return sheet


def otherwise(sheet: Sheet, random: Random) -> Sheet:
    """The same with a few changes."""
    pen = Pen(random, 1000)
    name = random.choice(list(sheet.lists))
    item = random.choice(sheet.lists[name])
    ways = [
        lambda: sheet.with_value(random.choice(list(sheet.values)), random.choice(["", pen.sentence()])),
        lambda: sheet.with_why("summary", pen.sentence()),
        lambda: sheet.with_item(name, f"nl/own-{random.randint(1, 3)}", {"text": pen.sentence()}),
        lambda: sheet.without_item(name, item),
        lambda: sheet.leaving_out(f"{name}/{item}", random.choice(["", pen.sentence()])),
        lambda: sheet.moved(name, item, random.choice(["", *sheet.lists[name]])),
        lambda: sheet,
    ]
    return random.choice(ways)()


@given(RANDOMS)
def test_what_a_journal_keeps_is_read_as_it_was(random):
    sheet = made_up(random)
    assert Sheet.read(sheet.tree()) == sheet


WHOLE = {"values": {}, "lists": {}, "left_out": {}, "why": {}}


@pytest.mark.parametrize(
    "torn",
    [
        None, {}, [], "values", {"values": []}, {**WHOLE, "lists": 3}, {**WHOLE, "lists": {"steps": "ab"}},
        {**WHOLE, "lists": {"steps": [{}]}}, {**WHOLE, "values": {"title": {}}}, {**WHOLE, "values": {"title": None}},
        {**WHOLE, "values": {"groups": [None]}}, {**WHOLE, "why": {"title": []}}, {**WHOLE, "left_out": "steps"},
    ],
)  # fmt: skip
def test_a_torn_tree_is_no_sheet(torn):
    with pytest.raises(ReadError, match="not of the form"):
        Sheet.read(torn)


@given(RANDOMS)
def test_no_difference_is_found_where_none_is_and_each_where_one_is(random):
    before = made_up(random)
    now = otherwise(before, random)
    assert differences(before, before) == []
    assert (differences(before, now) == []) == (before == now)
    assert set(differences(before, now)) == set(differences(now, before))


@given(RANDOMS)
def test_each_difference_that_is_taken_back_is_one_less(random):
    before = made_up(random)
    now = otherwise(otherwise(before, random), random)
    for path in differences(before, now):
        if path in before.values and path in now.values:
            back = now.with_value(path, before.values[path]).with_why(path, before.why.get(path, ""))
            assert set(differences(before, back)) == set(differences(before, now)) - {path}


def test_differences_come_in_the_order_of_the_form_and_name_an_item_once():
    before = flat(
        {"title": "T", "summary": "S", "steps": [{"id": "a", "text": "A"}], "signs": [{"id": "x", "text": "X"}]}
    )
    now = before.with_value("title", "U").without_item("signs", "x").with_item("steps", "nl/b", {"text": "B"})
    assert differences(before, now) == ["title", "steps/nl/b", "signs/x"]


@given(st.permutations("abcdef"), st.integers(1, 6))
def test_the_fewest_items_explain_a_new_order(now, size):
    before, now = "abcdef"[:size], [one for one in now if one in "abcdef"[:size]]
    moved = reordered(before, now)
    assert [one for one in before if one not in moved] == [one for one in now if one not in moved]
    fewest = min(
        len(gone)
        for count in range(size + 1)
        for gone in combinations(before, count)
        if [one for one in before if one not in gone] == [one for one in now if one not in gone]
    )
    assert len(moved) == fewest


def test_what_is_said_to_stand_after_another_never_moves_the_first():
    for now in permutations("abcd"):
        moved = reordered("abcd", now, from_first=True)
        assert now[0] not in moved
        kept = [one for one in now if one not in moved]
        assert kept == sorted(kept)


def test_a_path_leads_as_deep_as_the_file():
    sheet = flat({"evidence": [{"id": "nl/e1", "says": "S", "speaker": {"role": "Hotline", "odd": "x"}, "odd": "y"}]})
    assert sheet.values == {"evidence/nl/e1.says": "S", "evidence/nl/e1.speaker.role": "Hotline"}
    assert pointer("evidence/nl/e1.speaker.role") == ("evidence", "nl/e1", "speaker", "role")
    assert slot("evidence/nl/e1.speaker.role").label == "Role" and slot("evidence/e1.speaker.odd") is None


def test_an_item_goes_with_all_that_is_said_of_it():
    sheet = Sheet().with_item("steps", "a", {"text": "A"}).with_item("steps", "a-b", {"text": "B"}, after="")
    sheet = sheet.with_why("steps/a.text", "w").with_why("steps/a-b.text", "v").leaving_out("steps/a", "gone")
    left = sheet.without_item("steps", "a")
    assert left == Sheet({"steps/a-b.text": "B"}, {"steps": ("a-b",)}, {}, {"steps/a-b.text": "v"})
    assert left.without_item("steps", "a-b") == Sheet()
