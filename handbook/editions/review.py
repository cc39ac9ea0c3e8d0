"""Review: asking, commenting, sending back, approving, and why a practice cannot be published yet. Pure.

What a verb gives are edits of the review's file; `practice_set` gives the plan for the practice itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from handbook.editions.resolve import adaptation_of, layers
from handbook.errors import DecisionError, UnknownUnit
from handbook.model import fields as declared
from handbook.model.counted import counted
from handbook.model.evidence import Support, support
from handbook.model.field import Kind
from handbook.model.handbook import Handbook
from handbook.model.over import Over
from handbook.model.plan import Plan, Pointer
from handbook.model.practice import Practice
from handbook.model.review import Comment, Done, Review, Standing
from handbook.model.units import UnitPath, field_at, spoken

Edits = Mapping[Pointer, Any]

LONGEST = 2_000  # characters of a comment: what is longer is an article, and the file has to hold many
_MOST_UNITS = 20  # that one line of the log names
# What says how far a practice has come and not what it says.
_NOT_SAID = {"status", "revision", "review"}


def asked(review: Review, *, by: str, on: str, of: str = "", note: str = "") -> Edits:
    """Ask for a review; asking again is asking anew."""
    held = {"by": _who(by), "of": _line(of), "on": on, "note": _line(note)}
    return {
        ("state",): Standing.ASKED.value,
        ("asked",): _said(held),
        **_log(review, Done.ASKED, by=by, on=on, note=note),
    }


def commented(review: Review, text: str, *, unit: str, by: str, on: str) -> Edits:
    """Say something of one unit, or of the whole practice where none is named. A comment changes no state."""
    words = text.strip()
    if not words:
        raise DecisionError("The comment says nothing.", todo="Write what you would change, and why.")
    if len(words) > LONGEST:
        what = f"The comment has {len(words):,} characters; there is room for {LONGEST:,}."
        raise DecisionError(what, todo="Make several comments of it, each on the unit it is about.")
    name = _next_id(review.comments)
    held = {"id": name, "unit": unit, "text": words, "by": _who(by), "on": on}
    return {("comments", name): _said(held)}


def settled(review: Review, comment: str, *, by: str, on: str, answer: str = "") -> Edits:
    """Say that a comment has been dealt with; it stays where it is, with the answer."""
    found = next((one for one in review.comments if one.id == comment), None)
    if found is None:
        there = ", ".join(one.id for one in review.open) or "none"
        raise DecisionError(f"There is no comment “{comment}” on this practice.", todo=f"Open are: {there}.")
    if not found.open:
        what = f"The comment “{comment}” was settled on {found.settled}."
        raise DecisionError(what, todo="To go on, comment on the same unit again.")
    held = {"settled": on, "settled_by": _who(by), "answer": _line(answer)}
    return {("comments", comment, name): said for name, said in _said(held).items()}


def sent_back(review: Review, *, by: str, on: str, note: str = "") -> Edits:
    """Give a practice back to its editors: with a note, or with comments that say what to change."""
    _refuse_unasked(review)
    if not note.strip() and not review.open:
        what = "It is not said what should change, and no comment is open."
        raise DecisionError(what, todo="Say it in one sentence, or comment on the units first.")
    return {("state",): Standing.SENT_BACK.value, **_log(review, Done.SENT_BACK, by=by, on=on, note=note)}


def approved(review: Review, *, by: str, on: str, of: str, note: str = "") -> Edits:
    """Approve the practice as it reads now; `of` is what `said_now` gives for it.

    Whoever asked may also approve, since some editions have one editor: the log then says so.
    """
    _refuse_unasked(review)
    alone = _who(by).casefold() == review.asked.get("by", "").casefold()
    what = Done.APPROVED_ALONE if alone else Done.APPROVED
    held = {"by": _who(by), "on": on, "of": of}
    return {
        ("state",): Standing.APPROVED.value,
        ("approved",): held,
        **_log(review, what, by=by, on=on, note=note),
    }


def published(review: Review, *, by: str, on: str) -> Edits:
    """Log that a practice has been published."""
    return _log(review, Done.PUBLISHED, by=by, on=on)


def corrected(
    review: Review, *, by: str, on: str, units: Sequence[str], note: str, before: str = "", after: str = ""
) -> Edits:
    """Log a small correction. An approval of the words before it stands for those after it.

    `before` and `after` are what `said_now` gave then and gives now.
    """
    edits = _log(review, Done.SMALL_CORRECTION, by=by, on=on, note=note, units=units)
    stands = review.state is Standing.APPROVED and before and review.approved.get("of") == before
    return {**edits, ("approved", "of"): after} if stands and after else edits


def said_now(handbook: Handbook, edition: str, practice: str) -> str:
    """A label of what this edition's own file of a practice says, however it is laid out and whatever its status."""
    chain = handbook.chain(edition)
    own = chain[-1].practices.get(practice)
    if own is not None:
        tree: Any = {name: held for name, held in own.content.items() if name not in _NOT_SAID}
    else:
        held = adaptation_of(chain, practice)
        changes = {path: change.written() for path, change in held.changes.items()} if held else {}
        tree = {"changes": changes, "additions": held.additions, "reviewed": held.reviewed} if held else {}
    form = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(form.encode('utf-8', 'surrogatepass')).hexdigest()}"


def stands(handbook: Handbook, edition: str, review: Review) -> bool:
    """Whether the practice still reads as it did when it was approved."""
    return review.state is Standing.APPROVED and review.approved.get("of") == said_now(
        handbook, edition, review.practice
    )


