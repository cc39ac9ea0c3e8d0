"""What an edition changes, each kind by an example, and that going back leaves nothing."""

from __future__ import annotations

import pytest
from hypothesis import assume, given

from handbook.editions import adapt
from handbook.editions.adapt import Place
from handbook.editions.fingerprint import fingerprint
from handbook.editions.resolve import layers, resolve
from handbook.errors import DecisionError, UnknownPractice, UnknownUnit
from handbook.model.adaptation import Change
from handbook.model.resolved import Stance, State
from tests.editions.build import edition, handbook, practice
from tests.editions.following import applied, file_of, pages
from tests.editions.strategies import LISTS, RANDOMS, Pen
from tests.editions.tales import Tale, tales

SUMMARY = "Meet often. Keep your word."


def book_of(changes=None, additions=None, lang="en", **theirs):
    held = {"trust": {"changes": changes or {}, "additions": additions or {}}}
    nl = edition(
        "nl", "global", practice("nl/hub"), adaptations=held if changes or additions else {}, languages=(lang,)
    )
    return handbook(edition("global", "", practice(**theirs)), nl)


def adapted(book, unit, *, why="w", **change):
    return applied(book, "nl", adapt.adapted(book, "nl", "trust", unit, Change(why=why, **change)))


def file(book):
    held = book.edition("nl").adaptations.get("trust")
    return file_of(held) if held else None


def ids(book, name="checklist"):
    return [item.id for item in resolve(book, "trust", "nl").items(name)]


def test_words_are_written_with_their_reason_and_what_they_were_written_against():
    after = adapted(book_of(), "summary", text="Meet weekly.", why="Weekly here.")
    assert file(after) == {
        "format": "1", "adapts": "trust", "lang": "en",
        "changes": {"summary": {"text": "Meet weekly.", "why": "Weekly here.", "base": fingerprint(SUMMARY)}},
    }  # fmt: skip
    assert after.edition("nl").bases == {fingerprint(SUMMARY): SUMMARY}
    assert resolve(after, "trust", "nl").parts["summary"].state is State.FRESH


def test_words_in_theirs_that_bears_the_old_id_of_ours_are_no_words_of_ours():
    theirs = [{"id": "nl/ask", "text": "Obey."}, {"id": "ask", "text": "Ask.", "from": "nl/ask"}]
    additions = {"checklist": [{"id": "nl/ask", "text": "Ask."}]}
    after = adapted(book_of({}, additions, checklist=theirs), "checklist/nl/ask.text", text="Listen.")
    assert file(after)["additions"] == additions
    assert file(after)["changes"]["checklist/nl/ask.text"]["base"] == fingerprint("Obey.")
    assert [item.text("text") for item in resolve(after, "trust", "nl").items("checklist")] == ["Listen.", "Ask."]


def test_words_of_an_item_and_words_they_do_not_have():
    after = adapted(adapted(book_of(), "checklist/meet.text", text="Meet weekly."), "breakthrough", text="A dinner.")
    assert file(after)["changes"]["breakthrough"] == {"text": "A dinner.", "why": "w"}
    resolved = resolve(after, "trust", "nl")
    assert (
        resolved.value("breakthrough") == "A dinner." and resolved.items("checklist")[0].text("text") == "Meet weekly."
    )


def test_changed_again_the_comments_and_keys_beside_it_stay_since_each_key_is_an_edit():
    before = adapted(book_of(), "summary", text="One.")
    plan = adapt.adapted(before, "nl", "trust", "summary", Change(text="Two.", why="w"))
    assert set(plan.edits) == {("changes", "summary", key) for key in ("text", "why", "base")}
    assert file(applied(before, "nl", plan))["changes"]["summary"]["text"] == "Two."


@pytest.mark.parametrize("again", [SUMMARY, "Meet often.\nKeep your word.\n"])
def test_their_very_words_leave_the_file(again):
    assert file(adapted(adapted(book_of(), "summary", text="Ours."), "summary", text=again)) is None


def test_the_same_words_in_another_language_are_words_of_ours():
    after = adapted(book_of(lang="nl"), "summary", text=SUMMARY)
    assert file(after)["changes"]["summary"]["text"] == SUMMARY and file(after)["lang"] == "nl"


def test_their_very_words_where_nothing_was_changed_are_no_change():
    with pytest.raises(DecisionError, match="not adapted here"):
        adapted(book_of(), "summary", text=SUMMARY)


