"""`handbook start` and `handbook reparent` as they are typed."""

from __future__ import annotations

import shlex
import shutil

import pytest

from handbook.cli import asking, asking_edition, moving
from handbook.store.data import data_folder
from handbook.store.reparenting import prepared
from handbook.store.shared import Source
from handbook.store.workspace import Workspace
from tests.cli.run import handbook
from tests.small import NL, small
from tests.store.test_reparenting import CHANGED
from tests.store.test_starting import released

ALL = ("--title", "Kitabu", "--lang", "sw", "--lang", "en", "--kind", "country", "--body", "Kenya IGF")


@pytest.fixture
def away(tmp_path, monkeypatch):
    shipped = small(tmp_path / "shipped")
    released(shipped)
    for place in ("handbook.store.parents.data_folder", "handbook.store.workspace.data_folder"):
        monkeypatch.setattr(place, lambda: shipped)
    (tmp_path / "away").mkdir()
    monkeypatch.chdir(tmp_path / "away")
    return tmp_path / "away"


@pytest.fixture
def typed(monkeypatch):
    """A person at the terminal who gives these answers, one after the other."""

    def sits(*answers):
        left = iter(answers)
        for module in (asking, asking_edition, moving):
            monkeypatch.setattr(module, "somebody", lambda: True)
        monkeypatch.setattr("typer.prompt", lambda *_, **__: next(left))

    return sits


def test_start_makes_a_repository_and_says_what_to_do_next(away, capsys):
    done = handbook(capsys, None, "start", "ke", "--from", "builtin", *ALL)
    assert done.code == 0 and (away / "handbook-ke/practices/ke/edition.yaml").is_file()
    assert "release 1 of “Shared edition” (global)" in done.out and "git init" in done.out
    assert "verified" not in done.out
    assert handbook(capsys, away / "handbook-ke", "check", "--strict").code == 0
    assert "build-trust" in handbook(capsys, away / "handbook-ke", "list").out


def test_start_says_whether_the_jobs_know_where_the_program_comes_from(away, capsys, monkeypatch):
    monkeypatch.setattr("handbook.store.starter.program._recorded", lambda: "")
    done = handbook(capsys, None, "start", "ke", "--from", "builtin", *ALL)
    assert done.code == 0 and "behind HANDBOOK" in done.out
    address = ("--program", "git+https://a.example/book")
    done = handbook(capsys, None, "start", "tz", "--from", "builtin", *address, *ALL)
    assert done.code == 0 and "behind HANDBOOK" not in done.out
    assert 'HANDBOOK: "git+https://a.example/book"' in (away / "handbook-tz/.gitlab-ci.yml").read_text("utf-8")
    refused = handbook(capsys, None, "start", "ug", "--from", "builtin", "--program", "igf-handbook", *ALL)
    assert refused.code == 1 and "git+https://" in refused.err and not (away / "handbook-ug").exists()


def test_start_in_a_workspace(away, capsys, tmp_path):
    root = small(tmp_path / "ours")
    done = handbook(capsys, root, "start", "ke", "--builds-on", "nl", *ALL)
    assert done.code == 0 and "git init" not in done.out and "no release yet" in done.out
    assert "ke" in Workspace.open(root, cache=False).manifest.folders


def test_start_here_from_elsewhere(away, capsys, tmp_path):
    root = small(tmp_path / "ours")
    done = handbook(capsys, root, "start", "ke", "--from", "builtin", "--here", *ALL)
    assert done.code == 0 and Workspace.open(root, cache=False).lock("ke").pin.release == "1"


def test_without_a_person_what_is_missing_is_named(away, capsys):
    done = handbook(capsys, None, "start", "ke", "--from", "builtin", "--title", "Kitabu")
    assert done.code == 1 and "--kind, --lang, --body" in done.err and list(away.iterdir()) == []


def test_a_person_is_asked_for_what_is_missing(away, capsys, typed):
    typed("planet", "country", "sw, en", "Kitabu", "Kenya IGF", "y")
    done = handbook(capsys, None, "start", "ke", "--from", "builtin")
    assert done.code == 0 and "Write one of: global" in done.out
    workspace = Workspace.open(away / "handbook-ke", cache=False)
    assert workspace.handbook.edition("ke").languages == ["sw", "en"]


def test_a_person_can_say_no(away, capsys, typed):
    typed("n")
    done = handbook(capsys, None, "start", "ke", "--from", "builtin", *ALL)
    assert done.code == 0 and "Nothing was made." in done.out and list(away.iterdir()) == []


def test_an_unsigned_release_from_elsewhere_shows_a_digest_to_compare(away, capsys, tmp_path):
    other = small(tmp_path / "other")
    released(other)
    refused = handbook(capsys, None, "start", "ke", "--from", str(other), *ALL)
    assert refused.code == 1 and "by phone" in refused.err
    done = handbook(capsys, None, "start", "ke", "--from", str(other), "--unsigned", *ALL)
    assert done.code == 0 and "by phone" in done.out and "verified" not in done.out


