"""Saving: what was written is what is read, nothing else is touched, and nobody is overwritten unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.resolve import resolve
from handbook.errors import ChangedOnDisk, HandbookError, SaveRefused
from handbook.store import saving
from handbook.store.workspace import Workspace
from handbook.store.yamltext import REMOVE
from tests.small import ADAPT, FILES, TRUST, small, write
from tests.store.walks import ADAPTED, WALKED, walked


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


def beside(root: Path) -> Workspace:
    """The same workspace as another editor's program has it."""
    return Workspace.open(root, cache=False)


def written(workspace: Workspace, edition: str, path: str, value: str, why: str = "") -> None:
    """Another editor saves one unit."""
    other = beside(workspace.root)
    copy = saving.opened(other, edition, "build-trust")
    copy.set(path, value)
    if why:
        copy.say_why(path, why)
    assert saving.save(other, copy).file


def test_a_working_copy_says_what_was_written_and_where(tmp_path):
    workspace = walked(tmp_path)
    copy = saving.opened(workspace, "global", "build-trust")
    copy.set("title", "Build trust, person to person")
    outcome = saving.save(workspace, copy)
    assert (outcome.file, outcome.paths, outcome.refused) == (TRUST, ("title",), {})
    before = WALKED.replace("title: Build trust\n", "title: Build trust, person to person\n")
    assert (tmp_path / TRUST).read_text() == before
    assert saving.save(workspace, outcome.copy).paths == () and (tmp_path / TRUST).read_text() == before


def test_what_was_saved_can_be_undone_and_saved_again_to_the_byte(tmp_path):
    workspace = walked(tmp_path)
    copy = saving.opened(workspace, "global", "build-trust")
    copy.set("steps/thank.text", "谢谢。")
    copy = saving.save(workspace, copy).copy
    assert copy.undo() == "steps/thank.text"
    assert saving.save(workspace, copy).file and (tmp_path / TRUST).read_text() == WALKED


def test_back_to_their_words_and_the_file_is_as_if_nothing_had_been(tmp_path):
    workspace = walked(tmp_path)
    copy = saving.opened(workspace, "nl", "build-trust")
    copy.set("summary", "Anders.")
    copy.say_why("summary", "Om te proberen.")
    copy.leave_out("steps", "cook", "Geen keuken.")
    copy = saving.save(workspace, copy).copy
    assert "Anders." in (tmp_path / ADAPT).read_text()
    copy.back("summary")
    copy.leave_out("steps", "cook", "")
    saving.save(workspace, copy)
    assert (tmp_path / ADAPT).read_text() == ADAPTED


def test_a_practice_with_nothing_changed_any_more_has_no_file(tmp_path):
    workspace = opened(tmp_path, {ADAPT: None})
    copy = saving.opened(workspace, "nl", "build-trust")
    copy.set("title", "Bouw vertrouwen op")
    copy.say_why("title", "In het Nederlands.")
    copy = saving.save(workspace, copy).copy
    assert (tmp_path / ADAPT).exists()
    copy.back("title")
    saving.save(workspace, copy)
    assert not (tmp_path / ADAPT).exists()
    assert saving.opened(workspace, "nl", "build-trust").before == saving.opened(workspace, "nl", "build-trust").theirs


def test_what_two_editors_changed_in_different_units_goes_together(tmp_path):
    workspace = walked(tmp_path)
    copy = saving.opened(workspace, "global", "build-trust")
    copy.set("title", "Mine")
    copy.add("steps", {"text": "Mine too."})
    written(workspace, "global", "steps/cook.text", "Theirs.")
    outcome = saving.save(workspace, copy)
    assert outcome.met.theirs == ("steps/cook.text",) and set(outcome.paths) == {"title", "steps/mine-too"}
    text = (tmp_path / TRUST).read_text()
    assert all(words in text for words in ("title: Mine", "Mine too.", "Theirs.", "spice: pepper", "# Said twice."))


