"""Small handbooks made in a few words, for the tests of the verbs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handbook.editions.fingerprint import fingerprint
from handbook.model.adaptation import Adaptation
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.practice import Practice
from handbook.model.translation import TranslatedUnit, Translation


def practice(entry_id: str = "trust", lang: str = "en", **content: Any) -> Practice:
    held = {
        "format": "1",
        "id": entry_id,
        "kind": "practice",
        "lang": lang,
        "title": "Build trust",
        "summary": "Meet often. Keep your word.",
        "status": "published",
        "groups": ["government"],
        "checklist": [
            {"id": "meet", "text": "Meet once a month.", "groups": ["government"]},
            {"id": "call", "text": "Call before you write.", "groups": ["private-sector"]},
            {"id": "thank", "text": "Say thank you."},
        ],
    }
    held.update(content)
    return Practice(entry_id, held)


def edition(
    name: str,
    parent: str = "",
    *practices: Practice,
    adaptations: Mapping[str, Mapping[str, Any]] | None = None,
    translations: Mapping[tuple[str, str], Mapping[str, tuple[str, str]]] | None = None,
    bases: tuple[str, ...] = (),
    languages: tuple[str, ...] = ("en",),
) -> Edition:
    content: dict[str, Any] = {"format": "1", "id": name, "title": {"en": name}, "standing": "example",
                               "languages": list(languages)}  # fmt: skip
    if parent:
        content["builds_on"] = parent
    return Edition(
        id=name,
        content=content,
        practices={entry.id: entry for entry in practices},
        adaptations={
            key: Adaptation.read({"format": "1", "adapts": key, "lang": languages[0], **held})
            for key, held in (adaptations or {}).items()
        },
        translations={
            (lang, key): Translation(
                key,
                lang,
                {
                    path: TranslatedUnit(text, fingerprint(original), "courtesy")
                    for path, (text, original) in units.items()
                },
            )
            for (lang, key), units in (translations or {}).items()
        },
        bases={fingerprint(text): text for text in bases},
    )


def handbook(*editions: Edition) -> Handbook:
    return Handbook({"en": "Handbook"}, {held.id: held for held in editions})
