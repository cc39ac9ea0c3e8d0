"""Pushing and pulling: only when asked, in words, and all as it was where it fails."""

from __future__ import annotations

import pytest

from handbook.store import pushing
from handbook.store.commit import commit, uncommitted
from handbook.store.pushing import pull, push
from handbook.store.repository import GitFailed
from tests.small import HUB, PUBLISH, SUMMARY, TRUST
from tests.store.repositories import git, opened, record, repository, rewrite, trapped


@pytest.fixture
def shared(tmp_path):
    """A repository on a server, and two copies of it: ours and theirs."""
    ours = repository(tmp_path / "ours")
    git(tmp_path, "clone", "-q", "--bare", str(ours), str(tmp_path / "server.git"))
    git(ours, "remote", "add", "origin", str(tmp_path / "server.git"))
    git(tmp_path, "clone", "-q", str(tmp_path / "server.git"), str(tmp_path / "theirs"))
    return ours, tmp_path / "theirs", tmp_path / "server.git"


def wrote(folder, file, old, new, message):
    rewrite(folder, file, old, new)
    return record(folder, message)


def state(folder):
    kept = [path for path in sorted(folder.rglob("*")) if not {".git", ".handbook"} & set(path.parts)]
    files = {path: path.read_bytes() for path in kept if path.is_file()}
    return git(folder, "rev-parse", "HEAD"), git(folder, "status", "--porcelain"), files


def test_commits_are_sent_and_counted(shared):
    ours, _, server = shared
    wrote(ours, TRUST, SUMMARY, "Meet.", "One")
    last = wrote(ours, TRUST, "Meet.", "Meet often.", "Two")
    done = push(opened(ours))
    assert done.sentence == "Sent 2 commits to “origin”, branch main."
    assert git(server, "rev-parse", "main") == last
    assert git(ours, "rev-parse", "--abbrev-ref", "main@{upstream}") == "origin/main"
    assert push(opened(ours)).sentence.endswith("Nothing was sent.")


def test_a_branch_that_is_new_there_is_sent(shared):
    ours, _, server = shared
    git(ours, "switch", "-q", "-c", "autumn")
    last = wrote(ours, TRUST, SUMMARY, "Meet.", "One")
    assert push(opened(ours)).branch == "autumn" and git(server, "rev-parse", "autumn") == last


def test_what_others_pushed_is_taken_in(shared):
    ours, theirs, _ = shared
    wrote(theirs, TRUST, SUMMARY, "Meet.", "Theirs")
    (theirs / PUBLISH).unlink()
    last = record(theirs, "Gone")
    git(theirs, "push", "-q")
    workspace = opened(ours)
    done = pull(workspace)
    assert done.sentence == "Took in 2 commits from “origin”: 2 files changed."
    assert sorted(done.files) == sorted([TRUST, PUBLISH]) and git(ours, "rev-parse", "HEAD") == last
    assert git(ours, "status", "--porcelain") == "" and "Meet." in (ours / TRUST).read_text()
    assert "publish-results" not in workspace.handbook.edition("global").practices
    assert pull(workspace).sentence == "You have all that “origin” has. Nothing was changed."


def test_after_a_commit_of_the_program_s_own_pulling_works(shared):
    ours, theirs, _ = shared
    rewrite(ours, TRUST, SUMMARY, "Meet.")
    commit(opened(ours), uncommitted(opened(ours), "global"), "Ours")
    push(opened(ours))
    git(theirs, "pull", "-q")
    wrote(theirs, TRUST, "Meet.", "Meet often.", "Theirs")
    git(theirs, "push", "-q")
    assert pull(opened(ours)).commits == 1 and "Meet often." in (ours / TRUST).read_text()
    assert git(ours, "status", "--porcelain") == ""


