"""News: what a newly taken release of the shared edition means for the edition that takes it. Computed, pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handbook.editions.changelog import Changed, changes, released_status, title
from handbook.editions.resolve import layers, practice_ids, taken_in
from handbook.editions.states import label
from handbook.editions.status import Status, status
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.resolved import State
from handbook.model.units import UnitPath
from handbook.wording import _, count, pair

_FEW = 3  # titles that a sentence names before it counts the rest
_NO_TEXT = ("", "status", "stance")
_THERE = pair("There is {number} practice: {titles}.", "There are {number} practices: {titles}.")
_NEW = pair("There is {number} new practice: {titles}.", "There are {number} new practices: {titles}.")


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell, each practice by its title as this edition shows it."""

    first: bool  # nothing was read of the shared edition before
    new: tuple[str, ...]
    withdrawn: tuple[tuple[str, tuple[str, ...]], ...]  # and by what each is replaced
    gone: tuple[str, ...]
    anew: Mapping[str, int]  # title → how many texts, used as they are, read otherwise, came in or went
    legal: int  # how many of these are about law
    waiting: Mapping[State, int]
    converged: int
    outdated: Mapping[str, int]  # language → translations of our own whose original has changed


@dataclass(frozen=True, slots=True)
class Ways:
    """Where each thing is done, as the end of its sentence: commands; the desk names its keys instead."""

    decide: str = "handbook status"
    translate: str = "handbook translate --to {lang} --status"
    tidy: str = "handbook tidy"


COMMANDS = Ways()


def news(before: Sequence[Edition] | None, after: Sequence[Edition], edition: Edition) -> News:
    """What is otherwise for an edition that read the chain `before` until now, and reads the chain `after`.

    What it counts is what the edition shows: words of its own that stand against newer ones wait, and are not anew.
    """
    was, now = [*before, edition] if before is not None else None, [*after, edition]
    found = changes(was, now)
    changed = [line for line in found if line.unit not in _NO_TEXT and _is_used(line, edition)]
    stands = _status(now)
    return News(
        first=before is None,
        new=tuple(title(one, now) for one in _new(was, now, found)),
        withdrawn=tuple(_withdrawn(found, was, now)),
        gone=tuple(title(line.practice, was) for line in found if _is_gone(line, after)),
        anew=Counter(title(line.practice, now) for line in changed),
        legal=sum(line.kind == "legal" for line in changed),
        waiting=Counter(question.state for question in stands.questions),
        converged=len(stands.converged),
        outdated=Counter(_outdated(was, now, {line.practice for line in found})) if was else {},
    )


def sentences(told: News, ways: Ways = COMMANDS) -> list[str]:
    """The news in plain words, what asks for work first; nothing where nothing is otherwise."""
    return list(_sentences(told, ways))


def _sentences(told: News, ways: Ways) -> Iterator[str]:
    if waiting := sum(told.waiting.values()):
        yield _waiting(waiting, told.waiting.get(State.CONFLICT, 0), ways.decide)
    for name, instead in told.withdrawn:
        named = " " + _("In its place they name {titles}.", titles=_listed(instead)) if instead else ""
        yield _("They withdrew “{title}”.", title=name) + named
    if told.gone:
        yield count(
            "{number} practice is no longer there: {titles}.",
            "{number} practices are no longer there: {titles}.",
            len(told.gone),
            titles=_listed(told.gone),
        )
    if told.anew:
        yield _anew(told)
    if told.new:
        yield count(*(_THERE if told.first else _NEW), len(told.new), titles=_listed(told.new))
    for lang, number in sorted(told.outdated.items()):
        yield count(
            "{number} translation of yours is of older words now: {way}",
            "{number} translations of yours are of older words now: {way}",
            number,
            way=ways.translate.format(lang=lang),
        )
    if told.converged:
        yield count(
            "{number} change of yours is in the shared edition now, word for word. To clear them away: {way}",
            "{number} changes of yours are in the shared edition now, word for word. To clear them away: {way}",
            told.converged, way=ways.tidy,
        )  # fmt: skip


