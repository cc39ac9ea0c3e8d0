"""Publishing: whole or not at all, the same bytes twice, and nothing lost of what people wrote."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from handbook.errors import HandbookError, PublishError, UnknownEdition
from handbook.publish import build as building
from handbook.publish.build import build
from handbook.store.data import data_folder
from handbook.store.files import held as only_one
from handbook.store.workspace import Workspace

ENTRY = "practices/world/entries/agree-first.yaml"


def held(folder: Path) -> dict[str, str]:
    """Every file below a folder with its hash."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def change(root: Path, old: str, new: str, file: str = ENTRY) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_building_twice_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    build(Workspace.open(small), out=tmp_path / "one")
    build(Workspace.open(small, cache=False), out=tmp_path / "two")
    assert held(tmp_path / "one") == held(tmp_path / "two")
    assert "world/sitemap.xml.gz" in held(tmp_path / "one")


def test_several_processes_give_the_same_bytes_as_one(small: Path, tmp_path: Path) -> None:
    build(Workspace.open(small), out=tmp_path / "one")
    build(Workspace.open(small), out=tmp_path / "two", jobs=2)
    assert held(tmp_path / "one") == held(tmp_path / "two")


def test_building_leaves_the_theme_and_the_content_alone(small: Path, tmp_path: Path) -> None:
    site, content = held(data_folder() / "site"), held(small / "practices")
    build(Workspace.open(small), out=tmp_path / "out")
    assert held(data_folder() / "site") == site
    assert held(small / "practices") == content


def test_what_has_not_changed_is_left_as_it_lies(small: Path) -> None:
    first = build(Workspace.open(small))
    before = held(small / "build/site")
    again = build(Workspace.open(small))
    assert [one.reused for one in again] == [one.pages for one in first]
    assert held(small / "build/site") == before


def test_after_an_edit_only_what_it_touches_is_made_anew_and_the_site_is_as_from_nothing(
    small: Path, tmp_path: Path
) -> None:
    build(Workspace.open(small))
    change(small, "It took half a day", "It took a whole day")
    found = {one.edition: one for one in build(Workspace.open(small))}
    assert 0 < found["world"].reused < found["world"].pages
    build(Workspace.open(small), out=tmp_path / "anew")
    assert held(small / "build/site") == held(tmp_path / "anew")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (ENTRY, "title: Agree on words first", "title: Settle the words"),
        ("practices/world/entries/keep-minutes.yaml", "Keep minutes that", "Write minutes that"),
        ("practices/world/entries/keep-minutes.yaml", "status: published", "status: draft"),
        ("practices/world/taxonomy.yaml", "en: Trust", "en: Confidence"),
        ("practices/world/sources.yaml", "A session on trust", "A session on words"),
        ("practices/world/glossary.yaml", "term: Hotline", "term: Help line"),
        ("practices/north/edition.yaml", "standing: example", "standing: official"),
        ("practices/north/adapt/agree-first.yaml", "Korter voor", "Kort voor"),
        ("practices/north/pages/koffie.md", "Met de hand", "Snel"),
        ("handbook.yaml", "Small handbook", "Little handbook"),
    ],
)
def test_no_page_of_an_earlier_run_outlives_what_it_was_made_from(
    small: Path, tmp_path: Path, file: str, old: str, new: str
) -> None:
    build(Workspace.open(small))
    change(small, old, new, file)
    build(Workspace.open(small))
    build(Workspace.open(small, cache=False), out=tmp_path / "anew")
    assert held(small / "build/site") == held(tmp_path / "anew")


def test_a_page_that_somebody_changed_in_the_site_is_made_again(small: Path) -> None:
    build(Workspace.open(small))
    before = held(small / "build/site")
    (small / "build/site/world/index.html").write_text("gone")
    (small / "build/site/world/extra.html").write_text("not ours")
    (small / "build/site/north/practices/agree-first/index.html").unlink()
    build(Workspace.open(small))
    assert held(small / "build/site") == before


def test_one_edition_can_be_published_alone(small: Path, tmp_path: Path) -> None:
    found = build(Workspace.open(small), ["north"], tmp_path / "out")
    assert [one.edition for one in found] == ["north"]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"north", "index.html"}
    with pytest.raises(UnknownEdition):
        build(Workspace.open(small), ["nowhere"], tmp_path / "out")


def test_each_page_is_reported(small: Path) -> None:
    seen: list[tuple[str, int]] = []
    found = build(Workspace.open(small), report=lambda edition, pages: seen.append((edition, pages)))
    assert [seen.count((one.edition, one.pages)) for one in found] == [1, 1]
    assert seen[0][0] == "world"  # what others build on comes first


