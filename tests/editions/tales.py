"""Made-up years of a shared edition, and of one that follows it.

A `Tale` is what an edition `nl` wrote against a first release, by the verbs that editors use, and the releases since.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from handbook.editions import adapt
from handbook.editions.resolve import layers
from handbook.errors import DecisionError, UnknownUnit
from handbook.model.adaptation import Change
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.plan import Plan
from handbook.model.release import Release
from handbook.model.units import UnitPath
from tests.editions.build import edition, handbook, practice
from tests.editions.following import applied, file_of, released, taken
from tests.editions.strategies import GROUPS, LISTS, MATURITY, RANDOMS, Pen

# What the editors of `nl` write, by their verbs.


@dataclass
class Tale:
    """An edition `nl` as it was written against the first of some releases of `global`."""

    book: Handbook
    releases: list[Release]

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """What a failing test prints: what `nl` wrote, since the rest would fill pages."""
        files = [file_of(held) for held in self.book.edition("nl").adaptations.values()]
        printer.text(f"Tale({len(self.releases)} releases, {files})")

    def at(self, place: int) -> Handbook:
        return taken(self.book, "nl", self.releases[place])

    @property
    def now(self) -> Handbook:
        return self.at(-1)


@dataclass
class Shared:
    """The shared edition while its editors work on it; what they take out they may bring back."""

    practices: dict[str, dict[str, Any]]
    attic: list[tuple[dict[str, Any], str, dict[str, Any]]] = field(default_factory=list)
    number: int = 0

    def edition(self) -> Edition:
        """What was brought back under an id that was given away meanwhile stays out: no list has an id twice."""
        for held in self.practices.values():
            for of in LISTS:
                if of in held:
                    held[of] = list({item["id"]: item for item in reversed(held[of])}.values())[::-1]
        return edition("global", "", *(practice(name, **held) for name, held in self.practices.items()))

    def release(self) -> Release:
        self.number += 1
        return released((self.edition(),), self.number)


@st.composite
def tales(draw: st.DrawFn, releases: int = 3, moves: int = 8) -> Tale:
    pen = Pen(draw(RANDOMS))
    shared = Shared({"trust": pen.practice(), "law": pen.practice()})
    first = shared.release()
    book = local(pen, first)
    made = [first]
    for _ in range(releases - 1):
        for _ in range(pen.random.randint(1, moves)):
            pen.random.choice(NEWS)(pen, shared, book.edition("nl"))
        made.append(shared.release())
    return Tale(book, made)


def local(pen: Pen, first: Release, name: str = "nl") -> Handbook:
    """An edition that has said much of its own against a release."""
    lang = pen.random.choice(["en", "en", "en", "en", "nl"])
    own = practice(f"{name}/hub", lang, **pen.practice())
    held = edition(name, first.edition, own, languages=(lang, "fr"))
    book = taken(handbook(held), name, first)
    for _ in range(pen.random.randint(6, 14)):
        verb = pen.random.choice(VERBS)
        try:
            plan = verb(pen, book, name, pen.random.choice(["trust", "trust", "law"]))
        except (DecisionError, UnknownUnit):  # there is nothing to stand after, or no member to change
            continue
        book = applied(book, name, plan)
    return book


def _rewords(pen: Pen, book: Handbook, name: str, of: str) -> Plan:
    theirs = layers(book.chain(name), of)[-2]
    unit = pen.random.choice([unit for unit in theirs.units() if unit.field.words])
    _, _, rest = str(unit.value).partition(". ")
    text = f"{pen.sentence()} {rest}".strip() if pen.maybe() else pen.text()
    return adapt.adapted(book, name, of, unit.path, Change(text=text, why="w"))


def _values(pen: Pen, book: Handbook, name: str, of: str) -> Plan:
    return adapt.adapted(book, name, of, "maturity", Change(value=pen.random.choice(MATURITY), why="w"))


def _members(pen: Pen, book: Handbook, name: str, of: str) -> Plan:
    path = pen.random.choice(["groups", f"{_an_item(pen, book, name, of, 'steps')}.groups"])
    add, *remove = pen.some(GROUPS, 2)
    return adapt.adapted(book, name, of, path, Change(add=(add,), remove=tuple(remove[:1]), why="w"))


def _hides(pen: Pen, book: Handbook, name: str, of: str) -> Plan:
    return adapt.hidden(book, name, of, _an_item(pen, book, name, of), "Not here.")


def _moves(pen: Pen, book: Handbook, name: str, of: str) -> Plan:
    path = _an_item(pen, book, name, of)
    return adapt.moved(book, name, of, path, _anchors(pen, book, name, of, path), "w")


def _adds(pen: Pen, book: Handbook, name: str, of: str) -> Plan:
    holder = pen.random.choice(list(LISTS))
    item = pen.item(holder, f"own-{pen.random.randint(0, 3)}")
    after = _anchors(pen, book, name, of, f"{holder}/x") if pen.random.random() < 0.7 else []
    return adapt.added(book, name, of, holder, item, after=after)


def _reviews(pen: Pen, book: Handbook, name: str, of: str) -> Plan:
    return adapt.reviewed(book, name, of, "as-is", release="1")


VERBS: list[Callable[[Pen, Handbook, str, str], Plan]] = [
    _rewords, _rewords, _rewords, _rewords, _rewords, _values, _members, _hides, _moves, _moves, _adds, _adds, _adds,
    _reviews,
]  # fmt: skip


def _an_item(pen: Pen, book: Handbook, name: str, of: str, holder: str = "") -> str:
    holder = holder or pen.random.choice(list(LISTS))
    return f"{holder}/{pen.random.choice(layers(book.chain(name), of)[-2].items(holder)).id}"


def _anchors(pen: Pen, book: Handbook, name: str, of: str, path: str) -> list[str]:
    at = UnitPath.parse(path)
    there = [item.id for item in layers(book.chain(name), of)[-2].items(at.field) if item.id != at.item]
    return pen.random.sample(there, min(len(there), pen.random.randint(1, 2)))


# What the editors of `global` do meanwhile.


def _of_ours(pen: Pen, shared: Shared, nl: Edition) -> tuple[dict[str, Any], str, Change] | None:
    """A place in the shared edition that `nl` has changed: what holds it, its key, and the change."""
    found = []
    for name, adaptation in nl.adaptations.items():
        for path, change in adaptation.changes.items():
            holder = _holder(shared.practices.get(name, {}), UnitPath.parse(path))
            if holder is not None:
                found.append((holder, UnitPath.parse(path).part or path, change))
    return pen.random.choice(found) if found else None


def _holder(content: dict[str, Any], at: UnitPath) -> dict[str, Any] | None:
    if not at.item:
        holder = content.get(at.field) if at.part else content
        return holder if isinstance(holder, dict) and (at.part or at.field) in holder else None
    return next((item for item in content.get(at.field, ()) if item["id"] == at.item), None)


def _any_words(pen: Pen, shared: Shared, nl: Edition) -> tuple[dict[str, Any], str]:
    ours = _of_ours(pen, shared, nl)
    if ours is not None and pen.random.random() < 0.8:
        holder, key, change = ours
        if change.text or (change.hide or change.after is not None):
            key = key if change.text else "text"
            if isinstance(holder.get(key), str):
                return holder, key
    content = pen.random.choice(list(shared.practices.values()))
    holders = [content, *(item for name in LISTS for item in content.get(name, ()))]
    holder = pen.random.choice(holders)
    return holder, pen.random.choice(
        [key for key in ("title", "summary", "problem", "text", "overcome") if key in holder]
    )


def _reworded_first(pen: Pen, shared: Shared, nl: Edition) -> None:
    holder, key = _any_words(pen, shared, nl)
    holder[key] = f"{pen.sentence()} {holder[key].partition('. ')[2]}".strip()


def _reworded_last(pen: Pen, shared: Shared, nl: Edition) -> None:
    holder, key = _any_words(pen, shared, nl)
    holder[key] = f"{holder[key].rpartition('. ')[0]}. {pen.sentence()}".removeprefix(". ")


def _ours_taken(pen: Pen, shared: Shared, nl: Edition) -> None:
    ours = _of_ours(pen, shared, nl)
    if ours is not None and (said := ours[2].text or ours[2].value):
        ours[0][ours[1]] = said


def _value(pen: Pen, shared: Shared, nl: Edition) -> None:
    content = _a_practice(pen, shared)
    content.pop("maturity", None)
    if pen.random.random() < 0.7:
        content["maturity"] = pen.random.choice(MATURITY)
    content["groups"] = pen.some(GROUPS, 1)


def _item_gone(pen: Pen, shared: Shared, nl: Edition) -> None:
    content = _a_practice(pen, shared)
    ours = nl.adaptations.get("trust")
    named = [UnitPath.parse(path) for path in (ours.changes if ours else ())]
    there = [(name, item) for name in LISTS for item in content.get(name, ())]
    wanted = [(name, item) for name, item in there if any((at.field, at.item) == (name, item["id"]) for at in named)]
    anchors = {
        one
        for held in nl.adaptations.values()
        for of in held.additions.values()
        for i in of
        for one in i.get("after", ())
    }
    wanted += [(name, item) for name, item in there if item["id"] in anchors]
    if there:
        name, item = pen.random.choice(wanted if wanted and pen.random.random() < 0.8 else there)
        content[name].remove(item)
        shared.attic.append((content, name, item))


def _item_back(pen: Pen, shared: Shared, nl: Edition) -> None:
    if shared.attic:
        content, name, item = shared.attic.pop()
        held = content.setdefault(name, [])
        held.insert(pen.random.randint(0, len(held)), item)


def _order(pen: Pen, shared: Shared, nl: Edition) -> None:
    for name in LISTS:
        pen.random.shuffle(_a_practice(pen, shared).get(name, []))


def _new_item(pen: Pen, shared: Shared, nl: Edition) -> None:
    name = pen.random.choice(list(LISTS))
    held = _a_practice(pen, shared).setdefault(name, [])
    held.insert(pen.random.randint(0, len(held)), pen.item(name, f"new-{pen.written}"))


def _own_item(pen: Pen, nl: Edition) -> tuple[str, str, dict[str, Any]] | None:
    found = [
        (name, of, dict(item))
        for name, held in nl.adaptations.items()
        for of, items in held.additions.items()
        for item in items
    ]
    return pen.random.choice(found) if found else None


def _item_taken_in(pen: Pen, shared: Shared, nl: Edition) -> None:
    """One of ours is taken in word for word, or reworded, or its id is used for something else."""
    own = _own_item(pen, nl)
    if own is None or own[0] not in shared.practices:
        return
    of, name, item = own
    new = item["id"].replace("/", "-")
    there = [
        held
        for held in shared.practices[of].setdefault(name, [])
        if item["id"] not in (held["id"], held.get("from")) and held["id"] != new
    ]
    fate = pen.random.choice(["taken", "reworded", "claimed"])
    theirs = {"id": new, "from": item["id"]} if fate != "claimed" else {"id": item["id"]}
    theirs |= {part: item[part] if fate == "taken" else pen.text() for part in LISTS[name]}
    there.insert(pen.random.randint(0, len(there)), theirs)
    shared.practices[of][name] = there


def _practice_taken_in(pen: Pen, shared: Shared, nl: Edition) -> None:
    ours = copy.deepcopy(dict(nl.practices["nl/hub"].content))
    for name in ("id", "format", "kind"):
        ours.pop(name)
    if pen.maybe():
        ours["summary"] = pen.text()
    shared.practices["hub"] = {**ours, "from": "nl/hub"}


def _withdrawn(pen: Pen, shared: Shared, nl: Edition) -> None:
    _a_practice(pen, shared)["status"] = pen.random.choice(["withdrawn", "draft", "published", "published"])


def _reflowed(pen: Pen, shared: Shared, nl: Edition) -> None:
    content = _a_practice(pen, shared)
    content["summary"] = content["summary"].replace(". ", ".\n")


def _a_practice(pen: Pen, shared: Shared) -> dict[str, Any]:
    return shared.practices[pen.random.choice(["trust", "trust", "law"])]


NEWS: list[Callable[[Pen, Shared, Edition], None]] = [
    _reworded_first, _reworded_first, _reworded_last, _reworded_last, _ours_taken, _value, _item_gone, _item_gone,
    _item_back, _order, _new_item, _item_taken_in, _item_taken_in, _practice_taken_in, _withdrawn, _reflowed,
]  # fmt: skip
