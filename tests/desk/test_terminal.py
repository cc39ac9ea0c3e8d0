"""The terminal in which the desk is tested: what is typed arrives letter for letter, and what happens is seen."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.terminal import NARROW, NotSeen, Terminal

APP = """
import sys
from pathlib import Path
from textual.app import App
from textual.widgets import Input, Static, TextArea

class Small(App):
    BINDINGS = [("f3", "told('F3 was pressed')"), ("ctrl+s", "told('Saved')"), ("ctrl+q", "leave")]

    def compose(self):
        yield Input(id="line")
        yield TextArea(id="text")
        yield Static("Nothing yet", id="told", markup=False)

    def action_told(self, what):
        self.query_one("#told").update(what)
        Path("typed.txt").write_text(self.query_one("#line").value + "|" + self.query_one("#text").text)

    def on_resize(self, event):
        self.query_one("#told").update(f"{event.size.width} by {event.size.height}")

    def action_leave(self):
        self.exit(return_code=3)

app = Small()
app.run()
sys.exit(app.return_code)
"""


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Terminal]:
    (tmp_path / "app.py").write_text(APP)
    with Terminal() as terminal:
        terminal.start([sys.executable, "app.py"], cwd=tmp_path).wait_for("140 by 40")
        yield terminal


@pytest.mark.parametrize(
    "text",
    ["Plain words", "[red]a[/] [@click=app.quit]b", "ends with; two; semicolons;;", ";", "-l --", "مرحبا بالعالم",
     "你好，世界", "é “x” ~ $HOME `ls` \\ \\; #{pane_pid} %", "{{x}} <b> 'quoted' \"twice\"", "Escape", "C-s"],
)  # fmt: skip
def test_what_is_typed_arrives_letter_for_letter(small, tmp_path, text):
    small.type(text)
    small.keys("C-s")
    small.wait_for("Saved")
    assert (tmp_path / "typed.txt").read_text() == f"{text}|"


def test_lines_typed_and_pasted(small, tmp_path):
    small.keys("Tab")
    small.settled()  # the small program has no turns: what comes behind Tab at once may come before it
    small.type("one;\ntwo")
    small.paste(" [three];\nfour; سلام;")
    small.wait_for("four; ")
    small.keys("C-s")
    small.wait_for("Saved")
    assert (tmp_path / "typed.txt").read_text() == "|one;\ntwo [three];\nfour; سلام;"


def test_keys_that_have_names_reach_the_program(small):
    small.keys("F3")
    small.wait_for("F3 was pressed")
    small.keys("Escape", ";", "x")
    small.wait_for(";x")
    small.click(20, 10)  # into the text below
    small.type("there")
    small.wait_for("there")
    assert small.screen().index(";x") < small.screen().index("there")


def test_the_cursor_stands_where_one_types(small):
    small.type("abc")
    small.wait_for("abc")
    small.settled()
    before = small.cursor()
    small.type("d")
    small.wait_for("abcd")
    small.wait_until(lambda _: small.cursor().column == before.column + 1, "the cursor to move")
    assert small.cursor().row == before.row


def test_another_size(small):
    small.resize(*NARROW)
    small.wait_for("80 by 24")
    assert max(map(len, small.screen().split("\n"))) <= 80


def test_how_a_program_ended(small):
    small.keys("C-q")
    assert small.wait_closed() == 3 and small.closed


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_program_that_is_killed_leaves_its_last_screen(small, number):
    small.type("half a sen")
    small.wait_for("half a sen")
    small.kill(number)
    assert small.wait_closed() is None and small.closed


def test_a_line_that_drops(small, tmp_path):
    small.type("half a sen")
    small.wait_for("half a sen")
    small.hang_up()
    assert small.wait_closed() is None and small.closed
    assert "half a sen" in small.screen(), "the last screen that was seen can still be asked for"
    small.start([sys.executable, "app.py"], NARROW, cwd=tmp_path)
    assert "half a sen" not in small.wait_for("80 by 24")


def test_two_terminals_know_nothing_of_each_other(small, tmp_path):
    with Terminal() as other:
        other.start([sys.executable, "app.py"], cwd=tmp_path).wait_for("140 by 40")
        other.type("theirs")
        other.wait_for("theirs")
        other.kill()
        other.wait_closed()
    small.type("ours")
    assert "theirs" not in small.wait_for("ours")


def test_what_did_not_come_is_told_with_the_screen(small):
    with pytest.raises(NotSeen, match=r"0.2 s for “Never”(.|\n)*\|.*140 by 40"):
        small.wait_for("Never", timeout=0.2)
    small.kill()
    with pytest.raises(NotSeen, match="The program ended while a test waited for “Never”"):
        small.wait_for("Never")


def test_escape_codes_are_caught_and_surroundings_are_given(tmp_path):
    with Terminal() as terminal:
        terminal.start(
            ["sh", "-c", 'printf "\\033]52;c;aGFjaw==\\007\\033]2;named\\007here $A $TMUX"; sleep 60'],
            cwd=tmp_path, env={"A": "a; b"},
        )  # fmt: skip
        terminal.wait_for("here a; b")
        assert terminal.clipboard == "hack" and terminal.title == "named"
        assert b"]52;c;aGFjaw==" in terminal.written


def test_no_terminal_is_left_behind(tmp_path):
    with pytest.raises(ZeroDivisionError), Terminal() as terminal:
        terminal.start(["sleep", "600"], cwd=tmp_path)
        raise ZeroDivisionError
    assert terminal.closed and not terminal.written