@pytest.mark.parametrize("place", [".", "practices", "practices/world", ".."])
def test_a_folder_that_holds_what_people_wrote_is_never_built_into(small: Path, place: str) -> None:
    before = held(small)
    with pytest.raises(PublishError, match="holds what they are made from"):
        build(Workspace.open(small, cache=False), out=small / place)
    assert {name: one for name, one in held(small).items() if name in before} == before


def test_the_themes_folder_is_never_built_into(small: Path) -> None:
    with pytest.raises(PublishError):
        build(Workspace.open(small), out=data_folder() / "site")


def test_only_one_run_at_a_time_publishes_to_a_folder(small: Path, tmp_path: Path) -> None:
    workspace = Workspace.open(small)
    build(workspace, out=tmp_path / "out")
    with only_one(tmp_path / "out", workspace.machine / "locks"), pytest.raises(HandbookError, match="Another run"):
        build(Workspace.open(small), out=tmp_path / "out")


def test_a_text_that_cannot_be_shown_is_told_and_the_rest_is_published(small: Path) -> None:
    change(small, "It took half a day and saved a year.", "word " * 4000)
    found = {one.edition: one for one in build(Workspace.open(small))}
    failure = found["world"].failures[0]
    assert (failure.practice, failure.unit) == ("agree-first", "evidence/half-a-day.says")
    assert not found["world"].well
    page = (small / "build/site/world/practices/agree-first/index.html").read_text(encoding="utf-8")
    assert "Agree on words first" in page
    assert (small / "build/site/north/index.html").is_file()


def test_a_file_that_cannot_be_read_is_listed_on_the_site(small: Path) -> None:
    (small / "practices/world/entries/spoilt.yaml").write_text('format: "1"\nid: spoilt\n')
    build(Workspace.open(small))
    assert "entries/spoilt.yaml" in (small / "build/site/world/all/index.html").read_text(encoding="utf-8")


def test_an_edition_that_builds_on_nothing_known_is_told_and_the_others_are_published(small: Path) -> None:
    build(Workspace.open(small))
    before = held(small / "build/site/north")
    change(small, "builds_on: world", "builds_on: nowhere", "practices/north/edition.yaml")
    found = {one.edition: one for one in build(Workspace.open(small))}
    assert found["world"].well
    assert "nowhere" in found["north"].error
    assert held(small / "build/site/north") == before


def test_colours_that_are_none_are_refused_and_the_old_site_stands(small: Path) -> None:
    build(Workspace.open(small))
    before = held(small / "build/site/north")
    change(small, '"#224466"', '"red; } body { display: none"', "practices/north/edition.yaml")
    found = {one.edition: one for one in build(Workspace.open(small))}
    assert "no colour" in found["north"].error
    assert held(small / "build/site/north") == before


def test_a_build_that_is_killed_before_its_end_leaves_the_old_site_and_the_next_one_sweeps(small: Path) -> None:
    build(Workspace.open(small))
    before = held(small / "build/site")
    change(small, "title: Agree on words first", "title: Settle the words")
    script = (
        "import time\nfrom pathlib import Path\nfrom handbook.store.workspace import Workspace\n"
        "from handbook.publish import build as building\n"
        f"def wait(new, old):\n    Path({str(small / 'half-way')!r}).touch(); time.sleep(60)\n"
        f"building.replace_folder = wait\nbuilding.build(Workspace.open(Path({str(small)!r})))\n"
    )
    running = subprocess.Popen([sys.executable, "-c", script])
    try:
        for _ in range(600):
            if (small / "half-way").exists():
                break
            time.sleep(0.05)
        assert (small / "half-way").exists()
    finally:
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
    now = held(small / "build/site")
    assert {name: one for name, one in now.items() if building._BUILDING not in name} == before
    assert list((small / "build/site").glob(f".*{building._BUILDING}*"))
    found = build(Workspace.open(small))
    assert all(one.well for one in found)
    assert not list((small / "build/site").glob(f".*{building._BUILDING}*"))
    assert "Settle the words" in (small / "build/site/world/practices/agree-first/index.html").read_text("utf-8")


def test_a_full_disk_is_told_in_plain_words_and_the_old_site_stands(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(Workspace.open(small))
    before = held(small / "build/site")
    change(small, "title: Agree on words first", "title: Settle the words")

    def full(config: object) -> None:
        raise OSError(28, "No space left on device", "site")

    monkeypatch.setattr(building, "mkdocs_build", full)
    found = build(Workspace.open(small))
    assert all("no space left" in one.error for one in found)
    assert held(small / "build/site") == before
