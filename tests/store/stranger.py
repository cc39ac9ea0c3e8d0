"""A stranger's git repository, made by hand, and what fetching from it must never do."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from handbook.errors import ParentError
from handbook.store.git import fetched

ONE, TWO, TEN = b'{"release":"1"}\n', b'{"release":"2"}\n', b'{"release":"10"}\n'
SIGNATURE = b"-----BEGIN SSH SIGNATURE-----\n"
AT = "practices/eu/releases/eu-"
GOOD = {f"{AT}1.json": ONE, f"{AT}2.json": TWO, f"{AT}2.json.sig": SIGNATURE, f"{AT}10.json": TEN, "README.md": b"hi"}


class Stranger:
    """A bare repository, made object by object, since git's own porcelain would not make the worst of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.git("init", "--quiet", "--bare", "--template=", "--initial-branch=main", ".")

    def git(self, *arguments: str, given: bytes = b"") -> str:
        names = {f"GIT_{who}_{what}": "x@y" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        surroundings = {**os.environ, **names, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, input=given, env=surroundings, capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    def blob(self, data: bytes) -> str:
        return self.git("hash-object", "-w", "--stdin", given=data)

    def tree(self, *entries: tuple[str, str, str]) -> str:
        """A tree of (mode, object, name), with any names whatever."""
        ordered = sorted(entries, key=lambda entry: (entry[2] + "/" * (entry[0] == "40000")).encode())
        raw = [f"{mode} {name}\0".encode() + bytes.fromhex(one) for mode, one, name in ordered]
        return self.git("hash-object", "-w", "-t", "tree", "--literally", "--stdin", given=b"".join(raw))

    def nested(self, files: Mapping[str, tuple[str, str]]) -> str:
        """A tree of path → (mode, object)."""
        here = {name: about for name, about in files.items() if "/" not in name}
        below = {name.partition("/")[0] for name in files if "/" in name}
        entries = [(mode, one, name) for name, (mode, one) in here.items()]
        for name in below:
            inner = {path.removeprefix(f"{name}/"): one for path, one in files.items() if path.startswith(f"{name}/")}
            entries.append(("40000", self.nested(inner), name))
        return self.tree(*entries)

    def commit(self, tree: str, ref: str = "refs/heads/main") -> str:
        commit = self.git("commit-tree", "-m", "x", tree)
        self.git("update-ref", ref, commit)
        return commit

    def holds(self, files: Mapping[str, bytes], ref: str = "refs/heads/main", **odd: tuple[str, str]) -> str:
        plain = {path: ("100644", self.blob(data)) for path, data in files.items()}
        return self.commit(self.nested({**plain, **odd}), ref)


def refused(address: object, machine: Path, ref: str = "HEAD", number: str = "") -> str:
    with pytest.raises(ParentError) as error:
        fetched(str(address), ref, "eu", number, machine=machine)
    assert error.value.todo and "Traceback" not in str(error.value)
    assert not list((machine / "quarantine").glob("*"))
    return str(error.value)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