def test_a_value():
    after = adapted(book_of(maturity="emerging"), "maturity", value="ended")
    assert file(after)["changes"]["maturity"] == {"value": "ended", "why": "w", "base": fingerprint("emerging")}
    assert file(adapted(after, "maturity", value="emerging")) is None


def test_a_set_changes_by_its_members():
    after = adapted(book_of(groups=["government", "hotline"]), "groups", add=("academia",), remove=("hotline",))
    assert file(after)["changes"]["groups"] == {"add": ["academia"], "remove": ["hotline"], "why": "w"}
    more = adapted(after, "groups", add=("hotline",), remove=("academia",))
    assert file(more) is None and resolve(more, "trust", "nl").value("groups") == ("government", "hotline")


@pytest.mark.parametrize("change", [{"add": ("government",)}, {"remove": ("academia",)}])
def test_members_they_have_or_lack_already_are_no_change(change):
    with pytest.raises(DecisionError, match="would not change"):
        adapted(book_of(), "groups", **change)


def test_an_item_is_left_out_for_a_reason():
    plan = adapt.hidden(book_of(), "nl", "trust", "checklist/meet", "Done by law.")
    after = applied(book_of(), "nl", plan)
    base = fingerprint("Meet once a month.")
    assert file(after)["changes"] == {"checklist/meet": {"hide": "Done by law.", "base": base}}
    assert ids(after) == ["call", "thank"] and base in after.edition("nl").bases
    with pytest.raises(DecisionError, match="for a reason"):
        adapt.hidden(book_of(), "nl", "trust", "checklist/meet", " ")


def test_an_item_stands_elsewhere():
    after = applied(book_of(), "nl", adapt.moved(book_of(), "nl", "trust", "checklist/meet", ["gone", "thank"], "w"))
    assert ids(after) == ["call", "thank", "meet"]
    assert file(after)["changes"]["checklist/meet"]["after"] == ["gone", "thank"]
    hidden = applied(after, "nl", adapt.hidden(after, "nl", "trust", "checklist/meet", "No."))
    assert "after" not in file(hidden)["changes"]["checklist/meet"]


@pytest.mark.parametrize("after", [["nobody"], ["meet"], []])
def test_but_not_after_what_is_not_there(after):
    with pytest.raises(UnknownUnit, match="to stand after"):
        adapt.moved(book_of(), "nl", "trust", "checklist/meet", after, "w")


def test_nor_after_what_stands_after_it():
    book = applied(book_of(), "nl", adapt.moved(book_of(), "nl", "trust", "checklist/meet", ["call"], "w"))
    with pytest.raises(DecisionError, match="after itself"):
        adapt.moved(book, "nl", "trust", "checklist/call", ["meet"], "w")


def test_an_item_of_our_own():
    item = {"id": "ask", "text": "Ask.", "groups": ["academia"]}
    after = applied(book_of(), "nl", adapt.added(book_of(), "nl", "trust", "checklist", item, after=["meet"]))
    assert file(after)["additions"] == {"checklist": [{**item, "id": "nl/ask", "after": ["meet"]}]}
    assert ids(after) == ["meet", "nl/ask", "call", "thank"]
    with pytest.raises(DecisionError, match="already"):
        adapt.added(after, "nl", "trust", "checklist", {**item, "id": "nl/ask"})
    moved = applied(after, "nl", adapt.moved(after, "nl", "trust", "checklist/nl/ask", ["thank"], ""))
    assert ids(moved)[-1] == "nl/ask"
    worded = adapted(moved, "checklist/nl/ask.text", text="Ask twice.")
    more = adapted(worded, "checklist/nl/ask.groups", add=("hotline",), remove=("academia",))
    assert file(more)["additions"]["checklist"][0] == {
        "id": "nl/ask", "text": "Ask twice.", "groups": ["hotline"], "after": ["thank"],
    }  # fmt: skip
    gone = applied(more, "nl", adapt.back(more, "nl", "trust", "checklist/nl/ask"))
    assert file(gone) is None


@pytest.mark.parametrize(
    "item", [{"id": "Ask", "text": "x"}, {"text": "x"}, {"id": "ask", "kind": "maybe", "text": "x"}]
)
def test_an_item_of_our_own_must_be_of_the_form_of_its_list(item):
    with pytest.raises(DecisionError):
        adapt.added(book_of(), "nl", "trust", "checklist", item)


