"""The quarantine: a bare repository that git fills with one state of a stranger's, within limits of time and size.

Nothing is checked out, no hook or setting of theirs or of the user's is followed, and it is gone at the end.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from handbook.errors import ParentError, Place
from handbook.model.release import MOST_BYTES
from handbook.store.files import held
from handbook.wording import N_, _

SECONDS = 120.0  # for all that git does for one release
MOST_FETCHED = 256 << 20  # bytes in the quarantine: the whole state of a repository, and what is read of it
_MOST_LISTED = 32 << 20  # bytes: a tree of a few hundred bytes can unfold to thousands of millions of names
_LEFT_SECONDS = 3600.0  # a quarantine so old belongs to a program that died

_REF = re.compile(r"(?!.*(?:\.\.|//|/\.|\.lock(?:/|\Z)))[A-Za-z0-9](?:[A-Za-z0-9._/+-]{0,198}[A-Za-z0-9_+-])?\Z")
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?"
_USER = r"[A-Za-z0-9_][A-Za-z0-9._-]*"
ADDRESS = re.compile(
    rf"(?:https|ssh)://(?:{_USER}@)?{_HOST}(?::[0-9]{{1,5}})?/[^?#\\]+\Z"
    rf"|{_USER}@{_HOST}:[A-Za-z0-9~/._][^?#\\]*\Z"
    r"|file:///[^?#\\]+\Z"
    r"|/[^\\]+\Z"
)
_FETCHED = "refs/fetched/one"

# Each overrides what a user's own configuration may say, so that a stranger's repository meets the same git everywhere.
_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.bigFileThreshold=8m",  # large files are streamed, not held in memory
    "fetch.unpackLimit=1",
    "fetch.writeCommitGraph=false",
    "submodule.recurse=false",
    "transfer.bundleURI=false",
    "gc.auto=0",
    "maintenance.auto=false",
)
# What of the user's surroundings git needs: where programs and keys are, and the way out of the building.
_PASSED = (
    *("PATH", "HOME", "USER", "XDG_CONFIG_HOME", "TMPDIR", "SSH_AUTH_SOCK", "GIT_SSH", "GIT_CONFIG_GLOBAL"),
    *("GIT_SSL_CAINFO", "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE"),
    *("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"),
)
_QUIET = {
    "GIT_ALLOW_PROTOCOL": "https:ssh:file",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",  # empty: neither git's own dialogue nor that of ssh
    "SSH_ASKPASS_REQUIRE": "never",
    "GCM_INTERACTIVE": "never",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "LC_ALL": "C",
}


@dataclass(frozen=True, slots=True)
class Blob:
    """One file of a tree: its name in git's store, and how large it is."""

    id: str
    size: int


class Quarantine:
    """A bare repository that holds one commit of a stranger's, with a deadline and a most in bytes for all it does."""

    def __init__(self, folder: Path, address: str, ref: str) -> None:
        self.folder, self.address, self.ref = folder, address, ref
        self.deadline = time.monotonic() + SECONDS
        self.commit = ""

    @classmethod
    @contextmanager
    def of(cls, address: str, ref: str, machine: Path) -> Iterator[Quarantine]:
        """The quarantine of one state of a repository, filled and found sound; it is removed at the end."""
        refuse_unsafe(address, ref)
        root = machine / "quarantine"
        folder = root / sha256(f"{address}\0{ref}".encode()).hexdigest()[:32]
        busy = "Another program is fetching from this address."
        with held(folder, machine / "locks", seconds=SECONDS, busy=busy):
            _sweep(root, folder)
            folder.mkdir(parents=True)
            try:
                quarantine = cls(folder, address, ref)
                quarantine._fill()
                yield quarantine
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def _fill(self) -> None:
        self.git("init", "--quiet", "--bare", "--template=", str(self.folder / "git"))
        options = ("--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--refmap=")
        self.git("fetch", *options, "--", self.address, f"+{self.ref}:{_FETCHED}")
        self.commit = self.git("rev-parse", "--verify", f"{_FETCHED}^{{commit}}").decode().strip()
        # git's own check while fetching leaves out bundles before 2.46, and can be switched off by configuration.
        self.git("fsck", "--strict", "--no-dangling", "--no-progress", "--no-reflogs")

    def files(self) -> Iterator[tuple[bytes, str, Blob]]:
        """Path, mode and blob of all that the tree holds, links and foreign repositories among them."""
        listed = self.git("ls-tree", "-r", "-z", "-l", "--full-tree", self.commit, most=_MOST_LISTED)
        for line in listed.split(b"\0")[:-1]:
            about, _, path = line.partition(b"\t")
            mode, _, name, size = about.decode("ascii").split()
            yield path, mode, Blob(name, int(size) if size.isdigit() else 0)

    def content(self, blob: Blob) -> bytes:
        """What a file of the tree holds; its size has been looked at before."""
        return self.git("cat-file", "blob", blob.id, most=MOST_BYTES)

    def git(self, verb: str, *arguments: str, most: int = 4096) -> bytes:
        """What a git command prints; raises ParentError where it fails, takes too long, or fills the quarantine."""
        program = shutil.which("git")
        if program is None:
            todo = _("Install git, or ask for the release as a pack, which is one file.")
            raise self.error(_("git is not installed, so nothing can be fetched from there."), todo)
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        place = [] if verb == "init" else [f"--git-dir={self.folder / 'git'}"]
        out, said = self.folder / "out", self.folder / "said"
        with out.open("wb") as printed, said.open("wb") as complained:
            process = subprocess.Popen(
                [program, *settings, *place, verb, *arguments],
                cwd=self.folder,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=complained,
                start_new_session=True,  # so that it can be ended together with what it started
            )
            self._wait(process)
        if process.returncode:
            raise self._reason(verb, _end_of(said))
        if out.stat().st_size > most:
            raise self.error(_("The repository there holds more files than are looked at."), _(TELL_THEM))
        return out.read_bytes()

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        """Wait for a program, and end it with all it started where it outgrows its time or place."""
        try:
            while process.poll() is None:
                try:
                    process.wait(0.1)
                except subprocess.TimeoutExpired:
                    self._refuse_overgrown()
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self._refuse_overgrown()

    def _refuse_overgrown(self) -> None:
        if time.monotonic() > self.deadline:
            what = _("The release could not be fetched within {seconds} seconds.", seconds=f"{SECONDS:.0f}")
            raise self.error(what, _("Try again on a better line, or ask for the release as a pack."))
        if _size(self.folder) > MOST_FETCHED:
            what = _("The repository there is larger than {number} bytes, the most that is fetched.",
                     number=f"{MOST_FETCHED:,}")  # fmt: skip
            raise self.error(what, _(TELL_THEM))

    def _reason(self, verb: str, said: str) -> ParentError:
        if verb == "fsck":
            return self.error(_("git finds fault with the repository there: {why}.", why=_cause(said)), _(TELL_THEM))
        for pattern, what, todo in _REASONS:
            if re.search(pattern, said, re.IGNORECASE):
                return self.error(_(what, ref=self.ref), _(todo))
        what = _("git could not fetch from there: {why}.", why=_cause(said))
        return self.error(what, _("Try again, or ask for the release as a pack."))

    def error(self, what: str, todo: str) -> ParentError:
        """A refusal that names the address."""
        return ParentError(what, where=Place(self.address), todo=todo)


