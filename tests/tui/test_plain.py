"""Plain mode by lines: what is asked, what is said, and what lies on disk afterwards."""

from __future__ import annotations

import ast
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.errors import UnknownEdition
from handbook.store.journal import Journal
from handbook.store.kept import KeptTexts
from handbook.store.presence import Presence
from handbook.store.workspace import Workspace
from tests import small
from tests.desk import workspaces
from tui.plain.run import COMMANDS, run
from tui.plain.talk import Hangup, Talk

PLAIN = Path(__file__).parents[2] / "tui" / "plain"


class Lines(io.StringIO):
    """What somebody types, line by line; a function among the lines is done before the next one."""

    def __init__(self, *said: str | Callable[[], object]) -> None:
        super().__init__()
        self._said = list(said)

    def readline(self, size: int = -1, /) -> str:
        while self._said:
            line = self._said.pop(0)
            if isinstance(line, str):
                return line + "\n"
            line()
        return ""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspaces.little(tmp_path)


def told(root: Path, edition: str, *said: str | Callable[[], object], practice: str = "", **given: object) -> str:
    """All that was told while this was typed."""
    out = io.StringIO()
    talk = Talk(Lines(*said), out)
    talk.somebody = "editor" in given
    run(Workspace.open(root), edition, practice, talk=talk, **given)  # type: ignore[arg-type]
    return out.getvalue()


def interrupt() -> None:
    raise KeyboardInterrupt


def drafts(root: Path) -> list[str]:
    machine = Workspace.open(root).machine
    return [one.practice for one in Journal(machine, Presence(machine)).left()]


def kept(root: Path) -> list[str]:
    return [one.text for one in KeptTexts(Workspace.open(root).machine).found()]


def test_the_desk_s_widgets_are_not_loaded():
    for file in PLAIN.glob("*.py"):
        names = [
            name
            for node in ast.walk(ast.parse(file.read_text()))
            for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else
                         [one.name for one in node.names] if isinstance(node, ast.Import) else [])
        ]  # fmt: skip
        assert not [one for one in names if one.startswith(("textual", "tui.widgets", "tui.screens", "tui.app"))]


def test_every_command_is_told_and_does_something(root):
    said = told(root, "global", "?")
    for command in COMMANDS:
        assert f"{command.word}" in said
        module, _colon, function = command.does.partition(":")
        held = __import__(f"tui.plain.{module}", fromlist=[function])
        assert callable(getattr(held, function))


def test_a_command_is_a_word_its_beginning_or_its_number(root):
    for typed in ("list", "lis", "1", "LIST"):
        assert "2 practices." in told(root, "global", typed).partition("Command: ")[2]
    assert "There is no command “frobnicate”." in told(root, "global", "frobnicate")


def test_every_prompt_ends_with_a_colon_and_nothing_acts_on_the_terminal(root):
    said = told(root, "global", "open build-trust", "show", "edit 2", "", "add", "", "check", "quit")
    assert not [c for c in said if (ord(c) < 32 and c != "\n") or 0x2500 <= ord(c) < 0x2580]
    assert all(f"{word}: " in said for word in ("Command", "Number, or Enter to leave it"))


def test_control_characters_of_a_file_are_marks(tmp_path):
    hostile = small.FILES[small.TRUST].replace("title: Build trust", 'title: "Build [/] trust \\u200e{x}"')
    root = workspaces.little(tmp_path, {small.TRUST: hostile})
    assert "Build [/] trust {x}" in told(root, "global", "list")


def test_a_field_is_edited_and_only_it_is_written(root):
    before = (root / small.TRUST).read_text()
    said = told(root, "global", "open build-trust", "edit summary", "3", "Keep your word.", "Keep it.", "save")
    assert "Saved “Build trust”: 1 field changed (Summary)." in said
    assert (root / small.TRUST).read_text() == before.replace("Keep your word.", "Keep it.")


def test_a_long_text_is_typed_line_by_line_and_each_is_kept_at_once(root):
    seen: list[str] = []

    def look() -> None:
        seen.extend(one.read_text() for one in (root / ".handbook" / "drafts").glob("*.json"))

    said = told(
        root, "global", "open build-trust", "edit problem", "1", "One line.", look, "", "And another.", ".", "save"
    )
    assert any("One line." in draft for draft in seen)
    assert "Line 1: " in said and "Line 4: " in said
    assert "One line.\n\n  And another." in (root / small.TRUST).read_text()
    assert drafts(root) == []


def test_an_interrupted_text_stands_in_its_field_and_can_be_undone(root):
    said = told(
        root, "global", "open build-trust", "edit problem", "1", "Half a", interrupt, "show problem", "undo", "quit"
    )
    assert "Stopped; nothing is lost." in said
    assert "The problem: Half a" in said
    assert "Undone: The problem." in said
    assert "Half a" not in (root / small.TRUST).read_text()


