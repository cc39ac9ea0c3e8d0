"""The changelog of a release: what an edition says otherwise than before, by practice and unit. Computed, pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from handbook.editions.editorial import is_editorial
from handbook.editions.resolve import entry_of, layers, practice_ids, taken_in
from handbook.editions.states import label
from handbook.errors import UnknownPractice
from handbook.model import fields as declared
from handbook.model.edition import HOLDINGS, Edition
from handbook.model.field import Field, Kind
from handbook.model.resolved import Item, Resolved, Stance, Unit
from handbook.model.units import UnitPath, field_at, spoken
from handbook.wording import N_, _

What = Literal["new", "changed", "gone"]
Weight = Literal["editorial", "substantive", "legal"]
WEIGHTS: tuple[Weight, ...] = ("editorial", "substantive", "legal")

_LEGAL = ("basis", "legal_barriers", "duty", "harmonisation")
_RELEASED = ("published", "withdrawn")
# Of what no edition may adapt, what readers are told all the same.
_TOLD = ("kind", "lang", "replaced_by", "withdrawn_because")
# Of an item, what says how it came to be here and nothing else.
_ORIGIN = {"id", "from", "after", "why"}
_TRANSLATION = "i18n"
_WHY: dict[What, str] = {
    "new": N_("It was not there before."),
    "gone": N_("It is no longer there."),
    "changed": N_("It is no wording: it says something else now."),
}

_OF_TRANSLATION = {
    "new": N_("The translation into “{language}” is new."),
    "gone": N_("The translation into “{language}” was taken out."),
    "changed": N_("The translation into “{language}” has changed."),
}
_OF_UNIT = {"new": N_("{unit}: new."), "gone": N_("{unit}: taken out.")}

_Words = dict[str, tuple[str, str, str]]  # unit → words, what they are a translation of, and of what kind


@dataclass(frozen=True, slots=True)
class Changed:
    """One line of a changelog. No unit means the whole practice; `why` says why it is more than editorial, if it is."""

    practice: str
    unit: str
    what: What
    kind: Weight
    why: str = ""

    def written(self) -> dict[str, str]:
        """The line as a release holds it."""
        held = {"practice": self.practice, "unit": self.unit, "what": self.what, "kind": self.kind}
        return {name: said for name, said in held.items() if said}


def changes(before: Sequence[Edition] | None, after: Sequence[Edition]) -> list[Changed]:
    """What the last edition of a chain shows otherwise than it did, in the order in which it has its practices.

    A first release changes nothing. What a practice is made of is compared before it is put together, since most
    practices of most releases are as they were.
    """
    if before is None:
        return []
    there, here = _released(before), _released(after)
    was = {theirs: ours for ours, theirs in taken_in(after).items() if ours in there and ours not in here}
    was = {theirs: ours for theirs, ours in was.items() if theirs not in there}
    languages = sorted({lang for edition in (*before, *after) for lang, _ in edition.translations})
    found: list[Changed] = []
    for practice in here:
        old = practice if practice in there else was.get(practice, "")
        if not old:
            found.append(Changed(practice, "", "new", _weight_of_practice(after, practice), _WHY["new"]))
            continue
        if _made_of(before, old) != _made_of(after, practice):
            found += _practice(layers(before, old)[-1], layers(after, practice)[-1])
        found += _translations(_translated(before, {old}, languages), _translated(after, {old, practice}, languages),
                               practice)  # fmt: skip
    gone = [practice for practice in there if practice not in here and practice not in was.values()]
    return found + [Changed(one, "", "gone", _weight_of_practice(before, one), _WHY["gone"]) for one in gone]


def beside(before: Sequence[Edition] | None, after: Sequence[Edition]) -> list[str]:
    """What else of an edition is not as it was, by the names of its files: edition, glossary, sources, …"""
    if before is None:
        return []
    names = [kind for kind in HOLDINGS if [_held(one, kind) for one in before] != [_held(one, kind) for one in after]]
    return [*(["edition"] if before[-1].content != after[-1].content else []), *names]


def sentence(line: Mapping[str, str], chain: Sequence[Edition]) -> str:
    """One line of a changelog as people read it, below the title of its practice."""
    unit, what = line.get("unit", ""), line["what"]
    if not unit:
        whole = {"new": _("This practice is new."), "gone": _("This practice is no longer here.")}
        return whole.get(what, _("Changed."))
    if unit == "status":
        return _stands(line["practice"], chain)
    if unit == "stance":
        stands = layers(chain, line["practice"])[-1]
        if stands.stance is Stance.NOT_FOR_US:
            return _("Not for us: {why}", why=stands.stance_why)
        return _("It is used here again.")
    path = UnitPath.parse(unit)
    if path.field == _TRANSLATION:
        return _(_OF_TRANSLATION.get(what, _OF_TRANSLATION["changed"]), language=path.item)
    name, field, top = spoken(unit, _), field_at(path), declared.PRACTICE.field(path.field)
    if top is not None and top.kind is Kind.ITEMS and not path.item:
        return _("{unit}: the order has changed.", unit=name)
    anew = N_("{unit}: reads anew.") if field is not None and field.words else N_("{unit}: has changed.")
    return _(_OF_UNIT.get(what, anew), unit=name)


def title(practice: str, *chains: Sequence[Edition] | None) -> str:
    """The title of a practice as the last edition of the first chain that has it shows it; else its id."""
    for chain in chains:
        with suppress(UnknownPractice):
            if chain:
                return str(layers(chain, practice)[-1].value("title")) or practice
    return practice


def _released(chain: Sequence[Edition]) -> dict[str, None]:
    """The practices that a release of the last edition carries: no drafts."""
    return dict.fromkeys(entry for entry in practice_ids(chain) if released_status(chain, entry) in _RELEASED)


def released_status(chain: Sequence[Edition], practice: str) -> str:
    """The status of a practice; one that its edition no longer has, but another has adapted, reads as withdrawn."""
    held = entry_of(chain, practice)
    return held.status if held is not None else "withdrawn"


def _made_of(chain: Sequence[Edition], practice: str) -> list[Any]:
    """All that decides how a practice reads, where the editions have anything of it."""
    names = [practice]
    for edition in chain:
        if held := edition.practices.get(practice):
            names.append(str(held.content.get("from", "")))
    parts: list[Any] = []
    for edition in chain:
        entry = edition.practices.get(practice)
        adapted = [edition.adaptations.get(name) for name in names if name]
        made = [(one.lang, one.changes, one.additions, one.reviewed) for one in adapted if one]
        if entry or made:
            parts.append((entry.content if entry else None, made))
    return parts


def _practice(old: Resolved, new: Resolved) -> Iterator[Changed]:
    if old.practice.status != new.practice.status:
        weight: Weight = "legal" if new.practice.kind == "duty" else "substantive"
        yield Changed(new.id, "status", "changed", weight, _WHY["changed"])
        return
    if (old.stance is Stance.NOT_FOR_US) != (new.stance is Stance.NOT_FOR_US):
        yield Changed(new.id, "stance", "changed", "substantive", _WHY["changed"])
    for name in _TOLD:
        if old.practice.content.get(name) != new.practice.content.get(name):
            yield Changed(new.id, name, "changed", "substantive", _WHY["changed"])
    yield from _units(new.id, old.parts, new.parts)
    for field in declared.PRACTICE.fields:
        if field.kind is Kind.ITEMS:
            yield from _list(new.id, field, old.items(field.name), new.items(field.name))


def _units(practice: str, old: Mapping[str, Unit], new: Mapping[str, Unit]) -> Iterator[Changed]:
    """`old` and `new` go by the same keys, whatever the paths in them."""
    for key in dict.fromkeys([*new, *old]):
        before, after = old.get(key), new.get(key)
        if before is None and after is not None:
            yield _line(practice, after.path, "new")
        elif after is None and before is not None:
            yield _line(practice, before.path, "gone")
        elif before is not None and after is not None and label(before.value) != label(after.value):
            yield _reworded(practice, before, after)


def _reworded(practice: str, old: Unit, new: Unit) -> Changed:
    plain = _line(practice, new.path, "changed")
    if not new.field.words:
        return plain
    why = N_("It is in another language.") if old.lang != new.lang else ""
    why = why or is_editorial(str(old.value), str(new.value), new.lang)
    kind: Weight = "legal" if plain.kind == "legal" else "substantive" if why else "editorial"
    return Changed(practice, new.path, "changed", kind, why)


def _list(practice: str, field: Field, old: Sequence[Item], new: Sequence[Item]) -> Iterator[Changed]:
    pairs = [(_known(item, old), item) for item in new]
    for before, item in pairs:
        if before is None:
            yield _line(practice, f"{field.name}/{item.id}", "new")
            continue
        yield from _units(practice, before.units, item.units)
        yield from _fixed(practice, field, before, item)
    kept = [before for before, _ in pairs if before is not None]
    for item in old:
        if not any(item is one for one in kept):
            yield _line(practice, f"{field.name}/{item.id}", "gone")
    order = {id(item): place for place, item in enumerate(old)}
    places = [order[id(item)] for item in kept]
    if places != sorted(places):
        yield Changed(practice, field.name, "changed", "editorial")


def _known(item: Item, old: Sequence[Item]) -> Item | None:
    """The same item as it was, also where an edition above has taken it in since and it bears another id."""
    found = next((one for one in old if one.id == item.id), None)
    names = {item.id, item.alias} - {""}
    return found or next((one for one in old if one.id in names or one.alias == item.id), None)


def _fixed(practice: str, field: Field, old: Item, new: Item) -> Iterator[Changed]:
    """What of an item is no unit, such as the place in a source: readers follow a claim to it."""
    for name in dict.fromkeys([*new.fixed, *old.fixed]):
        if name not in _ORIGIN and old.fixed.get(name) != new.fixed.get(name):
            yield _line(practice, f"{field.name}/{new.id}.{name}", "changed")


def _line(practice: str, unit: str, what: What) -> Changed:
    kind: Weight = "legal" if UnitPath.parse(unit).field in _LEGAL else "substantive"
    return Changed(practice, unit, what, kind, _WHY[what])


def _translations(was: Mapping[str, _Words], now: Mapping[str, _Words], practice: str) -> Iterator[Changed]:
    for lang in dict.fromkeys([*now, *was]):
        if was.get(lang) == now.get(lang) or _said(was.get(lang)) == _said(now.get(lang)):
            continue
        what: What = "new" if lang not in was else "gone" if lang not in now else "changed"
        yield Changed(practice, f"{_TRANSLATION}/{lang}", what, "editorial")


def _translated(chain: Sequence[Edition], names: Iterable[str], languages: Iterable[str]) -> dict[str, _Words]:
    """What there is of a practice in each language; the nearest edition's words count."""
    found: dict[str, _Words] = {}
    for edition in chain:
        for lang in languages:
            for name in names:
                if held := edition.translations.get((lang, name)):
                    units = {path: (unit.text, unit.of, unit.kind) for path, unit in held.units.items()}
                    found.setdefault(lang, {}).update(units)
    return found


def _said(units: _Words | None) -> _Words:
    return {path: (label(text), of, kind) for path, (text, of, kind) in (units or {}).items()}


def _held(edition: Edition, kind: str) -> Any:
    return edition.holdings.get(kind) or None


def _weight_of_practice(chain: Sequence[Edition], practice: str) -> Weight:
    """A duty of care binds somebody, so that it comes or goes is about law."""
    held = entry_of(chain, practice)
    return "legal" if held is not None and held.kind == "duty" else "substantive"


def _stands(practice: str, chain: Sequence[Edition]) -> str:
    held = entry_of(chain, practice)
    if held is None:
        return _("It is no longer kept.")
    if held.status != "withdrawn":
        return _("It is published again.")
    instead = ", ".join(f"“{title(one, chain)}”" for one in held.content.get("replaced_by", ()))
    return _("It was withdrawn; in its place: {titles}.", titles=instead) if instead else _("It was withdrawn.")
