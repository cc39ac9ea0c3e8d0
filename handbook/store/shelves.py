"""An edition's files as mappings that build a practice, an adaptation or a translation only when it is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

from handbook.model.adaptation import Adaptation
from handbook.model.edition import HOLDINGS, Edition
from handbook.model.practice import Practice
from handbook.model.translation import Translation
from handbook.store.bases import Bases
from handbook.store.cache import Cache
from handbook.store.layout import front

Key = TypeVar("Key")
Noun = TypeVar("Noun")


class Shelf(Mapping[Key, Noun], Generic[Key, Noun]):
    """Key → noun, each made from its file's tree at the first opening."""

    def __init__(self, cache: Cache, paths: Mapping[Key, str], make: Callable[[Any, str], Noun]) -> None:
        self._cache, self._paths, self._make = cache, paths, make
        self._open: dict[Key, Noun] = {}

    def __getitem__(self, key: Key) -> Noun:
        if key not in self._open:
            path = self._paths[key]
            self._open[key] = self._make(self._cache.content(path), path)
        return self._open[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def __contains__(self, key: object) -> bool:
        return key in self._paths


def shelved(cache: Cache, name: str, root: Path, folder: Path) -> Edition:
    """One edition, its practices, adaptations, translations and bases opened only when asked for."""
    file = f"{front(root, folder)}edition.yaml"
    entries = {key: path for path, key, _ in cache.paths(name, "practice")}
    adapted = {key: path for path, key, _ in cache.paths(name, "adaptation")}
    translated = {(lang, key): path for path, key, lang in cache.paths(name, "translation")}
    holdings = {kind: cache.content(path) for kind in HOLDINGS for path, _, _ in cache.paths(name, kind)}
    return Edition(
        id=name,
        content=cache.content(file),
        practices=Shelf(cache, entries, lambda content, path: Practice(content["id"], content, path)),
        adaptations=Shelf(cache, adapted, Adaptation.read),
        translations=Shelf(cache, translated, lambda content, path: _translation(content, path)),
        bases=Bases(folder / "upstream" / "bases"),
        holdings=holdings,
        file=file,
    )


def _translation(content: Any, path: str) -> Translation:
    language = path.split("/")[-2]  # i18n/<language>/<id>.yaml: the folder names the language
    return Translation.read(content, language, path)
