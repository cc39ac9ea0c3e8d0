"""Opening a workspace, what it says of files that cannot be used, and what saving does to a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.editions.resolve import resolve
from handbook.errors import ChainError, ChangedOnDisk, ReadError, SaveRefused, UnknownEdition, WorkspaceError
from handbook.store import workspace as module
from handbook.store.data import data_folder
from handbook.store.workspace import Workspace
from handbook.store.yamltext import REMOVE
from tests.small import ADAPT, FILES, GLOBAL, HUB, NL, PUBLISH, SUMMARY, TRUST, small, write


def opened(root: Path, changed=None) -> Workspace:
    return Workspace.open(small(root, changed), cache=False)


def told(workspace: Workspace) -> list[tuple[str, int]]:
    return [(broken.file, broken.line) for broken in workspace.broken]


def test_the_nearest_workspace_above_is_opened(tmp_path, monkeypatch):
    small(tmp_path)
    inner = small(tmp_path / "practices/nl/inner", {NL: None, HUB: None, ADAPT: None})
    monkeypatch.chdir(inner / "practices/global/entries")
    assert Workspace.open(cache=False).root == inner.resolve()
    monkeypatch.chdir(tmp_path / "practices/nl")
    assert Workspace.open(cache=False).root == tmp_path.resolve()


def test_with_none_above_the_editions_that_came_along_are_opened(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shipped = Workspace.open(cache=False)
    assert shipped.root == data_folder() and "global" in shipped.handbook.editions
    assert list(tmp_path.iterdir()) == []


def test_a_named_folder_that_is_no_workspace_is_refused(tmp_path):
    with pytest.raises(WorkspaceError, match=r"no handbook.*handbook\.yaml"):
        Workspace.open(tmp_path)
    with pytest.raises(WorkspaceError):
        Workspace.open(tmp_path / "nowhere")


def test_two_workspaces_know_nothing_of_each_other(tmp_path):
    one, two = opened(tmp_path / "one"), opened(tmp_path / "two", {NL: None, HUB: None, ADAPT: None})
    one.save(one.document(TRUST), {("title",): "Earn trust"})
    assert two.handbook.edition("global").practices["build-trust"].title == "Build trust"
    assert one.handbook.edition("global").practices["build-trust"].title == "Earn trust"
    assert list(two.handbook.editions) == ["global"]


def test_an_edition_is_read_whole(tmp_path):
    workspace = opened(tmp_path)
    resolved = resolve(workspace.handbook, "build-trust", "nl")
    assert resolved.value("title") == "Bouw vertrouwen op" and resolved.value("summary") == SUMMARY
    assert [item.id for item in resolved.items("checklist")] == ["list", "nl/bel"]
    assert resolve(workspace.handbook, "nl/hub", "nl", "en").value("title") == "Collect reports in one place"
    assert workspace.broken == [] and workspace.line(TRUST, "checklist/list.text") > 20


def test_a_broken_file_is_listed_and_the_others_still_load(tmp_path):
    workspace = opened(tmp_path, {PUBLISH: 'format: "1"\nid: a\n b: c', NL: FILES[NL].replace("[nl, en]", "nl")})
    assert told(workspace) == [(NL, 5), (PUBLISH, 3)]
    assert list(workspace.handbook.editions) == ["global"]
    assert list(workspace.handbook.edition("global").practices) == ["build-trust"]
    assert all(broken.message.endswith(".") and broken.todo for broken in workspace.broken)


def test_files_that_nobody_would_miss_are_listed_too(tmp_path):
    small(tmp_path)
    entries = tmp_path / "practices/global/entries"
    (entries / "a-folder.yaml").mkdir()
    (entries / "nowhere.yaml").symlink_to(tmp_path / "gone")
    write(entries / "other-ending.yml", FILES[PUBLISH])
    write(Path(f"{entries}/\udcff.yaml"), FILES[PUBLISH])
    broken = {broken.file.rpartition("/")[2]: broken.message for broken in Workspace.open(tmp_path).broken}
    assert broken == {
        "a-folder.yaml": "This is a folder, not a file.",
        "nowhere.yaml": "There is no such file.",
        "other-ending.yml": "The name ends in .yml, so the file is not used.",
        "�.yaml": "The name of this file is not UTF-8.",
    }


def test_two_entries_of_one_id_are_told_and_one_is_used(tmp_path):
    twin = FILES[TRUST].replace("title: Build trust", "title: Twin")
    workspace = opened(tmp_path, {"practices/global/entries/another.yaml": twin})
    assert told(workspace) == [("practices/global/entries/another.yaml", 1)]
    assert workspace.handbook.edition("global").practices["build-trust"].title == "Build trust"


def test_two_editions_of_one_id_are_told_and_one_is_used(tmp_path):
    workspace = opened(tmp_path, {"practices/zz/edition.yaml": FILES[NL]})
    assert told(workspace) == [("practices/zz/edition.yaml", 1)] and workspace.folder("nl").name == "nl"
    with pytest.raises(UnknownEdition, match="no edition “zz”"):
        workspace.folder("zz")


@pytest.mark.parametrize("bad", ["../escape", "nl/../../x", "a/b/c", "/etc/passwd", "A B", "", "x" * 9 + "/"])
def test_an_id_that_leads_elsewhere_is_refused(tmp_path, bad):
    text = FILES[PUBLISH].replace("id: publish-results", f"id: {bad!r}")
    workspace = opened(tmp_path, {PUBLISH: text})
    assert told(workspace) == [(PUBLISH, 2)]


@pytest.mark.parametrize("pattern", ["../elsewhere", "/etc", "a/../../b", "C:/x", ".", "a\\b", "**x"])
def test_editions_outside_the_workspace_are_refused(tmp_path, pattern):
    small(tmp_path, {"handbook.yaml": f'format: "1"\ntitle: {{en: T}}\neditions: [{pattern!r}]\n'})
    with pytest.raises(WorkspaceError) as caught:
        Workspace.open(tmp_path)
    assert caught.value.todo and caught.value.where.file == "handbook.yaml"


def test_a_folder_that_holds_no_edition_is_told(tmp_path):
    small(tmp_path, {"handbook.yaml": 'format: "1"\ntitle: {en: T}\neditions: [practices/nll, practices/global]\n'})
    workspace = Workspace.open(tmp_path)
    assert [broken.message for broken in workspace.broken] == ["No edition lies at “practices/nll”."]
    assert list(workspace.handbook.editions) == ["global"]


def test_editions_in_a_circle_load_and_say_so_when_asked(tmp_path):
    workspace = opened(tmp_path, {GLOBAL: FILES[GLOBAL] + "builds_on: nl\n"})
    assert workspace.broken == [] and set(workspace.handbook.editions) == {"global", "nl"}
    with pytest.raises(ChainError, match="circle"):
        workspace.handbook.chain("nl")


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


def test_digests_follow_changes_on_disk_and_new_base_texts(tmp_path):
    workspace = opened(tmp_path)
    entry, edition = workspace.digest("nl", "nl/hub"), workspace.edition_digest("nl")
    write(tmp_path / HUB, FILES[HUB] + 'revision: "2"\n')
    write(tmp_path / "practices/nl/upstream/bases" / f"f1-{'0' * 32}.txt", "x")
    workspace.refresh()
    assert workspace.digest("nl", "nl/hub") != entry and workspace.edition_digest("nl") != edition
    assert workspace.digest("global", "nl/hub") == ""


def test_editions_that_came_along_cannot_be_written(tmp_path, monkeypatch):
    workspace = opened(tmp_path)
    monkeypatch.setattr(module, "_is_shipped", lambda _: True)
    with pytest.raises(SaveRefused, match="came along with the program"):
        workspace.save(workspace.document(TRUST), {("title",): "Mine"})
    assert (tmp_path / TRUST).read_text() == FILES[TRUST]


def test_a_file_taken_away_meanwhile_is_said_in_words(tmp_path):
    workspace, other = Workspace.open(small(tmp_path)), Workspace.open(tmp_path)
    edition = workspace.handbook.edition("global")
    (tmp_path / TRUST).unlink()
    other.refresh()
    with pytest.raises(ReadError, match="no longer there"):
        edition.practices["build-trust"]


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
