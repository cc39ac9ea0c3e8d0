"""Ids, and how they become names of files and addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.model.ids import LONGEST_ID, RESERVED, file_name, from_file_name, is_entry_id, is_id

good = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True).filter(lambda text: text not in RESERVED)


@given(good, good | st.none())
def test_an_id_survives_the_way_into_a_file_name_and_back(slug, edition):
    name = f"{edition}/{slug}" if edition else slug
    assert is_entry_id(name) and from_file_name(file_name(name)) == name
    assert set(file_name(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")


@given(st.text(max_size=12))
def test_nothing_else_is_an_id(text):
    plain = set(text) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    if is_id(text):
        assert plain and text and not text.startswith("-") and not text.endswith("-") and "--" not in text


@pytest.mark.parametrize(
    "text", ["", "A", "a_b", "a b", "-a", "a-", "a--b", "a.b", "../a", "é", "a\n", "١", "a/b", "x" * (LONGEST_ID + 1)]
)
def test_what_no_id_looks_like(text):
    assert not is_id(text)


@pytest.mark.parametrize("text", ["a/b/c", "/a", "a/", "../a", "nl/..", "nl/index", "N/a", "nl/A"])
def test_what_no_id_of_an_entry_looks_like(text):
    assert not is_entry_id(text)


def test_names_that_pages_and_systems_use_are_reserved():
    assert {"index", "en", "search", "con", "assets"} <= RESERVED and not any(is_id(name) for name in RESERVED)
    assert is_id("x" * LONGEST_ID)
