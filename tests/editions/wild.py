"""Chains of two to four editions that change whatever they like, whether it is there or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from handbook.editions.fingerprint import fingerprint
from handbook.model.handbook import Handbook
from tests.editions.build import edition, handbook, practice
from tests.editions.strategies import LISTS, RANDOMS, Pen


@dataclass
class Chain:
    """Editions that each build on the one before, changing what they like."""

    root: dict[str, Any]
    adaptations: list[dict[str, Any]]
    bases: list[str]

    NAMES = ("global", "eu", "nl", "city")

    def book(self, root: dict[str, Any] | None = None, length: int = 4, *extra: Any) -> Handbook:
        held = [edition("global", "", practice(**(self.root if root is None else root)))]
        for name, parent, adaptation in zip(self.NAMES[1:length], self.NAMES, self.adaptations, strict=False):
            adaptations = {"trust": adaptation} if adaptation else {}
            held.append(edition(name, parent, adaptations=adaptations, bases=tuple(self.bases)))
        return handbook(*held, *extra)

    @property
    def last(self) -> str:
        return self.NAMES[len(self.adaptations)]


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    pen = Pen(draw(RANDOMS))
    root = pen.practice()
    bases = [root["summary"], *(item["text"] for name in LISTS for item in root[name])]
    names = Chain.NAMES[1 : pen.random.randint(2, 4)]
    own: dict[str, list[str]] = {name: [] for name in LISTS}
    return Chain(root, [_anything(pen, name, root, bases, own) for name in names], bases)


def _anything(pen: Pen, name: str, root: dict[str, Any], bases: list[str], own: dict[str, list[str]]) -> dict[str, Any]:
    if pen.random.random() < 0.2:
        return {}
    adaptation: dict[str, Any] = {"changes": {}, "additions": {}}
    for path in pen.some(["title", "summary", "problem", "not_for", "priority.reason", "cost.note"]):
        adaptation["changes"][path] = {"text": pen.text(), "why": "w", "base": fingerprint(pen.random.choice(bases))}
    for path in pen.some(["groups", "themes", "maturity", "status", "nonsense", "duty", "evidence/x.at"]):
        adaptation["changes"][path] = {"value": "ended", "add": ["academia"], "remove": ["hotline"], "why": "w"}
    for list_name in LISTS:
        there = [*(item["id"] for item in root[list_name]), *own[list_name], "gone"]
        for item_id in pen.some(there):
            kinds = [{"hide": "Not here."}, {"after": pen.some(there)}]
            change = pen.random.choice(kinds) | {"base": fingerprint(pen.random.choice(bases)), "why": "w"}
            changes = {
                f"{list_name}/{item_id}": change,
                f"{list_name}/{item_id}.text": {"text": pen.text(), "why": "w"},
            }
            for path in pen.some(list(changes), 1):
                adaptation["changes"][path] = changes[path]
        mine = [pen.item(list_name, f"{name}/{list_name}-{n}") for n in range(pen.random.randint(0, 3))]
        names = [item["id"] for item in mine]
        for item in mine:
            if pen.maybe():
                item["after"] = pen.some([*there, *names])
        if mine:
            adaptation["additions"][list_name] = mine
        own[list_name] += names
    return adaptation
