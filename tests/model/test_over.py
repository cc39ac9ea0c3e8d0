"""One thing otherwise in a mapping: all else is what it was, and is not opened."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.review import as_published
from handbook.model.over import Over
from tests.editions.build import edition, handbook, practice


@given(st.dictionaries(st.text(max_size=2), st.integers()), st.text(max_size=2), st.integers())
def test_it_reads_like_the_mapping_with_the_thing_set(under, key, value):
    over, meant = Over(under, key, value), {**under, key: value}
    assert dict(over) == meant and list(over) == list(meant) and len(over) == len(meant)
    assert all((one in over) == (one in meant) for one in [*under, key, "no such"])
    with pytest.raises(KeyError):
        over["no such"]


class Shut(Mapping):
    """Practices, each of which is opened only when it is asked for; one only may be."""

    def __init__(self, held, may):
        self.held, self.may = held, may

    def __getitem__(self, key):
        assert key == self.may
        return self.held[key]

    def __iter__(self):
        return iter(self.held)

    def __len__(self):
        return len(self.held)


def test_to_ask_how_a_practice_would_be_published_opens_no_other():
    book = handbook(edition("global", "", practice("trust", status="draft"), practice("other")))
    held = book.edition("global")
    object.__setattr__(held, "practices", Shut(held.practices, "trust"))
    shown = as_published(book, "global", "trust").edition("global").practices
    assert shown["trust"].status == "published" and set(shown) == {"trust", "other"}
    with pytest.raises(AssertionError):
        shown["other"]
