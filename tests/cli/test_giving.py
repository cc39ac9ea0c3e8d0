"""Giving back by command: ours is shown and written, theirs is compared and taken in, piece by piece."""

from __future__ import annotations

import subprocess

import pytest

from handbook.cli import asking
from tests.cli.run import handbook
from tests.small import ADAPT, FILES, SUMMARY, TRUST, small

KE = """\
format: "1"
id: ke
title: {en: Kenya's edition}
name: {en: Kenya}
standing: example
languages: [en]
builds_on: global
licence: CC-BY-4.0
"""
COUNTY = """\
format: "1"
id: ke/county
kind: practice
lang: en
title: Ask each county
summary: Ask them all.
status: published
groups: [government]
problem: Counties are asked last.
steps:
  - {id: ask, text: Ask., groups: [government], basis: editors}
checklist:
  - {id: asked, text: All were asked., groups: [government], kind: verify, basis: editors}
"""
OURS = "Meet every week before you need each other. Keep your word."
TRIED = [
    "--experience",
    "--organisation",
    "A hotline",
    "--date",
    "2026-05",
    "--outcome",
    "worked",
    "--text",
    "It held.",
]


@pytest.fixture
def root(tmp_path):
    return small(
        tmp_path / "handbook",
        {
            "practices/ke/edition.yaml": KE,
            "practices/ke/entries/county.yaml": COUNTY,
            ADAPT: FILES[ADAPT].replace("lang: nl", "lang: nl\next: {note: SECRET}"),
        },
    )


@pytest.fixture
def run(root, capsys, monkeypatch):
    monkeypatch.chdir(root)
    return lambda *words: handbook(capsys, root, *words)


@pytest.fixture
def adapted(run):
    assert run("adapt", "build-trust", "summary", "-e", "ke", "--text", OURS, "--why", "A month is long.").code == 0
    new = ["--new", "ask", "--text", "Ask twice.", "--for", "hotline", "--part", "kind=do", "--after", "meet"]
    assert run("adapt", "build-trust", "checklist", "-e", "ke", *new, "--why", "It helps.").code == 0


def proposal(root):
    found = list(root.glob("*.proposal.yaml"))
    assert len(found) == 1
    return found[0]


def files(root):
    return {path: path.read_bytes() for path in (root / "practices").rglob("*.yaml")}


def test_it_is_shown_before_it_is_written_and_nothing_is_written_unasked(run, root, adapted):
    done = run("contribute", "build-trust", "-e", "ke")
    assert done.code == 1 and "--yes" in done.err and not list(root.glob("*.proposal.yaml"))
    for words in ("Kenya's edition", "CC-BY-4.0", "Why: A month is long.", "[-often-] {+every week+}", "Ask twice."):
        assert words in done.out


def test_a_person_is_asked_before_it_is_written(run, root, adapted, monkeypatch):
    answers = iter(["no", "yes"])
    monkeypatch.setattr(asking, "somebody", lambda: True)
    monkeypatch.setattr("handbook.cli.contributing.somebody", lambda: True)
    monkeypatch.setattr("handbook.cli.contributing.ask", lambda question, otherwise="": next(answers))
    assert run("contribute", "build-trust", "-e", "ke").code == 1 and not list(root.glob("*.proposal.yaml"))
    assert run("contribute", "build-trust", "-e", "ke").code == 0 and proposal(root)


def test_given_accepted_and_nothing_new_is_left(run, root, adapted):
    assert run("contribute", "build-trust", "-e", "ke", "--yes").code == 0
    file = proposal(root).name
    before = files(root)
    looked = run("receive", file, "--dry-run")
    assert looked.code == 1 and "[-often-] {+every week+}" in looked.out and files(root) == before
    done = run("receive", file, "--accept-all")
    assert done.code == 0 and done.out.count("Taken in.") == 2
    held = (root / TRUST).read_text()
    assert OURS in held and "from: ke\n" in held and "from: ke/ask" in held and "# two sentences" in held
    assert "# The next one came out of a workshop." in held
    again = run("receive", file, "--accept-all")
    assert again.code == 0 and "Taken in." not in again.out and (root / TRUST).read_text() == held
    status = run("status", "-e", "ke", "--live")
    assert status.code == 0 and "Nothing waits" in status.out
    assert run("check", "-e", "global", "--no-advice").code == 0


def test_one_piece_by_its_name(run, root, adapted):
    run("contribute", "build-trust", "summary", "-e", "ke", "--yes", "--reason", "It held in three counties.")
    file = proposal(root).name
    wrong = run("receive", file, "--accept", "title")
    assert wrong.code == 1 and "It has: summary." in wrong.err
    assert "It held in three counties." in run("receive", file, "--accept", "summary").out
    assert OURS in (root / TRUST).read_text() and "Ask twice." not in (root / TRUST).read_text()


def test_newer_words_are_never_replaced(run, root, adapted):
    run("contribute", "build-trust", "summary", "-e", "ke", "--yes")
    file = proposal(root).name
    (root / TRUST).write_text((root / TRUST).read_text().replace("Keep your word.", "Keep your word, always."))
    before = files(root)
    for words in (["--accept-all"], ["--accept", "summary"]):
        done = run("receive", file, *words)
        assert done.code == 1 and "older words" in done.err and files(root) == before
    assert run("receive", file, "--accept", "summary", "--merge").code == 0
    assert "Meet every week before you need each other. Keep your word, always." in (root / TRUST).read_text()
    assert run("receive", file, "--accept-all").code == 0


