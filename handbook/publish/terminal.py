"""The page of a practice for a terminal: what the site's page says, block by block, as plain lines of text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from handbook.model.handbook import Handbook
from handbook.model.resolved import Stance
from handbook.publish import addresses
from handbook.publish.markdown import Renderer, plain
from handbook.publish.show.here import Here
from handbook.publish.show.practice import practice_view
from handbook.publish.show.reading import Reading
from handbook.publish.stock import Stock
from handbook.publish.views import (
    Block,
    Difference,
    ItemView,
    Link,
    PracticeView,
    Section,
    Statement,
    UnitView,
    Words,
)

_TAGS = re.compile(r"<[^<>]*>")
_FOLDED = ("what", "do", "why")


@dataclass(frozen=True, slots=True)
class Said:
    """One piece of the page: a title, the head of a block or of a section, text, or a note beside the text."""

    kind: Literal["title", "block", "heading", "text", "note"]
    text: str


def page_as_text(handbook: Handbook, edition: str, practice: str, *, folded: bool = False) -> list[Said]:
    """The page as readers of the edition's main language find it; raises HandbookError where there is none to show.

    Also of a draft, which has no page yet: so one sees what it will be. `folded`: only its title, and what it says is,
    is to be done, and why.
    """
    stock = Stock(handbook, _Plain())
    reading = _OnePage(stock, edition, stock.chain(edition)[-1].languages[0])
    view = practice_view(Here(reading, addresses.practice("-")), practice)
    page = _Page(reading.catalog.gettext)
    return [one for one in (page.folded(view) if folded else page.of(view)) if one.text.strip()]


class _Plain(Renderer):
    """Field text as plain text, escaped: only what the interface adds has tags then."""

    def block(self, text: str) -> str:
        return html.escape(plain(text), quote=False)

    line = block


class _OnePage(Reading):
    """A reading that looks only at the practices its one page names, not at all there are."""

    def knows(self, practice_id: str) -> bool:
        if practice_id not in self.stock.practice_ids(self.edition.id):
            return False
        held = self.stock.layered(self.edition.id, practice_id)
        return held.stance is Stance.OWN or held.practice.status in ("published", "withdrawn")


class _Page:
    """The blocks of a page in the site's own words."""

    def __init__(self, said: Callable[[str], str]) -> None:
        self._said = said

    def of(self, view: PracticeView) -> Iterator[Said]:
        """The whole page, in the order of the site."""
        yield Said("note", view.translation_notice)
        yield from self._withdrawn(view)
        yield Said("note", self._links(view.over))
        yield from self._titled(view)
        facts = [f"{one.label}: {one.badge.text if one.badge else one.text}" for one in view.facts]
        yield Said("note", " · ".join(facts))
        for block in view.blocks:
            yield from self._block(view, block)

    def folded(self, view: PracticeView) -> Iterator[Said]:
        """What it is, what to do and why; all else of the page is left out."""
        yield from self._withdrawn(view)
        yield from self._titled(view)
        for block in view.blocks:
            if block.id in _FOLDED:
                yield from self._block(view, block)

    def _withdrawn(self, view: PracticeView) -> Iterator[Said]:
        if view.withdrawn:
            yield Said("note", f"{self._said('Withdrawn.')} {_bare(view.withdrawn)}")
        if view.replaced_by:
            yield Said("note", f"{self._said('Read instead:')} {self._links(view.replaced_by)}")

    def _titled(self, view: PracticeView) -> Iterator[Said]:
        yield Said("title", _bare(view.title.words))
        yield from self._differs(view.title.difference)

    def _block(self, view: PracticeView, block: Block) -> Iterator[Said]:
        yield Said("block", block.label)
        if block.id == "from":
            yield Said("text", f"{_capital(view.support_badge.text)}. {view.support}")
            yield Said("note", view.support_note)
        elif block.id == "edition":
            yield Said("text", _bare(view.edition_text))
            told = (f"{row.title}: {_bare(row.text)} {self._links(row.links)}".rstrip() for row in view.rows)
            yield Said("text", "\n".join(told))
        for section in block.sections:
            yield from self._section(section)
        if block.id == "what" and view.groups:
            yield Said("text", f"{self._said('For')} {self._listed(one.label for one in view.groups)}")
        elif block.id == "edition" and view.terms:
            yield Said("heading", self._said("Words used here"))
            yield Said("text", "\n".join(_glossed(one) for one in view.terms))

    def _section(self, section: Section) -> Iterator[Said]:
        alone = section.kind == "value" or (section.kind == "pairs" and len(section.units) == 1)
        if not alone and section.name not in ("summary", "evidence"):
            yield Said("heading", section.label)
        for unit in section.units:
            label = section.label if alone else unit.label if section.kind == "pairs" else ""
            yield Said("text", f"{label}: {_bare(unit.words)}" if label else _bare(unit.words))
            yield from self._differs(unit.difference)
        for group in section.groups:
            yield Said("text", f"{group.group.label}:")
            for item in group.items:
                yield from self._item(item, "☐ ", groups=False)
        for number, item in enumerate(section.items, 1):
            yield from self._item(item, f"{number}. " if section.kind == "steps" else "· ")
        if section.links:
            yield Said("text", "\n".join(f"· {_glossed(one)}" for one in section.links))
        for statement in section.statements:
            yield from self._statement(statement)

    def _item(self, item: ItemView, sign: str, *, groups: bool = True) -> Iterator[Said]:
        """An item's words first, then its other parts under their names, then what is said of it."""
        main = item.parts.get("text") or item.parts.get("title")
        name = item.groups[0].label if item.groups else item.id
        lead = [_bare(item.lead)] if item.lead else []
        lines = [*lead, _bare(main.words)] if main else [*lead, name]
        others = [one for one in item.parts.values() if one is not main]
        if not item.hidden:
            lines += [f"{one.label}: {_bare(one.words)}" for one in others]
        yield Said("text", _under(sign, lines))
        about = [f"{self._said('For')} {self._listed(one.label for one in item.groups)}"] if (
            groups and main and item.groups) else []  # fmt: skip
        about += [*item.tags, *(f"{label} {self._links(links)}" for label, links in item.heard)]
        yield Said("note", _under(" " * len(sign), [" · ".join(about)]) if about else "")
        yield from self._differs(item.difference, *(_difference(one) for one in item.parts.values()))

    def _statement(self, one: Statement) -> Iterator[Said]:
        who = ", ".join(part for part in (one.who, one.role, one.session) if part)
        yield Said("text", _under("· ", [f"{one.kind}. {_bare(one.says.words)}"]))
        lines = [who, f"{one.locator}, {one.where}", *one.corrections]
        lines += [f"{label} {self._links(links)}" for label, links in one.supports]
        yield Said("note", _under("  ", [line for line in lines if line]))

    def _differs(self, *differences: Difference | None) -> Iterator[Said]:
        for one in differences:
            if one is not None:
                why = [_bare(one.why)] if one.why else []
                yield Said("note", ". ".join(part.rstrip(".") for part in [one.label, *why, one.state] if part) + ".")

    def _links(self, links: Sequence[Link]) -> str:
        return self._listed(_bare(one.words) for one in links)

    def _listed(self, parts: Iterator[str] | Sequence[str]) -> str:
        return self._said(", ").join(parts)


def _difference(unit: UnitView) -> Difference | None:
    return unit.difference


def _bare(words: Words) -> str:
    return html.unescape(_TAGS.sub("", str(words.html))).strip()


def _glossed(link: Link) -> str:
    return f"{_bare(link.words)}: {_bare(link.gloss)}" if link.gloss else _bare(link.words)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _under(sign: str, lines: Sequence[str]) -> str:
    """Lines, all but the first set in under it."""
    indent = " " * len(sign)
    return sign + f"\n{indent}".join(line for part in lines for line in part.split("\n"))
