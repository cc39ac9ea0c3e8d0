"""What is said below the rows: each fault at a row there is, none lost, and counted as the library counts it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.checks.finding import Finding, Severity
from handbook.checks.one import of_practice
from handbook.checks.runner import RULES
from handbook.checks.survey import survey
from handbook.editions.resolve import practice_ids
from handbook.errors import SaveRefused
from handbook.store.saving import opened
from handbook.store.workspace import Workspace
from tests.small import FILES, TRUST, small
from tests.store.walks import walked
from tui.names import Names
from tui.notes import notes_of, number_to_fix, order, row_of
from tui.rows import form_rows

ROOT = Path(__file__).resolve().parents[2]
STATEMENT = """\
evidence:
  - {id: e1, kind: opinion, says: It works., source: gone, at: "9-3", speaker: {role: Editor, anonymity: attributed}}
  - {id: e2, kind: opinion, says: It helps., source: gone, at: "1", supports: [nowhere]}
"""


def faulty(root: Path) -> Workspace:
    """A practice with several faults in one statement, of the statement as a whole too, and one of the whole."""
    text = FILES[TRUST].replace("themes: [trust]", "themes: [trust, gone, lost]") + STATEMENT
    return Workspace.open(small(root, {TRUST: text}), cache=False)


def shown(copy, names, notes, item: str = "") -> list[str]:
    return [row.path for row in form_rows(copy, names, notes, opened=item, wanted=set())]


def of(path: str, rule: str = "form-wrong", message: str = "A thing is odd.") -> Finding:
    return Finding(RULES[rule], "practices/global/entries/a.yaml", path, message, "", "global")


def test_every_fault_stands_at_a_row_and_each_counts(tmp_path):
    workspace = faulty(tmp_path)
    copy = opened(workspace, "global", "build-trust")
    findings = of_practice(workspace.handbook, "global", "build-trust")
    assert {"themes", "evidence/e1", "evidence/e2.supports"} <= {one.unit for one in findings}
    notes = notes_of(copy, findings, {})
    rows = shown(copy, Names(workspace.handbook, "global"), notes)
    assert all(row_of(copy, path) == path and path.partition(".")[0] in " ".join(rows) for path in notes)
    assert "“gone”" in notes["themes"][0] and "“lost”" in notes["themes"][0]
    assert number_to_fix(copy, findings, {}) == survey(workspace, "global")["build-trust"].to_fix == len(findings)


def test_list_and_practice_count_the_same_in_all_that_is_shipped():
    workspace = Workspace.open(ROOT, cache=False)
    for edition in workspace.handbook.editions:
        marks = survey(workspace, edition)
        for name in practice_ids(workspace.handbook.chain(edition)):
            copy, findings = opened(workspace, edition, name), of_practice(workspace.handbook, edition, name)
            assert number_to_fix(copy, findings, {}) == marks[name].to_fix, (edition, name)


def test_a_draft_counts_what_it_lacks(tmp_path):
    workspace = Workspace.open(small(tmp_path), cache=False)
    copy = opened(workspace, "global", "publish-results")
    findings = of_practice(workspace.handbook, "global", "publish-results")
    assert number_to_fix(copy, findings, {}) == survey(workspace, "global")["publish-results"].to_fix == 4
    assert set(notes_of(copy, findings, {})) >= {"problem", "steps", "checklist", "evidence"}


@pytest.mark.parametrize(("edition", "practice"), [("nl", "build-trust"), ("global", "build-trust"), ("nl", "nl/hub")])
def test_whatever_a_path_names_its_row_is_there_and_is_its_own_row(tmp_path, edition, practice):
    workspace = walked(tmp_path)
    copy, names = opened(workspace, edition, practice), Names(workspace.handbook, edition)
    items = [f"{name}/{item}" for name, ids in copy.now.lists.items() for item in ids]
    paths = [
        "",
        "id",
        "kind",
        "status",
        "withdrawn_because",
        "terms",
        "ext",
        "no-such",
        "steps/gone.text",
        "evidence/x",
    ]
    paths += [
        *copy.now.values,
        *copy.now.lists,
        *items,
        *(f"{item}.id" for item in items),
        "priority",
        "difference.kind",
    ]
    for path in paths:
        row = row_of(copy, path)
        item = row.partition(".")[0] if "/" in row else ""
        rows = shown(copy, names, {row: ("said", True)}, item)
        assert row in rows and row_of(copy, row) == row, path
        assert rows.index(row) >= 0 and sorted(rows[:-1], key=lambda one: order(copy, one)) == rows[:-1]


def test_what_has_no_row_is_told_below_the_title_with_its_name(tmp_path):
    copy = opened(Workspace.open(small(tmp_path), cache=False), "global", "build-trust")
    missing = "There is no theme “gone”. Name another."
    said = notes_of(copy, [of("status", "links-unknown-taxon", missing), of("status"), of("summary")], {})
    assert set(said) == {"title", "summary"} and "“Summary” holds" in said["summary"][0]
    first, second = said["title"][0].splitlines()
    assert first == "To fix: Status: “gone” is not among those to choose from here. Enter shows them."
    assert second == "To fix: “Status” holds something that does not belong there. Write it anew."


def test_what_was_refused_hides_what_a_check_says_of_it_and_hints_wait(tmp_path):
    copy = opened(Workspace.open(small(tmp_path), cache=False), "global", "build-trust")
    hint = next(rule for rule in RULES.values() if rule.severity is Severity.ADVICE).id
    findings = [of("problem", hint), of("summary"), of("problem"), of("steps", hint), of("steps", hint)]
    notes = notes_of(copy, findings, {"summary": SaveRefused("It cannot be.")})
    assert notes["summary"][0].count("To fix") == 1 and "Hint" not in notes["problem"][0]
    assert notes["steps/invite.text"][0].count("Hint: ") == 2
    assert number_to_fix(copy, findings, {"summary": SaveRefused("It cannot be.")}) == 2
