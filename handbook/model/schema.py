"""From the declared fields to a validator that tells all faults at once, and to the JSON Schema editors use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal, NotRequired, cast

from pydantic import AfterValidator, ConfigDict, StringConstraints, TypeAdapter, ValidationError, WithJsonSchema
from pydantic import Field as Constraint
from typing_extensions import TypedDict

from handbook.model import fields as declared
from handbook.model.field import Field, Kind, Shape
from handbook.model.ids import ID_PATTERN, RESERVED

Pointer = tuple[str, ...]

_ENTRY_ID = Annotated[str, StringConstraints(pattern=rf"^(?:{ID_PATTERN}/)?{ID_PATTERN}$")]
# Codes of languages are folders of a site: their form is strict, and none bears the name of a folder we make.
_LANGUAGE = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}$")]
_DATE = r"^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$"
_WORDS = Annotated[str, StringConstraints(pattern=r"\S")]


def _each_once(languages: list[str]) -> list[str]:
    if taken := (RESERVED - {"en"}) & set(languages):
        raise ValueError(f"The site has a folder “{min(taken)}” of its own. Use another code.")
    if len(set(languages)) < len(languages):
        raise ValueError("A language stands here twice. Keep one of the two.")
    return languages


def _in_the_calendar(text: str) -> str:
    year, month, day = (int(part) for part in (*text.split("-"), "1", "1")[:3])
    try:
        date(max(year, 1), month, day)
    except ValueError:
        raise ValueError("There is no such day. Write a day of the calendar.") from None
    return text


_SCALARS: dict[Kind, Any] = {
    Kind.ID: _ENTRY_ID,
    Kind.IDS: list[_ENTRY_ID],
    Kind.TEXTS: list[str],
    Kind.DATE: Annotated[
        str,
        StringConstraints(pattern=_DATE),
        AfterValidator(_in_the_calendar),
    ],
    Kind.LOCATOR: Annotated[str, StringConstraints(pattern=r"^[1-9]\d*(?:-[1-9]\d*)?$")],
    # All scalars are text in a file, and the number is in quotes there: editors must take both.
    Kind.NUMBER: Annotated[
        int, Constraint(ge=0), WithJsonSchema({"type": ["string", "integer"], "pattern": "^[0-9]+$", "minimum": 0})
    ],
    Kind.ADDRESS: Annotated[str, StringConstraints(pattern=r"^(?:https?://|mailto:)[^\s<>\"']+$")],
    Kind.LABELS: Annotated[dict[str, _WORDS], Constraint(min_length=1)],
    Kind.LANGUAGE: _LANGUAGE,
    Kind.LANGUAGES: Annotated[list[_LANGUAGE], Constraint(min_length=1), AfterValidator(_each_once)],
    Kind.FREE: Any,
}
# Made at run time from the declarations, which a type checker cannot follow.
_typed_dict: Any = TypedDict

_PATHS = {"supports": list[str], "after": list[_ENTRY_ID]}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing a file has wrong in its form: where in the tree, what, and what to do."""

    pointer: Pointer
    message: str
    todo: str


def validated(tree: Mapping[str, Any], shape: Shape) -> tuple[dict[str, Any], list[Fault]]:
    """The tree with its types, unknown keys kept, and all faults of its form at once.

    With faults the first value is empty: a file of a wrong form is listed, never half used.
    """
    try:
        return cast(dict[str, Any], _validator(shape).validate_python(tree)), []
    except ValidationError as error:
        return {}, [_fault(tree, shape, dict(found)) for found in error.errors(include_url=False, include_context=True)]


def json_schema(shape: Shape) -> dict[str, Any]:
    """The JSON Schema of one kind of file, with labels and help, for editors that complete and check YAML."""
    schema = _validator(shape).json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = f"Handbook {shape.name}"
    return schema


@lru_cache(maxsize=64)
def _validator(shape: Shape) -> TypeAdapter[Any]:
    return TypeAdapter(_typed(shape.name, shape.fields))


def _typed(name: str, fields: Sequence[Field]) -> Any:
    parts = {field.name: _part(name, field) for field in fields}
    # Unknown keys are kept: a newer edition's file must survive an older program.
    made = _typed_dict(name, parts)
    made.__pydantic_config__ = ConfigDict(extra="allow", title=name)
    return made


