"""What lacks a translation, what is written, and what a translation of other words never passes for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.fingerprint import fingerprint
from handbook.editions.resolve import resolve
from handbook.editions.translate import Standing, confirmed, taken_out, translated, translations
from handbook.errors import DecisionError, UnknownPractice, UnknownUnit
from handbook.model.fields import CAP
from handbook.model.handbook import Handbook
from handbook.model.plan import Plan
from handbook.model.translation import Translation
from handbook.store.yamledit import REMOVE, edited
from tests.editions.build import edition, handbook, practice

SUMMARY = "Meet often. Keep your word."
SWAHILI = "Kutaneni mara kwa mara. Timizeni ahadi."
TITLES = {"title": ("Jenga uaminifu", "Build trust")}


def carried(book: Handbook, where: str, plan: Plan) -> Handbook:
    """The handbook as it is once a plan has been carried out."""
    held = book.editions[where]
    there = held.translations.get((plan.lang, plan.practice))
    units = {} if there is None else {
        path: {"text": one.text, "of": one.of, "kind": one.kind, "by": one.by} for path, one in there.units.items()
    }  # fmt: skip
    edits = {path: REMOVE if said is None else said for path, said in plan.edits.items()}
    tree = edited({"translates": plan.practice, "units": units}, edits, lambda _: (), "a file")
    known = {**held.translations, (plan.lang, plan.practice): Translation.read({"units": {}, **tree}, plan.lang)}
    bases = {**held.bases, **{fingerprint(text): text for text in plan.bases}}
    return replace(book, editions={**book.editions, where: replace(held, translations=known, bases=bases)})


def kenya(*, languages=("en", "sw"), parent=(), **held):
    content = held.pop("content", {})
    return handbook(
        edition("global", "", practice(**content), **dict(parent)),
        edition("ke", "global", languages=languages, **held),
    )


def standing(book, path="summary", where="ke", lang="sw"):
    return {unit.path: unit for unit in translations(book, where, lang)}[path]


def test_a_unit_without_a_translation_is_missing_and_has_its_original_beside():
    unit = standing(kenya())
    assert (unit.standing, unit.original, unit.lang, unit.text, unit.own) == (Standing.MISSING, SUMMARY, "en", "", None)
    assert unit.title == "Build trust" and unit.waits


def test_only_words_are_translated():
    assert {unit.path for unit in translations(kenya(), "ke", "sw")} == {
        "title", "summary", "checklist/meet.text", "checklist/call.text", "checklist/thank.text",
    }  # fmt: skip


def test_our_translation_is_fresh_until_the_original_changes_and_then_tells_what_it_was_made_from():
    held = {"translations": {("sw", "trust"): {"summary": (SWAHILI, SUMMARY)}}, "bases": (SUMMARY,)}
    unit = standing(kenya(**held))
    assert (unit.standing, unit.text, unit.edition, unit.kind) == (Standing.FRESH, SWAHILI, "ke", "courtesy")
    unit = standing(kenya(**held, content={"summary": "Meet weekly. Keep your word."}))
    assert (unit.standing, unit.text, unit.before) == (Standing.OUTDATED, SWAHILI, SUMMARY)
    assert standing(kenya(**{**held, "bases": ()}, content={"summary": "Meet weekly."})).before is None


def test_a_translation_of_the_shared_edition_serves_ours_too():
    parent = {"languages": ("en", "sw"), "translations": {("sw", "trust"): TITLES}}
    unit = standing(kenya(parent=parent), "title")
    assert (unit.standing, unit.edition, unit.own) == (Standing.FRESH, "global", None)


def test_their_translation_of_words_that_we_adapted_is_none_of_ours():
    parent = {"languages": ("en", "sw"), "translations": {("sw", "trust"): TITLES}}
    change = {"title": {"text": "Build trust first", "why": "w", "base": fingerprint("Build trust")}}
    unit = standing(kenya(parent=parent, adaptations={"trust": {"changes": change}}), "title")
    assert (unit.standing, unit.original) == (Standing.MISSING, "Build trust first")


def test_what_is_written_in_the_language_itself_is_left_out():
    change = {"title": {"text": "Jenga uaminifu", "why": "w", "base": fingerprint("Build trust")}}
    book = kenya(languages=("sw", "en"), adaptations={"trust": {"changes": change, "lang": "sw"}})
    assert "title" not in {unit.path for unit in translations(book, "ke", "sw")}
    assert [unit.path for unit in translations(book, "ke", "en")] == ["title"]
    with pytest.raises(DecisionError, match="already"):
        translated(book, "ke", "trust", "sw", {"title": "Uaminifu"})


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_what_no_page_shows_is_left_out_and_refused_by_name(status):
    book = kenya(content={"status": status})
    assert translations(book, "ke", "sw") == []
    with pytest.raises(DecisionError, match="no page"):
        translations(book, "ke", "sw", "trust")


def test_what_is_not_for_us_or_left_out_needs_no_translation():
    hide = {"checklist/meet": {"hide": "Done by law.", "base": fingerprint("Meet once a month.")}}
    paths = {unit.path for unit in translations(kenya(adaptations={"trust": {"changes": hide}}), "ke", "sw")}
    assert "checklist/meet.text" not in paths and "checklist/call.text" in paths
    refused = {"trust": {"reviewed": {"stance": "not-for-us", "why": "Law."}}}
    assert translations(kenya(adaptations=refused), "ke", "sw") == []


def test_a_plan_names_the_original_and_stores_it():
    plan = translated(kenya(), "ke", "trust", "sw", {"summary": SWAHILI}, kind="machine", by="A machine")
    assert (plan.kind, plan.practice, plan.lang, plan.bases) == ("translation", "trust", "sw", (SUMMARY,))
    said = {"text": SWAHILI, "of": fingerprint(SUMMARY), "kind": "machine", "by": "A machine"}
    assert plan.edits == {("units", "summary"): said}
    book = carried(kenya(), "ke", plan)
    assert standing(book).standing is Standing.FRESH
    assert resolve(book, "trust", "ke", "sw").value("summary") == SWAHILI
    assert not translated(book, "ke", "trust", "sw", {"summary": SWAHILI}, kind="machine", by="A machine")


def test_a_better_translation_changes_part_by_part_and_by_is_never_inherited():
    first = translated(kenya(), "ke", "trust", "sw", {"summary": "Kutana."}, kind="machine", by="A machine")
    plan = translated(carried(kenya(), "ke", first), "ke", "trust", "sw", {"summary": SWAHILI})
    assert plan.edits["units", "summary", "text"] == SWAHILI
    assert plan.edits["units", "summary", "kind"] == "courtesy" and plan.edits["units", "summary", "by"] is None


@pytest.mark.parametrize(
    ("path", "text", "error", "words"),
    [
        ("summery", "x", UnknownUnit, "no unit"),
        ("groups", "x", DecisionError, "value"),
        ("summary", " \n", DecisionError, "no words"),
        ("summary", "x" * (CAP + 1), DecisionError, "bytes"),
        ("summary", "a\u202eb", DecisionError, "U\\+202E"),
    ],
)
def test_what_cannot_be_a_translation_is_refused_in_a_sentence(path, text, error, words):
    with pytest.raises(error, match=words) as told:
        translated(kenya(), "ke", "trust", "sw", {path: text})
    assert told.value.todo


def test_a_language_that_the_edition_does_not_name_is_refused_with_what_to_do():
    for verb in (lambda: translations(kenya(), "ke", "nb"), lambda: confirmed(kenya(), "ke", "trust", "nb", [])):
        with pytest.raises(DecisionError, match="no pages in “nb”") as told:
            verb()
        assert "edition.yaml" in told.value.todo


def test_unknown_practices_and_kinds():
    with pytest.raises(UnknownPractice):
        translated(kenya(), "ke", "nothing", "sw", {})
    with pytest.raises(DecisionError, match="sworn"):
        translated(kenya(), "ke", "trust", "sw", {"summary": "x"}, kind="sworn")


def test_a_translation_that_still_fits_is_of_the_new_words_and_keeps_its_kind():
    held = {"translations": {("sw", "trust"): {"summary": (SWAHILI, SUMMARY)}}, "bases": (SUMMARY,)}
    book = kenya(**held, content={"summary": "Meet often, and keep your word."})
    plan = confirmed(book, "ke", "trust", "sw", ["summary"])
    after = carried(book, "ke", plan)
    assert standing(after).standing is Standing.FRESH and standing(after).text == SWAHILI
    assert standing(after).kind == "courtesy"
    assert not confirmed(after, "ke", "trust", "sw", ["summary"])
    with pytest.raises(DecisionError, match="no translation yet"):
        confirmed(book, "ke", "trust", "sw", ["title"])


def test_taken_out_shows_the_shared_translation_again():
    parent = {"languages": ("en", "sw"), "translations": {("sw", "trust"): TITLES}}
    ours = {("sw", "trust"): {"title": ("Jengeni imani", "Build trust")}}
    book = kenya(parent=parent, translations=ours)
    assert standing(book, "title").edition == "ke"
    plan = taken_out(book, "ke", "trust", "sw", ["title"])
    assert plan.edits == {("units", "title"): None}
    assert standing(carried(book, "ke", plan), "title").edition == "global"
    with pytest.raises(DecisionError, match="of its own"):
        taken_out(book, "ke", "trust", "sw", ["summary"])


def test_an_item_taken_in_from_us_keeps_its_translation_under_our_id():
    items = [{"id": "ask", "text": "Ask twice.", "from": "ke/ask"}]
    ours = {("sw", "trust"): {"checklist/ke/ask.text": ("Uliza mara mbili.", "Ask twice.")}}
    book = kenya(content={"checklist": items}, translations=ours)
    unit = standing(book, "checklist/ask.text")
    assert (unit.standing, unit.edition) == (Standing.FRESH, "ke")
    assert ("trust", "checklist/ke/ask.text") in unit.known_as
    better = translated(book, "ke", "trust", "sw", {"checklist/ask.text": "Uliza tena."})
    assert ("units", "checklist/ke/ask.text", "text") in better.edits
    assert standing(carried(book, "ke", better), "checklist/ask.text").text == "Uliza tena."


def test_a_practice_taken_in_from_us_keeps_its_file():
    taken = practice("ask-twice", **{"from": "ke/ask-twice"})
    book = handbook(
        edition("global", "", taken),
        edition("ke", "global", languages=("en", "sw"), translations={("sw", "ke/ask-twice"): TITLES}),
    )
    assert standing(book, "title").standing is Standing.FRESH
    plan = translated(book, "ke", "ask-twice", "sw", {"summary": SWAHILI})
    assert plan.practice == "ke/ask-twice"
    assert standing(carried(book, "ke", plan)).standing is Standing.FRESH


@given(
    st.dictionaries(st.sampled_from(["title", "summary", "checklist/meet.text"]), st.sampled_from(["Moja.", "Mbili."])),
    st.sampled_from([SUMMARY, "Meet weekly."]),
)
def test_what_is_written_is_shown_and_nothing_else_changes(texts, now):
    before = kenya(content={"summary": now})
    after = carried(before, "ke", translated(before, "ke", "trust", "sw", texts))
    for path in ("title", "summary", "checklist/meet.text", "checklist/call.text"):
        unit = standing(after, path)
        assert (unit.standing, unit.text) == (
            (Standing.FRESH, texts[path]) if path in texts else (Standing.MISSING, "")
        )
    assert resolve(after, "trust", "ke", "en") == resolve(before, "trust", "ke", "en")
