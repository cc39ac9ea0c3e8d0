"""Walks the manual as a forum would, in a bare folder: types what the pages say, and sees what they say one sees."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import polib
import pytest

from handbook.store.data import data_folder
from tests.cli.run import handbook

MANUAL = Path(__file__).parents[1] / "site" / "manual"
PAGES = ("start-your-edition.md", "translate.md", "when-the-shared-edition-changes.md", "give-back.md")
# The answers that the first page types into the terminal.
ANSWERS = {
    "--title": "Kenya Internet Handbook", "--kind": "country", "--body": "Kenya IGF secretariat",
}  # fmt: skip
LANGUAGES = ("--lang", "en", "--lang", "sw")
TODAY = datetime.now(UTC).date().isoformat()

_BLOCK = re.compile(r"(?:<!-- walk: (\w+) -->\n)?^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
# What differs between two machines, two days, or two releases of what came along.
_DIFFERS = (
    (re.compile(r"sha256:[0-9a-f]{64}|([0-9a-f]{4} ){3}[0-9a-f]{4}"), "DIGEST"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "DAY"),
    (re.compile(r"\d+ KB"), "SIZE"),
    (re.compile(r"(?<=[rR]elease )\d+|(?<=global-)\d+"), "N"),
    (re.compile(r"\d+(?= practices)"), "MANY"),
)

# What the secretariat says otherwise at its next release.
REWORDED = {
    "title: Agree on a common cause before asking for": "title: Agree on a common cause before you ask for",
    "something to be weighed against.": "something to be weighed against, in every year that follows.",
    "maturity: demonstrated": "maturity: established",
    "You know which of your own channels": "You know, and have tried, which of your own channels",
    "Talk with each partner about": "Talk with each partner in turn about",
}
# What a forum fills into the draft of its own practice.
FILLED = {
    "status: draft": "status: published",
    'summary: ""': "summary: Ask each county before the draft and after it, so that nobody is surprised.",
    "groups: []": "groups: [government]",
    'problem: ""': "problem: A county that is asked once answers a text that no longer stands.",
    "steps: []": "steps:\n  - {id: ask, text: Send it to each county., groups: [government], basis: editors}",
    "checklist: []": "checklist:\n  - {id: answered, text: Each county has answered., kind: verify, basis: editors}",
    "evidence: []": "basis:\n  - {id: rule, kind: policy, title: The rules of the forum}",
}


class Walker:
    """Types what the pages say, and what they say happens beside the terminal."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.home, self.capsys, self.patch = home, capsys, patch
        self.kenya, self.secretariat = home / "kenya", home / "secretariat"
        self.place = home
        shutil.copytree(data_folder() / "practices", self.secretariat / "practices")
        shutil.copyfile(data_folder() / "handbook.yaml", self.secretariat / "handbook.yaml")

    def walk(self, page: str) -> None:
        said = ""
        for mark, kind, body in blocks(page):
            if kind == "sh":
                said += "".join(self.typed(line, mark) for line in body.splitlines())
            elif kind == "text":
                for piece in body.split("…\n"):
                    assert self.alike(piece) in self.alike(said), (page, piece, said)
                said = ""

    def typed(self, line: str, mark: str) -> str:
        words = shlex.split(line.replace("2026-11-22", TODAY))
        if words[0] == "cd":
            self.place = self.place / words[1]
            return ""
        place = self.secretariat if mark == "secretariat" else self.place
        self.before(words[1:])
        self.patch.chdir(place)
        answers = [*LANGUAGES, *(word for answer in ANSWERS.items() for word in answer)] if words[1] == "start" else []
        done = handbook(self.capsys, None, *words[1:], *answers)
        assert done.code in (0, 1) and "Traceback" not in done.all, (line, done.all)
        self.after(words[1:])
        return done.all

    def before(self, words: list[str]) -> None:
        """What comes by e-mail."""
        if words[0] == "receive":
            for file in self.kenya.glob("*.proposal.yaml"):
                shutil.copy(file, self.secretariat)
        if words[0] == "sync" and "global-3.handbook" in words:
            newest = max(self.secretariat.glob("global-*.handbook"), key=lambda file: file.stat().st_mtime_ns)
            shutil.copyfile(newest, self.kenya / "global-3.handbook")

    def after(self, words: list[str]) -> None:
        """What is done in another program."""
        if words[0] == "new":
            rewrite(self.kenya / "practices/ke/entries/ask-twice.yaml", FILLED)
        if words[0] == "receive" and (file := self.secretariat / "practices/global/entries/ask-twice.yaml").exists():
            rewrite(file, {"status: in-review": "status: published"})
        if "--export" in words:
            translators(self.kenya / words[-1])

    def news(self) -> None:
        """The shared edition is released anew, and its pack comes by e-mail."""
        rewrite(self.secretariat / "practices/global/entries/common-cause.yaml", REWORDED)
        self.patch.chdir(self.secretariat)
        for words in ("release --note", "pack --out"):
            what = "Said more clearly." if "--note" in words else str(self.kenya / "global-2.handbook")
            assert handbook(self.capsys, None, *words.split(), what, "--edition", "global").code == 0

    def alike(self, text: str) -> str:
        """The text without what differs between two runs."""
        text = " ".join(text.replace(str(self.home), "/home/you").split())
        for pattern, name in _DIFFERS:
            text = pattern.sub(name, text)
        return text


def blocks(page: str) -> Iterator[tuple[str, str, str]]:
    for found in _BLOCK.findall((MANUAL / page).read_text(encoding="utf-8")):
        if found[0] != "skip":
            yield found


def rewrite(file: Path, words: dict[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in words.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def translators(file: Path) -> None:
    """One entry is translated, another one begun."""
    catalog = polib.pofile(str(file))
    for entry in catalog:
        if entry.msgctxt == "common-cause#pitfalls/slogan.text":
            entry.msgstr = "Lengo ni kaulimbiu tu."
        if entry.msgctxt == "common-cause#not_for":
            entry.msgstr, entry.flags = "Usitumie", ["fuzzy"]
    catalog.save(str(file))


def test_a_forum_walks_from_start_to_giving_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    walker = Walker(tmp_path, capsys, monkeypatch)
    for page in PAGES:
        if page.startswith("when-"):
            walker.news()
        walker.walk(page)
    assert not (walker.kenya / "practices/ke/entries/ask-twice.yaml").exists(), "the shared edition keeps it now"
