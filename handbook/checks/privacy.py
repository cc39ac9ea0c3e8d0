"""Privacy and own words: no speaker's name and no six words of a transcript in a row, in whatever field or language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handbook.checks.finding import Finding, Rule, Severity, quoted
from handbook.checks.held import Held, held_files, texts
from handbook.model import fields as declared
from handbook.model.edition import Edition
from handbook.model.ownwords import Runs

NAME = Rule("privacy-name", Severity.ERROR, "The name of a speaker stands in the text")
OWN_WORDS = Rule("privacy-own-words", Severity.ERROR, "Six words in a row of a transcript")
UNCHECKED = Rule("privacy-source-unchecked", Severity.ADVICE, "A session whose names and words cannot be checked")

RULES = (NAME, OWN_WORDS, UNCHECKED)

Files = Iterable[tuple[str, Any]]  # file -> its tree, or its text if it is a hand-written page
Borrowed = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]  # names, and (source, run)

_MOST_REMEMBERED = 20_000  # texts


class _Memory:
    """What texts were found to borrow: while somebody writes, one of them changes and hundreds do not."""

    def __init__(self) -> None:
        self._last: tuple[Mapping[str, Runs], dict[str, Borrowed]] = ({}, {})

    def of(self, runs: Mapping[str, Runs]) -> dict[str, Borrowed]:
        """By text, for as long as the very same sources are asked."""
        last = self._last  # taken once, since another thread may ask with other sources
        if last[0] is not runs or len(last[1]) > _MOST_REMEMBERED:
            last = self._last = runs, {}
        return last[1]


_MEMORY = _Memory()


def check(edition: Edition, files: Files, runs: Mapping[str, Runs]) -> Iterator[Finding]:
    """Names and borrowed words in the files of an edition, by the hashes of all sources it can cite."""
    yield from _unchecked(edition, runs)
    for file, held in files:
        if isinstance(held, str):
            yield from _in_page(edition.id, file, held, runs)
        else:
            for pointer, text in texts(held):
                yield from _in_text(edition.id, file, pointer, text, runs)


def of_file(held: Held, tree: Mapping[str, Any], runs: Mapping[str, Runs]) -> Iterator[Finding]:
    """Names and borrowed words in all that one file holds."""
    if not runs:
        return
    known = _MEMORY.of(runs)
    for pointer, text in texts(tree):
        if text not in known:
            known[text] = _borrowed(text, runs)
        yield from _told(held.edition, held.file, pointer, known[text])


def _in_page(edition: str, file: str, page: str, runs: Mapping[str, Runs]) -> Iterator[Finding]:
    """A page by paragraphs, so that the finding has a line."""
    line = 1
    for paragraph in page.replace("\r\n", "\n").split("\n\n"):
        yield from _in_text(edition, file, "", paragraph, runs, line)
        line += paragraph.count("\n") + 2


def _in_text(
    edition: str, file: str, unit: str, text: str, runs: Mapping[str, Runs], line: int = 0
) -> Iterator[Finding]:
    yield from _told(edition, file, unit, _borrowed(text, runs), line)


def _borrowed(text: str, runs: Mapping[str, Runs]) -> Borrowed:
    names = dict.fromkeys(name for held in runs.values() for name in held.names_in(text))
    return tuple(names), tuple((source, run) for source, held in runs.items() for run in held.found_in(text))


def _told(edition: str, file: str, unit: str, borrowed: Borrowed, line: int = 0) -> Iterator[Finding]:
    names, taken = borrowed
    for name in names:
        message = f"{quoted(name)} is the name of somebody who spoke in a session."
        todo = "Write the role and the organisation in its place; names stand nowhere in the handbook."
        yield Finding(NAME, file, unit, message, todo, edition, line)
    for source, run in taken:
        message = f"The words {quoted(run)} stand in the transcript {quoted(source)} as well."
        yield Finding(OWN_WORDS, file, unit, message, "Say it in your own words.", edition, line)


def _unchecked(edition: Edition, runs: Mapping[str, Runs]) -> Iterator[Finding]:
    sources: Held | None = next((held for held in held_files(edition) if held.shape is declared.SOURCES), None)
    for source in sources.tree["sources"] if sources else []:
        if sources and source["kind"] == "session" and source["id"] not in runs:
            message = f"There is no file {source['id']}.runs, so nobody can check that no name or phrase was copied."
            todo = "Ask the people who have the transcript to make it; see the manual."
            yield sources.breaks(UNCHECKED, f"sources/{source['id']}", message, todo)
