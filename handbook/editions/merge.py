"""Three-way merging of one text, sentence by sentence, and the word diff shown beside it.

A merged text is a suggestion for an editor: where there is doubt there is none, never a text with markers in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from handbook.editions.fingerprint import after_markers, closes_fence, fence_mark, starts_block
from handbook.editions.words import is_one_letter, words

Kind = Literal["same", "del", "ins"]
Opcode = tuple[str, int, int, int, int]

# After the stop: closing quotes, brackets, emphasis. Abbreviations cut too early, which only makes the pieces smaller.
_SENTENCE_END = re.compile(r"[.!?؟۔…。！？][\"'”’»)\]*_]*(\s+)(?=\S)")
_CODE_INDENT = "    "
_MOST_STEPS = 1_000_000  # of difflib, for texts that repeat one word thousands of times
_MOST_PAIRS = 40_000
_ALIKE = 0.5


def merge_text(base: str, ours: str, theirs: str) -> str | None:
    """The text with both sides' changes, or None where both changed one sentence or wrote at the same place."""
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    before, mine, yours = (_cut(text) for text in (base, ours, theirs))
    try:
        merged = _combine(before, _edits(before.sentences, mine.sentences), _edits(before.sentences, yours.sentences))
        _check_counts(before.sentences, mine.sentences, yours.sentences, merged)
    except _Conflict:
        return None
    head = _reconciled(before.head, mine.head, yours.head)
    return head + _written(merged) + _reconciled(before.tail, mine.tail, yours.tail)


def word_diff(old: str, new: str) -> list[tuple[Kind, str]]:
    """What changed word by word: same and del make up the old text, same and ins the new one, white space included."""
    before, after = words(old), words(new)
    parts: list[tuple[Kind, str]] = []
    for kind, i1, i2, j1, j2 in _opcodes([word for word, _ in before], [word for word, _ in after]):
        if kind != "equal":
            parts.append(("del", "".join(word + space for word, space in before[i1:i2])))
            parts.append(("ins", "".join(word + space for word, space in after[j1:j2])))
            continue
        for (word, gone), (_, come) in zip(before[i1:i2], after[j1:j2], strict=True):
            parts += (
                [("same", word), ("same", gone)] if gone == come else [("same", word), ("del", gone), ("ins", come)]
            )
    return _calm(_joined(parts))


class _Conflict(Exception):
    """No error: the answer None, from deep inside."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, or a line or fence that is not prose, with the white space that stands before it."""

    lead: str
    soft: bool  # the lead is white space inside a paragraph, so its form says nothing
    body: str
    key: str

    @property
    def place(self) -> str:
        return " " if self.soft else self.lead


@dataclass(frozen=True, slots=True)
class _Text:
    head: str
    sentences: list[_Sentence]
    tail: str


@dataclass(frozen=True, slots=True)
class _Edits:
    """What one side did: for each sentence of the base what it became (None: removed), and what was put before it."""

    became: list[_Sentence | None]
    put: list[list[_Sentence]]


def _cut(text: str) -> _Text:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bare = text.strip()
    if not bare:
        return _Text(text, [], "")
    start = text.index(bare)
    # The blanks before the first line are its indentation, which belongs to it.
    start = text.rfind("\n", 0, start) + 1
    end = start + len(text[start:].rstrip())
    return _Text(text[:start], list(_sentences(text[start:end])), text[end:])


def _sentences(text: str) -> Iterator[_Sentence]:
    lead = ""
    for block in _blocks(text.split("\n")):
        bare = block.rstrip(" \t\n")
        indent = len(bare) - len(bare.lstrip(" \t")) if lead else 0
        yield from _inside_block(lead + bare[:indent], bare[indent:])
        lead = block[len(bare) :] + "\n"


def _blocks(lines: list[str]) -> Iterator[str]:
    """Lines that are prose together, a fence, or one line of a list, table or quote; blank lines go behind."""
    block: list[str] = []
    fence = ""
    for line in lines:
        bare = line.lstrip(" \t")
        if block and not fence and bare and _parts_from(block[-1], line):
            yield "\n".join(block)
            block = []
        block.append(line)
        if not fence:
            fence = fence_mark(bare[after_markers(bare) :])
        elif closes_fence(line, fence):
            fence = ""
    yield "\n".join(block)


