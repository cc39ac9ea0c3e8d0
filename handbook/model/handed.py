"""The shapes of what editions hand to each other: a release, the pin on one, a proposal."""

from __future__ import annotations

from handbook.model.field import Field, Kind, Shape
from handbook.model.fields import FORMAT, LANG

F, K = Field, Kind

_PIN = (
    F("parent", K.ID, "The edition it builds on", required=True),
    F("release", K.TEXT, "Release", required=True),
    F("digest", K.TEXT, "SHA-256 of the snapshot", required=True),
)

LOCK = Shape("lock", (
    *_PIN,
    F("snapshot", K.TEXT, "Where the snapshot lies", required=True),
    F("verified", K.LINE, "Who signed it", "Empty where no signature was verified"),
    F("previous", K.GROUP, "The release before", fields=_PIN[1:]),
))  # fmt: skip

RELEASE = Shape("release", (
    FORMAT,
    F("edition", K.ID, "Edition", required=True),
    F("release", K.TEXT, "Number", required=True),
    F("date", K.DATE, "Date", required=True),
    F("handbook", K.LABELS, "Name of the handbook it is part of"),
    F("note", K.LINE, "Note"),
    F("licence", K.TEXT, "Licence"),
    F("built_on", K.GROUP, "Built on", fields=_PIN),
    F("changes", K.ITEMS, "Changes", fields=(
        F("practice", K.ID, required=True), F("unit", K.TEXT),
        F("what", K.CHOICE, choices=("new", "changed", "gone"), required=True),
        F("kind", K.CHOICE, choices=("editorial", "substantive", "legal"), required=True))),
    F("editions", K.FREE, "Editions", "The edition and those it stands on, the root first", required=True),
))  # fmt: skip

RELEASED_EDITION = Shape("edition", (
    F("id", K.ID, required=True),
    F("edition", K.FREE, required=True),
    F("practices", K.FREE), F("adaptations", K.FREE), F("translations", K.FREE), F("holdings", K.FREE),
))  # fmt: skip

_WHY_AND_GLOSS = (
    F("why", K.LINE, "Reason"),
    F("gloss", K.PROSE, "In English", "Its gist, where the words are in another language"),
)

UNITS_PROPOSED = (
    F("text", K.PROSE, "Their words"),
    F("value", K.TEXT, "Their value"),
    F("add", K.IDS, "Added"),
    F("remove", K.IDS, "Taken out"),
    F("base", K.PROSE, "What it said when they wrote", "Empty where it said nothing; absent where that is not known"),
    *_WHY_AND_GLOSS,
)

PROPOSAL = Shape("proposal", (
    FORMAT,
    F("proposal", K.CHOICE, "What is proposed", choices=("improvement", "practice", "experience"), required=True),
    F("from", K.ID, "The edition that proposes", required=True),
    F("to", K.ID, "The edition it is proposed to", required=True),
    F("practice", K.ID, "Practice", required=True),
    F("release", K.TEXT, "Their release it was written against"),
    LANG,
    F("licence", K.TEXT, "Licence", required=True),
    F("date", K.DATE, "Date", required=True),
    *_WHY_AND_GLOSS,
    F("units", K.MAP, "Units", "Unit path -> what is proposed", fields=UNITS_PROPOSED),
    F("additions", K.ADDITIONS, "Items proposed", "In the practice's own shape", fields=(
        F("after", K.IDS, "Stands after"), *_WHY_AND_GLOSS)),
    F("entry", K.FREE, "The practice proposed"),
))  # fmt: skip
