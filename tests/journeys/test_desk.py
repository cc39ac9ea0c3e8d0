"""Whole journeys at the desk, by the real program in a real terminal. The lesson is played in `test_demo.py`."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.request import urlopen

import pytest

from handbook.store.reviews import review_of
from handbook.store.workspace import Workspace
from tests.desk.terminal import NARROW, WIDE, Terminal
from tests.desk.typist import desk, files, held, into
from tests.desk.workspaces import CHANGES, little, questions, run, shipped
from tests.small import PUBLISH, READY

SITE = 90.0  # seconds that a site may take on a busy machine
TITLE, SUMMARY = "Answer every report", "Who reports abuse hears back within a day."
PROBLEM, STEP, CHECK, LAW = (
    "Reports lie for weeks.",
    "Name who answers today.",
    "A name is in the rota.",
    "The Rota Act",
)
NEW = "practices/global/entries/answer-every-report.yaml"


@pytest.fixture(params=[WIDE, NARROW], ids=["140x40", "80x24"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return request.param


@pytest.fixture
def one() -> Iterator[Terminal]:
    with Terminal() as terminal:
        yield terminal


# A new practice, from nothing to a published page.


def test_from_nothing_to_a_published_page(tmp_path, one, size):
    root = little(tmp_path / "handbook")
    before = files(root)
    desk(one, root, "-e", "global", size=size)
    one.keys("C-n")
    _filled(one, "A new practice", TITLE)
    one.wait_for("Begun as a draft.")
    _written(one, "Summary", SUMMARY)
    one.keys("F3")
    into(one, "For")
    one.keys("Enter")
    one.wait_for("[ ] Regulator")
    one.keys("Down", "Enter")
    one.wait_for("[x] Regulator")
    one.keys("C-s")
    one.wait_gone("[x] Regulator")
    one.keys("F3")
    _written(one, "The problem", PROBLEM)
    for step, label, words in (("Steps", "Step 1", STEP), ("Checklist", "Checklist item 1", CHECK)):
        one.keys("F3")
        into(one, step)
        one.keys("Enter")
        one.wait_for(f"▌ {label}")
        _typed(one, words)
    one.keys("C-s")
    one.wait_for(f"Saved “{TITLE}”")
    _rests_on_a_law(one)
    one.keys("C-s")
    one.wait_gone("not saved yet")
    one.keys("F3")
    one.wait_for("Nothing here needs you.")
    assert held(root, NEW)["status"] == "draft"

    _reviewed(one, "Ask for a review", "secretariat", "the legal team", "All of it.")
    one.wait_for("The review is asked for")
    _reviewed(one, "Approve", "It is right.")
    one.wait_for("It is approved as it reads now.")
    one.keys("F9")
    _answered(one, "Publish")
    one.wait_for("Published.")
    said = held(root, NEW)
    assert (said["status"], said["title"], said["groups"], said["problem"].strip()) == (
        "published", TITLE, ["regulator"], PROBLEM,
    )  # fmt: skip
    assert [said["steps"][0]["text"], said["checklist"][0]["text"], said["basis"][0]["title"]] == [STEP, CHECK, LAW]
    assert {name: data for name, data in files(root).items() if name in before} == before

    one.keys("F4")
    one.wait_for("As readers find it.")
    assert one.sees(TITLE) and one.sees(SUMMARY) and one.sees(PROBLEM)
    one.keys("Escape")
    one.wait_gone("As readers find it.")
    page = _site(one, by_key=size == WIDE)
    for words in (TITLE, SUMMARY, PROBLEM, STEP, CHECK, LAW):
        assert words in page
    built = next((root / ".handbook/site").rglob("practices/answer-every-report/index.html"))
    assert STEP in _plain(built.read_text(encoding="utf-8"))
    one.keys("C-q")
    assert one.wait_closed() == 0


def _rests_on_a_law(one: Terminal) -> None:
    """What it rests on: another field, to be picked."""
    into(one, "Title")
    one.keys("C-n")
    one.wait_for("Sign 1")
    one.keys("/")
    one.wait_for("▌Filter")
    one.type("rests on")
    one.wait_gone("Sign 1")
    one.keys("Enter")
    one.wait_for("▌ Rests on 1")
    _typed(one, LAW)
    one.keys("Tab")
    one.settled(0.2)
    one.keys("Enter")
    one.wait_for("policy")
    one.keys("Down", "Enter")
    one.wait_for("not saved yet")


# A change of the shared edition.


ADAPTED, MERGED = "practices/nl/adapt/stimulate-before-regulate.yaml", "Zeg het hardop."


def test_nl_through_a_change_of_the_shared_edition(tmp_path, one, size):
    root = shipped(tmp_path / "handbook")
    for file, said, now in CHANGES:
        (root / file).write_text((root / file).read_text(encoding="utf-8").replace(said, now), encoding="utf-8")
    for words in ("release -e global", "sync -e eu --unsigned", "release -e eu"):
        run(root, *words.split())
    own = _of_nl(root)

    desk(one, root, "stimulate-before-regulate", "-e", "nl", size=size).wait_for("› Title")
    assert not one.sees("to decide")
    _palette(one, "Take in a release of the shared edition")
    one.wait_for("Nothing is changed yet.", SITE)
    assert _of_nl(root) == own
    _answered(one, "Take it in")
    one.wait_for("“Back to the release before” in ^P undoes this.", SITE)
    taken = _of_nl(root)
    assert {name: data for name, data in taken.items() if "handbook.lock" not in name and "upstream/" not in name} == {
        name: data for name, data in own.items() if "handbook.lock" not in name and "upstream/" not in name
    }
    waiting = len(questions(root))
    assert waiting == 3
    if size == WIDE:
        one.wait_for("2 to decide")  # in the rail, of the practice that is open

    one.keys("F2")
    one.wait_for("Inbox › 1 of 4")
    one.wait_for("You chose another value here.")
    _answered(one, "Keep ours")
    one.wait_for("Answered: ours is kept")
    assert len(questions(root)) == waiting - 1
    one.keys("C-z")
    one.wait_for("Taken back: ours is kept, Maturity.")
    assert _but_bases(_of_nl(root)) == _but_bases(taken)
    _answered(one, "Keep ours")
    one.wait_for("Inbox › 1 of 3")
    one.wait_for("Summary, in “")
    _answered(one, "Edit both")
    one.wait_for("Ours, in words that say both")
    _typed(one, f" {MERGED}")
    one.keys("C-s")
    one.wait_for("Answered: your new words stand, Summary.")
    assert held(root, ADAPTED)["changes"]["summary"]["text"].endswith(MERGED)
    _answered(one, "Keep ours")
    one.wait_for("Inbox › 1 of 2")
    one.wait_for("Title in Dutch, in “")
    _answered(one, "It still fits")
    one.wait_for("Summary in English, in “")  # made from the words that were written just now
    _answered(one, "It still fits")
    one.wait_for("Nothing waits for you")
    assert not questions(root)
    one.keys("Escape")
    one.wait_gone("Nothing waits for you")
    one.wait_gone("to decide")
    one.keys("F2")
    one.wait_for("Nothing waits for you")
    one.keys("Escape")
    one.wait_gone("Nothing waits for you")
    one.keys("C-q")
    assert one.wait_closed() == 0


# A review, from asking to publishing.


REMARK, ANSWER, NOTE = "Say for whom xylophone.", "Done xylophone.", "Not yet xylophone."


def test_a_review_from_asking_to_publishing(tmp_path, one, size):
    root = little(tmp_path / "handbook", {PUBLISH: READY})
    desk(one, root, "publish-results", "-e", "global", size=size).wait_for("› Title")
    one.keys("F9")
    one.wait_for("Publish (off)")
    one.keys("Escape")
    one.wait_for("› Title")
    _reviewed(one, "Ask for a review", "AK", "legal", "The summary.")
    one.wait_for("The review is asked for")
    assert held(root, PUBLISH)["status"] == "in-review"

    into(one, "Summary")
    _reviewed(one, "Comment", REMARK)
    one.wait_for("Your comment is kept.")
    one.wait_for(REMARK)
    one.keys("F9")
    one.wait_for("Publish (off)")
    one.wait_for("comment is open.")
    one.keys("Escape")
    one.wait_for("› Summary")
    _reviewed(one, "Send it back", NOTE)
    one.wait_for("It is sent back.")
    assert held(root, PUBLISH)["status"] == "draft"

    _reviewed(one, "Settle a comment", ANSWER)
    one.wait_for("The comment is settled")
    one.wait_gone(REMARK)
    into(one, "Summary")
    _typed(one, " Say it to the hotline.")
    one.keys("C-s")
    one.wait_for("Saved “Publish the results”: 1 field changed (Summary).")
    _reviewed(one, "Ask for a review", "legal", "Once more.")
    one.wait_for("The review is asked for")
    _reviewed(one, "Approve", "")
    one.wait_for("It is approved as it reads now.")
    one.keys("F9")
    _answered(one, "Publish")
    one.wait_for("Published.")
    assert held(root, PUBLISH)["status"] == "published"
    review = review_of(Workspace.open(root), "global", "publish-results")
    assert [(comment.text, comment.answer) for comment in review.comments] == [(REMARK, ANSWER)] and not review.open

    _site(one, by_key=False)
    one.keys("C-q")
    assert one.wait_closed() == 0
    run(root, "release", "-e", "global", "--note", "Results.")
    run(root, "pack", "-e", "global", "--out", "global.handbook")
    shown = {name: data for name, data in _all_bytes(root).items() if "xylophone" in data}
    assert set(shown) == {"practices/global/reviews/publish-results.yaml"}
    assert any("Say it to the hotline." in data for name, data in _all_bytes(root).items() if "global.handbook" in name)
    assert any("Say it to the hotline." in data for name, data in _all_bytes(root).items() if name.endswith(".html"))


# What the journeys have in common.


def _filled(one: Terminal, page: str, *lines: str) -> None:
    """Fill in a page that asks, a line a field."""
    one.wait_for(page)
    one.wait_for("^S")
    for line in lines:
        _typed(one, line)
        one.keys("Enter")


def _written(one: Terminal, field: str, words: str) -> None:
    into(one, field)
    _typed(one, words)


def _typed(one: Terminal, words: str) -> None:
    one.settled(0.2)
    one.type(words)
    if words:
        one.wait_for(words.strip())


def _answered(one: Terminal, answer: str) -> None:
    """Press the number that stands before an answer."""
    screen = one.wait_until(lambda screen: re.search(rf"\b\d  {re.escape(answer)}", screen) is not None, answer)
    found = re.search(rf"\b(\d)  {re.escape(answer)}", screen)
    assert found
    one.keys(found[1])


def _reviewed(one: Terminal, answer: str, *lines: str) -> None:
    """F9, an answer, and a line for each field of the page that it opens."""
    one.settled(0.2)
    one.keys("F9")
    _answered(one, answer)
    one.wait_gone("Small correction")
    for line in lines:
        _typed(one, line)
        one.keys("Enter")


def _palette(one: Terminal, words: str) -> None:
    """Find an action in the palette by its words."""
    one.settled(0.2)
    one.keys("C-p")
    one.wait_for("Type what you want to do")
    one.type(words)
    one.wait_until(lambda screen: screen.count(words) > 1, f"{words} to be found")
    one.keys("Enter")


def _site(one: Terminal, *, by_key: bool) -> str:
    """Build and serve the site; the words of the page that it leads to, as a browser gets them."""
    if by_key:
        one.keys("S-F4")
    else:
        _palette(one, "Build and serve the site")
    screen = one.wait_for("and ends with the desk.", SITE)
    found = re.search(r"^ *(http://127\.0\.0\.1:\d+/\S+) *$", screen, re.MULTILINE)
    assert found, screen
    one.keys("Escape")
    with urlopen(found[1], timeout=20) as page:
        return _plain(page.read().decode())


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def _all_bytes(root: Path) -> dict[str, str]:
    """Every file, without what the program keeps for itself but for the site; a pack by what it holds."""
    found = {name: data.decode("utf-8", "replace") for name, data in files(root).items()}
    site = root / ".handbook/site"
    found |= {str(path): path.read_text("utf-8", "replace") for path in site.rglob("*") if path.is_file()}
    with zipfile.ZipFile(root / "global.handbook") as pack:
        found |= {f"global.handbook/{name}": pack.read(name).decode("utf-8", "replace") for name in pack.namelist()}
    return found


def _of_nl(root: Path) -> dict[str, bytes]:
    return {name: data for name, data in files(root).items() if name.startswith("practices/nl/")}


def _but_bases(held: dict[str, bytes]) -> dict[str, bytes]:
    """Texts that were written against are never deleted, whatever is taken back."""
    return {name: data for name, data in held.items() if "/bases/" not in name}
