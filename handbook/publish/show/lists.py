"""Indexes: by theme, phase and topic, all from A to Z, and the duties; a long one has several pages."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.model.fields import PRACTICE
from handbook.publish import addresses
from handbook.publish.show.entries import by_priority, by_title, cut, entry, pager
from handbook.publish.show.here import Here
from handbook.publish.show.reading import Reading
from handbook.publish.views import Entry, Link, ListView

TAXON_INDEXES = ("themes", "phases", "topics")


def index_view(here: Here, name: str) -> ListView:
    """All themes, phases or topics, each with the number of its practices."""
    reading = here.reading
    members = reading.members(name)
    entries = []
    for one in reading.taxonomy.lists[name].values():
        link = here.taxon(name, one.id)
        gloss = reading.label(one.gloss) if one.gloss else None
        count = reading.catalog.count("%(number)d practice", "%(number)d practices", len(members.get(one.id, ())))
        entries.append(Entry(Link(link.url, link.words, gloss), "", count))
    return ListView(_label(reading, name), "", [("all", "", entries)], others=others(here, name))


def taxon_pages(reading: Reading, name: str, taxon_id: str) -> list[list[str]]:
    """The practices of one theme, phase or topic, cut into pages: what to do now stands first."""
    return [list(page) for page in cut(by_priority(reading, reading.members(name).get(taxon_id, ())))]


def taxon_view(here: Here, name: str, taxon_id: str, pages: list[list[str]], number: int) -> ListView:
    """One page of the practices of a theme, phase or topic."""
    reading = here.reading
    taxon = reading.taxonomy.lists[name][taxon_id]
    entries = [entry(here, one) for one in pages[number - 1]]
    links = pager(here, addresses.taxon(name, taxon_id), len(pages), number)
    gloss = reading.text(taxon.gloss) if taxon.gloss else ""
    return ListView(
        reading.named(name, taxon_id),
        gloss,
        [("all", "", entries)],
        links,
        [here.page(addresses.index(name), _label(reading, name))],
    )


def all_pages(reading: Reading) -> list[list[str]]:
    """Everything from A to Z, cut into pages."""
    return [list(page) for page in cut(by_title(reading, reading.listed))]


def all_view(here: Here, pages: list[list[str]], number: int) -> ListView:
    """One page of all practices and duties, drafts and what is not for us with the reason."""
    reading = here.reading
    said = reading.catalog.gettext
    links = pager(here, addresses.ALL, len(pages), number)
    sections = [("all", "", [entry(here, one) for one in pages[number - 1]])]
    if number == len(pages) and (broken := list(_broken(reading))):
        sections.append(("broken", said("Cannot be shown"), broken))
    return ListView(said("All practices and duties, A–Z"), "", sections, links, others(here, ""))


def duties_view(here: Here) -> ListView:
    """All duties of care."""
    reading = here.reading
    said = reading.catalog.gettext
    entries = [entry(here, one) for one in by_title(reading, duties(reading))]
    lead = said("What one owes to others, drawn from what was said. Whether a law says so too is told with each.")
    return ListView(said("Duties of care"), lead, [("all", "", entries)], others=others(here, ""))


def duties(reading: Reading) -> list[str]:
    """The ids of the duties that are in force."""
    return [one for one in reading.shown if reading.practice(one).practice.kind == "duty"]


def others(here: Here, name: str) -> list[Link]:
    """The neighbouring indexes."""
    said = here.reading.catalog.gettext
    found = [here.page(addresses.index(one), _label(here.reading, one)) for one in addresses.INDEXES if one != name]
    found.append(here.page(addresses.DUTIES, said("Duties of care")))
    if name:
        found.append(here.page(addresses.ALL, said("All practices and duties, A–Z")))
    return found


def _label(reading: Reading, name: str) -> str:
    if name == "groups":
        return reading.catalog.gettext("Stakeholder groups")
    field = PRACTICE.field(name)
    return reading.catalog.gettext(field.label) if field else name


def _broken(reading: Reading) -> Iterator[Entry]:
    """Files that cannot be read are listed, never dropped in silence."""
    for file, message in reading.stock.broken.get(reading.edition.id, ()):
        yield Entry(Link("", reading.plain(file)), "", "", unlisted=reading.plain(message))
