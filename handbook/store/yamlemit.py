"""Writes new YAML: the style of each text, and the lines of each key and item; the reader takes them back unchanged."""

from __future__ import annotations

import re

from handbook.model.scalar import typed
from handbook.store.yamlread import Node

WIDTH = 110
STEP = 2

# Begins as plain text may begin in every reader: a letter, a digit, a few signs, or anything beyond ASCII but a space.
_PLAIN_BEGIN = re.compile(r"[A-Za-z0-9(/_$<^;\\]|[^\x00-\x7f\s]")
_NUMBER_LIKE = re.compile(r"[0-9][0-9_.,:eExXoOa-fA-FTtZz+\- ]*\Z")
_NOT_PLAIN = re.compile(r"[\n\t]|: |:\Z| #|\s\Z")
_NOT_PLAIN_IN_FLOW = re.compile(r"[,\[\]{}:#?]")
_FOLD_AT = re.compile(r"(?<![ \t]) (?![ \t])")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})

Piece = tuple[str, list[str]]  # what stands behind the key, and the lines below it


def plain_ok(text: str, *, flow: bool = False) -> bool:
    """Whether a text may stand without quotes and still is the same text to every YAML reader."""
    return bool(
        _PLAIN_BEGIN.match(text)
        and not _NOT_PLAIN.search(text)
        and not (flow and _NOT_PLAIN_IN_FLOW.search(text))
        and not typed(text)
        and not _NUMBER_LIKE.match(text)
    )


def double(text: str) -> str:
    """A text in double quotes on one line: the form that carries every text."""
    return f'"{text.translate(_ESCAPES)}"'


def quoted(text: str) -> str:
    """A text in the quotes that need the fewest escapes."""
    single = ('"' in text or "\\" in text) and not re.search(r"['\n\t]", text)
    return f"'{text}'" if single else double(text)


def inline(text: str, style: str = "", *, flow: bool) -> str:
    """A text on one line, in its old style where that can carry it."""
    if style == '"':
        return double(text)
    if style == "'" and not re.search(r"[\n\t]", text):
        return "'" + text.replace("'", "''") + "'"
    return text if plain_ok(text, flow=flow) else quoted(text)


def literal(text: str, column: int, indent: int = 0) -> Piece | None:
    """A text as a block under `|`, or nothing where such a block cannot carry it safely."""
    body = text.rstrip("\n")
    if not body or (body != body.rstrip() and body.rsplit("\n", 1)[-1].strip() == ""):
        return None
    indent = indent or column + STEP
    if body[0] in " \t\n":
        # Only a written-out indentation says where the text begins, and it takes one digit.
        indent = min(indent, column + 9)
        hint = str(indent - column)
    else:
        hint = ""
    ends = len(text) - len(body)
    chomp = "-" if ends == 0 else "" if ends == 1 else "+"
    lines = [" " * indent + line if line else "" for line in body.split("\n")]
    return f"|{hint}{chomp}", lines + [""] * (ends - 1)


def folded(text: str, column: int, indent: int = 0, width: int = WIDTH) -> Piece | None:
    """A text as a block under `>`, or nothing where folding would not give it back exactly."""
    body = text.removesuffix("\n")
    if not body or body[0] == "\n" or body[-1] == "\n":
        return None
    indent = indent or column + STEP
    lines: list[str] = []
    for paragraph in body.split("\n"):
        if paragraph != paragraph.strip():
            return None
        if lines:
            lines.append("")
        if paragraph:
            lines += _filled(paragraph, " " * indent, width)
    return (">" if text.endswith("\n") else ">-"), lines


def _filled(paragraph: str, indent: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in _FOLD_AT.split(paragraph):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(indent + word)
    return lines


def new_text(text: str, column: int, used: int) -> Piece:
    """A text that stood nowhere before, behind a key that has used up so much of its line."""
    if "\n" in text:
        return literal(text, column) or (double(text), [])
    line = inline(text, flow=False)
    if used + len(line) <= WIDTH:
        return line, []
    return folded(text, column) or (line, [])


def flow(node: Node) -> str:
    """A node on one line, in brackets and braces."""
    if isinstance(node, str):
        return inline(node, flow=True)
    if isinstance(node, list):
        return "[" + ", ".join(flow(item) for item in node) + "]"
    return "{" + ", ".join(f"{key_text(key)}: {flow(value)}" for key, value in node.items()) + "}"


def key_text(key: str) -> str:
    """A key as it stands in front of its colon."""
    return key if plain_ok(key, flow=True) else quoted(key)


def piece(node: Node, column: int, used: int) -> Piece:
    """A new value behind its key or dash, which stands at `column`."""
    if isinstance(node, str):
        return new_text(node, column, used)
    if not node:
        return ("[]" if isinstance(node, list) else "{}"), []
    if isinstance(node, list) and all(isinstance(item, str) and "\n" not in item for item in node):
        line = flow(node)
        if used + len(line) <= WIDTH:
            return line, []
    return "", block(node, column + STEP)


def block(node: Node, column: int) -> list[str]:
    """The lines of a mapping or list that is not empty, at a column."""
    if isinstance(node, dict):
        return [line for key, value in node.items() for line in entry(key, value, column)]
    return [line for item in node for line in list_item(item, column)]


def entry(key: str, value: Node, column: int) -> list[str]:
    """The lines of one key with its value."""
    front = f"{' ' * column}{key_text(key)}:"
    head, tail = piece(value, column, len(front) + 1)
    return [f"{front} {head}" if head else front, *tail]


def list_item(item: Node, column: int) -> list[str]:
    """The lines of one list item; a mapping or list begins on the line of its dash."""
    front = " " * column + "-"
    head, tail = piece(item, column, len(front) + 1)
    if head:
        return [f"{front} {head}", *tail]
    return [f"{front} {tail[0][column + STEP :]}", *tail[1:]]
