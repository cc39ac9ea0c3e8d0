"""Lists: an edition's entries with those it takes over, from rows or from the release it is pinned to."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.editions.fingerprint import fingerprint
from handbook.errors import PinError
from handbook.search import find
from handbook.store.listing import Wanted, listed
from handbook.store.workspace import Workspace
from tests.publish.test_pinned import SNAPSHOT, alone, pin
from tests.small import ADAPT, GLOBAL, HUB, TRUST, small, write

TAKEN = "practices/global/entries/one-place.yaml"


@pytest.fixture
def pinned(tmp_path: Path) -> Path:
    """The Dutch edition is pinned; since then the shared one reads otherwise, and has one entry more."""
    root = small(tmp_path / "all")
    pin(root, "nl")
    text = (root / TRUST).read_text(encoding="utf-8")
    write(root / TRUST, text.replace("problem: |\n  People", "problem: |\n  Newcomers").replace("[trust]", "[]"))
    write(root / "practices/global/entries/later.yaml", text.replace("id: build-trust", "id: later"))
    return root


def ids(root: Path, edition: str = "", wanted: Wanted | None = None, **opened: bool) -> list[str]:
    return [one.id for one in listed(Workspace.open(root, cache=False, **opened), edition, wanted or Wanted())]


def test_a_pinned_edition_lists_what_its_release_holds_and_no_draft(pinned: Path) -> None:
    assert ids(pinned, "nl") == ["build-trust", "nl/hub"]
    assert ids(pinned, "global") == ["build-trust", "later", "publish-results"]
    assert ids(pinned, "nl", live=True) == ["build-trust", "later", "publish-results", "nl/hub"]


def test_a_repository_of_one_edition_lists_what_it_takes_over_without_being_asked(pinned: Path, tmp_path: Path) -> None:
    own = alone(pinned, tmp_path / "own", "nl")
    here, there = (listed(Workspace.open(root, cache=False), "nl", Wanted()) for root in (own, pinned))
    assert here == there
    assert [(one.id, one.edition, one.stance) for one in here] == [
        ("build-trust", "global", "adapted"),
        ("nl/hub", "nl", "own"),
    ]
    assert ids(own) == ["build-trust", "nl/hub"]


def test_several_editions_are_listed_side_by_side_each_with_its_own_entries(pinned: Path) -> None:
    assert ids(pinned) == ["build-trust", "later", "publish-results", "nl/hub"]


@pytest.mark.parametrize("adapted", [True, False])
def test_filters_see_the_release(pinned: Path, adapted: bool) -> None:
    if not adapted:
        (pinned / ADAPT).unlink()
    assert ids(pinned, "nl", Wanted(themes=["trust"])) == ["build-trust"]
    assert ids(pinned, "nl", Wanted(groups=["government"], priority=["now"])) == ["build-trust"]
    assert ids(pinned, "nl", Wanted(maturity=["ended"])) == ["nl/hub"]
    assert ids(pinned, "nl", Wanted(status=["draft"])) == []
    assert ids(pinned, "global", Wanted(themes=["trust"])) == ["later"]


def test_search_finds_the_words_of_the_release_and_none_that_came_later(pinned: Path, tmp_path: Path) -> None:
    own = alone(pinned, tmp_path / "own", "nl")
    for root, edition in ((pinned, "nl"), (own, "nl"), (own, "")):
        workspace = Workspace.open(root, cache=False)
        assert [(hit.id, hit.title) for hit in find(workspace, "know each other", edition=edition)] == [
            ("build-trust", "Build trust")
        ]
        assert not find(workspace, "newcomers", edition=edition)
        assert [hit.id for hit in find(workspace, "bel eerst", edition=edition)] == ["build-trust"]


def test_a_broken_pin_is_an_error_of_its_edition_alone(pinned: Path) -> None:
    (pinned / SNAPSHOT.format("nl", "global", "1")).unlink()
    assert ids(pinned) and ids(pinned, "global")
    with pytest.raises(PinError, match="cannot be read"):
        ids(pinned, "nl")


def test_what_the_shared_edition_took_in_is_listed_once(tmp_path: Path) -> None:
    root = small(tmp_path)
    text = (root / HUB).read_text(encoding="utf-8")
    taken = text.replace("id: nl/hub", "id: one-place").replace("lang: nl\n", "lang: nl\nfrom: nl/hub\n", 1)
    write(root / TAKEN, taken)
    assert ids(root, "nl") == ["build-trust", "one-place", "publish-results"]
    write(root / TAKEN, taken.replace("Eén loket", "Een loket"))
    assert ids(root, "nl") == ["build-trust", "publish-results", "nl/hub"]
    assert [hit.id for hit in find(Workspace.open(root, cache=False), "loket", edition="nl")] == ["nl/hub"]


def test_an_entry_that_is_gone_stays_listed_while_the_edition_speaks_of_it(tmp_path: Path) -> None:
    root = small(tmp_path)
    (root / TRUST).unlink()
    found = {one.id: one for one in listed(Workspace.open(root, cache=False), "nl", Wanted())}
    assert (found["build-trust"].title, found["build-trust"].status) == ("Bouw vertrouwen op", "withdrawn")
    assert fingerprint("Build trust") in (root / ADAPT).read_text(encoding="utf-8")


def test_one_edition_that_builds_on_none_is_listed_without_a_stance(tmp_path: Path) -> None:
    root = small(tmp_path / "all")
    own = alone(root, tmp_path / "own", "global")
    assert (own / GLOBAL).is_file()
    assert {one.stance for one in listed(Workspace.open(own, cache=False), "", Wanted())} == {""}
