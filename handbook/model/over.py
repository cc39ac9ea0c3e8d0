"""A mapping with one thing in it otherwise: a handbook as it would be, and none of its practices is opened for that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

Key = TypeVar("Key")
Noun = TypeVar("Noun")


class Over(Mapping[Key, Noun], Generic[Key, Noun]):
    """A mapping with one thing in it otherwise; nothing else of it is opened."""

    def __init__(self, under: Mapping[Key, Noun], key: Key, value: Noun) -> None:
        self._under, self._key, self._value = under, key, value

    def __getitem__(self, key: Key) -> Noun:
        return self._value if key == self._key else self._under[key]

    def __iter__(self) -> Iterator[Key]:
        yield from self._under
        if self._key not in self._under:
            yield self._key

    def __len__(self) -> int:
        return len(self._under) + (self._key not in self._under)

    def __contains__(self, key: object) -> bool:
        return key == self._key or key in self._under
