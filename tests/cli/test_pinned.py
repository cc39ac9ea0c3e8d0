"""Commands that read, where an edition is pinned: in a repository of its own, and where its pin is broken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.run import Done, handbook
from tests.publish.test_pinned import SNAPSHOT, alone, pin
from tests.small import TRUST, small, write


@pytest.fixture
def both(tmp_path: Path) -> tuple[Path, Path]:
    """The Dutch edition beside the shared one, which has changed since, and the same edition alone."""
    root = small(tmp_path / "all")
    pin(root, "nl")
    text = (root / TRUST).read_text(encoding="utf-8")
    write(root / TRUST, text.replace("Meet often", "Meet seldom").replace("A meeting takes", "A call takes"))
    return root, alone(root, tmp_path / "own", "nl")


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--edition", "nl", "--group", "government"),
        ("list", "--edition", "nl", "--format", "json"),
        ("show", "build-trust", "--edition", "nl", "--units"),
        ("why", "build-trust", "title", "--edition", "nl"),
        ("search", "call comes", "--edition", "nl"),
        ("show", "nl/hub"),
    ],
)
def test_a_command_says_the_same_in_both_places(
    words: tuple[str, ...], both: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    beside, alone_ = (handbook(capsys, root, *words) for root in both)
    assert beside == alone_
    assert beside.code == 0


def test_without_naming_the_only_edition_one_sees_what_it_takes_over(
    both: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root, own = both
    assert handbook(capsys, own, "list") == handbook(capsys, own, "list", "--edition", "nl")
    shown = json.loads(handbook(capsys, own, "show", "build-trust", "--format", "json").out)
    assert (shown["edition"], shown["stance"]) == ("nl", "adapted")
    assert "Meet often" in handbook(capsys, own, "why", "build-trust", "summary").out
    assert json.loads(handbook(capsys, root, "show", "build-trust", "--format", "json").out)["edition"] == "global"
    assert "Meet seldom" not in handbook(capsys, root, "show", "build-trust", "-e", "nl").out
    unknown = handbook(capsys, own, "list", "--group", "nobody")
    assert "There is no group “nobody”" in unknown.err and "hotline" in unknown.err


@pytest.mark.parametrize(
    "words",
    [("list", "-e", "nl"), ("show", "build-trust", "-e", "nl"), ("why", "build-trust", "title", "-e", "nl"),
     ("search", "trust", "-e", "nl"), ("show", "build-trust"), ("list",), ("serve", "nl")],
)  # fmt: skip
def test_a_broken_pin_is_told_in_a_sentence(
    words: tuple[str, ...], both: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _, own = both
    (own / SNAPSHOT.format("nl", "global", "1")).unlink()
    done: Done = handbook(capsys, own, *words)
    assert done.code == 1
    assert "nl/upstream/snapshots/global-1.json: The release that handbook.lock names cannot be read." in done.err
    assert "Traceback" not in done.all


def test_build_live_shows_the_shared_edition_as_it_is(
    both: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, _ = both
    page = tmp_path / "out/nl/practices/build-trust/index.html"
    for options, said, other in ((), "Meet often", "Meet seldom"), (("--live",), "Meet seldom", "Meet often"):
        assert handbook(capsys, root, "build", "nl", "--out", str(tmp_path / "out"), *options).code == 0
        assert said in page.read_text(encoding="utf-8")
        assert other not in page.read_text(encoding="utf-8")
