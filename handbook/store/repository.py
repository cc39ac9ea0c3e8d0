"""The git repository that a handbook lies in, spoken to with fixed words: nothing of its configuration is run.

No hook, monitor of files, filter, foreign diff or pager; no question is ever asked, and time and size are bounded.
Only who pushes or pulls uses the ssh and the keeper of passwords that git is told of here: they are the user's own.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from handbook.errors import HandbookError, Place
from handbook.wording import N_, _

SECONDS = 30.0  # for one command of git's on this machine
_MOST_PRINTED = 64 << 20  # bytes: a tree of a few hundred bytes can unfold to thousands of millions of names
_MOST_SAID = 8192  # bytes of complaints that are looked at: the last ones

_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "submodule.recurse=false",
    "log.showSignature=false",  # would start a program that checks it
    "gc.auto=0",
    "maintenance.auto=false",
)
# What of the user's surroundings git needs: programs, her name and keys, and the way out of the building. Not GIT_DIR
# and its like, which would lead it into another repository.
_PASSED = (
    *("PATH", "HOME", "USER", "LOGNAME", "XDG_CONFIG_HOME", "TMPDIR", "SYSTEMROOT", "SSH_AUTH_SOCK", "GIT_SSH"),
    *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_SSL_CAINFO", "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE"),
    *("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"),
    *("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"),
)
_QUIET = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",  # empty: neither git's own dialogue nor that of ssh
    "SSH_ASKPASS_REQUIRE": "never",
    "GCM_INTERACTIVE": "never",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}


class GitFailed(HandbookError):
    """git did not do what was asked; the sentence says what is as it was."""


class NoHistory(GitFailed):
    """There is no git, no repository, or nothing was ever committed in it."""


@dataclass(frozen=True, slots=True)
class Found:
    """An object of git's store: its name, its kind and its size."""

    id: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class Answer:
    """How a command of git's ended, what it printed, and what it complained about."""

    code: int
    out: bytes
    said: str

    @property
    def cause(self) -> str:
        """The first complaint, as the end of a sentence."""
        lines = [line.strip() for line in self.said.splitlines() if line.strip()]
        faults = [line for line in lines if line.startswith(("error", "fatal"))]
        return (faults or lines or [_("it gave no reason")])[0].rstrip(".")


