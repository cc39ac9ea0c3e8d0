"""A shared edition and a Kenyan one over it, in memory, with a licence each, for the tests of giving back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handbook.editions.fingerprint import fingerprint
from handbook.model.adaptation import Adaptation
from handbook.model.edition import Edition
from handbook.model.handbook import Handbook
from handbook.model.plan import Plan
from handbook.model.practice import Practice
from handbook.store.yamledit import REMOVE, edited
from tests.editions.build import edition, practice

SUMMARY = "Meet often. Keep your word."
OURS = "Meet every week. Keep your word."
TAXONOMY = {"format": "1", "groups": [{"id": name, "label": {"en": name}} for name in ("government", "private-sector")]}


def kenya(lang: str = "en", practices: tuple[Practice, ...] = (), **changed: Any) -> Edition:
    """Kenya's edition: one adapted text, and an item of its own behind another."""
    held = {
        "lang": lang,
        "changes": {"summary": {"text": OURS, "why": "A month is long.", "base": fingerprint(SUMMARY)}},
        "additions": {
            "checklist": [
                {"id": "ke/ask", "text": "Ask twice.", "groups": ["government"], "after": ["meet"], "why": "It helps."}
            ]
        },
        **changed,
    }
    made = edition("ke", "global", *practices, adaptations={"trust": held}, bases=(SUMMARY,), languages=(lang, "en"))
    return replace(made, content={**made.content, "licence": "CC-BY-4.0", "name": {"en": "Kenya", "sw": "Kenya"}})


def shared(*practices: Practice, **content: Any) -> Edition:
    """The shared edition, with a taxonomy of its own."""
    made = edition("global", "", *(practices or (practice(**content),)))
    return replace(made, holdings={"taxonomy": TAXONOMY})


def local(**content: Any) -> Practice:
    """A whole practice of Kenya's own."""
    return practice("ke/county", title="Ask each county", summary="Ask them all.", **content)


def both(parent: Edition | None = None, child: Edition | None = None) -> Handbook:
    """Both in one handbook."""
    held = (parent or shared(), child or kenya())
    return Handbook({"en": "Handbook"}, {one.id: one for one in held})


def carried_out(handbook: Handbook, edition_id: str, plan: Plan) -> Handbook:
    """The handbook once a plan is written, as the store would write it."""
    held = handbook.edition(edition_id)
    edits = {path: REMOVE if said is None else said for path, said in plan.edits.items()}
    if plan.kind == "practice":
        before: Any = held.practices[plan.practice].content if plan.practice in held.practices else {}
        frame = {"format": "1", "id": plan.practice}
        content: Any = edited({**frame, **_texts(before)}, edits, lambda _: (), "test")
        held = replace(held, practices={**held.practices, plan.practice: Practice(plan.practice, content)})
    else:
        tree = {"format": "1", "adapts": plan.practice, "lang": plan.lang, **_tree(held.adaptations.get(plan.practice))}
        content = edited(tree, edits, lambda _: (), "test")
        adaptations = {**held.adaptations, plan.practice: Adaptation.read(content)}
        bases = {**held.bases, **{fingerprint(text): text for text in plan.bases}}
        held = replace(held, adaptations=adaptations, bases=bases)
    return Handbook(handbook.title, {**handbook.editions, edition_id: held})


def _tree(held: Adaptation | None) -> dict[str, Any]:
    if held is None:
        return {}
    changes = {path: change.written() for path, change in held.changes.items()}
    additions = {name: [dict(item) for item in items] for name, items in held.additions.items()}
    tree = {"lang": held.lang, "changes": changes, "additions": additions}
    return {name: said for name, said in tree.items() if said}


def _texts(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _texts(value) for key, value in node.items()}
    return [_texts(one) for one in node] if isinstance(node, list) else str(node)
