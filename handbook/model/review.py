"""A review: who asked for one, who approved what, the comments on units, and a log. It lies beside its practice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from handbook.model.field import Field, Kind, Shape
from handbook.model.fields import EXT, FORMAT

FOLDER = "reviews"


class Standing(StrEnum):
    """Where a review stands."""

    NONE = "none"
    ASKED = "asked"
    SENT_BACK = "sent-back"
    APPROVED = "approved"


class Done(StrEnum):
    """What the log tells of."""

    ASKED = "asked"
    SENT_BACK = "sent-back"
    APPROVED = "approved"
    APPROVED_ALONE = "approved-alone"
    PUBLISHED = "published"
    SMALL_CORRECTION = "small-correction"


F, K = Field, Kind
_BY = F("by", K.LINE, "By", "A role or initials; no name is needed", unit=False)
_ON = F("on", K.DATE, "On", unit=False)
_OF = F("of", K.TEXT, "Fingerprint of what was looked at", "Written by the tool", unit=False)

# Declared beside its noun and not with the files that an edition hands on: no release, pack or proposal knows it.
REVIEW = Shape("review", (
    FORMAT,
    F("reviews", K.ID, "Reviews", required=True, of="practices", unit=False),
    F("state", K.CHOICE, "State", choices=tuple(Standing), required=True, unit=False),
    F("asked", K.GROUP, "Asked for", unit=False, fields=(_BY, F("of", K.LINE, "Of whom", unit=False), _ON,
      F("note", K.LINE, "Note", unit=False))),
    F("approved", K.GROUP, "Approved", unit=False, fields=(_BY, _ON, _OF)),
    F("comments", K.ITEMS, "Comments", unit=False, fields=(
        F("id", K.ID, unit=False, required=True),
        F("unit", K.TEXT, "On", "A unit path; without one, on the whole practice", unit=False),
        F("text", K.PROSE, "Comment", unit=False, required=True), _BY, _ON,
        F("settled", K.DATE, "Settled on", unit=False), F("settled_by", K.LINE, "Settled by", unit=False),
        F("answer", K.LINE, "Answer", unit=False))),
    F("log", K.ITEMS, "Log", "What was done, the newest last; nothing is taken out", unit=False, fields=(
        _ON, _BY, F("what", K.CHOICE, "What", choices=tuple(Done), required=True, unit=False),
        F("note", K.LINE, "Note", unit=False), F("units", K.TEXTS, "Units", unit=False))),
    EXT,
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody says of one unit, or of the whole practice; settled once an editor has dealt with it."""

    id: str
    unit: str
    text: str
    by: str
    on: str
    settled: str = ""  # the day
    settled_by: str = ""
    answer: str = ""

    @property
    def open(self) -> bool:
        """Whether it still waits for an editor."""
        return not self.settled


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the log: what was done, by whom, and when."""

    on: str
    by: str
    what: Done
    note: str = ""
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """All that was said in the review of one practice in one edition."""

    practice: str
    state: Standing = Standing.NONE
    asked: Mapping[str, str] = field(default_factory=dict)
    approved: Mapping[str, str] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    log: tuple[Logged, ...] = ()
    file: str = ""

    @classmethod
    def read(cls, content: Mapping[str, Any], file: str = "") -> Review:
        """A review as its validated file holds it."""
        return cls(
            practice=content["reviews"],
            state=Standing(content["state"]),
            asked=content.get("asked", {}),
            approved=content.get("approved", {}),
            comments=tuple(_comment(held) for held in content.get("comments", [])),
            log=tuple(_logged(held) for held in content.get("log", [])),
            file=file,
        )

    @property
    def open(self) -> tuple[Comment, ...]:
        """The comments that are not settled."""
        return tuple(comment for comment in self.comments if comment.open)


def _comment(held: Mapping[str, str]) -> Comment:
    said = {name: held.get(name, "") for name in ("unit", "by", "on", "settled", "settled_by", "answer")}
    return Comment(id=held["id"], text=held["text"], **said)


def _logged(held: Mapping[str, Any]) -> Logged:
    units = tuple(held.get("units", ()))
    return Logged(held.get("on", ""), held.get("by", ""), Done(held["what"]), held.get("note", ""), units)
