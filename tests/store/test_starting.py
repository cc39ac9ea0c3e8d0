"""Starting an edition: in a workspace, as a repository of its own, from wherever the shared one comes; whole or not."""

from __future__ import annotations

import json
import os
import subprocess
from types import SimpleNamespace

import pytest
import yaml

from handbook.checks.runner import check
from handbook.editions.resolve import practice_ids
from handbook.editions.snapshot import frozen
from handbook.errors import FormError, HandbookError, ReleaseError, SaveRefused, SignatureUnchecked
from handbook.publish.build import build
from handbook.store import starting
from handbook.store.pack import packed
from handbook.store.shared import Source
from handbook.store.starter.edition import Wanted
from handbook.store.starting import start
from handbook.store.workspace import Workspace
from tests.small import small, write

KENYA = Wanted("ke", "Kitabu cha Kenya", ("sw", "en"), "country", "Kenya IGF")
BUILTIN = Source("builtin")


@pytest.fixture
def away(tmp_path, monkeypatch):
    """An empty folder outside of every workspace; the program came along with a small handbook, released once."""
    shipped = small(tmp_path / "shipped")
    released(shipped)
    for place in ("handbook.store.parents.data_folder", "handbook.store.workspace.data_folder"):
        monkeypatch.setattr(place, lambda: shipped)
    folder = tmp_path / "away"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def released(root, edition="global", number="1"):
    chain = Workspace.open(root, cache=False).handbook.chain(edition)
    data = frozen(chain, number, "2026-11-01")
    write(root / f"practices/{edition}/releases/{edition}-{number}.json", data)
    return data


