"""How far the evidence carries a practice, in words: a badge, a sentence, and what to keep in mind."""

from __future__ import annotations

from handbook.model.evidence import Support, support
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
    """How many statements there are, how many disagree, and how many tell what was done."""
    kinds = [str(item.fixed.get("kind")) for item in resolved.items("evidence")]
    if not kinds:
        return reading.catalog.gettext("No statement supports this yet.")
    against, lived = kinds.count("dissent"), kinds.count("first-hand")
    count = reading.catalog.count
    said = [count("%(number)d statement supports this.", "%(number)d statements support this.", len(kinds) - against)]
    if against:
        said.append(count("%(number)d disagrees.", "%(number)d disagree.", against))
    if lived:
        said.append(count("%(number)d of them tells what was done.", "%(number)d of them tell what was done.", lived))
    else:
        said.append(reading.catalog.gettext("None of them tells what was done."))
    return " ".join(said)


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
