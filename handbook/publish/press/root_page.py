"""The page above the sites of all editions: which there are, in which languages, and how they stand."""

from __future__ import annotations

from pathlib import Path

from handbook.errors import HandbookError
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.publish import addresses
from handbook.publish.show.reading import Reading
from handbook.publish.stock import Stock
from handbook.publish.templates import Templates
from handbook.publish.views import EditionCard, Link, RootView, Words
from handbook.publish.words import own_name


def root_page(handbook: Handbook, stock: Stock, templates: Templates, built: list[str]) -> str:
    """A whole page for the editions whose sites lie beside it, in the language of the first, whose `stock` it is."""
    first = stock.chain(built[0])[-1]
    reading = Reading(stock, first.id, "en" if "en" in first.languages else first.languages[0])
    view = RootView(
        title=reading.text(handbook.title),
        lead=reading.catalog.gettext("What people learned who tried. Each edition says it for its own region."),
        editions=[_card(reading, handbook.editions[one], _above(handbook, one)) for one in built],
        lang=reading.language,
        dir=reading.dir,
        assets=f"{first.id}/assets/",
    )
    return templates.spoken(reading.catalog).render("root.html", view=view)


def in_order(handbook: Handbook, editions: list[str]) -> list[str]:
    """Those that others build on come first, so that what they share is made once."""
    return sorted(editions, key=lambda one: (len(handbook.chain(one)), one))


def built_sites(out: Path, editions: list[str]) -> list[str]:
    """The editions that have a site in a folder."""
    return [one for one in editions if (out / one / addresses.HOME).is_file()]


def _above(handbook: Handbook, edition_id: str) -> Edition | None:
    """The edition that one builds on; None also where that cannot be told any more, and only its old site stands."""
    try:
        return (None, *handbook.chain(edition_id))[-2]
    except HandbookError:
        return None


def _card(reading: Reading, edition: Edition, above: Edition | None) -> EditionCard:
    said = reading.catalog.gettext
    main = edition.languages[0]
    languages = [
        Link(f"{edition.id}/{addresses.in_language(addresses.HOME, one, main)}", _own(reading, one))
        for one in edition.languages
    ]
    text = said("Builds on: %(edition)s.") % {"edition": reading.edition_title(above)} if above else ""
    standing = said("Example, not reviewed by the initiative it is about.") if edition.standing == "example" else ""
    title = reading.label(edition.content["title"])
    return EditionCard(edition.id, f"{edition.id}/{addresses.HOME}", title, languages, text, standing)


def _own(reading: Reading, language: str) -> Words:
    words = reading.plain(own_name(language))
    return words if language == reading.language else Words(words.html, language, reading.run_of(language))
