"""A small correction: words of a published practice set right without a review, and what of it the log tells. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from handbook.editions.adapt import Place
from handbook.editions.asked import in_words, readable
from handbook.editions.editorial import is_editorial
from handbook.editions.merge import word_diff
from handbook.editions.resolve import layers
from handbook.errors import DecisionError, UnknownUnit
from handbook.model.handbook import Handbook
from handbook.model.plan import Plan, Pointer
from handbook.model.resolved import Resolved, Unit
from handbook.model.units import UnitPath, Value, field_at, said, spoken
from handbook.wording import N_, _


def is_small(before: Mapping[str, Value], after: Mapping[str, Value], lang: str) -> str:
    """Why an edit is more than a small correction, in a sentence; nothing where it is one.

    Both go by unit path. Small is what leaves every number, negation, obligation and link as it was and touches a few
    letters: see `is_editorial`. A unit that came, went, or is no wording is never a small change.
    """
    for path in dict.fromkeys([*before, *after]):
        if before.get(path) == after.get(path):
            continue
        if path not in before or path not in after:
            what = N_("{unit}: it was taken out.") if path in before else N_("{unit}: it is new.")
            return _(what, unit=spoken(path, _))
        field = field_at(UnitPath.parse(path))
        if field is None or not field.words:
            return _("{unit}: it is no wording, and something else now.", unit=spoken(path, _))
        if why := is_editorial(str(before[path]), str(after[path]), lang):
            return _("{unit}: {what}", unit=spoken(path, _), what=why)
    return ""


def what_changed(before: Mapping[str, Value], after: Mapping[str, Value]) -> str:
    """What a small correction has changed, as the log tells it: “recieve” became “receive”."""
    paths = [path for path in after if before.get(path) != after[path]]
    parts = {path: readable(word_diff(said(before.get(path)), said(after[path]))) for path in paths}
    return " ".join(f"{spoken(path)}: {in_words(held)}." for path, held in parts.items())


def correction(handbook: Handbook, edition: str, practice: str, unit: str, text: str) -> tuple[Plan, str]:
    """The plan of a small correction of one unit, and what the log tells of it.

    Raises DecisionError where it is more than that, where nothing is published yet, or where the words are not this
    edition's own; UnknownUnit and UnknownPractice.
    """
    chain = handbook.chain(edition)
    shown = layers(chain, practice)[-1]
    own = chain[-1].practices.get(practice)
    held = _unit(shown, unit)
    if shown.practice.status != "published":
        todo = "Change it as you like, and ask for a review when it is ready."
        raise DecisionError(f"“{practice}” is not published.", todo=todo)
    pointer = UnitPath.parse(unit).pointer if own is not None else _ours(Place(handbook, edition, practice), unit)
    before = str(held.value)
    if text.strip("\n") == before.strip("\n"):
        raise DecisionError("The words are the same as before.", todo="Nothing was written.")
    after = text.strip("\n") + before[len(before.rstrip("\n")) :]
    if why := is_small({unit: before}, {unit: after}, held.lang):
        todo = "Nothing was written. Change it in the practice, then ask for a review."
        raise DecisionError(f"This is more than a small correction. {why}", todo=todo)
    told = what_changed({unit: before}, {unit: after})
    if own is not None:
        return Plan("practice", practice, {pointer: after}), told
    # The base stays: a correction of ours answers nothing that they have changed meanwhile.
    return Place(handbook, edition, practice).plan({pointer: after}), told


def _ours(place: Place, unit: str) -> Pointer:
    """Where our own words of a unit stand in the file of what we adapt."""
    at = UnitPath.parse(unit)
    if unit in place.changes and place.changes[unit].text is not None:
        return "changes", unit, "text"
    if place.own_item(at) is not None:
        return "additions", at.field, at.item, at.part
    todo = f"To say it otherwise here: handbook adapt {place.practice} {unit}"
    raise DecisionError(f"{spoken(unit)}: these are the words of the shared edition.", todo=todo)


def _unit(shown: Resolved, unit: str) -> Unit:
    at = UnitPath.parse(unit)
    item = shown.item(at.field, at.item)
    held = (item.units.get(at.part) if item else None) if at.item else shown.parts.get(str(at))
    if held is None or not held.field.words:
        todo = "Name one that has words, such as summary or steps/consult-early.text."
        raise UnknownUnit(f"“{shown.id}” has no words at “{unit}”.", todo=todo)
    return held
