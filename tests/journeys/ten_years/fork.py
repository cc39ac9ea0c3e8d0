"""Ten years as a git fork: a full copy with the local words written into it, and one `git merge` a year taken in."""

from __future__ import annotations

import copy
import os
import re
import subprocess
from pathlib import Path

from handbook.errors import ReadError
from tests.journeys.ten_years.judge import Judge, Score
from tests.journeys.ten_years.shared import LISTS, Edit, History, Shared, Tree, Trees, change, item_of, value_of
from tests.journeys.ten_years.written import files, page, parsed

SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    **{f"GIT_{who}_NAME": "Editor" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "editor@example.org" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_DATE": "2026-11-22T00:00:00Z" for who in ("AUTHOR", "COMMITTER")},
}
_HUNK = re.compile(r"^<{7} [^\n]*\n(.*?)^={7}\n.*?^>{7} [^\n]*\n", re.DOTALL | re.MULTILINE)


def played(history: History, start: Trees, folder: Path) -> list[Score]:
    """Play a history with git in an empty folder: a score for each merge."""
    fork = _Fork(history, Shared(copy.deepcopy(start)), folder)
    scores = []
    for edits in history.taken():
        for edit in edits:
            fork.shared.apply(edit)
        scores.append(fork.merge())
    return scores


class _Fork:
    """Two branches, each checked out in a folder of its own: the shared edition, and the local copy."""

    def __init__(self, history: History, shared: Shared, folder: Path) -> None:
        self.shared = shared
        self.theirs, self.ours = folder / "shared", folder / "local"
        self.theirs.mkdir(parents=True)
        self.judge = Judge(history.local, shared.practices)
        _git(self.theirs, "init", "-q", "-b", "shared")
        self._publish("The first day")
        _git(self.theirs, "worktree", "add", "-q", "-b", "local", str(self.ours))
        self.practices = copy.deepcopy(shared.practices)
        for verb, name, *rest in history.local:
            change(self.practices[name], [verb, *rest])
        for name, practice in self.practices.items():
            self._file(name).write_text(page(practice), encoding="utf-8")
        self._commit(self.ours, "Our words")

    def merge(self) -> Score:
        """What the shared edition did since the last time comes in, and the editor keeps hers wherever she is asked."""
        self._publish("News")
        _git(self.ours, "merge", "-q", "-m", "Sync", "shared", fails=True)
        score = Score()
        asked = {name for name in self.practices if self._settle(name, score)}
        self._commit(self.ours, "Settled")
        score.add(self.judge.year(self.shared.practices, self.practices, asked))
        return score

    def _settle(self, name: str, score: Score) -> bool:
        """Answer a file's conflicts with ours, and mend it where that is not enough; whether anything was asked."""
        before = score.questions
        file = self._file(name)
        left = file.read_text(encoding="utf-8")
        kept, hunks = _HUNK.subn(r"\1", left)
        score.questions += hunks
        score.conflicts += hunks
        score.unparsed += _practice(left, name) is None
        practice = _practice(kept, name)
        if practice is None:
            score.questions += 1
            score.mended += 1
            practice = self._mended(name)
            kept = page(practice, self.shared.width, self.shared.keys)
        self.practices[name] = practice
        if kept != left:
            file.write_text(kept, encoding="utf-8")
        return score.questions > before

    def _mended(self, name: str) -> Tree:
        """A broken file done again by hand, without a fault: the shared one, with each local change laid over it."""
        mended = copy.deepcopy(self.shared.practices[name])
        for edit in self.judge.living(name):
            _lay_over(mended, edit, self.practices[name])
        return mended

    def _file(self, name: str) -> Path:
        return self.ours / f"{name}.yaml"

    def _publish(self, message: str) -> None:
        for name, text in files(self.shared):
            (self.theirs / name).write_text(text, encoding="utf-8")
        self._commit(self.theirs, message)

    def _commit(self, folder: Path, message: str) -> None:
        _git(folder, "add", "--all")
        _git(folder, "commit", "-q", "--allow-empty", "-m", message)


def _practice(text: str, name: str) -> Tree | None:
    """What a file says, or nothing where it does not parse, lacks a field, or holds an item twice or in halves."""
    try:
        practice = parsed(text, name)
    except ReadError:
        return None
    if not practice.keys() >= {*LISTS, "title", "summary", "maturity", "priority", "groups", "problem"}:
        return None
    for key in LISTS:
        ids = [item.get("id") for item in practice[key]]
        if len(set(ids)) < len(ids) or not all(item.keys() >= {"id", "text"} for item in practice[key]):
            return None
    return practice


def _lay_over(practice: Tree, edit: Edit, ours: Tree) -> None:
    """Make a local change again in newer words; what it was made in may be gone."""
    verb, _, *rest = edit
    try:
        if verb == "say":
            change(practice, ["set", rest[0], value_of(ours, rest[0])])
        elif verb in ("join", "leave"):
            if (rest[1] in value_of(practice, rest[0])) is (verb == "leave"):
                change(practice, [verb, *rest])
        else:
            change(practice, [verb, *rest])
    except StopIteration:
        if verb in ("say", "set", "join", "leave"):
            place, _, item = rest[0].rpartition(".")[0].partition("/")
            practice[place].append(copy.deepcopy(item_of(ours, place, item)))


def _git(folder: Path, *words: str, fails: bool = False) -> None:
    done = subprocess.run(
        ["git", "-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0", *words],
        cwd=folder, env={**os.environ, **SETTINGS}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode and not fails:
        raise RuntimeError(f"git {words[0]}: {done.stderr}")
