"""Rename: a practice gets another id, and all that names it here follows: which files, and how they read. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handbook.editions.linked import having
from handbook.editions.resolve import entry_of, layers, taken_in
from handbook.errors import DecisionError, Place
from handbook.model import fields as declared
from handbook.model.edition import Edition
from handbook.model.field import Field, Kind, Shape
from handbook.model.handbook import Handbook
from handbook.model.ids import BORROWED, is_id
from handbook.model.practice import Practice
from handbook.model.units import UnitPath

Tree = dict[str, Any]
_UNSEEN = ("draft", "in-review")  # no page and no release has such a practice, so nobody outside knows its id


@dataclass(frozen=True, slots=True)
class Renaming:
    """One practice on its way from an id to another, and whom it concerns; nothing is written yet."""

    edition: str
    old: str
    new: str
    file: str  # the entry
    moving: tuple[tuple[str, str], ...]  # (edition, file) that bears the old id in its name: changes, translations
    naming: tuple[tuple[str, str], ...]  # (edition, file) that says the old id, and stays where it is
    editions: tuple[str, ...]  # that have the practice


def renaming(handbook: Handbook, edition_id: str, practice: str, wanted: str) -> Renaming:
    """What a new id concerns; raises DecisionError where the practice cannot have it, UnknownPractice."""
    chain = handbook.chain(edition_id)
    held = own_practice(chain, practice, "rename it there")
    new = own_id(chain[-1], wanted)
    _refuse_known_outside(chain, held)
    chains = list(having(handbook, edition_id, practice))
    _refuse_taken(chains, held, new)
    follow = Follow(practice, new, edition_id)
    return Renaming(
        edition_id, practice, new, held.file,
        moving=tuple(found for one in chains for found in _moving(one[-1], practice)),
        naming=tuple(found for one in chains for found in _naming(one[-1], follow)),
        editions=tuple(one[-1].id for one in chains),
    )  # fmt: skip


def own_practice(chain: Sequence[Edition], practice: str, todo: str) -> Practice:
    """The practice as the last edition of a chain has it as an entry of its own; raises DecisionError, else."""
    edition = chain[-1]
    if practice in edition.practices:
        return edition.practices[practice]
    owner = layers(chain, practice)[-1].owner
    what = f"“{practice}” is a practice of the edition “{owner}”, not of “{edition.id}”."
    raise DecisionError(what, todo=f"Nothing was written. Ask its editors, or {todo} with --edition {owner}.")


def own_id(edition: Edition, wanted: str) -> str:
    """The whole id of an edition's own practice: local, `nl/<slug>`, where it builds on another."""
    slug = wanted.removeprefix(f"{edition.id}/")
    if not is_id(slug):
        todo = "Use lower-case words joined by hyphens, such as answer-in-a-day. Names that the site uses are taken."
        raise DecisionError(f"“{wanted}” cannot be an id.", todo=todo)
    return f"{edition.id}/{slug}" if edition.parent else slug


class Follow:
    """How a file reads that names the new id wherever it named the old one."""

    def __init__(self, old: str, new: str, owner: str) -> None:
        self.old, self.new = old, new
        self._ids = {old: new}
        # Who took it over names its edition as well, where the id alone does not.
        self._origins = {_whole(old, owner): _whole(new, owner)}

    def entry(self, tree: Mapping[str, Any]) -> Tree:
        """The practice itself under its new id."""
        return self.file(declared.PRACTICE, tree) | {"id": self.new}

    def file(self, shape: Shape, tree: Mapping[str, Any]) -> Tree:
        """Any other file; what its shape does not declare is left as it is."""
        read = self._inside(shape.fields, tree)
        if shape.name == declared.PRACTICE.name and "from" in read:
            read["from"] = self._origins.get(read["from"], read["from"])
        return read

    def _inside(self, fields: Sequence[Field], tree: Mapping[str, Any]) -> Tree:
        known = {field.name: field for field in fields}
        return {name: self._value(known[name], held) if name in known else held for name, held in tree.items()}

    def _value(self, field: Field, held: Any) -> Any:
        if field.of == "practices":
            return _swapped(held, self._ids)
        if field.of == "units":
            return [self._path(path) for path in held] if isinstance(held, (list, tuple)) else held
        if field.kind is Kind.ITEMS and isinstance(held, (list, tuple)):
            return self._items(field, held)
        if field.kind is Kind.MAP and isinstance(held, Mapping):
            return {self._path(path): self._change(path, said) for path, said in held.items()}
        if field.kind in (Kind.GROUP, Kind.ADDITIONS) and isinstance(held, Mapping):
            return self._inside(declared.below(field), held)
        return held

    def _items(self, field: Field, held: Sequence[Any]) -> list[Any]:
        items = [self._inside(field.fields, one) if isinstance(one, Mapping) else one for one in held]
        if BORROWED.get(field.name) != "practices":
            return items
        there = {one["id"] for one in items}
        # One that was named under both ids already is named once: an id stands once in a list.
        kept = [one for one in items if one["id"] != self.old or self.new not in there]
        return [one if self.old not in _texts(one) else self._of_practice(one) for one in kept]

    def _of_practice(self, said: Mapping[str, Any]) -> Tree:
        """An item that bears the id of a practice, or a change of one: its own id, and those it stands after."""
        return {name: _swapped(held, self._ids) if name in ("id", "after") else held for name, held in said.items()}

    def _change(self, path: str, said: Any) -> Any:
        of_practices = BORROWED.get(UnitPath.parse(path).field) == "practices"
        return self._of_practice(said) if of_practices and isinstance(said, Mapping) else said

    def _path(self, path: str) -> str:
        at = UnitPath.parse(path)
        if BORROWED.get(at.field) == "practices" and at.item == self.old:
            return str(UnitPath(at.field, self.new, at.part))
        return path


