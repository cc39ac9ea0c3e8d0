"""What reaches the terminal: never a trace, never what content would like to do to it."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

import pytest

from handbook.cli import report
from handbook.errors import HandbookError
from handbook.store import listing
from tests.cli.run import PROGRAM, handbook, spawned
from tests.small import ADAPT, FILES, GLOBAL, HUB, NL, SUMMARY, TRUST, small

# As YAML escapes they pass no reader; these are what a parser or an old file may still let through.
NASTY = [
    "\x1b]52;c;aGFjaw==\x07",
    "\x1b[31m",
    "\x9b31m",
    "\u202eturned",
    "\u2066hidden\u2069",
    "\x08\x08",
    "\x7f",
    "\r",
]
CONTROL = set("\x1b\x07\x9b\u202e\u2066\u2069\x08\x7f\r")
MARKUP = "[red]not red[/red] [/] [link=https://x]l[/link] :smile: [@click=app.bell]x[/]"


@pytest.fixture
def marked(tmp_path):
    """A workspace whose every text is full of the terminal library's own markup."""
    quoted = f'"{MARKUP}"'
    return small(tmp_path, {
        TRUST: FILES[TRUST].replace("Build trust", quoted).replace("People who", f"{MARKUP} People who")
        .replace("Everybody has", f"{MARKUP} everybody has").replace(SUMMARY, f'"{SUMMARY} {MARKUP}"')
        .replace("{id: list, text: ", '{id: list, text: "').replace("numbers., groups", 'numbers.", groups'),
        ADAPT: FILES[ADAPT].replace("In het Nederlands.", quoted).replace("Dat is hier al zo.", quoted),
        NL: FILES[NL].replace("{nl: Nederlandse", "{nl: '[b]Nederlandse[/b]'}  #"),
    })  # fmt: skip


COMMANDS = [
    ["list"], ["list", "--format", "csv"], ["list", "--format", "json"], ["show", "build-trust"],
    ["show", "build-trust", "-e", "nl", "--units"], ["show", "build-trust", "--format", "json"],
    ["why", "build-trust", "summary", "-e", "nl"], ["why", "build-trust", "title", "-e", "nl"], ["search", "red"],
    ["check"], ["check", "--format", "github"], ["check", "--format", "json"],
]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_markup_in_content_is_text(marked, capsys, words):
    done = handbook(capsys, marked, *words)
    assert "Traceback" not in done.all and "\x1b" not in done.all and "MarkupError" not in done.all
    if words[0] in ("show", "search"):
        assert "[red]not red[/red]" in done.out.replace("\n", " ") and ":smile:" in done.out


@pytest.mark.parametrize("nasty", NASTY, ids=repr)
def test_control_characters_never_get_through_whatever_let_them_in(tmp_path, capsys, monkeypatch, nasty):
    """The reader refuses them; should they come by another way, the last door strips them."""
    small(tmp_path)
    row = listing.Listed("nl", f"a{nasty}b", "practice", f"T{nasty}", *("" for _ in range(8)), nasty)
    monkeypatch.setattr(listing, "listed", lambda *_: [row])
    for output in ("table", "csv", "json"):
        done = handbook(capsys, tmp_path, "list", "--format", output)
        assert done.code == 0 and not CONTROL & set(done.all)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_file_with_control_characters_is_named_without_them(tmp_path, capsys, words):
    small(tmp_path, {
        TRUST: FILES[TRUST].replace("Build trust", '"\\e]52;c;aGFjaw==\\a"'),
        HUB: FILES[HUB].replace("Eén loket", "Eén \x1b[31m \u202eloket"),
        "practices/nl/entries/na\x1b]52;c;aGFjaw==\x07me.yaml": "- x\n",
        GLOBAL: FILES[GLOBAL] + "ext: {a: '\x9b31m'}\n",
    })  # fmt: skip
    done = handbook(capsys, tmp_path, *words)
    assert not set(done.all) & CONTROL and "Traceback" not in done.all


