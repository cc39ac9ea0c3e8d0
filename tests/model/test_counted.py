"""A number and its words."""

from __future__ import annotations

import pytest

from handbook.model.counted import counted


@pytest.mark.parametrize(
    ("number", "words", "said"),
    [
        (1, ("change",), "1 change"),
        (0, ("change",), "0 changes"),
        (2, ("country",), "2 countries"),
        (1, ("text is", "texts are"), "1 text is"),
        (3, ("text is", "texts are"), "3 texts are"),
    ],
)
def test_one_or_many(number, words, said):
    assert counted(number, *words) == said
