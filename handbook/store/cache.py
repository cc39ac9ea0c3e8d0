"""What was read, kept in SQLite rows, so that listing, filtering and publishing need not read every file again.

It is only ever a cache: delete it and nothing changes. Where the disk refuses it, it lives in memory.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from handbook.errors import Place, ReadError
from handbook.model import fields as declared
from handbook.model.review import REVIEW
from handbook.store.broken import Broken

FORMAT = 8  # raise it whenever what is stored, or how files are read, changes

# A file changed in the same instant in which it was read could keep its times: such a row is not trusted later.
RACY_NS = 2_000_000_000

# What list and filter need of an entry; all else lies in `contents`, apart so that listing never wades through it.
ROW_FIELDS = ("id", "entry_kind", "title", "summary", "status", "maturity", "priority", "lang", "themes", "groups",
              "phases", "topics", "revision")  # fmt: skip

_TABLES = f"""
drop table if exists files;
drop table if exists contents;
drop table if exists trees;
create table files (
  path text primary key, size int, mtime int, ctime int, inode int, read_at int, hash text,
  edition text, kind text, key text, file_lang text,
  {", ".join(f'"{name}" text' for name in ROW_FIELDS)},
  faults text, unquoted text
) without rowid;
create table contents (path text primary key, content text) without rowid;
create table trees (digest text primary key, content text) without rowid;
create index by_edition on files (edition, kind, id);
create index by_id on files (edition, id, kind, faults) where kind = 'practice' and faults is null;
create index by_fault on files (path) where faults is not null;
create index by_quotes on files (path) where unquoted is not null;
"""

_COLUMNS = ("path", "size", "mtime", "ctime", "inode", "read_at", "hash", "edition", "kind", "key", "file_lang",
            *ROW_FIELDS, "faults", "unquoted")  # fmt: skip

# No database, a broken one, or one of another program: SQLITE_ERROR is what a missing table gives.
_TORN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_ERROR)

Signature = tuple[int, int, int, int]
Known = tuple[str, int, int, int, int, int]


def signature(stat: os.stat_result) -> Signature:
    """What the disk says of a file that changes whenever its bytes may have."""
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def still(known: Known, edition: str, stat: os.stat_result) -> bool:
    """Whether a file is surely as it was. One changed in the very moment of reading could keep its times."""
    name, size, mtime, ctime, inode, read_at = known
    if (size, mtime, ctime, inode) != signature(stat) or name != edition:
        return False
    return read_at - max(mtime, ctime) > RACY_NS


class Row(NamedTuple):
    """What list and filter need of an entry; sets are ids with a space between."""

    path: str
    id: str
    entry_kind: str
    title: str
    summary: str
    status: str
    maturity: str
    priority: str
    lang: str
    themes: str
    groups: str
    phases: str
    topics: str
    revision: str


class Cache:
    """The rows of one workspace, one a file, by path relative to its root."""

    def __init__(self, place: Path | None) -> None:
        self.place = place
        self.refill: Callable[[], None] = lambda: None  # reads all files again, should the rows be lost on the way
        self.db = self._opened(place)

    def known(self) -> dict[str, Known]:
        """Path → (edition, size, mtime, ctime, inode, time of reading) of every file that was read before."""
        rows = self._all("select path, edition, size, mtime, ctime, inode, read_at from files")
        return {row[0]: row[1:] for row in rows}

    def store(self, rows: Iterable[dict[str, Any]], gone: Iterable[str]) -> None:
        """Put in what was read and take out what is no longer there, in one transaction."""
        marks = ", ".join(f":{name}" for name in _COLUMNS)
        quoted = ", ".join(f'"{name}"' for name in _COLUMNS)
        put = f"insert or replace into files ({quoted}) values ({marks})"  # noqa: S608 - own names
        read, lost = list(rows), [(path,) for path in gone]
        self._change(
            ("delete from files where path = ?", lost),
            ("delete from contents where path = ?", lost),
            (put, read),
            ("insert or replace into contents values (:path, :content)", read),
        )

    def rows(self, edition: str, filters: Mapping[str, Iterable[str]]) -> list[Row]:
        """What list and filter need of an edition's own entries, by id.

        A filter is a column and the values of which a row must have one; a set of ids has one if it names it.
        """
        names = ", ".join(f'"{name}"' for name in ROW_FIELDS)
        where, values = ["edition = ?", "kind = 'practice'", "faults is null"], [edition]
        for name, wanted in filters.items():
            asked = list(wanted)
            where.append("(" + " or ".join(f"""instr(' ' || "{name}" || ' ', ?)""" for _ in asked) + ")")
            values += [f" {value} " for value in asked]
        query = f"select path, {names} from files where {' and '.join(where)} order by id, path"  # noqa: S608 - own names
        return [Row(*row) for row in self._all(query, values)]

    def paths(self, edition: str, kind: str) -> list[tuple[str, str, str]]:
        """(path, id, language folder) of the readable files of one kind."""
        query = """select path, iif(kind = 'practice', id, key), file_lang from files
                   where edition = ? and kind = ? and faults is null order by path"""
        return self._all(query, (edition, kind))

    def twins(self) -> list[tuple[str, str, str]]:
        """(edition, id, path) of every entry whose id another file of its edition bears as well."""
        sound = "from files where kind = 'practice' and faults is null"
        twice = self._all(f"select edition, id {sound} group by edition, id having count(*) > 1")
        query = f"select edition, id, path {sound} and edition = ? and id = ? order by path"
        return [row for pair in twice for row in self._all(query, pair)]

    def content(self, path: str) -> Any:
        """The tree of one file, with its types; raises ReadError where another program has just taken it away."""
        rows = self._all("select content from contents where path = ?", (path,))
        if not rows:
            raise ReadError("The file is no longer there.", where=Place(path), todo="Try again.")
        return json.loads(rows[0][0])

    def recall(self, digest: str) -> Any:
        """The tree of a sound file of that content hash, or nothing."""
        rows = self._all("select content from trees where digest = ?", (digest,))
        return json.loads(rows[0][0]) if rows else None

    def keep(self, digest: str, content: Any) -> None:
        """Keep the tree of a sound file by its content hash."""
        self._change(("insert or replace into trees values (?, ?)", [(digest, json.dumps(content))]))

    def broken(self) -> Iterator[Broken]:
        """The faults of every file that cannot be used."""
        for (faults,) in self._all("select faults from files where faults is not null order by path"):
            yield from (Broken(*fault) for fault in json.loads(faults))

    def unquoted(self) -> Iterator[tuple[str, str, int, str]]:
        """(file, pointer, line, edition) of every text without quotes that another program would misread."""
        query = "select path, edition, unquoted from files where unquoted is not null order by path"
        for path, edition, found in self._all(query):
            yield from ((path, pointer, line, edition) for pointer, line in json.loads(found))

    def digests(self, edition: str) -> dict[str, str]:
        """Practice id → one hash over an edition's own files of it; under "" that of all its other files."""
        # What is said in a review changes nothing that is read or published.
        query = """select iif(kind = 'practice', id, key), kind, hash from files
                   where edition = ? and kind <> ? order by path"""
        found: dict[str, Any] = {"": hashlib.sha256()}
        for key, kind, digest in self._all(query, (edition, REVIEW.name)):
            name = key if kind in ("practice", "adaptation", "translation") else ""
            found.setdefault(name, hashlib.sha256()).update(f"{kind} {digest}\n".encode())
        return {name: held.hexdigest() for name, held in found.items()}

    def _all(self, query: str, values: Sequence[str] = ()) -> list[Any]:
        try:
            return self.db.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            self._go_on_in_memory(error)
            return self.db.execute(query, values).fetchall()

    def _change(self, *statements: tuple[str, Sequence[Any]]) -> None:
        try:
            self._changed(statements)
        except sqlite3.DatabaseError as error:
            self._go_on_in_memory(error)
            self._changed(statements)

    def _changed(self, statements: Iterable[tuple[str, Sequence[Any]]]) -> None:
        with self.db:
            for statement, rows in statements:
                self.db.executemany(statement, rows)

    def _go_on_in_memory(self, error: sqlite3.DatabaseError) -> None:
        """A cache that is torn, full, read-only or taken away is left alone for this run, and all is read again."""
        if type(error) not in (sqlite3.DatabaseError, sqlite3.OperationalError):
            raise error
        self.db.close()
        self._remove_if_torn(error)
        self.db = self._connected(None)
        self.refill()

    def _opened(self, place: Path | None) -> sqlite3.Connection:
        for attempt in (place, place):
            try:
                return self._connected(attempt)
            except (sqlite3.Error, OSError) as error:
                self._remove_if_torn(error)
        return self._connected(None)

    def _remove_if_torn(self, error: Exception) -> None:
        if self.place is None or getattr(error, "sqlite_errorcode", None) not in _TORN:
            return
        # With its journal, which would else be played back into the next one.
        for path in (self.place, self.place.with_name(f"{self.place.name}-journal")):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def _connected(self, place: Path | None) -> sqlite3.Connection:
        if place is not None:
            place.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(place or ":memory:", timeout=10, isolation_level="IMMEDIATE")
        try:
            version = int.from_bytes(_declaration()[:4], "big") >> 1
            db.execute("pragma synchronous = off")  # losing a cache in a power cut costs one reading
            if _version(db) != version:
                _make_tables(db, version)
            db.execute("select count(*) from files where path = ''").fetchone()
        except sqlite3.Error:
            db.close()
            raise
        return db


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("pragma user_version").fetchone()[0])


def _make_tables(db: sqlite3.Connection, version: int) -> None:
    db.execute("begin immediate")
    if _version(db) != version:  # another program may just have made them
        for statement in _TABLES.split(";"):
            db.execute(statement)
        db.execute(f"pragma user_version = {version}")
    db.commit()


def _declaration() -> bytes:
    """What the rows depend on besides the files: another declaration of fields gives another cache."""
    held = f"{FORMAT} {declared.PRACTICE!r} {declared.SHAPES!r} {REVIEW!r}"
    return hashlib.sha256(held.encode()).digest()


def row_of(content: dict[str, Any]) -> dict[str, Any]:
    """What list and filter need of a practice; nothing for other files."""
    taken: dict[str, Any] = dict.fromkeys(ROW_FIELDS, "")
    if "title" not in content or "status" not in content:
        return taken
    for name in ROW_FIELDS:
        held = content.get(name, "")
        taken[name] = " ".join(held) if isinstance(held, list) else str(held)
    taken["entry_kind"] = content["kind"]
    taken["priority"] = content.get("priority", {}).get("level", "")
    return taken
