"""The plugin alone: plain MkDocs and ProperDocs give the same pages, and a site may have its own beside them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from handbook.publish.build import build
from handbook.store.data import data_folder
from handbook.store.workspace import Workspace
from tests.publish.html import read
from tests.publish.test_build import held

OWN = """site_name: IGF of the North
site_url: https://example.org/igf/
plugins:
  - handbook: {{edition: north, folder: handbook, look: {look}{more}}}
"""


def run(program: str, config: Path, site: Path, **environment: str) -> None:
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1500000000", **environment}
    done = subprocess.run(
        [sys.executable, "-m", program, "build", "--quiet", "-f", str(config), "-d", str(site)],
        env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def own_site(small: Path) -> Path:
    """A site of an IGF that has pages of its own, in its workspace."""
    (small / "docs").mkdir()
    (small / "docs/index.md").write_text("# Welcome to the IGF\n\nHand made.\n", encoding="utf-8")
    return small


@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
def test_an_edition_builds_alone_with_the_same_pages(program: str, small: Path, tmp_path: Path) -> None:
    build(Workspace.open(small), out=tmp_path / "ours")
    config = small / "mkdocs.yml"
    (small / "none").mkdir()
    config.write_text(
        f"site_name: x\ndocs_dir: none\ntheme: {{name: null, custom_dir: {data_folder() / 'site' / 'theme'}}}\n"
        "plugins: [{handbook: {edition: north}}]\n",
        encoding="utf-8",
    )
    run(program, config, tmp_path / "theirs")
    assert held(tmp_path / "theirs") == held(tmp_path / "ours/north")


@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
def test_the_configuration_that_comes_along_builds_any_edition_of_the_repository(program: str, tmp_path: Path) -> None:
    before = held(data_folder() / "site")
    run(program, data_folder() / "site" / "mkdocs.yml", tmp_path / "eu", HANDBOOK_EDITION="eu")
    assert read(tmp_path / "eu/index.html").all("html")[0]["data-edition"] == "eu"
    assert held(data_folder() / "site") == before


def test_an_igf_has_the_handbook_beside_its_own_pages_in_our_look(own_site: Path, tmp_path: Path) -> None:
    (own_site / "mkdocs.yml").write_text(OWN.format(look="handbook", more=""), encoding="utf-8")
    run("mkdocs", own_site / "mkdocs.yml", tmp_path / "out")
    home = read(tmp_path / "out/index.html")
    assert "Hand made." in home.text
    assert "handbook/index.html" in home.links
    page = tmp_path / "out/handbook/practices/agree-first/index.html"
    for link in read(page).links:
        if "://" not in link:
            assert (page.parent / (link.partition("#")[0] or ".")).resolve().exists(), link
    assert "https://example.org/igf/handbook/practices/agree-first/" in (tmp_path / "out/sitemap.xml").read_text()


def test_another_theme_shows_our_text_inside_its_own_pages(own_site: Path, tmp_path: Path) -> None:
    (own_site / "mkdocs.yml").write_text(OWN.format(look="site", more=""), encoding="utf-8")
    run("mkdocs", own_site / "mkdocs.yml", tmp_path / "out")
    page = read(tmp_path / "out/handbook/practices/agree-first/index.html")
    assert "Spreek af wat de woorden betekenen." in page.text
    assert any("bootstrap" in link for link in page.links)  # MkDocs' own theme
    assert not (tmp_path / "out/assets/edition.css").exists()


def test_pages_inside_another_theme_find_every_file_they_ask_for(own_site: Path, tmp_path: Path) -> None:
    (own_site / "mkdocs.yml").write_text(OWN.format(look="site", more=""), encoding="utf-8")
    run("mkdocs", own_site / "mkdocs.yml", tmp_path / "out")
    for name in ("index.html", "practices/agree-first/index.html", "search/index.html", "en/search/index.html"):
        place = tmp_path / "out/handbook" / name
        page = read(place)
        asked = [one["src"] for one in page.all("script") if "src" in one]
        asked += [one["href"] for one in page.all("link") if one.get("rel") == "stylesheet"]
        ours = [one for one in asked if "/assets/" in one]
        assert any(one.endswith("assets/handbook-pages.css") for one in ours)
        assert any(one.endswith(".js") for one in ours)
        assert [one for one in ours if not (place.parent / one).resolve().is_file()] == []


def test_pages_inside_another_theme_stand_in_a_box_of_their_own_with_the_notices(
    own_site: Path, tmp_path: Path
) -> None:
    (own_site / "mkdocs.yml").write_text(OWN.format(look="site", more=""), encoding="utf-8")
    run("mkdocs", own_site / "mkdocs.yml", tmp_path / "out")
    for name, language, said in (
        ("", "nl", "Dit is een voorbeeldeditie."),
        ("en/", "en", "This is an example edition."),
    ):
        page = read(tmp_path / f"out/handbook/{name}index.html")
        [box] = [one for one in page.all("div") if one.get("class") == "handbook-pages"]
        assert box["lang"] == language
        assert page.text.count(said) == 1
    assert "handbook-pages" not in [one.get("class") for one in read(tmp_path / "out/index.html").all("div")]


def test_no_rule_of_the_small_style_sheet_reaches_the_sites_own_pages() -> None:
    text = (data_folder() / "site/beside/handbook-pages.css").read_text(encoding="utf-8")
    text = re.sub(r"@media[^{]*\{", "", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    text = re.sub(r":is\([^)]*\)|:has\([^)]*\)", "", text)
    selectors = [one.strip() for rule in re.findall(r"([^{}]+)\{", text) for one in rule.split(",")]
    assert selectors
    assert [one for one in selectors if not one.startswith(".handbook-pages")] == []


def test_a_page_of_the_sites_own_stands_before_ours(own_site: Path, tmp_path: Path) -> None:
    (own_site / "mkdocs.yml").write_text(
        OWN.format(look="handbook", more="").replace("folder: handbook, ", ""), encoding="utf-8"
    )
    run("mkdocs", own_site / "mkdocs.yml", tmp_path / "out")
    assert "Hand made." in read(tmp_path / "out/index.html").text
    assert (tmp_path / "out/practices/agree-first/index.html").is_file()


@pytest.mark.parametrize(
    ("options", "said"),
    [("edition: nowhere", "There is no edition “nowhere”"), ("edition: north, workspace: /nowhere", "is no handbook")],
)
def test_what_is_wrong_with_the_options_is_said_without_a_trace(
    own_site: Path, tmp_path: Path, options: str, said: str
) -> None:
    config = own_site / "mkdocs.yml"
    config.write_text(f"site_name: x\nplugins: [{{handbook: {{{options}}}}}]\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-f", str(config), "-d", str(tmp_path / "out")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_cannot_be_used_is_told_and_listed(own_site: Path, tmp_path: Path) -> None:
    with (own_site / "practices/north/entries/local.yaml").open("a", encoding="utf-8") as entry:
        entry.write("\tx: 1\n")
    config = own_site / "mkdocs.yml"
    config.write_text(OWN.format(look="handbook", more=""), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-f", str(config), "-d", str(tmp_path / "out")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Left out, since it cannot be used: practices/north/entries/local.yaml:" in done.stderr
    assert "local.yaml" in read(tmp_path / "out/handbook/en/all/index.html").text
