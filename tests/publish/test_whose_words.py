"""Pages say whose words stand there, for which words something was heard, and why, in the language it was said in."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.publish.build import build
from handbook.publish.words import catalog, locales_folder
from handbook.store.workspace import Workspace
from tests.publish.html import Read, read
from tests.publish.test_build import change
from tests.publish.test_pinned import SOUTH

ADAPT = "practices/north/adapt/agree-first.yaml"
MINUTES = "practices/north/adapt/keep-minutes.yaml"
BASE = "f1-00000000000000000000000000000000"
STEP = "List the words that matter."
THEIRS = "Heard for the words of "


def page(root: Path, name: str = "north/en/practices/agree-first") -> Read:
    found = build(Workspace.open(root))
    assert all(one.well for one in found), found
    return read(root / "build/site" / name / "index.html")


def reword(root: Path, words: str) -> None:
    """The northern edition says a step that somebody spoke to in English words of its own."""
    change(root, "lang: nl", "lang: en", ADAPT)
    change(root, "changes:\n", f"changes:\n  steps/list-words.text: {{text: {words}, base: {BASE}, why: W.}}\n", ADAPT)


def test_what_was_said_for_the_shared_words_is_not_shown_as_said_for_ours(small: Path) -> None:
    reword(small, "List ten words.")
    shown = page(small)
    assert f"{THEIRS}the World: W1:12-13" in shown.text_of["steps-list-words"]
    assert "Heard: " not in shown.text_of["steps-list-words"]
    assert "Heard: W1:12-13" in shown.text_of["checklist-written"]
    said = shown.text_of["evidence-half-a-day"]
    before, apart = said.split("Supports the words of ")
    assert "Supports: Checklist 1" in before
    assert "Steps 1" in apart and "Summary" in apart
    assert "Against the words of " in shown.text_of["evidence-doubt"]


def test_words_that_the_shared_edition_says_by_now_are_heard_as_its_own(small: Path) -> None:
    reword(small, STEP)
    assert "Heard: W1:12-13" in page(small).text_of["steps-list-words"]


def test_what_was_said_in_the_edition_itself_speaks_to_its_own_words(small: Path) -> None:
    reword(small, "List ten words.")
    with (small / ADAPT).open("a", encoding="utf-8") as file:
        file.write(
            '  evidence:\n    - {id: north/here, source: session-one, at: "14", kind: opinion, says: Ten is enough., '
            "supports: [steps/list-words.text], why: W.}\n"
        )
    said = page(small).text_of["steps-list-words"]
    assert "Heard: W1:14" in said
    assert said.index("W1:12-13") > said.index(THEIRS)


def test_an_edition_that_uses_the_reworded_step_as_is_says_so_too(small: Path) -> None:
    reword(small, "List ten words.")
    (small / "practices/south").mkdir()
    (small / "practices/south/edition.yaml").write_text(SOUTH.replace("[nl]", "[en]"), encoding="utf-8")
    shown = page(small, "south/practices/agree-first").text_of["steps-list-words"]
    assert "List ten words." in shown and THEIRS in shown


def test_a_statement_names_a_step_by_the_number_it_has_on_the_page(small: Path) -> None:
    change(small, "  steps/settle:", "  steps/list-words:", ADAPT)
    change(small, "supports: [summary, steps/list-words.text", "supports: [summary, steps/settle.text")
    assert "Steps 2" in page(small).text_of["evidence-half-a-day"]


def test_where_theirs_has_changed_it_is_the_shared_edition_that_did(built: Path) -> None:
    shown = read(built / "north/en/practices/agree-first/index.html").text
    assert "The shared edition has changed this since; our words stand." in shown
    assert "change of the shared edition waits" in shown or "changes of the shared edition wait" in shown
    assert "edition above" not in (locales_folder() / "handbook.pot").read_text(encoding="utf-8")


def test_when_a_duty_applies_is_said_in_words(built: Path) -> None:
    shown = read(built / "world/practices/keep-minutes/index.html")
    assert "you hold data about people" in shown.text_of["duty-triggers"]
    assert "personal-data" not in shown.text


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "nl", "pt-BR", "sw"])
def test_no_catalog_leaves_an_id_as_it_is(language: str) -> None:
    said = catalog(language).gettext
    assert all(said(one) != one for one in ("personal-data", "uses-ict", "supplies-ict", "not-applicable"))


def test_what_is_left_out_is_named_by_its_title_or_its_group(small: Path) -> None:
    minutes = "practices/world/entries/keep-minutes.yaml"
    change(small, "kind: practice, title", "kind: practice, jurisdiction: Everywhere, title", minutes)
    change(small, "checklist:", "value:\n  - {id: hotline, gives: Notes.}\nchecklist:", minutes)
    hides = f"  basis/custom: {{hide: Elders., base: {BASE}}}\n  value/hotline: {{hide: Geen., base: {BASE}}}\n"
    change(small, "reviewed: {stance: not-for-us, why: Notulen zijn hier al wet.}", f"changes:\n{hides}", MINUTES)
    shown = page(small, "north/en/practices/keep-minutes")
    assert "Common custom" in shown.text_of["basis-custom"]
    assert "Everywhere" not in shown.text
    assert "Notes." not in shown.text and "Left out here" in shown.text_of["value-hotline"]


def test_a_reason_bears_the_language_it_is_in(small: Path) -> None:
    page(small)
    everything = (small / "build/site/north/en/all/index.html").read_text(encoding="utf-8")
    assert 'Not for us: <span lang="nl">Notulen zijn hier al wet.</span>' in everything
    own = (small / "build/site/north/all/index.html").read_text(encoding="utf-8")
    assert '<span lang="nl">Notulen' not in own and "Notulen zijn hier al wet." in own
    adapted = (small / "build/site/north/en/practices/agree-first/index.html").read_text(encoding="utf-8")
    assert '<span lang="nl">Korter voor het noorden.</span>' in adapted


def test_a_shared_reason_bears_its_language_in_an_edition_that_builds_on_it(small: Path) -> None:
    (small / "practices/south").mkdir()
    south = SOUTH.replace("[nl]", "[en]")
    (small / "practices/south/edition.yaml").write_text(south, encoding="utf-8")
    page(small)
    text = (small / "build/site/south/practices/keep-minutes/index.html").read_text(encoding="utf-8")
    assert text.count('<span lang="nl">Notulen zijn hier al wet.</span>') == 2