def refuse_unsafe(address: str, ref: str) -> None:
    """Refuse whatever git might take for anything else than an address and a name; raises ParentError."""
    shown = address if address.isprintable() else ascii(address)[1:-1]
    if re.match(r"[a-z]+://[^/@]*:[^/@]*@", address):
        what = _("There is a password in this address.")
        todo = _("Take it out: addresses are kept in files that others read. Use a key of ssh.")
        raise ParentError(what, todo=todo)
    if not address.isprintable() or "::" in address or not ADDRESS.match(address):
        what = _("“{address}” is no address that releases are fetched from.", address=shown)
        todo = _(
            "Write https://…@tag, ssh://…@tag, git@host:path@tag, file:///…@tag, or a folder that begins with “/”."
        )
        raise ParentError(what, todo=todo)
    if not _REF.match(ref):
        shown = ref if ref.isprintable() else ascii(ref)[1:-1]
        what = _("“{name}” cannot be the name of a tag or branch.", name=shown)
        todo = _("Write it behind the address and an “@”, in letters, digits, full stops and hyphens, such as @v7.")
        raise ParentError(what, where=Place(address), todo=todo)


def _sweep(root: Path, mine: Path) -> None:
    """Remove what programs left here when they died; nobody else is at work in one's own, since that is locked."""
    shutil.rmtree(mine, ignore_errors=True)
    for folder in root.glob("*"):
        with suppress(FileNotFoundError):  # its own program has just done so
            if folder.stat().st_mtime < time.time() - _LEFT_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def _environment() -> dict[str, str]:
    passed = {name: os.environ[name] for name in _PASSED if name in os.environ}
    ssh = os.environ.get("GIT_SSH_COMMAND")
    # Without a terminal ssh cannot ask for anything; a command of the user's own is told so as well.
    return {**passed, **_QUIET, **({"GIT_SSH_COMMAND": f"{ssh} -o BatchMode=yes"} if ssh else {})}


def _size(folder: Path) -> int:
    total = 0
    for top, _folders, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):  # git has renamed it since
                total += Path(top, name).lstat().st_size
    return total


def _end_of(path: Path, most: int = 4096) -> str:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - most))
        return file.read(most).decode("utf-8", "replace")


def _cause(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(("error", "fatal"))]
    return (errors or lines or [_("it gave no reason")])[0].rstrip(".")


TELL_THEM = N_("Nothing was taken in. Tell those who keep the repository, or ask for the release as a pack.")
# What git says → what it means, and what to do.
_REASONS = (
    (
        r"couldn't find remote ref|no such remote ref|not our ref",
        N_("There is no tag or branch “{ref}” there."),
        N_("Look up the name of the tag, and write it behind the address and an “@”."),
    ),
    (
        r"dubious ownership",
        N_("The folder belongs to somebody else on this machine, and git does not read it."),
        N_("Ask for the release as a pack."),
    ),
    (
        r"host key verification failed",
        N_("Your machine does not know this server yet."),
        N_("Connect to it once by ssh and compare its key, then try again."),
    ),
    (
        r"permission denied|authentication failed|could not read username|could not read password|error: 40[13]",
        N_("The server lets only those in who have an account."),
        N_("Ask for access with your key of ssh, or for the release as a pack."),
    ),
    (
        r"could not resolve|failed to connect|connection (?:refused|timed out|reset)|unreachable|timed out",
        N_("The address cannot be reached."),
        N_("Look whether it is right and whether you are online, then try again."),
    ),
    (
        r"does not appear to be a git repository|repository .*not found|error: 404",
        N_("There is no git repository there."),
        N_("Look whether the address is right."),
    ),
    (
        r"expected commit type|not a commit|needed a single revision",
        N_("“{ref}” there is no state of a handbook."),
        N_("Name another tag or branch."),
    ),
)
