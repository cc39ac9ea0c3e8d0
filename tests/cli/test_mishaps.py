"""What goes wrong at a desk: words typed in the wrong place, two wishes in one command, files that broke meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.cli import changing, editor
from handbook.cli.changing import CUT
from handbook.editions.adapt import adapted, back, hidden
from handbook.editions.snapshot import checked
from handbook.errors import DecisionError, FormError
from handbook.model.adaptation import Change
from handbook.store.plans import carry_out
from handbook.store.workspace import Workspace
from tests.cli.run import handbook
from tests.editions.build import edition, practice
from tests.editions.build import handbook as book
from tests.editions.test_snapshot import data
from tests.small import ADAPT, TRUST, small, write


def adapt(capsys, root: Path, *words: str):
    return handbook(capsys, root, "adapt", "build-trust", *words, "--edition", "nl")


@pytest.mark.parametrize(
    "words",
    [
        ("maturity", "--value", "emerging", "--text", "LOST", "--why", "w"),
        ("checklist/list", "--hide", "r", "--text", "LOST"),
        ("checklist/list", "--hide", "r", "--why", "LOST"),
        ("summary", "--back", "--text", "LOST"),
        ("checklist", "--new", "a", "--part", "id=zzz", "--text", "x", "--why", "w"),
        ("checklist", "--new", "a", "--part", "text=y", "--text", "LOST", "--why", "w"),
        ("summary", "--text", "New.", "--why", " "),
        ("groups", "--add", "nonsense", "--why", "w"),
    ],
)
def test_a_wish_that_cannot_be_told_is_refused_and_nothing_is_written(capsys, tmp_path, words):
    small(tmp_path)
    before = (tmp_path / ADAPT).read_bytes()
    done = adapt(capsys, tmp_path, *words)
    assert done.code == 1 and done.err and "Traceback" not in done.all
    assert (tmp_path / ADAPT).read_bytes() == before


def test_showing_an_item_again_leaves_what_we_say_in_it(tmp_path):
    small(tmp_path)
    path = "checklist/list.text"
    for plan in (
        lambda held: adapted(held, "nl", "build-trust", path, Change(text="De lijst ligt er.", why="Zo.")),
        lambda held: hidden(held, "nl", "build-trust", "checklist/list", "Niet hier."),
        lambda held: back(held, "nl", "build-trust", "checklist/list"),
    ):
        workspace = Workspace.open(tmp_path)
        carry_out(workspace, "nl", plan(workspace.handbook))
    changes = Workspace.open(tmp_path).handbook.edition("nl").adaptations["build-trust"].changes
    assert changes[path].text == "De lijst ligt er." and "checklist/list" not in changes


def test_a_file_that_cannot_be_used_is_never_nothing_that_waits(capsys, tmp_path):
    small(tmp_path)
    with (tmp_path / ADAPT).open("a") as file:
        file.write("changes: [x\n")
    done = handbook(capsys, tmp_path, "status", "--edition", "nl")
    assert done.code == 1 and ADAPT in done.err


def test_keeping_asks_for_a_reason_each_time(capsys, tmp_path):
    small(tmp_path)
    write(tmp_path / TRUST, (tmp_path / TRUST).read_text().replace("title: Build trust", "title: Build strong trust"))
    refused = handbook(capsys, tmp_path, "decide", "build-trust", "title", "keep", "--edition", "nl")
    assert refused.code == 1 and "reason" in refused.err
    assert handbook(capsys, tmp_path, "status", "--edition", "nl").code == 1
    kept = handbook(capsys, tmp_path, "decide", "build-trust", "title", "keep", "--why", "Zo.", "--edition", "nl")
    assert kept.code == 0 and handbook(capsys, tmp_path, "status", "--edition", "nl").code == 0


@pytest.mark.parametrize("left", ["mine below", "no line at all"])
def test_words_typed_in_the_wrong_place_are_refused_and_kept(monkeypatch, left):
    page = f"Old.\n\n{CUT}\nTheirs.\n\nMine." if left == "mine below" else "Mine.\nTheirs."
    monkeypatch.setattr(changing, "edited", lambda _: page)
    with pytest.raises(DecisionError, match="not clear"):
        changing.typed("Old.", "Theirs.\n")


def test_words_above_the_line_are_hers(monkeypatch):
    monkeypatch.setattr(changing, "edited", lambda _: f"Mine.\n\n{CUT}\nTheirs.\n")
    assert changing.typed("Old.", "Theirs.\n") == "Mine."


def test_an_editor_that_cannot_be_started_is_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("VISUAL", "'x")
    with pytest.raises(editor.NoEditor, match="cannot be started"):
        editor.edited("x")
    assert "kept in" in editor.kept()
    editor.forget()


def test_no_edition_at_all_is_a_sentence(capsys, tmp_path):
    write(tmp_path / "handbook.yaml", 'format: "1"\ntitle: {en: Empty}\n')
    done = handbook(capsys, tmp_path, "status")
    assert done.code == 1 and "There is no edition here" in done.err


def test_live_needs_the_other_edition_here(capsys, tmp_path):
    small(tmp_path)
    write(tmp_path / "practices/nl/edition.yaml", (tmp_path / "practices/nl/edition.yaml").read_text()
          .replace("builds_on: global", "builds_on: elsewhere"))  # fmt: skip
    done = handbook(capsys, tmp_path, "status", "--live", "--edition", "nl")
    assert done.code == 1 and "sync --dry-run" in done.err


def test_an_origin_without_an_edition_is_nobodys_old_name():
    """A strange practice that says it came from `trust` must not draw what we say in `trust` to itself."""
    from handbook.editions.resolve import resolve

    held = {"trust": {"changes": {"summary": {"text": "Ours.", "why": "w", "base": ""}}}}
    other = practice("other", **{"from": "trust"})
    seen = book(edition("global", "", practice(), other), edition("nl", "global", adaptations=held))
    assert resolve(seen, "other", "nl").value("summary") != "Ours."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'"title":"Build trust"', b'"title":" "', "has no title"),
        (b'"id":"call"', b'"id":"meet"', "two items bear the id"),
        (b'"themes":["trust"]', b'"themes":[' + b",".join([b'"a"'] * 6_000) + b"]", "more than 5,000 values"),
    ],
)
def test_a_release_no_page_could_show_is_refused(old, new, said):
    assert old in data()
    with pytest.raises(FormError, match=said):
        checked(data().replace(old, new, 1), "x.json")
