"""The checklist page of one stakeholder group: all that is asked of it, in all practices."""

from __future__ import annotations

from collections.abc import Sequence

from handbook.model import fields as declared
from handbook.publish import addresses
from handbook.publish.show.entries import LEVEL_LABELS, LEVELS, by_priority, cut, level, pager
from handbook.publish.show.here import Here
from handbook.publish.show.lists import others
from handbook.publish.show.reading import Reading
from handbook.publish.show.sections import item_view
from handbook.publish.views import ChecklistPart, Entry, GroupView, Link, ListView

PAGE = 100  # practices
LIST = "checklist"

Asked = dict[str, list[str]]  # practice id -> ids of the items that are asked of a group


def asked(reading: Reading) -> dict[str, Asked]:
    """Group -> what is asked of it: items that name it or a group it lies within, or that name none in a practice
    that does.
    """
    wide = {one: reading.taxonomy.with_parents([one]) for one in reading.taxonomy.lists["groups"]}
    found: dict[str, Asked] = {one: {} for one in wide}
    within: dict[str, list[str]] = {one: [group for group, all_ in wide.items() if one in all_] for one in wide}
    for practice_id in by_priority(reading, reading.shown):
        resolved = reading.stock.layered(reading.edition.id, practice_id)
        whole = resolved.value("groups")
        for item in resolved.items(LIST):
            unit = item.units.get("groups")
            named = unit.value if unit else whole
            named = named if isinstance(named, tuple) else ()
            for group in dict.fromkeys(group for one in named for group in within.get(one, ())):
                found[group].setdefault(practice_id, []).append(item.id)
    return found


def group_pages(of_group: Asked) -> list[list[str]]:
    """The practices of a checklist, cut into pages."""
    return [list(page) for page in cut(list(of_group), PAGE)]


def group_view(here: Here, group_id: str, of_group: Asked, pages: Sequence[Sequence[str]], number: int) -> GroupView:
    """One page of the checklist of a group."""
    reading = here.reading
    known = reading.taxonomy.lists["groups"]
    taxon = known[group_id]
    parts = []
    for name in LEVELS:
        of_level = [_part(here, one, of_group[one]) for one in pages[number - 1] if level(reading, one) == name]
        if of_level:
            parts.append((name or "any", reading.catalog.gettext(LEVEL_LABELS[name]), of_level))
    return GroupView(
        group=here.group(group_id),
        gloss=reading.text(taxon.gloss) if taxon.gloss else "",
        lead=counts(reading, of_group),
        parts=parts,
        within=[here.group(one.id) for one in known.values() if group_id in one.within],
        above=[here.group(one) for one in taxon.within],
        pages=pager(here, addresses.taxon("groups", group_id), len(pages), number),
    )


def counts(reading: Reading, of_group: Asked) -> str:
    """How much is asked of a group, and how much of it now."""
    count = reading.catalog.count
    whole = sum(len(items) for items in of_group.values())
    now = sum(len(items) for one, items in of_group.items() if level(reading, one) == "now")
    text = count("%(number)d thing to do", "%(number)d things to do", whole)
    return reading.catalog.listed([text, count("%(number)d of it now", "%(number)d of them now", now)]) if now else text


def groups_view(here: Here, of_groups: dict[str, Asked]) -> ListView:
    """All stakeholder groups with the way to their checklists, each sub-group under the group it lies within."""
    reading = here.reading
    known = reading.taxonomy.lists["groups"]
    sections = []
    for top in (one for one in known.values() if not one.within):
        ids = [top.id, *(one.id for one in known.values() if one.within[:1] == (top.id,))]
        entries = []
        for one in ids:
            gloss = reading.label(known[one].gloss) if known[one].gloss else None
            link = here.taxon("groups", one)
            entries.append(Entry(Link(link.url, link.words, gloss), "", counts(reading, of_groups.get(one, {}))))
        sections.append((top.id, reading.named("groups", top.id), entries))
    said = reading.catalog.gettext
    return ListView(said("Your group"), said("Choose who you are: each group has a checklist."), sections, (),
                    others(here, "groups"))  # fmt: skip


def _part(here: Here, practice_id: str, item_ids: Sequence[str]) -> ChecklistPart:
    """What one practice asks; made once for all groups, and editions, that it asks the same of."""
    known, reading = here.reading.stock.parts, here.reading
    key = here.address, reading.shared_key(practice_id), *item_ids
    if key not in known:
        resolved, field = reading.practice(practice_id), declared.PRACTICE.field(LIST)
        items = [item for item in resolved.items(LIST) if item.id in item_ids]
        views = [item_view(here, resolved, field, item, {}) for item in items] if field else []
        found = level(reading, practice_id)
        label = reading.catalog.gettext(found) if found else ""
        known[key] = ChecklistPart(here.practice(practice_id), label, views)
    return known[key]
