"""The index: made once, asked at every key, from another thread than the one that made it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.errors import UnknownEdition
from handbook.search import Index, find
from handbook.store.workspace import Workspace
from tests.small import ADAPT, ENGLISH, FILES, HUB, TRUST, small

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def opened(tmp_path):
    return Workspace.open(small(tmp_path), cache=False)


def test_all_words_as_beginnings_in_whatever_field(opened):
    index = Index(opened, "nl")
    assert index.ids("bouw vertr") == ["build-trust"], "a title as it was adapted"
    assert index.ids("VERTROUWEN buld") == []
    assert index.ids("een loket") == ["nl/hub"] and index.ids("één LOKET") == ["nl/hub"]
    assert index.ids("collect reports") == ["nl/hub"], "a translation"
    assert index.ids("bel eerst") == ["build-trust"], "an item of the edition's own"
    assert index.ids("nl/hub") == ["nl/hub"], "an id"


def test_a_word_in_the_title_goes_before_one_in_the_summary_and_that_before_any_other(tmp_path):
    entry = "format: '1'\nid: {id}\nkind: practice\nlang: en\ntitle: {title}\nsummary: {summary}\nstatus: draft\n"
    said = {"a-last": ("One", "Two"), "b-middle": ("One", "A kiwi"), "c-first": ("A kiwi", "Two")}
    files = {f"practices/global/entries/{name}.yaml": entry.format(id=name, title=title, summary=summary)
             for name, (title, summary) in said.items()}  # fmt: skip
    files["practices/global/entries/a-last.yaml"] += "problem: Where is the kiwi?\n"
    index = Index(Workspace.open(small(tmp_path, files), cache=False), "global")
    assert index.ids("kiwi") == ["c-first", "b-middle", "a-last"]
    assert index.ids("k")[0] == "c-first" and set(index.ids("k")) >= set(said), "one letter: titles first"


def test_nothing_asked_is_nothing_found(opened):
    index = Index(opened)
    for words in ("", "  ", "*", '"', "-- ()", "̈"):
        assert index.ids(words) == []


@given(words=st.text(max_size=40))
def test_no_words_break_the_query(words):
    assert set(_shipped().ids(words)) <= set(_opened().handbook.edition("global").practices)


@given(words=st.lists(st.sampled_from(["trust", "hotline", "share", "law", "p", "e", "ab", "rep"]), min_size=1))
def test_all_words_have_to_be_there_and_a_repeated_or_begun_one_changes_nothing(words):
    found = _shipped().ids(" ".join(words))
    assert set(found) == set.intersection(*(set(_shipped().ids(word)) for word in words))
    assert _shipped().ids(" ".join([*words, words[0], words[0][0]])) == found


def test_find_finds_in_the_same_order(opened):
    for words in ("trust", "t", "een", "meet", "op"):
        for edition in ("nl", "global", ""):
            assert [hit.id for hit in find(opened, words, edition=edition)] == Index(opened, edition).ids(words)


def test_made_in_one_thread_and_asked_in_another(opened):
    with ThreadPoolExecutor(1) as pool:
        index = pool.submit(lambda: Index(Workspace.open(opened.root, cache=False), "nl")).result()
    assert index.ids("loket") == ["nl/hub"]
    index.close()


def test_it_is_as_the_files_were_when_it_was_made(opened, tmp_path):
    index = Index(opened, "nl")
    (tmp_path / HUB).write_text(FILES[HUB].replace("blijven liggen", "verdwijnen"), encoding="utf-8")
    opened.refresh()
    assert index.ids("liggen") == ["nl/hub"] and Index(opened, "nl").ids("liggen") == []


@pytest.mark.parametrize("edition", ["nl", ""])
def test_what_was_saved_since_is_found_once_it_is_renewed(opened, tmp_path, edition):
    index = Index(opened, edition)
    saved = {HUB: ("blijven liggen", "verdwijnen"), ADAPT: ("Bel eerst", "Mail eerst"), TRUST: ("Invite ten", "Ask")}
    for file, (before, now) in saved.items():
        (tmp_path / file).write_text(FILES[file].replace(before, now), encoding="utf-8")
    opened.refresh()
    for name in ("nl/hub", "build-trust"):
        index.renew(opened, name)
    anew = Index(opened, edition)
    for words in ("liggen", "verdwijnen", "bel eerst", "mail eerst", "invite", "ask", "loket", "trust", "e"):
        assert index.ids(words) == anew.ids(words)
    assert index.ids("verdwijnen") == ["nl/hub"] and index.ids("mail eerst") == ["build-trust"]


def test_a_practice_that_is_new_or_gone_is_so_once_it_is_renewed(opened, tmp_path):
    index, new = Index(opened, "nl"), "practices/nl/entries/new-one.yaml"
    (tmp_path / new).write_text(FILES[HUB].replace("nl/hub", "nl/new-one"), encoding="utf-8")
    (tmp_path / HUB).unlink()
    (tmp_path / ENGLISH).unlink()
    opened.refresh()
    for name in ("nl/new-one", "nl/hub", "nl/hub"):
        index.renew(opened, name)
    assert index.ids("loket") == ["nl/new-one"] and index.ids("collect reports") == []


def test_an_adaptation_of_an_entry_of_ones_own_breaks_nothing(tmp_path):
    files = {"practices/global/adapt/build-trust.yaml": FILES[ADAPT], TRUST: FILES[TRUST]}
    assert Index(Workspace.open(small(tmp_path, files), cache=False), "global").ids("bel eerst") == ["build-trust"]


def test_an_edition_that_is_not_there(opened):
    with pytest.raises(UnknownEdition):
        Index(opened, "atlantis")


@cache
def _opened() -> Workspace:
    return Workspace.open(ROOT, cache=False)


@cache
def _shipped() -> Index:
    return Index(_opened(), "global")
