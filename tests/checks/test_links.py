"""Links: ids that lead nowhere, in every kind of file, and addresses no page can carry."""

from __future__ import annotations

import pytest

from tests.checks.harness import ADAPT, ENTRY, GLOSSARY, TAXONOMY, Example, findings

HEAD = 'format: "1"\nlang: en\n'
TERM = "terms:\n  - {id: trade-body, term: Trade body, definitions: [{id: a, text: A."


def broken(root, file, text):
    return [(one.rule.id, one.unit) for one in findings(root, Example(file, text)) if one.rule.family == "links"]


@pytest.mark.parametrize(
    ("file", "text", "rule", "unit"),
    [
        (ENTRY, "themes: [gone]\n", "links-unknown-taxon", "themes"),
        (ENTRY, "phases: [gone]\n", "links-unknown-taxon", "phases"),
        (ENTRY, "topics: [gone]\n", "links-unknown-taxon", "topics"),
        (ENTRY, "duty: {holder: x, triggers: [gone]}\n", "links-unknown-taxon", "duty.triggers"),
        (ENTRY, "checklist:\n  - {id: a, text: A., groups: [gone], basis: editors}\n", "links-unknown-taxon",
         "checklist/a.groups"),
        (ENTRY, "value:\n  - {id: gone, gives: x}\n", "links-unknown-taxon", "value/gone"),
        (ENTRY, "replaced_by: [gone]\n", "links-unknown-practice", "replaced_by"),
        (TAXONOMY, "groups:\n  - {id: government, label: {en: G}, within: [gone]}\n",
         "links-unknown-taxon", "groups/government.within"),
        (GLOSSARY, TERM + "}], see: [gone]}\n",
         "links-unknown-term", "terms/trade-body.see"),
        (GLOSSARY, TERM + ", source: gone}]}\n",
         "links-unknown-source", "terms/trade-body.definitions/a.source"),
        ("practices/global/challenges.yaml", HEAD + "challenges:\n  - {id: c, text: C., evidence: [{source: gone, "
         "organisation: X}]}\n", "links-unknown-source", "challenges/c.evidence/0.source"),
        ("practices/global/initiatives.yaml", HEAD + "initiatives:\n  - {id: i, name: I, topics: [gone]}\n",
         "links-unknown-taxon", "initiatives/i.topics"),
        ("practices/ie/inventory.yaml", HEAD + "inventory:\n  - {id: i, of: gone, status: unknown}\n",
         "links-unknown-practice", "inventory/i.of"),
        (ADAPT, "changes:\n  groups: {add: [gone], why: W.}\n", "links-unknown-taxon", "changes.groups.add"),
        (ADAPT, "additions:\n  steps:\n    - {id: ie/a, text: A., phase: gone}\n", "links-unknown-taxon",
         "additions.steps/ie/a.phase"),
        (ADAPT, "additions:\n  related:\n    - {id: gone, relation: see-also}\n", "links-unknown-practice",
         "additions.related/gone"),
    ],
)  # fmt: skip
def test_an_id_that_leads_nowhere_is_found_where_it_stands(file, text, rule, unit, tmp_path):
    assert (rule, unit) in broken(tmp_path, file, text)


def test_what_an_edition_takes_over_can_be_linked_to_and_what_is_local_elsewhere_cannot(tmp_path):
    local = HEAD + "id: ie/own\nkind: practice\ntitle: Own\nstatus: draft\nrelated:\n  - {id: consult-early}\n"
    assert broken(tmp_path / "a", "practices/ie/entries/own.yaml", local) == []
    upward = [Example("practices/ie/entries/own.yaml", local), Example(ENTRY, "related:\n  - {id: ie/own}\n")]
    found = findings(tmp_path / "b", *upward)
    assert [one.unit for one in found] == ["related/ie/own"]


@pytest.mark.parametrize(
    "address",
    ["www.example.org", "//example.org/x", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "ftp://x.org",
     "file:///etc/passwd", "https://", "https:///path", "mailto:nobody", "mailto:@x.org", "/about", "#top", "http://[::1",
     "https://user:secret@example.org"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["see [this]({})", "see [this]\n\n[this]: {}"])
def test_an_address_inside_markdown_that_no_page_can_link_to(form, address, tmp_path):
    text = form.format(address)
    indented = "\n".join(f"  {line}" for line in text.split("\n"))
    assert broken(tmp_path, ENTRY, f"problem: |\n{indented}\n") == [("links-address", "problem")]


@pytest.mark.parametrize(
    "text",
    ["see [this](https://example.org/a_(b))", "<https://example.org>", "[m](mailto:a@example.org)", "`[code](nowhere)`",
     "a [bracket] (and) more", "if a < b: then c > d", "[a]: https://example.org", "[x](<https://example.org/a>)"],
)  # fmt: skip
def test_addresses_that_a_page_can_link_to(text, tmp_path):
    assert broken(tmp_path, ENTRY, f"problem: |\n  {text}\n") == []


def test_an_address_in_an_editions_own_words_and_in_a_label(tmp_path):
    text = "changes:\n  problem: {text: 'See [x](y).', why: W.}\n"
    assert broken(tmp_path / "a", ADAPT, text) == [("links-address", "changes.problem.text")]
    edition = "introduction: {en: 'See [x](y).'}\n"
    assert broken(tmp_path / "b", "practices/ie/edition.yaml", edition) == [("links-address", "introduction")]


def test_a_broken_chain_does_not_make_every_link_look_broken(tmp_path):
    found = findings(tmp_path, Example("practices/ie/edition.yaml", "builds_on: gone\n"))
    assert [one.rule.id for one in found] == ["editions-unknown-parent"]