def test_the_end_of_what_is_typed_keeps_a_draft_which_is_offered(root):
    said = told(root, "global", "open build-trust", "edit title", "1", "Earn trust")
    assert "Left. 1 practice is not saved; your draft is kept" in said
    assert drafts(root) == ["build-trust"]
    said = told(root, "global", "1", "save")
    assert "You left this unfinished on" in said and "1 Use my draft" in said
    assert "title: Earn trust\n" in (root / small.TRUST).read_text()
    assert drafts(root) == []


def test_a_draft_is_declined_put_off_or_looked_at_field_by_field(root):
    told(root, "global", "open build-trust", "edit title", "1", "Earn trust", "edit summary", "1", "Other words.")
    assert "Kept for later" in told(root, "global", "")
    assert drafts(root) == ["build-trust"]
    said = told(root, "global", "3", "1", "2", "save")
    assert "Title. Your draft: Earn trust" in said
    file = (root / small.TRUST).read_text()
    assert "title: Earn trust\n" in file and small.SUMMARY in file
    assert kept(root) == ["Other words."]
    told(root, "global", "open build-trust", "edit title", "1", "A third one")
    assert "Your draft is kept" in told(root, "global", "2", "drafts", "drafts 1")
    assert "title: Earn trust\n" in (root / small.TRUST).read_text()
    assert "Title: A third one" in told(root, "global", "drafts 1")


@pytest.mark.parametrize(("answer", "summary"), [("1", "Mine."), ("2", "Theirs."), ("3", "Mine. Theirs.")])
def test_a_conflict_is_asked_unit_by_unit_and_the_loser_is_kept(root, answer, summary):
    def other_editor() -> None:
        file = root / small.TRUST
        file.write_text(
            file.read_text().replace(small.SUMMARY, "Theirs.").replace("maturity: emerging", "maturity: ended")
        )

    said = told(
        root, "global", "open build-trust", "edit summary", "1", "Mine.", other_editor, "save", answer,
        *([""] if answer == "3" else []), "quit",
    )  # fmt: skip
    assert "Summary was changed by you and by another editor." in said
    file = (root / small.TRUST).read_text()
    assert f"summary: {summary}" in file and "maturity: ended" in file
    assert set(kept(root)) == {"1": {"Theirs."}, "2": {"Mine."}, "3": {"Mine.", "Theirs."}}[answer]


def test_a_conflict_that_is_not_answered_writes_nothing(root):
    def other_editor() -> None:
        file = root / small.TRUST
        file.write_text(file.read_text().replace(small.SUMMARY, "Theirs."))

    said = told(root, "global", "open build-trust", "edit summary", "1", "Mine.", other_editor, "save", "")
    assert "Not saved: not all was answered. Your typing is kept safe." in said
    assert "summary: Theirs." in (root / small.TRUST).read_text()
    assert drafts(root) == ["build-trust"]


def test_another_editor_at_work_is_announced(root):
    other = Presence(Workspace.open(root).machine)
    other.come("global", "build-trust")
    assert "has this practice open too, since" in told(root, "global", "open build-trust")
    other.leave()


def test_words_of_the_shared_edition_become_adapted_and_need_a_reason(root):
    said = told(
        root, "nl", "open build-trust", "edit summary", "1", "Korter.", "", "save", "why summary", "Past hier.", "save"
    )
    assert "Not saved: 1 field to fix first. Your typing is kept safe." in said
    assert "differs here, and readers are told why" in said
    file = (root / small.ADAPT).read_text()
    assert "text: Korter." in file and "why: Past hier." in file
    told(root, "nl", "open build-trust", "back summary", "save")
    assert "Korter." not in (root / small.ADAPT).read_text()


def test_items_are_added_moved_and_taken_out(root):
    said = told(
        root, "global", "open build-trust", "add steps", "Call them.", "1", "1 3", "", "move steps/call-them up",
        "save", "remove steps/invite", "undo", "remove steps/invite", "save",
    )  # fmt: skip
    assert "Added: Step 2. Not saved yet." in said and "Moved: Steps: call them." in said
    steps = Workspace.open(root).document(small.TRUST).tree["steps"]
    assert steps == [{"id": "call-them", "text": "Call them.", "groups": ["government", "hotline"], "basis": "editors"}]


def test_an_item_of_the_shared_edition_is_hidden_for_a_reason(root):
    told(root, "nl", "open build-trust", "remove steps/invite", "Dat doen wij niet.", "save")
    assert "hide: Dat doen wij niet." in (root / small.ADAPT).read_text()
    told(root, "nl", "open build-trust", "remove steps/invite", "save")
    assert "Dat doen wij niet." not in (root / small.ADAPT).read_text()


