"""Looking at the page: at once in the terminal with what is not saved, or as a site beside the desk."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest

from handbook.errors import PublishError
from handbook.publish.showing import Showing, Shown, way_from_afar
from tests.small import ENGLISH, small
from tests.tui.running import NARROW, back, message, running, until
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


async def test_the_site_is_told_with_its_address_and_the_way_from_afar(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(Showing, "shown", lambda _self, edition: asked.append(edition) or Shown(4321, ("a: b",)))
    monkeypatch.setenv("SSH_CONNECTION", FROM_AFAR["SSH_CONNECTION"])
    monkeypatch.setenv("LOGNAME", "ann")
    async with running(small(tmp_path), practice="build-trust") as (desk, pilot):
        await pilot.press("shift+f4")
        await until(pilot, lambda: "http://" in message(desk), "the address")
        assert "http://127.0.0.1:4321/nl/practices/build-trust/" in message(desk)
        assert "ssh -N -L 4321:127.0.0.1:4321 ann@192.0.2.7" in message(desk) and "a: b" in message(desk)
        await pilot.press("f16")
        await until(pilot, lambda: len(asked) == 2, "built anew")


async def test_a_site_that_cannot_be_built_is_a_sentence(tmp_path, monkeypatch):
    def refuse(_self, _edition):
        raise PublishError("Another run is publishing to this folder.")

    monkeypatch.setattr(Showing, "shown", refuse)
    async with running(small(tmp_path)) as (desk, pilot):
        desk.act("site")
        await until(pilot, lambda: "Another run" in message(desk), "why not")


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
