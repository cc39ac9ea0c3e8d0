"""Leaving a shared edition: what is listed, what adopting it writes, and that the pages then say what they said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.fingerprint import fingerprint
from handbook.editions.inherited import TAKEN_OVER, inherited
from handbook.editions.rearranged import rearranged
from handbook.editions.reparent import adopted
from handbook.editions.resolve import resolve
from handbook.model.adaptation import Adaptation
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.plan import Plan
from handbook.model.practice import Practice
from handbook.model.resolved import State
from handbook.model.translation import Translation
from handbook.store.yamledit import REMOVE, edited
from tests.editions.build import edition, handbook, practice
from tests.editions.wild import Chain, chains

FROM = {"adaptation": "adapts", "translation": "translates", "practice": "id"}


def carried_out(held: Edition, plans: list[Plan]) -> Edition:
    """The edition with these plans written, as the store would write them."""
    for plan in plans:
        edits = {path: REMOVE if said is None else said for path, said in plan.edits.items()}
        tree = edited(tree_of(held, plan), edits, lambda _: (), "file")
        bases = {**held.bases, **{fingerprint(text): text for text in plan.bases}}
        left = set(tree) - {"format", "adapts", "translates", "lang"}
        if plan.kind == "practice":
            held = replace(
                held, bases=bases, practices={**held.practices, plan.practice: Practice(plan.practice, tree)}
            )
        elif plan.kind == "adaptation":
            others = {key: one for key, one in held.adaptations.items() if key != plan.practice}
            mine = {plan.practice: Adaptation.read(tree)} if left else {}
            held = replace(held, bases=bases, adaptations={**others, **mine})
        else:
            key = (plan.lang, plan.practice)
            rest = {one: words for one, words in held.translations.items() if one != key}
            ours = {key: Translation.read(tree, plan.lang)} if left else {}
            held = replace(held, bases=bases, translations={**rest, **ours})
    return held


def tree_of(held: Edition, plan: Plan):
    tree = {"format": "1", FROM[plan.kind]: plan.practice}
    if plan.kind == "adaptation":
        there = held.adaptations.get(plan.practice)
        tree["lang"] = there.lang if there else plan.lang
        if there:
            tree["changes"] = {path: change.written() for path, change in there.changes.items()}
            tree["additions"] = {name: [dict(item) for item in items] for name, items in there.additions.items()}
            tree["reviewed"] = dict(there.reviewed)
    if plan.kind == "translation" and (known := held.translations.get((plan.lang, plan.practice))):
        tree["units"] = {
            path: {"text": unit.text, "of": unit.of, "kind": unit.kind} for path, unit in known.units.items()
        }
    if plan.kind == "practice" and plan.practice in held.practices:
        tree = dict(held.practices[plan.practice].content)
    return {name: said for name, said in tree.items() if said not in ({}, [])}


def moved(book: Handbook, name: str, parent: str, chosen=None) -> Handbook:
    """The handbook after the edition has left for another one above, with what was chosen taken over."""
    above = book.chain(parent)
    found = inherited(book, name, above)
    plans = adopted(book, name, above, found if chosen is None else [one for one in found if chosen(one)])
    held = carried_out(book.editions[name], plans)
    now = replace(held, content={**held.content, "builds_on": parent})
    return Handbook(book.title, {**book.editions, name: now})


def said(resolved, book: Handbook, name: str):
    """What readers see, part by part and list by list, items by the id they had before."""
    held = book.editions[name].adaptations.get(resolved.id)
    known = (
        {item["id"]: item["from"] for items in held.additions.values() for item in items if "from" in item}
        if held
        else {}
    )
    parts = {path: words(unit) for path, unit in resolved.parts.items()}
    lists = {
        list_name: [(known.get(item.id, item.id), {part: words(unit) for part, unit in item.units.items()})
                    for item in resolved.items(list_name)]
        for list_name in resolved.lists
    }  # fmt: skip
    return parts, {list_name: items for list_name, items in lists.items() if items}


def words(unit):
    return frozenset(unit.value) if isinstance(unit.value, tuple) else unit.value


def shown_though_hidden(book: Handbook, name: str) -> set[str]:
    """The lists with an item that is gone above, and of which our words are shown although we leave it out."""
    held = book.editions[name].adaptations.get("trust")
    hidden = {path for path, change in held.changes.items() if change.hide} if held else set()
    lists = resolve(book, "trust", name).lists
    return {key for key, items in lists.items() for item in items if not item.hidden and f"{key}/{item.id}" in hidden}


@given(chains())
def test_after_adopting_all_an_edition_shows_what_it_showed(chain: Chain):
    """But for the rest of an item of which an edition between had left only our own words: that comes back."""
    book, name = chain.book(), chain.last
    parts, lists = said(resolve(book, "trust", name), book, name)
    after = moved(book, name, "global")
    parts_now, lists_now = said(resolve(after, "trust", name), after, name)
    assert parts_now == parts
    for list_name in {*lists, *lists_now} - shown_though_hidden(book, name) - shown_though_hidden(after, name):
        before = dict(lists.get(list_name, ()))
        now = [(key, {part: held[part] for part in held if part in before.get(key, held)})
               for key, held in lists_now.get(list_name, ())]  # fmt: skip
        assert now == lists.get(list_name, [])


@given(chains())
def test_adopting_does_not_change_what_is_shown_before_the_edition_has_left(chain: Chain):
    """Whoever is stopped half-way is asked nothing twice."""
    book, name = chain.book(), chain.last
    above = book.chain("global")
    held = carried_out(book.editions[name], adopted(book, name, above, inherited(book, name, above)))
    again = Handbook(book.title, {**book.editions, name: held})
    assert [one for one in inherited(again, name, above) if one.what not in ("order", "hide")] == []


@given(chains())
def test_adopting_none_leaves_what_the_new_edition_says_and_our_own(chain: Chain):
    book, name = chain.book(), chain.last
    after = moved(book, name, "global", lambda _: False)
    assert after.editions[name].adaptations == book.editions[name].adaptations
    alone = handbook(book.editions["global"], replace(book.editions[name], content=after.editions[name].content))
    assert resolve(after, "trust", name).parts == resolve(alone, "trust", name).parts


@given(chains(), st.randoms(use_true_random=True))
def test_each_change_can_be_adopted_or_dropped_by_itself(chain: Chain, random):
    book, name = chain.book(), chain.last
    above = book.chain("global")
    kept = {(one.path, one.what) for one in inherited(book, name, above) if random.random() < 0.5}
    after = moved(book, name, "global", lambda one: (one.path, one.what) in kept)
    shown = {unit.path: words(unit) for unit in resolve(after, "trust", name).units()}
    today = {unit.path: words(unit) for unit in resolve(book, "trust", name).units()}
    for path, what in kept:
        if what in ("words", "value", "set"):
            assert shown[path] == today[path]


@given(st.permutations(list("abcdef")), st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("abcdef")))
def test_little_is_said_to_put_items_in_order(wanted, own, placed):
    spine = [item for item in "abcdef" if item not in own]
    after = rearranged(wanted, spine, placed)
    order = [item for item in spine if item not in after]
    waiting = [item for item in wanted if item in after]
    for item in waiting:
        order.insert(order.index(after[item][0]) + 1 if after[item] else len(order), item)
    assert order == list(wanted)


def chain_of_three(*eu_practices: Practice, **nl: object) -> Handbook:
    changes = {
        "summary": {"text": "Meet in Brussels.", "why": "The offices are there.", "base": "f1-0"},
        "groups": {"add": ["academia"], "why": "They were asked."},
        "checklist/thank": {"hide": "It goes without saying.", "base": "f1-0"},
    }
    item = {
        "id": "eu/write",
        "text": "Write it down.",
        "kind": "do",
        "basis": "heard",
        "after": ["meet"],
        "why": "Habit.",
    }
    eu = {"trust": {"changes": changes, "additions": {"checklist": [item]}}}
    translations = {("nl", "trust"): {"summary": ("Kom bijeen in Brussel.", "Meet in Brussels.")}}
    return handbook(
        edition("global", "", practice()),
        edition("eu", "global", *eu_practices, adaptations=eu, translations=translations),
        edition("nl", "eu", languages=("en", "nl"), **nl),
    )  # type: ignore[arg-type]


def test_each_change_of_the_edition_that_is_left_is_listed_with_its_reason_and_what_stands_in_its_place():
    book = chain_of_three()
    found = inherited(book, "nl", book.chain("global"))
    assert [(one.path, one.what, one.by, one.why) for one in found] == [
        ("summary", "words", "eu", "The offices are there."),
        ("groups", "set", "eu", "They were asked."),
        ("checklist/eu/write", "item", "eu", "Habit."),
        ("checklist/thank", "hide", "eu", "It goes without saying."),
    ]
    assert (found[0].ours, found[0].theirs) == ("Meet in Brussels.", "Meet often. Keep your word.")
    assert inherited(book, "nl", book.chain("eu")) == []


def test_what_is_taken_over_is_written_with_reason_base_and_origin():
    after = moved(chain_of_three(), "nl", "global").editions["nl"]
    held = after.adaptations["trust"]
    summary = held.changes["summary"]
    assert (summary.text, summary.why) == ("Meet in Brussels.", "The offices are there.")
    assert after.bases[summary.base] == "Meet often. Keep your word."
    assert held.changes["groups"].add == ("academia",) and held.changes["checklist/thank"].hide
    assert held.additions["checklist"] == (
        {"id": "nl/write", "text": "Write it down.", "kind": "do", "basis": "heard", "from": "eu/write",
         "after": ["meet"], "why": "Habit."},
    )  # fmt: skip
    assert after.translations["nl", "trust"].units["summary"].text == "Kom bijeen in Brussel."


def test_after_the_move_nothing_waits_for_a_decision():
    after = moved(chain_of_three(), "nl", "global")
    states = {state for _, state in resolve(after, "trust", "nl").changed()}
    assert states == {State.FRESH}


def test_what_the_new_edition_says_anew_is_news_and_no_loss():
    book = chain_of_three()
    newer = [edition("global", "", practice(title="Build more trust", not_for="Never alone."))]
    assert "title" not in {one.path for one in inherited(book, "nl", newer)}


def test_words_in_another_language_than_ours_must_be_said_by_us_first():
    ours = {"trust": {"lang": "nl", "changes": {"title": {"text": "Bouw vertrouwen op", "why": "w"}}}}
    book = chain_of_three(adaptations=ours)
    found = inherited(book, "nl", book.chain("global"))
    assert {one.path for one in found if one.foreign} == {"summary", "checklist/eu/write"}
    held = moved(book, "nl", "global").editions["nl"].adaptations["trust"]
    assert set(held.changes) == {"title", "groups", "checklist/thank"} and held.lang == "nl" and not held.additions


@pytest.mark.parametrize(("why", "foreign"), [("", False), ("Wij doen dit al.", True)])
def test_a_file_that_says_nothing_in_words_takes_the_language_of_what_is_taken_over(why, foreign):
    book = chain_of_three(adaptations={"trust": {"lang": "nl", "reviewed": {"stance": "as-is", "why": why}}})
    assert any(one.foreign for one in inherited(book, "nl", book.chain("global"))) == foreign
    held = moved(book, "nl", "global").editions["nl"].adaptations["trust"]
    assert (held.lang, "summary" in held.changes) == (("nl", False) if foreign else ("en", True))


IMPACT = practice("eu/impact", title="Look ahead", summary="Ask what it will do.", related=[{"id": "trust"}])


def test_a_whole_practice_of_theirs_becomes_ours_as_we_show_it():
    hub = practice("nl/hub", related=[{"id": "eu/impact", "relation": "needs"}])
    ours = {
        "eu/impact": {"changes": {"title": {"text": "Look far ahead", "why": "w"}, "checklist/call": {"hide": "No."}}}
    }
    spoken = {("nl", "eu/impact"): {"title": ("Kijk ver vooruit", "Look far ahead")}}
    book = chain_of_three(IMPACT, adaptations=ours, translations=spoken)
    book = Handbook(book.title, {**book.editions, "nl": replace(book.editions["nl"], practices={"nl/hub": hub})})
    after = moved(book, "nl", "global")
    entry = after.editions["nl"].practices["nl/impact"]
    assert entry.title == "Look far ahead" and entry.content["from"] == "eu/impact" and entry.status == "published"
    assert [item["id"] for item in entry.content["checklist"]] == ["meet", "thank"]
    assert resolve(after, "nl/impact", "nl", "nl").value("title") == "Kijk ver vooruit"
    assert "eu/impact" not in after.editions["nl"].adaptations
    assert {key for _, key in after.editions["nl"].translations} == {"trust", "nl/impact"}
    assert after.editions["nl"].practices["nl/hub"].content["related"] == [{"id": "nl/impact", "relation": "needs"}]


def test_our_words_in_another_language_than_the_practice_stay_ours_in_that_language():
    ours = {"eu/impact": {"lang": "nl", "changes": {"title": {"text": "Kijk vooruit", "why": "w"}}}}
    after = moved(chain_of_three(IMPACT, adaptations=ours), "nl", "global")
    shown = resolve(after, "nl/impact", "nl", "nl").parts["title"]
    assert (shown.value, shown.lang) == ("Kijk vooruit", "nl")


def test_drafts_and_what_is_not_for_us_are_no_loss():
    draft = practice("eu/draft", status="draft")
    refused = {"eu/impact": {"reviewed": {"stance": "not-for-us", "why": "No law."}}}
    book = chain_of_three(draft, IMPACT, adaptations=refused)
    assert "practice" not in {one.what for one in inherited(book, "nl", book.chain("global"))}


def test_what_a_dead_run_left_of_theirs_is_taken_away_by_the_next():
    ours = {"eu/impact": {"changes": {"title": {"text": "Look far ahead", "why": "w"}}}}
    book = chain_of_three(IMPACT, adaptations=ours)
    above = book.chain("global")
    plans = adopted(book, "nl", above, inherited(book, "nl", above))
    last = next(place for place, plan in enumerate(plans) if plan.kind == "practice")
    half = Handbook(book.title, {**book.editions, "nl": carried_out(book.editions["nl"], plans[: last + 1])})
    again = carried_out(half.editions["nl"], adopted(half, "nl", above, []))
    assert "eu/impact" not in again.adaptations and "nl/impact" in again.practices


def test_a_reason_is_always_there():
    book = chain_of_three()
    bare = Adaptation.read({"adapts": "trust", "lang": "en", "changes": {"title": {"text": "Trust"}}})
    eu = replace(book.editions["eu"], adaptations={"trust": bare})
    book = Handbook(book.title, {**book.editions, "eu": eu})
    assert [one.why for one in inherited(book, "nl", book.chain("global"))] == [TAKEN_OVER]
