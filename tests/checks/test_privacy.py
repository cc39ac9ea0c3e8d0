"""Privacy and own words: found in any field, language, edition and kind of file."""

from __future__ import annotations

import pytest

from handbook.checks.runner import check
from tests.checks.harness import (
    ADAPT,
    ENTRY,
    FRENCH,
    GLOBAL,
    GLOSSARY,
    IRISH,
    LOCAL,
    SOURCES,
    TAXONOMY,
    Example,
    findings,
)
from tests.checks.harness import workspace as made

NAME = "Quillon Vargas"
HEAD = 'format: "1"\nlang: en\n'


def names(found):
    return [(one.edition, one.file, one.unit) for one in found if one.rule.id == "privacy-name"]


@pytest.mark.parametrize(
    ("file", "text", "unit"),
    [
        (ENTRY, f"title: Ask {NAME}\n", "title"),
        (ENTRY, f"tried:\n  - {{id: once, organisation: Office of {NAME}}}\n", "tried/once.organisation"),
        (ENTRY, f"review: {{next: '2030', by: {NAME}}}\n", "review.by"),
        (ENTRY, f"ext: {{notes: [{{deep: [by {NAME}]}}]}}\n", "ext.notes/0.deep/0"),
        (ENTRY, f"unknown_key: {NAME}\n", "unknown_key"),
        (ENTRY, f"ext: {{'{NAME}': x}}\n", f"ext.{NAME}"),
        (ENTRY, "topics: [spam]\nfrom: quillon-vargas/spam\n", "from"),
        (ADAPT, f"changes:\n  not_for: {{text: Not for {NAME}., why: W.}}\n", "changes.not_for.text"),
        (ADAPT, f"changes:\n  not_for: {{text: Not here., why: As {NAME} asked.}}\n", "changes.not_for.why"),
        (ADAPT, f"ext: {{by: {NAME}}}\n", "ext.by"),
        (FRENCH, f"ext: {{by: {NAME}}}\n", "ext.by"),
        (GLOBAL, f"introduction: {{en: Made, fr: Fait par {NAME}}}\n", "introduction.fr"),
        (LOCAL, f"contacts:\n  - {{id: desk, role: Desk, name: {NAME}}}\n", "contacts/desk.name"),
        (TAXONOMY, f"topics:\n  - {{id: spam, label: {{en: Spam, fr: {NAME}}}}}\n", "topics/spam.label.fr"),
        (GLOSSARY, f"ext: {{by: {NAME}}}\n", "ext.by"),
        (SOURCES, f"ext: {{by: {NAME}}}\n", "ext.by"),
        ("practices/global/initiatives.yaml", HEAD + f"initiatives:\n  - {{id: i, name: I, funder: {NAME}}}\n",
         "initiatives/i.funder"),
        ("practices/global/challenges.yaml", HEAD + f"challenges:\n  - {{id: c, text: Ask {NAME}.}}\n",
         "challenges/c.text"),
        ("practices/ie/inventory.yaml",
         HEAD + f"inventory:\n  - {{id: i, of: consult-early, status: unknown, text: {NAME}}}\n", "inventory/i.text"),
    ],
)  # fmt: skip
def test_a_name_is_found_wherever_it_stands(file, text, unit, tmp_path):
    edition = "ie" if "/ie/" in file else "global"
    assert names(findings(tmp_path, Example(file, text))) == [(edition, file, unit)]


def test_a_name_in_a_translation_is_found_in_another_script_of_words(tmp_path):
    text = f'format: "1"\ntranslates: consult-early\nunits:\n  problem: {{text: قال {NAME} ذلك, kind: machine}}\n'
    assert names(findings(tmp_path, Example(IRISH, text))) == [("ie", IRISH, "units.problem.text")]


def test_hand_written_pages_are_read_too_and_the_line_is_that_of_the_paragraph(tmp_path):
    open_workspace = made(tmp_path)
    pages = tmp_path / "practices/ie/pages/about"
    pages.mkdir(parents=True)
    (pages / "us.md").write_bytes(b"# Us\r\n\r\nWe meet.\r\n\r\nOur chair is\r\nQuillon Vargas.\r\n")
    (found,) = check(open_workspace)
    assert (found.rule.id, found.file, found.line, found.edition) == (
        "privacy-name",
        "practices/ie/pages/about/us.md",
        5,
        "ie",
    )


def test_a_page_that_is_too_large_is_told_and_the_rest_is_still_checked(tmp_path):
    open_workspace = made(tmp_path, Example(ENTRY, f"ext: {{by: {NAME}}}\n"))
    pages = tmp_path / "practices/global/pages"
    pages.mkdir()
    (pages / "big.md").write_bytes(b"x " * 200_000)
    assert {one.rule.id for one in check(open_workspace)} == {"form-unreadable", "privacy-name"}


@pytest.mark.parametrize(
    "words",
    ["We wrote the rule in one week", "we **wrote** the rule, in `one` week!", "WE WROTE THE RULE IN ONE WEEK"],
)
def test_six_words_of_a_session_are_found_in_an_edition_that_never_cites_it(words, tmp_path):
    text = f"changes:\n  not_for: {{text: '{words}', why: W.}}\n"
    (found,) = findings(tmp_path, Example(ADAPT, text))
    assert (found.rule.id, found.unit) == ("privacy-own-words", "changes.not_for.text")
    assert "demo-session" in found.message


def test_a_damaged_file_of_hashes_is_told(tmp_path):
    open_workspace = made(tmp_path)
    (tmp_path / "practices/global/sources/demo-session.runs").write_text("handbook-runs 1\nsalt x\n<<<<<<< HEAD\n")
    found = check(open_workspace)
    assert ("form-unreadable", "global") in {(one.rule.id, one.edition) for one in found}


def test_a_session_without_hashes_is_told_as_advice(tmp_path):
    open_workspace = made(tmp_path)
    (tmp_path / "practices/global/sources/demo-session.runs").unlink()
    (found,) = check(open_workspace)
    assert (found.rule.id, found.unit) == ("privacy-source-unchecked", "sources/demo-session")
