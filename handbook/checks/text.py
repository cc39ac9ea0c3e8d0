"""Text: whether it can be rendered, read and understood, and whether other programs read it as text at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handbook.checks.around import Around
from handbook.checks.finding import Finding, Rule, Severity, quoted
from handbook.checks.held import Held, texts
from handbook.model import fields as declared
from handbook.model.fields import CAP
from handbook.model.ownwords import words

LONGEST_SENTENCE = 35  # words

TOO_LARGE = Rule("text-too-large", Severity.ERROR, "A text is larger than a page can carry")
UNUSED_TERM = Rule("text-unused-term", Severity.ADVICE, "A term is listed, but the entry does not use it")
UNDEFINED_TERM = Rule("text-undefined-term", Severity.ADVICE, "An abbreviation that no glossary explains")
LONG_SENTENCE = Rule("text-long-sentence", Severity.ADVICE, "A sentence is hard to follow")
UNQUOTED = Rule("text-unquoted", Severity.WARNING, "A text without quotes that other programs misread")

RULES = (TOO_LARGE, UNDEFINED_TERM, UNUSED_TERM, LONG_SENTENCE, UNQUOTED)

Unquoted = tuple[str, str, int, str]  # file, pointer, line, edition

_STOP = re.compile(r"(?<=[.!?؟。…])[\"”’»)\]]*\s+|\n\s*\n|\n(?=\s*(?:[-+*#>|]|\d+[.)]))")
_ABBREVIATION = re.compile(r"\b[A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9]*\b")
_WIDEST = 4  # bytes of one sign
_SHORTEST = 3  # shorter ones are countries and the like: EU, US, G7
_ACTED_ON = ("what", "do")  # the blocks of a page by which a reader decides what to do
_ADDRESS = re.compile(r"\]\([^)]*\)|https?://\S+")


def of_file(around: Around, held: Held) -> Iterator[Finding]:
    """Texts of one file that are too large, hard to follow, or list words they do not use."""
    yield from _too_large(held)
    yield from _long_sentences(held)
    if held.shape is declared.PRACTICE:
        yield from _undefined_terms(held, around.explained)
        yield from _unused_terms(held, around.glossaries)


def unquoted(found: Iterable[Unquoted]) -> Iterator[Finding]:
    """Texts such as no, 12:30 or 2016-12-08 that stand without quotes."""
    for file, pointer, line, edition in found:
        message = f"The value of {quoted(pointer)} has no quotes: other programs read a number, a date, or yes or no."
        yield Finding(UNQUOTED, file, pointer, message, 'Put it in quotes, such as "no" or "12:30".', edition, line)


def _too_large(held: Held) -> Iterator[Finding]:
    if not _may_be_large(held.tree):
        return
    for pointer, text in texts(held.tree):
        size = len(text.encode("utf-8", "surrogatepass"))
        if size > CAP:
            message = f"This text has {size:,} bytes; a page carries at most {CAP:,}."
            yield held.breaks(TOO_LARGE, pointer, message, "Split it, or move parts of it to other fields.")


def _may_be_large(tree: Any) -> bool:
    """Whether a text of a file might be, told from its length; hardly any is, and to name each of them takes time."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            if len(node) * _WIDEST > CAP:
                return True
        elif isinstance(node, Mapping):
            waiting += node.values()
            if any(len(str(key)) * _WIDEST > CAP for key in node):
                return True
        elif isinstance(node, list | tuple):
            waiting += node
    return False


def _long_sentences(held: Held) -> Iterator[Finding]:
    for spot, said in held.said:
        long = [text for text in said if not _is_short(text) and _length(text) > LONGEST_SENTENCE]
        longest = max((sentence for text in long for sentence in _sentences(text)), key=_length, default="")
        if _length(longest) > LONGEST_SENTENCE:
            message = f"The sentence {quoted(longest)} has {_length(longest)} words."
            yield held.breaks(LONG_SENTENCE, spot.pointer, message, "Make two sentences of it.")


def _sentences(text: str) -> list[str]:
    return _STOP.split(_ADDRESS.sub(" ", text)) if len(text) <= CAP else []


def _is_short(text: str) -> bool:
    """Whether it has too few signs for a sentence that is too long; outside ASCII one sign may stand for several."""
    return text.isascii() and len(text) < 2 * LONGEST_SENTENCE


def _length(sentence: str) -> int:
    return len(words(sentence))


def _undefined_terms(held: Held, explained: set[str]) -> Iterator[Finding]:
    named = {
        word for one in held.tree.get("evidence", ()) for word in words(one.get("speaker", {}).get("organisation", ""))
    }
    for spot, said in held.said:
        if not any(_ABBREVIATION.search(text) for text in said):
            continue
        field = held.shape.field(re.split(r"[./]", spot.pointer)[0])
        if field is None or (field.page not in _ACTED_ON and field.name != "title"):
            continue
        for found in dict.fromkeys(_ABBREVIATION.findall(_ADDRESS.sub(" ", " ".join(said)))):
            known = set(words(found)) | {found.casefold().removesuffix("s")}
            if len(found) >= _SHORTEST and not known & (explained | named):
                message = f"{quoted(found)} is explained nowhere: a reader who does not know it cannot act on this."
                yield held.breaks(UNDEFINED_TERM, spot.pointer, message, "Write it out, or add it to glossary.yaml.")


def _unused_terms(held: Held, glossaries: Iterable[Mapping[str, Any]]) -> Iterator[Finding]:
    """Only against a glossary in the entry's own language: another language has other words."""
    listed = held.tree.get("terms", [])
    if not listed:
        return
    terms = {term["id"]: term for glossary in glossaries if glossary["lang"] == held.lang for term in glossary["terms"]}
    said = {word for _, texts in held.said for text in texts for word in words(text)}
    for name in listed:
        term = terms.get(name)
        if term and not (_used(term["term"], said) or _used(term.get("short", ""), said)):
            message = f"The term {quoted(term['term'])} is listed, but its words do not stand in this entry."
            yield held.breaks(UNUSED_TERM, "terms", message, f"Take {name} out of terms, or use the word.")


def _used(term: str, said: set[str]) -> bool:
    """Whether all words of a term are there, in some ending: duties for duty, harmonise for harmonisation."""
    stems = [word if len(word) < 4 else word[: max(3, len(word) * 3 // 5)] for word in words(term)]
    return bool(stems) and all(any(word.startswith(stem) for word in said) for stem in stems)
