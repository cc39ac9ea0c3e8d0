"""What became of a practice is told in words, from git, and nothing of the repository's is run."""

from __future__ import annotations

import subprocess

import pytest

from handbook.editions.changed_since import How, put_back
from handbook.errors import UnknownPractice
from handbook.store import repository as rooms
from handbook.store.history import as_it_was, history
from handbook.store.repository import GitFailed, NoHistory, Repository
from handbook.store.saving import opened as working_copy
from handbook.store.saving import save
from tests.small import ADAPT, ENGLISH, HUB, SUMMARY, TRUST, small
from tests.store.repositories import git, opened, record, repository, rewrite, trapped

SHORTER = "Meet before you need each other. Keep every word."


@pytest.fixture
def book(tmp_path):
    return repository(tmp_path / "book")


def told(folder, edition="global", practice="build-trust", **more):
    return history(opened(folder), edition, practice, **more)


def sentences(folder, *what):
    return [[one.sentence for one in moment.changes] for moment in told(folder, *what)]


def test_each_commit_says_who_when_and_what_in_words(book):
    rewrite(book, TRUST, SUMMARY, SHORTER)
    commit = record(book, "Shorter summary\n\nAs agreed.", "2026-11-03T14:02:00+01:00")
    newest, first = told(book)
    assert (newest.commit, newest.date, newest.who) == (commit, "2026-11-03", "Amina")
    assert newest.when == "2026-11-03T14:02:00+01:00" and newest.message == "Shorter summary\n\nAs agreed."
    [change] = newest.changes
    assert change.sentence == "Summary: 2 sentences changed"
    assert (change.path, change.before, change.after) == ("summary", SUMMARY, SHORTER)
    assert [one.sentence for one in first.changes] == ["The practice: begun"]


def test_items_sets_values_and_orders_are_told_apart(book):
    rewrite(book, TRUST, "maturity: emerging", "maturity: demonstrated")
    rewrite(book, TRUST, "groups: [regulator]", "groups: [hotline, government]")
    lines = (book / TRUST).read_text().splitlines()
    meet = next(place for place, line in enumerate(lines) if "id: meet" in line)
    lines[meet], lines[meet + 2] = lines[meet + 2], lines[meet]  # a comment stands between them
    lines.insert(meet + 1, "  - {id: call, text: Call first., groups: [hotline], kind: do, basis: editors}")
    (book / TRUST).write_text("\n".join(lines) + "\n")
    record(book, "Several")
    assert sentences(book)[0] == [
        "Maturity: changed from “emerging” to “demonstrated”",
        "For: 2 groups added, 1 taken out",
        "Checklist: put into another order",
        "Checklist: call: added",
    ]
    order = next(one for one in told(book)[0].changes if one.how is How.ORDER)
    assert order.before == ("meet", "list") and order.after == ("list", "call", "meet")


def test_an_adaptation_is_told_by_what_the_edition_did(book):
    rewrite(book, ADAPT, "title: {text: Bouw vertrouwen op", "title: {text: Bouw eerst vertrouwen op")
    rewrite(book, ADAPT, "why: Het meldpunt deed mee.", "why: Ook het meldpunt.")
    record(book, "Words")
    lines = [
        line
        for line in (book / ADAPT).read_text().splitlines()
        if not line.startswith(("  title:", "  checklist/meet"))
    ]
    (book / ADAPT).write_text("\n".join(lines) + "\n")
    record(book, "Back")
    back, words, first = told(book, "nl")
    assert [one.sentence for one in back.changes] == [
        "Title: back to the shared words",
        "Checklist: meet: shown again",
    ]
    assert back.changes[0].before == "Bouw eerst vertrouwen op" and back.changes[0].after == "Build trust"
    assert [one.sentence for one in words.changes] == ["Title: reworded", "For: its reason reworded"]
    assert "Checklist: meet: left out, since: Dat is hier al zo." in [one.sentence for one in first.changes]
    assert "Checklist: bel: added" in [one.sentence for one in first.changes]


def test_an_adaptation_that_is_gone_still_has_its_history(book):
    (book / ADAPT).unlink()
    record(book, "All theirs again")
    newest, _ = told(book, "nl")
    assert "Title: back to the shared words" in [one.sentence for one in newest.changes]


def test_a_stance_and_a_translation_are_told(book):
    rewrite(book, ENGLISH, "Collect reports in one place", "Collect all reports in one place")
    record(book, "English")
    assert sentences(book, "nl", "nl/hub")[0] == ["Title (en): reworded"]
    rewrite(book, ADAPT, "lang: nl\n", "lang: nl\nreviewed: {stance: not-for-us, why: Een ander doet dit.}\n")
    record(book, "Not for us")
    assert sentences(book, "nl")[0] == ["Our stance: not for us, since: Een ander doet dit."]


