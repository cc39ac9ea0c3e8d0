"""The laws of following: what a local edition may rely on, whatever becomes of the shared edition over the years."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings

from handbook.editions.fingerprint import fingerprint
from handbook.editions.holdings import holdings
from handbook.editions.resolve import layers, practice_ids, resolve
from handbook.editions.status import status
from handbook.model.question import Decision
from handbook.model.release import Pin
from handbook.model.resolved import Stance, State
from tests.editions.build import edition, handbook, practice
from tests.editions.following import answered, asked, decide, own_words, pages, released, taken, words_shown
from tests.editions.strategies import LISTS, RANDOMS, Pen, reflowed
from tests.editions.tales import Shared, Tale, local, tales

BY_EDITORS = (State.STALE, State.CONFLICT)


def test_every_state_is_met_often():
    met: Counter[State] = Counter()
    examples = 0

    @settings(derandomize=True, database=None)
    @given(tales())
    def count(tale: Tale):
        nonlocal examples
        examples += 1
        met.update(set(status(tale.now, "nl").states))

    count()
    shares = {state: met[state] / examples for state in State}
    assert min(shares.values()) >= 0.05, shares


@given(RANDOMS)
def test_with_no_edits_of_its_own_an_edition_reads_as_the_release_it_took_in(random: Random):
    pen = Pen(random)
    shared, nobody = (
        Shared({"trust": pen.practice(), "law": pen.practice()}),
        edition("nl", "global", languages=("fr",)),
    )
    glossary = {"format": "1", "lang": "en", "terms": [{"id": "ally", "term": "Ally", "definitions": []}]}
    units = {"summary": (pen.text(), pen.random.choice([shared.practices["trust"]["summary"], pen.text()]))}
    live = replace(
        edition("global", "", *shared.edition().practices.values(), translations={("fr", "trust"): units}),
        holdings={"glossary": glossary},
    )
    book = handbook(live, nobody)
    pinned = taken(book, "nl", released((live,), 1))
    assert pages(pinned, "nl", "en") == pages(book, "global", "en")
    assert pages(pinned) == pages(book)
    for name in practice_ids(pinned.chain("nl")):
        ours, theirs = resolve(pinned, name, "nl"), resolve(book, name, "nl")
        assert (ours.parts, ours.lists, ours.language) == (theirs.parts, theirs.lists, theirs.language)
    assert holdings(pinned.chain("nl"), "glossary") == holdings(book.chain("nl"), "glossary")


@given(tales(releases=5))
def test_no_words_of_ours_are_lost_over_any_releases(tale: Tale):
    words = dict(own_words(tale.book.edition("nl")))
    for place in range(len(tale.releases)):
        seen = words_shown(tale.at(place))
        for where, text in words.items():
            assert fingerprint(text) in seen, (place, where)


def _claims(pen, shared, nl):
    """Every id of ours is used for words of theirs."""
    for name, held in nl.adaptations.items():
        for of, items in held.additions.items():
            theirs = shared.practices[name].setdefault(of, [])
            theirs += [pen.item(of, item["id"]) for item in items]
    shared.practices["nl/hub"] = pen.practice()


def _names_as_ours(pen, shared, nl):
    """Every item and practice of theirs is said to be taken in from one of ours."""
    for name, held in nl.adaptations.items():
        own = [item["id"] for items in held.additions.values() for item in items]
        for of in LISTS:
            for item, ours in zip(shared.practices[name][of], own, strict=False):
                item["from"] = ours
        shared.practices[name]["from"] = "nl/hub"


def _claims_and_names(pen, shared, nl):
    _claims(pen, shared, nl)
    shared.practices["other"] = {**pen.practice(), "from": "nl/hub"}


def _drops(pen, shared, nl):
    shared.practices.clear()


def _in_status(status_of):
    def change(pen, shared, nl):
        for held in shared.practices.values():
            held["status"] = status_of

    return change


def _empties(pen, shared, nl):
    for name in shared.practices:
        shared.practices[name] = {"summary": "", "groups": [], "checklist": []}


def _speaks_otherwise(pen, shared, nl):
    for name, held in shared.practices.items():
        shared.practices[name] = {**held, "lang": "pt"}


def _takes_a_part(pen, shared, nl):
    """An item of ours is taken in, its first part word for word, and the others reworded."""
    for name, held in nl.adaptations.items():
        for of, items in held.additions.items():
            theirs = shared.practices[name].setdefault(of, [])
            for item in items:
                parts = {part: item[part] if part == "text" else pen.text() for part in LISTS[of]}
                theirs.append({"id": item["id"].replace("/", "-"), "from": item["id"], **parts})


ATTACKS = {
    "claiming its id": _claims, "naming it as where theirs came from": _names_as_ours,
    "claiming its id and naming it": _claims_and_names, "dropping the practice": _drops,
    "withdrawing the practice": _in_status("withdrawn"), "turning it into a draft": _in_status("draft"),
    "emptying it": _empties, "changing its language": _speaks_otherwise, "taking a part of it": _takes_a_part,
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
@given(random=RANDOMS)
@settings(max_examples=settings().max_examples // 4)
def test_a_parent_cannot_erase_our_words_by(attack: str, random: Random):
    pen = Pen(random)
    shared = Shared({"trust": pen.practice(), "law": pen.practice()})
    book = local(pen, shared.release())
    nl = book.edition("nl")
    ATTACKS[attack](pen, shared, nl)
    now = taken(book, "nl", shared.release())
    seen = words_shown(now)
    for where, text in own_words(nl):
        assert fingerprint(text) in seen, where
    asked(now)


@given(tales(releases=4), RANDOMS)
def test_stored_base_texts_never_change(tale: Tale, random: Random):
    book, kept = tale.book, dict(tale.book.edition("nl").bases)
    for release in tale.releases[1:]:
        before, book = book, taken(book, "nl", release)
        book = answered(book, random.choice(list(Decision)), before=before)
        now = book.edition("nl").bases
        assert kept.items() <= now.items()
        assert all(fingerprint(text) == name for name, text in now.items())
        kept = dict(now)


@given(tales())
def test_taking_a_release_twice_is_taking_it_once(tale: Tale):
    once = answered(tale.now, Decision.KEEP, before=tale.book)
    again = taken(once, "nl", tale.releases[-1])
    assert asked(again) == {} and pages(again) == pages(once)


@given(tales(releases=5))
def test_skipping_releases_is_stepping_through_them(tale: Tale):
    """Of words, values and what is left out; that an item was gone for a year, only those see who looked that year."""
    stepped, skipped = tale.book, tale.now
    for release in tale.releases[1:]:
        stepped = _kept(taken(stepped, "nl", release))
    skipped = _kept(skipped)
    assert pages(stepped) == pages(skipped)
    assert _keys(stepped) == _keys(skipped)


def _kept(book):
    for question in asked(book).values():
        if question.state in BY_EDITORS and question.about in ("unit", "hide"):
            book = decide(book, question, Decision.KEEP)
    return book


def _keys(book):
    return {key: (question.about, question.state) for key, question in asked(book).items()}


@given(tales())
def test_following_without_deciding_is_the_same_by_any_way(tale: Tale):
    stepped = tale.book
    for release in tale.releases:
        stepped = taken(stepped, "nl", release)
        assert pages(stepped)  # looking at it on the way leaves nothing behind
    assert status(stepped, "nl") == status(tale.now, "nl")


@given(tales())
def test_what_an_edition_did_not_adapt_is_as_in_the_release(tale: Tale):
    chain = tale.now.chain("nl")
    for name in practice_ids(chain):
        theirs, ours = (layers(chain, name) * 2)[-2:]
        above = {unit.path: unit for unit in theirs.units()}
        added = {f"{of}/{item.id}" for of, items in ours.lists.items() for item in items if item.added}
        for unit in ours.units():
            if not unit.adapted and unit.path.partition(".")[0] not in added:
                assert (unit.value, unit.lang) == (above[unit.path].value, above[unit.path].lang)


@given(tales(releases=4))
def test_an_edition_in_the_middle_shields_the_one_below_until_it_decides(tale: Tale):
    """`city` follows the releases of `nl`, which has not yet looked at those of `global`."""
    for place in range(1, len(tale.releases)):
        middle = tale.at(place)
        now = _city(middle, place + 1)
        assert pages(now, "city") == {name: held for name, held in pages(middle).items() if held[0] != "draft"}
        assert not asked(now, "city")
    first, last = tale.at(0).edition("nl"), _city(tale.now, 9).chain("city")[-2]
    for path, text in own_words(first):
        assert (path, text) in set(own_words(last))


def _city(middle, number):
    chain = middle.chain("nl")
    pin = Pin("global", "1", "sha256:0")
    book = handbook(edition("city", "nl", languages=middle.edition("nl").languages))
    return taken(book, "city", released(chain, number, pin))


@given(tales(), tales())
@settings(max_examples=settings().max_examples // 2)
def test_editions_never_see_each_other_s_edits(tale: Tale, other: Tale):
    ke = replace(other.book.edition("nl"), id="ke", practices={})
    both = replace(
        tale.now, editions={**tale.now.editions, "ke": ke}, pins={**tale.now.pins, "ke": tale.releases[0].chain}
    )
    alone = replace(both, editions={"ke": ke}, pins={"ke": tale.releases[0].chain})
    assert pages(both, "nl") == pages(tale.now, "nl") and pages(both, "ke") == pages(alone, "ke")
    settled = answered(both, Decision.TAKE)
    assert pages(settled, "ke") == pages(alone, "ke") and settled.edition("ke") is ke


@given(tales(), RANDOMS)
def test_every_own_item_stands_once_after_any_reorder(tale: Tale, random: Random):
    shared = Shared({name: dict(held.content) for name, held in tale.releases[0].chain[0].practices.items()})
    for held in shared.practices.values():
        for of in LISTS:
            held[of] = random.sample(held[of], random.randint(0, len(held[of])))
    now = taken(tale.book, "nl", shared.release())
    for name, held in now.edition("nl").adaptations.items():
        resolved = resolve(now, name, "nl")
        for of, items in held.additions.items():
            ids = [item.id for item in resolved.items(of)]
            assert all(ids.count(item["id"]) == 1 for item in items)


@given(tales(releases=5))
def test_a_hidden_item_never_comes_back_also_when_it_was_gone_for_a_while(tale: Tale):
    for place in range(len(tale.releases)):
        book = tale.at(place)
        for name, held in book.edition("nl").adaptations.items():
            for path, change in held.changes.items():
                of, _, item_id = path.partition("/")
                if change.hide and name in practice_ids(book.chain("nl")):
                    assert item_id not in {item.id for item in resolve(book, name, "nl").items(of)}


@given(tales(releases=1), RANDOMS)
def test_reflow_unicode_forms_and_orders_make_no_questions(tale: Tale, random: Random):
    shared = Shared({name: _other_form(dict(held.content), random) for name, held in _first(tale).items()})
    assert asked(taken(tale.book, "nl", shared.release())) == {}


@given(tales(releases=1), RANDOMS)
def test_other_line_ends_make_no_questions(tale: Tale, random: Random):
    shared = Shared({name: reflowed(dict(held.content), random) for name, held in _first(tale).items()})
    live = replace(tale.book, editions={**tale.book.editions, "global": shared.edition()}, pins={})
    assert asked(live) == {}


def _first(tale):
    return tale.releases[0].chain[0].practices


def _other_form(content, random):
    """A release has no CR in it: files are read with LF alone."""
    if isinstance(content, dict):
        return {key: _other_form(held, random) for key, held in content.items()}
    if isinstance(content, list):
        return [_other_form(held, random) for held in content]
    return content.replace("\r\n", "\n") if isinstance(content, str) else content


@given(tales(), RANDOMS)
def test_a_translation_of_other_words_is_never_shown_unmarked_after_a_release(tale: Tale, random: Random):
    """Each was made from the words of some release, or of ours then; “fr: ” marks which words those were."""
    made = {}
    for name in ("trust", "law"):
        chains = [tale.at(place).chain("nl") for place in (0, -1) if name in practice_ids(tale.at(place).chain("nl"))]
        originals = [unit for chain in chains for unit in layers(chain, name)[-1].units()]
        random.shuffle(originals)
        made["fr", name] = {u.path: (f"fr: {u.value}", str(u.value)) for u in originals if u.field.words}
    held = edition("nl", translations=made).translations
    book = replace(tale.now, editions={"nl": replace(tale.now.edition("nl"), translations=held)})
    for name in practice_ids(book.chain("nl")):
        as_written = {unit.path: unit for unit in layers(book.chain("nl"), name)[-1].units()}
        for unit in resolve(book, name, "nl", "fr").units():
            ours = as_written[unit.path]
            if unit.translated is None:
                assert (unit.value, unit.lang) == (ours.value, ours.lang)
            elif not unit.translated.outdated:
                assert fingerprint(str(unit.value).removeprefix("fr: ")) == fingerprint(str(ours.value))


def test_what_was_kept_in_place_of_theirs_is_shown_also_once_they_say_it_word_for_word():
    """Kept, then taken in after all: whoever reads our pages must not find the practice gone with the question."""
    ours = practice("nl/hub", summary="Ours.")
    theirs = practice("hub", summary="Theirs.", **{"from": "nl/hub"})
    book = handbook(edition("nl", "global", ours))
    first = taken(book, "nl", released((edition("global", "", theirs),), 1))
    kept = answered(first, Decision.KEEP)
    assert not asked(kept) and resolve(kept, "nl/hub", "nl").value("summary") == "Ours."
    again = practice("hub", summary="Ours.", **{"from": "nl/hub"})
    now = taken(kept, "nl", released((edition("global", "", again),), 2))
    assert practice_ids(now.chain("nl")) == ["hub"]
    shown = resolve(now, "hub", "nl")
    assert shown.value("summary") == "Ours." and shown.stance is not Stance.NOT_FOR_US
