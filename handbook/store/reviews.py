"""Reads and writes reviews: one file a practice and edition, beside the practices, in no release, pack or page.

Two editors who comment at once both do so: what one wrote meanwhile is read, and the other's words are added to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from handbook.editions.correction import correction
from handbook.editions.review import Edits, corrected, practice_set, said_now
from handbook.errors import ChangedOnDisk, FormError, Place, SaveRefused
from handbook.model.review import REVIEW, Done, Review, Standing
from handbook.store import layout
from handbook.store.broken import checked
from handbook.store.plans import carry_out
from handbook.store.versions import inside
from handbook.store.workspace import Workspace
from handbook.store.yamledit import edited
from handbook.store.yamltext import Document
from handbook.wording import _

# Each try that fails is one that somebody else has made: so many people do not write at once.
_TRIES = 100
# Comments and lines of the log, and bytes, after which a file takes no more: all of it must still be readable.
_MOST_SAID = 400
_MOST_BYTES = 200 * 1024

_HEAD = "# What editors and reviewers say of this practice. It is in no page, release, pack or proposal.\n"

Verb = Callable[[Review], Edits]


def review_file(workspace: Workspace, edition: str, practice: str) -> str:
    """Where the review of a practice lies, or would; raises UnknownEdition."""
    return f"{inside(workspace, edition)}{layout.review_file(practice)}"


def review_of(workspace: Workspace, edition: str, practice: str) -> Review:
    """The review of a practice as it is on disk now; an empty one where nothing was said yet.

    Raises ReadError and FormError where its file cannot be used.
    """
    return _read(workspace, edition, practice)[1]


def reviews(workspace: Workspace, edition: str) -> list[Review]:
    """All reviews of an edition whose files can be used, by the file's name."""
    workspace.folder(edition)
    cache = workspace.cache
    return [_named(cache.content(path), key, path) for path, key, _ in cache.paths(edition, REVIEW.name)]


def noted(workspace: Workspace, edition: str, practice: str, verb: Verb) -> str:
    """Add what a verb says to the review of a practice, and return the file.

    The verb is asked again where somebody else has written meanwhile, with all that was said by then: nobody's words
    are lost. Raises what the verb raises, and SaveRefused where nothing could be written.
    """
    for _attempt in range(_TRIES):
        document, file, edits = _tried(workspace, edition, practice, verb)
        try:
            return _written(workspace, document, file, practice, edits)
        except ChangedOnDisk:
            continue
    what = _("Others have written to this review all the while.")
    raise SaveRefused(
        what, where=Place(review_file(workspace, edition, practice)), todo=_("Nothing was written; try again.")
    )


def step(workspace: Workspace, edition: str, practice: str, done: Done, verb: Verb, *, seen: str) -> list[str]:
    """Take one step of a review: set the status of the practice where the step changes it, then say it in the review.

    `seen` is what `Workspace.digest` said of the practice when the editor was shown it. Returns the files written.
    Raises what the verb raises, and SaveRefused where the review is full, before anything is written; ChangedOnDisk.
    """
    _tried(workspace, edition, practice, verb)
    plan = practice_set(workspace.handbook, edition, practice, done)
    file = carry_out(workspace, edition, plan, seen=seen)
    return [name for name in (file, noted(workspace, edition, practice, verb)) if name]


def set_right(
    workspace: Workspace, edition: str, practice: str, unit: str, text: str, *, by: str, on: str, seen: str
) -> tuple[str, list[str]]:
    """Make a small correction, and log it. Returns what changed, in words, and the files written.

    Raises DecisionError where it is more than that, and SaveRefused where the review is full, before anything is
    written; ChangedOnDisk.
    """
    plan, told = correction(workspace.handbook, edition, practice, unit, text)
    before = said_now(workspace.handbook, edition, practice)
    _tried(workspace, edition, practice, lambda review: corrected(review, by=by, on=on, units=[unit], note=told))
    file = carry_out(workspace, edition, plan, seen=seen)
    after = said_now(workspace.handbook, edition, practice)

    def logged(review: Review) -> Edits:
        return corrected(review, by=by, on=on, units=[unit], note=told, before=before, after=after)

    return told, [file, noted(workspace, edition, practice, logged)]


def _tried(workspace: Workspace, edition: str, practice: str, verb: Verb) -> tuple[Document | None, str, Edits]:
    """The review's file as it is now, and what a verb would write there; raises what stands in the way of it."""
    document, review = _read(workspace, edition, practice)
    edits = verb(review)
    _refuse_full(document, review)
    return document, review.file, edits


def _read(workspace: Workspace, edition: str, practice: str) -> tuple[Document | None, Review]:
    file = review_file(workspace, edition, practice)
    if not (workspace.root / file).exists():
        return None, Review(practice, file=file)
    document = workspace.document(file)
    content, faults = checked(document, REVIEW, edition)
    if faults:
        raise FormError(faults[0].message, where=faults[0].where, todo=faults[0].todo)
    return document, _named(content, practice, file)


def _named(content: Mapping[str, Any], practice: str, file: str) -> Review:
    """The name of the file says whose review it is, as it says where comments are looked for."""
    return Review.read({**content, "reviews": practice}, file)


def _written(workspace: Workspace, document: Document | None, file: str, practice: str, edits: Edits) -> str:
    if document is None:
        frame: dict[str, Any] = {"format": "1", "reviews": practice, "state": Standing.NONE.value}
        workspace.create(file, edited(frame, edits, workspace.order(file), file), comment=_HEAD)
    else:
        workspace.save(document, edits)
    return file


def _refuse_full(document: Document | None, review: Review) -> None:
    if document is None:
        return
    if len(review.comments) + len(review.log) >= _MOST_SAID or len(document.source) > _MOST_BYTES:
        what = _("So much has been said of this practice that its file is full.")
        todo = _("Move the file to a folder outside of the edition, which keeps it; a new one then begins.")
        raise SaveRefused(what, where=Place(review.file), todo=todo)
