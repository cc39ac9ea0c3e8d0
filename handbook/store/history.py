"""History in words: what became of a practice in one edition, commit by commit, read from git and never checked out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from handbook.editions.changed_since import Changed, Stand, changed_since, stand
from handbook.errors import UnknownPractice
from handbook.store.files import MOST_BYTES
from handbook.store.repository import GitFailed, NoHistory, Repository
from handbook.store.versions import files_of_practice, inside, what_they_said
from handbook.store.workspace import Workspace
from handbook.wording import _

MOST = 50
_MOST_COMMIT = 64 * 1024  # bytes of a commit's own words
_MOST_NAMES = 5  # names that one file is followed through

Names = Mapping[str, Sequence[str]]  # file today → its names, the newest first
Versions = dict[str, str]  # file today → the name of its content in git's store


@dataclass(frozen=True, slots=True)
class Moment:
    """What one commit did to a practice; `note` says why nothing can be told, or what else there is to say."""

    commit: str
    when: str  # ISO date and time, with the offset of its author's clock
    who: str
    message: str
    changes: tuple[Changed, ...]
    note: str = ""

    @property
    def date(self) -> str:
        """The day, as 2026-11-03."""
        return self.when[:10]


@dataclass(frozen=True, slots=True)
class _Commit:
    id: str
    parents: tuple[str, ...]
    when: str
    who: str
    message: str


def history(workspace: Workspace, edition: str, practice: str, most: int = MOST) -> list[Moment]:
    """What became of a practice in one edition, newest first: its entry, its adaptation and its translations.

    Raises NoHistory where there is no git, no repository or no commit, and GitFailed where git does not answer.
    """
    repository = Repository(workspace.root)
    head = repository.head()
    if not head:
        todo = _("Commit once, and its history begins: handbook commit")
        raise NoHistory(_("Nothing was ever committed here."), where=repository.where, todo=todo)
    files = files_of_practice(workspace, edition, practice)
    names, commits = _followed(repository, head, files, inside(workspace, edition), most)
    teller = _Teller(workspace, repository, edition, practice)
    told = _told(repository, teller, commits, names)
    return [moment for moment in told if moment is not None]


def as_it_was(workspace: Workspace, edition: str, practice: str, commit: str) -> Stand:
    """How a practice stood in one edition after a commit, named as `history` does or by its first letters.

    Raises GitFailed where there is no such commit, and UnknownPractice where the edition did not have it then.
    """
    repository = Repository(workspace.root)
    named = commit if commit.isalnum() and commit.isascii() else ""
    full = repository.text("rev-parse", "-q", "--verify", f"{named}^{{commit}}", may_fail=True) if named else ""
    if not full:
        todo = _("See the commits of a practice with: handbook history {practice}", practice=practice)
        raise GitFailed(_("There is no commit “{commit}” here.", commit=commit), where=repository.where, todo=todo)
    files = files_of_practice(workspace, edition, practice)
    names, _touching = _followed(repository, repository.head() or full, files, inside(workspace, edition), MOST)
    versions = _versions(repository, [full], names)[0]
    teller = _Teller(workspace, repository, edition, practice)
    stood, broken = teller.stand(versions)
    if broken:
        raise GitFailed(_("That version cannot be read: {why}", why=broken), todo=_("Take another one."))
    if stood.sheet is None:
        what = _("The edition “{edition}” did not have “{practice}” then.", edition=edition, practice=practice)
        todo = _("Take another commit: handbook history {practice}", practice=practice)
        raise UnknownPractice(what, todo=todo)
    return stood


class _Teller:
    """Reads versions of one practice, each once."""

    def __init__(self, workspace: Workspace, repository: Repository, edition: str, practice: str) -> None:
        self.workspace, self.repository, self.edition, self.practice = workspace, repository, edition, practice
        self._stands: dict[tuple[tuple[str, str], ...], tuple[Stand, str]] = {}

    def stand(self, versions: Versions) -> tuple[Stand, str]:
        """How the practice stood with these versions, and what of them cannot be read."""
        key = tuple(sorted(versions.items()))
        if key not in self._stands:
            data = self.repository.contents(versions.values())
            bytes_of = {file: data.get(name) for file, name in versions.items()}
            read = what_they_said(self.workspace, self.edition, bytes_of)
            stood = stand(self.workspace.handbook, self.edition, self.practice, read.held)
            self._stands[key] = stood, " ".join(read.broken.values())
        return self._stands[key]

    def changes(self, before: Versions, after: Versions) -> tuple[tuple[Changed, ...], str]:
        """What is otherwise, and a note."""
        (was, fault_before), (now, fault) = self.stand(before), self.stand(after)
        if fault or fault_before:
            what = _("The version before cannot be read, so it is not told what changed. {why}", why=fault_before)
            if fault:
                what = _("This version cannot be read, so it is not told what changed. {why}", why=fault)
            return (), what
        found = changed_since(was, now)
        return found, "" if found else _("Only comments, line breaks or what the tool keeps for itself changed.")


def _followed(
    repository: Repository, head: str, files: Sequence[str], folder: str, most: int
) -> tuple[Names, Sequence[_Commit]]:
    """All names that the files bore, and the commits that touched them, newest first."""
    names: dict[str, list[str]] = {file: [file] for file in files}
    while True:
        listed = [name for known in names.values() for name in known]
        words = ("rev-list", f"--max-count={most}", head, "--", *listed)
        commits = _commits(repository, repository.text(*words).split())
        if not _earlier_names(repository, commits, names, folder):
            return names, commits


def _earlier_names(
    repository: Repository, commits: Sequence[_Commit], names: dict[str, list[str]], folder: str
) -> bool:
    """Note what the files were called before the commit that renamed them; whether there was anything to note."""
    now = _versions(repository, [one.id for one in commits], names)
    before = _versions(repository, [f"{one.id}^" for one in commits], names)
    begun: dict[str, _Commit] = {}
    for commit, here, there in zip(commits, now, before, strict=True):
        for file in here.keys() - there.keys():
            begun[file] = commit  # the oldest stays
    noted = False
    for commit in {one.id: one for one in begun.values() if one.parents}.values():
        renamed = _renamed(repository, commit, folder)
        for file, known in names.items():
            old = renamed.get(known[-1], "")
            if old and old not in known and "\n" not in old and len(known) < _MOST_NAMES and begun.get(file) == commit:
                known.append(old)
                noted = True
    return noted


def _renamed(repository: Repository, commit: _Commit, folder: str) -> dict[str, str]:
    """New name → old name, of all files of the edition that a commit renamed."""
    words = ("diff-tree", "-r", "-z", "-M", "--relative", "--no-ext-diff", "--no-textconv", "--diff-filter=R",
             "--name-status", commit.parents[0], commit.id, *(("--", folder) if folder else ()))  # fmt: skip
    answer = repository.asked(*words)
    if answer.code:
        return {}  # the commit before is not in this copy
    parts = [part.decode("utf-8", "surrogateescape") for part in answer.out.split(b"\0")]
    return {new: old for _, old, new in zip(parts[::3], parts[1::3], parts[2::3], strict=False)}


def _versions(repository: Repository, trees: Sequence[str], names: Names) -> list[Versions]:
    """For each state of the repository, which content each file had; one it did not have is left out."""
    asked = [
        (place, file, f"{tree}:{repository.prefix}{name}")
        for place, tree in enumerate(trees)
        for file, known in names.items()
        for name in known
    ]
    held: list[Versions] = [{} for _ in trees]
    for (place, file, _spec), found in zip(asked, repository.found(one[2] for one in asked), strict=True):
        if found is not None and found.kind == "blob" and found.size <= MOST_BYTES:
            held[place].setdefault(file, found.id)
    return held


def _told(repository: Repository, teller: _Teller, commits: Sequence[_Commit], names: Names) -> Iterator[Moment | None]:
    now = _versions(repository, [one.id for one in commits], names)
    before = _versions(repository, [f"{one.id}^" for one in commits], names)
    known = {one.id for one in repository.found(p for c in commits for p in c.parents[:1]) if one is not None}
    for commit, here, there in zip(commits, now, before, strict=True):
        if here == there:
            continue  # one of the old names is another practice's by now
        if commit.parents and commit.parents[0] not in known:
            note = _("What was before is not in this copy of the repository.")
            yield Moment(commit.id, commit.when, commit.who, commit.message, (), note)
            continue
        changes, note = teller.changes(there, here)
        yield Moment(commit.id, commit.when, commit.who, commit.message, changes, note)


def _commits(repository: Repository, names: Sequence[str]) -> list[_Commit]:
    found = repository.found(names)
    small = [one.id for one in found if one is not None and one.size <= _MOST_COMMIT]
    held = repository.contents(small)
    return [_commit(name, held.get(name, b"")) for name in names]


def _commit(name: str, data: bytes) -> _Commit:
    """A commit's own words; what cannot be read of them is left empty."""
    head, _, message = data.decode("utf-8", "replace").partition("\n\n")
    lines = [line.partition(" ") for line in head.split("\n")]
    parents = tuple(rest for key, _, rest in lines if key == "parent")
    author = next((rest for key, _, rest in lines if key == "author"), "")
    who, _, signed = author.rpartition(">")
    return _Commit(name, parents, _when(signed), who.partition("<")[0].strip(), message.strip())


def _when(signed: str) -> str:
    """`1762156800 +0100` as an ISO date and time."""
    try:
        seconds, offset = signed.split()
        minutes = int(offset[-4:-2]) * 60 + int(offset[-2:])
        zone = timezone(timedelta(minutes=-minutes if offset.startswith("-") else minutes))
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds))).astimezone(zone).isoformat()
    except (ValueError, OverflowError):
        return ""