def test_a_renamed_file_keeps_its_history(book):
    old, new = book / HUB, (book / HUB).with_name("meldpunt.yaml")
    rewrite(book, HUB, "Eén loket verdeelt alle meldingen.", "Eén loket verdeelt elke melding.")
    record(book, "Before the name")
    old.rename(new)
    new.write_text(new.read_text().replace("id: nl/hub", "id: nl/meldpunt"))
    english = book / ENGLISH
    english.rename(english.with_name("nl.meldpunt.yaml"))
    record(book, "Another name")
    moments = told(book, "nl", "nl/meldpunt")
    assert [one.message for one in moments] == ["Another name", "Before the name", "Begin"]
    assert [one.sentence for one in moments[1].changes] == ["Summary: reworded"]


def test_a_broken_old_version_is_named_and_the_rest_is_told(book):
    rewrite(book, TRUST, f"summary: {SUMMARY}", f"summary: [{SUMMARY}")
    record(book, "Torn")
    rewrite(book, TRUST, f"summary: [{SUMMARY}", f"summary: {SHORTER}")
    record(book, "Mended")
    rewrite(book, TRUST, "maturity: emerging", "maturity: ended")
    record(book, "On")
    on, mended, torn, _ = told(book)
    assert [one.sentence for one in on.changes] == ["Maturity: changed from “emerging” to “ended”"]
    assert torn.changes == () and torn.note.startswith("This version cannot be read") and TRUST in torn.note
    assert mended.changes == () and mended.note.startswith("The version before cannot be read")


def test_comments_alone_are_said_to_be_comments(book):
    rewrite(book, TRUST, "# Written by two editors.", "# Written by three editors.")
    record(book, "A comment")
    assert told(book)[0].changes == () and told(book)[0].note.startswith("Only comments")


def test_a_long_history_is_bounded(book):
    for number in range(12):
        rewrite(
            book,
            TRUST,
            "reason: It takes" if not number else f"reason: {number - 1} It takes",
            f"reason: {number} It takes",
        )
        record(book, f"Step {number}")
    assert [one.message for one in told(book, most=5)] == [f"Step {n}" for n in (11, 10, 9, 8, 7)]


def test_a_side_branch_is_told_once_and_a_merge_of_words_as_well(book):
    git(book, "switch", "-q", "-c", "side")
    rewrite(book, TRUST, SUMMARY, SHORTER)
    record(book, "Aside", "2026-11-03T15:00:00+01:00")
    git(book, "switch", "-q", "main")
    rewrite(book, HUB, "maturity: ended", "maturity: emerging")
    record(book, "Meanwhile", "2026-11-03T16:00:00+01:00")
    git(book, "merge", "-q", "--no-ff", "-m", "Merge", "side", date="2026-11-03T17:00:00+01:00")
    assert [one.message for one in told(book)] == ["Aside", "Begin"]


def test_a_copy_without_the_beginning_says_so(book, tmp_path):
    rewrite(book, TRUST, SUMMARY, SHORTER)
    record(book, "Shorter")
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{book}", str(tmp_path / "shallow"))
    [only] = told(tmp_path / "shallow")
    assert only.changes == () and "not in this copy" in only.note


# Putting back


def test_a_unit_is_put_back_and_nothing_else(book):
    first = git(book, "rev-parse", "HEAD")
    rewrite(book, TRUST, SUMMARY, SHORTER)
    rewrite(book, TRUST, "maturity: emerging", "maturity: ended")
    workspace = opened(book)
    then = as_it_was(workspace, "global", "build-trust", first[:10])
    copy = working_copy(workspace, "global", "build-trust")
    copy.replace_all(put_back(copy.now, then.sheet, "summary"))
    assert save(workspace, copy).paths == ("summary",)
    assert SUMMARY in (book / TRUST).read_text() and "maturity: ended" in (book / TRUST).read_text()
    assert copy.undo() is not None and copy.now.text("summary") == SHORTER


