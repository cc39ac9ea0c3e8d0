"""Workspaces that have released something, and the eye that sees whether anything in them was touched."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from handbook.editions.snapshot import digest_of, frozen
from handbook.model.release import Pin
from handbook.store import releases
from handbook.store.signing import sign
from handbook.store.sync import sync
from handbook.store.workspace import Workspace
from tests.small import TRUST, small

real = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no ssh-keygen here: signatures are not tried")

SIGNERS = "upstream/allowed_signers"


def release(root: Path, number: str, *, edition: str = "global", date: str = "2026-11-22") -> Path:
    """A release of an edition as its files are now."""
    workspace = Workspace.open(root)
    path = releases.place(workspace.folder(edition), edition, number)
    path.parent.mkdir(exist_ok=True)
    lock = workspace.lock(edition)
    path.write_bytes(
        frozen(workspace.handbook.chain(edition), number, date, built_on=lock.pin if lock is not None else None)
    )
    return path


def retitled(root: Path, number: int) -> Path:
    """The same practice under another title, released."""
    trust = root / TRUST
    lines = trust.read_text().splitlines()
    named = [f"title: Build trust, {number}" if line.startswith("title:") else line for line in lines]
    trust.write_text("\n".join(named) + "\n")
    return release(root, str(number))


def shared(root: Path, last: int = 1) -> Path:
    """A workspace whose shared edition has so many releases; nobody has taken one in."""
    small(root)
    release(root, "1")
    for number in range(2, last + 1):
        retitled(root, number)
    return root


def follower(root: Path, address: str = "") -> Path:
    """A workspace of the Dutch edition alone: the one it builds on is somewhere else."""
    small(root)
    shutil.rmtree(root / "practices/global")
    if address:
        edition = root / "practices/nl/edition.yaml"
        edition.write_text(f"{edition.read_text()}from: {address}\n")
    return root


def following(root: Path, number: str = "1") -> Path:
    """Take a release in, and return the workspace."""
    sync(Workspace.open(root), "nl", to=number, unsigned=True)
    return root


def pin_of(path: Path) -> Pin:
    """What `handbook.lock` holds once this release has been taken in."""
    edition, _, number = path.stem.rpartition("-")
    return Pin(edition, number, digest_of(path.read_bytes()))


def touched(root: Path) -> dict[str, tuple[bytes, int]]:
    """The bytes and times of all files but those of this machine."""
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return {
        name: (path.read_bytes(), path.stat().st_mtime_ns)
        for name, path in found.items()
        if not name.startswith(".handbook/")
    }


def key(path: Path) -> Path:
    """A new key to sign with."""
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path], check=True)
    return path


def signed(path: Path, by: Path) -> Path:
    """Lay a signature beside a release."""
    path.with_name(f"{path.name}{releases.SIGNATURE}").write_bytes(sign(path.read_bytes(), by))
    return path


def trusting(root: Path, by: Path, name: str = "secretariat@igf.example") -> None:
    """Let the Dutch edition trust a key."""
    signers = root / "practices/nl" / SIGNERS
    signers.parent.mkdir(exist_ok=True)
    signers.write_text(f"{name} {Path(f'{by}.pub').read_text()}")
