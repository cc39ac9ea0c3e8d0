"""Renamed on disk: everything follows, comments stay, and a run killed at any step is completed by the next."""

from __future__ import annotations

import os

import pytest

from handbook.checks.finding import Severity
from handbook.checks.runner import check, worst
from handbook.editions.fingerprint import fingerprint
from handbook.errors import DecisionError, SaveRefused
from handbook.store.journal import Journal
from handbook.store.presence import Presence
from handbook.store.renaming import duplicate, rename
from handbook.store.workspace import Workspace
from handbook.store.yamltext import read
from tests.small import ADAPT, FILES, NL, PUBLISH, TRUST, small
from tests.store.test_killed import copied, files, killed_at, release

OLD, NEW = "publish-results", "tell-results"
BELOW = "practices/nl/adapt/publish-results.yaml"
ARABIC = "practices/global/i18n/ar/publish-results.yaml"
REVIEW = "practices/nl/reviews/publish-results.yaml"
STOCK = "practices/nl/inventory.yaml"
SAID = "Say what came of it."


def linked(root):
    """A draft that everything names that can name a practice."""
    related = f"related:\n  # Read it first.\n  - {{id: {OLD}, relation: needs}}   # both\n"
    change = f"  related/{OLD}.relation: {{value: supports, why: Zo., base: {fingerprint('needs')}}}\nadditions:"
    return small(
        root,
        {
            TRUST: FILES[TRUST].replace("basis:\n", f"{related}basis:\n"),
            PUBLISH: f"# Begun in May.\n{FILES[PUBLISH]}",
            BELOW: f"""\
format: "1"
adapts: {OLD}
lang: nl
# Asked for by the hotline.
changes:
  summary: {{text: Zeg wat ervan kwam., why: Kort., base: {fingerprint(SAID)}}}
""",
            ADAPT: FILES[ADAPT].replace("additions:", change),
            ARABIC: f"""\
format: "1"
translates: {OLD}
units:
  summary: {{text: قل ما حدث., of: {fingerprint(SAID)}, kind: courtesy}}
""",
            STOCK: f'format: "1"\nlang: nl\ninventory:\n  - {{id: one, of: {OLD}, status: unknown, text: Niets.}}\n',
            REVIEW: f'format: "1"\nreviews: {OLD}\nstate: none\n',
        },
    )


def named_in(root):
    return {name for name, data in files(root).items() if OLD in name or OLD.encode() in data}


def test_all_that_names_it_follows(tmp_path):
    root = linked(tmp_path)
    done = rename(Workspace.open(root), "global", OLD, NEW)
    assert named_in(root) == set()
    assert done.new == NEW and done.file == PUBLISH.replace(OLD, NEW)
    assert set(done.moved) == {name.replace(OLD, NEW) for name in (BELOW, ARABIC, REVIEW)}
    assert set(done.followed) == {TRUST, ADAPT, STOCK}
    workspace = Workspace.open(root)
    assert not worst(check(workspace), strict=False)
    assert workspace.handbook.edition("nl").adaptations[NEW].changes["summary"].text == "Zeg wat ervan kwam."
    assert workspace.handbook.edition("nl").adaptations["build-trust"].changes[f"related/{NEW}.relation"].why == "Zo."


def test_nothing_else_in_a_file_is_touched(tmp_path):
    root = linked(tmp_path)
    before = files(root)
    rename(Workspace.open(root), "global", OLD, NEW)
    after = files(root)
    for old, new in ((PUBLISH, PUBLISH.replace(OLD, NEW)), (BELOW, BELOW.replace(OLD, NEW)), (STOCK, STOCK)):
        assert after[new] == before[old].replace(OLD.encode(), NEW.encode())
    assert b"  # Read it first.\n" in after[TRUST] and b"# both" not in before[PUBLISH]


def test_killed_at_every_step_nothing_is_lost_and_the_same_once_more_completes_it(tmp_path):
    made = linked(tmp_path / "made")
    old = files(made)
    done = copied(made, tmp_path / "done")
    rename(Workspace.open(done), "global", OLD, NEW)
    new = files(done)
    step, died = 0, True
    while died:
        step += 1
        assert step < 80
        root = copied(made, tmp_path / f"step-{step}")
        died = killed_at(root, lambda workspace: rename(workspace, "global", OLD, NEW), step)
        there = files(root)
        for name in there.keys() | old.keys():
            assert there.get(name) in {old.get(name), new.get(name)}, name
        for name in old.keys() - new.keys():  # wherever the old one is gone, the new one is there
            assert name in there or there[name.replace(OLD, NEW)] == new[name.replace(OLD, NEW)]
        workspace = Workspace.open(root)
        assert not workspace.broken
        # A link and what another edition says of that link lie in two files: between them only that is adrift.
        wrong = {(found.rule.id, found.unit) for found in check(workspace) if found.rule.severity is Severity.ERROR}
        assert wrong <= {("editions-unknown-unit", f"changes.related/{OLD}.relation")}
        if PUBLISH in there:
            rename(workspace, "global", OLD, NEW)
        assert files(root) == new
    assert step > 10, "it must have been killed somewhere"


