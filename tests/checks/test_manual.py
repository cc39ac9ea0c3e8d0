"""Reads along with the manual: every rule has a page, and its examples do what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handbook.checks.runner import RULES
from tests.checks.harness import examples_of, findings

MANUAL = Path(__file__).parents[2] / "site/manual/checks"


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_every_rule_has_a_page_whose_examples_do_what_it_says(rule, tmp_path):
    page = (MANUAL / f"{rule.id}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {rule.title}\n\n`{rule.id}` · {rule.severity}\n")

    examples = examples_of(page)
    assert examples["bad"] and examples["good"]
    for text in (example.text for example in examples["bad"]):
        assert f"```yaml\n# {examples['bad'][0].file}\n" in page and text in page

    bad = findings(tmp_path / "bad", *examples["bad"])
    assert rule.id in {finding.rule.id for finding in bad}
    good = findings(tmp_path / "good", *examples["good"])
    assert good == []


def test_a_bad_example_breaks_one_rule_only_wherever_one_fault_can_stand_alone(tmp_path):
    for rule in RULES.values():
        bad = findings(tmp_path / rule.id, *examples_of((MANUAL / f"{rule.id}.md").read_text("utf-8"))["bad"])
        others = {finding.rule.id for finding in bad} - {rule.id}
        assert others <= BESIDES.get(rule.id, set()), rule.id


# What cannot go wrong alone.
BESIDES = {
    "editions-base-missing": {"editions-stale"},
    "editions-claimed": {"editions-local-id"},
}


def test_the_index_lists_every_rule_in_its_family_with_its_weight():
    index = (MANUAL / "index.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \[(\S+)\]\((\S+)\.md\) \| (\w+) \| (.+) \|$", index, flags=re.MULTILINE)
    assert listed == [(rule.id, rule.id, rule.severity.value, rule.title) for rule in RULES.values()]


def test_there_is_no_page_for_a_rule_that_is_gone():
    pages = {page.stem for page in MANUAL.glob("*.md")} - {"index", "support"}
    assert pages == set(RULES)
