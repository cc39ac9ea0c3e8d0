"""Reads YAML from parser events, before any constructor: one flat loop, never recursing, everything text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NoReturn, TypeAlias

import yaml

from handbook.errors import Place, ReadError
from handbook.model.scalar import NOT_TEXT, TYPED_BEGIN, name_character, typed
from handbook.store.files import MOST_BYTES
from handbook.store.yamlerrors import plain_words

MOST_DEPTH = 16
MOST_VALUES = 5_000
BOM = b"\xef\xbb\xbf"

Node: TypeAlias = str | list["Node"] | dict[str, "Node"]
# libyaml's scanner is forty times as fast as PyYAML's own, which serves where the wheel has no libyaml.
Parser: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


@dataclass(frozen=True)
class Document:
    """One YAML file as read: its bytes, its tree of texts, and where everything stands."""

    name: str
    source: bytes
    tree: dict[str, Node]
    # Lines in the order of `pointers(tree)`; names are worked out when a finding asks for them, not for 10,000 files.
    _lines: list[int] = field(default_factory=list, repr=False)
    _typed: dict[int, int] = field(default_factory=dict, repr=False)

    @cached_property
    def lines(self) -> dict[str, int]:
        """The line, from 1, of every key and list item, by pointer; of twins the first."""
        found: dict[str, int] = {}
        for pointer, line in zip(pointers(self.tree), self._lines, strict=False):
            found.setdefault(pointer, line)
        return found

    @cached_property
    def plain_typed(self) -> dict[str, int]:
        """Pointer to line of each text without quotes that another YAML reader would take for something else."""
        if not self._typed:
            return {}
        names = list(pointers(self.tree))
        return {names[place]: line for place, line in self._typed.items()}


def read(source: bytes, name: str) -> Document:
    """The document these bytes hold; raises ReadError with file, line and what to do, and never runs or expands it."""
    _check_text(source, name)
    walk = _Walk(name, escapes=b"\\" in source)
    # A file always ends in a line end for us, so that a last block reads the same with and without one.
    walk.through(source.removeprefix(BOM) + (b"" if source.endswith(b"\n") else b"\n"))
    return Document(name, source, walk.tree, walk.lines, walk.typed)


def pointers(tree: Node) -> Iterator[str]:
    """The pointer of every key and item, in the order in which they stand in the file."""
    waiting = [_inside("", tree)]
    while waiting:
        for pointer, node in waiting[-1]:
            yield pointer
            if not isinstance(node, str):
                waiting.append(_inside(pointer, node))
                break
        else:
            waiting.pop()


def _inside(parent: str, node: Node) -> Iterator[tuple[str, Node]]:
    if isinstance(node, dict):
        front = f"{parent}." if parent else ""
        for key, value in node.items():
            yield front + key, value
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield f"{parent}/{item_name(item) or index}", item


def item_name(item: Node) -> str:
    """The id of a list item, or nothing where it has none."""
    own = item.get("id") if isinstance(item, dict) else None
    return own if isinstance(own, str) else ""


def _check_text(source: bytes, name: str) -> None:
    """Refuse a file whose size, encoding or characters we do not read."""
    if len(source) > MOST_BYTES:
        what = f"The file has {len(source):,} bytes; the handbook reads at most {MOST_BYTES:,}."
        raise ReadError(what, where=Place(name), todo="Split it into several files.")
    if source[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ReadError("The file is UTF-16.", where=Place(name, 1), todo="Save it as UTF-8.")
    try:
        text = source.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        what = "From here on the file is not UTF-8."
        raise ReadError(what, where=Place(name, line), todo="Save it as UTF-8.") from None
    unix = text.replace("\r\n", "\n") if "\r" in text else text
    if odd := NOT_TEXT.search(unix):
        place = Place(name, unix.count("\n", 0, odd.start()) + 1)
        raise ReadError(f"The character {name_character(odd[0])} may not stand here.", where=place, todo="Delete it.")


class _Walk:
    """One pass over the events of one file."""

    def __init__(self, name: str, *, escapes: bool) -> None:
        self.name = name
        self.escapes = escapes
        self.tree: dict[str, Node] = {}
        self.lines: list[int] = []
        self.typed: dict[int, int] = {}

    def through(self, source: bytes) -> None:
        parser = Parser(source)
        try:
            self._open(parser.get_event)
            self._walk(parser.get_event)
            self._close(parser.get_event)
        except yaml.MarkedYAMLError as error:
            what, todo, opened = plain_words(error.problem or "")
            marks = [mark for mark in (error.context_mark, error.problem_mark) if mark]
            last = source.rstrip(b"\n").count(b"\n") + 1  # what is left open is missed behind the end
            line = min(marks[0 if opened else -1].line + 1, last) if marks else 0
            raise ReadError(what, where=Place(self.name, line), todo=todo) from None
        except yaml.YAMLError as error:
            raise ReadError(f"This is not YAML ({error}).", where=Place(self.name)) from None
        finally:
            parser.dispose()

    def _open(self, next_event: Any) -> None:
        next_event()  # the start of the stream
        start = next_event()
        if isinstance(start, yaml.StreamEndEvent):
            what, todo = "The file is empty.", "Write at least one key, or delete the file."
            raise ReadError(what, where=Place(self.name, 1), todo=todo)
        if start.version or start.tags:
            self._refuse("A line that begins with % stands at the top.", start, "Remove it.")
        root = next_event()
        self._plain_node(root)
        if type(root) is not yaml.MappingStartEvent:
            self._refuse("The file is not a list of keys.", root, "Begin with a key, such as id: …")

    def _walk(self, next_event: Any) -> None:
        """Everything from the root's first key to its end, in one loop: this is where loading spends its time."""
        scalar, mapping = yaml.ScalarEvent, yaml.MappingStartEvent
        ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
        lines, note, escapes = self.lines, self.lines.append, self.escapes
        stack: list[tuple[Any, bool]] = []
        here: Any = self.tree
        keyed = True  # whether `here` is a mapping
        key: str | None = None
        values = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is scalar:
                value = event.value
                if event.anchor is not None or event.tag is not None:
                    self._plain_node(event)
                if event.style:
                    if escapes and (odd := NOT_TEXT.search(value)):
                        what = f"The character {name_character(odd[0])} may not stand in a text."
                        self._refuse(what, event, "Delete its escape.")
                elif value[:1] in TYPED_BEGIN and typed(value):
                    if value == "<<" and keyed and key is None:
                        self._refuse("Merge keys (<<) are not read.", event, "Write out what they would bring in.")
                    self.typed[len(lines) - (keyed and key is not None)] = event.start_mark.line + 1
                if not keyed:
                    note(event.start_mark.line + 1)
                    here.append(value)
                elif key is None:
                    if value in here:
                        self._refuse(f"The key {value} stands here twice.", event, "Keep one of the two.")
                    note(event.start_mark.line + 1)
                    here[value] = ""
                    key = value
                    continue
                else:
                    here[key] = value
                    key = None
            elif kind in ends:
                if not stack:
                    return
                here, keyed = stack.pop()
                continue
            else:
                self._plain_node(event)
                value = {} if kind is mapping else []
                if not keyed:
                    note(event.start_mark.line + 1)
                    here.append(value)
                elif key is None:
                    self._refuse("A key must be a text.", event, "Put quotes around a text that begins with [ or {.")
                else:
                    here[key] = value
                    key = None
                stack.append((here, keyed))
                if len(stack) >= MOST_DEPTH:
                    self._refuse(f"This is nested more than {MOST_DEPTH} levels deep.", event, "Use fewer levels.")
                here, keyed = value, kind is mapping
            values += 1
            if values > MOST_VALUES:
                self._refuse(f"The file has more than {MOST_VALUES:,} values.", event, "Split it into several files.")

    def _close(self, next_event: Any) -> None:
        next_event()  # the end of the document
        after = next_event()
        if not isinstance(after, yaml.StreamEndEvent):
            self._refuse("A second document begins here (---).", after, "Put it into a file of its own.")

    def _plain_node(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(f"An alias (*{event.anchor}) stands here.", event, "Write out what it means, or use quotes.")
        if event.anchor is not None:
            self._refuse(f"An anchor (&{event.anchor}) stands here.", event, "Remove it, or use quotes.")
        if event.tag is not None:
            self._refuse(f"A tag ({event.tag}) stands here.", event, "Remove it, or use quotes.")

    def _refuse(self, what: str, event: Any, todo: str) -> NoReturn:
        raise ReadError(what, where=Place(self.name, event.start_mark.line + 1), todo=todo)