@pytest.fixture
def three(tmp_path):
    return small(tmp_path / "three", CHANGED)


def test_reparent_lists_every_change_and_writes_nothing_unasked(three, capsys):
    before = (three / NL).read_bytes()
    done = handbook(capsys, three, "reparent", "nl", "--to", "global")
    assert done.code == 1 and "3 changes from “eu”" in done.err and "--adopt all" in done.err
    assert "The offices are there." in done.out and "Meet in Brussels." in done.out
    assert (three / NL).read_bytes() == before


@pytest.mark.parametrize(
    ("options", "kept", "dropped"),
    [(["--adopt", "all"], 3, 0), (["--adopt", "none"], 0, 3), (["--take", "build-trust summary"], 1, 2)],
)
def test_reparent_by_option(three, capsys, options, kept, dropped):
    done = handbook(capsys, three, "reparent", "nl", "--to", "global", *options)
    assert done.code == 0 and "no longer on “eu”" in done.out
    assert ("of “eu” became your own" in done.out) == bool(kept) and (f"Dropped: {dropped}" in done.out) == bool(
        dropped
    )


@pytest.fixture
def shipped(tmp_path):
    """The editions of this repository, where somebody may write."""
    root = tmp_path / "shipped"
    shutil.copytree(data_folder() / "practices", root / "practices")
    shutil.copy(data_folder() / "handbook.yaml", root)
    return root


def test_adopting_all_of_a_real_edition_leaves_out_only_what_it_must_say_itself(shipped, capsys):
    changes = prepared(Workspace.open(shipped, cache=False), "nl", Source(edition="global")).changes
    left = sum(one.foreign for one in changes)
    done = handbook(capsys, shipped, "reparent", "nl", "--to", "global", "--adopt", "all")
    assert done.code == 0 and f"{len(changes) - left} changes of “eu” became your own" in done.out
    assert left and f"another language: {left} changes." in done.out and "Dropped" not in done.out
    held = Workspace.open(shipped, cache=False).handbook.edition("nl").adaptations
    assert held["make-duties-enforceable"].lang == "en" and held["duty-personal-data"].lang == "nl"
    commands = [line for line in done.out.splitlines() if line.startswith("  handbook adapt ")]
    assert len(commands) == left
    for command in commands:  # each says it in one's own words, as it stands there
        assert handbook(capsys, shipped, *shlex.split(command.replace("…", "Zo zeggen wij het."))[1:]).code == 0
    checked = handbook(capsys, shipped, "check", "--no-advice")
    of_ours = {line.split()[-1] for line in checked.all.splitlines() if line.startswith("practices/nl/adapt")}
    assert "by hand: speaker.label" in done.out and all(rule.startswith("evidence-") for rule in of_ours)


def test_what_is_taken_by_name_but_in_another_language_is_refused_before_anything_is_written(shipped, capsys):
    before = {path: path.read_bytes() for path in shipped.rglob("*.yaml")}
    done = handbook(capsys, shipped, "reparent", "nl", "--to", "global", "--take", "duty-personal-data not_for")
    assert done.code == 1 and "handbook adapt duty-personal-data not_for --edition nl" in done.err
    assert before == {path: path.read_bytes() for path in shipped.rglob("*.yaml")}


def test_a_person_may_say_later_what_is_in_another_language(shipped, capsys, typed):
    typed(*["a"] * len(prepared(Workspace.open(shipped, cache=False), "nl", Source(edition="global")).changes))
    done = handbook(capsys, shipped, "reparent", "nl", "--to", "global")
    assert done.code == 0 and "became your own" in done.out and "Left out" in done.out and "Dropped" not in done.out


def test_reparent_asks_a_person_change_by_change(three, capsys, typed):
    typed("a", "x", "d", "a")
    done = handbook(capsys, three, "reparent", "nl", "--to", "global")
    assert done.code == 0 and "2 changes of “eu” became your own" in done.out and "Dropped: 1" in done.out


def test_a_person_can_stop(three, capsys, typed):
    before = {path: path.read_bytes() for path in three.rglob("*.yaml")}
    typed("a", "q")
    done = handbook(capsys, three, "reparent", "nl", "--to", "global")
    assert done.code == 0 and "Nothing was changed." in done.out
    assert before == {path: path.read_bytes() for path in three.rglob("*.yaml")}


def test_an_unknown_change_is_refused(three, capsys):
    done = handbook(capsys, three, "reparent", "nl", "--to", "global", "--take", "build-trust nothing")
    assert done.code == 1 and "build-trust nothing" in done.err


@pytest.mark.parametrize("command", ["start", "reparent"])
def test_help_has_an_example(three, capsys, command):
    assert f"Example: handbook {command}" in handbook(capsys, three, command, "--help").out
