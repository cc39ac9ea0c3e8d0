"""What an edition says of a practice, by section 5 of the design: examples a reader can check by hand."""

from __future__ import annotations

import pytest

from handbook.editions.fingerprint import fingerprint
from handbook.editions.resolve import layers, resolve
from handbook.editions.why import why
from handbook.errors import ChainError, UnknownEdition, UnknownPractice, UnknownUnit
from handbook.model.resolved import Stance, State
from tests.editions.build import edition, handbook, practice

SUMMARY = "Meet often. Keep your word."


def ids(resolved, name="checklist"):
    return [item.id for item in resolved.items(name)]


def changes(held, **more):
    return {"trust": {"changes": held, **more}}


def state_of(book, path="summary", where="nl"):
    resolved = resolve(book, "trust", where)
    found = {unit.path: unit for unit in resolved.units()}
    return found[path]


def adapted(text="Meet weekly. Keep your word.", base=SUMMARY, parent_summary=SUMMARY, bases=(SUMMARY,), **kind):
    change = {"text": text, "why": "Ours differs.", "base": fingerprint(base)}
    return handbook(
        edition("global", "", practice(summary=parent_summary)),
        edition("nl", "global", adaptations=changes({"summary": change}), bases=bases, **kind),
    )


def test_without_an_adaptation_the_parent_speaks():
    book = handbook(edition("global", "", practice()), edition("nl", "global"))
    ours, theirs = resolve(book, "trust", "nl"), resolve(book, "trust", "global")
    assert ours.parts == theirs.parts and ours.lists == theirs.lists
    assert ours.stance is Stance.NOT_YET and theirs.stance is Stance.OWN


def test_an_adapted_text_shows_with_reason_and_what_it_said():
    unit = state_of(adapted())
    assert (unit.value, unit.origin, unit.state, unit.why) == (
        "Meet weekly. Keep your word.", "nl", State.FRESH, "Ours differs.",
    )  # fmt: skip
    assert unit.before == SUMMARY


def test_a_change_elsewhere_in_the_text_makes_a_suggestion():
    unit = state_of(adapted(parent_summary="Meet often. Keep your word and your notes."))
    assert unit.state is State.STALE
    assert unit.suggestion == "Meet weekly. Keep your word and your notes."
    assert unit.value == "Meet weekly. Keep your word."  # ours stands until we decide


def test_both_changed_the_same_sentence():
    assert state_of(adapted(parent_summary="Meet rarely. Keep your word.")).state is State.CONFLICT


def test_they_now_say_our_words():
    assert state_of(adapted(parent_summary="Meet weekly. Keep\nyour word.")).state is State.CONVERGED


def test_a_base_that_is_not_at_hand_is_never_guessed():
    assert state_of(adapted(bases=())).state is State.FRESH  # its fingerprint is that of the present text
    unit = state_of(adapted(parent_summary="Meet often. Keep your word and notes.", bases=()))
    assert (unit.state, unit.suggestion) == (State.STALE, None)


def test_no_merge_across_languages():
    unit = state_of(adapted(text="Kom samen.", parent_summary="Meet often. Keep your word, always.", languages=("nl",)))
    assert (unit.state, unit.suggestion, unit.lang) == (State.STALE, None, "nl")


def test_our_words_stand_where_theirs_are_gone():
    change = {"text": "Bel eerst.", "why": "w", "base": fingerprint("Ring first.")}
    book = handbook(
        edition("global", "", practice()),
        edition("nl", "global", adaptations=changes({"checklist/ring.text": change})),
    )
    assert state_of(book, "checklist/ring.text").state is State.ORPHANED
    assert ids(resolve(book, "trust", "nl"))[-1] == "ring"


def test_a_unit_they_never_had_is_simply_ours():
    book = handbook(
        edition("global", "", practice()),
        edition("nl", "global", adaptations=changes({"breakthrough": {"text": "A dinner.", "why": "w"}})),
    )
    assert state_of(book, "breakthrough").state is State.FRESH


def test_sets_change_by_members_and_never_conflict():
    book = handbook(
        edition("global", "", practice(groups=["government", "academia", "civil-society"])),
        edition(
            "nl", "global", adaptations=changes({"groups": {"add": ["hotline"], "remove": ["academia"], "why": "w"}})
        ),
    )
    unit = state_of(book, "groups")
    assert unit.value == ("government", "civil-society", "hotline") and unit.state is State.FRESH


@pytest.mark.parametrize(
    ("now", "state"), [("emerging", State.FRESH), ("established", State.CONFLICT), ("ended", State.CONVERGED)]
)
def test_values_conflict_whenever_they_changed(now, state):
    change = {"value": "ended", "why": "w", "base": fingerprint("emerging")}
    book = handbook(
        edition("global", "", practice(maturity=now)),
        edition("nl", "global", adaptations=changes({"maturity": change})),
    )
    assert state_of(book, "maturity").state is state


