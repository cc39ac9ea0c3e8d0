"""Ten years as a local edition: real files, a release of the shared edition a year, and one decision a question."""

from __future__ import annotations

import copy
from pathlib import Path

from handbook.editions import adapt
from handbook.editions.decide import decided
from handbook.editions.resolve import layers
from handbook.editions.snapshot import frozen, thawed
from handbook.editions.status import questions
from handbook.editions.tidy import tidied
from handbook.model.adaptation import Change
from handbook.model.handbook import Handbook
from handbook.model.plan import Plan
from handbook.model.question import Decision
from handbook.model.release import Release
from handbook.model.resolved import Item, Resolved
from handbook.store.plans import carry_out
from handbook.store.workspace import Workspace
from tests.journeys.ten_years.judge import Judge, Score
from tests.journeys.ten_years.shared import LISTS, Edit, History, Shared, Tree, Trees, change, value_of
from tests.journeys.ten_years.written import files

SHARED, LOCAL = "shared", "ke"
WHY = "Our members asked for it."
FIRST_DAY = 2026
EDITION = 'format: "1"\nid: {id}\ntitle: {{en: The {id} edition}}\nstanding: official\nlanguages: [en]\n'


def played(history: History, start: Trees, folder: Path) -> list[Score]:
    """Play a history with the handbook's own verbs in an empty folder: a score for each release taken in."""
    local = _Local(history, Shared(copy.deepcopy(start)), folder)
    scores = []
    for year, edits in enumerate(history.years, 1):
        for edit in edits:
            local.shared.apply(edit)
        released = local.release(year)
        if history.is_taken(year):
            scores.append(local.sync(released))
    return scores


class _Local:
    """Two workspaces: of the shared edition, whose files change, and of the local one, which reads its releases."""

    def __init__(self, history: History, shared: Shared, folder: Path) -> None:
        self.shared = shared
        self.judge = Judge(history.local, shared.practices)
        self.theirs = _begun(folder / "theirs", SHARED)
        self.workspace = _begun(folder / "ours", LOCAL, f"builds_on: {SHARED}\n")
        self.pinned = _read_back(self.release(0))
        for edit in history.local:
            plan = _adapted(self.handbook, edit, shared.practices[edit[1]])
            carry_out(self.workspace, LOCAL, plan)

    @property
    def handbook(self) -> Handbook:
        """What the local edition sees: its own files as they are now, and the release it is pinned to; no more."""
        ours = self.workspace.handbook.edition(LOCAL)
        return Handbook({}, {LOCAL: ours}, {LOCAL: self.pinned.chain})

    def release(self, year: int) -> bytes:
        """The shared edition writes its files, and releases them."""
        entries = self.theirs.folder(SHARED) / "entries"
        for name, text in files(self.shared):
            (entries / name).write_text(text, encoding="utf-8")
        self.theirs.refresh()
        return frozen(self.theirs.handbook.chain(SHARED), str(year + 1), f"{FIRST_DAY + year}-11-22")

    def sync(self, released: bytes) -> Score:
        """The news come in; the editor takes a ready merge, and keeps her words where there is none."""
        before = self._their_items()
        self.pinned = _read_back(released)
        score = Score()
        asked = set()
        for question in questions(self.handbook, LOCAL):
            asked.add(question.practice)
            score.questions += 1
            score.conflicts += question.suggestion is None
            answer = Decision.KEEP if question.suggestion is None else Decision.MERGE
            item = before.get((question.practice, question.path))
            plan = decided(self.handbook, LOCAL, question, answer, before=item)
            carry_out(self.workspace, LOCAL, plan)
        for plan in tidied(self.handbook, LOCAL):
            carry_out(self.workspace, LOCAL, plan)
        score.unparsed += len(self.theirs.broken) + len(self.workspace.broken)
        score.add(self.judge.year(self.shared.practices, self._practices(), asked))
        return score

    def _their_items(self) -> dict[tuple[str, str], Item]:
        """The shared items by practice and path, as last taken in: what one said that is gone from the next."""
        found: dict[tuple[str, str], Item] = {}
        for name in self.shared.practices:
            for place, items in layers(self.pinned.chain, name)[-1].lists.items():
                found |= {(name, f"{place}/{item.id}"): item for item in items}
        return found

    def _practices(self) -> Trees:
        chain = self.handbook.chain(LOCAL)
        return {name: _read(layers(chain, name)[-1]) for name in self.shared.practices}


def _begun(folder: Path, edition: str, more: str = "") -> Workspace:
    (folder / "practices" / edition / "entries").mkdir(parents=True)
    (folder / "handbook.yaml").write_text('format: "1"\ntitle: {en: Ten years}\n', encoding="utf-8")
    (folder / "practices" / edition / "edition.yaml").write_text(EDITION.format(id=edition) + more, encoding="utf-8")
    return Workspace.open(folder)


def _read_back(released: bytes) -> Release:
    return thawed(released, f"{SHARED}.json")


def _adapted(handbook: Handbook, edit: Edit, practice: Tree) -> Plan:
    """A local edit of the first day, as an editor makes it."""
    verb, name, *rest = edit
    match verb:
        case "add":
            place, after, item = rest
            basis = {} if place == "pitfalls" else {"basis": "editors"}
            return adapt.added(handbook, LOCAL, name, place, {**item, **basis, "why": WHY}, after=[after])
        case "remove":
            return adapt.hidden(handbook, LOCAL, name, "/".join(rest), WHY)
        case "move":
            return adapt.moved(handbook, LOCAL, name, "/".join(rest[:2]), [rest[2]], WHY)
        case "join":
            said = Change(add=(rest[1],), why=WHY)
        case "leave":
            said = Change(remove=(rest[1],), why=WHY)
        case _:
            ours = copy.deepcopy(practice)
            change(ours, [verb, *rest])
            new = value_of(ours, rest[0])
            said = Change(text=new, why=WHY) if verb == "say" else Change(value=new, why=WHY)
    return adapt.adapted(handbook, LOCAL, name, rest[0], said)


def _read(resolved: Resolved) -> Tree:
    """A resolved practice in the form of the histories."""
    found: Tree = {"status": resolved.practice.status, "priority": {}}
    for path, unit in resolved.parts.items():
        group, dot, part = path.partition(".")
        if not dot:
            found[group] = unit.value
        elif group == "priority":
            found[group][part] = unit.value
    for name in LISTS:
        found[name] = [
            {"id": item.id, **{part: unit.value for part, unit in item.units.items()}} for item in resolved.items(name)
        ]
    return found
