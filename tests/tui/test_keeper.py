"""What is typed is on disk soon, the newest last, and what a full disk refused is not forgotten."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from handbook.errors import SaveRefused
from handbook.store.journal import Journal
from handbook.store.presence import Presence
from tui.keeper import Keeper


class Disk:
    """A journal that notes what it is given, and refuses while it is full."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], list[dict]] = {}
        self.settled: list[tuple[str, str, bool]] = []
        self.full = False

    def keep(self, edition: str, practice: str, tree: dict) -> None:
        if self.full:
            raise SaveRefused("The disk is full.", todo="Make room.")
        self.kept.setdefault((edition, practice), []).append(tree)

    def settle(self, edition: str, practice: str, *, saved: bool) -> None:
        self.settled.append((edition, practice, saved))


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def keeper(disk):
    made = Keeper(disk)
    yield made
    disk.full = False
    made.end()


def until(holds: Callable[[], object]) -> None:
    for _ in range(500):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("It never came to that.")


def test_it_is_kept_without_anybody_asking_and_the_newest_last(keeper, disk):
    for number in range(20):
        keeper.keep("nl", "trust", {"number": number})
    until(lambda: disk.kept)
    assert disk.kept["nl", "trust"][-1] == {"number": 19} and keeper.kept_at and not keeper.fault


def test_several_hands_at_once_leave_the_newest(keeper, disk):
    def typing(name: str) -> None:
        for number in range(50):
            keeper.keep("nl", name, {"number": number})
            keeper.flush()

    hands = [threading.Thread(target=typing, args=(name,)) for name in ("one", "two")]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    for trees in disk.kept.values():
        numbers = [tree["number"] for tree in trees]
        assert numbers == sorted(numbers) and numbers[-1] == 49


def test_what_a_full_disk_refused_is_kept_once_there_is_room(keeper, disk):
    disk.full = True
    keeper.keep("nl", "trust", {"number": 1})
    keeper.keep("nl", "other", {"number": 2})
    keeper.flush()
    assert "The disk is full." in keeper.fault and not disk.kept
    disk.full = False
    keeper.flush()
    assert keeper.fault == "" and disk.kept == {("nl", "trust"): [{"number": 1}], ("nl", "other"): [{"number": 2}]}


def test_one_practice_that_is_safe_does_not_hide_another_that_is_not(keeper, disk):
    disk.keep = lambda edition, practice, tree: _refuse() if practice == "large" else None  # type: ignore[method-assign]
    keeper.keep("nl", "large", {})
    keeper.keep("nl", "small", {})
    keeper.flush()
    assert keeper.fault
    del disk.keep


def _refuse() -> None:
    raise SaveRefused("It is too large.")


def test_what_is_saved_waits_no_longer_even_where_it_was_never_kept(keeper, disk):
    disk.full = True
    keeper.keep("nl", "trust", {"number": 1})
    with pytest.raises(SaveRefused):
        keeper.settle("nl", "trust", saved=False)  # what was typed last would be gone
    keeper.settle("nl", "trust", saved=True)
    disk.full = False
    keeper.flush()
    assert disk.settled == [("nl", "trust", True)] and not disk.kept and not keeper.fault


def test_the_end_keeps_what_waits(tmp_path):
    presence = Presence(tmp_path)
    keeper = Keeper(Journal(tmp_path, presence))
    keeper.keep("nl", "nl/hub", {"before": {}, "now": {"odd": "\u202e [red] إلى"}})
    keeper.end()
    presence.leave()
    (left,) = Journal(tmp_path, Presence(tmp_path)).left()
    assert left.tree["now"] == {"odd": "\u202e [red] إلى"}
