"""The runner: which editions, in which order, with lines; and nothing said twice about a file that cannot be read."""

from __future__ import annotations

import pytest

from handbook.checks.runner import check
from handbook.errors import UnknownEdition
from tests.checks.harness import ADAPT, ENTRY, GLOSSARY, LOCAL, SOURCES, TAXONOMY, Example, findings, workspace

BROKEN = "title: One\ntitle: Two\n"


def test_a_good_workspace_has_no_findings(tmp_path):
    assert findings(tmp_path) == []


def test_findings_come_by_file_and_line_and_name_the_line(tmp_path):
    found = findings(tmp_path, Example(ENTRY, 'terms: [gone]\nproblem: ""\n'), Example(LOCAL, "standing: official\n"))
    assert found == sorted(found, key=lambda one: one.place)
    for one in found:
        line = (tmp_path / one.file).read_text().split("\n")[one.line - 1]
        assert line.startswith(one.unit.split(".")[0])


def test_only_the_named_editions_are_told_of(tmp_path):
    open_workspace = workspace(
        tmp_path, Example(ENTRY, "terms: [gone]\n"), Example(ADAPT, "changes:\n  x: {text: a}\n")
    )
    assert {one.edition for one in check(open_workspace)} == {"global", "ie"}
    assert {one.edition for one in check(open_workspace, ["ie"])} == {"ie"}
    assert {one.edition for one in check(open_workspace, ["global", "ie"])} == {"global", "ie"}


def test_an_edition_that_is_not_there(tmp_path):
    with pytest.raises(UnknownEdition):
        check(workspace(tmp_path), ["atlantis"])


def test_an_edition_whose_edition_yaml_cannot_be_read_is_listed_under_its_folder(tmp_path):
    open_workspace = workspace(tmp_path, Example(LOCAL, "title: [\n"))
    for found in (check(open_workspace), check(open_workspace, ["ie"])):
        assert {(one.rule.id, one.edition, one.file) for one in found} == {("form-unreadable", "ie", LOCAL)}


@pytest.mark.parametrize("file", [ENTRY, TAXONOMY, GLOSSARY, SOURCES])
def test_a_file_that_cannot_be_read_is_told_once_and_not_by_all_that_point_at_it(file, tmp_path):
    found = findings(tmp_path, Example(file, "format: '1'\nformat: '1'\n"))
    assert [(one.rule.id, one.file) for one in found] == [("form-unreadable", file)]
    assert found[0].line > 1


def test_other_faults_are_still_told_beside_a_file_that_cannot_be_read(tmp_path):
    found = findings(tmp_path, Example(TAXONOMY, BROKEN * 2), Example(ENTRY, "terms: [gone]\n"))
    assert {one.rule.id for one in found} == {"form-unreadable", "links-unknown-term"}


@pytest.mark.parametrize(
    "text",
    ["[" * 50_000, "a: &a [x]\nb: *a\n", "a: !!python/object:os.system x\n", "a: \x1b]52;c;\x07\n", "a: \u202eb\n",
     "\x00", "- a\n- b\n", "just words\n", "a: 1\n---\nb: 2\n", "{" * 30, "<<: {a: b}\n", "%YAML 1.1\n---\na: b\n"],
)  # fmt: skip
def test_hostile_files_are_listed_and_the_others_still_checked(text, tmp_path):
    hostile = Example("practices/global/entries/hostile.yaml", text)
    found = findings(tmp_path, hostile, Example(ENTRY, "terms: [gone]\n"))
    assert {(one.rule.id, one.file) for one in found} == {
        ("form-unreadable", hostile.file),
        ("links-unknown-term", ENTRY),
    }


def test_several_faults_of_form_of_one_file_are_told_at_once(tmp_path):
    found = findings(tmp_path, Example(ENTRY, "status: finished\nmaturity: ripe\nsteps: none\n"))
    assert {one.unit for one in found} == {"status", "maturity", "steps"}
    assert {one.rule.id for one in found} == {"form-wrong"}


def test_every_finding_is_a_sentence_with_something_to_do(tmp_path):
    found = findings(tmp_path, Example(ENTRY, 'terms: [gone]\nproblem: ""\nmaturity: no\n'))
    assert all(one.message.endswith(".") and one.todo.endswith(".") and one.line > 0 for one in found)
