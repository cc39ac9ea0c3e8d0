"""Print a practice, or the layers of one of its units, for reading in the terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from handbook.cli.output import say, wrapped
from handbook.editions.holdings import taxonomy
from handbook.editions.why import Layer
from handbook.model import fields as declared
from handbook.model.evidence import support
from handbook.model.field import Field, Kind
from handbook.model.handbook import Handbook
from handbook.model.resolved import Item, Resolved, State, Unit
from handbook.model.taxonomy import Taxonomy
from handbook.model.units import Value, said
from handbook.publish.markdown import plain
from handbook.publish.words import catalog

SENTENCES = {
    State.FRESH: "",
    State.CONVERGED: "The shared edition now says the same.",
    State.STALE: "They changed this; our words stand.",
    State.CONFLICT: "They changed the very words we changed; our words stand.",
    State.ORPHANED: "They no longer have this; our words stand.",
    State.CLAIMED: "They use the same id for other words; our words stand.",
    State.DISPLACED: "What it stood after is gone; it stands at the end.",
}
OUTCOMES = {"none-worked": "no success was reported", "none-failed": "no failure was reported"}


def as_text(resolved: Resolved, handbook: Handbook, *, paths: bool) -> None:
    """The practice as text, field by field in the declared order."""
    title = resolved.parts["title"]
    wrapped(_words(title), style="bold")
    if title.state:
        wrapped(_why(title), indent=2)
    chain = handbook.chain(resolved.edition)
    edition, names = chain[-1], taxonomy(chain)
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
            _parts(field, units, [_named(unit, names, resolved.language) for unit in units], paths=paths)


def as_json(resolved: Resolved) -> None:
    """The units of the practice with value, origin, language and state, as JSON."""
    say(json.dumps({
        "id": resolved.id, "edition": resolved.edition, "stance": resolved.stance, "language": resolved.language,
        "units": [_unit(unit) for unit in resolved.units()],
    }, ensure_ascii=False, indent=1))  # fmt: skip


def layers(found: Sequence[Layer]) -> None:
    """What each edition says of a unit."""
    silent: list[str] = []
    for above, layer in zip([None, *found], [*found, None], strict=True):
        if layer and above and _as_above(layer, above):
            silent.append(layer.edition)
            continue
        if silent:
            say(f"{', '.join(silent)}: as above")
            silent = []
        if layer:
            _layer(layer, first=above is None)


def _as_above(layer: Layer, above: Layer) -> bool:
    same = (layer.value, layer.lang, layer.hidden) == (above.value, above.lang, above.hidden)
    return same and not layer.changed and layer.state is None


def _layer(layer: Layer, *, first: bool) -> None:
    nothing = layer.value is None and not layer.hidden
    changed = "changed here" if layer.changed else "as above" if not first else "first said here"
    say(f"{layer.edition} ({'not there' if nothing and first else changed})")
    if layer.hidden:
        wrapped("Left out.", indent=2)
    else:
        wrapped("(nothing)" if nothing else _said(layer.value), indent=2)
    if layer.why:
        wrapped(f"Why: {layer.why}", indent=2)
    if sentence := _stands(layer):
        wrapped(sentence, indent=2)


def _items(field: Field, items: Sequence[Item], *, paths: bool) -> None:
    if not items:
        return
    say(f"\n{field.label}")
    for item in items:
        if item.hidden:
            named = item.units.get("text") or item.units.get("title") or next(iter(item.units.values()), None)
            wrapped(f"– {_words(named) if named else item.id}", indent=2)
            wrapped(f"left out here: {item.why} {_stands(item)}".rstrip(), indent=4)
            continue
        words = [_words(unit) for unit in item.units.values() if unit.field.words]
        if outcome := item.text("outcome"):
            words.insert(0, OUTCOMES.get(outcome, outcome))
        if field.name == "evidence":
            words.append(f"[{item.fixed.get('kind', '')}, {item.fixed.get('source', '')}:{item.fixed.get('at', '')}]")
        wrapped(f"– {' · '.join(words) or item.id}", indent=2)
        if paths:
            wrapped(" ".join(unit.path for unit in item.units.values()), indent=4, style="dim")
        if item.state:
            wrapped(f"{'added' if item.added else 'changed'} here. {item.why} {_stands(item)}", indent=4)
        for unit in item.units.values():
            if unit.state and not item.added:
                wrapped(_why(unit), indent=4)


def _parts(field: Field, units: Sequence[Unit], words: Sequence[str], *, paths: bool) -> None:
    if not units:
        return
    say(f"\n{field.label}")
    for unit, text in zip(units, words, strict=True):
        name = f"{unit.field.label}: " if len(units) > 1 else ""
        wrapped(f"{name}{text}", indent=2)
        if paths:
            wrapped(unit.path, indent=4, style="dim")
        if unit.state:
            wrapped(_why(unit), indent=4)


def _why(unit: Unit) -> str:
    return f"adapted here: {unit.why} {_stands(unit)}"


def _stands(one: Unit | Item | Layer) -> str:
    """How our words stand to theirs, in a sentence; nothing where they still say what we wrote against."""
    if one.unsure:
        return "It is not known whether they have changed this since; our words stand."
    return SENTENCES[one.state] if one.state else ""


def _named(unit: Unit, names: Taxonomy, language: str) -> str:
    """A unit in words: themes, groups and the like by their labels, when a duty applies as its page says it."""
    if unit.field.of in names.lists and isinstance(unit.value, tuple):
        return ", ".join(names.label(unit.field.of, one, language) for one in unit.value)
    if unit.field.of == "triggers" and isinstance(unit.value, tuple):
        return ", ".join(catalog(language).gettext(one) for one in unit.value)
    return _words(unit)


def _words(unit: Unit) -> str:
    """Its words; behind them how far their translation can be relied on."""
    words, how = _said(unit.value), unit.translated
    if how and (how.outdated or how.kind == "machine"):
        return f"{words} ({'outdated translation' if how.outdated else 'machine translation'})"
    return words


def _said(value: Value | None) -> str:
    return said(value) if isinstance(value, tuple) else plain(said(value)).strip()


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