def everything(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def the_edition(root, name):
    return yaml.safe_load((root / f"practices/{name}/edition.yaml").read_text("utf-8"))


def test_a_repository_of_its_own_is_a_workspace_pinned_to_the_newest_release(away):
    released(away.parent / "shipped", number="2")
    made = start(Workspace.open(), KENYA, BUILTIN)
    assert made.own_repository and made.root == away / "handbook-ke" and made.shared.id == "global"
    workspace = Workspace.open(made.root, cache=False)
    assert workspace.lock("ke").pin.release == "2" and workspace.broken == []
    assert "build-trust" in practice_ids(workspace.handbook.chain("ke"))
    held = the_edition(made.root, "ke")
    assert held["builds_on"] == "global" and held["from"] == "builtin" and held["standing"] == "example"
    assert held["region"] == {"kind": "country", "territory": "KE"} and held["name"]["sw"] == "Kenya"
    assert not list(made.root.rglob("entries")) and not (made.root / ".handbook").exists()


def test_it_has_nothing_to_mend_and_builds(away):
    made = start(Workspace.open(), KENYA, BUILTIN)
    workspace = Workspace.open(made.root)
    assert [finding.message for finding in check(workspace)] == []
    published = build(workspace, ["ke"], away / "site")
    assert all(one.well for one in published) and (away / "site/ke/index.html").is_file()


def test_an_older_release_can_be_asked_for(away):
    released(away.parent / "shipped", number="2")
    made = start(Workspace.open(), KENYA, Source("builtin", number="1"))
    assert Workspace.open(made.root, cache=False).lock("ke").pin.release == "1"


def test_norway_is_called_no_in_every_file(away):
    made = start(Workspace.open(), Wanted("no", "Håndbok", ("nb", "nn"), "country", "Norsk IGF"), BUILTIN)
    held = the_edition(made.root, "no")
    assert held["id"] == "no" and held["languages"] == ["nb", "nn"] and held["region"]["territory"] == "NO"
    workflow = yaml.safe_load((made.root / ".github/workflows/handbook.yml").read_text())
    assert workflow["jobs"]["edition"]["strategy"]["matrix"]["edition"] == ["no"]
    assert list(Workspace.open(made.root, cache=False).manifest.folders) == ["no"]


@pytest.mark.parametrize(("name", "kind"), [("lusophone", "community"), ("arab", "region"), ("eurodig", "sub-region")])
def test_regions_are_not_only_countries(away, name, kind):
    made = start(Workspace.open(), Wanted(name, "A handbook", ("pt",), kind, "A secretariat"), BUILTIN)
    assert the_edition(made.root, name)["region"] == {"kind": kind}


def test_ci_files_check_and_publish_with_the_least_permissions(away):
    root = start(Workspace.open(), KENYA, BUILTIN).root
    github = yaml.safe_load((root / ".github/workflows/handbook.yml").read_text())
    gitlab = yaml.safe_load((root / ".gitlab-ci.yml").read_text())
    assert github["permissions"] == {"contents": "read"} and "permissions" not in github["jobs"]["edition"]
    assert github["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert gitlab["edition"]["parallel"]["matrix"] == [{"EDITION": ["ke"]}]
    steps = " ".join(step.get("run", "") for step in github["jobs"]["edition"]["steps"])
    for script in (steps, " ".join(gitlab["edition"]["script"])):
        assert all(f"handbook {command}" in script for command in ("check", "status", "build"))
    uses = [step["uses"] for job in github["jobs"].values() for step in job["steps"] if "uses" in step]
    assert uses and all(name.startswith("actions/") and name.rpartition("@v")[2].isdigit() for name in uses)


def jobs(root):
    """Both hosts' jobs: the first step, and the steps that make the front page."""
    github = yaml.safe_load((root / ".github/workflows/handbook.yml").read_text("utf-8"))
    gitlab = yaml.safe_load((root / ".gitlab-ci.yml").read_text("utf-8"))
    front = next(step["run"] for step in github["jobs"]["publish"]["steps"] if step.get("name") == "Front page")
    return (
        (github["env"]["HANDBOOK"], github["jobs"]["edition"]["steps"][0]["run"], front),
        (gitlab["variables"]["HANDBOOK"], gitlab["edition"]["script"][0], gitlab["pages"]["script"][1]),
    )


def shell(script, folder, **known):
    env = {"PATH": os.environ["PATH"], **known}
    return subprocess.run(["sh", "-e", "-c", script], cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("record", "address"),
    [
        ({"url": "https://a.example/igf/book_1.git", "vcs_info": {"vcs": "git", "commit_id": "c0ffee"}},
         "git+https://a.example/igf/book_1.git@c0ffee"),
        ({"url": "https://a.example/b", "subdirectory": "x/y", "vcs_info": {"vcs": "git", "commit_id": "c0"}},
         "git+https://a.example/b@c0#subdirectory=x/y"),
        ({"url": "https://me:secret@a.example/b", "vcs_info": {"vcs": "git", "commit_id": "c0"}}, ""),
        ({"url": "file:///home/me/b", "vcs_info": {"vcs": "git", "commit_id": "c0"}}, ""),
        ({"url": "https://a.example/b", "vcs_info": {"vcs": "hg", "commit_id": "c0"}}, ""),
        ({"url": "file:///home/me/b", "dir_info": {"editable": True}}, ""),
        ({"url": "https://a.example/b", "vcs_info": {"vcs": "git"}}, ""),
        ([], ""),
        (None, ""),
    ],
)  # fmt: skip
def test_the_jobs_get_the_program_from_where_it_was_installed_from(away, monkeypatch, record, address):
    held = SimpleNamespace(read_text=lambda _: None if record is None else json.dumps(record))
    monkeypatch.setattr("handbook.store.starter.program.distribution", lambda _: held)
    made = start(Workspace.open(), KENYA, BUILTIN)
    for stands, first, _ in jobs(made.root):
        assert stands == made.program == address
        stopped = shell(first, away, HANDBOOK=stands)
        assert (stopped.returncode == 0) == bool(address) and ("git+https://" in stopped.stdout) != bool(address)
    texts = "".join((made.root / name).read_text("utf-8") for name in ("README.md", ".gitlab-ci.yml"))
    assert f'pip install "{address or "git+https://…"}"' in texts
    assert "igf-handbook" not in texts and "/home/me" not in texts and ":secret" not in texts


def test_an_address_that_is_given_comes_first(away):
    made = start(Workspace.open(), KENYA, BUILTIN, program="https://a.example/igf/book@v2")
    assert [stands for stands, *_ in jobs(made.root)] == ["git+https://a.example/igf/book@v2"] * 2


@pytest.mark.parametrize(
    "address",
    ["igf-handbook", "/home/me/book", "file:///home/me/book", "git+file:///b", "https://me:secret@a.example/b",
     "https://token@a.example/b", 'https://a.example/b" && ls', "https://a.example/${{ x }}", "--pre", "https://a.example"],
)  # fmt: skip
def test_what_a_job_elsewhere_could_not_fetch_is_refused(away, address):
    with pytest.raises(FormError) as refused:
        start(Workspace.open(), KENYA, BUILTIN, program=address)
    assert "secret" not in str(refused.value) and list(away.iterdir()) == []


def test_an_edition_in_a_workspace_has_no_jobs_to_tell(away, tmp_path):
    with pytest.raises(FormError, match="repository of its own"):
        start(Workspace.open(small(tmp_path / "ours")), KENYA, Source("global"), program="https://a.example/b")


def test_the_front_page_lists_every_edition_whichever_job_made_it(away):
    made = start(Workspace.open(), KENYA, BUILTIN)
    build(Workspace.open(made.root), ["ke"], away / "site")
    (away / "site/index.html").unlink()
    for more in (False, True):
        if more:
            write(away / "site/ar/index.html", '<html lang="ar" dir="rtl">\n<title>A – B &amp; – C</title>\n')
        pages = set()
        for _, _, front in jobs(made.root):
            assert shell(front, away).returncode == 0
            pages.add((away / "site/index.html").read_text("utf-8"))
        (page,) = pages
        assert '<li lang="sw" dir="ltr"><a href="ke/index.html">Kitabu cha Kenya</a></li>' in page
        assert ('<li lang="ar" dir="rtl"><a href="ar/index.html">B &amp; – C</a></li>' in page) == more
        assert page.count("<li ") == 1 + more and "<script" not in page


def test_each_job_hands_on_its_own_edition_alone(away):
    root = start(Workspace.open(), KENYA, BUILTIN).root
    github = yaml.safe_load((root / ".github/workflows/handbook.yml").read_text("utf-8"))["jobs"]["edition"]["steps"]
    gitlab = yaml.safe_load((root / ".gitlab-ci.yml").read_text("utf-8"))["edition"]
    scripts = (next(step["run"] for step in github if step.get("name") == "Build"), "\n".join(gitlab["script"][-3:]))
    assert github[-1]["with"]["path"] == "built" and gitlab["artifacts"]["paths"] == ["built"]
    for place, script in zip(("one", "two"), scripts, strict=True):
        write(away / place / "build/site/ke/index.html", "ke")
        write(away / place / "build/site/index.html", "all")
        assert shell(f"handbook() {{ :; }}\n{script}", away / place, EDITION="ke").returncode == 0
        assert [path.name for path in (away / place / "built").iterdir()] == ["ke"]


def test_the_read_me_names_the_edition_and_takes_titles_as_words(away):
    loud = Wanted("ke", "Book [of](https://x.example) <b>Kenya</b>", ("en",), "country", "Kenya IGF")
    text = (start(Workspace.open(), loud, BUILTIN).root / "README.md").read_text("utf-8")
    assert "handbook serve ke" in text and "release 1" in text and "@ID@" not in text
    assert r"\[of\](https://x.example) \<b\>Kenya" in text


def test_in_a_workspace_only_the_edition_is_written(away, tmp_path):
    root = small(tmp_path / "ours")
    before = everything(root)
    made = start(Workspace.open(root), KENYA, Source(edition="nl"))
    new = {path: data for path, data in everything(root).items() if path not in before and ".handbook" not in str(path)}
    assert [str(path) for path in new] == ["practices/ke/edition.yaml"] and not made.own_repository
    workspace = Workspace.open(root, cache=False)
    assert [edition.id for edition in workspace.handbook.chain("ke")] == ["global", "nl", "ke"]
    assert check(workspace, ["ke"]) == [] and "from" not in the_edition(root, "ke")


def test_an_edition_of_the_workspace_that_has_releases_is_pinned(away, tmp_path):
    root = small(tmp_path / "ours")
    released(root)
    start(Workspace.open(root), KENYA, Source("global"))
    assert Workspace.open(root, cache=False).lock("ke").pin.release == "1"


def test_a_workspace_that_names_its_editions_one_by_one_names_the_new_one_too(away, tmp_path):
    listed = 'format: "1"\ntitle: {en: A}\neditions: [practices/global]  # one\n'
    root = small(tmp_path / "ours", {"handbook.yaml": listed})
    start(Workspace.open(root), KENYA, Source("global"))
    assert list(Workspace.open(root, cache=False).manifest.folders) == ["global", "ke"]
    assert "# one" in (root / "handbook.yaml").read_text()


def test_from_a_folder_a_release_without_signature_is_only_taken_once_it_was_compared(away, tmp_path):
    other = small(tmp_path / "other")
    released(other)
    with pytest.raises(SignatureUnchecked):
        start(Workspace.open(), KENYA, Source(str(other)))
    assert list(away.iterdir()) == []
    made = start(Workspace.open(), KENYA, Source(str(other), unsigned=True))
    assert the_edition(made.root, "ke")["from"] == os.path.relpath(other, made.root)
    assert made.shared.accepted.verified == "" and len(made.shared.accepted.short) == 19


def test_from_a_pack_no_address_is_kept_since_the_next_release_is_another_file(away):
    data = released(away.parent / "shipped")
    write(away / "post.handbook", packed("global", "1", data, None))
    made = start(Workspace.open(), KENYA, Source("post.handbook", unsigned=True))
    assert "from" not in the_edition(made.root, "ke")
    assert Workspace.open(made.root, cache=False).lock("ke").pin.release == "1"


def test_trusted_keys_lie_in_the_edition(away, tmp_path):
    write(tmp_path / "keys", "igf@example.org ssh-ed25519 AAAA\n")
    made = start(Workspace.open(), KENYA, Source("builtin", signers=tmp_path / "keys"))
    assert (made.folder / "upstream/allowed_signers").read_text().startswith("igf@example.org")


@pytest.mark.parametrize("name", ["global", "nl", "index", "KE", "../x", "a b", "", "x" * 81])
def test_ids_that_cannot_be_are_refused(away, tmp_path, name):
    workspace = Workspace.open(small(tmp_path / "ours"))
    with pytest.raises(FormError):
        start(workspace, Wanted(name, "T", ("en",), "region", "B"), Source(edition="nl"))


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("ke", "", ("en",), "country", "B"),
        Wanted("ke", "T", (), "country", "B"),
        Wanted("ke", "T", ("english",), "country", "B"),
        Wanted("ke", "T", ("en",), "continent", "B"),
        Wanted("ke", "T", ("en",), "country", "B", territory="QQ"),
        Wanted("ke", "T", ("en",), "country", "B", contact="javascript:x"),
        Wanted("ke", "T", ("en",), "country", "B", official=True),
    ],
)
def test_what_an_edition_cannot_be_is_refused_and_nothing_is_left(away, wanted):
    with pytest.raises(FormError) as refused:
        start(Workspace.open(), wanted, BUILTIN)
    assert refused.value.todo and list(away.iterdir()) == []


