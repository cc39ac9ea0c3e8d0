"""A working copy: what is typed, taken back and done again, and what an edition cannot write is refused in words."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.fingerprint import fingerprint
from handbook.editions.resolve import resolve
from handbook.editions.working_copy import Origin, WorkingCopy
from handbook.errors import DecisionError, HandbookError
from handbook.model.handbook import Handbook
from tests.editions.build import edition, handbook, practice
from tests.editions.following import applied

EVIDENCE = {"id": "e1", "source": "s", "at": "3", "kind": "opinion", "says": "So it is.", "speaker": {"role": "Judge"}}
CHANGED = {"changes": {"summary": {"text": "Ours.", "why": "w", "base": fingerprint("Meet often. Keep your word.")},
                       "checklist/call": {"hide": "Done.", "base": fingerprint("Call before you write.")}},
           "additions": {"checklist": [{"id": "nl/own", "text": "Own.", "after": ["meet"]}]}}  # fmt: skip


def book(held=None) -> Handbook:
    bases = ("Meet often. Keep your word.", "Call before you write.")
    ours = edition("nl", "global", adaptations={"trust": held} if held else {}, bases=bases, languages=("nl", "en"))
    return handbook(edition("global", "", practice(evidence=[EVIDENCE], maturity="emerging")), ours)


def shared(held=None) -> WorkingCopy:
    return WorkingCopy.opened(book(held), "nl", "trust", "")


def own() -> WorkingCopy:
    return WorkingCopy.opened(book(), "global", "trust", "")


def saved(copy: WorkingCopy, held=None) -> Handbook:
    plan, refused = copy.plan(book(held))
    assert refused == {}
    return applied(book(held), copy.edition, plan)


@given(st.randoms(use_true_random=True), st.integers(0, 12))
def test_undo_to_the_bottom_is_how_it_was_and_redo_to_the_top_how_it_is(random: Random, steps):
    copy = shared(CHANGED)
    for number in range(steps):
        random.choice([
            lambda n: copy.set("summary", f"Words {n}.", at=float(n)),
            lambda n: copy.say_why("summary", f"Why {n}."),
            lambda n: copy.add("checklist", {"text": f"Item {n}."}, after=random.choice([None, "", "meet"])),
            lambda _n: copy.move("checklist", random.choice(copy.now.lists["checklist"]), random.choice([-1, 1])),
            lambda _n: copy.leave_out("checklist", "meet", random.choice(["", "Here not."])),
            lambda _n: copy.back("summary"),
        ])(number)  # fmt: skip
    top = copy.now
    while copy.undo() is not None:
        pass
    assert copy.now == copy.before and copy.changed == []
    while copy.redo() is not None:
        pass
    assert copy.now == top


def test_what_is_typed_without_a_pause_is_undone_at_once():
    copy = own()
    for place, at in enumerate((1.0, 1.2, 1.4, 9.0)):
        copy.set("title", "Trust"[: place + 1], at)
    assert copy.undo() == "title" and copy.now.text("title") == "Tru"
    copy.undo()
    assert copy.now == copy.before and copy.undo() is None
    copy.redo()
    copy.set("title", "Other")
    assert copy.redo() is None  # another way was taken


def test_a_set_that_changes_nothing_is_no_step():
    copy = own()
    copy.set("title", copy.now.values["title"])
    assert copy.undo() is None and copy.changed == []


def test_where_words_come_from_is_told_as_they_read_now():
    copy = shared(CHANGED)
    paths = ["title", "summary", "checklist/call", "checklist/nl/own.text", "checklist/meet.text", "evidence/e1.at"]
    assert [copy.origin(path) for path in paths] == [
        Origin.INHERITED, Origin.ADAPTED, Origin.LEFT_OUT, Origin.ADDED, Origin.INHERITED, Origin.INHERITED
    ]  # fmt: skip
    copy.back("summary")
    assert copy.origin("summary") is Origin.INHERITED and copy.now.values["summary"] == "Meet often. Keep your word."
    assert own().origin("title") is Origin.OWN


@pytest.mark.parametrize(
    "path", ["evidence/e1.source", "evidence/e1.speaker.role", "status", "checklist", "checklist/call.text", "id",
             "checklist/never.text", "odd", "evidence/e1.speaker"],
)  # fmt: skip
def test_what_is_theirs_alone_cannot_be_set(path):
    copy = shared(CHANGED)
    with pytest.raises(DecisionError):
        copy.set(path, "x")
    assert copy.now == copy.before


def test_items_of_ones_own_may_be_anything_in_them():
    copy = shared()
    item = copy.add(
        "evidence", {"source": "s", "at": "4", "kind": "wish", "says": "إلى الأمام", "speaker.role": "Hotline"}
    )
    assert item.startswith("nl/")
    copy.set(f"evidence/{item}.speaker.organisation", "A hotline")
    found = resolve(saved(copy), "trust", "nl").lists["evidence"][-1]
    assert found.fixed["speaker"] == {"role": "Hotline", "organisation": "A hotline"}
    assert found.text("says") == "إلى الأمام"


@pytest.mark.parametrize(("text", "name", "slug"), [
    ("Ask the regulator first, please, today", "steps", "ask-the-regulator-first-please"),
    ("打电话。", "steps", "step"),
    ("", "legal_barriers", "legal-barrier"), ("New", "steps", "step"), ("a" * 59 + " b", "steps", "a" * 59),
])  # fmt: skip
def test_an_item_gets_an_id_from_its_words(text, name, slug):
    assert own().add(name, {"text": text}) == slug
    assert shared().add(name, {"text": text}) == f"nl/{slug}"


def test_an_id_that_is_there_or_none_is_refused_and_borrowed_ones_stay_as_they_are():
    copy = shared()
    assert copy.add("related", {"relation": "needs"}, id="other") == "other"
    assert copy.add("signs", {"text": "S"}, id="seen") == "nl/seen"
    for id in ("seen", "Not An Id", "nl/../x"):
        with pytest.raises(DecisionError):
            copy.add("signs", {"text": "T"}, id=id)
    assert copy.now.lists["signs"] == ("nl/seen",)


def test_theirs_is_left_out_and_ours_is_deleted():
    copy = shared(CHANGED)
    with pytest.raises(DecisionError, match="not yours"):
        copy.take_out("checklist", "meet")
    with pytest.raises(DecisionError, match="your own"):
        copy.leave_out("checklist", "nl/own", "Why not.")
    with pytest.raises(DecisionError, match="your own"):
        copy.back("checklist/nl/own.text")
    copy.take_out("checklist", "nl/own")
    copy.leave_out("checklist", "meet", "Not here.")
    assert [item.id for item in resolve(saved(copy, CHANGED), "trust", "nl").items("checklist")] == ["thank"]


def test_back_everywhere_leaves_no_adaptation():
    copy = shared(CHANGED)
    copy.back("summary")
    copy.back("checklist/call")
    copy.take_out("checklist", "nl/own")
    after = saved(copy, CHANGED)
    assert "trust" not in after.edition("nl").adaptations
    assert copy.now == WorkingCopy.opened(after, "nl", "trust", "").before


@pytest.mark.parametrize(("path", "value", "why"), [
    ("title", "", "empty"), ("review.next", "soon", "date"), ("review.next", "2024-02-30", "no such day"),
    ("problem", "x" * 20_000, "longer"), ("summary", "a\u202eb", "U\\+202E"), ("summary", "\x00", "U\\+0000"),
    ("summary", "\ud800", "U\\+D800"), ("evidence/e1.says", "", "empty"), ("evidence/e1.at", "first", "line"),
    ("groups", ("Not An Id",), "id"), ("kind", "odd", "one of"),
])  # fmt: skip
def test_what_a_field_cannot_hold_is_refused_at_its_place(path, value, why):
    copy = own()
    copy.set(path, value)
    _plan, refused = copy.plan(book())
    assert list(refused) == [path]
    with pytest.raises(HandbookError, match=f"(?i){why}"):
        raise refused[path]


def test_a_new_item_is_looked_at_part_by_part():
    copy = own()
    item = copy.add("evidence", {"says": "a\u202eb", "as_of": "soon", "kind": "wish"})
    assert set(copy.plan(book())[1]) == {f"evidence/{item}.{part}" for part in ("says", "as_of", "source", "at")}


@pytest.mark.parametrize(("path", "value", "why"), [
    ("summary", "Otherwise.", "told why"), ("title", "", "empty"), ("maturity", "", "empty here"),
    ("groups", ("never-heard-of",), "told why"), ("checklist/meet.text", "a\x07", "U\\+0007"),
])  # fmt: skip
def test_what_cannot_be_said_of_theirs_is_refused_at_its_place(path, value, why):
    copy = shared()
    copy.set(path, value)
    _plan, refused = copy.plan(book())
    assert list(refused) == [path]
    with pytest.raises(HandbookError, match=why):
        raise refused[path]


def test_a_reason_with_an_odd_character_is_refused_too():
    copy = shared()
    copy.set("summary", "Otherwise.")
    copy.say_why("summary", "\u2066")
    copy.leave_out("checklist", "meet", "\u202e")
    assert set(copy.plan(book())[1]) == {"summary", "checklist/meet"}


def test_reasons_alone_keep_the_words_and_what_they_were_written_against():
    held = {"changes": {"summary": {"text": "Ours.", "why": "w", "base": fingerprint("Long ago.")}}}
    copy = shared(held)
    copy.say_why("summary", "Better said.")
    change = saved(copy, held).edition("nl").adaptations["trust"].changes["summary"]
    assert (change.text, change.why, change.base) == ("Ours.", "Better said.", fingerprint("Long ago."))
    copy.say_why("summary", " ")
    assert set(copy.plan(book(held))[1]) == {"summary"}


def test_members_in_another_order_and_other_line_ends_change_nothing():
    both = handbook(edition("global", "", practice(groups=["a", "b"])), edition("nl", "global"))
    copy = WorkingCopy.opened(both, "nl", "trust", "")
    copy.set("groups", ("b", "a"))
    copy.set("summary", "Meet often.\nKeep your word. ")
    plan, refused = copy.plan(both)
    assert not plan and refused == {}


def test_a_moved_item_asks_for_its_reason_and_reads_where_it_was_put():
    copy = shared()
    copy.move("checklist", "thank", -1)
    (moved,) = copy.moved
    assert copy.wants_reason(moved) and set(copy.plan(book())[1]) == {moved}
    assert copy.reason_at(f"{moved}.text") == moved
    copy.say_why(moved, "Thank first.")
    assert not copy.wants_reason(moved)
    assert [item.id for item in resolve(saved(copy), "trust", "nl").items("checklist")] == ["meet", "thank", "call"]


def test_two_items_of_ours_behind_one_of_theirs_can_change_places():
    two = {"additions": {"checklist": [{"id": f"nl/{name}", "text": name, "after": ["meet"]} for name in ("a", "b")]}}
    copy = shared(two)
    copy.move("checklist", "nl/b", -1)
    order = [item.id for item in resolve(saved(copy, two), "trust", "nl").items("checklist")]
    assert order == ["meet", "nl/b", "nl/a", "call", "thank"]


@pytest.mark.parametrize("ours", [[], [{"id": "nl/ask", "text": "Ask."}]])
def test_what_bears_the_old_id_of_an_item_taken_in_has_a_place_of_its_own(ours):
    theirs = [{"id": "meet", "text": "Meet."}, {"id": "ask", "text": "Ask.", "from": "nl/ask"}]
    theirs += [{"id": "nl/ask", "text": "Obey."}]
    held = {"additions": {"checklist": [*ours, {"id": "nl/b", "text": "B.", "after": ["ask"]}]}}
    nl = edition("nl", "global", adaptations={"trust": held})
    book = handbook(edition("global", "", practice(checklist=theirs)), nl)
    copy = WorkingCopy.opened(book, "nl", "trust", "")
    copy.move("checklist", "nl/ask", -1)
    assert copy.moved == {"checklist/nl/ask"}
    copy.say_why("checklist/nl/ask", "First that.")
    plan, refused = copy.plan(book)
    shown = resolve(applied(book, "nl", plan), "trust", "nl").items("checklist")
    assert refused == {} and [item.id for item in shown] == ["meet", "ask", "nl/ask", "nl/b"]


def test_the_first_place_is_had_by_a_reason_for_the_others():
    copy = shared()
    item = copy.add("checklist", {"text": "Before all."}, after="")
    assert copy.plan(book())[1].keys() == copy.moved != frozenset()
    copy.say_why(f"checklist/{item}", "It comes before all else.")
    assert resolve(saved(copy), "trust", "nl").items("checklist")[0].id == item


def test_what_is_left_out_and_what_stood_behind_it():
    held = {"changes": {"checklist/thank": {"after": ["meet"], "why": "w", "base": fingerprint("Say thank you.")}},
            "additions": {"checklist": [{"id": "nl/own", "text": "Own.", "after": ["thank"]}]}}  # fmt: skip
    copy = shared(held)
    assert copy.now.lists["checklist"] == ("meet", "thank", "nl/own", "call")
    copy.leave_out("checklist", "thank", "Not here.")
    assert [one.id for one in resolve(saved(copy, held), "trust", "nl").items("checklist")] == [
        "meet",
        "nl/own",
        "call",
    ]


def test_what_they_saved_meanwhile_is_never_undone_by_us():
    mine = own()
    mine.set("title", "Mine")
    mine.set("maturity", "ended")
    other = practice(evidence=[EVIDENCE], maturity="emerging", summary="Theirs.")
    fresh = WorkingCopy.opened(handbook(edition("global", "", other)), "global", "trust", "new")
    together = mine.rebased(fresh, mine.meet(fresh).sheet)
    assert together.now.text("summary") == "Theirs." and together.now.text("title") == "Mine"
    assert together.undo() == "maturity" and together.now.text("summary") == "Theirs."
    together.undo()
    assert together.now == together.before == fresh.before