def test_a_hidden_item_never_comes_back():
    hide = {"hide": "Done by law.", "base": fingerprint("Meet once a month.")}
    middle = edition("eu", "global", adaptations=changes({"checklist/meet": hide}))
    book = handbook(edition("global", "", practice()), middle, edition("nl", "eu"))
    assert "meet" not in ids(resolve(book, "trust", "eu")) and "meet" not in ids(resolve(book, "trust", "nl"))
    hidden = [item for item in resolve(book, "trust", "eu").lists["checklist"] if item.hidden]
    assert [(item.id, item.why, item.state) for item in hidden] == [("meet", "Done by law.", State.FRESH)]


def test_a_hide_goes_stale_by_the_text_of_its_item():
    hide = {"hide": "Done by law.", "base": fingerprint("Meet once a year.")}
    book = handbook(
        edition("global", "", practice()), edition("nl", "global", adaptations=changes({"checklist/meet": hide}))
    )
    assert [item.state for item in resolve(book, "trust", "nl").lists["checklist"] if item.hidden] == [State.STALE]


def test_a_local_item_takes_the_first_anchor_that_is_there():
    extra = {"additions": {"checklist": [{"id": "nl/ask", "text": "Ask.", "after": ["gone", "meet"], "why": "w"}]}}
    book = handbook(edition("global", "", practice()), edition("nl", "global", adaptations={"trust": extra}))
    assert ids(resolve(book, "trust", "nl")) == ["meet", "nl/ask", "call", "thank"]


def test_a_local_item_whose_neighbours_are_gone_is_appended_and_said():
    extra = {"additions": {"checklist": [{"id": "nl/ask", "text": "Ask.", "after": ["gone"], "why": "w"}]}}
    book = handbook(edition("global", "", practice()), edition("nl", "global", adaptations={"trust": extra}))
    resolved = resolve(book, "trust", "nl")
    assert ids(resolved)[-1] == "nl/ask" and resolved.items("checklist")[-1].state is State.DISPLACED


def test_items_that_stand_after_each_other_are_not_dropped():
    extra = {"additions": {"checklist": [
        {"id": "nl/a", "text": "A.", "after": ["nl/b"]}, {"id": "nl/b", "text": "B.", "after": ["nl/a"]},
    ]}}  # fmt: skip
    book = handbook(edition("global", "", practice()), edition("nl", "global", adaptations={"trust": extra}))
    assert set(ids(resolve(book, "trust", "nl"))) == {"meet", "call", "thank", "nl/a", "nl/b"}


def test_a_change_of_order():
    move = {"after": ["thank"], "why": "w", "base": fingerprint("Meet once a month.")}
    book = handbook(
        edition("global", "", practice()), edition("nl", "global", adaptations=changes({"checklist/meet": move}))
    )
    resolved = resolve(book, "trust", "nl")
    assert ids(resolved) == ["call", "thank", "meet"]
    assert resolved.items("checklist")[-1].state is State.FRESH


def with_their_item(*theirs):
    extra = {"additions": {"checklist": [{"id": "nl/ask", "text": "Ask the regulator.", "why": "w"}]}}
    checklist = [{"id": "meet", "text": "Meet once a month."}, *theirs]
    return handbook(
        edition("global", "", practice(checklist=checklist)), edition("nl", "global", adaptations={"trust": extra})
    )


def test_taken_in_word_for_word_it_converges_and_shows_once():
    resolved = resolve(with_their_item({"id": "ask", "text": "Ask the regulator.", "from": "nl/ask"}), "trust", "nl")
    assert ids(resolved) == ["meet", "ask"] and resolved.items("checklist")[-1].state is State.CONVERGED
    assert resolved.items("checklist")[-1].alias == "nl/ask"


def test_taken_in_but_reworded_ours_stands_alone():
    resolved = resolve(with_their_item({"id": "ask", "text": "Ask somebody.", "from": "nl/ask"}), "trust", "nl")
    assert ids(resolved) == ["meet", "nl/ask"] and resolved.items("checklist")[-1].state is State.STALE


def test_a_parent_cannot_erase_our_words_by_claiming_our_id():
    resolved = resolve(with_their_item({"id": "nl/ask", "text": "Obey."}), "trust", "nl")
    assert [item.text("text") for item in resolved.items("checklist")][-1] == "Ask the regulator."
    assert resolved.items("checklist")[-1].state is State.CLAIMED


