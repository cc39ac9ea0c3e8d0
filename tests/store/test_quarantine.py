"""The quarantine: nothing of a stranger's is run, checked out or left, and none of it grows beyond its limits."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from handbook.store import git, quarantine
from handbook.store.git import fetched, parts
from handbook.store.quarantine import Quarantine
from tests.store.stranger import AT, GOOD, ONE, TEN, Stranger, contents, refused

# What comes in


def test_only_the_newest_state_is_fetched(stranger: Stranger, machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = stranger.holds({f"{AT}1.json": ONE})
    newest = stranger.git("commit-tree", "-m", "x", "-p", old, stranger.nested({"a": ("100644", stranger.blob(b"a"))}))
    stranger.git("update-ref", "refs/heads/main", newest)
    seen: list[str] = []

    def look(quarantine: Quarantine) -> None:
        seen.append(quarantine.git("rev-list", "--all").decode().strip())

    monkeypatch.setattr(git, "_releases", lambda quarantine, _: look(quarantine) or {})
    refused(stranger.folder, machine)
    assert seen == [newest]


def test_it_is_fetched_through_ssh_with_the_users_own_command(
    stranger: Stranger, machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger.holds(GOOD)
    ssh = tmp_path / "ssh"  # keeps what it was told, and is itself the other machine
    ssh.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/told\nfor last; do :; done\nexec sh -c "$last"\n')
    ssh.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", f"{ssh} -i key")
    for front in ("git@igf.example:", "ssh://git@igf.example"):
        address, ref = parts(f"{front}{stranger.folder}@main")
        assert fetched(address, ref, "eu", machine=machine).number == "10"
        assert (tmp_path / "told").read_text().startswith("-i key -o BatchMode=yes")


def test_a_server_that_cannot_be_reached_is_named(machine: Path) -> None:
    said = refused("https://127.0.0.1:1/x.git", machine)
    assert said.startswith("https://127.0.0.1:1/x.git: The address cannot be reached.")


def test_without_git_it_says_so(stranger: Stranger, machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in ("", "/nonexistent"):
        monkeypatch.setenv("PATH", path)
        assert "git is not installed" in refused(stranger.folder, machine)


# What is too much


def test_a_repository_that_outgrows_the_quarantine_is_refused(
    stranger: Stranger, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarantine, "MOST_FETCHED", 100_000)
    stranger.holds({**GOOD, "film": os.urandom(200_000)})
    assert "larger than 100,000 bytes" in refused(stranger.folder, machine)


def test_a_tree_that_unfolds_without_end_is_refused(
    stranger: Stranger, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarantine, "MOST_FETCHED", 4 << 20)
    names = "abcdefghij"
    tree = stranger.tree(*(("100644", stranger.blob(ONE), name) for name in names))
    for _ in range(9):
        tree = stranger.tree(*(("40000", tree, name) for name in names))
    stranger.commit(tree)
    assert "larger than" in refused(stranger.folder, machine)
    monkeypatch.setattr(quarantine, "_MOST_LISTED", 100)
    stranger.holds(GOOD)
    assert "more files than are looked at" in refused(stranger.folder, machine)


# Nothing of it runs


def test_nothing_of_a_repository_runs(tmp_path: Path, machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, pwned = tmp_path / "workspace", tmp_path / "pwned"
    workspace.mkdir()
    (workspace / "handbook.yaml").write_text("mine")
    monkeypatch.chdir(workspace)
    evil = Stranger(workspace / "sub" / "evil.git")
    evil.holds(GOOD)
    script = f"touch {pwned}"
    for name in ("post-checkout", "post-merge", "reference-transaction", "pre-auto-gc", "post-receive", "fsmonitor"):
        hook = evil.folder / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\n{script}\n")
        hook.chmod(0o755)
    for key in ("core.fsmonitor", "uploadpack.packObjectsHook", "core.sshCommand", "core.pager", "core.gitProxy"):
        evil.git("config", key, script)
    before = contents(workspace)
    for address in (str(evil.folder), f"file://{evil.folder}"):
        assert fetched(address, "HEAD", "eu", machine=machine).number == "10"
    assert contents(workspace) == before and not pwned.exists()


def test_a_repository_with_holes_does_not_fetch_them_from_elsewhere(stranger: Stranger, machine: Path) -> None:
    pwned = machine.parent / "pwned"
    stranger.holds(GOOD)
    hole = stranger.blob(TEN)
    (stranger.folder / "objects" / hole[:2] / hole[2:]).unlink()
    for key, value in (
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "elsewhere"),
        ("remote.elsewhere.promisor", "true"),
        ("remote.elsewhere.url", str(stranger.folder)),
        ("remote.elsewhere.uploadpack", f"touch {pwned};"),
    ):
        stranger.git("config", key, value)
    refused(stranger.folder, machine)
    assert not pwned.exists()


def test_hooks_and_templates_of_the_users_own_do_not_run_here(
    stranger: Stranger, machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pwned, hooks = tmp_path / "pwned", tmp_path / "template" / "hooks"
    hooks.mkdir(parents=True)
    (hooks / "reference-transaction").write_text(f"#!/bin/sh\ntouch {pwned}\n")
    (hooks / "reference-transaction").chmod(0o755)
    (tmp_path / "config").write_text(f"[core]\nhooksPath={hooks}\n[init]\ntemplateDir={hooks.parent}\n")
    stranger.holds(GOOD)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    assert fetched(str(stranger.folder), "HEAD", "eu", machine=machine).number == "10"
    assert not pwned.exists()


def test_a_repository_one_stands_in_does_not_matter(
    stranger: Stranger, machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger.holds(GOOD)
    mine = Stranger(tmp_path / "mine")
    monkeypatch.setenv("GIT_DIR", str(mine.folder))  # as within a hook
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(mine.folder / "objects"))
    before = contents(mine.folder)
    assert fetched(str(stranger.folder), "HEAD", "eu", machine=machine).number == "10"
    assert contents(mine.folder) == before


def test_nobody_is_asked_for_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSH_ASKPASS", "GIT_ASKPASS", "GIT_EXTERNAL_DIFF", "GIT_PROXY_COMMAND", "DISPLAY"):
        monkeypatch.setenv(name, "touch pwned")
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "ext")
    monkeypatch.setenv("GIT_SSH_COMMAND", "ssh -i key")
    passed = quarantine._environment()
    assert passed["GIT_SSH_COMMAND"] == "ssh -i key -o BatchMode=yes"
    assert passed["GIT_ALLOW_PROTOCOL"] == "https:ssh:file"
    assert "touch pwned" not in passed.values()


# Time, and what is left behind


def test_what_takes_too_long_is_ended_with_all_it_started(
    stranger: Stranger, machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {tmp_path}/child\nwait\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setattr(quarantine, "SECONDS", 1)
    assert "within 1 seconds" in refused(stranger.folder, machine)
    child = int((tmp_path / "child").read_text())
    for _ in range(100):
        state = Path(f"/proc/{child}/stat")
        if not state.exists() or state.read_text().split()[2] == "Z":
            return
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    pytest.fail("what it started is still there")


def test_what_a_program_left_when_it_died_is_swept(stranger: Stranger, machine: Path) -> None:
    stranger.holds(GOOD)
    address = str(stranger.folder)
    left: list[Path] = []
    with Quarantine.of(address, "HEAD", machine) as quarantine:
        left.append(quarantine.folder)
    for folder in (*left, machine / "quarantine" / "other", machine / "quarantine" / "recent"):
        (folder / "git" / "objects").mkdir(parents=True)
        (folder / "git" / "objects" / "half").write_bytes(b"half")
    os.utime(machine / "quarantine" / "other", (0, 0))
    assert fetched(address, "HEAD", "eu", machine=machine).number == "10"
    assert [path.name for path in (machine / "quarantine").iterdir()] == ["recent"]
