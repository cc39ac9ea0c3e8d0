"""What reads otherwise is told in words; what is put back, unit by unit, is what there was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.changed_since import How, Stand, changed_since, put_back, sentences_changed
from handbook.errors import UnknownUnit
from handbook.model.sheet import Sheet, differences

SENTENCES = [
    ("Meet.", "Meet often.", "reworded"),
    ("Meet. Talk.", "Meet often. Talk.", "1 sentence changed"),
    ("Meet. Talk. Write.", "Meet often. Talk. Read.", "2 sentences changed"),
    ("Meet.", "Meet. Talk. Write.", "2 sentences added"),
    ("Meet. Talk.", "Talk.", "1 sentence taken out"),
    ("Meet. Talk.", "Talk. Meet.", "its sentences put into another order"),
    ("Meet.\n\nTalk.", "Meet.\n\nTalk now.", "1 sentence changed"),
    ("常见面。多说话。", "常见面。少说话。", "1 sentence changed"),
    ("هل نلتقي؟ نعم.", "هل نلتقي؟ لا.", "1 sentence changed"),
]


@pytest.mark.parametrize(("old", "new", "said"), SENTENCES)
def test_sentences_are_counted(old, new, said):
    assert sentences_changed(old, new) == said


def sheet(**values):
    return Sheet(values={"title": "T", **values})


def changes(before, now, **more):
    return [one.sentence for one in changed_since(Stand(before, **more), Stand(now, **more))]


def test_what_is_only_wrapped_otherwise_is_no_change():
    assert changes(sheet(problem="One two\nthree."), sheet(problem="One two three.")) == []


def test_a_unit_that_came_and_one_that_went():
    assert changes(sheet(summary="S."), sheet(breakthrough="B.")) == [
        "Summary: taken out",
        "What made the difference: added",
    ]


def test_back_to_the_shared_words_needs_that_they_are_theirs():
    was = Sheet(values={"summary": "Ours."}, why={"summary": "As agreed."})
    back, other = Sheet(values={"summary": "Theirs."}), Sheet(values={"summary": "Another."})
    assert changes(was, back, theirs=back) == ["Summary: back to the shared words"]
    assert changes(was, other, theirs=back) == ["Summary: reworded"]
    assert changes(back, was, theirs=back) == ["Summary: adapted here, reworded"]


def test_a_practice_that_came_or_went_is_one_line():
    assert changes(None, sheet()) == ["The practice: begun"] and changes(sheet(), None) == ["The practice: taken away"]


def test_nothing_is_put_back_that_never_was():
    for path in ("summary", "steps/none", "steps/none.text"):
        with pytest.raises(UnknownUnit, match="then as now"):
            put_back(sheet(), sheet(), path)


WORDS = st.sampled_from(["", "Meet.", "Meet. Talk.", "Call first.", "سلام."])
IDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True, max_size=4)


@st.composite
def sheets(draw):
    values = {path: words for path in ("summary", "problem", "priority.reason") if (words := draw(WORDS))}
    values |= {"groups": tuple(draw(IDS))} if draw(st.booleans()) else {}
    values = {path: held for path, held in values.items() if held not in ("", ())}
    lists = {name: tuple(ids) for name in ("steps", "checklist") if (ids := draw(IDS))}
    left_out, why = {}, {}
    for name, ids in lists.items():
        for item in ids:
            if words := draw(WORDS):
                values[f"{name}/{item}.text"] = words
            if draw(st.booleans()):
                left_out[f"{name}/{item}"] = "Already a duty."
    for path in values:
        if draw(st.booleans()):
            why[path] = draw(st.sampled_from(["As agreed.", "By law."]))
    return Sheet(values, lists, left_out, why)


@given(sheets(), sheets())
def test_all_that_differs_put_back_is_what_there_was(then, now):
    back = now
    for path in differences(then, now):
        if path in differences(then, back):  # an item brings its parts along
            back = put_back(back, then, path)
    for name in then.lists:
        back = put_back(back, then, name)
    assert differences(then, back) == []


@given(sheets(), sheets())
def test_what_is_put_back_touches_nothing_else(then, now):
    for path in differences(then, now):
        field = path.partition("/")[0].partition(".")[0]
        others = [one for one in differences(now, put_back(now, then, path)) if not one.startswith(field)]
        assert others == []


@given(sheets(), sheets())
def test_each_difference_is_told_once_and_in_its_type(then, now):
    told = changed_since(Stand(then), Stand(now))
    paths = [one.path for one in told]
    assert len(set(paths)) == len(paths) and set(paths) <= set(differences(then, now))
    for one in told:
        if one.how is How.CHANGED:
            assert one.before == then.values[one.path] and one.after == now.values[one.path]
        assert one.what and "None" not in one.what
