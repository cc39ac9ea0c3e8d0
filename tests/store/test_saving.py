"""Saving: what was written is what is read, nothing else is touched, and nobody is overwritten unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.resolve import resolve
from handbook.errors import ChangedOnDisk, SaveRefused
from handbook.store.workspace import Workspace
from handbook.store.yamltext import REMOVE
from tests.small import ADAPT, FILES, TRUST, small, write


def opened(root: Path, changed=None) -> Workspace:
    return Workspace.open(small(root, changed), cache=False)


def test_a_save_that_changes_nothing_leaves_file_and_times_alone(tmp_path):
    workspace = opened(tmp_path)
    before = (tmp_path / TRUST).stat()
    document = workspace.document(TRUST)
    assert workspace.save(document, {("title",): "Build trust", ("groups",): ["regulator"]}) is document
    assert (tmp_path / TRUST).stat() == before


def test_a_save_never_overwrites_what_its_author_has_not_seen(tmp_path):
    workspace = opened(tmp_path)
    document = workspace.document(TRUST)
    write(tmp_path / TRUST, FILES[TRUST].replace("Build trust", "Theirs"))
    with pytest.raises(ChangedOnDisk):
        workspace.save(document, {("title",): "Ours"})
    assert "Theirs" in (tmp_path / TRUST).read_text()
    with pytest.raises(ChangedOnDisk):
        workspace.create(TRUST, {"format": "1"})
    (tmp_path / TRUST).unlink()
    with pytest.raises(ChangedOnDisk):
        workspace.save(document, {("title",): "Ours"})


def test_new_keys_stand_where_people_expect_them(tmp_path):
    workspace = opened(tmp_path)
    edits = {("not_for",): "Not for war.", ("checklist", "meet", "from"): "x", ("cost", "level"): "low", ("odd",): "1"}
    text = workspace.save(workspace.document(TRUST), edits).source.decode()
    keys = [line.partition(":")[0] for line in text.splitlines() if line[:1].isalpha()]
    assert keys[keys.index("problem") + 1] == "not_for" and keys[keys.index("checklist") + 1] == "cost"
    assert keys[-1] == "odd" and "# Written by two editors." in text


def test_what_was_saved_is_what_the_handbook_then_says(tmp_path):
    workspace = opened(tmp_path)
    workspace.save(workspace.document(ADAPT), {("changes", "title", "text"): "Vertrouwen"})
    assert resolve(workspace.handbook, "build-trust", "nl").value("title") == "Vertrouwen"
    digest = workspace.digest("nl", "build-trust")
    workspace.save(workspace.document(ADAPT), {("changes", "title", "text"): "Anders"})
    assert workspace.digest("nl", "build-trust") != digest


def test_editions_that_came_along_cannot_be_written(tmp_path):
    workspace = opened(tmp_path)
    workspace.read_only = True
    with pytest.raises(SaveRefused, match="came along with the program"):
        workspace.save(workspace.document(TRUST), {("title",): "Mine"})
    assert (tmp_path / TRUST).read_text() == FILES[TRUST]


TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffa\ufffb"
# Anything a person may type into a field, and every place where it may stand.
words = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"], exclude_characters=TURNING)
    | st.sampled_from("\n:#-'\" "),
    max_size=60,
)
places = st.sampled_from(
    [("title",), ("summary",), ("problem",), ("not_for",), ("steps", "invite", "text"), ("checklist", "list", "text"),
     ("priority", "reason"), ("cost", "note"), ("ext", "anything")]
)  # fmt: skip


@given(st.dictionaries(places, words, max_size=4), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_what_is_saved_is_what_is_read(tmp_path_factory, edits, ends, bom):
    root = tmp_path_factory.mktemp("saved")
    source = (b"\xef\xbb\xbf" if bom else b"") + FILES[TRUST].replace("\n", ends).encode()
    workspace = opened(root, {TRUST: source})
    before = workspace.document(TRUST)
    saved = workspace.save(before, edits)
    again = Workspace.open(root, cache=False)
    assert again.document(TRUST).tree == saved.tree and again.broken == []
    for path, text in edits.items():
        held = saved.tree
        for step in path:
            held = held[step] if isinstance(held, dict) else next(item for item in held if item["id"] == step)
        assert held == text
    assert again.save(again.document(TRUST), edits).source == saved.source
    unchanged = [line for line in source.splitlines(keepends=True) if line.startswith(b"#") or b"  # " in line]
    assert all(line in saved.source for line in unchanged if b"summary" not in line or ("summary",) not in edits)


@given(places.filter(lambda place: place[0] in ("title", "problem", "steps", "checklist")), words.filter(str.strip))
def test_one_changed_unit_changes_only_its_lines(tmp_path_factory, place, text):
    workspace = opened(tmp_path_factory.mktemp("lines"))
    before = workspace.document(TRUST)
    after = workspace.save(before, {place: text}).source.splitlines(keepends=True)
    old = before.source.splitlines(keepends=True)
    pointer = place[0] if len(place) == 1 else f"{place[0]}/{place[1]}"
    first = before.lines[pointer] - 1
    following = sorted(line for line in before.lines.values() if line - 1 > first)
    last = following[0] - 1 if following else len(old)
    assert after[:first] == old[:first] and after[len(after) - (len(old) - last) :] == old[last:]


def test_a_removal_takes_its_own_lines_only(tmp_path):
    workspace = opened(tmp_path)
    text = workspace.save(workspace.document(TRUST), {("checklist", "meet"): REMOVE}).source.decode()
    assert "id: meet" not in text and "# The next one came out of a workshop." in text
    kept = [line for line in FILES[TRUST].splitlines() if "id: meet" not in line]
    assert text.splitlines() == kept
