"""A place in an edition's site: the ways from it to other pages, with their words."""

from __future__ import annotations

from handbook.publish import addresses
from handbook.publish.show.reading import Reading
from handbook.publish.views import GroupMark, Link, Words

SEATS = 6  # at the round table of the mark


class Here:
    """Where a page stands. All practice pages lie equally deep, so they share one of these."""

    def __init__(self, reading: Reading, address: str) -> None:
        self.reading = reading
        self.address = address
        self._urls: dict[str, str] = {}
        self._groups: dict[str, GroupMark] = {}

    def url(self, target: str) -> str:
        """The way to another page or file of this edition in this language."""
        if target not in self._urls:
            self._urls[target] = addresses.relative(target, self.address)
        return self._urls[target]

    def group(self, group_id: str) -> GroupMark:
        """A stakeholder group, its checklist and its seat."""
        if group_id not in self._groups:
            label = self.reading.named("groups", group_id)
            url = self.url(addresses.taxon("groups", group_id))
            self._groups[group_id] = GroupMark(group_id, label, url, seat(self.reading, group_id))
        return self._groups[group_id]

    def groups(self, group_ids: object) -> list[GroupMark]:
        """Several groups, in the order of the taxonomy."""
        known = self.reading.taxonomy.lists["groups"]
        wanted = set(group_ids) if isinstance(group_ids, (tuple, list, set, frozenset)) else set()
        return [self.group(one) for one in known if one in wanted]

    def taxon(self, name: str, taxon_id: str) -> Link:
        """A theme, phase or topic with the list of its practices."""
        taxon = self.reading.taxonomy.lists[name].get(taxon_id)
        words = self.reading.label(taxon.labels, taxon_id) if taxon else self.reading.plain(taxon_id)
        return Link(self.url(addresses.taxon(name, taxon_id)) if taxon else "", words)

    def practice(self, practice_id: str, gloss: Words | None = None) -> Link:
        """A practice by its title; without an address where it has no page here."""
        practice_id = self.reading.as_shown(practice_id)
        if not self.reading.knows(practice_id):
            return Link("", self.reading.plain(practice_id), gloss)
        url = self.url(addresses.practice(practice_id)) if self.reading.has_page(practice_id) else ""
        return Link(url, self.reading.title(practice_id), gloss)

    def page(self, target: str, text: str) -> Link:
        """Another page, under words of the interface."""
        return self.link(self.url(target), text)

    def link(self, url: str, text: str) -> Link:
        """An address as it stands, under words of the interface."""
        return Link(url, self.reading.plain(text))


def seat(reading: Reading, group_id: str) -> int:
    """The seat of a group: its place among the top groups; a sub-group sits with the first it lies within."""
    known = reading.taxonomy.lists["groups"]
    passed: set[str] = set()
    while (taxon := known.get(group_id)) and taxon.within and group_id not in passed:
        passed.add(group_id)  # groups that lie within each other in a circle have no seat of their own
        group_id = taxon.within[0]
    tops = [one for one, taxon in known.items() if not taxon.within]
    return tops.index(group_id) % SEATS if group_id in tops else 0
