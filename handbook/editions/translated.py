"""A practice in another language: the nearest translation that is of these very words, or the words as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handbook.editions.fingerprint import fingerprint
from handbook.model.edition import Edition
from handbook.model.resolved import Resolved, Translated, Unit
from handbook.model.translation import TranslatedUnit
from handbook.model.units import UnitPath


def in_language(resolved: Resolved, chain: Sequence[Edition], language: str) -> Resolved:
    """Each unit in the language where there is a translation of its very words, else outdated and marked, else as is.

    An outdated translation is taken only from the edition the text comes from or a nearer one: a translation of a
    parent's words is never shown as if it were of the adapted ones.
    """
    # A practice taken in from an edition keeps what that edition translated under its own id.
    origin = str(resolved.practice.content.get("from", ""))
    names = [resolved.id, *([origin] if "/" in origin else [])]
    nearest_first = [
        (place, edition.translations[language, name].units)
        for place, edition in reversed(list(enumerate(chain)))
        for name in names
        if (language, name) in edition.translations
    ]
    if not nearest_first:
        return replace(resolved, language=language)
    places = {edition.id: place for place, edition in enumerate(chain)}

    def shown(unit: Unit, alias: str = "") -> Unit:
        if not unit.field.words or unit.lang == language:
            return unit
        paths = [unit.path]
        if alias:  # an item taken in from an edition keeps what that edition translated under its own id
            at = UnitPath.parse(unit.path)
            paths.append(str(UnitPath(at.field, alias, at.part)))
        found = _translation(unit, paths, nearest_first, places[unit.origin])
        if found is None:
            return unit
        words, outdated = found
        return replace(unit, value=words.text, lang=language, translated=Translated(words.kind, words.by, outdated))

    return replace(
        resolved,
        language=language,
        parts={path: shown(unit) for path, unit in resolved.parts.items()},
        lists={
            name: tuple(replace(item, units={p: shown(u, item.alias) for p, u in item.units.items()}) for item in items)
            for name, items in resolved.lists.items()
        },
    )


def _translation(
    unit: Unit, paths: Sequence[str], nearest_first: Sequence[tuple[int, Mapping[str, TranslatedUnit]]], origin: int
) -> tuple[TranslatedUnit, bool] | None:
    now = ""
    outdated: TranslatedUnit | None = None
    for place, units in nearest_first:
        words = next((units[path] for path in paths if path in units), None)
        if words is None:
            continue
        now = now or fingerprint(str(unit.value))
        if words.of == now:
            return words, False
        if place >= origin and outdated is None:
            outdated = words
    return (outdated, True) if outdated else None
