"""The statements under a practice: who said what, where it stands in a source, and what on the page it supports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from handbook.model import fields as declared
from handbook.model.evidence import NOT_STATED, Locator
from handbook.model.resolved import Item, Resolved
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

Heard = dict[tuple[str, str], list[Link]]


def statements(here: Here, resolved: Resolved) -> list[Statement]:
    """The evidence of a practice: experience first, dissent next, then what sums up, then opinions."""
    labels = _Labels(here.reading, resolved)
    made = [_statement(here, resolved, item, labels) for item in resolved.items("evidence")]
    return sorted(made, key=lambda one: _ORDER.index(one.shape))


def heard(reading: Reading, resolved: Resolved) -> Heard:
    """(list, item) -> links to the statements of this page that support the item."""
    found: Heard = {}
    for item in resolved.items("evidence"):
        if item.fixed.get("kind") == "dissent":
            continue
        paths = {UnitPath.parse(path) for path in item.fixed.get("supports", ())}
        for place in dict.fromkeys((path.field, path.item) for path in paths if path.item):
            links = found.setdefault(place, [])
            said = reading.plain(_locator(reading, item.fixed))
            if all(one.words.html != said.html for one in links):  # two statements of one line lead to the first
                links.append(Link(f"#{_anchor(item)}", said))
    return found


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
        supports=_supported(reading, labels, fixed.get("supports", ())),
        against=kind == "dissent",
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
        """Id of an item, or the one it bore before it was taken in -> its number and its id."""
        if name not in self._numbers:
            items = list(enumerate(self.resolved.items(name), start=1))
            found = {item.alias: (number, item.id) for number, item in items if item.alias}
            self._numbers[name] = found | {item.id: (number, item.id) for number, item in items}
        return self._numbers[name]


def _supported(reading: Reading, labels: _Labels, paths: Iterable[str]) -> list[Link]:
    """What a statement speaks to, each item once."""
    places = dict.fromkeys(place for path in paths if (place := labels(path)))
    return [Link(f"#{anchor}", reading.plain(label)) for label, anchor in places]
