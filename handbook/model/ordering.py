"""The order of keys in a file, read from the declared fields, so that a new key stands where people expect it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from handbook.model import fields as declared
from handbook.model.field import Field, Kind, Shape

Order = Callable[[tuple[str, ...]], Sequence[str]]


def order_of(shape: Shape) -> Order:
    """For a path of keys and item ids, the names that may stand below it, in their order."""

    def below(path: tuple[str, ...]) -> Sequence[str]:
        fields: Sequence[Field] = shape.fields
        steps = list(path)
        while steps:
            field = next((one for one in fields if one.name == steps[0]), None)
            if field is None:
                return ()
            fields = declared.below(field)
            # Below a list stands an item's id, below a map a free key; the declared names come after it.
            steps = steps[2:] if field.kind in (Kind.ITEMS, Kind.MAP) else steps[1:]
        return [field.name for field in fields]

    return below
