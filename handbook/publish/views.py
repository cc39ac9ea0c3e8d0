"""What templates see: plain values made ready for a page, so that a template decides nothing but how things look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

# Not frozen: a site needs hundreds of thousands of these, and frozen ones take three times as long to make.


@dataclass(slots=True)
class Words:
    """Words of content, rendered; `lang` and `dir` are set only where they differ from those of the page."""

    html: Markup
    lang: str = ""
    dir: str = ""
    mark: Literal["", "machine", "courtesy", "authoritative", "outdated", "untranslated"] = ""
    block: bool = False  # paragraphs and lists (Renderer.block), not a run of words (Renderer.line)


@dataclass(slots=True)
class Link:
    """A way to another page; `url` is relative to the page it stands on."""

    url: str
    words: Words
    gloss: Words | None = None
    badge: Badge | None = None


@dataclass(slots=True)
class Badge:
    """A standing in words with its shape: adapted, local, contested, machine, plain."""

    shape: Literal["adapted", "local", "contested", "machine", "plain"]
    text: str


@dataclass(slots=True)
class Difference:
    """How this edition differs at one unit: what it did, why, what the shared edition says."""

    kind: Literal["adapted", "added", "hidden", "moved"]
    label: str  # "Adapted here", "Added here", "Left out here", "Moved here"
    why: Words | None
    diff: Sequence[tuple[Literal["same", "del", "ins"], str]] = ()  # empty where a comparison of words makes no sense
    before: Words | None = None  # theirs in full, where there is no word diff (another language)
    parent: str = ""  # title of the edition above
    state: str = ""  # a sentence where the parent has changed since: "They changed this; our words stand."


@dataclass(slots=True)
class UnitView:
    """One text or value."""

    anchor: str
    label: str
    words: Words
    difference: Difference | None = None


@dataclass(slots=True)
class GroupMark:
    """A stakeholder group: its label, the page of its checklist, and its seat at the table (0 to 5)."""

    id: str
    label: str
    url: str
    seat: int


@dataclass(slots=True)
class ItemView:
    """One item of a list. `parts` by part name; `tags` are small facts in words."""

    id: str
    anchor: str
    parts: dict[str, UnitView]
    difference: Difference | None = None
    groups: Sequence[GroupMark] = ()
    tags: Sequence[str] = ()  # "verify", "added by the editors", "as of 2016", "worked"
    heard: Sequence[tuple[str, Sequence[Link]]] = ()  # ("Heard:" or for whose words, statements of this page)
    hidden: bool = False  # left out here; shown only as a struck line with its reason
    was: str = ""  # the anchor it had before an edition took it in from another; links to that still find it
    lead: Words | None = None  # a sentence above its words: "Tried in Kenya: worked"


@dataclass(slots=True)
class GroupItems:
    """The checklist of one group."""

    group: GroupMark
    items: Sequence[ItemView]


@dataclass(slots=True)
class Statement:
    """A piece of evidence with its way back to the source."""

    id: str
    anchor: str
    shape: Literal["first", "against", "digest", "opinion"]
    kind: str  # "First-hand", "Disagrees", "Summed up", "Opinion", ...
    says: UnitView
    who: str  # organisation
    role: str
    session: str  # short title of the source
    locator: str  # WS153:215
    source_url: str  # the source's place on the sources page
    where: str  # "IGF 2016, 8 December 2016, line 215"
    supports: Sequence[tuple[str, Sequence[Link]]]  # ("Supports:", "Against:" or whose words, what of this page)
    corrections: Sequence[str] = ()  # captions read otherwise within these lines, in a sentence each
    lang: str = ""  # of `role` and `session`, where it is not that of the page
    was: str = ""  # as of an item


@dataclass(slots=True)
class Section:
    """One declared field on a practice page. `kind` is how to show it.

    words: prose or a line (`units` has one) · pairs: a group (`units`) · rows: items · steps: numbered items ·
    checklist: `groups` · give-get: items with gives and gets · examples · tried · links · statements
    """

    name: str
    label: str
    kind: Literal[
        "words", "pairs", "rows", "steps", "checklist", "give-get", "examples", "tried", "links", "statements", "value"
    ]
    units: Sequence[UnitView] = ()
    items: Sequence[ItemView] = ()
    groups: Sequence[GroupItems] = ()
    links: Sequence[Link] = ()
    statements: Sequence[Statement] = ()


@dataclass(slots=True)
class Block:
    """One of the blocks of a practice page: what, do, why, from, edition."""

    id: str
    label: str
    sections: Sequence[Section]
    key: tuple[str, ...] = ()  # names words that editions share; of those that are known already, `sections` is empty


@dataclass(slots=True)
class Fact:
    """A label above an answer."""

    label: str
    text: str
    badge: Badge | None = None
    code: bool = False


@dataclass(slots=True)
class EditionRow:
    """What one edition of the chain did with this practice."""

    id: str
    title: str
    text: Words
    links: Sequence[Link] = ()


@dataclass(slots=True)
class PracticeView:
    """practice.html"""

    title: UnitView
    over: Sequence[Link]  # its themes
    facts: Sequence[Fact]  # do it, support, in this edition, maturity, revision, code
    blocks: Sequence[Block]
    support_badge: Badge
    support: str  # a sentence or two on how far the evidence carries
    support_note: str  # on captions, and on who was not heard
    rows: Sequence[EditionRow]
    edition_text: Words  # "The Netherlands has adapted this practice: three units read differently, one is added."
    terms: Sequence[Link]
    translation_notice: str  # "" or: which parts are machine translation, and where the text stands in its own language
    withdrawn: Words | None  # why, with `replaced_by`
    replaced_by: Sequence[Link] = ()
    groups: Sequence[GroupMark] = ()  # whom it concerns


@dataclass(slots=True)
class Entry:
    """One practice in a list."""

    link: Link
    kind: str
    priority: str
    support: Badge | None = None
    difference: Badge | None = None
    unlisted: Words | None = None  # why it has no page: draft, not for us


@dataclass(slots=True)
class ListView:
    """list.html: an index, whole or one page of it."""

    title: str
    lead: str
    sections: Sequence[tuple[str, str, Sequence[Entry]]]  # (anchor, heading or "", entries)
    pages: Sequence[Link] = ()  # where there are more than 200; the present one has an empty url
    others: Sequence[Link] = ()  # the neighbouring indexes


@dataclass(slots=True)
class GroupDoor:
    """A stakeholder group on the home page, with its sub-groups."""

    group: GroupMark
    counts: str  # "12 things to do, 4 of them now"
    within: Sequence[GroupMark]


@dataclass(slots=True)
class HomeView:
    """home.html"""

    title: str
    lead: str
    doors: Sequence[GroupDoor]
    problems: Sequence[Link]  # what stands in your way -> practice
    facts: Sequence[Fact]
    difference: str
    different: Sequence[Entry]
    now: Sequence[Entry]
    indexes: Sequence[Link]  # themes, phases, topics, A–Z, duties, glossary, sources, ...
    not_heard: str
    chain: Sequence[tuple[str, str, bool]]  # (edition id, title, is this one)
    duties: Sequence[Entry]
    triggers: Sequence[tuple[str, Sequence[Link]]]  # the three applicability questions -> duties


@dataclass(slots=True)
class ChecklistPart:
    """The items of one practice for one group."""

    practice: Link
    priority: str
    items: Sequence[ItemView]


@dataclass(slots=True)
class GroupView:
    """group.html: the checklist page of one stakeholder group."""

    group: GroupMark
    gloss: str
    lead: str
    parts: Sequence[tuple[str, str, Sequence[ChecklistPart]]]  # (anchor, "Now" / "Next" / "Later", parts)
    within: Sequence[GroupMark]
    above: Sequence[GroupMark]
    pages: Sequence[Link] = ()  # where there are many practices; the present one has an empty url


@dataclass(slots=True)
class Row:
    """One entry of glossary, sources, initiatives, challenges or inventory: a heading, texts and facts."""

    anchor: str
    title: Words
    texts: Sequence[tuple[str, Words]] = ()  # (label or "", words)
    facts: Sequence[Fact] = ()
    links: Sequence[Link] = ()
    badge: Badge | None = None
    rows: Sequence[Row] = ()  # definitions of a term, corrections and polls of a source
    heading: str = ""  # above `rows`


@dataclass(slots=True)
class RowsView:
    """rows.html: glossary, sources, initiatives, challenges, inventory, about."""

    title: str
    lead: str
    rows: Sequence[Row]
    letters: Sequence[Link] = ()
    notice: str = ""
    above: Sequence[tuple[str, Sequence[Row]]] = ()  # (whose they are, rows) of the editions this one builds on


@dataclass(slots=True)
class SearchView:
    """search.html: works with the script; without it the A–Z is the way."""

    title: str
    index_url: str
    az: Link


@dataclass(slots=True)
class MissingView:
    """missing.html: a page that only leads on: from an address that is no more, or, as the 404 page, never was."""

    title: str
    text: str
    links: Sequence[Link]


@dataclass(slots=True)
class EditionCard:
    """An edition on the root page."""

    id: str
    url: str
    title: Words
    languages: Sequence[Link]
    text: str
    standing: str


@dataclass(slots=True)
class RootView:
    """root.html: a whole page by itself that lists the editions."""

    title: str
    lead: str
    editions: Sequence[EditionCard]
    lang: str
    dir: str
    assets: str


@dataclass(slots=True)
class Shell:
    """main.html: all that surrounds the text of a page. URLs are relative to the page."""

    lang: str
    dir: str
    title: str  # of the browser's tab
    description: str
    edition: str  # id
    tab: str  # the code on the bookmark tab: NL
    site_title: str
    edition_title: str
    home: str
    assets: str  # folder of css, js and mark, with a trailing slash
    nav: Sequence[tuple[str, str, bool]]  # (url, label, here)
    languages: Sequence[tuple[str, str, str, str, bool]]  # (url, code, own name, dir, here): stays on the practice
    notices: Sequence[tuple[str, str, str]] = ()  # (strong, text, url of more): example edition, machine translation
    policy: str = ""  # the Content-Security-Policy; empty under `serve`
    foot: Sequence[tuple[str, Sequence[str], Sequence[Link]]] = field(default_factory=tuple)
    colours: tuple[str, str] = ("", "")
    search: str = ""  # url of the search page
    code: str = ""  # short code for paper
    canonical: str = ""  # url of the page that this one only leads to
    reload: bool = False  # under `serve`: live reload's script is let in
    prose: bool = False  # an edition's own hand-written page: set in a column, its title added where it has none
