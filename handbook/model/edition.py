"""An edition: the handbook of one region or community, with what it holds of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handbook.model.adaptation import Adaptation
from handbook.model.practice import Practice
from handbook.model.translation import Translation

HOLDINGS = ("taxonomy", "glossary", "sources", "initiatives", "challenges", "inventory")


@dataclass(frozen=True)
class Edition:
    """One edition's own files; what it takes from its parent is found by `resolve` and `holdings`."""

    id: str
    content: Mapping[str, Any]  # edition.yaml
    practices: Mapping[str, Practice] = field(default_factory=dict)
    adaptations: Mapping[str, Adaptation] = field(default_factory=dict)
    translations: Mapping[tuple[str, str], Translation] = field(default_factory=dict)  # (language, practice id)
    bases: Mapping[str, str] = field(default_factory=dict)  # fingerprint -> text
    holdings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # "glossary" -> its file's tree
    file: str = ""

    @property
    def parent(self) -> str:
        """The id of the edition this one builds on; empty for one that builds on none."""
        return str(self.content.get("builds_on", ""))

    @property
    def languages(self) -> list[str]:
        """Its languages, the main one first."""
        return list(self.content["languages"])

    @property
    def standing(self) -> str:
        """official or example."""
        return str(self.content["standing"])


def in_language(labels: Mapping[str, str], language: str, otherwise: str = "") -> tuple[str, str]:
    """Words from a mapping language -> words, and the language they are in.

    The asked language, else its base (`pt` for `pt-BR`), else English, else the first there is.
    """
    for wanted in (language, language.split("-", maxsplit=1)[0], "en"):
        if wanted in labels:
            return labels[wanted], wanted
    for lang, words in labels.items():
        return words, lang
    return otherwise, ""