def test_an_official_edition_says_who_stands_behind_it(away):
    wanted = Wanted(
        "ke", "T", ("en",), "country", "B", mandate="The forum.", contact="mailto:a@b.example", official=True
    )
    assert the_edition(start(Workspace.open(), wanted, BUILTIN).root, "ke")["standing"] == "official"


def test_what_is_there_is_never_overwritten(away, tmp_path, monkeypatch):
    write(away / "handbook-ke/mine.txt", "mine")
    with pytest.raises(SaveRefused):
        start(Workspace.open(), KENYA, BUILTIN)
    assert everything(away) == {(away / "handbook-ke/mine.txt").relative_to(away): b"mine"}
    root = small(tmp_path / "ours")
    write(root / "practices/ke/notes.txt", "mine")
    with pytest.raises(SaveRefused):
        start(Workspace.open(root), KENYA, Source("global"))
    assert [path.name for path in (root / "practices/ke").iterdir()] == ["notes.txt"]
    (away / "empty").mkdir()
    monkeypatch.chdir(away / "empty")
    with pytest.raises(SaveRefused, match="You stand in this folder"):
        start(Workspace.open(), KENYA, BUILTIN, repository=away / "empty")


def test_an_empty_folder_is_filled(away):
    (away / "empty").mkdir()
    assert start(Workspace.open(), KENYA, BUILTIN, repository=away / "empty").root == away / "empty"