def test_a_person_is_asked_for_each_piece(run, root, adapted, monkeypatch):
    run("contribute", "build-trust", "-e", "ke", "--yes")
    answers = iter(["s", "a"])
    monkeypatch.setattr("handbook.cli.receiving.somebody", lambda: True)
    monkeypatch.setattr("handbook.cli.receiving.asked", lambda question, otherwise="": next(answers))
    done = run("receive", proposal(root).name)
    assert done.code == 1 and "1 of it not taken in" in done.out
    assert SUMMARY in (root / TRUST).read_text() and "Ask twice." in (root / TRUST).read_text()


def test_words_of_one_s_own_go_with_one_piece(run, root, adapted):
    run("contribute", "build-trust", "-e", "ke", "--yes")
    file = proposal(root).name
    assert run("receive", file, "--accept-all", "--text", "Meet daily.").code == 1
    assert run("receive", file, "--accept", "summary", "--text", "Meet daily.").code == 1  # the item is left
    assert "summary: Meet daily." in (root / TRUST).read_text()


def test_a_local_practice_becomes_an_entry_in_review(run, root):
    assert run("contribute", "ke/county", "-e", "ke", "--yes").code == 0
    done = run("receive", "ke-county-" + proposal(root).name.split("county-")[1], "--accept-all")
    assert done.code == 0 and "in review" in done.out
    held = (root / "practices/global/entries/county.yaml").read_text()
    assert "id: county\n" in held and "status: in-review" in held and "from: ke/county" in held


def test_an_experience_is_kept_and_sent(run, root):
    assert run("contribute", "build-trust", "-e", "ke", *TRIED).code == 1
    assert not (root / "practices/ke/adapt").exists()
    done = run("contribute", "build-trust", "-e", "ke", *TRIED, "--yes")
    assert done.code == 0 and "practices/ke/adapt/build-trust.yaml" in done.out
    assert "where: Kenya" in (root / "practices/ke/adapt/build-trust.yaml").read_text()
    assert run("receive", proposal(root).name, "--accept-all").code == 0
    assert "from: ke/tried-2026-05" in (root / TRUST).read_text()
    proposal(root).unlink()
    again = run("contribute", "build-trust", "-e", "ke", *TRIED, "--yes")
    assert again.code == 1 and "They already say so" in again.err


def test_another_language_wants_its_gist_and_no_note_leaves(run, root):
    nl = (root / "practices/nl/edition.yaml").read_text()
    (root / "practices/nl/edition.yaml").write_text(nl + "licence: CC-BY-4.0\n")
    refused = run("contribute", "build-trust", "title", "-e", "nl", "--yes")
    assert refused.code == 1 and "--gloss" in refused.err
    assert run("contribute", "build-trust", "title", "-e", "nl", "--yes", "--gloss", "Build up trust").code == 0
    text = proposal(root).read_text()
    assert "gloss: Build up trust" in text and "SECRET" not in text
    done = run("receive", proposal(root).name, "--accept", "title")
    assert done.code == 1 and "another language" in done.err and "In English: Build up trust" in done.out
    assert run("receive", proposal(root).name, "--accept", "title", "--text", "Build up trust").code == 0


def test_without_a_licence_it_says_what_to_write(run, root):
    done = run("contribute", "build-trust", "-e", "nl", "--yes")
    assert done.code == 1 and "licence: CC-BY-4.0" in done.err


def test_on_a_branch_nothing_else_moves(run, root, adapted):
    git = ["git", "-C", str(root), "-c", "user.name=T", "-c", "user.email=t@example.org"]
    for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *words], check=True)
    done = run("contribute", "build-trust", "-e", "ke", "--branch", "--yes")
    assert done.code == 0 and "proposal/ke-build-trust-" in done.out
    assert not subprocess.run(
        [*git, "status", "--porcelain", "--", "practices"], check=True, capture_output=True
    ).stdout
    listed = subprocess.run(
        [*git, "for-each-ref", "--format=%(refname:short)|%(authorname)", "refs/heads/proposal"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    branch, author = listed.split("|")
    shown = subprocess.run([*git, "ls-tree", "-r", "--name-only", branch], check=True, capture_output=True, text=True)
    assert f"proposals/{branch.removeprefix('proposal/')}.proposal.yaml" in shown.stdout and author == "Kenya's edition"


def test_a_file_that_is_there_is_not_overwritten(run, root, adapted):
    assert run("contribute", "build-trust", "-e", "ke", "--yes").code == 0
    first = proposal(root)
    before = first.read_bytes()
    assert run("contribute", "build-trust", "summary", "-e", "ke", "--yes").code == 0
    assert len(list(root.glob("ke-build-trust-*-2.proposal.yaml"))) == 1
    done = run("contribute", "build-trust", "summary", "-e", "ke", "--yes", "--out", first.name)
    assert done.code == 1 and "already a file" in done.err and first.read_bytes() == before


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00", b"a: &a [*a]", b"[" * 50_000, b"x" * 300_000, 'format: "1"\nfrom: "\u202eke"\n'.encode()],
)
def test_a_hostile_file_is_refused_in_words_and_changes_nothing(run, root, data):
    (root / "x.proposal.yaml").write_bytes(data)
    before = files(root)
    done = run("receive", "x.proposal.yaml", "--accept-all")
    assert done.code == 1 and "x.proposal.yaml" in done.err and "Traceback" not in done.all and files(root) == before


def test_markup_in_content_reaches_the_terminal_as_text(run, root, adapted):
    run("contribute", "build-trust", "summary", "-e", "ke", "--yes")
    file = proposal(root)
    file.write_text(file.read_text().replace(f"text: {OURS}", "text: '[/] [@click=x]<script>Meet</script>'"))
    done = run("receive", file.name, "--dry-run")
    assert "Traceback" not in done.all and "<script>" in done.out and "[@click=x]" in done.out
