"""Push what was committed and pull what others have, only when asked; what fails leaves all as it was, and says so.

Pulling never lets git merge texts: it may put two halves of one YAML file together that are no file of ours any more.
It goes forward, or takes both sides where no file was changed on both; else nothing happens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handbook.errors import Place
from handbook.store.commit import move, refuse_nameless, refuse_underway
from handbook.store.repository import Answer, GitFailed, Repository, entries, paths
from handbook.store.workspace import Workspace
from handbook.wording import N_, _, count

SECONDS = 120.0
_PROTOCOLS = "https:ssh:file"
# The programs at the other end, whatever the configuration here calls them.
_SENDS, _TAKES = "--upload-pack=git-upload-pack", "--receive-pack=git-receive-pack"
_PULLED = "refs/handbook/pulled"  # what was fetched; git's own FETCH_HEAD may be written by another git meanwhile


@dataclass(frozen=True, slots=True)
class Pushed:
    """What was sent."""

    commits: int
    remote: str
    branch: str

    @property
    def sentence(self) -> str:
        """What people are told."""
        if not self.commits:
            return _("“{remote}” has all your commits already. Nothing was sent.", remote=self.remote)
        return count(
            "Sent {number} commit to “{remote}”, branch {branch}.",
            "Sent {number} commits to “{remote}”, branch {branch}.",
            self.commits, remote=self.remote, branch=self.branch,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pulled:
    """What came, and whether commits of ours had to be joined with it."""

    commits: int
    files: tuple[str, ...]
    remote: str
    joined: bool = False

    @property
    def sentence(self) -> str:
        """What people are told."""
        if not self.commits:
            return _("You have all that “{remote}” has. Nothing was changed.", remote=self.remote)
        said = count(
            "Took in {number} commit from “{remote}”: {changed}", "Took in {number} commits from “{remote}”: {changed}",
            self.commits, remote=self.remote,
            changed=count("{number} file changed.", "{number} files changed.", len(self.files)),
        )  # fmt: skip
        both = _("Yours were joined with them: no file was changed on both sides.")
        return f"{said} {both}" if self.joined else said


@dataclass(frozen=True, slots=True)
class _Remote:
    name: str
    ref: str  # the branch there
    known: bool  # whether our branch says that it goes with it


def push(workspace: Workspace) -> Pushed:
    """Send the commits of the present branch to where it belongs; raises GitFailed, and nothing was sent then."""
    repository = Repository(workspace.root)
    branch = refuse_underway(repository)
    remote = _remote(repository, branch)
    head = repository.head()
    if not head:
        todo = _("Commit first: handbook commit")
        raise GitFailed(_("Nothing was committed yet."), where=repository.where, todo=todo)
    there = _there(repository, remote)
    if there == head:
        return Pushed(0, remote.name, branch)
    words = ("push", "--quiet", "--no-recurse-submodules", "--no-verify", "--no-signed", _TAKES)
    upstream = () if remote.known else ("--set-upstream",)
    answer = _asked(repository, *words, *upstream, "--", remote.name, f"refs/heads/{branch}:{remote.ref}")
    if answer.code:
        raise _reason(repository, remote, answer, N_("Nothing was sent. {todo}"))
    known = repository.found([there])[0] if there else None
    since = (f"^{there}",) if known else ()
    return Pushed(int(repository.text("rev-list", "--count", head, *since)), remote.name, branch)


def pull(workspace: Workspace) -> Pulled:
    """Take in what others have pushed; raises GitFailed, and nothing was changed then.

    Where both sides have gone on, they are joined if no file was changed on both; git itself merges nothing.
    """
    workspace.refuse_read_only("handbook.yaml")
    repository = Repository(workspace.root)
    branch = refuse_underway(repository)
    remote = _remote(repository, branch)
    words = ("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", _SENDS)
    answer = _asked(repository, *words, "--", remote.name, f"+{remote.ref}:{_PULLED}")
    if answer.code:
        raise _reason(repository, remote, answer, N_("Nothing was changed. {todo}"))
    head, theirs = repository.head(), repository.text("rev-parse", "--verify", f"{_PULLED}^{{commit}}")
    base = _common(repository, head, theirs)
    if base == theirs:
        return Pulled(0, (), remote.name)
    changed = _changed(repository, base, theirs)
    joined = head not in ("", base)
    to = _joined(repository, head, theirs, base, remote) if joined else theirs
    _put_in_place(repository, head, to)
    try:
        move(repository, head, to, f"handbook: pull from {remote.name}")
    except GitFailed:
        _put_in_place(repository, to, head)
        raise
    workspace.refresh()
    since = (f"^{head}",) if head else ()
    return Pulled(int(repository.text("rev-list", "--count", theirs, *since)), tuple(changed), remote.name, joined)


def _remote(repository: Repository, branch: str) -> _Remote:
    name = repository.text("config", "--get", f"branch.{branch}.remote", may_fail=True)
    ref = repository.text("config", "--get", f"branch.{branch}.merge", may_fail=True)
    if name and ref and name != ".":
        return _Remote(name, ref, known=True)
    names = repository.text("remote").split()
    if len(names) == 1:
        return _Remote(names[0], f"refs/heads/{branch}", known=False)
    if names:
        what = _("Nobody has said where the branch “{branch}” belongs: there is {names}.",
                 branch=branch, names=", ".join(names))  # fmt: skip
        todo = _("Nothing was changed. Say it once: git push --set-upstream {name} {branch}",
                 name=names[0], branch=branch)  # fmt: skip
        raise GitFailed(what, where=repository.where, todo=todo)
    todo = _("Ask whoever keeps your repository for its address, then once: git remote add origin ADDRESS")
    raise GitFailed(_("This repository knows no other one to exchange with."), where=repository.where, todo=todo)


def _there(repository: Repository, remote: _Remote) -> str:
    """The commit that the branch there ends with; empty where there is no such branch yet."""
    answer = _asked(repository, "ls-remote", "--quiet", _SENDS, "--", remote.name, remote.ref)
    if answer.code:
        raise _reason(repository, remote, answer, N_("Nothing was sent. {todo}"))
    lines = [line.split("\t") for line in answer.out.decode("utf-8", "replace").splitlines()]
    return next((name for name, ref in (line for line in lines if len(line) == 2) if ref == remote.ref), "")


def _common(repository: Repository, head: str, theirs: str) -> str:
    """The commit from which both go on; empty for a repository in which nothing was committed."""
    if not head:
        return ""
    bases = repository.text("merge-base", "--all", head, theirs, may_fail=True).split()
    if len(bases) == 1:
        return bases[0]
    what = _("Your repository and the other one have no common beginning.")
    if bases:
        what = _("Your repository and the other one have been joined in several ways.")
    raise GitFailed(what, where=repository.where, todo=_(_ASK))


def _changed(repository: Repository, base: str, to: str) -> list[str]:
    """All files of the repository that are otherwise there."""
    if not base:
        return paths(repository.git("ls-tree", "-r", "-z", "--name-only", "--full-tree", to))
    words = ("diff-tree", "-r", "-z", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", base, to)
    return paths(repository.git(*words))


def _joined(repository: Repository, head: str, theirs: str, base: str, remote: _Remote) -> str:
    """A commit with both sides, each file from the side that changed it; raises GitFailed where one was on both."""
    came = _changed(repository, base, theirs)
    both = sorted(set(came) & set(_changed(repository, base, head)))
    if both:
        named = ", ".join(both[:_FEW])
        if more := both[_FEW:]:
            named = count("{titles} and {number} more", "{titles} and {number} more", len(more), titles=named)
        what = _("You and somebody else have both changed {files}.", files=named)
        raise GitFailed(what, where=repository.where, todo=_(_ASK))
    refuse_nameless(repository)
    there = entries(repository.git("ls-tree", "-r", "-z", "--full-tree", theirs))
    gone = "0", "0" * len(head)
    lines = (
        f"{mode} {name}\t{path}\0".encode("utf-8", "surrogateescape")
        for path, (mode, name) in ((path, there.get(path, gone)) for path in came)
    )
    with repository.scratch_index() as index:
        repository.git("read-tree", head, more=index)
        # A folder of theirs in the place of a file of ours is refused here.
        repository.git("update-index", "-z", "--index-info", given=b"".join(lines), more=index)
        tree = repository.git("write-tree", more=index).decode().strip()
    said = _("Join our changes with those of {remote}", remote=remote.name)
    return (
        repository.git("commit-tree", tree, "-p", head, "-p", theirs, "-F", "-", given=f"{said}\n".encode())
        .decode()
        .strip()
    )


def _put_in_place(repository: Repository, head: str, to: str) -> None:
    """Bring the files on disk from one commit to the other; git refuses whole where that would overwrite anything."""
    repository.asked("update-index", "-q", "--refresh", filtered=True)
    # Nothing was committed here yet: then a file of theirs must be in nobody's way, and goes again if this fails.
    trees = (tree or _nothing(repository) for tree in (head, to))
    answer = repository.asked("read-tree", "-m", "-u", *trees, seconds=SECONDS, filtered=True)
    if not answer.code:
        return
    if found := re.search(
        r"Entry '(.+)' (?:not uptodate|would be overwritten)|working tree file '(.+)' would", answer.said
    ):
        what = _("Others have changed this file, and what you have changed in it is not committed.")
        todo = _("Nothing was changed. Commit first, then pull again.")
        raise GitFailed(what, where=Place(found[1] or found[2]), todo=todo)
    raise repository.failed(answer)


def _nothing(repository: Repository) -> str:
    return repository.git("mktree").decode().strip()


def _asked(repository: Repository, *words: str) -> Answer:
    return repository.asked(*words, seconds=SECONDS, protocols=_PROTOCOLS)


def _reason(repository: Repository, remote: _Remote, answer: Answer, as_it_was: str) -> GitFailed:
    for pattern, what, todo in _REASONS:
        if re.search(pattern, answer.said, re.IGNORECASE):
            said = _(what, remote=remote.name)
            return GitFailed(said, where=repository.where, todo=_(as_it_was, todo=_(todo)))
    what = _("git could not do this with “{remote}”: {why}.", remote=remote.name, why=answer.cause)
    todo = _(as_it_was, todo=_("Try again, or ask whoever keeps it."))
    return GitFailed(what, where=repository.where, todo=todo)


_FEW = 3  # files that a sentence names
_ASK = N_("Nothing was changed. Ask somebody who knows git to bring the two together; your commits are safe.")
# What git says → what it means, and what to do.
_REASONS: Sequence[tuple[str, str, str]] = (
    (
        r"fetch first|non-fast-forward|\[rejected\].*(?:stale|behind)",
        N_("Somebody else has pushed to “{remote}” before you."),
        N_("Take in theirs, then push again: handbook pull"),
    ),
    (
        r"couldn't find remote ref|no such remote ref",
        N_("“{remote}” has no branch of this name yet."),
        N_("If yours is the first: handbook push"),
    ),
    (
        r"protected branch|hook declined|remote rejected|gh00[0-9]",
        N_("“{remote}” does not accept commits on this branch from you."),
        N_("Ask whoever keeps it which branch to use, or for the right to push."),
    ),
    (
        r"host key verification failed",
        N_("Your machine does not know this server yet."),
        N_("Connect to it once by ssh and compare its key, then try again."),
    ),
    (
        r"does not appear to be a git repository|repository .*not found|error: 404|does not exist",
        N_("There is no git repository where “{remote}” points to."),
        N_("Look at its address: git remote -v"),
    ),
    (
        r"permission denied|authentication failed|could not read username|could not read password|error: 40[13]"
        r"|denied to|access denied|insufficient permission",
        N_("“{remote}” does not let you in."),
        N_("Ask whoever keeps it for access; a password can be stored once with git itself."),
    ),
    (
        r"could not resolve|failed to connect|couldn't connect|connection (?:refused|timed out|reset)|unreachable"
        r"|timed out",
        N_("“{remote}” cannot be reached."),
        N_("Look whether you are online, then try again."),
    ),
    (
        r"transport '.*' not allowed",
        N_("The address of “{remote}” is none that this program speaks to."),
        N_("Use one that begins with https:// or ssh://. See: git remote -v"),
    ),
)
