"""What surrounds the text of a page: head, navigation, the other languages, notices, foot."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from handbook.model.edition import Edition
from handbook.publish import addresses
from handbook.publish.addresses import in_language, relative
from handbook.publish.show.reading import Reading
from handbook.publish.views import Link, Shell
from handbook.publish.words import direction, own_name

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'none'; "
    "base-uri 'none'; form-action 'none'"
)
ASSETS = "assets/"

# The colours that the theme's own style sheet has for these editions.
_IN_THEME = {
    "global": ("#0b5a78", "#74c7e8"),
    "eu": ("#3d3f9e", "#aeb4ff"),
    "nl": ("#a8420a", "#ffa569"),
    "br": ("#116a3d", "#6fd39b"),
}


class Shells:
    """Makes the shell of every page of one reading; what is the same on all of them is made once.

    `folder` is where the handbook lies in its site, if not at the root; `site` the path of that site on its server.
    """

    def __init__(self, reading: Reading, *, folder: str = "", site: str = "/", serving: bool = False) -> None:
        self.reading = reading
        self.folder, self.site, self.serving = folder, site, serving

    def shell(
        self,
        address: str,
        title: str,
        *,
        description: str = "",
        code: str = "",
        anywhere: bool = False,
        prose: bool = False,
        canonical: str = "",
    ) -> Shell:
        """The shell of the page at an address of this reading.

        `anywhere` is for one that is served from any depth, `prose` for one that was written by hand, `canonical` the
        address of the page that stands for this one.
        """
        reading, edition = self.reading, self.reading.edition
        own = address if prose else self.folder + in_language(address, reading.language, reading.main)

        def way(target: str, language: str = reading.language) -> str:
            there = self.folder + in_language(target, language, reading.main)
            return self.site + there if anywhere else relative(there, own)

        def more(links: Iterable[tuple[str, str]]) -> list[Link]:
            return [Link(way(to), reading.plain(text)) for to, text in links]

        # A page written by hand has no twins: its switch leads to the other languages' home.
        twin = addresses.HOME if prose or anywhere else address
        return Shell(
            lang=reading.language,
            dir=reading.dir,
            title=f"{title} – {self._edition_title}",
            description=description,
            edition=edition.id,
            tab=edition.id.upper(),
            site_title=self._site_title,
            edition_title=self._edition_title,
            home=way(addresses.HOME),
            assets=f"{self.site}{ASSETS}" if anywhere else relative(ASSETS, own),
            nav=[(way(to), text, to == address) for to, text in self._nav],
            languages=[
                (way(twin, one), one, own_name(one), direction(one), one == reading.language) for one in self._languages
            ],
            notices=[(strong, text, way(addresses.ABOUT)) for strong, text in self._notices],
            policy="" if self.serving else POLICY,
            foot=[(heading, texts, more(links)) for heading, texts, links in self._foot],
            colours=colours(edition),
            search=way(addresses.SEARCH),
            code=code,
            canonical=way(canonical) if canonical else "",
            reload=self.serving,
            prose=prose,
        )

    @cached_property
    def _languages(self) -> list[str]:
        languages = self.reading.edition.languages
        return languages if len(languages) > 1 else []

    @cached_property
    def _site_title(self) -> str:
        return self.reading.text(self.reading.stock.handbook.title)

    @cached_property
    def _edition_title(self) -> str:
        return self.reading.edition_title(self.reading.edition)

    @cached_property
    def _nav(self) -> list[tuple[str, str]]:
        said = self.reading.catalog.gettext
        return [
            (addresses.HOME, said("Contents")),
            (addresses.index("groups"), said("Your group")),
            (addresses.ALL, said("A–Z")),
            (addresses.ABOUT, said("This edition")),
        ]

    @cached_property
    def _notices(self) -> list[tuple[str, str]]:
        if self.reading.edition.standing != "example":
            return []
        said = self.reading.catalog.gettext
        text = said("It was prepared from public transcripts and has not been reviewed by the initiative it is about.")
        return [(said("This is an example edition."), text)]

    @cached_property
    def _foot(self) -> list[tuple[str, list[str], list[tuple[str, str]]]]:
        reading, said = self.reading, self.reading.catalog.gettext
        about = []
        if above := reading.above():
            about.append(said("Builds on: %(edition)s.") % {"edition": reading.edition_title(above)})
        if licence := reading.edition.content.get("licence"):
            about.append(said("Licence of the text: %(licence)s.") % {"licence": licence})
        about.append(said("Not legal advice."))
        more = [
            (addresses.index("glossary"), said("Glossary")),
            (addresses.index("sources"), said("Sources")),
            (addresses.index("initiatives"), said("Initiatives")),
            (addresses.index("challenges"), said("Open challenges")),
            (addresses.ABOUT, said("About this edition")),
        ]
        promise = [said("No cookies, no counting, nothing fetched from anyone else.")]
        return [(self._edition_title, about, []), (said("Read on"), [], more), (said("Your reading"), promise, [])]


def colours(edition: Edition) -> tuple[str, str]:
    """The colours of an edition by day and by night, where the theme does not have them already."""
    held = edition.content.get("publish", {})
    own = str(held.get("colour", "")), str(held.get("colour_night") or held.get("colour", ""))
    return ("", "") if own == _IN_THEME.get(edition.id) or not own[0] else own
