"""Two people wrote in one practice: what either said is there, and only what both said otherwise is asked."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.meeting import Met, met
from handbook.model.sheet import Sheet, differences, flat, reordered
from tests.editions.strategies import GROUPS, Pen

RANDOMS = st.randoms(use_true_random=True)
BEFORE = flat({
    "summary": "Meet often.", "groups": ["government", "hotline"],
    "steps": [{"id": "a", "text": "A", "groups": ["hotline"]}, {"id": "b", "text": "B"}, {"id": "c", "text": "C"}],
})  # fmt: skip


def edited(sheet: Sheet, random: Random, number: int) -> Sheet:
    """A few changes by one of the two; whoever it is writes nothing that the other writes."""
    pen = Pen(random, number * 1000)
    for _ in range(random.randint(0, 4)):
        name = random.choice(["steps", "checklist", "barriers"])
        ids = sheet.lists.get(name, ())
        item = random.choice(ids) if ids else ""
        units = [path for path, held in sheet.values.items() if not isinstance(held, tuple)]
        change = random.choice(["set", "set", "set", "members", "why", "add", "out", "leave", "move"])
        if change == "set":
            sheet = sheet.with_value(random.choice(units), random.choice([pen.sentence(), pen.sentence(), ""]))
        elif change == "members":
            sheet = sheet.with_value("groups", tuple(pen.some(GROUPS)))
        elif change == "why":
            sheet = sheet.with_why(random.choice(["summary", "title", f"{name}/{item}.text"]), pen.sentence())
        elif change == "add":
            own = random.choice([f"own-{number}", "own"])
            sheet = sheet.with_item(name, own, {"text": pen.sentence()}, random.choice([None, "", *ids]))
        elif item and change == "out":
            sheet = sheet.without_item(name, item)
        elif item and change == "leave":
            sheet = sheet.leaving_out(f"{name}/{item}", random.choice(["", pen.sentence()]))
        elif item:
            sheet = sheet.moved(name, item, random.choice(["", *ids]))
    return Sheet(
        sheet.values, sheet.lists, sheet.left_out, {at: said for at, said in sheet.why.items() if _there(sheet, at)}
    )


def _there(sheet: Sheet, path: str) -> bool:
    name, slash, rest = path.partition("/")
    return not slash or rest.partition(".")[0] in sheet.lists.get(name, ())


def three(random: Random) -> tuple[Sheet, Sheet, Sheet]:
    before = edited(flat(Pen(random).practice()), random, 1)
    return before, edited(before, random, 2), edited(before, random, 3)


def words(*sheets: Sheet) -> set[str]:
    texts: set[str] = set()
    for sheet in sheets:
        for held in (*sheet.values.values(), *sheet.left_out.values(), *sheet.why.values()):
            texts |= set(held) if isinstance(held, tuple) else {str(held)}
    return texts


@given(RANDOMS)
def test_where_only_one_wrote_it_says_what_she_wrote(random):
    before, mine, theirs = three(random)
    assert met(before, mine, before) == Met(mine, (), ())
    alone = met(before, before, theirs)
    assert (alone.sheet, alone.clashes) == (theirs, ()) and list(alone.theirs) == differences(before, theirs)
    assert met(before, mine, mine).sheet == mine and met(before, mine, mine).clashes == ()


@given(RANDOMS)
def test_what_only_one_of_the_two_changed_is_there(random):
    before, mine, theirs = three(random)
    found = met(before, mine, theirs)
    for one, other in ((mine, theirs), (theirs, mine)):
        both = set(differences(before, one)) & set(differences(before, other))
        for path in set(differences(before, one)) - both:
            item = path.partition(".")[0]
            if item in differences(before, other):
                continue  # the whole item is another story
            assert found.sheet.values.get(path) == one.values.get(path)
            assert found.sheet.why.get(path) == one.why.get(path)
            assert found.sheet.left_out.get(path) == one.left_out.get(path)


@given(RANDOMS)
def test_nothing_that_either_wrote_is_lost(random):
    before, mine, theirs = three(random)
    found = met(before, mine, theirs)
    said = words(found.sheet)
    for clash in found.clashes:
        for held in (clash.mine, clash.theirs):
            said |= set(held) if isinstance(held, tuple) else {str(held)}
    new = {text for text in words(mine) - words(before) if isinstance(text, str)} | (words(theirs) - words(before))
    lost = {text for text in new if text not in GROUPS and not any(text in one for one in said)}
    assert not lost


@given(RANDOMS)
def test_it_does_not_matter_who_is_asked(random):
    before, mine, theirs = three(random)
    one, other = met(before, mine, theirs), met(before, theirs, mine)
    swapped = {(clash.path, clash.theirs, clash.mine, clash.before) for clash in other.clashes}
    assert {(clash.path, clash.mine, clash.theirs, clash.before) for clash in one.clashes} == swapped
    asked = {clash.path for clash in one.clashes}
    for path in {*one.sheet.values, *other.sheet.values} - asked:
        held, there = one.sheet.values.get(path), other.sheet.values.get(path)
        assert held == there or (isinstance(held, tuple) and set(held) == set(there or ()))
    assert one.sheet.left_out.keys() == other.sheet.left_out.keys() and one.sheet.why.keys() == other.sheet.why.keys()
    for name in {*one.sheet.lists, *other.sheet.lists}:
        assert set(one.sheet.lists.get(name, ())) == set(other.sheet.lists.get(name, ()))


@given(RANDOMS)
def test_every_item_stands_in_its_list_once_and_in_the_order_of_whoever_changed_it(random):
    before, mine, theirs = three(random)
    found = met(before, mine, theirs).sheet
    for name, ids in found.lists.items():
        was, ours, now = (one.lists.get(name, ()) for one in (before, mine, theirs))
        assert len(ids) == len(set(ids))
        assert {item for item in (*ours, *now) if item not in was} <= set(ids)
        wanted = now if reordered(was, now) and not reordered(was, ours) else ours
        assert not reordered(wanted, ids)
    assert all(_there(found, path) for path in (*found.values, *found.why, *found.left_out))


def test_words_that_both_changed_are_asked_and_changed_alike_are_not():
    mine, theirs = BEFORE.with_value("summary", "Mine."), BEFORE.with_value("summary", "Theirs.")
    found = met(BEFORE, mine, theirs)
    assert [(one.path, one.mine, one.theirs, one.before) for one in found.clashes] == [
        ("summary", "Mine.", "Theirs.", "Meet often.")
    ]
    assert found.sheet == mine and found.theirs == ()
    assert met(BEFORE, mine, mine).clashes == ()


def test_an_item_that_one_took_out_and_the_other_changed_stays_whole():
    mine, theirs = BEFORE.without_item("steps", "a"), BEFORE.with_value("steps/a.text", "A, then.")
    for found in (met(BEFORE, mine, theirs), met(BEFORE, theirs, mine)):
        assert found.clashes == () and found.sheet.lists["steps"] == ("a", "b", "c")
        assert found.sheet.of_item("steps", "a") == {"text": "A, then.", "groups": ("hotline",)}
    assert met(BEFORE, mine, BEFORE.with_why("steps/a.text", "w")).sheet.why == {"steps/a.text": "w"}
    assert met(BEFORE, mine, mine).sheet == mine


def test_members_meet_one_by_one_also_where_one_side_took_all_out():
    mine, theirs = BEFORE.with_value("groups", ("hotline", "academia")), BEFORE.with_value("groups", ())
    found = met(BEFORE, mine, theirs)
    assert (found.sheet.values["groups"], found.clashes) == (("academia",), ())
    mine, theirs = BEFORE.with_value("groups", ("hotline",)), BEFORE.with_value("groups", ("government",))
    assert "groups" not in met(BEFORE, mine, theirs).sheet.values  # each took one out


def test_both_reasons_are_kept():
    mine, theirs = BEFORE.with_why("summary", "By law."), BEFORE.with_why("summary", "By custom.")
    assert met(BEFORE, mine, theirs).sheet.why == {"summary": "By law. By custom."}
    mine, theirs = BEFORE.leaving_out("steps/a", "Done."), BEFORE.leaving_out("steps/a", "Done. Long ago.")
    assert met(BEFORE, mine, theirs).sheet.left_out == {"steps/a": "Done. Long ago."}


def test_an_order_and_a_new_item_fit_together():
    mine = BEFORE.moved("steps", "c", "")
    theirs = BEFORE.with_item("steps", "new", {"text": "N"}, after="a")
    assert met(BEFORE, mine, theirs).sheet.lists["steps"] == ("c", "a", "new", "b")
    assert met(BEFORE, theirs, mine).sheet.lists["steps"] == ("c", "a", "new", "b")


def test_a_new_reason_for_words_that_the_other_let_go_is_asked():
    """Else it would stand beside words that it is no reason for, and nobody would notice that it goes."""
    before = BEFORE.with_why("summary", "Here we meet.")
    mine = before.with_why("summary", "Here we have to meet.")
    theirs = before.with_value("summary", "Call often.").with_why("summary", "")
    found = met(before, mine, theirs)
    assert [(one.path, one.mine, one.theirs) for one in found.clashes] == [("summary", "Meet often.", "Call often.")]
    assert (found.sheet.text("summary"), found.sheet.why["summary"]) == ("Meet often.", "Here we have to meet.")
    assert not met(before, before, theirs).clashes and not met(before, mine, before).clashes