def may_publish(
    handbook: Handbook, edition: str, practice: str, review: Review, problems: Sequence[str] = ()
) -> list[str]:
    """Why a practice cannot be published yet, in sentences; none where it can.

    `problems` are what a check says stands in the way. Raises UnknownPractice.
    """
    chain = handbook.chain(edition)
    title = str(layers(chain, practice)[-1].value("title"))
    own = chain[-1].practices.get(practice)
    if own is None:
        return [f"“{title}” is a practice of the shared edition; what you adapt in it shows as soon as it is saved."]
    if own.status == "published":
        return [f"“{title}” is published already."]
    if own.status == "withdrawn":
        return [f"“{title}” is withdrawn."]
    return [*_empty(own), *dict.fromkeys(problems), *_unreviewed(handbook, edition, review), *still_open(review)]


def practice_set(handbook: Handbook, edition: str, practice: str, done: Done) -> Plan:
    """What a step of the review changes in the practice itself: the status of an own one, else nothing."""
    own = handbook.edition(edition).practices.get(practice)
    status = own.status if own is not None else ""
    moves = {
        Done.ASKED: ({"draft"}, "in-review"),
        Done.SENT_BACK: ({"in-review"}, "draft"),
        Done.PUBLISHED: ({"draft", "in-review"}, "published"),
    }
    if done not in moves or status not in moves[done][0]:
        return Plan("practice", practice)
    return Plan("practice", practice, {("status",): moves[done][1]})


def as_published(handbook: Handbook, edition: str, practice: str) -> Handbook:
    """The handbook as it would be with this own practice published, for a check to look at before it is."""
    held = handbook.edition(edition)
    own = held.practices.get(practice)
    if own is None:
        return handbook
    shown = Practice(own.id, {**own.content, "status": "published"}, own.file)
    changed = replace(held, practices=Over(held.practices, practice, shown))
    return replace(handbook, editions=Over(handbook.editions, edition, changed))


def refuse_unknown_unit(handbook: Handbook, edition: str, practice: str, unit: str) -> None:
    """Raise UnknownUnit for a unit that no field declares, or an item that the practice does not have.

    A field that is still empty can be commented on: “write this” is a comment too. Raises UnknownPractice.
    """
    shown = layers(handbook.chain(edition), practice)[-1]
    if not unit:
        return
    at = UnitPath.parse(unit)
    names = {name for item in shown.lists.get(at.field, ()) for name in (item.id, item.alias) if name}
    field = declared.PRACTICE.field(at.field)
    whole_list = field is not None and field.kind is Kind.ITEMS and not at.item and not at.part
    if not whole_list and (field_at(at) is None or (at.item and at.item not in names)):
        known = f" It has: {', '.join(sorted(names))}." if at.item and names else ""
        todo = f"Name a field such as summary, or a list, an id and a part, such as steps/consult-early.text.{known}"
        raise UnknownUnit(f"“{practice}” has no unit “{unit}”.", todo=todo)


def _empty(own: Practice) -> list[str]:
    """What readers need and nobody has written, each in a sentence."""
    found = [
        f"“{field.label}” is empty."
        for field in declared.PRACTICE.fields
        if field.essential and not own.content.get(field.name)
    ]
    for field in declared.PRACTICE.fields:
        if field.kind is Kind.ITEMS and field.part("text") is not None:
            items = own.content.get(field.name) or ()
            bare = (item["id"] for item in items if not str(item.get("text", "")).strip())
            found += [f"“{spoken(f'{field.name}/{name}.text')}” is empty." for name in bare]
    if support(own.evidence) is Support.NONE and not own.content.get("basis"):
        found.append("It rests on nothing yet: no statement, and no law, policy or practice, carries it.")
    return found


def _unreviewed(handbook: Handbook, edition: str, review: Review) -> list[str]:
    if review.state is Standing.ASKED:
        return ["The review that was asked for is not done yet."]
    if review.state is Standing.SENT_BACK:
        return ["The reviewer has sent it back; nobody has asked for a review since."]
    if review.state is not Standing.APPROVED:
        return ["Nobody has reviewed this practice."]
    return [] if stands(handbook, edition, review) else ["It has changed since it was approved."]


def still_open(review: Review) -> list[str]:
    """That comments are open, in a sentence; nothing where none is."""
    return [f"{counted(len(review.open), 'comment is', 'comments are')} open."] if review.open else []


def _refuse_unasked(review: Review) -> None:
    if review.state not in (Standing.ASKED, Standing.APPROVED):
        what = "Nobody has asked for a review of this practice."
        if review.state is Standing.SENT_BACK:
            what = "The review was sent back, and nobody has asked for one since."
        raise DecisionError(what, todo="Nothing was written. Ask for a review first.")


def _log(
    review: Review, what: Done, *, by: str, on: str, note: str = "", units: Sequence[str] = ()
) -> dict[Pointer, Any]:
    told = {"on": on, "by": _who(by), "what": what.value, "note": _line(note)}
    line: dict[str, Any] = _said(told)
    if units:
        line["units"] = list(units[:_MOST_UNITS])
    # The lines have no ids: a new one is named by its place, behind the last.
    return {("log", str(len(review.log))): line} if review.log else {("log",): [line]}


def _who(by: str) -> str:
    said = _line(by)
    if not said:
        todo = "Say it by a role or initials, such as secretariat or AK; no name is needed."
        raise DecisionError("It is not said who is speaking.", todo=todo)
    return said


def _line(text: str) -> str:
    return " ".join(text.split())


def _said(held: Mapping[str, str]) -> dict[str, str]:
    return {name: said for name, said in held.items() if said}


def _next_id(comments: Sequence[Comment]) -> str:
    """c1, c2, and so on: short enough to be typed."""
    numbers = [int(one.id[1:]) for one in comments if one.id[:1] == "c" and one.id[1:].isdecimal()]
    return f"c{max(numbers, default=0) + 1}"
