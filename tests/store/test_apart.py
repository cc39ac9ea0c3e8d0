"""Editions never see each other's edits, on disk too: what one does leaves every byte of the others as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handbook.editions.adapt import adapted, hidden, reviewed
from handbook.editions.decide import decided
from handbook.editions.fingerprint import fingerprint
from handbook.editions.resolve import practice_ids, resolve
from handbook.editions.status import questions
from handbook.editions.translate import translated
from handbook.exchange.offer import Readiness
from handbook.exchange.proposal import Proposal, ProposedUnit, experience, improvement
from handbook.exchange.proposal_file import file_of, read, written
from handbook.exchange.receiving import accepted, compared
from handbook.model.adaptation import Change
from handbook.model.plan import Plan
from handbook.model.question import Decision
from handbook.store.plans import carry_out
from handbook.store.sync import sync, undo
from handbook.store.tidying import tidy
from handbook.store.workspace import Workspace
from tests.small import SUMMARY, TRUST, small
from tests.store.released import following, release, touched

DATE = "2026-11-22"
KE = """\
format: "1"
id: ke
title: {en: Kenya's edition}
standing: example
languages: [en, sw]
builds_on: global
licence: CC-BY-4.0
"""
KE_ADAPT = f"""\
format: "1"
adapts: build-trust
lang: en
changes:
  summary: {{text: Meet every week., why: A month is long., base: {fingerprint(SUMMARY)}}}
additions:
  checklist:
    - {{id: ke/ask, text: Ask twice., groups: [hotline], kind: do, basis: editors, why: It helps.}}
"""
NEWS = "Meet once a year. Keep your word."
OURS = "Kom elke week bij elkaar."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A shared edition and two that build on it; each has read release 1, adapted the summary, and release 2 is out."""
    small(tmp_path, {"practices/ke/edition.yaml": KE, "practices/ke/adapt/build-trust.yaml": KE_ADAPT})
    trust = tmp_path / TRUST
    release(tmp_path, "1")
    following(tmp_path)
    sync(Workspace.open(tmp_path), "ke", to="1")
    workspace = Workspace.open(tmp_path)
    carry_out(
        workspace, "ke", adapted(workspace.handbook, "ke", "build-trust", "title", Change(text="Trust.", why="w"))
    )
    carry_out(workspace, "nl", adapted(workspace.handbook, "nl", "build-trust", "summary", Change(text=OURS, why="w")))
    level = Change(value="established", why="w")
    carry_out(workspace, "nl", adapted(workspace.handbook, "nl", "build-trust", "maturity", level))
    trust.write_text(trust.read_text().replace(SUMMARY, NEWS).replace("maturity: emerging", "maturity: established"))
    release(tmp_path, "2")
    return tmp_path


def plans(*made: Callable[[Workspace], Plan]) -> Callable[[Workspace], bool]:
    """Carries out plans one after the other; whether anything was written."""

    def act(workspace: Workspace) -> bool:
        return all(carry_out(workspace, "nl", make(workspace)) for make in made)

    return act


def _decides(workspace: Workspace) -> bool:
    sync(workspace, "nl", unsigned=True)
    asked = [one for one in questions(workspace.handbook, "nl") if one.path == "summary"]
    plan = decided(workspace.handbook, "nl", asked[0], Decision.TAKE)
    return bool(carry_out(workspace, "nl", plan))


def _tidies(workspace: Workspace) -> bool:
    sync(workspace, "nl", unsigned=True)
    return any("says the same" in line for line in tidy(workspace, "nl"))


def _goes_back(workspace: Workspace) -> bool:
    return sync(workspace, "nl").new and undo(workspace, "nl").new


def _tells(workspace: Workspace) -> bool:
    told = {"organisation": "A hotline", "date": "2026-05", "outcome": "worked", "text": "Het hielp."}
    edition = workspace.folder("nl") / "edition.yaml"
    edition.write_text(f"{edition.read_text()}licence: CC-BY-4.0\n")
    workspace.refresh()
    return bool(carry_out(workspace, "nl", experience(workspace.handbook, "nl", "build-trust", told, date=DATE)[1]))


def _receives(workspace: Workspace) -> bool:
    """From an edition elsewhere that builds on the Dutch one."""
    unit = ProposedUnit("summary", text="Kom elke maand bij elkaar.", base=OURS, gloss="Meet every month.")
    sent = Proposal("improvement", "delft", "nl", "build-trust", "nl", "CC-BY-4.0", DATE, units=(unit,))
    came = read(written(sent), file_of(sent))
    offer = compared(workspace.handbook, "nl", came)[0]
    return bool(carry_out(workspace, "nl", accepted(workspace.handbook, "nl", came, offer)))


ACTS: dict[str, Callable[[Workspace], bool]] = {
    "adapting": plans(
        lambda w: adapted(w.handbook, "nl", "build-trust", "maturity", Change(value="ended", why="w")),
        lambda w: adapted(w.handbook, "nl", "build-trust", "checklist/list.text", Change(text="Een lijst.", why="w")),
        lambda w: hidden(w.handbook, "nl", "build-trust", "steps/invite", "Niet hier."),
        lambda w: reviewed(w.handbook, "nl", "build-trust", "not-for-us", release="1", why="Niet hier."),
    ),
    "setting its words back": plans(
        lambda w: adapted(w.handbook, "nl", "build-trust", "summary", Change(text=SUMMARY, why="w"))
    ),
    "translating": plans(
        lambda w: translated(w.handbook, "nl", "build-trust", "nl", {"problem": "Een gesprek komt te laat."}),
        lambda w: translated(w.handbook, "nl", "nl/hub", "en", {"summary": "One desk."}),
    ),
    "taking a release in": lambda w: sync(w, "nl").new,
    "going back to the release before": _goes_back,
    "deciding": _decides,
    "tidying": _tidies,
    "telling an experience": _tells,
    "receiving": _receives,
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_an_edition_leaves_the_others_as_they_were_when(act: str, root: Path) -> None:
    before, shown = _of(root, "ke", "global"), _pages(root, "ke", "global")
    mine = _of(root, "nl")
    assert ACTS[act](Workspace.open(root))
    assert _of(root, "nl") != mine
    assert _of(root, "ke", "global") == before
    assert _pages(root, "ke", "global") == shown


def test_the_shared_edition_takes_in_what_one_gives_and_neither_of_them_is_touched(root: Path) -> None:
    before, shown, theirs = _of(root, "ke", "nl"), _pages(root, "ke", "nl"), _of(root, "global")
    workspace = Workspace.open(root)
    proposal = improvement(workspace.handbook, "ke", "build-trust", "checklist/ke/ask", date=DATE)
    came = read(written(proposal), file_of(proposal))
    for offer in compared(workspace.handbook, "global", came):
        assert offer.state is Readiness.READY
        assert carry_out(workspace, "global", accepted(workspace.handbook, "global", came, offer))
    release(root, "3")
    assert _of(root, "global") != theirs
    assert _of(root, "ke", "nl") == before and _pages(root, "ke", "nl") == shown
    sync(workspace, "ke")
    assert tidy(workspace, "ke")
    assert _of(root, "nl") == _only(before, "nl")
    assert _pages(root, "nl") == _only(shown, "nl")


def _of(root: Path, *editions: str) -> dict[str, tuple[bytes, int]]:
    """The bytes and times of all files of some editions."""
    return {name: held for name, held in touched(root).items() if name.split("/")[1:2] in [[one] for one in editions]}


def _only(held: dict[str, Any], edition: str) -> dict[str, Any]:
    return {name: said for name, said in held.items() if name.split("/")[1] == edition}


def _pages(root: Path, *editions: str) -> dict[str, object]:
    """What readers see of some editions in all their languages, read anew from the disk."""
    book = Workspace.open(root).handbook
    return {
        f"practices/{edition}/{language}/{name}": resolve(book, name, edition, language)
        for edition in editions
        for language in book.edition(edition).languages
        for name in practice_ids(book.chain(edition))
    }
