"""The rows of the form: what the fields say, where the words come from, and where a reason is asked for."""

from __future__ import annotations

import pytest

from handbook.errors import DecisionError
from handbook.model.sheet import slot
from handbook.store.saving import opened
from tests.store.walks import walked
from tui.names import Names
from tui.notes import notes_of
from tui.rows import FormRow, Way, form_rows, item_label, main_part


@pytest.fixture
def desk(tmp_path):
    return walked(tmp_path)


def rows(desk, copy, *, item: str = "", wanted=(), refused=None) -> dict[str, FormRow]:
    names = Names(desk.handbook, copy.edition)
    found = form_rows(copy, names, notes_of(copy, [], refused or {}), opened=item, wanted=set(wanted))
    assert len({row.path for row in found}) == len(found)  # each is a place to go to
    return {row.path: row for row in found}


def test_what_is_filled_and_what_is_essential_has_a_row(desk):
    found = rows(desk, opened(desk, "global", "build-trust"))
    assert {"title", "problem", "priority.level", "steps/invite.text", "evidence/e1.says", "value/hotline.gives"} <= {
        *found
    }
    assert not {"not_for", "id", "format", "status", "duty.holder", "signs"} & {*found}
    assert list(found)[-1] == "+" and found["+"].way is Way.ADD
    hub = rows(desk, opened(desk, "nl", "nl/hub"), wanted=("not_for", "signs", "cost"))
    assert hub["signs"].way is Way.ADD and {"not_for", "cost.level", "cost.note"} <= {*hub}


def test_a_value_is_shown_by_its_name(desk):
    found = rows(desk, opened(desk, "global", "build-trust"), item="steps/invite")
    assert found["groups"].text == "Regulator, Government" and found["steps/invite.groups"].text == "Government"
    assert found["priority.level"].way is Way.PICK and found["title"].way is Way.WORDS
    assert "Publish the results" in found["related/publish-results"].label
    assert found["steps/invite.text"].label == "Step 1" == item_label("steps", 1)


def test_only_the_open_item_shows_its_other_parts(desk):
    copy = opened(desk, "global", "build-trust")
    closed, open_ = rows(desk, copy), rows(desk, copy, item="evidence/e1")
    assert "evidence/e1.speaker.role" not in closed and "Regulator" in closed["evidence/e1.says"].meta
    assert open_["evidence/e1.speaker.role"].text == "Regulator" and open_["evidence/e1.says"].meta == ""


def test_where_words_come_from_stands_beside_them(desk):
    copy = opened(desk, "nl", "build-trust")
    found = rows(desk, copy, item="steps/cook")
    assert found["summary"].badge.startswith("from ") and found["summary"].why is None
    assert (found["title"].badge, found["title"].why) == ("adapted here", "In het Nederlands.")
    assert (found["checklist/nl/bel.text"].badge, found["checklist/nl/bel.text"].why) == ("added here", "Zo werkt het.")
    assert (found["checklist/meet.text"].badge, found["checklist/meet.text"].why) == (
        "hidden here",
        "Dat is hier al zo.",
    )
    assert found["checklist/meet.text"].way is Way.FIXED
    assert "adapted here" not in {row.badge for path, row in found.items() if path != "title" and path != "groups"}
    assert {row.badge for row in rows(desk, opened(desk, "global", "build-trust")).values()} == {""}


def test_what_was_typed_is_told_and_its_reason_asked_for(desk):
    copy = opened(desk, "nl", "build-trust")
    copy.set("summary", "Anders.")
    row = rows(desk, copy)["summary"]
    assert row.badge == "adapted here, not saved yet" and row.why == "" and row.wrong and "why it differs" in row.note
    copy.say_why(copy.reason_at("summary"), "Zo is het.")
    row = rows(desk, copy)["summary"]
    assert (row.why, row.wrong, row.note) == ("Zo is het.", False, "")


def test_an_item_that_was_moved_asks_for_a_reason_where_one_can_be_given(desk):
    copy = opened(desk, "nl", "build-trust")
    copy.move("checklist", "write", -2)
    (moved,) = copy.moved
    asking = [row for row in rows(desk, copy).values() if row.wrong]
    assert [(row.of, row.why) for row in asking] == [(moved, "")]
    copy.say_why(copy.reason_at(asking[0].path), "Eerst schrijven.")
    assert copy.plan(desk.handbook)[1] == {}
    assert not any(row.wrong for row in rows(desk, copy).values())


def test_what_is_refused_stands_at_its_row(desk):
    copy = opened(desk, "global", "build-trust")
    copy.set("title", "")
    _plan, refused = copy.plan(desk.handbook)
    row = rows(desk, copy, refused=refused)["title"]
    assert row.wrong and row.note == "To fix: “Title” is empty. Write it."
    other = rows(desk, copy, refused={"steps/invite": DecisionError("It cannot stand here.")})
    assert other["steps/invite.text"].wrong


def test_every_list_has_a_part_that_is_its_words():
    for name in ("steps", "value", "related", "evidence", "basis", "examples"):
        main = main_part(slot(name))
        assert main is None or main.words, name
