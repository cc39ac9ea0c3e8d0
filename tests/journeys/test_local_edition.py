"""A local edition's life, with real commands, two repositories and no network: taken home, followed, given back."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from handbook.store.data import data_folder
from tests.cli.run import Done, spawned

START = (
    "start ke --from builtin --in kenya --title|Kenya Internet Handbook|--name|Kenya|--lang|en|--lang|sw|--kind|country"
    "|--territory|KE|--body|Kenya IGF secretariat|--mandate|Asked by the national forum.|--yes"
)
SUMMARY = "Name one aim in the first meeting. Write it down in English and in Swahili."
WHY = "Partners here understood an unwritten aim in two ways."
REASON = "Already a duty of every partner under our founding agreement."
SWAHILI = "Kubalianeni kwanza juu ya lengo moja la pamoja"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """The repository of the secretariat that keeps the shared edition."""
    root = tmp_path / "shared"
    shutil.copytree(data_folder() / "practices", root / "practices")
    shutil.copyfile(data_folder() / "handbook.yaml", root / "handbook.yaml")
    return root


def run(root: Path, words: str, *, ends: int = 0) -> Done:
    """One command; words with blanks in them are parted by `|`."""
    head, _, rest = words.partition("|")
    done = spawned(root, *head.split(), *(rest.split("|") if rest else []))
    assert "Traceback" not in done.all
    assert done.code == ends, done.all
    return done


def page(root: Path, *parts: str) -> str:
    """The words of a page that was built, without its markup."""
    text = root.joinpath("build/site", *parts, "index.html").read_text(encoding="utf-8")
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_ten_steps_of_a_local_edition(tmp_path: Path, shared: Path) -> None:
    kenya = started(tmp_path)
    adapted(kenya)
    translated(kenya)
    pack = released(shared)
    followed(kenya, pack)
    built(kenya)
    proposals = given_back(kenya)
    number = received(shared, proposals)
    come_home(kenya, shared, number)


def started(folder: Path) -> Path:
    """Kenya takes the handbook home: a repository of its own, and no practice is copied."""
    done = run(folder, START)
    kenya = folder / "kenya"
    assert "kenya" in done.out and (kenya / "README.md").is_file()
    assert (kenya / ".github/workflows").is_dir() and (kenya / ".gitlab-ci.yml").is_file()
    assert not (kenya / "practices/ke/entries").exists()
    assert "common-cause" in run(kenya, "list").out, "all shared practices are there"
    assert "Nothing waits" in run(kenya, "status").out
    return kenya


def adapted(kenya: Path) -> None:
    """Words, a value, a set, an item left out, one of Kenya's own, one moved, a practice not for Kenya."""
    run(kenya, f"adapt common-cause summary --text|{SUMMARY}|--why|{WHY}")
    run(kenya, "adapt common-cause maturity --value emerging --why|Tried here once so far.")
    run(kenya, "adapt common-cause checklist/measurable.groups --add academia --why|Universities keep the figures.")
    run(kenya, f"adapt common-cause checklist/own-channels --hide|{REASON}")
    item = "--new both-languages --after every-angle-noted --for civil-society --part kind=verify"
    said = "--text|The aim is written down in both languages.|--why|We meet in two languages."
    run(kenya, f"adapt common-cause checklist {item}|{said}")
    run(kenya, "adapt common-cause checklist/effect-on-users --after every-angle-noted --why|Users come first here.")
    run(kenya, "stance build-trust-between-people as-is")
    local = kenya / "practices/ke/entries/ask-twice.yaml"
    run(kenya, "new ask-twice --title|Ask each county twice")
    text = local.read_text(encoding="utf-8")
    for empty, filled in {
        "status: draft": "status: published",
        'summary: ""': "summary: Ask each county before the draft and after it, so that nobody is surprised.",
        "groups: []": "groups: [government]",
        'problem: ""': "problem: A county that is asked once answers a text that no longer stands.",
        "steps: []": "steps:\n  - {id: ask, text: Send it to each county., groups: [government], basis: editors}",
        "checklist: []": (
            "checklist:\n  - {id: answered, text: Each county has answered., groups: [government], kind: verify,"
            " basis: editors}"
        ),
        "evidence: []": "basis:\n  - {id: rule, kind: policy, title: The rules of the forum}",
    }.items():
        assert empty in text, empty
        text = text.replace(empty, filled)
    local.write_text(text, encoding="utf-8")
    assert "Nothing to mend" in run(kenya, "check --strict --no-advice").out


def translated(kenya: Path) -> None:
    """A Swahili title by hand, and the rest through a file for translators."""
    run(kenya, f"translate common-cause --to sw --unit title --text|{SWAHILI}")
    run(kenya, "translate common-cause --to sw --export sw.po")
    po = (kenya / "sw.po").read_text(encoding="utf-8")
    assert SWAHILI in po and SUMMARY.split(". ")[0] in po
    run(kenya, "translate --to sw --import sw.po")
    assert f"text: {SWAHILI}" in (kenya / "practices/ke/i18n/sw/common-cause.yaml").read_text(encoding="utf-8")


