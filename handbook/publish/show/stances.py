"""How the editions of a chain stand to a practice: used as is, adapted, added, not for us, not yet looked at."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from handbook.model import fields as declared
from handbook.model.edition import Edition
from handbook.model.field import Kind
from handbook.model.resolved import Resolved, Stance, State
from handbook.model.units import UnitPath
from handbook.publish.show.here import Here
from handbook.publish.show.reading import Reading
from handbook.publish.views import Badge, EditionRow, Link, Words


def stance_badge(reading: Reading, resolved: Resolved) -> Badge:
    """How this edition stands to the practice."""
    said, count = reading.catalog.gettext, reading.catalog.count
    if resolved.stance is Stance.OWN:
        local = len(reading.chain) > 1
        return Badge("local" if local else "plain", said("added here") if local else said("its own text"))
    if resolved.stance is Stance.ADAPTED:
        places = len(resolved.changed())
        return Badge("adapted", count("adapted in %(number)d place", "adapted in %(number)d places", places))
    if resolved.stance is Stance.AS_IS:
        return Badge("plain", said("used as is"))
    if resolved.stance is Stance.NOT_FOR_US:
        return Badge("plain", said("not for us"))
    return Badge("plain", said("not yet looked at"))


def edition_rows(here: Here, resolved: Resolved) -> list[EditionRow]:
    """What each edition of the chain did with the practice, from its owner down."""
    reading = here.reading
    if reading.vanished(resolved.id):
        gone = reading.plain(reading.catalog.gettext("No longer has it"))
        first = EditionRow(resolved.owner, reading.name(reading.chain[0]), gone)
        told = {edition.id for edition in reading.chain[1:] if resolved.id in edition.adaptations} | {resolved.edition}
        rest = (edition for edition in reading.chain[1:] if edition.id in told)
        return [first, *(_row(here, resolved, edition) for edition in rest)]
    ids = [edition.id for edition in reading.chain]
    return [_row(here, resolved, edition) for edition in reading.chain[ids.index(resolved.owner) :]]


def _row(here: Here, resolved: Resolved, edition: Edition) -> EditionRow:
    reading, said = here.reading, here.reading.catalog.gettext
    there = resolved if edition.id == resolved.edition else reading.stock.layered(edition.id, resolved.id)
    name = reading.name(edition)
    if there.stance is Stance.OWN:
        revision = resolved.practice.content.get("revision")
        text = said("Wrote it; revision %(revision)s") % {"revision": revision} if revision else said("Wrote it")
        return EditionRow(edition.id, name, reading.plain(text))
    if there.stance is Stance.NOT_FOR_US:
        why = reading.reason(there.stance_why, edition.id, there)
        return EditionRow(edition.id, name, reading.sentence(said("Not for us: %(why)s"), {"why": why}))
    if there.stance is not Stance.ADAPTED:
        text = said("Uses it as is") if there.stance is Stance.AS_IS else said("Has not yet looked at it")
        return EditionRow(edition.id, name, reading.plain(text))
    links = list(_changed_links(reading, there)) if edition.id == resolved.edition else []
    places = len(there.changed())
    text = reading.catalog.count("Adapted it in %(number)d place", "Adapted it in %(number)d places", places)
    return EditionRow(edition.id, name, reading.plain(text), links)


def _changed_links(reading: Reading, resolved: Resolved) -> Iterator[Link]:
    seen: set[str] = set()
    for path, _ in resolved.changed():
        parsed = UnitPath.parse(path)
        field = declared.PRACTICE.field(parsed.field)
        anchor = parsed.anchor
        if field and field.kind is not Kind.ITEMS:
            anchor = path.replace(".", "-")
        if field and anchor not in seen:
            seen.add(anchor)
            label = reading.catalog.gettext(field.label)
            yield Link(f"#{anchor}", reading.plain(f"{label} {_number(resolved, parsed)}".strip()))


def _number(resolved: Resolved, path: UnitPath) -> str:
    ids = [item.id for item in resolved.lists.get(path.field, ())]
    return str(ids.index(path.item) + 1) if path.item in ids else ""


def edition_text(reading: Reading, resolved: Resolved) -> Words:
    """What this edition did with the practice, in sentences."""
    said, count = reading.catalog.gettext, reading.catalog.count
    name, above = reading.name(reading.edition), reading.above()
    sentences: list[str] = []
    if resolved.stance is Stance.OWN:
        if above:
            sentences.append(said("%(edition)s has added this practice.") % {"edition": name})
            if resolved.id in reading.stock.taken_in(reading.edition.id):
                text = said("%(above)s has taken it in, in other words; ours stand.")
                sentences.append(text % {"above": reading.name(above)})
    elif resolved.stance is Stance.ADAPTED:
        sentences.append(said("%(edition)s has adapted this practice.") % {"edition": name})
        sentences += _counted(reading, resolved)
    elif above:
        text = said("%(edition)s uses this practice as is.")
        if resolved.stance is Stance.NOT_YET:
            text = said("%(edition)s has not yet looked at this practice; it reads as in %(above)s.")
        sentences.append(text % {"edition": name, "above": reading.name(above)})
    if resolved.above_not_for:
        other, why = resolved.above_not_for
        not_used: dict[str, str | Words] = {
            "edition": reading.name(reading.stock.handbook.edition(other)),
            "why": reading.reason(why, other, resolved),
        }
        sentences.append(reading.sentence(said("%(edition)s does not use it: %(why)s"), not_used).html)
    behind = sum(state not in (State.FRESH, State.CONVERGED) for _, state in resolved.changed())
    if behind:
        sentences.append(
            count(
                "%(number)d change of the shared edition waits for a decision.",
                "%(number)d changes of the shared edition wait for a decision.",
                behind,
            )
        )
    return Words(Markup(" ").join(sentences))


def _counted(reading: Reading, resolved: Resolved) -> Iterator[str]:
    count = reading.catalog.count
    items = [item for held in resolved.lists.values() for item in held if item.state]
    added = sum(item.added for item in items)
    hidden = sum(item.hidden for item in items)
    reads = len(resolved.changed()) - added - hidden
    if reads:
        yield count("%(number)d unit reads differently.", "%(number)d units read differently.", reads)
    if added:
        yield count("%(number)d is added.", "%(number)d are added.", added)
    if hidden:
        yield count("%(number)d is left out.", "%(number)d are left out.", hidden)
