"""Commit what has changed in this edition with one sentence; push and pull when asked. What fails changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handbook.store import commit as commits
from handbook.store import pushing
from handbook.store.commit_sentence import proposed
from handbook.store.workspace import Workspace
from tui.doing.aside import aside, read_anew
from tui.screens.asking import AskPage, Blank
from tui.speech import _, count

if TYPE_CHECKING:
    from tui.host import Host

_MOST_NAMED = 12  # files that the page names


async def commit(desk: Host) -> None:
    """Show the proposed sentence, and commit exactly the files of this edition that have changed."""
    files, sentence = await aside(desk, _("Looking at what has changed…"), _changed, desk.edition)
    if not files:
        desk.say(_("Nothing has changed since the last commit."))
        return
    asked = AskPage(
        (desk.names.edition, _("Commit")), _("Commit what has changed in this edition"),
        [Blank("message", _("What you did, in one sentence"), _("It stands in the history; change it as you like."),
               sentence, needed=True, long=True)],
        told=_told(desk, files), done=_("Commit"),
    )  # fmt: skip
    typed = await desk.ask(asked)
    if typed is None:
        return
    done = await aside(desk, _("Committing…"), commits.commit, files, typed["message"])
    _look_back(desk)
    desk.say(count(
        "Committed {number} file on {branch}: “{sentence}”.", "Committed {number} files on {branch}: “{sentence}”.",
        len(done.files), branch=done.branch, sentence=done.message.splitlines()[0],
    ))  # fmt: skip


async def push(desk: Host) -> None:
    """Send what was committed to the repository that this one belongs to."""
    done = await aside(desk, _("Sending your commits…"), pushing.push)
    if done.commits:
        said = count("Sent {number} commit to “{remote}”, branch {branch}.",
                     "Sent {number} commits to “{remote}”, branch {branch}.",
                     done.commits, remote=done.remote, branch=done.branch)  # fmt: skip
    else:
        said = _("“{remote}” has all your commits already. Nothing was sent.", remote=done.remote)
    desk.say(said)


async def pull(desk: Host) -> None:
    """Take in what others have pushed; what is typed here stays as it is."""
    done = await aside(desk, _("Taking in what others have sent…"), pushing.pull)
    if not done.commits:
        desk.say(_("You have all that “{remote}” has. Nothing was changed.", remote=done.remote))
        return
    read_anew(desk)
    said = count("Took in {number} commit from “{remote}”;", "Took in {number} commits from “{remote}”;",
                 done.commits, remote=done.remote)  # fmt: skip
    said += " " + count("{number} file changed.", "{number} files changed.", len(done.files))
    if done.joined:
        said += " " + _("Yours were joined with them: no file was changed on both sides.")
    if any(one.changed for one in desk.copies.values()):
        said += " " + _("What you have not saved stays as you typed it.")
    desk.say(said)


def _changed(workspace: Workspace, edition: str) -> tuple[Sequence[str], str]:
    files = commits.uncommitted(workspace, edition)
    return files, proposed(workspace, files) if files else ""


def _told(desk: Host, files: Sequence[str]) -> str:
    more = len(files) - _MOST_NAMED
    named = [*files[:_MOST_NAMED], *([count("and {number} more", "and {number} more", more)] if more > 0 else [])]
    said = count("{number} file:", "{number} files:", len(files)) + "".join(f"\n  {one}" for one in named)
    unsaved = [copy.title for copy in desk.copies.values() if copy.changed]
    if unsaved:
        what = count("Not saved, so not in it: {titles}.", "Not saved, so not in it: {titles}.",
                     len(unsaved), titles=", ".join(unsaved))  # fmt: skip
        said += f"\n\n{what}"
    return said


def _look_back(desk: Host) -> None:
    """The history has a commit more."""
    desk.past = None
    if (screen := desk.desk_screen) is not None and desk.copy is not None:
        screen.show_tab(screen.tab)
