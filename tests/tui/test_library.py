"""The library finds what is asked for, by words and by what practices are, and puts the exception first."""

from __future__ import annotations

from handbook.checks.survey import Marks
from handbook.editions.holdings import taxonomy
from handbook.search import Index
from handbook.store.broken import Broken
from handbook.store.listing import Listed, Wanted, listed
from handbook.store.workspace import Workspace
from tests.small import FILES, HUB, small
from tui.library import BROKEN, SORTS, Library, facet_words, taxon_facet
from tui.names import Names


def entry(name: str, **held: str) -> Listed:
    said = {"title": name.title(), "status": "published", "stance": "own"} | held
    blank = dict.fromkeys(Listed.__dataclass_fields__, "")
    return Listed(**{**blank, "edition": "nl", "id": name, **said})


ENTRIES = [
    entry("trust", themes="trust safety", groups="hotline", topics="iot awareness", priority="later"),
    entry("Émile".lower(), title="Émile et la confiance", status="draft", priority="now"),
    entry("amber", stance="adapted", groups="government hotline", phases="start", topics="spam"),
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
    assert keys(library(facets=("topics:iot",))) == ["trust"] and keys(library(facets=("topics:io",))) == []
    assert keys(library(facets=("topics:spam", "topics:awareness"))) == ["amber", "trust"]
    assert keys(library(facets=("status:draft", "status:published"))) == ["amber", "trust", "émile"]
    for facet, found in {"waiting": "amber", "to-fix": "amber", "missing": "trust", "outdated": "trust"}.items():
        assert keys(library(facets=(f"marks:{facet}",))) == [found]


def test_a_group_stands_for_those_within_it(tmp_path):
    workspace = Workspace.open(small(tmp_path), cache=False)
    held = taxonomy(workspace.handbook.chain("nl"))
    assert taxon_facet(held, "groups", "government") == "groups:government regulator"
    assert taxon_facet(held, "groups", "regulator") == "groups:regulator"
    assert taxon_facet(held, "themes", "trust") == "themes:trust"
    for group in held.lists["groups"]:
        shown = Library(listed(workspace, "nl", Wanted()), facets=(taxon_facet(held, "groups", group),))
        assert set(keys(shown)) == {one.id for one in listed(workspace, "nl", Wanted(groups=[group]))}


def test_facets_are_called_as_they_were_picked(tmp_path):
    names = Names(Workspace.open(small(tmp_path), cache=False).handbook, "nl")
    said = {
        "marks:to-fix": "Has something to fix", "groups:government regulator": "Government", "stance:own": "local",
        "stance:used as is": "used as is", "status:in-review": "in review", "priority:now": "now",
    }  # fmt: skip
    assert {facet: facet_words(names, facet) for facet in said} == said


def test_what_was_saved_is_found_though_the_same_was_asked_before(tmp_path):
    root = small(tmp_path)
    workspace = Workspace.open(root, cache=False)
    held = Library(listed(workspace, "nl", Wanted()), index=Index(workspace, "nl"))
    assert keys(held, "xylofoon") == []
    (root / HUB).write_text(FILES[HUB].replace("blijven liggen", "klinken als een xylofoon"), encoding="utf-8")
    workspace.refresh()
    held.renew(workspace, "nl/hub")
    assert keys(held, "xylofoon") == ["nl/hub"] and keys(held, "liggen") == []
    held.close()
    held.renew(workspace, "nl/hub")


def test_every_sort_shows_every_practice_once():
    for sort in SORTS:
        assert sorted(keys(library(sort=sort))) == sorted(one.id for one in ENTRIES)
    assert keys(library(sort="priority"))[0] == "émile" and keys(library(sort="to-fix"))[0] == "amber"


def test_the_exception_stands_first_and_the_usual_is_not_said():
    notes = {row.key: row.notes for row in library(unsaved={"amber"}, comments={"amber": 1, "trust": 2}).rows()}
    assert notes["amber"][:4] == ("not saved", "2 to fix", "Global changed 1", "1 comment")
    assert notes["trust"] == ("2 comments", "English missing", "French and Spanish out of date", "local")
    assert notes["émile"] == ("local", "draft")


def test_what_an_edition_that_builds_on_none_has_is_not_called_local():
    assert all("local" not in row.notes for row in Library(ENTRIES).rows())
    assert "own" not in str([row.notes for row in Library(ENTRIES, "Global").rows()])


def test_many_languages_are_told_by_their_codes():
    notes = Library(ENTRIES, marks={"trust": Marks(outdated=("fr", "es", "ar"))}).rows()[1].notes
    assert "fr es ar out of date" in notes


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
