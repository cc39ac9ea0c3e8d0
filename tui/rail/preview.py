"""Preview: the practice as readers will see it, by the renderer of the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from handbook.editions.resolve import resolve
from handbook.errors import HandbookError
from handbook.model import fields as declared
from handbook.model.fields import Kind
from handbook.model.resolved import Resolved
from handbook.publish.markdown import plain
from tui.beside import Beside
from tui.names import label
from tui.rows import main_part
from tui.widgets.text import styled

if TYPE_CHECKING:
    from tui.host import Host


def number(desk: Host) -> str:
    """A preview has none."""
    return ""


def holds(desk: Host) -> Beside:
    """The whole page, in words."""
    assert desk.copy is not None  # noqa: S101 - a tab holds something only with a practice open
    try:
        resolved = resolve(desk.book, desk.copy.practice, desk.edition)
    except HandbookError as error:
        return Beside(str(error))
    return Beside(page(resolved))


def page(resolved: Resolved) -> Content:
    """A practice as text: title, summary, then each field under its label, empty ones left out."""
    pieces = [styled((plain(str(resolved.value("title"))), "bold")), styled(plain(str(resolved.value("summary"))))]
    for heading, text in _blocks(resolved):
        pieces.append(styled((heading, "bold"), "\n", text))
    return Content("\n\n").join([piece for piece in pieces if piece.plain.strip()])


def _blocks(resolved: Resolved) -> Iterator[tuple[str, str]]:
    for field in declared.PRACTICE.fields:
        if not field.page or field.name == "summary":
            continue
        if field.kind is Kind.ITEMS:
            part = main_part(field)
            items = [plain(item.text(part.name)) for item in resolved.items(field.name) if part]
            said = [text for text in items if text]
            if said:
                sign = "{}. " if field.name == "steps" else "· "
                yield label(field), "\n".join(f"{sign.format(n)}{text}" for n, text in enumerate(said, 1))
        elif field.kind is Kind.GROUP:
            parts = [f"{label(one)}: {plain(str(resolved.value(f'{field.name}.{one.name}')))}" for one in field.fields
                     if one.words and resolved.value(f"{field.name}.{one.name}")]  # fmt: skip
            if parts:
                yield label(field), "\n".join(parts)
        elif field.words and resolved.value(field.name):
            yield label(field), plain(str(resolved.value(field.name)))
