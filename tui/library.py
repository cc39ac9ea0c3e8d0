"""The library: the practices of an edition as rows, narrowed by words and by what they are, sorted. No widget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from handbook.checks.survey import Marks
from handbook.model.resolved import Stance
from handbook.model.taxonomy import LISTS, Taxonomy
from handbook.store.listing import STANCES, Listed
from tui.names import Names, choice, language_name
from tui.speech import N_, _, count, language
from tui.widgets.lines import Row

if TYPE_CHECKING:
    from handbook.search import Index
    from handbook.store.broken import Broken
    from handbook.store.workspace import Workspace

BROKEN = "broken:"  # before the path of a file that cannot be used
_NONE = Marks()
SORTS = ("title", "priority", "status", "to-fix")
MARKED = {
    "waiting": N_("They changed this"), "to-fix": N_("Has something to fix"),
    "missing": N_("Translation missing"), "outdated": N_("Translation out of date"),
}  # fmt: skip
_MOST_NAMED = 2  # languages that are called by their names; more do not fit into a row
_PRIORITY = {"now": 0, "next": 1, "later": 2}


@dataclass
class Library:
    """What the list shows. Marks and the index of words come later, from the background."""

    entries: Sequence[Listed]
    parent: str = ""  # the name of the edition above
    broken: Sequence[Broken] = ()
    marks: Mapping[str, Marks] = field(default_factory=dict)
    comments: Mapping[str, int] = field(default_factory=dict)  # open ones, by practice
    unsaved: set[str] = field(default_factory=set)
    index: Index | None = None
    facets: tuple[str, ...] = ()  # `themes:trust`, `groups:industry small-firms`, `status:draft`, `marks:waiting`
    sort: str = "title"
    _drawn: tuple[tuple[object, ...], dict[str, Row]] | None = None
    _shown: tuple[object, object, Sequence[Row]] | None = None  # of what, what was asked, and what was found
    _counted: tuple[Mapping[str, Marks], frozenset[str]] | None = None

    def close(self) -> None:
        """Another edition is shown, or another index: this one is done with."""
        if self.index is not None:
            self.index.close()
            self.index = None

    def rows(self, words: str = "") -> Sequence[Row]:
        """The rows that fit the words and the facets; files that cannot be used stand first."""
        drawn, asked = self._drawn_rows(), (words, self.facets, self.sort, self.index)
        if self._shown is None or self._shown[0] is not drawn or self._shown[1] != asked:
            self._shown = (drawn, asked, tuple(self._narrowed(words)))
        return self._shown[2]

    def _narrowed(self, words: str) -> list[Row]:
        if words.strip():
            return [*self._broken(words), *map(self.row, filter(self._fits, self._worded(words)))]
        chosen = filter(self._fits, self.entries) if self.facets else self.entries
        return [*self._broken(words), *map(self.row, sorted(chosen, key=_KEYS[self.sort](self)))]

    def row(self, one: Listed) -> Row:
        """One practice: its title, and what is special about it, the exception first."""
        drawn = self._drawn_rows()
        if one.id not in drawn:
            drawn[one.id] = self._row(one)
        return drawn[one.id]

    def _drawn_rows(self) -> dict[str, Row]:
        """The rows as they were made, until something that they say is otherwise: a filter key makes none anew."""
        now = (self.entries, self.marks, self.comments, frozenset(self.unsaved))
        if (
            self._drawn is None
            or any(a is not b for a, b in zip(now[:3], self._drawn[0][:3], strict=True))
            or (now[3] != self._drawn[0][3])
        ):
            self._drawn = (now, {})
        return self._drawn[1]

    def _row(self, one: Listed) -> Row:
        marks, comments = self.marks.get(one.id, _NONE), self.comments.get(one.id, 0)
        missing = [lang for lang in marks.missing if lang not in self.mostly_missing]
        notes = [
            _("not saved") if one.id in self.unsaved else "",
            _("{number} to fix", number=marks.to_fix) if marks.to_fix else "",
            _("{parent} changed {number}", parent=self.parent, number=marks.waiting) if marks.waiting else "",
            count("{number} comment", "{number} comments", comments) if comments else "",
            _("{languages} missing", languages=_languages(missing)) if missing else "",
            _("{languages} out of date", languages=_languages(marks.outdated)) if marks.outdated else "",
            stance_words(one.stance, self.parent),
            "" if one.status == "published" else choice(one.status),
        ]  # fmt: skip
        return Row(one.id, one.title or one.id, tuple(note for note in notes if note))

    @property
    def mostly_missing(self) -> frozenset[str]:
        """Languages that most practices lack: to say so at each of them would say nothing."""
        if self._counted is None or self._counted[0] is not self.marks:
            counted = Counter(lang for marks in self.marks.values() for lang in marks.missing)
            few = frozenset(lang for lang, number in counted.items() if number * 2 > len(self.marks))
            self._counted = (self.marks, few)
        return self._counted[1]

    @property
    def total(self) -> int:
        """How many practices there are."""
        return len(self.entries)

    def _broken(self, words: str) -> list[Row]:
        wanted = words.casefold()
        return [] if self.facets else [_broken_row(one) for one in self.broken if wanted in one.file.casefold()]

    def _worded(self, words: str) -> list[Listed]:
        """Those in which all words stand: in the title first, then the best of the index first."""
        asked = words.casefold().split()
        found = self.index.ids(words) if self.index is not None else ()
        rank = {name: place for place, name in enumerate(found)}
        fitting = [one for one in self.entries if one.id in rank or self._says(one, asked)]
        in_title = {one.id for one in fitting if all(word in one.title.casefold() for word in asked)}
        return sorted(fitting, key=lambda one: (one.id not in in_title, rank.get(one.id, len(rank)), one.title))

    def renew(self, workspace: Workspace, practice: str) -> None:
        """One practice was saved: its new words are found too."""
        if self.index is not None:
            self.index.renew(workspace, practice)
            self._shown = None

    def _says(self, one: Listed, asked: Sequence[str]) -> bool:
        said = f"{one.title} {one.id}".casefold()
        if all(word in said for word in asked):
            return True
        said += " " + " ".join(self.row(one).notes).casefold()
        stale = " stale" if self.marks.get(one.id, _NONE).waiting else ""
        return all(word in said + stale for word in asked)

    def _fits(self, one: Listed) -> bool:
        kinds: dict[str, list[str]] = {}
        for facet in self.facets:
            kind, _colon, value = facet.partition(":")
            kinds.setdefault(kind, []).extend(value.split() if kind in LISTS else [value])
        return all(self._has(one, kind, values) for kind, values in kinds.items())

    def _has(self, one: Listed, kind: str, values: Sequence[str]) -> bool:
        if kind == "marks":
            marks = self.marks.get(one.id, _NONE)
            there = {
                "waiting": marks.waiting,
                "to-fix": marks.to_fix,
                "missing": marks.missing,
                "outdated": marks.outdated,
            }
            return any(there[value] for value in values)
        if kind in LISTS:
            return bool(set(getattr(one, kind).split()) & set(values))
        return getattr(one, kind) in values


def taxon_facet(taxonomy: Taxonomy, kind: str, key: str) -> str:
    """The facet of a theme, group, phase or topic: of a group with the groups that lie within it."""
    held = taxonomy.lists[kind] if kind == "groups" else ()
    inside = [one for one in held if one != key and key in taxonomy.with_parents([one])]
    return f"{kind}:{' '.join([key, *inside])}"


def facet_words(names: Names, facet: str) -> str:
    """What a facet is called where it is picked, and where it is told what is shown."""
    kind, _colon, value = facet.partition(":")
    if kind == "marks":
        return _(MARKED[value])
    if kind in LISTS:
        return names.of(kind, value.partition(" ")[0])  # of a group and those within it: the group
    return (stance_words(value, names.parent) or _("own")) if kind == "stance" else choice(value)


def stance_words(one: str, parent: str) -> str:
    """How an edition stands to a practice. Its own are local where it builds on another; else that says nothing."""
    if one == STANCES[Stance.OWN]:
        return _("local") if parent else ""
    return _(one)


def _languages(codes: Sequence[str]) -> str:
    if len(codes) > _MOST_NAMED:
        return " ".join(codes)
    first, *second = (_named_in(code, language()) for code in codes)
    return _("{first} and {second}", first=first, second=second[0]) if second else first


@cache  # a thousand rows name the same few
def _named_in(code: str, _language: str) -> str:
    return language_name(code)


def _broken_row(one: Broken) -> Row:
    name = one.file.rpartition("/")[2]
    return Row(f"{BROKEN}{one.file}", name, (_("cannot be used: line {line}", line=one.line), one.message))


_KEYS: dict[str, Callable[[Library], Callable[[Listed], tuple[object, ...]]]] = {
    "title": lambda library: lambda one: (one.title.casefold(), one.id),
    "priority": lambda library: lambda one: (_PRIORITY.get(one.priority, 3), one.title.casefold()),
    "status": lambda library: lambda one: (one.status, one.title.casefold()),
    "to-fix": lambda library: lambda one: (-library.marks.get(one.id, _NONE).to_fix, one.title.casefold()),
}