def test_an_adapted_unit_an_item_and_a_hide_come_back_with_their_reasons(book):
    first = git(book, "rev-parse", "HEAD")
    before = (book / ADAPT).read_text()
    (book / ADAPT).unlink()
    workspace = opened(book)
    then = as_it_was(workspace, "nl", "build-trust", first)
    copy = working_copy(workspace, "nl", "build-trust")
    sheet = copy.now
    for path in ("title", "groups", "checklist/meet", "checklist/nl/bel"):
        sheet = put_back(sheet, then.sheet, path)
    assert sheet.why["title"] == "In het Nederlands." and sheet.left_out == then.sheet.left_out
    assert sheet.of_item("checklist", "nl/bel") == then.sheet.of_item("checklist", "nl/bel")
    assert sheet.values["groups"] == ("regulator", "hotline")
    assert "Bouw vertrouwen op" in before


def test_what_was_not_there_then_cannot_be_asked_for(book):
    first = git(book, "rev-parse", "HEAD")
    new = book / "practices/global/entries/new-one.yaml"
    new.write_text((book / TRUST).read_text().replace("build-trust", "new-one"))
    record(book, "New")
    with pytest.raises(UnknownPractice, match="did not have “new-one” then"):
        as_it_was(opened(book), "global", "new-one", first)
    for name in ("no-such", "--all", "HEAD:x", "", "^main", "zzz"):
        with pytest.raises(GitFailed, match="There is no commit"):
            as_it_was(opened(book), "global", "build-trust", name)


# Where there is none


def test_without_git_a_repository_or_a_commit_it_says_so(tmp_path, monkeypatch):
    small(tmp_path)
    with pytest.raises(NoHistory, match="lies in no git repository"):
        told(tmp_path)
    git(tmp_path, "init", "-q")
    with pytest.raises(NoHistory, match="Nothing was ever committed"):
        told(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoHistory, match="git is not installed"):
        told(tmp_path)


# Attacks


def test_nothing_of_the_repository_is_run(book):
    rewrite(book, TRUST, SUMMARY, SHORTER)
    record(book, "Shorter")
    mark = trapped(book)
    assert len(told(book)) == 2
    as_it_was(opened(book), "global", "build-trust", "HEAD")
    assert not mark.exists()


@pytest.mark.parametrize("name", ['Ünï "quoted" $(touch x)', "--all", ":(glob)*", "a\tb", "‮evil"])
def test_odd_names_of_files_and_folders_are_only_names(tmp_path, name):
    book = repository(tmp_path / name)
    odd = (book / TRUST).with_name(f"{name}.yaml")
    (book / TRUST).rename(odd)
    record(book, "Odd")
    odd.write_text(odd.read_text().replace(SUMMARY, SHORTER))
    record(book, "Shorter")
    assert [one.message for one in told(book)] == ["Shorter", "Begin"]
    assert told(book)[0].changes[0].sentence == "Summary: 2 sentences changed"


def test_a_workspace_deep_in_a_repository_is_found_there(tmp_path):
    book = small(tmp_path / "deep in/here")
    git(tmp_path, "init", "-q")
    record(tmp_path, "Begin")
    assert [one.message for one in told(book)] == ["Begin"]


def test_a_git_that_never_answers_or_never_ends_is_ended(book, tmp_path, monkeypatch):
    program = tmp_path / "bin/git"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nsleep 30 &\nsleep 30\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    real = Repository.asked
    monkeypatch.setattr(
        Repository, "asked", lambda self, *words, **more: real(self, *words, **{**more, "seconds": seconds})
    )
    seconds = 0.3
    with pytest.raises(GitFailed, match="did not answer within"):
        told(book)
    seconds = 20
    monkeypatch.setattr(rooms, "_MOST_PRINTED", 1000)
    for endless in ("yes", "yes >&2"):
        program.write_text(f"#!/bin/sh\n{endless}\n")
        with pytest.raises(GitFailed, match="holds more than is looked at"):
            told(book)


def test_a_commit_whose_own_words_are_odd_is_told_all_the_same(book):
    tree = git(book, "rev-parse", "HEAD^{tree}")
    rewrite(book, TRUST, SUMMARY, SHORTER)
    git(book, "add", "-A")
    tree = git(book, "write-tree")
    lines = [f"tree {tree}", f"parent {git(book, 'rev-parse', 'HEAD')}", "author x 99999999999999999 +9999"]
    raw = "\n".join([*lines, "committer x <> 0 +0", "", "\x1b[2J"])
    done = subprocess.run(["git", "-C", str(book), "hash-object", "-t", "commit", "-w", "--literally", "--stdin"],
                          input=raw.encode() + b"\xff", capture_output=True, check=True)  # fmt: skip
    git(book, "update-ref", "HEAD", done.stdout.decode().strip())
    newest = told(book)[0]
    assert newest.when == "" and newest.changes[0].path == "summary"
