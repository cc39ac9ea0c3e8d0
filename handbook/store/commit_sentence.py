"""The sentence that a commit is proposed with: “Build trust person to person: summary, 2 steps”."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from handbook.editions.changed_since import Changed, How, Stand, changed_since, stand
from handbook.editions.released import BESIDE
from handbook.errors import HandbookError
from handbook.model import fields as declared
from handbook.model.field import Kind
from handbook.model.units import UnitPath, spoken
from handbook.store.files import MOST_BYTES, read_bytes
from handbook.store.layout import FileKind, kind_of
from handbook.store.repository import Repository
from handbook.store.versions import inside, what_they_said
from handbook.store.workspace import Workspace
from handbook.wording import N_, _, count

_LONGEST = 100  # characters: beyond that, programs that show commits cut
_FEW = 3  # practices, or units of one, that are named before they are counted
_OTHERS = {**BESIDE, "handbook.lock": N_("a release taken in"), "edition": N_("about this edition")}
# Labels of lists, whose “s” is that of many.
_ENGLISH = {field.label for field in declared.PRACTICE.fields if field.kind is Kind.ITEMS}
# Written along with what an editor decides; not worth a word beside it.
_ALONG = ("upstream/", "reviews/")


@dataclass(frozen=True, slots=True)
class _About:
    """One practice among the changed files: what it is called, and what became of it."""

    title: str
    what: str


def proposed(workspace: Workspace, files: Sequence[str]) -> str:
    """What was changed in these files since the last commit, as one sentence; a plain one where nothing can be told.

    Raises NoHistory where there is no repository.
    """
    repository = Repository(workspace.root)
    practices: dict[tuple[str, str], list[str]] = {}
    others: list[str] = []
    for file in files:
        edition, kind, path = _told_from(workspace, file)
        if kind is not None and kind.kind in ("practice", "adaptation", "translation"):
            practices.setdefault((edition, _practice_in(workspace, edition, file, kind)), []).append(file)
        elif not path.startswith(_ALONG):
            others.append(_(_OTHERS.get(kind.kind if kind else path, kind.kind if kind else path.partition("/")[0])))
    found = [_about(workspace, repository, *names, held) for names, held in practices.items()]
    return _sentence(found, list(dict.fromkeys(others)))


def _told_from(workspace: Workspace, file: str) -> tuple[str, FileKind | None, str]:
    """The edition that a file belongs to, what it is, and its path there."""
    for edition in workspace.manifest.folders:
        front = inside(workspace, edition)
        if file.startswith(front):
            path = file.removeprefix(front)
            return edition, kind_of(path), path
    return "", None, file


def _practice_in(workspace: Workspace, edition: str, file: str, kind: FileKind) -> str:
    """The id of the practice; a file of another name is known to its edition."""
    if kind.kind != "practice":
        return kind.key
    held = workspace.handbook.edition(edition).practices
    own = next((name for name, one in held.items() if one.file == file), "")
    return own or (kind.key if not workspace.handbook.edition(edition).parent else f"{edition}/{kind.key}")


def _about(workspace: Workspace, repository: Repository, edition: str, practice: str, files: Sequence[str]) -> _About:
    at_head = repository.found(f"HEAD:{repository.prefix}{file}" for file in files)
    contents = repository.contents(one.id for one in at_head if one is not None and one.size <= MOST_BYTES)
    before = {file: contents.get(one.id) if one else None for file, one in zip(files, at_head, strict=True)}
    after = {file: _on_disk(workspace, file) for file in files}
    was, now = (_stand(workspace, edition, practice, versions) for versions in (before, after))
    sheet = now.sheet or was.sheet
    title = (sheet.text("title") if sheet else "") or practice
    return _About(title, _what(changed_since(was, now)))


def _stand(workspace: Workspace, edition: str, practice: str, versions: dict[str, bytes | None]) -> Stand:
    held = what_they_said(workspace, edition, versions).held
    return stand(workspace.handbook, edition, practice, held)


def _on_disk(workspace: Workspace, file: str) -> bytes | None:
    try:
        return read_bytes(workspace.root / file)
    except HandbookError:
        return None


def _what(changes: Sequence[Changed]) -> str:
    """“summary, 2 steps”; a whole practice that came or went says so."""
    whole = next((one for one in changes if not one.path and not one.lang), None)
    if whole is not None:
        return _("new") if whole.how is How.ADDED else _("taken away")
    status = next((str(one.after) for one in changes if one.path == "status"), "")
    names: Counter[str] = Counter()
    items: dict[str, set[str]] = {}
    for one in changes:
        at = UnitPath.parse(one.path)
        field = declared.PRACTICE.field(at.field)
        if one.lang:
            names[_("translation ({language})", language=one.lang)] += 1
        elif field is not None and field.kind is Kind.ITEMS:
            name = _(field.label)
            items.setdefault(name, set()).add(at.item)
            names[name] = len(items[name])
        elif one.path != "status":
            names[_("our stance") if one.path == "stance" else _lower(spoken(one.path, _))] += 1
    told = [_counted(name, number, listed=name in items) for name, number in names.items()]
    if len(told) > _FEW:
        told = [*told[:_FEW], _("{number} more", number=len(told) - _FEW)]
    return ", ".join([*([_(status)] if status else []), *told]) or _("file put in order")


def _counted(name: str, number: int, *, listed: bool) -> str:
    if not listed:
        return name
    plain = _lower(name)
    if name in _ENGLISH and plain.endswith("s") and " " not in plain:
        return f"{number} {plain}" if number > 1 else plain.removesuffix("s")
    return f"{plain} ({number})" if number > 1 else plain


def _sentence(found: Sequence[_About], others: Sequence[str]) -> str:
    if not found:
        return _short(", ".join(others) or _("Edition put in order"))
    if len(found) == 1 and not others:
        return _short(found[0].title, _("{title}: {what}", title="", what=found[0].what))
    whole = "; ".join([*(_("{title}: {what}", title=one.title, what=one.what) for one in found), *others])
    if len(whole) <= _LONGEST:
        return _short(whole)
    titles = ", ".join(one.title for one in found[:_FEW]) + ("" if len(found) <= _FEW else ", …")
    if len(found) > 1:
        titles = count("{number} practice changed: {titles}", "{number} practices changed: {titles}", len(found),
                       titles=titles)  # fmt: skip
    return _short(titles, "; ".join(["", *others]))


def _short(front: str, back: str = "") -> str:
    """Both together; where that is too long the front is cut, since it is known without its end."""
    room = max(20, _LONGEST - len(back))
    front = front if len(front) <= room else front[: room - 1].rstrip() + "…"
    said = " ".join(f"{front}{back}".split())
    return said[0].upper() + said[1:]


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
