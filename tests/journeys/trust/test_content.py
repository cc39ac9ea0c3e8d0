"""Content is text: whatever a file holds or somebody types shows letter for letter at the desk, and never acts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.terminal import NARROW, WIDE, Terminal
from tests.desk.typist import OFFERED, desk, end, into, kept_safe, rewritten, sees
from tests.desk.workspaces import little
from tests.small import SUMMARY, TRUST

HOSTILE = "[red]a[/] [@click=app.quit]b[/] <b>c</b> {{x}} [/no]"
CLIPBOARD, COLOUR, BIDI = "\x1b]52;c;aGFja2Vk\x07", "\x1b[31m", "\u202e"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return little(tmp_path / "handbook")


@pytest.fixture(params=[WIDE, NARROW], ids=["140x40", "80x24"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return request.param


@pytest.fixture
def one() -> Iterator[Terminal]:
    with Terminal() as terminal:
        yield terminal


def test_content_shows_letter_for_letter_and_never_acts(root, one, size):
    rewritten(root, TRUST, "title: Build trust", f"title: '{HOSTILE}'")
    rewritten(root, TRUST, SUMMARY, f"'{HOSTILE}'")
    desk(one, root, "-e", "global", size=size)
    sees(one, "[red]a[/]", "2 practices")
    one.keys("Home", "Enter")
    sees(one, "› Title", *HOSTILE.split())
    one.keys("F2")
    one.settled()
    _nothing_acted(one)


def test_codes_in_a_file_are_refused_and_shown_as_marks(root, one, size):
    (root / TRUST).write_text(f"id: {COLOUR}x{CLIPBOARD}y{BIDI}z\n", encoding="utf-8")
    desk(one, root, "-e", "global", size=size).wait_for("build-trust.yaml")
    one.keys("Home", "Enter")
    sees(one, "Line 1:", "⟨001B⟩", "⟨202E⟩")
    _nothing_acted(one)


def test_what_is_typed_and_pasted_shows_letter_for_letter_and_never_acts(root, one, size):
    desk(one, root, "build-trust", "-e", "global", size=size).wait_for("› Title")
    into(one, "Summary")
    one.type(f" {HOSTILE}")
    sees(one, *HOSTILE.split())
    one.paste(f" bidi {BIDI} here")
    kept_safe(one, root, "here")
    end(one, "KILL")
    desk(one, root, "-e", "global", size=size).wait_for(OFFERED)
    sees(one, *HOSTILE.split())
    one.keys("1")
    one.wait_for("Your draft is open.")
    one.keys("C-s")
    one.wait_until(lambda screen: "Saved “" in screen or "Not saved" in screen, "an answer to saving")
    _nothing_acted(one)


def _nothing_acted(one: Terminal) -> None:
    assert not one.closed and not one.clipboard
    assert all(code.encode() not in one.written for code in (CLIPBOARD, BIDI))
