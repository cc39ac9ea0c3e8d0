"""A release in words: what changed, below the title of each practice, and how much of which weight. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from handbook.editions.changelog import WEIGHTS, sentence, title
from handbook.editions.resolve import practice_ids
from handbook.model.edition import Edition, in_language
from handbook.model.release import Release

KINDS = {"editorial": "editorial", "substantive": "substantive", "legal": "about law"}
_BESIDE = {"edition": "what the edition says of itself"}


def changelog(
    lines: Sequence[Mapping[str, str]], chain: Sequence[Edition], before: Sequence[Edition] | None
) -> Iterator[tuple[str, list[str]]]:
    """The title of each practice that changed, and its sentences."""
    for practice, held in groupby(lines, key=lambda line: line["practice"]):
        yield title(practice, chain, before), [weighed(line, chain) for line in held]


def weighed(line: Mapping[str, str], chain: Sequence[Edition]) -> str:
    """One line with its weight."""
    return f"{sentence(line, chain)} ({KINDS.get(line['kind'], line['kind'])})"


def summed(kinds: Sequence[str], before: Release | None) -> str:
    """How many changes there are, of which weight."""
    since = f" since release {before.number} of {before.date}" if before else ""
    if not kinds:
        return f"No text of a practice reads otherwise{since}."
    count = Counter(kinds)
    parts = ", ".join(f"{count[kind]} {KINDS[kind]}" for kind in WEIGHTS if count[kind])
    return f"{len(kinds)} {'change' if len(kinds) == 1 else 'changes'}{since}: {parts}."


def first_or_since(kinds: Sequence[str], chain: Sequence[Edition], before: Release | None) -> str:
    """What there is to sum up of a release that is being made."""
    if before is None:
        return f"This is the first release of {named(chain[-1])}, with {size(chain)}."
    return summed(kinds, before)


def also(beside: Sequence[str]) -> str:
    """What else than practices has changed; nothing where nothing has."""
    return f"Also changed: {', '.join(_BESIDE.get(name, name) for name in beside)}." if beside else ""


def named(edition: Edition) -> str:
    """An edition by its title and id."""
    return f"“{in_language(edition.content['title'], 'en', edition.id)[0]}” ({edition.id})"


def size(chain: Sequence[Edition]) -> str:
    """How many practices there are."""
    number = len(practice_ids(chain))
    return f"{number} {'practice' if number == 1 else 'practices'}"
