"""Sources: what each is, how it was run, who was not heard, what its captions got wrong, and its polls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handbook.editions.holdings import Held
from handbook.publish import addresses
from handbook.publish.show.here import Here
from handbook.publish.show.reading import address_link
from handbook.publish.views import Badge, Fact, Link, Row, Words


def place_in_source(here: Here, one: Mapping[str, Any]) -> list[Link]:
    """The place in a source that an entry names."""
    source = str(one.get("source", ""))
    held = here.reading.held("sources").get(source)
    if not held:
        return []
    short = str(held.item.get("short") or source)
    at = f":{one['at']}" if one.get("at") else ""
    return [Link(here.url(f"{addresses.index('sources')}#{source}"), here.reading.plain(short + at))]


def source_row(here: Here, held: Held) -> Row:
    """One source with all that a reader of its lines should know."""
    reading, said = here.reading, here.reading.catalog.gettext
    item, lang = held.item, held.lang
    known = (("notice", ""), ("event", said("Meeting")), ("method", said("How it was run")))
    texts = [(label, reading.line(str(item[name]), lang)) for name, label in known if item.get(name)]
    if item.get("url"):
        texts.append((said("Address"), Words(address_link(str(item["url"])))))
    rows = [_absent(here, held, one) for one in item.get("absent", ())]
    rows += [_poll(here, held, one) for one in item.get("polls", ())]
    rows += [_correction(here, held, one) for one in item.get("corrections", ())]
    for one in item.get("reports", ()):
        report = ", ".join(str(one[name]) for name in ("title", "by") if one.get(name))
        texts.append((said("Other report"), reading.line(report, lang)))
    heading = said("What to know when reading it") if rows else ""
    facts = list(_source_facts(here, item))
    badge = Badge("plain", said(str(item["authority"])))
    return Row(item["id"], reading.line(item["title"], lang), texts, facts, (), badge, rows, heading)


def _source_facts(here: Here, item: Mapping[str, Any]) -> Iterator[Fact]:
    said = here.reading.catalog.gettext
    for name, label in (("number", said("Session")), ("short", said("Short")), ("place", said("Place"))):
        if item.get(name):
            yield Fact(label, str(item[name]), code=name == "short")
    if item.get("date"):
        yield Fact(said("Date"), here.reading.catalog.day(str(item["date"])))
    if item.get("sha256"):
        # Enough of it to compare by eye; the whole stands in the file.
        yield Fact(said("SHA-256"), f"{str(item['sha256'])[:16]}…", code=True)


def _noted(here: Here, held: Held, one: Mapping[str, Any], title: str, text: str) -> Row:
    facts = [Fact(here.reading.catalog.gettext("Lines"), str(one["at"]))] if one.get("at") else []
    anchor = f"{held.item['id']}-{one['id']}"
    return Row(anchor, here.reading.plain(title), [("", here.reading.line(str(text), held.lang))], facts)


def _correction(here: Here, held: Held, one: Mapping[str, Any]) -> Row:
    said = here.reading.catalog.gettext
    form = said("Captioned “%(captioned)s”, read here as “%(read_as)s” (%(confidence)s). %(why)s")
    words = {name: str(one.get(name, "")) for name in ("captioned", "read_as", "why")}
    text = form % {**words, "confidence": said(str(one.get("confidence", "guess")))}
    return _noted(here, held, {**one, "id": f"correction-{one['id']}"}, said("Caption correction"), text.strip())


def _poll(here: Here, held: Held, one: Mapping[str, Any]) -> Row:
    reading, said = here.reading, here.reading.catalog.gettext
    row = _noted(here, held, {**one, "id": f"poll-{one['id']}"}, said("Show of hands"), str(one.get("question", "")))
    answers = [
        Row(
            "",
            reading.line(str(option.get("label", option.get("id", ""))), held.lang),
            facts=[Fact("", str(option.get("count", "")))],
        )
        for option in one.get("options", ())
    ]
    texts = [*row.texts, *([("", reading.line(str(one["note"]), held.lang))] if one.get("note") else [])]
    return Row(row.anchor, row.title, texts, row.facts, rows=answers)


def _absent(here: Here, held: Held, one: Any) -> Row:
    title = here.reading.catalog.gettext("Not heard")
    if isinstance(one, dict):
        return _noted(here, held, one, title, str(one.get("text", "")))
    return Row("", here.reading.plain(title), [("", here.reading.line(str(one), held.lang))])
