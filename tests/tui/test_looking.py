"""Looking at the page: at once in the terminal with what is not saved, or as a site beside the desk."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request

import pytest

from handbook.errors import PublishError
from handbook.publish.showing import Showing, Shown, way_from_afar
from tests.small import ENGLISH, small
from tests.tui.running import NARROW, WIDE, back, message, running, shown, until
from tui.screens.asking import AskPage
from tui.screens.reading import ReadPage

FROM_AFAR = {"SSH_CONNECTION": "198.51.100.9 50211 192.0.2.7 22"}


async def test_the_page_shows_what_is_not_saved_as_the_site_says_it(tmp_path):
    async with running(small(tmp_path), practice="build-trust", size=NARROW) as (desk, pilot):
        desk.typed("summary", "Zien jullie *mij*?")
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(desk.screen, ReadPage), "the page")
        assert "Summary" in desk.screen.title_words, "without a reason it cannot be in it, and that is said"
        await back(desk, pilot)
        desk.reasoned("summary", "Zo zegt men het hier.")
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(desk.screen, ReadPage), "the page")
        text = str(desk.screen.text)
        for said in ("Bouw vertrouwen op", "Zien jullie mij?", "Zo zegt men het hier.", "Bel eerst.", "☐ ", "Hotline"):
            assert said in text
        assert "not saved" in desk.screen.title_words
        await back(desk, pilot)


LONG = {"SSH_CONNECTION": "198.51.100.9 50211 workshop.example.org 2222"}
WAY = "ssh -N -L 37009:127.0.0.1:37009 -p 2222 secretariat@workshop.example.org"


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_address_and_way_from_afar_stand_whole_each_on_a_line_and_go_into_a_file(tmp_path, monkeypatch, size):
    asked = []
    monkeypatch.setattr(Showing, "shown", lambda _self, edition: asked.append(edition) or Shown(37009, ("a: b",)))
    monkeypatch.setenv("SSH_CONNECTION", LONG["SSH_CONNECTION"])
    monkeypatch.setenv("LOGNAME", "secretariat")
    monkeypatch.chdir(tmp_path)
    address = "http://127.0.0.1:37009/nl/practices/build-trust/"
    async with running(small(tmp_path / "w"), practice="build-trust", size=size) as (desk, pilot):
        await pilot.press("shift+f4")
        await until(pilot, lambda: "1  Write it into a file" in shown(desk), "the page of the site")
        lines = [line.strip() for line in shown(desk).splitlines()]
        assert address in lines and WAY in lines and "a: b" in shown(desk)
        await pilot.press("1")
        await until(pilot, lambda: isinstance(desk.screen, AskPage), "the name of a file")
        await pilot.press("enter")
        await until(pilot, lambda: "nl-site.txt" in message(desk), "where it stands")
        assert (tmp_path / "nl-site.txt").read_text().splitlines() == [
            f"{WAY}  # on the computer you sit at",
            address,
        ]
        await pilot.press("f16")
        await until(pilot, lambda: len(asked) == 2, "built anew")
        await back(desk, pilot)


async def test_who_goes_on_working_is_told_when_the_site_stands(tmp_path, monkeypatch):
    go_on = threading.Event()
    monkeypatch.setattr(Showing, "shown", lambda _self, _edition: go_on.wait(8) and Shown(4321))
    async with running(small(tmp_path), practice="build-trust") as (desk, pilot):
        await pilot.press("shift+f4")
        await until(pilot, lambda: "It is being built" in shown(desk), "the page")
        await back(desk, pilot)
        desk.typed("summary", "Verder.")
        go_on.set()
        await until(pilot, lambda: "is at http://127.0.0.1:4321/nl/practices/build-trust/" in message(desk), "told")
        assert desk.screen is desk.desk_screen


@pytest.mark.parametrize("gone_on", [False, True])
async def test_a_site_that_cannot_be_built_is_a_sentence(tmp_path, monkeypatch, gone_on):
    go_on = threading.Event()

    def refuse(_self, _edition):
        go_on.wait(8)
        raise PublishError("Another run is publishing to this folder.")

    monkeypatch.setattr(Showing, "shown", refuse)
    async with running(small(tmp_path)) as (desk, pilot):
        desk.act("site")
        await until(pilot, lambda: "It is being built" in shown(desk), "the page")
        if gone_on:
            await back(desk, pilot)
        go_on.set()
        await until(pilot, lambda: "Another run" in shown(desk), "why not")
        assert bool(message(desk)) is gone_on
        await back(desk, pilot)


@pytest.mark.parametrize(
    ("environ", "way"),
    [
        ({}, ""),
        ({"SSH_CONNECTION": "odd"}, ""),
        (FROM_AFAR, "ssh -N -L 80:127.0.0.1:80 ann@192.0.2.7"),
        ({"SSH_CONNECTION": "a 1 2001:db8::1 2222"}, "ssh -N -L 80:127.0.0.1:80 -p 2222 ann@2001:db8::1"),
    ],
)
def test_the_way_from_afar_is_a_command(environ, way):
    assert way_from_afar(80, "ann", environ) == way


def test_a_site_is_built_and_served_to_this_machine_and_ends_with_who_asked(tmp_path):
    showing = Showing(small(tmp_path / "w", {ENGLISH: None}), tmp_path / "out")
    shown = showing.shown("nl")
    page = urllib.request.urlopen(shown.address("nl/practices/build-trust/")).read().decode()
    assert "Bouw vertrouwen op" in page
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(shown.address("nl/practices/"))
    assert showing.shown("nl").port == shown.port
    with pytest.raises(PublishError):
        showing.shown("nowhere")
    process = showing._process
    assert process is not None
    process.stdin.close()  # as when the desk is killed
    assert process.wait(20) == 0
    showing.end()
