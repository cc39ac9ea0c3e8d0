"""What an edition shows only because another one above it says so: what it would lose by building on another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from handbook.editions.layer import of_practice
from handbook.editions.resolve import layers, practice_ids
from handbook.editions.states import item_words, label
from handbook.model.edition import Edition
from handbook.model.field import Merge
from handbook.model.handbook import Handbook
from handbook.model.resolved import Item, Resolved, Stance, Unit
from handbook.model.units import Value

TAKEN_OVER = "Taken over from the edition we built on before."

What = Literal["words", "value", "set", "hide", "order", "item", "practice"]


@dataclass(frozen=True, slots=True)
class Inherited:
    """One change of an edition that is left: what we show today by it, and what the new edition above says there."""

    practice: str
    path: str  # a unit, an item, the list of an order; empty for a whole practice
    what: What
    by: str  # the edition whose change it is
    ours: Value
    theirs: Value | None
    why: str
    lang: str = ""  # of the words it is made of
    foreign: bool = False  # in another language than what we say in this practice, and one file holds one language
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()  # of an item: part and values, none where it is words


@dataclass(frozen=True, slots=True)
class Views:
    """One practice as we show it today, as the new edition above has it, and as we would show it there."""

    today: Resolved
    theirs: Resolved
    tomorrow: Resolved
    left: tuple[Resolved, ...]  # as the editions that are left have it, the nearest first
    edition: Edition


def inherited(handbook: Handbook, edition_id: str, above: Sequence[Edition]) -> list[Inherited]:
    """Every change that an edition has from those it would leave, where it says nothing itself, by practice.

    `above` are the editions it would build on, the root first. What those editions say otherwise today than they did
    in the release that is read now is no loss but news, and not listed. Raises what `Handbook.chain` raises.
    """
    chain = handbook.chain(edition_id)
    left = left_by(chain, above)
    found: list[Inherited] = []
    for practice in practice_ids(chain) if left else ():
        if practice in chain[-1].practices:
            continue
        if any(practice in edition.practices for edition in above):
            if views := views_of(chain, above, practice):
                found += _marked(list(_changes(views)), views)
        else:
            found += _whole(chain, left, practice)
    return found


def left_by(chain: Sequence[Edition], above: Sequence[Edition]) -> list[Edition]:
    """The editions of a chain that would no longer be in it, the nearest first."""
    stay = {edition.id for edition in above}
    return [edition for edition in reversed(chain[:-1]) if edition.id not in stay]


def views_of(chain: Sequence[Edition], above: Sequence[Edition], practice: str) -> Views | None:
    """The practice from all sides, or nothing where no edition that is left says anything in it."""
    found = layers(chain, practice)
    names = {edition.id for edition in left_by(chain, above)}
    left = [held for held in reversed(found[:-1]) if held.edition in names]
    if not any(held.changed() for held in left):
        return None
    *_, theirs, tomorrow = layers([*above, chain[-1]], practice)
    return Views(found[-1], theirs, tomorrow, tuple(left), chain[-1])


def adopted_items(edition: Edition, practice: Resolved) -> Mapping[tuple[str, str], str]:
    """(list, their id) → our id, of every item that this edition has taken over before."""
    held = of_practice(edition, practice.practice)
    items = [(name, item) for name, items in held.additions.items() for item in items] if held else []
    return {(name, str(item["from"])): str(item["id"]) for name, item in items if item.get("from")}


def adopted_practices(edition: Edition) -> dict[str, str]:
    """Their id → our id, of every practice that this edition has taken over before."""
    return {str(held.content["from"]): held.id for held in edition.practices.values() if held.content.get("from")}


def as_written(held: Any) -> Any:
    """As a file holds it: texts, lists and mappings."""
    if isinstance(held, Mapping):
        return {name: as_written(said) for name, said in held.items()}
    return [as_written(one) for one in held] if isinstance(held, (list, tuple)) else str(held)


def own_items(views: Views, name: str) -> set[str]:
    """The ids of the items that an edition adds to a list."""
    held = of_practice(views.edition, views.today.practice)
    return {str(item["id"]) for item in held.additions.get(name, ())} if held else set()


def own_language(views: Views) -> str:
    """The language of our file of a practice; none where it says nothing in words yet, so that it may be in any."""
    held = of_practice(views.edition, views.today.practice)
    return held.lang if held and (held.differs or held.reviewed.get("why")) else ""


def own_name(item: Item, own: Collection[str]) -> str:
    """The id by which an edition's own file knows an item, also where another edition has taken it in."""
    return item.alias if item.alias in own else item.id


def _whole(chain: Sequence[Edition], left: Sequence[Edition], practice: str) -> Iterator[Inherited]:
    owner = next((edition for edition in left if practice in edition.practices), None)
    if owner is None or owner.practices[practice].status != "published":
        return
    if {practice, f"{owner.id}/{practice}"} & adopted_practices(chain[-1]).keys():
        return
    today = layers(chain, practice)[-1]
    if today.stance is not Stance.NOT_FOR_US and str(today.practice.content.get("from", "")) not in chain[-1].practices:
        yield Inherited(practice, "", "practice", owner.id, str(today.value("title")), None, "", today.practice.lang)


def _changes(views: Views) -> Iterator[Inherited]:
    for path, unit in views.today.parts.items():
        if said := _said_of_part(views, path):
            yield from _unit(views, unit, views.tomorrow.parts.get(path), *said)
    for name in dict.fromkeys([*views.today.lists, *views.tomorrow.lists]):
        yield from _items(views, name)
        yield from _hides(views, name)
        yield from _order(views, name)


