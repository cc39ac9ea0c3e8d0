"""Content: whether an entry says enough to act on, and whether an edition says who stands behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from handbook.checks.around import Around
from handbook.checks.finding import Finding, Rule, Severity, quoted
from handbook.checks.held import Held, Spot, held_files
from handbook.checks.reach import chain_of
from handbook.model import fields as declared
from handbook.model.edition import Edition
from handbook.model.field import Kind
from handbook.model.handbook import Handbook
from handbook.model.ids import LONGEST_ID, RESERVED, file_name, from_file_name, is_entry_id
from handbook.model.practice import Practice
from handbook.model.resolved import Stance

MOST_NOW = 40  # percent of an edition's published entries: where everything is urgent, nothing is
FEWEST = 5  # entries before shares say anything

ESSENTIALS = Rule("content-essentials", Severity.ERROR, "A published entry lacks something it needs")
FILE_NAME = Rule("content-file-name", Severity.ERROR, "The id is not the name of the file")
ID_FORM = Rule("content-id-form", Severity.ERROR, "An id is too long or a reserved name")
ID_TWICE = Rule("content-id-twice", Severity.ERROR, "The same id stands twice in one list")
TOO_LONG = Rule("content-too-long", Severity.WARNING, "A text is longer than its place on the page")
TOO_MANY_NOW = Rule("content-too-many-now", Severity.WARNING, "Too many entries are to be done now")
NOW_REASON = Rule("content-now-without-reason", Severity.WARNING, "An entry is to be done now, and does not say why")
DUTY = Rule("content-duty", Severity.ERROR, "A duty does not say who owes what to whom")
OFFICIAL = Rule("content-official", Severity.ERROR, "An official edition does not say who stands behind it")
MAIN_LANGUAGE = Rule("content-main-language", Severity.WARNING, "Words are missing in the main language")
WITHDRAWN = Rule("content-withdrawn", Severity.ERROR, "A withdrawn entry does not say why or what replaces it")

RULES = (ESSENTIALS, FILE_NAME, ID_FORM, ID_TWICE, TOO_LONG, TOO_MANY_NOW, NOW_REASON, DUTY, OFFICIAL, MAIN_LANGUAGE,
         WITHDRAWN)  # fmt: skip

_NAMED_BY = {"practice": "id", "adaptation": "adapts", "translation": "translates"}


def of_edition(around: Around) -> Iterator[Finding]:
    """What an edition as a whole lacks or has too much of."""
    yield from _official(around.edition)
    yield from _urgency(around.handbook, around.edition)


def of_file(around: Around, held: Held) -> Iterator[Finding]:
    """What one file lacks or has too much of."""
    yield from _ids(held)
    if held.shape is declared.PRACTICE:
        yield from _entry(held)
    for spot in held.spots:
        if spot.field.longest:
            yield from _length(held, spot)
        if spot.field.kind in (Kind.ITEMS, Kind.IDS):
            yield from _twice(held, spot)
        elif spot.field.kind is Kind.LABELS:
            yield from _main_language(held, spot, around.edition)


def _ids(held: Held) -> Iterator[Finding]:
    named_by = _NAMED_BY.get(held.shape.name, "")
    if held.shape is declared.EDITION:
        yield from _id_form(held, "id", held.edition)
    elif named_by:
        name = str(held.tree[named_by])
        # An edition's own entry lies in entries/<slug>.yaml; the edition's id in front of it goes without saying.
        own = name.removeprefix(f"{held.edition}/") if held.shape is declared.PRACTICE else name
        stem = PurePosixPath(held.file).stem
        if from_file_name(stem) not in (name, own):
            message = f"The file {stem}.yaml holds the entry {quoted(name)}."
            yield held.breaks(FILE_NAME, named_by, message, f"Name the file {file_name(own)}.yaml, or correct the id.")
        if held.shape is declared.PRACTICE:
            yield from _id_form(held, "id", name)


def _id_form(held: Held, unit: str, name: str) -> Iterator[Finding]:
    if is_entry_id(name):
        return
    slug = name.rpartition("/")[2]
    if slug in RESERVED:
        why, todo = "is a name that the site itself uses", "Choose another id."
    elif len(slug) > LONGEST_ID:
        why, todo = f"has more than {LONGEST_ID} characters", "Choose a shorter id, of two to four words."
    else:
        why, todo = "is not of the form of an id", "Write lower-case words joined by hyphens, such as consult-early."
    yield held.breaks(ID_FORM, unit, f"The id {quoted(name)} {why}.", todo)


def _entry(held: Held) -> Iterator[Finding]:
    entry = Practice(str(held.tree["id"]), held.tree, held.file)
    if entry.status == "published":
        for field in held.shape.fields:
            if field.essential and not held.tree.get(field.name):
                message = f"The entry is published, but its field “{field.label}” ({field.name}) is empty."
                yield held.breaks(ESSENTIALS, field.name, message, f"Fill in {field.name}, or set status: draft.")
    if entry.priority == "now" and not held.tree["priority"].get("reason"):
        message = "The entry is to be done now, but nothing says why it cannot wait."
        yield held.breaks(NOW_REASON, "priority.level", message, "Write one sentence under priority: reason.")
    if entry.kind == "duty" and not held.tree.get("duty"):
        message = "The entry is a duty, but does not say who owes what to whom."
        todo = "Fill in duty: holder, beneficiary and harm; what is not known is written as unknown."
        yield held.breaks(DUTY, "kind", message, todo)
    if entry.status == "withdrawn":
        if not held.tree.get("withdrawn_because"):
            message = "The entry is withdrawn, but does not say why."
            yield held.breaks(WITHDRAWN, "status", message, "Write one sentence under withdrawn_because.")
        if "replaced_by" not in held.tree:
            message = "The entry is withdrawn, but does not say what readers should use in its place."
            yield held.breaks(WITHDRAWN, "status", message, "List entries under replaced_by; [] if there is none.")


def _length(held: Held, spot: Spot) -> Iterator[Finding]:
    longest = spot.field.longest
    if len(str(spot.value)) > longest:
        message = f"{quoted(str(spot.value))} has {len(str(spot.value))} characters; there is room for {longest}."
        yield held.breaks(TOO_LONG, spot.pointer, message, "Shorten it, and move details into the longer fields.")


def _twice(held: Held, spot: Spot) -> Iterator[Finding]:
    names: Sequence[str] = spot.value
    if spot.field.kind is Kind.ITEMS:
        names = [str(item["id"]) for item in spot.value if item.get("id")]
    if len(set(names)) == len(names):
        return
    for name, count in Counter(names).items():
        if count > 1:
            message = f"The id {quoted(name)} stands {count} times in this list, so nothing can point at one of them."
            unit = f"{spot.pointer}/{name}" if spot.field.kind is Kind.ITEMS else spot.pointer
            yield held.breaks(ID_TWICE, unit, message, "Give each its own id, or take the repeated one out.")


def _main_language(held: Held, spot: Spot, edition: Edition) -> Iterator[Finding]:
    if not edition.languages:
        return
    main = edition.languages[0]
    if main not in spot.value and main.partition("-")[0] not in spot.value:
        there = ", ".join(spot.value)
        message = (
            f"The main language of this edition is {main}, but {spot.field.label.lower()} is there in {there} only."
        )
        yield held.breaks(MAIN_LANGUAGE, spot.pointer, message, f"Add a line “{main}: …”.")


def _official(edition: Edition) -> Iterator[Finding]:
    if edition.standing != "official":
        return
    maintainer = edition.content.get("maintainer", {})
    missing = [part for part in ("body", "mandate", "contact") if not maintainer.get(part)]
    if missing:
        held = next(held_files(edition))
        message = f"The edition is official, but does not name its {' and '.join(missing)}."
        todo = f"Fill in maintainer: {', '.join(missing)}; or set standing: example."
        yield held.breaks(OFFICIAL, "maintainer" if maintainer else "standing", message, todo)


def _urgency(handbook: Handbook, edition: Edition) -> Iterator[Finding]:
    chain = chain_of(handbook, edition) or (edition,)
    levels = [level for level in _levels(chain) if level is not None]
    now = levels.count("now")
    if len(levels) >= FEWEST and now * 100 > MOST_NOW * len(levels):
        share = round(now * 100 / len(levels))
        message = (
            f"{now} of the {len(levels)} published entries ({share} %) are to be done now; at most {MOST_NOW} % can be."
        )
        todo = "Set priority: level to next for those that can wait."
        yield next(held_files(edition)).breaks(TOO_MANY_NOW, "", message, todo)


def _levels(chain: Sequence[Edition]) -> Iterator[str | None]:
    """The priority of every published entry as the last edition has it; None for one it does not show."""
    owners = {entry: place for place, edition in enumerate(chain) for entry in edition.practices}
    for name, place in owners.items():
        practice = chain[place].practices[name]
        if practice.status != "published":
            continue
        level: str | None = practice.priority
        for edition in chain[place + 1 :]:
            adaptation = edition.adaptations.get(name)
            change = adaptation.changes.get("priority.level") if adaptation else None
            level = (change.value or level) if change else level
        last = chain[-1].adaptations.get(name)
        yield None if last and last.reviewed.get("stance") == Stance.NOT_FOR_US else level