def test_both_sides_are_joined_where_no_file_is_on_both(shared):
    ours, theirs, _ = shared
    wrote(theirs, TRUST, SUMMARY, "Meet.", "Theirs")
    git(theirs, "push", "-q")
    mine = wrote(ours, HUB, "maturity: ended", "maturity: emerging", "Ours")
    (ours / "notes.txt").write_text("not committed\n")
    done = pull(opened(ours))
    assert done.joined and "no file was changed on both sides" in done.sentence
    assert git(ours, "rev-parse", "HEAD^1") == mine
    assert git(ours, "rev-parse", "HEAD^2") == git(theirs, "rev-parse", "HEAD")
    assert "Meet." in (ours / TRUST).read_text() and "emerging" in (ours / HUB).read_text()
    assert git(ours, "status", "--porcelain") == "?? notes.txt"
    assert push(opened(ours)).commits == 2


def test_one_file_changed_on_both_sides_leaves_all_as_it_was(shared):
    ours, theirs, _ = shared
    wrote(theirs, TRUST, SUMMARY, "Meet.", "Theirs")
    git(theirs, "push", "-q")
    wrote(ours, TRUST, "maturity: emerging", "maturity: ended", "Ours")
    before = state(ours)
    with pytest.raises(GitFailed, match=f"have both changed {TRUST}") as error:
        pull(opened(ours))
    assert "Nothing was changed" in error.value.todo and state(ours) == before
    with pytest.raises(GitFailed, match="has pushed to “origin” before you") as error:
        push(opened(ours))
    assert "Nothing was sent" in error.value.todo and state(ours) == before


@pytest.mark.parametrize("how", ["changed", "staged", "new"])
def test_what_is_not_committed_is_never_overwritten(shared, how):
    ours, theirs, _ = shared
    new = "practices/global/entries/new-one.yaml"
    wrote(theirs, TRUST, SUMMARY, "Meet.", "Theirs")
    (theirs / new).write_text("theirs\n")
    record(theirs, "New")
    git(theirs, "push", "-q")
    if how == "new":
        (ours / new).write_text("ours\n")
    else:
        rewrite(ours, TRUST, "maturity: emerging", "maturity: ended")
    if how == "staged":
        git(ours, "add", TRUST)
    before = state(ours)
    with pytest.raises(GitFailed, match="Others have changed this file"):
        pull(opened(ours))
    assert state(ours) == before


def test_a_commit_made_while_pulling_is_not_lost(shared, monkeypatch):
    ours, theirs, _ = shared
    wrote(theirs, TRUST, SUMMARY, "Meet.", "Theirs")
    git(theirs, "push", "-q")
    put = pushing._put_in_place

    def meanwhile(*given):
        put(*given)
        if given[2] != given[1] and git(ours, "log", "-1", "--format=%s") == "Begin":
            git(ours, "commit", "-q", "--allow-empty", "-m", "Meanwhile")

    # The index holds theirs at that moment, so what is committed is theirs as well; the branch stays where it is.
    monkeypatch.setattr(pushing, "_put_in_place", meanwhile)
    with pytest.raises(GitFailed, match="committed here meanwhile"):
        pull(opened(ours))
    assert git(ours, "log", "-1", "--format=%s") == "Meanwhile"


def test_a_pull_into_an_empty_repository_that_fails_is_put_back(shared, tmp_path, monkeypatch):
    _, _, server = shared
    empty = tmp_path / "empty"
    empty.mkdir()
    git(empty, "init", "-q", "-b", "main")
    git(empty, "remote", "add", "origin", str(server))
    (empty / "handbook.yaml").write_text('format: "1"\ntitle: {en: Ours}\n')
    workspace = opened(empty)
    (empty / "handbook.yaml").unlink()  # it would be in the way
    before = sorted(empty.iterdir())

    def refused(*_):
        raise GitFailed("Somebody else has committed here meanwhile.")

    with monkeypatch.context() as patch:
        patch.setattr(pushing, "move", refused)
        with pytest.raises(GitFailed, match="committed here meanwhile"):
            pull(workspace)
    assert sorted(empty.iterdir()) == before and git(empty, "status", "--porcelain") == ""
    assert pull(workspace).commits == 1 and (empty / TRUST).is_file()


