"""The one reader and the one writer of the handbook's YAML: all is text, and the unknown is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handbook.errors import ReadError
from handbook.store.yamledit import REMOVE, Order, Path, Removed, clean, edited, refused
from handbook.store.yamlemit import block
from handbook.store.yamlread import BOM, Document, Node, read
from handbook.store.yamlsplice import spliced

__all__ = ["REMOVE", "Document", "Node", "Removed", "compose", "read", "splice"]


def in_order_of_arrival(_parent: Path) -> Sequence[str]:
    """New keys go to the end."""
    return ()


def splice(document: Document, edits: Mapping[Path, Node | Removed], order: Order = in_order_of_arrival) -> bytes:
    """The file's bytes with these edits made in place; raises SaveRefused where they would not say what was meant.

    A path goes by keys, and in lists by an item's id or, where it has none, its place. Comments above what is removed
    stay: they are people's words, and nobody asked to delete them.
    """
    wanted = edited(document.tree, edits, order, document.name)
    if wanted == document.tree:
        return document.source
    ends = document.source.endswith(b"\n")
    bom = document.source.startswith(BOM)
    text = document.source.removeprefix(BOM).decode() + ("" if ends else "\n")
    why = ""
    for cautious in (False, True):
        new = spliced(text, document.tree, wanted, cautious=cautious)
        if not ends and new.rstrip("\n").endswith(text.splitlines()[-1]):
            new = new.removesuffix("\n")
        source = (BOM if bom else b"") + new.encode()
        why = _differs(source, wanted, document.name)
        if not why:
            return source
    raise refused(f"The file cannot be changed without changing something else as well: {why}", document.name)


def compose(tree: dict[str, Node], name: str = "the new file") -> bytes:
    """The bytes of a new file; raises SaveRefused for what the handbook could not read back."""
    wanted = {key: clean(value, name, (key,)) for key, value in tree.items()}
    source = "".join(f"{line}\n" for line in block(wanted, 0) or ["{}"]).encode()
    if why := _differs(source, wanted, name):
        raise refused(f"The file cannot be written: {why}", name)
    return source


def _differs(source: bytes, wanted: dict[str, Node], name: str) -> str:
    """Why these bytes do not say what was meant; nothing where they do."""
    try:
        return "" if read(source, name).tree == wanted else "it would read back differently."
    except ReadError as error:
        return str(error)
