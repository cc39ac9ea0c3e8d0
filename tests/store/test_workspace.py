"""Opening a workspace, and what it says of files that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.editions.resolve import resolve
from handbook.editions.review import commented
from handbook.errors import ChainError, ReadError, UnknownEdition, WorkspaceError
from handbook.model.plan import Plan
from handbook.store.data import data_folder
from handbook.store.plans import carry_out
from handbook.store.reviews import noted, reviews
from handbook.store.workspace import Workspace
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


def test_an_edition_that_is_the_whole_workspace_writes_and_reads_files_of_one_name(tmp_path):
    files = {name: FILES[f"practices/global/{name}"] for name in ("edition.yaml", "taxonomy.yaml")}
    for name, text in {"handbook.yaml": f'{FILES["handbook.yaml"]}editions: ["**"]\n', **files}.items():
        write(tmp_path / name, text)
    workspace = Workspace.open(tmp_path, cache=False)
    assert workspace.handbook.edition("global").file == "edition.yaml" and workspace.broken == []
    plan = Plan("practice", "hub", {("summary",): "One place.", ("title",): "Hub", ("lang",): "en"})
    assert carry_out(workspace, "global", plan) == "entries/hub.yaml"
    noted(
        workspace, "global", "hub", lambda review: commented(review, "Why?", unit="summary", by="AK", on="2026-11-22")
    )
    assert [one.file for one in reviews(workspace, "global")] == ["reviews/hub.yaml"]
    assert list(workspace.document("entries/hub.yaml").tree) == ["format", "id", "lang", "title", "summary"]


def test_digests_follow_changes_on_disk_and_new_base_texts(tmp_path):
    workspace = opened(tmp_path)
    entry, edition = workspace.digest("nl", "nl/hub"), workspace.edition_digest("nl")
    write(tmp_path / HUB, FILES[HUB] + 'revision: "2"\n')
    write(tmp_path / "practices/nl/upstream/bases" / f"f1-{'0' * 32}.txt", "x")
    workspace.refresh()
    assert workspace.digest("nl", "nl/hub") != entry and workspace.edition_digest("nl") != edition
    assert workspace.digest("global", "nl/hub") == ""


def test_a_file_taken_away_meanwhile_is_said_in_words(tmp_path):
    workspace, other = Workspace.open(small(tmp_path)), Workspace.open(tmp_path)
    edition = workspace.handbook.edition("global")
    (tmp_path / TRUST).unlink()
    other.refresh()
    with pytest.raises(ReadError, match="no longer there"):
        edition.practices["build-trust"]


def test_what_was_said_is_known_by_the_sources_of_every_edition(tmp_path):
    workspace = opened(tmp_path)
    for edition, source in (("global", "session"), ("nl", "overleg")):
        made = b"handbook-runs 1\nsalt " + edition.encode() + b"\n"
        (tmp_path / "practices" / edition / "sources").mkdir()
        (tmp_path / "practices" / edition / "sources" / f"{source}.runs").write_bytes(made)
    assert list(workspace.runs("nl")) == ["overleg"]
    assert {source: held.salt for source, held in workspace.all_runs().items()} == {
        "session": "global",
        "overleg": "nl",
    }