def test_a_run_that_dies_leaves_no_half_of_an_edition(away, monkeypatch, tmp_path):
    root = small(tmp_path / "ours")

    def dies(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(starting, "replace_folder", dies)
        for workspace, source in ((Workspace.open(), BUILTIN), (Workspace.open(root), Source("global"))):
            with pytest.raises(KeyboardInterrupt):
                start(workspace, KENYA, source)
    assert list(away.iterdir()) == [] and not (root / "practices/ke").exists()
    assert "ke" not in Workspace.open(root, cache=False).manifest.folders
    assert start(Workspace.open(root), KENYA, Source("global")).folder.is_dir()


def test_it_must_be_known_where_the_shared_edition_comes_from(away, tmp_path):
    for source in (Source(), Source("nowhere"), Source("builtin", "nl"), Source("builtin", number="9")):
        with pytest.raises(ReleaseError) as refused:
            start(Workspace.open(), KENYA, source)
        assert refused.value.todo
    with pytest.raises(ReleaseError, match="several editions"):
        start(Workspace.open(small(tmp_path / "ours")), KENYA, Source())
    with pytest.raises(HandbookError):
        start(Workspace.open(), KENYA, Source("--upload-pack=x", "global"))
    with pytest.raises(SaveRefused, match="no handbook here"):
        start(Workspace.open(), KENYA, BUILTIN, here=True)


def test_at_most_four_editions_build_on_each_other(away, tmp_path):
    root = small(tmp_path / "ours")
    for name, parent in (("city", "nl"), ("street", "city")):
        start(Workspace.open(root), Wanted(name, "T", ("en",), "community", "B"), Source(parent))
    with pytest.raises(FormError, match="At most 4"):
        start(Workspace.open(root), Wanted("house", "T", ("en",), "community", "B"), Source("street"))
