"""All pages of one edition: where each stands, what makes it, and when its words last changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from markupsafe import Markup

from handbook.model.resolved import Resolved
from handbook.publish import addresses
from handbook.publish.markdown import plain
from handbook.publish.shell import Shells
from handbook.publish.show.about import about_view
from handbook.publish.show.group import asked, group_pages, group_view, groups_view
from handbook.publish.show.here import Here
from handbook.publish.show.home import home_view
from handbook.publish.show.lists import (
    TAXON_INDEXES,
    all_pages,
    all_view,
    duties_view,
    index_view,
    taxon_pages,
    taxon_view,
)
from handbook.publish.show.practice import code, practice_view
from handbook.publish.show.reading import Reading
from handbook.publish.show.rows import NAMES, rows_view
from handbook.publish.stock import Stock
from handbook.publish.templates import Spoken, Templates
from handbook.publish.views import MissingView, SearchView, Shell

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
LONG_AGO = "1970-01-01"  # for an edition in which nothing is dated


@dataclass(frozen=True, slots=True)
class Made:
    """A finished page: what stands in `main`, and what surrounds it."""

    title: str
    content: Markup
    shell: Shell
    spoken: Spoken

    @property
    def whole(self) -> str:
        """The page in our own theme, as a file holds it."""
        return self.spoken.render("main.html", page=self, shell=self.shell)


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page: its address in its edition's site, when its words changed, and how it is made."""

    address: str
    language: str
    updated: str
    make: Callable[[], Made]
    practice: str = ""  # whose page it is; empty for one that speaks of the whole edition
    uses: tuple[str, ...] = field(default=())  # practices whose names stand on it


class EditionPages:
    """The pages of one edition in all its languages.

    `folder` is where they lie in their site, `site` the path of that site on its server.
    """

    def __init__(
        self,
        stock: Stock,
        edition_id: str,
        templates: Templates | None = None,
        *,
        folder: str = "",
        site: str = "/",
        serving: bool = False,
    ) -> None:
        self.stock = stock
        self.edition = stock.chain(edition_id)[-1]
        self.templates = templates or Templates(stock)
        self.folder, self.site, self.serving = folder, site, serving
        self.readings = [Reading(stock, edition_id, language) for language in self.edition.languages]
        self.newest = max((self._changed(one) for one in self.readings[0].listed), default=LONG_AGO)

    def __iter__(self) -> Iterator[PageSpec]:
        for reading in self.readings:
            yield from _Pages(self, reading)

    def search_indexes(self) -> Iterator[tuple[str, Reading]]:
        """Where each language's search index lies, and the reading it is made from."""
        for reading in self.readings:
            yield addresses.in_language(addresses.SEARCH_INDEX, reading.language, reading.main), reading

    def missing(self) -> Made:
        """The page for an address that does not exist, in the main language."""
        return _Pages(self, self.readings[0]).missing()

    def shell(self, address: str, title: str) -> Shell:
        """The shell of a page written by hand, in the main language; its address is that in the whole site."""
        # Such a page may lie beside the handbook's folder, so its ways go by the site's root.
        shells = Shells(self.readings[0], folder=self.folder, site=self.site, serving=self.serving)
        return shells.shell(address, title, prose=True)

    def updated(self, practice_id: str) -> str:
        """The newest day that a practice names."""
        return self._changed(practice_id)

    def _changed(self, practice_id: str) -> str:
        resolved = self.stock.layered(self.edition.id, practice_id)
        adaptation = self.edition.adaptations.get(practice_id)
        return max(*_days(resolved), adaptation.reviewed.get("on", "") if adaptation else "", LONG_AGO)


