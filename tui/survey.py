"""What the library shows besides the list: computed in a thread of its own, over a workspace of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handbook.checks.survey import Marks, survey
from handbook.editions.resolve import layers, practice_ids
from handbook.editions.translated import in_language
from handbook.exchange.inbox import waiting
from handbook.model.ownwords import Runs
from handbook.search import Index
from handbook.store.reviews import reviews
from handbook.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Surveyed:
    """Marks and open comments by practice, the index of words, how many decisions wait, and what is borrowed from."""

    marks: Mapping[str, Marks]
    comments: Mapping[str, int]
    index: Index
    waiting: int
    runs: Mapping[str, Runs]  # hashes of the sources: by them borrowed words and names are told
    titles: Mapping[str, str]  # practice → its title in the edition's language, where it is a translation


def surveyed(root: Path, edition: str) -> Surveyed:
    """Look at a whole edition."""
    workspace = Workspace.open(root)
    index = Index(workspace, edition)
    marks = survey(workspace, edition)
    comments = {one.practice: len(one.open) for one in reviews(workspace, edition) if one.open}
    runs = {source: held for name in workspace.handbook.editions for source, held in workspace.runs(name).items()}
    return Surveyed(marks, comments, index, len(waiting(workspace, edition)), runs, _titles(workspace, edition))


def _titles(workspace: Workspace, edition: str) -> dict[str, str]:
    """Titles in the language of the edition, as its readers see them."""
    chain = workspace.handbook.chain(edition)
    lang = chain[-1].languages[0]
    begun = {name for one in chain for code, name in one.translations if code == lang}
    return {
        name: str(in_language(layers(chain, name)[-1], chain, lang).value("title"))
        for name in practice_ids(chain)
        if name in begun
    }
