"""A commit holds these files and no others, whatever is staged, configured or in the way."""

from __future__ import annotations

import pytest

from handbook.errors import SaveRefused
from handbook.store import commit as commits
from handbook.store.commit import commit, uncommitted
from handbook.store.repository import GitFailed, NoHistory
from tests.small import ADAPT, HUB, PUBLISH, SUMMARY, TRUST, small
from tests.store.repositories import git, opened, record, repository, rewrite, trapped

NEW = "practices/global/entries/new-one.yaml"


@pytest.fixture
def book(tmp_path):
    return repository(tmp_path / "book")


def changed(folder):
    """A changed, a new and a removed file of the shared edition."""
    rewrite(folder, TRUST, SUMMARY, "Meet.")
    (folder / NEW).write_text((folder / PUBLISH).read_text().replace("publish-results", "new-one"))
    (folder / PUBLISH).unlink()
    return sorted([TRUST, NEW, PUBLISH])


def test_what_is_not_committed_is_found_by_edition(book):
    assert uncommitted(opened(book), "global") == []
    files = changed(book)
    rewrite(book, HUB, "maturity: ended", "maturity: emerging")
    assert uncommitted(opened(book), "global") == files
    assert uncommitted(opened(book), "nl") == [HUB]


def test_ignored_files_links_and_saves_under_way_are_no_editor_s(book):
    (book / ".gitignore").write_text(".handbook/\n*.bak\n")
    entries = (book / TRUST).parent
    (entries / "x.bak").write_text("x")
    (entries / ".save-12.handbook-tmp").write_text("x")
    (entries / "link.yaml").symlink_to("/etc/passwd")
    assert uncommitted(opened(book), "global") == []


def test_exactly_these_files_are_committed_and_it_is_said(book):
    files = changed(book)
    rewrite(book, ADAPT, "Bouw vertrouwen op", "Bouw vertrouwen")
    done = commit(opened(book), files, "Three files\n\nAnd why.")
    assert done.commit == git(book, "rev-parse", "HEAD") and done.branch == "main"
    assert done.sentence == f"Committed 3 files on main: “Three files” ({done.commit[:8]})."
    assert git(book, "log", "-1", "--format=%an|%ae|%B") == "Amina|amina@example.org|Three files\n\nAnd why."
    assert sorted(git(book, "diff-tree", "-r", "--name-only", "HEAD^", "HEAD").splitlines()) == files
    assert uncommitted(opened(book), "global") == [] and uncommitted(opened(book), "nl") == [ADAPT]
    assert git(book, "status", "--porcelain") == f"M {ADAPT}"


def test_what_else_is_staged_stays_staged_and_out(book):
    (book / "notes.txt").write_text("mine\n")
    rewrite(book, HUB, "maturity: ended", "maturity: emerging")
    git(book, "add", "notes.txt", HUB)
    files = changed(book)
    commit(opened(book), files, "Mine alone")
    assert git(book, "status", "--porcelain") == f"A  notes.txt\nM  {HUB}"
    assert git(book, "diff", "--cached", "--name-only").splitlines() == ["notes.txt", HUB]


def test_the_first_commit_of_a_repository_can_be_made(tmp_path):
    book = small(tmp_path)
    git(book, "init", "-q", "-b", "main")
    git(book, "config", "user.name", "Amina")
    git(book, "config", "user.email", "amina@example.org")
    files = uncommitted(opened(book), "nl")
    assert ADAPT in files and TRUST not in files
    commit(opened(book), files, "Begin")
    assert git(book, "ls-tree", "-r", "--name-only", "HEAD").splitlines() == files


def test_line_ends_are_kept_as_the_repository_wants_them(book):
    (book / ".gitattributes").write_text("* text=auto eol=lf\n")
    record(book, "Line ends")
    (book / TRUST).write_bytes((book / TRUST).read_bytes().replace(b"\n", b"\r\n"))
    assert uncommitted(opened(book), "global") == []
    rewrite(book, TRUST, SUMMARY, "Meet.")
    (book / TRUST).write_bytes((book / TRUST).read_bytes().replace(b"\n", b"\r\n"))
    commit(opened(book), [TRUST], "Words")
    assert "\r" not in git(book, "show", f"HEAD:{TRUST}") and git(book, "status", "--porcelain") == ""


