"""What one edition took in from another: shown once, found under both ids; and what somebody tried since."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.publish.build import build
from handbook.store.workspace import Workspace
from tests.publish.html import read
from tests.publish.test_build import change, held

LOCAL = "practices/north/entries/local.yaml"
TAKEN = "practices/world/entries/coffee.yaml"
ADAPT = "practices/north/adapt/agree-first.yaml"
OLD = "practices/north.local/index.html"
ENTRY = "practices/world/entries/agree-first.yaml"


@pytest.fixture
def taken(small: Path) -> Path:
    """The shared edition has taken in the northern one's own practice, word for word."""
    take_in(small)
    return small


def take_in(root: Path) -> None:
    text = (root / LOCAL).read_text(encoding="utf-8")
    taken = text.replace("id: north/local", "id: coffee").replace(
        "kind: practice\n", "kind: practice\nfrom: north/local\n", 1
    )
    (root / TAKEN).write_text(taken, encoding="utf-8")


def relate(root: Path) -> None:
    """The northern edition names its own practice as related to another."""
    with (root / ADAPT).open("a", encoding="utf-8") as file:
        file.write("  related:\n    - {id: north/local, relation: see-also, why: Koffie helpt.}\n")


def published(root: Path) -> Path:
    found = build(Workspace.open(root))
    assert all(one.well for one in found), found
    return root / "build/site"


def test_a_practice_taken_in_word_for_word_is_shown_once_and_its_old_address_leads_there(taken: Path) -> None:
    site = published(taken)
    for front, said in (("", "Deze pagina is verhuisd"), ("en/", "This page has moved")):
        page = read(site / "north" / front / OLD)
        assert said in page.text
        assert "../coffee/index.html" in page.links
        assert {"rel": "canonical", "href": "../coffee/index.html"} in page.all("link")
        assert not [one for one in page.all("meta") if one.get("http-equiv") == "refresh"]
        everything = read(site / f"north/{front}all/index.html")
        assert sum("coffee" in link or "north." in link for link in everything.links) == 1
    assert "north." not in (site / "north/search/search-index.js").read_text(encoding="utf-8")
    assert not (site / "world" / OLD).exists()


def test_so_it_does_once_the_edition_has_cleared_its_own_away(taken: Path) -> None:
    (taken / LOCAL).unlink()
    assert "../coffee/index.html" in read(published(taken) / "north" / OLD).links


def test_one_taken_in_in_other_words_is_shown_in_ours_and_theirs_leads_to_it(taken: Path) -> None:
    change(taken, "Begin met koffie", "Quite another title", TAKEN)
    site = published(taken)
    assert "Quite another title" not in read(site / "north/all/index.html").text
    assert "in andere woorden" in read(site / "north" / OLD).text
    theirs = read(site / "north/practices/coffee/index.html")
    assert "../north.local/index.html" in theirs.links


def test_links_to_the_old_id_lead_to_the_page_that_is_there(taken: Path) -> None:
    relate(taken)
    page = read(published(taken) / "north/practices/agree-first/index.html")
    assert "../coffee/index.html" in page.links
    assert "../north.local/index.html" not in page.links


def test_a_page_is_made_anew_when_a_practice_it_names_is_taken_in(small: Path, tmp_path: Path) -> None:
    relate(small)
    published(small)
    take_in(small)
    published(small)
    change(small, "Begin met koffie", "Quite another title", TAKEN)
    published(small)
    build(Workspace.open(small, cache=False), out=tmp_path / "anew")
    assert held(small / "build/site") == held(tmp_path / "anew")


def test_an_item_taken_in_is_found_by_both_its_ids(small: Path) -> None:
    noord = (
        "id: wall, text: De lijst hangt aan de muur., groups: [hotline], kind: do, basis: editors, from: north/noord"
    )
    change(small, "lang: nl", "lang: en", ADAPT)  # words are the same only in the same language
    change(small, "checklist:\n", f"checklist:\n  - {{{noord}}}\n")
    site = published(small)
    for edition in ("north", "world"):
        ids = read(site / edition / "practices/agree-first/index.html").ids
        assert ids.count("checklist-wall") == 1
        assert ids.count("checklist-north.noord") == 1


def test_what_an_edition_says_of_a_practice_that_is_gone_is_still_shown(small: Path) -> None:
    (small / ENTRY).unlink()
    site = published(small)
    page = read(site / "north/practices/agree-first/index.html")
    assert "Spreek af wat de woorden betekenen." in page.text
    assert "De lijst hangt aan de muur." in page.text
    assert "Heeft dit niet meer" in page.text
    assert not (site / "world/practices/agree-first").exists()


def test_so_it_is_in_an_edition_that_builds_on_that_one(small: Path) -> None:
    (small / ENTRY).unlink()
    south = 'format: "1"\nid: south\ntitle: {en: South}\nstanding: example\nlanguages: [nl]\nbuilds_on: north\n'
    (small / "practices/south").mkdir()
    (small / "practices/south/edition.yaml").write_text(south, encoding="utf-8")
    page = read(published(small) / "south/practices/agree-first/index.html")
    assert "Heeft dit niet meer" in page.text
    assert "De lijst hangt aan de muur." in page.text


TRIED = "tried:\n  - {{id: one, {}text: Ten people came.}}\n"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("organisation: Kenya IGF, where: Kenya, date: '2026-03', outcome: worked, ", "Tried in Kenya: worked"),
        ("where: Kenya, ", "Tried in Kenya"),
        ("organisation: Kenya IGF, outcome: failed, ", "Tried: failed"),
        ("organisation: not stated, ", ""),
    ],
)
def test_what_somebody_tried_since_says_where_and_how_it_ended_and_invents_nothing(
    small: Path, told: str, said: str
) -> None:
    with (small / ENTRY).open("a", encoding="utf-8") as file:
        file.write(TRIED.format(told))
    page = read(published(small) / "world/practices/agree-first/index.html")
    shown = page.text_of["tried-one"]
    assert said in shown and "Ten people came." in shown
    assert ("Tried" in shown) == bool(said)
    assert ("Kenya IGF" in shown) == ("Kenya IGF" in told)
    assert ("March 2026" in shown) == ("date" in told)
    assert ("organisation not stated" in shown) == ("not stated" in told)
    assert not said.endswith("Kenya") or "Kenya:" not in shown
