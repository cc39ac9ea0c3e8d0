"""However the desk ends, it is told in words: a fault of the program, with what became of what was typed."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from handbook.cli.desk import until_left
from tests.cli.run import handbook


def test_a_fault_in_the_desk_is_told_with_what_became_of_the_words(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    desk = SimpleNamespace(fault=ValueError("a"), run=lambda mouse: None)
    with pytest.raises(SystemExit) as end:
        until_left(desk)
    told = capsys.readouterr().err
    assert end.value.code == 70 and "last-fault.txt" in told and "What you typed is kept safe" in told
    assert "Traceback" not in told and "ValueError" in (tmp_path / "igf-handbook/last-fault.txt").read_text()
    desk.fault = None
    until_left(desk)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("command", ["edit", "demo"])
def test_without_a_terminal_it_is_not_begun(capsys, tmp_path, command):
    done = handbook(capsys, None, command)
    assert done.code == 1 and "needs a terminal" in done.err
