"""Taking a write back: byte for byte, only while nobody has written since, and again the other way round."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.errors import ChangedOnDisk, SaveRefused
from handbook.model.plan import Plan
from handbook.store.plans import Written, carried_out, carry_out
from handbook.store.undo import taken_back
from handbook.store.workspace import Workspace
from tests.small import ADAPT, FILES, TRUST, small, write

TITLE = Plan("practice", "build-trust", {("title",): "Trust"})
NEW = Plan("adaptation", "publish-results", {("reviewed",): {"stance": "as-is"}}, lang="nl")
ALL = Plan("adaptation", "build-trust", {("changes",): None, ("additions",): None})


def opened(root: Path) -> Workspace:
    return Workspace.open(small(root), cache=False)


def done(workspace: Workspace, edition: str, plan: Plan) -> Written:
    written = carried_out(workspace, edition, plan)
    assert written is not None
    return written


def back(workspace: Workspace, written: Written) -> None:
    taken_back(workspace, written.file, written.before, written.after)


def again(workspace: Workspace, written: Written) -> None:
    taken_back(workspace, written.file, written.after, written.before)


def bytes_of(root: Path, file: str) -> bytes | None:
    return (root / file).read_bytes() if (root / file).exists() else None


@pytest.mark.parametrize(("edition", "plan"), [("global", TITLE), ("nl", NEW), ("nl", ALL)])
def test_a_changed_a_new_and_a_removed_file_are_as_they_were(tmp_path, edition, plan):
    workspace = opened(tmp_path)
    written = done(workspace, edition, plan)
    assert bytes_of(tmp_path, written.file) == written.after != written.before
    back(workspace, written)
    assert bytes_of(tmp_path, written.file) == written.before
    again(workspace, written)
    assert bytes_of(tmp_path, written.file) == written.after


def test_the_handbook_says_it_at_once(tmp_path):
    workspace = opened(tmp_path)
    written = done(workspace, "global", TITLE)
    assert workspace.handbook.edition("global").practices["build-trust"].title == "Trust"
    back(workspace, written)
    assert workspace.handbook.edition("global").practices["build-trust"].title == "Build trust"


@pytest.mark.parametrize(("edition", "plan"), [("global", TITLE), ("nl", NEW), ("nl", ALL)])
def test_what_somebody_wrote_since_stands(tmp_path, edition, plan):
    workspace = opened(tmp_path)
    written = done(workspace, edition, plan)
    write(tmp_path / written.file, theirs := FILES[ADAPT] + "# Theirs.\n")
    with pytest.raises(ChangedOnDisk):
        back(workspace, written)
    assert (tmp_path / written.file).read_text() == theirs


def test_a_file_that_somebody_took_away_since_stays_away(tmp_path):
    workspace = opened(tmp_path)
    written = done(workspace, "global", TITLE)
    (tmp_path / TRUST).unlink()
    with pytest.raises(ChangedOnDisk):
        back(workspace, written)
    assert not (tmp_path / TRUST).exists()


def test_what_wrote_nothing_has_nothing_to_take_back(tmp_path):
    workspace = opened(tmp_path)
    assert carried_out(workspace, "nl", Plan("adaptation", "build-trust")) is None
    assert carry_out(workspace, "global", Plan("practice", "build-trust", {("title",): "Build trust"})) == ""


def test_editions_that_came_along_are_left_alone(tmp_path):
    workspace = opened(tmp_path)
    written = done(workspace, "global", TITLE)
    workspace.read_only = True
    with pytest.raises(SaveRefused, match="came along"):
        back(workspace, written)


@given(st.lists(st.sampled_from(["One", "Two", "Three: no", "# four"]), min_size=1, max_size=5))
def test_steps_are_taken_back_one_by_one(tmp_path_factory, titles):
    root = tmp_path_factory.mktemp("steps")
    workspace = opened(root)
    first, steps = (root / TRUST).read_bytes(), []
    for title in titles:
        written = carried_out(workspace, "global", Plan("practice", "build-trust", {("title",): title}))
        steps += [written] if written else []
    last = (root / TRUST).read_bytes()
    for written in reversed(steps):
        back(workspace, written)
    assert (root / TRUST).read_bytes() == first
    for written in steps:
        again(workspace, written)
    assert (root / TRUST).read_bytes() == last