def test_what_both_changed_is_asked_and_nothing_written_before(tmp_path):
    workspace = walked(tmp_path)
    copy = saving.opened(workspace, "nl", "build-trust")
    copy.set("title", "Mijn titel")
    copy.set("summary", "Mijn samenvatting.")
    copy.say_why("summary", "Zo is het.")
    written(workspace, "nl", "title", "Hun titel")
    held = (tmp_path / ADAPT).read_bytes()
    outcome = saving.save(workspace, copy)
    assert (outcome.file, [clash.path for clash in outcome.met.clashes]) == ("", ["title"])
    assert (tmp_path / ADAPT).read_bytes() == held
    for answer in ("Mijn titel", "Hun titel", "Van ons beiden", None):
        settled = saving.settled(beside(tmp_path), copy, {"title": answer}, outcome.met)
        assert settled.now.text("title") == (answer or "") and settled.now.text("summary") == "Mijn samenvatting."
    settled = saving.settled(workspace, copy, {"title": "Van ons beiden"}, outcome.met)
    assert saving.save(workspace, settled).file == ADAPT
    found = resolve(workspace.handbook, "build-trust", "nl")
    assert (found.value("title"), found.value("summary")) == ("Van ons beiden", "Mijn samenvatting.")


def test_an_answer_never_covers_words_that_nobody_has_seen(tmp_path):
    workspace = walked(tmp_path)
    copy = saving.opened(workspace, "global", "build-trust")
    copy.set("title", "Mine")
    written(workspace, "global", "title", "Theirs")
    seen = saving.save(workspace, copy).met
    written(workspace, "global", "title", "A third one's")
    with pytest.raises(ChangedOnDisk, match="once more"):
        saving.settled(workspace, copy, {"title": "Mine"}, seen)
    with pytest.raises(ChangedOnDisk):
        saving.settled(workspace, copy, {})
    assert "A third one's" in (tmp_path / TRUST).read_text()


def test_three_editors_in_turn_lose_nothing(tmp_path):
    desks = [walked(tmp_path), beside(tmp_path), beside(tmp_path)]
    copies = [saving.opened(desk, "nl", "build-trust") for desk in desks]
    for number, copy in enumerate(copies):
        copy.add("checklist", {"text": f"Punt {number}."}, after="list")
        copy.set("summary", f"Versie {number}.")
        copy.say_why("summary", f"Reden {number}.")
    for desk, copy in zip(desks, copies, strict=True):
        outcome = saving.save(desk, copy)
        if outcome.met and outcome.met.clashes:
            both = {clash.path: f"{clash.theirs} {clash.mine}" for clash in outcome.met.clashes}
            outcome = saving.save(desk, saving.settled(desk, copy, both, outcome.met))
        assert outcome.file == ADAPT
    found = resolve(beside(tmp_path).handbook, "build-trust", "nl")
    assert found.value("summary") == "Versie 0. Versie 1. Versie 2."
    assert all(reason in found.parts["summary"].why for reason in ("Reden 0.", "Reden 1.", "Reden 2."))
    texts = {item.text("text") for item in found.items("checklist")}
    assert {"Punt 0.", "Punt 1.", "Punt 2.", "Bel eerst."} <= texts


def test_a_refusal_names_each_place_and_writes_nothing(tmp_path):
    workspace = walked(tmp_path)
    held = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    copy = saving.opened(workspace, "global", "build-trust")
    copy.set("title", "")
    copy.set("problem", "a\u202eb")
    copy.set("summary", "Fine.")
    outcome = saving.save(workspace, copy)
    assert set(outcome.refused) == {"title", "problem"} and outcome.file == "" and outcome.copy.now == copy.now
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == held


def test_a_practice_that_somebody_deleted_is_told_in_words(tmp_path):
    workspace = walked(tmp_path)
    copy = saving.opened(workspace, "global", "build-trust")
    copy.set("title", "Mine")
    (tmp_path / TRUST).unlink()
    with pytest.raises(HandbookError, match="no practice"):
        saving.save(workspace, copy)


def test_words_they_changed_meanwhile_above_are_seen_before_ours_are_written(tmp_path):
    workspace = walked(tmp_path)
    copy = saving.opened(workspace, "nl", "build-trust")
    copy.set("problem", "Ons probleem.")
    copy.say_why("problem", "Anders hier.")
    written(workspace, "global", "problem", "Their new problem.")
    assert [clash.path for clash in saving.save(workspace, copy).met.clashes] == ["problem"]
