"""Pages of rows: glossary, sources, initiatives, challenges and inventory."""

from __future__ import annotations

from dataclasses import replace

from handbook.editions.holdings import Held
from handbook.publish.show.here import Here
from handbook.publish.show.reading import address_link
from handbook.publish.show.source_rows import place_in_source, source_row
from handbook.publish.views import Badge, Fact, Link, Row, RowsView, Words
from handbook.publish.words import N_

_TITLES = {
    "glossary": N_("Glossary"),
    "sources": N_("Sources"),
    "initiatives": N_("Initiatives"),
    "challenges": N_("Open challenges"),
    "inventory": N_("Inventory"),
}
_LEADS = {
    "glossary": N_("Words as this handbook uses them. Where a word is disputed, each meaning says whose it is."),
    "sources": N_("The sessions and documents that the statements come from, with what the captions got wrong."),
    "initiatives": N_("Who does what, as far as it was said; each with the day on which it was last checked."),
    "challenges": N_("What people in the room still want to achieve; it is kept apart from what has been tried."),
    "inventory": N_("What there is here already, for each practice or duty. Unknown means that nobody has looked yet."),
}
NAMES = tuple(_TITLES)


def rows_view(here: Here, name: str) -> RowsView:
    """The page of one kind of holding, with what is taken over from the editions above."""
    reading = here.reading
    said = reading.catalog.gettext
    make = {"glossary": _term, "sources": source_row, "initiatives": _initiative, "challenges": _challenge,
            "inventory": _inventory}[name]  # fmt: skip
    held = list(reading.held(name).values())
    if name in ("glossary", "initiatives"):
        held.sort(key=lambda one: str(one.item.get("term") or one.item.get("name")).casefold())
    letters = _letters(here, held) if name == "glossary" else []
    title, lead = said(_TITLES[name]), said(_LEADS[name])
    if name == "inventory":
        own, above = _by_edition(here, held)
        return RowsView(title, lead, own, above=above)
    return RowsView(title, lead, [make(here, one) for one in held], letters)


def _by_edition(here: Here, held: list[Held]) -> tuple[list[Row], list[tuple[str, list[Row]]]]:
    """What there is here, then what there is in each edition above, the nearest first: never whose is unsaid."""
    found: dict[str, list[Row]] = {}
    for one in held:
        found.setdefault(one.origin, []).append(_inventory(here, one))
    own = found.pop(here.reading.edition.id, [])
    said = here.reading.catalog.gettext("From the edition %(edition)s")
    above = [edition for edition in reversed(here.reading.chain) if edition.id in found]
    return own, [(said % {"edition": here.reading.edition_title(one)}, found[one.id]) for one in above]


def _term(here: Here, held: Held) -> Row:
    reading, said = here.reading, here.reading.catalog.gettext
    item, lang = held.item, held.lang
    definitions = item.get("definitions", ())
    facts = [Fact(said("Short"), str(item["short"]))] if item.get("short") else []
    rows = []
    for one in definitions:
        whose = [str(one[part]) for part in ("tradition", "jurisdiction") if one.get(part)]
        texts = [("", reading.line(one["text"], lang))]
        links = place_in_source(here, one)
        rows.append(Row(f"{item['id']}-{one['id']}", reading.plain(", ".join(whose)), texts, (), links))
    badge = Badge("contested", said("disputed")) if len(rows) > 1 and all(row.title.html for row in rows) else None
    links = [_term_link(here, one) for one in item.get("see", ()) if one in reading.held("glossary")]
    if len(rows) == 1:
        return Row(item["id"], reading.line(item["term"], lang), rows[0].texts, facts, [*rows[0].links, *links], badge)
    return Row(item["id"], reading.line(item["term"], lang), (), facts, links, badge, rows, said("Meanings"))


def _term_link(here: Here, term: str) -> Link:
    item, _, lang = here.reading.held("glossary")[term]
    return Link(f"#{term}", here.reading.line(item["term"], lang))


def _letters(here: Here, held: list[Held]) -> list[Link]:
    found: dict[str, str] = {}
    for one in held:
        found.setdefault(str(one.item["term"])[:1].upper(), one.item["id"])
    return [Link(f"#{anchor}", here.reading.plain(letter)) for letter, anchor in found.items()]


def _initiative(here: Here, held: Held) -> Row:
    reading, said = here.reading, here.reading.catalog.gettext
    item, lang = held.item, held.lang
    texts = [("", reading.line(str(item[name]), lang)) for name in ("role", "note") if item.get(name)]
    if item.get("url"):
        texts.append((said("Address"), Words(address_link(str(item["url"])))))
    known = (("status", said("Status")), ("region", said("Region")), ("funder", said("Paid by")))
    facts = [Fact(label, said(str(item[name]))) for name, label in known if item.get(name)]
    if item.get("checked_on"):
        facts.append(Fact(said("Checked on"), reading.catalog.day(str(item["checked_on"]))))
    links = [here.taxon("topics", one) for one in item.get("topics", ())]
    return Row(item["id"], reading.line(item["name"], lang), texts, facts, [*links, *place_in_source(here, item)])


def _challenge(here: Here, held: Held) -> Row:
    reading, said = here.reading, here.reading.catalog.gettext
    item, lang = held.item, held.lang
    texts = [("", reading.line(str(item["why"]), lang))] if item.get("why") else []
    facts = [Fact(said("For"), reading.catalog.listed([mark.label for mark in here.groups(item.get("groups", []))]))]
    if item.get("as_of"):
        facts.append(Fact(said("As of"), reading.catalog.day(str(item["as_of"]))))
    links = [here.taxon("topics", one) for one in item.get("topics", ())]
    rows = []
    for number, one in enumerate(item.get("evidence", ()), start=1):
        who = (
            said("organisation not stated")
            if one.get("organisation") == "not stated"
            else str(one.get("organisation", ""))
        )
        title = reading.plain(reading.catalog.listed([part for part in (who, str(one.get("role", ""))) if part]))
        rows.append(Row(f"{item['id']}-said-{number}", title, (), (), place_in_source(here, one)))
    return Row(
        item["id"], reading.line(item["text"], lang), texts, facts, links, None, rows, said("Said by") if rows else ""
    )


def _inventory(here: Here, held: Held) -> Row:
    reading, said = here.reading, here.reading.catalog.gettext
    item, lang = held.item, held.lang
    of = reading.as_shown(str(item["of"]))
    title = reading.title(of) if reading.knows(of) else reading.plain(of)
    texts = [("", _marked(reading.line(str(item["text"]), lang)))] if item.get("text") else []
    facts = [Fact(said("Status"), said(str(item["status"])))]
    if item.get("as_of"):
        facts.append(Fact(said("As of"), reading.catalog.day(str(item["as_of"]))))
    return Row(item["id"], title, texts, facts, [here.practice(of), *place_in_source(here, item)])


def _marked(words: Words) -> Words:
    """Words in another language than the page's, marked as such."""
    return replace(words, mark="untranslated") if words.lang else words
