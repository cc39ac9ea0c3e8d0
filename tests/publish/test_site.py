"""The site as a whole: which pages there are, and that every way on them arrives."""

from __future__ import annotations

import json
from pathlib import Path

from tests.publish.html import Read, read


def test_every_link_and_anchor_arrives(built: Path) -> None:
    pages = {path: read(path) for path in built.rglob("*.html")}
    lost = []
    for path, page in pages.items():
        if path.name == "404.html":
            continue  # its ways begin at the server's root
        for link in page.links:
            if "://" in link:
                continue
            target, _, anchor = link.partition("#")
            there = (path.parent / target).resolve() if target else path
            if not there.exists() or (anchor and there in pages and anchor not in pages[there].ids):
                lost.append((str(path.relative_to(built)), link))
    assert lost == []


def test_drafts_and_what_is_not_for_us_have_a_line_and_no_page(built: Path) -> None:
    assert not (built / "world/practices/not-ready").exists()
    assert "not yet published" in read(built / "world/all/index.html").text
    assert not (built / "north/practices/keep-minutes").exists()
    assert "Notulen zijn hier al wet." in read(built / "north/all/index.html").text
    assert "Something not ready" not in read(built / "north/all/index.html").text  # a draft of another edition


def test_a_checklist_holds_what_names_the_group_or_one_it_lies_within(built: Path) -> None:
    page = read(built / "world/groups/hotline/index.html")
    assert "Reports use the words of the list." in page.text
    assert "They were sent to everyone." in page.text  # no group of its own; the practice is for civil society
    assert "The list is written down." not in page.text


def test_an_edition_takes_over_what_it_does_not_hold_itself(built: Path) -> None:
    page = read(built / "north/sources/index.html")
    assert "A session on trust" in page.text
    assert "silos" in page.text
    assert "Police" in page.text
    assert "Hotline" in read(built / "north/glossary/index.html").text


def test_the_home_page_leads_to_groups_indexes_and_duties(built: Path) -> None:
    page = read(built / "world/index.html")
    for link in ("groups/government/index.html", "themes/index.html", "practices/keep-minutes/index.html"):
        assert link in page.links
    assert "Do you hold data about people?" in page.text


def test_a_page_written_by_hand_stands_in_its_edition_alone_with_our_shell(built: Path) -> None:
    page = read(built / "north/koffie/index.html")
    assert "Met de hand geschreven" in page.text
    assert page.all("html")[0]["data-edition"] == "north"
    assert not (built / "world/koffie").exists()


def test_an_edition_with_colours_of_its_own_asks_for_one_style_sheet(built: Path) -> None:
    sheets = [link for link in read(built / "north/index.html").links if link.endswith(".css")]
    assert sheets == ["assets/edition.css"]
    assert '[data-edition="north"] { --edition: #224466; --edition-night: #88aacc; }' in (
        built / "north/assets/edition.css"
    ).read_text(encoding="utf-8")


def test_a_page_with_all_it_loads_asks_for_at_most_four_files(built: Path) -> None:
    for path in built.rglob("*.html"):
        page = read(path)
        loaded = {held["src"] for held in page.all("script")}
        loaded |= {held["href"] for held in page.all("link") if held.get("rel") in ("stylesheet", "icon")}
        assert len(loaded) + 1 <= 4, path


def test_the_root_page_lists_the_editions_by_their_own_titles(built: Path) -> None:
    page: Read = read(built / "index.html")
    assert "world/index.html" in page.links
    assert "north/en/index.html" in page.links


def test_the_missing_page_leads_home_from_any_depth(built: Path) -> None:
    page = read(built / "north/404.html")
    assert "/north/index.html" in page.links
    assert all(link.startswith(("/", "#")) for link in page.links)


def test_the_search_index_finds_pages_by_their_words(built: Path) -> None:
    script = (built / "world/search/search-index.js").read_text(encoding="utf-8")
    docs = json.loads(script.removeprefix("window.handbookIndex = ").rstrip(";\n"))["docs"]
    held = {doc[0]: doc for doc in docs}
    doc = held["../practices/agree-first/index.html"]
    assert doc[1:4] == ["Agree on words first", "Settle what the words mean. Then the work is half done.", "Practice"]
    assert {"government", "ministry", "written"} <= set(doc[4].split())
    assert "../practices/not-ready/index.html" not in held
    assert "../glossary/index.html#hotline-term" in held
    for url in held:
        assert (built / "world/search" / url.partition("#")[0]).resolve().is_file()
