"""The home page of an edition: who you are, what stands in your way, what differs here, all ways in."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.model.resolved import Resolved, Stance
from handbook.model.taxonomy import TRIGGERS
from handbook.publish import addresses
from handbook.publish.show.entries import by_priority, by_title, entry, level
from handbook.publish.show.group import Asked, counts
from handbook.publish.show.here import Here
from handbook.publish.show.lists import duties
from handbook.publish.show.reading import Reading
from handbook.publish.views import Fact, GroupDoor, HomeView, Link
from handbook.publish.words import N_

MOST = 12  # of each kind: a home page is read on a phone

_QUESTIONS = {
    "personal-data": N_("Do you hold data about people?"),
    "uses-ict": N_("Does your work stop when your systems stop?"),
    "supplies-ict": N_("Do you make or supply anything with software in it?"),
}


def home_view(here: Here, of_groups: dict[str, Asked]) -> HomeView:
    """What a reader sees first."""
    reading = here.reading
    said = reading.catalog.gettext
    ranked = by_priority(reading, reading.shown)
    now = [one for one in ranked if level(reading, one) == "now"]
    different = [one for one in ranked if _differs(reading, one)]
    owed = by_title(reading, duties(reading))
    introduction = reading.edition.content.get("introduction")
    return HomeView(
        title=reading.text(reading.stock.handbook.title),
        lead=reading.text(introduction) if introduction else _lead(reading),
        doors=list(_doors(here, of_groups)),
        problems=list(_problems(here, now or ranked)),
        facts=list(_facts(reading)),
        difference=_difference(reading, different),
        different=[entry(here, one) for one in different[:MOST]],
        now=[entry(here, one) for one in now[:MOST]],
        indexes=list(_indexes(here)),
        not_heard=said("Who was not heard in the sessions is told with each source.") if _absent(reading) else "",
        chain=[(edition.id, reading.edition_title(edition), edition is reading.edition) for edition in reading.chain],
        duties=[entry(here, one) for one in owed[:MOST]],
        triggers=list(_triggers(here, owed)),
    )


def _lead(reading: Reading) -> str:
    return reading.catalog.count(
        "%(number)d practice from people who tried, with a reason, a source and a checklist for your group.",
        "%(number)d practices from people who tried, each with a reason, a source and a checklist for your group.",
        len(reading.shown),
    )


def _doors(here: Here, of_groups: dict[str, Asked]) -> Iterator[GroupDoor]:
    known = here.reading.taxonomy.lists["groups"].values()
    for top in (one for one in known if not one.within):
        within = [here.group(one.id) for one in known if one.within[:1] == (top.id,)]
        yield GroupDoor(here.group(top.id), counts(here.reading, of_groups.get(top.id, {})), within)


def _problems(here: Here, ids: list[str]) -> Iterator[Link]:
    """The first barrier of each practice, in its own words, leads to the practice; those in this language first."""
    ours: list[Link] = []
    others: list[Link] = []
    for link in _barriers(here, ids):
        (others if link.words.lang else ours).append(link)
        if len(ours) == MOST // 2:
            break
    yield from [*ours, *others][: MOST // 2]


def _barriers(here: Here, ids: list[str]) -> Iterator[Link]:
    reading = here.reading
    for practice_id in ids:
        barrier = next((item for item in reading.practice(practice_id).items("barriers") if "text" in item.units), None)
        if barrier is None:
            continue
        url = here.url(addresses.practice(practice_id))
        words = reading.unit(barrier.units["text"], practice_id)
        if "<a" in words.html:
            continue  # a link cannot hold another
        yield Link(url, words, reading.title(practice_id))


def _facts(reading: Reading) -> Iterator[Fact]:
    said = reading.catalog.gettext
    stances = [_layered(reading, one).stance for one in reading.listed]
    owed = len(duties(reading))
    yield Fact(said("Practices"), str(len(reading.shown) - owed))
    if owed:
        yield Fact(said("Duties"), str(owed))
    if reading.above():
        yield Fact(said("Adapted here"), str(stances.count(Stance.ADAPTED)))
        yield Fact(said("Added here"), str(stances.count(Stance.OWN)))
        yield Fact(said("Not for us"), str(stances.count(Stance.NOT_FOR_US)))
        yield Fact(said("Not yet looked at"), str(stances.count(Stance.NOT_YET)))


def _difference(reading: Reading, different: list[str]) -> str:
    above = reading.above()
    if above is None or not different:
        return ""
    words = {"edition": reading.name(reading.edition), "above": reading.name(above), "number": len(different)}
    return (
        reading.catalog.ngettext(
            "%(number)d of them reads otherwise here than in %(above)s. A bar in the margin marks the very words.",
            "%(number)d of them read otherwise here than in %(above)s. A bar in the margin marks the very words.",
            len(different),
        )
        % words
    )


def _indexes(here: Here) -> Iterator[Link]:
    said = here.reading.catalog.gettext
    for address, text, gloss in (
        (addresses.index("themes"), said("Themes"), said("What it is about")),
        (addresses.index("groups"), said("Stakeholder groups"), said("Who does it")),
        (addresses.index("phases"), said("Phases"), said("How far you have come")),
        (addresses.index("topics"), said("Topics"), said("The problem at hand")),
        (addresses.DUTIES, said("Duties of care"), said("What one owes to others")),
        (addresses.ALL, said("All practices and duties, A–Z"), said("Everything in one list")),
        (addresses.index("glossary"), said("Glossary"), said("Words and what they mean to whom")),
        (addresses.index("sources"), said("Sources"), said("Where it was said")),
        (addresses.index("initiatives"), said("Initiatives"), said("Who does what")),
        (addresses.index("challenges"), said("Open challenges"), said("What nobody has solved yet")),
        (addresses.index("inventory"), said("Inventory"), said("What there is here already")),
    ):
        if address != addresses.index("inventory") or here.reading.held("inventory"):
            yield Link(here.url(address), here.reading.plain(text), here.reading.plain(gloss))


def _triggers(here: Here, owed: list[str]) -> Iterator[tuple[str, list[Link]]]:
    for trigger in TRIGGERS:
        found = [one for one in owed if trigger in here.reading.practice(one).value("duty.triggers")]
        if found:
            yield here.reading.catalog.gettext(_QUESTIONS[trigger]), [here.practice(one) for one in found[:MOST]]


def _absent(reading: Reading) -> bool:
    return any(held.item.get("absent") for held in reading.held("sources").values())


def _differs(reading: Reading, practice_id: str) -> bool:
    stance = _layered(reading, practice_id).stance
    return stance is Stance.ADAPTED or (stance is Stance.OWN and reading.above() is not None)


def _layered(reading: Reading, practice_id: str) -> Resolved:
    return reading.stock.layered(reading.edition.id, practice_id)
