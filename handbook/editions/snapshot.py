"""Snapshots: a release as canonical JSON, and a release read back from the bytes of a stranger."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from handbook.errors import FormError, Place
from handbook.model import fields as declared
from handbook.model import handed
from handbook.model.adaptation import Adaptation
from handbook.model.edition import HOLDINGS, Edition
from handbook.model.field import Kind, Shape
from handbook.model.fields import CAP
from handbook.model.handbook import LONGEST_CHAIN
from handbook.model.ids import is_entry_id, is_id
from handbook.model.practice import Practice
from handbook.model.release import MOST_BYTES, Pin, Release, is_number
from handbook.model.scalar import NOT_TEXT, as_text, name_character
from handbook.model.translation import Translation

_MOST_DEPTH = 24
_MOST_TEXT = CAP  # characters of one text: more than that no page can show
_FILE_VALUES = 5_000  # of one practice, adaptation or translation, as of a file
_MOST_VALUES = 2_000_000  # counted by the marks between them before anything is built of them
_OF_LANGUAGE = Shape("translations", (declared.LANG,))
_RELEASED = ("published", "withdrawn")
# What a release does not carry: notes, and of the edition how it is published and where it takes its own parent from.
_NOTES = ("ext",)
_OWN = ("ext", "publish", "from")

Tree = dict[str, Any]


def frozen(
    chain: Sequence[Edition],
    number: str,
    date: str,
    *,
    title: Mapping[str, str] | None = None,
    note: str = "",
    changes: Sequence[Mapping[str, str]] = (),
    built_on: Pin | None = None,
) -> bytes:
    """The bytes of a release of the last edition of a chain: sorted keys, LF, UTF-8, no drafts, no notes."""
    edition = chain[-1]
    tree: Tree = {
        "format": "1",
        "edition": edition.id,
        "release": number,
        "date": date,
        "note": note,
        "licence": str(edition.content.get("licence", "")),
        "changes": [dict(change) for change in changes],
        "editions": [_edition(one, _drafts(chain)) for one in chain],
    }
    if title:
        tree["handbook"] = dict(title)
    if built_on is not None:
        tree["built_on"] = {"parent": built_on.parent, "release": built_on.release, "digest": built_on.digest}
    return f"{json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(',', ':'))}\n".encode()


def thawed(data: bytes, name: str) -> Release:
    """The release that a snapshot holds. Nothing of it is believed: raises FormError with what is wrong, and where."""
    return released(checked(data, name), digest_of(data), name)


def digest_of(data: bytes) -> str:
    """The digest of a snapshot, by which it is pinned and compared."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def checked(data: bytes, name: str) -> Tree:
    """The tree of a snapshot with its types, once every part of it has been looked at; raises FormError."""
    if len(data) > MOST_BYTES:
        raise _refused(f"The release has {len(data):,} bytes; at most {MOST_BYTES:,} are read.", name)
    if sum(data.count(mark) for mark in (b",", b"[", b"{")) > _MOST_VALUES:
        raise _refused("The release holds more values than any handbook has.", name)
    try:
        tree = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse_number)
    except UnicodeDecodeError:
        raise _refused("The release is not UTF-8.", name) from None
    except (ValueError, RecursionError):
        raise _refused("The release is not JSON as the handbook writes it.", name) from None
    _plain_texts(tree, name)
    head = _shaped(tree, handed.RELEASE, name, "the release")
    _head(head, name)
    head["editions"] = [_checked_edition(one, name) for one in head["editions"]]
    _chained(head, name)
    return head


def released(tree: Tree, digest: str, name: str) -> Release:
    """The release of a tree that has been checked; `name` is the file people find it in."""
    built_on = tree.get("built_on")
    return Release(
        edition=tree["edition"],
        number=tree["release"],
        date=tree["date"],
        note=tree.get("note", ""),
        licence=tree.get("licence", ""),
        built_on=Pin(built_on["parent"], built_on["release"], built_on["digest"]) if built_on else None,
        changes=tuple(tree.get("changes", ())),
        chain=tuple(_thawed_edition(one, name) for one in tree["editions"]),
        digest=digest,
        title=tree.get("handbook", {}),
    )


