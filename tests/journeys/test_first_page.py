"""The first journey, with real commands: from nothing, through a finding, to a page that says what was written."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from tests.cli.run import Done, spawned

HANDBOOK = 'format: "1"\ntitle: {en: Handbook of the lakes}\n'
EDITION = """\
format: "1"
id: lakes
title: {en: Handbook of the lakes}
standing: official
languages: [en]
maintainer: {body: The secretariat, mandate: Asked by the plenary, contact: "mailto:desk@example.org"}
"""
TAXONOMY = """\
format: "1"
groups:
  - {id: hotline, label: {en: Hotline}}
"""
FILE = "practices/lakes/entries/answer-in-a-day.yaml"
# What an editor fills in: field -> the empty line that `new` wrote, and her words.
FILLED = {
    'summary: ""': "summary: Answer every report within a day, so that people report again.",
    "status: draft": "status: published",
    "groups: []": "groups: [hotlin]",
    'problem: ""': "problem: |\n  Reports that nobody answers are the last ones a person sends.",
    "steps: []": "steps:\n  - {id: name-one, text: Name one person a day., groups: [hotline], basis: editors}",
    "checklist: []": (
        "checklist:\n  - {id: answered, text: No report is older than a day., groups: [hotline], kind: verify}"
    ),
    "evidence: []": "basis:\n  - {id: promise, kind: policy, title: The promise of the hotline}",
}


def run(root: Path, *words: str) -> Done:
    done = spawned(root, *words)
    assert "Traceback" not in done.all
    return done


def words_of(page: Path) -> str:
    """The words of a page, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8"))).split())


def test_from_nothing_to_the_published_page(tmp_path):
    home = tmp_path / "practices/lakes"
    home.mkdir(parents=True)
    (tmp_path / "handbook.yaml").write_text(HANDBOOK)
    (home / "edition.yaml").write_text(EDITION)
    (home / "taxonomy.yaml").write_text(TAXONOMY)

    done = run(tmp_path, "new", "answer-in-a-day", "--title", "Answer every report within a day")
    assert done.code == 0 and done.out.startswith(FILE) and "handbook check" in done.out
    assert run(tmp_path, "check").code == 0, "a draft may be empty"

    entry = tmp_path / FILE
    text = entry.read_text()
    for empty, words in FILLED.items():
        assert f"\n{empty}\n" in text
        text = text.replace(f"\n{empty}\n", f"\n{words}\n")
    entry.write_text(text)

    done = run(tmp_path, "check")
    line = text.splitlines().index("groups: [hotlin]") + 1
    assert done.code == 1 and f"{FILE}:{line}: error" in done.out and "hotlin" in done.out
    assert not (tmp_path / "build").exists()

    entry.write_text(text.replace("[hotlin]", "[hotline]"))
    done = run(tmp_path, "check", "--strict", "--no-advice")
    assert (done.code, done.out) == (0, "Nothing to mend.\n")
    assert "answer-in-a-day" in run(tmp_path, "list", "--group", "hotline").out

    done = run(tmp_path, "build")
    assert done.code == 0 and str(tmp_path / "build/site/index.html") in done.out
    page = words_of(tmp_path / "build/site/lakes/practices/answer-in-a-day/index.html")
    for words in (
        "Answer every report within a day",
        "Reports that nobody answers are the last ones a person sends.",
        "Name one person a day.",
        "No report is older than a day.",
        "The promise of the hotline",
    ):
        assert words in page
    assert "Answer every report within a day" in words_of(tmp_path / "build/site/lakes/all/index.html")
    assert "Handbook of the lakes" in words_of(tmp_path / "build/site/index.html")

    entry.write_text(entry.read_text().replace("Name one person a day.", "Name two persons a day."))
    assert run(tmp_path, "build").code == 0
    assert "Name two persons a day." in words_of(tmp_path / "build/site/lakes/practices/answer-in-a-day/index.html")