def test_what_bears_our_id_is_shown_beside_ours_once_that_is_taken_in_under_another():
    taken = {"id": "ask", "text": "Ask the regulator.", "from": "nl/ask"}
    resolved = resolve(with_their_item(taken, {"id": "nl/ask", "text": "Obey."}), "trust", "nl")
    assert [(item.id, item.alias, item.state) for item in resolved.items("checklist")[1:]] == [
        ("ask", "nl/ask", State.CONVERGED), ("nl/ask", "", None),
    ]  # fmt: skip
    reworded = resolve(with_their_item({**taken, "text": "Ask."}, {"id": "nl/ask", "text": "Obey."}), "trust", "nl")
    assert ids(reworded) == ["meet", "nl/ask"] and reworded.items("checklist")[-1].state is State.STALE


def test_a_parent_cannot_claim_our_practice():
    local = practice("nl/hub", title="Ours")
    book = handbook(edition("global", "", practice("nl/hub", title="Theirs")), edition("nl", "global", local))
    assert resolve(book, "nl/hub", "nl").value("title") == "Ours"


def test_a_middle_edition_shields_the_next_one():
    middle = edition(
        "eu", "global", bases=(SUMMARY,),
        adaptations=changes({"summary": {"text": "Meet yearly.", "why": "w", "base": fingerprint(SUMMARY)}}),
    )  # fmt: skip
    book = handbook(edition("global", "", practice(summary="All new words.")), middle, edition("nl", "eu"))
    unit = state_of(book, where="nl")
    assert (unit.value, unit.origin, unit.state) == ("Meet yearly.", "eu", None)


def test_stances_bind_their_own_edition_only():
    middle = edition(
        "eu", "global", adaptations={"trust": {"reviewed": {"stance": "not-for-us", "why": "No mandate."}}}
    )
    book = handbook(edition("global", "", practice()), middle, edition("nl", "eu"))
    assert resolve(book, "trust", "eu").stance is Stance.NOT_FOR_US
    below = resolve(book, "trust", "nl")
    assert below.stance is Stance.NOT_YET and below.above_not_for == ("eu", "No mandate.")


def translated(text, original, where="nl"):
    return {("nl", "trust"): {"summary": (text, original)}}


def test_translation_of_these_very_words():
    book = handbook(
        edition("global", "", practice(), translations=translated("Kom vaak.", SUMMARY)),
        edition("nl", "global", languages=("nl",)),
    )
    unit = state_of(book)
    assert (unit.value, unit.lang) == ("Kom vaak.", "nl") and not unit.translated.outdated


def test_an_outdated_translation_is_marked():
    book = handbook(
        edition("global", "", practice(), translations=translated("Oud.", "Old words.")),
        edition("nl", "global", languages=("nl",)),
    )
    assert state_of(book).translated.outdated


def test_a_translation_of_other_words_is_never_shown_as_the_adapted_ones():
    top = edition("global", "", practice(), translations=translated("Kom vaak.", SUMMARY))
    change = {"text": "Meet weekly.", "why": "w", "base": fingerprint(SUMMARY)}
    eu = edition("eu", "global", adaptations=changes({"summary": change}), bases=(SUMMARY,))
    unit = state_of(handbook(top, eu, edition("nl", "eu", languages=("nl",))))
    assert (unit.value, unit.lang, unit.translated) == ("Meet weekly.", "en", None)


def test_status_and_other_non_units_cannot_be_adapted():
    book = handbook(
        edition("global", "", practice()),
        edition("nl", "global", adaptations=changes({"status": {"value": "draft", "why": "w"}})),
    )
    resolved = resolve(book, "trust", "nl")
    assert resolved.practice.status == "published" and "status" not in resolved.parts


def test_chains_are_checked():
    looped = handbook(edition("a", "b", practice()), edition("b", "a"))
    with pytest.raises(ChainError, match="circle"):
        resolve(looped, "trust", "a")
    with pytest.raises(ChainError, match="not in this handbook"):
        resolve(handbook(edition("nl", "gone", practice())), "trust", "nl")
    names = ["a", "b", "c", "d", "e"]
    long = handbook(
        *(edition(n, p, *([practice()] if not p else [])) for n, p in zip(names, ["", *names], strict=False))
    )
    assert resolve(long, "trust", "d").value("title")
    with pytest.raises(ChainError, match="more than 4"):
        resolve(long, "trust", "e")
    with pytest.raises(UnknownEdition, match="no edition “x”"):
        resolve(long, "trust", "x")
    with pytest.raises(UnknownPractice):
        resolve(long, "nope", "a")


def test_why_tells_the_layers():
    found = why(adapted(), "trust", "summary", "nl")
    assert [(layer.edition, layer.value, layer.changed) for layer in found] == [
        ("global", SUMMARY, False), ("nl", "Meet weekly. Keep your word.", True),
    ]  # fmt: skip
    with pytest.raises(UnknownUnit):
        why(adapted(), "trust", "nonsense", "nl")


def test_layers_come_one_an_edition():
    assert [held.edition for held in layers(adapted().chain("nl"), "trust")] == ["global", "nl"]
