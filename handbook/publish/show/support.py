"""How far the evidence carries a practice, in words: a badge, a sentence, and what to keep in mind."""

from __future__ import annotations

from handbook.model.evidence import EXPERIENCE, Support, speaks_to_core, support
from handbook.model.resolved import Resolved
from handbook.publish.show.reading import Reading
from handbook.publish.views import Badge


def support_of(resolved: Resolved) -> Support:
    """How far the evidence carries a practice."""
    return support(item.fixed for item in resolved.items("evidence"))


def support_badge(reading: Reading, held: Support) -> Badge:
    """The support in words, marked where it is disputed."""
    return Badge("contested" if held is Support.DISPUTED else "plain", reading.catalog.gettext(held.value))


def support_sentence(reading: Reading, resolved: Resolved) -> str:
    """How many statements speak for its core, how many tell what was done, how many disagree or speak to the rest."""
    held = [item.fixed for item in resolved.items("evidence")]
    said, count = reading.catalog.gettext, reading.catalog.count
    kinds = [str(one.get("kind")) for one in held if speaks_to_core(one)]
    against, lived = kinds.count("dissent"), sum(kind in EXPERIENCE for kind in kinds)
    found = [said("No statement supports this yet.")]
    if supporting := len(kinds) - against:
        found = [count("%(number)d statement supports this.", "%(number)d statements support this.", supporting)]
        found.append(
            count("%(number)d of them tells what was done.", "%(number)d of them tell what was done.", lived)
            if lived
            else said("None of them tells what was done.")
        )
    if against:
        found.append(count("%(number)d disagrees.", "%(number)d disagree.", against))
    if beside := len(held) - len(kinds):
        found.append(count("%(number)d speaks to it otherwise.", "%(number)d speak to it otherwise.", beside))
    return " ".join(found)


def support_note(reading: Reading, resolved: Resolved) -> str:
    """What is to be kept in mind where the lines are captions."""
    sources = {str(item.fixed.get("source")) for item in resolved.items("evidence")}
    held = reading.held("sources")
    if any(one in held and held[one].item.get("authority") == "caption" for one in sources):
        return reading.catalog.gettext(
            "Lines of live captions can be wrong; they help to find the place and prove nothing by themselves. "
            "Who was not heard in a session is told with its source."
        )
    return ""
