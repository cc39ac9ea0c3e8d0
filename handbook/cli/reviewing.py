"""The commands of a review: ask, comment, settle, send-back, approve, publish, small-correction, show."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from handbook.cli.program import Edition, app, opened, today

if TYPE_CHECKING:
    from handbook.model.review import Done
    from handbook.store.reviews import Verb
    from handbook.store.workspace import Workspace

review = typer.Typer(
    help="Review a practice before it is published: ask, comment, send back, approve, publish.",
    epilog="Example: handbook review ask common-cause --of 'the legal team' --edition global",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(review, name="review")

Practice = Annotated[str, typer.Argument(help="The id of a practice; local ones begin with their edition: nl/…")]
Unit = Annotated[str, typer.Argument(help="The unit it is about: summary, or checklist/consult-early.text")]
By = Annotated[str, typer.Option(help="Who you are: a role or initials; no name is needed.")]
Note = Annotated[str, typer.Option(help="One sentence on it.")]


@review.command(epilog="Example: handbook review ask common-cause --by secretariat --edition global")
def ask(
    practice: Practice,
    edition: Edition = "",
    by: By = "",
    of: Annotated[str, typer.Option(help="Whom you ask: a role or a body.")] = "",
    note: Note = "",
) -> None:
    """Ask for a review; a draft of your own is then in review."""
    from handbook.editions.review import asked
    from handbook.model.review import Done

    workspace, chosen, seen = _chosen(edition, practice)
    verb = partial(asked, by=_who(by), on=today(), of=of, note=note)
    _step(workspace, chosen, practice, Done.ASKED, verb, seen, "The review is asked for.")


@review.command(epilog="Example: handbook review comment common-cause summary --text 'Name one aim.' --by AK -e global")
def comment(
    practice: Practice,
    unit: Annotated[str, typer.Argument(help="The unit it is about; without it, the whole practice.")] = "",
    edition: Edition = "",
    text: Annotated[str, typer.Option(help="What you say; without it, it is typed in your editor.")] = "",
    by: By = "",
) -> None:
    """Comment on a unit, or on the whole practice. Comments reach no page, release, pack or proposal."""
    from handbook.cli.editor import forget
    from handbook.cli.output import say
    from handbook.cli.reviewed import comment_typed
    from handbook.editions.review import commented
    from handbook.store.reviews import noted

    workspace, chosen, _seen = _chosen(edition, practice, unit)
    said = text or comment_typed(workspace, chosen, practice, unit)
    verb = partial(commented, text=said, unit=unit, by=_who(by), on=today())
    file = noted(workspace, chosen, practice, verb)
    forget()
    say(f"Your comment is kept. {file}")


@review.command(epilog="Example: handbook review settle common-cause c1 --answer 'Done.' --by AK --edition global")
def settle(
    practice: Practice,
    comment: Annotated[str, typer.Argument(help="The comment, as “review show” names it: c1")],
    edition: Edition = "",
    answer: Annotated[str, typer.Option(help="What you did about it, in one sentence.")] = "",
    by: By = "",
) -> None:
    """Say that a comment has been dealt with; it is kept with your answer."""
    from handbook.cli.output import say
    from handbook.editions.review import settled
    from handbook.store.reviews import noted

    workspace, chosen, _seen = _chosen(edition, practice)
    verb = partial(settled, comment=comment, by=_who(by), on=today(), answer=answer)
    say(f"The comment “{comment}” is settled. {noted(workspace, chosen, practice, verb)}")


@review.command(
    epilog="Example: handbook review send-back common-cause --note 'Say for whom.' --by AK --edition global"
)
def send_back(practice: Practice, edition: Edition = "", by: By = "", note: Note = "") -> None:
    """Give a practice back to its editors, with a note or with comments; one of your own is a draft again."""
    from handbook.editions.review import sent_back
    from handbook.model.review import Done

    workspace, chosen, seen = _chosen(edition, practice)
    verb = partial(sent_back, by=_who(by), on=today(), note=note)
    _step(workspace, chosen, practice, Done.SENT_BACK, verb, seen, "It is sent back.")


@review.command(epilog="Example: handbook review approve common-cause --by AK --edition global")
def approve(practice: Practice, edition: Edition = "", by: By = "", note: Note = "") -> None:
    """Approve a practice as it reads now; once it is changed, the approval no longer stands."""
    from handbook.editions.review import approved, said_now
    from handbook.model.review import Done

    workspace, chosen, seen = _chosen(edition, practice)
    of = said_now(workspace.handbook, chosen, practice)
    verb = partial(approved, by=_who(by), on=today(), of=of, note=note)
    _step(workspace, chosen, practice, Done.APPROVED, verb, seen, "It is approved as it reads now.")


@review.command(epilog="Example: handbook review publish common-cause --by secretariat --edition global")
def publish(practice: Practice, edition: Edition = "", by: By = "") -> None:
    """Publish a practice of your own, once nothing is to fix, it is approved, and all comments are settled."""
    from handbook.cli.output import complain
    from handbook.cli.reviewed import in_the_way
    from handbook.editions.review import published
    from handbook.model.review import Done

    workspace, chosen, seen = _chosen(edition, practice)
    reasons = in_the_way(workspace, chosen, practice)
    if reasons:
        complain(f"“{practice}” is not published.")
        for reason in reasons:
            complain(f"  {reason}")
        raise typer.Exit(1)
    verb = partial(published, by=_who(by), on=today())
    _step(workspace, chosen, practice, Done.PUBLISHED, verb, seen, "It is published.")


@review.command(epilog="Example: handbook review small-correction common-cause summary --text 'Name one aim.' --by AK")
def small_correction(
    practice: Practice,
    unit: Unit,
    text: Annotated[str, typer.Option(help="The words as they should be.")],
    edition: Edition = "",
    by: By = "",
) -> None:
    """Set a few letters right in a published practice without a review; it is logged."""
    from handbook.cli.output import say
    from handbook.store.reviews import set_right

    workspace, chosen, seen = _chosen(edition, practice, unit)
    told, files = set_right(workspace, chosen, practice, unit, text, by=_who(by), on=today(), seen=seen)
    say(f"Corrected, and logged. {told} {', '.join(files)}")


@review.command(epilog="Example: handbook review show common-cause --edition global")
def show(
    practice: Annotated[str, typer.Argument(help="The id of a practice; without it, all that wait.")] = "",
    edition: Edition = "",
    log: Annotated[bool, typer.Option("--log", help="With all that was done, and the settled comments.")] = False,
) -> None:
    """Tell where the review of a practice stands, what is still open, and why it cannot be published yet."""
    from handbook.cli.reviewed import listed, shown
    from handbook.store.choose import chosen_edition

    if practice:
        workspace, chosen, _seen = _chosen(edition, practice)
        shown(workspace, chosen, practice, everything=log)
    else:
        workspace = opened()
        listed(workspace, chosen_edition(workspace, edition))


def _chosen(edition: str, practice: str, unit: str = "") -> tuple[Workspace, str, str]:
    """The workspace, the edition, and the digest of the practice, taken before anything of it is looked at.

    Whatever is written after that, while a person is asked who they are, is not what they looked at. Raises where the
    edition has no such practice or unit.
    """
    from handbook.editions.review import refuse_unknown_unit
    from handbook.store.choose import chosen_edition

    workspace = opened()
    chosen = chosen_edition(workspace, edition)
    seen = workspace.digest(chosen, practice)
    refuse_unknown_unit(workspace.handbook, chosen, practice, unit)
    return workspace, chosen, seen


def _step(workspace: Workspace, edition: str, practice: str, done: Done, verb: Verb, seen: str, sentence: str) -> None:
    from handbook.cli.output import say
    from handbook.store.reviews import step

    files = step(workspace, edition, practice, done, verb, seen=seen)
    say(f"“{practice}”: {sentence} {', '.join(files)}")


def _who(by: str) -> str:
    from handbook.cli.asking import asked

    return by or asked("Who are you? A role or initials; no name is needed")