class _Pages:
    """The pages of one reading."""

    def __init__(self, of: EditionPages, reading: Reading) -> None:
        self.of, self.reading = of, reading
        self.spoken = of.templates.spoken(reading.catalog)
        self.shells = Shells(reading, folder=of.folder, site=of.site, serving=of.serving)
        self.practices = Here(reading, addresses.practice("-"))
        self._heres: dict[int, Here] = {}

    def __iter__(self) -> Iterator[PageSpec]:
        said, reading = self.reading.catalog.gettext, self.reading
        of_groups = asked(reading)
        yield self._page(addresses.HOME, "home.html", said("Contents"), partial(home_view, of_groups=of_groups))
        for practice_id in reading.listed:
            if reading.has_page(practice_id):
                yield self._practice(practice_id)
        for old, practice_id in reading.moved.items():
            if reading.has_page(practice_id):
                yield self._moved(old, practice_id)
        yield from self._indexes()
        yield from self._groups(of_groups)
        for name in NAMES:
            yield self._page(addresses.index(name), "rows.html", "", partial(rows_view, name=name))
        yield self._page(addresses.ABOUT, "rows.html", said("About this edition"), about_view)
        yield self._page(addresses.SEARCH, "search.html", said("Search"), self._search)

    def missing(self) -> Made:
        """The 404 page; all its ways begin at the root of the server, since it stands in for any address."""
        said = self.reading.catalog.gettext
        title = said("This page is not here")
        here = Here(self.reading, addresses.MISSING)
        front = self.of.site + self.of.folder
        view = MissingView(
            title,
            said("It may have moved, or it was never there."),
            [
                here.link(front + addresses.HOME, said("Contents")),
                here.link(front + addresses.ALL, said("All practices and duties, A–Z")),
            ],
        )
        shell = self.shells.shell(addresses.MISSING, title, anywhere=True)
        return Made(title, self._body("missing.html", view, shell), shell, self.spoken)

    def _practice(self, practice_id: str) -> PageSpec:
        layered = self.of.stock.layered(self.reading.edition.id, practice_id)
        named = [item.id for item in layered.items("related")] + list(layered.practice.content.get("replaced_by", ()))
        uses = tuple(dict.fromkeys(one for name in (practice_id, *named) for one in self._known_as(name)))[1:]
        address = addresses.in_language(addresses.practice(practice_id), self.reading.language, self.reading.main)
        make = partial(self._made_practice, practice_id)
        return PageSpec(
            self.of.folder + address, self.reading.language, self.of.updated(practice_id), make, practice_id, uses
        )

    def _made_practice(self, practice_id: str) -> Made:
        resolved = self.reading.practice(practice_id)
        title = plain(str(resolved.value("title")))
        paper = code(self.reading.edition.id, practice_id, resolved.practice.content.get("revision"))
        summary = plain(str(resolved.value("summary")))
        shell = self.shells.shell(addresses.practice(practice_id), title, description=summary, code=paper)
        view = practice_view(self.practices, practice_id)
        return Made(title, self._body("practice.html", view, shell), shell, self.spoken)

    def _known_as(self, practice_id: str) -> Iterator[str]:
        """The ids a practice goes by, here and in the edition that took it in: files under each may change a page."""
        yield practice_id
        taken = self.of.stock.taken_in(self.reading.edition.id)
        yield from (one for ours, theirs in taken.items() if practice_id in (ours, theirs) for one in (ours, theirs))
        if self.reading.knows(practice_id):
            practice = self.of.stock.layered(self.reading.edition.id, practice_id).practice
            yield from [str(practice.content["from"])] if practice.content.get("from") else []

    def _moved(self, old: str, practice_id: str) -> PageSpec:
        """A page at an address that people may have kept, though the practice now stands at another."""
        address = addresses.practice(old)
        whole = self.of.folder + addresses.in_language(address, self.reading.language, self.reading.main)
        make = partial(self._made_moved, address, practice_id)
        return PageSpec(whole, self.reading.language, self.of.updated(practice_id), make)

    def _made_moved(self, address: str, practice_id: str) -> Made:
        said = self.reading.catalog.gettext
        title = said("This page has moved")
        text = said("This practice now stands at another address. Nothing of it has been lost.")
        view = MissingView(title, text, [self.practices.practice(practice_id)])
        shell = self.shells.shell(address, title, canonical=addresses.practice(practice_id))
        return Made(title, self._body("missing.html", view, shell), shell, self.spoken)

    def _indexes(self) -> Iterator[PageSpec]:
        reading = self.reading
        everything = all_pages(reading)
        for number in range(1, len(everything) + 1):
            address = addresses.numbered(addresses.ALL, number)
            yield self._page(address, "list.html", "", partial(all_view, pages=everything, number=number))
        yield self._page(addresses.DUTIES, "list.html", "", duties_view)
        for name in TAXON_INDEXES:
            yield self._page(addresses.index(name), "list.html", "", partial(index_view, name=name))
            for one in reading.taxonomy.lists[name]:
                pages = taxon_pages(reading, name, one)
                for number in range(1, len(pages) + 1):
                    address = addresses.numbered(addresses.taxon(name, one), number)
                    view = partial(taxon_view, name=name, taxon_id=one, pages=pages, number=number)
                    yield self._page(address, "list.html", "", view)

    def _groups(self, of_groups: dict[str, Any]) -> Iterator[PageSpec]:
        yield self._page(addresses.index("groups"), "list.html", "", partial(groups_view, of_groups=of_groups))
        for one, of_group in of_groups.items():
            pages = group_pages(of_group)
            for number in range(1, len(pages) + 1):
                address = addresses.numbered(addresses.taxon("groups", one), number)
                view = partial(group_view, group_id=one, of_group=of_group, pages=pages, number=number)
                yield self._page(address, "group.html", self.reading.named("groups", one), view)

    def _search(self, here: Here) -> SearchView:
        said = self.reading.catalog.gettext
        url = Here(self.reading, addresses.SEARCH).url(addresses.SEARCH_INDEX)
        return SearchView(said("Search"), url, here.page(addresses.ALL, said("All practices and duties, A–Z")))

    def _page(self, address: str, template: str, title: str, view: Callable[[Here], Any]) -> PageSpec:
        whole = self.of.folder + addresses.in_language(address, self.reading.language, self.reading.main)
        make = partial(self._made, address, template, title, view)
        return PageSpec(whole, self.reading.language, self.of.newest, make)

    def _made(self, address: str, template: str, title: str, view: Callable[[Here], Any]) -> Made:
        shown = view(self._here(address))
        title = title or shown.title
        shell = self.shells.shell(address, title)
        return Made(title, self._body(template, shown, shell), shell, self.spoken)

    def _here(self, address: str) -> Here:
        """Lists that lie equally deep share their ways to practices, which lie in no folder of theirs."""
        depth = address.count("/")
        if depth not in self._heres:
            self._heres[depth] = Here(self.reading, "/".join(["-"] * depth + [addresses.HOME]))
        return self._heres[depth]

    def _body(self, template: str, view: Any, shell: Shell) -> Markup:
        return Markup(self.spoken.render(template, view=view, shell=shell))  # noqa: S704


def _days(resolved: Resolved) -> Iterator[str]:
    """Every whole day that a practice names: of its statements, its examples, what was tried since."""
    yield ""
    for items in resolved.lists.values():
        for item in items:
            for name in ("as_of", "date"):
                unit = item.units.get(name)
                if unit and _DAY.match(str(unit.value)):
                    yield str(unit.value)