def _parts_from(previous: str, line: str) -> bool:
    apart = not previous.strip() or previous.endswith(("  ", "\\")) or "|" in previous or "|" in line
    if apart or line.startswith((_CODE_INDENT, "\t")):
        return True
    bare = previous.lstrip(" \t")
    return starts_block(line.lstrip(" \t")) or (starts_block(bare) and not after_markers(bare))


def _inside_block(lead: str, block: str) -> Iterator[_Sentence]:
    at = after_markers(block)
    verbatim = fence_mark(block[at:].split("\n", 1)[0]) or lead.endswith((_CODE_INDENT, "\t")) or "|" in block
    if verbatim:
        yield _Sentence(lead, False, block, block)
        return
    start, soft = 0, False
    for end in _SENTENCE_END.finditer(block, at):
        yield _sentence(lead, soft, block[start : end.start(1)])
        lead, soft, start = end[1], True, end.end()
    yield _sentence(lead, soft, block[start:])


def _sentence(lead: str, soft: bool, body: str) -> _Sentence:
    return _Sentence(lead, soft, body, " ".join(unicodedata.normalize("NFC", body).split()))


def _edits(base: list[_Sentence], side: list[_Sentence]) -> _Edits:
    edits = _Edits([None] * len(base), [[] for _ in range(len(base) + 1)])
    for kind, i1, i2, j1, j2 in _opcodes([s.key for s in base], [s.key for s in side]):
        if kind == "equal":
            edits.became[i1:i2] = side[j1:j2]
        else:
            _pair(edits, base, side, (i1, i2, j1, j2))
    return edits


def _pair(edits: _Edits, base: list[_Sentence], side: list[_Sentence], span: tuple[int, int, int, int]) -> None:
    """Which reworded sentence was which: the most alike first, the rest by their order if they are equally many."""
    waiting = [span]
    while waiting:
        i1, i2, j1, j2 = waiting.pop()
        alike = _most_alike(base, side, (i1, i2, j1, j2))
        if alike:
            i, j = alike
            edits.became[i] = side[j]
            waiting += [(i1, i, j1, j), (i + 1, i2, j + 1, j2)]
        elif i2 - i1 == j2 - j1:
            edits.became[i1:i2] = side[j1:j2]
        else:
            edits.put[i1] += side[j1:j2]


def _most_alike(
    base: list[_Sentence], side: list[_Sentence], span: tuple[int, int, int, int]
) -> tuple[int, int] | None:
    i1, i2, j1, j2 = span
    if (i2 - i1) * (j2 - j1) > _MOST_PAIRS:
        return None
    others = [set(sentence.key.split()) for sentence in side[j1:j2]]
    best, found = _ALIKE, None
    for i in range(i1, i2):
        own = set(base[i].key.split())
        for j, other in enumerate(others, j1):
            alike = 2 * len(own & other) / (len(own) + len(other) or 1)
            if alike > best:
                best, found = alike, (i, j)
    return found


def _combine(before: _Text, mine: _Edits, yours: _Edits) -> list[_Sentence]:
    merged: list[_Sentence] = []
    for at, base in enumerate(before.sentences):
        merged += _both_put(mine.put[at], yours.put[at])
        ours, theirs = mine.became[at], yours.became[at]
        if ours is None or theirs is None:
            kept = theirs if ours is None else ours
            if kept is not None and kept.key != base.key:
                raise _Conflict
            continue
        _refuse_unclear_place(base, ours, bool(yours.put[at]))
        _refuse_unclear_place(base, theirs, bool(mine.put[at]))
        merged.append(_both_became(base, ours, theirs))
    return merged + _both_put(mine.put[-1], yours.put[-1])