def _drafts(chain: Sequence[Edition]) -> set[str]:
    """What is not released, nor what anybody says about it."""
    entries = [practice for edition in chain for practice in edition.practices.values()]
    return {practice.id for practice in entries if practice.status not in _RELEASED}


def _edition(edition: Edition, drafts: set[str]) -> Tree:
    translations: dict[str, Tree] = {}
    for (lang, practice), translation in sorted(edition.translations.items()):
        if practice in drafts:
            continue
        units = {path: unit.written() for path, unit in translation.units.items()}
        translations.setdefault(lang, {})[practice] = {"format": "1", "translates": practice, "units": units}
    return {
        "id": edition.id,
        "edition": _public(edition.content, _OWN),
        "practices": {
            name: _public(practice.content) for name, practice in edition.practices.items() if name not in drafts
        },
        "adaptations": {name: _adaptation(held) for name, held in edition.adaptations.items() if name not in drafts},
        "translations": translations,
        "holdings": {kind: _public(edition.holdings[kind]) for kind in HOLDINGS if edition.holdings.get(kind)},
    }


def _adaptation(held: Adaptation) -> Tree:
    tree: Tree = {"format": "1", "adapts": held.adapts, "lang": held.lang}
    if held.reviewed:
        tree["reviewed"] = dict(held.reviewed)
    if held.changes:
        tree["changes"] = {path: change.written() for path, change in held.changes.items()}
    if any(held.additions.values()):
        tree["additions"] = {name: [_public(item) for item in items] for name, items in held.additions.items()}
    return tree


def _public(content: Mapping[str, Any], private: Sequence[str] = _NOTES) -> Tree:
    return {name: as_text(held) for name, held in content.items() if name not in private}


def _thawed_edition(tree: Tree, name: str) -> Edition:
    return Edition(
        id=tree["id"],
        content=tree["edition"],
        practices={key: Practice(key, held, name) for key, held in tree["practices"].items()},
        adaptations={key: Adaptation.read(held, name) for key, held in tree["adaptations"].items()},
        translations={
            (lang, key): Translation.read(held, lang, name)
            for lang, of_lang in tree["translations"].items()
            for key, held in of_lang.items()
        },
        holdings=tree["holdings"],
        file=name,
    )


def _once(pairs: list[tuple[str, Any]]) -> Tree:
    tree = dict(pairs)
    if len(tree) < len(pairs):
        raise ValueError
    return tree


def _refuse_number(_: str) -> None:
    raise ValueError


def _plain_texts(tree: Any, name: str) -> None:
    """Only mappings, lists and texts, not too deep, none of which holds what no file of ours may hold."""
    waiting = [(tree, 0)]
    while waiting:
        held, depth = waiting.pop()
        if depth > _MOST_DEPTH:
            raise _refused(f"It is nested more than {_MOST_DEPTH} levels deep.", name)
        if isinstance(held, str):
            if len(held) > _MOST_TEXT:
                raise _refused("One of its texts is far too long.", name)
            if odd := NOT_TEXT.search(held):
                raise _refused(f"A text holds {name_character(odd[0])}, which no file of the handbook may hold.", name)
        elif isinstance(held, dict):
            waiting += [(key, depth + 1) for key in held] + [(one, depth + 1) for one in held.values()]
        elif isinstance(held, list):
            waiting += [(one, depth + 1) for one in held]
        else:
            raise _refused("It holds something other than texts.", name)


def _head(head: Tree, name: str) -> None:
    pin = head.get("built_on")
    if not is_number(head["release"]) or (pin and not is_number(pin["release"])):
        raise _refused("The number of a release is 1, 2, 3 and so on.", name)
    if not 0 < len(head["editions"]) < LONGEST_CHAIN:
        raise _refused(f"A release stands on at most {LONGEST_CHAIN - 2} other editions.", name)


