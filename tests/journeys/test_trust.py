"""The trust points of the desk, by the real program in a real terminal: nothing is lost, nobody is overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook.model.sheet import Sheet
from handbook.store.kept import KeptTexts
from tests.desk.terminal import NARROW, WIDE, Terminal
from tests.desk.typist import (
    OFFERED,
    desk,
    end,
    files,
    held,
    into,
    kept_safe,
    left,
    rewritten,
    sees,
)  # fmt: skip
from tests.desk.workspaces import little
from tests.small import ADAPT, NL, PUBLISH, SUMMARY, TRUST

SIZES = (WIDE, NARROW)
DRAFT, FILE, BOTH = "1", "2", "3"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return little(tmp_path / "handbook")


@pytest.fixture(params=SIZES, ids=["140x40", "80x24"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return request.param


@pytest.fixture
def one() -> Iterator[Terminal]:
    with Terminal() as terminal:
        yield terminal


@pytest.fixture
def other() -> Iterator[Terminal]:
    with Terminal() as terminal:
        yield terminal


# 1. Nothing typed is lost. At any moment: `trust/test_ended.py`.


def _whole(root: Path) -> str:
    return (root / TRUST).read_text(encoding="utf-8")


def test_a_draft_says_when_and_what_and_that_the_file_has_changed(root, one, size):
    desk(one, root, "build-trust", "-e", "global", size=size).wait_for("› Title")
    one.type(" at last")
    into(one, "Summary")
    one.type(" And call.")
    kept_safe(one, root, "And call.")
    end(one, "KILL")
    rewritten(root, TRUST, "maturity: emerging", "maturity: established")
    desk(one, root, "-e", "global", size=size)
    one.wait_for(OFFERED)
    sees(
        one, "2 fields of “Build trust at last” are not saved. What you typed is safe. The file has changed since.",
        "And call.", "Use my draft", "Use the file", "See both",
    )  # fmt: skip
    one.keys(DRAFT)
    one.wait_for("Your draft is open. The file stays as it is until you save.")
    assert held(root, TRUST)["title"] == "Build trust"
    one.keys("C-s")
    one.wait_for("2 fields changed (Title, Summary)")
    said = held(root, TRUST)
    assert (said["title"], said["maturity"]) == ("Build trust at last", "established")
    assert said["summary"] == f"{SUMMARY} And call."


def test_a_draft_and_a_file_that_both_changed_one_field(root, one, size):
    """The draft is used, and what the file said meanwhile can be found."""
    _left_a_draft(root, one, size, "And call.")
    rewritten(root, TRUST, SUMMARY, "Meet twice a year.")
    desk(one, root, "-e", "global", size=size)
    one.wait_for(OFFERED)
    sees(one, "In 1 of them as well.", "Meet twice a year.")
    one.keys(DRAFT)
    one.wait_for("Your draft is open.")
    one.keys("C-s")
    one.wait_for("Saved “Build trust”")
    assert held(root, TRUST)["summary"] == f"{SUMMARY} And call."
    assert any(found.text == "Meet twice a year." for found in KeptTexts(root / ".handbook").found("global"))


def test_a_draft_never_shadows_the_file_and_declining_deletes_nothing(root, one, size):
    _left_a_draft(root, one, size, "And call.")
    before = files(root)
    desk(one, root, "-e", "global", size=size).wait_for(OFFERED)
    one.keys("Escape")
    one.wait_for("Kept for later")
    one.keys("Enter")
    one.wait_for("› Title")
    assert "Meet often before you" in one.settled() and "And call." not in one.screen()
    end(one, "TERM")
    desk(one, root, "-e", "global", size=size).wait_for(OFFERED)
    one.keys(FILE)
    one.wait_for("The file is open. Your draft is kept")
    assert "And call." not in one.settled() and files(root) == before
    end(one, "KILL")
    desk(one, root, "-e", "global", size=size).wait_for("2 practices")
    assert not one.sees(OFFERED)
    one.keys("C-p")
    one.type("drafts")
    one.wait_for("Drafts and kept texts")
    one.keys("Enter")
    one.wait_for("Build trust")
    one.wait_for("You put this dr")


def test_the_reason_is_kept_as_it_is_typed(root, one, size):
    desk(one, root, "build-trust", "-e", "nl", size=size).wait_for("› Title")
    into(one, "Title")
    one.keys("Tab")
    one.type(" En zo heet het hier.")
    kept_safe(one, root, "heet het hier.")
    end(one, "hang-up")
    desk(one, root, "-e", "nl", size=size).wait_for(OFFERED)
    one.wait_for("En zo heet het hier.")
    one.keys(DRAFT)
    one.wait_for("Your draft is open.")
    one.keys("C-s")
    one.wait_for("Saved “Bouw vertrouwen op”")
    assert held(root, ADAPT)["changes"]["title"]["why"] == "In het Nederlands. En zo heet het hier."


def _left_a_draft(root: Path, one: Terminal, size: tuple[int, int], words: str) -> None:
    desk(one, root, "build-trust", "-e", "global", size=size).wait_for("› Title")
    into(one, "Summary")
    one.type(f" {words}")
    kept_safe(one, root, words)
    end(one, "KILL")


# 2. Nothing else is touched.


def test_saving_writes_one_field_and_says_so(root, one, size):
    before = files(root)
    desk(one, root, "build-trust", "-e", "global", size=size).wait_for("› Title")
    into(one, "Summary")
    one.type(" And call.")
    one.wait_for("And call.")
    one.keys("C-s")
    one.wait_for(f"Saved “Build trust”: 1 field changed (Summary). {TRUST}")
    one.wait_for("Saved ")
    changed = {name for name, data in files(root).items() if data != before.get(name)}
    assert changed == {TRUST}
    lines = [(was, now) for was, now in zip(before[TRUST].decode().split("\n"), _whole(root).split("\n"), strict=True)]
    assert [now for was, now in lines if was != now] == [f"summary: {SUMMARY} And call.   # two sentences"]
    one.keys("C-q")
    assert one.wait_closed() == 0 and not left(root)


# 3. Nobody is overwritten.


def test_what_only_one_side_changed_goes_together_unasked(root, one, size):
    _typed(root, one, size, "And call.")
    rewritten(root, TRUST, "maturity: emerging", "maturity: established")
    one.keys("C-s")
    one.wait_for("Another editor had changed 1 field meanwhile; it is there too.")
    assert (held(root, TRUST)["summary"], held(root, TRUST)["maturity"]) == (f"{SUMMARY} And call.", "established")
    assert "# Written by two editors." in _whole(root)


@pytest.mark.parametrize("answer", [DRAFT, FILE, BOTH])
def test_what_both_changed_is_shown_a_unit_at_a_time(root, one, size, answer):
    _typed(root, one, size, "And call.")
    rewritten(root, TRUST, SUMMARY, "Meet twice a year.")
    one.keys("C-s")
    one.wait_for("Summary was changed by you and by another editor")
    sees(one, "Yours", "Theirs", "Before", "Keep mine", "Take theirs", "Edit both")
    one.keys("Escape")
    one.wait_for("Not saved: nothing was answered. Your typing is kept safe.")
    assert held(root, TRUST)["summary"] == "Meet twice a year."
    one.keys("C-s")
    one.wait_for("Summary was changed by you and by another editor")
    one.keys(answer)
    if answer == BOTH:
        one.wait_for("Both stand in the field now, yours first. Edit them, then save.")
        one.keys("C-s")
    one.wait_until(lambda screen: "Saved “Build trust”" in screen or "Nothing was changed" in screen, "it to be saved")
    said = held(root, TRUST)["summary"]
    kept = {found.text for found in KeptTexts(root / ".handbook").found("global", "build-trust")}
    if answer == FILE:
        assert said == "Meet twice a year." and f"{SUMMARY} And call." in kept
    elif answer == DRAFT:
        assert said == f"{SUMMARY} And call." and "Meet twice a year." in kept
    else:
        assert f"{SUMMARY} And call." in said and "Meet twice a year." in said


def test_a_second_editor_is_announced_and_neither_loses_a_word(root, one, other, size):
    _typed(root, one, size, "And call.")
    desk(other, root, "build-trust", "-e", "global", size=size)
    other.wait_for("has this practice open too, since")
    into(other, "Summary")
    other.type(" And write.")
    other.wait_for("And write.")
    one.keys("C-s")
    one.wait_for("Saved “Build trust”")
    other.keys("C-s")
    other.wait_for("Summary was changed by you and by another editor")
    other.keys(DRAFT)
    other.wait_for("Saved “Build trust”")
    assert held(root, TRUST)["summary"] == f"{SUMMARY} And write."
    kept = {found.text for found in KeptTexts(root / ".handbook").found("global", "build-trust")}
    assert f"{SUMMARY} And call." in kept


def test_each_of_two_editors_has_a_draft_of_his_own(root, one, other):
    _typed(root, one, WIDE, "And call.")
    _typed(root, other, NARROW, "And write.")
    for terminal, words in ((one, "And call."), (other, "And write.")):
        kept_safe(terminal, root, words)
        end(terminal, "KILL")
        assert [words in Sheet.read(found.tree["now"]).text("summary") for found in left(root)].count(True) == 1
    desk(one, root, "-e", "global", size=WIDE).wait_for(OFFERED)
    assert len(left(root)) == 2
    one.keys(DRAFT)
    one.wait_for("You have this practice open already")
    one.keys(DRAFT)
    one.wait_for("field 1 of 1")
    one.keys(DRAFT)
    one.wait_for("Your draft is open.")
    one.keys("C-s")
    one.wait_for("Saved “Build trust”")
    kept = " ".join(found.text for found in KeptTexts(root / ".handbook").found("global", "build-trust"))
    there = f"{held(root, TRUST)['summary']} {kept}"
    assert "And call." in there and "And write." in there and not left(root)


def _typed(root: Path, terminal: Terminal, size: tuple[int, int], words: str) -> None:
    desk(terminal, root, "build-trust", "-e", "global", size=size).wait_for("› Title")
    into(terminal, "Summary")
    terminal.type(f" {words}")
    terminal.wait_for(words)


# 4. Every refusal is explained and reachable.


def test_what_is_refused_is_said_in_words_and_f3_goes_there(root, one, size):
    desk(one, root, "build-trust", "-e", "nl", size=size).wait_for("› Title")
    into(one, "Summary")
    one.type(" Kom langs.")
    one.wait_for("Kom langs.")
    into(one, "The problem")
    one.keys("C-s")
    one.wait_for("Not saved: 1 field to fix first. Your typing is kept safe. F3 goes there.")
    one.keys("F3")
    sees(one, "› Summary", "To fix: “Summary” differs here")
    one.settled()
    one.type("Zo is het hier.")
    one.wait_for("Zo is het hier.")
    one.keys("C-s")
    one.wait_for("Saved “Bouw vertrouwen op”: 1 field changed (Summary).")
    assert held(root, ADAPT)["changes"]["summary"]["why"] == "Zo is het hier."


def test_a_broken_file_stands_in_the_list_with_its_line_and_opens_as_text(root, one, size):
    (root / PUBLISH).write_text("format: '1'\nid: publish-results\nid: twice\n[red]: x\n", encoding="utf-8")
    desk(one, root, "-e", "global", size=size)
    one.wait_for("publish-results.yaml")
    one.wait_for("cannot be used: line 3" if size == WIDE else "publish-results.yaml")
    one.keys("Home", "Enter")
    sees(one, "Line 3:", "id: twice", "[red]: x")
    one.keys("Escape")
    one.wait_for("1 practice")


def test_an_edition_that_cannot_be_read_opens_on_its_file(root, one, size):
    said = (root / NL).read_text(encoding="utf-8")
    (root / NL).write_text(said.replace("title: {", "title: [{"), encoding="utf-8")
    mend = {"EDITOR": "sed -i 's/title: .{/title: {/'"}
    desk(one, root, "-e", "nl", "build-trust", size=size, env=mend).wait_for("Line 3:")
    assert "There is no edition" not in one.screen()
    one.keys("C-e")
    one.wait_for("› Title")
    assert (root / NL).read_text(encoding="utf-8") == said


# 5. Leaving.


def test_leaving_asks_and_ctrl_c_loses_nothing(root, one, size):
    before = files(root)
    _typed(root, one, size, "And call.")
    one.keys("C-c")
    one.wait_for("^Q leaves")
    assert not one.closed and one.sees("And call.")
    one.keys("C-q")
    one.wait_for("1 practice is not saved:")
    one.keys("Escape")
    one.wait_for("› Summary")
    one.keys("C-q")
    one.wait_for("Before you leave")
    one.keys("2")
    assert one.wait_closed() == 0 and files(root) == before
    desk(one, root, "-e", "global", size=size).wait_for(OFFERED)
    one.keys(DRAFT)
    one.wait_for("Your draft is open.")
    one.keys("C-q")
    one.wait_for("Before you leave")
    one.keys("1")
    assert one.wait_closed() == 0
    assert held(root, TRUST)["summary"] == f"{SUMMARY} And call." and not left(root)


def test_discarding_asks_twice_and_the_words_can_still_be_found(root, one, size):
    before = files(root)
    _typed(root, one, size, "And call.")
    one.keys("C-q")
    one.wait_for("Before you leave")
    one.keys("3")
    one.wait_for("Discard what is not saved?")
    one.keys("2")
    assert one.wait_closed() == 0 and files(root) == before and not left(root)
    found = KeptTexts(root / ".handbook").found("global", "build-trust")
    assert any("And call." in Sheet.read(kept.tree["now"]).text("summary") for kept in found if kept.tree)
