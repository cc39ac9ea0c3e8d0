"""Form: files that cannot be read, that hold something else than their kind asks for, or more than it knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from handbook.checks.finding import Finding, Rule, Severity, quoted
from handbook.checks.held import Held
from handbook.errors import HandbookError
from handbook.model.field import Field, Kind
from handbook.model.fields import below
from handbook.store.broken import Broken, checked
from handbook.store.yamltext import Document

UNREADABLE = Rule("form-unreadable", Severity.ERROR, "The file cannot be read")
WRONG = Rule("form-wrong", Severity.ERROR, "A field is missing or holds something else than it should")
UNKNOWN_KEY = Rule("form-unknown-key", Severity.WARNING, "A name is none of the declared fields")

RULES = (UNREADABLE, WRONG, UNKNOWN_KEY)


def check(broken: Iterable[Broken]) -> Iterator[Finding]:
    """What reading the files has found; such a file is in no page, and everything else still is."""
    rules = {rule.id: rule for rule in RULES}
    for fault in broken:
        yield Finding(rules[fault.rule], fault.file, fault.unit, fault.message, fault.todo, fault.edition, fault.line)


def wrong(held: Held) -> Iterator[Finding]:
    """What is of another form than its kind asks for, in a file as it would be written now."""
    tree = {name: value for name, value in held.tree.items() if value or name != "reviewed"}
    document = Document(held.file, b"", {"format": "1", **tree})
    _, faults = checked(document, held.shape, held.edition)
    yield from (replace(finding, line=0) for finding in check(faults))


def unreadable(error: HandbookError, file: str, edition: str) -> Finding:
    """A file beside the YAML ones that cannot be read: hashes of a source, a hand-written page."""
    place = error.where.file if error.where and error.where.file else file
    return Finding(UNREADABLE, place, "", error.what, error.todo, edition, error.where.line if error.where else 0)


def unknown_keys(held: Held, tree: Any) -> Iterator[Finding]:
    """Names in a file that are no fields: they are kept, but no page and no check ever sees what they hold."""
    for pointer, name, known in _unknown(tree, held.shape.fields, ""):
        near = get_close_matches(name, known, 1)
        hint = f"If you meant “{near[0]}”, write that." if near else "A text with a comma inside {…} needs quotes."
        message = f"{quoted(name)} is no field here: it is kept, but shown nowhere."
        yield held.breaks(UNKNOWN_KEY, pointer, message, f"{hint} What is yours to keep goes below “ext”.")


def _unknown(node: Any, fields: Sequence[Field], at: str) -> Iterator[tuple[str, str, list[str]]]:
    if not isinstance(node, dict):
        return
    declared = {field.name: field for field in fields}
    for name, value in node.items():
        pointer = f"{at}.{name}" if at else name
        field = declared.get(name)
        if field is None:
            yield pointer, name, list(declared)
        elif field.kind is Kind.GROUP:
            yield from _unknown(value, field.fields, pointer)
        elif field.kind is Kind.ADDITIONS:  # a list that no practice has is found by the family editions
            lists = {part.name for part in below(field)}
            known = {list_: items for list_, items in value.items() if list_ in lists}
            yield from _unknown(known, below(field), pointer)
        elif field.kind is Kind.MAP:
            for key, inner in value.items():
                yield from _unknown(inner, field.fields, f"{pointer}.{key}")
        elif field.kind is Kind.ITEMS:
            for place, item in enumerate(value):
                yield from _unknown(item, field.fields, f"{pointer}/{item.get('id') or place}")
