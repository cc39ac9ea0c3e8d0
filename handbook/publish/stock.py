"""What the pages of all editions and languages share while they are made: layers, rendered fragments, failures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from handbook.editions.layer import of_practice
from handbook.editions.resolve import layers, practice_ids, taken_in
from handbook.errors import HandbookError
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.resolved import Resolved, Stance
from handbook.publish.markdown import Renderer
from handbook.publish.views import Block, ChecklistPart, Entry


@dataclass(frozen=True, slots=True)
class Failure:
    """A text that could not be shown: the pages around it were made all the same."""

    edition: str
    practice: str
    unit: str
    message: str

    def __str__(self) -> str:
        """One line: where it stands, and why."""
        return f"{' '.join(part for part in (self.practice, self.unit) if part)}: {self.message}"


class Stock:
    """Shared by every edition and language that one run publishes, so that nothing is worked out twice."""

    def __init__(
        self,
        handbook: Handbook,
        renderer: Renderer | None = None,
        broken: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    ) -> None:
        self.handbook = handbook
        self.renderer = renderer or Renderer()
        self.broken = broken or {}  # edition -> (file, why) of those that cannot be read
        self.failures: list[Failure] = []
        self.blocks: dict[tuple[str, ...], Markup] = {}  # key of a block -> its HTML
        self.searched: dict[tuple[str, ...], str] = {}  # key of a practice's words -> what search finds it by
        self.shared_blocks: dict[tuple[str, ...], list[Block]] = {}  # key of a practice's words -> its blocks
        self._layered: dict[tuple[str, str], Resolved] = {}
        self.entries: dict[tuple[object, ...], Entry] = {}  # a practice in a list, by its words and where the list lies
        self.parts: dict[tuple[object, ...], ChecklistPart] = {}  # what it asks of a group, likewise
        self._plain: dict[tuple[str, str], bool] = {}  # whether nothing is marked as changed there
        self._chains: dict[str, tuple[Edition, ...]] = {}
        self._ids: dict[str, list[str]] = {}
        self._taken: dict[str, dict[str, str]] = {}

    def chain(self, edition_id: str) -> tuple[Edition, ...]:
        """The editions that this one builds on, itself last."""
        if edition_id not in self._chains:
            self._chains[edition_id] = self.handbook.chain(edition_id)
        return self._chains[edition_id]

    def practice_ids(self, edition_id: str) -> list[str]:
        """The ids of all practices an edition has."""
        if edition_id not in self._ids:
            self._ids[edition_id] = practice_ids(self.chain(edition_id))
        return self._ids[edition_id]

    def taken_in(self, edition_id: str) -> dict[str, str]:
        """The id a practice bore here -> the one it bears in an edition above, which has taken it in."""
        if edition_id not in self._taken:
            self._taken[edition_id] = taken_in(self.chain(edition_id))
        return self._taken[edition_id]

    def layered(self, edition_id: str, practice_id: str) -> Resolved:
        """A practice as an edition has it, in the languages it is written in."""
        key = edition_id, practice_id
        if key not in self._layered:
            self._layered[key] = self._lay(edition_id, practice_id)
        return self._layered[key]

    def origin(self, edition_id: str, practice_id: str, language: str) -> str:
        """The edition whose page of a practice reads word for word as this one's: itself, or one above.

        Only the words of the practice count; the names around them come from the taxonomy and the sources.
        """
        while True:
            edition = self.chain(edition_id)[-1]
            names = practice_id, str(self.layered(edition_id, practice_id).practice.content.get("from", ""))
            translated = any((language, name) in edition.translations for name in names)
            if translated or not self._passes_on(edition, practice_id):
                return edition_id
            edition_id = edition.parent

    def text(self, text: str, *, block: bool, unit: tuple[str, str, str]) -> Markup:
        """Field text as HTML; one that cannot be rendered is recorded, and its page says so."""
        try:
            return Markup(self.renderer.block(text) if block else self.renderer.line(text))  # noqa: S704
        except HandbookError as error:
            edition, practice, path = unit
            self.failures.append(Failure(edition, practice, path, f"{error.what} {error.todo}".strip()))
            return Markup("<p>{}</p>").format("…") if block else escape("…")

    def _lay(self, edition_id: str, practice_id: str) -> Resolved:
        chain = self.chain(edition_id)
        edition = chain[-1]
        if self._passes_on(edition, practice_id):
            above = self.layered(edition.parent, practice_id)
            not_for = (above.edition, above.stance_why) if above.stance is Stance.NOT_FOR_US else above.above_not_for
            return replace(above, edition=edition.id, stance=Stance.NOT_YET, stance_why="", above_not_for=not_for)
        return layers(chain, practice_id)[-1]

    def _passes_on(self, edition: Edition, practice_id: str) -> bool:
        """Whether an edition has the practice just as the one above, which itself marks nothing as changed."""
        if not edition.parent or practice_id in edition.practices or practice_id in edition.adaptations:
            return False
        above = edition.parent, practice_id
        held = self.layered(*above)
        if above not in self._plain:
            self._plain[above] = not held.changed()
        return self._plain[above] and of_practice(edition, held.practice) is None
