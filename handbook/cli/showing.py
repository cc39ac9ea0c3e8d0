"""Print a practice, or the layers of one of its units, for reading in the terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from handbook.cli.output import say, wrapped
from handbook.editions.why import Layer
from handbook.model import fields as declared
from handbook.model.evidence import support
from handbook.model.fields import Field, Kind
from handbook.model.handbook import Handbook
from handbook.model.resolved import Item, Resolved, State, Unit
from handbook.model.units import Value
from handbook.publish.markdown import plain

SENTENCES = {
    State.FRESH: "",
    State.CONVERGED: "The shared edition now says the same.",
    State.STALE: "They changed this; our words stand.",
    State.CONFLICT: "They changed the very words we changed; our words stand.",
    State.ORPHANED: "They no longer have this; our words stand.",
    State.CLAIMED: "They use the same id for other words; our words stand.",
    State.DISPLACED: "What it stood after is gone; it stands at the end.",
}


def as_text(resolved: Resolved, handbook: Handbook, *, paths: bool) -> None:
    """The practice as text, field by field in the declared order."""
    title = resolved.parts["title"]
    wrapped(str(title.value), style="bold")
    if title.state:
        wrapped(_why(title), indent=2)
    edition = handbook.edition(resolved.edition)
    say(f"{resolved.practice.kind} {resolved.id} · edition {edition.id} · {resolved.practice.status}")
    say(f"Support: {support(item.fixed for item in resolved.items('evidence')).value}")
    for field in declared.PRACTICE.fields:
        if field.name == "title":
            continue
        if field.kind is Kind.ITEMS:
            _items(field, resolved.lists.get(field.name, ()), paths=paths)
        else:
            front = f"{field.name}."
            units = [unit for path, unit in resolved.parts.items() if path == field.name or path.startswith(front)]
            _parts(field, units, paths=paths)


def as_json(resolved: Resolved) -> None:
    """The units of the practice with value, origin, language and state, as JSON."""
    say(json.dumps({
        "id": resolved.id, "edition": resolved.edition, "stance": resolved.stance, "language": resolved.language,
        "units": [_unit(unit) for unit in resolved.units()],
    }, ensure_ascii=False, indent=1))  # fmt: skip


def layers(found: Sequence[Layer]) -> None:
    """What each edition says of a unit."""
    for layer in found:
        changed = "changed here" if layer.changed else "as above" if layer is not found[0] else "first said here"
        say(f"{layer.edition} ({changed})")
        if layer.hidden:
            wrapped("Left out.", indent=2)
        wrapped("(nothing)" if layer.value is None and not layer.hidden else _said(layer.value), indent=2)
        if layer.why:
            wrapped(f"Why: {layer.why}", indent=2)
        if layer.state and SENTENCES[layer.state]:
            wrapped(SENTENCES[layer.state], indent=2)


def _items(field: Field, items: Sequence[Item], *, paths: bool) -> None:
    if not items:
        return
    say(f"\n{field.label}")
    for item in items:
        if item.hidden:
            wrapped(f"– left out here: {item.why}", indent=2)
            continue
        words = [_said(unit.value) for unit in item.units.values() if unit.field.words]
        if field.name == "evidence":
            words.append(f"[{item.fixed.get('kind', '')}, {item.fixed.get('source', '')}:{item.fixed.get('at', '')}]")
        wrapped(f"– {' · '.join(words) or item.id}", indent=2)
        if paths:
            wrapped(" ".join(unit.path for unit in item.units.values()), indent=4, style="dim")
        if item.state:
            wrapped(f"{'added' if item.added else 'changed'} here. {item.why} {SENTENCES[item.state]}", indent=4)
        for unit in item.units.values():
            if unit.state and not item.added:
                wrapped(_why(unit), indent=4)


def _parts(field: Field, units: Sequence[Unit], *, paths: bool) -> None:
    if not units:
        return
    say(f"\n{field.label}")
    for unit in units:
        name = f"{unit.field.label}: " if len(units) > 1 else ""
        wrapped(f"{name}{_said(unit.value)}", indent=2)
        if paths:
            wrapped(unit.path, indent=4, style="dim")
        if unit.state:
            wrapped(_why(unit), indent=4)


def _why(unit: Unit) -> str:
    return f"adapted here: {unit.why} {SENTENCES[unit.state] if unit.state else ''}"


def _said(value: Value | None) -> str:
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, tuple) else plain(str(value)).strip()


def _unit(unit: Unit) -> dict[str, Any]:
    return {
        "path": unit.path,
        "value": unit.value,
        "lang": unit.lang,
        "origin": unit.origin,
        "state": unit.state,
        "why": unit.why,
        "translated": unit.translated.kind if unit.translated else None,
    }
