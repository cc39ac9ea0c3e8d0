"""Findings: how words of content are quoted, and which findings stop a release."""

from __future__ import annotations

import pytest

from handbook.checks.finding import LONGEST_QUOTE, Finding, Rule, Severity, quoted
from handbook.checks.runner import RULES, worst


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two words", "“two words”"),
        ("two\n  lines\t here", "“two lines here”"),
        ("", "“”"),
        ("x" * 60, f"“{'x' * 60}”"),
    ],
)
def test_short_words_are_quoted_on_one_line(text, shown):
    assert quoted(text) == shown


def test_long_words_are_cut():
    assert len(quoted("word " * 100)) <= LONGEST_QUOTE + 2
    assert quoted("word " * 100).endswith("…”")


@pytest.mark.parametrize(
    ("severity", "strict", "stops"),
    [("error", False, True), ("error", True, True), ("warning", False, False), ("warning", True, True),
     ("advice", False, False), ("advice", True, False)],
)  # fmt: skip
def test_what_stands_in_the_way_of_publishing(severity, strict, stops):
    finding = Finding(Rule("text-x", Severity(severity), "x"), "f", "", "m", "t", "global")
    assert worst([finding], strict) is stops
    assert worst([], strict) is False


def test_rule_ids_are_lower_case_words_of_their_family_and_stand_once():
    families = {"content", "links", "editions", "evidence", "privacy", "text", "form"}
    assert {rule.family for rule in RULES.values()} == families
    assert all(rule.id == key == key.lower() and " " not in key for key, rule in RULES.items())
    titles = [rule.title for rule in RULES.values()]
    assert len(set(titles)) == len(titles)
