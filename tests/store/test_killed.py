"""Killed at every step of writing: what an editor wrote is wholly old or wholly new, and the next start is clean."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from handbook.checks.runner import check, worst
from handbook.editions.adapt import adapted
from handbook.editions.decide import decided
from handbook.editions.snapshot import frozen
from handbook.editions.status import questions, status
from handbook.exchange.proposal_file import read
from handbook.exchange.receiving import accepted, compared
from handbook.model.adaptation import Change
from handbook.model.question import Decision
from handbook.store import releases
from handbook.store.plans import carry_out
from handbook.store.sync import sync, undo
from handbook.store.workspace import Workspace
from tests import disk
from tests.small import SUMMARY, TRUST, small

Act = Callable[[Workspace], object]
files = partial(disk.files, killed=True)
STEPS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.link", "shutil.rmtree")


def release(root: Path, number: str) -> None:
    workspace = Workspace.open(root, live=True)
    path = releases.place(workspace.folder("global"), "global", number)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(frozen(workspace.handbook.chain("global"), number, "2026-11-22"))


def two_releases(root: Path) -> Path:
    """A workspace whose Dutch edition reads release 1, while there is a release 2 that changed a title it adapted."""
    small(root)
    release(root, "1")
    sync(Workspace.open(root), "nl")
    trust = root / TRUST
    trust.write_text(trust.read_text().replace("title: Build trust", "title: Build more trust"))
    release(root, "2")
    return root


def adapt_one(workspace: Workspace) -> object:
    change = Change(text="Kom vaak bijeen.", why="Kort.")
    return carry_out(workspace, "nl", adapted(workspace.handbook, "nl", "build-trust", "summary", change))


def keep_one(workspace: Workspace) -> object:
    question = questions(workspace.handbook, "nl")[0]
    return carry_out(workspace, "nl", decided(workspace.handbook, "nl", question, Decision.KEEP, why="Zo is het."))


def take_two(workspace: Workspace) -> object:
    return sync(workspace, "nl")


def killed_at(root: Path, act: Act, step: int) -> bool:
    """Run in a process of its own that dies at the given step of writing; True if it got there."""
    child = os.fork()
    if child == 0:
        count = 0

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal count
            if event not in STEPS or not writes(root, event, arguments):
                return
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            workspace = Workspace.open(root)
            sys.addaudithook(hook)
            act(workspace)
        finally:
            os._exit(0)
    _, ended = os.waitpid(child, 0)
    return os.WIFSIGNALED(ended)


def writes(root: Path, event: str, arguments: tuple[object, ...]) -> bool:
    first = os.fsdecode(arguments[0]) if isinstance(arguments[0], (str, bytes, os.PathLike)) else ""
    if not first.startswith(str(root)) or "/.handbook/" in first:
        return False
    return event != "open" or bool(int(str(arguments[2] or 0)) & (os.O_WRONLY | os.O_RDWR))


def take_back(workspace: Workspace) -> object:
    return undo(workspace, "nl")


PROPOSAL = f"""\
format: "1"
proposal: improvement
from: ke
to: global
practice: build-trust
lang: en
licence: CC-BY-4.0
date: 2026-11-22
units:
  summary: {{text: Meet every week before you need each other., base: {SUMMARY}, why: A month is long.}}
"""


def receive_one(workspace: Workspace) -> object:
    proposal = read(PROPOSAL.encode(), "ke.proposal.yaml")
    (offer,) = compared(workspace.handbook, "global", proposal)
    return carry_out(workspace, "global", accepted(workspace.handbook, "global", proposal, offer))


@pytest.mark.parametrize(
    ("before", "act"),
    [((), adapt_one), ((), take_two), ((take_two,), keep_one), ((take_two,), take_back), ((), receive_one)],
    ids=["adapt", "sync", "decide", "undo", "receive"],
)
def test_wholly_old_or_wholly_new(tmp_path, before, act):
    made = two_releases(tmp_path / "made")
    for earlier in before:
        earlier(Workspace.open(made))
    old = files(made)
    done = copied(made, tmp_path / "done")
    act(Workspace.open(done))
    new = files(done)
    step, died = 0, True
    while died:
        step += 1
        assert step < 60
        root = copied(made, tmp_path / f"step-{step}")
        died = killed_at(root, act, step)
        there = files(root)
        # A base text or a snapshot that nobody names yet does no harm: it is new, and nothing reads it.
        for name in there.keys() | old.keys():
            assert there.get(name) in {old.get(name), new.get(name)}, name
        written = {name for name in old if old[name] != new.get(name)} | {name for name in new if stays(name, old)}
        states = {there.get(name) == new.get(name) for name in written}
        assert len(states) == 1, "two files that belong together were torn apart"
        workspace = Workspace.open(root)
        assert not worst(check(workspace, ["nl"]), strict=False)
        status(workspace.handbook, "nl")
        if states == {False}:  # nothing had been done yet: the same once more does it
            act(Workspace.open(root))
        assert files(root) == new
    assert step > 2, "it must have been killed somewhere"


def stays(name: str, old: dict[str, bytes]) -> bool:
    return name not in old and "/upstream/" not in name


def copied(made: Path, place: Path) -> Path:
    shutil.copytree(made, place, ignore=shutil.ignore_patterns(".handbook"))
    return place
