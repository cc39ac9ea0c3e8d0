"""Snapshots: what is frozen comes back as it was, and nothing that a stranger hands us is believed."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.holdings import holdings, taxonomy
from handbook.editions.resolve import practice_ids, resolve
from handbook.editions.snapshot import digest_of, frozen, thawed
from handbook.editions.status import status
from handbook.errors import FormError
from handbook.model.edition import HOLDINGS
from handbook.model.handbook import Handbook
from handbook.model.release import MOST_BYTES, Pin
from tests.editions.build import edition, handbook, practice
from tests.editions.following import taken
from tests.editions.strategies import RANDOMS
from tests.editions.tales import Tale, tales
from tests.editions.wild import Chain, chains

PIN = Pin("global", "3", "sha256:abc")
CHANGE = {"practice": "trust", "unit": "summary", "what": "changed", "kind": "editorial"}


def eu() -> Handbook:
    """`eu` over `global`, with something of every kind."""
    own = {"checklist": [{"id": "eu/ask", "text": "Ask.", "after": ["meet"], "why": "w"}]}
    said = {"summary": {"text": "Ours.", "why": "w", "base": "f1-" + "0" * 32}}
    held = {"trust": {"changes": said, "additions": own, "reviewed": {"stance": "as-is"}}}
    entry = practice("eu/hub", ext={"note": "Ours alone."}, revision=3, themes=["trust"])
    draft = practice("eu/draft", status="draft")
    asked = practice("eu/asked", status="in-review")
    lower = edition("eu", "global", entry, draft, asked, adaptations=held, languages=("en", "fr"),
                    translations={("fr", "trust"): {"summary": ("À nous.", "Ours.")}})  # fmt: skip
    glossary = {"format": "1", "lang": "en", "terms": [{"id": "ally", "term": "Ally", "definitions": []}]}
    lower = replace(lower, holdings={"glossary": glossary, "challenges": {}})
    own_matters = {"publish": {"url": "https://x.org"}, "from": "../global", "ext": {"a": "b"}, "licence": "CC0-1.0"}
    object.__setattr__(lower, "content", {**lower.content, **own_matters})
    return handbook(edition("global", "", practice()), lower)


def data(**more: Any) -> bytes:
    return frozen(
        eu().chain("eu"),
        "7",
        "2026-11-22",
        title={"en": "Ours"},
        note="Spring.",
        changes=[CHANGE],
        built_on=PIN,
        **more,
    )


def tree() -> dict[str, Any]:
    held: dict[str, Any] = json.loads(data())
    return held


def written(held: Any) -> bytes:
    return (json.dumps(held, ensure_ascii=False) + "\n").encode()


def again(release: Any) -> bytes:
    return frozen(
        release.chain, release.number, release.date, title=release.title, note=release.note, changes=release.changes,
        built_on=release.built_on,
    )  # fmt: skip


def test_a_release_says_what_it_is():
    release = thawed(data(), "eu-7.json")
    assert (release.name, release.date, release.note, release.licence) == ("eu-7", "2026-11-22", "Spring.", "CC0-1.0")
    assert (release.built_on, release.changes, release.digest) == (PIN, (CHANGE,), digest_of(data()))
    assert [one.id for one in release.chain] == ["global", "eu"]


def test_it_carries_no_drafts_no_notes_and_nothing_of_how_it_is_published():
    held = tree()["editions"][-1]
    assert set(held["practices"]) == {"eu/hub"} and "ext" not in held["practices"]["eu/hub"]
    assert not {"publish", "from", "ext"} & set(held["edition"]) and set(held["holdings"]) == {"glossary"}


def test_it_is_canonical():
    assert data().decode().endswith("}\n") and b", " not in data().replace(b"often. ", b"") and b"\r" not in data()
    assert data() == (json.dumps(tree(), ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def test_what_was_frozen_comes_back_to_the_byte():
    assert again(thawed(data(), "eu-7.json")) == data()


@given(chains())
def test_any_chain_comes_back_to_the_byte_and_reads_the_same(chain: Chain):
    book = chain.book()
    above = book.chain(Chain.NAMES[min(len(chain.adaptations), 2)])
    held = frozen(above, "12", "2026-01-31")
    release = thawed(held, "x.json")
    assert again(release) == held
    ours, theirs = Handbook({}, {one.id: one for one in release.chain}), Handbook({}, {one.id: one for one in above})
    for name in practice_ids(above):
        mine, yours = (resolve(one, name, above[-1].id) for one in (ours, theirs))
        assert (mine.parts, mine.lists) == (_without_bases(yours.parts, mine.parts), _items(yours.lists, mine.lists))


def _without_bases(parts, thawn):
    """Whether there was a suggestion is a matter of those who hold the bases."""
    return {
        path: replace(unit, suggestion=thawn[path].suggestion, state=thawn[path].state) for path, unit in parts.items()
    }


def _items(lists, thawn):
    return {
        name: tuple(
            replace(item, units=_without_bases(item.units, same.units))
            for item, same in zip(items, thawn[name], strict=True)
        )
        for name, items in lists.items()
    }


@given(tales(releases=2))
def test_a_middle_edition_comes_back_to_the_byte(tale: Tale):
    held = frozen(tale.now.chain("nl"), "2", "2026-11-22", built_on=PIN)
    assert again(thawed(held, "nl-2.json")) == held


# What a stranger hands us.

EDITION = {"id": "x", "edition": {"format": "1", "id": "x", "title": {"en": "X"}, "standing": "example",
           "languages": ["en"]}}  # fmt: skip
DEEP: Any = "x"
for _ in range(60):
    DEEP = [DEEP]
# Where, and what stands there instead.
SPOILT: dict[str, tuple[list[Any], Any]] = {
    "a number that begins with nought": (["release"], "01"), "nought": (["release"], "0"),
    "a number below": (["release"], "-1"), "a number in other digits": (["release"], "٣"),
    "a number with a line end": (["release"], "7\n"), "a number that is one": (["release"], 7),
    "an endless number": (["release"], "9" * 30), "no such day": (["date"], "2026-02-30"),
    "a pin on nought": (["built_on", "release"], "0"), "another format": (["format"], "2"),
    "an id that leads elsewhere": (["edition"], "../x"), "another edition": (["edition"], "nl"),
    "an edition's id that leads elsewhere": (["editions", 1, "id"], "../x"),
    "an edition's id that is reserved": (["editions", 1, "id"], "con"),
    "another id inside": (["editions", 1, "edition", "id"], "nl"),
    "an edition that is a text": (["editions", 1, "edition"], "eu"),
    "an edition that is a list": (["editions", 1, "edition"], ["eu"]),
    "editions that are a text": (["editions"], "global"), "editions that are a mapping": (["editions"], {"a": "b"}),
    "no editions": (["editions"], []), "five editions": (["editions"], [EDITION] * 5),
    "an edition twice": (["editions"], [EDITION, EDITION]),
    "an edition that is no mapping": (["editions", 0], "global"),
    "a root that builds on another": (["editions", 0, "edition", "builds_on"], "eu"),
    "the wrong one below": (["editions", 1, "edition", "builds_on"], "nl"),
    "nobody below": (["editions", 1, "edition", "builds_on"], ""),
    "a language with a folder of its own": (["editions", 1, "edition", "languages"], ["../x"]),
    "a practice's id that leads elsewhere": (["editions", 0, "practices", "../x"], {"id": "../x"}),
    "a practice under another id": (["editions", 0, "practices", "other"], {"id": "trust"}),
    "practices that are a list": (["editions", 0, "practices"], [{"id": "trust"}]),
    "a practice that is a text": (["editions", 0, "practices", "trust"], "trust"),
    "a status nobody knows": (["editions", 0, "practices", "trust", "status"], "ready"),
    "an address that runs": (["editions", 0, "practices", "trust", "basis"], [{"id": "a", "url": "javascript:x"}]),
    "an item without an id": (["editions", 0, "practices", "trust", "checklist"], [{"text": "x"}]),
    "an item's id that leads elsewhere": (["editions", 0, "practices", "trust", "checklist"], [{"id": "../x"}]),
    "a list that is a mapping": (["editions", 0, "practices", "trust", "checklist"], {"id": "x"}),
    "a change that is a text": (["editions", 1, "adaptations", "trust", "changes", "summary"], "x"),
    "an addition without an id": (["editions", 1, "adaptations", "trust", "additions", "checklist"], [{"text": "x"}]),
    "an adaptation of another": (["editions", 1, "adaptations", "trust", "adapts"], "x"),
    "translations in a language of no such form": (["editions", 1, "translations", "../x"], {}),
    "a translation of another": (["editions", 1, "translations", "fr", "trust", "translates"], "x"),
    "a translation nobody made": (["editions", 1, "translations", "fr", "trust", "units", "summary", "kind"], "best"),
    "a glossary of another form": (["editions", 1, "holdings", "glossary"], {"format": "1", "terms": "x"}),
    "a change of no kind": (["changes"], [{**CHANGE, "kind": "small"}]), "nothing": (["editions"], None),
    "a truth value": (["note"], True), "a fraction": (["note"], 1.5), "deep nesting": (["note"], DEEP),
    "deep nesting where anything may stand": (["editions", 1, "edition", "policy"], DEEP),
    "a text without end": (["note"], "x" * 300_000), "a null character": (["note"], "\0"),
    "an escape sequence": (["note"], "\x1b]52;c;aGk=\x07"), "a turned text": (["note"], "a\u202eb"),
    "a line end of old": (["note"], "a\rb"), "half a character": (["note"], "\ud800"),
    "a key with a null character": (["editions", 0, "practices", "trust", "a\0"], "x"),
}  # fmt: skip


@pytest.mark.parametrize("what", SPOILT)
def test_refused_by_name(what: str):
    held = tree()
    way, value = SPOILT[what]
    inner: Any = held
    for step in way[:-1]:
        inner = inner[step]
    inner[way[-1]] = value
    with pytest.raises(FormError) as refused:
        thawed(json.dumps(held).encode(), "eu-7.json")
    assert str(refused.value).startswith("eu-7.json: ") and refused.value.todo


@pytest.mark.parametrize(
    "held",
    [
        b"", b"null", b"7", b"[]", b'"x"', b"{}", b"{", b"\xff\xfe", b"\xef\xbb\xbf{}", b"[" * 200_000,
        b'{"a":' * 200_000, b'{"format":"1","format":"1"}', b'{"release":NaN}', b'{"release":-Infinity}',
        b'{"a":' + b"9" * 5_000 + b"}", data().replace(b'"release":"7"', b'"release":"7","release":"8"'),
        data().replace(b'"id":"meet"', b'"id":"x","id":"meet"'), data()[:-40], data() + data(), data() + b"x",
        b" " * (MOST_BYTES + 1),
    ],
    ids=range(21),
)  # fmt: skip
def test_what_is_no_release_is_refused(held: bytes):
    with pytest.raises(FormError):
        thawed(held, "eu-7.json")


def test_more_values_than_any_handbook_has_are_refused_before_they_fill_the_memory():
    held = data().replace(b'"note":"Spring."', b'"note":[' + b",".join([b"{}"] * 2_500_000) + b"]")
    with pytest.raises(FormError, match="values"):
        thawed(held, "eu-7.json")


ODD = st.sampled_from(
    [None, True, 0, -1, 1.5, "", "x", "../x", "01", "con", "\0", "a\u202eb", [], {}, ["x"], [[]], [{}], {"id": "x"},
     {"": ""}, [{"id": "x"}, {"id": "x"}], {"x": {}}, "nl/hub", "meet", "f1-" + "0" * 32]
)  # fmt: skip


@pytest.mark.parametrize("held", [["x"], [{}], [[]], "x", {"a": "b"}], ids=str)
def test_what_no_field_declares_is_kept_out_of_the_items_of_an_adaptation(held: Any):
    spoilt = tree()
    spoilt["editions"][1]["adaptations"]["trust"]["additions"]["x"] = held
    release = thawed(written(spoilt), "eu-7.json")
    assert thawed(again(release), "eu-7.json").digest


@given(tales(releases=2), RANDOMS, st.lists(ODD, min_size=1, max_size=4))
def test_whatever_is_put_into_it_is_refused_or_can_be_read(tale: Tale, random, odd):
    """Nothing else may happen: what is taken in is resolved, listed and asked about without an error."""
    if random.random() < 0.5:
        held, book, reader = tree(), handbook(edition("nl", "eu", languages=("fr",))), "nl"
    else:
        held, book, reader = json.loads(frozen(tale.now.chain("nl")[:-1], "3", "2026-11-22")), tale.book, "nl"
    for value in odd:
        _spoil(held, random, copy.deepcopy(value))
    try:
        release = thawed(json.dumps(held).encode(), "x.json")
    except FormError:
        return
    now = taken(book, reader, release)
    if release.chain[-1].id == now.edition(reader).parent:
        chain = now.chain(reader)
        for name in practice_ids(chain):
            assert resolve(now, name, reader) and resolve(now, name, reader, "fr")
        assert status(now, reader) and taxonomy(chain)
        assert all(isinstance(holdings(chain, kind), list) for kind in HOLDINGS if kind != "taxonomy")
        assert thawed(again(release), "x.json").chain[-1].id == release.edition


def _spoil(held: Any, random: Any, value: Any) -> None:
    """Something else at a place of the tree, or one more there."""
    places: list[tuple[Any, Any]] = []
    waiting = [held]
    while waiting:
        inner = waiting.pop()
        keys = list(inner) if isinstance(inner, dict) else range(len(inner))
        places += [(inner, key) for key in keys]
        waiting += [inner[key] for key in keys if isinstance(inner[key], (dict, list))]
    if not places:
        return
    inner, key = random.choice(places)
    if isinstance(inner, dict) and random.random() < 0.3:
        inner[random.choice(["x", "../x", "from", "ext", "id", "additions", "steps", "duty"])] = value
    else:
        inner[key] = value
