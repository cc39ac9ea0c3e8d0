"""What a repository of its own begins with besides its edition: a read-me for the IGF, CI files, a licence note."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from textwrap import indent

# File of a new repository → the text here that it is made from, where names stand between @.
_TEXTS = {
    "README.md": "readme.md",
    "LICENSE": "licence.txt",
    ".gitignore": "gitignore.txt",
    ".gitattributes": "gitattributes.txt",
    ".github/workflows/handbook.yml": "github.yml",
    ".gitlab-ci.yml": "gitlab.yml",
}
# The step that writes the front page above all editions, the same for both hosts.
_FRONT = "@FRONT@\n"
_STEP = {"github.yml": " " * 10, "gitlab.yml": " " * 6}
_NAME = re.compile(r"@([A-Z]+)@")
_MARKS = re.compile(r"([\\`*_\[\]<>#|])")


def starter_files(names: Mapping[str, str]) -> dict[str, bytes]:
    """Path → bytes of the files, with the names filled in, each as plain text."""
    return {path: _filled(path, _text(text), names) for path, text in _TEXTS.items()}


def _text(name: str) -> str:
    here = Path(__file__).parent
    text = (here / name).read_text("utf-8")
    if name not in _STEP:
        return text
    return text.replace(_FRONT, indent((here / "front.sh").read_text("utf-8"), _STEP[name]))


def _filled(path: str, text: str, names: Mapping[str, str]) -> bytes:
    return "".join(_line(path, line, names) for line in text.splitlines(keepends=True)).encode()


def _line(path: str, line: str, names: Mapping[str, str]) -> str:
    # A title may come from a stranger's release: in the read-me it is words, never a link or a picture. A line of code
    # is typed as it stands.
    marked = path.endswith(".md") and not line.startswith("    ")
    return _NAME.sub(lambda found: _plain(names[found[1]], marked=marked), line)


def _plain(words: str, *, marked: bool) -> str:
    flat = " ".join(words.split())
    return _MARKS.sub(r"\\\1", flat) if marked else flat
