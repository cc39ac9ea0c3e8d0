"""The rows of the form: what the declared fields of a working copy show, top to bottom. No widget, no disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from handbook.editions.fingerprint import normal_form
from handbook.editions.working_copy import Origin, WorkingCopy
from handbook.model import fields as declared
from handbook.model.field import Field, Kind
from handbook.model.ids import BORROWED
from handbook.model.resolved import State
from handbook.model.sheet import UNWRITTEN, slot
from handbook.model.units import UnitPath
from tui.names import Names, choice, label, language_name, pointed
from tui.speech import N_, _

# Changed by their own actions, not by typing.
BY_ACTION = ("kind", "lang", "status", "replaced_by", "withdrawn_because")
_PICKED = (Kind.CHOICE, Kind.IDS, Kind.ID)
_ONE = {"steps": N_("Step"), "checklist": N_("Checklist item"), "signs": N_("Sign"), "pitfalls": N_("Pitfall"),
        "barriers": N_("Barrier"), "value": N_("Gives and gets"), "examples": N_("Example"),
        "legal_barriers": N_("Legal barrier"), "basis": N_("Rests on"), "evidence": N_("Evidence"),
        "related": N_("Read with"), "tried": N_("Tried")}  # fmt: skip


class Way(StrEnum):
    """How a row is written in."""

    WORDS = "words"
    PICK = "pick"
    FIXED = "fixed"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row: its path, its name, what it says, and what is said about it."""

    path: str
    label: str
    text: str = ""
    way: Way = Way.WORDS
    badge: str = ""
    meta: str = ""  # the other parts of an item, in a line
    why: str | None = None  # the reason; None where none is asked for
    note: str = ""  # what is to fix, or a hint
    field: Field | None = None
    of: str = ""  # the item it belongs to, `steps/meet`; empty for a field
    groups: tuple[str, ...] = ()  # for whom the item is, where it says so; empty: for all whom the practice concerns
    part: bool = False  # one of the other parts of an open item
    wrong: bool = False

    @property
    def several_lines(self) -> bool:
        """Whether Enter makes a new line in it."""
        return self.field is not None and self.field.kind is Kind.PROSE


def form_rows(
    copy: WorkingCopy, names: Names, notes: Mapping[str, tuple[str, bool]], *, opened: str = "", wanted: set[str],
) -> list[FormRow]:  # fmt: skip
    """All rows. `opened` is the item whose other parts are shown, `wanted` the empty fields somebody asked for.

    `notes`: path → what is said below it, and whether it is to fix.
    """
    rows = [row for field in declared.PRACTICE.fields for row in _of_field(copy, names, field, notes, opened, wanted)]
    return [*rows, FormRow("+", _("Add…"), _("Another field, step or statement."), Way.ADD)]


def main_part(field: Field) -> Field | None:
    """The part of an item that is its words: text, says, title, or the first with words."""
    named = next((part for name in ("text", "says", "title") if (part := field.part(name)) is not None), None)
    return named or next((part for part in field.fields if part.words), None)


def item_label(name: str, place: int) -> str:
    """What an item is called by its place: Step 2."""
    return f"{_(_ONE.get(name, name))} {place}"


def part_label(field: Field, part: Field) -> str:
    """What a part of a group is called where it stands by itself: Do it: reason."""
    return label(part) if part.label == field.label else f"{label(field)}: {label(part).lower()}"


def supportable(copy: WorkingCopy) -> list[str]:
    """The paths that a statement can speak to: words that readers see, and no statement."""
    return [path for path in copy.now.values if _is_read(path)]


def words_of(copy: WorkingCopy, path: str) -> str:
    """The words of a unit as they are read and typed: a paragraph is one line, however its file wraps it."""
    field, words = slot(path), copy.now.text(path)
    return normal_form(words) if field is not None and field.kind is Kind.PROSE else words


