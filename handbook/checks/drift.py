"""Drift: how a change stands to what the other edition says now, and whether it is known what it said then."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.checks import editionrules as rules
from handbook.checks.changed import Changed
from handbook.checks.finding import Finding, Rule
from handbook.editions.fingerprint import fingerprint
from handbook.editions.states import label
from handbook.model.field import Field, Merge
from handbook.model.resolved import State

_SETTLE = "See both with “handbook status”, and settle it with “handbook decide”."
_SENTENCES: dict[State, tuple[Rule, str, str]] = {
    State.CONFLICT: (
        rules.CONFLICT,
        "They changed {unit} in the same place as you did; yours stands.",
        _SETTLE,
    ),
    State.STALE: (
        rules.STALE,
        "They changed {unit} since you changed it; yours stands.",
        _SETTLE,
    ),
    State.CONVERGED: (
        rules.CONVERGED,
        "They now say in {unit} what you say.",
        "Clear it away with “handbook tidy”; nothing on the page will differ.",
    ),
    State.ORPHANED: (
        rules.ORPHANED,
        "They took {unit} out; what you wrote for it still stands.",
        _SETTLE,
    ),
}


def drifted(this: Changed, field: Field) -> Iterator[Finding]:
    """What has come between a change and the words it was written against."""
    if field.merge is Merge.SET:
        yield from _members(this)
    elif this.change.base:
        yield from _stored(this)
        yield from _stands(this)
    elif this.their_words is not None:
        message = f"It is not known which words of theirs your change of {this.name} was written against."
        command = f"handbook decide {this.theirs.id} {this.key} keep"
        todo = f"Your words are shown all the same. Once you have compared them with theirs, say: {command}"
        yield this.breaks(rules.NO_BASE, message, todo)


def _members(this: Changed) -> Iterator[Finding]:
    value = this.their_unit.value if this.their_unit else ()
    theirs = set(value) if isinstance(value, tuple) else set()
    if theirs.issuperset(this.change.add) and theirs.isdisjoint(this.change.remove):
        message = f"The change of {this.name} adds what is there, or takes out what is not."
        yield this.breaks(rules.NEEDLESS, message, "Take this change out.")


def _stored(this: Changed) -> Iterator[Finding]:
    base = this.change.base
    held = this.edition.bases.get(base)
    if held is None:
        message = f"The words that your change of {this.name} was written against are not in upstream/bases."
    elif fingerprint(held) != base:
        message = f"The stored words that your change of {this.name} was written against have been altered."
    else:
        return
    yield this.breaks(rules.BASE_MISSING, message, f"Restore {base[:40]}.txt from an older copy.")


def _stands(this: Changed) -> Iterator[Finding]:
    state, words = this.state, this.their_words
    if state is State.CONVERGED and words is not None and this.change.base == label(words):
        message = f"Your words in {this.name} are those of the edition this one builds on."
        yield this.breaks(rules.NEEDLESS, message, "Take this change out; nothing on the page will differ.")
    elif state in _SENTENCES:
        rule, message, todo = _SENTENCES[state]
        yield this.breaks(rule, message.format(unit=this.name), todo)
