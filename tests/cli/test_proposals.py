"""Proposals that wait, by command: put off, listed, looked at, and done with."""

from __future__ import annotations

import pytest

from tests.cli.run import handbook
from tests.cli.test_giving import KE, OURS
from tests.small import TRUST, small

FOLDER = "practices/global/proposals"


@pytest.fixture
def root(tmp_path):
    return small(tmp_path / "handbook", {"practices/ke/edition.yaml": KE})


@pytest.fixture
def run(root, capsys, monkeypatch):
    monkeypatch.chdir(root)
    return lambda *words: handbook(capsys, root, *words)


@pytest.fixture
def file(root, run):
    """A proposal of Kenya's, as it came by e-mail under a name of the mail program's."""
    assert run("adapt", "build-trust", "summary", "-e", "ke", "--text", OURS, "--why", "A month is long.").code == 0
    assert run("contribute", "build-trust", "-e", "ke", "--yes", "--out", "Proposal (1).yaml").code == 0
    return "Proposal (1).yaml"


def waiting(root):
    return [path.name for path in sorted((root / FOLDER).glob("*.yaml"))]


def test_it_is_put_off_listed_looked_at_and_waits_no_longer(run, root, file):
    assert "No proposal waits" in run("receive").out
    done = run("receive", file, "--later")
    (name,) = waiting(root)
    assert done.code == 0 and f"handbook receive {FOLDER}/{name}" in done.out
    assert name.startswith("ke-build-trust-") and name.endswith(".proposal.yaml")
    listed = run("receive")
    assert "Build trust: Summary, proposed by Kenya" in listed.out and f"{FOLDER}/{name}" in listed.out
    assert "1 proposal waits to be looked at." in listed.out and "No proposal" in run("receive", "-e", "ke").out
    looked = run("receive", f"{FOLDER}/{name}", "--dry-run")
    assert looked.code == 1 and waiting(root) == [name]
    taken = run("receive", f"{FOLDER}/{name}", "--accept-all")
    assert taken.code == 0 and f"It is kept: {FOLDER}/settled/{name}" in taken.out and not waiting(root)
    assert "every week" in (root / TRUST).read_text()


def test_done_with_and_waiting_again(run, root, file):
    run("receive", file, "--later")
    (name,) = waiting(root)
    assert run("receive", f"{FOLDER}/{name}", "--settled").code == 0 and not waiting(root)
    again = run("receive", file, "--later")
    assert again.code == 1 and "You have dealt with this proposal already." in again.err
    assert run("receive", f"{FOLDER}/settled/{name}", "--later").code == 0 and waiting(root) == [name]
    assert "every week" not in (root / TRUST).read_text()


def test_the_list_names_files_from_the_folder_of_the_handbook(run, root, file, monkeypatch, tmp_path):
    run("receive", file, "--later")
    monkeypatch.chdir(tmp_path)
    assert run("receive", f"{FOLDER}/{waiting(root)[0]}", "--dry-run").code == 1
    assert run("receive", "nowhere.yaml", "--later").err.startswith("nowhere.yaml: There is no such file.")


def test_what_could_never_be_taken_in_is_not_put_off(run, root, file):
    (root / "broken.yaml").write_text("[no")
    assert run("receive", "broken.yaml", "--later").code == 1
    wrong = run("receive", file, "--later", "-e", "nl")
    assert wrong.code == 1 and "is for the edition “global”" in wrong.err
    assert not waiting(root) and not (root / "practices/nl/proposals").exists()


@pytest.mark.parametrize(
    "words", [["--later"], ["--settled"], ["--accept", "summary"], ["FILE", "--later", "--settled"],
              ["FILE", "--later", "--accept-all"], ["FILE", "--settled"]]
)  # fmt: skip
def test_what_does_not_go_together_is_said(run, root, file, words):
    done = run("receive", *(file if word == "FILE" else word for word in words))
    assert done.code == 1 and done.err and not waiting(root)
