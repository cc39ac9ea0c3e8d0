"""Editions: changes, additions and translations that fit, that no longer fit, and that never did."""

from __future__ import annotations

import pytest

from handbook.editions.fingerprint import fingerprint
from tests.checks.harness import ADAPT, ENTRY, IRISH, ITEM, LOCAL, STEP, SUMMARY, Example, findings

S, ST, IT = fingerprint(SUMMARY), fingerprint(STEP), fingerprint(ITEM)
BEFORE = fingerprint("Ask people first.")
DRAFT = 'format: "1"\nid: {id}\nkind: practice\nlang: en\ntitle: A draft\nstatus: draft\n'


def found_in(root, text, *more):
    return [(one.rule.id, one.unit) for one in findings(root, Example(ADAPT, text), *more)]


def change(path, said):
    return f"changes:\n  {path}: {{{said}}}\n"


@pytest.mark.parametrize(
    ("path", "said", "rule"),
    [
        ("sumary", "text: A., why: W.", "editions-unknown-unit"),
        ("''", "text: A., why: W.", "editions-unknown-unit"),
        ("steps", "text: A., why: W.", "editions-unknown-unit"),
        ("steps.text", "text: A., why: W.", "editions-unknown-unit"),
        ("summary/x.text", "text: A., why: W.", "editions-unknown-unit"),
        ("steps/ask-trade.colour", "text: A., why: W.", "editions-unknown-unit"),
        ("priority", "value: now, why: W.", "editions-unknown-unit"),
        ("steps/gone", "hide: Not here.", "editions-unknown-unit"),
        ("../../summary", "text: A., why: W.", "editions-unknown-unit"),
        ("id", "value: other, why: W.", "editions-cannot-adapt"),
        ("evidence/rule-in-a-week.kind", "value: wish, why: W.", "editions-cannot-adapt"),
        ("evidence/rule-in-a-week.speaker", "value: x, why: W.", "editions-cannot-adapt"),
        ("steps/ask-trade.basis", "value: editors, why: W.", "editions-cannot-adapt"),
        ("review.next", 'value: "2030", why: W.', "editions-cannot-adapt"),
        ("summary", f"why: W., base: {S}", "editions-wrong-value"),
        ("summary", f"value: A., why: W., base: {S}", "editions-wrong-value"),
        ("summary", f'text: " ", why: W., base: {S}', "editions-wrong-value"),
        ("groups", "text: regulator, why: W.", "editions-wrong-value"),
        ("maturity", f"text: ended, why: W., base: {S}", "editions-wrong-value"),
        ("steps/ask-trade.phase", f"value: 'A B', why: W., base: {S}", "editions-wrong-value"),
        ("steps/ask-trade", f"text: A., why: W., base: {ST}", "editions-wrong-value"),
        ("checklist/date-set", f"after: [gone], why: W., base: {IT}", "editions-displaced"),
        ("groups", "add: [government], why: W.", "editions-needless"),
        ("groups", "remove: [regulator], why: W.", "editions-needless"),
        ("groups", "add: [regulator]", "editions-no-reason"),
        ("checklist/date-set", "hide: Not here.", "editions-no-base"),
        ("steps/ask-trade.text", f"text: Ask all., why: W., base: {BEFORE}", "editions-conflict"),
    ],
)
def test_a_change_that_does_not_fit_is_found_at_its_unit(path, said, rule, tmp_path):
    where = f"changes.{path.strip(chr(39))}"
    assert (rule, where) in found_in(tmp_path, change(path, said))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("groups", "add: [regulator], why: W."),
        ("not_for", "text: Not in a crisis., why: The law says so."),
        ("checklist/date-set", f"hide: Not here., base: {IT}"),
        ("steps/ask-trade", f"after: [answer-all], why: Last here., base: {ST}"),
        ("maturity", f"value: ended, why: W., base: {fingerprint('emerging')}"),
        ("priority.level", f"value: later, why: W., base: {fingerprint('next')}"),
    ],
)
def test_a_change_that_fits_is_let_be(path, said, tmp_path):
    assert found_in(tmp_path, change(path, said)) == []


def test_sentences_that_were_changed_apart_can_be_merged(tmp_path):
    theirs = Example(ENTRY, "problem: Ask now. Then write.\n")
    ours = change("problem", f"text: Ask. Then write it down., why: W., base: {fingerprint('Ask. Then write.')}")
    assert found_in(tmp_path, ours, theirs) == [("editions-stale", "changes.problem")]


def test_a_stored_base_that_was_altered_is_told(tmp_path):
    findings(tmp_path)
    for name in ("global", "ie"):
        (tmp_path / f"practices/{name}/upstream/bases/{S}.txt").write_text("Other words.")
    from handbook.checks.runner import check
    from handbook.store.workspace import Workspace

    found = check(Workspace.open(tmp_path, cache=False), ["ie"])
    assert [one.rule.id for one in found] == ["editions-base-missing"]
    assert "altered" in found[0].message


@pytest.mark.parametrize("base", ["nonsense", "../../../etc/passwd", "f1-XYZ"])
def test_a_base_that_is_no_fingerprint_is_only_a_missing_one(base, tmp_path):
    text = change("summary", f"text: Ask all., why: W., base: {base}")
    assert ("editions-base-missing", "changes.summary") in found_in(tmp_path, text)