def released(shared: Path) -> Path:
    """The shared edition changes what Kenya adapted, in another sentence and in the same one, and is released."""
    entry = shared / "practices/global/entries/common-cause.yaml"
    text = entry.read_text(encoding="utf-8")
    first = json.loads(run(shared, "show common-cause --edition global --format json").out)
    summary = next(unit["value"] for unit in first["units"] if unit["path"] == "summary")
    head = text.index("\nsummary:")
    tail = re.compile(r"\n[a-z_]+:").search(text, head + 2)
    assert tail is not None
    text = f"{text[:head]}\nsummary: {summary.removesuffix('.')}, and say who keeps it.{text[tail.start() :]}"
    entry.write_text(text.replace("maturity: demonstrated", "maturity: established"), encoding="utf-8")
    out = run(shared, "release --edition global --note|Who keeps the aim is said now.").out
    assert "common cause" in out.lower() or "aim" in out
    run(shared, "pack --edition global --out news.handbook")
    assert (shared / "news.handbook").stat().st_size < 1_000_000, "small enough to send by e-mail"
    return shared / "news.handbook"


def followed(kenya: Path, pack: Path) -> None:
    """Kenya takes the pack in, is told what it means, and decides."""
    before = {path: path.read_bytes() for path in (kenya / "practices/ke").rglob("*.yaml")}
    refused = run(kenya, f"sync --from {pack}", ends=1)
    assert "--unsigned" in refused.err and "verified" not in refused.all
    looked = run(kenya, f"sync --from {pack} --unsigned --dry-run").out
    assert "Nothing was changed" in looked
    run(kenya, f"sync --from {pack} --unsigned")
    assert {path: path.read_bytes() for path in before} == before, "nothing that Kenya wrote was touched"
    waits = run(kenya, "status", ends=1).out
    assert "They changed" in waits and "{+" in waits
    held = json.loads(run(kenya, "status --format json", ends=1).out)
    assert {one["unit"] for one in held["questions"]} == {"summary", "maturity"}
    assert "<script" not in run(kenya, "status --format html", ends=1).out
    run(kenya, f"decide common-cause summary keep --why|{WHY}")
    run(kenya, "decide common-cause maturity take")
    assert "Nothing waits" in run(kenya, "status").out
    run(kenya, f"sync --from {pack} --unsigned")
    assert "Nothing waits" in run(kenya, "status").out, "what was kept is not asked again"


def built(kenya: Path) -> None:
    """Kenya's pages show Kenya's words, and say what differs and why."""
    run(kenya, "build")
    said = page(kenya, "ke", "practices", "common-cause")
    for words in (SUMMARY, WHY, "Adapted here", "Left out here", REASON, "Added here", "We meet in two languages."):
        assert words in said, words
    assert SWAHILI in page(kenya, "ke", "sw", "practices", "common-cause")
    assert "Ask each county twice" in page(kenya, "ke", "practices", "ke.ask-twice")


def given_back(kenya: Path) -> list[Path]:
    """A practice, an experience and a better wording go back, as files for e-mail."""
    run(kenya, "contribute ke/ask-twice --yes --out practice.proposal.yaml|--reason|It worked in three counties.")
    told = "--organisation|Kenya IGF|--text|The aim was agreed in one meeting.|--reason|Others may want to know."
    experience = "--experience --outcome worked --date 2026-11"
    run(kenya, f"contribute common-cause {experience} --yes --out tried.proposal.yaml|{told}")
    item = "checklist/ke/both-languages --yes --out item.proposal.yaml"
    run(kenya, f"contribute common-cause {item}|--reason|Many forums meet in two languages.")
    files = [kenya / f"{name}.proposal.yaml" for name in ("practice", "tried", "item")]
    assert all(file.is_file() for file in files)
    return files


def received(shared: Path, proposals: list[Path]) -> str:
    """The shared edition looks at each, takes them in, and is released."""
    for file in proposals:
        assert "ke" in run(shared, f"receive {file} --dry-run", ends=1).out
        run(shared, f"receive {file} --accept-all")
    entry = shared / "practices/global/entries/ask-twice.yaml"
    edit(entry, "status: in-review", "status: published")
    assert "from: ke/ask-twice" in entry.read_text(encoding="utf-8")
    run(shared, "release --edition global --note|Three things from Kenya.")
    there = json.loads(run(shared, "releases --edition global --format json").out)
    return str(max(int(one["release"]) for one in there))


def come_home(kenya: Path, shared: Path, number: str) -> None:
    """At Kenya's next step what was taken in is there already, and tidying leaves nothing to do."""
    run(kenya, f"sync --from {shared} --unsigned --to {number}")
    waits = run(kenya, "status").out
    assert "Nothing waits" in waits and "word for word" in waits
    run(kenya, "build")
    before = page(kenya, "ke", "practices", "ask-twice")
    assert "Ask each county twice" in before
    run(kenya, "tidy")
    assert not (kenya / "practices/ke/entries/ask-twice.yaml").exists()
    assert "nothing to clear away" in run(kenya, "tidy").out
    assert "Nothing waits" in run(kenya, "status").out
    assert "word for word" not in run(kenya, "status").out
    assert "Nothing to mend" in run(kenya, "check --strict --no-advice").out
    run(kenya, "build")
    after = page(kenya, "ke", "practices", "common-cause")
    assert SUMMARY in after and "The aim was agreed in one meeting." in after
    assert (kenya / "build/site/ke/practices/ke.ask-twice/index.html").is_file(), "the old address still leads there"
