"""A pinned edition reads its release: in whatever workspace it lies, whatever the shared edition says by now."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from handbook.editions.snapshot import digest_of, frozen
from handbook.model.release import Pin
from handbook.publish.build import Published, build
from handbook.store.data import data_folder
from handbook.store.pins import Lock, write_lock
from handbook.store.workspace import Workspace
from tests.publish.html import read
from tests.publish.test_build import change, held
from tests.publish.test_plugin import run

SNAPSHOT = "practices/{}/upstream/snapshots/{}-{}.json"
PAGE = "practices/keep-minutes/index.html"
SOUTH = """\
format: "1"
id: south
title: {en: Southern edition}
standing: example
languages: [nl]
builds_on: north
"""


def pin(root: Path, edition: str, number: str = "1") -> None:
    """Pin an edition to the one it builds on as this is now, as taking in a release does."""
    workspace = Workspace.open(root, cache=False)
    parent = workspace.handbook.editions[edition].parent
    data = frozen(workspace.handbook.chain(parent), number, "2026-11-22")
    place = root / SNAPSHOT.format(edition, parent, number)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    write_lock(root / "practices" / edition, Lock(Pin(parent, number, digest_of(data))), root / ".handbook/locks")


def published(root: Path, *editions: str, live: bool = False, jobs: int = 1) -> dict[str, Published]:
    return {one.edition: one for one in build(Workspace.open(root, live=live), editions, jobs=jobs)}


def text(root: Path, page: str) -> str:
    return read(root / "build/site" / page).text


@pytest.fixture
def pinned(small: Path) -> Path:
    """The northern edition is pinned, and the shared one has changed since: a word, a term, a draft, a new entry."""
    reviewed = "stance: not-for-us, why: Notulen zijn hier al wet."
    change(small, reviewed, "stance: as-is", "practices/north/adapt/keep-minutes.yaml")
    pin(small, "north")
    minutes = "practices/world/entries/keep-minutes.yaml"
    change(small, "Keep minutes that", "Newer minutes that", minutes)
    change(small, "term: Hotline", "term: Help line", "practices/world/glossary.yaml")
    change(small, "en: Trust", "en: Confidence", "practices/world/taxonomy.yaml")
    entry = (small / minutes).read_text(encoding="utf-8")
    later = small / "practices/world/entries/came-later.yaml"
    later.write_text(entry.replace("id: keep-minutes", "id: came-later"), encoding="utf-8")
    return small


def alone(root: Path, at: Path, edition: str = "north") -> Path:
    """The same edition in a repository of its own."""
    shutil.copytree(root / "practices" / edition, at / "practices" / edition)
    shutil.copy(root / "handbook.yaml", at / "handbook.yaml")
    return at


def test_a_pinned_edition_shows_what_its_release_says_and_the_shared_one_what_it_says_now(pinned: Path) -> None:
    assert all(one.well for one in published(pinned).values())
    site = pinned / "build/site"
    assert "Newer minutes that" in text(pinned, f"world/{PAGE}")
    assert "Keep minutes that" in text(pinned, f"north/{PAGE}")
    files = (path for path in (site / "north").rglob("*.*") if path.suffix in (".html", ".js"))
    everything = "".join(path.read_text(encoding="utf-8") for path in files)
    assert not [newer for newer in ("Newer minutes", "Help line", "Confidence") if newer in everything]
    assert "Hotline" in everything
    assert not (site / "north/practices/came-later").exists()


def test_live_shows_the_shared_edition_as_it_is_now(pinned: Path) -> None:
    published(pinned, "north", live=True)
    assert "Newer minutes that" in text(pinned, f"north/{PAGE}")
    assert "Help line" in text(pinned, "north/glossary/index.html")
    assert (pinned / "build/site/north/practices/came-later/index.html").is_file()
    published(pinned, "north")
    assert "Keep minutes that" in text(pinned, f"north/{PAGE}")  # nothing of the preview is kept


@pytest.mark.parametrize("live", [False, True])
def test_several_processes_see_the_same_pins(pinned: Path, tmp_path: Path, live: bool) -> None:
    build(Workspace.open(pinned, live=live), out=tmp_path / "one")
    build(Workspace.open(pinned, live=live), out=tmp_path / "two", jobs=2)
    assert held(tmp_path / "one") == held(tmp_path / "two")


def test_the_same_edition_in_a_repository_of_its_own_gives_the_same_pages(pinned: Path, tmp_path: Path) -> None:
    spoilt = pinned / "practices/north/entries/spoilt.yaml"
    spoilt.write_text('format: "1"\nid: spoilt\n', encoding="utf-8")  # is listed on the site
    own = alone(pinned, tmp_path / "own")
    (own / "handbook.yaml").write_text((pinned / "handbook.yaml").read_text() + "editions: [north]\n")
    shutil.move(own / "practices/north", own / "north")
    published(pinned)
    assert published(own)["north"].well
    assert held(own / "build/site/north") == held(pinned / "build/site/north")


def test_so_it_does_where_what_it_is_pinned_to_stands_on_another(pinned: Path, tmp_path: Path) -> None:
    folder = pinned / "practices/south"
    folder.mkdir()
    (folder / "edition.yaml").write_text(SOUTH, encoding="utf-8")
    pin(pinned, "south")
    change(pinned, "Spreek af wat de woorden betekenen.", "Iets nieuws.", "practices/north/adapt/agree-first.yaml")
    own = alone(pinned, tmp_path / "own", "south")
    published(pinned)
    assert published(own)["south"].well
    assert held(own / "build/site/south") == held(pinned / "build/site/south")
    assert "Iets nieuws." in text(pinned, "north/practices/agree-first/index.html")
    assert "Spreek af wat de woorden betekenen." in text(pinned, "south/practices/agree-first/index.html")


def test_an_edition_that_follows_a_pinned_one_sees_what_that_one_sees(pinned: Path) -> None:
    (pinned / "practices/south").mkdir()
    (pinned / "practices/south/edition.yaml").write_text(SOUTH, encoding="utf-8")
    change(pinned, "Spreek af wat de woorden betekenen.", "Iets nieuws.", "practices/north/adapt/agree-first.yaml")
    assert all(one.well for one in published(pinned).values())
    assert "Keep minutes that" in text(pinned, f"south/{PAGE}")
    assert "Iets nieuws." in text(pinned, "south/practices/agree-first/index.html")


def test_editions_pinned_to_different_releases_do_not_mix(pinned: Path) -> None:
    south = pinned / "practices/south"
    south.mkdir()
    (south / "edition.yaml").write_text(SOUTH.replace("builds_on: north", "builds_on: world"), encoding="utf-8")
    pin(pinned, "south", "2")
    change(pinned, "Newer minutes that", "Newest minutes that", "practices/world/entries/keep-minutes.yaml")
    published(pinned)
    for edition, said in (("north", "Keep"), ("south", "Newer"), ("world", "Newest")):
        assert f"{said} minutes that" in text(pinned, f"{edition}/{PAGE}")
    assert "Help line" in text(pinned, "south/glossary/index.html")
    assert "Help line" not in text(pinned, "north/glossary/index.html")


def test_taking_in_a_release_makes_anew_what_an_earlier_run_had_kept(pinned: Path, tmp_path: Path) -> None:
    published(pinned)
    again = published(pinned)["north"]
    assert again.reused == again.pages
    pin(pinned, "north", "2")
    change(pinned, "Newer minutes that", "Newest minutes that", "practices/world/entries/keep-minutes.yaml")
    published(pinned)
    assert "Newest minutes that" not in text(pinned, f"north/{PAGE}")
    build(Workspace.open(pinned, cache=False), out=tmp_path / "anew")
    assert held(pinned / "build/site") == held(tmp_path / "anew")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_release_in_which_one_byte_differs_is_refused_and_the_old_site_stands(pinned: Path, jobs: int) -> None:
    published(pinned)
    before = held(pinned / "build/site/north")
    snapshot = pinned / SNAPSHOT.format("north", "world", "1")
    data = bytearray(snapshot.read_bytes())
    data[data.index(b"minutes")] ^= 1
    snapshot.write_bytes(bytes(data))
    found = published(pinned, jobs=jobs)
    assert found["world"].well
    assert "This is not the release that handbook.lock names. Restore it" in found["north"].error
    assert held(pinned / "build/site/north") == before
    assert "north/index.html" in read(pinned / "build/site/index.html").links


@pytest.mark.parametrize("live", [False, True])
def test_mkdocs_alone_follows_the_pin_too(pinned: Path, tmp_path: Path, live: bool) -> None:
    build(Workspace.open(pinned, live=live), ["north"], tmp_path / "ours")
    (pinned / "none").mkdir()
    (pinned / "mkdocs.yml").write_text(
        f"site_name: x\ndocs_dir: none\ntheme: {{name: null, custom_dir: {data_folder() / 'site' / 'theme'}}}\n"
        f"plugins: [{{handbook: {{edition: north, live: {str(live).lower()}}}}}]\n",
        encoding="utf-8",
    )
    run("mkdocs", pinned / "mkdocs.yml", tmp_path / "theirs")
    assert held(tmp_path / "theirs") == held(tmp_path / "ours/north")
