"""Pins: an edition reads exactly the release its lock names, or nobody reads anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.snapshot import digest_of
from handbook.errors import ChainError, PinError
from handbook.model.release import Pin
from handbook.store.pins import Lock, pinned_release, read_lock, snapshot_file, write_lock
from handbook.store.sync import sync
from handbook.store.workspace import Workspace
from tests.small import GLOBAL, TRUST, write
from tests.store.released import following, pin_of, retitled, shared

LOCK = "practices/nl/handbook.lock"
SNAPSHOT = "practices/nl/upstream/snapshots/global-1.json"
DIGEST = "sha256:" + "0" * 64


@pytest.fixture
def pinned(tmp_path: Path) -> Path:
    """A Dutch edition that reads release 1, while the shared one has gone on."""
    following(shared(tmp_path))
    retitled(tmp_path, 2)
    return tmp_path


def title(root: Path, *, live: bool = False) -> str:
    above = Workspace.open(root, live=live).handbook.chain("nl")[-2]
    return str(above.practices["build-trust"].content["title"])


def refused(root: Path) -> str:
    """What it says to whoever reads; never newer words in place of those that were agreed to."""
    for _ in range(2):  # with a cold cache and with a warm one
        with pytest.raises(PinError) as error:
            title(root)
    assert error.value.where is not None and "handbook sync" in error.value.todo
    return str(error.value)


def relocked(root: Path, old: str, new: str) -> Path:
    text = (root / LOCK).read_text()
    assert old in text
    (root / LOCK).write_text(text.replace(old, new))
    return root


# Reading


def test_a_pinned_edition_reads_its_release_and_nothing_newer(pinned: Path) -> None:
    assert title(pinned) == "Build trust"
    assert title(pinned, live=True) == "Build trust, 2"
    (pinned / TRUST).unlink()
    write(pinned / GLOBAL, "not even an edition")
    assert title(pinned) == "Build trust"


def test_the_lock_says_what_people_can_read(pinned: Path) -> None:
    digest = pin_of(pinned / "practices/global/releases/global-1.json").digest
    assert (pinned / LOCK).read_text() == (
        f'parent: global\nrelease: "1"\ndigest: {digest}\nsnapshot: upstream/snapshots/global-1.json\n'
    )


LOCKS = st.builds(
    Lock,
    st.builds(
        Pin,
        st.sampled_from(["global", "no", "arab-2", "on"]),
        st.integers(1, 999_999).map(str),
        st.text("0123456789abcdef", min_size=64, max_size=64).map("sha256:{}".format),
    ),
    st.sampled_from(["", "secretariat@igf.example", "no", "The EU: IGF #1", "12:30"]),
)


@given(LOCKS, st.none() | st.integers(1, 999_999).map(str))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, lock: Lock, before: str | None) -> None:
    root = tmp_path_factory.mktemp("lock")
    folder, workspace = root / "practices" / "nl", Workspace.open(shared(root / "w"))
    folder.mkdir(parents=True)
    previous = Pin(lock.pin.parent, before, DIGEST) if before else None
    held = Lock(lock.pin, lock.verified, previous)
    write_lock(folder, held, root / "locks")
    assert read_lock(root, folder, workspace.cache) == held


# What is not as it should be


def test_a_missing_snapshot_is_named(pinned: Path) -> None:
    (pinned / SNAPSHOT).unlink()
    said = refused(pinned)
    assert said.startswith(f"{SNAPSHOT}: The release that handbook.lock names cannot be read.")


@pytest.mark.parametrize("harm", ["cut", "changed", "empty", "other"])
def test_a_harmed_snapshot_is_named(pinned: Path, harm: str) -> None:
    assert title(pinned) == "Build trust"  # its tree is in the cache now, under the digest of the good one
    path = pinned / SNAPSHOT
    whole = path.read_bytes()
    other = (pinned / "practices/global/releases/global-2.json").read_bytes()
    harmed = {"cut": whole[:-1], "changed": whole.replace(b"trust", b"truth", 1), "empty": b"", "other": other}
    path.write_bytes(harmed[harm])
    assert f"{SNAPSHOT}: This is not the release that handbook.lock names." in refused(pinned)


def test_a_snapshot_of_another_edition_under_the_right_digest_is_not_followed(pinned: Path) -> None:
    tree = json.loads((pinned / SNAPSHOT).read_bytes())
    tree["edition"] = tree["editions"][0]["id"] = tree["editions"][0]["edition"]["id"] = "eu"
    data = json.dumps(tree).encode()
    old = digest_of((pinned / SNAPSHOT).read_bytes())
    (pinned / SNAPSHOT).write_bytes(data)
    relocked(pinned, old, digest_of(data))
    with pytest.raises(ChainError, match=r"builds on “global”, but its handbook\.lock holds “eu”"):
        title(pinned)


@pytest.mark.parametrize(
    "outside",
    ["../../../../etc/passwd", "/etc/passwd", "upstream/snapshots/../../x.json", "upstream/snapshots/global-2.json"],
)
def test_a_snapshot_somewhere_else_is_refused_by_name(pinned: Path, outside: str) -> None:
    relocked(pinned, "upstream/snapshots/global-1.json", outside)
    assert f"“{outside}” is not where the snapshot of release 1 of “global” lies" in refused(pinned)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("parent: global", "parent: ../../global"),
        ("parent: global", "parent: con"),
        ("parent: global", "parent: [global]"),
        ("parent: global\n", ""),
        ('release: "1"', 'release: "../1"'),
        ('release: "1"', 'release: "0"'),
        ('release: "1"', 'release: "1000000"'),
        ("digest: sha256:", "digest: &a sha256:"),
        ("parent: global", "parent: global\nparent: global"),
        ("snapshot:", "previous: {release: x, digest: y}\nsnapshot:"),
    ],
)
def test_a_lock_that_is_none_is_refused_with_its_place(pinned: Path, old: str, new: str) -> None:
    assert LOCK in refused(relocked(pinned, old, new))


@pytest.mark.parametrize("digest", ["", "md5:1", "sha256:", "sha256:" + "0" * 64])
def test_a_digest_that_does_not_fit_is_refused(pinned: Path, digest: str) -> None:
    relocked(pinned, pin_of(pinned / SNAPSHOT).digest, digest or '""')
    refused(pinned)


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_a_lock_that_is_no_file_is_refused(pinned: Path, kind: str) -> None:
    (pinned / LOCK).unlink()
    (pinned / LOCK).mkdir() if kind == "folder" else (pinned / LOCK).symlink_to("nowhere")
    assert LOCK in refused(pinned)


def test_the_release_before_is_read_from_its_own_snapshot(pinned: Path) -> None:
    sync(Workspace.open(pinned), "nl")
    workspace = Workspace.open(pinned)
    lock, folder = workspace.lock("nl"), workspace.folder("nl")
    assert lock is not None and lock.previous is not None
    assert snapshot_file(folder, lock.previous) == pinned / SNAPSHOT
    assert pinned_release(pinned, folder, lock.previous, workspace.cache).number == "1"
    before = workspace.before("nl")
    assert before is not None
    assert before.chain("nl")[0].practices["build-trust"].content["title"] == "Build trust"
