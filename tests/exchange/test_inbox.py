"""The inbox: each kind of thing that waits, in one order, with a key that stays, and nothing that is not one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.editions.fingerprint import fingerprint
from handbook.editions.review import asked, commented
from handbook.editions.translate import translated
from handbook.errors import UnknownEdition
from handbook.exchange.inbox import Waiting, proposed, waiting
from handbook.exchange.proposal import Proposal, ProposedUnit
from handbook.exchange.proposal_file import written
from handbook.model.plan import Plan
from handbook.store import proposals
from handbook.store.plans import carry_out
from handbook.store.reviews import noted
from handbook.store.workspace import Workspace
from tests.small import HUB, KENYA, MEET, SUMMARY, TRUST, small, write

DAY = "2026-11-22"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The Dutch edition has put its hub into English, and leaves out a meeting."""
    return Workspace.open(small(tmp_path, {"practices/ke/edition.yaml": KENYA}), cache=False)


def line(one: Waiting) -> str:
    return f"{one.kind}: {one.title}: {one.label}, {one.sentence}"


def lines(workspace: Workspace, edition: str = "nl") -> list[str]:
    workspace.refresh()
    return [line(one) for one in waiting(workspace, edition)]


def put(workspace: Workspace, edition: str, proposal: Proposal) -> str:
    return proposals.take_in(workspace, edition, written(proposal), f"{proposal.name}.proposal.yaml")


def improvement(*units: ProposedUnit, to: str = "global") -> Proposal:
    return Proposal("improvement", "ke", to, "build-trust", "en", "CC-BY-4.0", DAY, units=units)


def changed(workspace: Workspace, file: str, old: str, new: str) -> None:
    path = workspace.root / file
    write(path, path.read_text().replace(old, new))


def everything(workspace: Workspace) -> None:
    changed(workspace, TRUST, MEET, "A meeting takes place every week.")
    changed(workspace, HUB, "Verzamel meldingen op één plek", "Verzamel alles op één plek")
    put(workspace, "nl", improvement(ProposedUnit("summary", text="Meet.", base=SUMMARY), to="nl"))
    noted(workspace, "nl", "nl/hub", lambda held: asked(held, by="editor", on=DAY, of="the board"))


def test_where_nothing_waits_the_list_is_empty(workspace):
    assert [lines(workspace, edition) for edition in ("global", "nl", "ke")] == [[], [], []]
    with pytest.raises(UnknownEdition):
        waiting(workspace, "nowhere")


def test_all_that_waits_in_one_order(workspace):
    everything(workspace)
    assert lines(workspace) == [
        "changed: Bouw vertrouwen op: Checklist: meet, they changed it",
        "proposal: Bouw vertrouwen op: Summary, proposed by Kenya",
        "review: Verzamel alles op één plek: The whole practice, review asked of the board",
        "translation: Verzamel alles op één plek: Title, the original changed",
    ]
    assert lines(workspace, "global") == [] and lines(workspace, "ke") == []


def test_a_key_names_one_thing_and_stays_while_it_waits(workspace):
    everything(workspace)
    first = waiting(workspace, "nl")
    changed(workspace, TRUST, "every week", "every day")
    workspace.refresh()
    again = waiting(workspace, "nl")
    assert [one.key for one in again] == [one.key for one in first]
    assert len({one.key for one in first}) == len(first)
    assert [one.lang for one in first] == ["", "", "", "en"]


def test_what_is_settled_waits_no_longer(workspace):
    everything(workspace)
    (held,) = proposed(workspace, "nl")
    proposals.settle(workspace, held.file)
    plan = translated(workspace.handbook, "nl", "nl/hub", "en", {"title": "Collect all in one place"})
    carry_out(workspace, "nl", plan)
    carry_out(workspace, "nl", Plan("adaptation", "build-trust", {("changes", "checklist/meet"): None}))
    assert [one.kind for one in waiting(workspace, "nl")] == ["review"]


def test_a_proposal_says_of_what_and_by_whom(workspace):
    title = ProposedUnit("title", text="Trust", base="Build trust")
    two = improvement(ProposedUnit("summary", text="Meet.", base=SUMMARY), title)
    put(workspace, "global", two)
    county = {"title": "Ask each county", "summary": "Ask them all.", "groups": ["government"]}
    put(workspace, "global", Proposal("practice", "be", "global", "be/county", "en", "CC-BY-4.0", DAY, entry=county))
    assert lines(workspace, "global") == [
        "proposal: Ask each county: The whole practice, proposed by be",
        "proposal: Build trust: Summary and 1 more, proposed by Kenya",
    ]
    whole, several = proposed(workspace, "global")
    assert (whole.practice, whole.path, several.practice, several.path) == ("be/county", "", "build-trust", "")


def test_a_proposal_that_cannot_be_read_stands_in_the_list(workspace):
    write(workspace.root / "practices/global/proposals/From Brussels.yaml", "[no")
    (held,) = waiting(workspace, "global")
    assert line(held) == "proposal: From Brussels.yaml: A proposal, it cannot be read" and held.practice == ""
    assert held.file == "practices/global/proposals/From Brussels.yaml"


def test_comments_wait_until_they_are_settled(workspace):
    noted(workspace, "nl", "build-trust", lambda held: commented(held, "Why?", unit="summary", by="reviewer", on=DAY))
    assert lines(workspace) == ["review: Bouw vertrouwen op: The whole practice, 1 comment to settle"]


def test_only_outdated_translations_of_ones_own_that_readers_see(workspace):
    said = f"{{text: ث, of: {fingerprint('Something else')}, kind: courtesy}}"
    tree = f'format: "1"\ntranslates: build-trust\nunits:\n  title: {said}\n'
    write(workspace.root / "practices/global/i18n/ar/build-trust.yaml", tree)
    assert [line.partition(":")[0] for line in lines(workspace, "global")] == ["translation"]
    assert lines(workspace, "nl") == [] and lines(workspace, "ke") == []
    changed(workspace, TRUST, "status: published", "status: draft")
    assert lines(workspace, "global") == []
