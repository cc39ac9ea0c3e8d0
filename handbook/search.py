"""Full-text search over all fields of all entries, ranked, for the command line and the desk."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handbook.editions.resolve import practice_ids
from handbook.model import fields as declared
from handbook.model.edition import Edition
from handbook.model.fields import Field, Kind
from handbook.store.listing import one_or_all
from handbook.store.workspace import Workspace

# A word in the title weighs most, then one in the summary, then one anywhere.
_WEIGHTS = "0, 0, 10.0, 5.0, 1.0"


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that was found, with the words around the best match, and the editions in which it was found."""

    id: str
    editions: tuple[str, ...]
    title: str
    excerpt: str


def find(workspace: Workspace, words: str, *, edition: str = "", most: int = 20) -> list[Hit]:
    """The entries in which all words stand, also as beginnings of longer ones; the best first.

    Accents and case make no difference. Raises UnknownEdition and ChainError.
    """
    asked = _query(words)
    if not asked:
        return []
    edition = one_or_all(workspace, edition)
    held = workspace.handbook.chain(edition) if edition else tuple(workspace.handbook.editions.values())
    names = [one.id for one in held]
    db = sqlite3.connect(":memory:")
    db.execute(
        "create virtual table entries using fts5(id unindexed, edition unindexed, title, summary, body,"
        " tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
    )
    db.executemany("insert into entries values (?, ?, ?, ?, ?)", _texts(held, practice_ids(held) if edition else ()))
    ranked = f"select rowid, id, edition from entries where entries match ? order by bm25(entries, {_WEIGHTS}), id"  # noqa: S608
    rows: dict[str, list[tuple[int, str]]] = {}  # of an entry: where it was found, the best first
    for row, key, where in db.execute(ranked, (asked,)):
        rows.setdefault(key, []).append((row, where))
    return [_hit(db, asked, key, rows[key], names) for key in list(rows)[:most]]


def _hit(db: sqlite3.Connection, asked: str, key: str, rows: Sequence[tuple[int, str]], names: Sequence[str]) -> Hit:
    around = "select title, snippet(entries, -1, '', '', '…', 24) from entries where rowid = ? and entries match ?"
    title, excerpt = db.execute(around, (rows[0][0], asked)).fetchone()
    found = {where for _, where in rows}
    return Hit(key, tuple(name for name in names if name in found), title, excerpt)


def _texts(editions: Sequence[Edition], shown: Iterable[str]) -> Iterator[tuple[str, str, str, str, str]]:
    """Id, edition, title, summary and all words of each entry; of a chain, only of those that are `shown` there."""
    only = frozenset(shown)
    for edition in editions:
        translated: dict[str, list[str]] = {}
        for (_, key), translation in edition.translations.items():
            translated.setdefault(key, []).extend(unit.text for unit in translation.units.values())
        for entry in edition.practices.values():
            said = [entry.id, *_words(entry.content, declared.PRACTICE.fields), *translated.pop(entry.id, [])]
            if not only or entry.id in only:
                yield entry.id, edition.id, entry.title, entry.summary, "\n".join(said)
        for key in {*edition.adaptations, *translated}:
            said = translated.get(key, []) + _adapted(edition, key)
            if said and (not only or key in only):
                yield key, edition.id, _title(editions, edition, key), "", "\n".join([key, *said])


def _title(editions: Iterable[Edition], edition: Edition, key: str) -> str:
    """What an entry of another edition is called here."""
    adaptation = edition.adaptations.get(key)
    ours = adaptation.changes["title"].text if adaptation and "title" in adaptation.changes else None
    return ours or next((other.practices[key].title for other in editions if key in other.practices), key)


def _adapted(edition: Edition, key: str) -> list[str]:
    adaptation = edition.adaptations.get(key)
    if adaptation is None:
        return []
    said = [text for change in adaptation.changes.values() for text in (change.text, change.reason) if text]
    for name, items in adaptation.additions.items():
        field = declared.PRACTICE.field(name)
        said += [text for item in items for text in _words(item, field.fields if field else ())]
    return said


def _words(held: Mapping[str, Any], fields: Sequence[Field]) -> Iterator[str]:
    """All words of a practice or item: what people wrote, and the organisations and references they named."""
    for field in fields:
        inner = None if field is declared.LANG else held.get(field.name)
        if isinstance(inner, str) and (field.words or field.kind is Kind.TEXT):
            yield inner
        elif isinstance(inner, dict):
            yield from _words(inner, field.fields)
        elif isinstance(inner, list) and field.fields:
            for item in inner:
                yield from _words(item, field.fields)


def _query(words: str) -> str:
    # Each word is quoted, so that nothing of it is taken for the query language.
    cleaned = "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in words)
    return " ".join(f'"{word}"*' for word in cleaned.split()[:20])
