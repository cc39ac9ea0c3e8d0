"""The library finds what is asked for, by words and by what practices are, and puts the exception first."""

from __future__ import annotations

from handbook.checks.survey import Marks
from handbook.store.broken import Broken
from handbook.store.listing import Listed, Wanted, listed
from handbook.store.workspace import Workspace
from tests.small import small
from tui.library import BROKEN, SORTS, Library


def entry(name: str, **held: str) -> Listed:
    said = {"title": name.title(), "status": "published", "stance": "own"} | held
    blank = dict.fromkeys(Listed.__dataclass_fields__, "")
    return Listed(**{**blank, "edition": "nl", "id": name, **said})


ENTRIES = [
    entry("trust", themes="trust safety", groups="hotline", priority="later"),
    entry("Émile".lower(), title="Émile et la confiance", status="draft", priority="now"),
    entry("amber", stance="adapted", groups="government hotline", phases="start"),
]
MARKS = {"amber": Marks(to_fix=2, waiting=1), "trust": Marks(missing=("en",), outdated=("fr", "es"))}


def library(**held) -> Library:
    return Library(ENTRIES, "Global", marks=MARKS, **held)


def keys(found: Library, words: str = "") -> list[str]:
    return [row.key for row in found.rows(words)]


def test_words_are_found_in_any_case_and_order_and_in_what_is_said_beside():
    assert keys(library(), "CONFIANCE émile") == ["émile"]
    assert keys(library(), "to fix") == ["amber"] and keys(library(), "missing") == ["trust"]
    assert keys(library(), "draft") == ["émile"] and keys(library(), "nowhere") == []
    assert keys(library(), "  ") == keys(library()) and library().total == 3


def test_what_the_index_finds_in_the_texts_is_there_too():
    class Index:
        def ids(self, words: str) -> list[str]:
            return ["amber"] if words == "inside" else []

    assert keys(library(index=Index()), "inside") == ["amber"]


def test_facets_of_one_kind_add_and_of_several_narrow():
    assert keys(library(facets=("groups:hotline",))) == ["amber", "trust"]
    assert keys(library(facets=("groups:hotline", "groups:government", "phases:start"))) == ["amber"]
    assert keys(library(facets=("themes:tru",))) == []
    assert keys(library(facets=("status:draft", "status:published"))) == ["amber", "trust", "émile"]
    for facet, found in {"waiting": "amber", "to-fix": "amber", "missing": "trust", "outdated": "trust"}.items():
        assert keys(library(facets=(f"marks:{facet}",))) == [found]


def test_every_sort_shows_every_practice_once():
    for sort in SORTS:
        assert sorted(keys(library(sort=sort))) == sorted(one.id for one in ENTRIES)
    assert keys(library(sort="priority"))[0] == "émile" and keys(library(sort="to-fix"))[0] == "amber"


def test_the_exception_stands_first_and_the_usual_is_not_said():
    notes = {row.key: row.notes for row in library(unsaved={"amber"}, comments={"amber": 1, "trust": 2}).rows()}
    assert notes["amber"][:4] == ("not saved", "2 to fix", "Global changed 1", "1 comment")
    assert notes["trust"] == ("2 comments", "en missing", "fr es out of date")
    assert notes["émile"] == ("draft",)


def test_a_file_that_cannot_be_used_stands_first_and_is_never_a_practice():
    broken = Broken("practices/nl/entries/odd.yaml", 3, "", "A tab stands here.", "", "nl", "form-unreadable")
    first = library(broken=[broken]).rows()[0]
    assert first.key == f"{BROKEN}practices/nl/entries/odd.yaml" and "line 3" in first.notes[0]
    assert keys(library(broken=[broken]), "odd") == [first.key]
    assert keys(library(broken=[broken], facets=("status:draft",))) == ["émile"]


def test_what_the_workspace_lists_is_shown(tmp_path):
    workspace = Workspace.open(small(tmp_path), cache=False)
    rows = Library(listed(workspace, "nl", Wanted()), "Shared edition").rows()
    assert {row.key for row in rows} == {"build-trust", "publish-results", "nl/hub"}
    assert {row.key: row.title for row in rows}["build-trust"] == "Bouw vertrouwen op"
