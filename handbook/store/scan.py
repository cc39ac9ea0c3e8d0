"""Read what has changed on disk since it was last read, into rows of the cache."""

from __future__ import annotations

import gc
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from typing import Any

from handbook.errors import HandbookError, Place, ReadError
from handbook.store.broken import Broken, checked, unreadable
from handbook.store.cache import Cache, row_of, signature, still
from handbook.store.files import content_hash, read_bytes
from handbook.store.layout import OTHER_SUFFIX, SUFFIX, FileKind, files_of, front, kind_of


def scan(root: Path, folders: Mapping[str, Path], cache: Cache) -> None:
    """Bring the cache up to date with the files of these editions."""
    known = cache.known()
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    with no_collector():
        for edition, folder in folders.items():
            for inside, stat in files_of(folder):
                path = f"{front(root, folder)}{inside}"
                if not path.isascii():
                    inside, path = _printable(inside), _printable(path)
                kind = kind_of(inside)
                if kind is None:
                    continue
                seen.add(path)
                before = known.get(path)
                if before is None or not still(before, edition, stat):
                    rows.append(_row(root, path, edition, kind, stat))
    gone = known.keys() - seen
    if rows or gone:
        cache.store(rows, gone)


@contextmanager
def no_collector() -> Iterator[None]:
    """Work without the garbage collector for a while, and leave it as it was."""
    # Thousands of small trees and none of them garbage: the collector would only walk them, again and again.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _row(root: Path, path: str, edition: str, kind: FileKind, stat: os.stat_result) -> dict[str, Any]:
    from handbook.store.yamltext import read  # late: a run that finds all in its cache reads no YAML

    read_at, digest = time.time_ns(), ""
    content: dict[str, Any] = {}
    faults: list[Broken] = []
    unquoted: list[tuple[str, int]] = []
    try:
        _name_is_ours(path)
        data = read_bytes(root / path, name=path)
        digest = content_hash(data)
        document = read(data, path)
        unquoted = list(document.plain_typed.items())
        content, faults = checked(document, kind.shape, edition)
    except HandbookError as error:
        faults = [unreadable(path, edition, error)]
    size, mtime, ctime, inode = signature(stat)
    return {
        **row_of(content), "path": path, "size": size, "mtime": mtime, "ctime": ctime, "inode": inode,
        "read_at": read_at, "hash": digest, "edition": edition, "kind": kind.kind, "key": kind.key,
        "file_lang": kind.lang, "content": _json(content),
        "faults": _json([astuple(fault) for fault in faults]) if faults else None,
        "unquoted": _json(unquoted) if unquoted else None,
    }  # fmt: skip


def _printable(path: str) -> str:
    """A path as text: bytes in it that are no UTF-8 become �, and the file is then not found but told of."""
    return os.fsencode(path).decode("utf-8", "replace")


def _name_is_ours(path: str) -> None:
    if "�" in path:
        todo = "Give it a name of plain letters and hyphens."
        raise ReadError("The name of this file is not UTF-8.", where=Place(path), todo=todo)
    if path.endswith(OTHER_SUFFIX):
        todo = f"Give it the ending {SUFFIX}."
        raise ReadError(f"The name ends in {OTHER_SUFFIX}, so the file is not used.", where=Place(path), todo=todo)


def _json(held: object) -> str:
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))
