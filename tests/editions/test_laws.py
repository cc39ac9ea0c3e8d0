"""The laws of what an edition shows, for made-up parents, adaptations and chains of editions."""

from __future__ import annotations

import copy
from collections import Counter
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.editions.resolve import layers, resolve
from handbook.model.resolved import State
from handbook.model.units import UnitPath, field_at
from tests.editions.build import edition, handbook, practice
from tests.editions.strategies import LISTS, RANDOMS, Pen, Story, reflowed, stories
from tests.editions.wild import Chain, chains


def shown(resolved):
    """Path → words of all that a reader sees."""
    return {unit.path: unit.value for unit in resolved.units()}


def words_of(adaptation):
    """Path → text of every change whose path is of words, but for those of items that the edition itself hides."""
    hidden = {path for path, change in adaptation.get("changes", {}).items() if "hide" in change}
    for path, change in adaptation.get("changes", {}).items():
        at = UnitPath.parse(path)
        if "text" in change and field_at(at) and f"{at.field}/{at.item}" not in hidden:
            yield path, change["text"]


@given(stories())
def test_the_state_of_a_change_is_told_by_what_happened(story: Story):
    assert dict(resolve(story.book(), "trust", "nl").changed()) == story.expected


def test_every_state_is_met_often():
    met: Counter[State] = Counter()
    examples = 0

    @settings(derandomize=True, database=None)
    @given(stories())
    def count(story: Story):
        nonlocal examples
        examples += 1
        met.update({state for _, state in resolve(story.book(), "trust", "nl").changed()})

    count()
    shares = {state: met[state] / examples for state in State}
    assert min(shares.values()) >= 0.05, shares


@given(RANDOMS, st.integers(0, 3))
def test_with_nothing_to_say_an_edition_says_what_its_parent_says(random, empty):
    content = Pen(random).practice()
    nothing = {"trust": {"changes": {}, "additions": {}}} if empty % 2 else {}
    book = handbook(edition("global", "", practice(**content)), edition("nl", "global", adaptations=nothing))
    ours, theirs = resolve(book, "trust", "nl"), resolve(book, "trust", "global")
    assert (ours.parts, ours.lists) == (theirs.parts, theirs.lists)


@given(stories())
def test_no_adapted_text_is_lost_whatever_the_parent_did(story: Story):
    seen = shown(resolve(story.book(), "trust", "nl"))
    for path, text in words_of({"changes": story.changes}):
        assert seen[path] == text


@given(chains())
def test_no_adapted_text_is_lost_in_any_chain(chain: Chain):
    for number, adaptation in enumerate(chain.adaptations, 1):
        seen = shown(resolve(chain.book(), "trust", Chain.NAMES[number]))
        for path, text in words_of(adaptation):
            assert seen[path] == text


@given(stories())
def test_every_own_item_stands_exactly_once(story: Story):
    """Under its id, or the one they took it in under; where they then use its id for other words, these are theirs."""
    resolved, theirs = (resolve(story.book(), "trust", name) for name in ("nl", "global"))
    for name, own in story.additions.items():
        items = resolved.items(name)
        assert len({held.id for held in items}) == len(items)
        for item in own:
            here = [held for held in items if item["id"] in (held.id, held.alias)]
            (ours,) = [held for held in here if held.added]
            assert ours.text("text") == item["text"]
            beside = [held for held in theirs.items(name) if held.id == item["id"] != ours.id]
            assert [held for held in here if not held.added] == beside


@given(chains())
def test_every_own_item_stands_once_in_every_edition_below_that_does_not_hide_or_reword_it(chain: Chain):
    for number, adaptation in enumerate(chain.adaptations, 1):
        resolved = resolve(chain.book(), "trust", Chain.NAMES[number])
        for name, own in adaptation.get("additions", {}).items():
            ids = [item.id for item in resolved.items(name)]
            assert all(ids.count(item["id"]) == 1 for item in own)


@given(chains())
def test_no_item_stands_twice(chain: Chain):
    for layer in layers(chain.book().chain(chain.last), "trust"):
        for items in layer.lists.values():
            ids = [item.id for item in items]
            assert len(ids) == len(set(ids))


@given(chains())
def test_the_words_of_a_hidden_item_never_come_back_below(chain: Chain):
    book = chain.book()
    found = layers(book.chain(chain.last), "trust")
    for number, layer in enumerate(found):
        gone = {item.text("text") for items in layer.lists.values() for item in items if item.hidden}
        for below in found[number + 1 :]:
            assert not gone & set(shown(below).values())


