"""One practice from memory: what `check` says of its files, and nothing that needs the disk."""

from __future__ import annotations

import copy
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.checks import content, editions, evidence, links, text
from handbook.checks.around import Around
from handbook.checks.finding import Finding
from handbook.checks.held import held_files, held_of
from handbook.checks.one import of_practice
from handbook.checks.runner import RULES, check
from handbook.editions.resolve import practice_ids
from handbook.model.adaptation import Change
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.ownwords import Runs
from handbook.model.practice import Practice
from handbook.store.workspace import Workspace
from tests.checks.harness import RUNS, examples_of, workspace
from tests.checks.test_manual import MANUAL

ROOT = Path(__file__).resolve().parents[2]
# What only the files on disk tell, and what only a whole edition does.
OF_DISK = {"form-unreadable", "form-wrong", "text-unquoted"}
RUNS_OF_ALL = {"demo-session": Runs.read(RUNS)}


def told(findings: list[Finding]) -> list[tuple[str, str, str, str, str]]:
    return sorted((one.file, one.rule.id, one.unit, one.message, one.todo) for one in findings)


def names(edition: Edition) -> set[str]:
    return {*edition.practices, *edition.adaptations, *(name for _, name in edition.translations)}


def files(edition: Edition, name: str) -> set[str]:
    return {held.file for held in held_of(edition, [name])}


def all_of(handbook: Handbook, edition: Edition, runs: dict[str, Runs]) -> list[Finding]:
    return [finding for name in names(edition) for finding in of_practice(handbook, edition.id, name, runs=runs)]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_of_every_bad_example_it_says_what_check_says_of_the_files_of_practices(rule, tmp_path):
    page = (MANUAL / f"{rule.id}.md").read_text(encoding="utf-8")
    opened = workspace(tmp_path, *examples_of(page)["bad"])
    if opened.broken:
        return  # a file that cannot be read is in no memory
    for edition in opened.handbook.editions.values():
        of_practices = {file for name in names(edition) for file in files(edition, name)}
        said = [one for one in check(opened, [edition.id]) if one.file in of_practices and one.rule.id not in OF_DISK]
        assert told(all_of(opened.handbook, edition, RUNS_OF_ALL)) == told(said)


def test_of_the_shipped_editions_it_says_what_check_says():
    opened = Workspace.open(ROOT, cache=False)
    said = [one for one in check(opened) if one.rule.id not in OF_DISK]
    runs = {name: held for edition in opened.handbook.editions for name, held in opened.runs(edition).items()}
    for edition in opened.handbook.editions.values():
        for name in {*names(edition), *practice_ids(opened.handbook.chain(edition.id))}:
            own = files(edition, name)
            found = of_practice(opened.handbook, edition.id, name, runs=runs)
            assert told(found) == told([one for one in said if one.file in own])


@cache
def shipped() -> Handbook:
    return Workspace.open(ROOT, cache=False).handbook


LONG = "this sentence goes on " * 12 + "and [leads](ftp://x) nowhere with the ABCX of it."
FIELDS = {
    "title": ["A title that is far too long " * 5], "summary": ["", LONG], "status": ["draft", "withdrawn"],
    "kind": ["duty"], "groups": [["gone"], ["government", "government"]], "themes": [["gone"]], "terms": [["gone"]],
    "priority": [{"level": "now"}], "problem": ["", LONG, "x" * 20_000], "evidence": [[]], "checklist": [[]],
    "steps": [[{"id": "one", "text": LONG, "basis": "heard"}, {"id": "one", "text": "", "groups": ["gone"]}]],
    "related": [[{"id": "gone"}]], "summry": ["a misspelt field"], "lang": ["tlh"], "basis": [[]],
}  # fmt: skip
CHANGES = {
    "summary": [Change(text=LONG, why=""), Change(text="Ours.", why="So.", base="f1-" + "0" * 32), Change()],
    "priority.level": [Change(value="never", why="So."), Change(value="next", why="So.")],
    "steps/gone.text": [Change(text="Ours.", why="So.")], "status": [Change(value="draft", why="So.")],
    "groups": [Change(add=("gone",), why="So.")], "nothing": [Change(text="x")],
}  # fmt: skip


