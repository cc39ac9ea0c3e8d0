"""A translation: units of one practice in another language, each tied to the original it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TranslatedUnit:
    """The words of one unit in another language; `of` is the fingerprint of the original."""

    text: str
    of: str
    kind: str  # authoritative, courtesy, machine
    by: str = ""

    def written(self) -> dict[str, str]:
        """The unit as a file holds it; what says nothing is left out."""
        held = {"text": self.text, "of": self.of, "kind": self.kind, "by": self.by}
        return {name: words for name, words in held.items() if words}


@dataclass(frozen=True, slots=True)
class Translation:
    """What an edition has of one practice in one language: unit path -> translated unit."""

    translates: str
    lang: str
    units: Mapping[str, TranslatedUnit]
    file: str = ""

    @classmethod
    def read(cls, content: Mapping[str, Any], lang: str, file: str = "") -> Translation:
        """A translation as its validated file holds it; the folder names the language."""
        units = {
            path: TranslatedUnit(held["text"], held.get("of", ""), held["kind"], held.get("by", ""))
            for path, held in content["units"].items()
        }
        return cls(content["translates"], lang, units, file)