class Repository:
    """The repository around a folder; `prefix` is where the folder lies in it, with a slash behind it."""

    def __init__(self, folder: Path) -> None:
        """Raises NoHistory where there is no git here, or the folder is in no repository."""
        self.folder = folder
        self.where = Place(str(folder))
        self._unfiltered: dict[str, str] = {}
        inside = self.asked("rev-parse", "--is-inside-work-tree")
        if "dubious ownership" in inside.said:
            what = _("The folder belongs to somebody else on this machine, so git does not look into it.")
            todo = _("If you trust it: git config --global --add safe.directory '{folder}'", folder=folder)
            raise NoHistory(what, where=self.where, todo=todo)
        if inside.out.strip() != b"true":
            raise NoHistory(_("This handbook lies in no git repository."), where=self.where, todo=_(_BEGIN))
        self.prefix = os.fsdecode(self.git("rev-parse", "--show-prefix").removesuffix(b"\n"))
        if "\n" in self.prefix:
            what, todo = _("The name of a folder above this one has a line break."), _("Give that folder another name.")
            raise NoHistory(what, where=self.where, todo=todo)
        self._unfiltered = self._without_filters()

    def head(self) -> str:
        """The commit that the present branch ends with; empty where there is none yet."""
        return self.text("rev-parse", "-q", "--verify", "HEAD^{commit}", may_fail=True)

    def branch(self) -> str:
        """The present branch; empty where the repository is on none."""
        return self.text("symbolic-ref", "-q", "--short", "HEAD", may_fail=True)

    def text(self, *words: str, may_fail: bool = False) -> str:
        """What a command prints, as one text; nothing where it fails and may."""
        answer = self.asked(*words)
        if answer.code and not may_fail:
            raise self.failed(answer)
        return "" if answer.code else os.fsdecode(answer.out).strip()

    def git(self, *words: str, given: bytes = b"", more: Mapping[str, str] | None = None) -> bytes:
        """What a command prints; raises GitFailed where it fails, takes too long or prints without end."""
        answer = self.asked(*words, given=given, more=more)
        if answer.code:
            raise self.failed(answer)
        return answer.out

    def failed(self, answer: Answer) -> GitFailed:
        """A refusal in words."""
        if "index.lock" in answer.said or "cannot lock ref" in answer.said:
            what = _("Another git program is at work in this repository.")
            todo = _("Nothing was changed. Wait for it to end, then try again.")
            return GitFailed(what, where=self.where, todo=todo)
        what = _("git could not do this: {why}.", why=answer.cause)
        return GitFailed(what, where=self.where, todo=_("Nothing was changed."))

    def found(self, names: Iterable[str]) -> list[Found | None]:
        """The objects of these names, such as `HEAD:practices/nl/edition.yaml`; None for those that are not there."""
        wanted = list(names)
        plain = [name for name in wanted if "\n" not in name]  # a line is a name: one with a break cannot be asked for
        given = b"".join(os.fsencode(name) + b"\n" for name in plain)
        lines = self.git("cat-file", "--batch-check", given=given).split(b"\n") if plain else []
        objects = (_object(line) for line in lines)
        return [None if "\n" in name else next(objects, None) for name in wanted]

    def contents(self, names: Iterable[str]) -> dict[str, bytes]:
        """What these objects hold, by their names; their sizes have been looked at before."""
        wanted = list(dict.fromkeys(names))
        if not wanted:
            return {}
        printed = self.git("cat-file", "--batch", given="".join(f"{name}\n" for name in wanted).encode())
        held: dict[str, bytes] = {}
        at = 0
        while at < len(printed):
            end = printed.index(b"\n", at)
            name, kind, *size = printed[at:end].split()
            at = end + 1
            if kind != b"missing":
                length = int(size[0])
                held[name.decode()] = printed[at : at + length]
                at += length + 1
        return held

    def asked(
        self, *words: str, given: bytes = b"", more: Mapping[str, str] | None = None, seconds: float = SECONDS,
        protocols: str = "none", filtered: bool = False,
    ) -> Answer:  # fmt: skip
        """One command of git's, however it ends. Without `protocols` it cannot reach any other repository.

        `filtered` lets git ask the filters that are set up here, as it must to put files of others on the disk.
        """
        program = shutil.which("git")
        if program is None:
            todo = _("Install git; all else works without it.")
            raise NoHistory(_("git is not installed on this machine."), where=self.where, todo=todo)
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        settled = {} if filtered else self._unfiltered
        environment = {**_environment(), **settled, "GIT_ALLOW_PROTOCOL": protocols, **(more or {})}
        scratch = tempfile.TemporaryFile
        with self._refusals_in_words(), scratch() as typed, scratch() as out, scratch() as said:
            typed.write(given)
            typed.seek(0)
            process = subprocess.Popen(
                [program, *settings, "-C", str(self.folder), *words],
                env=environment,
                stdin=typed,
                stdout=out,
                stderr=said,
                start_new_session=True,  # without a terminal nothing can ask, and it ends with all that it started
            )
            self._wait(process, (out, said), seconds)
            out.seek(0)
            said.seek(max(0, os.fstat(said.fileno()).st_size - _MOST_SAID))
            return Answer(process.returncode, out.read(), said.read().decode("utf-8", "replace"))

    @contextmanager
    def scratch_index(self) -> Iterator[dict[str, str]]:
        """An index beside the repository's own, as `more` for the commands that are to use it."""
        with self._refusals_in_words(), tempfile.TemporaryDirectory(prefix="handbook-") as folder:
            yield {"GIT_INDEX_FILE": str(Path(folder, "index"))}

    @contextmanager
    def _refusals_in_words(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            what = _("git cannot be used here: {why}.", why=(error.strerror or str(error)).lower())
            todo = _("Nothing was changed. Look whether the disk is full and git can be started, then try again.")
            raise GitFailed(what, where=self.where, todo=todo) from None

    def _without_filters(self) -> dict[str, str]:
        """What takes each filter out: git asks them even where it only writes down what it was told."""
        pattern = r"^filter\..*\.(clean|smudge|process|required)$"
        named = paths(self.asked("config", "--null", "--name-only", "--get-regexp", pattern).out)
        settled = {"GIT_CONFIG_COUNT": str(len(named))}
        for place, name in enumerate(named):
            settled |= {f"GIT_CONFIG_KEY_{place}": name, f"GIT_CONFIG_VALUE_{place}": ""}
        return settled

    def _wait(self, process: subprocess.Popen[bytes], printed: Sequence[IO[bytes]], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        todo = _("Nothing was changed.")
        try:
            ended = False
            while not ended:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(0.1)
                ended = process.poll() is not None
                if sum(os.fstat(one.fileno()).st_size for one in printed) > _MOST_PRINTED:
                    raise GitFailed(_("The repository holds more than is looked at."), where=self.where, todo=todo)
                if not ended and time.monotonic() > deadline:
                    what = _("git did not answer within {seconds} seconds.", seconds=f"{seconds:.0f}")
                    raise GitFailed(what, where=self.where, todo=_("Nothing was changed. Try again."))
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def entries(tree: bytes) -> dict[str, tuple[str, str]]:
    """Path → mode and object, of what `ls-tree -z` printed."""
    held: dict[str, tuple[str, str]] = {}
    for line in tree.split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        mode, _, name = about.decode("ascii").split()
        held[os.fsdecode(path)] = (mode, name)
    return held


def paths(printed: bytes) -> list[str]:
    """The paths that a command with `-z` printed."""
    return [os.fsdecode(path) for path in printed.split(b"\0") if path]


def _object(line: bytes) -> Found | None:
    words = line.split()
    if line.endswith((b" missing", b" ambiguous")) or len(words) != 3 or not words[2].isdigit():
        return None
    return Found(words[0].decode(), words[1].decode(), int(words[2]))


def _environment() -> dict[str, str]:
    passed = {name: os.environ[name] for name in _PASSED if name in os.environ}
    ssh = os.environ.get("GIT_SSH_COMMAND")
    return {**passed, **_QUIET, **({"GIT_SSH_COMMAND": f"{ssh} -o BatchMode=yes"} if ssh else {})}


_BEGIN = N_("All else works without one. To begin one: git init && git add . && git commit -m 'Begin'")
