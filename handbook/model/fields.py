"""Every field of every file, declared once: schema, YAML order, merge, check, form and page read it here."""

from __future__ import annotations

from dataclasses import replace

from handbook.model.field import Field, Kind, Shape

CAP = 16 * 1024  # bytes of one text; the renderer's time is bounded by it

F, K = Field, Kind

FORMAT = F("format", K.CHOICE, "Format", unit=False, choices=("1",), required=True)
LANG = F("lang", K.LANGUAGE, "Language", "The language this file is written in", unit=False, required=True)
EXT = F("ext", K.FREE, "Extra", "Anything else; it is kept and never shown", unit=False)
ITEM_ID = F("id", K.ID, unit=False, required=True)
ITEM_FROM = F("from", K.TEXT, "Taken in from", "Written by the tool where an item was taken in from another edition",
              unit=False)  # fmt: skip
GROUPS = F("groups", K.IDS, "For", "Who does it. Leave it empty if all do whom the practice concerns", of="groups")
BASIS_OF_ITEM = F("basis", K.CHOICE, "Basis", "Heard in a session, or added by the editors. Heard needs a statement "
                  "that supports this very item", unit=False, choices=("heard", "editors"))  # fmt: skip
AS_OF = F("as_of", K.DATE, "As of", "When it was so, or was said: a year, a month or a day")
OUTCOME = ("worked", "failed", "mixed")
NONE_REPORTED = ("none-worked", "none-failed")  # of an example: no such case was reported
UNKNOWN = "unknown"  # said aloud in the same type as the known


def items(name: str, label: str, help: str, page: str, *parts: Field, essential: bool = False) -> Field:
    """A list of items; each has an id, and may say from which edition it was taken in."""
    return F(name, K.ITEMS, label, help, page=page, fields=(ITEM_ID, *parts, ITEM_FROM), essential=essential)


SPEAKER = F("speaker", K.GROUP, "Speaker", "Who said it; never a person's name", unit=False, fields=(
    F("label", K.LINE, "Label", "How the source labels the turn, without a name", unit=False),
    F("role", K.LINE, "Role", "What the speaker does, in a few words", unit=False),
    F("organisation", K.TEXT, "Organisation", "Its usual name, always the same one; or: not stated. Each organisation "
      "counts as one witness", unit=False),
    F("anonymity", K.CHOICE, "Anonymity", "How much may be said of the speaker. Attributed: the organisation too. Role "
      "only: the role alone. Withheld: neither", unit=False, choices=("attributed", "role-only", "withheld")),
))  # fmt: skip

EVIDENCE_KINDS = ("first-hand", "second-hand", "opinion", "wish", "dissent", "show-of-hands", "moderator-synthesis",
                  "rapporteur-synthesis", "published-document")  # fmt: skip

