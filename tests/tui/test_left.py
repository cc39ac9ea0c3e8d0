"""A draft beside its file: of what either side wrote nothing is lost, whatever is answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.working_copy import WorkingCopy
from handbook.errors import ReadError
from handbook.model.sheet import Sheet
from handbook.store.journal import Left
from tui import left
from tui.left import Unfinished

PATHS = ("title", "summary", "problem", "steps/invite.text", "value/government.gives")
NOW = datetime.now(UTC)


def sheets(side: str) -> st.SearchStrategy[Sheet]:
    """A practice of a few units and reasons; each word tells who wrote it, or was there before."""
    words = st.sampled_from(["", "as it was", f"{side} wrote it"])
    units = st.fixed_dictionaries(dict.fromkeys(PATHS, words))
    reasons = st.fixed_dictionaries({path: st.sampled_from(["", f"{side} because"]) for path in PATHS})
    return st.builds(sheet, units, reasons)


def sheet(units: dict[str, str], reasons: dict[str, str]) -> Sheet:
    values = {path: words for path, words in units.items() if words}
    lists: dict[str, tuple[str, ...]] = {}
    for path in values:
        name, slash, rest = path.partition("/")
        if slash:
            lists[name] = (rest.partition(".")[0],)
    return Sheet(values, lists, {}, {path: why for path, why in reasons.items() if why and path in values})


def unfinished(before: Sheet, mine: Sheet, theirs: Sheet, *, shared: bool = False) -> Unfinished:
    tree = {"before": before.tree(), "now": mine.tree(), "digest": "1", "title": "Trust"}
    copy = WorkingCopy("global", "trust", "en", theirs, digest="2", shared=shared)
    return Unfinished.read(Left("global", "trust", NOW, tree, "one", Path("x"), 1), copy)


@given(sheets("before"), sheets("mine"), sheets("theirs"), st.data())
def test_what_either_side_wrote_stands_or_is_kept(before, mine, theirs, data):
    draft = unfinished(before, mine, theirs, shared=data.draw(st.booleans()))
    answer = data.draw(st.sampled_from([left.DRAFT, left.BOTH]))
    sides = {path: data.draw(st.sampled_from([left.DRAFT, left.FILE])) for path in draft.asked(answer)}
    found = draft.with_answers(sides)
    kept = {(lost.path, lost.text) for lost in draft.gives_way(found)}
    for path in PATHS:
        for side in (mine, theirs):
            words, why = side.text(path), side.why.get(path, "")
            there = [found.text(path), found.why.get(path, ""), *(text for at, text in kept if at == path)]
            for said, was in ((words, before.text(path)), (why, before.why.get(path, ""))):
                assert said in (was, "") or any(said in one for one in there), (path, said, there)


@given(sheets("before"), sheets("mine"), sheets("theirs"))
def test_words_have_the_reason_of_the_side_they_are_of(before, mine, theirs):
    draft = unfinished(before, mine, theirs)
    for side, held in ((left.DRAFT, mine), (left.FILE, theirs)):
        found = draft.with_answers(dict.fromkeys(draft.asked(left.BOTH), side))
        for path in draft.asked(left.BOTH):
            assert (found.text(path), found.why.get(path, "")) == (held.text(path), held.why.get(path, ""))


def test_members_that_went_together_did_not_give_way():
    before, mine, theirs = (Sheet({"groups": ids}) for ids in (("a",), ("a", "b"), ("a", "c")))
    draft = unfinished(before, mine, theirs)
    assert draft.together.values["groups"] == ("a", "c", "b") and draft.gives_way(draft.together) == []
    assert [path for path, *_rest in draft.gives_way(draft.with_answers({"groups": left.FILE}))] == ["groups"]


@pytest.mark.parametrize("tree", [{}, {"before": 1, "now": 2}, {"page": "x", "typed": {}}])
def test_a_draft_that_is_damaged_is_told(tree):
    one = Left("global", "trust", NOW, tree, "one", Path("x"), 1)
    assert left.words_of(one) == "It cannot be read." and left.title(one) == "trust"
    with pytest.raises(ReadError):
        Unfinished.read(one, WorkingCopy("global", "trust", "en", Sheet(), digest="", shared=False))


def test_what_is_older_than_a_week_is_told_with_its_date():
    assert str((NOW - timedelta(days=400)).astimezone().year) in left.when(NOW - timedelta(days=400))
    assert left.when(NOW) == f"{NOW.astimezone():%A %H:%M}"
