"""The commands release, releases, pack and unpack, as an editor types them."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from tests.cli.run import handbook
from tests.small import FILES, TRUST, small, write

real = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no ssh-keygen here: signatures are not tried")


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    small(tmp_path)
    monkeypatch.chdir(tmp_path)
    return lambda *words: handbook(capsys, tmp_path, *words)


def change(root, old, new):
    path = root / TRUST
    write(path, path.read_text().replace(old, new))


@pytest.fixture
def two(run, tmp_path):
    """Two releases of the shared edition."""
    assert run("release", "-e", "global").code == 0
    change(tmp_path, "maturity: emerging", "maturity: ended")
    assert run("release", "-e", "global", "--note", "Looked at again.").code == 0
    return run


@pytest.mark.parametrize("command", ["release", "releases", "pack", "unpack"])
def test_help_has_an_example(run, command):
    done = run(command, "--help")
    assert done.code == 0 and f"Example: handbook {command}" in done.out


def test_a_release_tells_its_changes_by_practice_and_where_it_lies(run, tmp_path):
    first = run("release", "-e", "global")
    assert first.code == 0 and "first release of “Shared edition” (global), with 1 practice." in first.out
    change(tmp_path, "Invite ten people", "Invite nine people")
    dry = run("release", "-e", "global", "--dry-run", "--mark", "build-trust  steps/invite.text=legal")
    assert "Nothing was written" in dry.out and "(about law)" in dry.out and not list(tmp_path.rglob("global-2.json"))
    done = run("release", "-e", "global")
    lines = [line.rstrip() for line in done.out.splitlines()]
    assert lines[:2] == ["Build trust", "  Steps: invite: reads anew. (substantive)"]
    assert "practices/global/releases/global-2.json" in done.out and "sha256:" in done.out
    assert "Short digest, to be compared by phone:" in done.out


def test_what_cannot_be_released_is_refused_in_words(run, tmp_path):
    assert "several editions" in run("release").err
    assert "practices" not in run("releases", "-e", "global").err
    change(tmp_path, "themes: [trust]", "themes: [nonsense]")
    done = run("release", "-e", "global")
    assert done.code == 1 and "nonsense" in done.out and "Nothing was released" in done.err
    change(tmp_path, "themes: [nonsense]", "themes: [trust]")
    assert run("release", "-e", "global", "--mark", "legal").code == 2
    assert run("release", "-e", "global").code == 0
    done = run("release", "-e", "global")
    assert done.code == 1 and "Nothing has changed since release 1" in done.err


def test_releases_are_listed_and_each_tells_its_changes(two):
    done = two("releases", "-e", "global")
    assert done.code == 0 and "Looked at again." in done.out and done.out.index("Looked") < done.out.index("The first")
    listed = json.loads(two("releases", "-e", "global", "--format", "json").out)
    assert [(one["release"], one["changes"]["substantive"]) for one in listed] == [("2", 1), ("1", 0)]
    done = two("releases", "-e", "global", "--show", "2")
    assert "Maturity: has changed. (substantive)" in done.out and "Build trust" in done.out
    shown = json.loads(two("releases", "-e", "global", "--show", "2", "--format", "json").out)
    assert shown["changes"][0]["unit"] == "maturity"
    assert "No text of a practice" in two("releases", "-e", "global", "--show", "1").out
    assert "There are: 1, 2." in two("releases", "-e", "global", "--show", "02").err
    assert "has released nothing yet" in two("releases", "-e", "nl").out


def test_a_pack_is_made_sent_and_looked_into_anywhere(two, tmp_path, capsys, monkeypatch):
    done = two("pack", "-e", "global")
    assert done.code == 0 and "global-2.handbook" in done.out and "KB" in done.out
    data = (tmp_path / "global-2.handbook").read_bytes()
    assert two("pack", "-e", "global").code == 0, "the same again"
    write(tmp_path / "taken.handbook", "something else")
    assert two("pack", "-e", "global", "--release", "1", "--out", "taken.handbook").code == 1
    assert (tmp_path / "taken.handbook").read_text() == "something else"
    away = tmp_path / "away"
    write(away / "mail.handbook", data)
    monkeypatch.chdir(away)
    done = handbook(capsys, None, "unpack", "mail.handbook", "--out", "got")
    assert done.code == 1 and "Release 2 of “Shared edition”" in done.out and "--unsigned" in done.err
    assert "not verified" in done.out and "was verified" not in done.all and not (away / "got").exists()
    done = handbook(capsys, None, "unpack", "mail.handbook", "--out", "got", "--unsigned")
    assert done.code == 0 and (away / "got/releases/global-2.json").is_file() and "was verified" not in done.all
    assert handbook(capsys, None, "unpack", "mail.handbook", "--out", "got", "--unsigned").code == 1
    held = json.loads(handbook(capsys, None, "unpack", "mail.handbook", "--unsigned", "--format", "json").out)
    assert (held["edition"], held["release"], held["practices"], held["signed_by"]) == ("global", "2", 1, "")


def test_what_is_no_pack_is_refused_by_name(run, tmp_path):
    write(tmp_path / "letter.txt", "Dear all")
    for name in ("letter.txt", "none.handbook", "practices"):
        done = run("unpack", name, "--unsigned", "--out", "got")
        assert done.code == 1 and name in done.err and not (tmp_path / "got").exists()


def test_a_hostile_release_reaches_the_terminal_as_text(run, tmp_path, capsys):
    write(tmp_path / TRUST, FILES[TRUST].replace("title: Build trust", "title: '[red]<script>[/] Build'"))
    assert run("release", "-e", "global").code == 0
    change(tmp_path, "maturity: emerging", "maturity: ended")
    assert "[red]<script>[/] Build" in run("release", "-e", "global", "--note", "[/] noted").out
    assert "[/] noted" in run("releases", "-e", "global").out


@real
def test_who_signed_is_told_where_it_was_verified(run, tmp_path):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", tmp_path / "key"], check=True)
    write(tmp_path / "signers", f"global@igf.example {(tmp_path / 'key.pub').read_text()}")
    assert ", signed" in run("release", "-e", "global", "--sign", "key").out
    run("pack", "-e", "global")
    done = run("unpack", "global-1.handbook", "--allowed-signers", "signers", "--out", "got")
    assert done.code == 0 and "Signed by global@igf.example; the signature was verified." in done.out
    assert (tmp_path / "got/releases/global-1.json.sig").is_file()
