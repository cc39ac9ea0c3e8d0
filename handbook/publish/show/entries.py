"""Practices as lines of a list: what each is, how urgent, how well supported, how it differs here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handbook.model.resolved import Resolved, Stance
from handbook.publish.addresses import numbered
from handbook.publish.show.here import Here
from handbook.publish.show.reading import Reading
from handbook.publish.show.stances import stance_badge
from handbook.publish.show.support import support_badge, support_of
from handbook.publish.views import Entry, Link, Words
from handbook.publish.words import N_

PAGE = 200  # lines; more weigh on a poor line
LEVELS = ("now", "next", "later", "")
LEVEL_LABELS = {"now": N_("Now"), "next": N_("Next"), "later": N_("Later"), "": N_("Whenever it fits")}


def entry(here: Here, practice_id: str) -> Entry:
    """One practice in a list; made once for lists that lie equally deep, and for editions that say the same of it."""
    reading = here.reading
    resolved = reading.stock.layered(reading.edition.id, practice_id)
    differs = resolved.stance is Stance.ADAPTED or (resolved.stance is Stance.OWN and len(reading.chain) > 1)
    why = unlisted(reading, practice_id)
    key = here.address, reading.shared_key(practice_id), differs, why.html if why else ""
    known = reading.stock.entries
    if key not in known:
        known[key] = _entry(here, reading.practice(practice_id), why, differs=differs)
    return known[key]


def _entry(here: Here, resolved: Resolved, why: Words | None, *, differs: bool) -> Entry:
    reading = here.reading
    summary = resolved.parts.get("summary")
    link = here.practice(resolved.id, reading.unit(summary, resolved.id) if summary else None)
    kind = reading.catalog.gettext(resolved.practice.kind)
    if why:  # it has no page here, or is no longer in force
        return Entry(link, kind, "", unlisted=why)
    level = resolved.parts.get("priority.level")
    support = support_badge(reading, support_of(resolved))
    difference = stance_badge(reading, resolved) if differs else None
    return Entry(link, kind, reading.said(level) if level else "", support, difference)


def unlisted(reading: Reading, practice_id: str) -> Words | None:
    """Why a practice has no page, or is no longer in force; nothing for one that is."""
    resolved = reading.stock.layered(reading.edition.id, practice_id)
    said = reading.catalog.gettext
    if resolved.stance is Stance.NOT_FOR_US:
        why = reading.reason(resolved.stance_why, reading.edition.id, resolved)
        return reading.sentence(said("Not for us: %(why)s"), {"why": why})
    text = {
        "draft": said("A draft; not yet published."),
        "in-review": said("In review; not yet published."),
        "withdrawn": said("Withdrawn."),
    }.get(resolved.practice.status, "")
    return reading.plain(text) if text else None


def by_title(reading: Reading, practice_ids: Iterable[str]) -> list[str]:
    """The ids in the order of their titles in this language."""
    order = reading.order
    return sorted(practice_ids, key=lambda one: order[one])


def by_priority(reading: Reading, practice_ids: Iterable[str]) -> list[str]:
    """The ids by how soon they are to be done, then by title."""
    order = reading.order
    return sorted(practice_ids, key=lambda one: (LEVELS.index(level(reading, one)), order[one]))


def level(reading: Reading, practice_id: str) -> str:
    """now, next, later, or nothing."""
    found = str(reading.practice(practice_id).value("priority.level"))
    return found if found in LEVELS else ""


def cut(ids: Sequence[str], size: int = PAGE) -> list[Sequence[str]]:
    """A long list in pages; an empty one is one page."""
    return [ids[start : start + size] for start in range(0, len(ids), size)] or [[]]


def pager(here: Here, address: str, pages: int, number: int) -> list[Link]:
    """The ways to the other pages of a long list."""
    if pages == 1:
        return []
    plain = here.reading.plain
    return [
        Link("" if one == number else here.url(numbered(address, one)), plain(str(one))) for one in range(1, pages + 1)
    ]
