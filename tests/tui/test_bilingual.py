"""A practice beside its words in another language, as it is written in: what it says, and how two hands meet in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.model.sheet import Sheet
from handbook.store.workspace import Workspace
from tests.small import HUB, small, write
from tui.bilingual import Bilingual, met_in_pairs


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small workspace, in which the title of the hub has changed since it was translated."""
    root = small(tmp_path)
    write(root / HUB, (root / HUB).read_text().replace("Verzamel meldingen", "Verzamel klachten"))
    return root


def test_a_draft_says_what_it_was(root):
    copy = _copy(root)
    copy.set("summary", "One desk")
    copy.fits("title")
    again = _copy(root)
    again.replace_all(Sheet.read(copy.tree()["now"]))
    assert again.changed == copy.changed == ["title", "summary"]
    assert again.plan(Workspace.open(root).handbook) == copy.plan(Workspace.open(root).handbook)


_SIDE = st.dictionaries(
    st.sampled_from(["title", "summary"]), st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), max_size=2
)


@given(_SIDE, _SIDE, _SIDE)
def test_whosever_words_stand_their_original_stands_with_them(before, mine, theirs):
    sheets = [
        Sheet({path: words for path, (words, _) in one.items()}, why={path: of for path, (_, of) in one.items()})
        for one in (before, mine, theirs)
    ]
    sheet = met_in_pairs(*sheets).sheet
    for path, words in sheet.values.items():
        assert (words, sheet.why.get(path)) in (mine.get(path), theirs.get(path))
        if mine.get(path) == before.get(path):
            assert (words, sheet.why.get(path)) == theirs.get(path)


def _copy(root: Path) -> Bilingual:
    workspace = Workspace.open(root)
    return Bilingual.opened(workspace.handbook, "nl", "nl/hub@en", workspace.digest("nl", "nl/hub"))