def test_how_a_whole_practice_was_looked_at():
    as_is = applied(book_of(), "nl", adapt.reviewed(book_of(), "nl", "trust", "as-is", release="7", on="2026-11-22"))
    assert file(as_is)["reviewed"] == {"stance": "as-is", "parent_release": "7", "on": "2026-11-22"}
    assert resolve(as_is, "trust", "nl").stance is Stance.AS_IS
    assert file(applied(as_is, "nl", adapt.reviewed(as_is, "nl", "trust", ""))) is None
    with pytest.raises(DecisionError, match="why"):
        adapt.reviewed(book_of(), "nl", "trust", "not-for-us")


REFUSED = {
    "nonsense": UnknownUnit, "checklist/nobody.text": UnknownUnit, "checklist/meet.nonsense": UnknownUnit,
    "status": DecisionError, "evidence/x.at": DecisionError, "checklist/meet": DecisionError,
    "priority": DecisionError, "groups": DecisionError, "maturity": DecisionError,
}  # fmt: skip


@pytest.mark.parametrize("unit", REFUSED)
def test_what_no_words_can_be_put_to_is_refused(unit):
    with pytest.raises(REFUSED[unit]):
        adapted(book_of(), unit, text="Ours.")


@pytest.mark.parametrize("change", [{"text": " "}, {"text": "x" * 20_000}, {"value": "x"}, {}])
def test_words_must_be_words_that_a_page_carries(change):
    with pytest.raises(DecisionError):
        adapted(book_of(), "summary", **change)


def test_a_value_must_be_one_it_can_have():
    with pytest.raises(DecisionError):
        adapted(book_of(), "maturity", value="ripe")


def test_a_change_needs_a_reason():
    with pytest.raises(DecisionError, match="no reason"):
        adapted(book_of(), "summary", text="Ours.", why="")


def test_our_own_practice_is_changed_in_its_own_file():
    with pytest.raises(DecisionError, match="own practice"):
        Place(book_of(), "nl", "nl/hub")
    with pytest.raises(UnknownPractice):
        Place(book_of(), "nl", "nobody")


def test_back_names_what_is_not_adapted():
    with pytest.raises(DecisionError, match="not adapted"):
        adapt.back(book_of(), "nl", "trust", "summary")


@given(tales(releases=1), RANDOMS)
def test_back_after_adapt_is_never_adapted(tale: Tale, random):
    pen, book = Pen(random, written=50_000), tale.book
    before = book.edition("nl").adaptations
    held = before.get("trust")
    units = [unit for unit in layers(book.chain("nl"), "trust")[-2].units() if unit.field.words]
    unit = random.choice(units).path
    hidden = {path for path, change in (held.changes if held else {}).items() if change.hide}
    assume(not (held and unit in held.changes) and unit.partition(".")[0] not in hidden)
    there = applied(book, "nl", adapt.adapted(book, "nl", "trust", unit, Change(text=pen.text(), why="w")))
    assert resolve(there, "trust", "nl") != resolve(book, "trust", "nl")
    again = applied(there, "nl", adapt.back(there, "nl", "trust", unit))
    assert again.edition("nl").adaptations == before and pages(again) == pages(book)
    assert again.edition("nl").bases.items() >= book.edition("nl").bases.items()


@given(tales(releases=1))
def test_back_from_everything_leaves_no_file(tale: Tale):
    book = tale.book
    for name, held in tale.book.edition("nl").adaptations.items():
        own = [f"{of}/{item['id']}" for of, items in held.additions.items() for item in items]
        for path in [*held.changes, *own]:
            now = book.edition("nl").adaptations.get(name)
            if path in own or (now is not None and path in now.changes):
                book = applied(book, "nl", adapt.back(book, "nl", name, path))
        if held.reviewed:
            book = applied(book, "nl", adapt.reviewed(book, "nl", name, ""))
    assert not book.edition("nl").adaptations


@given(tales(releases=1))
def test_what_was_just_adapted_asks_nothing_and_says_it_at_once(tale: Tale):
    book = tale.book
    for name, held in book.edition("nl").adaptations.items():
        resolved = resolve(book, name, "nl")
        shown = {unit.path: unit.value for unit in resolved.units()}
        assert {state for _, state in resolved.changed()} <= {State.FRESH}
        for path, change in held.changes.items():
            if change.text and path in shown:
                assert fingerprint(str(shown[path])) == fingerprint(change.text)
        for of, items in held.additions.items():
            assert of in LISTS and {item["id"] for item in items} <= {item.id for item in resolved.items(of)}