def _unit(views: Views, ours: Unit, theirs: Unit | None, by: str, why: str) -> Iterator[Inherited]:
    if ours.field.merge is Merge.SET:
        if _members(ours) != _members(theirs):
            value = theirs.value if theirs else None
            yield Inherited(views.today.id, ours.path, "set", by, ours.value, value, why or TAKEN_OVER)
        return
    words = ours.field.words
    same = theirs is not None and label(theirs.value) == label(ours.value) and (not words or theirs.lang == ours.lang)
    if ours.adapted or same:
        return
    yield Inherited(
        views.today.id, ours.path, "words" if words else "value", by, ours.value, theirs.value if theirs else None,
        why or TAKEN_OVER, ours.lang if words else "",
    )  # fmt: skip


def _items(views: Views, name: str) -> Iterator[Inherited]:
    theirs = {item.id for item in views.theirs.items(name)}
    shown = {item.id: item for item in views.tomorrow.items(name)}
    own, before = own_items(views, name), adopted_items(views.edition, views.today)
    left = {held.edition for held in views.left}
    for item in views.today.items(name):
        if own_name(item, own) in own or (name, item.id) in before:
            continue
        if item.id in theirs:
            there = shown.get(item.id)
            for part, unit in item.units.items():
                if there is not None and (said := _said_of_item(views, name, item.id, part)):
                    yield from _unit(views, unit, there.units.get(part), *said)
            continue
        from_left = item.origin in left or any(unit.origin in left for unit in item.units.values())
        if from_left and not _same(item, shown.get(item.id)):
            by, why = _said_of_item(views, name, item.id, "") or (item.origin, "")
            langs = [unit.lang for unit in item.units.values() if unit.field.words]
            lang = next((one for one in langs if one != langs[0]), langs[0]) if langs else ""
            path = f"{name}/{item.id}"
            yield Inherited(
                views.today.id, path, "item", by, item_words(item), None, why or TAKEN_OVER, lang, parts=_parts(item)
            )


def _hides(views: Views, name: str) -> Iterator[Inherited]:
    today = {item.id for item in views.today.items(name)}
    for item in views.tomorrow.items(name):
        if item.id in today or item.added:
            continue
        for left in views.left:
            hidden = next((one for one in left.lists.get(name, ()) if one.id == item.id and one.hidden), None)
            if hidden:
                path, why = f"{name}/{item.id}", hidden.why or TAKEN_OVER
                yield Inherited(views.today.id, path, "hide", left.edition, "", item_words(item), why)
                break


def _order(views: Views, name: str) -> Iterator[Inherited]:
    own = own_items(views, name)
    today = [own_name(item, own) for item in views.today.items(name)]
    tomorrow = [own_name(item, own) for item in views.tomorrow.items(name)]
    ours = tuple(item for item in today if item in tomorrow)
    theirs = tuple(item for item in tomorrow if item in today)
    if ours == theirs:
        return
    for left in views.left:
        placed = [item for item in left.lists.get(name, ()) if item.state is not None]
        if placed:  # also what it leaves out: our own items may have stood after that
            why = next((item.why for item in placed if item.why and not item.hidden), TAKEN_OVER)
            yield Inherited(views.today.id, name, "order", left.edition, ours, theirs, why)
            return


def _said_of_part(views: Views, path: str) -> tuple[str, str] | None:
    """Which edition that is left changed a unit, and why."""
    for left in views.left:
        unit = left.parts.get(path)
        if unit is not None and unit.adapted:
            return left.edition, unit.why
    return None


def _said_of_item(views: Views, name: str, item_id: str, part: str) -> tuple[str, str] | None:
    for left in views.left:
        item = next((one for one in left.lists.get(name, ()) if one.id == item_id), None)
        unit = item.units.get(part) if item else None
        if unit is not None and unit.adapted:
            return left.edition, unit.why
        if item is not None and not part and item.added:
            return left.edition, item.why
    return None


def _same(item: Item, other: Item | None) -> bool:
    if other is None or item.units.keys() != other.units.keys():
        return False
    return all(label(unit.value) == label(other.units[part].value) for part, unit in item.units.items())


def _parts(item: Item) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What an item is made of: `kind`, `groups`, `speaker.role`; of words only the name."""
    parts: dict[str, tuple[str, ...]] = {}
    for name, said in {**item.fixed, **{name: unit.value for name, unit in item.units.items()}}.items():
        if isinstance(said, Mapping):
            parts |= {f"{name}.{part}": (str(one),) for part, one in said.items()}
        elif name in item.units and item.units[name].field.words:
            parts[name] = ()
        elif name not in ("id", "from", "why", "after"):
            parts[name] = tuple(as_written(said)) if isinstance(said, (list, tuple)) else (str(said),)
    return tuple(parts.items())


def _members(unit: Unit | None) -> set[str]:
    return set(unit.value) if unit is not None and isinstance(unit.value, tuple) else set()


def _marked(found: list[Inherited], views: Views) -> list[Inherited]:
    """Mark what is in another language than our file of this practice is, or would be."""
    lang = own_language(views) or next((one.lang for one in found if one.lang), "")
    return [replace(one, foreign=bool(one.lang) and one.lang != lang) for one in found]