def _whole(practice: str, owner: str) -> str:
    return practice if "/" in practice else f"{owner}/{practice}"


def _swapped(held: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(held, (list, tuple)):
        return list(dict.fromkeys(ids.get(one, one) for one in held))
    return ids.get(held, held)


def _texts(item: Mapping[str, Any]) -> set[str]:
    return {str(item["id"]), *item.get("after", ())}


def _moving(edition: Edition, practice: str) -> Iterator[tuple[str, str]]:
    if practice in edition.adaptations:
        yield edition.id, edition.adaptations[practice].file
    for (_, translated), translation in edition.translations.items():
        if translated == practice:
            yield edition.id, translation.file


def _naming(edition: Edition, follow: Follow) -> Iterator[tuple[str, str]]:
    for practice in edition.practices.values():
        if practice.id not in (follow.old, follow.new) and _changes(follow, declared.PRACTICE, practice.content):
            yield edition.id, practice.file
    for held in edition.adaptations.values():
        changes = {path: change.written() for path, change in held.changes.items()}
        tree = {"changes": changes, "additions": held.additions}
        if held.adapts != follow.old and _changes(follow, declared.ADAPTATION, tree):
            yield edition.id, held.file
    for translation in edition.translations.values():
        tree = {"units": {path: unit.written() for path, unit in translation.units.items()}}
        if translation.translates != follow.old and _changes(follow, declared.TRANSLATION, tree):
            yield edition.id, translation.file
    for kind, content in edition.holdings.items():
        if _changes(follow, declared.SHAPES[kind], content):
            yield edition.id, f"{edition.file.removesuffix('edition.yaml')}{kind}.yaml"


def _changes(follow: Follow, shape: Shape, tree: Mapping[str, Any]) -> bool:
    return bool(follow.file(shape, tree) != _as_lists(tree))


def _as_lists(held: Any) -> Any:
    if isinstance(held, Mapping):
        return {name: _as_lists(one) for name, one in held.items()}
    return [_as_lists(one) for one in held] if isinstance(held, (list, tuple)) else held


def _refuse_known_outside(chain: Sequence[Edition], held: Practice) -> None:
    where = Place(held.file) if held.file else None
    if held.status not in _UNSEEN:
        raise DecisionError(
            f"“{held.id}” is {held.status}, so others may know it by this id: in links, on paper, in their editions.",
            where=where,
            todo="Nothing was written. To change only its title, edit that. For another id, make a copy with"
            " “handbook duplicate”, publish it, and withdraw this one with “handbook withdraw --replaced-by”."
            " If nobody has seen it yet, make it a draft again first.",
        )
    if theirs := taken_in(chain).get(held.id):
        what = f"The shared edition has taken it in as “{theirs}”, and knows it by the id “{held.id}”."
        raise DecisionError(what, where=where, todo="Nothing was written. Leave its id as it is.")


def _refuse_taken(chains: Sequence[Sequence[Edition]], held: Practice, new: str) -> None:
    if new == held.id:
        raise DecisionError(f"“{new}” is its id already.", todo="Nothing was written. Give another one.")
    own = next((chain[-1].practices.get(new) for chain in chains if held.id in chain[-1].practices), None)
    if own is not None and _is_copy(held, own):
        return  # a run that died had written it already
    for chain in chains:
        if (there := entry_of(chain, new)) is not None or new in taken_in(chain):
            named = f" as “{there.title}”" if there else ""
            what = f"The edition “{chain[-1].id}” has a practice “{new}” already{named}."
            raise DecisionError(what, todo="Nothing was written. Give another id.")


def _is_copy(held: Practice, other: Practice) -> bool:
    return bool(Follow(held.id, other.id, "").entry(held.content) == _as_lists(other.content))