@given(stories(), RANDOMS)
def test_reflow_line_ends_forms_and_orders_make_no_work(story: Story, random: Random):
    before = resolve(story.book(story.then), "trust", "nl")
    after = resolve(story.book(reflowed(story.then, random)), "trust", "nl")
    assert dict(before.changed()) == dict(after.changed())


@given(chains())
def test_what_an_edition_does_not_change_is_its_parents(chain: Chain):
    found = layers(chain.book().chain(chain.last), "trust")
    for theirs, ours in pairwise(found):
        above = {unit.path: unit for unit in theirs.units()}
        for unit in ours.units():
            if not unit.adapted:
                same = above[unit.path]
                assert (unit.value, unit.lang, unit.origin) == (same.value, same.lang, same.origin)


@given(chains(), chains())
def test_neither_parents_nor_siblings_see_an_edition_s_changes(chain: Chain, other: Chain):
    sibling = edition("br", "global", adaptations={"trust": other.adaptations[0] or {"changes": {}}})
    before = resolve(chain.book(None, 4, sibling), "trust", "br")
    for length in range(1, len(chain.adaptations) + 2):
        name = Chain.NAMES[length - 1]
        assert resolve(chain.book(None, length), "trust", name) == resolve(chain.book(None, 4, sibling), "trust", name)
    assert resolve(handbook(chain.book(None, 1).editions["global"], sibling), "trust", "br") == before


@given(chains(), RANDOMS)
def test_an_edition_in_the_middle_shields_the_one_below(chain: Chain, random: Random):
    """News reach nobody through an edition that has said something of its own."""
    pen, root = Pen(random, written=10_000), copy.deepcopy(chain.root)
    root["summary"] = pen.text()
    for name in LISTS:
        for item in root[name]:
            item["text"] = pen.text()
    shielded = dict(words_of(chain.adaptations[0]))
    before, after = (resolve(chain.book(content), "trust", chain.last) for content in (None, root))
    for path in shielded.keys() & shown(before).keys() if len(chain.adaptations) > 1 else ():
        assert shown(before)[path] == shown(after)[path]
        ours = {unit.path: unit.state for unit in before.units()}, {unit.path: unit.state for unit in after.units()}
        assert ours[0][path] == ours[1][path]


@given(stories(), RANDOMS)
def test_a_translation_of_other_words_is_never_shown_unmarked(story: Story, random: Random):
    pen = Pen(random, written=20_000)
    paths = ["title", "summary", *(f"{name}/{item['id']}.text" for name in LISTS for item in story.then[name])]
    made_from = {
        path: random.choice([str(_at(story.then, path)), str(_at(story.now, path)), pen.text()]) for path in paths
    }
    units = {path: (f"Vertaling van {original}", original) for path, original in made_from.items()}
    where = random.choice(["global", "nl"])
    book = story.book()
    held = dict(book.editions)
    kept = edition(where, translations={("nl", "trust"): units}).translations
    object.__setattr__(held[where], "translations", kept)
    original = {unit.path: unit for unit in layers(book.chain("nl"), "trust")[-1].units()}
    for unit in resolve(book, "trust", "nl", "nl").units():
        if unit.translated is None:
            assert (unit.value, unit.lang) == (original[unit.path].value, "en")
        elif not unit.translated.outdated:
            assert unit.value == f"Vertaling van {original[unit.path].value}"
        else:
            assert where == "nl" or original[unit.path].origin == "global"


def _at(content, path):
    at = UnitPath.parse(path)
    held = content.get(at.field, "")
    for item in held if at.item else ():
        if item["id"] == at.item:
            return item[at.part]
    return "" if at.item else held


@pytest.mark.parametrize("where", ["eu", "nl"])
def test_an_edition_says_when_the_one_above_has_not_taken_in_its_own_news(where):
    base = practice().content["summary"]
    ours = {"summary": {"text": "Ours.", "why": "w", "base": "f1-" + "0" * 32}}
    held = {"trust": {"changes": ours}}
    book = handbook(
        edition("global", "", practice()),
        edition("eu", "global", adaptations=held),
        edition("nl", "eu", adaptations={"trust": {"changes": {"summary": {"text": "Van ons.", "why": "w"}}}}),
    )
    assert resolve(book, "trust", "eu").parts["summary"].state is State.STALE and base
    assert resolve(book, "trust", where).parts["summary"].parent_behind is (where == "nl")
