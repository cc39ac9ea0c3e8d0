from __future__ import annotations

from pathlib import Path

import pytest

from tests.publish.html import Read, read


@pytest.fixture(scope="module")
def page(built: Path) -> Read:
    return read(built / "world/practices/agree-first/index.html")


@pytest.fixture(scope="module")
def adapted(built: Path) -> Read:
    return read(built / "north/practices/agree-first/index.html")


def test_every_declared_part_stands_on_the_page(page: Read) -> None:
    for words in (
        "Agree on words first",
        "Settle what the words mean.",
        "They find out when it is too late.",
        "List the words that matter.",
        "The list is written down.",
        "Fewer mails ask what is meant.",
        "It took half a day and saved a year.",
        "Ministry of Words",
        "Keep minutes that others can read",
        "November 2027",
        "the editors",
    ):
        assert words in page.text, words


def test_a_statement_leads_to_its_place_in_the_source_and_to_what_it_supports(page: Read) -> None:
    said = page.text_of["evidence-half-a-day"]
    assert "W1:12-13" in said
    assert "19 December 2017" in said
    assert "“sigh lows”, read here as “silos”" in said
    assert "../../sources/index.html#session-one" in page.links
    assert "#steps-list-words" in page.links


def test_dissent_makes_it_disputed_and_stands_before_opinions(page: Read) -> None:
    assert "Disputed" in page.text_of.get("from", "") or "isputed" in page.text
    assert page.ids.index("evidence-half-a-day") < page.ids.index("evidence-doubt")


def test_a_heard_item_leads_to_who_said_it_and_others_say_that_the_editors_added_them(page: Read) -> None:
    assert "W1:12-13" in page.text_of["checklist-written"]
    assert "added by the editors" in page.text_of["checklist-reports"]


def test_ids_are_unique_even_where_an_item_stands_with_several_groups(built: Path) -> None:
    for path in built.rglob("*.html"):
        ids = read(path).ids
        assert len(ids) == len(set(ids)), path


def test_an_adapted_unit_shows_reason_and_what_it_said_before(adapted: Read) -> None:
    there = adapted.text_of["summary"]
    assert "Spreek af wat de woorden betekenen." in there
    assert "Korter voor het noorden." in there
    assert "Settle what the words mean." in there  # in full, since the languages differ


def test_a_changed_value_at_the_head_stands_with_its_reason(adapted: Read) -> None:
    assert "Het is hier al vaak gedaan." in adapted.text


def test_an_added_item_and_one_that_is_left_out_say_so_with_the_reason(adapted: Read) -> None:
    assert "Papier werkt hier." in adapted.text_of["checklist-north.noord"]
    assert "Dat gebeurt hier vanzelf." in adapted.text_of["steps-settle"]
    assert any(name == "del" for name, _ in adapted.elements)


def test_foreign_words_bear_their_language_and_the_page_its_own(adapted: Read, built: Path) -> None:
    assert adapted.all("html")[0]["lang"] == "nl"
    assert {"lang": "en"} in [{k: v for k, v in held.items() if k == "lang"} for held in adapted.all("span")]
    arabic = read(built / "world/ar/practices/agree-first/index.html")
    assert (arabic.all("html")[0]["lang"], arabic.all("html")[0]["dir"]) == ("ar", "rtl")
    assert {"lang": "en", "dir": "ltr"} in arabic.all("span")
    assert "اتفقوا على الكلمات أولاً" in arabic.text


def test_unknown_is_said_in_words(built: Path) -> None:
    page = read(built / "world/practices/keep-minutes/index.html")
    assert "Unknown. Nobody has looked yet." in page.text_of["duty"] + page.text_of.get("duty-breach", "")
    assert "https://example.org/custom" in page.links


def test_a_withdrawn_practice_says_why_and_what_to_read_instead(built: Path) -> None:
    page = read(built / "world/practices/old-way/index.html")
    assert "It no longer works." in page.text
    assert "../agree-first/index.html" in page.links


def test_the_language_switch_stays_on_the_practice(page: Read) -> None:
    assert "../../ar/practices/agree-first/index.html" in page.links


def test_an_example_edition_says_so_on_every_page(built: Path) -> None:
    notice = "has not been reviewed"
    assert all(notice in read(path).text for path in (built / "north/en").rglob("*.html"))
    assert all(
        notice not in read(path).text for path in (built / "world").rglob("index.html") if "ar" not in path.parts
    )


def test_pages_let_nothing_in_from_elsewhere(built: Path) -> None:
    for path in built.rglob("*.html"):
        page = read(path)
        policy = next(held["content"] for held in page.all("meta") if "http-equiv" in held)
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not any("style" in held or any(name.startswith("on") for name in held) for _, held in page.elements)
        for held in (*page.all("script"), *page.all("link"), *page.all("img")):
            assert "://" not in held.get("src", held.get("href", "")), path
