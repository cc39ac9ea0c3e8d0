"""What of a practice leaves an edition, or is taken from a stranger: declared fields, no notes and no persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handbook.model.field import Field, Kind
from handbook.model.ids import BORROWED

# Of the file, its history and its editors; and how a caption labels a turn, which may be a name.
_STAYS = frozenset(
    ["format", "id", "lang", "status", "replaced_by", "withdrawn_because", "review", "from", "revision", "ext"]
)
_PERSON = frozenset(["label"])


def public(held: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, Any]:
    """What these fields say, in their order, as the texts they are in files; all else stays behind."""
    said = {field.name: _of(held[field.name], field) for field in fields if _leaves(field, held)}
    return {name: words for name, words in said.items() if words}


def borrowed(name: str) -> bool:
    """Whether the items of a list bear ids that are not theirs, so that they are no edition's own."""
    return name in BORROWED


def _leaves(field: Field, held: Mapping[str, Any]) -> bool:
    return field.name not in _STAYS and held.get(field.name) is not None


def _of(held: Any, field: Field) -> Any:
    if field.kind is Kind.ITEMS:
        return [{"id": str(item["id"]), **public(item, field.fields)} for item in held]
    if field.kind is Kind.GROUP:
        return public(held, [part for part in field.fields if part.name not in _PERSON])
    return [str(one) for one in held] if isinstance(held, (list, tuple)) else str(held)
