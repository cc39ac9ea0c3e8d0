"""What a tree of texts says after some edits; nothing here knows how it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Final, Literal, TypeAlias

from handbook.errors import Place, SaveRefused
from handbook.model.scalar import NOT_TEXT, name_character
from handbook.store.yamlread import MOST_DEPTH, Node, item_name


class _Remove(Enum):
    REMOVE = "remove"


REMOVE: Final = _Remove.REMOVE
Removed: TypeAlias = Literal[_Remove.REMOVE]
Path: TypeAlias = tuple[str, ...]
Order: TypeAlias = Callable[[Path], Sequence[str]]

MOST_KEY = 1_000  # YAML ends the search for a key's colon after 1,024 characters


def edited(tree: dict[str, Node], edits: Mapping[Path, Node | Removed], order: Order, name: str) -> dict[str, Node]:
    """A copy of the tree with the edits made, one after the other."""
    root = {key: clean(value, name, (key,)) for key, value in tree.items()}
    for path, value in edits.items():
        if not path:
            raise refused("An edit names no key.", name, path)
        if value is REMOVE:
            _remove(root, path, name)
        else:
            _set(root, path, clean(value, name, path), order, name)
    return root


def clean(node: Node, name: str, path: Path = ()) -> Node:
    """A copy with LF as the only line end; raises SaveRefused for what no file of ours can hold."""
    if len(path) >= MOST_DEPTH * 2:
        raise refused(f"This is nested more than {MOST_DEPTH} levels deep.", name, path, "Use fewer levels.")
    if isinstance(node, str):
        return _clean_text(node, name, path)
    if isinstance(node, list):
        return [clean(item, name, (*path, str(index))) for index, item in enumerate(node)]
    if isinstance(node, dict):
        for key in node:
            if not isinstance(key, str) or len(key) > MOST_KEY or _clean_text(key, name, path) != key:
                raise refused(f"A key must be a text of at most {MOST_KEY:,} characters.", name, path)
        return {key: clean(value, name, (*path, key)) for key, value in node.items()}
    raise refused(f"Only text can be written, and this is {type(node).__name__}.", name, path)


def refused(what: str, name: str, path: Path = (), todo: str = "Nothing was written.") -> SaveRefused:
    """The error for an edit that cannot be made, at its place."""
    return SaveRefused(what, where=Place(name, unit=".".join(path)), todo=todo)


def _clean_text(text: str, name: str, path: Path) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if odd := NOT_TEXT.search(text):
        what = f"The text holds the character {name_character(odd[0])}, which no file of the handbook may hold."
        raise refused(what, name, path, "Delete it; nothing was written.")
    return text


def _set(root: Node, path: Path, value: Node, order: Order, name: str) -> None:
    parent = root
    for depth, step in enumerate(path[:-1], 1):
        inner = _find(parent, step, name, path)
        if inner is None:
            if isinstance(parent, list):
                raise refused(f"There is no item {step} to change.", name, path)
            # A mapping whose id is the last step of the path is a new item of a list that is not there yet.
            inner = [] if depth == len(path) - 1 and item_name(value) == path[-1] else {}
            _insert(parent, step, inner, order(path[: depth - 1]), name, path)
        parent = inner
    if isinstance(parent, dict):
        _insert(parent, path[-1], value, order(path[:-1]), name, path)
    elif isinstance(parent, list):
        _put_item(parent, path[-1], value, name, path)
    else:
        raise refused(f"{'.'.join(path[:-1])} is a text and holds nothing.", name, path)


def _insert(parent: Node, key: str, value: Node, order: Sequence[str], name: str, path: Path) -> None:
    """Put a key where it belongs; a key that is there keeps its place."""
    if not isinstance(parent, dict):
        raise refused(f"{key} cannot be put into a text.", name, path)
    if key in parent or key not in order:
        parent[key] = value
        return
    before = set(order[: order.index(key)])
    present = list(parent)
    at = max((place for place, other in enumerate(present, 1) if other in before), default=0)
    rest = {other: parent.pop(other) for other in present[at:]}
    parent[key] = value
    parent.update(rest)


def _put_item(items: list[Node], step: str, value: Node, name: str, path: Path) -> None:
    place = _place(items, step, name, path)
    if place is not None:
        items[place] = value
    elif item_name(value) == step or step == str(len(items)):
        items.append(value)
    else:
        raise refused(f"There is no item {step}, and the new one does not bear that id.", name, path)


def _find(parent: Node, step: str, name: str, path: Path) -> Node | None:
    if isinstance(parent, dict):
        return parent.get(step)
    if isinstance(parent, list):
        place = _place(parent, step, name, path)
        return None if place is None else parent[place]
    raise refused(f"{step} cannot stand in a text.", name, path)


def _place(items: list[Node], step: str, name: str, path: Path) -> int | None:
    named = [place for place, item in enumerate(items) if item_name(item) == step]
    if len(named) > 1:
        raise refused(f"The id {step} stands in this list more than once.", name, path, "Give each its own id first.")
    if named:
        return named[0]
    place = int(step) if step.isdecimal() and step.isascii() and len(step) < 6 else len(items)
    return place if place < len(items) and not item_name(items[place]) else None


def _remove(root: Node, path: Path, name: str) -> None:
    """Take a key or item out, and every parent but the root that this leaves empty; what is not there is no matter."""
    way: list[tuple[Node, str | int]] = []
    inner: Node | None = root
    for step in path:
        if inner is None or (isinstance(inner, dict) and step not in inner):
            return
        place = _place(inner, step, name, path) if isinstance(inner, list) else step
        if place is None:
            return
        way.append((inner, place))
        inner = _find(inner, step, name, path)
    for parent, place in reversed(way):
        del parent[place]  # type: ignore[arg-type, union-attr]  # a key of a mapping or a place in a list, found above
        if parent:
            return
