"""What an edition's files hold, walked by the declared fields: every check sees entries and adaptations alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from handbook.checks.finding import Finding, Rule
from handbook.model import fields as declared
from handbook.model.adaptation import Adaptation
from handbook.model.edition import Edition
from handbook.model.field import Field, Kind, Merge, Shape
from handbook.model.practice import Practice
from handbook.model.translation import Translation
from handbook.model.units import UnitPath, field_at

# The parts of a change that hold what its unit holds, by how that merges.
_SAYS = {Merge.WORDS: ("text",), Merge.VALUE: ("value",), Merge.SET: ("add", "remove")}


@dataclass(frozen=True)
class Held:
    """One file of an edition: where it lies, what kind of file it is, and what it holds."""

    edition: str
    file: str
    shape: Shape
    tree: Mapping[str, Any]
    noun: Practice | Adaptation | Translation | None = None  # what it is, where it is of one practice

    @property
    def lang(self) -> str:
        """The language the file says it is in."""
        return str(self.tree.get("lang", ""))

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Every declared field that is filled in, what holds parts before its parts."""
        return tuple(_inside("", self.shape.fields, self.tree))

    @cached_property
    def said(self) -> tuple[tuple[Spot, list[str]], ...]:
        """The spots that hold words of a language, with those words."""
        found = ((spot, spot.texts) for spot in self.spots)
        return tuple((spot, texts) for spot, texts in found if texts)

    def breaks(self, rule: Rule, unit: str, message: str, todo: str) -> Finding:
        """That this file breaks a rule at a unit."""
        return Finding(rule, self.file, unit, message, todo, self.edition)


@dataclass(frozen=True, slots=True)
class Spot:
    """One declared field where it is filled in: its way through the file, what it holds, and what holds it."""

    pointer: str
    field: Field
    value: Any
    holder: Mapping[str, Any]

    @property
    def texts(self) -> list[str]:
        """The words it holds, if it holds words of a language."""
        if self.field.words:
            return [str(self.value)]
        return [str(words) for words in self.value.values()] if self.field.kind is Kind.LABELS else []


def held_files(edition: Edition) -> Iterator[Held]:
    """All files of an edition that can be read, its own only."""
    yield Held(edition.id, edition.file, declared.EDITION, edition.content)
    for name, tree in edition.holdings.items():
        yield Held(edition.id, f"{folder(edition)}{name}.yaml", declared.SHAPES[name], tree)
    yield from (held_practice(edition, practice) for practice in edition.practices.values())
    yield from (held_adaptation(edition, adaptation) for adaptation in edition.adaptations.values())
    yield from (held_translation(edition, translation) for translation in edition.translations.values())


def held_of(edition: Edition, names: Sequence[str]) -> Iterator[Held]:
    """The files that an edition has of one practice, by the ids under which files know it."""
    yield from (held_practice(edition, edition.practices[name]) for name in names if name in edition.practices)
    yield from (held_adaptation(edition, edition.adaptations[name]) for name in names if name in edition.adaptations)
    for lang, name in edition.translations:
        if name in names:
            yield held_translation(edition, edition.translations[lang, name])


def folder(edition: Edition) -> str:
    """The folder of an edition, with a slash behind it."""
    return edition.file.removesuffix("edition.yaml")


def held_practice(edition: Edition, practice: Practice) -> Held:
    """An entry's file."""
    return Held(edition.id, practice.file, declared.PRACTICE, practice.content, practice)


def held_adaptation(edition: Edition, adaptation: Adaptation) -> Held:
    """An adaptation's file, its empty parts left out as the file leaves them out."""
    changes = {path: change.written() for path, change in adaptation.changes.items()}
    tree = {"adapts": adaptation.adapts, "lang": adaptation.lang, "reviewed": adaptation.reviewed}
    return Held(
        edition.id,
        adaptation.file,
        declared.ADAPTATION,
        {**tree, "changes": changes, "additions": adaptation.additions},
        adaptation,
    )


def held_translation(edition: Edition, translation: Translation) -> Held:
    """A translation's file; its folder names the language."""
    units = {
        path: {"text": unit.text, "of": unit.of, "kind": unit.kind, "by": unit.by}
        for path, unit in translation.units.items()
    }
    tree = {"translates": translation.translates, "lang": translation.lang, "units": units}
    return Held(edition.id, translation.file, declared.TRANSLATION, tree, translation)


def _inside(at: str, fields: Sequence[Field], holder: Mapping[str, Any]) -> Iterator[Spot]:
    for field in fields:
        value = holder.get(field.name)
        if value is None or value in ("", [], {}, ()):
            continue
        pointer = f"{at}.{field.name}" if at else field.name
        yield Spot(pointer, field, value, holder)
        yield from _parts(pointer, field, value)


def _parts(pointer: str, field: Field, value: Any) -> Iterator[Spot]:
    if field.kind is Kind.GROUP:
        yield from _inside(pointer, field.fields, value)
    elif field.kind is Kind.ITEMS:
        for index, item in enumerate(value):
            yield from _inside(f"{pointer}/{item.get('id') or index}", field.fields, item)
    elif field.kind is Kind.MAP:
        for path, held in value.items():
            yield from _inside(f"{pointer}.{path}", _of_unit(path, field.fields), held)
    elif field.kind is Kind.ADDITIONS:
        yield from _inside(pointer, declared.below(field), value)


def _of_unit(path: str, fields: Sequence[Field]) -> list[Field]:
    """The parts of a change, with what they say declared as the unit itself is: as long, and pointing at the same."""
    unit = field_at(UnitPath.parse(path))
    if unit is None:
        return list(fields)
    says = _SAYS.get(unit.merge, ())
    return [replace(unit, name=part.name) if part.name in says else part for part in fields]


def texts(tree: Any) -> Iterator[tuple[str, str]]:
    """Every text of a file with its pointer: of unknown keys too, and the keys themselves."""
    waiting: list[tuple[str, Any]] = [("", tree)]
    while waiting:
        at, node = waiting.pop()
        if isinstance(node, str):
            yield at, node
        elif isinstance(node, Mapping):
            for key, value in node.items():
                pointer = f"{at}.{key}" if at else str(key)
                yield pointer, str(key)
                waiting.append((pointer, value))
        elif isinstance(node, list | tuple):
            for index, item in enumerate(node):
                own = item.get("id") if isinstance(item, Mapping) else None
                waiting.append((f"{at}/{own or index}", item))
