"""A build writes only where it was told to, and shows only what the edition itself wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.publish.build import build
from handbook.store.workspace import Workspace
from tests.small import GLOBAL, NL, TAXONOMY, TRUST, small


def changed(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


def published(root: Path) -> dict[str, str]:
    return {one.edition: one.error for one in build(Workspace.open(root), out=root / "out")}


@pytest.mark.parametrize("code", ["/tmp/elsewhere", "../../elsewhere", "groups", "all", "", "en"])
def test_a_language_is_a_code_and_never_a_path(tmp_path, code):
    small(tmp_path)
    changed(tmp_path, GLOBAL, "languages: [en, ar]", f'languages: [en, "{code}"]')
    workspace = Workspace.open(tmp_path)
    assert [(one.file, one.unit.split("/")[0]) for one in workspace.broken] == [(GLOBAL, "languages")]
    assert "global" not in published(tmp_path)


def test_what_is_no_site_of_ours_is_never_replaced(tmp_path):
    small(tmp_path)
    theirs = tmp_path / "out" / "nl" / "thesis.txt"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("ten years of work")
    assert "no site of a handbook" in published(tmp_path)["nl"]
    assert theirs.read_text() == "ten years of work"


def test_a_link_among_hand_written_pages_is_not_followed(tmp_path):
    small(tmp_path)
    (tmp_path / "secret.txt").write_text("a secret")
    pages = (tmp_path / NL).parent / "pages"
    pages.mkdir()
    (pages / "link.txt").symlink_to(tmp_path / "secret.txt")
    (pages / "own.txt").write_text("our own")
    assert published(tmp_path)["nl"] == ""
    assert [path.name for path in (tmp_path / "out" / "nl").rglob("*.txt")] == ["own.txt"]


def test_groups_within_each_other_still_have_pages(tmp_path):
    small(tmp_path)
    changed(tmp_path, TAXONOMY, "{id: government, label: {en: Government}}",
            "{id: government, label: {en: Government}, within: [regulator]}")  # fmt: skip
    assert published(tmp_path) == {"global": "", "nl": ""}


def test_a_site_that_a_killed_run_took_aside_comes_back(tmp_path):
    small(tmp_path)
    published(tmp_path)
    (tmp_path / "out" / "nl").rename(tmp_path / "out" / ".nl.before")
    changed(tmp_path, NL, "format:", "colour: red\nformat:")
    changed(tmp_path, NL, "standing: example", "standing: nonsense")
    published(tmp_path)
    assert (tmp_path / "out" / "nl" / "index.html").is_file()


def test_a_day_that_is_not_in_the_calendar_is_told(tmp_path):
    small(tmp_path)
    changed(tmp_path, TRUST, "revision:", 'review: {next: "2017-02-31"}\nrevision:') if "revision:" in (
        tmp_path / TRUST
    ).read_text() else changed(
        tmp_path, TRUST, "maturity: emerging", 'maturity: emerging\nreview: {next: "2017-02-31"}'
    )
    (fault,) = Workspace.open(tmp_path).broken
    assert "no such day" in fault.message