def _checked_edition(tree: Any, name: str) -> Tree:
    part = _shaped(tree, handed.RELEASED_EDITION, name, "an edition")
    edition = part["id"]
    if not is_id(edition) or _mapping(part["edition"], name).get("id") != edition:
        raise _refused(f"It holds an edition whose id “{edition[:80]}” cannot be.", name)
    part["edition"] = _shaped(part["edition"], declared.EDITION, name, edition)
    for kind, shape, key in (("practices", declared.PRACTICE, "id"), ("adaptations", declared.ADAPTATION, "adapts")):
        part[kind] = dict(_checked_files(part.get(kind, {}), shape, key, name))
    part["translations"] = {
        _shaped({"lang": lang}, _OF_LANGUAGE, name, "its translations")["lang"]: dict(
            _checked_files(held, declared.TRANSLATION, "translates", name)
        )
        for lang, held in _mapping(part.get("translations", {}), name).items()
    }
    part["holdings"] = {
        kind: _shaped(held, declared.SHAPES[kind], name, f"{kind} of {edition}")
        for kind, held in _mapping(part.get("holdings", {}), name).items()
        if kind in HOLDINGS
    }
    return part


def _checked_files(held: Any, shape: Shape, key: str, name: str) -> Iterator[tuple[str, Tree]]:
    for practice, tree in _mapping(held, name).items():
        if not is_entry_id(practice) or not isinstance(tree, dict) or tree.get(key) != practice:
            raise _refused(f"It holds a {shape.name} whose id “{practice[:80]}” cannot be.", name)
        _bounded(tree, f"{shape.name} “{practice}”", name)
        content = _shaped(tree, shape, name, f"{shape.name} “{practice}”")
        if shape is declared.PRACTICE:
            _sound(content, name)
        yield practice, content


def _bounded(tree: Tree, what: str, name: str) -> None:
    """As large as a file of the handbook may be, and no larger."""
    count, waiting = 0, [tree]
    while waiting:
        held: Any = waiting.pop()
        count += 1
        if isinstance(held, (dict, list)):
            waiting += held.values() if isinstance(held, dict) else held
        if count > _FILE_VALUES:
            raise _refused(f"In {what}: it has more than {_FILE_VALUES:,} values.", name)


def _sound(content: Tree, name: str) -> None:
    """A practice has a title, and no two items of a list bear one id."""
    if not content["title"].strip():
        raise _refused(f"The practice “{content['id']}” has no title.", name)
    for field in declared.PRACTICE.fields:
        held = content.get(field.name)
        if field.kind is Kind.ITEMS and held:
            ids = [item["id"] for item in held]
            if twice := next((one for one in ids if ids.count(one) > 1), ""):
                raise _refused(f"In the practice “{content['id']}” two items bear the id “{twice}”.", name)


def _chained(head: Tree, name: str) -> None:
    """That its editions build on each other as they lie, each once, and the last is the one released."""
    chain = [part["edition"] for part in head["editions"]]
    ids = [held["id"] for held in chain]
    sound = chain[-1]["id"] == head["edition"] and len(set(ids)) == len(ids) and not chain[0].get("builds_on")
    if not sound or any(below.get("builds_on") != above["id"] for above, below in pairwise(chain)):
        raise _refused("Its editions do not build on each other as they should.", name)


def _mapping(held: Any, name: str) -> Tree:
    if not isinstance(held, dict):
        raise _refused("A part of it is not as it should be.", name)
    return held


def _shaped(tree: Any, shape: Shape, name: str, what: str) -> Tree:
    from handbook.model.schema import validated  # late: what was found sound before is not looked at again

    content, faults = validated(_mapping(tree, name), shape)
    if faults:
        raise _refused(f"In {what}: {faults[0].message}", name)
    return content


def _refused(what: str, name: str) -> FormError:
    return FormError(what, where=Place(name), todo="Nothing was taken in. Ask those who made it for a sound one.")
