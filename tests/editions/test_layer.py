"""Corners of laying an edition over a practice that only an example makes plain."""

from __future__ import annotations

import pytest

from handbook.editions.fingerprint import fingerprint
from handbook.editions.resolve import resolve
from handbook.model.resolved import State
from tests.editions.build import edition, handbook, practice

EVIDENCE = {"id": "registry", "source": "s", "at": "79", "kind": "opinion", "says": "Trust takes time."}


def resolved(change, additions=None, lang="en", bases=(), **content):
    held = {"trust": {"lang": lang, "changes": change, "additions": additions or {}}}
    book = handbook(edition("global", "", practice(**content)), edition("nl", "global", adaptations=held, bases=bases))
    return resolve(book, "trust", "nl")


@pytest.mark.parametrize(
    "path",
    ["evidence/registry.at", "evidence/registry.kind", "checklist/meet.id", "priority", "status", "nonsense", "x/y.z"],
)
def test_what_no_edition_may_change_stays_as_it_was(path):
    held = {"evidence": [EVIDENCE], "priority": {"level": "now", "reason": "r"}}
    before, after = resolved({}, **held), resolved({path: {"value": "other", "text": "Other.", "why": "w"}}, **held)
    assert (after.parts, after.lists) == (before.parts, before.lists)


def test_a_set_or_value_of_an_item_that_is_gone_makes_no_empty_item():
    after = resolved({"checklist/ring.groups": {"add": ["academia"], "why": "w"}})
    assert [item.id for item in after.lists["checklist"]] == ["meet", "call", "thank"]


@pytest.mark.parametrize("order", [["groups", "text"], ["text", "groups"]])
def test_the_words_of_an_item_that_is_gone_show_with_its_groups_in_whichever_order_they_stand(order):
    changes = {
        "text": {"text": "Bel eerst.", "why": "w", "base": fingerprint("Ring first.")},
        "groups": {"add": ["academia"], "why": "w"},
    }
    item = resolved({f"checklist/ring.{part}": changes[part] for part in order}).items("checklist")[-1]
    assert (item.text("text"), item.units["groups"].value, item.state) == (
        "Bel eerst.", ("academia",), State.ORPHANED,
    )  # fmt: skip
    assert {unit.state for unit in item.units.values()} == {State.ORPHANED}


def test_a_value_converges_whatever_the_language_of_the_edition():
    change = {"maturity": {"value": "ended", "why": "w", "base": fingerprint("emerging")}}
    assert resolved(change, lang="nl", maturity="ended").parts["maturity"].state is State.CONVERGED


def test_a_value_whose_base_nobody_noted_is_stale_since_it_is_not_known_whether_they_changed_it():
    change = {"maturity": {"value": "ended", "why": "w"}}
    assert resolved(change, maturity="emerging").parts["maturity"].state is State.STALE


def test_a_moved_item_whose_words_changed_is_stale_also_where_its_neighbours_are_gone():
    move = {"checklist/meet": {"after": ["gone"], "why": "w", "base": fingerprint("Meet once a year.")}}
    assert resolved(move).items("checklist")[-1].state is State.STALE


def test_an_own_item_may_stand_after_another_own_item():
    own = [{"id": "nl/b", "text": "B.", "after": ["nl/a"]}, {"id": "nl/a", "text": "A.", "after": ["meet"]}]
    assert [item.id for item in resolved({}, {"checklist": own}).items("checklist")] == [
        "meet", "nl/a", "nl/b", "call", "thank",
    ]  # fmt: skip


def test_moved_items_come_before_own_ones_at_the_same_place():
    move = {"checklist/thank": {"after": ["meet"], "why": "w", "base": fingerprint("Say thank you.")}}
    own = {"checklist": [{"id": "nl/a", "text": "A.", "after": ["meet"]}]}
    assert [item.id for item in resolved(move, own).items("checklist")] == ["meet", "thank", "nl/a", "call"]


def test_what_an_edition_translated_of_an_item_survives_its_being_taken_in():
    theirs = [{"id": "ask", "text": "Vraag het.", "from": "nl/ask"}]
    own = {"trust": {"lang": "nl", "additions": {"checklist": [{"id": "nl/ask", "text": "Vraag het."}]}}}
    book = handbook(
        edition("global", "", practice(lang="nl", checklist=theirs)),
        edition(
            "nl", "global", adaptations=own,
            translations={("en", "trust"): {"checklist/nl/ask.text": ("Ask.", "Vraag het.")}},
        ),
    )  # fmt: skip
    item = resolve(book, "trust", "nl", "en").items("checklist")[-1]
    assert (item.id, item.text("text"), item.state) == ("ask", "Ask.", State.CONVERGED)


def test_a_text_in_two_scripts_is_one_text_in_any_unicode_form():
    change = {"summary": {"text": "Café. قانون.", "why": "w", "base": fingerprint("Cafe\u0301 first.")}}
    assert resolved(change, summary="Café first.").parts["summary"].state is State.FRESH
