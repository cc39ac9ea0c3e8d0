"""A field that is added to the declaration shows on the page, with no further edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.model import fields as declared
from handbook.model.field import Field, Kind
from handbook.publish.build import build
from handbook.store.workspace import Workspace
from tests.publish.html import read

# fmt: off
FIELDS = [
    (Field("costs_avoided", Kind.PROSE, "Costs avoided", page="why"),
     "costs_avoided: It saves *much*.", "It saves much."),
    (
        Field("helpers", Kind.ITEMS, "Who helped", page="do",
              fields=(declared.ITEM_ID, Field("text", Kind.LINE, "Helper"), Field("since", Kind.DATE, "Since"))),
        "helpers: [{id: one, text: The neighbours helped., since: '2017'}]", "The neighbours helped.",
    ),
    (Field("reach", Kind.CHOICE, "Reach", page="edition", choices=("local", "worldwide")),
     "reach: worldwide", "worldwide"),
    (
        Field("tools", Kind.GROUP, "Tools", page="a-new-block", fields=(Field("first", Kind.LINE, "First tool"),)),
        "tools: {first: A pencil}", "A pencil",
    ),
]
# fmt: on


@pytest.mark.parametrize(("field", "line", "words"), FIELDS, ids=[field.name for field, *_ in FIELDS])
def test_it_shows(small: Path, monkeypatch: pytest.MonkeyPatch, field: Field, line: str, words: str) -> None:
    monkeypatch.setattr(declared, "PRACTICE", declared.PRACTICE.with_field(field))
    entry = small / "practices/world/entries/agree-first.yaml"
    entry.write_text(f"{entry.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    workspace = Workspace.open(small)
    assert not workspace.broken
    build(workspace)
    page = read(small / "build/site/world/practices/agree-first/index.html")
    assert field.label in page.text
    assert words in page.text
