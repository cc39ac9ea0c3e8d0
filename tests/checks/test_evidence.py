"""Evidence: places, units, witnesses, and what was heard."""

from __future__ import annotations

import pytest

from tests.checks.harness import ADAPT, ENTRY, GLOSSARY, OTHER, SOURCES, Example, findings

SAID = (
    "{{id: {id}, source: demo-session, at: '{at}', kind: {kind}, speaker: {{label: Speaker, organisation: Net}}, "
    "says: It was so., supports: [{supports}], as_of: '2016'}}"
)


def said(id="one", at="3", kind="first-hand", supports="summary, steps/ask-trade.text"):
    return "evidence:\n  - " + SAID.format(id=id, at=at, kind=kind, supports=supports) + "\n"


def found_in(root, file, text):
    return [(one.rule.id, one.unit) for one in findings(root, Example(file, text))]


@pytest.mark.parametrize(
    ("at", "fine"), [("1", True), ("3", True), ("1-3", True), ("4", False), ("2-4", False), ("3-1", False)]
)
def test_a_place_lies_within_its_source(at, fine, tmp_path):
    assert found_in(tmp_path, ENTRY, said(at=at)) == ([] if fine else [("evidence-locator", "evidence/one.at")])


@pytest.mark.parametrize("at", ["0", "-1", "1-", "a", "1, 2", "1.5", "１", ""])
def test_a_place_of_another_form_is_a_fault_of_form(at, tmp_path):
    assert found_in(tmp_path, ENTRY, said(at=at)) == [("form-wrong", "evidence/one.at")]


def test_a_source_of_unknown_length_is_taken_at_its_word(tmp_path):
    source = "sources:\n  - {id: demo-session, kind: session, title: T, authority: caption}\n"
    found = findings(tmp_path, Example(SOURCES, source), Example(ENTRY, said(at="999")))
    assert found == []


def test_places_in_other_files_are_looked_up_too(tmp_path):
    definition = "{id: a, text: A., source: demo-session, at: '9'}"
    term = f"terms:\n  - {{id: trade-body, term: Trade body, definitions: [{definition}]}}\n"
    at = "terms/trade-body.definitions/a.at"
    assert found_in(tmp_path / "a", GLOSSARY, term) == [("evidence-locator", at)]
    assert found_in(tmp_path / "b", GLOSSARY, term.replace("source: demo-session, ", "")) == [("evidence-locator", at)]
    source = (
        "sources:\n  - {id: demo-session, kind: session, title: T, lines: '3', authority: caption,\n"
        "     corrections: [{id: c, at: '8', captioned: a, read_as: b}]}\n"
    )
    assert found_in(tmp_path / "c", SOURCES, source) == [("evidence-locator", "sources/demo-session.corrections/c.at")]


@pytest.mark.parametrize(
    ("unit", "fine"),
    [("title", True), ("steps/ask-trade", True), ("steps/ask-trade.groups", True), ("priority.reason", True),
     ("groups", True), ("value/government.gets", True), ("steps", False), ("steps/gone.text", False),
     ("steps/ask-trade.colour", False), ("tradeoffs", False), ("status", False),
     ("evidence/one.at", False), ("", False), ("../x", False)],
)  # fmt: skip
def test_a_statement_supports_what_the_entry_has(unit, fine, tmp_path):
    text = said(supports=f"steps/ask-trade.text, '{unit}'")
    assert found_in(tmp_path, ENTRY, text) == ([] if fine else [("evidence-unknown-unit", "evidence/one.supports")])


@pytest.mark.parametrize(
    ("kind", "supports", "heard"),
    [
        ("first-hand", "steps/ask-trade.text", True),
        ("wish", "steps/ask-trade.text", True),
        ("moderator-synthesis", "steps/ask-trade.text", True),
        ("rapporteur-synthesis", "steps/ask-trade.text", True),
        ("dissent", "steps/ask-trade.text", False),
        ("first-hand", "steps/ask-trade", False),
        ("first-hand", "steps/answer-all.text", False),
        ("first-hand", "summary", False),
    ],
)
def test_what_was_heard_is_supported_by_somebody_who_is_for_it(kind, supports, heard, tmp_path):
    found = found_in(tmp_path, ENTRY, said(kind=kind, supports=supports))
    assert found == ([] if heard else [("evidence-heard", "steps/ask-trade.basis")])


def test_an_edition_hears_its_own_items_from_its_own_statements(tmp_path):
    items = "additions:\n  steps:\n    - {id: ie/a, text: A., basis: heard}\n"
    statement = "  evidence:\n    - " + SAID.format(id="ie/one", at="3", kind="opinion", supports="UNITS") + "\n"
    heard = items + statement.replace("UNITS", "steps/ie/a.text, summary, checklist/date-set")
    at = "additions.steps/ie/a.basis"
    assert found_in(tmp_path / "a", ADAPT, items) == [("evidence-heard", at)]
    assert found_in(tmp_path / "b", ADAPT, heard) == []
    gone = items + statement.replace("UNITS", "steps/ie/a.text, steps/gone.text")
    assert found_in(tmp_path / "c", ADAPT, gone) == [("evidence-unknown-unit", "additions.evidence/ie/one.supports")]


def test_a_challenge_says_who_raised_it(tmp_path):
    text = 'format: "1"\nlang: en\nchallenges:\n  - {id: c, text: C., evidence: [{source: demo-session, at: "3"}]}\n'
    found = found_in(tmp_path, "practices/global/challenges.yaml", text)
    assert found == [("evidence-organisation", "challenges/c.evidence/0")]


def test_a_statement_without_a_speaker_lacks_two_things(tmp_path):
    text = said().replace("speaker: {label: Speaker, organisation: Net}, ", "")
    assert found_in(tmp_path, ENTRY, text) == [
        ("evidence-organisation", "evidence/one"), ("evidence-speaker-label", "evidence/one")]  # fmt: skip


def test_a_draft_may_rest_on_nothing(tmp_path):
    assert found_in(tmp_path / "a", OTHER, "basis: []\n") == [("evidence-none", "status")]
    assert found_in(tmp_path / "b", OTHER, "basis: []\nstatus: draft\n") == []
