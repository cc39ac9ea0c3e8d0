"""Pins: an edition is checked against the release it reads, and a pin that is broken is one finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.checks.finding import Finding
from handbook.checks.runner import check
from handbook.editions.fingerprint import fingerprint
from handbook.store.workspace import Workspace
from tests.checks.harness import ADAPT, ENTRY, LOCAL, STEP, SUMMARY, Example, findings, workspace
from tests.publish.test_pinned import SNAPSHOT, alone, pin

LOCK = "practices/ie/handbook.lock"
THIRD = "practices/cork/edition.yaml"
CORK = 'format: "1"\nid: cork\ntitle: {en: Cork}\nstanding: example\nlanguages: [en]\nbuilds_on: ie\n'
OWN = """\
format: "1"
id: {id}
kind: practice
lang: en
{more}title: {title}
summary: Put it where all can read it.
status: published
groups: [government]
problem: Few people know of it.
steps:
  - {{id: do-it, text: Do it in the first week., groups: [government], basis: editors}}
checklist:
  - {{id: done, text: It was done in the first week., groups: [government], kind: verify, basis: editors}}
basis:
  - {{id: open-government, kind: policy, title: A policy of open government}}
"""


def pinned(root: Path, *examples: Example) -> Path:
    workspace(root, *examples)
    pin(root, "ie")
    return root


def told(root: Path, *editions: str) -> list[Finding]:
    return check(Workspace.open(root, cache=False), editions)


def rewrite(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


def test_what_the_shared_edition_says_since_is_no_matter_of_a_pinned_one(tmp_path: Path) -> None:
    root = pinned(tmp_path / "all")
    rewrite(root, ENTRY, SUMMARY, "Ask all people before you write.")
    (root / "practices/global/taxonomy.yaml").write_text('format: "1"\n')
    assert {one.edition for one in told(root)} == {"global"}
    assert told(alone(root, tmp_path / "own", "ie")) == []


def test_an_entry_that_came_after_the_release_is_not_there_yet(tmp_path: Path) -> None:
    root = pinned(tmp_path)
    (root / "practices/global/entries/later.yaml").write_text(OWN.format(id="later", more="", title="Say it aloud"))
    later = 'format: "1"\nadapts: later\nlang: en\nreviewed: {stance: as-is}\n'
    (root / "practices/ie/adapt/later.yaml").write_text(later)
    assert [(one.rule.id, one.edition) for one in told(root)] == [("editions-unknown-practice", "ie")]


@pytest.mark.parametrize("harm", ["gone", "byte", "lock", "empty", "number"])
def test_a_broken_pin_is_one_finding_at_the_file_that_is_wrong(harm: str, tmp_path: Path) -> None:
    root = pinned(tmp_path)
    snapshot, lock = root / SNAPSHOT.format("ie", "global", "1"), root / LOCK
    if harm == "gone":
        snapshot.unlink()
    elif harm == "byte":
        snapshot.write_bytes(snapshot.read_bytes().replace(b"Shared", b"Shareb"))
    elif harm == "number":
        lock.write_text(lock.read_text().replace('"1"', "../1"))
    else:
        lock.write_text("" if harm == "empty" else "parent: [\n")
    [found] = told(root)
    assert (found.rule.id, found.edition) == ("editions-pin", "ie")
    assert root / found.file == (snapshot if harm in ("gone", "byte") else lock)
    assert found.line > 0 and found.todo.startswith("Restore it")


def test_what_builds_on_an_edition_with_a_broken_pin_is_told_too_but_not_twice(tmp_path: Path) -> None:
    root = pinned(tmp_path, Example(THIRD, CORK))
    assert told(root) == []
    (root / SNAPSHOT.format("ie", "global", "1")).unlink()
    [found] = told(root)
    [alone_] = told(root, "cork")
    assert found.file == alone_.file
    assert alone_.edition == "cork"


def test_a_release_of_another_edition_than_the_one_it_builds_on(tmp_path: Path) -> None:
    root = pinned(tmp_path, Example(THIRD, CORK))
    rewrite(root, LOCAL, "builds_on: global", "builds_on: cork")
    rewrite(root, THIRD, "builds_on: ie", "builds_on: global")
    [found] = told(root)
    assert (found.rule.id, found.file, found.unit) == ("editions-pin", LOCAL, "builds_on")
    assert "its handbook.lock holds “global”" in found.message


def test_a_circle_through_a_release_is_told_as_one(tmp_path: Path) -> None:
    root = pinned(tmp_path, Example(THIRD, CORK))
    pin(root, "cork")
    rewrite(root, "practices/global/edition.yaml", 'format: "1"\n', 'format: "1"\nbuilds_on: cork\n')
    assert [(one.rule.id, one.edition) for one in told(root)] == [("editions-cycle", "global")]


def test_what_was_written_for_an_entry_that_is_gone_is_told_as_such(tmp_path: Path) -> None:
    root = pinned(tmp_path)
    (root / ENTRY).unlink()
    (root / LOCK).unlink()
    found = [one for one in told(root, "ie") if one.file == ADAPT]
    assert [(one.rule.id, one.unit) for one in found] == [("editions-orphaned", "adapts")]


def test_ids_from_before_an_entry_or_item_was_taken_in_still_lead_to_it(tmp_path: Path) -> None:
    own = OWN.format(id="ie/aloud", more="", title="Say it aloud")
    steps = f"steps:\n  - {{id: ask-trade, text: {STEP}, groups: [government], phase: start, basis: heard}}\n"
    examples = [
        Example("practices/global/entries/aloud.yaml", OWN.format(id="aloud", more="from: ie/aloud\n", title="Aloud")),
        Example(ENTRY, f"{steps}  - {{id: tell, text: Tell the minister., basis: editors, from: ie/ask-minister}}\n"),
        Example(ADAPT, "additions: {}\n"),
        Example("practices/ie/adapt/publish-results.yaml",
                'format: "1"\nadapts: publish-results\nlang: en\nadditions:\n  related:\n'
                "    - {id: ie/aloud, relation: see-also, why: It helps.}\n"),
        Example("practices/ie/i18n/ga/ie.aloud.yaml", translation("ie/aloud", "title", "Aloud")),
        Example("practices/ie/i18n/ga/consult-early.yaml",
                translation("consult-early", "steps/ie/ask-minister.text", "Tell the minister.")),
    ]  # fmt: skip
    bases = tmp_path / "practices/ie/upstream/bases"
    bases.mkdir(parents=True)
    for words in ("Aloud", "Tell the minister."):
        (bases / f"{fingerprint(words)}.txt").write_text(words)
    assert findings(tmp_path, *examples) == []
    (tmp_path / "practices/ie/entries").mkdir()
    (tmp_path / "practices/ie/entries/aloud.yaml").write_text(own)
    assert {one.rule.id for one in told(tmp_path)} == {"editions-outdated-translation", "editions-stale"}
    (tmp_path / "practices/ie/entries/aloud.yaml").write_text(own.replace("Say it aloud", "Aloud"))
    assert [one.rule.id for one in told(tmp_path)] == ["editions-converged"]


def translation(entry: str, path: str, words: str) -> str:
    units = f"units:\n  {path}: {{text: As Gaeilge., of: {fingerprint(words)}, kind: machine}}\n"
    return f'format: "1"\ntranslates: {entry}\n{units}'
