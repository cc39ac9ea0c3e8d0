"""Which file of an edition holds what: the one place that knows the folders of section “on disk” of the manual."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from handbook.model import fields as declared
from handbook.model.edition import HOLDINGS
from handbook.model.field import Shape
from handbook.model.ids import file_name, from_file_name
from handbook.model.review import FOLDER as REVIEWS
from handbook.model.review import REVIEW

SUFFIX = ".yaml"
OTHER_SUFFIX = ".yml"  # what some editors write; told, since a file that nobody reads looks like one that is read


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file is, told from where it lies: its kind, the id in its name, and its language folder."""

    kind: str
    key: str
    lang: str = ""

    @property
    def shape(self) -> Shape:
        """The fields such a file has; read at call time, so that a declared field is known at once."""
        if self.kind == REVIEW.name:
            return REVIEW
        return declared.PRACTICE if self.kind == "practice" else declared.SHAPES[self.kind]


def kind_of(path: str) -> FileKind | None:
    """What the file at this path, relative to its edition's folder with `/`, is; None where it is none of ours."""
    if not path.endswith((SUFFIX, OTHER_SUFFIX)):
        return None
    folder, _, name = path.rpartition(".")[0].rpartition("/")
    if not folder:
        return FileKind(name, name) if name == "edition" or name in HOLDINGS else None
    if folder == "entries":
        return FileKind("practice", from_file_name(name))
    if folder == "adapt":
        return FileKind("adaptation", from_file_name(name))
    if folder == REVIEWS:
        return FileKind(REVIEW.name, from_file_name(name))
    top, _, lang = folder.partition("/")
    if top == "i18n" and lang and "/" not in lang:
        return FileKind("translation", from_file_name(name), lang)
    return None


def front(root: Path, folder: Path) -> str:
    """Where an edition's folder lies in its workspace, with a slash behind it; empty where it is the whole of it."""
    path = folder.relative_to(root).as_posix()
    return "" if path == "." else f"{path}/"


def entry_file(practice: str) -> str:
    """Where an edition's own practice lies in its folder; the edition's id in front goes without saying."""
    return f"entries/{practice.rpartition('/')[2]}{SUFFIX}"


def adapt_file(practice: str) -> str:
    """Where its adaptation of a practice lies."""
    return f"adapt/{file_name(practice)}{SUFFIX}"


def translation_file(lang: str, practice: str) -> str:
    """Where its translation of a practice lies."""
    return f"i18n/{lang}/{file_name(practice)}{SUFFIX}"


def review_file(practice: str) -> str:
    """Where its review of a practice lies."""
    return f"{REVIEWS}/{file_name(practice)}{SUFFIX}"


def files_of(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """The files of an edition that may be ours, by path relative to its folder, with what the disk says of them."""
    yield from _yaml_in(folder, "")
    for name in ("entries", "adapt", REVIEWS):
        yield from _yaml_in(folder / name, f"{name}/")
    languages = folder / "i18n"
    if languages.is_dir():
        for language in sorted(entry.name for entry in os.scandir(languages) if entry.is_dir()):
            yield from _yaml_in(languages / language, f"i18n/{language}/")


def _yaml_in(folder: Path, front: str) -> Iterator[tuple[str, os.stat_result]]:
    try:
        entries = os.scandir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    with entries:
        for entry in entries:
            if entry.name.endswith((SUFFIX, OTHER_SUFFIX)) and not entry.name.startswith("."):
                with suppress(FileNotFoundError):  # taken away while we look
                    yield front + entry.name, _stat(entry)


def _stat(entry: os.DirEntry[str]) -> os.stat_result:
    try:
        return entry.stat()
    except OSError:  # a link that leads nowhere: it is read, and so reported, all the same
        return entry.stat(follow_symlinks=False)