def _waiting(number: int, conflicts: int, way: str) -> str:
    if not conflicts:
        return count("{number} change of yours waits for a decision: {way}",
                     "{number} changes of yours wait for a decision: {way}", number, way=way)  # fmt: skip
    return count(
        "{number} change of yours waits for a decision; of {conflicts} they changed the very words that you changed: "
        "{way}",
        "{number} changes of yours wait for a decision; of {conflicts} they changed the very words that you changed: "
        "{way}",
        number, conflicts=conflicts, way=way,
    )  # fmt: skip


def _anew(told: News) -> str:
    number = sum(told.anew.values())
    most = [name for name, _number in Counter(told.anew).most_common()]
    said = count(
        "{number} text that you use as it is reads anew, in {titles}.",
        "{number} texts that you use as they are read anew, in {titles}.",
        number,
        titles=_listed(most),
    )
    law = count("Of these, {number} is about law.", "Of these, {number} are about law.", told.legal)
    return f"{said} {law}" if told.legal else said


def _new(was: Sequence[Edition] | None, now: Sequence[Edition], found: Sequence[Changed]) -> list[str]:
    ids = practice_ids(now[:-1]) if was is None else [line.practice for line in found if _is_new(line)]
    ours = set(taken_in(now).values())  # what they took in from us is no news to us
    return [one for one in ids if one not in ours and released_status(now, one) == "published"]


def _is_new(line: Changed) -> bool:
    return not line.unit and line.what == "new"


def _is_gone(line: Changed, after: Sequence[Edition]) -> bool:
    """Also where words of ours keep it in sight."""
    left = not any(line.practice in edition.practices for edition in after)
    return left and ((not line.unit and line.what == "gone") or line.unit == "status")


def _withdrawn(
    found: Sequence[Changed], was: Sequence[Edition] | None, now: Sequence[Edition]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in found:
        if line.unit == "status" and not _is_gone(line, now) and released_status(now, line.practice) == "withdrawn":
            held = layers(now, line.practice)[-1].practice.content
            yield title(line.practice, was, now), tuple(title(one, now) for one in held.get("replaced_by", ()))


def _is_used(line: Changed, edition: Edition) -> bool:
    """Whether a text concerns the edition: not a translation, and not in a practice that is not for it."""
    held = edition.adaptations.get(line.practice)
    not_for_us = held is not None and held.reviewed.get("stance") == "not-for-us"
    return not not_for_us and UnitPath.parse(line.unit).field != "i18n"


def _status(chain: Sequence[Edition]) -> Status:
    return status(Handbook({}, {one.id: one for one in chain}), chain[-1].id)


def _outdated(was: Sequence[Edition], now: Sequence[Edition], changed: Collection[str]) -> Iterator[str]:
    """The language of every translation of our own that fitted the words before, and no longer does."""
    there, here = set(practice_ids(was)), set(practice_ids(now))
    for (lang, practice), translation in now[-1].translations.items():
        if practice not in changed or practice not in there or practice not in here:
            continue
        old, new = (
            {unit.path: label(unit.value) for unit in layers(chain, practice)[-1].units()} for chain in (was, now)
        )
        for path, unit in translation.units.items():
            if old.get(path) == unit.of and new.get(path, unit.of) != unit.of:
                yield lang


def _listed(names: Sequence[str]) -> str:
    """The first few by name, the rest by number."""
    shown = [_("“{title}”", title=name) for name in names[:_FEW]]
    if rest := len(names) - len(shown):
        return count("{titles} and {number} more", "{titles} and {number} more", rest, titles=", ".join(shown))
    return _("{titles} and {last}", titles=", ".join(shown[:-1]), last=shown[-1]) if len(shown) > 1 else shown[0]
