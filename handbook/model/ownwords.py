"""Own words and no names: what a transcript says, kept as hashes, so that a clone without the transcript can check.

A `.runs` file holds no sentence and no name, only a truncated hash of each run of six words and of each speaker's name.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handbook.errors import Place, ReadError

RUN = 6  # words in a row that are nobody's chance
LONGEST_NAME = 3  # words
SHORTEST_NAME = 4  # letters of a name that is one word: shorter ones are ordinary words in some language
DIGITS = 10

_HEADER = "handbook-runs 1"
_WORD = re.compile(r"[^\W_]+")  # an underscore is Markdown's emphasis, no part of a word
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]")  # soft hyphens, joiners, marks
_OWNER = re.compile(r"['’ʼ]s\b", re.IGNORECASE)
_APOSTROPHE = re.compile("['’ʼ]")
_HEX = re.compile(rf"[0-9a-f]{{{DIGITS}}}\Z")


def words(text: str) -> list[str]:
    """The words of a text as they are compared: case, punctuation, markup and the form of letters say nothing."""
    return [word.casefold() for word in _written(text)]


@dataclass(frozen=True, slots=True)
class Runs:
    """The hashes of one source: its six-word runs, and the names of those who spoke."""

    salt: str
    runs: frozenset[str]
    names: frozenset[str]

    @classmethod
    def read(cls, data: bytes, file: str = "") -> Runs:
        """What a `.runs` file holds.

        Raises ReadError for anything else: a check without its hashes would find nothing and seem to be clean.
        """
        lines = data.decode("ascii", "replace").splitlines()
        if len(lines) < 2 or lines[0] != _HEADER or not lines[1].startswith("salt "):
            what = f"This file of hashes does not begin with “{_HEADER}” and a salt."
            raise ReadError(what, where=Place(file, 1), todo="Restore it from a release.")
        held: dict[str, set[str]] = {"run": set(), "name": set()}
        for number, line in enumerate(lines[2:], 3):
            kind, _, digest = line.partition(" ")
            if kind in held and _HEX.match(digest):
                held[kind].add(digest)
            elif line:
                what = "This line is no hash, so names and phrases may slip through."
                raise ReadError(what, where=Place(file, number), todo="Restore the file from a release.")
        return cls(lines[1].removeprefix("salt "), frozenset(held["run"]), frozenset(held["name"]))

    def found_in(self, text: str) -> list[str]:
        """The runs of six words that also stand in the source, each stretch of them joined and given once."""
        said = words(text)
        hits = [at for at, run in enumerate(_runs(said)) if _digest(self.salt, run) in self.runs]
        found: list[str] = []
        last = -RUN
        for at in hits:
            if at <= last + 1:  # the next run of the same stretch adds one word
                found[-1] += f" {said[at + RUN - 1]}"
            else:
                found.append(" ".join(said[at : at + RUN]))
            last = at
        return found

    def names_in(self, text: str) -> list[str]:
        """The speakers' names that stand in the text, as written there; of a name within a name only the longer."""
        written = _written(_OWNER.sub("", text))
        found: list[str] = []
        at = 0
        while at < len(written):
            size = next((size for size in _SIZES if self._is_name(written[at : at + size], size)), 0)
            if size:
                found.append(" ".join(written[at : at + size]))
            at += size or 1
        return list(dict.fromkeys(found))

    def _is_name(self, written: list[str], size: int) -> bool:
        if len(written) != size or (size == 1 and not _may_be_name(written[0])):
            return False
        name = " ".join(map(_folded, written))
        # A Dutch or German owner takes an s without an apostrophe.
        return any(_digest(self.salt, form) in self.names for form in {name, name.removesuffix("s")})


_SIZES = range(LONGEST_NAME, 0, -1)


def make(text: str, names: Iterable[str], salt: str, skip_lines: int) -> bytes:
    """The `.runs` file of a transcript; its first lines are its title and notice, which may be quoted.

    The salt is the SHA-256 of the source, so that the hashes of two sources cannot be compared.
    """
    lines = text.split("\n")
    quotable = {run for line in lines[:skip_lines] for run in _runs(words(line))}
    runs = {run for line in lines[skip_lines:] for run in _runs(words(line))} - quotable
    folded = {" ".join(map(_folded, _written(name))) for name in names}
    too_long = [name for name in folded if not 1 <= len(name.split()) <= LONGEST_NAME]
    if too_long:
        raise ValueError(f"A name has one to {LONGEST_NAME} words.")
    held = [f"run {digest}" for digest in sorted({_digest(salt, run) for run in runs})]
    held += [f"name {digest}" for digest in sorted({_digest(salt, name) for name in folded})]
    return "\n".join([_HEADER, f"salt {salt}", *held, ""]).encode("ascii")


def _written(text: str) -> list[str]:
    """The words as they stand, with what no reader sees taken out."""
    seen = html.unescape(text) if "&" in text else text
    seen = _APOSTROPHE.sub("", _UNSEEN.sub("", unicodedata.normalize("NFKC", seen)))
    return _WORD.findall(seen)


def _runs(said: list[str]) -> Iterator[str]:
    return (" ".join(said[at : at + RUN]) for at in range(len(said) - RUN + 1))


def _may_be_name(word: str) -> bool:
    return len(word) >= SHORTEST_NAME and word[0].isupper()


def _folded(word: str) -> str:
    """A word of a name without case and accents: captions drop them, and writers put them back."""
    bare = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def _digest(salt: str, words: str) -> str:
    return hashlib.sha256(f"{salt}\n{words}".encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
