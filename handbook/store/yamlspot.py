"""Where every node of a YAML text stands, to the character: what the writer cuts at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from handbook.store.yamlread import Parser


@dataclass(slots=True, eq=False)
class Spot:
    """One text, mapping or list: where it begins, where it ends, and what it holds."""

    kind: type[str] | type[dict[str, Any]] | type[list[Any]]
    start: int
    end: int
    column: int
    style: str = ""  # of a text: plain is empty, else its quotation mark, | or >
    flow: bool = False  # of a mapping or list: written in braces or brackets
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Entry:
    """One key with its value, or one list item: `end` is behind its line end, or in brackets behind its last sign."""

    key: str
    start: int
    mark: int  # behind the colon or the dash
    value: Spot
    end: int = 0


def survey(text: str) -> Spot:
    """The root of a text that `read` has accepted, which bounds its depth; the text must end in a line end."""
    parser = Parser(text.encode())
    try:
        parser.get_event()
        parser.get_event()
        return _node(text, parser.get_event, parser.get_event())
    finally:
        parser.dispose()


def _node(text: str, next_event: Any, event: Any) -> Spot:
    is_text = isinstance(event, yaml.ScalarEvent)
    start, column = event.start_mark.index, event.start_mark.column
    if is_text:
        spot = Spot(str, start, event.end_mark.index, column, style=event.style or "")
        if spot.style in ("|", ">"):
            spot.end = _block_end(text, spot)
        return spot
    kind: Any = dict if isinstance(event, yaml.MappingStartEvent) else list
    spot = Spot(kind, start, start, column, flow=bool(event.flow_style))
    while type(inner := next_event()) not in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
        spot.entries.append(_key(text, next_event, inner) if kind is dict else _item(text, next_event, inner, spot))
        latest = spot.entries[-1]
        latest.end = latest.value.end if spot.flow else _line_end(text, latest.value)
        spot.end = latest.end
    if spot.flow:
        spot.end = inner.end_mark.index
    return spot


def _key(text: str, next_event: Any, event: Any) -> Entry:
    start, end = event.start_mark.index, event.end_mark.index
    value = _node(text, next_event, next_event())
    colon = text.find(":", end, value.start + 1)
    return Entry(event.value, start, colon + 1 if colon >= 0 else end, value)


def _item(text: str, next_event: Any, event: Any, parent: Spot) -> Entry:
    value = _node(text, next_event, event)
    if parent.flow:
        return Entry("", value.start, value.start, value)
    # The dash of the first item is where the list begins; of the others, the first at its column behind the one before.
    start = parent.start
    if parent.entries:
        dash = re.compile(rf"^ {{{parent.column}}}-", re.MULTILINE).search(text, parent.entries[-1].end)
        start = dash.end() - 1 if dash else value.start
    return Entry("", start, start + 1, value)


def _line_end(text: str, spot: Spot) -> int:
    if spot.style in ("|", ">") or (spot.kind is not str and not spot.flow):
        return spot.end
    return text.index("\n", spot.end) + 1


def _block_end(text: str, spot: Spot) -> int:
    """The end of a block text without the blank lines that the parser counts in, unless it keeps them (+)."""
    raw = text[spot.start : spot.end]
    header, *lines = raw.split("\n")
    if "+" in header.split("#")[0]:
        return spot.end
    indent = block_indent(raw)
    lines.pop()  # behind the last line end
    while lines and len(lines[-1].rstrip("\r")) <= indent and not lines[-1].strip():
        spot.end -= len(lines.pop()) + 1
    return spot.end


def block_indent(raw: str) -> int:
    """The indentation of a block text, by its first line that is not blank."""
    first = next((line for line in raw.split("\n")[1:] if line.strip()), "")
    return len(first) - len(first.lstrip(" "))
