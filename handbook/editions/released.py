"""A release in words: what changed, below the title of each practice, and how much of which weight. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from handbook.editions.changelog import WEIGHTS, sentence, title
from handbook.editions.resolve import practice_ids
from handbook.model.edition import Edition, in_language
from handbook.model.release import Release
from handbook.wording import N_, _, count, pair

KINDS = {"editorial": N_("editorial"), "substantive": N_("substantive"), "legal": N_("about law")}
_COUNTED = {
    "editorial": pair("{number} editorial", "{number} editorial"),
    "substantive": pair("{number} substantive", "{number} substantive"),
    "legal": pair("{number} about law", "{number} about law"),
}
# What an edition says beside its practices, by the names of its files.
BESIDE = {
    "edition": N_("what the edition says of itself"),
    "taxonomy": N_("taxonomy"),
    "glossary": N_("glossary"),
    "sources": N_("sources"),
    "initiatives": N_("initiatives"),
    "challenges": N_("challenges"),
    "inventory": N_("inventory"),
}


def changelog(
    lines: Sequence[Mapping[str, str]], chain: Sequence[Edition], before: Sequence[Edition] | None
) -> Iterator[tuple[str, list[str]]]:
    """The title of each practice that changed, and its sentences."""
    for practice, held in groupby(lines, key=lambda line: line["practice"]):
        yield title(practice, chain, before), [weighed(line, chain) for line in held]


def weighed(line: Mapping[str, str], chain: Sequence[Edition]) -> str:
    """One line with its weight."""
    kind = _(KINDS.get(line["kind"], line["kind"]))
    return _("{sentence} ({kind})", sentence=sentence(line, chain), kind=kind)


def summed(kinds: Sequence[str], before: Release | None) -> str:
    """How many changes there are, of which weight."""
    if not kinds:
        if before is None:
            return _("No text of a practice reads otherwise.")
        return _("No text of a practice reads otherwise since release {release} of {date}.",
                 release=before.number, date=before.date)  # fmt: skip
    numbers = Counter(kinds)
    parts = ", ".join(count(*_COUNTED[kind], numbers[kind]) for kind in WEIGHTS if numbers[kind])
    if before is None:
        return count("{number} change: {parts}.", "{number} changes: {parts}.", len(kinds), parts=parts)
    return count(
        "{number} change since release {release} of {date}: {parts}.",
        "{number} changes since release {release} of {date}: {parts}.",
        len(kinds), release=before.number, date=before.date, parts=parts,
    )  # fmt: skip


def first_or_since(kinds: Sequence[str], chain: Sequence[Edition], before: Release | None) -> str:
    """What there is to sum up of a release that is being made."""
    if before is None:
        return _("This is the first release of {edition}, with {practices}.",
                 edition=named(chain[-1]), practices=size(chain))  # fmt: skip
    return summed(kinds, before)


def also(beside: Sequence[str]) -> str:
    """What else than practices has changed; nothing where nothing has."""
    return _("Also changed: {names}.", names=", ".join(_(BESIDE.get(name, name)) for name in beside)) if beside else ""


def named(edition: Edition) -> str:
    """An edition by its title and id."""
    title = in_language(edition.content["title"], "en", edition.id)[0]
    return _("“{title}” ({edition})", title=title, edition=edition.id)


def size(chain: Sequence[Edition]) -> str:
    """How many practices there are."""
    return count("{number} practice", "{number} practices", len(practice_ids(chain)))
