"""The survey: the findings of check, the questions and the translations, counted by practice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from handbook.checks.finding import Severity
from handbook.checks.runner import RULES, check
from handbook.checks.survey import Marks, lacking, survey
from handbook.editions.resolve import practice_ids
from handbook.editions.status import questions
from handbook.editions.translate import Standing, translations
from handbook.errors import ChainError, UnknownEdition
from handbook.model.ownwords import Runs
from handbook.model.sheet import flat
from handbook.store.workspace import Workspace
from tests.checks.harness import ADAPT, ENTRY, LOCAL, OTHER, RUNS, TAXONOMY, Example, examples_of, workspace
from tests.checks.test_manual import MANUAL
from tests.small import TRUST, small

ROOT = Path(__file__).resolve().parents[2]


def test_a_good_workspace_has_nothing_but_what_is_not_translated(tmp_path):
    opened = workspace(tmp_path)
    found = survey(opened, "global")
    assert set(found) == set(opened.handbook.edition("global").practices)
    assert set(found.values()) == {Marks(missing=("fr",))}
    assert set(survey(opened, "ie").values()) == {Marks()}, "nobody has begun to translate into Irish"


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_it_counts_what_check_finds_in_the_files_of_practices(rule, tmp_path):
    page = (MANUAL / f"{rule.id}.md").read_text(encoding="utf-8")
    opened = workspace(tmp_path, *examples_of(page)["bad"])
    for edition in opened.handbook.editions.values():
        try:
            marks = survey(opened, edition.id, runs={"demo-session": Runs.read(RUNS)})
        except ChainError:
            continue
        folders = ("entries", "adapt", "i18n")
        said = [one for one in check(opened, [edition.id]) if one.file.split("/")[2] in folders]
        # What is of no practice there is stands at none: a change of nothing, a file that cannot be read.
        ids = {practice.file: practice.id for practice in edition.practices.values()}
        placed = [one for one in said if ids.get(one.file, Path(one.file).stem.replace(".", "/")) in marks]
        advice = sum(one.rule.severity is Severity.ADVICE for one in placed)
        assert sum(one.hints for one in marks.values()) == advice
        lacked = sum(len(lacking(flat(practice.content))) for practice in edition.practices.values())
        assert sum(one.to_fix for one in marks.values()) == len(placed) - advice + lacked


def test_each_practice_has_its_own_findings_and_those_of_its_other_files(tmp_path):
    opened = workspace(
        tmp_path,
        Example(ENTRY, "terms: [gone]\n"),
        Example(OTHER, "problem: " + "a very long sentence " * 12 + "\n"),
        Example(ADAPT, "changes:\n  summary: {text: Ask us.}\n"),
        Example("practices/ie/i18n/ga/publish-results.yaml", "format: '1'\ntranslates: publish-results\nunit: {}\n"),
    )
    shared, local = survey(opened, "global"), survey(opened, "ie")
    assert shared["consult-early"].to_fix == 1 and shared["consult-early"].hints == 0
    assert (shared["publish-results"].to_fix, shared["publish-results"].hints) == (0, 1)
    assert local["consult-early"].to_fix == 2, "no reason, no base text"
    assert local["publish-results"].to_fix == 1, "a translation that cannot be read counts for its practice"


def test_what_only_follows_from_a_file_that_cannot_be_read_does_not_count(tmp_path):
    found = survey(workspace(tmp_path, Example(TAXONOMY, "a: 1\na: 2\n")), "global")
    assert {one.to_fix for one in found.values()} == {0}


def test_what_a_draft_lacks_is_to_fix_too(tmp_path):
    opened = Workspace.open(small(tmp_path), cache=False)
    draft = flat(opened.handbook.edition("global").practices["publish-results"].content)
    assert lacking(draft) == ["problem", "steps", "checklist", "evidence"]
    assert lacking(draft.with_value("status", "withdrawn")) == lacking(draft.with_value("status", "published")) == []
    assert lacking(draft.with_value("basis/plan.title", "A plan")) == ["problem", "steps", "checklist"]
    assert survey(opened, "global")["publish-results"].to_fix == 4
    assert survey(opened, "nl")["publish-results"].to_fix == 0, "it is theirs to write"


def test_names_count_where_the_sources_are_given(tmp_path):
    opened = workspace(tmp_path, Example(ENTRY, "problem: Quillon Vargas said so.\n"))
    assert survey(opened, "global")["consult-early"].to_fix == 0
    assert survey(opened, "global", runs={"demo-session": Runs.read(RUNS)})["consult-early"].to_fix == 1


def test_what_waits_for_a_decision(tmp_path):
    opened = Workspace.open(small(tmp_path, {TRUST: _changed()}), cache=False)
    waiting = Counter(question.practice for question in questions(opened.handbook, "nl"))
    assert waiting and {name: one.waiting for name, one in survey(opened, "nl").items() if one.waiting} == waiting
    assert {one.waiting for one in survey(opened, "global").values()} == {0}


def test_languages_in_which_words_are_missing_or_outdated(tmp_path):
    opened = Workspace.open(small(tmp_path), cache=False)
    assert survey(opened, "nl")["nl/hub"].missing == ("en",) and survey(opened, "nl")["nl/hub"].outdated == ()
    other = small(tmp_path / "other")
    hub = other / "practices/nl/entries/hub.yaml"
    hub.write_text(hub.read_text(encoding="utf-8").replace("op één plek", "op twee plekken"), encoding="utf-8")
    assert survey(Workspace.open(other, cache=False), "nl")["nl/hub"].outdated == ("en",)


def test_of_the_shipped_editions_it_counts_every_practice():
    opened = Workspace.open(ROOT, cache=False)
    for name in opened.handbook.editions:
        found = survey(opened, name)
        assert list(found) == practice_ids(opened.handbook.chain(name))
        for lang in {lang for one in found.values() for lang in one.missing}:
            lacking = {
                one.practice for one in translations(opened.handbook, name, lang) if one.standing is Standing.MISSING
            }
            assert {practice for practice, one in found.items() if lang in one.missing} == lacking


def test_an_edition_that_is_not_there_or_stands_on_nothing(tmp_path):
    opened = workspace(tmp_path, Example(LOCAL, "builds_on: atlantis\n"))
    with pytest.raises(UnknownEdition):
        survey(opened, "mars")
    with pytest.raises(ChainError):
        survey(opened, "ie")


def _changed() -> str:
    from tests.small import FILES

    return FILES[TRUST].replace("title: Build trust", "title: Build trust early")