def test_an_adaptation_that_says_nothing_and_one_of_an_own_entry(tmp_path):
    assert found_in(tmp_path / "a", "changes: {}\nadditions: {}\n") == [("editions-needless", "adapts")]
    own = [
        Example("practices/ie/entries/own.yaml", DRAFT.format(id="ie/own")),
        Example("practices/ie/adapt/ie.own.yaml", 'format: "1"\nadapts: ie/own\nlang: en\nreviewed: {stance: as-is}\n'),
    ]
    (found,) = findings(tmp_path / "b", *own)
    assert found.rule.id == "editions-unknown-practice" and "own" in found.message


def test_an_edition_that_builds_on_none_has_nothing_to_adapt(tmp_path):
    example = Example("practices/global/adapt/consult-early.yaml",
                      'format: "1"\nadapts: consult-early\nlang: en\nreviewed: {stance: as-is}\n')  # fmt: skip
    assert [one.rule.id for one in findings(tmp_path, example)] == ["editions-unknown-practice"]


def test_an_own_item_taken_in_by_the_shared_edition(tmp_path):
    ours = "additions:\n  steps:\n    - {id: ie/tell, text: Tell the minister., basis: editors}\n"
    steps = "steps:\n  - {{id: ask-trade, text: Ask., basis: editors}}\n  - {{id: tell, text: {}, from: ie/tell}}\n"
    same = Example(ENTRY, steps.format("Tell the minister."))
    other = Example(ENTRY, steps.format("Tell all ministers."))
    at = "additions.steps/ie/tell"
    assert ("editions-converged", at) in found_in(tmp_path / "a", ours, same)
    assert ("editions-stale", at) in found_in(tmp_path / "b", ours, other)


def test_items_that_stand_after_each_other_are_told(tmp_path):
    text = (
        "additions:\n  steps:\n"
        "    - {id: ie/a, text: A., after: [ie/b], basis: editors}\n"
        "    - {id: ie/b, text: B., after: [ie/a], basis: editors}\n"
    )
    assert {rule for rule, _ in found_in(tmp_path, text)} == {"editions-displaced"}


@pytest.mark.parametrize(
    ("path", "words", "rule"),
    [
        ("sumary", f"of: {S}", "editions-unknown-unit"),
        ("status", f"of: {S}", "editions-unknown-unit"),
        ("not_for", f"of: {S}", "editions-unknown-unit"),
        ("steps/ask-trade.text", "by: Somebody", "editions-no-base"),
        ("steps/ask-trade.text", f"of: {S}", "editions-outdated-translation"),
        ("problem", "of: f1-00000000000000000000000000000000", "editions-base-missing"),
    ],
)
def test_a_translation_that_does_not_fit(path, words, rule, tmp_path):
    text = f'format: "1"\ntranslates: consult-early\nunits:\n  {path}: {{text: Fiafraigh., kind: machine, {words}}}\n'
    assert (rule, f"units.{path}") in {(one.rule.id, one.unit) for one in findings(tmp_path, Example(IRISH, text))}


def test_a_translation_is_of_the_editions_own_words_where_it_has_some(tmp_path):
    text = 'format: "1"\ntranslates: consult-early\nunits:\n  summary: {{text: Fiafraigh., kind: machine, of: {}}}\n'
    (found,) = findings(tmp_path, Example(IRISH, text.format(S)))
    assert found.rule.id == "editions-outdated-translation"


def test_words_that_are_in_that_language_already_need_no_translation(tmp_path):
    text = 'format: "1"\ntranslates: consult-early\nunits:\n  problem: {text: P., kind: courtesy, of: x}\n'
    example = Example("practices/ie/i18n/en/consult-early.yaml", text)
    assert [one.rule.id for one in findings(tmp_path, example)] == ["editions-needless"]


def test_a_translation_of_an_entry_that_is_not_there(tmp_path):
    example = Example("practices/ie/i18n/ga/gone.yaml", 'format: "1"\ntranslates: gone\nunits: {}\n')
    assert [one.rule.id for one in findings(tmp_path, example)] == ["editions-unknown-practice"]


@pytest.mark.parametrize(
    ("parent", "rule"), [("gone", "editions-unknown-parent"), ("ie", "editions-cycle"), ("global", None)]
)
def test_what_an_edition_builds_on(parent, rule, tmp_path):
    found = [one.rule.id for one in findings(tmp_path, Example(LOCAL, f"builds_on: {parent}\n"))]
    assert found == ([rule] if rule else [])


def test_every_edition_of_a_circle_is_told_and_its_other_faults_too(tmp_path):
    shared = Example("practices/global/edition.yaml", "builds_on: ie\n")
    broken = Example(ENTRY, 'problem: ""\n')
    found = findings(tmp_path, shared, broken)
    assert sorted(one.rule.id for one in found) == ["content-essentials", "editions-cycle", "editions-cycle"]


def test_a_local_entry_of_another_edition_is_told(tmp_path):
    examples = [
        Example("practices/global/entries/ie.own.yaml", DRAFT.format(id="ie/own")),
        Example("practices/ie/entries/plain.yaml", DRAFT.format(id="plain")),
    ]
    found = findings(tmp_path, *examples)
    assert [(one.rule.id, one.edition) for one in found] == [
        ("editions-local-id", "global"),
        ("editions-local-id", "ie"),
    ]


def test_sentences_name_no_state(tmp_path):
    states = {"stale", "orphaned", "claimed", "converged", "displaced", "fresh"}
    for path, said in (
        ("maturity", f"value: ended, why: W., base: {S}"),
        ("checklist/date-set", f"hide: H., base: {S}"),
    ):
        for one in findings(tmp_path / path.replace("/", "-"), Example(ADAPT, change(path, said))):
            assert not states & set(one.message.lower().replace(".", "").split())