def _both_put(ours: list[_Sentence], theirs: list[_Sentence]) -> list[_Sentence]:
    if ours and theirs and [(s.place, s.key) for s in ours] != [(s.place, s.key) for s in theirs]:
        raise _Conflict
    return min(ours, theirs, key=_exact) if ours and theirs else ours or theirs


def _exact(sentences: list[_Sentence]) -> list[tuple[str, str]]:
    return [(sentence.lead, sentence.body) for sentence in sentences]


def _refuse_unclear_place(base: _Sentence, side: _Sentence, other_put: bool) -> None:
    """One side began a new paragraph here, the other put a sentence here: to which paragraph does it belong?"""
    if other_put and base.lead and side.lead and side.place != base.place:
        raise _Conflict


def _both_became(base: _Sentence, ours: _Sentence, theirs: _Sentence) -> _Sentence:
    key = _three_way(base.key, ours.key, theirs.key)
    same = [side for side in (ours, theirs) if side.key == key]
    body = _reconciled(base.body, same[0].body, same[-1].body)
    # A sentence that stands first in its text has no white space before it, which says nothing about the merged text.
    leads = [side for side in (ours, theirs) if side.lead] or [base]
    place = _three_way(base.place, leads[0].place, leads[-1].place)
    fitting = [side for side in leads if side.place == place]
    lead = _reconciled(base.lead, fitting[0].lead, fitting[-1].lead)
    return _Sentence(lead, fitting[0].soft, body, key)


def _three_way(base: str, ours: str, theirs: str) -> str:
    if ours != theirs and base not in (ours, theirs):
        raise _Conflict
    return theirs if ours == base else ours


def _reconciled(base: str, ours: str, theirs: str) -> str:
    """Where only white space differs there is no conflict; the choice must not depend on who asks."""
    if base in (ours, theirs):
        return theirs if ours == base else ours
    return min(ours, theirs)


def _check_counts(
    base: list[_Sentence], ours: list[_Sentence], theirs: list[_Sentence], merged: list[_Sentence]
) -> None:
    """Where sentences moved, none may come out twice, and none come back that a side removed."""
    before, mine, yours = (Counter(sentence.key for sentence in side) for side in (base, ours, theirs))
    for key, count in Counter(sentence.key for sentence in merged).items():
        known = {before[key], mine[key], yours[key]}
        if len(known) < 3:
            meant = yours[key] if mine[key] == before[key] else mine[key]
            if count != meant:
                raise _Conflict


def _written(sentences: list[_Sentence]) -> str:
    first = "".join(sentences[0].lead.rpartition("\n")[2] if sentences and not sentences[0].soft else "")
    return first + "".join((sentence.lead if at else "") + sentence.body for at, sentence in enumerate(sentences))


def _opcodes(before: Sequence[str], after: Sequence[str]) -> Sequence[Opcode]:
    counts = Counter(after)
    if sum(times * counts[word] for word, times in Counter(before).items()) <= _MOST_STEPS:
        return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    same = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        same += 1
    return [("equal", 0, same, 0, same), ("replace", same, len(before), same, len(after))]


def _joined(parts: list[tuple[Kind, str]]) -> list[tuple[Kind, str]]:
    """Neighbours of one kind together; in a stretch of changes first all that went, then all that came."""
    joined: list[tuple[Kind, str]] = []
    for same, stretch in groupby(parts, key=lambda part: part[0] == "same"):
        texts = list(stretch)
        kinds: tuple[Kind, ...] = ("same",) if same else ("del", "ins")
        for kind in kinds:
            if text := "".join(text for of, text in texts if of == kind):
                joined.append((kind, text))
    return joined


def _calm(parts: list[tuple[Kind, str]]) -> list[tuple[Kind, str]]:
    """Of Chinese and the like a lone letter between two changes goes with them: by itself it is no word that stayed."""
    within = range(1, len(parts) - 1)
    lone = {at for at in within if parts[at][0] == "same" and is_one_letter(parts[at][1])}
    if not lone:
        return parts
    both: tuple[Kind, ...] = ("del", "ins")
    return _joined(
        [(kind, text) for at, (held, text) in enumerate(parts) for kind in (both if at in lone else (held,))]
    )
