"""Why a unit reads as it does: what each edition of the chain says, the root first."""

from __future__ import annotations

from dataclasses import dataclass

from handbook.editions.resolve import layers
from handbook.errors import UnknownUnit
from handbook.model.handbook import Handbook
from handbook.model.resolved import Resolved, State
from handbook.model.units import UnitPath, Value


@dataclass(frozen=True, slots=True)
class Layer:
    """What one edition says of a unit; `value` is nothing where the unit is not there or left out."""

    edition: str
    value: Value | None
    lang: str
    changed: bool
    state: State | None
    why: str
    hidden: bool = False
    unsure: bool = False


def why(handbook: Handbook, practice_id: str, unit: str, edition_id: str) -> list[Layer]:
    """The layers of one unit (or of a whole item), from its first edition to this one.

    Raises UnknownPractice, UnknownUnit, and what `Handbook.chain` raises.
    """
    path = UnitPath.parse(unit)
    found = [_layer(resolved, path) for resolved in layers(handbook.chain(edition_id), practice_id)]
    if all(layer.value is None and not layer.hidden for layer in found):
        raise UnknownUnit(
            f"“{practice_id}” has no unit “{unit}” in the edition “{edition_id}”.",
            todo=f"See “handbook show {practice_id} --units” for those it has.",
        )
    return found


def _layer(resolved: Resolved, path: UnitPath) -> Layer:
    if not path.item:
        unit = resolved.parts.get(str(path))
        if unit is None:
            return Layer(resolved.edition, None, "", False, None, "")
        return Layer(resolved.edition, unit.value, unit.lang, unit.adapted, unit.state, unit.why, unsure=unit.unsure)
    item = resolved.item(path.field, path.item)
    if item is None:
        return Layer(resolved.edition, None, "", False, None, "")
    if item.hidden:
        return Layer(resolved.edition, None, "", True, item.state, item.why, hidden=True, unsure=item.unsure)
    unit = item.units.get(path.part or "text") or next(iter(item.units.values()), None)
    if unit is None or (path.part and path.part not in item.units):
        return Layer(resolved.edition, None, "", item.state is not None, item.state, item.why)
    state = unit.state or item.state
    unsure = unit.unsure or item.unsure
    reason = unit.why or item.why
    return Layer(resolved.edition, unit.value, unit.lang, state is not None, state, reason, unsure=unsure)
