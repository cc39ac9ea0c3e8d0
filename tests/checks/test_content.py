"""Content: essentials, ids, lengths, urgency, and who stands behind an edition."""

from __future__ import annotations

import pytest

from handbook.checks.content import FEWEST
from handbook.model import fields as declared
from handbook.model.field import Field, Kind
from tests.checks.harness import ADAPT, ENTRY, GLOBAL, LOCAL, TAXONOMY, Example, findings, workspace

DRAFT = 'format: "1"\nid: {id}\nkind: practice\nlang: en\ntitle: A draft\nstatus: draft\n'


def rules(root, *examples):
    return [finding.rule.id for finding in findings(root, *examples)]


@pytest.mark.parametrize("field", [field.name for field in declared.PRACTICE.fields if field.essential])
def test_each_essential_field_of_a_published_entry_is_asked_for(field, tmp_path):
    empty = '""' if field in ("title", "summary", "problem") else "[]"
    found = findings(tmp_path, Example(ENTRY, f"{field}: {empty}\n"))
    assert ("content-essentials", field) in {(one.rule.id, one.unit) for one in found}


def test_a_draft_may_lack_everything_but_its_title(tmp_path):
    name = "practices/global/entries/half-done.yaml"
    assert rules(tmp_path, Example(name, DRAFT.format(id="half-done"))) == []


@pytest.mark.parametrize(
    ("file", "name", "rule"),
    [
        ("search.yaml", "search", "content-id-form"),
        ("con.yaml", "con", "content-id-form"),
        (f"{'a' * 81}.yaml", "a" * 81, "content-id-form"),
        ("one.yaml", "two", "content-file-name"),
    ],
)
def test_an_id_that_cannot_be(file, name, rule, tmp_path):
    example = Example(f"practices/global/entries/{file}", DRAFT.format(id=name))
    assert rules(tmp_path, example) == [rule]


@pytest.mark.parametrize("name", ['"../../etc/passwd"', '"a b"', '"A"', '"x/../y"', '"nl/"', '"/x"', '"a\\\\b"', '""'])
def test_an_id_that_is_none_is_a_fault_of_form_and_the_other_entries_still_load(name, tmp_path):
    example = Example("practices/global/entries/bad.yaml", DRAFT.format(id=name))
    found = findings(tmp_path, example)
    assert {one.rule.id for one in found} == {"form-wrong"}
    assert {one.file for one in found} == {example.file}


@pytest.mark.parametrize("file", ["ask-twice.yaml", "ie.ask-twice.yaml"])
def test_a_local_entry_lies_under_its_short_name_or_its_whole_one(file, tmp_path):
    example = Example(f"practices/ie/entries/{file}", DRAFT.format(id="ie/ask-twice"))
    assert rules(tmp_path, example) == []


def test_a_set_that_names_a_member_twice(tmp_path):
    (found,) = findings(tmp_path, Example(ENTRY, "groups: [government, government]\n"))
    assert (found.rule.id, found.unit) == ("content-id-twice", "groups")


def test_lengths_hold_for_an_editions_own_words_too(tmp_path):
    text = "Ask " * 200
    example = Example(ADAPT, f"changes:\n  breakthrough: {{text: {text}, why: Long.}}\n")
    (found,) = [one for one in findings(tmp_path, example) if one.rule.id == "content-too-long"]
    assert found.unit == "changes.breakthrough.text"


def test_urgency_counts_what_an_edition_changes_and_leaves_out(tmp_path):
    entries = ("write-plainly", "name-a-contact")
    now = [
        Example(f"practices/global/entries/{name}.yaml", "priority: {level: now, reason: It is.}\n") for name in entries
    ]
    third = Example(ADAPT, "changes: {priority.level: {value: now, why: Here it is.}}\n")
    found = [one for one in findings(tmp_path / "a", *now, third) if one.rule.id == "content-too-many-now"]
    assert [(one.edition, one.message.split(" ")[0]) for one in found] == [("ie", "3")]
    aside = Example(
        "practices/ie/adapt/write-plainly.yaml",
        'format: "1"\nadapts: write-plainly\nlang: en\nreviewed: {stance: not-for-us, why: It is law.}\n',
    )
    assert "content-too-many-now" not in rules(tmp_path / "b", *now, aside)


def test_a_beginner_with_one_urgent_entry_is_left_in_peace(tmp_path):
    assert FEWEST > 1
    example = Example(ENTRY, "status: draft\npriority: {level: now, reason: It is.}\n")
    assert "content-too-many-now" not in rules(tmp_path, example)


def test_an_official_edition_without_a_maintainer_is_told_at_its_standing(tmp_path):
    (found,) = findings(tmp_path, Example(LOCAL, "standing: official\n"))
    assert (found.rule.id, found.unit) == ("content-official", "standing")
    assert "body and mandate and contact" in found.message


def test_labels_may_be_in_the_base_language_of_a_variant(tmp_path):
    shared = Example(GLOBAL, "languages: [en-IE, en, fr]\n")
    assert "content-main-language" not in rules(tmp_path / "a", shared)
    taxonomy = Example(TAXONOMY, "themes:\n  - {id: consultation, label: {fr: Consultation}}\n")
    (found,) = findings(tmp_path / "b", taxonomy)
    assert (found.rule.id, found.unit) == ("content-main-language", "themes/consultation.label")


def test_a_field_declared_as_essential_is_asked_for_at_once(tmp_path, monkeypatch):
    field = Field("audience", Kind.LINE, "Audience", essential=True)
    open_workspace = workspace(tmp_path)
    monkeypatch.setattr(declared, "PRACTICE", declared.PRACTICE.with_field(field))
    from handbook.checks.runner import check

    found = check(open_workspace, ["global"])
    assert {one.unit for one in found} == {"audience"}
    assert {one.rule.id for one in found} == {"content-essentials"}
