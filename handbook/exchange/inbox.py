"""The inbox: all that waits for an edition's editor, a short line each, in the order in which it is best settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from handbook.editions.asked import label, reason
from handbook.editions.changelog import title
from handbook.editions.resolve import practice_ids, taken_in
from handbook.editions.status import status
from handbook.editions.translate import Standing, translations
from handbook.errors import DecisionError, HandbookError
from handbook.exchange.proposal import Proposal
from handbook.exchange.proposal_file import read
from handbook.model.edition import Edition, in_language
from handbook.model.handbook import Handbook
from handbook.model.review import Review
from handbook.model.review import Standing as Reviewed
from handbook.model.units import spoken
from handbook.store import proposals
from handbook.store.reviews import reviews
from handbook.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what it is about, and in a few words why."""

    kind: Literal["changed", "proposal", "review", "translation"]
    practice: str  # empty where a proposal cannot be read
    title: str  # of the practice, or of a file that cannot be read
    path: str  # of the unit; empty for a whole practice and for a proposal of several units
    lang: str  # of a translation; else empty
    label: str
    sentence: str
    key: str  # the same as long as the same thing waits
    file: str = ""  # of a proposal or a review


def waiting(workspace: Workspace, edition: str) -> list[Waiting]:
    """All that waits for the editor of an edition; raises UnknownEdition, and what `Handbook.chain` raises."""
    chain = workspace.handbook.chain(edition)
    return [
        *_changed(workspace.handbook, chain),
        *proposed(workspace, edition),
        *_to_review(workspace, chain),
        *_outdated(workspace.handbook, chain),
    ]


def proposed(workspace: Workspace, edition: str) -> list[Waiting]:
    """The proposals among them; raises what `waiting` raises."""
    chain = workspace.handbook.chain(edition)
    return [_proposed(workspace, chain, file) for file in proposals.waiting(workspace, edition)]


def _changed(handbook: Handbook, chain: Sequence[Edition]) -> Iterator[Waiting]:
    for question in status(handbook, chain[-1].id).questions:
        key = f"changed {question.practice} {question.path}".rstrip()
        named = title(question.practice, chain)
        yield Waiting(
            "changed", question.practice, named, question.path, "", label(question.path), reason(question), key
        )


def _proposed(workspace: Workspace, chain: Sequence[Edition], file: str) -> Waiting:
    name, key = file.rpartition("/")[2], f"proposal {file}"
    try:
        held = read(proposals.opened(workspace, file), name)
    except HandbookError:
        return Waiting("proposal", "", name, "", "", "A proposal", "it cannot be read", key, file)
    why = f"proposed by {_called(workspace.handbook, held.origin, chain[-1].languages[0])}"
    return Waiting("proposal", held.practice, _about(chain, held), *_of(held), why, key, file)


def _to_review(workspace: Workspace, chain: Sequence[Edition]) -> Iterator[Waiting]:
    for held in reviews(workspace, chain[-1].id):
        if why := _wanted(held):
            key, named = f"review {held.practice}", title(held.practice, chain)
            yield Waiting("review", held.practice, named, "", "", label(""), why, key, held.file)


def _outdated(handbook: Handbook, chain: Sequence[Edition]) -> Iterator[Waiting]:
    """Only those of this edition; what one above has yet to mend is not its work."""
    here = chain[-1]
    known, taken = set(practice_ids(chain)) if here.translations else set(), taken_in(chain)
    for lang in here.languages:
        begun = {name for of, name in here.translations if of == lang}
        for practice in dict.fromkeys(name if name in known else taken.get(name, "") for name in sorted(begun)):
            if practice in known:
                yield from _outdated_in(handbook, here.id, practice, lang)


def _outdated_in(handbook: Handbook, edition: str, practice: str, lang: str) -> Iterator[Waiting]:
    try:
        units = translations(handbook, edition, lang, practice)
    except DecisionError:
        return  # no page shows it, so nobody reads the old words
    for unit in units:
        if unit.standing is Standing.OUTDATED and unit.edition == edition:
            key = f"translation {lang} {practice} {unit.path}"
            yield Waiting(
                "translation", practice, unit.title, unit.path, lang, spoken(unit.path), "the original changed", key
            )


def _called(handbook: Handbook, origin: str, lang: str) -> str:
    """An edition as people call it, where it is one of this workspace; else its id."""
    held = handbook.editions.get(origin)
    return in_language(held.content.get("name") or held.content["title"], lang, origin)[0] if held else origin


def _about(chain: Sequence[Edition], held: Proposal) -> str:
    if held.entry is not None:
        return str(held.entry.get("title", held.practice))
    here = {practice.content.get("from"): practice.title for one in chain for practice in one.practices.values()}
    found = title(held.practice, chain)
    return found if found != held.practice else here.get(held.practice, held.practice)


def _of(held: Proposal) -> tuple[str, str, str]:
    """Path, language and label: of one unit its own, of several the first with how many more there are."""
    if held.entry is not None:
        return "", "", label("")
    paths = [*(unit.path for unit in held.units), *(path for path, _ in held.items())]
    more = len(paths) - 1
    return ("" if more else paths[0]), "", spoken(paths[0]) + (f" and {more} more" if more else "")


def _wanted(held: Review) -> str:
    if held.state is Reviewed.ASKED:
        return f"review asked of {held.asked['of']}" if held.asked.get("of") else "review asked"
    comments = len(held.open)
    said = f"{comments} comment{'' if comments == 1 else 's'} to settle" if comments else ""
    if held.state is Reviewed.SENT_BACK:
        return f"sent back, {said}" if said else "sent back"
    return said