def test_a_half_done_one_that_somebody_went_on_writing_is_not_overwritten(tmp_path):
    root = linked(tmp_path)
    copy = root / BELOW.replace(OLD, NEW)
    copy.write_text((root / BELOW).read_text().replace(OLD, NEW).replace("Kort.", "Korter."))
    before = files(root)
    with pytest.raises(DecisionError, match="says something else"):
        rename(Workspace.open(root), "global", OLD, NEW)
    assert files(root) == before


@pytest.mark.parametrize("there", ["folder", "pipe", "large"])
def test_what_cannot_be_read_is_not_overwritten(tmp_path, there):
    root = linked(tmp_path)
    copy = root / BELOW.replace(OLD, NEW)
    {"folder": copy.mkdir, "pipe": lambda: os.mkfifo(copy), "large": lambda: copy.write_bytes(b"x" * 300_000)}[there]()
    with pytest.raises(DecisionError):
        rename(Workspace.open(root), "global", OLD, NEW)
    assert (root / PUBLISH).is_file() and copy.exists()


def test_what_was_released_once_keeps_its_id_also_as_a_draft(tmp_path):
    root = small(tmp_path, {PUBLISH: FILES[PUBLISH].replace("draft", "withdrawn")})
    release(root, "1")
    (root / PUBLISH).write_text(FILES[PUBLISH])
    before = files(root)
    with pytest.raises(DecisionError, match="was released before"):
        rename(Workspace.open(root), "global", OLD, NEW)
    assert files(root) == before


def test_a_file_that_cannot_be_read_may_name_it(tmp_path):
    root = small(tmp_path, {ADAPT: "adapts: [", NL: FILES[NL]})
    with pytest.raises(DecisionError, match="may name this practice") as refusal:
        rename(Workspace.open(root), "global", OLD, NEW)
    assert refusal.value.where.file == ADAPT and (root / PUBLISH).exists()


def test_a_draft_left_unfinished_is_offered_under_the_new_id(tmp_path):
    workspace = Workspace.open(linked(tmp_path))
    for text in ("one", "two"):
        left = Presence(workspace.machine)
        Journal(workspace.machine, left).keep("nl", OLD, {"text": text})
        left.leave()
    rename(workspace, "global", OLD, NEW)
    journal = Journal(workspace.machine, Presence(workspace.machine))
    assert {draft.tree["text"] for draft in journal.of("nl", NEW)} == {"one", "two"}
    assert journal.of("nl", OLD) == []


def test_what_somebody_has_open_is_not_renamed_under_her_hands(tmp_path):
    workspace = Workspace.open(linked(tmp_path))
    hers = Presence(workspace.machine)
    hers.come("nl", OLD)
    with pytest.raises(DecisionError, match=f"has “{OLD}” open"):
        rename(workspace, "global", OLD, NEW)
    assert rename(workspace, "global", OLD, NEW, presence=hers).new == NEW
    hers.leave()


def test_a_copy_reads_back_and_stands_beside_the_first(tmp_path):
    root = linked(tmp_path)
    before = files(root)
    copied_to = duplicate(Workspace.open(root), "nl", "build-trust", "bouw", title="Bouw")
    after = files(root)
    assert {name: after[name] for name in before if name in after} == before
    assert copied_to[-1] == "practices/nl/entries/bouw.yaml"
    tree = read(after[copied_to[-1]], "bouw.yaml").tree
    assert (tree["id"], tree["title"], tree["status"]) == ("nl/bouw", "Bouw", "draft")
    workspace = Workspace.open(root)
    assert not workspace.broken and not worst(check(workspace), strict=False)


def test_a_copy_never_goes_into_a_file_that_is_there(tmp_path):
    root = small(tmp_path, {"practices/nl/entries/bouw.yaml": "id: ["})
    with pytest.raises(DecisionError, match="a file of that name"):
        duplicate(Workspace.open(root), "nl", "build-trust", "bouw")


def test_editions_that_came_along_are_not_changed(tmp_path):
    workspace = Workspace.open(small(tmp_path))
    workspace.read_only = True
    with pytest.raises(SaveRefused, match="came along"):
        rename(workspace, "global", OLD, NEW)
    with pytest.raises(SaveRefused, match="came along"):
        duplicate(workspace, "global", OLD, NEW)
