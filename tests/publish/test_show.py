"""What pages say of whose it is, how it is supported, how it ended, and in which language it stands."""

from __future__ import annotations

import re
from pathlib import Path

from handbook.publish.build import build
from handbook.publish.show.here import Here
from handbook.publish.show.home import home_view
from handbook.publish.show.reading import Reading
from handbook.publish.show.support import support_sentence
from handbook.publish.stock import Stock
from handbook.store.workspace import Workspace
from tests.publish.html import read

ENTRY = "practices/world/entries/agree-first.yaml"


def page(root: Path, name: str) -> str:
    assert all(one.well for one in build(Workspace.open(root)))
    return (root / "build/site" / name).read_text(encoding="utf-8")


def reading_of(root: Path, edition: str, lang: str) -> Reading:
    return Reading(Stock(Workspace.open(root).handbook), edition, lang)


def inventory(root: Path, edition: str, lang: str, *rows: str) -> None:
    text = f'format: "1"\nlang: {lang}\ninventory:\n' + "".join(f"  - {row}\n" for row in rows)
    (root / f"practices/{edition}/inventory.yaml").write_text(text, encoding="utf-8")


def test_an_inventory_shows_its_own_rows_first_and_says_whose_the_others_are(small: Path) -> None:
    inventory(small, "world", "en", "{id: w, of: agree-first, status: present, text: The world has it.}")
    inventory(small, "north", "nl", "{id: n, of: agree-first, status: unknown, text: Niemand keek.}")
    shown = page(small, "north/inventory/index.html")
    title = read(small / "build/site/world/index.html")
    whose = re.search(r'<h2 class="whose">(.*?)</h2>', shown)
    assert whose and title
    assert shown.index("Niemand keek.") < whose.start() < shown.index("The world has it.")
    assert '<p lang="en">The world has it.' in shown and "mark untranslated" in shown
    assert 'class="whose"' not in (small / "build/site/world/inventory/index.html").read_text(encoding="utf-8")


def test_only_what_speaks_to_the_core_is_counted_as_support(small: Path) -> None:
    file = small / ENTRY
    text = file.read_text(encoding="utf-8")
    added = '  - {id: aside, source: session-one, at: "14", kind: first-hand, says: It did., supports: [examples/x]}\n'
    file.write_text(text.replace("evidence:\n", f"evidence:\n{added}", 1), encoding="utf-8")
    reading = reading_of(small, "world", "en")
    said = support_sentence(reading, reading.practice("agree-first"))
    assert "1 speaks to it otherwise." in said


def test_an_example_says_in_words_that_no_success_was_reported(small: Path) -> None:
    file = small / ENTRY
    text = file.read_text(encoding="utf-8")
    example = "examples:\n  - {id: none, outcome: none-worked, text: Nobody told of one.}\n"
    file.write_text(text + example, encoding="utf-8")
    shown = page(small, "world/practices/agree-first/index.html")
    assert "No success was reported" in shown and ">Worked<" not in shown


def test_foreign_items_and_prose_bear_their_language_on_their_own_element(built: Path) -> None:
    arabic = (built / "world/ar/practices/agree-first/index.html").read_text(encoding="utf-8")
    assert re.search(r'<p lang="en" dir="ltr">', arabic)
    assert '<p><span lang="en" dir="ltr">' not in arabic


def test_a_machine_mark_is_glued_to_its_words(built: Path) -> None:
    marks = [
        text
        for path in built.rglob("*.html")
        for text in re.findall(r'(.{0,14})<small class="mark machine">', path.read_text(encoding="utf-8"))
        if not text.endswith('"marks">')
    ]
    assert marks and all(text.endswith("&nbsp;") for text in marks)


def test_a_home_page_prefers_what_is_in_the_reader_s_language(small: Path) -> None:
    reading = reading_of(small, "north", "nl")
    problems = home_view(Here(reading, "index.html"), {}).problems
    foreign = [bool(link.words.lang) for link in problems]
    assert foreign == sorted(foreign)


def test_no_line_of_a_source_is_named_twice_at_one_item(built: Path) -> None:
    for path in built.rglob("practices/*/index.html"):
        for heard in re.findall(r"<span>Heard: (.*?)</span>", path.read_text(encoding="utf-8")):
            said = re.findall(r">([^<]+)</a>", heard)
            assert len(said) == len(set(said)), path
