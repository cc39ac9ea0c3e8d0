"""What a repository of its own begins with besides its edition: a read-me for the IGF, CI files, a licence note."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

# File of a new repository → the text here that it is made from, where names stand between @.
_TEXTS = {
    "README.md": "readme.md",
    "LICENSE": "licence.txt",
    ".gitignore": "gitignore.txt",
    ".gitattributes": "gitattributes.txt",
    ".github/workflows/handbook.yml": "github.yml",
    ".gitlab-ci.yml": "gitlab.yml",
}
_NAME = re.compile(r"@([A-Z]+)@")
_MARKS = re.compile(r"([\\`*_\[\]<>#|])")


def starter_files(names: Mapping[str, str]) -> dict[str, bytes]:
    """Path → bytes of the files, with the names filled in, each as plain text."""
    here = Path(__file__).parent
    return {path: _filled(path, (here / text).read_text("utf-8"), names) for path, text in _TEXTS.items()}


def _filled(path: str, text: str, names: Mapping[str, str]) -> bytes:
    # A title may come from a stranger's release: in the read-me it is words, never a link or a picture.
    marked = path.endswith(".md")
    filled = _NAME.sub(lambda found: _plain(names[found[1]], marked=marked), text)
    return filled.encode()


def _plain(words: str, *, marked: bool) -> str:
    flat = " ".join(words.split())
    return _MARKS.sub(r"\\\1", flat) if marked else flat