def for_whom(copy: WorkingCopy, at: str) -> tuple[str, ...]:
    """The groups that an item names as its own; none: it is for all whom the practice concerns."""
    field, _slash, item = at.partition("/")
    if BORROWED.get(field) == "groups":
        return (item,)
    named = copy.now.values.get(f"{at}.{declared.GROUPS.name}", ())
    return named if isinstance(named, tuple) else ()


def shown_value(names: Names, path: str, value: object) -> str:
    """A value as words: labels for ids, choices in plain words."""
    field = slot(path)
    if field is None or value in ("", None):
        return ""
    if isinstance(value, tuple):
        return ", ".join(names.of(pointed(field, path), str(one)) for one in value)
    if field.kind is Kind.CHOICE:
        return choice(str(value))
    return names.of(field.of, str(value)) if field.kind is Kind.ID else str(value)


def _of_field(
    copy: WorkingCopy, names: Names, field: Field, notes: Mapping[str, tuple[str, bool]], opened: str, wanted: set[str]
) -> Iterator[FormRow]:
    if field.name in UNWRITTEN or field.name in BY_ACTION or (copy.shared and not field.unit):
        return
    if field.kind is Kind.ITEMS:
        yield from _items(copy, names, field, notes, opened)
        if not copy.now.lists.get(field.name) and (field.essential or field.name in wanted or field.name in notes):
            said, wrong = notes.get(field.name, ("", False))
            text = _("None yet. Enter adds the first.")
            yield FormRow(field.name, label(field), text, Way.ADD, note=said, wrong=wrong, field=field)
    elif field.kind is Kind.GROUP:
        parts = [f"{field.name}.{part.name}" for part in field.fields]
        filled = any(path in copy.now.values for path in parts) or field.name in wanted
        for path, part in zip(parts, field.fields, strict=True):
            if filled and (path in copy.now.values or field.name in wanted or path in wanted):
                yield _row(copy, names, path, part_label(field, part), part, notes)
    elif field.name in copy.now.values or field.essential or field.name in wanted or field.name in copy.changed:
        yield _row(copy, names, field.name, label(field), field, notes)


def _items(
    copy: WorkingCopy, names: Names, field: Field, notes: Mapping[str, tuple[str, bool]], opened: str
) -> Iterator[FormRow]:
    main = main_part(field)
    for place, item in enumerate(copy.now.lists.get(field.name, ()), 1):
        at = f"{field.name}/{item}"
        path = f"{at}.{main.name}" if main else at
        name = item_label(field.name, place)
        if field.name in BORROWED:
            name += f": {names.of(BORROWED[field.name], item)}"
        left_out = at in copy.now.left_out
        parts = [part for part in field.fields if part is not main and part.name not in ("id", "from")]
        inside = next((note for key, note in notes.items() if key.startswith(f"{at}.")), None)
        said, wrong = notes.get(path) or notes.get(at) or (inside if at != opened else None) or ("", False)
        yield FormRow(
            path, name, copy.now.text(path), _way(copy, path, main), _badge(copy, names, path, at),
            "" if at == opened else _meta(copy, names, at, parts), _why(copy, path, at), said, main, at,
            for_whom(copy, at), wrong=wrong,
        )  # fmt: skip
        if at == opened and not left_out:
            for part in parts:
                yield from _part(copy, names, f"{at}.{part.name}", part, notes, at)


def _part(
    copy: WorkingCopy, names: Names, path: str, part: Field, notes: Mapping[str, tuple[str, bool]], at: str
) -> Iterator[FormRow]:
    if part.kind is Kind.GROUP:
        for inner in part.fields:
            yield from _part(copy, names, f"{path}.{inner.name}", inner, notes, at)
        return
    row = _row(copy, names, path, label(part), part, notes)
    if row.way is not Way.FIXED or row.text:
        yield FormRow(
            row.path, row.label, row.text, row.way, row.badge if row.badge != _badge(copy, names, at, at) else "",
            "", row.why, row.note, part, at, part=True, wrong=row.wrong,
        )  # fmt: skip


