"""Commit what an edition's editors wrote: these files and nothing else, and nothing of the repository's is run.

Files go into git's store as they lie on disk. A commit is made beside the working tree and put in place by one move.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import new as hashed
from pathlib import Path

from handbook.errors import Place
from handbook.store.files import read_bytes
from handbook.store.repository import GitFailed, Repository, entries, paths
from handbook.store.versions import inside
from handbook.store.workspace import Workspace
from handbook.wording import N_, _, count

MOST_BYTES = 64 << 20  # of one file that is committed: a snapshot is larger than what people write
_PLAIN = ("100644", "100755")
_TEMPORARY = ".handbook-tmp"  # a save under way
# What git keeps while it is in the middle of something that a commit of ours would tear apart.
_UNDERWAY = {
    "MERGE_HEAD": N_("Somebody is in the middle of a merge here."),
    "CHERRY_PICK_HEAD": N_("Somebody is in the middle of a cherry-pick here."),
    "REVERT_HEAD": N_("Somebody is in the middle of a revert here."),
    "rebase-merge": N_("Somebody is in the middle of a rebase here."),
    "rebase-apply": N_("Somebody is in the middle of a rebase here."),
}


@dataclass(frozen=True, slots=True)
class Committed:
    """What was done."""

    commit: str
    files: tuple[str, ...]
    message: str
    branch: str

    @property
    def sentence(self) -> str:
        """What people are told."""
        said = self.message.splitlines()[0]
        return count(
            "Committed {number} file on {branch}: “{sentence}” ({commit}).",
            "Committed {number} files on {branch}: “{sentence}” ({commit}).",
            len(self.files), branch=self.branch, sentence=said, commit=self.commit[:8],
        )  # fmt: skip


def uncommitted(workspace: Workspace, edition: str) -> list[str]:
    """The files of an edition that are not as the last commit has them, new and removed ones among them.

    Raises NoHistory where there is no repository.
    """
    repository, folder = Repository(workspace.root), inside(workspace, edition)
    below = ("--", folder) if folder else ()
    listed = repository.git("ls-files", "-z", "--cached", "--others", "--exclude-standard", *below)
    there = _at_head(repository, folder)
    format = repository.text("rev-parse", "--show-object-format")
    changed = []
    for file in sorted({*paths(listed), *there}):
        path = repository.folder / file
        mode, name = there.get(file, ("100644", ""))
        if mode not in _PLAIN or path.is_symlink() or path.is_dir() or path.name.endswith(_TEMPORARY):
            continue  # a link, another repository: nothing of an editor's
        now = _name(_written(repository, file), format) if path.is_file() else ""
        if now != name:
            changed.append(file)
    return changed


def commit(workspace: Workspace, files: Sequence[str], message: str) -> Committed:
    """Commit exactly these files as they lie on disk; whatever else is staged stays so, and stays out.

    Raises GitFailed in words, and nothing was committed then: no name is set, git is in the middle of something,
    nothing has changed.
    """
    repository = Repository(workspace.root)
    said = message.strip()
    if not said:
        raise GitFailed(_("A commit needs a sentence."), todo=_("Nothing was committed. Say in one what you did."))
    for file in files:
        workspace.refuse_read_only(file)
    branch = refuse_underway(repository)
    refuse_nameless(repository)
    head = repository.head()
    listed = _listing(repository, files)
    made = _made(repository, head, listed, said)
    if not made:
        raise GitFailed(_("Nothing has changed since the last commit."), where=repository.where, todo="")
    # The index first: a program that dies here leaves the files staged. The other way round, the next commit of hers
    # would take them back.
    repository.git("update-index", "-z", "--index-info", given=listed)
    move(repository, head, made, f"handbook: {said.splitlines()[0]}")
    return Committed(made, tuple(files), said, branch)


def refuse_underway(repository: Repository) -> str:
    """The present branch; raises GitFailed where there is none, or git is in the middle of something."""
    for name, what in _UNDERWAY.items():
        if Path(repository.folder, repository.text("rev-parse", "--git-path", name)).exists():
            todo = _("Nothing was changed. Ask whoever began it to finish it, or to break it off.")
            raise GitFailed(_(what), where=repository.where, todo=todo)
    branch = repository.branch()
    if not branch:
        what = _("This repository is on no branch, so a commit could get lost.")
        todo = _("Nothing was changed. Go to a branch first: git switch main")
        raise GitFailed(what, where=repository.where, todo=todo)
    return branch


def refuse_nameless(repository: Repository) -> None:
    """Raise GitFailed where nobody has said in whose name things are committed: git would make up an address."""
    for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        if repository.asked("-c", "user.useConfigOnly=true", "var", who).code:
            todo = _(
                "Nothing was committed. Say it once: git config --global user.name 'Kenya IGF secretariat'"
                " and: git config --global user.email secretariat@example.org"
            )
            raise GitFailed(_("git does not know in whose name to commit."), where=repository.where, todo=todo)


def move(repository: Repository, head: str, to: str, why: str) -> None:
    """Let the present branch end with this commit, if it still ends where it did."""
    answer = repository.asked("update-ref", "-m", why, "HEAD", to, head)
    if answer.code and "but expected" in answer.said:
        todo = _("Nothing was changed. Look at it as it is now, then do it again.")
        raise GitFailed(_("Somebody else has committed here meanwhile."), where=repository.where, todo=todo)
    if answer.code:
        raise repository.failed(answer)


def _made(repository: Repository, head: str, listed: bytes, message: str) -> str:
    """A commit of what the last one holds and these files; nothing where that is the same."""
    with repository.scratch_index() as index:
        repository.git("read-tree", head or "--empty", more=index)
        repository.git("update-index", "-z", "--index-info", given=listed, more=index)
        tree = repository.git("write-tree", more=index).decode().strip()
    if head and tree == repository.text("rev-parse", f"{head}^{{tree}}"):
        return ""
    grown = ("-p", head) if head else ()
    return repository.git("commit-tree", tree, *grown, "-F", "-", given=f"{message}\n".encode()).decode().strip()


def _listing(repository: Repository, files: Sequence[str]) -> bytes:
    """These files as `update-index --index-info` takes them; their contents lie in git's store then."""
    there = _at_head(repository, "", files)
    lines: list[bytes] = []
    nothing = b"0" * (40 if repository.text("rev-parse", "--show-object-format") == "sha1" else 64)
    for file in dict.fromkeys(files):
        path = repository.folder / file
        if path.is_symlink() or path.is_dir() or ".." in Path(file).parts or Path(file).is_absolute():
            todo = _("Nothing was committed. Commit it with git itself.")
            raise GitFailed(_("This is no plain file of the handbook."), where=Place(file), todo=todo)
        mode = there.get(file, ("100644", ""))[0]
        if path.is_file():
            data = _written(repository, file)
            name = repository.git("hash-object", "-w", "--stdin", given=data).strip()
            lines.append(f"{mode} ".encode() + name)
        else:
            lines.append(b"0 " + nothing)
        lines[-1] += b"\t" + _bytes(repository.prefix + file) + b"\0"
    return b"".join(lines)


def _at_head(repository: Repository, folder: str, files: Sequence[str] = ()) -> dict[str, tuple[str, str]]:
    if not repository.head():
        return {}
    wanted = ("--", *files) if files else ("--", folder) if folder else ()
    return entries(repository.git("ls-tree", "-r", "-z", "HEAD", *wanted))


def _written(repository: Repository, file: str) -> bytes:
    """What a file holds as git is to keep it: with line feeds alone, where the repository says that it is text.

    git's own filters are programs that a configuration names, so they are not asked.
    """
    data = read_bytes(repository.folder / file, limit=MOST_BYTES, name=file)
    if b"\r\n" not in data or b"\0" in data:
        return data
    said = repository.git("check-attr", "-z", "text", "--", file).split(b"\0")[2]
    wanted = repository.text("config", "--get", "core.autocrlf", may_fail=True) in ("true", "input")
    if said in (b"set", b"auto") or (said == b"unspecified" and wanted):
        return data.replace(b"\r\n", b"\n")
    return data


def _name(data: bytes, format: str) -> str:
    """The name that git gives to a file of this content."""
    return hashed(format, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _bytes(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")