def _part(name: str, field: Field) -> Any:
    described: Any = Annotated[
        _type(name, field), Constraint(title=field.label or None, description=field.help or None)
    ]
    return described if field.required else NotRequired[described]


def _type(name: str, field: Field) -> Any:
    inner = f"{name}_{field.name}"
    if field.name in _PATHS and field.kind is Kind.IDS:
        return _PATHS[field.name]
    if field.kind is Kind.CHOICE:
        return Literal[field.choices]
    if field.kind is Kind.GROUP:
        return _typed(inner, field.fields)
    if field.kind is Kind.ITEMS:
        return list[_typed(inner, field.fields)]  # type: ignore[misc]
    if field.kind is Kind.MAP:
        return dict[str, _typed(inner, field.fields)]  # type: ignore[misc]
    if field.kind is Kind.ADDITIONS:
        return _typed(inner, declared.below(field))
    if field.kind in _SCALARS:
        return _SCALARS[field.kind]
    return str


def _fault(tree: Any, shape: Shape, found: dict[str, Any]) -> Fault:
    pointer, value = _pointer(tree, found["loc"])
    kind, context = found["type"], found.get("ctx", {})
    name = ".".join(pointer)
    said = _said(value)
    if kind == "missing":
        return Fault(pointer, f"The field “{pointer[-1]}” is missing.", f"Add a line “{pointer[-1]}: …”.")
    if kind == "literal_error":
        return Fault(pointer, f"{name} cannot be {said}.", f"Write one of: {context['expected']}.".replace("'", ""))
    if kind in ("list_type", "dict_type"):
        wanted = "a list of entries, one a line with “- ”" if kind == "list_type" else "names with values below it"
        return Fault(pointer, f"{name} should be {wanted}, but is {said}.", "Compare it with another entry.")
    if kind == "string_type":
        return Fault(pointer, f"{name} should be text, but is {said}.", "Write its text on one line, or below “>-”.")
    if kind == "value_error":
        said, _, todo = str(context["error"]).partition(". ")
        return Fault(pointer, f"{name}: {said}.", todo)
    if kind == "too_short":
        return Fault(pointer, f"{name} is empty.", "Write at least one.")
    if kind == "string_pattern_mismatch":
        return Fault(pointer, f"{name} cannot be {said}.", _form_of(context.get("pattern", "")))
    if kind.startswith(("int_", "greater_")):
        return Fault(pointer, f"{name} should be a number, but is {said}.", "Write it in digits.")
    return Fault(pointer, f"{name} is not as it should be: {said}.", "Compare it with another entry.")


def _form_of(pattern: str) -> str:
    if pattern == r"\S":
        return "Write some words, or leave the line out."
    if pattern.startswith("^[a-z]{2,3}"):
        return "Write the code of a language, such as en, nl or pt-BR."
    if "http" in pattern:
        return "Write an address that begins with https://, http:// or mailto:."
    if pattern.startswith(r"^\d{4}"):
        return "Write a date as 2017, 2017-12 or 2017-12-19, in quotes."
    if pattern.startswith("^[1-9]"):
        return 'Write the line of the source, or a range such as "141-145", in quotes.'
    return "Write an id: lower-case words joined by hyphens, such as consult-early."


def _said(value: object) -> str:
    if isinstance(value, str):
        short = value if len(value) <= 60 else value[:57] + "…"
        return f"“{short}”" if value else "empty"
    return {"dict": "a set of named values", "list": "a list"}.get(type(value).__name__, "missing")


def _pointer(tree: Any, steps: Sequence[str | int]) -> tuple[Pointer, Any]:
    """The steps of an error with list positions turned into item ids, and the value found there."""
    pointer: list[str] = []
    for step in steps:
        if isinstance(step, int) and isinstance(tree, list):
            tree = tree[step]
            pointer.append(str(tree.get("id", step)) if isinstance(tree, dict) else str(step))
        elif isinstance(tree, dict):
            tree = tree.get(step)
            pointer.append(str(step))
    return tuple(pointer), tree
