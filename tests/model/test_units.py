"""Unit paths: the same words in files, commands, findings and pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.layer import lay_under
from handbook.model.units import UnitPath, exists, field_at, said, units_of
from tests.editions.build import practice
from tests.editions.strategies import RANDOMS, Pen


def test_a_value_as_text():
    assert [said(one) for one in ("a", ("a", "b"), (), "", None, 0, 3)] == ["a", "a, b", "", "", "", "0", "3"]


PATHS = {
    "summary": ("summary", "", ""),
    "priority.level": ("priority", "", "level"),
    "checklist/consult-early": ("checklist", "consult-early", ""),
    "checklist/consult-early.text": ("checklist", "consult-early", "text"),
    "checklist/nl/ask-regulator.text": ("checklist", "nl/ask-regulator", "text"),
}
ids = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)?(/[a-z]+)?", fullmatch=True)
names = st.from_regex(r"[a-z_]+", fullmatch=True)


@pytest.mark.parametrize("text", PATHS)
def test_a_path_is_taken_apart_and_put_together(text):
    path = UnitPath.parse(text)
    assert (path.field, path.item, path.part) == PATHS[text] and str(path) == text


@given(names, ids | st.just(""), names | st.just(""))
def test_whatever_its_parts_it_reads_back(field, item, part):
    path = UnitPath(field, item, part)
    assert UnitPath.parse(str(path)) == path


@given(st.text())
def test_any_text_is_some_path_and_never_a_fault(text):
    path = UnitPath.parse(text)
    assert field_at(path) is None or str(path) == text
    assert exists({"summary": "x"}, path) is (text == "summary")


def test_anchors_are_names_that_an_address_can_hold():
    assert UnitPath.parse("checklist/nl/ask.text").anchor == "checklist-nl.ask"
    assert UnitPath.parse("summary").anchor == "summary"


@given(RANDOMS)
def test_every_unit_of_a_practice_is_declared_exists_and_is_met_once(random):
    content = practice(**Pen(random).practice()).content
    paths = [path for path, _, _ in units_of(content)]
    assert len(set(paths)) == len(paths)
    for path, field, value in units_of(content):
        assert exists(content, path) and field_at(path) is field and value
        assert UnitPath.parse(str(path)) == path
    draft = lay_under(practice(**content), "global")
    held = [
        *draft.parts,
        *(unit.path for items in draft.lists.values() for item in items for unit in item.units.values()),
    ]
    assert sorted(held) == sorted(str(path) for path in paths)


@pytest.mark.parametrize("text", ["", "x", "summary.text", "summary/x", "checklist", "checklist/x.nope", "priority/x"])
def test_a_path_that_leads_nowhere_has_no_field(text):
    path = UnitPath.parse(text)
    assert field_at(path) is None and not exists({"summary": "x", "priority": {"level": "now"}}, path)
