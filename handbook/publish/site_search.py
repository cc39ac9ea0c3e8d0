"""The search index of one edition in one language: a classic script, so that it loads from a stick too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from handbook.model.resolved import Resolved
from handbook.publish import addresses
from handbook.publish.markdown import plain
from handbook.publish.show.entries import by_title
from handbook.publish.show.practice import code
from handbook.publish.show.reading import Reading

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def search_index(reading: Reading) -> str:
    """The script that search.js loads on first use; its form is told at the head of that file."""
    docs = [*_practices(reading), *_terms(reading), *_named(reading)]
    held = json.dumps({"docs": docs}, ensure_ascii=False, separators=(",", ":"))
    return f"window.handbookIndex = {held};\n"


def _practices(reading: Reading) -> Iterator[list[str]]:
    said = reading.catalog.gettext
    for practice_id in by_title(reading, reading.shown):
        resolved = reading.practice(practice_id)
        kind = said("Duty") if resolved.practice.kind == "duty" else said("Practice")
        title, summary = str(resolved.value("title")), plain(str(resolved.value("summary")))
        yield [_url(addresses.practice(practice_id)), plain(title), summary, kind, _words(reading, resolved)]


def _words(reading: Reading, resolved: Resolved) -> str:
    """The code for paper, and every word of the page once; editions with the same words gather them once."""
    key = reading.shared_key(resolved.id)
    known = reading.stock.searched
    if key not in known:
        known[key] = _gathered(reading, resolved)
    return f"{code(reading.edition.id, resolved.id, '').lower()} {known[key]}"


def _gathered(reading: Reading, resolved: Resolved) -> str:
    texts = []
    for unit in resolved.units():
        if unit.field.words:
            texts.append(str(unit.value))
        elif isinstance(unit.value, tuple):
            texts += [reading.named(unit.field.of, one) for one in unit.value]
    for item in resolved.items("evidence"):
        speaker: dict[str, Any] = item.fixed.get("speaker", {})
        texts += [str(speaker.get("organisation", "")), str(speaker.get("role", ""))]
    return " ".join(dict.fromkeys(_WORD.findall(" ".join(texts).lower())))


def _terms(reading: Reading) -> Iterator[list[str]]:
    kind = reading.catalog.gettext("Term")
    for term, held in reading.held("glossary").items():
        texts = [plain(str(one["text"])) for one in held.item.get("definitions", ())]
        url = _url(f"{addresses.index('glossary')}#{term}")
        yield [url, str(held.item["term"]), texts[0] if texts else "", kind, str(held.item.get("short", "")).lower()]


def _named(reading: Reading) -> Iterator[list[str]]:
    said = reading.catalog.gettext
    for name, kind, title, text in (
        ("initiatives", said("Initiative"), "name", "role"),
        ("challenges", said("Open challenge"), "text", "why"),
        ("sources", said("Source"), "title", "event"),
    ):
        for one, held in reading.held(name).items():
            url = _url(f"{addresses.index(name)}#{one}")
            yield [url, plain(str(held.item[title])), plain(str(held.item.get(text, ""))), kind, ""]


def _url(target: str) -> str:
    return addresses.relative(target, addresses.SEARCH_INDEX)