def _row(
    copy: WorkingCopy, names: Names, path: str, name: str, field: Field, notes: Mapping[str, tuple[str, bool]]
) -> FormRow:
    said, wrong = notes.get(path, ("", False))
    text = shown_value(names, path, copy.now.values.get(path))
    if field.kind is Kind.PROSE:
        text = words_of(copy, path)
    return FormRow(
        path, name, text, _way(copy, path, field), _badge(copy, names, path, ""), "", _why(copy, path, ""), said, field,
        wrong=wrong,
    )  # fmt: skip


def _is_read(path: str) -> bool:
    field, top = slot(path), slot(UnitPath.parse(path).field)
    return bool(field and field.words and field.unit and top and top.unit and top.name != "evidence")


def _way(copy: WorkingCopy, path: str, field: Field | None) -> Way:
    if field is None or not copy.can_set(path):
        return Way.FIXED
    return Way.PICK if field.kind in _PICKED else Way.WORDS


def _badge(copy: WorkingCopy, names: Names, path: str, at: str) -> str:
    """Where the words come from, and what has happened to them, in words."""
    origin = copy.origin(path)
    said = {
        Origin.OWN: "", Origin.INHERITED: _inherited(copy, names, path), Origin.ADAPTED: _("adapted here"),
        Origin.ADDED: _("added here"), Origin.LEFT_OUT: _("hidden here"),
    }[origin]  # fmt: skip
    state = copy.state(path) or (copy.state(at) if at else None)
    if state in (State.STALE, State.CONFLICT, State.CLAIMED) and origin is not Origin.INHERITED:
        said += ", " + _("they changed this")
    elif state is State.ORPHANED:
        said += ", " + _("they no longer have it")
    if _unsaved(copy, path, at):
        said = f"{said}, {_('not saved yet')}" if said else _("not saved yet")
    return said


def _inherited(copy: WorkingCopy, names: Names, path: str) -> str:
    """From whom the words are, and in which language where that is another than this edition's."""
    unit = copy.unit(path)
    if unit is not None and unit.translated is not None:
        if unit.translated.outdated:
            return _("from {parent}, translated from older words", parent=names.parent)
        if unit.translated.kind == "machine":
            return _("from {parent}, machine translation", parent=names.parent)
        return _("from {parent}, translated", parent=names.parent)
    if unit is not None and unit.field.words and unit.lang != copy.lang:
        return _("from {parent}, in {language}", parent=names.parent, language=language_name(unit.lang))
    return _("from {parent}", parent=names.parent)


def _unsaved(copy: WorkingCopy, path: str, at: str) -> bool:
    if copy.now is copy.before:
        return False
    changed = copy.changed
    return path in changed or (bool(at) and any(one == at or one.startswith(f"{at}.") for one in changed))


def _why(copy: WorkingCopy, path: str, at: str) -> str | None:
    if not copy.shared:
        return None
    if at in copy.now.left_out:
        return copy.now.left_out[at]
    where = copy.reason_at(path)
    if where == path:
        return copy.now.why.get(path, "") if copy.origin(path) is Origin.ADAPTED else None
    # A reason of the item as a whole is asked for once, beside its words.
    return copy.now.why.get(where, "") if at else None


def _meta(copy: WorkingCopy, names: Names, at: str, parts: list[Field]) -> str:
    said = []
    for part in parts:
        for path, field in _leaves(f"{at}.{part.name}", part):
            words = shown_value(names, path, copy.now.values.get(path))
            if words or (words := _("everyone it concerns") if field is declared.GROUPS else ""):
                said.append(f"{label(field)}: {words}" if field.kind not in (Kind.CHOICE,) else words)
    return "   ".join(said)


def _leaves(path: str, part: Field) -> Iterator[tuple[str, Field]]:
    if part.kind is Kind.GROUP:
        for inner in part.fields:
            yield from _leaves(f"{path}.{inner.name}", inner)
    else:
        yield path, part
