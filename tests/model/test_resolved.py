"""An item of a list is found by the id it has, or by the one it had before it was taken in."""

from __future__ import annotations

from handbook.editions.resolve import layers
from tests.editions.build import edition, handbook, practice

MEET = {"id": "meet", "text": "Meet.", "groups": ["government"], "kind": "do"}
TAKEN = {"id": "ask", "text": "Ask.", "groups": ["government"], "kind": "do", "from": "nl/ask"}
OURS = {"checklist": [{"id": "nl/ask", "text": "Ask.", "groups": ["government"], "kind": "do", "why": "w"}]}


def test_an_item_by_its_id_or_its_former_one():
    held = {"trust": {"additions": OURS, "changes": {"checklist/meet": {"hide": "Not here.", "base": "f1-0"}}}}
    book = handbook(edition("global", "", practice(checklist=[MEET, TAKEN])), edition("nl", "global", adaptations=held))
    ours = layers(book.chain("nl"), "trust")[-1]
    assert ours.item("checklist", "ask") is ours.item("checklist", "nl/ask") is not None
    assert ours.item("checklist", "meet") is not None and ours.item("checklist", "meet", shown=True) is None
    for name, id in (("checklist", ""), ("checklist", "none"), ("nolist", "ask")):
        assert ours.item(name, id) is None