def test_without_a_name_it_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(name, raising=False)
    book = repository(tmp_path / "book", named=False)
    rewrite(book, TRUST, SUMMARY, "Meet.")
    with pytest.raises(GitFailed, match="does not know in whose name") as error:
        commit(opened(book), [TRUST], "Words")
    assert "git config --global user.name" in error.value.todo
    assert git(book, "rev-list", "--count", "HEAD") == "1" and git(book, "status", "--porcelain") == f"M {TRUST}"


@pytest.mark.parametrize("name", ["MERGE_HEAD", "CHERRY_PICK_HEAD", "rebase-merge"])
def test_in_the_middle_of_something_nothing_is_committed(book, name):
    (book / ".git" / name).write_text(git(book, "rev-parse", "HEAD"))
    rewrite(book, TRUST, SUMMARY, "Meet.")
    with pytest.raises(GitFailed, match="in the middle of a"):
        commit(opened(book), [TRUST], "Words")


def test_on_no_branch_or_with_nothing_to_say_nothing_is_committed(book):
    with pytest.raises(GitFailed, match="Nothing has changed"):
        commit(opened(book), [TRUST], "Words")
    rewrite(book, TRUST, SUMMARY, "Meet.")
    with pytest.raises(GitFailed, match="needs a sentence"):
        commit(opened(book), [TRUST], " \n")
    git(book, "checkout", "-q", "--detach")
    with pytest.raises(GitFailed, match="on no branch"):
        commit(opened(book), [TRUST], "Words")
    assert git(book, "rev-list", "--count", "--all") == "1"


def test_who_committed_meanwhile_is_not_overtaken(book, monkeypatch):
    rewrite(book, TRUST, SUMMARY, "Meet.")
    made = commits._made

    def meanwhile(*given):
        rewrite(book, HUB, "maturity: ended", "maturity: emerging")
        git(book, "commit", "-q", "-m", "Theirs", HUB)
        return made(*given)

    monkeypatch.setattr(commits, "_made", meanwhile)
    with pytest.raises(GitFailed, match="committed here meanwhile"):
        commit(opened(book), [TRUST], "Words")
    assert git(book, "log", "-1", "--format=%s") == "Theirs"
    assert (book / TRUST).read_text().count("Meet.") == 1


def test_another_git_at_work_is_named(book):
    rewrite(book, TRUST, SUMMARY, "Meet.")
    (book / ".git/index.lock").write_text("")
    with pytest.raises(GitFailed, match="Another git program is at work"):
        commit(opened(book), [TRUST], "Words")
    assert git(book, "rev-list", "--count", "HEAD") == "1"


@pytest.mark.parametrize("file", ["/etc/passwd", "../outside.txt", "practices/global/entries/link.yaml"])
def test_a_link_or_a_file_elsewhere_is_refused(book, file):
    (book / "practices/global/entries/link.yaml").symlink_to("/etc/passwd")
    (book.parent / "outside.txt").write_text("x")
    with pytest.raises((GitFailed, SaveRefused)):
        commit(opened(book), [file], "Words")
    assert git(book, "rev-list", "--count", "HEAD") == "1"


def test_outside_of_a_repository_it_says_so(tmp_path):
    with pytest.raises(NoHistory, match="lies in no git repository"):
        uncommitted(opened(small(tmp_path)), "nl")


def test_nothing_of_the_repository_is_run(book):
    mark = trapped(book)
    files = changed(book)
    assert uncommitted(opened(book), "global") == files
    commit(opened(book), files, "Words")
    assert not mark.exists() and uncommitted(opened(book), "global") == []


@pytest.mark.parametrize("name", ['Ünï "quoted" $(touch x)', "--all", ":(glob)*", "a\tb\nc", "‮evil"])
def test_odd_names_are_only_names(book, name):
    odd = (book / TRUST).with_name(f"{name}.yaml")
    odd.write_text((book / PUBLISH).read_text().replace("publish-results", "odd-one"))
    files = uncommitted(opened(book), "global")
    assert files == [f"practices/global/entries/{name}.yaml"]
    commit(opened(book), files, "Odd")
    assert git(book, "ls-tree", "-r", "-z", "--name-only", "HEAD").split("\0").count(files[0]) == 1
    assert git(book, "status", "--porcelain") == ""
