"""Every field of every file, declared once: schema, YAML order, merge, check, form and page read it here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """What a field holds, and so how it is checked, merged and shown."""

    LINE = "line"  # one line of words, translatable
    PROSE = "prose"  # Markdown, translatable
    TEXT = "text"  # text that is nobody's prose: an address, a version, a licence; never translated
    CHOICE = "choice"
    ID = "id"
    IDS = "ids"  # a set of ids
    TEXTS = "texts"  # a list of texts
    LANGUAGES = "languages"  # language codes, the main one first
    LANGUAGE = "language"  # a language code: en, pt-BR
    DATE = "date"  # 2017, 2017-12 or 2017-12-19
    LOCATOR = "locator"  # a line of a source or a range of lines
    NUMBER = "number"
    ADDRESS = "address"  # http, https or mailto
    LABELS = "labels"  # language -> words
    GROUP = "group"  # named parts
    ITEMS = "items"  # a list of items, each with an id
    MAP = "map"  # free keys, each with the same parts
    ADDITIONS = "additions"  # the item fields of a practice, for an edition's own items
    FREE = "free"  # anything; kept as it is


class Merge(StrEnum):
    """How an edition's change meets a newer text of its parent."""

    WORDS = "words"
    VALUE = "value"
    SET = "set"
    MEMBERS = "members"
    NONE = "none"