def on_a_terminal(cwd: Path, *words: str, **env: str) -> str:
    """What a command writes where it finds a terminal."""
    ours, theirs = pty.openpty()
    run = subprocess.Popen([PROGRAM, *words], cwd=cwd, stdout=theirs, stderr=theirs, stdin=theirs,
                           env={**os.environ, "TERM": "xterm-256color", **env})  # fmt: skip
    os.close(theirs)
    written = b""
    while True:
        try:
            data = os.read(ours, 4096)
        except OSError:
            break
        if not data:
            break
        written += data
    run.wait()
    os.close(ours)
    return written.decode()


def test_no_colour_where_none_is_wanted(marked):
    assert "\x1b[3" not in on_a_terminal(marked, "show", "build-trust", NO_COLOR="1")
    assert "\x1b" not in on_a_terminal(marked, "show", "build-trust", TERM="dumb")
    assert "\x1b" not in spawned(marked, "show", "build-trust").all
    assert "\x1b]" not in on_a_terminal(marked, "show", "build-trust")


def test_a_closed_pipe_ends_in_silence(tmp_path):
    small(tmp_path)
    for command in ("list --format csv", "list", "show build-trust", "search trust", "check --format json"):
        done = spawned(tmp_path, shell=f"$HANDBOOK {command} | head -c 1 >/dev/null")
        assert (done.out, done.err) == ("", "")


def test_an_old_terminal_sees_question_marks_not_faults(tmp_path):
    small(tmp_path)
    for command in (["list"], ["show", "nl/hub"], ["list", "--format", "csv"], ["search", "plek"]):
        done = spawned(tmp_path, *command, PYTHONIOENCODING="ascii")
        assert done.code == 0 and "?" in done.out and "Traceback" not in done.all


def test_no_workspace_is_one_sentence(tmp_path, capsys):
    for command in (
        ["list"],
        ["show", "x"],
        ["check"],
        ["search", "x"],
        ["build"],
        ["schema"],
        ["new", "a", "--title", "t"],
    ):
        done = handbook(capsys, tmp_path / "nowhere", *command)
        assert done.code == 1 and done.out == "" and done.err.count("\n") == 1
        assert "is no handbook" in done.err and "--workspace" in done.err


def test_a_fault_of_the_program_ends_with_70_and_leaves_a_file_for_the_engineers(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(listing, "listed", lambda *_: [][1])
    done = handbook(capsys, small(tmp_path), "list")
    kept = tmp_path / "state/igf-handbook/last-fault.txt"
    assert done.code == 70 and "Traceback" not in done.all and str(kept) in done.err.replace("\n", "")
    assert "IndexError" in kept.read_text()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "handbook.yaml"))
    done = handbook(capsys, tmp_path, "list")
    assert done.code == 70 and "Traceback" not in done.all and "tell the engineers" in done.err


def test_a_fault_of_the_program_is_told_to_an_account_without_a_home_too(monkeypatch):
    for name in ("XDG_STATE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 3_999_999)
    assert report("Traceback") == "Please tell the engineers which command you used."


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        (HandbookError("It is so.", todo="Do this."), 1, "It is so. Do this."),
        (OSError(28, "No space left on device", "x.yaml"), 1, "x.yaml: No space left on device"),
        (KeyboardInterrupt(), 130, ""),
        (RecursionError("deep"), 70, "Something went wrong in the program itself"),
        (MemoryError(), 70, "Something went wrong in the program itself"),
    ],
)
def test_whatever_happens_inside_ends_in_words(tmp_path, capsys, monkeypatch, fault, code, words):
    def fails(*_):
        raise fault

    monkeypatch.setattr(listing, "listed", fails)
    done = handbook(capsys, small(tmp_path), "list")
    assert done.code == code and words in done.err and "Traceback" not in done.all


def test_the_shell_completes_commands(tmp_path):
    for shell in ("bash", "zsh", "fish"):
        script = spawned(tmp_path, _HANDBOOK_COMPLETE=f"source_{shell}")
        assert script.code == 0 and "_HANDBOOK_COMPLETE=complete_" in script.out
    done = spawned(tmp_path, _HANDBOOK_COMPLETE="complete_bash", COMP_WORDS="handbook sh", COMP_CWORD="1")
    assert done.out.split() == ["show"]
