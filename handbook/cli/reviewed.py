"""Shows a review: where it stands, what is open, what was done, and what still stands in the way of publishing."""

from __future__ import annotations

from handbook.checks import ready
from handbook.cli.asking import somebody
from handbook.cli.changing import typed
from handbook.cli.output import say, wrapped
from handbook.editions.resolve import layers
from handbook.editions.review import stands, still_open
from handbook.errors import DecisionError
from handbook.model.review import Comment, Done, Logged, Review, Standing
from handbook.model.units import UnitPath, spoken
from handbook.store.reviews import review_of, reviews
from handbook.store.workspace import Workspace

_DONE = {
    Done.ASKED: "asked for a review",
    Done.SENT_BACK: "sent it back",
    Done.APPROVED: "approved it",
    Done.APPROVED_ALONE: "approved it, having asked for the review too",
    Done.PUBLISHED: "published it",
    Done.SMALL_CORRECTION: "made a small correction",
}


def in_the_way(workspace: Workspace, edition: str, practice: str) -> list[str]:
    """Why a practice cannot be published yet, as it lies on disk now."""
    review, runs = review_of(workspace, edition, practice), workspace.all_runs()
    return ready.in_the_way(workspace.handbook, edition, practice, review, runs=runs)


def shown(workspace: Workspace, edition: str, practice: str, *, everything: bool) -> None:
    """Where the review of one practice stands."""
    review = review_of(workspace, edition, practice)
    say(f"“{practice}”: {_stands(workspace, edition, review)}")
    for comment in review.comments if everything else review.open:
        _comment(comment)
    if everything:
        for line in review.log:
            _line(line)
    if practice in workspace.handbook.edition(edition).practices:
        reasons = in_the_way(workspace, edition, practice)
        say("Publish: off" if reasons else f"It can be published: handbook review publish {practice}")
        for reason in reasons:
            wrapped(reason, indent=2)


def listed(workspace: Workspace, edition: str) -> None:
    """The practices whose review waits for somebody, with what it waits for."""
    waiting = [one for one in reviews(workspace, edition) if one.open or one.state is Standing.ASKED]
    for review in waiting:
        say(f"{review.practice}: {' '.join([_stands(workspace, edition, review), *still_open(review)])}")
    if not waiting:
        say("No review waits. Ask for one with: handbook review ask")


def comment_typed(workspace: Workspace, edition: str, practice: str, unit: str) -> str:
    """A comment typed in the editor, with the words it is about below."""
    if not somebody():
        raise DecisionError("There are no words for the comment.", todo="Give them with --text.")
    held = layers(workspace.handbook.chain(edition), practice)[-1]
    at = UnitPath.parse(unit)
    item = held.item(at.field, at.item)
    about = item.text(at.part or "text") if item else str(held.value(unit or "title"))
    return typed("", f"{spoken(unit) if unit else 'The practice'}:\n\n{about}\n")


def _stands(workspace: Workspace, edition: str, review: Review) -> str:
    asked, approved = review.asked, review.approved
    if review.state is Standing.ASKED:
        of = f" of {asked['of']}" if asked.get("of") else ""
        note = f" {asked['note']}" if asked.get("note") else ""
        return f"{asked.get('by', 'An editor')} asked for a review{of}, {asked.get('on', '')}.{note}"
    if review.state is Standing.SENT_BACK:
        line = next((one for one in reversed(review.log) if one.what is Done.SENT_BACK), None)
        return f"{line.by} sent it back, {line.on}. {line.note}".rstrip() if line else "It was sent back."
    if review.state is Standing.APPROVED:
        said = f"{approved.get('by', 'A reviewer')} approved it, {approved.get('on', '')}."
        return said if stands(workspace.handbook, edition, review) else f"{said} It has changed since."
    return "Nobody has asked for a review."


def _comment(comment: Comment) -> None:
    about = spoken(comment.unit) if comment.unit else "the whole practice"
    say(f"{comment.id}  {comment.by} on {about}, {comment.on}:")
    wrapped(comment.text, indent=4)
    if not comment.open:
        wrapped(f"Settled by {comment.settled_by}, {comment.settled}. {comment.answer}".rstrip(), indent=4)


def _line(line: Logged) -> None:
    where = f" ({', '.join(spoken(unit) for unit in line.units)})" if line.units else ""
    say(f"{line.on}  {line.by} {_DONE[line.what]}{where}.")
    if line.note:
        wrapped(line.note, indent=4)
