"""One edition read in one language: what all its pages draw on."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from handbook.editions.holdings import Held, holdings, taxonomy
from handbook.editions.layer import of_practice
from handbook.editions.translated import in_language
from handbook.model.edition import Edition
from handbook.model.edition import in_language as label_in_language
from handbook.model.field import Kind
from handbook.model.fields import UNKNOWN
from handbook.model.resolved import Resolved, Stance, Unit
from handbook.publish.stock import Stock
from handbook.publish.views import Words
from handbook.publish.words import Catalog, catalog, direction

NOT_STATED = "not stated"


class Reading:
    """Practices, names and texts of an edition as a reader of one language sees them."""

    def __init__(self, stock: Stock, edition_id: str, language: str) -> None:
        self.stock = stock
        self.chain = stock.chain(edition_id)
        self.edition: Edition = self.chain[-1]
        self.language = language
        self.main = self.edition.languages[0]
        self.catalog: Catalog = catalog(language)
        self.dir = direction(language)
        self._practices: dict[str, Resolved] = {}

    @cached_property
    def taxonomy(self) -> Any:
        """Its themes, groups, phases and topics."""
        return taxonomy(self.chain)

    def shared_key(self, practice_id: str) -> tuple[str, ...]:
        """What the words of a practice depend on, so that editions that have them alike make them once.

        Besides the edition whose page reads so first, that is the editions that name groups and sources.
        """
        return (
            practice_id,
            self.language,
            self.stock.origin(self.edition.id, practice_id, self.language),
            *self._naming,
        )

    @cached_property
    def _naming(self) -> list[str]:
        return [edition.id for edition in self.chain if {"taxonomy", "sources"} & {*edition.holdings}]

    @cached_property
    def listed(self) -> list[str]:
        """The ids of the practices that have a page or a line in the index; another edition's drafts have neither."""
        found = []
        for practice_id in self.stock.practice_ids(self.edition.id):
            resolved = self.stock.layered(self.edition.id, practice_id)
            if resolved.owner == self.edition.id or resolved.practice.status in ("published", "withdrawn"):
                found.append(practice_id)
        return found

    @cached_property
    def shown(self) -> list[str]:
        """The ids of the practices that have a page and are in force."""
        return [one for one in self.listed if self.has_page(one) and not self.withdrawn(one)]

    def has_page(self, practice_id: str) -> bool:
        """Drafts and what is not for us have none."""
        resolved = self.stock.layered(self.edition.id, practice_id)
        return resolved.practice.status in ("published", "withdrawn") and resolved.stance is not Stance.NOT_FOR_US

    def withdrawn(self, practice_id: str) -> bool:
        """Whether a practice is no longer in force."""
        return self.stock.layered(self.edition.id, practice_id).practice.status == "withdrawn"

    @cached_property
    def order(self) -> dict[str, tuple[str, str]]:
        """Practice id -> what sorts it by its title: letters without their accents, then the id."""
        return {one: (_folded(str(self.practice(one).parts["title"].value)), one) for one in self.listed}

    def members(self, name: str) -> dict[str, list[str]]:
        """Theme, phase or topic -> the ids of its practices."""
        if name not in self._members:
            found: dict[str, list[str]] = {}
            for practice_id in self.shown:
                for one in self.stock.layered(self.edition.id, practice_id).value(name):
                    found.setdefault(one, []).append(practice_id)
            self._members[name] = found
        return self._members[name]

    @cached_property
    def moved(self) -> dict[str, str]:
        """Another id of a practice -> the one it is shown under, where an edition above has taken it in from here."""
        found = {}
        for ours, theirs in self.stock.taken_in(self.edition.id).items():
            shown, other = (theirs, ours) if self.knows(theirs) else (ours, theirs)
            if self.knows(shown) and not self.knows(other):
                found[other] = shown
        return found

    def as_shown(self, practice_id: str) -> str:
        """The id under which a practice is shown, which may have been known by another."""
        return self.moved.get(practice_id, practice_id)

    def vanished(self, practice_id: str) -> bool:
        """Whether no edition above has it any more, so that only what is said of it here still stands."""
        return all(practice_id not in edition.practices for edition in self.chain)

    def knows(self, practice_id: str) -> bool:
        """Whether there is such a practice in this edition."""
        return practice_id in self._known

    def practice(self, practice_id: str) -> Resolved:
        """A practice in this language, as far as there are translations."""
        if practice_id not in self._practices:
            layered = self.stock.layered(self.edition.id, practice_id)
            self._practices[practice_id] = in_language(layered, self.chain, self.language)
        return self._practices[practice_id]

    def held(self, name: str) -> dict[str, Held]:
        """Glossary terms, sources and so on, by id."""
        if name not in self._held:
            self._held[name] = {held.item["id"]: held for held in holdings(self.chain, name)}
        return self._held[name]

    def title(self, practice_id: str) -> Words:
        """The title of a practice."""
        if practice_id not in self._titles:
            resolved = self.practice(practice_id)
            self._titles[practice_id] = self.unit(resolved.parts["title"], practice_id)
        return self._titles[practice_id]

    def unit(self, unit: Unit, practice_id: str) -> Words:
        """The words of one unit, in the language in which they are at hand."""
        value, mark, lang = unit.value, "", unit.lang
        if not unit.field.words:
            return self.plain(self.said(unit))
        if value == UNKNOWN:
            return self.plain(self.catalog.gettext("Unknown. Nobody has looked yet."))
        if value == NOT_STATED:
            return self.plain(self.catalog.gettext("not stated"))
        block = unit.field.kind is Kind.PROSE
        html = self.stock.text(str(value), block=block, unit=(self.edition.id, practice_id, unit.path))
        if unit.translated:
            mark = "outdated" if unit.translated.outdated else unit.translated.kind
        if lang == self.language:
            return Words(html, mark=mark, block=block)  # type: ignore[arg-type]
        return Words(html, lang, self.run_of(lang), "untranslated", block)

    def nearer(self, edition_id: str, other: str) -> bool:
        """Whether an edition stands nearer to this one than the other does, and so has the later word."""
        return self._places.get(edition_id, 0) > self._places.get(other, 0)

    def line(self, text: str, lang: str = "") -> Words:
        """A line of words that is no unit: a reason, a holding's text."""
        html = self.stock.text(text, block=False, unit=(self.edition.id, "", ""))
        if not lang or lang == self.language:
            return Words(html)
        return Words(html, lang, self.run_of(lang))

    def plain(self, text: str) -> Words:
        """Words of the interface."""
        return Words(escape(text))

    def sentence(self, form: str, words: Mapping[str, str | Words]) -> Words:
        """A sentence of the interface with words of content in it, each marked where it is in another language."""
        return Words(escape(form) % {name: _run(one) if isinstance(one, Words) else one for name, one in words.items()})

    def reason(self, why: str, edition_id: str, resolved: Resolved) -> Words:
        """Why an edition stands to a practice as it does, in the language it says so in."""
        edition = next((one for one in self.chain if one.id == edition_id), self.edition)
        adaptation = of_practice(edition, resolved.practice)
        return self.line(why, adaptation.lang if adaptation else "")

    def label(self, labels: Mapping[str, str], otherwise: str = "") -> Words:
        """Words from a mapping language -> words."""
        text, lang = label_in_language(labels, self.language, otherwise)
        return self.line(text, lang)

    def text(self, labels: Mapping[str, str], otherwise: str = "") -> str:
        """The same as bare text, where no language can be marked."""
        return label_in_language(labels, self.language, otherwise)[0]

    def name(self, edition: Edition) -> str:
        """What an edition's region or community is called."""
        return self.text(edition.content.get("name") or edition.content["title"], edition.id)

    def edition_title(self, edition: Edition) -> str:
        """The title of an edition."""
        return self.text(edition.content["title"], edition.id)

    def above(self) -> Edition | None:
        """The edition this one builds on."""
        return self.chain[-2] if len(self.chain) > 1 else None

    def said(self, unit: Unit) -> str:
        """A value or a set in words."""
        return self.value(unit.field, unit.value)

    def value(self, field: Any, value: Any) -> str:
        """A choice, a date, ids: as words of the interface or of the taxonomy."""
        if field.kind is Kind.IDS:
            return self.catalog.listed([self.named(field.of, one) for one in value])
        if field.kind is Kind.ID:
            return self.named(field.of, str(value))
        if field.kind is Kind.CHOICE:
            return self.catalog.gettext(str(value))
        if field.kind is Kind.DATE:
            return self.catalog.day(str(value))
        return str(value)

    def named(self, of: str, one: str) -> str:
        """What an id is called: a theme, a group, a practice, a trigger."""
        if of in self.taxonomy.lists:
            return str(self.taxonomy.label(of, one, self.language))
        if of == "practices" and self.knows(shown := self.as_shown(one)):
            return self.practice(shown).parts["title"].value  # type: ignore[return-value]
        if of == "triggers":
            return self.catalog.gettext(one)
        return one

    def run_of(self, lang: str) -> str:
        """The direction of a language, where it is not that of the page."""
        run = direction(lang)
        return run if run != self.dir else ""

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.listed)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {edition.id: place for place, edition in enumerate(self.chain)}

    @cached_property
    def _held(self) -> dict[str, dict[str, Held]]:
        return {}

    @cached_property
    def _members(self) -> dict[str, dict[str, list[str]]]:
        return {}

    @cached_property
    def _titles(self) -> dict[str, Words]:
        return {}


def _run(words: Words) -> Markup:
    if not words.lang:
        return words.html
    run = Markup(' dir="{}"').format(words.dir) if words.dir else ""
    return Markup('<span lang="{}"{}>{}</span>').format(words.lang, run, words.html)


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in bare if letter.isalnum() or letter == " ")


def address_link(address: str) -> Markup:
    """A web address as a link; its form has been checked, and is checked again."""
    if not address.startswith(("https://", "http://", "mailto:")):
        return escape(address)
    return Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(address)
