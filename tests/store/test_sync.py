"""Sync: one release in, one file renamed; nothing of an editor's touched, nothing older or other by stealth."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.editions.resolve import resolve
from handbook.editions.snapshot import thawed
from handbook.errors import ChainError, HandbookError, PinError, ReleaseError, SaveRefused
from handbook.store.parents import Accepted
from handbook.store.pins import Lock
from handbook.store.sync import Taken, pin_to, sync, undo
from handbook.store.workspace import Workspace
from tests.small import NL, small, write
from tests.store.released import follower, following, pin_of, release, retitled, shared, touched

LOCK = "practices/nl/handbook.lock"


def taken(root: Path, **asked: str | bool) -> Taken:
    return sync(Workspace.open(root), "nl", **asked)  # type: ignore[arg-type]


def lock(root: Path) -> Lock:
    held = Workspace.open(root).lock("nl")
    assert held is not None
    return held


def title(root: Path) -> str:
    """What the Dutch edition says the shared one calls its practice; its own title is set aside."""
    above = Workspace.open(root).handbook.chain("nl")[-2]
    return str(above.practices["build-trust"].content["title"])


def snapshots(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "practices/nl/upstream/snapshots").iterdir())


def refused(root: Path, **asked: str | bool) -> str:
    """What it says; nothing may have been written."""
    before = touched(root)
    with pytest.raises(HandbookError) as error:
        taken(root, **asked)
    assert touched(root) == before
    assert error.value.todo
    return str(error.value)


# What is taken in


def test_the_newest_is_taken_in(tmp_path: Path) -> None:
    shared(tmp_path, 11)
    told = taken(tmp_path)
    assert told.new and told.release.number == "11" and told.trusted
    assert title(tmp_path) == "Build trust, 11"
    assert snapshots(tmp_path) == ["global-11.json"]
    made = tmp_path / "practices/global/releases/global-11.json"
    assert (tmp_path / "practices/nl/upstream/snapshots/global-11.json").read_bytes() == made.read_bytes()
    assert lock(tmp_path) == Lock(pin_of(made))


def test_one_is_taken_in_by_its_number(tmp_path: Path) -> None:
    shared(tmp_path, 3)
    assert taken(tmp_path, to="2").release.number == "2"
    assert title(tmp_path) == "Build trust, 2"
    assert "It has no release 9" in refused(tmp_path, to="9") and lock(tmp_path).pin.release == "2"
    for odd in ("../global", "01", "-1", "2.json", "latest"):
        assert f"It has no release {odd}" in refused(tmp_path, to=odd)


def test_nothing_new_touches_nothing(tmp_path: Path) -> None:
    shared(tmp_path, 2)
    taken(tmp_path)
    before = touched(tmp_path)
    for asked in ({}, {"to": "2"}):
        told = taken(tmp_path, **asked)
        assert not told.new and touched(tmp_path) == before


def test_nothing_but_the_lock_and_a_snapshot_is_written(tmp_path: Path) -> None:
    following(shared(tmp_path, 2))
    before = touched(tmp_path)
    taken(tmp_path)
    after = touched(tmp_path)
    changed = {name for name in after.keys() | before.keys() if after.get(name) != before.get(name)}
    assert changed == {LOCK, "practices/nl/upstream/snapshots/global-2.json"}


def test_a_dry_run_writes_nothing_and_tells_the_same(tmp_path: Path) -> None:
    following(shared(tmp_path, 2))
    before = touched(tmp_path)
    looked = taken(tmp_path, dry_run=True)
    assert touched(tmp_path) == before and looked.new
    assert looked.release == taken(tmp_path).release


def test_skipping_is_stepping(tmp_path: Path) -> None:
    stepped, skipped = shared(tmp_path / "a", 4), tmp_path / "b"
    shutil.copytree(stepped, skipped)
    for number in ("1", "2", "3", "4"):
        taken(stepped, to=number)
    taken(skipped)
    assert lock(stepped).pin == lock(skipped).pin
    one, other = (Workspace.open(root).handbook for root in (stepped, skipped))
    assert resolve(one, "build-trust", "nl") == resolve(other, "build-trust", "nl")


def test_what_was_read_before_is_handed_on(tmp_path: Path) -> None:
    shared(tmp_path, 2)
    first = taken(tmp_path, to="1")
    assert first.before is not None and first.before[-1].id == "global"  # live until now
    second = taken(tmp_path)
    assert second.before is not None
    assert second.before[-1].practices["build-trust"].content["title"] == "Build trust"
    away = follower(tmp_path / "away", str(tmp_path))
    assert taken(away, unsigned=True).before is None


# What is refused


def test_numbers_are_compared_as_numbers(tmp_path: Path) -> None:
    following(shared(tmp_path, 10), "9")
    assert taken(tmp_path).release.number == "10"
    (tmp_path / "practices/global/releases/global-10.json").unlink()
    assert "The newest release there is 9, but you read 10 already" in refused(tmp_path)


def test_an_older_release_is_taken_only_where_it_is_asked_for(tmp_path: Path) -> None:
    following(shared(tmp_path, 2), "2")
    newest = tmp_path / "practices/global/releases/global-2.json"
    kept = newest.read_bytes()
    newest.unlink()  # somebody shows us an older state
    assert "The newest release there is 1, but you read 2 already" in refused(tmp_path)
    assert "handbook sync --to 1" in refused(tmp_path)
    assert taken(tmp_path, to="1").new
    assert lock(tmp_path).pin.release == "1" and lock(tmp_path).previous is not None
    newest.write_bytes(kept)
    assert taken(tmp_path).release.number == "2"


def test_the_same_number_with_other_words_is_refused(tmp_path: Path) -> None:
    following(shared(tmp_path, 2), "2")
    retitled(tmp_path, 2)
    release(tmp_path, "2", date="2026-11-23")
    for asked in ({}, {"to": "2"}, {"dry_run": True}):
        assert "Release 2 of “global” is not the one you have under that number" in refused(tmp_path, **asked)


def test_nor_may_the_release_before_have_changed(tmp_path: Path) -> None:
    following(following(shared(tmp_path, 2)), "2")
    release(tmp_path, "1", date="2026-11-23")
    assert "Release 1 of “global” is not the one you have under that number" in refused(tmp_path, to="1")
    undo(Workspace.open(tmp_path), "nl")
    assert title(tmp_path) == "Build trust"


def test_a_release_that_calls_itself_something_else_is_refused(tmp_path: Path) -> None:
    shared(tmp_path, 2)
    folder = tmp_path / "practices/global/releases"
    (folder / "global-3.json").write_bytes((folder / "global-2.json").read_bytes())
    assert "It calls itself release 2 of “global”" in refused(tmp_path)


def test_an_edition_that_builds_on_none_takes_nothing_in(tmp_path: Path) -> None:
    shared(tmp_path)
    with pytest.raises(ReleaseError, match="builds on no other"):
        sync(Workspace.open(tmp_path), "global")


def test_a_shared_edition_that_builds_on_ours_is_refused(tmp_path: Path) -> None:
    there = small(tmp_path / "there", {NL: None})
    shutil.rmtree(there / "practices/nl")
    turned = {"practices/nl/edition.yaml": _edition("nl"), "practices/global/edition.yaml": _edition("global", "nl")}
    for name, text in turned.items():
        write(there / name, text)
    release(there, "1")
    here = follower(tmp_path / "here", str(there))
    assert "Release 1 of “global” itself builds on “nl”" in refused(here, unsigned=True)


def test_a_chain_that_would_be_too_long_is_refused(tmp_path: Path) -> None:
    there = small(tmp_path / "there")
    shutil.rmtree(there / "practices/nl")
    for name, above in (("b", "global"), ("c", "b"), ("d", "c")):
        write(there / f"practices/{name}/edition.yaml", _edition(name, above))
    for name in ("c", "d"):
        release(there, "1", edition=name)
    for name in ("c", "d"):
        here = follower(tmp_path / name, str(there))
        edition = here / NL
        edition.write_text(edition.read_text().replace("builds_on: global", f"builds_on: {name}"))
        if name == "c":
            assert len(taken(here, unsigned=True).release.chain) == 3
        else:
            assert "stands on at most 2 other editions" in refused(here, unsigned=True)


def _edition(name: str, above: str = "") -> str:
    held = f'format: "1"\nid: {name}\ntitle: {{en: An edition}}\nstanding: example\nlanguages: [en]\n'
    return held + (f"builds_on: {above}\n" if above else "")


@pytest.mark.parametrize("act", [lambda held: sync(held, "nl", to="3"), lambda held: undo(held, "nl")])
def test_a_read_only_workspace_can_be_looked_at_only(tmp_path: Path, act: Callable[[Workspace], Taken]) -> None:
    following(following(shared(tmp_path, 3)), "2")
    workspace = Workspace.open(tmp_path)
    workspace.read_only = True
    before = touched(tmp_path)
    assert sync(workspace, "nl", dry_run=True).release.number == "3"
    with pytest.raises(SaveRefused, match="cannot be changed"):
        act(workspace)
    assert touched(tmp_path) == before


# Undo


def test_undo_reads_the_release_before_and_undo_of_it_comes_back(tmp_path: Path) -> None:
    following(following(shared(tmp_path, 3)), "3")
    there = lock(tmp_path)
    before = touched(tmp_path)
    told = undo(Workspace.open(tmp_path), "nl")
    assert told.release.number == "1" and told.before is not None
    assert title(tmp_path) == "Build trust"
    changed = {name for name, held in touched(tmp_path).items() if held != before[name]}
    assert changed == {LOCK}
    undo(Workspace.open(tmp_path), "nl")
    assert lock(tmp_path) == there and title(tmp_path) == "Build trust, 3"


def test_without_a_release_before_there_is_nothing_to_undo(tmp_path: Path) -> None:
    shared(tmp_path)
    for _ in range(2):
        before = touched(tmp_path)
        with pytest.raises(ReleaseError, match="has read no other release before"):
            undo(Workspace.open(tmp_path), "nl")
        assert touched(tmp_path) == before
        following(tmp_path)


def test_undo_without_the_snapshot_before_changes_nothing(tmp_path: Path) -> None:
    following(following(shared(tmp_path, 2)), "2")
    (tmp_path / "practices/nl/upstream/snapshots/global-1.json").unlink()
    before = touched(tmp_path)
    with pytest.raises(PinError, match=r"snapshots/global-1\.json"):
        undo(Workspace.open(tmp_path), "nl")
    assert touched(tmp_path) == before


# What was lost or harmed comes back by taking it in again


@pytest.mark.parametrize("harm", ["missing", "torn", "other"])
def test_a_harmed_snapshot_is_taken_in_again(tmp_path: Path, harm: str) -> None:
    following(shared(tmp_path, 2), "2")
    path, pinned = tmp_path / "practices/nl/upstream/snapshots/global-2.json", lock(tmp_path)
    whole = path.read_bytes()
    path.unlink()
    if harm != "missing":
        path.write_bytes(whole[:-9] if harm == "torn" else whole.replace(b"Build trust, 2", b"Build trust, 7"))
    with pytest.raises(PinError):  # and never what is here now in its place
        title(tmp_path)
    taken(tmp_path)
    assert path.read_bytes() == whole and lock(tmp_path) == pinned and title(tmp_path) == "Build trust, 2"


@pytest.mark.parametrize("left", ["", "parent: glo", "parent: global\nrelease: '2'\n", "\0", "<<<<<<< ours\n"])
def test_a_torn_lock_is_written_anew(tmp_path: Path, left: str) -> None:
    following(shared(tmp_path, 2), "2")
    held = lock(tmp_path)
    (tmp_path / LOCK).write_text(left)
    with pytest.raises(PinError, match=r"handbook\.lock"):
        title(tmp_path)
    taken(tmp_path)
    assert lock(tmp_path) == held and title(tmp_path) == "Build trust, 2"


def test_a_lock_of_another_shared_edition_is_said_and_replaced(tmp_path: Path) -> None:
    write(small(tmp_path) / "practices/eu/edition.yaml", _edition("eu"))
    release(tmp_path, "7", edition="eu")
    release(tmp_path, "1")
    edition = tmp_path / NL
    text = edition.read_text()
    edition.write_text(text.replace("builds_on: global", "builds_on: eu"))
    taken(tmp_path)
    edition.write_text(text)
    with pytest.raises(ChainError, match=r"builds on “global”, but its handbook\.lock holds “eu”"):
        title(tmp_path)
    assert taken(tmp_path).new  # an older number, but of another edition
    assert lock(tmp_path).pin.parent == "global" and lock(tmp_path).previous is None


# Several at once


def test_two_at_once_take_it_in_once(tmp_path: Path) -> None:
    following(shared(tmp_path, 2))
    script = "import sys;from pathlib import Path;from handbook.store.workspace import Workspace as W;"
    script += "from handbook.store.sync import sync;sync(W.open(Path(sys.argv[1])), 'nl')"
    runs = [subprocess.Popen([sys.executable, "-c", script, tmp_path], env={**os.environ}) for _ in range(2)]
    assert [run.wait(60) for run in runs] == [0, 0]
    held = lock(tmp_path)
    assert held.pin.release == "2" and held.previous is not None and held.previous.release == "1"


def test_who_comes_second_keeps_the_release_before(tmp_path: Path) -> None:
    following(shared(tmp_path, 2))
    made = tmp_path / "practices/global/releases/global-2.json"
    data = made.read_bytes()
    accepted = Accepted(thawed(data, "global-2"), data, "", trusted=True)
    both = [Workspace.open(tmp_path) for _ in range(2)]  # both have looked before either has written
    for workspace in both:
        pin_to(workspace, "nl", accepted)
    assert lock(tmp_path).pin == pin_of(made)
    assert lock(tmp_path).previous == pin_of(made.with_name("global-1.json"))
    assert snapshots(tmp_path) == ["global-1.json", "global-2.json"]
