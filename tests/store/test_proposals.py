"""Proposals that wait: kept as they came, never over another, and of no concern to what an edition says."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.checks.runner import check
from handbook.editions.snapshot import frozen
from handbook.errors import ReadError, SaveRefused, UnknownEdition
from handbook.publish.build import build
from handbook.store import proposals
from handbook.store.files import MOST_BYTES, read_bytes
from handbook.store.proposals import is_settled, opened, settle, take_in, unsettle, waiting, waits
from handbook.store.workspace import Workspace
from tests.small import small, write

NAME = "ke-build-trust-2026-11-22.proposal.yaml"
FILE = f"practices/global/proposals/{NAME}"
SETTLED = f"practices/global/proposals/settled/{NAME}"
DATA = b"proposal: improvement\n"


def received(workspace: Workspace, edition: str) -> list[tuple[str, bytes]]:
    return [(file, opened(workspace, file)) for file in waiting(workspace, edition)]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(small(tmp_path), cache=False)


def test_it_waits_as_it_came_until_it_is_settled(workspace):
    assert received(workspace, "global") == []
    assert take_in(workspace, "global", DATA, NAME) == FILE
    assert received(workspace, "global") == [(FILE, DATA)] and received(workspace, "nl") == []
    assert waits(workspace, FILE) and not is_settled(workspace, FILE)
    assert settle(workspace, FILE) == SETTLED
    assert received(workspace, "global") == [] and is_settled(workspace, SETTLED)
    assert (workspace.root / SETTLED).read_bytes() == DATA
    assert unsettle(workspace, SETTLED) == FILE and received(workspace, "global") == [(FILE, DATA)]
    assert not (workspace.root / SETTLED).exists()


def test_the_same_one_lies_there_once_and_another_is_never_written_over(workspace):
    assert take_in(workspace, "global", DATA, NAME) == take_in(workspace, "global", DATA, "other.yaml") == FILE
    second = take_in(workspace, "global", b"other\n", NAME)
    assert second == "practices/global/proposals/ke-build-trust-2026-11-22-2.proposal.yaml"
    assert [data for _, data in received(workspace, "global")] == [b"other\n", DATA]


def test_what_was_settled_is_not_asked_again(workspace):
    settle(workspace, take_in(workspace, "global", DATA, NAME))
    with pytest.raises(SaveRefused, match="dealt with this proposal already") as refused:
        take_in(workspace, "global", DATA, NAME)
    assert f"handbook receive {SETTLED} --later" in refused.value.todo
    take_in(workspace, "global", b"newer\n", NAME)
    assert settle(workspace, FILE).endswith("-2.proposal.yaml")  # beside the one that is settled already


def test_a_run_that_died_between_the_copy_and_the_rest_is_finished(workspace):
    take_in(workspace, "global", DATA, NAME)
    write(workspace.root / SETTLED, DATA)
    assert settle(workspace, FILE) == SETTLED and not (workspace.root / FILE).exists()


@pytest.mark.parametrize(
    "name", ["../x.yaml", "x/y.yaml", ".hidden.yaml", "x.yml", "X.yaml", "a b.yaml", "", ".yaml", "é.yaml",
             "x\x1b.yaml", "x.yaml\n", f"{'a' * 200}.yaml"]
)  # fmt: skip
def test_a_name_is_a_plain_one(workspace, name):
    with pytest.raises(SaveRefused, match="cannot have this name"):
        take_in(workspace, "global", DATA, name)
    assert not (workspace.root / "practices/global/proposals").exists()


def test_too_large_unknown_and_foreign_are_refused(workspace):
    with pytest.raises(SaveRefused, match="larger than"):
        take_in(workspace, "global", b"x" * (MOST_BYTES + 1), NAME)
    with pytest.raises(UnknownEdition):
        take_in(workspace, "nowhere", DATA, NAME)
    for file in ("practices/global/edition.yaml", "handbook.yaml", "../x.yaml", SETTLED):
        with pytest.raises(SaveRefused, match="none of the proposals"):
            settle(workspace, file)
    with pytest.raises(SaveRefused, match="none of the settled"):
        unsettle(workspace, FILE)
    with pytest.raises(ReadError, match="no such file"):
        settle(workspace, FILE)


def test_one_that_cannot_be_read_is_named_and_holds_up_no_other(workspace):
    take_in(workspace, "global", DATA, NAME)
    write(workspace.root / "practices/global/proposals/Large one.yaml", b"x" * (MOST_BYTES + 1))
    (workspace.root / "practices/global/proposals/folder.yaml").mkdir()
    (workspace.root / "practices/global/proposals/link.yaml").symlink_to("/etc/hostname")
    assert [file.rpartition("/")[2] for file in waiting(workspace, "global")] == ["Large one.yaml", "folder.yaml", NAME]
    for name in ("Large one.yaml", "folder.yaml"):
        with pytest.raises(ReadError):
            opened(workspace, f"practices/global/proposals/{name}")
    assert opened(workspace, FILE) == DATA
    assert take_in(workspace, "global", DATA, "other.yaml") == FILE


def test_one_that_is_taken_away_at_this_moment_is_passed_over(workspace, monkeypatch):
    take_in(workspace, "global", DATA, NAME)
    there = read_bytes

    def gone(path: Path, **how: str) -> bytes:
        path.unlink()
        return there(path, **how)

    monkeypatch.setattr(proposals, "read_bytes", gone)
    assert take_in(workspace, "global", DATA, NAME) == FILE
    assert (workspace.root / FILE).read_bytes() == DATA


def test_nothing_else_takes_notice(tmp_path):
    workspace = Workspace.open(small(tmp_path / "handbook"), cache=False)

    def seen(place: str) -> object:
        workspace.refresh()
        out = tmp_path / place
        build(workspace, ["global"], out)
        # The day of the build stands in the site map.
        files = [path for path in out.rglob("*") if path.is_file() and "sitemap" not in path.name]
        site = {path.relative_to(out).as_posix(): path.read_bytes() for path in files}
        found = [str(finding) for finding in check(workspace)]
        release = frozen(workspace.handbook.chain("global"), "1", "2026-11-22")
        return site, found, release, workspace.broken, workspace.digest("global", "build-trust")

    before = seen("one")
    take_in(workspace, "global", DATA, NAME)
    settle(workspace, take_in(workspace, "global", b"[broken", "broken.yaml"))
    take_in(workspace, "global", b"[broken too", "edition.yaml")
    assert seen("two") == before
