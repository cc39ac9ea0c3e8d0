"""The statements under a practice: who said what, where it stands in a source, and what on the page it supports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from handbook.model import fields as declared
from handbook.model.evidence import NOT_STATED, Locator
from handbook.model.field import Field
from handbook.model.resolved import Item, Resolved, Unit
from handbook.model.units import UnitPath
from handbook.publish import addresses
from handbook.publish.show import differences
from handbook.publish.show.here import Here
from handbook.publish.show.reading import Reading
from handbook.publish.views import Link, Statement, UnitView
from handbook.publish.words import N_

_KINDS = {
    "first-hand": N_("First-hand"),
    "second-hand": N_("Second-hand"),
    "opinion": N_("Opinion"),
    "wish": N_("Wish"),
    "dissent": N_("Disagrees"),
    "show-of-hands": N_("Show of hands"),
    "moderator-synthesis": N_("Summed up by the moderator"),
    "rapporteur-synthesis": N_("Summed up by the rapporteur"),
    "published-document": N_("Published document"),
}
_SHAPES: dict[str, Literal["first", "against", "digest", "opinion"]] = {
    "first-hand": "first",
    "dissent": "against",
    "moderator-synthesis": "digest",
    "rapporteur-synthesis": "digest",
    "published-document": "digest",
}
_ORDER = ("first", "against", "digest", "opinion")

Heard = dict[tuple[str, str], dict[str, list[Link]]]  # (list, item) -> for whose words -> statements


def statements(here: Here, resolved: Resolved) -> list[Statement]:
    """The evidence of a practice: experience first, dissent next, then what sums up, then opinions."""
    labels = _Labels(here.reading, resolved)
    made = [_statement(here, resolved, item, labels) for item in resolved.items("evidence")]
    return sorted(made, key=lambda one: _ORDER.index(one.shape))


def heard(reading: Reading, resolved: Resolved) -> Heard:
    """(list, item) -> links to the statements of this page that support the item, or the words it was made from."""
    found: Heard = {}
    for item in resolved.items("evidence"):
        if item.fixed.get("kind") == "dissent":
            continue
        of_items: dict[tuple[str, str], list[UnitPath]] = {}
        for path in map(UnitPath.parse, item.fixed.get("supports", ())):
            if path.item:
                of_items.setdefault((path.field, path.item), []).append(path)
        for place, paths in of_items.items():
            label = reading.catalog.gettext("Heard:")
            if any(_reworded(reading, resolved, path, item.origin) for path in paths):
                label = _theirs(reading, reading.catalog.gettext("Heard for the words of %(edition)s:"), item)
            links = found.setdefault(place, {}).setdefault(label, [])
            said = reading.plain(_locator(reading, item.fixed))
            if all(one.words.html != said.html for one in links):  # two statements of one line lead to the first
                links.append(Link(f"#{_anchor(item)}", said))
    return found


def heard_of(heard: Heard, field: Field, item: Item) -> list[tuple[str, list[Link]]]:
    """What was heard for an item, also under the id it bore before it was taken in."""
    found: dict[str, list[Link]] = {}
    for name in dict.fromkeys(one for one in (item.id, item.alias) if one):
        for label, links in heard.get((field.name, name), {}).items():
            found[label] = [*found.get(label, ()), *links]
    return list(found.items())


def _reworded(reading: Reading, resolved: Resolved, path: UnitPath, origin: str) -> bool:
    """Whether the words shown there are of an edition nearer than the one in which the statement was made.

    Nobody has said anything for words that were put in the place of those that were spoken to.
    """
    return any(reading.nearer(unit.origin, origin) for unit in _units_at(resolved, path))


def _units_at(resolved: Resolved, path: UnitPath) -> list[Unit]:
    """The unit of a path; for that of a whole item or group, all words in it."""
    if path.item:
        items = resolved.lists.get(path.field, ())
        item = next((one for one in items if path.item == one.id), None)
        item = item or next((one for one in items if path.item == one.alias), None)
        units = dict(item.units) if item else {}
        return [unit for part, unit in units.items() if part == path.part or (not path.part and unit.field.words)]
    if str(path) in resolved.parts:
        return [resolved.parts[str(path)]]
    return [unit for name, unit in resolved.parts.items() if name.startswith(f"{path}.") and unit.field.words]


def _theirs(reading: Reading, form: str, item: Item) -> str:
    """A label that says of which edition the words are that a statement was made for."""
    edition = next((one for one in reading.chain if one.id == item.origin), reading.chain[0])
    return form % {"edition": reading.name(edition)}


def _statement(here: Here, resolved: Resolved, item: Item, labels: _Labels) -> Statement:
    reading, fixed = here.reading, item.fixed
    said = reading.catalog.gettext
    kind = str(fixed.get("kind"))
    speaker: Mapping[str, Any] = fixed.get("speaker", {})
    who = str(speaker.get("organisation") or NOT_STATED)
    held = reading.held("sources").get(str(fixed.get("source")))
    source: Mapping[str, Any] = held.item if held else {}
    unit = item.units["says"]
    return Statement(
        id=item.id,
        anchor=_anchor(item),
        shape=_SHAPES.get(kind, "opinion"),
        kind=said(_KINDS.get(kind, kind)),
        says=UnitView("", "", reading.unit(unit, resolved.id), differences.of_unit(reading, resolved, unit)),
        who=said("organisation not stated") if who == NOT_STATED else who,
        role=str(speaker.get("role", "")),
        session=str(source.get("title", fixed.get("source", ""))),
        locator=_locator(reading, fixed),
        source_url=here.url(f"{addresses.index('sources')}#{fixed.get('source')}") if source else "",
        where=_where(reading, source, str(fixed.get("at", ""))),
        supports=_supported(labels, item),
        corrections=_corrections(reading, source, str(fixed.get("at", ""))),
        lang=resolved.practice.lang if resolved.practice.lang != reading.language else "",
        was=_was(resolved, item),
    )


def _anchor(item: Item) -> str:
    return UnitPath("evidence", item.id).anchor


def _was(resolved: Resolved, item: Item) -> str:
    taken = {one.id for one in resolved.lists["evidence"]}
    return UnitPath("evidence", item.alias).anchor if item.alias and item.alias not in taken else ""


def _locator(reading: Reading, fixed: Mapping[str, Any]) -> str:
    source = str(fixed.get("source", ""))
    held = reading.held("sources").get(source)
    short = str(held.item.get("short") or source) if held else source
    return f"{short}:{fixed.get('at', '')}"


def _where(reading: Reading, source: Mapping[str, Any], at: str) -> str:
    said = reading.catalog.gettext
    form = said("lines %(lines)s") if "-" in at else said("line %(lines)s")
    lines = form % {"lines": at.replace("-", "–")}
    session = str(source.get("number") or source.get("event") or "")
    date = reading.catalog.day(str(source["date"])) if source.get("date") else ""
    return reading.catalog.listed([part for part in (session, date, lines) if part])


def _corrections(reading: Reading, source: Mapping[str, Any], at: str) -> list[str]:
    if not source.get("corrections") or not at:
        return []
    own = Locator.parse(at)
    form = reading.catalog.gettext("Line %(line)s: captioned “%(captioned)s”, read here as “%(read_as)s”.")
    found = []
    for correction in source["corrections"]:
        place = Locator.parse(str(correction["at"]))
        if place.first <= own.last and own.first <= place.last and correction.get("read_as"):
            words = {"captioned": correction.get("captioned", ""), "read_as": correction["read_as"]}
            found.append(form % {"line": place, **words})
    return found


class _Labels:
    """Unit path -> its name in words and its anchor on the page; nothing for what is not shown there."""

    def __init__(self, reading: Reading, resolved: Resolved) -> None:
        self.reading, self.resolved = reading, resolved
        self._numbers: dict[str, dict[str, tuple[int, str]]] = {}

    def __call__(self, text: str) -> tuple[str, str] | None:
        path = UnitPath.parse(text)
        field = declared.PRACTICE.field(path.field)
        if field is None or not (field.page or field.name == "title"):
            return None
        said = self.reading.catalog.gettext
        if not path.item:
            part = field.part(path.part) if path.part else field
            shown = text in self.resolved.parts or any(one.startswith(f"{text}.") for one in self.resolved.parts)
            return (said(part.label), field.name) if part and shown else None
        number, item = self._of(field.name).get(path.item, (0, ""))
        if not number:
            return None
        name = self.reading.named("groups", item) if field.name == "value" else str(number)
        return f"{said(field.label)} {name}", UnitPath(field.name, item).anchor

    def _of(self, name: str) -> dict[str, tuple[int, str]]:
        """Id of an item that is shown, or the one it bore before it was taken in -> its number and its id.

        On the page what is left out here is struck and keeps its number.
        """
        if name not in self._numbers:
            listed = enumerate(self.resolved.lists.get(name, ()), start=1)
            items = [(number, item) for number, item in listed if not item.hidden]
            found = {item.alias: (number, item.id) for number, item in items if item.alias}
            self._numbers[name] = found | {item.id: (number, item.id) for number, item in items}
        return self._numbers[name]


def _supported(labels: _Labels, item: Item) -> list[tuple[str, list[Link]]]:
    """What a statement speaks to, each item once; apart what reads otherwise here than it did where it was said."""
    reading, resolved = labels.reading, labels.resolved
    places: dict[tuple[str, str], bool] = {}
    for path in item.fixed.get("supports", ()):
        if place := labels(path):
            reworded = _reworded(reading, resolved, UnitPath.parse(path), item.origin)
            places[place] = places.get(place, False) or reworded
    said = reading.catalog.gettext
    against = item.fixed.get("kind") == "dissent"
    same = said("Against:") if against else said("Supports:")
    other = said("Against the words of %(edition)s:") if against else said("Supports the words of %(edition)s:")
    found: list[tuple[str, list[Link]]] = []
    for label, wanted in ((same, False), (_theirs(reading, other, item), True)):
        links = [Link(f"#{at}", reading.plain(name)) for (name, at), reworded in places.items() if reworded is wanted]
        if links:
            found.append((label, links))
    return found
