"""What a question says in words: whose practice, which unit, what happened to it, and what changed word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handbook.editions.changelog import title
from handbook.editions.merge import Kind, word_diff
from handbook.model.edition import Edition
from handbook.model.field import Merge
from handbook.model.question import Question
from handbook.model.resolved import State
from handbook.model.units import UnitPath, field_at, spoken
from handbook.model.units import said as said

Part = tuple[Kind, str]  # of a word diff; a text that is compared with nothing is one part, “same”
Swap = tuple[str, str]  # what went, and what came in its place; either can be empty

_SENTENCES = {
    State.STALE: "They changed this; your words stand.",
    State.CONFLICT: "They changed the very words that you changed; yours stand.",
    State.ORPHANED: "They no longer have this; your words stand.",
    State.CLAIMED: "They now use this id for other words; yours stand.",
    State.DISPLACED: "What it stood after is gone; it stands at the end.",
}
_ABOUT = {
    "hide": "They changed this item, which you leave out; it is left out still.",
    "order": "They changed this item, which you moved; it stands where you put it.",
    "practice": "They took in this practice of yours in other words; yours is shown.",
}
_VALUE = "They changed this too, and otherwise than you; yours stands."
_TAKEN = "They took in this item of yours in other words; yours stands."
_UNSURE = "It is not known what they said when you changed this; your words stand."
_REASONS = {
    State.STALE: "they changed it",
    State.CONFLICT: "they changed the same words",
    State.ORPHANED: "they no longer have it",
    State.CLAIMED: "they use its id for other words",
    State.DISPLACED: "what it stood after is gone",
}
_QUOTES = "\"'“”„‘’«»*_`"
# A stop in front is cut off where white space follows it: “.5” keeps its own.
_ENDS = re.compile(rf"^(?:[{_QUOTES},;:、。，；： ]|[.!?…](?=\s))+|[{_QUOTES}.,;:!?…、。，；：！？ ]+$")
_SWAPS = 4  # changes told one by one
_WORDS = 60  # characters of one of them


@dataclass(frozen=True, slots=True)
class Case:
    """A question as it is put to an editor; what costs a comparison is worked out when it is asked for."""

    question: Question
    title: str  # of the practice
    label: str  # of the unit
    sentence: str

    @property
    def then(self) -> str | None:
        """What they said when we changed it."""
        return self.question.before

    @property
    def now(self) -> str | None:
        """What they say now."""
        return None if self.question.now is None else said(self.question.now)

    @property
    def ours(self) -> str | None:
        """What we say."""
        return None if self.question.ours is None else said(self.question.ours)

    @property
    def suggestion(self) -> str | None:
        """Both put together, where they fit."""
        return self.question.suggestion

    @property
    def why(self) -> str:
        """The reason we gave."""
        return self.question.why

    @property
    def changes(self) -> str:
        """What they changed since, in a sentence without its stop; empty where the two cannot be compared."""
        return "" if self.then is None or self.now is None else in_words(self.theirs)

    @property
    def theirs(self) -> list[Part]:
        """What they say now, with what they changed since."""
        # A whole practice is no text that anybody compares word by word.
        return _against(None if self.question.about == "practice" else self.then, self.now)

    @property
    def own(self) -> list[Part]:
        """What we say, with what we changed in their words of then."""
        other = self.question.now_lang and self.question.ours_lang != self.question.now_lang
        return _against(None if other or self.question.about == "practice" else self.then, self.ours)

    def texts(self) -> Iterator[tuple[str, list[Part]]]:
        """What they said, what they say now, what we say: heading and text, for a page that stands alone."""
        if self.then is not None:
            yield "They said", [("same", self.then)]
        if self.now is not None:
            yield "They say now", self.theirs
        if self.ours is not None:
            yield "You say", [("same", self.ours)]
        if self.suggestion is not None:
            yield "Put together", [("same", self.suggestion)]
        if self.why:
            yield "Your reason", [("same", self.why)]


def case(chain: Sequence[Edition], question: Question) -> Case:
    """A question of the last edition of a chain, as it is put to its editor."""
    return Case(question, title(question.practice, chain), label(question.path), sentence(question))


def label(path: str) -> str:
    """What a unit is called; a path that is empty means the whole practice."""
    return spoken(path) if path else "The whole practice"


def sentence(question: Question) -> str:
    """What happened, and whose words are shown until it is decided."""
    if question.unsure:
        return _UNSURE
    if question.state is State.CONFLICT and _is_value(question):
        return _VALUE
    if question.about in _ABOUT and question.state in (State.STALE, State.CONFLICT):
        return _ABOUT[question.about]
    if question.about == "own" and question.state is State.STALE:
        return _TAKEN
    return _SENTENCES[question.state]


def reason(question: Question) -> str:
    """Why a question waits, in a few words for a list."""
    if question.unsure:
        return "it is not known what they said then"
    if question.state is State.CONFLICT and _is_value(question):
        return "they changed it otherwise"
    if question.state is State.STALE and question.about in ("own", "practice"):
        return "they took it in in other words"
    return _REASONS[question.state]


def readable(parts: Sequence[Part]) -> list[Part]:
    """A word diff as people read it: a blank that only made room for the words beside it is not told of."""
    kept: list[Part] = []
    for place, (kind, text) in enumerate(parts):
        beside = parts[place + 1 : place + 2] if kind == "del" else parts[max(place - 1, 0) : place]
        words = [other for of, other in beside if of not in ("same", kind) and other.strip()]
        if kind == "same" or text.strip() or not any(other[-1].isspace() for other in words):
            kept.append((kind, text))
    return kept


def swaps(parts: Sequence[Part]) -> list[Swap]:
    """What became what in a word diff; what changed but punctuation and white space is left out."""
    found: list[Swap] = []
    before: Kind = "same"
    for kind, text in parts:
        if kind == "ins" and before == "del":
            found[-1] = (found[-1][0], _bare(text))
        elif kind != "same":
            found.append((_bare(text), "") if kind == "del" else ("", _bare(text)))
        before = kind
    return [(gone, come) for gone, come in found if gone != come]


def in_words(parts: Sequence[Part]) -> str:
    """A word diff as a sentence without its stop: “a” became “b”; “c” is new; “d” is gone."""
    found = swaps(parts)
    if not found:
        return "only punctuation or spacing" if any(kind != "same" for kind, _ in parts) else ""
    told = [_told(gone, come) for gone, come in found[:_SWAPS]]
    more = len(found) - len(told)
    if more:
        told.append(f"and {more} more {'change' if more == 1 else 'changes'}")
    return "; ".join(told)


def _told(gone: str, come: str) -> str:
    if gone and come:
        return f"“{_short(gone)}” became “{_short(come)}”"
    return f"“{_short(come)}” is new" if come else f"“{_short(gone)}” is gone"


def _against(before: str | None, now: str | None) -> list[Part]:
    if now is None or before is None:
        return [("same", now)] if now else []
    return readable(word_diff(before, now))


def _is_value(question: Question) -> bool:
    field = field_at(UnitPath.parse(question.path))
    return field is not None and field.merge is Merge.VALUE


def _bare(text: str) -> str:
    """A piece of a word diff on one line, without the stops and quotes at its ends; empty where it has no word."""
    line = " ".join(text.split())
    return _ENDS.sub("", line) if any(letter.isalnum() for letter in line) else ""


def _short(text: str) -> str:
    if len(text) <= _WORDS:
        return text
    cut = text[: _WORDS - 1]
    at = cut.rfind(" ")
    return f"{cut[:at] if at > _WORDS // 2 else cut}…"
