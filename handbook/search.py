"""Full-text search over all fields of all entries, ranked, for the command line and the desk."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from handbook.editions.resolve import practice_ids
from handbook.model import fields as declared
from handbook.model.edition import Edition
from handbook.model.field import Field, Kind
from handbook.store.listing import one_or_all
from handbook.store.workspace import Workspace

# A word in the title weighs most, then one in the summary, then one anywhere.
_WEIGHTS = "10.0, 5.0, 1.0"
_MOST_WORDS = 20
Held = TypeVar("Held")


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that was found, with the words around the best match, and the editions in which it was found."""

    id: str
    editions: tuple[str, ...]
    title: str
    excerpt: str


class Index:
    """The words of all entries of an edition with those it takes over, or of all editions; made once, asked often.

    It is as the files were when it was made, but for the entries that were renewed since. One thread may make it and
    another ask it, but not two at once. Raises UnknownEdition and ChainError.
    """

    def __init__(self, workspace: Workspace, edition: str = "") -> None:
        edition = one_or_all(workspace, edition)
        held = _held(workspace, edition)
        self._edition, self._names = edition, [one.id for one in held]
        self._keys = sorted({key for one in held for key in _keys(one)})
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        self._db.execute(
            "create virtual table entries using fts5(title, summary, body,"
            " tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')"
        )
        self._put_in(_texts(held, practice_ids(held) if edition else ()))

    def renew(self, workspace: Workspace, key: str) -> None:
        """Read the words of one entry anew: an editor who has just saved finds what she wrote.

        What others say differently since then is left as it was. Raises what making one raises.
        """
        held = _held(workspace, self._edition)
        if [one.id for one in held] != self._names:  # it builds on others now, and is made anew by who changed that
            return
        if key not in self._keys:
            self._keys.append(key)
        first = self._keys.index(key) * len(held)
        self._db.execute("delete from entries where rowid >= ? and rowid < ?", (first, first + len(held)))
        self._put_in(_texts(held, practice_ids(held) if self._edition else (), key))

    def ids(self, words: str) -> list[str]:
        """The ids of the entries in which all words stand, also as beginnings of longer ones; the best first."""
        return list(self._rows(_asked(words)))

    def hits(self, words: str, most: int) -> list[Hit]:
        """The same entries with title and excerpt, the first few."""
        asked = _asked(words)
        rows = self._rows(asked)
        return [self._hit(asked, key, rows[key]) for key in list(rows)[:most]]

    def close(self) -> None:
        """Give its memory back."""
        self._db.close()

    def _put_in(self, texts: Iterable[tuple[str, str, str, str, str]]) -> None:
        place = {key: number for number, key in enumerate(self._keys)}
        rows = (
            (place[key] * len(self._names) + self._names.index(where), title, summary, body)
            for key, where, title, summary, body in texts
        )
        self._db.executemany("insert into entries (rowid, title, summary, body) values (?, ?, ?, ?)", rows)

    def _rows(self, asked: Sequence[str]) -> dict[str, list[int]]:
        """By entry, the rows in which it was found, the best first; the number of a row tells entry and edition."""
        found: dict[str, list[int]] = {}
        for row in self._ranked(asked) if asked else ():
            found.setdefault(self._keys[row // len(self._names)], []).append(row)
        return found

    def _ranked(self, asked: Sequence[str]) -> Iterator[int]:
        matching, query = "select rowid from entries where entries match ?", _query(asked)
        if max(map(len, asked)) > 1:
            rows = self._db.execute(f"{matching} order by bm25(entries, {_WEIGHTS}), rowid", (query,))
            yield from (row for (row,) in rows)
            return
        # A letter stands nearly everywhere and says nothing of rank, and to weigh ten thousand takes longer than a key.
        titled = dict.fromkeys(row for (row,) in self._db.execute(matching, (f"title : ({query})",)))
        yield from titled
        yield from (row for (row,) in self._db.execute(matching, (query,)) if row not in titled)

    def _hit(self, asked: Sequence[str], key: str, rows: Sequence[int]) -> Hit:
        around = "select title, snippet(entries, -1, '', '', '…', 24) from entries where rowid = ? and entries match ?"
        title, excerpt = self._db.execute(around, (rows[0], _query(asked))).fetchone()
        found = {row % len(self._names) for row in rows}
        return Hit(key, tuple(name for place, name in enumerate(self._names) if place in found), title, excerpt)


def find(workspace: Workspace, words: str, *, edition: str = "", most: int = 20) -> list[Hit]:
    """The entries in which all words stand, also as beginnings of longer ones; the best first.

    Accents and case make no difference. Raises UnknownEdition and ChainError.
    """
    return Index(workspace, edition).hits(words, most) if _asked(words) else []


def _held(workspace: Workspace, edition: str) -> tuple[Edition, ...]:
    return tuple(workspace.handbook.chain(edition) if edition else workspace.handbook.editions.values())


def _texts(
    editions: Sequence[Edition], shown: Iterable[str], key: str = ""
) -> Iterator[tuple[str, str, str, str, str]]:
    """Id, edition, title, summary and all words of each entry, or of one.

    Of a chain, only of those that are `shown` there.
    """
    only = frozenset(shown)
    for edition in editions:
        practices, adaptations = _of(edition.practices, key), _of(edition.adaptations, key)
        translated: dict[str, list[str]] = {}
        for (_, name), translation in edition.translations.items():
            if key in ("", name):
                translated.setdefault(name, []).extend(unit.text for unit in translation.units.values())
        for name in sorted(practices):
            entry = practices[name]
            said = [entry.id, *_words(entry.content, declared.PRACTICE.fields), *translated.pop(name, [])]
            said += _adapted(edition, name)
            if not only or entry.id in only:
                yield entry.id, edition.id, entry.title, entry.summary, "\n".join(said)
        for name in sorted({*adaptations, *translated}.difference(practices)):
            said = translated.get(name, []) + _adapted(edition, name)
            if said and (not only or name in only):
                yield name, edition.id, _title(editions, edition, name), "", "\n".join([name, *said])


def _of(held: Mapping[str, Held], key: str) -> Mapping[str, Held]:
    """All that is held, or what is of one key."""
    return {key: held[key]} if key in held else {} if key else held


def _keys(edition: Edition) -> set[str]:
    """The ids of all entries that an edition says something of."""
    return {*edition.practices, *edition.adaptations, *(key for _, key in edition.translations)}


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


def _asked(words: str) -> list[str]:
    """The words that are asked for; one with which another begins says nothing more than that one."""
    cleaned = "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in words)
    asked = list(dict.fromkeys(cleaned.split()))[:_MOST_WORDS]
    return [word for word in asked if not any(other != word and other.startswith(word) for other in asked)]


def _query(asked: Iterable[str]) -> str:
    # Each word is quoted, so that nothing of it is taken for the query language.
    return " ".join(f'"{word}"*' for word in asked)
