"""The page on the edition itself: its standing, who keeps it, what it builds on, under what law and licence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handbook.publish.show.here import Here
from handbook.publish.show.reading import address_link
from handbook.publish.views import Badge, Fact, Row, RowsView, Words


def about_view(here: Here) -> RowsView:
    """What this edition is: its standing, who keeps it, what it builds on, under what licence."""
    reading = here.reading
    said = reading.catalog.gettext
    content = reading.edition.content
    rows = [_standing(here), _building(here), *_keepers(here)]
    about = content.get("about") or content.get("introduction")
    if about:
        rows.insert(0, Row("about", reading.plain(said("About")), [("", reading.label(about))]))
    jurisdiction: Mapping[str, Any] = content.get("jurisdiction", {})
    if jurisdiction:
        rows.append(Row("jurisdiction", reading.plain(said("Law")), list(_law(here, jurisdiction))))
    if licence := content.get("licence"):
        rows.append(Row("licence", reading.plain(said("Licence")), [("", reading.plain(str(licence)))]))
    return RowsView(reading.edition_title(reading.edition), said("About this edition"), rows)


def _standing(here: Here) -> Row:
    reading, said = here.reading, here.reading.catalog.gettext
    if reading.edition.standing == "example":
        text = said(
            "This edition is an example. It was prepared from public transcripts to show what such an edition can look "
            "like. The initiative it is about has not reviewed it and does not answer for it."
        )
        return Row(
            "standing", reading.plain(said("Standing")), [("", reading.plain(text))], badge=_badge(said("example"))
        )
    text = said("This edition is kept by the body named below, which answers for it.")
    return Row("standing", reading.plain(said("Standing")), [("", reading.plain(text))], badge=_badge(said("official")))


def _building(here: Here) -> Row:
    reading, said = here.reading, here.reading.catalog.gettext
    names = [reading.edition_title(edition) for edition in reading.chain]
    text = said("Editions are equals. Each builds on the one before it and keeps its own words.")
    if len(names) == 1:
        text = said("It builds on no other edition.")
    facts = [Fact(said("Builds on"), reading.catalog.listed(names[:-1]))] if names[:-1] else []
    return Row("builds-on", reading.plain(said("What it builds on")), [("", reading.plain(text))], facts)


def _keepers(here: Here) -> Iterator[Row]:
    reading, said = here.reading, here.reading.catalog.gettext
    keeper: Mapping[str, Any] = reading.edition.content.get("maintainer", {})
    if keeper:
        texts = [("", reading.line(str(keeper.get(part, "")))) for part in ("body", "mandate") if keeper.get(part)]
        if keeper.get("contact"):
            texts.append((said("Contact"), Words(address_link(str(keeper["contact"])))))
        yield Row("maintainer", reading.plain(said("Who keeps it")), texts)
    contacts = reading.edition.content.get("contacts", ())
    if contacts:
        rows = []
        for held in contacts:
            texts = [("", reading.line(str(held[part]))) for part in ("role", "name") if held.get(part)]
            if held.get("url"):
                texts.append(("", Words(address_link(str(held["url"])))))
            rows.append(Row(f"contact-{held['id']}", reading.plain(""), texts))
        yield Row("contacts", reading.plain(said("Contacts")), rows=rows)


def _law(here: Here, jurisdiction: Mapping[str, Any]) -> Iterator[tuple[str, Words]]:
    reading, said = here.reading, here.reading.catalog.gettext
    if systems := jurisdiction.get("legal_systems"):
        yield said("Legal systems"), reading.plain(reading.catalog.listed([str(one) for one in systems]))
    if above := jurisdiction.get("above"):
        yield said("Layer above"), reading.line(str(above))
    if note := jurisdiction.get("note"):
        yield "", reading.line(str(note))


def _badge(text: str) -> Badge:
    return Badge("plain", text)
