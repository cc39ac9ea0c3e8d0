"""The files of one practice in one edition, and what older bytes of them said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from handbook.editions.changed_since import Held
from handbook.errors import HandbookError, ReadError
from handbook.model.adaptation import Adaptation
from handbook.model.practice import Practice
from handbook.model.translation import Translation
from handbook.store.broken import checked
from handbook.store.files import MOST_BYTES
from handbook.store.layout import FileKind, adapt_file, entry_file, front, kind_of, translation_file
from handbook.store.workspace import Workspace
from handbook.store.yamltext import read


@dataclass(frozen=True, slots=True)
class Read:
    """What the files said, and of those that cannot be read why, by file."""

    held: Held
    broken: Mapping[str, str] = field(default_factory=dict)


def files_of_practice(workspace: Workspace, edition: str, practice: str) -> list[str]:
    """Where an edition's own files of a practice lie, or would: its entry, its adaptation, its translations."""
    folder = inside(workspace, edition)
    held = workspace.handbook.edition(edition)
    entry, adapted = held.practices.get(practice), held.adaptations.get(practice)
    known = {lang: one.file for (lang, name), one in held.translations.items() if name == practice}
    files = [
        entry.file if entry else f"{folder}{entry_file(practice)}",
        adapted.file if adapted else f"{folder}{adapt_file(practice)}",
    ]
    for lang in dict.fromkeys([*held.languages, *known]):
        files.append(known.get(lang, f"{folder}{translation_file(lang, practice)}"))
    return files


def inside(workspace: Workspace, edition: str) -> str:
    """Where an edition lies in its workspace, with a slash behind it; empty where it is the whole of it."""
    return front(workspace.root, workspace.folder(edition))


def what_they_said(workspace: Workspace, edition: str, versions: Mapping[str, bytes | None]) -> Read:
    """What these bytes of an edition's files of one practice say; a file that cannot be read says nothing."""
    practice: Practice | None = None
    adaptation: Adaptation | None = None
    translations: dict[str, Translation] = {}
    broken: dict[str, str] = {}
    for file, kind in _kinds(workspace, edition, versions):
        data = versions[file]
        if data is None:
            continue
        try:
            content = _content(data, file, kind, edition)
        except HandbookError as error:
            broken[file] = str(error)
            continue
        if kind.kind == "practice":
            practice = Practice(str(content["id"]), content, file)
        elif kind.kind == "adaptation":
            adaptation = Adaptation.read(content, file)
        else:
            translations[kind.lang] = Translation.read(content, kind.lang, file)
    return Read(Held(practice, adaptation, translations), broken)


def _kinds(workspace: Workspace, edition: str, files: Iterable[str]) -> Sequence[tuple[str, FileKind]]:
    folder = inside(workspace, edition)
    found = ((file, kind_of(file.removeprefix(folder))) for file in files)
    return [(file, kind) for file, kind in found if kind and kind.kind in ("practice", "adaptation", "translation")]


def _content(data: bytes, file: str, kind: FileKind, edition: str) -> dict[str, object]:
    if len(data) > MOST_BYTES:
        raise ReadError(f"The file was larger than {MOST_BYTES:,} bytes.")
    content, faults = checked(read(data, file), kind.shape, edition)
    if faults:
        raise ReadError(faults[0].message, where=faults[0].where)
    return content