def test_what_another_git_fetches_meanwhile_is_not_taken_in(shared, monkeypatch):
    ours, theirs, _ = shared
    last = wrote(theirs, TRUST, SUMMARY, "Meet.", "Theirs")
    git(theirs, "push", "-q")
    git(theirs, "switch", "-q", "-c", "another")
    wrote(theirs, TRUST, "Meet.", "Never meet.", "Not for us")
    asked = pushing._asked

    def meanwhile(repository, *words):
        answer = asked(repository, *words)
        git(ours, "fetch", "-q", str(theirs), "another")
        return answer

    monkeypatch.setattr(pushing, "_asked", meanwhile)
    assert pull(opened(ours)).commits == 1 and git(ours, "rev-parse", "HEAD") == last


def test_no_remote_several_or_none_there_are_told_apart(shared, tmp_path):
    ours, _, server = shared
    with pytest.raises(GitFailed, match="knows no other one") as error:
        push(opened(repository(tmp_path / "alone")))
    assert "git remote add origin" in error.value.todo
    git(ours, "remote", "add", "second", str(server))
    with pytest.raises(GitFailed, match="Nobody has said where the branch “main” belongs"):
        pull(opened(ours))
    git(ours, "remote", "remove", "second")
    git(ours, "switch", "-q", "-c", "unknown")
    with pytest.raises(GitFailed, match="“origin” has no branch of this name yet"):
        pull(opened(ours))
    git(ours, "remote", "set-url", "origin", str(tmp_path / "nothing"))
    for ask in (push, pull):
        with pytest.raises(GitFailed, match="There is no git repository where “origin” points to"):
            ask(opened(ours))


def test_a_server_that_refuses_or_is_away_is_named(shared):
    ours, _, server = shared
    wrote(ours, TRUST, SUMMARY, "Meet.", "One")
    hook = server / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(GitFailed, match="does not accept commits on this branch from you"):
        push(opened(ours))
    git(ours, "remote", "set-url", "origin", "https://127.0.0.1:1/x.git")
    for ask in (push, pull):
        with pytest.raises(GitFailed, match="“origin” cannot be reached"):
            ask(opened(ours))


@pytest.mark.parametrize("address", ["ext::sh -c 'touch %S ran' x", "fd::3", "http://127.0.0.1:1/x.git"])
def test_an_address_that_runs_something_is_refused(shared, address):
    ours, _, _ = shared
    git(ours, "config", "protocol.ext.allow", "always")
    git(ours, "remote", "set-url", "origin", address)
    for ask in (push, pull):
        with pytest.raises(GitFailed, match="none that this program speaks to"):
            ask(opened(ours))


def test_two_repositories_without_a_common_beginning_are_left_apart(shared, tmp_path):
    ours, _, _ = shared
    other = repository(tmp_path / "other")
    wrote(other, TRUST, SUMMARY, "Meet.", "Other")
    git(other, "commit", "-q", "--amend", "-m", "Unlike")
    tree = git(other, "rev-parse", "HEAD^{tree}")
    git(other, "reset", "-q", "--soft", git(other, "commit-tree", tree, "-m", "Alone"))
    git(ours, "remote", "set-url", "origin", str(other))
    before = state(ours)
    with pytest.raises(GitFailed, match="have no common beginning"):
        pull(opened(ours))
    assert state(ours) == before


def test_no_hook_of_the_repository_is_run(shared):
    ours, theirs, _ = shared
    mark = trapped(ours)
    for name in ("filter.x.clean", "filter.x.process", "filter.x.required", "core.askPass"):
        git(ours, "config", "--unset", name)  # git's own checkout asks the filters that its user has set up
    for name in ("uploadpack", "receivepack"):
        git(ours, "config", f"remote.origin.{name}", str(mark.with_name("trap")))
    wrote(theirs, TRUST, SUMMARY, "Meet.", "Theirs")
    git(theirs, "push", "-q")
    assert pull(opened(ours)).commits == 1
    rewrite(ours, TRUST, "Meet.", "Meet often.")
    commit(opened(ours), [TRUST], "Ours")
    assert push(opened(ours)).commits == 1 and not mark.exists()