PRACTICE = Shape("practice", (
    FORMAT,
    F("id", K.ID, "Id", "What files and other practices call it", unit=False, required=True),
    F("kind", K.CHOICE, "Kind", "A practice, or a duty of care: something that one owes to others", unit=False,
      choices=("practice", "duty"), required=True),
    LANG,
    F("title", K.LINE, "Title", "What to do, as an instruction", essential=True, required=True, longest=90),
    F("summary", K.LINE, "Summary", "One or two sentences: what to do and why it works", page="what",
      essential=True, longest=400),
    F("status", K.CHOICE, "Status", "How far it has come. Only what is published or withdrawn has a page", unit=False,
      choices=("draft", "in-review", "published", "withdrawn"), required=True),
    F("replaced_by", K.IDS, "Replaced by", "What to read in place of a withdrawn practice", unit=False, of="practices"),
    F("withdrawn_because", K.LINE, "Withdrawn because", "Why it was withdrawn, in one sentence", unit=False),
    F("maturity", K.CHOICE, "Maturity", "How far it has been tried, as the editors judge it. Proposed: an idea. "
      "Emerging: tried here and there. Demonstrated: it has been seen to work. Established: in use for years. Ended: "
      "no longer in use", choices=("proposed", "emerging", "demonstrated", "established", "ended")),
    F("priority", K.GROUP, "Do it", "How soon it should be done", fields=(
        F("level", K.CHOICE, "Do it", "How soon it should be done. Keep “now” for few: where everything is urgent, "
          "nothing is", choices=("now", "next", "later")),
        F("reason", K.LINE, "Why then", "Why it should be done then, in one sentence. “Now” needs a reason"),
    )),
    F("themes", K.IDS, "Themes", "What it is about", of="themes"),
    F("groups", K.IDS, "For", "Whom it concerns", of="groups", essential=True),
    F("phases", K.IDS, "Phases", "How far a cooperation has come when this helps", of="phases"),
    F("topics", K.IDS, "Topics", "The problem at hand", of="topics"),
    F("problem", K.PROSE, "The problem", "What goes wrong without it", page="what", essential=True),
    F("not_for", K.PROSE, "When not to use it", "When somebody should leave it alone. It saves others a year",
      page="what"),
    F("duty", K.GROUP, "The duty", "Who owes what to whom", page="what", fields=(
        F("holder", K.LINE, "Who has the duty", "Who owes it to others"),
        F("beneficiary", K.LINE, "To whom it is owed", "Who may expect it"),
        F("triggers", K.IDS, "When it applies", "Which of three questions about one's own work lead here",
          of="triggers"),
        F("harm", K.LINE, "The harm it guards against", "What happens to whom without it"),
        F("breach", K.LINE, "What breaks it", "What counts as breaking it; or: unknown"),
        F("remedy", K.LINE, "What puts it right", "What the harmed party can ask for; or: unknown"),
        F("enforcer", K.LINE, "Who enforces it", "Which body enforces it; or: unknown"),
        F("size_exempt", K.LINE, "Who is exempt by size", "Whether small organisations are exempt; or: unknown"),
    )),
    items("steps", "Steps", "What to do, in order", "do",
          F("text", K.LINE, "Step", "What to do at this place in the order: one instruction, one or two sentences"),
          GROUPS, F("phase", K.ID, "Phase", "How far a cooperation has come when this step is taken", of="phases"),
          BASIS_OF_ITEM, essential=True),
    items("checklist", "Checklist", "What each group does or verifies", "do",
          F("text", K.LINE, "Item", "What the groups it is for do or verify: something that one can tick"), GROUPS,
          F("kind", K.CHOICE, "Kind", "Do: it is to be done. Verify: it is to be looked at", choices=("do", "verify")),
          BASIS_OF_ITEM, essential=True),
    items("signs", "How you see that it works", "What can be seen or counted", "do",
          F("text", K.LINE, "Sign", "Something that can be seen or counted where it works, in one sentence")),
    items("pitfalls", "What goes wrong", "How people who tried went wrong", "why",
          F("text", K.LINE, "Pitfall", "How people who tried went wrong, in one or two sentences")),
    items("barriers", "What stands in the way", "What made it hard, also when it was done well", "why",
          F("text", K.LINE, "Barrier", "What stood in the way and made it hard, also when it was done well"),
          F("overcome", K.LINE, "How it was passed", "What helped to get past it. Leave it empty if nobody said")),
    items("value", "What each group gives and gets", "One row for each stakeholder group", "why",
          F("gives", K.LINE, "gives", "What this group brings"),
          F("gets", K.LINE, "gets", "What this group has from it")),
    items("examples", "Where it was tried", "One that worked and one that failed", "why",
          F("outcome", K.CHOICE, "Outcome", "How it ended. None worked: no success was reported. None failed: no "
            "failure was reported", choices=(*OUTCOME, *NONE_REPORTED)),
          F("text", K.LINE, "Example", "What was done and what came of it. Organisations, never people"),
          F("where", K.LINE, "Where", "A country or region; or: not stated"), AS_OF),
    F("breakthrough", K.LINE, "What made the difference", "What it would not have worked without, in one sentence",
      page="why", longest=240),
    F("cost", K.GROUP, "Cost", "What it takes in money or time", page="why", fields=(
        F("level", K.CHOICE, "Level", "A rough size of the money or time it takes: low, medium or high. The note says "
          "what it goes to", choices=("low", "medium", "high")),
        F("note", K.LINE, "Note", "What the money or time goes to"))),
    F("duration", K.GROUP, "How long it takes", "From the beginning until it is done", page="why", fields=(
        F("first", K.LINE, "The first time", "How long it takes somebody who has never done it"),
        F("later", K.LINE, "Later", "How long it takes when it has become routine"))),
    F("tradeoffs", K.PROSE, "What it costs you elsewhere", "What one gives up, and where people disagree", page="why"),
    F("considerations", K.GROUP, "To be weighed", "Only what helps a decision", page="why", fields=(
        F("economic", K.LINE, "Economic", "Who pays, who gains"),
        F("sociopolitical", K.LINE, "Social and political", "Trust, power, rights"),
        F("technological", K.LINE, "Technological", "What the technology allows"))),
    items("legal_barriers", "Where the law stands in the way", "Only what somebody reported", "why",
          F("text", K.LINE, "Barrier", "What the law is said to prevent; only what somebody reported"),
          F("jurisdiction", K.LINE, "Jurisdiction", "Which country or region; or: not stated")),
    items("basis", "What it rests on", "Law, policy and published good practice", "from",
          F("kind", K.CHOICE, "Kind", "What sort of ground it is: law, policy, or published good practice",
            choices=("law", "policy", "practice")),
          F("jurisdiction", K.LINE, "Jurisdiction", "Where it holds"),
          F("title", K.LINE, "Title", "What the law, policy or publication is called, as general as its source"),
          F("reference", K.TEXT, "Reference", "A number or article, only if you have read it"),
          F("url", K.ADDRESS, "Address", "Where it can be read"),
          F("authority", K.CHOICE, "Authority", "How sure the wording is. Caption: a live caption. Report: somebody's "
            "account. Official: the official text", choices=("caption", "report", "official")), AS_OF),
    F("harmonisation", K.CHOICE, "Across borders", "Whether this can be the same in several countries. Candidate: it "
      "could be. Needs dialogue: those concerned have to talk first. Local only: it cannot. Agreed: it is agreed",
      page="edition", choices=("candidate", "needs-dialogue", "local-only", "agreed")),
    items("evidence", "Where it comes from", "Statements, each with its place in a source", "from",
          F("source", K.ID, "Source", "The session or document in which it was said", unit=False, of="sources",
            required=True),
          F("at", K.LOCATOR, "Lines", "A line of the source, or a range: 141-145", unit=False, required=True),
          F("kind", K.CHOICE, "Kind", "What sort of statement it is. First hand: what the speaker's own organisation "
            "did or lived. Second hand: what others did. Opinion: what is right or would help. Wish: what the speaker "
            "would like to have. Dissent: against something said here. Show of hands: people were counted. Moderator "
            "synthesis, rapporteur synthesis: somebody sums up, who is no witness. Published document: a document says "
            "it", unit=False, choices=EVIDENCE_KINDS, required=True), SPEAKER,
          F("says", K.LINE, "Says", "In our own words. One or two sentences; never six words in a row of the source",
            required=True),
          F("supports", K.IDS, "Supports", "The fields and items that this statement speaks to; those that a dissent "
            "speaks against", unit=False, of="units"), AS_OF),
    items("related", "Read with", "Two to five others that belong to this one", "edition",
          F("relation", K.CHOICE, "Relation", "How the two belong together. Needs: this one cannot do without the "
            "other. Supports: this one helps the other. See also: the other is worth reading too. In tension: the "
            "two pull in different directions", choices=("needs", "supports", "see-also", "in-tension"))),
    F("terms", K.IDS, "Terms", "Words of the glossary that this entry uses", of="terms"),
    items("tried", "Tried since", "Experiences sent back", "from",
          F("organisation", K.TEXT, "Organisation", "Who tried it; or: not stated"),
          F("where", K.LINE, "Where", "A country or region; or: not stated"),
          F("date", K.DATE, "Date", "When it was tried: a year, a month or a day"),
          F("outcome", K.CHOICE, "Outcome", "How it ended for those who tried it", choices=OUTCOME),
          F("text", K.LINE, "What happened", "What came of it, in one or two sentences")),
    F("review", K.GROUP, "Next look", "When somebody should read it again", page="edition", unit=False, fields=(
        F("next", K.DATE, "Next look", "When somebody should read it again: a year, a month or a day", unit=False),
        F("by", K.LINE, "By", "The body or function that reads it again; never a person's name", unit=False))),
    F("from", K.TEXT, "Taken in from", "The practice of another edition that this one was taken in from", unit=False),
    F("revision", K.NUMBER, "Revision", "Counted up when the meaning changes", unit=False),
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


def below(field: Field) -> tuple[Field, ...]:
    """What may stand below a field; for additions, each list of a practice with place and reason beside its parts."""
    if field.kind is not K.ADDITIONS:
        return field.fields
    lists = (held for held in PRACTICE.fields if held.kind is K.ITEMS)
    return tuple(replace(held, fields=(*held.fields, *field.fields), essential=False) for held in lists)
