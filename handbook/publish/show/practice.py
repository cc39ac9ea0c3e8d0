"""The page of a practice or duty: what it says here, how that differs, and where it comes from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from handbook.model import fields as declared
from handbook.model.resolved import Resolved
from handbook.publish import addresses
from handbook.publish.show.here import Here
from handbook.publish.show.reading import Reading
from handbook.publish.show.sections import section, unit_view
from handbook.publish.show.stances import edition_rows, edition_text, stance_badge
from handbook.publish.show.statements import heard
from handbook.publish.show.support import support_badge, support_note, support_of, support_sentence
from handbook.publish.views import Badge, Block, Fact, Link, PracticeView, Section, Words
from handbook.publish.words import N_

BLOCKS = (
    ("what", N_("What it is")),
    ("do", N_("Do")),
    ("why", N_("Why")),
    ("from", N_("Where it comes from")),
    ("edition", N_("This edition")),
)
OWN = "edition"  # the block that no two editions share

# An open alphabet for paper: no letter that could be taken for a digit.
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def practice_view(here: Here, practice_id: str) -> PracticeView:
    """All that the page of one practice shows."""
    reading = here.reading
    resolved = reading.practice(practice_id)
    title = unit_view(here, resolved, resolved.parts["title"], "title")
    held = support_of(resolved)
    badge = support_badge(reading, held)
    themes = resolved.value("themes")
    withdrawn = resolved.practice.status == "withdrawn"
    return PracticeView(
        title=title,
        over=[here.taxon("themes", one) for one in themes],
        facts=list(_facts(here, resolved, badge)),
        # What another edition says of it is never hidden, also where those who wrote it have withdrawn it.
        blocks=[] if withdrawn and not _reworded(resolved) else blocks(here, resolved),
        support_badge=badge,
        support=support_sentence(reading, resolved),
        support_note=support_note(reading, resolved),
        rows=edition_rows(here, resolved),
        edition_text=edition_text(reading, resolved),
        terms=list(_terms(here, resolved)),
        translation_notice=translation_notice(reading, resolved),
        withdrawn=_withdrawn(reading, resolved) if withdrawn else None,
        replaced_by=[here.practice(one) for one in resolved.practice.content.get("replaced_by", ())],
        groups=here.groups(resolved.value("groups")),
    )


def blocks(here: Here, resolved: Resolved) -> list[Block]:
    """The blocks of the page, each with the fields that are declared for it, nothing empty."""
    key = here.reading.shared_key(resolved.id)
    known = here.reading.stock.shared_blocks
    if key in known:
        return [*known[key], *_blocks(here, resolved, key, lambda page: page == OWN)]
    made = list(_blocks(here, resolved, key, lambda page: True))
    known[key] = [Block(block.id, block.label, (), block.key) for block in made if block.id != OWN]
    return made


def _blocks(here: Here, resolved: Resolved, key: tuple[str, ...], wanted: Callable[[str], bool]) -> Iterator[Block]:
    said = here.reading.catalog.gettext
    supported = heard(here.reading, resolved) if wanted("do") else {}
    found: dict[str, list[Section]] = {}
    for field in declared.PRACTICE.fields:
        if field.page and wanted(field.page) and (made := section(here, resolved, field, supported)):
            found.setdefault(field.page, []).append(made)
    found.setdefault(OWN, []).extend([*_elsewhere(here, resolved), *_found_under(here, resolved)])
    names = dict(BLOCKS)
    for name in [*(one for one in names if one != OWN), *(one for one in found if one not in names), OWN]:
        if name == OWN:
            yield Block(name, said(names[name]), found[name])
        elif name in found:
            yield Block(name, said(names.get(name, name)), found[name], (*key, name))


def code(edition_id: str, practice_id: str, revision: object) -> str:
    """A short code for paper that leads back to a page: NL-7kq2-3."""
    number = int.from_bytes(hashlib.sha256(practice_id.encode()).digest()[:4], "big")
    letters = "".join(_LETTERS[(number >> shift) & 31] for shift in (0, 5, 10, 15))
    return f"{edition_id.upper()}-{letters}" + (f"-{revision}" if revision else "")


def translation_notice(reading: Reading, resolved: Resolved) -> str:
    """Which parts are machine translation, outdated, or not in the reader's language."""
    marks = set()
    for unit in resolved.units():
        if unit.translated:
            marks.add("outdated" if unit.translated.outdated else unit.translated.kind)
        elif unit.field.words and unit.lang != reading.language:
            marks.add("untranslated")
    said = reading.catalog.gettext
    notices = {
        "machine": said("Parts of this page are machine translation that no speaker of the language has reviewed."),
        "outdated": said("Some translations are older than the text they were made from."),
        "untranslated": said("What is not yet translated stands in the language it was written in."),
    }
    return " ".join(text for mark, text in notices.items() if mark in marks)


def _facts(here: Here, resolved: Resolved, support: Badge) -> Iterator[Fact]:
    reading, said = here.reading, here.reading.catalog.gettext
    if level := resolved.parts.get("priority.level"):
        yield Fact(said("Do it"), reading.said(level))
    if resolved.practice.kind == "duty":
        yield Fact(said("Kind"), said("duty"))
    yield Fact(said("Support"), "", support)
    yield Fact(said("In this edition"), "", stance_badge(reading, resolved))
    if maturity := resolved.parts.get("maturity"):
        yield Fact(said("Maturity"), reading.said(maturity))
    revision = resolved.practice.content.get("revision")
    if revision:
        yield Fact(said("Revision"), str(revision))
    yield Fact(said("Code"), code(reading.edition.id, resolved.id, revision), code=True)


def _elsewhere(here: Here, resolved: Resolved) -> list[Section]:
    """What this edition changed in fields that stand at the head of the page, with the reasons."""
    shown = {field.name for field in declared.PRACTICE.fields if field.page} | {"title"}
    units = [
        unit_view(here, resolved, unit, path.replace(".", "-"))
        for path, unit in resolved.parts.items()
        if unit.state and path.split(".", maxsplit=1)[0] not in shown
    ]
    label = here.reading.catalog.gettext("Also different here")
    return [Section("elsewhere", label, "pairs", units=units)] if units else []


def _found_under(here: Here, resolved: Resolved) -> Iterator[Section]:
    for name in ("phases", "topics"):
        ids = resolved.value(name)
        field = declared.PRACTICE.field(name)
        if ids and field:
            label = here.reading.catalog.gettext(field.label)
            yield Section(name, label, "links", links=[here.taxon(name, one) for one in ids])


def _terms(here: Here, resolved: Resolved) -> Iterator[Link]:
    glossary = here.reading.held("glossary")
    for term in resolved.value("terms") or ():
        if term in glossary:
            item, _, lang = glossary[term]
            url = here.url(f"{addresses.index('glossary')}#{term}")
            yield Link(
                url, here.reading.line(item["term"], lang), here.reading.line(item["definitions"][0]["text"], lang)
            )


def _reworded(resolved: Resolved) -> bool:
    return any(unit.origin != resolved.owner for unit in resolved.units())


def _withdrawn(reading: Reading, resolved: Resolved) -> Words:
    why = str(resolved.practice.content.get("withdrawn_because", ""))
    said = reading.catalog.gettext
    if reading.vanished(resolved.id):
        return reading.plain(said("The shared edition no longer has this; our words stand."))
    if not why:
        return reading.plain(said("This practice is withdrawn."))
    told = reading.line(why, resolved.practice.lang)
    return reading.sentence(said("This practice is withdrawn: %(why)s"), {"why": told})
