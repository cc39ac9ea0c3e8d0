"""The colours: each theme draws the desk, the pick is remembered, and what the terminal asks for goes before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.errors import SaveRefused
from tests.small import small
from tests.tui.running import NARROW, back, message, running, shown, until
from tui import look
from tui.look import CONTRAST, DARK, LIGHT, TERMINAL, THEMES, at_start, remember
from tui.screens.picking import PickPage


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A terminal of many colours, and a user who has picked nothing yet."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path / "state"


def colours(desk) -> set[str]:
    """What stands behind and in the letters of the screen, as the terminal gets it."""
    found = set()
    for strip in desk.screen._compositor.render_strips():
        for filter in desk._filters:
            if filter.enabled:
                strip = strip.apply_filter(filter, desk.background_colors[1])
        for segment in strip:
            seen = (
                (segment.style.bgcolor, segment.style.color if segment.text.strip() else None) if segment.style else ()
            )
            found |= {one.name for one in seen if one}
    return found


@pytest.mark.parametrize("theme", THEMES, ids=lambda one: one.name)
async def test_each_theme_is_picked_remembered_and_draws_the_desk(tmp_path, state, theme):
    root = small(tmp_path / "w")
    async with running(root, practice="build-trust") as (desk, pilot):
        assert desk.theme == "dark", "nothing was picked yet"
        desk.act("look")
        await until(pilot, lambda: isinstance(desk.screen, PickPage), "the colours")
        await pilot.press("home", *["down"] * THEMES.index(theme), "enter")
        await until(pilot, lambda: desk.screen is desk.desk_screen, "the desk")
        if theme.ansi:
            assert "From the next start" in message(desk) and desk.theme == "dark"
        else:
            assert desk.theme == theme.name
    assert at_start() is theme
    async with running(root, practice="build-trust", size=NARROW) as (desk, pilot):
        assert desk.theme == theme.name and desk.few is theme.ansi
        await until(pilot, lambda: "Summary" in shown(desk), "the form")
        if theme.ansi:
            assert not [one for one in colours(desk) if one.startswith("#")], "only the terminal's own"
        else:
            assert {theme.background, theme.foreground} <= colours(desk)


async def test_from_the_terminal_s_own_one_comes_back_at_once(tmp_path, state):
    remember("terminal")
    async with running(small(tmp_path / "w")) as (desk, pilot):
        desk.act("look")
        await until(pilot, lambda: isinstance(desk.screen, PickPage), "the colours")
        await pilot.press("home", "enter")
        await until(pilot, lambda: desk.theme == "dark", "the dark one")
        await until(pilot, lambda: {DARK.background, DARK.foreground} <= colours(desk), "its colours")
        await back(desk, pilot)


async def test_no_color_goes_before_what_was_picked(tmp_path, state, monkeypatch):
    remember("light")
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(small(tmp_path / "w"), practice="build-trust") as (desk, pilot):
        assert desk.theme == "terminal" and not [one for one in colours(desk) if one.startswith("#")]
        desk.act("look")
        await until(pilot, lambda: "asked for its own" in message(desk), "why not")
    monkeypatch.delenv("NO_COLOR")
    assert at_start() is LIGHT


@pytest.mark.parametrize("held", [b"", b"pink\n", b"\xff"])
def test_what_cannot_be_read_is_no_pick(state, held):
    remember("high contrast")
    assert at_start() is CONTRAST
    look._file().write_bytes(held)
    assert at_start() is DARK


def test_where_it_cannot_be_remembered_it_is_said(state, monkeypatch):
    state.write_text("no folder")
    with pytest.raises(SaveRefused, match="cannot be remembered"):
        remember("light")
    monkeypatch.setattr(look, "state_folder", lambda: None)
    with pytest.raises(SaveRefused, match="no folder of its own"):
        remember("light")
    assert at_start() is DARK and at_start() is not TERMINAL
