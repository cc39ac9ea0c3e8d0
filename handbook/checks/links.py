"""Links: whether what an entry points at is there, and whether addresses are of a form that a page can carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from handbook.checks.around import Around
from handbook.checks.finding import Finding, Rule, Severity, quoted
from handbook.checks.held import Held, Spot
from handbook.checks.reach import Reach
from handbook.model.field import Kind
from handbook.model.fields import CAP
from handbook.model.ids import BORROWED

UNKNOWN_PRACTICE = Rule("links-unknown-practice", Severity.ERROR, "A link to an entry that is not there")
UNKNOWN_TERM = Rule("links-unknown-term", Severity.ERROR, "A term that the glossary does not have")
UNKNOWN_SOURCE = Rule("links-unknown-source", Severity.ERROR, "A source that is not listed")
UNKNOWN_TAXON = Rule("links-unknown-taxon", Severity.ERROR, "A theme, group, phase or topic that is not declared")
ADDRESS = Rule("links-address", Severity.ERROR, "An address that a page cannot link to")

RULES = (UNKNOWN_PRACTICE, UNKNOWN_TERM, UNKNOWN_SOURCE, UNKNOWN_TAXON, ADDRESS)

# What a field points at, in words: the rule, the thing, where it is declared.
_TARGETS = {
    "practices": (UNKNOWN_PRACTICE, "entry", "Correct the id; “handbook list” shows those there are."),
    "terms": (UNKNOWN_TERM, "term of the glossary", "Correct the id, or add the term to glossary.yaml."),
    "sources": (UNKNOWN_SOURCE, "source", "Correct the id, or add the source to sources.yaml."),
    "themes": (UNKNOWN_TAXON, "theme", "Correct the id, or add it to themes in taxonomy.yaml."),
    "groups": (UNKNOWN_TAXON, "stakeholder group", "Correct the id, or add it to groups in taxonomy.yaml."),
    "phases": (UNKNOWN_TAXON, "phase", "Correct the id, or add it to phases in taxonomy.yaml."),
    "topics": (UNKNOWN_TAXON, "topic", "Correct the id, or add it to topics in taxonomy.yaml."),
    "triggers": (
        UNKNOWN_TAXON,
        "question that leads to a duty",
        "Write one or more of: personal-data, uses-ict, supplies-ict.",
    ),
}
_POINT = ("within", *BORROWED)  # beside those whose declaration says at what
_HOLD_ADDRESSES = (Kind.ADDRESS, Kind.LINE, Kind.PROSE, Kind.LABELS)
_CHECKED_ELSEWHERE = ("adapts", "translates")  # by the family “editions”, which knows whose entry it is

_IN_MARKDOWN = (
    re.compile(r"\]\(\s*<?([^\s<>)]*)"),
    re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*<?([^\s<>]+)", re.MULTILINE),
    re.compile(r"<([a-z][a-z0-9+.-]*:[^\s<>]*)>", re.IGNORECASE),
)
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)


def of_file(around: Around, held: Held) -> Iterator[Finding]:
    """Links of one file that lead nowhere."""
    reach = around.reach
    for spot in held.spots:
        if spot.field.kind in _HOLD_ADDRESSES:
            yield from _addresses(held, spot)
        if reach and (spot.field.of or spot.field.name in _POINT):
            yield from _pointing(held, spot, reach)


def _pointing(held: Held, spot: Spot, reach: Reach) -> Iterator[Finding]:
    if spot.field.kind is Kind.ITEMS and spot.field.name in BORROWED:
        of = BORROWED[spot.field.name]
        yield from (
            finding
            for item in spot.value
            for finding in _unknown(held, f"{spot.pointer}/{item['id']}", of, item["id"], reach)
        )
    elif spot.field.name == "within":
        yield from _each(held, spot, spot.pointer.partition("/")[0], reach)
    elif spot.field.of and spot.field.name not in _CHECKED_ELSEWHERE:
        yield from _each(held, spot, spot.field.of, reach)


def _each(held: Held, spot: Spot, of: str, reach: Reach) -> Iterator[Finding]:
    for name in [spot.value] if isinstance(spot.value, str) else spot.value:
        yield from _unknown(held, spot.pointer, of, name, reach)


def _unknown(held: Held, unit: str, of: str, name: str, reach: Reach) -> Iterator[Finding]:
    if of in _TARGETS and not reach.has(of, name):
        rule, thing, todo = _TARGETS[of]
        yield held.breaks(rule, unit, f"There is no {thing} {quoted(name)}.", todo)


def _addresses(held: Held, spot: Spot) -> Iterator[Finding]:
    found = [str(spot.value)] if spot.field.kind is Kind.ADDRESS else []
    for text in spot.texts:
        if len(text) <= CAP and ("](" in text or "]:" in text or "<" in text):
            bare = _CODE.sub("", text)
            found += [address for pattern in _IN_MARKDOWN for address in pattern.findall(bare)]
    for address in dict.fromkeys(found):
        if not _can_be_linked(address):
            message = f"The address {quoted(address)} cannot be linked to."
            todo = "Write a whole address that begins with https://, http:// or mailto:."
            yield held.breaks(ADDRESS, spot.pointer, message, todo)


def _can_be_linked(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:  # brackets of an IPv6 address that do not close
        return False
    if parts.scheme == "mailto":
        person, at, domain = parts.path.rpartition("@")
        return bool(person and at and domain)
    return parts.scheme in ("http", "https") and bool(host.strip(".")) and not parts.username