@given(st.data())
def test_of_a_practice_that_was_changed_and_not_saved_it_says_what_the_families_say_of_the_edition(data):
    handbook = shipped()
    edition = handbook.edition(data.draw(st.sampled_from(sorted(handbook.editions))))
    if edition.adaptations:
        name = data.draw(st.sampled_from(sorted(edition.adaptations)))
        drawn = data.draw(st.lists(st.sampled_from(sorted(CHANGES)), unique=True, max_size=3))
        changes = {path: data.draw(st.sampled_from(CHANGES[path])) for path in drawn}
        adaptation = replace(edition.adaptations[name], changes={**edition.adaptations[name].changes, **changes})
        changed = replace(edition, adaptations={name: adaptation}, practices={}, translations={})
    else:
        name = data.draw(st.sampled_from(sorted(edition.practices)))
        drawn = data.draw(st.lists(st.sampled_from(sorted(FIELDS)), unique=True, max_size=4))
        values = {field: data.draw(st.sampled_from(FIELDS[field])) for field in drawn}
        practice = Practice(name, {**edition.practices[name].content, **copy.deepcopy(values)}, f"entries/{name}.yaml")
        changed = replace(edition, practices={**edition.practices, name: practice}, translations={})
    now = replace(handbook, editions={**handbook.editions, edition.id: changed})
    own = files(changed, name)
    around = Around(now, changed)
    families = [
        one for family in (content, links, editions, evidence, text)
        for held in held_files(changed) if held.file in own for one in family.of_file(around, held)
    ]  # fmt: skip
    found = [one for one in of_practice(now, edition.id, name) if one.rule.family != "form"]
    assert told(found) == told(families)


def with_practice(handbook: Handbook, **fields: object) -> Handbook:
    edition = handbook.edition("global")
    held = edition.practices["consult-early"]
    practice = replace(held, content={**held.content, **fields})
    changed = replace(edition, practices={**edition.practices, "consult-early": practice})
    return replace(handbook, editions={**handbook.editions, "global": changed})


def test_while_a_file_is_of_a_wrong_form_only_that_is_told(tmp_path):
    handbook = workspace(tmp_path).handbook
    said = {"id": "late", "source": "gone", "at": "three", "kind": "opinion", "says": "It is late."}
    found = of_practice(with_practice(handbook, summary="", evidence=[said]), "global", "consult-early")
    assert [(one.rule.id, one.unit, one.line) for one in found] == [("form-wrong", "evidence/late.at", 0)]
    assert "“three”" in found[0].message and found[0].todo


def test_a_field_that_is_none_is_told_where_the_file_would_keep_it(tmp_path):
    found = of_practice(with_practice(workspace(tmp_path).handbook, sumary="x"), "global", "consult-early")
    assert [(one.rule.id, one.unit) for one in found] == [("form-unknown-key", "sumary")]


def test_names_and_borrowed_words_are_told_where_the_sources_are_given_and_forgotten_with_them(tmp_path):
    handbook = workspace(tmp_path).handbook
    changed = with_practice(handbook, problem="Quillon Vargas said so.")
    assert of_practice(changed, "global", "consult-early") == []
    found = of_practice(changed, "global", "consult-early", runs=RUNS_OF_ALL)
    assert [(one.rule.id, one.unit) for one in found] == [("privacy-name", "problem")]
    assert of_practice(changed, "global", "consult-early", runs={"other": Runs("0", frozenset(), frozenset())}) == []
    assert of_practice(changed, "global", "consult-early", runs=RUNS_OF_ALL) == found
    assert of_practice(handbook, "global", "consult-early", runs=RUNS_OF_ALL) == []


def test_a_practice_of_which_the_edition_has_no_file_has_no_findings(tmp_path):
    handbook = workspace(tmp_path).handbook
    assert of_practice(handbook, "ie", "publish-results") == []
    assert of_practice(handbook, "ie", "there-is-none") == []


def test_in_a_broken_chain_the_practice_is_checked_all_the_same(tmp_path):
    handbook = workspace(tmp_path).handbook
    alone = replace(handbook, editions={"ie": handbook.edition("ie")})
    local = Practice("ie/hub", {**handbook.edition("global").practices["consult-early"].content, "summary": ""}, "x")
    edition = replace(alone.edition("ie"), practices={"ie/hub": local})
    found = of_practice(replace(alone, editions={"ie": edition}), "ie", "ie/hub")
    assert "content-essentials" in {one.rule.id for one in found}
