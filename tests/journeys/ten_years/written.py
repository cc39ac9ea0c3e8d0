"""A practice of the histories as the file that an editor would have: the house's YAML, wrapped at a width."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from handbook.store.yamlemit import flow, folded, inline
from handbook.store.yamltext import read
from tests.journeys.ten_years.shared import FIRST_WIDTH, LISTS, Shared, Tree

HEAD = {"format": "1", "kind": "practice", "lang": "en"}
PROSE = ("problem",)
HEARD = ("steps", "checklist")  # whose items say that the editors added them
BEHIND = {"withdrawn_because": "status", "replaced_by": "status", "from": "id"}  # keys that are not in every file


def files(shared: Shared) -> Iterator[tuple[str, str]]:
    """Name and text of every file of the shared edition."""
    for name, practice in shared.practices.items():
        yield f"{name}.yaml", page(practice, shared.width, shared.keys)


def page(practice: Tree, width: int = FIRST_WIDTH, keys: list[str] | None = None) -> str:
    """One practice as text; the keys in the order in which they are declared, or in another."""
    held = {key: practice[key] for key in _ordered(list(practice), keys or list(practice))}
    tree = {"format": HEAD["format"], "id": held.pop("id"), **HEAD, **held}
    return "".join(f"{line}\n" for key, value in tree.items() for line in _entry(key, value, 0, width, keys))


def parsed(text: str, name: str) -> Tree:
    """A practice as its file says it; raises ReadError where it says nothing."""
    held: Tree = read(text.encode(), name).tree
    practice = {key: value for key, value in held.items() if key not in HEAD}
    if "problem" in practice:
        practice["problem"] = "\n\n".join(" ".join(one.split()) for one in practice["problem"].split("\n\n"))
    for key in HEARD:
        practice[key] = [{part: item[part] for part in item if part != "basis"} for item in practice.get(key, [])]
    return practice


def _entry(key: str, value: Any, column: int, width: int, keys: list[str] | None) -> Iterator[str]:
    front = f"{' ' * column}{key}:"
    if isinstance(value, dict):
        yield front
        for part, held in value.items():
            yield from _entry(part, held, column + 2, width, keys)
    elif key in LISTS:
        yield front if value else f"{front} []"
        for item in value:
            yield from _item(key, item, width, keys)
    elif isinstance(value, list):
        yield f"{front} {flow(value)}"
    elif key in PROSE:
        yield f"{front} |"
        yield from _wrapped(value, column + 2, width)
    else:
        yield from _words(front, value, column, width)


def _item(name: str, item: Tree, width: int, keys: list[str] | None) -> Iterator[str]:
    lines: list[str] = []
    held = {part: item[part] for part in _ordered(list(item), keys or ["id", "from", "text", "groups"])}
    if name in HEARD:
        held["basis"] = "editors"
    for part, value in held.items():
        lines += _entry(part, value, 4, width, keys)
    yield f"  - {lines[0].lstrip()}"
    yield from lines[1:]


def _words(front: str, text: str, column: int, width: int) -> Iterator[str]:
    line = f"{front} {inline(text, flow=False)}"
    block = folded(text, column, width=width) if len(line) > width else None
    if block is None:
        yield line
        return
    yield f"{front} {block[0]}"
    yield from block[1]


def _wrapped(text: str, column: int, width: int) -> Iterator[str]:
    for at, paragraph in enumerate(text.split("\n\n")):
        if at:
            yield ""
        for line in textwrap.wrap(paragraph, width - column, break_long_words=False, break_on_hyphens=False):
            yield " " * column + line


def _ordered(names: list[str], keys: list[str]) -> list[str]:
    def place(name: str) -> tuple[int, bool]:
        stands = BEHIND.get(name, name)
        return (keys.index(stands) if stands in keys else len(keys)), name in BEHIND

    return sorted(names, key=place)
