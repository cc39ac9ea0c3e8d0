"""Who has a practice open: told while their programs live, and never by one that died."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from handbook.store import presence as room
from handbook.store.presence import SILENT_SECONDS, Presence


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path / "work" / ".handbook"


def notice(machine: Path) -> Path:
    (file,) = (machine / "open").glob("*.json")
    return file


def rewritten(file: Path, **told: object) -> None:
    file.write_text(json.dumps(json.loads(file.read_text()) | told))


def test_one_who_has_a_practice_open_is_told_to_the_others(machine: Path) -> None:
    hers, his = Presence(machine), Presence(machine)
    assert his.others("nl", "hub") == []
    hers.come("nl", "hub")
    hers.come("nl", "trust")
    (other,) = his.others("nl", "hub")
    assert other.account
    assert other.host == os.uname().nodename
    assert abs(other.since.timestamp() - time.time()) < 60
    assert his.others("global", "hub") == []
    assert hers.others("nl", "hub") == []
    hers.go("nl", "hub")
    assert his.others("nl", "hub") == []
    assert len(his.others("nl", "trust")) == 1


def test_all_of_several_are_told_the_first_one_first(machine: Path) -> None:
    for _ in range(3):
        Presence(machine).come("nl", "hub")
    found = Presence(machine).others("nl", "hub")
    assert [one.since for one in found] == sorted(one.since for one in found)
    assert len(found) == 3


def test_coming_again_does_not_move_the_hour(machine: Path) -> None:
    hers = Presence(machine)
    hers.come("nl", "hub")
    since = Presence(machine).others("nl", "hub")[0].since
    hers.come("nl", "hub")
    assert Presence(machine).others("nl", "hub")[0].since == since


def test_one_who_leaves_leaves_nothing(machine: Path) -> None:
    hers = Presence(machine)
    hers.come("nl", "hub")
    hers.leave()
    hers.leave()
    hers.beat()
    assert list((machine / "open").iterdir()) == []


def test_a_program_long_silent_does_not_count_until_it_is_heard_again(machine: Path) -> None:
    hers, his = Presence(machine), Presence(machine)
    hers.come("nl", "hub")
    for away in (-SILENT_SECONDS - 5, SILENT_SECONDS + 5):  # a clock may also have been put back
        os.utime(notice(machine), (time.time() + away,) * 2)
        assert his.others("nl", "hub") == []
        assert hers.session not in his.living()
    hers.beat()
    assert len(his.others("nl", "hub")) == 1


def test_one_whose_notice_was_cleared_away_gives_it_again(machine: Path) -> None:
    hers = Presence(machine)
    hers.come("nl", "hub")
    notice(machine).unlink()
    hers.beat()
    assert len(Presence(machine).others("nl", "hub")) == 1


def test_a_program_that_was_killed_does_not_count(machine: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from handbook.store.presence import Presence\n"
        "Presence(Path(sys.argv[1])).come('nl', 'hub'); print('in', flush=True); time.sleep(60)"
    )
    with Popen([sys.executable, "-c", script, str(machine)], stdout=PIPE) as program:
        assert program.stdout
        program.stdout.readline()
        assert len(Presence(machine).others("nl", "hub")) == 1
        program.send_signal(signal.SIGKILL)
        os.waitid(os.P_PID, program.pid, os.WEXITED | os.WNOWAIT)
        assert Presence(machine).others("nl", "hub") == []  # though nobody has buried it yet
    assert Presence(machine).others("nl", "hub") == []
    assert list((machine / "open").iterdir()) == []


def test_a_number_given_to_another_process_does_not_bring_the_dead_back(machine: Path) -> None:
    Presence(machine).come("nl", "hub")
    if json.loads(notice(machine).read_text())["born"] == "lives":
        pytest.skip("this system does not say when a process began")
    rewritten(notice(machine), born="another-boot 12345")
    assert Presence(machine).others("nl", "hub") == []


def test_where_nobody_says_when_a_process_began_its_number_counts(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Presence(machine).come("nl", "hub")
    monkeypatch.setattr(Path, "read_text", _refused)
    rewritten_as = json.loads(notice(machine).read_bytes())
    notice(machine).write_bytes(json.dumps(rewritten_as | {"born": "lives"}).encode())
    assert len(Presence(machine).others("nl", "hub")) == 1


def _refused(*_: object, **__: object) -> str:
    raise PermissionError


def test_of_another_machine_only_its_silence_tells(machine: Path) -> None:
    Presence(machine).come("nl", "hub")
    rewritten(notice(machine), station="elsewhere", host="elsewhere", pid=1 << 30, born="long ago")
    (other,) = Presence(machine).others("nl", "hub")
    assert other.host == "elsewhere"
    os.utime(notice(machine), (0, 0))
    assert Presence(machine).others("nl", "hub") == []
    assert notice(machine).exists()  # it may only have lost the line


@pytest.mark.parametrize(
    "told",
    [b"", b"{", b"[]", b"null", b"\xff", b'{"open": 7}', b'{"session": "x", "open": [["nl", "hub"]]}'],
)
def test_a_foreign_file_is_passed_over(machine: Path, told: bytes) -> None:
    Presence(machine).come("nl", "hub")
    (machine / "open" / "foreign.json").write_bytes(told)
    (machine / "open" / "folder.json").mkdir()
    os.mkfifo(machine / "open" / "pipe.json")
    assert len(Presence(machine).others("nl", "hub")) == 1


@pytest.mark.parametrize("told", [{"open": 7}, {"pid": "x"}, {"pid": 1 << 80}, {"pid": -1}, {"open": [[1, 2, 3]]}])
def test_a_notice_that_makes_no_sense_harms_nobody(machine: Path, told: dict[str, object]) -> None:
    Presence(machine).come("nl", "hub")
    rewritten(notice(machine), **told)
    assert Presence(machine).others("nl", "hub") == []


def test_where_no_notice_can_be_given_nobody_is_stopped(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hers = Presence(machine)
    monkeypatch.setattr(room, "written", _nowhere)
    hers.come("nl", "hub")
    hers.beat()
    assert hers.others("nl", "hub") == []
    assert hers.living() == {hers.session}
    hers.leave()


def _nowhere(*_: object) -> None:
    from handbook.errors import SaveRefused

    raise SaveRefused("The disk is full.")


def test_an_account_without_a_home_or_name_is_told_all_the_same(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 3_999_999)
    Presence(machine).come("nl", "hub")
    assert Presence(machine).others("nl", "hub")[0].account == "account 3999999"