_MERGE = {
    Kind.LINE: Merge.WORDS,
    Kind.PROSE: Merge.WORDS,
    Kind.IDS: Merge.SET,
    Kind.ITEMS: Merge.MEMBERS,
    Kind.CHOICE: Merge.VALUE,
    Kind.DATE: Merge.VALUE,
    Kind.TEXT: Merge.VALUE,
    Kind.ADDRESS: Merge.VALUE,
    Kind.ID: Merge.VALUE,
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in files, what it holds, what people read beside it, and where it is shown."""

    name: str
    kind: Kind
    label: str = ""
    help: str = ""
    unit: bool = True  # an edition may adapt it
    page: str = ""  # the block of the practice page: what, do, why, from, edition; "" where a template places it
    choices: tuple[str, ...] = ()
    of: str = ""  # what ids point at: a list of the taxonomy, practices, terms, sources, units
    fields: tuple[Field, ...] = ()
    required: bool = False  # the file has no meaning without it
    essential: bool = False  # a published practice needs it
    longest: int = 0  # characters; 0: the cap for all text

    @property
    def merge(self) -> Merge:
        """How this field merges; what is no unit does not."""
        return _MERGE.get(self.kind, Merge.NONE) if self.unit else Merge.NONE

    @property
    def words(self) -> bool:
        """Whether it holds words of a language, which can be translated."""
        return self.kind in (Kind.LINE, Kind.PROSE)

    def part(self, name: str) -> Field | None:
        """The named part of a group or item."""
        return next((field for field in self.fields if field.name == name), None)

    def below(self) -> tuple[Field, ...]:
        """What may stand below it; for additions, each list of a practice with place and reason beside its parts."""
        if self.kind is not Kind.ADDITIONS:
            return self.fields
        lists = (field for field in PRACTICE.fields if field.kind is Kind.ITEMS)
        return tuple(replace(field, fields=(*field.fields, *self.fields), essential=False) for field in lists)


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of one kind of file, in the order in which they stand there."""

    name: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """The named field."""
        return next((field for field in self.fields if field.name == name), None)

    def with_field(self, field: Field) -> Shape:
        """The same shape with one more field, as adding one to the declaration would give."""
        return replace(self, fields=(*self.fields, field))


CAP = 16 * 1024  # bytes of one text; the renderer's time is bounded by it

F, K = Field, Kind

FORMAT = F("format", K.CHOICE, "Format", unit=False, choices=("1",), required=True)
LANG = F("lang", K.LANGUAGE, "Language", "The language this file is written in", unit=False, required=True)
EXT = F("ext", K.FREE, "Extra", "Anything else; it is kept and never shown", unit=False)
ITEM_ID = F("id", K.ID, unit=False, required=True)
ITEM_FROM = F("from", K.TEXT, "Taken in from", unit=False)
GROUPS = F("groups", K.IDS, "For", of="groups")
BASIS_OF_ITEM = F("basis", K.CHOICE, "Basis", "Heard in a session, or added by the editors", unit=False,
                  choices=("heard", "editors"))  # fmt: skip
AS_OF = F("as_of", K.DATE, "As of")
OUTCOME = ("worked", "failed", "mixed")
NONE_REPORTED = ("none-worked", "none-failed")  # of an example: no such case was reported
UNKNOWN = "unknown"  # said aloud in the same type as the known


def items(name: str, label: str, help: str, page: str, *parts: Field, essential: bool = False) -> Field:
    """A list of items; each has an id, and may say from which edition it was taken in."""
    return F(name, K.ITEMS, label, help, page=page, fields=(ITEM_ID, *parts, ITEM_FROM), essential=essential)


SPEAKER = F("speaker", K.GROUP, "Speaker", unit=False, fields=(
    F("label", K.LINE, "Label", "How the source labels the turn, without a name", unit=False),
    F("role", K.LINE, "Role", unit=False),
    F("organisation", K.TEXT, "Organisation", "or: not stated", unit=False),
    F("anonymity", K.CHOICE, "Anonymity", unit=False, choices=("attributed", "role-only", "withheld")),
))  # fmt: skip

EVIDENCE_KINDS = ("first-hand", "second-hand", "opinion", "wish", "dissent", "show-of-hands", "moderator-synthesis",
                  "rapporteur-synthesis", "published-document")  # fmt: skip

PRACTICE = Shape("practice", (
    FORMAT,
    F("id", K.ID, "Id", unit=False, required=True),
    F("kind", K.CHOICE, "Kind", unit=False, choices=("practice", "duty"), required=True),
    LANG,
    F("title", K.LINE, "Title", "What to do, as an instruction", essential=True, required=True, longest=90),
    F("summary", K.LINE, "Summary", "One or two sentences: what to do and why it works", page="what",
      essential=True, longest=400),
    F("status", K.CHOICE, "Status", unit=False, choices=("draft", "in-review", "published", "withdrawn"),
      required=True),
    F("replaced_by", K.IDS, "Replaced by", unit=False, of="practices"),
    F("withdrawn_because", K.LINE, "Withdrawn because", unit=False),
    F("maturity", K.CHOICE, "Maturity", choices=("proposed", "emerging", "demonstrated", "established", "ended")),
    F("priority", K.GROUP, "Do it", fields=(
        F("level", K.CHOICE, "Do it", choices=("now", "next", "later")),
        F("reason", K.LINE, "Why then"),
    )),
    F("themes", K.IDS, "Themes", of="themes"),
    F("groups", K.IDS, "For", "Whom it concerns", of="groups", essential=True),
    F("phases", K.IDS, "Phases", of="phases"),
    F("topics", K.IDS, "Topics", of="topics"),
    F("problem", K.PROSE, "The problem", "What goes wrong without it", page="what", essential=True),
    F("not_for", K.PROSE, "When not to use it", page="what"),
    F("duty", K.GROUP, "The duty", "Who owes what to whom", page="what", fields=(
        F("holder", K.LINE, "Who has the duty"),
        F("beneficiary", K.LINE, "To whom it is owed"),
        F("triggers", K.IDS, "When it applies", of="triggers"),
        F("harm", K.LINE, "The harm it guards against"),
        F("breach", K.LINE, "What breaks it"),
        F("remedy", K.LINE, "What puts it right"),
        F("enforcer", K.LINE, "Who enforces it"),
        F("size_exempt", K.LINE, "Who is exempt by size"),
    )),
    items("steps", "Steps", "What to do, in order", "do",
          F("text", K.LINE, "Step"), GROUPS, F("phase", K.ID, "Phase", of="phases"), BASIS_OF_ITEM, essential=True),
    items("checklist", "Checklist", "What each group does or verifies", "do",
          F("text", K.LINE, "Item"), GROUPS, F("kind", K.CHOICE, "Kind", choices=("do", "verify")), BASIS_OF_ITEM,
          essential=True),
    items("signs", "How you see that it works", "", "do", F("text", K.LINE, "Sign")),
    items("pitfalls", "What goes wrong", "", "why", F("text", K.LINE, "Pitfall")),
    items("barriers", "What stands in the way", "", "why",
          F("text", K.LINE, "Barrier"), F("overcome", K.LINE, "How it was passed")),
    items("value", "What each group gives and gets", "Items bear the id of a stakeholder group", "why",
          F("gives", K.LINE, "gives"), F("gets", K.LINE, "gets")),
    items("examples", "Where it was tried", "", "why",
          F("outcome", K.CHOICE, "Outcome", choices=(*OUTCOME, *NONE_REPORTED)), F("text", K.LINE, "Example"),
          F("where", K.LINE, "Where"), AS_OF),
    F("breakthrough", K.LINE, "What made the difference", "One sentence", page="why", longest=240),
    F("cost", K.GROUP, "Cost", page="why", fields=(
        F("level", K.CHOICE, "Level", choices=("low", "medium", "high")), F("note", K.LINE, "Note"))),
    F("duration", K.GROUP, "How long it takes", page="why", fields=(
        F("first", K.LINE, "The first time"), F("later", K.LINE, "Later"))),
    F("tradeoffs", K.PROSE, "What it costs you elsewhere", page="why"),
    F("considerations", K.GROUP, "To be weighed", page="why", fields=(
        F("economic", K.LINE, "Economic"), F("sociopolitical", K.LINE, "Social and political"),
        F("technological", K.LINE, "Technological"))),
    items("legal_barriers", "Where the law stands in the way", "", "why",
          F("text", K.LINE, "Barrier"), F("jurisdiction", K.LINE, "Jurisdiction")),
    items("basis", "What it rests on", "Law, policy and published good practice", "from",
          F("kind", K.CHOICE, "Kind", choices=("law", "policy", "practice")),
          F("jurisdiction", K.LINE, "Jurisdiction"), F("title", K.LINE, "Title"), F("reference", K.TEXT, "Reference"),
          F("url", K.ADDRESS, "Address"),
          F("authority", K.CHOICE, "Authority", choices=("caption", "report", "official")), AS_OF),
    F("harmonisation", K.CHOICE, "Across borders", page="edition",
      choices=("candidate", "needs-dialogue", "local-only", "agreed")),
    items("evidence", "Where it comes from", "Statements, each with its place in a source", "from",
          F("source", K.ID, "Source", unit=False, of="sources", required=True),
          F("at", K.LOCATOR, "Lines", "A line of the source, or a range: 141-145", unit=False, required=True),
          F("kind", K.CHOICE, "Kind", unit=False, choices=EVIDENCE_KINDS, required=True), SPEAKER,
          F("says", K.LINE, "Says", "In our own words", required=True),
          F("supports", K.IDS, "Supports", "The units this statement speaks to", unit=False, of="units"), AS_OF),
    items("related", "Read with", "", "edition",
          F("relation", K.CHOICE, "Relation", choices=("needs", "supports", "see-also", "in-tension"))),
    F("terms", K.IDS, "Terms", "Words of the glossary that this entry uses", of="terms"),
    items("tried", "Tried since", "Experiences sent back", "from",
          F("organisation", K.TEXT, "Organisation"), F("where", K.LINE, "Where"), F("date", K.DATE, "Date"),
          F("outcome", K.CHOICE, "Outcome", choices=OUTCOME), F("text", K.LINE, "What happened")),
    F("review", K.GROUP, "Next look", page="edition", unit=False, fields=(
        F("next", K.DATE, "Next look", unit=False), F("by", K.LINE, "By", unit=False))),
    F("from", K.TEXT, "Taken in from", unit=False),
    F("revision", K.NUMBER, "Revision", unit=False),
    EXT,
))  # fmt: skip

CHANGE_PARTS = (
    F("text", K.PROSE, "Our words"),
    F("value", K.TEXT, "Our value"),
    F("add", K.IDS, "Added"),
    F("remove", K.IDS, "Taken out"),
    F("hide", K.LINE, "Left out because"),
    F("after", K.IDS, "Stands after"),
    F("why", K.LINE, "Reason"),
    F("base", K.TEXT, "Fingerprint of the base text", "Written by the tool"),
    F("from", K.TEXT, "Taken in from"),
)

ADAPTATION = Shape("adaptation", (
    FORMAT,
    F("adapts", K.ID, "Adapts", required=True, of="practices"),
    LANG,
    F("reviewed", K.GROUP, "Reviewed", fields=(
        F("stance", K.CHOICE, "Stance", choices=("as-is", "not-for-us"), required=True),
        F("why", K.LINE, "Reason"), F("parent_release", K.TEXT, "Their release"), F("on", K.DATE, "On"),
        F("base", K.TEXT, "Fingerprint of what was looked at", "Written by the tool"))),
    F("changes", K.MAP, "Changes", "Unit path -> what this edition says", fields=CHANGE_PARTS),
    F("additions", K.ADDITIONS, "Additions", "Items of this edition, in the practice's own shape", fields=(
        F("after", K.IDS, "Stands after"), F("why", K.LINE, "Reason"))),
    EXT,
))  # fmt: skip

TRANSLATION_KINDS = ("authoritative", "courtesy", "machine")

TRANSLATION = Shape("translation", (
    FORMAT,
    F("translates", K.ID, "Translates", required=True, of="practices"),
    F("units", K.MAP, "Units", "Unit path -> its translation", required=True, fields=(
        F("text", K.PROSE, "Translation", required=True),
        F("of", K.TEXT, "Fingerprint of the original", "Written by the tool"),
        F("kind", K.CHOICE, "Kind", choices=TRANSLATION_KINDS, required=True),
        F("by", K.LINE, "By"))),
    EXT,
))  # fmt: skip

CONTACT = (F("role", K.LINE, "Role"), F("name", K.LINE, "Organisation"), F("url", K.ADDRESS, "Address"))

EDITION = Shape("edition", (
    FORMAT,
    F("id", K.ID, "Id", required=True),
    F("title", K.LABELS, "Title", required=True),
    F("name", K.LABELS, "Name of the region or community"),
    F("standing", K.CHOICE, "Standing", choices=("official", "example"), required=True),
    F("region", K.GROUP, "Region", fields=(
        F("kind", K.CHOICE, "Kind", choices=("global", "region", "sub-region", "country", "community")),
        F("territory", K.TEXT, "Territory", "ISO 3166 code, where there is one"),
        F("un_group", K.TEXT, "UN regional group"))),
    F("languages", K.LANGUAGES, "Languages", "The first is the main one", required=True),
    F("builds_on", K.ID, "Builds on", of="editions"),
    F("from", K.TEXT, "Address of the edition it builds on"),
    F("maintainer", K.GROUP, "Maintainer", fields=(
        F("body", K.LINE, "Body"), F("mandate", K.LINE, "Mandate"), F("contact", K.ADDRESS, "Contact"))),
    F("licence", K.TEXT, "Licence"),
    F("introduction", K.LABELS, "Introduction"),
    F("about", K.LABELS, "About this edition"),
    F("contacts", K.ITEMS, "Contacts", fields=(ITEM_ID, *CONTACT)),
    F("jurisdiction", K.GROUP, "Jurisdiction", fields=(
        F("legal_systems", K.TEXTS, "Legal systems"), F("above", K.LINE, "Layer above"), F("note", K.LINE, "Note"))),
    F("policy", K.FREE, "Policy"),
    F("publish", K.GROUP, "Publishing", fields=(
        F("url", K.ADDRESS, "Address of the site"), F("colour", K.TEXT, "Colour by day"),
        F("colour_night", K.TEXT, "Colour by night"))),
    EXT,
))  # fmt: skip

_TAXON = (ITEM_ID, F("label", K.LABELS, "Label", required=True), F("gloss", K.LABELS, "Gloss"),
          F("within", K.IDS, "Within"))  # fmt: skip

TAXONOMY = Shape("taxonomy", (
    FORMAT,
    *(F(name, K.ITEMS, label, fields=_TAXON) for name, label in (
        ("themes", "Themes"), ("groups", "Stakeholder groups"), ("phases", "Phases"), ("topics", "Topics"))),
    EXT,
))  # fmt: skip

GLOSSARY = Shape("glossary", (
    FORMAT, LANG,
    F("terms", K.ITEMS, "Terms", required=True, fields=(
        ITEM_ID, F("term", K.LINE, "Term", required=True), F("short", K.TEXT, "Short"),
        F("definitions", K.ITEMS, "Definitions", required=True, fields=(
            ITEM_ID, F("text", K.LINE, "Definition", required=True), F("jurisdiction", K.LINE, "Jurisdiction"),
            F("tradition", K.LINE, "Tradition"), F("source", K.ID, "Source", of="sources"),
            F("at", K.LOCATOR, "Lines"))),
        F("see", K.IDS, "See also", of="terms"))),
    EXT,
))  # fmt: skip

SOURCES = Shape("sources", (
    FORMAT, LANG,
    F("sources", K.ITEMS, "Sources", required=True, fields=(
        ITEM_ID, F("kind", K.CHOICE, "Kind", choices=("session", "document"), required=True),
        F("title", K.LINE, "Title", required=True), F("event", K.LINE, "Meeting"), F("number", K.LINE, "Session"),
        F("short", K.TEXT, "Short"), F("date", K.DATE, "Date"), F("place", K.LINE, "Place"),
        F("url", K.ADDRESS, "Address"), F("noted", K.DATE, "Address noted on"), F("sha256", K.TEXT, "SHA-256"),
        F("lines", K.NUMBER, "Lines"),
        F("authority", K.CHOICE, "Authority", choices=("caption", "report", "official"), required=True),
        F("notice", K.LINE, "Notice"), F("method", K.LINE, "How it was run"),
        F("absent", K.ITEMS, "Who was not heard", fields=(
            ITEM_ID, F("text", K.LINE, "Who was not heard", required=True), F("at", K.LOCATOR, "Lines"))),
        F("reports", K.ITEMS, "Other reports", fields=(
            ITEM_ID, F("title", K.LINE, "Title"), F("by", K.LINE, "By"), F("url", K.ADDRESS, "Address"))),
        F("corrections", K.ITEMS, "Caption corrections", fields=(
            ITEM_ID, F("at", K.LOCATOR, "Lines", required=True), F("captioned", K.LINE, "As captioned"),
            F("read_as", K.LINE, "Read as"),
            F("confidence", K.CHOICE, "Confidence", choices=("confirmed", "strong", "guess", "conflict")),
            F("why", K.LINE, "Why"))),
        F("polls", K.ITEMS, "Polls", fields=(
            ITEM_ID, F("at", K.LOCATOR, "Lines", required=True), F("question", K.LINE, "Question"),
            F("options", K.ITEMS, "Answers", fields=(
                F("id", K.ID), F("label", K.LINE, "Answer"), F("count", K.TEXT, "Count"))),
            F("note", K.LINE, "Note"))))),
    EXT,
))  # fmt: skip

_PLACE_IN_SOURCE = (F("source", K.ID, "Source", of="sources"), F("at", K.LOCATOR, "Lines"))

INITIATIVES = Shape("initiatives", (
    FORMAT, LANG,
    F("initiatives", K.ITEMS, "Initiatives", required=True, fields=(
        ITEM_ID, F("name", K.LINE, "Name", required=True), F("topics", K.IDS, "Topics", of="topics"),
        F("region", K.LINE, "Region"), F("role", K.LINE, "What it does"),
        F("status", K.CHOICE, "Status", choices=("active", "ended", "announced", "unknown")),
        F("funder", K.LINE, "Paid by"), *_PLACE_IN_SOURCE, F("url", K.ADDRESS, "Address"),
        F("checked_on", K.DATE, "Checked on"), F("note", K.LINE, "Note"))),
    EXT,
))  # fmt: skip

CHALLENGES = Shape("challenges", (
    FORMAT, LANG,
    F("challenges", K.ITEMS, "Open challenges", required=True, fields=(
        ITEM_ID, F("text", K.LINE, "Challenge", required=True), F("why", K.LINE, "Why it is open"),
        F("groups", K.IDS, "For", of="groups"), F("topics", K.IDS, "Topics", of="topics"),
        F("evidence", K.ITEMS, "Said by", fields=(
            F("id", K.ID), *_PLACE_IN_SOURCE, F("role", K.LINE, "Role"), F("organisation", K.TEXT, "Organisation"))),
        AS_OF)),
    EXT,
))  # fmt: skip

INVENTORY = Shape("inventory", (
    FORMAT, LANG,
    F("inventory", K.ITEMS, "Inventory", required=True, fields=(
        ITEM_ID, F("of", K.ID, "Of", of="practices", required=True),
        F("status", K.CHOICE, "Status", choices=("present", "partial", "unknown", "not-applicable"), required=True),
        F("text", K.LINE, "What there is"), *_PLACE_IN_SOURCE, AS_OF)),
    EXT,
))  # fmt: skip

WORKSPACE = Shape("workspace", (
    FORMAT,
    F("title", K.LABELS, "Title", required=True),
    F("editions", K.TEXTS, "Editions", "Folders, or patterns of folders"),
    EXT,
))  # fmt: skip

SHAPES = {
    shape.name: shape
    for shape in (
        PRACTICE, ADAPTATION, TRANSLATION, EDITION, TAXONOMY, GLOSSARY, SOURCES, INITIATIVES, CHALLENGES, INVENTORY,
        WORKSPACE,
    )
}  # fmt: skip