def test_choices_and_members_are_picked_by_number(root):
    told(root, "global", "open build-trust", "edit maturity", "4", "edit groups", "9", "1 2", "save")
    tree = Workspace.open(root).document(small.TRUST).tree
    assert tree["maturity"] == "established" and tree["groups"] == ["government"]


def test_a_practice_is_begun_as_a_draft(root):
    said = told(root, "nl", "new Antwoord binnen een dag", "edit summary", "Snel.", "check", "save")
    tree = Workspace.open(root).document("practices/nl/entries/antwoord-binnen-een-dag.yaml").tree
    assert (tree["id"], tree["status"], tree["summary"]) == ("nl/antwoord-binnen-een-dag", "draft", "Snel.")
    assert "practices/nl/entries/antwoord-binnen-een-dag.yaml" in said


def test_what_is_to_fix_is_told_with_its_number(root):
    said = told(root, "global", "open build-trust", "edit title", "1", "Trust " * 20, "check")
    assert "\n1 To fix:" in said.rpartition("Command: check")[2] or "\n1 Hint:" in said


@pytest.mark.parametrize(("answers", "left", "lost"), [(("1",), [], []), (("2",), ["build-trust"], []),
                                                        (("3", "2"), [], [""])])  # fmt: skip
def test_leaving_saves_keeps_or_discards(root, answers, left, lost):
    before = (root / small.TRUST).read_text()
    told(root, "global", "open build-trust", "edit title", "1", "Earn trust", "quit", *answers)
    assert drafts(root) == left
    assert kept(root) == lost
    assert ("title: Earn trust" in (root / small.TRUST).read_text()) == (answers == ("1",))
    assert answers == ("1",) or (root / small.TRUST).read_text() == before


def test_discarding_is_asked_twice_and_enter_goes_back(root):
    said = told(
        root, "global", "open build-trust", "edit title", "1", "Earn trust", "quit", "3", "", "quit", "", "save"
    )
    assert "Discard what is not saved?" in said and "Saved “Earn trust”" in said


def test_words_go_to_the_editor_and_come_back(root):
    told(root, "global", "open build-trust", "edit title", "4", "save", editor=lambda text: f"{text} early\n")
    assert "title: Build trust early\n" in (root / small.TRUST).read_text()
    assert "There is no terminal for it." in told(root, "global", "open build-trust", "edit title", "4", "")


def test_decisions_are_asked_written_and_taken_back(tmp_path):
    root = workspaces.waiting(tmp_path / "w")
    said = told(root, "nl", "decide", "2", "1", "3", "1", "Leg ook ruimte op tafel.", "undo", "undo")
    assert "3 texts wait for your decision" in said and "4 Use the merged text (off)." in said
    assert "Answered: theirs is taken, Maturity." in said
    assert said.count("The decision is taken back.") == 2
    assert workspaces.questions(root) == {("stimulate-before-regulate", "summary"),
                                          ("stimulate-before-regulate", "steps/offer-real-help.text")}  # fmt: skip
    told(root, "nl", "decide", "1", "3", "1", "Leg ook ruimte op tafel.")
    assert workspaces.questions(root) == set()
    assert "Leg ook ruimte op tafel." in (root / "practices/nl/adapt/stimulate-before-regulate.yaml").read_text()
    assert drafts(root) == []


def test_drafts_stay_with_their_edition(root):
    said = told(root, "global", "open build-trust", "edit title", "1", "Earn trust", "edition", "2", "list")
    assert "Dutch edition, builds on Shared edition." in said
    assert drafts(root) == ["build-trust"]
    assert "You left this unfinished" not in told(root, "nl", "list")


def test_an_edition_that_is_not_there_is_said(root):
    with pytest.raises(UnknownEdition):
        told(root, "xx")
    assert "There is no practice 9 in the list." in told(root, "nl", "open 9")
    assert "Which edition?" in told(root, "", "1")


def test_special_keys_are_left_out_of_a_line_and_long_lines_are_told():
    class Keys(io.StringIO):
        def isatty(self) -> bool:
            return True

    out = io.StringIO()
    assert Talk(Keys("tru\x1b[Dst\x1bOA\x07\n"), out).ask("Words") == "trust"
    assert "were left out. The line reads: trust" in out.getvalue()
    Talk(Keys("x" * 4095 + "\n"), out).ask("Words")
    assert "the end of this one may be missing" in out.getvalue()
    with pytest.raises(Hangup):
        Talk(Keys(""), out).ask("Words")
